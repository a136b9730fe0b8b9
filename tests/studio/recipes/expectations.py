"""What must hold of a draft after a request: the vocabulary of the request files.

`dur` seconds or [least, most]; `clips` [[stem, in, out], ...] in seconds; `order` stems;
`canvas` and `look` fields (a value, or [least, most]); `text`, `audio`, `over` lists of fields
of the segments of these tracks, `at` their times, `from` where their source begins; `aspect`
"9:16"; `kind` ask, refuse or answer: the draft is unchanged; `says` a pattern of the reply.
"""

import re
from typing import Any

from nemo_tui.studio.draft import Canvas, Look, Segment, TrackType
from tests.studio.recipes.scene import Session

ASKS = re.compile(r"\?|\uff1f|\bplease\b|请", re.I)
REFUSES = re.compile(r"can't|cannot|no |not |only|nothing|too |least|不|没有|无法|只有|抱歉", re.I)


def failures(session: Session, want: dict[str, Any]) -> list[str]:
    """Everything that does not hold."""
    found = []
    for key, value in want.items():
        check = globals()[f"_{key}"]
        found += [f"{key}: {line}" for line in check(session, value)]
    return found


def _near(got: float, want: Any, slack: float = 0.16) -> bool:
    if isinstance(want, list):
        return bool(want[0] <= got <= want[1])
    return abs(got - want) <= slack


def _dur(s: Session, want: Any) -> list[str]:
    got = s.draft.duration / 1000
    return [] if _near(got, want) else [f"lasts {got}, wanted {want}"]


def _stem(segment: Segment) -> str:
    return segment.label.rpartition(".")[0] or segment.label


def _clips(s: Session, want: list[list[Any]]) -> list[str]:
    got = [[_stem(c), c.source_in / 1000, c.source_out / 1000] for c in s.draft.of(TrackType.VIDEO)]
    same = len(got) == len(want) and all(
        a[0] == b[0] and _near(a[1], b[1]) and _near(a[2], b[2])
        for a, b in zip(got, want, strict=True)
    )
    return [] if same else [f"{got}, wanted {want}"]


def _order(s: Session, want: list[str]) -> list[str]:
    got: list[str] = []
    for c in s.draft.of(TrackType.VIDEO):
        if not got or got[-1] != _stem(c):
            got.append(_stem(c))
    return [] if got == want else [f"{got}, wanted {want}"]


def _canvas(s: Session, want: dict[str, Any]) -> list[str]:
    return _fields(s.draft.canvas, want)


def _fields(thing: Look | Canvas | Segment, want: dict[str, Any]) -> list[str]:
    found = []
    for key, value in want.items():
        got = getattr(thing, key)
        if isinstance(got, bool) or isinstance(value, (str, bool)) or value is None:
            same = got == value
        elif isinstance(value, list) and value and isinstance(value[0], str):
            same = got in value
        else:
            same = got is not None and _near(got, value, 0.02 * max(1, abs(got)))
        if not same:
            found.append(f"{key} is {got!r}, wanted {value!r}")
    return found


def _look(s: Session, want: Any) -> list[str]:
    video = s.draft.of(TrackType.VIDEO)
    wants = want if isinstance(want, list) else [want] * len(video)
    if len(wants) != len(video):
        return [f"{len(video)} clips, wanted {len(wants)}"]
    return [x for c, w in zip(video, wants, strict=True) for x in _fields(c.look, w)]


def _aspect(s: Session, want: str) -> list[str]:
    a, b = (float(v) for v in want.split(":"))
    canvas = s.draft.canvas
    if not canvas.height:
        return ["no size"]
    got = canvas.width / canvas.height
    return [] if abs(got - a / b) < 0.03 else [f"{canvas.width}x{canvas.height}"]


def _lanes(s: Session, kind: TrackType, want: list[dict[str, Any]]) -> list[str]:
    lanes = s.draft.of(kind)
    if len(lanes) != len(want):
        return [f"{[(c.label, c.start, c.length) for c in lanes]}, wanted {len(want)}"]
    found = []
    for lane, w in zip(lanes, want, strict=True):
        for key, value in w.items():
            if key == "at":
                got = [lane.start / 1000, lane.end / 1000]
                if not (_near(got[0], value[0]) and _near(got[1], value[1])):
                    found.append(f"at {got}, wanted {value}")
            elif key == "from":
                found += [] if _near(lane.source_in / 1000, value) else [f"from {lane.source_in}"]
            elif key == "stem":
                found += [] if _stem(lane) == value else [f"{lane.label}, wanted {value}"]
            else:
                found += _fields(lane.look, {key: value})
    return found


def _text(s: Session, want: list[dict[str, Any]]) -> list[str]:
    return _lanes(s, TrackType.TEXT, want)


def _audio(s: Session, want: list[dict[str, Any]]) -> list[str]:
    return _lanes(s, TrackType.AUDIO, want)


def _over(s: Session, want: list[dict[str, Any]]) -> list[str]:
    return _lanes(s, TrackType.OVERLAY, want)


def _n(s: Session, want: int) -> list[str]:
    got = len(s.draft.of(TrackType.VIDEO))
    return [] if got == want else [f"{got} clips, wanted {want}"]


def _says(s: Session, want: str) -> list[str]:
    return [] if re.search(want, s.replies[-1], re.I) else [f"reply {s.replies[-1]!r}"]


def _kind(s: Session, want: str) -> list[str]:
    found = ["draft changed"] if s.changed else []
    reply = s.replies[-1]
    asks, refuses = ASKS.search(reply), REFUSES.search(reply)
    fine = {"ask": asks, "refuse": refuses, "either": asks or refuses, "answer": True}[want]
    return found if fine else [*found, f"reply is no {want}: {reply!r}"]
