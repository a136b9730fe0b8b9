"""Files up and exports down: bytes, names, progress, resume, and where nothing may go."""

import asyncio
import errno
import os
import shutil
from collections import namedtuple
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.client import transfer
from nemo_tui.client.api import Address, Api, NotSent
from nemo_tui.client.transfer import Multipart
from nemo_tui.protocol.problems import Kind, LocalFault, Problem, Refused, Unreachable
from tests.client.conftest import CALM
from tests.support.scripted import (
    CUT,
    GZIP,
    RESET,
    RESET_MIDWAY,
    STALL_MIDWAY,
    Answer,
    Reply,
    ScriptedService,
    answer,
    html,
    redirect,
    refusal,
)

Progress = list[tuple[int, int]]


@pytest.fixture
def clips(tmp_path: Path) -> list[Path]:
    """Three files of different sizes, one of them empty."""
    files = [tmp_path / name for name in ("my clip.mp4", "b.MOV", "notes.xyz")]
    for file, size in zip(files, (700_000, 5, 0), strict=True):
        file.write_bytes(os.urandom(size))
    return files


async def test_files_arrive_whole_in_one_request(
    api: Api, service: ScriptedService, clips: list[Path]
) -> None:
    progress: list[tuple[str, int, int]] = []
    found = await api.upload_files("s", clips, lambda *step: progress.append(step))
    assert [file.name for file in found] == [clip.name for clip in clips]
    [request] = service.seen("upload")
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts = message_from_bytes(head + request.body).get_payload()
    assert [part.get_param("name", header="content-disposition") for part in parts] == ["files"] * 3
    assert [part.get_filename() for part in parts] == [clip.name for clip in clips]
    assert [part.get_content_type() for part in parts] == [
        "video/mp4",
        "video/quicktime",
        "application/octet-stream",
    ]
    assert [part.get_payload(decode=True) for part in parts] == [c.read_bytes() for c in clips]
    assert int(request.headers["content-length"]) == request.size
    assert progress[-1] == ("b.MOV", 5, 5)
    assert ("my clip.mp4", 700_000, 700_000) in progress


@given(st.text(st.characters(exclude_characters="/\x00"), min_size=1, max_size=40))
async def test_any_file_name_stays_inside_its_header(name: str) -> None:
    file = Path(__file__).parent / "x"
    body = Multipart([], lambda *_: None)
    head = body._head(file.with_name(name) if name not in (".", "..") else file).decode()
    assert head.count("\r\n") == 4
    assert head.count('"') == 4
    assert head.endswith("\r\n\r\n")


async def test_the_length_is_known_before_a_byte_is_sent(clips: list[Path]) -> None:
    body = Multipart(clips, lambda *_: None)
    assert sum([len(piece) async for piece in body]) == body.length


async def test_progress_is_told_at_most_ten_times_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(number / 100 for number in range(1_000))
    monkeypatch.setattr(transfer, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(transfer, "CHUNK", 10)
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"x" * 1000)
    told: list[int] = []
    async for _ in Multipart([file], lambda _, sent, __: told.append(sent)):
        pass
    assert told[-1] == 1000
    assert 10 <= len(told) <= 11


@pytest.mark.parametrize(
    ("prepare", "kind"),
    [
        (lambda file: None, Kind.FILE_MISSING),
        (lambda file: file.mkdir(), Kind.FILE_UNREADABLE),
    ],
)
async def test_a_file_that_cannot_be_read_sends_nothing(
    prepare: object, kind: Kind, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    assert callable(prepare)
    good, bad = tmp_path / "good.mp4", tmp_path / "bad.mp4"
    good.write_bytes(b"x")
    prepare(bad)
    with pytest.raises(LocalFault) as caught:
        await api.upload_files("s", [good, bad], lambda *_: None)
    assert caught.value.kind is kind
    assert "bad.mp4" in caught.value.detail
    assert service.requests == []


async def test_a_file_that_shrinks_on_the_way(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"x" * 1_000_000)

    def shrink(_: str, sent: int, __: int) -> None:
        os.truncate(file, sent)

    with pytest.raises(LocalFault) as caught:
        await api.upload_files("s", [file], shrink)
    assert caught.value.kind is Kind.FILE_UNREADABLE
    assert await asyncio.to_thread(service.wait_until_idle)


async def test_a_file_that_grows_is_sent_as_long_as_it_was(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"x" * 600_000)

    def grow(*_: object) -> None:
        with file.open("ab") as stream:
            stream.write(b"y" * 1000)

    await api.upload_files("s", [file], grow)
    assert b"y" * 1000 not in service.requests[0].body


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refusal(4001, "what is this"), Kind.UNSUPPORTED_FILE),
        (refusal(4002), Kind.TOO_LARGE),
        (html(413), Kind.TOO_LARGE),
        (answer({"code": 0, "data": {"files": []}}), Kind.GARBLED),
    ],
)
async def test_a_refused_upload(
    reply: Reply, kind: Kind, api: Api, service: ScriptedService, clips: list[Path]
) -> None:
    service.script("upload", reply)
    with pytest.raises(Problem) as caught:
        await api.upload_files("s", clips, lambda *_: None)
    assert caught.value.kind is kind
    assert len(service.requests) == 1


