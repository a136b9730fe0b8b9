"""Every sentence that a person reads in the client, English and Chinese side by side.

The lines lie in the `.toml` files of this folder, one table a key with `en` and `zh`; a key
is `file.table`, for example `problem.rate_limited.what`. Values in braces are filled in. A
table `..._here` goes before the one without where the work is done on this machine: there
nothing is uploaded.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
Lines = dict[str, dict[str, str]]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Catalogue:
    """The lines in one language; change `language` to change them all at once."""

    def __init__(self, language: Language = "en", *, is_here: bool = False) -> None:
        self.language: Language = language
        self._is_here = is_here

    def __call__(self, key: str, /, **values: object) -> str:
        """The line of this key with its values; the key itself where there is no such line."""
        lines = self._file_of(key)
        found = (self._is_here and lines.get(f"{key}_here")) or lines.get(key, {})
        line = found.get(self.language)
        if line is None:
            return key
        return line.format_map(_Forgiving(values)) if values else line

    def has(self, key: str) -> bool:
        """Whether there is a line of this key."""
        return key in self._file_of(key)

    @property
    def lines(self) -> Lines:
        """Every key with its line per language."""
        return {key: line for name in sorted(_files()) for key, line in _read(name).items()}

    def _file_of(self, key: str) -> Lines:
        """The lines of the file that this key names; the first screen waits for one alone."""
        return _read(key.partition(".")[0])


class _Forgiving(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@cache
def _files() -> dict[str, Path]:
    return {file.stem: file for file in Path(__file__).parent.glob("*.toml")}


@cache
def _read(name: str) -> Lines:
    """The lines of one file, read when the first of them is wanted."""
    found: Lines = {}
    if name in _files():
        _collect(name, tomllib.loads(_files()[name].read_text(encoding="utf-8")), found)
    return found


def _collect(prefix: str, table: dict[str, Any], found: Lines) -> None:
    lines = {key: value for key, value in table.items() if isinstance(value, str)}
    if lines:
        found[prefix] = lines
    for key, value in table.items():
        if isinstance(value, dict):
            _collect(f"{prefix}.{key}", value, found)
