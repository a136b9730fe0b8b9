"""One skill: what it is called, what it says first, and how its requests are attributed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from nemo_tui.protocol.text import clean
from nemo_tui.skills import prompts
from nemo_tui.skills.document import MAX_BYTES, Document, metadata, parse

VIDEO = ("mp4", "mov", "avi", "webm", "mkv")
IMAGE = ("jpg", "png", "gif", "webp")
AUDIO = ("mp3", "wav", "m4a", "aac")
FORMATS = (*VIDEO, *IMAGE, *AUDIO)
MAX_UPLOAD = 500_000_000
ASSUMED_VERSION = "1.0.0"
SKILL_FILES = ("skill.md", "skills.md")
MAX_NAME = 100


class NotASkill(ValueError):
    """A file that gives no skill; the message is a key of the catalogue."""


@dataclass(frozen=True)
class Voice:
    """What a skill says to a person, in one language."""

    title: str
    description: str
    greeting: str
    starters: tuple[str, ...]


@dataclass(frozen=True)
class Skill:
    """A skill file as values. `warnings` are keys of the catalogue; `hides` are files of the
    same name that this one goes before."""

    name: str
    version: str
    title: str
    description: str
    greeting: str
    starters: tuple[str, ...]
    source: Path
    origin: str = "user"
    platform: str = "unknown"
    warnings: tuple[str, ...] = ()
    emoji: str = ""
    max_bytes: int = MAX_UPLOAD
    formats: tuple[str, ...] = FORMATS
    localised: Mapping[str, Voice] = field(default_factory=dict, hash=False)
    homepage: str = ""
    hides: tuple[Path, ...] = ()

    @property
    def generic(self) -> bool:
        """Whether the text does not speak of this backend at all."""
        return "skills.generic" in self.warnings

    def voice(self, language: str) -> Voice:
        """What to say in this language; the file's main language where it has no other."""
        own = Voice(self.title, self.description, self.greeting, self.starters)
        return self.localised.get(language[:2].lower(), own)

    def attribution(self) -> dict[str, str]:
        """The three headers that go with every request, visible ASCII only."""
        return {
            "X-Skill-Source": visible_ascii(self.name)
            or visible_ascii(self.source.stem)
            or "skill",
            "X-Skill-Version": visible_ascii(self.version) or ASSUMED_VERSION,
            "X-Skill-Platform": visible_ascii(self.platform) or "unknown",
        }


def visible_ascii(value: str) -> str:
    """The value as a header may carry it: no control, space or character beyond ASCII."""
    joined = "-".join(value.split())
    return "".join(character for character in joined if "!" <= character <= "~")[:MAX_NAME]


def read_skill(file: Path, origin: str = "user", environ: Mapping[str, str] | None = None) -> Skill:
    """Read one file. Raises NotASkill when it is too large, empty or cannot be read."""
    document = parse(_bytes(file))
    if not document.header and not document.body:
        raise NotASkill("skills.empty")
    header, body = document.header, document.body
    extra = metadata(header)
    name, version, warnings = _identity(file, document)
    own = _voice(header, body, name)
    return Skill(
        name=name,
        version=version,
        title=own.title,
        description=own.description,
        greeting=own.greeting,
        starters=own.starters,
        source=file,
        origin=origin,
        platform=platform(file, environ or {}),
        warnings=warnings,
        emoji=_line(extra.get("emoji"))[:8],
        max_bytes=prompts.size_limit(body) or MAX_UPLOAD,
        formats=_formats(prompts.formats(body)),
        localised=_localised(header.get("localised"), own),
        homepage=_line(header.get("homepage")),
    )


def _formats(listed: tuple[str, ...]) -> tuple[str, ...]:
    """The usual formats, and what a line that lists several of them adds."""
    known = set(listed) & set(FORMATS)
    return tuple(dict.fromkeys((*FORMATS, *listed))) if len(known) > 1 else FORMATS


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise NotASkill("skills.unreadable")
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotASkill("skills.unreadable") from error
    if len(raw) > MAX_BYTES:
        raise NotASkill("skills.too_large")
    return raw


