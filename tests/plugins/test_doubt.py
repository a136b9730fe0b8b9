"""How much the word of the model weighs beside what the rules hear; here it says what we want."""

import pytest

from nemo_tui.engine.actions import Message, PlanContext, Step
from nemo_tui.plugins.intents import doubt
from nemo_tui.plugins.intents.hunch import SEVERAL, Hunch
from nemo_tui.plugins.intents.planning import steps

READY = PlanContext(has_media=True, has_draft=True)


def planned(monkeypatch: pytest.MonkeyPatch, text: str, **heard: Hunch) -> list[Step]:
    """The plan of a text; `heard`: the model's word on a message or clause with that word in it."""

    def hunch(said: str) -> Hunch:
        return next((word for key, word in heard.items() if key in said), Hunch(Step.CHAT, 0.5))

    monkeypatch.setattr(doubt, "hunch", hunch)
    return steps(Message(text), READY)


def test_it_may_hear_a_request_in_what_the_rules_take_for_talk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "the whole kaboodle, if I may"
    assert planned(monkeypatch, text) == [Step.CHAT]
    assert planned(monkeypatch, text, kaboodle=Hunch(Step.EXPORT, 0.99)) == [Step.EXPORT]


def test_it_never_makes_an_export_of_what_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = Hunch(Step.EXPORT, 1.0)
    assert planned(monkeypatch, "don't export the kaboodle yet", kaboodle=sure) == [Step.CHAT]


def test_it_never_drops_a_plain_request(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = Hunch(Step.CHAT, 1.0)
    found = planned(monkeypatch, "crop it to a square, send me the file", square=sure)
    assert found == [Step.CHAT, Step.EXPORT]


def test_it_is_asked_about_a_clause_of_several_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    found = planned(
        monkeypatch,
        "crop it to a square and then off to grandpa's telly with the kaboodle",
        square=Hunch(SEVERAL, 0.9),
        kaboodle=Hunch(Step.EXPORT, 0.95),
    )
    assert found == [Step.CHAT, Step.EXPORT]


def test_a_clause_that_asks_is_heard_beside_an_instruction(monkeypatch: pytest.MonkeyPatch) -> None:
    found = planned(
        monkeypatch,
        "crop it to a square. Which gizmos are we at?",
        square=Hunch(Step.CHAT, 0.9),
        gizmos=Hunch(Step.STATE, 0.95),
    )
    assert found == [Step.CHAT, Step.STATE]
