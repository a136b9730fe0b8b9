"""One turn with the agent: a message out, events in, on a connection of its own."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

import httpx
from httpx_sse import EventSource, ServerSentEvent

from nemo_tui.client.wire import NotSent, Wire, read_answer
from nemo_tui.protocol import routes
from nemo_tui.protocol.draft import write
from nemo_tui.protocol.events import WireEvent, parse
from nemo_tui.protocol.problems import Garbled, Kind, Unreachable
from nemo_tui.protocol.text import short

EVENT_STREAM = "text/event-stream"
LARGEST_EVENT = 64 * 2**20


async def run(wire: Wire, session_id: str, text: str) -> AsyncGenerator[WireEvent, None]:
    """The events of one turn; ends at the clean end of the stream.

    Raises NotSent when nothing has reached the backend, Refused or Garbled for an answer that
    is no stream, and Unreachable(BROKEN_STREAM) when the message may be at work although its
    stream broke. The message is never sent a second time.
    """
    body = {
        "app_name": routes.APP,
        "user_id": routes.USER,
        "session_id": session_id,
        "new_message": {"parts": [{"text": text}]},
    }
    url = wire.url(routes.RUN_SSE)
    headers = wire.headers(
        url,
        Content_Type="application/json",
        Accept="text/event-stream",
        Accept_Encoding="identity",
        Cache_Control="no-store",
    )
    try:
        async with (
            wire.exchange(
                "POST",
                url,
                headers=headers,
                content=write(body).encode(),
                silence=wire.patience.stream_silence,
            ) as response,
            aclosing(_events(response)) as events,
        ):
            async for event in events:
                yield event
    except NotSent:
        raise
    except Unreachable as problem:
        raise Unreachable(Kind.BROKEN_STREAM, problem.detail, problem.code) from problem


async def _events(response: httpx.Response) -> AsyncGenerator[WireEvent, None]:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code != 200 or media_type != EVENT_STREAM:
        await read_answer(response)
        raise Garbled(f"{short(media_type) or 'something'} instead of a stream")
    async with aclosing(messages(response)) as found:
        async for message in found:
            for event in parse(message.data, message.event):
                yield event


async def messages(response: httpx.Response) -> AsyncGenerator[ServerSentEvent, None]:
    """The messages of an event stream, those with blank data included."""
    stream = _Stream(response)
    source = EventSource(cast(httpx.Response, stream))
    async with aclosing(source.aiter_sse()) as found:
        async for message in found:
            stream.size = 0
            yield message
    if stream.was_cut:
        raise Unreachable(Kind.BROKEN_STREAM, "the connection closed in the middle of an event")


class _Stream:
    """As much of a response as httpx-sse reads: always UTF-8, with a limit to one event.

    Source for the encoding: the event stream's standard, whatever `charset` says.
    """

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._end = ""
        self.size = 0
        self.headers = {"content-type": EVENT_STREAM}

    async def aiter_text(self) -> AsyncIterator[str]:
        """The text of the stream as it comes."""
        self._response.encoding = "utf-8-sig"
        async for text in self._response.aiter_text():
            self.size += len(text)
            if self.size > LARGEST_EVENT:
                raise Garbled(f"an event of more than {LARGEST_EVENT // 2**20} MB")
            self._end = (self._end + text)[-4:]
            yield text

    @property
    def was_cut(self) -> bool:
        """Whether a body that only its connection ends stopped before a blank line."""
        headers = self._response.headers
        if "transfer-encoding" in headers or "content-length" in headers:
            return False
        end = self._end.replace("\r\n", "\n").replace("\r", "\n")
        return bool(end) and not end.endswith("\n\n")
