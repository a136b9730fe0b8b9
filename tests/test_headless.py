"""The second front end: lines for people, JSON for scripts, a code that tells the truth."""

import asyncio
import io
import json
import os
import pty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nemo_tui import headless
from nemo_tui.catalogue import Catalogue
from nemo_tui.engine.turn import (
    ConsentRequest,
    Exported,
    Failed,
    Recovering,
    Rendering,
    Said,
    Saying,
    TimelineChanged,
    TimelineView,
)
from nemo_tui.headless import Exit, JsonPrinter, Run, TextPrinter
from nemo_tui.headless.printing import megabytes
from nemo_tui.plugins import gui_speak
from tests.engine.desk import EXPORT, STATE, Desk, Steps, chat, edit, editing, upload
from tests.support.scripted import (
    ScriptedService,
    answer,
    concluded,
    events,
    html,
    refusal,
    say,
)

SAY = Catalogue("en")


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    with ScriptedService() as running:
        yield running


@pytest.fixture
def desk(service: ScriptedService, home: Path) -> Desk:
    return Desk(service, home)


async def run(desk: Desk, *messages: str, **more: Any) -> tuple[Exit, str, str]:
    out, err = io.StringIO(), io.StringIO()
    wanted = Run(messages, **more)
    code = await headless.run(wanted, desk.conversation(), SAY, out, err)
    return code, out.getvalue(), err.getvalue()


