"""Envelopes come off; codes, statuses and errors in them are refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.envelope import fields, message_of, unwrap
from nemo_tui.protocol.problems import Garbled, Kind, Refused
from tests.protocol.wire_values import values


@pytest.mark.parametrize(
    ("status", "body", "kind", "detail"),
    [
        (200, {"code": 1001, "message": "token expired"}, Kind.SIGN_IN, "token expired"),
        (200, {"code": "1001"}, Kind.SIGN_IN, ""),
        (401, {"detail": "Unauthorized"}, Kind.SIGN_IN, "Unauthorized"),
        (401, {"code": 1001}, Kind.SIGN_IN, ""),
        (404, {"detail": "Session not found: 7"}, Kind.SESSION_LOST, "Session not found: 7"),
        (404, {"code": 1002}, Kind.SESSION_LOST, ""),
        (200, {"detail": "Session not found"}, Kind.SESSION_LOST, "Session not found"),
        (400, {"code": 0, "message": "ok"}, Kind.BAD_REQUEST, ""),
        (200, {"code": 2001, "data": {"message": "no credits"}}, Kind.NO_CREDITS, "no credits"),
        (200, {"code": 402}, Kind.PLAN_REQUIRED, ""),
        (402, {"error": {"message": "plan"}}, Kind.PLAN_REQUIRED, "plan"),
        (200, {"code": 4001}, Kind.UNSUPPORTED_FILE, ""),
        (413, None, Kind.TOO_LARGE, ""),
        (429, {"code": 0}, Kind.RATE_LIMITED, ""),
        (403, "plain", Kind.FORBIDDEN, ""),
        (500, {"error": "boom\x1b[31m"}, Kind.SERVER_FAULT, "boom"),
        (418, None, Kind.BAD_REQUEST, ""),
        (200, {"success": False, "error": "no lambda"}, Kind.SERVER_FAULT, "no lambda"),
        (200, {"error": "oh"}, Kind.SERVER_FAULT, "oh"),
        (200, {"code": -1, "message": "x"}, Kind.SERVER_FAULT, "x"),
        (
            422,
            {"detail": [{"loc": ["body", "session_id"], "msg": "Field required"}]},
            Kind.BAD_REQUEST,
            "body.session_id: Field required",
        ),
    ],
)
def test_codes_and_statuses_are_refusals(
    status: int, body: object, kind: Kind, detail: str
) -> None:
    with pytest.raises(Refused) as caught:
        unwrap(body, status)
    assert (caught.value.kind, caught.value.detail) == (kind, detail)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"code": 0, "data": {"a": 1}}, {"a": 1}),
        ({"code": "0", "data": {"a": 1}}, {"a": 1}),
        ({"code": 200, "data": {"a": 1}}, {"a": 1}),
        ({"success": True, "data": {"a": 1}, "error": None}, {"a": 1}),
        ({"a": 1}, {"a": 1}),
        ([1], [1]),
        (None, None),
        ({"code": 0}, {"code": 0}),
    ],
)
def test_envelopes(body: object, wanted: object) -> None:
    assert unwrap(body) == wanted


@given(values(), st.integers(100, 599))
def test_any_answer_is_unwrapped_or_refused(body: object, status: int) -> None:
    problem = None
    try:
        unwrap(body, status)
    except Refused as found:
        problem = found
    assert problem or 200 <= status < 300
    assert problem is None or len(problem.detail) <= 200


def test_the_keys_under_data_go_before_those_at_the_top() -> None:
    assert fields({"a": 1, "b": 1, "data": {"a": 2}})["a"] == 2
    assert fields({"a": 1, "b": 1, "data": {"a": 2}})["b"] == 1
    with pytest.raises(Garbled):
        fields([1])


def test_an_error_beside_data_may_be_data() -> None:
    body = {"success": False, "data": {"status": "failed", "error": "codec"}}
    assert fields(body, error_is_data=True)["error"] == "codec"
    with pytest.raises(Refused):
        fields(body)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"message": "ok", "error": "no"}, "no"),
        ({"detail": ["a", {"msg": "b"}, 7]}, "a; b"),
        ({"data": {"error": {"message": "deep"}}}, "deep"),
        ({"error": {"code": 3}}, ""),
        ({"reason": "x" * 300}, "x" * 199 + "…"),
    ],
)
def test_the_backends_own_word(body: dict[str, object], wanted: str) -> None:
    assert message_of(body) == wanted
