"""Uploads: checked before a byte leaves, asked for once per host."""

import asyncio

import pytest

from nemo_tui.engine.turn import (
    ConsentRequest,
    Failed,
    Finished,
    Uploaded,
    Uploading,
    Working,
)
from tests.engine.desk import MP4, SKILL, Desk, of, take, until, upload
from tests.support.scripted import RESET_MIDWAY, STALL, ScriptedService, answer


async def test_host_and_files_are_named_once(desk: Desk, service: ScriptedService) -> None:
    clip = desk.clip()
    await take(desk.conversation().perform([upload(clip)]))
    await take(desk.conversation().perform([upload(clip)]))
    assert desk.asked == [ConsentRequest(service.url.split("//")[1], ((clip, len(MP4)),))]


async def test_without_agreement_nothing_leaves(desk: Desk, service: ScriptedService) -> None:
    desk.agrees = False
    found = await take(desk.conversation().perform([upload(desk.clip())]))
    assert of(Failed, found)[0].kind == "no_consent"
    assert not service.seen("upload")
    await take(desk.conversation().perform([upload(desk.clip())]))
    assert len(desk.asked) == 2


async def test_this_machine_needs_no_agreement(service: ScriptedService, home: object) -> None:
    desk = Desk(service, home, local=True)  # type: ignore[arg-type]
    found = await take(desk.conversation().perform([upload(desk.clip())]))
    assert found[-1] == Finished(True)
    assert desk.asked == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("clip.mp4", b"MZ\x90\x00" * 100, "unsupported_file"),
        ("clip.mp4", b"", "unsupported_file"),
        ("notes.txt", b"hello there", "unsupported_file"),
    ],
)
async def test_content_decides_what_a_file_is(
    desk: Desk, service: ScriptedService, name: str, content: bytes, kind: str
) -> None:
    found = await take(desk.conversation().perform([upload(desk.clip(name, content))]))
    assert of(Failed, found)[0].kind == kind
    assert not service.seen("upload")


async def test_one_bad_file_stops_all(desk: Desk, service: ScriptedService) -> None:
    good, bad = desk.clip("a.mp4"), desk.clip("b.mp4", b"MZ")
    found = await take(desk.conversation().perform([upload(good, bad)]))
    assert of(Failed, found)[0].detail == "b.mp4"
    assert not service.seen("upload")


async def test_size_is_limited_for_hosts_only(desk: Desk, service: ScriptedService) -> None:
    from dataclasses import replace

    small = replace(SKILL, max_bytes=1000)
    found = await take(desk.conversation(skill=small).perform([upload(desk.clip())]))
    assert of(Failed, found)[0].kind == "too_large"
    assert not service.seen("upload")
    desk.address = replace(desk.address, local=True)
    found = await take(desk.conversation(skill=small).perform([upload(desk.clip())]))
    assert found[-1] == Finished(True)


async def test_folders_and_missing_files_are_refused(desk: Desk) -> None:
    for source, kind in ((str(desk.home), "unsupported_file"), ("gone.mp4", "file_missing")):
        found = await take(desk.conversation().perform([upload(source)]))
        assert of(Failed, found)[0].kind == kind


async def test_addresses_are_fetched_by_the_backend(desk: Desk, service: ScriptedService) -> None:
    url = "https://example.com/a/clip.mp4"
    files = [{"filename": "clip.mp4", "file_type": "video", "duration": 30.5}]
    service.always("upload", answer({"code": 0, "data": {"files": files}}))
    found = await take(desk.conversation().perform([upload(url)]))
    assert service.seen("upload")[0].json["urls"] == [url]
    assert of(Uploading, found)[0] == Uploading(url, 0, 0)
    assert of(Uploaded, found) == [Uploaded("clip.mp4", "video", duration_ms=30500)]


async def test_files_and_addresses_in_one_go(desk: Desk, service: ScriptedService) -> None:
    sources = (desk.clip("a.mp4"), "https://example.com/b.mp4", desk.clip("c.mp4"))
    await take(desk.conversation().perform([upload(*sources)]))
    assert len(service.seen("upload")) == 2
    body = service.seen("upload")[0].body
    assert body.index(b"a.mp4") < body.index(b"c.mp4")


async def test_broken_upload_is_told(desk: Desk, service: ScriptedService) -> None:
    service.always("upload", RESET_MIDWAY)
    found = await take(desk.conversation().perform([upload(desk.clip())]))
    assert found[-1] == Finished(False)
    assert of(Failed, found)


async def test_nothing_is_sent_before_the_file_is_checked(
    desk: Desk, service: ScriptedService
) -> None:
    await take(desk.conversation().perform([upload("gone.mp4")]))
    assert service.requests == []


async def test_long_fetch_shows_that_it_lives(desk: Desk, service: ScriptedService) -> None:
    service.script("upload", STALL)
    turn = asyncio.create_task(
        take(desk.conversation().perform([upload("https://example.com/b.mp4")]))
    )
    await until(lambda: bool(service.seen("upload")))
    desk.clock.advance(5)
    found = await turn
    assert of(Working, found) == [Working(5)]
    assert of(Failed, found)
