"""Real renders of small drafts: what is asked for is seen, heard and measured."""

import asyncio
from dataclasses import replace
from pathlib import Path

import av
import pytest

from nemo_tui.studio.draft import BadDraft, Look, Segment
from nemo_tui.studio.media import runner
from nemo_tui.studio.media.probe import coding_of, probe
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.render import Output, plan_render
from tests.studio.rendering.shelf import film, piece, rendered, taken_in, words
from tests.support.footage import Film, make, near, pixel

pytestmark = pytest.mark.media
RED, BLUE, LIME, YELLOW = (254, 0, 0), (0, 0, 254), (0, 254, 0), (254, 254, 0)


def colour_at(made: Film, second: float) -> tuple[int, int, int]:
    return min(made.colours(), key=lambda shown: abs(shown[0] - second))[1]


def test_a_trim_is_exact(ramp: Path, tmp_path: Path) -> None:
    made = rendered(film(piece("ramp.mp4", 700, 2900)), tmp_path, ramp)
    shown = Film(made.path)
    assert made.duration_ms == pytest.approx(2200, abs=70)
    assert colour_at(shown, 0)[0] == pytest.approx(0.7 * 63.75, abs=14)
    assert shown.has_sound
    assert shown.loudness() > 1000


def test_clips_of_every_shape_are_joined(
    red: Path, mute_portrait: Path, still: Path, tmp_path: Path
) -> None:
    draft = film(
        piece("red.mp4", 0, 2000),
        piece("portrait.mkv", 0, 1000, 2000),
        piece("still.png", 0, 1500, 3000),
    )
    made = Film(rendered(draft, tmp_path, red, mute_portrait, still).path)
    assert made.seconds == pytest.approx(4.5, abs=0.1)
    assert (made.width, made.height) == (320, 180)
    assert near(colour_at(made, 1), RED)
    assert near(colour_at(made, 2.5), LIME)
    assert near(colour_at(made, 4), YELLOW)


def test_a_crossfade_overlaps_and_mixes(red: Path, blue: Path, tmp_path: Path) -> None:
    later = piece("blue.mp4", 0, 2000, 1000, transition="crossfade", transition_ms=1000)
    made = Film(rendered(film(piece("red.mp4", 0, 2000), later), tmp_path, red, blue).path)
    assert made.seconds == pytest.approx(3.0, abs=0.1)
    mixed = colour_at(made, 1.5)
    assert 60 < mixed[0] < 200
    assert 60 < mixed[2] < 200
    assert near(colour_at(made, 2.8), BLUE)


def test_a_dip_goes_through_black_without_overlap(red: Path, blue: Path, tmp_path: Path) -> None:
    later = piece("blue.mp4", 0, 2000, 2000, transition="fade_black", transition_ms=1000)
    made = Film(rendered(film(piece("red.mp4", 0, 2000), later), tmp_path, red, blue).path)
    assert made.seconds == pytest.approx(4.0, abs=0.1)
    assert min(sum(colour) for at, colour in made.colours() if 1.7 < at < 2.3) < 90


def test_photos_with_music_that_starts_again(still: Path, tune: Path, tmp_path: Path) -> None:
    music = piece("tune.mp3", 0, 3000, loop=True, volume=50.0)
    draft = film(piece("still.png", 0, 3000), music=(music,), width=640, height=360)
    made = Film(rendered(draft, tmp_path, still, tune).path)
    assert made.seconds == pytest.approx(3.0, abs=0.1)
    assert (made.width, made.height) == (640, 360)
    assert made.loudness() > 500


@pytest.mark.parametrize("text", ["SALE 100%", "it's \\ {hostile}: %{pts}, [v0];", "你好,世界"])
def test_words_are_seen_while_they_last(red: Path, tmp_path: Path, text: str) -> None:
    title = words(text, 0, 1000, role="title", position="center", size=0.3)
    made = Film(rendered(film(piece("red.mp4", 0, 2000), texts=(title,)), tmp_path, red).path)
    written = [frame for at, frame in made.frames if at < 0.9]
    after = [colour for at, colour in made.colours() if at > 1.2]
    assert made.busiest() > 20
    assert written
    assert all(near(colour, RED) for colour in after)


