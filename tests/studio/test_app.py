"""Every endpoint over a real socket, with a scripted agent."""

import asyncio
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from nemo_tui.protocol import routes
from nemo_tui.studio.agent import Commit, Progress, Say, ToolUsed
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.service import Options
from tests.studio.harness import TOKEN, Choice, Copier, Running, Scripted, bad, good, studio
from tests.studio.web import Site, status


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A studio that stands alone."""
    with studio(tmp_path / "data") as running:
        yield running


def events_of(answer: httpx.Response) -> list[dict[str, Any]]:
    """The events of a stream, which must be well formed."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    blocks = answer.content.split(b"\n\n")
    assert blocks.pop() == b""
    lines = [block for block in blocks if not block.startswith(b":")]
    assert all(line.startswith(b"data: ") and b"\n" not in line for line in lines)
    return [json.loads(line.removeprefix(b"data: ")) for line in lines]


def texts(events: list[dict[str, Any]], partial: bool) -> list[str]:
    """The visible texts of one kind."""
    return [
        part["text"]
        for event in events
        if bool(event.get("partial")) is partial
        for part in event.get("content", {}).get("parts", [])
        if "text" in part and not part.get("thought")
    ]


def edit(length: int = 500) -> Draft:
    return Draft().with_segments(TrackType.VIDEO, (Segment("s1", length=length),))


# ------------------------------------------------------------------ who may come in


def test_the_handshake_token_opens_every_door(running: Running) -> None:
    assert good(running.http.get(routes.CREDITS))["unlimited"] is True


def test_the_balance_reads_as_plenty(running: Running) -> None:
    credits = good(running.http.get(routes.CREDITS))
    assert credits["available"] == credits["total"] > 10**6
    assert credits["frozen"] == 0


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", routes.SESSION),
        ("POST", routes.RUN_SSE),
        ("POST", routes.upload("1")),
        ("GET", routes.CREDITS),
        ("GET", routes.state("1")),
        ("POST", routes.RENDER),
        ("GET", routes.render("1")),
        ("POST", routes.cancel_render("1")),
        ("GET", routes.download_render("1")),
        ("POST", routes.CLAIM_TOKEN),
        ("GET", "/api/media/1"),
    ],
)
def test_nothing_without_a_token(running: Running, header: str, method: str, path: str) -> None:
    answer = running.http.request(method, path, headers={"Authorization": header}, json={})
    bad(answer, 1001, 401)


def test_an_anonymous_token_is_a_user_of_its_own(running: Running) -> None:
    answer = running.http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": "abc"})
    grant = good(answer)
    assert answer.json()["token"] == grant["token"]
    assert grant["expires_at"].endswith("Z")
    with httpx.Client(base_url=running.url, trust_env=False) as http:
        http.headers["Authorization"] = f"Bearer {grant['token']}"
        mine = running.session(http=http)
        assert good(http.get(routes.state(mine)))["session_id"] == mine
        bad(running.http.get(routes.state(mine)), 1002, 404)
        bad(http.get(routes.state(running.session())), 1002, 404)


def test_the_same_client_id_is_the_same_user(running: Running) -> None:
    header = {"X-Client-Id": "abc"}
    grants = [good(running.http.post(routes.ANONYMOUS_TOKEN, headers=header)) for _ in range(2)]
    assert grants[0]["user_id"] == grants[1]["user_id"]
    assert grants[0]["token"] != grants[1]["token"]


@pytest.mark.parametrize("headers", [{}, {"X-Client-Id": ""}, {"X-Client-Id": "x" * 65}])
def test_a_client_id_is_wanted(running: Running, headers: dict[str, str]) -> None:
    bad(running.http.post(routes.ANONYMOUS_TOKEN, headers=headers), 400, 400)


