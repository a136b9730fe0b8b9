"""What can go wrong, sorted by who can act, and the one table of the service's codes.

    Problem
      +- Unreachable     nobody answered, or the connection broke
      +- Refused         the backend answered with a code or a status
      +- Garbled         the backend answered with something that is no answer
      +- LocalFault      a file, a disk or a setting of this machine

`Kind` names the reaction; the catalogue holds a sentence for each.
Codes: the four skill documents (1001 to 429), HTTP statuses, ADK's `detail` bodies.
"""

from enum import StrEnum


class Kind(StrEnum):
    """One kind per reaction of the app."""

    UNREACHABLE = "unreachable"
    BROKEN_STREAM = "broken_stream"
    TIMED_OUT = "timed_out"
    SIGN_IN = "sign_in"
    SESSION_LOST = "session_lost"
    NO_CREDITS = "no_credits"
    UNSUPPORTED_FILE = "unsupported_file"
    TOO_LARGE = "too_large"
    BAD_REQUEST = "bad_request"
    PLAN_REQUIRED = "plan_required"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    SERVER_FAULT = "server_fault"
    GARBLED = "garbled"
    AGENT_FAULT = "agent_fault"
    NOTHING_CHANGED = "nothing_changed"
    NOTHING_TO_EXPORT = "nothing_to_export"
    RENDER_FAILED = "render_failed"
    STILL_RENDERING = "still_rendering"
    DOWNLOAD_FAILED = "download_failed"
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    DISK_FULL = "disk_full"
    NO_CONSENT = "no_consent"
    STUDIO_FAILED = "studio_failed"
    CANCELLED = "cancelled"


CODES: dict[int, Kind] = {
    1001: Kind.SIGN_IN,
    1010: Kind.SIGN_IN,
    1011: Kind.SIGN_IN,
    401: Kind.SIGN_IN,
    1002: Kind.SESSION_LOST,
    404: Kind.SESSION_LOST,
    2001: Kind.NO_CREDITS,
    4001: Kind.UNSUPPORTED_FILE,
    415: Kind.UNSUPPORTED_FILE,
    4002: Kind.TOO_LARGE,
    413: Kind.TOO_LARGE,
    400: Kind.BAD_REQUEST,
    422: Kind.BAD_REQUEST,
    402: Kind.PLAN_REQUIRED,
    403: Kind.FORBIDDEN,
    429: Kind.RATE_LIMITED,
    507: Kind.DISK_FULL,
}


def kind_of(code: int) -> Kind:
    """The reaction to a body code or an HTTP status; server faults for anything unknown."""
    if code in CODES:
        return CODES[code]
    return Kind.BAD_REQUEST if 400 <= code < 500 else Kind.SERVER_FAULT


class Problem(Exception):
    """Something that the person is told. `detail` is short, cleaned and in the backend's words."""

    def __init__(self, kind: Kind, detail: str = "", code: int | None = None) -> None:
        super().__init__(f"{kind}: {detail}" if detail else str(kind))
        self.kind = kind
        self.detail = detail
        self.code = code


class Unreachable(Problem):
    """Nobody answered, or the connection broke before the answer was whole."""


class Refused(Problem):
    """The backend answered with an error code or an HTTP error status."""


class Garbled(Problem):
    """The backend answered with something that is no answer: HTML, cut JSON, a wrong type."""

    def __init__(self, detail: str = "", code: int | None = None) -> None:
        super().__init__(Kind.GARBLED, detail, code)


class LocalFault(Problem):
    """A file, a disk or a setting of this machine is in the way."""
