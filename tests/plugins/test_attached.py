"""What is said with an attachment: an introduction asks for nothing, a complaint or a wish does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.actions import Message, PlanContext, Step
from nemo_tui.plugins.intents import attached
from nemo_tui.plugins.intents.planning import steps
from nemo_tui.plugins.intents.reading import read


def planned(text: str, name: str = "clip.mp4") -> list[Step]:
    return steps(Message(text, (name,)), PlanContext())


@pytest.mark.parametrize(
    "text",
    [
        "our neighbour filmed this from the roof",
        "found these in my old camera bag",
        "the one with the blue boat",
        "two takes of the same scene",
        "这是我叔叔拍的",
        "在老电脑里翻出来的",
        "lo grabó mi hermana",
    ],
)
def test_words_that_only_introduce_a_file_ask_for_nothing(text: str) -> None:
    assert planned(text) == [Step.UPLOAD]


@pytest.mark.parametrize(
    "text",
    [
        "the traffic drowns out my voice",
        "it's much too shaky",
        "vertical, for stories",
        "what song is this?",
        "雨声太大了",
        "横屏的，一分钟以内",
        "der Ton ist viel zu leise",
    ],
)
def test_complaints_and_wishes_about_a_file_are_heard(text: str) -> None:
    assert planned(text) == [Step.UPLOAD, Step.CHAT]


def test_a_long_text_is_left_to_the_rules() -> None:
    long = read("this is from our holiday " * 20)
    assert not attached.asks(long, set())
    assert attached.asks(long, {Step.CHAT})


@given(st.text(max_size=100))
def test_any_words_beside_a_file_have_a_plan(text: str) -> None:
    assert planned(text)[0] is Step.UPLOAD
