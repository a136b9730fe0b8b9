"""Which hosts may be sent files: asked once per host, remembered, forgotten on demand."""

import json
from contextlib import suppress
from pathlib import Path

from nemo_tui.config import write_private


class ConsentBook:
    """The hosts that the person agreed to."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def hosts(self) -> tuple[str, ...]:
        """Every host agreed to; a file that cannot be read counts as no agreement."""
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return ()
        listed = data.get("hosts") if isinstance(data, dict) else None
        return tuple(str(host) for host in listed) if isinstance(listed, list) else ()

    def allows(self, host: str) -> bool:
        """Whether files may go to this host."""
        return host in self.hosts()

    def remember(self, host: str) -> None:
        """Note an agreement; where the disk refuses, the person is asked again next time."""
        self._write((*(kept for kept in self.hosts() if kept != host), host))

    def forget(self, host: str) -> None:
        """Take one agreement back."""
        self._write(tuple(kept for kept in self.hosts() if kept != host))

    def clear(self) -> None:
        """Take every agreement back."""
        self.file.unlink(missing_ok=True)

    def _write(self, hosts: tuple[str, ...]) -> None:
        with suppress(OSError):
            write_private(self.file, json.dumps({"hosts": list(hosts)}))
