"""Drafts of every shape give a view, and differences give words."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.catalogue import Catalogue
from nemo_tui.engine import timeline
from nemo_tui.engine.turn import SegmentView, TimelineView, TrackView

STUDIO = {
    "v": 1,
    "d": 10000,
    "m": {"width": 1920, "height": 1080, "title": "Trip"},
    "t": [
        {
            "tt": 0,
            "sg": [
                {"id": "a", "src": "m1", "n": "city timelapse", "s": 0, "d": 6000},
                {
                    "id": "b",
                    "n": "night",
                    "s": 6000,
                    "d": 4000,
                    "in": 500,
                    "m": {"transition": "crossfade", "transition_ms": 500},
                },
            ],
        },
        {"tt": 1, "sg": [{"n": "Lo-fi", "s": 0, "d": 10000, "m": {"volume": 35}}]},
        {"tt": 7, "sg": [{"n": "title", "s": 0, "d": 3000, "m": {"text": "Urban Dreams"}}]},
    ],
}
KEYS = st.sampled_from(["t", "tt", "sg", "d", "m", "s", "n", "in", "out", "volume", "text", "src"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner),
    max_leaves=25,
)


def test_studio_draft_in_words() -> None:
    view = timeline.read(STUDIO)
    assert (view.duration_ms, view.width, view.height, view.title) == (10000, 1920, 1080, "Trip")
    assert view.tracks[0].segments[1].transition == "crossfade"
    assert timeline.lines(view) == [
        "Timeline (3 tracks):",
        "1. Video: city timelapse (0-6s), night (6-10s)",
        "2. BGM: Lo-fi (0-10s, 35%)",
        '3. Title: "Urban Dreams" (0-3s)',
    ]
    assert timeline.lines(view, Catalogue("zh"))[0] == "时间线（3 条轨道）："


def test_other_names_for_the_same_things() -> None:
    segment = {"start_ms": 1000, "end_ms": 4000, "filename": "a.mp4", "volume": 0.5}
    draft = {"tracks": [{"type": "video", "clips": [segment]}]}
    view = timeline.read(draft)
    assert view.tracks[0] == TrackView("video", (SegmentView("a.mp4", 1000, 3000, 50),))
    assert view.duration_ms == 4000


def test_unknown_track_is_other_and_empty_tracks_do_not_count() -> None:
    draft = {"t": [{"tt": 99, "sg": [{"d": 1000}]}, {"tt": 0, "sg": []}]}
    assert [track.kind for track in timeline.read(draft).tracks] == ["other"]
    assert not timeline.is_exportable({"t": [{"tt": 0, "sg": []}]})
    assert timeline.lines(timeline.read(None)) == ["Timeline: empty"]


def test_long_times_and_many_segments_are_shortened() -> None:
    segments = [{"n": f"c{n}", "s": n * 60000, "d": 60000} for n in range(9)]
    told = timeline.lines(timeline.read({"t": [{"tt": 0, "sg": segments}]}))
    assert told[1].startswith("1. Video: c0 (0:00-1:00), c1 (1:00-2:00)")
    assert told[1].endswith("and 3 more")


def keys(before: Any, after: Any) -> list[str]:
    found = timeline.changes(timeline.read(before), timeline.read(after))
    return [notice.key.removeprefix("engine.timeline.") for notice in found]


def test_changes_are_named() -> None:
    fewer = {**STUDIO, "t": STUDIO["t"][:2]}  # type: ignore[index]
    assert keys(fewer, STUDIO) == ["text_added"]
    assert keys(STUDIO, fewer) == ["text_removed"]
    assert keys(STUDIO, {**STUDIO, "d": 30000}) == ["length"]
    size = {"width": 720, "height": 1280, "title": "Trip"}
    assert keys(STUDIO, {**STUDIO, "m": size}) == ["size"]
    assert keys(STUDIO, {**STUDIO, "m": {**size, "title": "New"}}) == ["size", "title"]
    assert keys(STUDIO, STUDIO) == []
    assert keys(None, STUDIO) == ["video_added", "video_added", "audio_added", "text_added",
                                  "title", "transitions"]  # fmt: skip


def test_length_reads_as_a_person_writes_it() -> None:
    before, after = timeline.read({**STUDIO, "d": 60000}), timeline.read({**STUDIO, "d": 30500})
    notice = timeline.changes(before, after)[0]
    assert Catalogue()(notice.key, **notice.params) == "Length 1:00 -> 30.5s"


def test_limit_and_format_are_changes() -> None:
    facts = {**STUDIO["m"], "max_bytes": 5_000_000, "format": "gif"}  # type: ignore[dict-item]
    assert keys(STUDIO, {**STUDIO, "m": facts}) == ["limit", "format"]
    before, after = timeline.read(STUDIO), timeline.read({**STUDIO, "m": facts})
    told = [Catalogue()(n.key, **n.params) for n in timeline.changes(before, after)]
    assert told == ["Limit: 5 MB", "Format: GIF"]


def test_volume_alone_is_a_change() -> None:
    music = STUDIO["t"][1]["sg"][0]  # type: ignore[index]
    louder = {"tt": 1, "sg": [{**music, "m": {"volume": 80}}]}
    assert keys(STUDIO, {**STUDIO, "t": [STUDIO["t"][0], louder, STUDIO["t"][2]]}) == [  # type: ignore[index]
        "volume"
    ]


def test_change_without_a_name_is_still_told() -> None:
    moved = TimelineView((TrackView("video", (SegmentView("a", 0, 1000),)),), 1000)
    other = TimelineView((TrackView("video", (SegmentView("a", 500, 1000),)),), 1000)
    assert [n.key for n in timeline.changes(moved, other)] == ["engine.timeline.changed"]


@given(JSON, JSON)
def test_anything_gives_a_view_and_words(one: Any, other: Any) -> None:
    before, after = timeline.read(one), timeline.read(other)
    for line in timeline.lines(before):
        assert "\x1b" not in line
        assert "\n" not in line
    say = Catalogue("zh")
    for notice in timeline.changes(before, after):
        assert say.has(notice.key)
        assert "{" not in say(notice.key, **notice.params).replace(
            str(notice.params.get("label", "")), ""
        ).replace(str(notice.params.get("title", "")), "")


@given(JSON)
def test_reading_changes_nothing(draft: Any) -> None:
    before = repr(draft)
    timeline.read(draft)
    assert repr(draft) == before
