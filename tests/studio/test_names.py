"""Names of others: shown, put into headers, never a path."""

from email.message import Message

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nemo_tui.studio.names import LONGEST, display_name, disposition, name_of_url, suffix_of


@given(st.text())
@example("../../etc/passwd")
@example("..")
@example("a\x00b.mp4")
@example("\u202egpj.exe")
def test_a_shown_name_is_one_plain_line(raw: str) -> None:
    name = display_name(raw)
    assert 0 < len(name) <= LONGEST
    assert "/" not in name
    assert name not in (".", "..")
    assert all(letter >= " " for letter in name)


@given(st.text(min_size=1, max_size=60))
def test_a_disposition_is_one_header(raw: str) -> None:
    header = disposition(display_name(raw))
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == "attachment"


def test_a_chinese_name_survives_in_the_header() -> None:
    assert "filename*=UTF-8''%E5%9F%8E%E5%B8%82.mp4" in disposition("城市.mp4")


def test_a_long_name_keeps_its_ending() -> None:
    assert display_name("a" * 500 + ".mp4").endswith("a.mp4")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.MP4", ".mp4"), ("a", ""), ("a.b c", ""), ("a.mp4/../x", ""), (".mp4", ""), ("a.七", "")],
)
def test_an_ending_is_plain_or_none(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_the_name_of_a_url_is_the_last_of_its_path() -> None:
    assert name_of_url("http://a/b/%E5%9F%8E.mp4?x=/y") == "城.mp4"
    assert name_of_url("http://a") == "download"
