"""What each call sends, and what it makes of the answer."""

import json
from pathlib import Path

import pytest

from nemo_tui.client.api import Address, Api, Call
from nemo_tui.client.auth import anonymous_token
from nemo_tui.protocol.draft import write
from nemo_tui.protocol.models import RenderStatus
from nemo_tui.protocol.problems import Garbled, Kind, Refused
from tests.client.conftest import ATTRIBUTION, CALM
from tests.support.scripted import Reply, ScriptedService, answer, html, refusal

DRAFT = '{"z":1.0,"a":[1e3,-0,123456789012345678901],"t":[{"tt":0,"sg":[{"\\u4e2d":"x"}]}],"d":1}'


async def every_call(api: Api, folder: Path) -> None:
    clip = folder / "clip.mp4"
    clip.write_bytes(b"frames")
    session = (await api.create_session("zh-CN")).session_id
    await api.upload_files(session, [clip], lambda *_: None)
    await api.upload_urls(session, ["https://example.com/a.mp4"])
    assert [event async for event in api.run(session, "hi")]
    await api.credits()
    await api.state(session)
    await api.start_render("r1", session, {"t": []}, {"format": "mp4"})
    await api.render_status("r1")
    await api.cancel_render("r1")
    await api.download("", "r1", folder / "a.part", lambda *_: None)
    await api.claim_token("task_1", session)
    await api.aclose()


