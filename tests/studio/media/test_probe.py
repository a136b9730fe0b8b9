"""Files are known by what is in them, and what is no media is refused in one line."""

import os
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.studio.media.probe import Facts, Unsupported, coding_of, probe, probe_made
from nemo_tui.studio.media.streams import Streams
from tests.support.footage import clip, make, photo, song

pytestmark = pytest.mark.media


def test_a_clip(tmp_path: Path) -> None:
    made = clip(tmp_path / "right.mp4", 1)
    facts = probe(made.rename(tmp_path / "named wrongly.txt"))
    assert (facts.kind, facts.width, facts.height, facts.has_audio) == ("video", 320, 180, True)
    assert facts.duration == pytest.approx(1000, abs=80)
    assert facts.fps == 15
    assert facts.codec == "h264"


def test_a_file_is_looked_at_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = av.open

    def counted(name: str, **more: Any) -> Any:
        opened.append(name)
        return real(name, **more)

    monkeypatch.setattr(av, "open", counted)
    made = clip(tmp_path / "a.mp4", 1)
    assert probe(made).kind == "video"
    kept = made.rename(tmp_path / "b.mp4")
    assert coding_of(kept).codec == "h264"
    assert len(opened) == 1
    os.utime(kept, (1, 1))
    assert probe(kept).kind == "video"
    assert len(opened) == 2


@pytest.mark.parametrize(
    "suffix", ["mp4", "mov", "mkv", "webm", "avi", "gif", "png", "jpg", "webp", "mp3", "wav"]
)
def test_what_was_made_is_known_without_decoding(tmp_path: Path, suffix: str) -> None:
    short = ["-frames:v", "1"] if suffix in ("png", "jpg", "webp") else ["-t", "0.5"]
    made = make(tmp_path / f"made.{suffix}", "-i", str(clip(tmp_path / "a.mp4", 1)), *short)
    assert probe_made(made) == probe(made)


def test_a_film_of_which_nothing_is_shown_is_none(tmp_path: Path) -> None:
    source = clip(tmp_path / "a.mp4", 1)
    empty = make(tmp_path / "empty.mp4", "-ss", "9", "-i", str(source), "-c", "copy")
    with pytest.raises(Unsupported):
        probe_made(empty)


def test_a_photo_and_a_song(tmp_path: Path) -> None:
    assert probe(photo(tmp_path / "a.png", "red")) == Facts("image", 0, 800, 600, codec="png")
    tune = probe(song(tmp_path / "a.mp3", 1))
    assert (tune.kind, tune.has_audio) == ("audio", True)
    assert tune.duration == pytest.approx(1000, abs=80)


def test_a_turned_clip_is_measured_upright(tmp_path: Path) -> None:
    flat = clip(tmp_path / "flat.mp4", 1)
    turned = make(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")
    facts = probe(turned)
    assert (facts.width, facts.height) == (180, 320)
    assert facts.rotation in (90, 270)


def test_a_clip_whose_only_keyframe_is_hidden(tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole.mp4", 2)
    cut = make(tmp_path / "cut.mp4", "-ss", "0.4", "-i", str(whole), "-c", "copy")
    assert probe(cut).duration == pytest.approx(1600, abs=80)
    assert coding_of(cut).hides
    assert not coding_of(whole).hides


def test_a_codec_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    film = make(tmp_path / "a.avi", "-f", "lavfi", "-i", "testsrc=d=0.2", "-c:v", "mpeg4")
    film.write_bytes(film.read_bytes().replace(b"FMP4", b"ZZZ9"))
    sound = make(tmp_path / "a.wav", "-f", "lavfi", "-i", "sine=d=0.2")
    sound.write_bytes(
        sound.read_bytes().replace(b"fmt \x10\0\0\0\x01\0", b"fmt \x10\0\0\0\x77\x77")
    )
    for file in (film, sound):
        with pytest.raises(Unsupported):
            probe(file)
        assert coding_of(file) == Streams()


def test_a_cover_makes_no_film_of_a_song(tmp_path: Path) -> None:
    cover = photo(tmp_path / "cover.png", "red")
    tune = song(tmp_path / "bare.mp3", 1)
    arguments = ["-i", str(tune), "-i", str(cover), "-map", "0", "-map", "1", "-c", "copy"]
    covered = make(tmp_path / "covered.mp3", *arguments, "-disposition:v", "attached_pic")
    assert probe(covered).kind == "audio"


@pytest.mark.parametrize(
    "text", ["1\n00:00:01,000 --> 00:00:02,000\nHi\n", "[Script Info]\nTitle: x\n", "WEBVTT\n\n"]
)
def test_subtitles(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.srt"
    file.write_text(text, encoding="utf-8-sig")
    assert probe(file).kind == "subtitle"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just some words\n",
        b"<!doctype html><html><body>404</body></html>",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n",
        b"ffconcat version 1.0\nfile /etc/hostname\n",
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 400,
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_media_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(Unsupported) as refused:
        probe(file)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 100


@given(content=st.binary(max_size=600))
def test_any_bytes_give_facts_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any"
    file.write_bytes(content)
    try:
        kind = probe(file).kind
    except Unsupported:
        return
    assert kind in ("video", "image", "audio", "subtitle")
