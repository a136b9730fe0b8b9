"""Any draft gives a plan or BadDraft; no word of a person is ever a filter."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.studio.draft import BadDraft, Canvas, Draft, Look, Segment, Track, TrackType
from nemo_tui.studio.media.streams import Streams
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.render import Output, plan_render
from nemo_tui.studio.rendering import joining, pictures, sizing, sound, texts
from nemo_tui.studio.rendering.pictures import Frame
from nemo_tui.studio.rendering.plan import FORMATS
from tests.studio.rendering.shelf import film, piece, words

WORK = Path("/work-folder")
GRAPH = WORK / "graph.txt"
HOSTILE = Path("/m/a'b,c;[d].mp4")
LIBRARY = Library(
    (
        Media(
            "clip", "it's a [clip]; 100%.mp4", "video", HOSTILE, 10**7, 9000, 1280, 720, 30, True
        ),
        Media("photo", "p.png", "image", Path("/m/p.png"), 10**5, 0, 800, 601),
        Media("song", "s.mp3", "audio", Path("/m/s.mp3"), 10**6, 30_000, has_audio=True),
    )
)
TIMES = st.integers(0, 20_000)
NUMBERS = st.one_of(st.integers(-5, 500), st.floats(-10, 500, allow_nan=False))
WORDS = st.one_of(
    st.sampled_from(
        ["crossfade", "wipe_left", "fade_black", "top-left", "pad", "blur", "h", "mp4"]
    ),
    st.text(max_size=12),
)


def unknown(path: Path) -> Streams:
    return Streams()


def guess(model: object) -> st.SearchStrategy[object]:
    if isinstance(model, bool):
        return st.booleans()
    if isinstance(model, str):
        return WORDS
    if isinstance(model, dict):
        return st.just({})
    return NUMBERS


@st.composite
def drafts(draw: st.DrawFn) -> object:
    """Drafts as any client may post them: mostly sane, seldom right."""
    tracks = []
    for kind in draw(st.lists(st.sampled_from([0, 0, 1, 2, 7]), max_size=4)):
        segments = []
        for number in range(draw(st.integers(0, 3))):
            begin = draw(TIMES)
            look = {
                item.name: draw(guess(getattr(Look(), item.name)))
                for item in draw(st.lists(st.sampled_from(fields(Look)), max_size=4))
            }
            timing = {"s": draw(TIMES), "d": draw(TIMES), "in": begin, "out": begin + draw(TIMES)}
            source = draw(st.sampled_from(["clip", "photo", "song", "gone"]))
            segments.append({"id": f"{kind}.{number}", "src": source, "m": look, **timing})
        tracks.append({"tt": kind, "sg": segments})
    canvas = {
        item.name: draw(guess(getattr(Canvas(), item.name)))
        for item in draw(st.lists(st.sampled_from(fields(Canvas)), max_size=4))
    }
    return {"t": tracks, "m": canvas}


@given(raw=drafts(), container=st.sampled_from([*FORMATS, ""]))
def test_any_draft_gives_a_plan_or_is_bad(raw: object, container: str) -> None:
    try:
        draft = Draft.from_json(raw)
        plan = plan_render(draft, LIBRARY, Output(container), WORK, unknown)
    except BadDraft:
        return
    assert plan.passes
    assert plan.result.parent == WORK
    assert all(isinstance(argument, str) for step in plan.passes for argument in step.arguments)
    assert plan.duration_ms in (0, draft.duration)
    assert all(path.parent == WORK for path in plan.files)


def test_values_that_cannot_be_are_refused() -> None:
    for look in ({"speed": 0}, {"flip": "x"}, {"motion": "spin"}, {"crop_w": 0}, {"fade_in": -1}):
        segment = {"id": "s", "src": "clip", "d": 1000, "m": look}
        with pytest.raises(BadDraft, match=next(iter(look))):
            Draft.from_json({"t": [{"tt": 0, "sg": [segment]}]})


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_words_stay_out_of_the_graph(text: str) -> None:
    marked = f"§{text}§"
    draft = film(piece("clip", 0, 2000), texts=(words(marked, 0, 1000),))
    plan = plan_render(draft, LIBRARY, Output(), WORK, unknown)
    everything = [argument for step in plan.passes for argument in step.arguments]
    assert not any("§" in argument for argument in everything)
    assert "§" not in plan.files[WORK / "graph.txt"]
    assert "§" in plan.files[WORK / "text0.txt"]


@given(st.text(max_size=30))
def test_a_colour_is_never_a_filter(text: str) -> None:
    hostile = f"#000000,drawtext=textfile=/etc/hostname{text}"
    for facts, look in (({"background": hostile}, {}), ({}, {"colour": hostile, "text": "x"})):
        segment = {"src": "clip", "d": 1000, "out": 1000, "m": look}
        with pytest.raises(BadDraft, match="colour"):
            Draft.from_json({"m": facts, "t": [{"tt": 0, "sg": [segment]}]})


def test_file_names_are_only_inputs() -> None:
    plan = plan_render(film(piece("clip", 0, 2000)), LIBRARY, Output(), WORK, unknown)
    arguments = plan.passes[0].arguments
    assert f"file:{LIBRARY.items[0].path}" in arguments
    assert "a'b" not in plan.files[WORK / "graph.txt"]


def test_every_input_is_fenced_in() -> None:
    music = (piece("song", 0, 2000),)
    draft = film(piece("clip", 0, 2000), piece("photo", 0, 1000, 2000), music=music)
    arguments = plan_render(draft, LIBRARY, Output(), WORK, unknown).passes[0].arguments
    assert arguments.count("-i") == 3
    assert arguments.count("-protocol_whitelist") == 3
    assert arguments.count("-format_whitelist") == 3


@pytest.mark.parametrize("clips", [1, 2])
def test_copied_inputs_are_fenced_in_too(clips: int) -> None:
    coding = Streams(("h264",), ("aac",), "h264", "yuv420p", sound_codec="aac")
    pieces = [piece("clip", 0, 9000, 9000 * number) for number in range(clips)]
    plan = plan_render(film(*pieces), LIBRARY, Output(), WORK, lambda path: coding)
    arguments = plan.passes[0].arguments
    assert "copy" in arguments
    assert "-format_whitelist" in arguments
    assert "-protocol_whitelist" in arguments


@pytest.mark.parametrize(("container", "is_tagged"), [("mp4", True), ("mov", True), ("mkv", False)])
def test_copied_hevc_is_tagged_as_every_player_wants(container: str, is_tagged: bool) -> None:
    coding = Streams(("hevc",), ("aac",), "hevc", "yuv420p", sound_codec="aac")
    draft = film(piece("clip", 0, 9000), codec="hevc")
    plan = plan_render(draft, LIBRARY, Output(container), WORK, lambda path: coding)
    assert "copy" in plan.passes[0].arguments
    assert ("hvc1" in plan.passes[0].arguments) == is_tagged


@pytest.mark.parametrize(
    ("packets", "canvas", "front"),
    [
        (100, {}, "-moov_size"),
        (0, {}, "-movflags"),
        (10**6, {}, "-movflags"),
        (100, {"mute": True}, "-movflags"),
        (100, {"max_bytes": 10**9}, "-movflags"),
    ],
)
def test_a_copy_is_written_once_where_room_for_its_index_is_cheap(
    packets: int, canvas: dict[str, Any], front: str
) -> None:
    coding = Streams(
        ("h264",), ("aac",), "h264", "yuv420p", sound_codec="aac", keyframes=(0,), packets=packets
    )
    library = Library(tuple(replace(media, bytes=10**8) for media in LIBRARY.items))
    draft = film(piece("clip", 0, 9000), **canvas)
    plan = plan_render(draft, library, Output(), WORK, lambda path: coding)
    assert front in plan.passes[0].arguments
    otherwise = plan.otherwise
    if front == "-moov_size":
        assert otherwise
        assert "+faststart" in otherwise.passes[0].arguments
        otherwise = otherwise.otherwise
    assert otherwise
    assert {"copy", "[picture]"} & set(otherwise.passes[-1].arguments) == {"[picture]"}
    assert not otherwise.otherwise


def test_what_does_not_fit_into_memory_is_not_turned_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MEMORY", 2 * 5 * 30 * 1280 * 720 * 3 // 2)
    backwards = film(piece("clip", 0, 4900, reverse=True))
    assert "reverse" in plan_render(backwards, LIBRARY, Output(), WORK, unknown).files[GRAPH]
    with pytest.raises(BadDraft, match="at most 5 s"):
        plan_render(film(piece("clip", 0, 9000, reverse=True)), LIBRARY, Output(), WORK, unknown)
    small = film(piece("clip", 0, 9000, reverse=True), width=640, height=360)
    plan_render(small, LIBRARY, Output(), WORK, unknown)


def test_a_limit_takes_two_passes_the_first_at_half_the_size() -> None:
    draft = film(piece("clip", 0, 9000), max_bytes=2_000_000)
    plan = plan_render(draft, LIBRARY, Output(), WORK, unknown)
    assert len(plan.passes) == 2
    assert plan.limit == 2_000_000
    assert "scale=trunc(iw/4)*2" in plan.files[WORK / "half.txt"]
    assert "anullsrc" not in plan.files[WORK / "half.txt"]
    assert plan.again
    smaller = plan.again(0.5)
    assert len(smaller.passes) == 1
    assert _rate(smaller.passes[0].arguments) == pytest.approx(
        _rate(plan.passes[1].arguments) * 0.5, rel=0.01
    )


@pytest.mark.parametrize(("quantiser", "share"), [(15, 0.88), (28, None)])
def test_a_picture_that_is_very_easy_gets_less_at_once(
    tmp_path: Path, quantiser: int, share: float | None
) -> None:
    """It would come out over its limit, and be encoded once more."""
    draft = film(piece("clip", 0, 9000), max_bytes=2_000_000)
    plan = plan_render(draft, LIBRARY, Output(), tmp_path, unknown)
    log = f"in:0 out:0 type:I q:{quantiser}.00 tex:1\nin:1 out:1 type:P q:{quantiser}.50 tex:1\n"
    (tmp_path / "pass-0.log").write_text(log)
    assert plan.revise
    eased = plan.revise()
    rate = _rate(eased.passes[0].arguments) / _rate(plan.passes[1].arguments) if eased else None
    assert rate == (pytest.approx(share, abs=0.01) if share else None)


def _rate(arguments: tuple[str, ...]) -> int:
    return int(arguments[arguments.index("-b:v") + 1])


@given(
    limit=st.integers(100_000, 10**9),
    seconds=st.integers(1, 7200),
    has_sound=st.booleans(),
)
def test_a_budget_stays_below_its_limit(limit: int, seconds: int, has_sound: bool) -> None:
    share = sizing.budget(limit, seconds * 1000, 30, has_sound=has_sound)
    floor = 8_000 * 2
    assert (share.video + share.audio) * seconds / 8 <= max(limit, floor * seconds)
    assert share.video >= 4_000
    assert bool(share.audio) == has_sound


def test_a_starved_picture_is_made_smaller() -> None:
    whole = Frame(1920, 1080, 30)
    assert sizing.decent(whole, 50_000_000, 60_000, "h264") == whole
    small = sizing.decent(whole, 3_000_000, 60_000, "h264")
    assert small.height < 1080
    assert small.aspect == pytest.approx(whole.aspect, abs=0.02)
    assert sizing.is_decent(1920, 1080, 30, 60_000, 3_000_000)
    assert not sizing.is_decent(1920, 1080, 30, 3600_000, 3_000_000)
    least = sizing.least_bytes(1920, 1080, 30, 3600_000)
    assert sizing.is_decent(1920, 1080, 30, 3600_000, least)


def test_a_fade_longer_than_its_clips_is_shortened() -> None:
    before = piece("clip", 0, 1000)
    after = piece("clip", 0, 500, 0, transition="crossfade", transition_ms=5000)
    assert joining.overlap(before, after) == 420
    assert joining.overlap(before, replace(after, look=Look(transition="cut"))) == 0


@given(speed=st.floats(0.05, 100))
def test_tempos_multiply_to_the_speed(speed: float) -> None:
    product = 1.0
    for step in sound.tempos(speed):
        assert 0.5 <= step <= 2
        product *= step
    assert product == pytest.approx(speed, rel=1e-5)


@given(text=st.text(max_size=80), width=st.integers(100, 4000))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    made = texts.wrapped(text, width, 1080, 0.1)
    assert "".join(made.split()) == "".join(text.split())


def test_lines_fit_the_picture() -> None:
    lines = texts.wrapped("one two three four five six seven", 640, 360, 0.1).split("\n")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 640 * 0.9 / 18


def test_an_unknown_track_order_is_kept() -> None:
    track = Track("v", TrackType.VIDEO, (Segment("a", "clip", "a", 0, 500, 0, 500),))
    plan = plan_render(Draft((track,)), LIBRARY, Output("webm"), WORK, unknown)
    assert plan.suffix == ".webm"


def test_a_starved_picture_may_turn_out_to_be_easy(tmp_path: Path) -> None:
    draft = film(piece("clip", 0, 9000), max_bytes=400_000)
    plan = plan_render(draft, LIBRARY, Output(), tmp_path, unknown)
    assert plan.revise
    small = plan.files[tmp_path / "graph.txt"]
    assert "1280:720" not in small
    assert plan.revise() is None
    log = tmp_path / "pass-0.log"
    log.write_text("#options: 640x360\n" + "in:0 out:0 type:P dur:2 q:31.50 aq:31.5;\n" * 9)
    assert plan.revise() is None
    log.write_text("#options: 640x360\n" + "in:0 out:0 type:P dur:2 q:12.25 aq:12.2;\n" * 9)
    whole = plan.revise()
    assert whole
    assert len(whole.passes) == 1
    assert "1280:720" in whole.files[tmp_path / "graph.txt"]
    assert whole.again
