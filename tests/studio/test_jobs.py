"""The queue of exports, with an executor that the test holds in its hands."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from nemo_tui.studio.draft import BadDraft
from nemo_tui.studio.jobs import Finished, RenderFailed, RenderJob, RenderQueue, render_stem
from nemo_tui.studio.store import Duplicate, Render, Session, Store


class Hands:
    """An executor whose jobs end when the test says so."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.stopped: list[str] = []
        self.ends: dict[str, asyncio.Future[None]] = {}
        self.progress: dict[str, Callable[[float], None]] = {}
        self._changed = asyncio.Condition()

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        self.ends[job.id] = asyncio.get_running_loop().create_future()
        self.progress[job.id] = on_progress
        async with self._changed:
            self.begun.append(job.id)
            self._changed.notify_all()
        try:
            await self.ends[job.id]
        except asyncio.CancelledError:
            self.stopped.append(job.id)
            raise
        path = job.folder / f"{job.stem}.mp4"
        path.write_bytes(b"film")
        return Finished(path, 4, 1000, 320, 180)

    async def aclose(self) -> None:
        pass

    async def until_begun(self, count: int) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: len(self.begun) >= count), 30)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(tmp_path)
    for name in ("a", "b", "c"):
        await store.add_session(Session(name, "owner", "task"))
    yield store
    await store.close()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def queue(store: Store, hands: Hands, tmp_path: Path) -> AsyncIterator[RenderQueue]:
    made = queue_of(store, hands, tmp_path, 1)
    await made.start()
    yield made
    await made.aclose()


def queue_of(store: Store, hands: Hands, folder: Path, workers: int) -> RenderQueue:
    (folder / "renders").mkdir(exist_ok=True)
    return RenderQueue(store, hands, folder / "renders", folder / "work", workers)


def render(name: str, session: str = "a") -> Render:
    return Render(name, session, "owner", {}, {})


async def status(store: Store, name: str, wanted: str) -> Render:
    async with asyncio.timeout(30):
        while True:
            found = await store.render(name)
            assert found is not None
            if found.status == wanted:
                return found


async def test_an_export_is_made_and_kept(
    queue: RenderQueue, store: Store, hands: Hands, tmp_path: Path
) -> None:
    await queue.submit(render("r1"))
    await hands.until_begun(1)
    hands.progress["r1"](0.4)
    assert queue.share("r1") == 0.4
    hands.progress["r1"](0.3)
    assert queue.share("r1") == 0.4, "progress never goes back"
    hands.ends["r1"].set_result(None)
    done = await status(store, "r1", "completed")
    assert (done.bytes, done.duration, done.width) == (4, 1000, 320)
    assert (tmp_path / "renders" / done.file).read_bytes() == b"film"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RenderFailed("too small a size"), "too small a size"),
        (BadDraft("draft.t"), "draft.t"),
        (KeyError("x"), "the render broke off (KeyError)"),
    ],
)
async def test_a_failure_is_kept_in_words(
    queue: RenderQueue, store: Store, hands: Hands, error: Exception, words: str
) -> None:
    await queue.submit(render("r1"))
    await hands.until_begun(1)
    hands.ends["r1"].set_exception(error)
    assert (await status(store, "r1", "failed")).error == words
    await queue.submit(render("r2"))
    await hands.until_begun(2)


