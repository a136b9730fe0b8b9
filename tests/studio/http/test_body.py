"""JSON bodies: an object comes out, or a problem."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.problems import Problem
from nemo_tui.studio.http.body import parse_object, text_of, words_of_message


@given(st.binary(max_size=200))
def test_any_bytes_give_an_object_or_a_problem(body: bytes) -> None:
    with suppress(Problem):
        assert isinstance(parse_object(body), dict)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_json_comes_out_as_it_went_in(value: Any) -> None:
    assert parse_object(json.dumps({"value": value}).encode()) == {"value": value}


def test_a_lone_surrogate_becomes_readable() -> None:
    assert parse_object(b'{"a":"\\ud83d"}') == {"a": "?"}
    assert parse_object(b'{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


@pytest.mark.parametrize("value", [None, 1.5, True, [], {}, "x" * 201])
def test_a_text_is_a_short_text(value: Any) -> None:
    with pytest.raises(Problem):
        text_of({"id": value}, "id")


def test_a_number_may_stand_for_an_id() -> None:
    assert text_of({"id": 5529798706024415232}, "id") == "5529798706024415232"


def test_words_come_from_every_part() -> None:
    parts = [{"text": "one"}, {"inlineData": {}}, 7, {"text": "two"}]
    assert words_of_message({"new_message": {"parts": parts}}, 100) == "one\ntwo"
    assert words_of_message({"newMessage": {"parts": parts}}, 100) == "one\ntwo"
