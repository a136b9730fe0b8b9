"""Each skill's own starter prompts do what a person means by them."""

from pathlib import Path

import pytest

from nemo_tui.skills import bundled_folder, read_skill
from tests.e2e.drive import Ended, run, served
from tests.support.footage import Colour, Film, near, seen

pytestmark = pytest.mark.media
RED, LIME, BLUE, YELLOW, MAGENTA = (
    (254, 0, 0),
    (0, 254, 0),
    (0, 0, 254),
    (254, 254, 0),
    (254, 0, 254),
)


def starters(skill: str, language: str = "en") -> tuple[str, ...]:
    return read_skill(bundled_folder() / f"{skill}.md").voice(language).starters


def delivered(skill: str, message: str, files: list[Path], output: Path) -> Film:
    inputs = [word for file in files for word in ("-i", str(file))]
    ended: Ended = run("run", "-s", skill, "-o", output, *inputs, message, seconds=150)
    assert ended.code == 0, ended
    return Film(ended.path)


def mixed(film: Film, one: Colour, other: Colour) -> bool:
    """Whether a frame shows neither colour but something between the two."""
    return any(
        not near(colour, one) and not near(colour, other) and max(colour) > 20
        for _, colour in film.colours()
    )


@pytest.mark.parametrize("number", [0, 2])
def test_compressor_makes_it_smaller(sixty: Path, tmp_path: Path, number: int) -> None:
    film = delivered(
        "video-compressor-download",
        starters("video-compressor-download")[number],
        [sixty],
        tmp_path,
    )
    assert film.bytes <= sixty.stat().st_size
    assert film.bytes < 50_000_000
    assert film.seconds == pytest.approx(60, abs=0.3)


def test_compressor_exports_1080p_right_after_the_upload(short: Path, tmp_path: Path) -> None:
    film = delivered(
        "video-compressor-download", starters("video-compressor-download")[1], [short], tmp_path
    )
    assert (film.width, film.height) == (1920, 1080)
    assert "mp4" in film.format
    assert film.seconds == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_downloader_fetches_a_file(short: Path, tmp_path: Path, number: int) -> None:
    with served(short.parent) as address:
        message = f"{starters('video-downloader-online')[number]} {address}/{short.name}"
        film = delivered("video-downloader-online", message, [], tmp_path)
    assert "mp4" in film.format
    assert film.seconds == pytest.approx(4, abs=0.15)
    assert film.codec == "h264"


def test_downloader_takes_a_link_as_an_attachment(short: Path, tmp_path: Path) -> None:
    with served(short.parent) as address:
        ended = run(
            *("run", "-s", "video-downloader-online", "-o", tmp_path),
            *("-i", f"{address}/{short.name}", starters("video-downloader-online")[1]),
        )
    assert ended.code == 0, ended
    assert Film(ended.path).seconds == pytest.approx(4, abs=0.15)


def test_downloader_fetches_a_playlist(playlist: Path, tmp_path: Path) -> None:
    with served(playlist.parent) as address:
        message = f"{address}/{playlist.name} {starters('video-downloader-online')[1]}"
        film = delivered("video-downloader-online", message, [], tmp_path)
    assert "mp4" in film.format
    assert film.seconds == pytest.approx(4, abs=0.3)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_maker_turns_photos_and_music_into_a_film(
    photos: list[Path], music: Path, tmp_path: Path, language: str
) -> None:
    message = starters("video-maker-download", language)[0]
    film = delivered("video-maker-download", message, [*photos, music], tmp_path)
    assert (film.width, film.height) == (1920, 1080)
    assert len(seen(film, [RED, LIME, BLUE, YELLOW, MAGENTA])) == 5
    assert film.has_sound
    assert film.loudness() > 300


@pytest.mark.parametrize(
    ("skill", "number"), [("video-maker-download", 1), ("video-maker-free-download-app", 1)]
)
def test_maker_joins_clips_to_a_minute(
    three: list[Path], tmp_path: Path, skill: str, number: int
) -> None:
    message = starters(skill)[number]
    film = delivered(skill, message, three, tmp_path)
    assert film.seconds == pytest.approx(60, abs=0.5)
    assert seen(film, [RED, LIME, BLUE]) == [RED, LIME, BLUE]
    middle = [(at, colour) for at, colour in film.colours() if 10 < at < 50]
    assert any(not near(c, RED) and not near(c, LIME) and not near(c, BLUE) for _, c in middle)
    if "text" in message:
        assert film.busiest() > 1
    else:
        assert mixed(film, RED, LIME)


def test_maker_makes_a_film_of_clips_and_photos_in_chinese(
    three: list[Path], photos: list[Path], tmp_path: Path
) -> None:
    message = starters("video-maker-download", "zh")[2]
    film = delivered("video-maker-download", message, [*three, photos[3]], tmp_path)
    assert len(seen(film, [RED, LIME, BLUE, YELLOW])) == 4


def test_maker_makes_something_of_a_description(photos: list[Path], tmp_path: Path) -> None:
    film = delivered(
        "video-maker-free-download-app",
        starters("video-maker-free-download-app")[2],
        photos[:2],
        tmp_path,
    )
    assert seen(film, [RED, LIME]) == [RED, LIME]
