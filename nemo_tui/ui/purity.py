"""Foreign text made harmless twice: where it comes in, and in the last step before the terminal."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from nemo_tui.protocol.text import clean

T = TypeVar("T")
_ALIVE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cleaned(value: T) -> T:
    """The same value with every text in it cleaned; paths stay as they are on the disk."""
    return _cleaned(value)  # type: ignore[no-any-return]  # as it came in


def _cleaned(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changes = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{name: _cleaned(each) for name, each in changes.items()})
    return value


class DeadText(LineFilter):
    """Takes control characters out of every line on its way to the terminal.

    Textual's widgets write them as they come; whatever slips through elsewhere ends here.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without anything that a terminal would obey."""
        if not _is_alive(segments):
            return segments
        return [Segment(_ALIVE.sub("", text), style, control) for text, style, control in segments]


def _is_alive(segments: Sequence[Segment]) -> bool:
    return any(_ALIVE.search(segment.text) for segment in segments)
