"""A limit in bytes is kept by every kind of file, and never makes one larger than its source."""

from dataclasses import replace
from pathlib import Path

import pytest

from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.render import Output, plan_render
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.pictures import Frame
from tests.studio.rendering.shelf import film, piece, rendered, taken_in
from tests.support.footage import Film, clip, make

CLIP = Media("clip", "c.mp4", "video", Path("/c.mp4"), 8_000_000, 8000, 640, 360, 30, True, "h264")
FRAME = Frame(640, 360, 30)


@pytest.fixture(scope="module")
def tight(media: Path) -> Path:
    """Four seconds of 320x180 in few bytes, a keyframe every second."""
    return make(
        media / "tight.mp4",
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=15:d=4"),
        *("-f", "lavfi", "-i", "sine=frequency=330:duration=4"),
        *("-c:v", "libx264", "-crf", "36", "-g", "15", "-bf", "0", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-b:a", "32k"),
    )


def aimed(*used: tuple[int, int], limit: int, codec: str = "h264", frame: Frame = FRAME) -> int:
    clips = [piece("clip", *span, at=number) for number, span in enumerate(used)]
    return sizing.aim(limit, film(*clips), Library((CLIP,)), frame, codec)


def test_a_generous_limit_is_not_filled() -> None:
    assert aimed((0, 8000), limit=5_000_000) == 5_000_000
    assert 7_000_000 < aimed((0, 8000), limit=50_000_000) < 8_000_000
    assert 1_700_000 < aimed((0, 2000), limit=50_000_000) < 2_000_000
    assert 3_400_000 < aimed((0, 2000), (4000, 6000), limit=50_000_000) < 4_000_000


def test_an_older_codec_gets_more_and_never_more_than_the_file_has() -> None:
    library = Library((replace(CLIP, codec="hevc"),))
    for length, most in ((2000, 3_000_000), (8000, 8_000_000)):
        draft = film(piece("clip", 0, length))
        made = sizing.aim(10**9, draft, library, FRAME, "h264")
        assert most * 0.85 < made < most


def test_a_larger_picture_gets_more_and_photos_all_of_it() -> None:
    assert aimed((0, 2000), limit=10**9, frame=Frame(1280, 720, 30)) > 6_000_000
    photo = Media("photo", "p.jpg", "image", Path("/p.jpg"), 100_000, 0, 640, 360)
    draft = film(piece("clip", 0, 2000), piece("photo", 0, 3000, 2000))
    assert sizing.aim(10**6, draft, Library((CLIP, photo)), FRAME, "h264") == 10**6


def test_a_picture_always_gets_what_it_needs() -> None:
    light = Library((replace(CLIP, bytes=9_000),))
    needed = sizing.aim(10**6, film(piece("clip", 0, 4000)), light, FRAME, "h264")
    assert 50_000 < needed < 100_000


@pytest.mark.media
@pytest.mark.parametrize(("begin", "end"), [(0, 4000), (1000, 3000), (500, 2300)])
def test_what_is_cut_out_of_a_light_clip_stays_light(
    tight: Path, tmp_path: Path, begin: int, end: int
) -> None:
    source = tight.stat().st_size
    made = rendered(film(piece("tight.mp4", begin, end), max_bytes=1_000_000), tmp_path, tight)
    assert made.bytes <= source
    assert made.duration_ms == pytest.approx(end - begin, abs=100)


@pytest.mark.media
def test_a_cut_at_keyframes_is_copied_under_a_limit(tight: Path, tmp_path: Path) -> None:
    draft = film(piece("tight.mp4", 1000, 3000), max_bytes=1_000_000)
    plan = plan_render(draft, Library((taken_in(tight),)), Output(), tmp_path)
    assert "copy" in plan.passes[0].arguments
    assert plan.limit == 1_000_000
    assert plan.otherwise
    assert plan.otherwise.again


@pytest.mark.media
@pytest.mark.parametrize(
    ("name", "coders", "canvas"),
    [
        ("vp9.webm", ("libvpx-vp9", "libopus"), {"format": "webm"}),
        ("h265.mp4", ("libx265", "aac"), {"codec": "hevc"}),
        ("av1.mp4", ("libsvtav1", "aac"), {"codec": "av1"}),
        ("loop.gif", (), {"format": "gif"}),
    ],
)
def test_any_file_below_its_limit_is_passed_on(
    name: str, coders: tuple[str, ...], canvas: dict[str, str], tmp_path: Path
) -> None:
    coding = ("-c:v", coders[0], "-c:a", coders[1]) if coders else ("-an",)
    tagged = ("-tag:v", "hvc1", "-x265-params", "log-level=error") if "h265" in name else ()
    source = make(
        tmp_path / name,
        *("-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=1"),
        *("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=1"),
        *(*coding, *tagged, *(("-pix_fmt", "yuv420p") if coders else ())),
    )
    whole = piece(name, 0, taken_in(source).duration)
    made = rendered(film(whole, max_bytes=1_000_000, **canvas), tmp_path, source)
    assert made.path.suffix == source.suffix
    assert made.bytes == pytest.approx(source.stat().st_size, rel=0.03)


@pytest.mark.media
@pytest.mark.parametrize("container", ["mp3", "m4a", "gif", "jpg", "webp"])
def test_files_without_a_bit_rate_stay_below_a_limit(container: str, tmp_path: Path) -> None:
    source = clip(tmp_path / "clip.mp4", 3, size="640x360")
    draft = film(piece("clip.mp4", 0, 3000), format=container, max_bytes=30_000)
    made = rendered(draft, tmp_path, source)
    assert 5_000 < made.bytes < 30_000


@pytest.mark.media
@pytest.mark.parametrize("limit", [1_000_000, 30_000])
def test_a_photo_becomes_no_larger_photo(tmp_path: Path, limit: int) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=s=800x600:d=1", "-frames:v", "1", "-q:v", "6")
    source = make(tmp_path / "photo.jpg", *picture)
    draft = film(piece("photo.jpg", 0, 3000), format="jpg", max_bytes=limit)
    made = rendered(draft, tmp_path, source)
    assert 10_000 < made.bytes < min(limit, source.stat().st_size)
    assert (made.width, made.height) == (800, 600)


@pytest.mark.media
def test_a_song_below_its_limit_is_passed_on(tune: Path, tmp_path: Path) -> None:
    song = piece("tune.mp3", 0, taken_in(tune).duration)
    canvas = {"format": "mp3", "max_bytes": 1_000_000}
    made = rendered(film(music=(song,), audio_only=True, **canvas), tmp_path, tune)
    assert made.bytes == pytest.approx(tune.stat().st_size, rel=0.05)
    louder = replace(song, look=replace(song.look, volume=120.0))
    plan = plan_render(
        film(music=(louder,), **canvas), Library((taken_in(tune),)), Output(), tmp_path
    )
    assert "copy" not in plan.passes[0].arguments


@pytest.mark.media
@pytest.mark.parametrize(("asked", "suffix"), [("mp4", ".m4a"), ("mp3", ".mp3"), ("", ".m4a")])
def test_sound_alone_is_delivered_whatever_is_asked(
    tune: Path, tmp_path: Path, asked: str, suffix: str
) -> None:
    song = piece("tune.mp3", 0, 1000, volume=150.0)
    made = rendered(film(music=(song,)), tmp_path, tune, output={"format": asked} if asked else {})
    assert made.path.suffix == suffix
    assert made.duration_ms == pytest.approx(1000, abs=60)


@pytest.mark.media
def test_sound_taken_from_a_light_clip_is_no_larger(tight: Path, tmp_path: Path) -> None:
    draft = film(piece("tight.mp4", 0, 4000), format="mp3", audio_only=True, max_bytes=1_000_000)
    made = rendered(draft, tmp_path, tight)
    assert made.bytes < tight.stat().st_size
    assert Film(tight).has_sound
