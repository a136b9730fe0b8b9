"""A world of its own for each test of the screen."""

from pathlib import Path

import pytest

from tests.ui.fakes import World


@pytest.fixture
def world(home: Path) -> World:
    """The app's surroundings, in the test's own home; pictures off unless a test wants them."""
    return World(home, pictures="off")
