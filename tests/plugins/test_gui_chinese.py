"""Chinese instructions by grid: every verb at every place, every way to move a thing."""

import itertools

import pytest

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.plugins.gui_speak import hunch, second_opinion
from nemo_tui.plugins.gui_speak.chinese import find
from nemo_tui.plugins.gui_speak.sentence import Finding, parse
from tests.plugins.test_gui_speak import found, hear

VERBS = ("点击", "点一下", "轻触", "按下", "戳一下", "敲一下")
PLACES = (
    "",
    "右上角的",
    "侧边栏最下面的",
    "「文件」菜单里的",
    "“更多”菜单中的",
    "底栏正中的",
    "时间线上方的",
    "项目名右边的",
)
ELEMENTS = {
    "“导出”按钮": "export",
    "下载图标": "export",
    "回形针图标": "upload",
    "钱包图标": "credits",
    "“故事板”页签": "state",
    "“裁剪”": "chat",
}
FRAMES = {"别忘了{}。": "run", "等您看完，再{}。": "offer"}


@pytest.mark.parametrize(("frame", "mode"), FRAMES.items())
def test_an_element_is_known_wherever_it_is(frame: str, mode: str) -> None:
    wrong = []
    for verb, place, (element, step) in itertools.product(VERBS, PLACES, ELEMENTS.items()):
        text = frame.format(verb + place + element)
        speech, _ = hear([text])
        left = [word for word in (place, element) if word and word in speech.visible]
        if left or found(speech) != {(step, mode)}:
            wrong.append((text, speech.visible))
    assert not wrong


THINGS = ("航拍片段", "`logo.png`", "主持人的特写", "“日落”那一段", "它")
GOALS = ("第2轨", "1:20处", "时间线的末尾")
MOVES = (
    "把{}拖到{}",
    "按住{}拖到{}",
    "选中{}，拖到{}",
    "用鼠标把{}拽到{}",
    "在时间轴里将{}挪到{}",
)


@pytest.mark.parametrize("move", MOVES)
def test_what_is_moved_is_told_without_the_mouse(move: str) -> None:
    for thing, goal in itertools.product(THINGS, GOALS):
        speech, _ = hear(["您可以" + move.format(thing, goal) + "。"])
        assert found(speech) == {("chat", "offer")}, speech.visible
        assert thing.strip("`") in speech.visible
        assert f"移到{goal}" in speech.visible
        assert not any(word in speech.visible for word in ("拖", "拽", "挪", "鼠标", "按住"))


def heard(
    text: str, monkeypatch: pytest.MonkeyPatch, certainty: float, step: Step | None
) -> list[Finding]:
    monkeypatch.setattr(hunch, "hunch", lambda *_: hunch.Hunch(certainty, step, lead=1))
    sentence = parse(text)
    return second_opinion.heard(sentence, find(sentence), SpeakContext())


def test_the_model_says_what_an_unknown_element_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard("请点击“领片”。", monkeypatch, 0.9, Step.EXPORT)[0].step is Step.EXPORT
    assert heard("请点击“领片”。", monkeypatch, 0.5, Step.EXPORT)[0].step is Step.CHAT
    assert heard("请点击“撤销”。", monkeypatch, 0.9, Step.EXPORT)[0].step is Step.CHAT
    assert heard("请选择“领片”滤镜。", monkeypatch, 0.9, Step.EXPORT)[0].step is Step.CHAT


def test_a_clause_of_which_a_part_is_left_goes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "请点击“渲染”并在云朵旁唤起旗子。"
    (whole,) = heard(text, monkeypatch, 0.9, Step.EXPORT)
    assert (whole.start, whole.end) == (0, len(text) - 1)
    (part,) = heard("请点击“渲染”并在云朵旁唤起8面旗。", monkeypatch, 0.9, Step.EXPORT)
    assert part.end < len(text) - 1


def test_a_bare_clause_that_the_model_takes_for_content_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not heard("全屏播放的广告牌很亮。", monkeypatch, 0.01, None)
    assert heard("请全屏播放。", monkeypatch, 0.01, None)
