"""A draft goes back as it came."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.draft import MAX_DEPTH, Exact, read, write
from nemo_tui.protocol.problems import Garbled

NUMBERS = st.from_regex(
    r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True
)
STRINGS = st.text().map(json.dumps) | st.just('"\\ud83c"')
JSON_TEXT = st.recursive(
    NUMBERS | STRINGS | st.sampled_from(["true", "false", "null"]),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{','.join(items)}]")
        | st.lists(
            st.tuples(STRINGS, inner), max_size=4, unique_by=lambda pair: json.loads(pair[0])
        ).map(lambda pairs: "{" + ",".join(f"{key}:{value}" for key, value in pairs) + "}")
    ),
    max_leaves=20,
)


@given(JSON_TEXT)
def test_every_compact_text_comes_back_as_it_was(text: str) -> None:
    assert write(read(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        '{"t":[],"d":1.0,"x":1,"big":123456789012345678901234567890}',
        '{"b":1,"a":2}',
        "[-0,0.10,1e3,1E+2,1e999,-1e-999]",
        "9" * 5000,
        '{"nan":NaN,"far":-Infinity}',
    ],
)
def test_the_form_of_numbers_and_the_order_of_keys_survive(text: str) -> None:
    assert write(read(text)) == text


def test_blanks_are_the_only_thing_lost() -> None:
    assert write(read('{ "a" : [ 1 , 2.50 ] }')) == '{"a":[1,2.50]}'


def test_numbers_can_be_reckoned_with() -> None:
    value = read('{"d":10000.0,"s":3}')
    assert isinstance(value["d"], float)
    assert value["d"] / 1000 == 10
    assert value["s"] == 3
    assert read("1.50") == read("1.5")


def test_copies_keep_the_form() -> None:
    number = Exact("1.50")
    assert write([copy.deepcopy(number), pickle.loads(pickle.dumps(number))]) == "[1.50,1.50]"


@pytest.mark.parametrize(
    "text",
    ["", "{", "nope", '{"a":}', "[" * 100_000, "\x00", b"\xff\xfe\xfa", b"\x80", '{"a":1}x'],
)
def test_what_is_no_json_is_garbled(text: str | bytes) -> None:
    with pytest.raises(Garbled):
        read(text)


def test_depth_is_limited() -> None:
    fine = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert write(read(fine)) == fine
    with pytest.raises(Garbled):
        read("[" + fine + "]")


@given(st.binary() | st.text())
def test_any_bytes_give_a_value_or_garbled(raw: bytes | str) -> None:
    try:
        value = read(raw)
    except Garbled:
        return
    assert write(read(write(value))) == write(value)
