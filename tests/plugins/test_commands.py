"""The built-in commands: named once, explained in both languages."""

import pytest

from nemo_tui.catalogue import Catalogue
from nemo_tui.hooks import ClientHooks, Command, Plugins
from nemo_tui.plugins import commands


def contributed() -> list[Command]:
    plugins = Plugins(ClientHooks)
    plugins.register(commands)
    return [command for found in plugins.call("nemo_commands") for command in found]


def test_what_issue_two_asks_for_is_there() -> None:
    names = [command.name for command in contributed()]
    assert {"export", "credits", "status", "upload", "skill", "help", "quit"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_is_explained(language: str) -> None:
    say = Catalogue("zh" if language == "zh" else "en")
    for command in contributed():
        assert say.has(command.help), command.name
        assert language in say.lines[command.help]
