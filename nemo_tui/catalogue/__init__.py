"""Every sentence that a person reads in the client, English and Chinese side by side.

The lines lie in the `.toml` files of this folder, one table a key with `en` and `zh`; a key
is `file.table`, for example `problem.rate_limited.what`. Values in braces are filled in.
"""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Catalogue:
    """The lines in one language; change `language` to change them all at once."""

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """The line of this key with its values; the key itself where there is no such line."""
        line = self.lines.get(key, {}).get(self.language)
        if line is None:
            return key
        return line.format_map(_Forgiving(values)) if values else line

    def has(self, key: str) -> bool:
        """Whether there is a line of this key."""
        return key in self.lines

    @cached_property
    def lines(self) -> dict[str, dict[str, str]]:
        """Every key with its line per language."""
        found: dict[str, dict[str, str]] = {}
        for file in sorted(Path(__file__).parent.glob("*.toml")):
            _collect(file.stem, tomllib.loads(file.read_text(encoding="utf-8")), found)
        return found


class _Forgiving(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _collect(prefix: str, table: dict[str, Any], found: dict[str, dict[str, str]]) -> None:
    lines = {key: value for key, value in table.items() if isinstance(value, str)}
    if lines:
        found[prefix] = lines
    for key, value in table.items():
        if isinstance(value, dict):
            _collect(f"{prefix}.{key}", value, found)
