"""What a second studio was given while another held the data folder is there for the next one."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from nemo_tui.protocol import routes
from nemo_tui.studio.folders import open_folders
from nemo_tui.studio.jobs import Finished, RenderJob
from tests.studio.harness import Choice, Copier, Running, bad, good, studio
from tests.studio.test_app import finished, start, wait_for

FILM = bytes(range(250)) * 4


class Endless(Copier):
    """An executor that comes to no end of its own."""

    async def render(self, job: RenderJob, on_progress: Callable[[float], None]) -> Finished:
        self.jobs.append(job)
        return await asyncio.Future()


def left_beside(data: Path, clip: Path) -> str:
    """A session with a clip and an export in a studio that ran beside another; both have ended."""
    with studio(data), studio(data) as second:
        assert second.studio.folders.root.name == "data-2"
        session = upload(second, clip)
        good(start(second, "r", session, second.state(session)["draft"]))
        finished(second, "r")
    return session


def upload(running: Running, clip: Path) -> str:
    session = running.session()
    running.upload(session, clip)
    return session


def test_the_next_studio_has_it_all(tmp_path: Path, clip: Path) -> None:
    session = left_beside(tmp_path / "data", clip)
    with studio(tmp_path / "data") as running:
        assert running.studio.folders.root.name == "data"
        assert len(running.state(session)["video_infos"]) == 1
        assert running.http.get(routes.download_render("r")).content == FILM
        good(start(running, "again", session, running.state(session)["draft"]))
        assert finished(running, "again")["status"] == "completed"
    assert not [path for path in (tmp_path / "data-2").rglob("*.mp4")]
    with studio(tmp_path / "data"), studio(tmp_path / "data") as second:
        bad(second.http.get(routes.state(session)), 1002, 404)


def test_a_studio_that_runs_looks_for_what_it_does_not_know(tmp_path: Path, clip: Path) -> None:
    held = Endless()
    with studio(tmp_path / "data") as first:
        with studio(tmp_path / "data", Choice(executor=held)) as second:
            session = upload(second, clip)
            good(start(second, "r", session, second.state(session)["draft"]))
            wait_for(lambda: len(held.jobs) == 1)
            bad(first.http.get(routes.render("r")), 404, 404)
        assert finished(first, "r")["status"] == "completed"
        assert len(first.state(session)["video_infos"]) == 1
        assert len(first.executor.jobs) == 1


def test_only_what_is_wanted_is_moved(tmp_path: Path, clip: Path) -> None:
    with ExitStack() as window:
        first = window.enter_context(studio(tmp_path / "data"))
        wanted, other = upload(first, clip), upload(first, clip)
        with studio(tmp_path / "data") as second:
            window.close()
            assert len(second.state(wanted)["video_infos"]) == 1
            with studio(tmp_path / "data") as third:
                assert third.studio.folders.root.name == "data"
                assert len(third.state(other)["video_infos"]) == 1
                bad(third.http.get(routes.state(wanted)), 1002, 404)


def test_it_is_taken_in_once_though_it_was_cut_short(
    tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = left_beside(tmp_path / "data", clip)

    def full(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken, ExitStack() as stack:
        broken.setattr("nemo_tui.studio.folders.Folders.take_over", full)
        stack.enter_context(studio(tmp_path / "data"))
    with studio(tmp_path / "data") as running:
        assert len(running.state(session)["video_infos"]) == 1
        assert running.http.get(routes.download_render("r")).content == FILM
        assert running.ask(session, "hello").status_code == 200


def test_a_folder_that_somebody_chose_is_left_alone(tmp_path: Path, clip: Path) -> None:
    with studio(tmp_path / "data-2") as chosen:
        session = upload(chosen, clip)
    with studio(tmp_path / "data") as running:
        bad(running.http.get(routes.state(session)), 1002, 404)
    assert list((tmp_path / "data-2" / "media").rglob("*.mp4"))


def test_what_cannot_be_read_stays_where_it_is(tmp_path: Path, clip: Path) -> None:
    session = left_beside(tmp_path / "data", clip)
    database = tmp_path / "data-2" / "studio.sqlite3"
    database.write_bytes(b"no database" * 1000)
    with studio(tmp_path / "data") as running:
        bad(running.http.get(routes.state(session)), 1002, 404)
        assert running.session()
    assert database.exists()
    assert list((tmp_path / "data-2" / "media").rglob("*.mp4"))


def test_a_folder_in_use_is_not_looked_into(tmp_path: Path) -> None:
    first, second, third = (open_folders(tmp_path / "data") for _ in range(3))
    second.lock.close()
    assert [other.root.name for other in first.left_beside()] == ["data-2"]
    for folders in (first, third):
        folders.lock.close()
