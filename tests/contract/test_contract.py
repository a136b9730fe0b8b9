"""One client, two backends: the same calls come to the same results."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from nemo_tui.client.api import Address, Api
from nemo_tui.client.auth import anonymous_token
from nemo_tui.protocol.events import Text, ToolCall, ToolResult, WireEvent
from nemo_tui.protocol.models import RenderStatus
from nemo_tui.protocol.problems import Kind, Refused
from nemo_tui.protocol.transcript import Transcript
from tests.contract.backends import EDITED, REPLY, Backend, backend
from tests.studio.conftest import clip

__all__ = ["clip"]
ATTRIBUTION = {
    "X-Skill-Source": "video-maker-download",
    "X-Skill-Version": "1.0.0",
    "X-Skill-Platform": "unknown",
}


@pytest.fixture(params=["studio", "hosted"])
def behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Each backend in turn."""
    with backend(request.param, tmp_path) as behind:
        yield behind


@pytest.fixture
async def api(behind: Backend) -> AsyncIterator[Api]:
    """A client that is signed in."""
    made = Api(Address(behind.url, behind.token, local=True), ATTRIBUTION)
    yield made
    await made.aclose()


async def turn(api: Api, session: str, text: str) -> list[WireEvent]:
    async with aclosing(api.run(session, text)) as stream:
        return [event async for event in stream]


async def finished(api: Api, name: str) -> RenderStatus:
    async with asyncio.timeout(30):
        while True:
            status = await api.render_status(name)
            if status.status not in ("pending", "processing"):
                return status


async def test_an_anonymous_token_signs_in(behind: Backend) -> None:
    grant = await anonymous_token(behind.url, "client-1", ATTRIBUTION)
    assert grant.token.startswith("nmv_usr_")
    assert grant.user_id.startswith("anon_")
    api = Api(Address(behind.url, grant.token, local=True), ATTRIBUTION)
    assert (await api.create_session("en")).session_id.isdecimal()


async def test_a_session_has_its_ids(api: Api) -> None:
    session = await api.create_session("zh-CN")
    assert len(session.session_id) == 19
    assert session.task_id.startswith("task_")


async def test_a_new_session_has_no_draft(api: Api) -> None:
    state = await api.state((await api.create_session("en")).session_id)
    assert not state.draft
    assert state.media == ()


async def test_the_balance_can_be_read(api: Api) -> None:
    credits = await api.credits()
    assert credits.unlimited or credits.available > 0


async def test_an_upload_is_named_counted_and_in_the_state(
    api: Api, clip: Path, behind: Backend
) -> None:
    session = (await api.create_session("en")).session_id
    seen: list[int] = []
    [file] = await api.upload_files(session, [clip], lambda _, sent, total: seen.append(sent))
    assert (file.name, file.kind) == (clip.name, "video")
    assert seen[-1] == clip.stat().st_size
    assert [item.name for item in (await api.state(session)).media] == [clip.name]


async def test_a_turn_says_each_text_once_and_edits(api: Api, behind: Backend) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits()
    events = await turn(api, session, "cut it")
    transcript = Transcript()
    for event in events:
        transcript.feed(event)
    transcript.end()
    assert transcript.said == [REPLY]
    assert any(isinstance(event, Text) and event.partial for event in events)
    assert any(isinstance(event, ToolCall) for event in events)
    deltas = [event.state_delta for event in events if isinstance(event, ToolResult)]
    assert {"draft": EDITED} in deltas
    assert (await api.state(session)).draft == EDITED


async def test_a_silent_edit_is_seen_in_the_state(api: Api, behind: Backend) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits_silently()
    transcript = Transcript()
    for event in await turn(api, session, "cut it"):
        transcript.feed(event)
    transcript.end()
    assert transcript.said == []
    assert transcript.fault is None
    assert (await api.state(session)).draft == EDITED


async def test_an_export_is_polled_and_downloaded(
    api: Api, behind: Backend, tmp_path: Path
) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits()
    await turn(api, session, "cut it")
    draft = (await api.state(session)).draft
    begun = await api.start_render("render_1", session, draft, {"format": "mp4"})
    assert begun.status in ("pending", "processing")
    done = await finished(api, "render_1")
    assert (done.status, done.progress) == ("completed", 100)
    target = tmp_path / "film.mp4"
    await api.download(done.url, "render_1", target, lambda *_: None)
    assert target.stat().st_size == done.bytes


async def test_a_download_goes_on_where_it_stopped(
    api: Api, behind: Backend, tmp_path: Path
) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits()
    await turn(api, session, "cut it")
    await api.start_render("render_1", session, (await api.state(session)).draft, {})
    done = await finished(api, "render_1")
    whole, part = tmp_path / "whole.mp4", tmp_path / "part.mp4"
    await api.download(done.url, "render_1", whole, lambda *_: None)
    part.write_bytes(whole.read_bytes()[:300])
    await api.download(done.url, "render_1", part, lambda *_: None)
    assert part.read_bytes() == whole.read_bytes()


async def test_an_export_can_be_cancelled(api: Api, behind: Backend) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits()
    await turn(api, session, "cut it")
    await api.start_render("render_1", session, (await api.state(session)).draft, {})
    await api.cancel_render("render_1")


async def test_a_claim_token_hands_over(api: Api) -> None:
    session = await api.create_session("en")
    assert (await api.claim_token(session.task_id, session.session_id)).startswith("clm_")


async def test_an_unknown_session_is_lost(api: Api, behind: Backend, clip: Path) -> None:
    behind.knows_no_session()
    calls = [
        api.state("1"),
        turn(api, "1", "hello"),
        api.upload_files("1", [clip], lambda *_: None),
        api.start_render("r", "1", EDITED, {}),
    ]
    for call in calls:
        with pytest.raises(Refused) as caught:
            await call
        assert caught.value.kind == Kind.SESSION_LOST


async def test_what_is_no_media_is_refused(api: Api, behind: Backend, tmp_path: Path) -> None:
    behind.refuses_files()
    session = (await api.create_session("en")).session_id
    (tmp_path / "notes.mp4").write_text("only words")
    with pytest.raises(Refused) as caught:
        await api.upload_files(session, [tmp_path / "notes.mp4"], lambda *_: None)
    assert caught.value.kind == Kind.UNSUPPORTED_FILE


async def test_an_id_in_use_is_refused(api: Api, behind: Backend) -> None:
    session = (await api.create_session("en")).session_id
    behind.edits()
    await turn(api, session, "cut it")
    draft = (await api.state(session)).draft
    await api.start_render("render_1", session, draft, {})
    behind.finds_ids_taken()
    with pytest.raises(Refused):
        await api.start_render("render_1", session, draft, {})
