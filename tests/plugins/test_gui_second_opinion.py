"""What the model adds to the rules, and what it must leave alone."""

import time

import pytest

from nemo_tui.engine.actions import Mode, SpeakContext, Step
from nemo_tui.plugins.gui_speak import second_opinion
from nemo_tui.plugins.gui_speak.sentence import parse
from nemo_tui.plugins.gui_speak.speaking import translate


@pytest.mark.parametrize(
    ("said", "step", "mode"),
    [
        ("Your last move is Export.", Step.EXPORT, Mode.RUN),
        ("File → Export → MP4.", Step.EXPORT, Mode.RUN),
        ("Your next stop should be the Billing page.", Step.CREDITS, Mode.RUN),
        ("You may pull down the big Export menu.", Step.EXPORT, Mode.OFFER),
        ("您下一步该点的是右上角的“导出”。", Step.EXPORT, Mode.RUN),
    ],
)
def test_an_element_that_the_reader_is_to_work_becomes_its_action(
    said: str, step: Step, mode: Mode
) -> None:
    told = translate(said, SpeakContext())
    assert told is not None
    assert told.visible == ""
    assert [(spoken.action.step, spoken.mode) for spoken in told.actions] == [(step, mode)]


@pytest.mark.parametrize(
    "said",
    [
        "I pressed the Export button for you.",
        "You clicked the green Export button at 0:14.",
        "The Export button in your recording is blurred.",
        "I wrote the caption: Reach for the Export button.",
        "Your turn: which of the two titles is better?",
        "拖鞋广告的主标题放在右上角比较好。",
    ],
)
def test_deeds_of_others_and_what_is_filmed_or_written_stay(said: str) -> None:
    assert translate(said, SpeakContext()) is None


def test_a_figure_told_nowhere_else_stays() -> None:
    said = "Swipe up from below to see clip 3."
    told = translate(said, SpeakContext())
    assert told is None or "clip 3" in told.visible.lower()


@pytest.mark.parametrize("piece", ["now ", "you can ", "A → ", "the a b ", "请", "您可以", "“导"])
def test_a_long_sentence_is_looked_at_in_no_time(piece: str) -> None:
    sentence = parse((piece * 600)[:600])
    begun = time.process_time()
    second_opinion.settled(sentence, [], SpeakContext())
    assert time.process_time() - begun < 0.5
