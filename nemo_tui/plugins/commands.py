"""The built-in commands of the palette, the prompt and the command line."""

from nemo_tui.hooks import Command, hookimpl

COMMANDS = (
    Command("export", "engine.command.export", "export", takes="[format]"),
    Command("credits", "engine.command.credits", "credits"),
    Command("status", "engine.command.status", "state"),
    Command("upload", "engine.command.upload", "upload", takes="[file]"),
    Command("skill", "engine.command.skill", "skill", takes="[name]"),
    Command("jobs", "engine.command.jobs", "jobs"),
    Command("sessions", "engine.command.sessions", "sessions"),
    Command("claim", "engine.command.claim", "claim"),
    Command("new", "engine.command.new", "new"),
    Command("log", "engine.command.log", "log"),
    Command("settings", "engine.command.settings", "settings"),
    Command("help", "engine.command.help", "help"),
    Command("quit", "engine.command.quit", "quit"),
)


@hookimpl
def nemo_commands() -> list[Command]:
    """Contribute the commands that every front end has."""
    return list(COMMANDS)
