"""A scripted service and a person at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.desk import Desk
from tests.support.scripted import ScriptedService


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    """A hosted service on a loopback port."""
    with ScriptedService() as running:
        yield running


@pytest.fixture
def desk(service: ScriptedService, home: Path) -> Desk:
    """A person with an account at a hosted service."""
    return Desk(service, home)
