"""A request for the file that also changes it: the change is said before the file is made."""

import pytest

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.plugins.intents.planning import plan
from tests.plugins import modified

READY = PlanContext(has_media=True, has_draft=True)
UPLOADED = PlanContext(has_media=True)
PLACING = ("Put the media on the timeline.", "把素材放到时间线上。")


def lost(text: str, found: list[Action]) -> bool:
    """Whether a file would be made without the change; a plan without a file loses nothing."""
    steps = [action.step for action in found]
    if Step.EXPORT not in steps:
        return False
    told = [action.text for action in found[: steps.index(Step.EXPORT)] if action.text]
    return not told or told[0] in PLACING


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("context", [READY, UPLOADED], ids=["draft", "media"])
def test_no_file_is_made_without_the_change_that_is_asked_for(
    language: str, context: PlanContext
) -> None:
    texts = list(modified.sentences(language))
    found = [(text, plan(Message(text), context)) for text in texts]
    assert not [text for text, actions in found if lost(text, actions)]
    both = [actions for _, actions in found if actions[-1].step is Step.EXPORT]
    assert len(both) >= 0.8 * len(texts)


@pytest.mark.parametrize("text", list(modified.plain()))
def test_how_the_file_is_written_is_no_change(text: str) -> None:
    assert [action.step for action in plan(Message(text), READY)] == [Step.EXPORT]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("export first 2 seconds as MP4", "export first 2 seconds as MP4"),
        ("get me an mp4 of the first half", "get me an mp4 of the first half"),
        ("export the photos with the music", "export the photos with the music"),
        ("trim the end and export it vertical", "trim the end and export it vertical"),
        ("export it vertical, with music, as MP4", "export it vertical, with music"),
        ("render and export it with black bars", "export it with black bars"),
        ("做成 1080p MP4，加上背景音乐", "加上背景音乐"),
        (
            "把五张产品照片和一段背景音乐做成 1080p MP4",
            "把五张产品照片和一段背景音乐做成 1080p MP4",
        ),
    ],
)
def test_the_backend_hears_the_change_as_it_was_said(text: str, said: str) -> None:
    first, second = plan(Message(text), READY)
    assert (first, second.step) == (Action(Step.CHAT, text=said), Step.EXPORT)


@pytest.mark.parametrize(
    "text",
    [
        "export it, then add a title",
        "export this version, add a title",
        "first export it, add a title",
        "先导出，再加个标题",
        "导出这版，最后加个标题",
    ],
)
def test_what_is_to_be_done_afterwards_stays_behind_the_file(text: str) -> None:
    assert [action.step for action in plan(Message(text), READY)] == [Step.EXPORT, Step.CHAT]
