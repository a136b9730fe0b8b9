"""Speed and time left: seldom enough to draw, never nonsense."""

from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.speed import Speed
from tests.engine.desk import FakeClock


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
    assert speed.measure(1000, 4000) == (500.0, 6.0)
    assert speed.measure(1000, 0) == (500.0, None)


def test_resumed_transfer_counts_only_what_moved() -> None:
    clock = FakeClock()
    speed = Speed(clock)
    speed.is_due(3000, 4000)
    clock.time += 1
    assert speed.measure(3500, 4000) == (500.0, 1.0)


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
