"""Every call under every fault, against a real socket; docs/reliability.md is the same table."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nemo_tui.client import sse, wire
from nemo_tui.client.api import Address, Api
from nemo_tui.client.auth import anonymous_token
from nemo_tui.protocol.problems import Problem
from tests.client.conftest import ATTRIBUTION, CALM, HASTY
from tests.client.fault_table import CALLS, FAULTS, REPEATED, WORKS, as_markdown, outcome, requests
from tests.support.scripted import (
    CUT_JSON,
    GZIP,
    RESET,
    RESET_MIDWAY,
    STALL,
    WRONG_TYPE,
    Answer,
    Reply,
    ScriptedService,
    drip,
    html,
    huge,
    redirect,
    refusal,
)

DOCS = Path(__file__).parents[2] / "docs"
Doing = Callable[[Api, Path], Awaitable[object]]


async def talk(api: Api, _: Path) -> object:
    return [event async for event in api.run("s", "cut it")]


DOINGS: dict[str, Doing] = {
    "token": lambda api, _: anonymous_token(
        api._wire.address.url, "client", ATTRIBUTION, patience=api._wire.patience
    ),
    "session": lambda api, _: api.create_session("en"),
    "upload": lambda api, folder: api.upload_files("s", [folder / "clip.mp4"], lambda *_: None),
    "upload_url": lambda api, _: api.upload_urls("s", ["https://example.com/clip.mp4"]),
    "run": talk,
    "state": lambda api, _: api.state("s"),
    "credits": lambda api, _: api.credits(),
    "render": lambda api, _: api.start_render("r", "s", {"t": []}, {"format": "mp4"}),
    "poll": lambda api, _: api.render_status("r"),
    "cancel": lambda api, _: api.cancel_render("r"),
    "download": lambda api, folder: api.download(
        f"{api._wire.address.url}/render-result/r.mp4", "r", folder / "r.part", lambda *_: None
    ),
    "claim": lambda api, _: api.claim_token("t", "s"),
}


def endpoints(call: str) -> tuple[str, ...]:
    """The endpoints of the scripted service behind a call."""
    return {"upload_url": ("upload",), "download": ("file", "download")}.get(call, (call,))


def break_down(service: ScriptedService, call: str, fault: str, elsewhere: ScriptedService) -> None:
    answer = answer_of(fault, call, elsewhere)
    if (call, fault) == ("download", "reset_midway"):
        return service.script("file", answer)
    for endpoint in endpoints(call):
        service.always(endpoint, answer)


async def came_of(doing: Awaitable[object]) -> str:
    try:
        await doing
    except Problem as problem:
        return problem.kind.value if problem.detail else "a problem without words"
    return WORKS


def answer_of(fault: str, call: str, elsewhere: ScriptedService) -> Answer:
    pages: dict[str, Answer] = {
        "reset": RESET,
        "reset_midway": RESET_MIDWAY,
        "stall": STALL,
        "drip": drip(0.001, 512) if call == "download" else drip(0.005 if call == "run" else 0.1),
        "500": refusal(500, "Internal Server Error", 500),
        "502": html(502),
        "429": refusal(429, "slow down", 429),
        "401": refusal(1001, "token expired", 401),
        "cut_json": CUT_JSON_OF[call],
        "wrong_type": WRONG_TYPE,
        "huge": endless_file if call == "download" else huge(3),
        "gzip": GZIP,
        "redirect": redirect(f"{elsewhere.url}/render-result/r.mp4"),
    }
    return pages[fault]


def endless_file(usual: Reply) -> Reply:
    return replace(usual, headers={"Content-Length": str(10**16)}, framed=False)


def half_an_error(_: Reply) -> Reply:
    return CUT_JSON(refusal(0, "a message that is cut"))


CUT_JSON_OF = {call: half_an_error if call in ("run", "download") else CUT_JSON for call in CALLS}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
async def test_a_fault(
    call: str, fault: str, service: ScriptedService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 2**20)
    monkeypatch.setattr(sse, "LARGEST_EVENT", 2**20)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"frames" * 1000)
    with ScriptedService() as elsewhere:
        url = service.url
        if fault == "refused":
            url = f"http://127.0.0.1:{_free_port()}"
        else:
            break_down(service, call, fault, elsewhere)
        slow = fault in ("stall", "drip") and outcome(call, fault) != WORKS
        patience = HASTY if slow else CALM
        api = Api(Address(url, service.token), ATTRIBUTION, patience=patience)
        found = await came_of(DOINGS[call](api, tmp_path))
        assert found == outcome(call, fault)
        assert asyncio.all_tasks() == {asyncio.current_task()}, "no task is left running"
        assert await asyncio.to_thread(service.wait_until_idle), "no connection is left open"
        _check_nothing_sent_twice(call, fault, service)
        _check_nothing_lost(clip, tmp_path / "r.part", found, service)
        assert all("authorization" not in request.headers for request in elsewhere.requests)


def _check_nothing_sent_twice(call: str, fault: str, service: ScriptedService) -> None:
    wanted = requests(call, fault)
    seen = sum(len(service.seen(endpoint)) for endpoint in endpoints(call))
    assert wanted is None or seen == wanted
    if call not in (*REPEATED, "download"):
        assert seen <= 1


def _check_nothing_lost(clip: Path, part: Path, found: str, service: ScriptedService) -> None:
    assert clip.read_bytes() == b"frames" * 1000
    if part.exists():
        assert service.file.startswith(part.read_bytes())
        assert found != WORKS or part.read_bytes() == service.file


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_the_manual_has_the_same_table() -> None:
    assert as_markdown() in (DOCS / "reliability.md").read_text(encoding="utf-8")


def test_the_manual_explains_every_outcome() -> None:
    text = (DOCS / "reliability.md").read_text(encoding="utf-8")
    for name in {outcome(call, fault) for call in CALLS for fault in FAULTS}:
        assert f"**{name.replace('_', ' ')}**" in text
