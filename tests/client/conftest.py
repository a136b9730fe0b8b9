"""A scripted service and two clients of it: a calm one, and one that soon stops waiting."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from nemo_tui.client.api import Address, Api, Call, Patience
from tests.support.scripted import ScriptedService

ATTRIBUTION = {"X-Skill-Source": "demo", "X-Skill-Version": "1.2.0", "X-Skill-Platform": "unknown"}
CALM = Patience(retries=(0.0, 0.0), resumes=(0.0, 0.0))
HASTY = replace(CALM, silence=0.25, answer=0.6, ingest=0.25, stream_silence=0.25)


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    """A service that answers as the hosted one does until a test says otherwise."""
    with ScriptedService() as running:
        yield running


@pytest.fixture
def calls() -> list[Call]:
    """The log of `api`."""
    return []


@pytest.fixture
def api(service: ScriptedService, calls: list[Call]) -> Api:
    """A client of `service`."""
    address = Address(service.url, service.token)
    return Api(address, ATTRIBUTION, on_call=calls.append, patience=CALM)


@pytest.fixture
def hasty(service: ScriptedService) -> Api:
    """A client of `service` that bears a second of silence."""
    patience = replace(CALM, silence=1.0, stream_silence=1.0)
    return Api(Address(service.url, service.token), ATTRIBUTION, patience=patience)


@pytest.fixture
def unused_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