async def fetch(api: Api, service: ScriptedService, target: Path, url: str = "") -> Progress:
    progress: Progress = []
    url = url or f"{service.url}/render-result/r.mp4"
    await api.download(url, "r", target, lambda *step: progress.append(step))
    assert target.read_bytes() == service.file
    assert progress[-1] == (len(service.file), len(service.file))
    assert [step[0] for step in progress] == sorted(step[0] for step in progress)
    return progress


@pytest.mark.parametrize(
    "faults",
    [
        [],
        [CUT],
        [RESET_MIDWAY, CUT, STALL_MIDWAY],
        [RESET, RESET],
        [CUT, RESET, CUT, RESET, CUT],
        [GZIP, CUT],
    ],
)
async def test_a_download_goes_on_where_it_broke(
    faults: list[Answer], hasty: Api, service: ScriptedService, tmp_path: Path
) -> None:
    service.script("file", *faults)
    target = tmp_path / "a.part"
    await fetch_any_progress(hasty, service, target)
    asked = [request.headers.get("range") for request in service.seen("file")]
    assert asked[0] is None
    assert service.seen("download") == []
    if faults[:1] == [CUT]:
        assert asked[1] == f"bytes={len(service.file) // 2}-"
        assert service.seen("file")[1].headers["if-range"] == '"one"'


async def fetch_any_progress(api: Api, service: ScriptedService, target: Path) -> None:
    url = f"{service.url}/render-result/r.mp4"
    await api.download(url, "r", target, lambda *_: None)
    assert target.read_bytes() == service.file


