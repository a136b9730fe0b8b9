"""Refusals and what is done about them before anyone is told."""

import asyncio
import json
from dataclasses import replace

import pytest

from nemo_tui.client.api import Address
from nemo_tui.engine.turn import (
    CreditsShown,
    Exported,
    Failed,
    Finished,
    Noted,
    Proposed,
    Said,
    Waiting,
)
from tests.engine.desk import CREDITS, EXPORT, Desk, chat, of, take, upload
from tests.support.scripted import RESET, ScriptedService, answer, events, html, refusal, say

FAILURES = [
    (refusal(1002), "session_lost"),
    (refusal(2001), "no_credits"),
    (refusal(4001), "unsupported_file"),
    (refusal(4002), "too_large"),
    (refusal(402, status=402), "plan_required"),
    (refusal(402), "plan_required"),
    (answer({"detail": "no"}, 403), "forbidden"),
    (answer({"detail": "large"}, 413), "too_large"),
    (answer({"detail": "bad"}, 400), "bad_request"),
    (html(500), "server_fault"),
    (html(502), "server_fault"),
]


def notes(found: list[object]) -> list[str]:
    return [note.notice.key for note in of(Noted, found)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("reply", "kind"), FAILURES, ids=[kind for _, kind in FAILURES])
@pytest.mark.parametrize("endpoint", ["run", "upload", "render"])
async def test_every_code_has_its_kind(
    desk: Desk, service: ScriptedService, endpoint: str, reply: object, kind: str
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([upload(desk.clip()), chat("start")]))
    before = len(service.seen("run"))
    service.always(endpoint, reply)  # type: ignore[arg-type]
    step = {"run": chat("go"), "upload": upload(desk.clip()), "render": EXPORT}[endpoint]
    found = await take(conversation.perform([step]))
    told = of(Failed, found)[0].kind
    assert told == ("render_failed" if (endpoint, kind) == ("render", "server_fault") else kind)
    assert found[-1] == Finished(False)
    assert len(service.seen("run")) - before <= 1
    assert not conversation.busy


async def test_anonymous_token_is_kept_and_used_again(desk: Desk, service: ScriptedService) -> None:
    desk.without_account()
    await take(desk.conversation().perform([CREDITS]))
    await take(desk.conversation().perform([CREDITS]))
    assert len(service.seen("token")) == 1
    kept = list((desk.settings.paths.data / "tokens").iterdir())
    assert [file.stat().st_mode & 0o777 for file in kept] == [0o600]
    assert all("scripted" not in file.name for file in kept)


async def test_expired_anonymous_token_is_renewed_once_with_the_same_id(
    desk: Desk, service: ScriptedService
) -> None:
    desk.without_account()
    conversation = desk.conversation()
    await take(conversation.perform([CREDITS]))
    service.script("credits", refusal(1001))
    found = await take(conversation.perform([CREDITS]))
    assert of(CreditsShown, found)
    assert "engine.new_token" in notes(found)
    ids = {request.headers["x-client-id"] for request in service.seen("token")}
    assert len(service.seen("token")) == 2
    assert len(ids) == 1


async def test_token_that_is_refused_again_is_told(desk: Desk, service: ScriptedService) -> None:
    desk.without_account()
    service.always("credits", refusal(1001, status=401))
    found = await take(desk.conversation().perform([CREDITS]))
    assert of(Failed, found)[0].kind == "sign_in"
    assert len(service.seen("token")) == 2
    assert len(service.seen("credits")) == 2


async def test_token_of_an_account_is_never_replaced(desk: Desk, service: ScriptedService) -> None:
    service.always("credits", refusal(1001))
    found = await take(desk.conversation().perform([CREDITS]))
    assert of(Failed, found)[0].kind == "sign_in"
    assert not service.seen("token")


async def test_expired_token_before_a_message_is_renewed_and_the_message_said(
    desk: Desk, service: ScriptedService
) -> None:
    desk.without_account()
    service.script("run", refusal(1001, status=401))
    found = await take(desk.conversation().perform([chat("go")]))
    assert of(Said, found) == [Said("Done.")]
    assert len(service.seen("run")) == 2


async def test_code_inside_the_stream_counts_as_refused(
    desk: Desk, service: ScriptedService
) -> None:
    desk.without_account()
    service.script("run", events({"code": 1001, "message": "token expired"}))
    found = await take(desk.conversation().perform([chat("go")]))
    assert of(Said, found) == [Said("Done.")]


async def test_rate_limit_is_waited_out_once(desk: Desk, service: ScriptedService) -> None:
    service.script("credits", refusal(429, status=429))
    found = await take(desk.conversation().perform([CREDITS]))
    assert [waiting.seconds for waiting in of(Waiting, found)] == list(range(30, 0, -1))
    assert sum(desk.clock.slept) == 30
    assert of(CreditsShown, found)


async def test_rate_limit_that_stays_is_told(desk: Desk, service: ScriptedService) -> None:
    service.always("run", refusal(429))
    found = await take(desk.conversation().perform([chat("go")]))
    assert of(Failed, found)[0].kind == "rate_limited"
    assert len(service.seen("run")) == 2


async def test_lost_session_without_media_is_replaced(desk: Desk, service: ScriptedService) -> None:
    service.script("run", answer({"detail": "Session not found"}, 404))
    conversation = desk.conversation()
    found = await take(conversation.perform([chat("go")]))
    assert of(Said, found) == [Said("Done.")]
    assert "engine.new_session" in notes(found)
    assert len(service.seen("session")) == 2
    assert found[-1] == Finished(True)


