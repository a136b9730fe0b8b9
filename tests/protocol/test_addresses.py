"""Where an address leads, for people and for the question whether files leave this machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.addresses import is_loopback, is_loopback_host, origin, place


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1/x", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:8", True),
        ("http://LOCALHOST", True),
        ("http://studio.localhost:9", False),
        ("http://10.0.0.1", False),
        ("http://0.0.0.0", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost@evil.example", False),
        ("http://localhost:80@evil.example", False),
        ("http://127.0.0.1\\@evil.example", False),
        ("https://example.com", False),
        ("http://localhost.example.com", False),
        ("ftp://127.0.0.1", False),
        ("http://[", False),
        ("http://a\uff0fb", False),
        ("nonsense", False),
    ],
)
def test_what_this_machine_is(url: str, here: bool) -> None:
    assert is_loopback(url) is here


def test_origins() -> None:
    assert origin("HTTPS://Example.com/x") == ("https", "example.com", 443)
    assert origin("http://example.com:8080") == ("http", "example.com", 8080)
    assert origin("file:///etc/passwd") is None
    assert origin("http://x:port") is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.example.com/v1", "api.example.com"),
        ("http://api.example.com:8080", "api.example.com:8080"),
        ("http://someone:secret@api.example.com", "api.example.com"),
        ("http://[::1]:9/x", "[::1]:9"),
        ("nonsense", ""),
    ],
)
def test_a_place_shows_no_password(url: str, shown: str) -> None:
    assert place(url) == shown


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    for url in (text, f"http://{text}", f"https://{text}@127.0.0.1"):
        origin(url)
        place(url)
        is_loopback(url)
    is_loopback_host(text)
