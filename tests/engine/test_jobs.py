"""Jobs outlive the program: whole on disk, read with care, held by one window at a time."""

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.jobs import Job, JobStore

VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
FIELDS = st.sampled_from([*Job.__dataclass_fields__, "unknown"])


@pytest.fixture
def store(tmp_path: Path) -> JobStore:
    return JobStore(tmp_path / "jobs")


def test_round_trip(store: JobStore) -> None:
    job = Job("render_1", "7", name="雪线", output={"format": "mp4"}, percent=12.5)
    kept = store.save(job)
    assert store.get("render_1") == kept
    assert kept.updated > 0


def test_a_job_is_private_and_survives_a_name_that_is_no_text(store: JobStore) -> None:
    store.save(Job("x", "1", path="/films/\udcff.mp4", url="https://cdn.example/f?signature=s"))
    [file] = store.folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = store.get("x")
    assert found
    assert found.path == "/films/\udcff.mp4"


def test_newest_first_and_only_open_ones_wait(store: JobStore) -> None:
    store.save(Job("a", "1", created=1))
    store.save(Job("b", "1", created=3, status="delivered"))
    store.save(Job("c", "1", created=2, status="still_rendering"))
    assert [job.id for job in store.list()] == ["b", "c", "a"]
    assert [job.id for job in store.waiting()] == ["c", "a"]
    store.remove("c")
    assert [job.id for job in store.waiting()] == ["a"]


def test_empty_folder(store: JobStore) -> None:
    assert store.list() == []
    assert store.get("x") is None
    store.remove("x")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"id": 3}', '{"id": "x"}', "\x00\xff"])
def test_broken_file_is_set_aside(store: JobStore, text: str) -> None:
    store.save(Job("good", "1"))
    (store.folder / "bad.json").write_text(text, encoding="latin-1")
    assert [job.id for job in store.list()] == ["good"]
    assert (store.folder / "bad.broken").exists()
    assert [job.id for job in store.list()] == ["good"]


def test_newer_versions_may_add_keys() -> None:
    job = Job.from_json({"id": "x", "session_id": "1", "created": 5, "colour": "red"})
    assert job == Job("x", "1", created=5)


def test_ids_are_no_paths(store: JobStore, tmp_path: Path) -> None:
    store.save(Job("../../evil", "1"))
    assert [file.parent for file in tmp_path.rglob("*.json")] == [store.folder]


def test_one_window_holds_a_job(store: JobStore) -> None:
    store.save(Job("a", "1"))
    with store.hold("a") as mine, JobStore(store.folder).hold("a") as also:
        assert mine
        assert not also
    with store.hold("a") as again:
        assert again


def test_hold_ends_with_the_process(store: JobStore) -> None:
    store.save(Job("a", "1"))
    code = (
        "import sys, pathlib; from nemo_tui.engine.jobs import JobStore\n"
        f"with JobStore(pathlib.Path({str(store.folder)!r})).hold('a') as mine:\n"
        "    print(mine, flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"True\n"
        assert store.waiting() == ()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert [job.id for job in store.waiting()] == ["a"]


@given(st.dictionaries(FIELDS, VALUES | st.dictionaries(st.text(), VALUES)))
def test_any_object_gives_a_job_or_none(raw: dict[str, Any]) -> None:
    job = Job.from_json({"id": "x", "session_id": "1", **raw})
    if job is not None:
        json.dumps([job.name, job.status, job.created, job.attempt])
        assert isinstance(job.is_open, bool)


@given(VALUES)
def test_anything_else_gives_none(raw: Any) -> None:
    assert Job.from_json(raw) is None
