"""What `nemo-tui run` is asked for, checked before anything starts."""

import os
from collections.abc import Sequence
from pathlib import Path

from nemo_tui.config import Settings, expanded
from nemo_tui.engine import formats, naming

LINKS = ("http", "https", "file")


class BadUsage(Exception):
    """A command line that cannot be carried out: a line of the catalogue and its values."""

    def __init__(self, line: str, **values: object) -> None:
        super().__init__(line)
        self.line = f"headless.{line}"
        self.values = values


def check(messages: Sequence[str], inputs: Sequence[str]) -> None:
    """Raises BadUsage for a message without a word, or a link that nothing fetches."""
    if not all(message.strip() for message in messages):
        raise BadUsage("empty_message")
    for given in inputs:
        scheme, mark, _ = given.partition("://")
        if mark and scheme.isalpha() and scheme.lower() not in LINKS:
            raise BadUsage("bad_link", link=given)


def output_of(given: str, settings: Settings) -> Path:
    """The file or folder to deliver to, tried out. Raises BadUsage."""
    if given == "-":
        raise BadUsage("no_stdout")
    try:
        wanted = (expanded(given) if given else settings.output).absolute()
        is_name = given and not given.endswith(("/", os.sep)) and not wanted.is_dir()
        is_file = is_name and formats.names_file(wanted.suffix)
        naming.try_out(wanted.parent if is_file else wanted)
    except formats.NoFormat as error:
        made = ", ".join(formats.FORMATS)
        raise BadUsage("bad_format", name=error, formats=made) from error
    except OSError as error:
        place = error.filename or given or "."
        raise BadUsage("bad_folder", detail=f"{place}: {error.strerror}") from error
    return wanted
