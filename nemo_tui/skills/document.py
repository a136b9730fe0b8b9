"""The bytes of a skill file as a header and a body, whatever the bytes are.

Real files carry byte order marks, carriage returns, text that was decoded once too often and
headers that are almost YAML; each repair leaves a note (a key of the catalogue).
"""

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nemo_tui.protocol.text import clean

MAX_BYTES = 1_000_000
_C1 = re.compile(r"[\x80-\x9f]")
_TWICE_DECODED = re.compile(r"[\x80-\xff]{2,}")
_FIELD = re.compile(r"([A-Za-z_][\w.-]*):(?:[ \t]+(.*))?$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True)
class Document:
    """A skill file taken apart: `header` holds only texts, lists and mappings of texts."""

    header: Mapping[str, Any]
    body: str
    notes: tuple[str, ...] = ()


def parse(raw: bytes) -> Document:
    """Take a file apart. Never raises."""
    text, notes = decode(raw)
    header, body = _split(text) if text.startswith("---") else ("", text)
    fields, repaired = _fields(header)
    if repaired:
        notes = (*notes, "skills.repaired_header")
    if not fields:
        notes = (*notes, "skills.no_header")
    return Document(fields, body.strip(), notes)


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, without marks, carriage returns and control characters."""
    text, exact = _unicode(raw)
    if _C1.search(text):
        text, exact = _TWICE_DECODED.sub(_decode_again, text), False
    return clean(text).lstrip(), () if exact else ("skills.repaired_encoding",)


def _unicode(raw: bytes) -> tuple[str, bool]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace"), True
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), False


def _decode_again(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _split(text: str) -> tuple[str, str]:
    # Loading YAML takes longer than painting the first screen.
    from nemo_tui.skills.front_matter import split

    return split(text) or _unclosed(text)


def _unclosed(text: str) -> tuple[str, str]:
    """A header whose last line of dashes is missing ends at the first empty line."""
    lines = text.split("\n", 1)[1] if "\n" in text else ""
    header, _, body = lines.partition("\n\n")
    return (header, body) if _FIELD.match(header.split("\n", 1)[0]) else ("", lines)


def _fields(header: str) -> tuple[dict[str, Any], bool]:
    """The fields of a header, and whether it took the line-by-line reader to get them."""
    if not header.strip():
        return {}, False
    from nemo_tui.skills.front_matter import NoYaml, load

    try:
        return load(header), False
    except NoYaml:
        return _line_by_line(header), True


def _line_by_line(header: str) -> dict[str, Any]:
    """`key: value` lines; indented lines continue the value above them."""
    fields: dict[str, str] = {}
    key = ""
    for line in header.splitlines():
        field = _FIELD.match(line)
        if field:
            key = field[1]
            fields[key] = (field[2] or "").strip()
        elif key and line[:1] in (" ", "\t") and line.strip():
            fields[key] = f"{fields[key]} {line.strip()}"
    return {key: _unquoted(value) for key, value in fields.items()}


def _unquoted(value: str) -> str:
    value = re.sub(r"^[>|][+-]?\s+", "", value)
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def metadata(header: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the file says to the programs that run skills: the mapping under `metadata`.

    It may be a mapping, JSON in a text, or dotted keys, and the part that counts may lie
    under `openclaw` or one of that program's earlier names.
    """
    found = header.get("metadata")
    if isinstance(found, str):
        found = _from_json(found)
    if not isinstance(found, dict):
        found = {}
    for name in ("openclaw", "clawdbot", "clawdis"):
        if isinstance(found.get(name), dict):
            return {**found, **found[name]}
    prefix = "openclaw."
    dotted = {k.removeprefix(prefix): v for k, v in header.items() if k.startswith(prefix)}
    return {**found, **dotted}


def _from_json(text: str) -> object:
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text))
    except (ValueError, RecursionError):
        return None
