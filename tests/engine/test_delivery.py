"""A file that lies there is pointed at; a changed draft, another form or a second ask makes one."""

from pathlib import Path

import pytest

from nemo_tui.engine.actions import Action, Message, Step
from nemo_tui.engine.conversation import Conversation
from nemo_tui.engine.turn import (
    Exported,
    Finished,
    Noted,
    Notice,
    Proposed,
    Rendering,
    TurnEvent,
)
from nemo_tui.plugins import intents
from tests.engine.desk import EXPORT, Desk, chat, editing, first, of, take
from tests.support.scripted import ScriptedService, answer

UNCHANGED = Noted(Notice("engine.unchanged"))


async def delivered(desk: Desk) -> tuple[Conversation, Path]:
    """A conversation whose draft was exported once."""
    desk.plugins.register(intents)
    conversation = desk.conversation()
    found = await take(conversation.perform([chat("trim"), EXPORT]))
    return conversation, of(Exported, found)[0].path


async def say(conversation: Conversation, text: str) -> list[TurnEvent]:
    return await take(conversation.send(Message(text)))


@pytest.mark.parametrize("text", ["where is my file?", "文件保存在哪里", "export", "发给我"])
async def test_the_file_that_is_there_is_the_answer(
    desk: Desk, service: ScriptedService, text: str
) -> None:
    conversation, path = await delivered(desk)
    found = await say(conversation, text)
    assert UNCHANGED in found
    assert [event.path for event in of(Exported, found)] == [path]
    assert of(Proposed, found)[0].action.again
    assert found[-1] == Finished(True)
    assert len(service.seen("render")) == 1
    assert len(service.seen("run")) == 1


async def test_the_offer_makes_it_again(desk: Desk, service: ScriptedService) -> None:
    conversation, path = await delivered(desk)
    offered = of(Proposed, await take(conversation.perform([EXPORT])))[0].action
    found = await take(conversation.perform([offered]))
    assert of(Exported, found)[0].path == path.with_stem(f"{path.stem} (2)")
    assert len(service.seen("render")) == 2


@pytest.mark.parametrize("text", ["export it again", "make it again", "再来一次", "export as mov"])
async def test_a_second_ask_or_another_form_is_exported(
    desk: Desk, service: ScriptedService, text: str
) -> None:
    conversation, path = await delivered(desk)
    await say(conversation, "where is it?")
    found = await say(conversation, text)
    assert of(Exported, found)[0].path != path
    assert len(service.seen("render")) == 2


async def test_the_question_finds_a_file_of_any_form(desk: Desk, service: ScriptedService) -> None:
    conversation, _ = await delivered(desk)
    path = of(Exported, await say(conversation, "export as mov"))[0].path
    found = await say(conversation, "where is it?")
    assert of(Exported, found)[0].path == path
    assert len(service.seen("render")) == 2


async def test_a_changed_draft_is_exported(desk: Desk, service: ScriptedService) -> None:
    editing(service)
    conversation, path = await delivered(desk)
    await say(conversation, "trim the first second")
    found = await say(conversation, "export")
    assert of(Exported, found)[0].path != path
    assert UNCHANGED not in found


async def test_a_missing_or_other_file_is_made_again(desk: Desk, service: ScriptedService) -> None:
    conversation, path = await delivered(desk)
    path.write_bytes(b"something else")
    await say(conversation, "export")
    assert len(service.seen("render")) == 2
    for file in desk.out.iterdir():
        file.unlink()
    found = await say(conversation, "export")
    assert of(Exported, found)[0].path == path
    assert len(service.seen("render")) == 3


async def test_another_name_is_an_order(desk: Desk, service: ScriptedService) -> None:
    conversation, _ = await delivered(desk)
    named = desk.out / "film.mp4"
    again = desk.conversation(output=named, session_id=conversation.session_id)
    assert of(Exported, await take(again.perform([EXPORT])))[0].path == named
    elsewhere = desk.conversation(output=desk.home, session_id=conversation.session_id)
    found = await take(elsewhere.perform([EXPORT]))
    assert of(Exported, found)[0].path.parent == desk.out


async def test_a_question_before_any_file_starts_nothing(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(intents)
    conversation = desk.conversation()
    found = await say(conversation, "where is my file?")
    assert Noted(Notice("engine.no_file")) in found
    assert not of(Proposed, found)
    await take(conversation.perform([chat("trim")]))
    found = await say(conversation, "where did you put it?")
    assert Noted(Notice("engine.no_file")) in found
    assert [event.action for event in of(Proposed, found)] == [EXPORT]
    assert found[-1] == Finished(True)
    assert not service.seen("render")


async def test_a_question_after_a_change_names_the_older_file(
    desk: Desk, service: ScriptedService
) -> None:
    editing(service)
    conversation, path = await delivered(desk)
    await say(conversation, "trim the first second")
    found = await say(conversation, "视频保存到哪了")
    assert Noted(Notice("engine.older_file", {"path": str(path)})) in found
    assert [event.action for event in of(Proposed, found)] == [EXPORT]
    assert not of(Exported, found)
    assert len(service.seen("render")) == 1


async def test_an_export_that_goes_on_elsewhere_is_told(
    desk: Desk, service: ScriptedService
) -> None:
    desk.plugins.register(intents)
    service.polls_until_done = 13
    conversation = desk.conversation()
    await take(conversation.perform([chat("trim"), EXPORT]))
    found = await say(conversation, "Has the export finished?")
    assert Noted(Notice("engine.file_pending")) in found
    assert len(service.seen("render")) == 1


async def test_a_reopened_conversation_finds_its_file(desk: Desk, service: ScriptedService) -> None:
    conversation, path = await delivered(desk)
    reopened = desk.conversation(session_id=conversation.session_id)
    found = await say(reopened, "where is it?")
    assert of(Exported, found)[0].path == path


async def test_again_after_a_failed_export_exports(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(intents)
    conversation = desk.conversation()
    service.script("poll", *[answer({"status": "failed", "error": "no"})] * 2)
    mov = Action(Step.EXPORT, output={"format": "mov"})
    assert (await take(conversation.perform([chat("trim"), mov])))[-1] == Finished(False)
    found = await say(conversation, "try again")
    assert of(Exported, found)[0].path.suffix == ".mov"


async def test_again_after_a_stopped_export_exports(desk: Desk, service: ScriptedService) -> None:
    desk.plugins.register(intents)
    service.polls_until_done = 3
    conversation = desk.conversation()
    await first(conversation.perform([chat("trim"), EXPORT]), Rendering)
    await conversation.abandon()
    found = await say(conversation, "再来一次")
    assert of(Exported, found)


async def test_again_after_an_edit_is_said_to_the_agent(
    desk: Desk, service: ScriptedService
) -> None:
    conversation, _ = await delivered(desk)
    await say(conversation, "do it again")
    assert len(service.seen("render")) == 1
    assert service.seen("run")[-1].json["new_message"]["parts"][0]["text"] == "do it again"
