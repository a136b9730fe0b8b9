"""The commands of the prompt and the palette: what the screen offers, and what plug-ins add.

`action` names a method `action_<action>` of the chat screen; `help` is a key of the catalogue.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from nemo_tui.hooks import Command, Plugins

SCREEN_COMMANDS: tuple[Command, ...] = (
    Command("export", "app.command.export", "export", "[mp4|mov|webm|gif|mp3…] [1080p]"),
    Command("upload", "app.command.upload", "upload", "PATH"),
    Command("status", "app.command.status", "state"),
    Command("credits", "app.command.credits", "credits"),
    Command("skill", "app.command.skill", "skill", "[NAME]"),
    Command("skills", "app.command.skills", "skills"),
    Command("jobs", "app.command.jobs", "jobs"),
    Command("sessions", "app.command.sessions", "sessions"),
    Command("new", "app.command.new", "new"),
    Command("rename", "app.command.rename", "rename", "TITLE"),
    Command("save", "app.command.save", "save", "[md|json]"),
    Command("retry", "app.command.retry", "retry"),
    Command("cancel", "app.command.cancel", "cancel"),
    Command("copy", "app.command.copy", "copy", "[answer|code|path]"),
    Command("open", "app.command.open", "open"),
    Command("folder", "app.command.folder", "folder"),
    Command("find", "app.command.find", "find", "[TEXT]"),
    Command("timeline", "app.command.timeline", "timeline"),
    Command("claim", "app.command.claim", "claim"),
    Command("settings", "app.command.settings", "settings"),
    Command("theme", "app.command.theme", "theme", "[NAME]"),
    Command("language", "app.command.language", "language", "en|zh"),
    Command("log", "app.command.log", "log"),
    Command("clear", "app.command.clear", "clear"),
    Command("help", "app.command.help", "help"),
    Command("quit", "app.command.quit", "quit"),
)


@dataclass(frozen=True)
class Typed:
    """A command as it was typed: which one, and the words after it."""

    command: Command
    arguments: tuple[str, ...]


# Who wants to leave, or to see the finished file, need not know that commands begin with a slash.
_SAID = dict.fromkeys(("quit", "exit", ":q", "退出"), "/quit")
_OF_A_FILE = {
    "/folder": r"(?:please )?(?:open|show)(?: me)? (?:the|its|that|my)? ?(?:output )?folder"
    r"|(?:请|帮我)*(?:打开|显示)(?:所在|输出)?(?:的)?(?:文件夹|目录)",
    "/open": r"(?:please )?(?:open|show|play)(?: me)? (?:it|(?:the|my|that) (?:file|result|video))"
    r"|(?:请|帮我)*(?:打开|播放|显示)(?:它|(?:这个|那个)?(?:文件|视频|成品))",
}


def every_command(plugins: Plugins | None) -> list[Command]:
    """The screen's commands and those of plug-ins; of two with one name the screen's stays."""
    found = {command.name: command for command in SCREEN_COMMANDS}
    for contributed in plugins.call("nemo_commands") if plugins else ():
        for command in contributed:
            found.setdefault(command.name, command)
    return list(found.values())


def read_command(text: str, commands: Iterable[Command], *, has_file: bool = False) -> Typed | None:
    """The command that a line asks for: `/name words`, or None where it asks for none."""
    text = _said(text, has_file=has_file)
    if not text.startswith("/") or "\n" in text:
        return None
    name, _, rest = text[1:].partition(" ")
    command = next((each for each in commands if each.name == name.lower()), None)
    return Typed(command, _words(rest)) if command else None


def _said(text: str, *, has_file: bool) -> str:
    """The line, or the command that it stands for."""
    plain = text.strip().lower().rstrip(".!?。！？")
    deeds = _OF_A_FILE.items() if has_file else ()
    meant = (command for command, said in deeds if re.fullmatch(said, plain))
    return _SAID.get(plain) or next(meant, text)


def looks_like_command(text: str) -> bool:
    """Whether a line was meant as a command: one slash, one plain word."""
    return text.startswith("/") and text[1:].split(" ", 1)[0].isalpha()


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return tuple(text.split())
