"""The next message while it is written: text, attachments, completions, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nemo_tui.engine.actions import Message
from nemo_tui.protocol.text import short
from nemo_tui.ui.attachments import Attachment, resolve, take_mentions
from nemo_tui.ui.commands import Typed, looks_like_command, read_command
from nemo_tui.ui.completion import Choice, complete
from nemo_tui.ui.deeds import asked_of_the_conversation

if TYPE_CHECKING:
    from nemo_tui.ui.screens.chat import ChatScreen


class Composer:
    """What the person puts together at the prompt of a chat screen."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat
        self._home = chat.home
        self._prompt = chat.prompt
        self.attachments: list[Attachment] = []

    def enter(self, written: str) -> None:
        """A command, a file, a message, or an accepted offer."""
        text = written.strip()
        if looks_like_command(text) and not self._chat.is_ready:
            self._leave(written)
            self._chat.when_ready(lambda: self.enter(text))
            return
        has_file = self._home.activity.last_file is not None
        typed = read_command(text, self._home.commands, has_file=has_file)
        if typed:
            self._leave(written)
            self._do(text, typed)
        elif "\n" not in text and resolve(text):
            self.attach([resolve(text)])
            self._leave(written, remember=False)
        elif looks_like_command(text):
            self._take_first(text)
        elif text or self.attachments:
            self._leave(written)
            self._send(text)
        else:
            self._chat.action_accept()

    def _take_first(self, text: str) -> None:
        """Enter came before the menu of what was typed: what it would have marked."""
        found = complete(text, self._home.commands, [])
        if found:
            self._complete(found[0], "enter")
        else:
            self._home.tell("app.unknown_command", name=short(text.split(" ", 1)[0], 40))

    def _do(self, text: str, typed: Typed) -> None:
        """Run a command; while a turn runs, one for the conversation waits like a message."""
        action, arguments = typed.command.action, typed.arguments
        if self._chat.is_busy and asked_of_the_conversation(action, arguments):
            self._chat.turns.send(Message(text))
        else:
            self._chat.do(action, *arguments)

    def _send(self, text: str) -> None:
        words, mentioned = take_mentions(text)
        self.attach(mentioned)
        message = Message(words, tuple(each.source for each in self.attachments))
        self.attachments = []
        self.show_chips()
        self._chat.when_ready(lambda: self._chat.turns.send(message))

    def put_aside(self) -> None:
        """The draft goes into the history of the arrows."""
        self._leave(self._prompt.text)

    def _leave(self, text: str, *, remember: bool = True) -> None:
        """Take what was sent out of the prompt, and nothing that was typed since."""
        if remember:
            self._prompt.remember(text.strip())
        self._prompt.set_text(self._prompt.text.removeprefix(text))

    # Files

    def attach(self, sources: Sequence[str]) -> None:
        """Put files on the next message."""
        if not sources:
            return
        known = {each.source for each in self.attachments}
        fresh = [Attachment.of(source) for source in sources if source not in known]
        self.attachments += fresh
        for each in fresh:
            self._home.looks.look_at(each.source, self.show_chips)
        self._home.warm_up()
        self.show_chips()

    def detach(self, source: str) -> None:
        """One attachment is not wanted."""
        self.attachments = [each for each in self.attachments if each.source != source]
        self.show_chips()

    def show_chips(self) -> None:
        """The attachments above the prompt."""
        looks, say = self._home.looks, self._home.say
        refused = {
            source: say(f"app.refused.{kind}") for source, kind in looks.all_refused().items()
        }
        self._chat.above.chips.show(self.attachments, looks.all_facts(), refused)

    # The queue

    def show_queue(self) -> None:
        """The messages that wait."""
        chat = self._chat
        texts = [message.text for message in chat.talk.waiting] if chat.is_busy else []
        chat.above.queue.show(texts, self._home.say("app.queue_hint"))

    def take_back(self, messages: Sequence[Message]) -> None:
        """Messages that were not sent, back where they can be changed."""
        if messages:
            texts = [message.text for message in messages if message.text]
            self._prompt.set_text("\n".join([*texts, self._prompt.text]).strip())
            self.attach([source for message in messages for source in message.attachments])
        self.show_queue()

    # Completions and keys

    def suggest(self, line: str) -> None:
        """Commands, files or skills that could come next."""
        home = self._home
        names = [skill.name for skill in home.skills.all()] if self._chat.is_ready else []
        choices = complete(line, home.commands, names)
        said = [replace(each, detail=home.say(each.detail)) for each in choices]
        is_written = len(said) == 1 and said[0].line.rstrip() == line
        self.offer([] if is_written else said)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show what could come next; nothing closes it."""
        self._chat.above.completions.show(choices)
        self._prompt.choosing = bool(choices)

    def press(self, key: str) -> None:
        """A key that belongs to what stands around the prompt."""
        chat, completions = self._chat, self._chat.above.completions
        match key:
            case "up" | "down" if completions.marked:
                completions.move(-1 if key == "up" else 1)
            case "tab" | "enter" if completions.marked:
                self._complete(completions.marked, key)
            case "up" if chat.is_ready and chat.talk.waiting:
                self.take_back(chat.talk.take_back())
            case "up":
                self._prompt.recall(-1)
            case "tab":
                self._leave_prompt()
            case "backspace" if self.attachments:
                self.detach(self.attachments[-1].source)

    def _complete(self, choice: Choice, key: str) -> None:
        self._prompt.replace_before_cursor(choice.line)
        if key == "enter" and choice.whole:
            self.offer([])
            self._prompt.action_send()

    def _leave_prompt(self) -> None:
        """To what can be picked, where there is anything; otherwise to the next thing."""
        pickable = [*self._chat.query("Welcome"), *self._chat.query("Offer")]
        if pickable:
            pickable[0].focus()
        else:
            self._chat.focus_next()
