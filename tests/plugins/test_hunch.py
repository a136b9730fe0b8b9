"""The trained model that is asked where no rule finds a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents.hunch import KINDS, LONGEST, hunch


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("is there a way to have this sitting on my tablet tonight", Step.EXPORT),
        ("i filmed some more with my phone, how do you want it", Step.UPLOAD),
        ("do i still have enough points for this month", Step.CREDITS),
        ("which pieces of music are in there by now", Step.STATE),
        ("can the sky look a bit warmer", Step.CHAT),
        ("make a short film about a bank", Step.CHAT),
        ("现在片子里一共有几首曲子", Step.STATE),
        ("我账号里还够不够用", Step.CREDITS),
        ("sharpen the picture a bit and let me have the file after that", None),
        ("先把画面调亮一点，再告诉我还剩多少积分", None),
    ],
)
def test_sentences_that_it_was_not_trained_on(text: str, step: Step | None) -> None:
    found = hunch(text)
    assert found.step is step
    assert found.certainty > 0.5


@given(st.text(max_size=LONGEST))
def test_any_text_has_a_likeliest_step(text: str) -> None:
    found = hunch(text)
    assert found.step in KINDS
    assert 1 / len(KINDS) - 1e-9 <= found.certainty <= 1


def test_a_long_text_is_left_to_the_rules() -> None:
    assert hunch("export " * LONGEST) == (None, 1.0)
