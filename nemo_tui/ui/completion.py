"""What could come next in the prompt: commands after `/`, files after `@`, skills."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_tui.hooks import Command
from nemo_tui.protocol.text import clean
from nemo_tui.ui.attachments import kind_of

MOST = 8
MOST_READ = 4_000
_AT = re.compile(r"(?:(?<=\s)|^)@(?:\"([^\"]*)|((?:\\.|[^\s\\\"])*))$")


@dataclass(frozen=True)
class Choice:
    """One completion: what is shown, and the whole line before the cursor once it is taken.

    A `whole` one is a command that needs no more words: Enter runs it.
    """

    label: str
    detail: str
    line: str
    whole: bool = False


def complete(line: str, commands: Sequence[Command], skills: Sequence[str]) -> list[Choice]:
    """Choices for the text before the cursor, best first; empty where there is nothing to offer."""
    if line.startswith("/upload "):
        return _paths(line[len("/upload ") :].lstrip("\"'"), "/upload ")
    if line.startswith("/skill "):
        return _skills(line[len("/skill ") :], skills)
    if re.fullmatch(r"/[a-z]*", line):
        return _commands(line[1:], commands)
    mention = _AT.search(line)
    if mention:
        typed = mention.group(1) if mention.group(1) is not None else mention.group(2)
        return _paths(typed, line[: mention.start()] + "@")
    return []


def _commands(typed: str, commands: Iterable[Command]) -> list[Choice]:
    found = [command for command in commands if command.name.startswith(typed)]
    found += [each for each in commands if typed and typed in each.name and each not in found]
    return [
        Choice(
            f"/{each.name}" + (f" {each.takes}" if each.takes else ""),
            each.help,
            f"/{each.name}" + (" " if each.takes else ""),
            whole=not each.takes or each.takes.startswith("["),
        )
        for each in found
    ]


def _skills(typed: str, skills: Iterable[str]) -> list[Choice]:
    found = [name for name in skills if typed.lower() in name.lower()]
    return [Choice(name, "", f"/skill {name}", whole=True) for name in found]


def _paths(typed: str, before: str) -> list[Choice]:
    folder, start = os.path.split(typed.replace("\\ ", " "))
    try:
        place = Path(folder or ".").expanduser()
        entries = _entries(place, start)
    except (OSError, RuntimeError):
        return []
    return [_path_choice(folder, name, is_folder, before) for name, is_folder in entries]


def _entries(place: Path, start: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    with os.scandir(place) as scan:
        for count, entry in enumerate(scan):
            if count > MOST_READ:
                break
            hidden = entry.name.startswith(".") and not start.startswith(".")
            if clean(entry.name, lines=False) != entry.name:
                continue  # a name that a terminal would obey cannot be written into the prompt
            if hidden or not entry.name.lower().startswith(start.lower()):
                continue
            is_folder = entry.is_dir()
            if is_folder or kind_of(entry.name) != "file":
                found.append((entry.name, is_folder))
    return sorted(found, key=lambda item: (item[1], item[0].lower()))[:MOST]


def _path_choice(folder: str, name: str, is_folder: bool, before: str) -> Choice:
    path = os.path.join(folder, name) + ("/" if is_folder else "")  # noqa: PTH118 - keeps ~ and ./
    quoted = f'"{path}' + ("" if is_folder else '"') if " " in path else path
    label = clean(name, lines=False) + ("/" if is_folder else "")
    return Choice(label, "" if is_folder else kind_of(name), before + quoted)
