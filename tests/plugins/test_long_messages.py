"""Pasted texts of any make are planned at once, and what is asked at their ends is heard."""

import time

import pytest

from nemo_tui.engine.actions import Message, PlanContext
from nemo_tui.plugins.intents.planning import plan

READY = PlanContext(has_media=True, has_draft=True)
LENGTH = 20_000


def pasted(unit: str) -> str:
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


@pytest.mark.parametrize(
    "unit",
    [
        ".", ", ", '"', "'", "(", "「", "字", "a", "a ", "a.mp4 ", "a/b.", "http://x.y/ ", "é ",
        "导出视频，", "export it and ", "what is on the ", "never mind. ", "says ", "title: ",
        "a, b, c, ", "it's ", "讲", "put it on ", "before that ", "\n",
    ],
)  # fmt: skip
def test_a_pasted_text_is_planned_at_once(unit: str) -> None:
    text = pasted(unit)
    plan(Message(text), READY)
    times = []
    for _ in range(3):
        began = time.thread_time()
        plan(Message(text), READY)
        times.append(time.thread_time() - began)
    assert min(times) < 0.1, "about 0.04 s of work"


@pytest.mark.parametrize("text", ["{}\nSend me the file.", "Send me the file.\n{}"])
def test_a_request_beside_a_pasted_text_is_heard(text: str) -> None:
    story = pasted("The river was quiet that day and nobody spoke. ")
    steps = [str(action.step) for action in plan(Message(text.format(story)), READY)]
    assert "export" in steps


def test_the_middle_of_a_pasted_text_asks_for_nothing() -> None:
    story = pasted("The river was quiet that day and nobody spoke. ")
    middle = LENGTH // 2
    text = f"{story[:middle]} Send me the file. {story[middle:]}"
    assert [str(action.step) for action in plan(Message(text), READY)] == ["chat"]