def test_a_closed_door_gives_no_tokens(tmp_path: Path) -> None:
    with studio(tmp_path / "data", Choice(open_door=False)) as running:
        answer = running.http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": "abc"})
        bad(answer, 403, 403)
        good(running.http.get(routes.CREDITS))


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Host": ""},
        {"Host": "[::1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_foreign_hosts_and_origins_are_refused(running: Running, headers: dict[str, str]) -> None:
    bad(running.http.get(routes.CREDITS, headers=headers), 403, 403)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_names_of_this_machine_are_its_own(running: Running, name: str) -> None:
    port = running.url.rpartition(":")[2]
    own = {"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"}
    good(running.http.get(routes.CREDITS, headers=own))


def test_unknown_paths_and_methods_answer_in_the_envelope(running: Running) -> None:
    bad(running.http.get("/nowhere"), 404, 404)
    bad(running.http.get(routes.RENDER), 405, 405)


# ------------------------------------------------------------------ bodies


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"a":NaN}',
        b"[" * 100_000,
        b'{"a":' * 500 + b"1" + b"}" * 500,
    ],
)
def test_a_body_that_is_no_object_is_a_bad_request(running: Running, body: bytes) -> None:
    bad(running.http.post(routes.SESSION, content=body), 400, 400)


def test_a_body_over_the_limit_is_refused_unread(running: Running) -> None:
    too_much = {"Content-Length": str(10**12)}
    with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2]))) as line:
        head = f"POST {routes.SESSION} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += f"Authorization: Bearer {TOKEN}\r\nContent-Length: {10**12}\r\n\r\n"
        line.sendall(head.encode())
        assert b" 413 " in line.recv(4096)
    assert too_much


def test_a_body_of_chunks_over_the_limit_is_refused(running: Running) -> None:
    chunks = (b" " * 1024 * 1024 for _ in range(20))
    bad(running.http.post(routes.SESSION, content=chunks), 4002, 413)


def test_half_a_surrogate_harms_nobody(running: Running) -> None:
    body = b'{"task_name":"a\\ud800b","language":"en"}'
    session = good(running.http.post(routes.SESSION, content=body))["session_id"]
    assert good(running.http.get(routes.state(session)))["task_name"] == "a?b"


# ------------------------------------------------------------------ sessions and media


def test_a_session_is_a_long_number_in_a_text(running: Running) -> None:
    answer = running.http.post(routes.SESSION, json={"task_name": "project"})
    data = good(answer)
    assert data["session_id"].isdecimal()
    assert len(data["session_id"]) == 19
    assert data["task_id"].startswith("task_")


def test_a_new_session_is_empty(running: Running) -> None:
    state = running.state(running.session())
    assert state == {"video_infos": [], "draft": None, "canvas_config": {}}


def test_an_upload_is_kept_and_lies_on_the_timeline(running: Running, clip: Path) -> None:
    session = running.session()
    [file] = running.upload(session, clip)
    assert file["filename"] == "城市 clip.mp4"
    assert file["file_type"] == "video"
    assert file["duration"] == pytest.approx(1.0, abs=0.1)
    assert (file["width"], file["height"]) == (160, 90)
    state = running.state(session)
    assert state["video_infos"] == [file]
    assert state["draft"]["t"][0]["sg"][0]["src"] == file["id"]
    assert running.http.get(file["cdn_url"]).content == clip.read_bytes()


def test_several_files_keep_their_order(running: Running, clip: Path, tmp_path: Path) -> None:
    files = []
    for name in ("b.mp4", "a.mp4", "c.mp4"):
        files.append(tmp_path / name)
        files[-1].write_bytes(clip.read_bytes())
    session = running.session()
    running.upload(session, *files)
    names = [file["filename"] for file in running.state(session)["video_infos"]]
    assert names == ["b.mp4", "a.mp4", "c.mp4"]


@pytest.mark.parametrize(
    "name", ["../../../etc/x.mp4", "/etc/x.mp4", "..\\..\\x.mp4", "\u202ex.mp4", "\x1b[2Jx.mp4"]
)
def test_a_file_name_is_only_shown(running: Running, clip: Path, name: str) -> None:
    session = running.session()
    sent = [("files", (name, clip.read_bytes()))]
    [file] = good(running.http.post(routes.upload(session), files=sent))["files"]
    assert file["filename"] in ("x.mp4", "%1B[2Jx.mp4")
    folder = running.studio.folders.root
    stored = [path for path in folder.rglob("*.mp4")]
    assert [path.parent for path in stored] == [folder / "media" / session]


@pytest.mark.parametrize("content", [b"", b"just words", b"<html></html>", b"\0" * 5000])
def test_what_is_no_media_is_refused_by_content(
    running: Running, clip: Path, content: bytes
) -> None:
    session = running.session()
    sent = [("files", ("good.mp4", clip.read_bytes())), ("files", ("bad.mp4", content))]
    message = bad(running.http.post(routes.upload(session), files=sent), 4001, 415)
    assert "bad.mp4" in message
    assert running.state(session)["video_infos"] == []
    assert nothing_lies_about(running)


