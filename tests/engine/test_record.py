"""Every event survives being written and read; nothing else becomes one."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine import record
from nemo_tui.engine.turn import TurnEvent

st.register_type_strategy(Path, st.text("abc/. é", min_size=1).map(Path))
EVENTS = st.one_of([st.from_type(kind) for kind in get_args(TurnEvent)])


@given(EVENTS)
def test_round_trip(event: Any) -> None:
    written = json.loads(json.dumps(record.to_json(event)))
    assert repr(record.from_json(written)) == repr(event)


@pytest.mark.parametrize("kind", get_args(TurnEvent))
def test_names_are_the_classes_in_snake_case(kind: type) -> None:
    assert record.EVENTS[record.name_of(kind)] is kind
    assert "type" not in {item.name for item in fields(kind)}


KEYS = st.sampled_from(["type", "actions", "text", "path", "before", "after", "kind", "params"])
NAMES = st.sampled_from(sorted(record.EVENTS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_anything_gives_an_event_or_none(raw: Any) -> None:
    event = record.from_json(raw)
    assert event is None or type(event) in record.EVENTS.values()
