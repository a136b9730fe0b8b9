"""Cutting an export into pieces: nothing is lost, nothing is doubled."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.studio.draft import Canvas, Draft, Look, Segment, TrackType
from nemo_tui.studio.pieces import cut_points, join_plan, parts_of, sized, slice_of
from nemo_tui.studio.recipe import Library, Media

CLIP = Media("m_1", "a.mp4", "video", Path("/a.mp4"), 1, 3_600_000, 1920, 1080, 25.0, True, "h264")
PHOTO = Media("m_2", "b.jpg", "image", Path("/b.jpg"), 1, 0, 1920, 1080)
MUSIC = Media("m_3", "c.mp3", "audio", Path("/c.mp3"), 1, 600_000, has_audio=True)
LIBRARY = Library((CLIP, PHOTO, MUSIC))


def clip(
    start: int, length: int, source: int = 0, source_id: str = "m_1", **look: object
) -> Segment:
    drawn = replace(Look(), **look)  # type: ignore[arg-type]  # a test writes the keys
    end = source + length
    return Segment(f"s{start}", source_id, "", start, length, source, end, drawn)


def video(*segments: Segment) -> Draft:
    return Draft().with_segments(TrackType.VIDEO, segments)


def every_two_seconds(_: Path, at: int) -> int:
    return at // 2000 * 2000


def no_keyframes(_: Path, at: int) -> int:
    return 0


def test_a_short_export_is_left_whole() -> None:
    assert parts_of(video(clip(0, 60_000)), LIBRARY, 60_000, every_two_seconds) is None


def test_cuts_lie_at_keyframes_of_the_source() -> None:
    draft = video(clip(0, 200_000, 1_500))
    assert cut_points(draft, LIBRARY, 60_000, every_two_seconds) == [58_500, 118_500]


def test_without_keyframes_cuts_lie_at_frames() -> None:
    draft = video(clip(0, 200_000))
    assert cut_points(draft, LIBRARY, 60_030, no_keyframes) == [60_040, 120_080]


@pytest.mark.parametrize(
    "look",
    [{"speed": 2.0}, {"reverse": True}, {"freeze": True}, {"loop": True}, {"motion": "zoom_in"}],
)
def test_what_bends_time_is_not_cut(look: dict[str, object]) -> None:
    draft = video(clip(0, 200_000, **look))
    assert cut_points(draft, LIBRARY, 60_000, every_two_seconds) == []


def test_photos_are_not_cut() -> None:
    draft = video(clip(0, 200_000, source_id="m_2"))
    assert cut_points(draft, LIBRARY, 60_000, every_two_seconds) == []


def test_no_cut_in_a_fade_a_crossing_or_under_a_picture() -> None:
    crossing = clip(59_500, 100_000, transition="crossfade", transition_ms=1000)
    assert cut_points(video(clip(0, 60_500), crossing), LIBRARY, 60_000, every_two_seconds) == [
        119_500
    ]
    fading = clip(0, 130_000, fade_in=61_000)
    assert cut_points(video(fading), LIBRARY, 60_000, every_two_seconds) == []
    laid = Segment("o", "m_2", "", 50_000, 20_000)
    below = video(clip(0, 130_000)).with_segments(TrackType.OVERLAY, (laid,))
    assert cut_points(below, LIBRARY, 60_000, every_two_seconds) == []


def test_clips_of_different_shapes_are_left_whole_unless_the_canvas_says() -> None:
    small = replace(CLIP, id="m_4", width=640, height=360)
    library = Library((CLIP, small))
    draft = video(clip(0, 100_000), clip(100_000, 100_000, source_id="m_4"))
    assert parts_of(draft, library, 60_000, every_two_seconds) is None
    given_size = replace(draft, canvas=Canvas(width=1280, height=720, fps=25.0))
    assert parts_of(given_size, library, 60_000, every_two_seconds) is not None


@pytest.mark.parametrize("kind", ["gif", "mp3", "jpg", "webm"])
def test_other_formats_are_left_whole(kind: str) -> None:
    draft = replace(video(clip(0, 200_000)), canvas=Canvas(format=kind))
    assert parts_of(draft, LIBRARY, 60_000, every_two_seconds) is None


def test_the_sound_is_made_once_and_whole() -> None:
    music = Segment("a", "m_3", "", 0, 200_000, 0, 200_000)
    draft = video(clip(0, 200_000)).with_segments(TrackType.AUDIO, (music,))
    parts = parts_of(draft, LIBRARY, 60_000, every_two_seconds)
    assert parts is not None
    assert parts.sound is not None
    assert parts.sound.canvas.audio_only
    assert parts.sound.of(TrackType.AUDIO) == (music,)
    assert all(picture.canvas.mute for picture in parts.pictures)
    assert all(not picture.of(TrackType.AUDIO) for picture in parts.pictures)


def test_a_muted_export_has_no_sound() -> None:
    draft = replace(video(clip(0, 200_000)), canvas=Canvas(mute=True))
    parts = parts_of(draft, LIBRARY, 60_000, every_two_seconds)
    assert parts is not None
    assert parts.sound is None


@given(
    lengths=st.lists(st.integers(40, 90_000), min_size=1, max_size=6),
    piece=st.integers(2_000, 70_000),
    keyframe=st.integers(1, 12_000),
)
def test_pieces_cover_the_timeline_exactly(lengths: list[int], piece: int, keyframe: int) -> None:
    clips, start = [], 0
    for length in lengths:
        clips.append(clip(start, length, source=start // 2))
        start += length
    text = Segment("t", "", "x", start // 3, start // 2, look=Look(text="x"))
    draft = video(*clips).with_segments(TrackType.TEXT, (text,))
    parts = parts_of(draft, LIBRARY, piece, lambda _, at: at // keyframe * keyframe)
    if parts is None:
        return
    assert sum(picture.duration for picture in parts.pictures) == draft.duration
    shown = [
        (segment.source, segment.source_in, segment.source_out)
        for picture in parts.pictures
        for segment in picture.of(TrackType.VIDEO)
    ]
    assert merged(shown) == merged([(c.source, c.source_in, c.source_out) for c in clips])
    words = [segment.length for p in parts.pictures for segment in p.of(TrackType.TEXT)]
    assert sum(words) == text.length


def merged(spans: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Spans with those that go on where the last one ended taken together."""
    whole: list[tuple[str, int, int]] = []
    for source, start, end in spans:
        if whole and whole[-1][0] == source and whole[-1][2] == start:
            whole[-1] = (source, whole[-1][1], end)
        else:
            whole.append((source, start, end))
    return whole


