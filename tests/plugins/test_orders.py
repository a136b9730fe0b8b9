"""Requests put together in any order give their steps in that order, by the rules alone."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_tui.engine.actions import Message, PlanContext
from nemo_tui.plugins.intents import doubt, planning
from nemo_tui.plugins.intents.hunch import Hunch

PARTS = {
    "en": {
        "chat": "trim the first five seconds|make the music quieter"
        "|add a title that says Our Summer|crop it to a square|turn it black and white"
        "|put my logo in the corner|fade out at the end"
        "|the second clip is too dark, fix it|I'd like the intro shorter|shrink it to 20 MB"
        "|write Thank you at the end|the captions should be bigger|swap the last two clips",
        "export": "export it|send me the file|download the video|let me have it as an mp4"
        "|save it to my laptop|I'd like the file|render the final video|put the file on my desktop",
        "credits": "tell me my balance|how many credits do I have left|what did this cost me"
        "|show my remaining points",
        "state": "show me the timeline|how long is the video now|list the tracks"
        "|what have you changed so far|tell me how far the render is",
    },
    "zh": {
        "chat": "剪掉前五秒|把音乐调小|加个标题写着'我的夏天'|裁成正方形|变成黑白|右下角放个logo"
        "|字幕改成黄色|结尾写上谢谢观看|第二段调亮|压到20兆",
        "export": "导出mp4|把视频发给我|下载到手机|我要成片|存到我电脑|渲染出来",
        "credits": "告诉我还剩多少积分|查一下余额|我还剩几个点",
        "state": "看看时间线|列一下轨道|现在多长|告诉我进度",
    },
}
JOINTS = {
    "en": [" and ", " and then ", ", then ", ". Then ", "; after that ", ", ", ". ", " plus "],
    "zh": ["，", "，然后", "。", "，最后", "，顺便", "；", "，并且"],
}
SEQUENCE = ("then", "Then", "after", ".", "然后", "最后", "。", "并且")
ASIDES = {
    "en": ["", "Hi there. ", "I love the colours. ", "it's for my mum's birthday, "],
    "zh": ["", "你好，", "颜色很漂亮。", "赶时间，"],
}


@pytest.fixture(autouse=True, scope="module")
def no_model() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubt, "hunch", lambda _: Hunch(None, 0.0))
        yield


def changed_first(steps: list[str], joints: list[str]) -> list[str]:
    """ "Export it, add music": what goes on with nothing that says "then" is to be in the file."""
    if steps.count("export") != 1:
        return steps
    at = end = steps.index("export")
    while end + 1 < len(steps) and steps[end + 1] == "chat":
        if any(word in joints[end + 1] for word in SEQUENCE):
            break
        end += 1
    return [*steps[:at], *steps[at + 1 : end + 1], "export", *steps[end + 1 :]]


def expected(steps: list[str], joints: list[str]) -> list[str]:
    """Neighbours as one, a question once."""
    steps = changed_first(steps, joints)
    kept: list[str] = []
    for step in steps:
        if kept[-1:] != [step] and not (step in ("credits", "state") and step in kept):
            kept.append(step)
    return [step for at, step in enumerate(kept) if kept[at - 1 : at] != [step]]


@pytest.mark.parametrize("language", ["en", "zh"])
@given(data=st.data())
@settings(max_examples=150)
def test_requests_are_planned_in_the_order_in_which_they_are_made(
    language: str, data: st.DataObject
) -> None:
    steps = data.draw(st.lists(st.sampled_from(list(PARTS[language])), min_size=1, max_size=4))
    text = data.draw(st.sampled_from(ASIDES[language]))
    joints = [
        data.draw(st.sampled_from(JOINTS[language])) if at else "" for at in range(len(steps))
    ]
    for joint, step in zip(joints, steps, strict=True):
        text += joint + data.draw(st.sampled_from(PARTS[language][step].split("|")))
    found = planning.plan(Message(text), PlanContext(has_media=True, has_draft=True))
    assert [str(action.step) for action in found] == expected(steps, joints), text
