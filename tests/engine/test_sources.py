"""Files are known by their first bytes, and found however their path was typed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.sources import check, is_url, path_of, sniff
from nemo_tui.protocol.problems import Kind, LocalFault

KINDS = {
    "video": [
        b"\x00\x00\x00\x20ftypisom",
        b"\x00\x00\x00\x14ftypqt  ",
        b"\x00\x00\x00\x08wide\x00\x00\x00\x00mdat",
        b"RIFF\x00\x00\x00\x00AVI LIST",
        b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1fwebm",
    ],
    "image": [
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n\x00",
        b"GIF89a\x01\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    ],
    "audio": [
        b"ID3\x04\x00\x00",
        b"\xff\xfb\x90\x64\x00",
        b"\xff\xf1\x50\x80\x00",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x20ftypM4A \x00",
    ],
    "subtitle": [
        b"1\n00:00:01,000 --> 00:00:02,000\nHi\n",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n你好".encode(),
        b"[Script Info]\nTitle: x",
        b"WEBVTT\n\n",
    ],
    "": [
        b"",
        b"MZ\x90\x00",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\x7fELF",
        b"#!/bin/sh\n",
        b"<html>",
        b"\xff\xff\xff\xff",
        b"RIFF\x00\x00\x00\x00ACON",
        b"plain words",
    ],
}
CASES = [(kind, head) for kind, heads in KINDS.items() for head in heads]


@pytest.mark.parametrize(("kind", "head"), CASES)
def test_kind_by_content(kind: str, head: bytes) -> None:
    assert sniff(head) == kind


@given(st.binary(max_size=64))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    assert sniff(head) in KINDS


def test_paths_however_typed(home: Path) -> None:
    file = home / "my clip.mp4"
    assert path_of(f"'{file}'") == file
    assert path_of(f'"{file}"') == file
    assert path_of(f"file://{str(file).replace(' ', '%20')}") == file
    assert path_of(str(file).replace(" ", "\\ ")) == file
    assert path_of("~/my clip.mp4") == file
    assert path_of("my clip.mp4") == file
    assert path_of("./sub/../my clip.mp4") == file


@pytest.mark.parametrize("typed", ["~nobody-here/clip.mp4", "file://[/clip.mp4", "a\0b.mp4", "~"])
def test_paths_that_cannot_be_are_told(typed: str) -> None:
    with pytest.raises(LocalFault):
        check(typed, None)


def test_a_backslash_that_is_in_the_name_stays(home: Path) -> None:
    file = home / "a\\ b.mp4"
    file.touch()
    assert path_of(str(file)) == file


def test_a_missing_file_is_named_as_a_person_would(home: Path) -> None:
    with pytest.raises(LocalFault) as caught:
        check("/nowhere/my\\ clip.mp4", None)
    assert caught.value.detail == "/nowhere/my clip.mp4"


def test_addresses_are_no_paths() -> None:
    assert is_url("https://example.com/a.mp4")
    assert is_url("HTTP://example.com")
    assert not is_url("file:///etc/passwd")
    assert not is_url("ftp://example.com/a.mp4")


def test_unreadable_file_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = home / "clip.mp4"
    file.write_bytes(b"\x00\x00\x00\x20ftypisom")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(LocalFault) as caught:
        check(str(file), None)
    assert caught.value.kind is Kind.FILE_UNREADABLE


def test_size_limit(home: Path) -> None:
    file = home / "clip.mp4"
    file.write_bytes(b"\x00\x00\x00\x20ftypisom")
    assert check(str(file), 12).bytes == 12
    with pytest.raises(LocalFault) as caught:
        check(str(file), 11)
    assert caught.value.kind is Kind.TOO_LARGE
