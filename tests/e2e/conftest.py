"""Media that is made once, and terminals."""

from pathlib import Path

import pytest

from tests.e2e.drive import terminal
from tests.support.footage import clip, make, photo, song

__all__ = ["terminal"]


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for media of the whole run."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def sixty(media: Path) -> Path:
    """A minute of noise, 12 MB."""
    return clip(media / "sixty seconds.mp4", 60, size="480x270", bits="1500k")


@pytest.fixture(scope="session")
def short(media: Path) -> Path:
    """Four seconds."""
    return clip(media / "short.mp4", 4)


@pytest.fixture(scope="session")
def photos(media: Path) -> list[Path]:
    """Five product photos, each of its own colour."""
    colours = ("red", "lime", "blue", "yellow", "magenta")
    return [photo(media / f"product {colour}.png", colour) for colour in colours]


@pytest.fixture(scope="session")
def music(media: Path) -> Path:
    """A song of 30 seconds."""
    return song(media / "background music.mp3", 30)


@pytest.fixture(scope="session")
def three(media: Path) -> list[Path]:
    """Three clips of 25 seconds, each of its own colour."""
    colours = ("red", "lime", "blue")
    return [
        clip(media / f"clip {number}.mp4", 25, picture=f"color={colour}")
        for number, colour in enumerate(colours, 1)
    ]


@pytest.fixture(scope="session")
def playlist(short: Path, media: Path) -> Path:
    """The short clip as an HLS playlist in a folder of its own."""
    folder = media / "hls"
    folder.mkdir()
    cut = ("-c", "copy", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0")
    return make(folder / "film.m3u8", "-i", str(short), *cut)
