"""Every test gets a home of its own and no network but loopback."""

import ipaddress
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same few examples in every run; new ones by the night:
# HYPOTHESIS_PROFILE=nightly python -m pytest -q
for _profile, _examples in (("short", 100), ("nightly", 20_000)):
    settings.register_profile(
        _profile,
        max_examples=_examples,
        derandomize=_profile == "short",
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

SECRETS = (
    "SKILL_SOURCE",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Long values are cut where they name a test."""
    if isinstance(val, int):
        return "huge" if abs(val) > 10**60 else None
    return f"{val[:40]!r}..." if isinstance(val, str | bytes) and len(val) > 60 else None


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh HOME and working folder."""
    place = tmp_path / "home"
    place.mkdir()
    for name in (*SECRETS, *(name for name in os.environ if name.startswith("NEMO_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.chdir(place)
    return place


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller passed

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
