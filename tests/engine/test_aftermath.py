"""Short messages after an export: whole messages only, in both languages."""

import pytest

from nemo_tui.engine.aftermath import asks_again, asks_where, says_again

WHERE = (
    "where is my file?",
    "Where did you put it?",
    "where’s the result",
    "ok, where is it now?",
    "where do I find the finished file",
    "I can't find the file",
    "what is the path of the file?",
    "which folder is it in",
    "did it save?",
    "Is the file ready yet?",
    "导出好了吗？",
    "文件在哪？",
    "视频保存到哪了",
    "导出的文件在哪里",
    "请问你把文件放哪了",
    "成品在哪个文件夹",
)
SOMETHING_ELSE = (
    "where is the title",
    "where is the clip in the timeline",
    "where should the music start in the video",
    "which video is it",
    "put the file at the start",
    "export it",
    "is it possible",
    "did it trim the end",
    "哪个视频",
    "字幕放在哪里",
    "视频在哪一秒切的",
    "",
)
AGAIN = (
    "start it again",
    "Try again, please",
    "make it again",
    "export again",
    "retry",
    "restart the export",
    "再来一次",
    "重试",
    "再导出一次吧",
)
NOT_AGAIN = (
    "add music again",
    "make it shorter again",
    "start again at 5 seconds",
    "再短一点",
    "重新配乐",
    "",
)


@pytest.mark.parametrize("text", WHERE)
def test_a_question_for_the_file(text: str) -> None:
    assert asks_where(text)
    assert not says_again(text)


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_a_question_for_something_else(text: str) -> None:
    assert not asks_where(text)


@pytest.mark.parametrize("text", AGAIN)
def test_a_wish_to_have_it_again(text: str) -> None:
    assert asks_again(text)


@pytest.mark.parametrize("text", NOT_AGAIN)
def test_a_wish_for_an_edit(text: str) -> None:
    assert not asks_again(text)


def test_a_word_makes_an_export_a_new_one() -> None:
    assert says_again("export it again")
    assert says_again("重新导出一个 mp4")
    assert not says_again("export it")
    assert not says_again("where is it again?")
