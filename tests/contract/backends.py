"""The two backends behind one face: the studio for real, the hosted service as scripted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from nemo_tui.studio.agent import Commit, Say, ToolUsed
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.service import Options
from tests.studio.harness import TOKEN, Choice, Running, Scripted, studio
from tests.support.scripted import (
    ScriptedService,
    answer,
    events,
    refusal,
    say_in_pieces,
    tool_event,
)

REPLY = "I cut the clip to half a second. 已完成。"
EDITED = Draft().with_segments(TrackType.VIDEO, (Segment("s1", length=500),)).to_json()


class Backend(Protocol):
    """A backend in a known situation."""

    url: str
    token: str

    def knows_no_session(self) -> None:
        """From here on every session is unknown."""

    def refuses_files(self) -> None:
        """From here on uploads are no media."""

    def finds_ids_taken(self) -> None:
        """From here on the id of an export is in use."""

    def edits_silently(self) -> None:
        """The next turn changes the draft and says nothing."""

    def edits(self) -> None:
        """The next turn changes the draft and says REPLY."""


@dataclass
class Studio:
    """The studio does all this by itself."""

    running: Running

    def __post_init__(self) -> None:
        self.url = self.running.url
        self.token = TOKEN

    def knows_no_session(self) -> None:
        """Nothing to do."""

    refuses_files = finds_ids_taken = edits = knows_no_session

    def edits_silently(self) -> None:
        """The switch of the studio for tests."""
        self.running.studio.options = Options(silent_edits=True)


class Hosted:
    """The hosted service as its documents describe it."""

    def __init__(self, service: ScriptedService) -> None:
        self._service = service
        self.url, self.token = service.url, service.token
        service.draft = None
        service.polls_until_done = 2

    def knows_no_session(self) -> None:
        """Code 1002 with 404; ADK's dialect on the stream."""
        for endpoint in ("state", "upload", "render"):
            self._service.always(endpoint, refusal(1002, "Session not found", 404))
        self._service.always("run", answer({"detail": "Session not found"}, 404))

    def refuses_files(self) -> None:
        """Code 4001 in an answer that is otherwise good."""
        self._service.always("upload", refusal(4001, "unsupported file"))

    def finds_ids_taken(self) -> None:
        """No source shows the answer; any refusal will do."""
        self._service.always("render", refusal(400, "duplicate id", 400))

    def edits(self) -> None:
        """A tool, then the words in pieces and whole."""
        words = say_in_pieces(*(REPLY[:20], REPLY[20:]))
        tool = events(*tool_event("edit_multitrack", EDITED))
        body = (*_pieces(tool), *_pieces(words))
        self._service.script("run", type(tool)(body, content_type=tool.content_type))
        self._service.draft = EDITED

    def edits_silently(self) -> None:
        """A tool and no words, as ADK ends such a turn."""
        nothing = {"finishReason": "STOP", "errorCode": "MODEL_RETURNED_NO_CONTENT"}
        self._service.script("run", events(*tool_event("edit_multitrack", EDITED), nothing))
        self._service.draft = EDITED


def _pieces(reply: Any) -> tuple[bytes, ...]:
    return reply.body if isinstance(reply.body, tuple) else (reply.body,)


@contextmanager
def backend(name: str, folder: Path) -> Iterator[Backend]:
    """The backend of this name."""
    if name == "hosted":
        with ScriptedService() as service:
            yield Hosted(service)
        return
    script = (ToolUsed("trim", {}), Commit(Draft.from_json(EDITED), {}), Say(REPLY))
    with studio(folder / "data", Choice(agent=Scripted(*script))) as running:
        yield Studio(running)