def test_bold_letters_have_more_ink(red: Path, tmp_path: Path) -> None:
    def ink(*, bold: bool, box: bool) -> int:
        title = words("HIII", 0, 1000, position="center", size=0.5, bold=bold, box=box)
        folder = tmp_path / f"{bold}{box}"
        folder.mkdir()
        made = Film(rendered(film(piece("red.mp4", 0, 1000), texts=(title,)), folder, red).path)
        _, picture = made.frames[0]
        return sum(bytes(picture.planes[0])[1::3])

    for box in (False, True):
        assert ink(bold=True, box=box) > 1.1 * ink(bold=False, box=box)


def test_speed_and_reverse(ramp: Path, tmp_path: Path) -> None:
    draft = film(piece("ramp.mp4", 0, 4000, speed=2.0, reverse=True))
    made = Film(rendered(draft, tmp_path, ramp).path)
    assert made.seconds == pytest.approx(2.0, abs=0.1)
    assert colour_at(made, 0.2)[0] > 180
    assert colour_at(made, 1.8)[0] < 80


def test_a_freeze_stands_still(ramp: Path, tmp_path: Path) -> None:
    draft = film(piece("ramp.mp4", 2000, 3000, freeze=True))
    shown = [colour[0] for _, colour in Film(rendered(draft, tmp_path, ramp).path).colours()]
    assert max(shown) - min(shown) < 6


@pytest.mark.parametrize(
    ("fit", "edge"), [("pad", (0, 0, 0)), ("crop", RED), ("blur", RED), ("stretch", RED)]
)
def test_a_wide_clip_on_an_upright_canvas(
    red: Path, tmp_path: Path, fit: str, edge: tuple[int, int, int]
) -> None:
    draft = film(piece("red.mp4", 0, 1000, fit=fit), width=180, height=320)
    made = Film(rendered(draft, tmp_path, red).path)
    assert (made.width, made.height) == (180, 320)
    _, frame = made.frames[1]
    top = bytes(frame.planes[0])[:3]
    assert near((top[0], top[1], top[2]), edge, 60)


@pytest.mark.parametrize(
    ("format_", "codec"),
    [("mp4", "h264"), ("mov", "h264"), ("webm", "vp9"), ("mkv", "h264"), ("gif", "gif")],
)
def test_every_film_format(red: Path, tmp_path: Path, format_: str, codec: str) -> None:
    draft = film(piece("red.mp4", 100, 1100))
    made = Film(rendered(draft, tmp_path, red, output={"format": format_}).path)
    assert made.path.suffix == f".{format_}"
    assert made.codec.removeprefix("lib").startswith(codec)
    assert made.seconds == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("format_", ["mp3", "wav", "m4a", "flac", "ogg"])
def test_every_sound_format(red: Path, tmp_path: Path, format_: str) -> None:
    made = rendered(film(piece("red.mp4", 0, 2000)), tmp_path, red, output={"format": format_})
    facts = probe(made.path)
    assert facts.kind == "audio"
    assert facts.duration == pytest.approx(2000, abs=90)


@pytest.mark.parametrize("format_", ["png", "jpg", "webp"])
def test_a_still_is_the_frame_that_was_named(ramp: Path, tmp_path: Path, format_: str) -> None:
    draft = film(piece("ramp.mp4", 0, 4000), still_ms=3000)
    made = rendered(draft, tmp_path, ramp, output={"format": format_})
    shown = Film(made.path).colours()[0][1]
    assert shown[0] == pytest.approx(3 * 63.75, abs=20)


def test_copies_begin_at_their_keyframe_where_the_picture_begins_late(tmp_path: Path) -> None:
    """Nothing of what lies before it is in the file, neither shown nor hidden."""
    late = make(
        tmp_path / "late.mp4",
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6", "-f", "lavfi", "-i", "sine=d=6"),
        *("-vf", "setpts=PTS+0.04/TB", "-c:v", "libx264", "-bf", "0", "-g", "25"),
        *("-pix_fmt", "yuv420p", "-c:a", "aac"),
    )
    cut = film(piece("late.mp4", 1000, 4000))
    joined = film(piece("late.mp4", 1000, 3000), piece("late.mp4", 3000, 5000, 2000))
    for draft, pictures in ((cut, 75), (joined, 100)):
        made = rendered(draft, tmp_path, late)
        with av.open(str(made.path)) as box:
            packets = [packet for packet in box.demux(box.streams.video[0]) if packet.size]
        assert len(packets) == pytest.approx(pictures, abs=1)
        assert packets[0].is_keyframe