@pytest.mark.parametrize("refused", ["processing", "completed"])
async def test_a_database_that_refuses_stops_one_export_only(
    queue: RenderQueue, store: Store, hands: Hands, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    update, refusals = store.update_render, [refused]

    async def full(render_id: str, **changes: object) -> None:
        if changes.get("status") in refusals:
            refusals.clear()
            raise sqlite3.OperationalError("database or disk is full")
        await update(render_id, **changes)

    monkeypatch.setattr(store, "update_render", full)
    await queue.submit(render("r1"))
    if refused == "completed":
        await hands.until_begun(1)
        hands.ends["r1"].set_result(None)
    assert "database" in (await status(store, "r1", "failed")).error
    await queue.submit(render("r2"))
    await hands.until_begun(1 + (refused == "completed"))


async def test_sessions_take_turns(queue: RenderQueue, hands: Hands) -> None:
    for name in ("a1", "a2", "a3", "b1", "b2", "c1"):
        await queue.submit(render(name, name[0]))
    for count in range(1, 7):
        await hands.until_begun(count)
        hands.ends[hands.begun[-1]].set_result(None)
    assert hands.begun == ["a1", "a2", "b1", "c1", "a3", "b2"]


async def test_no_more_run_at_once_than_there_are_workers(
    store: Store, hands: Hands, tmp_path: Path
) -> None:
    queue = queue_of(store, hands, tmp_path, 2)
    await queue.start()
    for name in ("a1", "b1", "c1"):
        await queue.submit(render(name, name[0]))
    await hands.until_begun(2)
    await asyncio.sleep(0)
    assert len(hands.begun) == 2
    hands.ends["a1"].set_result(None)
    await hands.until_begun(3)
    await queue.aclose()


async def test_a_running_export_is_cancelled(
    queue: RenderQueue, store: Store, hands: Hands, tmp_path: Path
) -> None:
    await queue.submit(render("r1"))
    await hands.until_begun(1)
    await queue.cancel("r1")
    assert hands.stopped == ["r1"]
    assert (await status(store, "r1", "cancelled")).file == ""
    assert list((tmp_path / "renders").iterdir()) == []
    await queue.submit(render("r2"))
    await hands.until_begun(2)


async def test_a_waiting_export_is_cancelled(
    queue: RenderQueue, store: Store, hands: Hands
) -> None:
    for name in ("r1", "r2", "r3"):
        await queue.submit(render(name))
    await hands.until_begun(1)
    await queue.cancel("r2")
    hands.ends["r1"].set_result(None)
    await hands.until_begun(2)
    assert hands.begun == ["r1", "r3"]
    await status(store, "r2", "cancelled")


async def test_cancelling_what_is_over_changes_nothing(
    queue: RenderQueue, store: Store, hands: Hands
) -> None:
    await queue.submit(render("r1"))
    await hands.until_begun(1)
    hands.ends["r1"].set_result(None)
    await status(store, "r1", "completed")
    await queue.cancel("r1")
    await status(store, "r1", "completed")


async def test_an_id_is_taken_once(queue: RenderQueue) -> None:
    await queue.submit(render("r1"))
    with pytest.raises(Duplicate):
        await queue.submit(render("r1"))


async def test_a_stop_leaves_exports_for_the_next_start(
    store: Store, hands: Hands, tmp_path: Path
) -> None:
    queue = queue_of(store, hands, tmp_path, 1)
    await queue.start()
    await queue.submit(render("r1"))
    await queue.submit(render("r2"))
    await hands.until_begun(1)
    await queue.aclose()
    assert hands.stopped == ["r1"]
    stopped = await store.render("r1")
    assert stopped is not None
    assert stopped.attempts == 0, "a stop in order is no failed attempt"

    later = queue_of(store, hands, tmp_path, 1)
    await later.start()
    await hands.until_begun(2)
    assert hands.begun == ["r1", "r1"]
    hands.ends["r1"].set_result(None)
    await hands.until_begun(3)
    assert hands.begun[-1] == "r2"
    await later.aclose()


async def test_what_stopped_the_studio_three_times_is_given_up(
    store: Store, hands: Hands, tmp_path: Path
) -> None:
    await store.add_render(render("r1"))
    await store.update_render("r1", status="processing", attempts=3)
    queue = queue_of(store, hands, tmp_path, 1)
    await queue.start()
    assert "three times" in (await status(store, "r1", "failed")).error
    await queue.aclose()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 200, "渲染", "", "r1"])
def test_an_id_never_becomes_a_path(name: str) -> None:
    assert render_stem(name).isalnum()
    assert len(render_stem(name)) == 24
