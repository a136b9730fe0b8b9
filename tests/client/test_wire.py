"""Headers, retries, proxies, and the words of every fault."""

import asyncio

import httpx
import pytest

from nemo_tui.client import wire as module
from nemo_tui.client.api import Address, Api, Call, NotSent, Patience
from nemo_tui.client.wire import Wire, as_problems
from nemo_tui.protocol.problems import Garbled, Kind, LocalFault, Problem, Refused, Unreachable
from tests.client.conftest import CALM
from tests.support.scripted import (
    GZIP,
    RESET,
    Reply,
    ScriptedService,
    answer,
    html,
    redirect,
    refusal,
)


async def test_only_reading_is_tried_again(api: Api, service: ScriptedService) -> None:
    service.script("credits", RESET, RESET)
    assert (await api.credits()).available == 25000
    assert len(service.seen("credits")) == 3
    service.script("session", RESET)
    with pytest.raises(Unreachable) as caught:
        await api.create_session("en")
    assert not isinstance(caught.value, NotSent)
    assert len(service.seen("session")) == 1


async def test_a_server_that_stumbles_is_read_again(api: Api, service: ScriptedService) -> None:
    service.script("state", html(502), refusal(500, "busy", 500))
    assert (await api.state("s")).draft == service.draft
    service.script("state", refusal(1001, "expired", 401))
    with pytest.raises(Refused):
        await api.state("s")
    assert len(service.requests) == 4


async def test_what_was_never_sent_is_tried_again(unused_port: int) -> None:
    calls: list[object] = []
    api = Api(Address(f"http://127.0.0.1:{unused_port}"), {}, on_call=calls.append, patience=CALM)
    with pytest.raises(NotSent) as caught:
        await api.create_session("en")
    assert caught.value.kind is Kind.UNREACHABLE
    assert caught.value.detail
    assert len(calls) == 1 + len(CALM.retries)
    calls.clear()
    with pytest.raises(NotSent):
        await anext(api.run("s", "hi"))
    assert len(calls) == 1


async def test_a_timeout_is_not_tried_again(hasty: Api, service: ScriptedService) -> None:
    service.always("state", lambda usual: Reply(b"", stall_at=-1))
    with pytest.raises(Unreachable) as caught:
        await hasty.state("s")
    assert caught.value.kind is Kind.TIMED_OUT
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("status", "detail"),
    [(502, "HTTP 502 Bad Gateway"), (503, "HTTP 503 Service Unavailable"), (599, "HTTP 599")],
)
async def test_a_web_page_of_a_proxy_is_not_quoted(
    status: int, detail: str, api: Api, service: ScriptedService
) -> None:
    service.script("session", html(status))
    with pytest.raises(Refused) as caught:
        await api.create_session("en")
    assert (caught.value.kind, caught.value.detail) == (Kind.SERVER_FAULT, detail)
    assert caught.value.code == status


async def test_an_error_with_an_endless_body_keeps_its_status(
    api: Api, service: ScriptedService
) -> None:
    service.script("session", Reply((b"x" * 2**18,) * 3, 503))
    with pytest.raises(Refused) as caught:
        await api.create_session("en")
    assert caught.value.code == 503


async def test_a_redirect_of_a_call_is_not_followed(api: Api, service: ScriptedService) -> None:
    with ScriptedService() as elsewhere:
        service.script("state", redirect(f"{elsewhere.url}/api?token=nmv_usr_1"))
        with pytest.raises(Garbled) as caught:
            await api.state("s")
        assert elsewhere.requests == []
        assert caught.value.detail == f"HTTP 302 to {elsewhere.url.removeprefix('http://')}"


