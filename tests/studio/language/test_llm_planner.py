"""The optional planner against a scripted server on a loopback port."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.llm_planner import Endpoint, LlmPlanner, requests_of
from nemo_tui.studio.recipe import Library
from tests.studio.recipes.scene import library, session


@contextmanager
def scripted(status: int, body: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that answers every post alike; gives its address and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(
                {
                    "path": self.path,
                    "key": self.headers.get("Authorization", ""),
                    **json.loads(self.rfile.read(length)),
                }
            )
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(content: str) -> str:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


async def test_requests_come_back_and_the_model_is_told_what_there_is() -> None:
    with scripted(200, answer('["keep the first 2 seconds", "mute it"]')) as (url, asked):
        planner = LlmPlanner(Endpoint(url, "small", "secret"))
        steps = await planner.steps("a short silent teaser", Draft(), library(["city.mp4"]))
    assert steps == ["keep the first 2 seconds", "mute it"]
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["model"] == "small"
    assert asked[0]["key"] == "Bearer secret"
    assert "city.mp4" in asked[0]["messages"][1]["content"]


async def test_the_agent_runs_its_requests_through_the_recipes() -> None:
    from nemo_tui.studio.agent import Agent

    with scripted(200, answer('["keep the first 2 seconds", "order a pizza"]')) as (url, _):
        scene = session(["city.mp4"])
        await scene.say(Agent(planner=LlmPlanner(Endpoint(url, "m"))), "the essence of it please")
    assert scene.draft.of(TrackType.VIDEO)[0].length == 2000


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "no"), (200, ""), (200, "[]"), (200, answer("I cannot do that.")),
        (200, answer('{"steps": 1}')), (200, answer("[1, 2]")), (200, answer("[")),
        (200, '{"choices": []}'), (200, '{"choices": [{"message": {"content": null}}]}'),
        (200, answer(json.dumps(["x" * 300]))), (302, ""),
    ],
)  # fmt: skip
async def test_a_useless_answer_gives_nothing(status: int, body: str) -> None:
    with scripted(status, body) as (url, _):
        assert await LlmPlanner(Endpoint(url, "m")).steps("x", Draft(), Library()) == []


async def test_nobody_there_gives_nothing() -> None:
    planner = LlmPlanner(Endpoint("http://127.0.0.1:9/v1", "m", seconds=2))
    assert await planner.steps("x", Draft(), Library()) == []


def test_at_most_eight_requests() -> None:
    assert len(requests_of(answer(json.dumps(["mute it"] * 20)))) == 8


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Endpoint("http://127.0.0.1", "m", "secret"))
