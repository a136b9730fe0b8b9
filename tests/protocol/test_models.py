"""Every shape that the sources show is read; anything else is Refused or Garbled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from nemo_tui.protocol import models
from nemo_tui.protocol.models import (
    Credits,
    ProjectState,
    RenderStatus,
    SessionInfo,
    TokenGrant,
    UploadedFile,
)
from nemo_tui.protocol.problems import Garbled, Refused
from tests.protocol.wire_values import values

NOW = datetime(2026, 11, 21, tzinfo=UTC)
READERS: list[Callable[[object], object]] = [
    TokenGrant.read,
    SessionInfo.read,
    UploadedFile.read_all,
    Credits.read,
    ProjectState.read,
    RenderStatus.read,
    models.claim_token,
]


@given(values())
def test_any_value_is_read_or_refused(value: object) -> None:
    for reader in READERS:
        problem = None
        try:
            reader(value)
        except (Refused, Garbled) as found:
            problem = found
        assert problem is None or len(problem.detail) <= 200


@pytest.mark.parametrize("body", [{"data": {"token": "nmv_usr_x"}}, {"token": "nmv_usr_x"}])
def test_a_token_lies_under_data_or_at_the_top(body: dict[str, Any]) -> None:
    grant = TokenGrant.read({"code": 0, **body}, NOW)
    assert grant.token == "nmv_usr_x"
    assert grant.expires_at == NOW + timedelta(days=7)
    assert (grant.user_id, grant.credits) == ("", None)
    assert "nmv_usr_x" not in repr(grant)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-03-18T00:00:00Z", datetime(2026, 3, 18, tzinfo=UTC)),
        ("2026-03-18T00:00:00", datetime(2026, 3, 18, tzinfo=UTC)),
        (1773792000, datetime(2026, 3, 18, tzinfo=UTC)),
        (1773792000000, datetime(2026, 3, 18, tzinfo=UTC)),
        ("soon", NOW + timedelta(days=7)),
        (1e300, NOW + timedelta(days=7)),
    ],
)
def test_when_a_token_expires(written: object, wanted: datetime) -> None:
    grant = TokenGrant.read({"data": {"token": "t", "expires_at": written}}, NOW)
    assert grant.expires_at == wanted


@pytest.mark.parametrize("token", ["", None, 7, "two words", "new\nline", "schlüssel", "x" * 5000])
def test_what_no_header_can_carry_is_no_token(token: object) -> None:
    with pytest.raises(Garbled):
        TokenGrant.read({"data": {"token": token}})


@pytest.mark.parametrize("written", ["5529798706024415232", 5529798706024415232])
def test_session_ids_are_texts_beyond_two_to_the_53(written: object) -> None:
    assert SessionInfo.read({"code": 0, "data": {"session_id": written}}).session_id == (
        "5529798706024415232"
    )


@pytest.mark.parametrize("written", [None, "", True, 1.5, [], {}])
def test_without_a_session_id_there_is_no_session(written: object) -> None:
    with pytest.raises(Garbled):
        SessionInfo.read({"data": {"session_id": written, "task_id": "t"}})


FILE = {
    "filename": "video.mp4",
    "file_type": "video",
    "cdn_url": "https://cdn.example/video.mp4",
    "duration": 30.5,
    "width": 1920,
    "height": 1080,
    "fps": 30,
}


def test_an_uploaded_file_counts_in_milliseconds() -> None:
    [file] = UploadedFile.read_all({"code": 0, "data": {"files": [FILE]}})
    assert file == UploadedFile(
        "video.mp4", "video", "https://cdn.example/video.mp4", 30500, 1920, 1080, 30.0, None
    )


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"files": [{"filename": "a.png"}]}},
        {"data": {"files": {"one": {"filename": "a.png"}}}},
        {"data": [{"filename": "a.png"}]},
        {"data": {"filename": "a.png"}},
        {"files": [{"filename": "a.png"}, "no file", None, {"width": 3}]},
        {"data": {"url": "https://cdn.example/a.png"}},
    ],
)
def test_shapes_of_an_upload(body: object) -> None:
    assert [file.name for file in UploadedFile.read_all(body)] == ["a.png"]


def test_a_name_from_the_backend_is_one_dead_line() -> None:
    [file] = UploadedFile.read_all({"files": [{"filename": "a\n\x1b[31m\u202eb.mp4"}]})
    assert file.name == "a b.mp4"


@pytest.mark.parametrize("kind", ["video", "image", "audio", "subtitle"])
def test_kinds(kind: str) -> None:
    assert UploadedFile.read_all([{"filename": "x", "type": f"{kind}/any"}])[0].kind == kind


@pytest.mark.parametrize("body", [{}, {"data": {"files": []}}, {"data": 7}, [], None, "x"])
def test_an_upload_that_names_no_file_is_garbled(body: object) -> None:
    with pytest.raises(Garbled):
        UploadedFile.read_all(body)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"available": 25000, "frozen": 40, "total": 25040}, Credits(25000, 40, 25040)),
        ({"available": 1.5}, Credits(1.5, 0, 1.5)),
        ({"total": 10, "frozen": 4}, Credits(6, 4, 10)),
        ({"available": "7"}, Credits(7, 0, 7)),
        ({"available": 0, "unlimited": True}, Credits(unlimited=True)),
        ({"available": "unlimited"}, Credits(unlimited=True)),
        ({"available": -1}, Credits(unlimited=True)),
    ],
)
def test_credits(body: dict[str, Any], wanted: Credits) -> None:
    assert Credits.read({"code": 0, "data": body}) == wanted
    assert Credits.read(body) == wanted


def test_no_balance_is_garbled() -> None:
    with pytest.raises(Garbled):
        Credits.read({"code": 0, "data": {"balance": "?"}})


def test_the_state_keeps_the_draft_as_it_is() -> None:
    draft = {"t": [], "x": {"unknown": 1}}
    state = ProjectState.read(
        {"data": {"task_name": "Trip", "state": {"draft": draft, "video_infos": [FILE]}}}
    )
    assert state.draft is draft
    assert [file.name for file in state.media] == ["video.mp4"]
    assert state.title == "Trip"
    assert state.raw["draft"] is draft


@pytest.mark.parametrize("body", [{"data": {}}, {"data": {"state": {"draft": {}}}}, {"state": 1}])
def test_a_project_may_be_empty(body: object) -> None:
    state = ProjectState.read(body)
    assert state.draft is None
    assert state.media == ()


def test_generated_media_may_be_a_mapping() -> None:
    state = ProjectState.read({"state": {"generated_media": {"one": FILE, "two": "?"}}})
    assert [file.name for file in state.generated] == ["video.mp4"]


URL = "https://static1.example/render-result/r.mp4"


@pytest.mark.parametrize(
    "body",
    [
        {"taskId": "r", "status": "completed", "progress": 100, "output": {"url": URL}},
        {"success": True, "data": {"id": "r", "status": "completed", "outputUrl": URL}},
        {"id": "r", "status": "completed", "outputUrl": URL, "error": None},
        {"code": 0, "data": {"id": "r", "status": "COMPLETED", "url": URL}},
        {"id": "r", "status": "success", "output": URL},
    ],
)
def test_shapes_of_a_finished_export(body: object) -> None:
    status = RenderStatus.read(body)
    assert (status.id, status.status, status.url) == ("r", "completed", URL)


def test_what_an_export_measures() -> None:
    output = {"url": URL, "duration": 30.5, "size": 15728640, "width": 1920, "height": 1080}
    status = RenderStatus.read({"status": "completed", "output": output})
    assert (status.bytes, status.duration_ms) == (15728640, 30500)
    assert (status.width, status.height) == (1920, 1080)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [(42, 42.0), ("42%", 42.0), (-3, 0.0), (140, 100.0), ("half", None), (None, None), ([], None)],
)
def test_progress(written: object, wanted: float | None) -> None:
    assert RenderStatus.read({"status": "running", "progress": written}).progress == wanted


@pytest.mark.parametrize(
    "body",
    [
        {"status": "failed", "error": "codec"},
        {"success": False, "data": {"status": "failed", "error": "codec"}},
        {"code": 0, "data": {"status": "error", "message": "codec"}},
        {"status": "failed", "error": {"message": "codec"}},
    ],
)
def test_a_failed_export_says_why(body: object) -> None:
    status = RenderStatus.read(body)
    assert (status.status, status.error) == ("failed", "codec")


def test_an_address_that_is_no_http_is_none() -> None:
    assert RenderStatus.read({"status": "completed", "outputUrl": "file:///etc/passwd"}).url == ""


def test_an_unknown_status_stays_unknown() -> None:
    assert RenderStatus.read({"status": "teleporting"}).status == "unknown"
    assert RenderStatus.read({"id": "r"}).status == "unknown"


def test_a_claim_token() -> None:
    assert models.claim_token({"code": 0, "data": {"claim_token": "clm_x"}}) == "clm_x"
    with pytest.raises(Garbled):
        models.claim_token({"code": 0, "data": {}})
