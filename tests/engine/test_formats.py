"""Formats: what a name's ending means, and which of several wishes holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.formats import (
    FORMATS,
    NoFormat,
    extension_of,
    format_of,
    names_file,
    output_for,
)
from nemo_tui.engine.turn import SegmentView, TimelineView, TrackView


@given(st.text())
def test_extension_is_plain(name: str) -> None:
    found = extension_of(name)
    assert found.isascii()
    assert found.isalnum()
    assert 2 <= len(found) <= 5


def test_extensions() -> None:
    assert extension_of("MP4") == "mp4"
    assert extension_of(".jpeg") == "jpg"
    assert extension_of(".m4v") == "mp4"
    assert extension_of("../x") == "mp4"


@pytest.mark.parametrize("name", [*(f".{each}" for each in FORMATS), ".JPEG", ".m4v", ".Webp"])
def test_media_names_are_files(name: str) -> None:
    assert names_file(name)


@pytest.mark.parametrize("name", ["", ".v2", ".21", ".app", ".d"])
def test_other_names_are_folders(name: str) -> None:
    assert not names_file(name)


@pytest.mark.parametrize("name", [".ts", ".WMV", ".srt", ".heic"])
def test_media_that_is_not_made_is_refused(name: str) -> None:
    with pytest.raises(NoFormat, match=name.lower()):
        names_file(name)


WISHES = [
    ("", "", [], "mp4"),
    ("gif", "", [], "gif"),
    ("", ".webm", [], "webm"),
    ("", ".jpeg", [], "jpg"),
    ("gif", ".webm", [], "webm"),
    # A compressed mkv stays one where neither words nor name say otherwise.
    ("mkv", ".mp4", ["compress this mkv to 5MB", "compress talk.mkv", "压缩这个mkv"], "mp4"),
    ("mov", ".webm", ["convert it to MOV"], "mov"),
    ("mov", ".webm", ["save it as a .mov please"], "mov"),
    ("mov", ".webm", ["转成mov"], "mov"),
    ("mov", ".webm", ["转换为 MOV 格式"], "mov"),
    ("mp3", ".mp4", ["extract the audio"], "mp3"),
    ("mp3", ".wav", ["extract the audio"], "wav"),
    ("png", ".mp4", ["save the frame at 2 seconds"], "png"),
    ("png", ".jpg", ["save the frame at 2 seconds"], "jpg"),
    ("mp4", ".mp3", ["trim it"], "mp3"),
    ("gif", ".png", ["make it smaller"], "png"),
]


@pytest.mark.parametrize(("drafted", "suffix", "requests", "chosen"), WISHES)
def test_the_words_then_the_name_then_the_draft(
    drafted: str, suffix: str, requests: list[str], chosen: str
) -> None:
    assert output_for({}, drafted, suffix, requests) == {"format": chosen, "quality": "high"}
    asked = output_for({"format": "avi"}, drafted, suffix, requests)
    assert asked == {"format": "avi", "quality": "high"}


def view(*tracks: tuple[str, str], wanted: str = "") -> TimelineView:
    made = (TrackView(kind, (SegmentView(name, 0, 1000),)) for kind, name in tracks)  # type: ignore[arg-type]  # one of the kinds
    return TimelineView((TrackView("video", ()), *made), format=wanted)


DRAFTS = [
    (view(), ""),
    (view(("video", "a.mov")), ""),
    (view(("audio", "song.m4a"), ("video", "a.mp4")), ""),
    (view(("audio", "My.Song.WAV"), ("audio", "b.mp3")), "wav"),
    (view(("audio", "talk.amr")), "mp3"),
    (view(("audio", "song")), "mp3"),
    (view(("audio", "song.wav"), wanted="m4a"), "m4a"),
]


@pytest.mark.parametrize(("draft", "found"), DRAFTS)
def test_sound_alone_stays_sound(draft: TimelineView, found: str) -> None:
    assert format_of(draft) == found