async def test_token_and_attribution_are_on_every_request(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    await every_call(api, tmp_path)
    await anonymous_token(service.url, "client-1", ATTRIBUTION, patience=CALM)
    assert len(service.requests) == 12
    for request in service.requests:
        assert request.headers["x-skill-source"] == "demo"
        assert request.headers["x-skill-version"] == "1.2.0"
        assert request.headers["x-skill-platform"] == "unknown"
        signed = request.headers.get("authorization") == f"Bearer {service.token}"
        assert signed is (request.endpoint != "token")


async def test_the_token_is_in_no_address_and_no_log(
    api: Api, service: ScriptedService, calls: list[Call], tmp_path: Path
) -> None:
    await every_call(api, tmp_path)
    service.script("state", refusal(1001, f"dead: {service.token} nmv_usr_other"))
    with pytest.raises(Refused) as caught:
        await api.state("s")
    assert len(calls) == len(service.requests)
    assert service.token not in repr(calls) + repr([request.path for request in service.requests])
    assert "nmv_usr_other" not in repr(calls) + str(caught.value)
    assert service.token not in repr(Address(service.url, service.token))


async def test_a_call_is_logged_with_status_and_time(
    api: Api, service: ScriptedService, calls: list[Call]
) -> None:
    service.script("credits", refusal(400, "tired", 400))
    with pytest.raises(Refused):
        await api.credits()
    [call] = calls
    assert (call.method, call.path, call.status) == ("GET", "/api/credits/balance/simple", 400)
    assert call.ms > 0
    assert call.problem == "bad_request: tired"
    assert call.host == service.url.removeprefix("http://")


async def test_bodies_are_those_of_the_documents(api: Api, service: ScriptedService) -> None:
    await api.create_session("ja")
    await api.upload_urls("7", ["https://a/b", "https://c/d"])
    assert [event async for event in api.run("7", 'say "hi" 中文')]
    await api.claim_token("task_1", "7")
    bodies = [request.json for request in service.requests]
    assert bodies == [
        {"task_name": "project", "language": "ja"},
        {"urls": ["https://a/b", "https://c/d"], "source_type": "url"},
        {
            "app_name": "nemo_agent",
            "user_id": "me",
            "session_id": "7",
            "new_message": {"parts": [{"text": 'say "hi" 中文'}]},
        },
        {"task_id": "task_1", "session_id": "7"},
    ]


async def test_a_draft_goes_back_as_it_came(api: Api, service: ScriptedService) -> None:
    body = '{"code":0,"data":{"state":{"draft":' + DRAFT + "}}}"
    service.script("state", Reply(body.encode()))
    state = await api.state("s")
    await api.start_render("r1", "s", state.draft, {"format": "mp4", "quality": "high"})
    sent = service.seen("render")[0]
    assert DRAFT in sent.body.decode()
    assert write(state.draft) == DRAFT
    assert {**sent.json, "draft": None} == {
        "id": "r1",
        "sessionId": "s",
        "draft": None,
        "output": {"format": "mp4", "quality": "high"},
    }


async def test_ids_with_any_signs_stay_one_part_of_a_path(
    api: Api, service: ScriptedService
) -> None:
    service.always("poll", answer({"status": "pending"}))
    await api.render_status("../../x?y#z 中")
    assert service.requests[0].path == ("/api/render/proxy/lambda/..%2F..%2Fx%3Fy%23z%20%E4%B8%AD")


async def test_the_client_id_is_a_header_of_limited_length(service: ScriptedService) -> None:
    grant = await anonymous_token(service.url, "id\r\nX-Evil: 1" + "x" * 100, {})
    assert grant.token == service.token
    sent = service.seen("token")[0].headers
    assert sent["x-client-id"].startswith("id X-Evil: 1")
    assert len(sent["x-client-id"]) == 64
    assert "x-evil" not in sent


async def test_an_export_is_followed_to_its_end(api: Api, service: ScriptedService) -> None:
    await api.start_render("r1", "s", {}, {})
    assert (await api.render_status("r1")).progress == 50
    status = await api.render_status("r1")
    assert status == RenderStatus(
        id="r1",
        status="completed",
        progress=100.0,
        url=f"{service.url}/render-result/r1.mp4",
        bytes=len(service.file),
        duration_ms=10_000,
    )


@pytest.mark.parametrize(
    "reply", [Reply(b""), Reply(b"", 204), Reply(b"null"), Reply(b"ok", 200, "text/plain")]
)
async def test_a_cancel_may_be_answered_with_anything(
    reply: Reply, api: Api, service: ScriptedService
) -> None:
    service.script("cancel", reply)
    await api.cancel_render("r1")


async def test_a_refused_cancel_is_told(api: Api, service: ScriptedService) -> None:
    service.script("cancel", refusal(404, "no such export", 404))
    with pytest.raises(Refused) as caught:
        await api.cancel_render("r1")
    assert caught.value.code == 404


async def test_an_answer_that_is_no_json_is_named(api: Api, service: ScriptedService) -> None:
    service.script("state", Reply(b"<html>"), Reply(json.dumps([1, 2]).encode()), Reply(b""))
    for _ in range(3):
        with pytest.raises(Garbled) as caught:
            await api.state("s")
        assert caught.value.kind is Kind.GARBLED
        assert caught.value.detail


DEAD_LINKS = [
    (refusal(404, "There is nothing at that address (not found).", 404), Kind.BAD_REQUEST),
    (html(404), Kind.BAD_REQUEST),
    (refusal(1002, "", 404), Kind.SESSION_LOST),
    (answer({"detail": "Session not found: s"}, 404), Kind.SESSION_LOST),
]


@pytest.mark.parametrize(("reply", "kind"), DEAD_LINKS)
async def test_a_dead_link_is_no_lost_session(
    reply: Reply, kind: Kind, api: Api, service: ScriptedService
) -> None:
    service.script("upload", reply)
    with pytest.raises(Refused) as caught:
        await api.upload_urls("s", ["https://x.example/nope.mp4"])
    assert caught.value.kind is kind
    assert len(service.seen("upload")) == 1


async def test_a_backend_whose_disk_is_full_is_no_server_fault(
    api: Api, service: ScriptedService
) -> None:
    service.script("upload", refusal(507, "the disk has room for 4 MB only", 507))
    with pytest.raises(Refused) as caught:
        await api.upload_urls("s", ["https://x.example/big.mp4"])
    assert caught.value.kind is Kind.DISK_FULL
