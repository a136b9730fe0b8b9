"""Conversations on disk: flushed event by event, listed, searched, and kept from harm."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from nemo_tui.engine.actions import Message
from nemo_tui.engine.history import History
from nemo_tui.engine.turn import (
    Exported,
    Failed,
    Planned,
    Rendering,
    Said,
    Saying,
    SessionStarted,
    TimelineChanged,
    TimelineView,
    TurnEvent,
)
from tests.engine.desk import Desk, chat, take

TURN: tuple[TurnEvent, ...] = (
    Planned((chat("trim"),), Message("trim the first 3 seconds", ("/tmp/clip.mp4",))),
    SessionStarted("77", "local"),
    Saying("I trimmed it."),
    Said("I trimmed it."),
    TimelineChanged(TimelineView(), TimelineView(duration_ms=7000)),
    Rendering("r", "processing", 50),
    Exported(Path("/tmp/clip-trimmed.mp4"), 1000, 7000),
    Failed("rate_limited", "slow down"),
)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "sessions")
    yield made
    made.end()


def keep(history: History, *events: TurnEvent) -> str:
    history.begin(skill="demo", language="zh", backend="local")
    for event in events:
        history.nemo_turn_event(event)
    return history.current


def test_kept_and_listed(history: History) -> None:
    session = keep(history, *TURN)
    item = history.sessions()[0]
    assert (item.id, item.title, item.skill) == (session, "trim the first 3 seconds", "demo")
    assert (item.language, item.turns, item.session_id) == ("zh", 1, "77")
    roles = [(entry.role, entry.text) for entry in history.entries(session)]
    assert roles == [
        ("you", "trim the first 3 seconds"),
        ("nemo", "I trimmed it."),
        ("file", "/tmp/clip-trimmed.mp4"),
        ("note", "rate_limited: slow down"),
    ]
    assert history.entries(session)[0].attachments == ("/tmp/clip.mp4",)
    assert TURN[4] in history.events(session)


def test_every_event_is_on_disk_at_once(history: History) -> None:
    session = keep(history, *TURN[:3])
    file = history.folder / f"{session}.jsonl"
    before = len(file.read_text().splitlines())
    history.nemo_turn_event(TURN[3])
    assert len(file.read_text().splitlines()) == before + 1
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_before_a_message(history: History) -> None:
    keep(history, Planned((chat("x"),)), SessionStarted("1", "local"))
    assert not history.folder.exists()


def test_opting_out_writes_nothing(tmp_path: Path) -> None:
    keep(History(tmp_path / "no", keep=False), *TURN)
    assert not (tmp_path / "no").exists()


def test_search_finds_all_words_anywhere(history: History) -> None:
    session = keep(history, *TURN)
    keep(history, Planned((), Message("something else")))
    assert [item.id for item in history.search("TRIMMED first")] == [session]
    assert history.search("trimmed nothing") == []
    assert len(history.search("")) == 2


def test_renamed_exported_deleted(history: History) -> None:
    session = keep(history, *TURN)
    history.rename(session, "Holiday")
    assert history.sessions()[0].title == "Holiday"
    assert "I trimmed it." in history.export(session, "md")
    assert json.loads(history.export(session, "json"))[0]["type"] == "conversation"
    history.delete(session)
    assert history.sessions() == []
    keep(history, *TURN)
    assert len(history.sessions()) == 1


def test_going_on_appends(history: History) -> None:
    session = keep(history, *TURN)
    history.begin()
    history.go_on(session)
    history.nemo_turn_event(Planned((), Message("and now shorter")))
    assert [item.turns for item in history.sessions()] == [2]


def test_prompts_newest_last(history: History) -> None:
    keep(history, Planned((), Message("one")), Planned((), Message("two")))
    assert history.prompts() == ["one", "two"]
    assert history.prompts(1) == ["two"]


def test_broken_lines_are_left_out(history: History) -> None:
    session = keep(history, *TURN)
    file = history.folder / f"{session}.jsonl"
    file.write_bytes(file.read_bytes() + b'{"type": "said"}\n\xff\xfe{\n[]\n{"type": "said", "te')
    assert len(history.entries(session)) == 4
    history.go_on(session)
    history.nemo_turn_event(Said("what came after half a line"))
    assert history.entries(session)[-1].text == "what came after half a line"
    with file.open("a") as stream:
        stream.write(json.dumps({"type": "said", "text": "x", "at": 10**400}) + "\n")
    assert history.entries(session)[-1].at == 0
    (history.folder / "junk.jsonl").write_bytes(b"\x00\x01\x02")
    assert len(history.sessions()) == 1


def test_foreign_ids_stay_in_the_folder(history: History) -> None:
    assert history.entries("../../etc/passwd") == []
    history.delete("../../etc/passwd")


async def test_conversation_feeds_it(desk: Desk, history: History) -> None:
    desk.plugins.register(history)
    history.begin(skill="demo")
    await take(desk.conversation().send(Message("hello")))
    assert [entry.text for entry in history.entries(history.current)] == ["hello", "Done."]


def test_a_full_disk_ends_a_conversation_without_a_word(tmp_path: Path) -> None:
    tmp_path.joinpath("sessions").mkdir()
    history = History(tmp_path / "sessions")
    history.begin(skill="demo")
    history.nemo_turn_event(Planned((), Message("hello")))
    assert history._stream
    history._stream.close()
    history._stream = Path("/dev/full").open("w")  # noqa: SIM115 - it is closed by what is tried
    history.nemo_turn_event(Said("hi"))
    history.end()
    assert history.current == ""
