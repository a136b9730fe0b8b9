"""JSON that goes back as it came: the draft is opaque to the client.

Key order, unknown keys and the written form of numbers (`1.0`, `1e3`, `-0`, `NaN`, integers of
any length) survive `read` and `write`.
"""

import json
from typing import Any

from nemo_tui.protocol.problems import Garbled

MAX_DEPTH = 200
_LONGEST_INT = 4_000


class Exact(float):
    """A number that remembers how it was written."""

    text: str

    def __new__(cls, text: str) -> "Exact":
        """The number that `text` writes."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __reduce__(self) -> tuple[type["Exact"], tuple[str]]:
        """Copies and pickles keep the text."""
        return (Exact, (self.text,))


def read(text: str | bytes) -> Any:
    """The JSON value of a wire text. Raises Garbled for anything else."""
    try:
        value = json.loads(text, parse_float=Exact, parse_int=_integer, parse_constant=Exact)
    except (ValueError, RecursionError) as error:
        raise Garbled("the answer is not JSON") from error
    _check_depth(value)
    return value


def write(value: object) -> str:
    """The value as compact JSON, numbers as they were read."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(str(key))}:{write(item)}" for key, item in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(write, value)) + "]"
    return value.text if isinstance(value, Exact) else json.dumps(value)


def _integer(text: str) -> int | Exact:
    return Exact(text) if text == "-0" or len(text) > _LONGEST_INT else int(text)


def _check_depth(value: object) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise Garbled("the answer is nested too deeply")


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
