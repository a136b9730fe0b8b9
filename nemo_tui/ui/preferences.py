"""Changing one setting of config.toml without touching the other lines of it."""

import re
from pathlib import Path

from nemo_tui.config import write_private

Value = str | bool


def remember(file: Path, key: str, value: Value) -> None:
    """Set one top-level key. Raises OSError where the file cannot be written."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    write_private(file, "\n".join(_with(lines, key, value)) + "\n")


def _with(lines: list[str], key: str, value: Value) -> list[str]:
    written = f"{key} = {_toml(value)}"
    assignment = re.compile(rf"\s*{re.escape(key)}\s*=")
    tables = [index for index, line in enumerate(lines) if line.lstrip().startswith("[")]
    top = tables[0] if tables else len(lines)
    for index, line in enumerate(lines[:top]):
        if assignment.match(line):
            return [*lines[:index], written, *lines[index + 1 :]]
    return [*lines[:top], written, *lines[top:]]


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in escaped)
    return f'"{plain}"'
