"""GUI talk in English: what stands around an instruction, and what is none."""

import time

import pytest

from nemo_tui.engine.actions import Mode, SpeakContext, Step
from nemo_tui.plugins.gui_speak.speaking import translate


def spoken(said: str) -> tuple[str, list[tuple[Step, Mode]]]:
    told = translate(said, SpeakContext())
    assert told is not None
    return told.visible, [(s.action.step, s.mode) for s in told.actions]


@pytest.mark.parametrize(
    "where",
    [
        " in the corner",
        " at the top of the page",
        " thing in the corner",
        " in the toolbar, second from the right",
        " (top bar)",
        ", the orange one",
    ],
)
def test_what_only_says_where_an_element_is_goes_with_it(where: str) -> None:
    assert spoken(f"It is 2:30 long, so hit Export{where}, and the rest can wait.") == (
        "It is 2:30 long, and the rest can wait.",
        [(Step.EXPORT, Mode.RUN)],
    )


@pytest.mark.parametrize(
    ("deed", "mode"),
    [
        ("can be pressed at any time", Mode.OFFER),
        ("in the header may be clicked now", Mode.OFFER),
        ("should be clicked next", Mode.RUN),
        ("only needs a click", Mode.RUN),
    ],
)
def test_what_is_told_of_an_element_is_said_to_the_reader(deed: str, mode: Mode) -> None:
    assert spoken(f"The Export button {deed}.") == ("", [(Step.EXPORT, mode)])


@pytest.mark.parametrize(
    "said",
    [
        "Clicking Export now would be too early.",
        "The Export button must not be pressed yet.",
        "Stop using the upload button.",
        "Under no circumstances click Export.",
    ],
)
def test_what_is_forbidden_anywhere_in_the_clause_does_nothing(said: str) -> None:
    assert spoken(said)[1] == []


def test_a_filter_is_switched_off_without_its_panel() -> None:
    told = translate("Switch the Noise filter off in the effects panel.", SpeakContext())
    assert told is not None
    assert [s.action.text for s in told.actions] == ["turn off the Noise filter"]


def test_a_tab_on_the_way_to_a_button_is_not_looked_at() -> None:
    assert spoken("Go to the Assets tab and click Browse.")[1] == [(Step.UPLOAD, Mode.RUN)]
    assert {step for step, _ in spoken("Open the Audio tab and click Mute.")[1]} == {
        Step.STATE,
        Step.CHAT,
    }


@pytest.mark.parametrize(
    "said",
    [
        "Fold the dough, turn it, press it flat: I cut the three moves into a loop.",
        "Pick A, B or C and I'll take it from there.",
        "The voice says you open the box, you press the latch, and you are done.",
        "And the panel discussion follows at 1:10.",
    ],
)
def test_a_clause_that_the_model_takes_for_content_stays(said: str) -> None:
    assert translate(said, SpeakContext()) is None


@pytest.mark.parametrize(
    "piece",
    [
        "The big blue button in the ",
        "click Export in the ",
        "the A can be pressed ",
        "second from the left, ",
        "switch the A & B ",
        "stop not ",
        "(the A tab",
    ],
)
def test_a_long_sentence_is_read_in_no_time(piece: str) -> None:
    begun = time.process_time()
    translate((piece * 600)[:600], SpeakContext())
    assert time.process_time() - begun < 0.5


def test_a_time_after_the_title_announces_no_text() -> None:
    assert spoken("The title covers his hat at 0:04, click Undo.")[1] == [(Step.CHAT, Mode.RUN)]
    assert translate("I wrote the title: Click Undo.", SpeakContext()) is None