def nothing_lies_about(running: Running) -> bool:
    folders = running.studio.folders
    # A folder may go while it is looked through.
    walked = [found for top in (folders.incoming, folders.work) for found in os.walk(top)]
    left = [name for _, inside, files in walked for name in (*inside, *files)]
    return not left and not [path for path in folders.media.rglob("*") if path.is_file()]


def test_an_upload_over_the_limit_is_refused(tmp_path: Path, clip: Path) -> None:
    options = Options(upload_limit=clip.stat().st_size)
    with studio(tmp_path / "data", Choice(options=options)) as running:
        session = running.session()
        sent = [("files", ("a.mp4", clip.read_bytes()))]
        bad(running.http.post(routes.upload(session), files=sent), 4002, 413)
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        chunks = (b"x" * 1000 for _ in range(1000))
        bad(running.http.post(routes.upload(session), content=chunks, headers=kind), 4002, 413)
        assert nothing_lies_about(running)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"garbage"),
        ("multipart/form-data; boundary=x", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"--x--\r\n"),
        ("text/plain", b"x"),
        ("", b"x"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf',
        ),
    ],
)
def test_a_broken_upload_is_a_bad_request(running: Running, kind: str, body: bytes) -> None:
    session = running.session()
    answer = running.http.post(routes.upload(session), content=body, headers={"Content-Type": kind})
    bad(answer, 400, 400)
    assert nothing_lies_about(running)


def test_a_caller_who_goes_away_leaves_nothing(running: Running) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    body = part + b"x" * 2_000_000
    uploading(running, "multipart/form-data; boundary=x", body, 5_000_000).close()
    wait_for(lambda: nothing_lies_about(running))


def uploading(running: Running, kind: str, body: bytes, length: int) -> socket.socket:
    """The connection of an upload that waits for its answer, or for the rest of its body."""
    line = socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])))
    head = f"POST {routes.upload(running.session())} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += f"Authorization: Bearer {TOKEN}\r\nContent-Length: {length}\r\n"
    line.sendall(f"{head}Content-Type: {kind}\r\n\r\n".encode() + body)
    return line


