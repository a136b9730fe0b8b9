"""Small media, made once."""

from pathlib import Path

import pytest

from tests.support.footage import clip, make, photo, song


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the media of these tests."""
    return tmp_path_factory.mktemp("render-media")


@pytest.fixture(scope="session")
def red(media: Path) -> Path:
    """Two seconds of red with a tone, 320x180 at 15 frames a second."""
    return clip(media / "red.mp4", 2, picture="color=red")


@pytest.fixture(scope="session")
def blue(media: Path) -> Path:
    """Two seconds of blue with a tone."""
    return clip(media / "blue.mp4", 2, picture="color=blue")


@pytest.fixture(scope="session")
def ramp(media: Path) -> Path:
    """Four seconds that go from black to white, with a tone."""
    grey = "geq=lum='N*255/60':cb=128:cr=128"
    return make(
        media / "ramp.mp4",
        *("-f", "lavfi", "-i", "color=black:s=160x90:r=15:d=4"),
        *("-f", "lavfi", "-i", "sine=frequency=440:duration=4"),
        *("-vf", grey, "-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-c:a", "aac"),
    )


@pytest.fixture(scope="session")
def mute_portrait(media: Path) -> Path:
    """A second of lime, upright, odd in size, without sound."""
    return make(
        media / "portrait.mkv",
        *("-f", "lavfi", "-i", "color=lime:s=91x161:r=24:d=1"),
        *("-c:v", "mpeg4", "-q:v", "2"),
    )


@pytest.fixture(scope="session")
def noisy(media: Path) -> Path:
    """Six seconds that are hard to compress."""
    return clip(media / "noisy.mp4", 6, size="640x360", rate=25, bits="4M")


@pytest.fixture(scope="session")
def still(media: Path) -> Path:
    """A yellow photo of 800x600."""
    return photo(media / "still.png", "yellow")


@pytest.fixture(scope="session")
def tune(media: Path) -> Path:
    """A song of one second."""
    return song(media / "tune.mp3", 1)
