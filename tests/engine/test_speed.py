"""Speed and time left: seldom enough to draw, by the rate of the last while, never nonsense."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.speed import LONGEST_WINDOW, SHORTEST_WINDOW, SLACK, TRUST_SECONDS, Speed
from tests.engine.desk import FakeClock


def run(speed: Speed, clock: FakeClock, *paces: tuple[float, int]) -> list[float | None]:
    """The times left, second by second, at so much a second for so many seconds, out of 100."""
    done, left = 0.0, []
    for pace, seconds in paces:
        for _ in range(seconds):
            left.append(speed.measure(done, 100)[1])
            clock.time += 1
            done += pace
    return left


def test_ten_reports_a_second_and_the_last() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    due = []
    for sent in range(1, 101):
        due.append(speed.is_due(sent, 100))
        clock.time += 0.01
    assert due[0]
    assert due[-1]
    assert 9 <= sum(due) <= 12


def test_speed_and_time_left() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    speed.is_due(0, 4000)
    assert speed.measure(0, 4000) == (0.0, None)
    clock.time += 2
    assert speed.measure(1000, 4000) == (500.0, None)
    clock.time += 2
    assert speed.measure(2000, 4000) == (500.0, pytest.approx(4 * (1 + SLACK)))
    assert speed.measure(2000, 0) == (500.0, None)


def test_resumed_transfer_counts_only_what_moved() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    speed.is_due(3000, 4000)
    clock.time += 1
    assert speed.measure(3500, 4000) == (500.0, None)


def test_nothing_is_said_before_it_can_be_trusted() -> None:
    clock = FakeClock()
    left = run(Speed(clock), clock, (1, 20))
    assert not any(left[: int(TRUST_SECONDS)])
    assert all(left[int(TRUST_SECONDS) :])


def test_a_slow_beginning_promises_nothing() -> None:
    clock = FakeClock()
    assert not any(run(Speed(clock), clock, (0.02, 90)))


def test_a_steady_pace_counts_down_to_the_second() -> None:
    clock = FakeClock()
    left = [each for each in run(Speed(clock), clock, (1, 100)) if each is not None]
    steps = [before - after for before, after in pairwise(left)]
    assert steps.count(pytest.approx(1.0)) >= len(steps) - 3
    assert left[-1] < 5


def test_a_pass_that_is_slower_is_seen_within_seconds() -> None:
    clock = FakeClock()
    left = run(Speed(clock), clock, (2, 15), (0.5, 20))
    true = (100 - 30 - 0.5 * 19) / 0.5
    assert left[-1] == pytest.approx(true, rel=0.3)


def test_what_stands_still_has_no_end() -> None:
    clock = FakeClock()
    left = run(Speed(clock), clock, (5, 11), (0, int(LONGEST_WINDOW) + 2))
    assert left[10]
    shown = [each for each in left[11:] if each is not None]
    assert shown[-1] > 5 * shown[0]
    assert left[-1] is None


def test_progress_in_leaps_is_measured_from_leap_to_leap() -> None:
    clock = FakeClock()
    speed, left = Speed(clock), []
    for second in range(150):
        left.append(speed.measure(second // 30 * 10, 100)[1])
        clock.time += 1
    assert left[149]
    assert left[121] == pytest.approx(6 * 30, rel=0.2)


def test_less_than_before_is_another_beginning() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    run(speed, clock, (1, 30))
    assert speed.measure(2, 100) == (0.0, None)
    clock.time += 5
    assert speed.measure(12, 100)[0] == 2.0


@given(st.lists(st.floats(0.05, 3), min_size=5, max_size=60))
def test_never_less_than_the_rate_says(paces: list[float]) -> None:
    clock = FakeClock()
    speed, done = Speed(clock), 0.0
    for pace in paces:
        clock.time += 1
        done = min(done + pace, 100)
        rate, left = speed.measure(done, 100)
        if left is not None:
            least = (100 - done) / rate
            assert least - 0.001 <= left <= least * (1 + 3 * SLACK) + 1.001


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.floats(0, 100))))
def test_no_sequence_gives_nonsense(reports: list[tuple[int, int, float]]) -> None:
    clock = FakeClock()
    speed = Speed(clock)
    for done, total, later in reports:
        clock.time += later
        speed.is_due(done, total)
        rate, left = speed.measure(done, total)
        assert rate >= 0
        assert left is None or left >= 0


def test_polls_that_are_far_apart_are_enough() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    speed.measure(10, 100)
    clock.time += 4 * SHORTEST_WINDOW
    assert speed.measure(20, 100)[1] == pytest.approx(8 * 4 * SHORTEST_WINDOW * (1 + SLACK))