@given(limit=st.integers(100_000, 10**9), sound=st.integers(0, 50_000))
def test_pieces_share_the_limit(limit: int, sound: int) -> None:
    parts = parts_of(video(clip(0, 200_000)), LIBRARY, 60_000, every_two_seconds)
    assert parts is not None
    shares = [picture.canvas.max_bytes for picture in sized(parts, limit, sound)]
    assert sum(shares) + sound < limit
    assert min(shares) > 0


def test_looks_at_the_ends_stay_at_the_ends() -> None:
    drawn = clip(0, 100_000, fade_in=500, fade_out=700, volume=50)
    [first] = slice_of(video(drawn), 0, 40_000).of(TrackType.VIDEO)
    [last] = slice_of(video(drawn), 40_000, 100_000).of(TrackType.VIDEO)
    assert (first.look.fade_in, first.look.fade_out, first.look.volume) == (500, 0, 50)
    assert (last.look.fade_in, last.look.fade_out, last.look.volume) == (0, 700, 50)
    assert (last.start, last.source_in, last.source_out) == (0, 40_000, 100_000)


def test_names_in_the_list_are_ours(tmp_path: Path) -> None:
    plan = join_plan([tmp_path / "a-0000.mp4"], tmp_path / "a-sound.m4a", tmp_path, ".mp4")
    assert list(plan.files.values()) == ["file 'a-0000.mp4'\n"]
    assert "copy" in plan.passes[0].arguments