def _pictures(path: Path, **options: str) -> int:
    with av.open(str(path), options=options) as box:
        return sum(packet.size > 0 for packet in box.demux(box.streams.video[0]))


@pytest.mark.parametrize("hidden", ["begin", "end"])
def test_what_a_source_hides_is_not_in_the_export(tmp_path: Path, hidden: str) -> None:
    """A phone that trims a clip keeps all of it and writes down what is to be shown."""
    whole = make(
        tmp_path / "whole.mp4",
        *("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=4", "-c:v", "libx264", "-bf", "0"),
    )
    source = tmp_path / "trimmed.mp4"
    if hidden == "begin":
        make(source, "-ss", "1", "-i", str(whole), "-c", "copy")
    else:
        atoms = whole.read_bytes()
        length = atoms.index(b"elst") + 12
        shown = int.from_bytes(atoms[length : length + 4]) * 3 // 4
        source.write_bytes(atoms[:length] + shown.to_bytes(4) + atoms[length + 4 :])
    assert _pictures(source, ignore_editlist="1") == 100
    made = rendered(film(piece("trimmed.mp4", 0, 3000)), tmp_path, source)
    assert _pictures(made.path, ignore_editlist="1") == 75


def _loud(path: Path) -> list[float]:
    """The seconds at which a sound begins for who plays all samples one after the other."""
    begins, at, quiet = list[float](), 0.0, 0
    with av.open(str(path)) as box:
        for number, frame in enumerate(box.decode(audio=0)):
            at = at if number else float((frame.pts or 0) * frame.time_base)
            samples = memoryview(bytes(frame.planes[0])).cast("f")[: frame.samples]
            for place, sample in enumerate(samples):
                quiet = quiet + 1 if abs(sample) < 0.3 else 0
                if not quiet and (not begins or at + place / frame.rate - begins[-1] > 0.3):
                    begins.append(at + place / frame.rate)
            at += frame.samples / frame.rate
    return begins


def test_the_sound_of_a_copied_join_stays_with_its_picture(tmp_path: Path) -> None:
    """Each part clicks half a second after its beginning."""
    click = "aevalsrc='if(between(t,0.5,0.51),sin(6283*t),0)':s=44100:d=1"
    part = make(
        tmp_path / "part.mp4",
        *("-f", "lavfi", "-i", "color=black:s=64x48:r=25:d=1", "-f", "lavfi", "-i", click),
        *("-c:v", "libx264", "-bf", "0", "-c:a", "aac"),
    )
    draft = film(*(piece("part.mp4", 0, 1000, 1000 * number) for number in range(8)))
    plan = plan_render(draft, Library((taken_in(part),)), Output(), tmp_path)
    assert "copy" in plan.passes[0].arguments
    made = rendered(draft, tmp_path, part)
    with av.open(str(made.path)) as box:
        first, *others = [float(picture.time) for picture in box.decode(video=0)]
    assert len(others) == 199
    clicks = [first + number + 0.5 for number in range(8)]
    assert _loud(made.path) == pytest.approx(clicks, abs=0.015)


def test_an_avi_of_reordered_pictures_keeps_its_rate(tmp_path: Path) -> None:
    """Its pictures are numbered by their grey; the file is padded with empty ones."""
    numbered = make(
        tmp_path / "numbered.mp4",
        *("-f", "lavfi", "-i", "color=black:s=64x48:r=25:d=2"),
        *("-vf", "geq=lum='20+4*N':cb=128:cr=128", "-c:v", "libx264", "-bf", "3", "-crf", "10"),
    )
    padded = make(tmp_path / "padded.avi", "-i", str(numbered), "-c", "copy")
    made = rendered(film(piece("padded.avi", 0, 2000)), tmp_path, padded)
    with av.open(str(made.path)) as box:
        greys = [bytes(picture.planes[0])[0] for picture in box.decode(video=0)]
    assert [round((grey - greys[0]) / 4) for grey in greys[:40]] == list(range(40))
    assert len(greys) == pytest.approx(50, abs=1)


def test_a_limit_is_kept_and_used(noisy: Path, tmp_path: Path) -> None:
    draft = film(piece("noisy.mp4", 0, 6000), max_bytes=600_000)
    made = rendered(draft, tmp_path, noisy)
    assert 540_000 < made.bytes < 600_000
    assert made.duration_ms == pytest.approx(6000, abs=60)