async def test_a_part_of_an_earlier_run_is_gone_on_from(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    target = tmp_path / "a.part"
    target.write_bytes(service.file[:1000])
    progress = await fetch(api, service, target)
    assert progress[0][0] > 1000
    assert [request.headers["range"] for request in service.requests] == ["bytes=1000-"]


async def test_a_whole_part_is_not_fetched_again(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    target = tmp_path / "a.part"
    target.write_bytes(service.file)
    await fetch_any_progress(api, service, target)
    assert len(service.requests) == 1


@pytest.mark.parametrize("start", [b"x" * 999_999, b"another file"])
async def test_a_part_of_something_else_does_not_stay(
    start: bytes, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    target = tmp_path / "a.part"
    target.write_bytes(start)
    whole = Reply(service.file, content_type="video/mp4")
    if len(start) < len(service.file):
        service.always("file", whole)
    await fetch_any_progress(api, service, target)


async def test_a_server_that_answers_another_range_is_asked_for_all(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    target = tmp_path / "a.part"
    target.write_bytes(service.file[:100])
    service.script(
        "file", lambda usual: replace(usual, headers={"Content-Range": "bytes 0-9/10000"})
    )
    await fetch_any_progress(api, service, target)
    assert "range" not in service.requests[-1].headers


@pytest.mark.parametrize(
    "fault", [html(200), html(404), refusal(1002), answer({"error": "expired"}), Reply(b"", 403)]
)
async def test_the_backends_own_path_is_the_second_way(
    fault: Reply, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    service.always("file", fault)
    await fetch(api, service, tmp_path / "a.part")
    assert len(service.seen("download")) == 1
    assert service.seen("download")[0].path == "/api/render/proxy/r/download"


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://x/y", "/render-result/r.mp4"])
async def test_without_a_usable_address_the_backends_path_is_the_only_way(
    url: str, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    await api.download(url, "r", tmp_path / "a.part", lambda *_: None)
    assert [request.endpoint for request in service.requests] == ["download"]


async def test_another_origin_gets_no_token_also_after_a_redirect(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    with ScriptedService() as cdn:
        service.script("download", redirect(f"{cdn.url}/render-result/r.mp4"))
        for url in (f"{cdn.url}/render-result/r.mp4?signature=abc", ""):
            target = tmp_path / f"{len(url)}.part"
            await api.download(url, "r", target, lambda *_: None)
            assert target.read_bytes() == cdn.file
        assert len(cdn.requests) == 2
        for request in cdn.requests:
            assert "authorization" not in request.headers
            assert "x-skill-source" not in request.headers
        assert "authorization" in service.seen("download")[0].headers


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/x.mp4",
        "http://[::1]:8080/x.mp4",
        "http://localhost:631/x.mp4",
        "http://0.0.0.0/x.mp4",
    ],
)
async def test_a_backend_elsewhere_names_no_address_inside_this_network(
    url: str, service: ScriptedService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", service.url)
    api = Api(Address("http://api.example.invalid", "secret"), {}, patience=CALM)
    with pytest.raises(Problem):
        await api.download(url, "r", tmp_path / "a.part", lambda *_: None)
    asked = {request.path for request in service.requests}
    assert asked == {"http://api.example.invalid/api/render/proxy/r/download"}


async def test_redirects_come_to_an_end(api: Api, service: ScriptedService, tmp_path: Path) -> None:
    service.always("file", redirect(f"{service.url}/render-result/r.mp4"))
    service.always("download", redirect("javascript:alert(1)"))
    with pytest.raises(Unreachable) as caught:
        await fetch(api, service, tmp_path / "a.part")
    assert caught.value.kind is Kind.DOWNLOAD_FAILED
    assert len(service.seen("file")) == transfer.MOST_REDIRECTS


async def test_what_came_stays_when_it_fails(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    target = tmp_path / "a.part"
    service.script("file", CUT, RESET, RESET, RESET)
    service.always("download", RESET)
    with pytest.raises(Unreachable) as caught:
        await fetch(api, service, target)
    assert caught.value.kind is Kind.DOWNLOAD_FAILED
    assert target.read_bytes() == service.file[: len(service.file) // 2]
    await fetch(api, service, target)


async def test_an_empty_file_is_no_export(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    for endpoint in ("file", "download"):
        service.always(endpoint, Reply(b"", content_type="video/mp4"))
    with pytest.raises(Unreachable) as caught:
        await fetch(api, service, tmp_path / "a.part")
    assert caught.value.kind is Kind.DOWNLOAD_FAILED


async def test_a_dead_token_is_told_as_such(
    api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    service.always("file", html(403))
    service.always("download", refusal(1001, "expired"))
    with pytest.raises(Refused) as caught:
        await fetch(api, service, tmp_path / "a.part")
    assert caught.value.kind is Kind.SIGN_IN


async def test_nobody_there(unused_port: int, tmp_path: Path) -> None:
    api = Api(Address(f"http://127.0.0.1:{unused_port}"), {}, patience=CALM)
    with pytest.raises(NotSent):
        await api.download("", "r", tmp_path / "a.part", lambda *_: None)
    assert not (tmp_path / "a.part").exists()


Usage = namedtuple("Usage", "total used free")


async def test_a_full_disk_is_seen_before_a_byte_is_written(
    api: Api, service: ScriptedService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 5, 5))
    with pytest.raises(LocalFault) as caught:
        await fetch(api, service, tmp_path / "a.part")
    assert caught.value.kind is Kind.DISK_FULL
    assert not (tmp_path / "a.part").exists()


@pytest.mark.parametrize("blocked", ["nowhere", "a\nfile"])
async def test_a_folder_that_takes_no_file_is_named(
    blocked: str, api: Api, service: ScriptedService, tmp_path: Path
) -> None:
    (tmp_path / "a\nfile").write_text("no folder")
    with pytest.raises(LocalFault) as caught:
        await fetch(api, service, tmp_path / blocked / ".clip.r1.part")
    assert caught.value.kind is Kind.DISK_FULL
    assert caught.value.detail.startswith(f"{tmp_path}/{blocked}: ".replace("\n", " "))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
async def test_a_disk_that_refuses_what_arrives(
    number: int,
    api: Api,
    service: ScriptedService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(LocalFault) as caught:
        await fetch(api, service, tmp_path / "a.part")
    assert caught.value.kind is Kind.DISK_FULL
    assert caught.value.detail == f"{tmp_path}: {os.strerror(number)}"
