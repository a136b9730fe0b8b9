"""What each command does, by the name of its action; explicit, so that none runs by accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nemo_tui.engine.actions import Action, Step
from nemo_tui.protocol.text import short
from nemo_tui.ui.attachments import resolve

if TYPE_CHECKING:
    from nemo_tui.ui.screens.chat import ChatScreen

Arguments = tuple[str, ...]
Deed = Callable[["ChatScreen", Arguments], None]


def perform(chat: ChatScreen, action: Action) -> None:
    """Have the conversation carry out one action."""
    if chat.is_busy:
        chat.home.tell("app.not_now")
    else:
        chat.turns.perform(chat.talk.perform([action]))


def asked_of_the_conversation(command: str, arguments: Arguments) -> Action | None:
    """What a command has the conversation do; None for one that the screen does by itself."""
    if command == "export":
        return _export(arguments)
    return Action(Step(command)) if command in (Step.CREDITS, Step.STATE) else None


def _export(arguments: Arguments) -> Action:
    """Make the file; a size such as 1080p is told from a format."""
    output: dict[str, str] = {}
    for word in (argument.lower() for argument in arguments):
        is_size = word.rstrip("p").isdigit() or word in ("4k", "2k", "8k")
        output["resolution" if is_size else "format"] = word
    return Action(Step.EXPORT, output=output)


def upload(chat: ChatScreen, arguments: Arguments) -> None:
    """Attach the files that are named; without names, help to name one."""
    found = {argument: resolve(argument) for argument in arguments}
    if not found:
        chat.prompt.set_text("/upload ")
        chat.prompt.focus()
        chat.home.tell("app.upload_how")
    for name in [name for name, source in found.items() if not source]:
        chat.home.tell("app.not_a_file", name=short(name, 80))
    chat.composer.attach([source for source in found.values() if source])


def skill(chat: ChatScreen, arguments: Arguments) -> None:
    """Switch to a skill by name, or browse."""
    if not arguments:
        chat.home.open_page("skills")
        return
    wanted = " ".join(arguments)
    found = chat.home.skills.get(wanted) or next(
        (each for each in chat.home.skills.all() if wanted.casefold() in each.name.casefold()), None
    )
    if found is None:
        chat.home.tell("app.skill_unknown", name=short(wanted, 60))
    else:
        chat.home.skill_desk.use(found)


def retry(chat: ChatScreen, arguments: Arguments) -> None:
    """Put the last message back into the prompt with its files; it is never sent on its own."""
    last = chat.talk.last_sent
    if last is None:
        chat.home.tell("app.nothing_to_retry")
        return
    chat.prompt.set_text(last.text)
    chat.composer.attach(list(last.attachments))
    chat.prompt.focus()


def cancel(chat: ChatScreen, arguments: Arguments) -> None:
    """Stop what is running."""
    chat.turns.stop()


def copy(chat: ChatScreen, arguments: Arguments) -> None:
    """Copy the last answer, its last piece of code, or the path of the last file."""
    what = arguments[0] if arguments else "answer"
    text = chat.turns.answers[-1] if chat.turns.answers else ""
    if what == "code":
        text = last_code(text)
    if what == "path" or (what == "answer" and not text):
        text = str(chat.home.activity.last_file or "")
    if text:
        chat.home.handover.copy(text)
    else:
        chat.home.tell("app.nothing_to_copy")


def last_code(text: str) -> str:
    """The last fenced piece of an answer."""
    pieces = text.split("```")
    return pieces[-2].partition("\n")[2].rstrip("\n") if len(pieces) >= 3 else ""


def use_last_file(chat: ChatScreen, deed: str) -> None:
    """Open the last finished file, or its folder."""
    path = chat.home.activity.last_file
    if path is None:
        chat.home.tell("app.nothing_to_open")
    else:
        chat.home.handover.use_file(path, deed)


def find(chat: ChatScreen, arguments: Arguments) -> None:
    """Find a text in this conversation."""
    chat.above.finder.open(" ".join(arguments))


def timeline(chat: ChatScreen, arguments: Arguments) -> None:
    """Put the arrow keys on the newest timeline."""
    found = chat.query("Timeline")
    if found:
        found.last().focus()
    else:
        chat.home.tell("app.no_timeline")


def rename(chat: ChatScreen, arguments: Arguments) -> None:
    """Name this conversation."""
    chat.home.sessions.rename(" ".join(arguments))


def save(chat: ChatScreen, arguments: Arguments) -> None:
    """Write this conversation to a file."""
    form = arguments[0].lower() if arguments else "md"
    chat.home.sessions.save("json" if form == "json" else "md")


def claim(chat: ChatScreen, arguments: Arguments) -> None:
    """Show an address where a person with an account takes the work over."""
    if not chat.home.launcher.where:
        chat.home.tell("app.claim_nothing")
    elif chat.is_busy:
        chat.home.tell("app.not_now")
    else:
        chat.run_worker(_show_claim_link(chat), group="claim", exit_on_error=False)


async def _show_claim_link(chat: ChatScreen) -> None:
    from nemo_tui.protocol.problems import Problem

    try:
        chat.show_line(chat.home.say("app.claim_link", link=await chat.talk.claim_link()), "↗")
    except Problem as problem:
        chat.home.tell(f"problem.{problem.kind}.what")


def clear(chat: ChatScreen, arguments: Arguments) -> None:
    """Empty the screen."""
    chat.transcript.show([])


DEEDS: dict[str, Deed] = {
    "export": lambda chat, arguments: perform(chat, _export(arguments)),
    "credits": lambda chat, _: perform(chat, Action(Step.CREDITS)),
    "state": lambda chat, _: perform(chat, Action(Step.STATE)),
    "upload": upload,
    "skill": skill,
    "skills": lambda chat, _: chat.home.open_page("skills"),
    "jobs": lambda chat, _: chat.home.open_page("jobs"),
    "sessions": lambda chat, _: chat.home.open_page("sessions"),
    "new": lambda chat, _: chat.home.sessions.new(),
    "rename": rename,
    "save": save,
    "retry": retry,
    "cancel": cancel,
    "copy": copy,
    "open": lambda chat, _: use_last_file(chat, "open"),
    "folder": lambda chat, _: use_last_file(chat, "folder"),
    "find": find,
    "timeline": timeline,
    "claim": claim,
    "settings": lambda chat, _: chat.home.open_page("settings"),
    "theme": lambda chat, arguments: chat.home.choices.theme(" ".join(arguments)),
    "language": lambda chat, arguments: chat.home.choices.language("".join(arguments[:1])),
    "log": lambda chat, _: chat.home.open_page("log"),
    "clear": clear,
    "help": lambda chat, _: chat.home.open_page("help"),
    "quit": lambda chat, _: chat.home.action_leave(),
}
