"""The delays between polls: theirs, ours, and the person's own."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nemo_tui.config import Paths, Settings
from nemo_tui.engine.jobs import Job
from nemo_tui.hooks import ClientHooks, Plugins
from nemo_tui.plugins.polling import Polling

JOB = Job("render_1", "1")


def delay(attempt: int, backend: str, poll_seconds: float | None = None, job: Job = JOB) -> Any:
    plugins = Plugins(ClientHooks)
    paths = Paths.of({"HOME": str(Path.cwd())})
    plugins.register(Polling(Settings(paths=paths, poll_seconds=poll_seconds)))
    return plugins.first("nemo_poll_delay", job=job, attempt=attempt, backend=backend)


@pytest.mark.parametrize("attempt", [1, 2, 9])
def test_hosted_is_asked_every_thirty_seconds(attempt: int) -> None:
    assert delay(attempt, "hosted") == 30


def test_local_is_asked_soon_and_then_every_second() -> None:
    assert [delay(attempt, "local") for attempt in range(1, 7)] == [0.1, 0.1, 0.2, 0.4, 1, 1]


@pytest.mark.parametrize(
    ("percent", "spent", "expected"),
    [(50, 1, 0.5), (90, 3.6, 0.2), (99.9, 4, 0.1), (100, 4, 0.1), (1, 60, 1), (50, -3, 0.1)],
)
def test_local_is_asked_when_half_of_the_rest_is_over(
    percent: float, spent: float, expected: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = replace(JOB, percent=percent, updated=1000.0)
    monkeypatch.setattr("time.time", lambda: 1000.0 + spent)
    assert delay(7, "local", job=job) == pytest.approx(expected)
    assert delay(7, "hosted", job=job) == 30


@pytest.mark.parametrize("backend", ["local", "hosted"])
def test_own_choice_goes_before_both(backend: str) -> None:
    assert delay(4, backend, 7.5) == 7.5
