"""What is wrapped round an answer: `{code,data}`, `{success,data,error}`, `{"detail"}` or nothing.

Source: the skill documents, the vendor's reference and client, ADK's error bodies.
"""

from collections.abc import Mapping
from typing import Any

from nemo_tui.protocol.problems import Garbled, Kind, Refused, kind_of
from nemo_tui.protocol.text import short

Json = dict[str, Any]


def unwrap(answer: object, status: int = 200, *, error_is_data: bool = False) -> Any:
    """The payload of an answer: `{code,data}`, `{success,data,error}`, `{"detail"}` or bare.

    Raises Refused for an error status, a code that is not 0, `success: false` or a body that
    is nothing but an error. With `error_is_data` an `error` beside other keys is data.
    """
    body: Json = answer if isinstance(answer, dict) else {}
    code = _code(body)
    if not 200 <= status < 300:
        code = code or status
        raise Refused(kind_of(code), message_of(body), code)
    if code:
        raise Refused(kind_of(code), message_of(body), code)
    if body.get("success") is False and not (error_is_data and isinstance(body.get("data"), dict)):
        raise Refused(Kind.SERVER_FAULT, message_of(body))
    if body and body.keys() <= {"detail", "error", "message", "error_details", "success"}:
        raise Refused(_kind_by_words(body), message_of(body))
    data = body.get("data")
    return answer if data is None else data


def fields(answer: object, *, error_is_data: bool = False) -> Json:
    """The keys of an answer: those under `data`, then those at the top."""
    payload = unwrap(answer, error_is_data=error_is_data)
    top = answer if isinstance(answer, dict) else {}
    if isinstance(payload, dict):
        return {**top, **payload}
    if top:
        return top
    raise Garbled("the answer is not an object")


def message_of(body: Mapping[str, Any]) -> str:
    """The backend's own word for an error, short and cleaned; "" where there is none."""
    for key in ("message", "error", "detail", "errorMessage", "error_message", "msg", "reason"):
        words = _words(body.get(key))
        if words and words.lower() not in ("ok", "success"):
            return words
    data = body.get("data")
    return message_of(data) if isinstance(data, dict) and data is not body else ""


def _code(body: Json) -> int:
    code = body.get("code")
    if isinstance(code, str) and code.strip().lstrip("-").isdecimal() and len(code) < 10:
        code = int(code)
    if isinstance(code, bool) or not isinstance(code, int) or 200 <= code < 300:
        return 0
    return code


def is_about_session(message: str) -> bool:
    """Whether a backend's words say that it does not know the session (source: ADK)."""
    return "session not found" in message.lower()


def _kind_by_words(body: Json) -> Kind:
    return Kind.SESSION_LOST if is_about_session(message_of(body)) else Kind.SERVER_FAULT


def _words(value: object) -> str:
    if isinstance(value, str):
        return short(value)
    if isinstance(value, dict):
        return message_of({k: v for k, v in value.items() if k != "data"})
    if isinstance(value, list):
        return short("; ".join(filter(None, map(_complaint, value[:3]))))
    return ""


def _complaint(item: object) -> str:
    if not isinstance(item, dict):
        return _words(item) if isinstance(item, str) else ""
    place = item.get("loc")
    where = ".".join(map(str, place)) if isinstance(place, list) else ""
    return f"{where}: {_words(item.get('msg'))}".lstrip(": ")
