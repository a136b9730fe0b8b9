"""Turn events as JSON objects and back: for scripts, and for the history on disk."""

import re
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from nemo_tui.engine import turn
from nemo_tui.engine.turn import TurnEvent

Json = dict[str, Any]


def name_of(event: type | object) -> str:
    """`TimelineChanged` -> `timeline_changed`."""
    found = event if isinstance(event, type) else type(event)
    return re.sub(r"(?<!^)(?=[A-Z])", "_", found.__name__).lower()


EVENTS: dict[str, type] = {name_of(kind): kind for kind in get_args(TurnEvent)}


def to_json(event: TurnEvent) -> Json:
    """The event with its name under `type`."""
    return {"type": name_of(event), **_plain(event)}


def from_json(raw: object) -> TurnEvent | None:
    """The event that was written, or None for anything else."""
    kind = EVENTS.get(str(raw.get("type"))) if isinstance(raw, dict) else None
    if kind is None:
        return None
    try:
        event: TurnEvent = _typed(kind, raw)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return None
    return event


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def _typed(kind: Any, raw: Any) -> Any:
    """The value that `raw` writes of this type. Raises ValueError, TypeError, KeyError."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), raw)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_typed(inner[0], item) for item in _listed(raw))
        return tuple(_typed(part, item) for part, item in zip(inner, raw, strict=True))
    if origin is dict:
        return {str(key): _typed(get_args(kind)[1], item) for key, item in dict(raw).items()}
    if origin is Literal:
        return _checked(raw, raw in get_args(kind))
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a class
        known = {item.name for item in fields(kind)} & set(raw)
        return kind(**{name: _typed(hints[name], raw[name]) for name in known})  # type: ignore[operator]  # a dataclass type
    if isinstance(kind, type) and issubclass(kind, (Enum, Path)):
        return kind(raw)
    wanted = (int, float) if kind is float else kind
    return _checked(raw, isinstance(raw, wanted))


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields; working them out takes longer than all the rest."""
    return get_type_hints(kind, vars(turn))


def _one_of(kinds: tuple[Any, ...], raw: Any) -> Any:
    for kind in kinds:
        if kind is type(None):
            if raw is None:
                return None
            continue
        try:
            return _typed(kind, raw)
        except (TypeError, ValueError, KeyError):
            continue
    raise ValueError(raw)


def _listed(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError(raw)
    return raw


def _checked(raw: Any, fits: bool) -> Any:
    if not fits:
        raise ValueError(raw)
    return raw
