"""A turn as the hosted service streams it: ADK events, one JSON object per `data:` line.

Form: captured from google-adk 2.13: camelCase keys, raw UTF-8, no event names, the end of the
body ends the turn. Keep-alive comments are allowed by every SSE reader.
"""

import asyncio
import json
import logging
import re
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from nemo_tui.protocol.problems import Problem
from nemo_tui.protocol.routes import APP
from nemo_tui.studio.agent import AgentEvent, Commit, Say, ToolUsed
from nemo_tui.studio.agent import Progress as AgentProgress
from nemo_tui.studio.fetch import Progress
from nemo_tui.studio.fetching.sentences import FetchFailed, under_way
from nemo_tui.studio.recipe import Language, Media
from nemo_tui.studio.service import Studio
from nemo_tui.studio.store import Session

log = logging.getLogger(__name__)
HEARTBEAT = b": heartbeat\n\n"
_CHINESE = re.compile("[\u3400-\u9fff]")
_LETTERS = re.compile("[A-Za-z]{2}")
_PIECE = re.compile(r".{1,60}(?:\s|$|(?<=[，。！？；、]))|.{1,60}", re.DOTALL)
Json = dict[str, Any]


def language_of(message: str, session_language: str) -> Language:
    """The language to answer in: that of the message, else that of the session."""
    if _CHINESE.search(message):
        return "zh"
    return "zh" if session_language.startswith("zh") and not _LETTERS.search(message) else "en"


@dataclass
class Talk:
    """One turn: asks the agent, stores its drafts, and tells the client."""

    studio: Studio
    session: Session
    message: str
    skill: str = ""
    in_pieces: bool = True
    _invocation: str = field(default_factory=lambda: f"e-{secrets.token_hex(8)}")
    _lines: asyncio.Queue[Json | None] = field(default_factory=asyncio.Queue)
    _tools: list[ToolUsed] = field(default_factory=list)
    _delta: Json = field(default_factory=dict)
    _edited: bool = False

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return language_of(self.message, self.session.language)

    async def lines(self) -> AsyncIterator[bytes]:
        """The body of the answer; leaving it cancels the turn."""
        task = asyncio.create_task(self._run())
        try:
            while True:
                try:
                    async with asyncio.timeout(self.studio.options.heartbeat_seconds):
                        event = await self._lines.get()
                except TimeoutError:
                    yield HEARTBEAT
                    continue
                if event is None:
                    break
                yield encode(event)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async with self.studio.turn_lock(self.session.id):
                await self._converse()
        except Problem as problem:
            self._fault(problem.detail or str(problem.kind))
        except Exception:
            log.exception("turn of session %s", self.session.id)
            self._fault("the studio met an error of its own")
        finally:
            self._lines.put_nowait(None)

    async def _converse(self) -> None:
        studio, current = self.studio, self.session
        session = await studio.session(current.owner, current.id)
        turn = await studio.turn(session, self.message, self.skill, self.language, self._fetch)
        async for event in studio.agent.answer(turn):
            await self._tell(event)
        self._show_tools()
        if studio.options.silent_edits and self._edited:
            nothing = {"finishReason": "STOP", "errorCode": "MODEL_RETURNED_NO_CONTENT"}
            self._send({**nothing, "errorMessage": "The model returned no content."})

    async def _tell(self, event: AgentEvent) -> None:
        match event:
            case AgentProgress(text):
                self._progress(text)
            case ToolUsed():
                self._tools.append(event)
            case Commit():
                await self._commit(event)
            case Say():
                self._show_tools()
                if not (self.studio.options.silent_edits and self._edited):
                    self._say(event)

    async def _commit(self, commit: Commit) -> None:
        if commit.draft is None:
            await self.studio.store.remember(self.session.id, commit.memory)
            return
        await self.studio.store.commit(self.session.id, commit.draft, commit.memory)
        self._edited = True
        self._delta = {"draft": commit.draft.to_json()}

    def _say(self, said: Say) -> None:
        if self.in_pieces:
            for piece in _pieces(said.text):
                self._send({**_content({"text": piece}), "partial": True})
        whole = {**_content({"text": said.text}), "partial": False, "finishReason": "STOP"}
        left = {"left": said.left} if said.left else {}
        self._send(whole, {"outcome": said.kind, **left})

    def _progress(self, text: str) -> None:
        self._send({**_content({"text": text, "thought": True}), "partial": True})

    def _show_tools(self) -> None:
        """Tell which tools ran, the last one with the draft that was stored."""
        if self._delta and not self._tools:
            self._tools.append(ToolUsed("edit_timeline", {}))
        for number, tool in enumerate(self._tools, 1):
            call = {"id": f"adk-{secrets.token_hex(8)}", "name": tool.name}
            self._send(_content({"functionCall": {**call, "args": tool.args}}))
            answer = {**call, "response": {"status": "ok"}}
            delta = self._delta if number == len(self._tools) else {}
            self._send(_content({"functionResponse": answer}, "user"), delta)
        self._tools, self._delta = [], {}

    async def _fetch(self, url: str) -> Media:
        def progress(seen: Progress) -> None:
            self._progress(under_way(seen.bytes, seen.total, self.language))

        try:
            return await self.studio.add_url(self.session, url, progress)
        except FetchFailed as error:
            error.language = self.language
            raise
        except Problem as problem:
            raise FetchFailed("failed", words=problem.detail) from problem

    def _fault(self, message: str) -> None:
        self._send({"errorCode": "STUDIO_ERROR", "errorMessage": message})

    def _send(self, event: Json, delta: Json | None = None) -> None:
        actions = {"stateDelta": delta or {}, "artifactDelta": {}, "requestedAuthConfigs": {}}
        frame = {"invocationId": self._invocation, "author": APP, "actions": actions}
        stamp = {"id": secrets.token_hex(8), "timestamp": time.time()}
        self._lines.put_nowait({**event, **frame, **stamp})


def encode(event: Json) -> bytes:
    """An event as it goes over the wire."""
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return b"data: " + text.encode("utf-8", "replace") + b"\n\n"


def _content(part: Json, role: str = "model") -> Json:
    return {"content": {"parts": [part], "role": role}}


def _pieces(text: str) -> Iterator[str]:
    return (match.group() for match in _PIECE.finditer(text))
