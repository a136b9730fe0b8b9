"""The database: what is written is there after a restart."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.recipe import Media
from nemo_tui.studio.store import Duplicate, Render, Session, Store

SESSION = Session("1234567890123456789", "owner", "task_1", "我的项目", "zh")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A database with one session."""
    store = Store(tmp_path)
    await store.add_session(SESSION)
    yield store
    await store.close()


def clip(folder: Path, number: int = 1) -> Media:
    return Media(
        f"m_{number}",
        "片段 1.mp4",
        "video",
        folder / "media" / f"{number}.mp4",
        10,
        2000,
        320,
        180,
        29.97,
        True,
        "h264",
        "http://example.invalid/a",
    )


def draft_of(length: int) -> Draft:
    return Draft().with_segments(TrackType.VIDEO, (Segment("a", "m_1", length=length),))


async def test_everything_survives_a_restart(store: Store, tmp_path: Path) -> None:
    await store.add_media(SESSION.id, [clip(tmp_path, 1), clip(tmp_path, 2)])
    await store.commit(SESSION.id, draft_of(1000))
    await store.commit(SESSION.id, draft_of(500), {"last": "trim"})
    await store.add_render(Render("r1", SESSION.id, "owner", draft_of(500).to_json(), {"a": 1}))

    again = Store(tmp_path)
    session = await again.session(SESSION.id)
    assert session is not None
    assert (session.name, session.memory) == ("我的项目", {"last": "trim"})
    assert (await again.library(SESSION.id)).items == (clip(tmp_path, 1), clip(tmp_path, 2))
    revisions = await again.revisions(SESSION.id)
    assert [(r.draft.duration, r.asked) for r in revisions] == [(1000, False), (500, True)]
    assert await again.draft(SESSION.id) == draft_of(500).to_json()
    render = await again.render("r1")
    assert render is not None
    assert (render.status, render.output) == ("pending", {"a": 1})
    await again.close()


async def test_media_are_added_all_or_none(store: Store, tmp_path: Path) -> None:
    await store.add_media(SESSION.id, [clip(tmp_path, 1)])
    with pytest.raises(Exception, match="UNIQUE"):
        await store.add_media(SESSION.id, [clip(tmp_path, 2), clip(tmp_path, 1)])
    assert [item.id for item in (await store.library(SESSION.id)).items] == ["m_1"]


async def test_a_media_file_knows_its_session(store: Store, tmp_path: Path) -> None:
    await store.add_media(SESSION.id, [clip(tmp_path)])
    assert await store.media("m_1") == (SESSION.id, clip(tmp_path))
    assert await store.media("m_2") is None


async def test_a_render_id_is_taken_once(store: Store) -> None:
    await store.add_render(Render("r1", SESSION.id, "owner", {}, {}))
    with pytest.raises(Duplicate):
        await store.add_render(Render("r1", SESSION.id, "owner", {}, {}))


async def test_a_render_that_is_over_stays_as_it_ended(store: Store) -> None:
    await store.add_render(Render("r1", SESSION.id, "owner", {}, {}))
    await store.update_render("r1", status="cancelled")
    await store.update_render("r1", status="completed", file="x.mp4")
    render = await store.render("r1")
    assert render is not None
    assert (render.status, render.file) == ("cancelled", "")


async def test_renders_are_found_by_status_in_order(store: Store) -> None:
    for number in range(3):
        await store.add_render(Render(f"r{number}", SESSION.id, "owner", {}, {}))
    await store.update_render("r1", status="failed", error="no")
    assert [render.id for render in await store.renders("pending")] == ["r0", "r2"]
    assert [render.error for render in await store.renders("failed")] == ["no"]


async def test_tokens_expire(store: Store) -> None:
    await store.add_token("old", "a", time.time() - 1)
    await store.add_token("new", "b", time.time() + 60)
    assert await store.owner_of("old") is None
    assert await store.owner_of("new") == "b"


async def test_unused_sessions_are_forgotten_with_all_they_have(
    store: Store, tmp_path: Path
) -> None:
    await store.add_media(SESSION.id, [clip(tmp_path)])
    assert await store.forget_unused(time.time() - 60) == []
    assert await store.forget_unused(time.time() + 60) == [SESSION.id]
    assert await store.session(SESSION.id) is None
    assert await store.media("m_1") is None


async def test_unknown_things_are_none(store: Store) -> None:
    assert await store.session("x") is None
    assert await store.render("x") is None
    assert await store.draft("x") is None
    assert await store.revisions("x") == ()


async def test_a_cancelled_request_finishes_its_write(store: Store) -> None:
    task = asyncio.create_task(store.commit(SESSION.id, draft_of(700), {}))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await store.draft(SESSION.id) == draft_of(700).to_json()


async def test_the_database_is_private(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "studio.sqlite3").stat().st_mode & 0o077 == 0


async def test_a_broken_database_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "studio.sqlite3").write_bytes(b"no database at all" * 100)
    store = Store(tmp_path)
    assert await store.session("x") is None
    assert [path.name for path in tmp_path.glob("broken-*-studio.sqlite3")]
    await store.close()


async def test_only_a_conversation_makes_a_session_edited(store: Store) -> None:
    await store.commit(SESSION.id, draft_of(1000))
    assert not await store.is_edited(SESSION.id)
    await store.commit(SESSION.id, draft_of(900), {})
    assert await store.is_edited(SESSION.id)