async def test_lost_session_with_media_asks_before_uploading_again(
    desk: Desk, service: ScriptedService
) -> None:
    clip = desk.clip()
    conversation = desk.conversation()
    await take(conversation.perform([upload(clip), chat("go")]))
    service.script("run", refusal(1002))
    found = await take(conversation.perform([chat("more")]))
    assert of(Failed, found)[0].kind == "session_lost"
    assert of(Proposed, found) == [Proposed(upload(clip))]
    assert len(service.seen("upload")) == 1
    again = await take(conversation.perform([of(Proposed, found)[0].action, chat("more")]))
    assert again[-1] == Finished(True)
    assert len(service.seen("session")) == 2


async def test_dead_studio_is_started_again(desk: Desk, service: ScriptedService) -> None:
    """The address changes between two calls, as when the launcher had to spawn a new studio."""
    conversation = desk.conversation()
    dead = Address("http://127.0.0.1:9", "old", local=True)
    addresses = [dead, dead, replace(desk.address, local=True)]

    async def connect() -> Address:
        return addresses.pop(0) if len(addresses) > 1 else addresses[0]

    conversation = desk.conversation(connect=connect)
    found = await take(conversation.perform([chat("go"), EXPORT]))
    assert of(Said, found) == [Said("Done.")]
    assert of(Exported, found)
    assert "engine.reconnected" in notes(found)


async def test_a_new_studio_is_told_from_the_dead_one_at_the_same_port(desk: Desk) -> None:
    """Only the handshake token differs when the system hands out the same port again."""
    addresses = [replace(desk.address, local=True, token=token) for token in ("old", "new")]

    async def connect() -> Address:
        return addresses.pop(0) if len(addresses) > 1 else addresses[0]

    found = await take(desk.conversation(connect=connect).perform([chat("go")]))
    assert of(Said, found) == [Said("Done.")]
    assert notes(found).count("engine.reconnected") == 1


async def test_unreachable_host_is_told_and_the_message_not_lost(desk: Desk) -> None:
    desk.address = Address("http://127.0.0.1:9", "t", local=False)
    found = await take(desk.conversation().perform([chat("go")]))
    assert of(Failed, found)[0].kind == "unreachable"
    assert found[-1] == Finished(False)


async def test_reset_of_a_read_is_tried_again(desk: Desk, service: ScriptedService) -> None:
    service.script("credits", RESET)
    assert of(CreditsShown, await take(desk.conversation().perform([CREDITS])))


async def test_no_secret_reaches_the_log(desk: Desk) -> None:
    calls: list[object] = []
    await take(desk.conversation(on_call=calls.append).perform([upload(desk.clip()), chat("x")]))
    assert len(calls) >= 4
    assert desk.service.token not in repr(calls)


async def test_claim_link_holds_the_claim_token_only(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("go")]))
    link = await conversation.claim_link()
    assert link == "https://nemovideo.com/workspace/claim?ct=clm_scripted"
    assert service.seen("claim")[0].json["session_id"] == conversation.session_id


async def test_two_hundred_cancelled_turns_leak_nothing(
    desk: Desk, service: ScriptedService
) -> None:
    import random

    dice = random.Random(7)
    from tests.support.scripted import drip

    service.always("run", lambda usual: drip(0.0005, 7)(say("One sentence. Two sentences.")))
    conversation = desk.conversation()
    for _ in range(200):
        task = asyncio.create_task(take(conversation.perform([chat("go")])))
        for _ in range(dice.randrange(60)):
            await asyncio.sleep(0)
        if dice.random() < 0.5:
            await asyncio.sleep(dice.random() * 0.01)
        task.cancel()
        if dice.random() < 0.5:
            await asyncio.sleep(0)
            task.cancel()
        await asyncio.wait({task})
    service.usual("run")
    found = await take(conversation.perform([chat("go")]))
    assert found[-1] == Finished(True)
    assert service.wait_until_idle()
    assert len([task for task in asyncio.all_tasks() if not task.done()]) == 1


def test_kept_tokens_survive_anything_on_disk(desk: Desk) -> None:
    from nemo_tui.engine.identity import TokenKeeper

    keeper = TokenKeeper(desk.home / "tokens")
    keeper.folder.mkdir()
    for text in ("", "[]", "{}", '{"token": 1, "expires_at": 2}', json.dumps({"token": "x"})):
        for file in [keeper._file("u", "c")]:
            file.write_text(text)
        assert keeper.get("u", "c") is None


async def test_resumed_session_that_is_gone_is_told_before_anything_is_said(
    desk: Desk, service: ScriptedService
) -> None:
    service.script("state", answer({"detail": "Session not found"}, 404))
    found = await take(desk.conversation(session_id="77").perform([chat("trim it")]))
    assert of(Failed, found)[0].kind == "session_lost"
    assert not service.seen("run")


@pytest.mark.parametrize("step", ["upload", "chat", "credits"])
async def test_rate_limit_at_the_sign_in_is_waited_out(
    desk: Desk, service: ScriptedService, step: str
) -> None:
    desk.without_account()
    service.script("token", refusal(429, status=429))
    action = {"upload": upload(desk.clip()), "chat": chat("go"), "credits": CREDITS}[step]
    found = await take(desk.conversation().perform([action]))
    assert found[-1] == Finished(True)
    assert len(of(Waiting, found)) == 30
    assert len(service.seen("token")) == 2