def _identity(file: Path, document: Document) -> tuple[str, str, tuple[str, ...]]:
    """Name, version, and what a person should know about how they were found."""
    header, body = document.header, document.body
    warnings = list(document.notes)
    declared, stated = _line(header.get("name"))[:MAX_NAME], prompts.stated_name(body)
    versions = _line(header.get("version"))[:40], prompts.stated_version(body)
    if declared and stated and declared != stated:
        warnings.append("skills.name_differs")
    if all(versions) and versions[0] != versions[1]:
        warnings.append("skills.version_differs")
    version = versions[0] or prompts.page_version(body)
    if not version:
        warnings.append("skills.assumed_version")
    if "nemo_agent" not in body:
        warnings.append("skills.generic")
    return declared or stated or _file_name(file), version or ASSUMED_VERSION, tuple(warnings)


def _file_name(file: Path) -> str:
    return file.parent.name if file.name.lower() in SKILL_FILES else file.stem


def _voice(header: Mapping[str, Any], body: str, name: str) -> Voice:
    title = _line(header.get("displayName")) or _heading(body) or name
    description = _line(header.get("description")) or _first_paragraph(body)
    greeting = prompts.greeting(body) or description[:300]
    return Voice(title, description, greeting, prompts.starters(body))


def _heading(body: str) -> str:
    found = re.search(r"^#[ \t]+(\S.*)$", body, re.M)
    return found[1].strip()[:200] if found else ""


def _first_paragraph(body: str) -> str:
    lines = (line.strip() for line in body.splitlines())
    texts = (line for line in lines if len(line) > 30 and not line.startswith(("#", "|", ">", "-")))
    return next(texts, "")[:1024]


def _localised(found: object, own: Voice) -> dict[str, Voice]:
    if not isinstance(found, dict):
        return {}
    return {
        str(language)[:2].lower(): Voice(
            title=_line(texts.get("displayName")) or own.title,
            description=_line(texts.get("description")) or own.description,
            greeting=_line(texts.get("greeting")) or own.greeting,
            starters=_lines(texts.get("starters")) or own.starters,
        )
        for language, texts in found.items()
        if isinstance(texts, dict)
    }


def _line(value: object) -> str:
    """Any value of a header as one line of text; a list of texts is joined."""
    if isinstance(value, list):
        return " ".join(part for part in map(_line, value[:20]) if part)
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _lines(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else []
    return tuple(text for text in map(_line, items[: prompts.MAX_STARTERS]) if text)


def platform(file: Path, environ: Mapping[str, str]) -> str:
    """Where the skill was installed from: SKILL_SOURCE, else what lies around the file."""
    if environ.get("SKILL_SOURCE"):
        return environ["SKILL_SOURCE"]
    folder = file.parent
    parts = file.parts
    if any((folder / mark / "origin.json").is_file() for mark in (".clawhub", ".clawdhub")):
        return "clawhub"
    if {".clawhub", ".clawdhub"} & set(parts) or _in_lock(folder):
        return "clawhub"
    return "cursor" if (".cursor", "skills") in pairwise(parts) else "unknown"


def _in_lock(folder: Path) -> bool:
    """Whether the installer's lock file, at most three folders up, names this folder."""
    for above in list(folder.parents)[:3]:
        for mark in (".clawhub", ".clawdhub"):
            lock = above / mark / "lock.json"
            try:
                known = json.loads(lock.read_bytes()[:MAX_BYTES])
            except (OSError, ValueError, RecursionError):
                continue
            skills = known.get("skills") if isinstance(known, dict) else None
            if isinstance(skills, dict) and any(
                str(slug).rsplit("/", 1)[-1] == folder.name for slug in skills
            ):
                return True
    return False