def wait_for(happened: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something that another thread does."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if happened():
            return
        pause.wait(0.02)
    raise AssertionError("it did not happen")


@pytest.mark.parametrize("megabytes", [1, 40])
def test_a_refusal_reaches_a_caller_who_sends_all_first(tmp_path: Path, megabytes: int) -> None:
    options = Options(upload_limit=1000)
    with studio(tmp_path / "data", Choice(options=options)) as running:
        session = running.session()
        sent = [("files", ("a.mp4", b"x" * megabytes * 1024 * 1024))]
        for _ in range(5):
            bad(running.http.post(routes.upload(session), files=sent), 4002, 413)


def test_a_full_disk_is_noticed_before_the_work(
    running: Running, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = running.session()
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("nemo_tui.studio.service.shutil.disk_usage", lambda _: usage)
    sent = [("files", ("a.mp4", clip.read_bytes()))]
    bad(running.http.post(routes.upload(session), files=sent), 507, 507)


def test_a_generous_limit_wants_no_more_room_than_the_clip(
    running: Running, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = running.session()
    running.upload(session, clip)
    draft = running.state(session)["draft"]
    draft["m"]["max_bytes"] = 4 * 10**9
    usage = type("Usage", (), {"free": 10**9})
    monkeypatch.setattr("nemo_tui.studio.service.shutil.disk_usage", lambda _: usage)
    good(start(running, "r1", session, draft))


@pytest.mark.media
def test_urls_are_fetched_into_the_session(running: Running, clip: Path) -> None:
    with Site(clip.parent).running() as site:
        (clip.parent / "clip.mp4").write_bytes(clip.read_bytes())
        body = {"urls": [site.url("/clip.mp4")], "source_type": "url"}
        session = running.session()
        [file] = good(running.http.post(routes.upload(session), json=body))["files"]
        assert file["filename"] == "clip.mp4"
        assert file["source_url"] == site.url("/clip.mp4")
        assert running.state(session)["video_infos"] == [file]


@pytest.mark.media
@pytest.mark.parametrize(("language", "words"), [("en", "not found"), ("zh-CN", "未找到")])
def test_a_url_that_cannot_be_fetched_gets_a_sentence(
    running: Running, tmp_path: Path, language: str, words: str
) -> None:
    with Site(tmp_path).running() as site:
        site.pages["/x.mp4"] = status(404)
        body = {"urls": [site.url("/x.mp4")]}
        answer = running.http.post(routes.upload(running.session(language)), json=body)
        assert words in bad(answer, 400, 400)


@pytest.mark.media
def test_a_caller_who_goes_away_stops_a_fetch(running: Running, tmp_path: Path) -> None:
    asked, gone = threading.Event(), threading.Event()

    def silent(request: Any) -> None:
        asked.set()
        request.rfile.read(1)
        gone.set()

    with Site(tmp_path).running() as site:
        site.pages["/slow.mp4"] = silent
        body = json.dumps({"urls": [site.url("/slow.mp4")]}).encode()
        with uploading(running, "application/json", body, len(body)):
            assert asked.wait(60)
        assert gone.wait(60)
        wait_for(lambda: nothing_lies_about(running))


@pytest.mark.parametrize("urls", [None, [], "http://x", [1], [""], ["http://x"] * 21])
def test_urls_must_be_a_short_list_of_texts(running: Running, urls: Any) -> None:
    answer = running.http.post(routes.upload(running.session()), json={"urls": urls})
    bad(answer, 400, 400)


# ------------------------------------------------------------------ conversation


def talking(tmp_path: Path, *events: Any, **options: Any) -> Any:
    choice = Choice(agent=Scripted(*events), options=Options(**options))
    return studio(tmp_path / "data", choice)


def test_an_answer_comes_in_pieces_and_then_whole(tmp_path: Path) -> None:
    said = "I cut the clip to 5 s, from 0:10 to 0:15. " * 4 + "完成了，请查看。\n\x1b \u2028 end"
    with talking(tmp_path, Say(said)) as running:
        events = events_of(running.ask(running.session(), "hello"))
    assert "".join(texts(events, True)) == said
    assert texts(events, False) == [said]
    assert len(texts(events, True)) > 2
    assert {event["author"] for event in events} == {"nemo_agent"}
    assert len({event["invocationId"] for event in events}) == 1


@pytest.mark.parametrize("kind", ["done", "question", "refusal", "answer"])
def test_the_last_event_says_what_came_of_the_turn(tmp_path: Path, kind: Any) -> None:
    with talking(tmp_path, Say("so it is", kind)) as running:
        events = events_of(running.ask(running.session(), "hello"))
    assert events[-1]["actions"]["stateDelta"] == {"outcome": kind}


def test_the_last_event_says_that_something_was_left(tmp_path: Path) -> None:
    with talking(tmp_path, Say("cut, not painted", "done", "refusal")) as running:
        events = events_of(running.ask(running.session(), "cut it and paint it"))
    assert events[-1]["actions"]["stateDelta"] == {"outcome": "done", "left": "refusal"}


def test_whoever_wants_no_pieces_gets_none(tmp_path: Path) -> None:
    with talking(tmp_path, Say("done")) as running:
        events = events_of(running.ask(running.session(), "hello", streaming=False))
    assert texts(events, True) == []
    assert texts(events, False) == ["done"]


def test_an_edit_is_stored_before_it_is_told(tmp_path: Path) -> None:
    with talking(tmp_path, ToolUsed("trim", {"end": 1}), Commit(edit(), {}), Say("cut")) as running:
        session = running.session()
        events = events_of(running.ask(session, "cut it"))
        assert running.state(session)["draft"] == edit().to_json()
    [call] = [part for event in events for part in parts(event) if "functionCall" in part]
    [done] = [event for event in events if any("functionResponse" in p for p in parts(event))]
    assert call["functionCall"]["name"] == "trim"
    assert parts(done)[0]["functionResponse"]["id"] == call["functionCall"]["id"]
    assert done["content"]["role"] == "user"
    assert done["actions"]["stateDelta"]["draft"] == edit().to_json()


def parts(event: dict[str, Any]) -> list[dict[str, Any]]:
    return list(event.get("content", {}).get("parts", []))


def test_memory_and_revisions_come_back_with_the_next_turn(tmp_path: Path) -> None:
    script = (Commit(edit(100), {"n": 1}), Commit(edit(200), {"n": 2}), Commit(None, {"n": 3}))
    with talking(tmp_path, *script) as running:
        session = running.session("zh-CN")
        running.ask(session, "one")
        running.ask(session, "二")
        first, second = running.agent.turns
    assert (first.revisions, first.memory, first.language) == ((), {}, "en")
    assert second.memory == {"n": 3}
    assert (second.revisions, second.draft) == ((edit(100),), edit(200))
    assert second.language == "zh"


def test_the_agent_knows_the_skill_and_the_media(tmp_path: Path, clip: Path) -> None:
    with talking(tmp_path) as running:
        session = running.session()
        [file] = running.upload(session, clip)
        running.http.headers["X-Skill-Source"] = "video-compressor-download"
        running.ask(session, "hello")
        [turn] = running.agent.turns
    assert turn.skill == "video-compressor-download"
    assert [item.id for item in turn.library.items] == [file["id"]]
    assert turn.draft.tracks


def test_an_upload_after_an_edit_leaves_the_timeline_alone(tmp_path: Path, clip: Path) -> None:
    with talking(tmp_path, Commit(edit(), {})) as running:
        session = running.session()
        running.ask(session, "cut")
        running.upload(session, clip)
        assert running.state(session)["draft"] == edit().to_json()
        assert len(running.state(session)["video_infos"]) == 1


def test_a_silent_edit_says_nothing(tmp_path: Path) -> None:
    script = (ToolUsed("trim", {}), Commit(edit(), {}), Say("cut"))
    with talking(tmp_path, *script, silent_edits=True) as running:
        session = running.session()
        events = events_of(running.ask(session, "cut"))
        assert running.state(session)["draft"] == edit().to_json()
    assert texts(events, True) + texts(events, False) == []
    assert events[-1]["errorCode"] == "MODEL_RETURNED_NO_CONTENT"


def test_progress_is_a_thought(tmp_path: Path) -> None:
    with talking(tmp_path, Progress("looking"), Say("found")) as running:
        events = events_of(running.ask(running.session(), "hello"))
    thoughts = [p["text"] for event in events for p in parts(event) if p.get("thought")]
    assert thoughts == ["looking"]
    assert texts(events, False) == ["found"]


def test_an_agent_that_breaks_ends_the_turn_in_order(tmp_path: Path) -> None:
    with talking(tmp_path, Commit(edit(), {}), KeyError("secret")) as running:
        session = running.session()
        answer = running.ask(session, "hello")
        assert "secret" not in answer.text
        assert events_of(answer)[-1]["errorCode"] == "STUDIO_ERROR"
        assert running.state(session)["draft"] == edit().to_json()


def test_an_unknown_session_is_told_before_the_stream(running: Running) -> None:
    answer = running.ask("12345", "hello")
    bad(answer, 1002, 404)
    assert answer.json()["detail"] == "Session not found"


@pytest.mark.parametrize(
    "message",
    [None, "hello", {}, {"parts": []}, {"parts": [{"text": ""}]}, {"parts": [{"text": 1}]}],
)
def test_a_message_needs_words(running: Running, message: Any) -> None:
    parts = {"parts": message} if isinstance(message, list) else message
    body = {"session_id": running.session(), "new_message": parts}
    bad(running.http.post(routes.RUN_SSE, json=body), 400, 400)


class Slow:
    """An agent that waits for the test and counts who is in."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.inside = 0
        self.most = 0
        self.left = threading.Event()

    async def answer(self, turn: Any) -> Any:
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await asyncio.to_thread(self.go.wait)
            yield Say("done")
        finally:
            self.inside -= 1
            self.left.set()


def test_a_long_silence_is_filled_with_heartbeats(tmp_path: Path) -> None:
    agent = Slow()
    choice = Choice(agent=agent, options=Options(heartbeat_seconds=0.05))
    with studio(tmp_path / "data", choice) as running:
        body = {"session_id": running.session(), "new_message": {"parts": [{"text": "hello"}]}}
        with running.http.stream("POST", routes.RUN_SSE, json=body) as answer:
            lines = answer.iter_lines()
            beats = (line for line in lines if line == ": heartbeat")
            assert [next(beats), next(beats)]
            agent.go.set()
            rest = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    assert texts(rest, False) == ["done"]


def test_turns_of_one_session_take_place_one_after_the_other(tmp_path: Path) -> None:
    agent = Slow()
    with studio(tmp_path / "data", Choice(agent=agent)) as running, ThreadPoolExecutor() as pool:
        session = running.session()
        asked = [pool.submit(running.ask, session, "hello") for _ in range(3)]
        wait_for(lambda: agent.inside == 1)
        agent.go.set()
        assert all(texts(events_of(one.result()), False) == ["done"] for one in asked)
    assert agent.most == 1


def test_a_caller_who_goes_away_cancels_the_turn(tmp_path: Path) -> None:
    agent = Slow()
    choice = Choice(agent=agent, options=Options(heartbeat_seconds=0.05))
    with studio(tmp_path / "data", choice) as running:
        session = running.session()
        body = {"session_id": session, "new_message": {"parts": [{"text": "hello"}]}}
        with running.http.stream("POST", routes.RUN_SSE, json=body) as answer:
            assert next(answer.iter_raw())
        wait_for(agent.left.is_set)
        agent.go.set()
        assert texts(events_of(running.ask(session, "again")), False) == ["done"]


# ------------------------------------------------------------------ exports


@pytest.fixture
def ready(running: Running, clip: Path) -> tuple[Running, str, dict[str, Any]]:
    """A studio, a session with a clip, and its draft."""
    session = running.session()
    running.upload(session, clip)
    return running, session, running.state(session)["draft"]


def start(running: Running, name: str, session: str, draft: Any, **output: Any) -> httpx.Response:
    body = {"id": name, "sessionId": session, "draft": draft, "output": output}
    return running.http.post(routes.RENDER, json=body)


def finished(running: Running, name: str) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def over() -> bool:
        seen.update(running.http.get(routes.render(name)).json())
        return seen["status"] in ("completed", "failed", "cancelled")

    wait_for(over, 120)
    return seen


def test_an_export_ends_with_a_file(ready: tuple[Running, str, dict[str, Any]]) -> None:
    running, session, draft = ready
    begun = good(start(running, "render_1", session, draft, format="mp4"))
    assert begun["status"] in ("pending", "processing")
    answer = finished(running, "render_1")
    assert answer["data"]["output"] == answer["output"]
    assert answer["data"]["outputUrl"] == answer["outputUrl"] == answer["output"]["url"]
    assert (answer["status"], answer["progress"]) == ("completed", 100)
    assert (answer["output"]["duration"], answer["output"]["size"]) == (2.5, 1000)
    film = running.http.get(answer["output"]["url"])
    assert film.content == bytes(range(250)) * 4
    assert film.headers["content-length"] == "1000"
    assert 'filename="project.mp4"' in film.headers["content-disposition"]
    assert running.executor.jobs[0].output == {"format": "mp4"}


def test_a_file_is_given_by_range(ready: tuple[Running, str, dict[str, Any]]) -> None:
    running, session, draft = ready
    start(running, "r", session, draft)
    finished(running, "r")
    url = routes.download_render("r")
    part = running.http.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/1000"
    rest = running.http.get(url, headers={"Range": "bytes=990-"})
    assert rest.content == bytes(range(240, 250))
    assert running.http.get(url, headers={"Range": "bytes=2000-"}).status_code == 416


def test_an_id_is_taken_once(ready: tuple[Running, str, dict[str, Any]]) -> None:
    running, session, draft = ready
    good(start(running, "r", session, draft))
    assert "already" in bad(start(running, "r", session, draft), 409, 409)
    for unreachable in ("", "a/b"):
        assert "slashes" in bad(start(running, unreachable, session, draft), 400, 400)


@pytest.mark.parametrize(
    "draft",
    [
        None,
        {},
        [],
        "x",
        {"t": 1},
        {"t": [{"tt": 99}]},
        {"t": [{"tt": 0, "sg": []}]},
        {"t": [{"tt": 0, "sg": [{"src": "m_unknown", "d": 1000}]}]},
        {"t": [{"tt": 0, "sg": [{"d": -1}]}]},
        {"t": [{"tt": 0, "sg": [{"d": 1, "m": {"speed": "fast"}}]}]},
    ],
)
def test_a_draft_that_cannot_be_made_is_refused(running: Running, draft: Any) -> None:
    bad(start(running, "r", running.session(), draft), 400, 400)
    bad(running.http.get(routes.render("r")), 404, 404)


def test_an_export_shows_its_progress_and_can_be_stopped(tmp_path: Path, clip: Path) -> None:
    executor = Copier()
    executor.go.clear()
    with studio(tmp_path / "data", Choice(executor=executor)) as running:
        session = running.session()
        running.upload(session, clip)
        start(running, "r", session, running.state(session)["draft"])
        wait_for(lambda: running.http.get(routes.render("r")).json()["progress"] == 50)
        assert running.http.get(routes.render("r")).json()["status"] == "processing"
        assert good(running.http.post(routes.cancel_render("r")))["status"] == "cancelled"
        bad(running.http.get(routes.download_render("r")), 404, 404)
        assert good(running.http.post(routes.cancel_render("r")))["status"] == "cancelled"


def test_unknown_exports_are_not_found(running: Running) -> None:
    for name in ("x", "../..", "a/b", "%00", "渲染"):
        bad(running.http.get(routes.render(name)), 404, 404)
        bad(running.http.post(routes.cancel_render(name)), 404, 404)
        bad(running.http.get(routes.download_render(name)), 404, 404)


def test_an_export_of_another_is_not_found(ready: tuple[Running, str, dict[str, Any]]) -> None:
    running, session, draft = ready
    start(running, "r", session, draft)
    grant = good(running.http.post(routes.ANONYMOUS_TOKEN, headers={"X-Client-Id": "x"}))
    header = {"Authorization": f"Bearer {grant['token']}"}
    bad(running.http.get(routes.render("r"), headers=header), 404, 404)


def test_an_export_goes_on_after_a_restart(tmp_path: Path, clip: Path) -> None:
    held = Copier()
    held.go.clear()
    with studio(tmp_path / "data", Choice(executor=held)) as running:
        session = running.session()
        running.upload(session, clip)
        good(start(running, "r", session, running.state(session)["draft"]))
        wait_for(lambda: len(held.jobs) == 1)
        running.executor.go.clear()
    (tmp_path / "data" / "renders" / "left.mp4").write_bytes(b"half")
    (tmp_path / "data" / "incoming" / "left.part").write_bytes(b"half")
    with studio(tmp_path / "data") as running:
        assert finished(running, "r")["status"] == "completed"
        names = [path.name for path in running.studio.folders.renders.iterdir()]
        assert "left.mp4" not in names
        assert list(running.studio.folders.incoming.iterdir()) == []
        assert len(running.state(session)["video_infos"]) == 1


def test_eight_clients_at_once_all_get_their_film(tmp_path: Path, clip: Path) -> None:
    with studio(tmp_path / "data") as running, ThreadPoolExecutor(8) as pool:

        def one(number: int) -> bytes:
            session = running.session()
            running.upload(session, clip)
            running.ask(session, "hello")
            name = f"render {number}"
            good(start(running, name, session, running.state(session)["draft"]))
            return running.http.get(finished(running, name)["output"]["url"]).content

        assert list(pool.map(one, range(8))) == [bytes(range(250)) * 4] * 8
        assert len({job.folder / job.stem for job in running.executor.jobs}) == 8


def test_a_claim_token_has_no_rights(running: Running) -> None:
    session = running.session()
    body = {"task_id": "t", "session_id": session}
    claim = good(running.http.post(routes.CLAIM_TOKEN, json=body))
    assert claim["claim_token"].startswith("clm_")
    header = {"Authorization": f"Bearer {claim['claim_token']}"}
    bad(running.http.get(routes.CREDITS, headers=header), 1001, 401)


def test_the_description_names_every_route(running: Running) -> None:
    described = running.http.get("/openapi.json").json()["paths"]
    served = {
        (route.path, method.lower())
        for route in routes_of(running)
        for method in route.methods - {"HEAD"}
    }
    told = {(path, method) for path, item in described.items() for method in item}
    assert served - {("/openapi.json", "get")} == told


def routes_of(running: Running) -> list[Any]:
    from nemo_tui.studio.app import create_app

    return list(create_app(running.studio).routes)
