"""Where the studio keeps its files, and the lock that makes a data folder its own."""

import fcntl
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

WAIT_SECONDS = 3.0
MAX_STUDIOS = 20
DATABASE = "studio.sqlite3"


@dataclass(frozen=True)
class Folders:
    """A data folder that this process alone uses while `lock` is open.

    `asked` is the one that was wished for; `root` is another when a studio held that.
    """

    root: Path
    asked: Path
    lock: TextIO

    @property
    def database(self) -> Path:
        """Sessions, drafts and what is known of exports."""
        return self.root / DATABASE

    @property
    def media(self) -> Path:
        """Media of the sessions, one folder a session."""
        return self.root / "media"

    @property
    def renders(self) -> Path:
        """Finished exports."""
        return self.root / "renders"

    @property
    def incoming(self) -> Path:
        """Uploads and fetches that are not whole yet."""
        return self.root / "incoming"

    @property
    def work(self) -> Path:
        """Scratch of running exports."""
        return self.root / "work"

    def clean(self, finished: Collection[str]) -> None:
        """Delete what a crash may have left: incoming and scratch files, unfinished exports."""
        for folder in (self.incoming, self.work):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for path in self.renders.iterdir():
            if path.name not in finished:
                path.unlink(missing_ok=True)

    def left_beside(self) -> Iterator["Folders"]:
        """Folders that studios took because others held these, and have left; each is locked
        while it is looked at."""
        for root in _places(self.asked):
            if root == self.root or _taken_for(root) != self.asked.name:
                continue
            lock = _locked(root)
            if lock is not None:
                with lock:
                    yield Folders(root, self.asked, lock)

    def take_over(self, other: "Folders", sessions: Iterable[str], exports: Iterable[str]) -> None:
        """Move the media of these sessions and these exports here from another folder."""
        for session in sessions:
            for path in (other.media / session).glob("*"):
                (self.media / session).mkdir(exist_ok=True)
                path.replace(self.media / session / path.name)
            shutil.rmtree(other.media / session, ignore_errors=True)
        for file in exports:
            with suppress(FileNotFoundError):
                (other.renders / file).replace(self.renders / file)


def open_folders(root: Path) -> Folders:
    """Take the data folder, or `root-2`, `root-3`... while other studios hold those before.

    A studio that is just ending is waited for. Raises OSError when there is none to take, or
    when the folder holds files of others: a studio deletes what it does not know.
    """
    if _is_foreign(root):
        raise OSError(f"{root}: holds other files; choose a new folder")
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        taken = _take(root, root)
        if taken or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    for place in _places(root):
        taken = taken or _take(place, root)
    if taken is None:
        raise OSError(f"{root}: every data folder is in use")
    return taken


def _is_foreign(root: Path) -> bool:
    return root.is_dir() and not (root / "lock").is_file() and any(root.iterdir())


def _places(asked: Path) -> Iterator[Path]:
    yield asked
    for number in range(2, MAX_STUDIOS):
        yield asked.with_name(f"{asked.name}-{number}")


def _take(root: Path, asked: Path) -> Folders | None:
    if _is_foreign(root):
        return None
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _locked(root)
    if lock is None:
        return None
    os.truncate(lock.fileno(), 0)
    lock.write(asked.name)
    lock.flush()
    folders = Folders(root, asked, lock)
    for folder in (folders.media, folders.renders, folders.incoming, folders.work):
        folder.mkdir(exist_ok=True)
    return folders


def _locked(root: Path) -> TextIO | None:
    lock = (root / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _taken_for(root: Path) -> str:
    try:
        return (root / "lock").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
