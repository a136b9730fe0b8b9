"""Agreements are kept per host, privately, and a broken file counts as none."""

from pathlib import Path

import pytest

from nemo_tui.engine.consent import ConsentBook


@pytest.fixture
def book(tmp_path: Path) -> ConsentBook:
    return ConsentBook(tmp_path / "data" / "consent.json")


def test_remembered_per_host(book: ConsentBook) -> None:
    assert not book.allows("a.example")
    book.remember("a.example")
    book.remember("b.example")
    book.remember("a.example")
    assert ConsentBook(book.file).hosts() == ("b.example", "a.example")
    assert not book.allows("c.example")
    assert book.file.stat().st_mode & 0o777 == 0o600


def test_taken_back(book: ConsentBook) -> None:
    book.remember("a.example")
    book.remember("b.example")
    book.forget("a.example")
    assert book.hosts() == ("b.example",)
    book.clear()
    assert book.hosts() == ()
    book.clear()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"hosts": 3}', "\x00"])
def test_broken_file_is_no_agreement(book: ConsentBook, text: str) -> None:
    book.file.parent.mkdir()
    book.file.write_text(text)
    assert book.hosts() == ()
    book.remember("a.example")
    assert book.allows("a.example")
