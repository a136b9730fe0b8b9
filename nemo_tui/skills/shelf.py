"""All skills of this machine: searched for within limits, read once, read again when edited."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nemo_tui.skills.skill import SKILL_FILES, NotASkill, Skill, read_skill

MAX_DEPTH = 6
MAX_FOLDERS = 2_000
_PASSED_OVER = frozenset({"node_modules", "__pycache__", ".git", ".venv", "venv"})
_DOCUMENTS = (
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
    "security",
    "agents",
    "claude",
)


def bundled_folder() -> Path:
    """The skills that ship: inside an installed package, beside a working copy."""
    package = Path(__file__).parent.parent
    inside = package / "_skills"
    return inside if inside.is_dir() else package.parent / "skills"


def discover(roots: Sequence[Path], environ: Mapping[str, str] = os.environ) -> list[Skill]:
    """Every skill under these folders and files; the first root that has a name keeps it."""
    return Skills(roots, environ).all()


@dataclass(frozen=True)
class Note:
    """A file that gave no skill; `reason` is a key of the catalogue."""

    file: Path
    reason: str


_Stamp = tuple[int, int]


class Skills:
    """The skills under some roots, most specific root first. Safe to refresh in a thread."""

    def __init__(self, roots: Sequence[Path], environ: Mapping[str, str] = os.environ) -> None:
        self.roots = _distinct(roots)
        self.notes: tuple[Note, ...] = ()
        self._environ = environ
        self._read: dict[Path, tuple[_Stamp, Skill | Note]] = {}
        self._by_name: dict[str, Skill] = {}
        self._started = False

    def refresh(self) -> bool:
        """Look again; True when a skill came, went or changed."""
        read: dict[Path, tuple[_Stamp, Skill | Note]] = {}
        for root in self.roots:
            for file, stamp in _files(root):
                if file not in read:
                    known = self._read.get(file)
                    fresh = known if known and known[0] == stamp else None
                    read[file] = fresh or (stamp, self._open(file, root))
        changed = read != self._read or not self._started
        if changed:
            self._started = True
            self._read = read
            found = [entry for _, entry in read.values()]
            self.notes = tuple(entry for entry in found if isinstance(entry, Note))
            self._by_name = _by_name(entry for entry in found if isinstance(entry, Skill))
        return changed

    def all(self) -> list[Skill]:
        """Every skill by name, those of this backend before the generic ones."""
        self._start()
        return sorted(self._by_name.values(), key=lambda skill: (skill.generic, skill.name))

    def get(self, name: str) -> Skill | None:
        """The skill of this name, upper and lower case alike."""
        self._start()
        return self._by_name.get(name.casefold())

    def _start(self) -> None:
        if not self._started:
            self.refresh()

    def _open(self, file: Path, root: Path) -> Skill | Note:
        try:
            return read_skill(file, origin_of(root), self._environ)
        except NotASkill as reason:
            return Note(file, str(reason))


def origin_of(root: Path) -> str:
    """Who put a root there: "bundled", "project", "user" or "other"."""
    if root == _resolved(bundled_folder()):
        return "bundled"
    home, here = _resolved(Path.home()), _resolved(Path.cwd())
    if here != home and root.is_relative_to(here):
        return "project"
    return "user" if root.is_relative_to(home) else "other"


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _distinct(roots: Sequence[Path]) -> tuple[Path, ...]:
    """Each root once; the bundled skills are the last resort even where a project holds them."""
    found = dict.fromkeys(map(_resolved, roots))
    bundled = _resolved(bundled_folder())
    return tuple(sorted(found, key=lambda root: root == bundled))


def _by_name(found: Iterator[Skill]) -> dict[str, Skill]:
    named: dict[str, Skill] = {}
    for skill in found:
        key = skill.name.casefold()
        first = named.setdefault(key, skill)
        if first is not skill and not _is_copy(skill, first):
            named[key] = replace(first, hides=(*first.hides, skill.source))
    return named


def _is_copy(skill: Skill, first: Skill) -> bool:
    """The same text elsewhere: a clone holds the skills that are installed as well."""
    return replace(skill, source=first.source, origin=first.origin, hides=first.hides) == first


def _files(root: Path) -> Iterator[tuple[Path, _Stamp]]:
    """Skill files under a root with what tells an edit: time in nanoseconds and size."""
    if root.is_file():
        yield from _stamped(root)
        return
    waiting, seen = [(root, 0)], 0
    while waiting and seen < MAX_FOLDERS:
        folder, depth = waiting.pop(0)
        seen += 1
        entries = _entries(folder, root)
        for file in (path for path, is_folder in entries if not is_folder):
            if file.name.lower() in SKILL_FILES or (depth == 0 and _is_plain_skill(file)):
                yield from _stamped(file)
        if depth < MAX_DEPTH:
            waiting += [(path, depth + 1) for path, is_folder in entries if is_folder]


def _entries(folder: Path, root: Path) -> list[tuple[Path, bool]]:
    """Files and folders in a folder, by name; links that lead out of the root are left out."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink() and not _resolved(Path(entry)).is_relative_to(root):
                    continue
                if entry.is_dir() and not entry.is_symlink() and entry.name not in _PASSED_OVER:
                    found.append((Path(entry), True))
                elif entry.is_file():
                    found.append((Path(entry), False))
    except OSError:
        return []
    return sorted(found)


def _is_plain_skill(file: Path) -> bool:
    name = file.name.lower()
    return name.endswith(".md") and name[0] != "." and name[:-3] not in _DOCUMENTS


def _stamped(file: Path) -> Iterator[tuple[Path, _Stamp]]:
    try:
        facts = file.stat()
    except OSError:
        return
    yield file, (facts.st_mtime_ns, facts.st_size)
