"""Looking after a break: counted down, patient with failures, done at the first change."""

from nemo_tui.engine.recovery import HOSTED_SECONDS, look_for_result
from nemo_tui.engine.turn import Recovering, TurnEvent
from nemo_tui.protocol.problems import Kind, Problem
from tests.engine.desk import FakeClock


class Looking:
    """Finds something at a given look, and fails before."""

    def __init__(self, found_at: int, failing: bool = False) -> None:
        self.looks = 0
        self.found_at = found_at
        self.failing = failing

    async def __call__(self) -> bool:
        self.looks += 1
        if self.looks < self.found_at and self.failing:
            raise Problem(Kind.UNREACHABLE)
        return self.looks >= self.found_at


async def look(looking: Looking, waits: tuple[int, ...]) -> tuple[bool, list[TurnEvent], float]:
    clock, events = FakeClock(), list[TurnEvent]()
    found = await look_for_result(looking, clock, events.append, waits)
    return found, events, sum(clock.slept)


def test_hosted_patience_is_thirty_seconds_and_then_a_minute_each() -> None:
    assert HOSTED_SECONDS == (30, 60, 60, 60, 60)


async def test_first_change_ends_it() -> None:
    looking = Looking(2)
    found, events, waited = await look(looking, (3, 5, 5))
    assert found
    assert waited == 8
    assert events[0] == Recovering(1, 3, 3)
    assert events[-1] == Recovering(2, 3, 1)


async def test_failures_do_not_end_it() -> None:
    looking = Looking(3, failing=True)
    assert (await look(looking, (1, 1, 1)))[0]
    assert looking.looks == 3


async def test_nothing_found_is_told() -> None:
    looking = Looking(9)
    assert not (await look(looking, (1, 1)))[0]
    assert looking.looks == 2


async def test_without_waits_it_is_one_look() -> None:
    looking = Looking(1)
    assert (await look(looking, ()))[0]
    assert looking.looks == 1
