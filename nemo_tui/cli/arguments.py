"""The commands and their options."""

import argparse

from nemo_tui import __version__


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = argparse.ArgumentParser(
        prog="nemo-tui",
        description="Talk to your video. Without a command, the full-screen app opens.",
        epilog="exit codes of run: 0 done, 1 failed, 2 wrong usage, 3 backend not reached, "
        "4 not all done, or an answer is needed, 5 still rendering (see jobs), 130 stopped",
    )
    made.add_argument("--version", action="version", version=f"nemo-tui {__version__}")
    made.add_argument(
        "--resume",
        nargs="?",
        const="last",
        default="",
        metavar="ID",
        help="open an earlier conversation (the last one)",
    )
    made.set_defaults(command="app", json=False, yes=False)
    _common(made)
    commands = made.add_subparsers(metavar="COMMAND")
    _run_options(_command(commands, "run", "take messages without the app and deliver the file"))
    studio = commands.add_parser("studio", help="serve the local studio on its own")
    studio.set_defaults(command="studio")
    _jobs_options(_command(commands, "jobs", "list, resume, cancel or open exports"))
    forget = _command(commands, "forget", "remove sign-ins and agreements from this machine")
    forget.add_argument(
        "--all",
        action="store_true",
        help="also conversations, exports, studio data and the client id",
    )
    doctor = _command(commands, "doctor", "tell what is missing on this machine")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    skills = _command(commands, "skills", "list the skills")
    skills.add_argument("--json", action="store_true", help="print JSON")
    serve = _command(commands, "serve", "open the app in a browser of this machine")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8756, help="port to listen on (8756)")
    return made


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, told: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=told, description=told)
    made.set_defaults(command=name)
    _common(made)
    return made


def _common(made: argparse.ArgumentParser) -> None:
    unset = argparse.SUPPRESS if made.prog != "nemo-tui" else ""
    made.add_argument("-s", "--skill", default=unset, help="the skill to speak as")
    made.add_argument(
        "--backend", default=unset, metavar="local|cloud|URL", help="where the work is done"
    )
    made.add_argument(
        "--log", default=unset, metavar="FILE", help="write every call there, secrets masked"
    )


def _run_options(made: argparse.ArgumentParser) -> None:
    made.add_argument("messages", nargs="+", metavar="MESSAGE", help="one turn each")
    made.add_argument(
        "-i",
        "--input",
        action="append",
        default=[],
        metavar="FILE_OR_URL",
        help="attach to the first message (repeatable)",
    )
    made.add_argument("-o", "--output", default="", help="folder or file to deliver to")
    made.add_argument("--json", action="store_true", help="one JSON object per event")
    made.add_argument("--yes", action="store_true", help="agree to uploads beforehand")
    made.add_argument("--no-export", action="store_true", help="deliver only when asked in words")


def _jobs_options(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "what", nargs="?", default="list", choices=("list", "resume", "cancel", "open")
    )
    made.add_argument("id", nargs="?", default="", help="the export (resume: all that wait)")
    made.add_argument("--json", action="store_true", help="print JSON")
