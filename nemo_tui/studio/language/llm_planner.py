"""Asks a language model of the user's own to put a message into plain requests.

Off unless an address is given. Any server with OpenAI's `/v1/chat/completions` will do. What it
answers is text like a person's: every line goes through the same recipes and checks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.recipe import Library

MOST_STEPS = 8
MOST_LETTERS = 200
_TASK = """You translate a wish about a video into plain editing requests for a program.
Answer with a JSON array of at most eight short English requests, in order, and nothing else.
The program understands requests such as:
"cut out 0:02 to 0:05", "keep the first 5 seconds",
"add the title \\"Hello\\" at the top from 1s to 4s",
"speed up 2x", "make it 9:16", "add music.mp3 as background music at 30%",
"fade out over the last 2 seconds",
"make it black and white", "increase brightness", "crossfade 1s between the clips",
"compress to under 8MB",
"rotate 90 degrees clockwise", "mute it", "convert to gif", "put logo.png in the top right corner".
Answer [] when the wish is not about editing this video."""


@dataclass(frozen=True)
class Endpoint:
    """Where the model is: the base address (…/v1), a model name, a key if it wants one."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0


class LlmPlanner:
    """Puts what no recipe understands into requests that they do."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def steps(self, message: str, draft: Draft, library: Library) -> list[str]:
        """The requests, or none when the model has no good answer or cannot be reached."""
        try:
            async with httpx.AsyncClient(
                timeout=self._endpoint.seconds, trust_env=False, follow_redirects=False
            ) as client:
                answer = await client.post(
                    f"{self._endpoint.url.rstrip('/')}/chat/completions",
                    headers=self._headers(),
                    json=self._question(message, draft, library),
                )
        except httpx.HTTPError:
            return []
        return requests_of(answer.text) if answer.status_code == 200 else []

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {}

    def _question(self, message: str, draft: Draft, library: Library) -> dict[str, Any]:
        facts = {"files": [item.name for item in library.items], "timeline": timeline_of(draft)}
        asked = f"{json.dumps(facts, ensure_ascii=False)}\nWish: {message[:2000]}"
        return {
            "model": self._endpoint.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": asked},
            ],
        }


def timeline_of(draft: Draft) -> list[str]:
    """The timeline in a few words a line."""
    return [
        f"{track.type.name.lower()} {segment.label} {clock(segment.start)}-{clock(segment.end)}"
        for track in draft.tracks
        for segment in track.segments[:20]
        if track.type in tuple(TrackType)
    ]


def requests_of(body: str) -> list[str]:
    """The requests in a model's answer; anything but a list of short texts gives none."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
        found = json.loads(content[content.index("[") : content.rindex("]") + 1])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        return []
    steps = [item.strip() for item in found if item.strip()]
    return steps[:MOST_STEPS] if all(len(item) <= MOST_LETTERS for item in steps) else []