async def test_a_packed_bomb_is_stopped(
    api: Api, service: ScriptedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_ANSWER", 2**20)
    service.script("state", GZIP(answer("x" * 2**23)))
    with pytest.raises(Garbled):
        await api.state("s")


async def test_broken_packing_is_garbled(api: Api, service: ScriptedService) -> None:
    service.script("state", Reply(b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(Garbled):
        await api.state("s")


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "http://", "http://[::1", "ftp://127.0.0.1", "http://a b", "http://x:99999"],
)
async def test_an_address_that_is_none_is_a_problem(url: str) -> None:
    api = Api(Address(url, "token"), {}, patience=CALM)
    with pytest.raises(Problem) as caught:
        await api.credits()
    assert caught.value.detail


@pytest.mark.parametrize("token", ["line\nbreak", "schlüssel", "with blank"])
async def test_a_token_that_is_none_is_not_sent(token: str, service: ScriptedService) -> None:
    with pytest.raises(LocalFault) as caught:
        await Api(Address(service.url, token), {}, patience=CALM).credits()
    assert caught.value.kind is Kind.SIGN_IN
    assert token not in str(caught.value)
    assert service.requests == []


async def test_attribution_is_reduced_to_what_a_header_carries(service: ScriptedService) -> None:
    api = Api(Address(service.url), {"X-Skill-Source": "剪辑 \r\nclip\x00-é "}, patience=CALM)
    await api.credits()
    assert service.requests[0].headers["x-skill-source"] == "clip-"
    assert "authorization" not in service.requests[0].headers


def test_headers_are_fresh_and_for_one_origin_only() -> None:
    wire = Wire(Address("https://Api.Example.com", "secret"), {"X-Skill-Source": "demo"})
    first = wire.headers("https://api.example.com:443/run_sse", Accept_Encoding="identity")
    assert first["Authorization"] == "Bearer secret"
    assert first["Accept-Encoding"] == "identity"
    first.clear()
    for other in (
        "http://api.example.com/",
        "https://api.example.com:444/",
        "https://example.com/",
    ):
        assert not {"Authorization", "X-Skill-Source"} & wire.headers(other).keys()
    assert wire.headers("https://api.example.com/")["X-Skill-Source"] == "demo"


async def test_this_machine_is_never_reached_through_a_proxy(
    api: Api, service: ScriptedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await api.credits()).total == 25040


async def test_the_network_is_reached_through_the_proxy(
    service: ScriptedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", service.url)
    api = Api(Address("http://api.example.invalid", "secret"), {}, patience=CALM)
    with pytest.raises(Refused):
        await api.credits()
    assert service.requests[0].path == "http://api.example.invalid/api/credits/balance/simple"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://x", "http://x:port"])
async def test_a_proxy_that_cannot_be_used_is_a_problem(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    api = Api(Address("http://api.example.invalid"), {}, patience=CALM)
    with pytest.raises(NotSent) as caught:
        await api.credits()
    assert caught.value.detail


REQUEST = httpx.Request("GET", "http://x")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError(""), Kind.UNREACHABLE),
        (httpx.ConnectTimeout(""), Kind.UNREACHABLE),
        (httpx.ReadTimeout(""), Kind.TIMED_OUT),
        (httpx.WriteTimeout(""), Kind.TIMED_OUT),
        (httpx.PoolTimeout(""), Kind.TIMED_OUT),
        (httpx.ReadError(""), Kind.UNREACHABLE),
        (httpx.WriteError(""), Kind.UNREACHABLE),
        (httpx.CloseError(""), Kind.UNREACHABLE),
        (httpx.RemoteProtocolError(""), Kind.UNREACHABLE),
        (httpx.LocalProtocolError(""), Kind.UNREACHABLE),
        (httpx.ProxyError(""), Kind.UNREACHABLE),
        (httpx.UnsupportedProtocol(""), Kind.UNREACHABLE),
        (httpx.DecodingError("", request=REQUEST), Kind.GARBLED),
        (httpx.TooManyRedirects("", request=REQUEST), Kind.UNREACHABLE),
        (httpx.InvalidURL(""), Kind.UNREACHABLE),
        (httpx.StreamClosed(), Kind.UNREACHABLE),
        (TimeoutError(), Kind.TIMED_OUT),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), Kind.UNREACHABLE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_of_the_library_is_a_problem_with_words(error: Exception, kind: Kind) -> None:
    with pytest.raises(Problem) as caught, as_problems():
        raise error
    assert caught.value.kind is kind
    assert caught.value.detail


async def test_faults_of_our_own_code_are_not_dressed_up(api: Api) -> None:
    with pytest.raises(ZeroDivisionError), as_problems():
        _ = 1 / 0


async def test_an_outer_timeout_stays_the_callers(service: ScriptedService) -> None:
    service.always("state", lambda usual: Reply(b"", stall_at=-1))
    api = Api(Address(service.url), {}, patience=Patience())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await api.state("s")


async def test_the_log_shows_no_password_of_an_address(service: ScriptedService) -> None:
    calls: list[Call] = []
    url = service.url.replace("http://", "http://someone:secret@")
    await Api(Address(url, "token"), {}, on_call=calls.append).credits()
    assert "secret" not in str(calls)
    assert calls[0].host == service.url.removeprefix("http://")
