"""The event-stream vectors at every cut, and the captures of real ADK servers."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from nemo_tui.client.api import Address, Api
from nemo_tui.client.sse import messages
from nemo_tui.protocol.events import WireEvent, WireFault, parse
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.protocol.text import clean
from nemo_tui.protocol.transcript import Closed, Grew, Rewritten, Transcript
from tests.support.scripted import Reply, ScriptedService, stream

SHARED = Path(__file__).parents[2].parent / "shared" / "eval"
VECTORS = SHARED / "sse_vectors.json"
CAPTURES = SHARED / "adk_captures"
HAS_VECTORS = pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")
NO_FAULT = ("STOP", "MODEL_RETURNED_NO_CONTENT")


class Cut(httpx.AsyncByteStream):
    """A body in the given pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if piece:
                yield piece


def cases() -> list[dict[str, Any]]:
    return json.loads(VECTORS.read_text())["cases"] if VECTORS.exists() else []


async def read(case: dict[str, Any], *pieces: bytes) -> list[tuple[str, str]]:
    headers = {"content-type": case["content_type"], "transfer-encoding": "chunked"}
    response = httpx.Response(200, headers=headers, stream=Cut(*pieces))
    found = [(message.event, message.data) async for message in messages(response)]
    return [pair for pair in found if pair[1].strip()]


@HAS_VECTORS
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
async def test_a_vector_reads_the_same_however_it_is_cut(case: dict[str, Any]) -> None:
    raw = base64.b64decode(case["bytes_b64"])
    wanted = [(e["event"], e["data"]) for e in case["expected_events"] if e["data"].strip()]
    assert await read(case, raw) == wanted
    assert await read(case, *(raw[i : i + 1] for i in range(len(raw)))) == wanted
    for cut in range(1, len(raw)):
        assert await read(case, raw[:cut], raw[cut:]) == wanted, cut


@HAS_VECTORS
def test_there_are_eighty_vectors() -> None:
    assert len(cases()) == 80


def captures(*, streams: bool) -> list[Path]:
    """The captured answers that are streams (an empty one is), or those that are refusals."""
    files = sorted(CAPTURES.rglob("*.sse"))
    return [file for file in files if (file.read_bytes()[:5] in (b"data:", b"")) is streams]


def named(file: Path) -> str:
    return str(file.relative_to(CAPTURES))


def payloads(raw: bytes) -> list[Any]:
    """The JSON of a capture, read by the simplest means; None for a line that is no JSON."""
    found: list[Any] = []
    for block in raw.decode().split("\n\n"):
        if block.startswith("data: "):
            try:
                found.append(json.loads(block.removeprefix("data: ")))
            except ValueError:
                found.append(None)
    return found


def expected(raw: bytes) -> tuple[str, bool]:
    """What a person must see of a capture, blanks aside, and whether it holds an error."""
    finals, scratch, thoughts, failed = "", "", "", False
    for event in payloads(raw):
        if not isinstance(event, dict) or "error" in event:
            failed = True
            continue
        failed = failed or event.get("errorCode", "STOP") not in NO_FAULT
        content = event.get("content", {})
        parts = content.get("parts", []) if content.get("role") != "user" else []
        text = "".join(part.get("text", "") for part in parts if not part.get("thought"))
        if event.get("partial"):
            thoughts += "".join(p.get("text", "") for p in parts if p.get("thought"))
            scratch += text
        elif text:
            finals, scratch = finals + text.removeprefix(thoughts), ""
    return squeezed(finals + scratch), failed


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", clean(text))


def followed(events: list[WireEvent]) -> tuple[Transcript, list[str]]:
    """The transcript, and the bubbles as a screen that follows the changes shows them."""
    transcript, bubbles, open_text = Transcript(), [], ""
    changes = [change for event in events for change in transcript.feed(event)]
    for change in [*changes, *transcript.end()]:
        match change:
            case Grew(delta):
                open_text += delta
            case Rewritten(text):
                open_text = text
            case Closed(text):
                assert open_text.strip() == text
                bubbles.append(text)
                open_text = ""
    assert not open_text.strip()
    return transcript, bubbles


@HAS_VECTORS
@pytest.mark.parametrize("file", captures(streams=True), ids=named)
async def test_a_capture_gives_its_text_once_and_no_false_error(file: Path) -> None:
    raw = file.read_bytes()
    headers = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
    third = len(raw) // 3
    response = httpx.Response(
        200, headers=headers, stream=Cut(raw[:third], raw[third : 2 * third], raw[2 * third :])
    )
    events = [e async for m in messages(response) for e in parse(m.data, m.event)]
    transcript, bubbles = followed(events)
    text, failed = expected(raw)
    assert squeezed("".join(bubbles)) == text
    assert bubbles == transcript.said
    assert bool(transcript.fault) is failed
    if not failed:
        assert not any(isinstance(event, WireFault) for event in events)


@HAS_VECTORS
async def test_every_captured_stream_over_a_socket() -> None:
    with ScriptedService() as service:
        api = Api(Address(service.url, service.token), {})
        for file in captures(streams=True):
            raw = file.read_bytes()
            service.script("run", stream(raw))
            events = [event async for event in api.run("s", "hi")]
            assert squeezed("".join(followed(events)[1])) == expected(raw)[0], file
        assert await asyncio.to_thread(service.wait_until_idle)


@HAS_VECTORS
async def test_every_captured_refusal_is_a_problem_with_words() -> None:
    with ScriptedService() as service:
        api = Api(Address(service.url, service.token), {})
        for file in captures(streams=False):
            raw = file.read_bytes()
            service.script("run", Reply(raw, 404 if b"not found" in raw else 422))
            with pytest.raises(Problem) as caught:
                await anext(api.run("s", "hi"))
            assert caught.value.detail, file
            lost = b"not found" in raw
            assert (caught.value.kind is Kind.SESSION_LOST) is lost, file
