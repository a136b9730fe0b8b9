"""Single values out of foreign JSON."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from nemo_tui.protocol import scalars
from tests.protocol.wire_values import values


@given(values())
def test_any_value_gives_the_type_or_nothing(value: object) -> None:
    assert isinstance(scalars.identifier(value), str)
    assert isinstance(scalars.number(value), float | None)
    assert isinstance(scalars.whole(value), int | None)
    assert isinstance(scalars.milliseconds(value), int | None)
    assert isinstance(scalars.moment(value), datetime | None)
    assert isinstance(scalars.web_address(value), str)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(7, "7"), ("a", "a"), (2**63, str(2**63)), (True, ""), (1.0, ""), (None, ""), ("a\nb", "a b")],
)
def test_identifiers(value: object, wanted: str) -> None:
    assert scalars.identifier(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1, 1.0), ("1.5", 1.5), (True, None), ("nan", None), (float("inf"), None), (10**400, None)],
)
def test_numbers(value: object, wanted: float | None) -> None:
    assert scalars.number(value) == wanted


def test_whole_numbers_and_lengths_are_sane() -> None:
    assert scalars.whole("12") == 12
    assert scalars.whole(-1) is None
    assert scalars.whole(1e30) is None
    assert scalars.milliseconds(30.5) == 30500
    assert scalars.milliseconds(1e306) is None


@pytest.mark.parametrize("value", ["2026-03-18T00:00:00Z", 1773792000, 1773792000000.0])
def test_moments(value: object) -> None:
    assert scalars.moment(value) == datetime(2026, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize("url", ["https://x/y?z=1#a", "HTTP://X"])
def test_addresses(url: str) -> None:
    assert scalars.web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:1",
        "//host/x",
        "https://x/\x1b[2J",
        "https://x/a b",
        7,
        "ftp://x",
    ],
)
def test_what_is_no_address(url: object) -> None:
    assert scalars.web_address(url) == ""
