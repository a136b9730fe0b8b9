"""The built-in commands of the palette and the prompt: name, what it does, action, arguments."""

from nemo_tui.hooks import Command, hookimpl

COMMANDS: tuple[Command, ...] = (
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


@hookimpl
def nemo_commands() -> list[Command]:
    """Contribute the commands of the app."""
    return list(COMMANDS)
