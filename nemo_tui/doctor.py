"""`nemo-tui doctor`: what this machine has, what it lacks, and how to get it."""

import asyncio
import json
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from nemo_tui import config
from nemo_tui.catalogue import Catalogue
from nemo_tui.config import BadSetting, Settings
from nemo_tui.launch import Launcher
from nemo_tui.plugins.skill_roots import nemo_skill_roots
from nemo_tui.protocol.problems import Problem
from nemo_tui.skills import Skills
from nemo_tui.studio.media import fonts
from nemo_tui.studio.media.ffmpeg import NoFfmpeg, binary

GIGABYTE = 1_000_000_000
ROOM_WANTED = 2 * GIGABYTE
ROOM_NEEDED = GIGABYTE // 5
FRESH_DAYS = 120
NEEDED_CODECS = ("libx264", "aac")
TRUE_COLOUR_TERMINALS = ("kitty", "ghostty", "wezterm", "alacritty", "direct")


class Status(StrEnum):
    """How much a finding matters: FAIL stops the main job, WARN takes something away."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One line of the report: its sentence is `doctor.<check>.<word>` of the catalogue."""

    check: str
    status: Status
    word: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its sentence."""
        return f"doctor.{self.check}.{self.word or self.status}"


Check = Callable[[Settings, Mapping[str, str]], Iterator[Finding]]


def main(
    environ: Mapping[str, str] = os.environ, *, as_json: bool = False, out: TextIO = sys.stdout
) -> int:
    """Print the report. Returns 0, or 1 when something the main job needs is missing."""
    try:
        settings = config.load(environ)
    except BadSetting as error:
        findings = [Finding("settings", Status.FAIL, facts={"error": str(error)})]
        language = "en"
    else:
        findings = list(examine(settings, environ))
        language = settings.language
    catalogue = Catalogue("zh" if language == "zh" else "en")
    ok = all(finding.status is not Status.FAIL for finding in findings)
    out.write(_as_json(findings, ok, catalogue) if as_json else _as_text(findings, ok, catalogue))
    return 0 if ok else 1


def examine(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Every finding about this machine, in the order in which a person should read them."""
    for check in CHECKS:
        yield from check(settings, environ)


def _as_json(findings: list[Finding], ok: bool, catalogue: Catalogue) -> str:
    checks = [
        {
            "check": finding.check,
            "status": finding.status.value,
            "text": catalogue(finding.key, **finding.facts),
            **finding.facts,
        }
        for finding in findings
    ]
    return json.dumps({"ok": ok, "checks": checks}, ensure_ascii=False, default=str) + "\n"


def _as_text(findings: list[Finding], ok: bool, catalogue: Catalogue) -> str:
    marks = {Status.OK: " ok ", Status.WARN: "note", Status.FAIL: "FAIL"}
    lines = [f"[{marks[f.status]}] {catalogue(f.key, **f.facts)}" for f in findings]
    lines.append(catalogue("doctor.all_well" if ok else "doctor.not_well"))
    return "\n".join(lines) + "\n"