def test_a_limit_that_starves_every_size_halves_the_frame_rate(noisy: Path, tmp_path: Path) -> None:
    made = rendered(film(piece("noisy.mp4", 0, 6000), max_bytes=40_000), tmp_path, noisy)
    assert made.bytes < 40_000
    assert made.duration_ms == pytest.approx(6000, abs=100)


def test_a_file_below_its_limit_is_passed_on(noisy: Path, tmp_path: Path) -> None:
    draft = film(piece("noisy.mp4", 0, 6000), max_bytes=50_000_000)
    plan = plan_render(draft, Library((taken_in(noisy),)), Output(), tmp_path)
    assert "copy" in plan.passes[0].arguments
    made = rendered(draft, tmp_path, noisy)
    assert made.bytes == pytest.approx(noisy.stat().st_size, rel=0.02)


def test_alike_clips_and_keyframe_cuts_are_copied(red: Path, ramp: Path, tmp_path: Path) -> None:
    library = Library((taken_in(red), taken_in(ramp)))
    twice = film(piece("red.mp4", 0, 2000), piece("red.mp4", 0, 2000, 2000))
    at_keyframes = film(piece("ramp.mp4", 1000, 3000))
    between = film(piece("ramp.mp4", 1300, 3000))
    unlike = film(piece("red.mp4", 0, 2000), piece("ramp.mp4", 0, 4000, 2000))
    copied = [
        "copy" in plan_render(draft, library, Output(), tmp_path).passes[0].arguments
        for draft in (twice, at_keyframes, between, unlike)
    ]
    assert copied == [True, True, False, False]
    assert Film(rendered(twice, tmp_path, red).path).seconds == pytest.approx(4, abs=0.1)
    cut = Film(rendered(at_keyframes, tmp_path, ramp).path)
    assert cut.seconds == pytest.approx(2, abs=0.1)
    assert colour_at(cut, 0)[0] == pytest.approx(63, abs=10)


