"""Foreign text is dead text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.text import clean, short

SIGNS = st.text(st.characters() | st.sampled_from("\x1b[]()\x07\x9b\x9c\u202e\r\n\x85;mK0"))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("plain text, 中文 🎬👨\u200d👩", "plain text, 中文 🎬👨\u200d👩"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bP1$r0m\x1b\\x", "x"),
        ("\x9b31mred", "red"),
        ("\x1b]52;c;never ends", "52;c;never ends"),
        ("a\x1b", "a"),
        ("a\x1b[3", "a"),
        ("bell\x07 null\x00 delete\x7f next\x85", "bell null delete next"),
        ("left\u202eright\u2066x\u2069", "leftrightx"),
        ("one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\tstays", "tab\tstays"),
        ("half \ud83c sign", "half \ufffd sign"),
        ("\ufeffmark", "mark"),
    ],
)
def test_what_is_left(raw: str, wanted: str) -> None:
    assert clean(raw) == wanted


def test_a_name_is_one_line() -> None:
    assert clean(" my\n\nholiday\tclip.mp4 \r\n", lines=False) == "my holiday clip.mp4"


@given(SIGNS)
def test_nothing_that_moves_a_cursor_is_left(raw: str) -> None:
    text = clean(raw)
    assert not any(
        unicodedata.category(sign) in ("Cc", "Cs")
        for sign in text.replace("\n", "").replace("\t", "")
    )
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028")
    assert clean(text) == text
    assert "\n" not in clean(raw, lines=False)
    text.encode()


@given(st.text("ab中 \n\t", max_size=50))
def test_harmless_text_is_left_alone(raw: str) -> None:
    assert clean(raw) == raw


def test_short_is_one_line_of_limited_length_without_keys() -> None:
    assert short("token nmv_usr_abc-123 and clm_xyz are dead") == (
        "token nmv_usr_… and clm_… are dead"
    )
    assert len(short("x\n" * 10_000)) == 200
    assert short("fine") == "fine"
