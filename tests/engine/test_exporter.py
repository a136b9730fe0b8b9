"""Exports: polled, retried once, resumable, delivered whole and never over a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from nemo_tui.client.api import Address
from nemo_tui.engine.actions import Action, Step
from nemo_tui.engine.exporter import destination, new_render_id
from nemo_tui.engine.jobs import Job
from nemo_tui.engine.turn import (
    Downloading,
    Exported,
    Failed,
    Finished,
    Noted,
    Notice,
    Rendering,
)
from tests.engine.desk import EXPORT, Desk, chat, first, of, take
from tests.support.scripted import (
    CUT,
    RESET,
    Reply,
    ScriptedService,
    answer,
    html,
    refusal,
)

FAILED = answer({"status": "failed", "error": "out of memory"})


async def test_job_is_on_disk_before_the_render_is_asked_for(
    desk: Desk, service: ScriptedService
) -> None:
    seen: list[Job] = []

    def look(usual: object) -> object:
        seen.extend(desk.jobs.list())
        return usual

    service.always("render", look)  # type: ignore[arg-type]
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert [job.status for job in seen] == ["rendering"]
    assert service.seen("render")[0].json["id"] == seen[0].id
    job = desk.jobs.list()[0]
    assert job.status == "delivered"
    assert job.path == str(of(Exported, found)[0].path)


async def test_polls_are_thirty_seconds_apart(desk: Desk, service: ScriptedService) -> None:
    service.polls_until_done = 4
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert desk.clock.slept == [30.0] * 4
    assert [event.percent for event in of(Rendering, found)][-1] == 100
    assert of(Downloading, found)[-1].received == len(service.file)


async def test_export_that_outlives_its_window_stays_resumable(
    desk: Desk, service: ScriptedService
) -> None:
    service.polls_until_done = 13
    conversation = desk.conversation()
    found = await take(conversation.perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "still_rendering"
    assert len(service.seen("poll")) == 10
    job = desk.jobs.waiting()[0]
    assert job.status == "still_rendering"
    later = await take(desk.conversation().resume(job))
    assert of(Exported, later)[0].path.read_bytes() == service.file
    assert later[-1] == Finished(True)
    assert len(service.seen("render")) == 1
    assert desk.jobs.waiting() == ()


async def test_failed_render_is_tried_once_more_under_a_new_id(
    desk: Desk, service: ScriptedService
) -> None:
    service.script("poll", FAILED)
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    ids = [request.json["id"] for request in service.seen("render")]
    assert len(set(ids)) == 2
    assert of(Noted, found)[-1].notice.params == {"detail": "out of memory"}
    assert of(Exported, found)
    assert sorted(job.status for job in desk.jobs.list()) == ["delivered", "failed"]


async def test_second_failure_is_told(desk: Desk, service: ScriptedService) -> None:
    service.always("poll", FAILED)
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "render_failed"
    assert of(Failed, found)[0].detail == "out of memory"
    assert len(service.seen("render")) == 2


async def test_duplicate_id_gets_a_new_one(desk: Desk, service: ScriptedService) -> None:
    service.script("render", answer({"detail": "duplicate id"}, 409))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Exported, found)
    assert len({request.json["id"] for request in service.seen("render")}) == 2


@pytest.mark.parametrize("fault", [html(502), RESET, refusal(500), answer({"detail": "?"}, 404)])
async def test_failed_poll_asks_for_the_same_render_again(
    desk: Desk, service: ScriptedService, fault: object
) -> None:
    service.script("poll", fault, fault, fault)  # type: ignore[arg-type]
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Exported, found)
    assert len(service.seen("render")) == 1


async def test_render_that_nobody_knows_is_lost(desk: Desk, service: ScriptedService) -> None:
    service.always("poll", answer({"detail": "Not Found"}, 404))
    job = Job("render_1_x", "1", backend=service.url, target=str(desk.out))
    desk.jobs.save(job)
    found = await take(desk.conversation().resume(job))
    assert of(Failed, found)[0].kind == "render_failed"
    assert [kept.status for kept in desk.jobs.list()] == ["lost"]


async def test_plan_refusal_is_not_tried_again(desk: Desk, service: ScriptedService) -> None:
    service.always("render", refusal(402, status=402))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "plan_required"
    assert len(service.seen("render")) == 1
    assert desk.jobs.list()[0].status == "failed"


async def test_empty_project_is_not_exported(desk: Desk, service: ScriptedService) -> None:
    service.draft = {"t": [], "d": 0}
    found = await take(desk.conversation().perform([chat("hello"), EXPORT]))
    assert of(Failed, found)[0].kind == "nothing_to_export"
    assert not service.seen("render")
    assert (await take(desk.conversation().perform([EXPORT])))[-1] == Finished(False)


async def test_nothing_is_overwritten(desk: Desk, service: ScriptedService) -> None:
    conversation = desk.conversation()
    for _ in range(3):
        await take(conversation.perform([chat("trim it"), replace(EXPORT, again=True)]))
    names = sorted(path.name for path in desk.out.iterdir())
    assert names == ["video-trimmed (2).mp4", "video-trimmed (3).mp4", "video-trimmed.mp4"]


async def test_exact_file_name_and_its_format(desk: Desk, service: ScriptedService) -> None:
    wanted = desk.out / "holiday.mov"
    wanted.write_bytes(b"mine")
    conversation = desk.conversation(output=wanted.with_name("new.mov"))
    await take(conversation.perform([chat("trim"), EXPORT]))
    assert (desk.out / "new.mov").exists()
    assert service.seen("render")[0].json["output"] == {"format": "mov", "quality": "high"}
    conversation = desk.conversation(output=desk.out / "sub" / "new.mov")
    found = await take(conversation.perform([chat("trim"), EXPORT]))
    assert of(Exported, found)[0].path == desk.out / "sub" / "new.mov"


async def test_download_that_was_cut_is_gone_on_with(desk: Desk, service: ScriptedService) -> None:
    service.script("file", CUT)
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Exported, found)[0].path.read_bytes() == service.file
    assert any("range" in request.headers for request in service.seen("file"))


async def test_download_that_fails_leaves_no_file_and_can_be_resumed(
    desk: Desk, service: ScriptedService
) -> None:
    service.always("file", html(502))
    service.always("download", html(502))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Failed, found)
    assert not [path for path in desk.out.iterdir() if not path.name.endswith(".part")]
    service.usual("file")
    later = await take(desk.conversation().resume(desk.jobs.waiting()[0]))
    assert of(Exported, later)[0].path.read_bytes() == service.file


async def test_wrong_size_is_no_delivery(desk: Desk, service: ScriptedService) -> None:
    url = f"{service.url}/render-result/x.mp4"
    done = {"status": "completed", "output": {"url": url, "size": len(service.file) + 5}}
    service.always("poll", answer(done))
    service.always("download", html(500))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "download_failed"
    assert desk.jobs.waiting()


async def test_leaving_an_export_keeps_its_job(desk: Desk, service: ScriptedService) -> None:
    service.polls_until_done = 5
    conversation = desk.conversation()
    await first(conversation.perform([chat("trim"), EXPORT]), Rendering)
    assert [job.status for job in desk.jobs.waiting()] == ["rendering"]
    await conversation.abandon()
    assert len(service.seen("cancel")) == 1
    assert [job.status for job in desk.jobs.list()] == ["cancelled"]


async def test_render_cancelled_elsewhere_is_told(desk: Desk, service: ScriptedService) -> None:
    service.always("poll", answer({"status": "cancelled"}))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "cancelled"
    assert desk.jobs.list()[0].status == "cancelled"


async def test_job_of_another_backend_is_not_touched(desk: Desk) -> None:
    job = Job("render_1", "1", backend="https://elsewhere.example", target=str(desk.out))
    found = await take(desk.conversation().resume(job))
    assert found[-1] == Finished(False)
    assert of(Noted, found)[0].notice.key == "engine.job_elsewhere"
    assert desk.service.requests == []


async def test_job_that_another_window_holds_is_left_alone(
    desk: Desk, service: ScriptedService
) -> None:
    job = desk.jobs.save(Job("render_1", "1", backend=service.url, target=str(desk.out)))
    with desk.jobs.hold(job.id) as mine:
        assert mine
        assert desk.jobs.waiting() == ()
        found = await take(desk.conversation().resume(job))
    assert found[-1] == Finished(False)
    assert service.requests == []


async def test_folder_that_refuses_is_told(desk: Desk, service: ScriptedService) -> None:
    blocked = desk.out / "file"
    blocked.write_text("I am no folder")
    found = await take(desk.conversation(output=blocked / "x").perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "disk_full"
    assert str(blocked) in of(Failed, found)[0].detail
    assert not service.seen("render")
    assert desk.jobs.list() == []


async def test_folder_that_goes_during_the_render_is_told(
    desk: Desk, service: ScriptedService
) -> None:
    folder = desk.out / "films"

    def go(usual: Reply) -> Reply:
        folder.rmdir()
        folder.write_text("I am no folder")
        return usual

    service.script("render", go)
    found = await take(desk.conversation(output=folder).perform([chat("trim"), EXPORT]))
    assert of(Failed, found)[0].kind == "disk_full"
    assert str(folder) in of(Failed, found)[0].detail
    assert desk.jobs.waiting()


async def test_local_polls_are_quick(desk: Desk, service: ScriptedService) -> None:
    desk.address = replace(desk.address, local=True)
    service.polls_until_done = 6
    await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert len(desk.clock.slept) == 6
    assert max(desk.clock.slept) <= 1


async def test_options_of_the_message_reach_the_render(
    desk: Desk, service: ScriptedService
) -> None:
    asked = Action(Step.EXPORT, output={"format": "webm", "resolution": "720p"})
    found = await take(desk.conversation().perform([chat("trim"), asked]))
    wanted = {"format": "webm", "quality": "high", "resolution": "720p"}
    assert service.seen("render")[0].json["output"] == wanted
    assert of(Exported, found)[0].path.suffix == ".webm"


def test_destination_never_leaves_the_folder() -> None:
    job = Job("x", "1", name="clip", target="/out", output={"format": "../../etc/passwd"})
    assert destination(job) == Path("/out/clip.mp4")


NAMES = [
    ("film.mp4", "mp4", "film.mp4"),
    ("film.m4v", "mp4", "film.m4v"),
    ("poster.JPEG", "jpg", "poster.JPEG"),
    ("film.webm", "mp4", "film.mp4"),
    ("film.1.webm", "gif", "film.1.gif"),
]


@pytest.mark.parametrize(("wanted", "made", "name"), NAMES)
def test_name_and_format_agree(wanted: str, made: str, name: str) -> None:
    job = Job("x", "1", target=f"/out/{wanted}", exact=True, output={"format": made})
    assert destination(job) == Path("/out", name)


async def test_format_in_words_renames_the_file_and_says_so(
    desk: Desk, service: ScriptedService
) -> None:
    asked = Action(Step.EXPORT, output={"format": "mp4"})
    talk = desk.conversation(output=desk.out / "r.webm")
    found = await take(talk.perform([chat("trim"), asked]))
    assert service.seen("render")[0].json["output"]["format"] == "mp4"
    assert of(Exported, found)[0].path == desk.out / "r.mp4"
    told = Notice("engine.renamed", {"format": "mp4", "wanted": "r.webm", "name": "r.mp4"})
    assert Noted(told) in found


def test_render_ids_differ() -> None:
    assert len({new_render_id() for _ in range(1000)}) == 1000


async def test_render_that_was_never_asked_for_leaves_no_job(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("trim")]))
    state = service.seen("state")

    async def connect() -> Address:
        gone = Address("http://127.0.0.1:9", "t", local=False)
        return gone if len(service.seen("state")) > len(state) else desk.address

    conversation._backend._connect = connect
    found = await take(conversation.perform([EXPORT]))
    assert of(Failed, found)[0].kind == "unreachable"
    assert desk.jobs.list() == []


async def test_a_backend_without_room_for_a_render_leaves_no_job(
    desk: Desk, service: ScriptedService
) -> None:
    service.always("render", refusal(507, "the disk is full", 507))
    found = await take(desk.conversation().perform([chat("trim"), EXPORT]))
    assert (of(Failed, found)[0].kind, of(Failed, found)[0].detail) == (
        "disk_full",
        "the disk is full",
    )
    assert desk.jobs.list() == []


async def test_home_that_cannot_keep_jobs_starts_no_export(
    desk: Desk, service: ScriptedService
) -> None:
    conversation = desk.conversation()
    await take(conversation.perform([chat("trim")]))
    (desk.home / ".local").write_text("a file, not a folder")
    found = await take(conversation.perform([EXPORT]))
    assert of(Failed, found)[0].kind == "disk_full"
    assert not service.seen("render")
    assert desk.jobs.waiting() == ()