async def test_path_on_stdout_and_everything_else_on_stderr(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Steps(upload(), chat(""), EXPORT))
    service.script("run", say("It is smaller now."))
    code, out, err = await run(desk, "compress it", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out == f"{desk.out / 'clip-compressed.mp4'}\n"
    assert "It is smaller now.\n" in err
    assert "Uploaded clip.mp4" in err
    assert "Timeline (1 track):" in err
    assert "Done: " in err


async def test_json_lines_all_parse_and_the_file_is_last(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Steps(upload(), chat(""), EXPORT))
    code, out, err = await run(desk, "compress it", inputs=[desk.clip()], as_json=True)
    lines = [json.loads(line) for line in out.splitlines()]
    assert code is Exit.DONE
    assert err == ""
    assert lines[0]["type"] == "planned"
    assert lines[-1]["type"] == "exported"
    assert lines[-1]["path"] == str(desk.out / "clip-compressed.mp4")
    assert lines[-1]["bytes"] == len(service.file)
    assert lines[-1]["duration_ms"] == 10000
    assert sum(line["type"] == "exported" for line in lines) == 1


async def test_edit_of_an_input_is_delivered_without_the_word_export(
    desk: Desk, service: ScriptedService
) -> None:
    editing(service)
    code, out, _ = await run(desk, "trim the first 3 seconds", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out == f"{desk.out / 'clip-trimmed.mp4'}\n"
    assert len(service.seen("render")) == 1


async def test_no_export_keeps_it_on_the_timeline(desk: Desk, service: ScriptedService) -> None:
    code, out, _ = await run(desk, "trim", inputs=[desk.clip()], may_export=False)
    assert code is Exit.DONE
    assert out == ""
    assert not service.seen("render")


async def test_every_message_is_a_turn_in_one_session(desk: Desk, service: ScriptedService) -> None:
    editing(service)
    await run(desk, "trim", "add music", "make it shorter", inputs=[desk.clip()])
    assert len(service.seen("run")) == 3
    assert len({request.json["session_id"] for request in service.seen("run")}) == 1
    assert len(service.seen("upload")) == 1
    assert len(service.seen("render")) == 1


async def test_question_gets_its_answer_and_no_file(desk: Desk, service: ScriptedService) -> None:
    service.draft = None
    code, out, err = await run(desk, "how long is this clip?", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out == ""
    assert "Done." in err


async def test_refusal_is_not_done(desk: Desk, service: ScriptedService) -> None:
    service.draft = None
    service.script("run", say("I cannot fly."))
    code, out, err = await run(desk, "fly to the moon", inputs=[desk.clip()])
    assert code is Exit.NOT_DONE
    assert out == ""
    assert "No file came of it" in err


async def test_answer_that_asks_is_not_done(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(Steps(chat("make it smaller"), EXPORT))
    service.draft = None
    service.script("run", say("How small?"))
    code, out, err = await run(desk, "make it smaller and send it")
    assert code is Exit.NOT_DONE
    assert out == ""
    assert "The export waits" in err


CODES = [
    (refusal(2001), Exit.FAILED),
    (html(502), Exit.FAILED),
    (events({"errorCode": "STOP"}), Exit.NOT_DONE),
]


@pytest.mark.parametrize(("reply", "code"), CODES)
async def test_failures_have_codes(
    desk: Desk, service: ScriptedService, reply: Any, code: Exit
) -> None:
    service.draft = None
    service.always("run", reply)
    found, out, err = await run(desk, "go", "never said")
    assert found is code
    assert out == ""
    assert len(service.seen("run")) == 1
    assert err.count("\n") >= 3


async def test_still_rendering_has_its_own_code(desk: Desk, service: ScriptedService) -> None:
    editing(service)
    service.always("poll", answer({"status": "processing"}))
    code, _, err = await run(desk, "trim", inputs=[desk.clip()])
    assert code is Exit.STILL_RENDERING
    assert "nemo-tui jobs resume" in err


async def test_failure_ends_the_json_too(desk: Desk, service: ScriptedService) -> None:
    service.always("run", refusal(2001))
    code, out, _ = await run(desk, "go", as_json=True)
    lines = [json.loads(line) for line in out.splitlines()]
    last = {"type": "finished", "ok": False, "exit": int(code), "reason": "no_credits"}
    assert lines[-1] == last
    failed = next(line for line in lines if line["type"] == "failed")
    assert failed["kind"] == "no_credits"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal() -> None:
    err = Terminal()
    printer = TextPrinter(io.StringIO(), err, SAY)
    for percent in range(0, 101, 5):
        printer.draw(Rendering("r", "processing", percent))
    printer.draw(Saying("Hello"))
    printer.draw(Said("Hello"))
    assert err.getvalue().count("\n") == 1
    assert err.getvalue().endswith("\r\x1b[2KHello\n")


def test_progress_is_sparse_elsewhere() -> None:
    err = io.StringIO()
    printer = TextPrinter(io.StringIO(), err, SAY)
    for percent in range(101):
        printer.draw(Rendering("r", "processing", percent))
    for left in range(60, 0, -1):
        printer.draw(Recovering(1, 5, left))
    lines = err.getvalue().splitlines()
    assert len(lines) == 12
    assert "\x1b" not in err.getvalue()


def test_every_failure_has_three_lines() -> None:
    err = io.StringIO()
    TextPrinter(io.StringIO(), err, SAY).draw(Failed("too_large", "x.mp4", {"limit": "500 MB"}))
    assert "500 MB" in err.getvalue()
    assert len(err.getvalue().splitlines()) == 4


def test_sizes_never_say_more_than_there_is() -> None:
    assert megabytes(4_958_871) == "4.95 MB"
    assert megabytes(4_999_999) == "4.99 MB"
    assert megabytes(49_990_000) == "49.9 MB"
    assert megabytes(1_500) == "1.5 kB"


def test_several_exports_keep_their_order() -> None:
    out = io.StringIO()
    printer = JsonPrinter(out)
    printer.draw(Exported(Path("/a"), 1))
    printer.draw(TimelineChanged(TimelineView(), TimelineView()))
    printer.draw(Exported(Path("/b"), 2))
    printer.close(0, "")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    paths = [line["path"] for line in lines if line["type"] == "exported"]
    assert paths == ["/a", "/b"]
    assert lines[-1]["path"] == "/b"


REQUEST = ConsentRequest("example.com", (("/tmp/clip.mp4", 12_000_000),))


async def test_consent_without_a_terminal_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    err = io.StringIO()
    assert not await headless.asker(SAY, False, err)(REQUEST)
    assert "example.com" in err.getvalue()
    assert "/tmp/clip.mp4 (12.0 MB)" in err.getvalue()
    assert "--yes" in err.getvalue()
    assert await headless.asker(SAY, True, err)(REQUEST)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal to ask at, and the end of it that is typed into."""
    typing, asking = pty.openpty()
    with os.fdopen(asking, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield typing
    os.close(typing)


@pytest.mark.parametrize(("typed", "agreed"), [("y\n", True), ("Yes\n", True), ("\n", False)])
async def test_consent_on_a_terminal_is_asked(keyboard: int, typed: str, agreed: bool) -> None:
    os.write(keyboard, typed.encode())
    assert await headless.asker(SAY, False, io.StringIO())(REQUEST) is agreed


async def test_waiting_for_consent_can_be_stopped(keyboard: int) -> None:
    asked = asyncio.ensure_future(headless.asker(SAY, False, io.StringIO())(REQUEST))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await asyncio.wait_for(asyncio.get_running_loop().shutdown_default_executor(), 1)


def test_inputs_are_resolved_where_they_were_given(home: Path) -> None:
    found = headless.absolute(["a.mp4", "~/b.mp4", "https://x.example/c.mp4"])
    assert found == [str(home / "a.mp4"), str(home / "b.mp4"), "https://x.example/c.mp4"]


async def test_a_backend_that_talks_of_buttons_does_not_hold_the_file(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(gui_speak)
    told = say("I trimmed it. Click the Export button to download your video.")

    def edit(usual: Any) -> Any:
        service.draft = {**service.draft, "d": 7000}
        return told

    service.script("run", edit)
    code, out, _ = await run(desk, "trim", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out.endswith("clip-trimmed.mp4\n")


async def test_edit_after_an_export_is_delivered_too(desk: Desk, service: ScriptedService) -> None:
    plans = Steps(chat(""), EXPORT)
    desk.plugins.register(plans)
    longer = {**service.draft, "d": 20000}
    old = answer({"code": 0, "data": {"state": {"draft": service.draft}}})
    new = answer({"code": 0, "data": {"state": {"draft": longer}}})

    def second(usual: Any) -> Any:
        plans.steps = [chat("")]
        service.always("state", new)
        return usual

    service.always("state", old)
    service.script("poll", answer({"status": "processing"}), second)
    service.polls_until_done = 1
    code, out, _ = await run(desk, "trim and export", "make it longer")
    assert code is Exit.DONE
    assert len(out.splitlines()) == 2


async def test_a_look_at_it_wants_no_file(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(Steps(upload(), STATE))
    code, out, err = await run(desk, "tell me how long it is", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out == ""
    assert "No file came of it" not in err


async def test_upload_alone_is_no_edit(desk: Desk, service: ScriptedService) -> None:
    """The studio puts media on the timeline as they arrive; that is nothing to deliver."""
    desk.plugins.register(Steps(upload(), STATE))
    code, out, _ = await run(desk, "how long is this clip?", inputs=[desk.clip()])
    assert code is Exit.DONE
    assert out == ""
    assert not service.seen("render")


async def test_what_was_fetched_is_delivered(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(Steps(upload("https://x.example/film.mp4"), chat("saving it")))
    code, out, _ = await run(desk, "saving it https://x.example/film.mp4")
    assert code is Exit.DONE
    assert out.count("\n") == 1
    assert len(service.seen("render")) == 1


async def test_question_about_an_address_delivers_nothing(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Steps(upload("https://x.example/film.mp4"), STATE))
    code, out, _ = await run(desk, "how long is https://x.example/film.mp4 ?")
    assert code is Exit.DONE
    assert out == ""
    assert not service.seen("render")


STUDIO_SAYS = [
    ("paint it", concluded("How?", "question"), "question"),
    ("can you paint it?", concluded("How?", "question"), "question"),
    ("paint it", concluded("I cannot paint.", "refusal"), "refusal"),
    ("trim and paint it", concluded("Trimmed, not painted.", "done", left="refusal"), "refusal"),
    ("how long is it?", concluded("It is 10 s long.", "answer"), ""),
    ("trim it", concluded("Trimmed.", "done", left="odd"), ""),
    # Another backend says nothing of this: an order answered by a question is not done.
    ("trim it", say("To which length?"), "question"),
    ("how long is it?", say("10 s. Shall I trim it?"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("message", "reply", "reason"), STUDIO_SAYS)
async def test_what_was_not_done_is_not_told_as_done(
    desk: Desk, service: ScriptedService, message: str, reply: Any, reason: str
) -> None:
    service.draft = None
    service.script("run", reply, reply)
    code, _, err = await run(desk, message)
    assert code is (Exit.NOT_DONE if reason else Exit.DONE)
    assert not reason or err.endswith(SAY(f"headless.not_done.{reason}") + "\n")
    code, out, err = await run(desk, message, as_json=True)
    lines = [json.loads(line) for line in out.splitlines()]
    why = {"reason": reason} if reason else {}
    assert lines[-1] == {"type": "finished", "ok": not reason, "exit": int(code), **why}
    assert err == ""


async def test_a_question_that_was_answered_is_done(desk: Desk, service: ScriptedService) -> None:
    editing(service)
    service.script("run", concluded("How small?", "question"))
    code, out, _ = await run(desk, "make it smaller", "5 MB")
    assert code is Exit.DONE
    assert out


async def test_an_export_that_waits_goes_on_with_the_answer(
    desk: Desk, service: ScriptedService
) -> None:
    plans = Steps(chat(""), EXPORT)
    desk.plugins.register(plans)

    def asks(_: Any) -> Any:
        plans.steps = [chat("")]
        return concluded("How small?", "question")

    service.script("run", asks, edit(service))
    code, out, err = await run(desk, "make it smaller and send it", "5 MB")
    assert code is Exit.DONE
    assert out.count("\n") == 1
    assert "The export waits" in err
    assert "suggests" not in err


async def test_a_refusal_stays_one_though_a_file_comes(
    desk: Desk, service: ScriptedService
) -> None:
    service.script("run", edit(service), concluded("I cannot paint.", "refusal"))
    code, out, err = await run(desk, "trim it", "paint it")
    assert code is Exit.NOT_DONE
    assert out == f"{desk.out / 'video-trimmed.mp4'}\n"
    assert "No file came of it" not in err
    assert SAY("headless.not_done.refusal") in err


async def test_a_refusal_before_the_file_is_the_last_word(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Steps(chat(""), EXPORT))
    service.script("run", lambda _: edit(service)(concluded("Trimmed.", "done", left="refusal")))
    code, out, _ = await run(desk, "trim, paint and export", as_json=True)
    lines = [json.loads(line) for line in out.splitlines()]
    assert code is Exit.NOT_DONE
    assert [line["type"] for line in lines[-2:]] == ["exported", "finished"]
    assert lines[-1]["reason"] == "refusal"


async def test_a_file_that_is_there_is_told_by_its_path(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(Steps(chat("trim"), EXPORT))
    code, out, err = await run(desk, "trim and export", "trim and export", inputs=[])
    assert code is Exit.DONE
    assert out == f"{desk.out / 'video-trimmed.mp4'}\n" * 2
    assert "Nothing has changed since this file was made" in err
    assert 'Say "export again"' in err
    assert len(service.seen("render")) == 1
