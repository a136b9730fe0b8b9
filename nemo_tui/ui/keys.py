"""Every key of the app by group: binding id without its dots, and how the key is written.

The help page and docs/keys.md are made from this table; a test compares it with the bindings.
"""

from collections.abc import Iterable

from nemo_tui.catalogue import Catalogue
from nemo_tui.hooks import Command

INTRODUCTION = """F1 shows this page in the app. Every key can be changed: put the id and the new
key under `[keys]` in `config.toml`, for example `"chat.find" = "ctrl+k"`. Commands are typed
into the prompt or picked from the palette (`ctrl+p`); Tab completes them, and Enter runs the one
that is marked. Escape always leads back to the prompt, and from the prompt it stops what runs."""

KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "prompt": (
        ("prompt_send", "enter"),
        ("prompt_newline", "shift+enter, ctrl+j, alt+enter"),
        ("prompt_earlier", "up"),
        ("prompt_later", "down"),
        ("prompt_complete", "tab"),
        ("prompt_backspace", "backspace"),
        ("prompt_undo", "ctrl+underscore, ctrl+minus"),
        ("chat_accept", "ctrl+g"),
        ("chat_escape", "escape"),
        ("chat_interrupt", "ctrl+c"),
    ),
    "reading": (
        ("chat_page_up", "pageup"),
        ("chat_page_down", "pagedown"),
        ("chat_line_up", "ctrl+up"),
        ("chat_line_down", "ctrl+down"),
        ("chat_to_start", "ctrl+home"),
        ("chat_to_end", "ctrl+end"),
        ("chat_find", "f3, ctrl+f"),
        ("chat_copy", "ctrl+y"),
        ("chat_open", "ctrl+o"),
        ("chat_folder", "f7"),
        ("chat_path", "f9"),
        ("chat_timeline", "ctrl+t"),
        ("transcript_start", "home, g"),
        ("transcript_end", "end, G"),
    ),
    "pages": (
        ("app_help", "f1"),
        ("app_palette", "ctrl+p"),
        ("chat_skills", "f2"),
        ("chat_jobs", "f4"),
        ("chat_sessions", "f5, ctrl+r"),
        ("chat_settings", "f6"),
        ("chat_log", "f8"),
        ("chat_new", "ctrl+n"),
        ("app_suspend", "ctrl+z"),
        ("app_quit", "ctrl+q"),
        ("page_close", "escape"),
        ("help_close", "escape, q"),
    ),
    "timeline": (
        ("timeline_left", "left"),
        ("timeline_right", "right"),
        ("timeline_up", "up"),
        ("timeline_down", "down"),
        ("timeline_compare", "b, space"),
    ),
    "cards": (
        ("starters_up", "up"),
        ("starters_down", "down"),
        ("starters_pick", "enter, space"),
        ("steps_open", "enter, space"),
        ("offer_accept", "enter, space"),
        ("export_open", "o, enter"),
        ("export_folder", "f"),
        ("export_copy", "y"),
        ("question_yes", "y"),
        ("question_no", "n, escape, q"),
    ),
    "jobs": (
        ("jobs_cancel", "c"),
        ("jobs_retry", "r"),
        ("jobs_open", "o"),
        ("jobs_folder", "f"),
        ("jobs_copy", "y"),
    ),
    "sessions": (
        ("sessions_find", "/"),
        ("sessions_rename", "r"),
        ("sessions_markdown", "m"),
        ("sessions_json", "j"),
        ("sessions_delete", "d, delete"),
    ),
}


def as_markdown(say: Catalogue, commands: Iterable[Command]) -> str:
    """The page docs/keys.md: written by `python -m nemo_tui.ui.keys`."""
    lines = ["# Keys and commands", "", INTRODUCTION, ""]
    for group, keys in KEYS.items():
        lines += [f"## {say(f'app.keys.{group}')}", "", "| key | does | id |", "|---|---|---|"]
        for name, written in keys:
            pressed = " ".join(f"`{key}`" for key in written.split(", "))
            lines.append(
                f"| {pressed} | {say(f'app.key.{name}')} | `{name.replace('_', '.', 1)}` |"
            )
        lines.append("")
    lines += ["## Commands", "", "| command | does |", "|---|---|"]
    for command in commands:
        takes = command.takes.replace("|", "\\|")
        lines.append(f"| `/{command.name}` {takes} | {say(command.help)} |".replace("  ", " "))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from nemo_tui.ui.commands import SCREEN_COMMANDS

    print(as_markdown(Catalogue("en"), SCREEN_COMMANDS), end="")