@pytest.mark.parametrize(
    "unlike",
    [
        ("-map", "0:a", "-map", "0:v", "-c", "copy"),
        ("-map", "0", "-map", "0:a", "-c", "copy"),
        ("-ss", "0.4", "-c", "copy"),
        ("-c:a", "copy", "-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "ref=3"),
    ],
    ids=["sound first", "two sounds", "hidden beginning", "other parameters"],
)
def test_what_is_not_quite_alike_is_not_joined_by_copying(
    unlike: tuple[str, ...], red: Path, tmp_path: Path
) -> None:
    begun = unlike[:2] if unlike[0] == "-ss" else ()
    other = make(tmp_path / "other.mp4", *begun, "-i", str(red), *unlike[len(begun) :])
    media = [taken_in(red), taken_in(other)]
    length = media[1].duration
    for order in ((0, 1), (1, 0)):
        first, second = (media[number] for number in order)
        draft = film(
            piece(first.id, 0, first.duration),
            piece(second.id, 0, second.duration, first.duration),
        )
        plan = plan_render(draft, Library(tuple(media)), Output(), tmp_path)
        assert "copy" not in plan.passes[0].arguments
    made = Film(rendered(draft, tmp_path, red, other).path)
    assert made.seconds == pytest.approx(2 + length / 1000, abs=0.1)


def test_reordered_pictures_are_joined_whole_or_encoded(tmp_path: Path) -> None:
    """Around a cut they lie on the other side of it."""
    source = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=3")
    coder = ("-c:v", "libx264", "-bf", "2", "-g", "25", "-sc_threshold", "0")
    library = Library((taken_in(make(tmp_path / "b.mp4", *source, *coder)),))
    whole = piece("b.mp4", 0, 3000)
    for other, is_copied in (
        (piece("b.mp4", 0, 3000, 3000), True),
        (piece("b.mp4", 1000, 3000, 3000), False),
        (piece("b.mp4", 0, 2000, 3000), False),
    ):
        plan = plan_render(film(whole, other), library, Output(), tmp_path)
        assert ("copy" in plan.passes[0].arguments) == is_copied


@pytest.mark.parametrize(
    ("rate", "coder", "begin", "end", "pictures"),
    [
        ("25", ("-bf", "2"), 1000, 2000, 25),
        ("25", ("-bf", "2"), 0, 2000, 50),
        ("25", ("-bf", "2", "-x264-params", "open-gop=1"), 0, 1960, 49),
        ("24000/1001", ("-bf", "0"), 0, 1043, 25),
        ("24000/1001", ("-bf", "0"), 1043, 2085, 25),
    ],
)
def test_copies_end_before_the_keyframe_at_their_end(
    rate: str, coder: tuple[str, ...], begin: int, end: int, pictures: int, tmp_path: Path
) -> None:
    source = make(
        tmp_path / "a.mp4",
        *("-f", "lavfi", "-i", f"testsrc2=s=160x90:r={rate}:d=3"),
        *("-f", "lavfi", "-i", "sine=d=3", "-c:v", "libx264", "-g", "25", "-sc_threshold", "0"),
        *("-pix_fmt", "yuv420p", *coder),
    )
    once = film(piece("a.mp4", begin, end))
    twice = film(piece("a.mp4", begin, end), piece("a.mp4", begin, end, end - begin))
    for draft, times in ((once, 1), (twice, 2)):
        plan = plan_render(draft, Library((taken_in(source),)), Output(), tmp_path)
        assert times == 2 or "copy" in plan.passes[0].arguments
        made = rendered(draft, tmp_path, source)
        assert made.duration_ms == pytest.approx(times * (end - begin), abs=45)
        with av.open(str(made.path)) as box:
            assert sum(1 for _ in box.decode(box.streams.video[0])) == times * pictures


def test_what_an_index_of_keyframes_alone_does_not_tell_is_encoded(tmp_path: Path) -> None:
    """Matroska with its cues in front, as many sites give it."""
    source = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=3", "-c:v", "libx264", "-g", "25")
    for reordered, begins_by_copy in (("0", True), ("2", False)):
        front = ("-bf", reordered, "-sc_threshold", "0", "-cues_to_front", "1")
        taken = taken_in(make(tmp_path / f"{reordered}.mkv", *source, *front))
        for begin, end, expected in ((1000, 2000, False), (1000, taken.duration, begins_by_copy)):
            draft = film(piece(taken.id, begin, end))
            plan = plan_render(draft, Library((taken,)), Output(), tmp_path)
            assert ("copy" in plan.passes[0].arguments) == expected
            made = rendered(draft, tmp_path, taken.path)
            with av.open(str(made.path)) as box:
                pictures = sum(1 for _ in box.decode(box.streams.video[0]))
            assert pictures == (end - begin) // 40


def test_reordered_pictures_at_no_steady_pace_are_encoded(tmp_path: Path) -> None:
    """When they are shown is not what the index tells."""
    source = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=8")
    pace = ("-vf", "select='lt(mod(n,11),6)'", "-fps_mode", "vfr", "-c:v", "libx264", "-g", "25")
    for reordered in ("0", "2"):
        clip = make(tmp_path / f"{reordered}.mp4", *source, *pace, "-bf", reordered)
        taken, coding = taken_in(clip), coding_of(clip)
        with av.open(str(clip)) as box:
            video = box.streams.video[0]
            packets = [packet for packet in box.demux(video) if packet.is_keyframe]
            shown = {float(p.pts * p.time_base) * 1000 for p in packets if p.pts is not None}
        assert set(coding.keyframes) <= shown
        assert len(coding.keyframes) == (len(shown) if reordered == "0" else 1)
        assert taken.duration > 7000


def test_parts_that_miss_their_keyframes_do_not_add_up(tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=24000/1001:d=3")
    coder = ("-c:v", "libx264", "-bf", "0", "-g", "24", "-sc_threshold", "0")
    library = Library((taken_in(make(tmp_path / "a.mp4", *source, *coder)),))
    for count, is_copied in ((2, True), (6, False)):
        parts = [piece("a.mp4", 1001, 1990, 989 * number) for number in range(count)]
        plan = plan_render(film(*parts), library, Output(), tmp_path)
        assert ("copy" in plan.passes[0].arguments) == is_copied


def test_a_copy_that_does_not_come_out_is_encoded(red: Path, tmp_path: Path) -> None:
    """The source is another than the plan took it for."""
    taken = taken_in(red)
    draft = film(piece("red.mp4", 0, 2000), piece("red.mp4", 0, 2000, 2000))
    plan = plan_render(draft, Library((taken,)), Output(), tmp_path)
    assert "copy" in plan.passes[0].arguments
    listing = tmp_path / "join.txt"
    spoilt = replace(plan, files={listing: "ffconcat version 1.0\n" + f"file '{red}'\n"})
    made = asyncio.run(runner.run(spoilt, tmp_path / "made.mp4", lambda share: None))
    assert made.duration_ms == pytest.approx(4000, abs=60)


def test_a_logo_lies_in_its_corner(red: Path, still: Path, tmp_path: Path) -> None:
    logo = piece("still.png", 0, 2000, position="top-right", width=0.2)
    made = Film(rendered(film(piece("red.mp4", 0, 2000), laid=(logo,)), tmp_path, red, still).path)
    _, frame = made.frames[2]
    line = bytes(frame.planes[0])[4 * frame.planes[0].line_size :]
    assert near((line[57 * 3], line[57 * 3 + 1], line[57 * 3 + 2]), YELLOW, 60)
    assert near(colour_at(made, 1), RED)


def test_two_clips_lie_side_by_side_and_both_are_heard(
    red: Path, blue: Path, tmp_path: Path
) -> None:
    left = piece("red.mp4", 0, 2000, x=0.0, y=0.0, width=0.5, height=1.0, volume=0)
    right = replace(piece("blue.mp4", 0, 1000, x=0.5, y=0.0, width=0.5, height=1.0), length=2000)
    made = Film(rendered(film(left, laid=(right,)), tmp_path, red, blue).path)
    for _, frame in made.frames:
        assert near(pixel(frame, 12, 18), RED)
        assert near(pixel(frame, 52, 18), BLUE)
    assert made.loudness() > 1000


def test_a_part_is_softened_while_it_lasts(red: Path, still: Path, tmp_path: Path) -> None:
    logo = piece("still.png", 0, 2000, x=0.25, y=0.25, width=0.5, height=0.5)
    look = Look(blur=60, x=0.0, y=0.0, width=1.0, height=1.0)
    area = Segment("blur", "", "blur", 0, 1000, 0, 1000, look)
    made = Film(
        rendered(film(piece("red.mp4", 0, 2000), laid=(logo, area)), tmp_path, red, still).path
    )
    edge = [pixel(frame, 14, 18) for _, frame in made.frames]
    assert not near(edge[0], RED, 25)
    assert near(edge[-1], RED, 25)


@pytest.mark.parametrize(("tilt", "corner"), [(5.0, RED), (30.0, (0, 0, 0))])
def test_a_small_tilt_leaves_no_empty_corner(
    red: Path, tmp_path: Path, tilt: float, corner: tuple[int, int, int]
) -> None:
    made = Film(rendered(film(piece("red.mp4", 0, 600, tilt=tilt)), tmp_path, red).path)
    assert (made.width, made.height) == (320, 180)
    assert near(pixel(made.frames[0][1], 1, 1), corner)


def test_a_plain_picture_needs_no_source(red: Path, tmp_path: Path) -> None:
    look = Look(colour="#0000fe")
    blank = Segment("blank", "", "blue", 1000, 1000, 0, 1000, look, {"still": True})
    made = Film(rendered(film(piece("red.mp4", 0, 1000), blank), tmp_path, red).path)
    assert made.seconds == pytest.approx(2, abs=0.1)
    assert near(colour_at(made, 0.4), RED)
    assert near(colour_at(made, 1.6), BLUE)


def test_a_film_is_slowly_enlarged(red: Path, still: Path, tmp_path: Path) -> None:
    boxed = piece("red.mp4", 0, 2000, motion="zoom_in", x=0.1, y=0.1, width=0.8, height=0.8)
    made = Film(rendered(film(boxed), tmp_path, red).path)
    black = [
        sum(near(pixel(frame, x, 18), (0, 0, 0)) for x in range(64))
        for _, frame in (made.frames[0], made.frames[-1])
    ]
    assert black[0] > black[1] > 0
    assert made.seconds == pytest.approx(2, abs=0.1)


def test_words_fade_in(red: Path, tmp_path: Path) -> None:
    late = words("MMMM", 0, 2000, fade_in=1900, size=0.3, position="center", role="title")
    frames = Film(
        rendered(film(piece("red.mp4", 0, 2000), texts=(late,)), tmp_path, red).path
    ).frames
    ink = [
        sum(not near(pixel(f, x, 18), RED, 60) for x in range(64))
        for _, f in (frames[0], frames[-1])
    ]
    assert ink[0] == 0 < ink[1]


def test_nothing_on_the_timeline_is_a_bad_draft(tmp_path: Path) -> None:
    with pytest.raises(BadDraft, match="nothing on the timeline"):
        plan_render(film(), Library(), Output(), tmp_path)


def test_media_that_is_gone_is_a_bad_draft(tmp_path: Path) -> None:
    with pytest.raises(BadDraft, match="not there"):
        plan_render(film(piece("gone.mp4", 0, 1000)), Library(), Output(), tmp_path)


def test_a_change_of_sound_alone_copies_the_picture(red: Path, tune: Path, tmp_path: Path) -> None:
    library = Library((taken_in(red), taken_in(tune)))
    music = piece("tune.mp3", 0, 2000, loop=True, volume=30.0)
    quiet = film(piece("red.mp4", 0, 2000, volume=0.0), music=(music,))
    silent = film(piece("red.mp4", 0, 2000), mute=True)
    for draft in (quiet, silent):
        arguments = plan_render(draft, library, Output(), tmp_path).passes[0].arguments
        assert "copy" in arguments
    made = Film(rendered(quiet, tmp_path, red, tune).path)
    assert made.seconds == pytest.approx(2, abs=0.1)
    assert made.loudness() > 300
    assert near(colour_at(made, 1), RED)
    assert not Film(rendered(silent, tmp_path, red).path).has_sound


def test_hdr_is_brought_to_standard_range(tmp_path: Path) -> None:
    tags = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    source = ("-f", "lavfi", "-i", "color=0x808080:s=160x90:r=15:d=1")
    coder = ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", tags)
    wide = make(tmp_path / "wide.mp4", *source, *coder)
    draft = film(piece("wide.mp4", 0, 1000))
    plan = plan_render(draft, Library((taken_in(wide),)), Output(), tmp_path)
    assert "tonemap" in plan.files[tmp_path / "graph.txt"]
    made = Film(rendered(draft, tmp_path, wide).path)
    assert made.codec == "h264"
    assert made.seconds == pytest.approx(1, abs=0.1)


def test_a_clip_on_top_that_outlasts_the_film_does_not_lengthen_it(
    red: Path, ramp: Path, tmp_path: Path
) -> None:
    on_top = piece("ramp.mp4", 0, 4000, width=0.3, position="top-right")
    draft = film(piece("red.mp4", 0, 2000), laid=(replace(on_top, length=2000),))
    made = rendered(draft, tmp_path, red, ramp)
    assert made.duration_ms == pytest.approx(2000, abs=60)


def test_a_stretch_without_a_frame_is_no_film(ramp: Path, tmp_path: Path) -> None:
    with pytest.raises(runner.RenderFailed, match="too short"):
        rendered(film(piece("ramp.mp4", 3998, 4000)), tmp_path, ramp)


@pytest.mark.parametrize("length", [0, 1, 5, 16])
def test_a_piece_shorter_than_a_frame_comes_to_an_end(
    length: int, red: Path, ramp: Path, tmp_path: Path
) -> None:
    draft = film(piece("red.mp4", 0, length), piece("ramp.mp4", 0, 1000, length))
    made = rendered(draft, tmp_path, red, ramp)
    assert made.duration_ms == pytest.approx(1000 + length, abs=80)


@pytest.mark.parametrize("length", [100, 119])
def test_a_transition_too_short_to_be_seen_is_a_cut(
    length: int, red: Path, ramp: Path, tmp_path: Path
) -> None:
    look = {"transition": "crossfade", "transition_ms": 20}
    first, second = piece("red.mp4", 0, length), piece("ramp.mp4", 0, 1000, length - 20, **look)
    made = rendered(film(first, second), tmp_path, red, ramp)
    assert made.duration_ms == pytest.approx(1000 + length, abs=100)


def test_loudness_of_a_short_silence(red: Path, tmp_path: Path) -> None:
    draft = film(piece("red.mp4", 0, 1000, volume=0.0), loudness=-16.0)
    assert rendered(draft, tmp_path, red).duration_ms == pytest.approx(1000, abs=60)


def test_a_second_at_a_hundredfold_speed_joins_on(ramp: Path, red: Path, tmp_path: Path) -> None:
    draft = film(piece("ramp.mp4", 0, 1000, speed=100.0), piece("red.mp4", 0, 1000, 10))
    assert rendered(draft, tmp_path, ramp, red).duration_ms == pytest.approx(1010, abs=80)
