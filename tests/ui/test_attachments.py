"""Whatever a terminal makes of a dropped file is read as that file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.ui.attachments import Attachment, kind_of, read_paste, resolve, take_mentions


@pytest.fixture
def clip(home: Path) -> Path:
    file = home / "my [best] clip's.mp4"
    file.write_bytes(b"x" * 1234)
    return file


@pytest.fixture
def song(home: Path) -> Path:
    file = home / "song.mp3"
    file.touch()
    return file


def escaped(path: Path) -> str:
    return "".join(f"\\{each}" if each in " []'" else each for each in str(path))


def test_every_way_of_writing_one_path(clip: Path) -> None:
    bare = str(clip)
    for written in (
        bare,
        f'"{bare}"',
        escaped(clip),
        clip.as_uri(),
        f"  {bare} \n",
        f"~/{clip.name}",
        f"./{clip.name}",
        clip.name,
    ):
        assert read_paste(written) == [bare], written


def test_several_files_however_they_are_parted(clip: Path, song: Path) -> None:
    both = [str(clip), str(song)]
    assert read_paste(f"{clip}\n{song}\n") == both
    assert read_paste(f'"{clip}" "{song}"') == both
    assert read_paste(f"{escaped(clip)} {song}") == both
    assert read_paste(f"{clip.as_uri()}\r\n{song.as_uri()}") == both
    assert read_paste(f"{song} {song}") == [str(song)]


def test_single_quotes_as_gnome_writes_them(song: Path) -> None:
    assert read_paste(f"'{song}'") == [str(song)]


def test_a_windows_path_below_the_linux_of_windows(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_file(path: Path) -> bool:
        return str(path) == "/mnt/c/Users/me/a b.mp4"

    monkeypatch.setattr(Path, "is_file", is_file)
    assert resolve(r'"C:\Users\me\a b.mp4"') == "/mnt/c/Users/me/a b.mp4"


def test_words_stay_words(clip: Path, home: Path) -> None:
    (home / "video").touch()
    assert read_paste("video") == []
    assert read_paste(f"cut {clip}") == []
    assert read_paste("/no/such/file.mp4") == []
    assert read_paste("https://example.com/a.mp4") == []
    assert read_paste("") == []
    assert read_paste("x" * 30_000) == []


def test_a_folder_is_no_attachment(home: Path) -> None:
    assert read_paste(str(home)) == []


def test_mentions_become_attachments_and_stay_readable(clip: Path, song: Path) -> None:
    text, sources = take_mentions(f'join @"{clip}" with @{song} and tell @nobody')
    assert text == f"join {clip.name} with song.mp3 and tell @nobody"
    assert sources == [str(clip), str(song)]


def test_what_an_attachment_tells(clip: Path) -> None:
    attachment = Attachment.of(str(clip))
    assert (attachment.name, attachment.kind, attachment.bytes) == (clip.name, "video", 1234)
    link = Attachment.of("https://example.com/a%20b.mp4?x=1")
    assert (link.name, link.kind, link.bytes) == ("a b.mp4", "link", None)


def test_a_hostile_name_is_shown_dead(home: Path) -> None:
    file = home / "a\x1b]0;PWNED\x07b.mp4"
    file.touch()
    assert "\x1b" not in Attachment.of(str(file)).name
    assert read_paste(str(file)) == [str(file)]


def test_kinds_go_by_the_ending() -> None:
    assert [kind_of(name) for name in ("a.MOV", "b.webp", "c.m4a", "d.txt", "e")] == [
        "video",
        "image",
        "audio",
        "file",
        "file",
    ]


@given(st.text(max_size=80))
def test_any_text_can_be_pasted(text: str) -> None:
    assert isinstance(read_paste(text), list)
    assert isinstance(take_mentions(text)[0], str)
