"""Lines that are commands: `/name words`, and a few words that mean one."""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from nemo_tui.hooks import Command, Plugins


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


def every_command(plugins: Plugins) -> list[Command]:
    """What plug-ins contribute, ours first; of two with one name the one that came first stays."""
    found: dict[str, Command] = {}
    for contributed in reversed(list(plugins.call("nemo_commands"))):
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
    text = _SAID.get(text.lower(), text)
    return text.startswith("/") and text[1:].split(" ", 1)[0].isalpha()


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return tuple(text.split())