def _program(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    facts = {"version": _version("nemo-tui"), "python": sys.version.split()[0]}
    yield Finding("program", Status.OK, facts=facts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _ffmpeg(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    try:
        program = binary()
        told = _output(program, "-version")
        codecs = _output(program, "-encoders")
    except (NoFfmpeg, OSError, subprocess.SubprocessError) as error:
        yield Finding("ffmpeg", Status.FAIL, facts={"error": str(error)})
        return
    found = re.search(r"ffmpeg version (\S+)", told)
    facts = {"path": str(program), "version": found[1] if found else "?"}
    missing = [codec for codec in NEEDED_CODECS if not re.search(rf"\b{codec}\b", codecs)]
    if missing:
        yield Finding("ffmpeg", Status.FAIL, "codecs", {**facts, "missing": ", ".join(missing)})
    else:
        yield Finding("ffmpeg", Status.OK, facts=facts)


def _output(program: Path, option: str) -> str:
    done = subprocess.run(
        [program, "-hide_banner", option], capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout


def _fonts(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    found = fonts.find("cjk")
    if found:
        yield Finding("fonts", Status.OK, facts={"path": str(found)})
    else:
        yield Finding("fonts", Status.WARN, "cjk" if fonts.find("latin") else "none")


def _folders(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    paths = settings.paths
    for name, folder in (
        ("output", settings.output.absolute()),
        ("config", paths.config),
        ("data", paths.data),
        ("cache", paths.cache),
    ):
        facts: dict[str, object] = {"name": name, "path": str(folder)}
        error = _cannot_write(folder)
        if error:
            status = Status.FAIL if name in ("output", "data") else Status.WARN
            yield Finding("folder", status, "blocked", {**facts, "error": error})
            continue
        room = shutil.disk_usage(_existing(folder)).free
        facts["free_gb"] = f"{room / GIGABYTE:.1f}"
        if room >= ROOM_WANTED:
            yield Finding("folder", Status.OK, facts=facts)
        else:
            status = Status.WARN if room >= ROOM_NEEDED else Status.FAIL
            yield Finding("folder", status, "narrow", facts)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _cannot_write(folder: Path) -> str:
    """Why nothing can be written there, or "". Leaves nothing behind."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _backend(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    local = settings.backend == "local"
    facts: dict[str, object] = {"where": "" if local else urlsplit(_url(settings)).hostname or ""}
    try:
        asyncio.run(_reach(settings))
    except (Problem, OSError) as error:
        word = "studio" if local else ""
        yield Finding("backend", Status.FAIL, word, {**facts, "error": str(error)})
    else:
        yield Finding("backend", Status.OK, "here" if local else "", facts)


def _url(settings: Settings) -> str:
    return settings.api_url if settings.backend == "cloud" else settings.backend


async def _reach(settings: Settings) -> None:
    """Start the studio, or knock at the host; no request is sent there, no token shown."""
    launcher = Launcher(settings)
    try:
        url = urlsplit((await launcher.connect()).url)
        port = url.port or (443 if url.scheme == "https" else 80)
        knock = asyncio.open_connection(url.hostname, port)
        _, writer = await asyncio.wait_for(knock, timeout=10)
        writer.close()
    finally:
        await launcher.aclose()


def _downloader(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    installed = _version("yt-dlp")
    found = re.match(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", installed)
    if not found:
        yield Finding("downloader", Status.WARN, "missing")
        return
    days = (date.today() - date(*map(int, found.groups()))).days
    status = Status.OK if days <= FRESH_DAYS else Status.WARN
    yield Finding("downloader", status, facts={"version": installed, "days": days})


def _skills(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    skills = Skills(nemo_skill_roots(settings), environ)
    count = sum(not skill.generic for skill in skills.all())
    facts: dict[str, object] = {"count": count, "folder": str(settings.paths.skills)}
    yield Finding("skills", Status.OK if count else Status.FAIL, facts=facts)
    for note in skills.notes:
        yield Finding("skills", Status.WARN, facts={"path": str(note.file)})


def _terminal(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    term = environ.get("TERM", "") or "?"
    facts: dict[str, object] = {"term": term, "columns": size.columns, "rows": size.lines}
    if term in ("?", "dumb"):
        yield Finding("terminal", Status.WARN, facts=facts)
    else:
        yield Finding("terminal", Status.OK, facts={**facts, "colours": _colours(environ)})


def _colours(environ: Mapping[str, str]) -> int:
    """How many colours the terminal says it has; pictures look best with all 16 million."""
    named = f"{environ.get('TERM', '')} {environ.get('TERM_PROGRAM', '')}".lower()
    if environ.get("NO_COLOR"):
        return 0
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or any(
        terminal in named for terminal in TRUE_COLOUR_TERMINALS
    ):
        return 2**24
    return 256 if "256" in named else 16


def _locale(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(do_setlocale=False)
    status = Status.OK if encoding.lower().replace("-", "") == "utf8" else Status.WARN
    yield Finding("locale", status, facts={"encoding": encoding})


CHECKS: tuple[Check, ...] = (
    _program,
    _ffmpeg,
    _fonts,
    _folders,
    _backend,
    _downloader,
    _skills,
    _terminal,
    _locale,
)
