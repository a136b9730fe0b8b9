"""Which clips of the timeline a clause means: by file name, by number, or every one."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.bilingual import listed
from nemo_tui.studio.language.wording import Wording
from nemo_tui.studio.recipe import Language
from nemo_tui.studio.timeline import beside, shown

ORDER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8,
    "ninth": 9, "9th": 9, "tenth": 10, "10th": 10, "last": -1, "final": -1, "penultimate": -2,
    "opening": 1,
}  # fmt: skip
CLIP = (
    r"(?:video clips?|clips?|videos?|shots?|parts?|pieces?|sections?|segments?|"
    r"scenes?|files?|photos?|pictures?|pics?|images?|slides?|footage|one(?! second|"
    r" sec| minute))"
)
_CLIP_ZH = r"(?:个|段|张|条|部分|幅|份)(?:视频|素材|片段|照片|图片|图|画面|镜头|文件)?"
_NAMED = re.compile(
    rf"\b({'|'.join(ORDER)}) (?:\d+ )?(?:video |photo )?{CLIP}\b|\b(?:clip|video|"
    r"photo|part|picture|image|segment|shot|scene|slide) (?:#|no\.? ?|"
    r"number )?(\d+)\b|"
    rf"第(\d+){_CLIP_ZH}|(最后|末尾|末)(?:一|1|的)?{_CLIP_ZH}|(首|头)(?:一|1)?(?:个|段|张)"
)
_EACH = (
    rf"\b(?:each|every)(?: of (?:the|these|them|my))?(?: \w+)? ?{CLIP}\b|\b(?:each|"
    r"every) (?:of them|of these|one)\b|\ball (?:the |of the |my |these |"
    rf"\d+ )?{CLIP}\b|\beach\b|\bapiece\b|"
    rf"\b(?:both|all \d)(?: of)?(?: (?:the|my|these|those|our))?(?: \w+)? {CLIP}\b|"
    r"\b(?:both|all \d) of (?:them|these|those)\b|\b(?:both|all \d)(?=$| ?[,.:;])|"
    rf"\bthe [2-9] {CLIP}\b|"
    r"每(?:一)?(?:个|段|张|条|份)|各(?:自|段|个|取|剪|留|保留|截)|每(?=段|个|条|张)|"
    r"(?:段|个|条|张|视频|片段|素材)都(?:只)?(?:留|取|剪|截|保留|要)|"
    r"(?:(?<![前后第])[两23456几]|所有的?|全部的?)(?:个|段|条)?(?:视频|片段|素材)?.{0,6}"
    r"(?:都|各|分别|均)(?!是|静|变|加|配|转|调)|"
    r"(?<![前后第])[两23456](?:个|段|条)(?:视频|片段|素材)的?(?=开头|结尾|前|后|片头|片尾)"
)


def each_clip(w: Wording) -> bool:
    """Whether every clip is meant one by one."""
    return w.has(_EACH) and not w.has(r"each (?:end|side)|前后各|首尾各|头尾各|两头各|两端各")


def numbers(w: Wording) -> list[int]:
    """The clips that are named by number, counting from 1; -1 is the last."""
    text = expanded(w.text)
    found = []
    for m in _NAMED.finditer(text):
        if m[1]:
            found.append(ORDER[m[1]])
        elif m[2] or m[3]:
            found.append(int(m[2] or m[3]))
        else:
            found.append(-1 if m[4] else 1)
    return found


_DOES = (
    r"slow(?: down)?|speed up|reverse|mute|rotate|flip|mirror|crop|blur|brighten|"
    r"darken|remove|delete|drop|"
    r"freeze|loop|repeat|keep|swap"
)


def without(text: str) -> str:
    """A normalised text without the clips that it names."""
    text = re.sub(rf"(?:\b(?:on|to|in|for|of) )?(?:the )?(?:{_NAMED.pattern})", " ", expanded(text))
    return re.sub(r"(?:\b(?:on|to|in|for|of) )?(?:the )?<F\d+>(?: clip| video)?", " ", text)


def expanded(text: str) -> str:
    """`the first and last clip`, `clips 1 and 3`, `第1和第3段`, `the first 2 clips` written out."""
    ordinal = "|".join(ORDER)
    text = re.sub(
        rf"\b({ordinal})(?: {CLIP})? (?:and|&|with|or|to) (?:the )?({ordinal}) ({CLIP})",
        r"\1 \3 and \2 \3",
        text,
    )
    text = re.sub(
        rf"^(?:and )?the ({ordinal})(?= (?:in|with|at|should|gets|stays) )", r"the \1 clip", text
    )
    text = re.sub(rf"\b(and) the ({ordinal})(?= (?:up|down|to|by|at) )", r"\1 the \2 clip", text)
    text = re.sub(rf"\b({_DOES}) the ({ordinal})(?=$|[,;])", r"\1 the \2 clip", text)
    if re.search(rf"\b(?:{ordinal}) {CLIP}", text):
        text = re.sub(
            rf"\bthe ({ordinal})(?=\s*(?:$|[,;]|and\b|but\b|too\b|as well))", r"\1 clip", text
        )
    text = re.sub(
        rf"\b(of|from|on|except|except for|but) the ({ordinal})(?=$| only\b| too\b|[,.]| and <q)",
        r"\1 the \2 clip",
        text,
    )
    text = re.sub(
        rf"\bthe ({ordinal}),? (?:and|&) (?:the )?({ordinal})(?=$|[,.;])",
        r"the \1 clip and \2 clip",
        text,
    )
    text = re.sub(_NUMBERED, _each_numbered, text)
    text = re.sub(
        r"\b(first|last) (\d) (?=(?:clip|video|photo|part|picture|image|shot)s\b)", _run, text
    )
    text = re.sub(
        r"第(\d+)(?:个|段|张)?(?:和|与|、|跟|及|,)(?:第)?(\d+)(个|段|张)", r"第\1\3和第\2\3", text
    )
    return re.sub(r"(前|后|最后)(\d)(个|段|张)(?!<)", _run_zh, text)


_NUMBERED = (
    r"\b(clip|video|photo|part|picture|image)s (\d+)(?:, ?(\d+))*(?:,? (?:and|&|with) (\d+))"
)


def _each_numbered(m: re.Match[str]) -> str:
    return " ".join(f"{m[1]} {n}" for n in re.findall(r"\d+", m[0]))


def _run(m: re.Match[str]) -> str:
    names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    if m[1] == "last":
        return "penultimate clip and last " if m[2] == "2" else m[0]
    return " ".join(f"{name} clip" for name in names[: int(m[2])]) + " "


def _run_zh(m: re.Match[str]) -> str:
    if m[1] == "前":
        return "".join(f"第{n}{m[3]}" for n in range(1, int(m[2]) + 1))
    return m[0] if m[2] != "1" else f"最后1{m[3]}"


# All clips except the ones that are named after (in Chinese: inside) this.
_ALL_BUT = (
    r"\b(?:all|every\w*|each|clips|both|them|rest)\b[^,]*?\b(?:except|but(?! (?:keep|"
    r"mute|leave|not|make|the "
    r"rest))|apart from|other than|besides)\b|\bexcept (?:for )?(?:the|<F)|"
    r"除了?[^,]{1,16}?(?:以外|之外|外|都|全|,?其)"
)


# Of two clips side by side, or one above the other.
_SIDE = (
    r"\b(left|right|top|bottom|upper|lower)(?:[- ]hand)? (?:one|clip|video|side|half)\b|"
    r"(左|右|上|下)(?:边|侧|面|方)(?:的|那)?(?:个|段|视频|画面|一)?"
)
_FIRST_SIDES = ("left", "top", "upper", "左", "上")


def clips(w: Wording, draft: Draft) -> list[Segment]:
    """The picture segments that are named by number or by file."""
    video = shown(draft)
    chosen: list[Segment] = []
    for number in numbers(w):
        index = number - 1 if number > 0 else len(video) + number
        if 0 <= index < len(video):
            chosen.append(video[index])
    if (
        len(video) > 2
        and len(video) % 2
        and w.has(rf"\bmiddle (?:{CLIP})|中间(?:的|那)*(?:一|1)?(?:个|段|张)|\bone in the middle\b")
    ):
        chosen.append(video[len(video) // 2])
    if w.has(r"\b(?:shortest|longest)\b|最[长短]的?(?:那)?(?:1|一)?(?:个|段|条)"):
        pick = min if w.has(r"\bshortest\b|最短") else max
        chosen += [pick(video, key=lambda s: s.length)] if len(video) > 1 else []
    for number, item in enumerate(w.files):
        if f"<F{number}>" in w.text:
            chosen.extend(s for s in video if s.source == item.id)
    if beside(draft) and len(video) == 2 and (side := w.find(_SIDE)):
        chosen.append(video[0 if (side[1] or side[2]) in _FIRST_SIDES else 1])
    found = {s.id: s for s in chosen}
    if found and len(found) < len(video) and w.has(_ALL_BUT):
        return [s for s in video if s.id not in found]
    return list(found.values())


def missing(w: Wording, draft: Draft) -> int | None:
    """A number that no clip has, or None."""
    count = len(shown(draft))
    return next((n for n in numbers(w) if n > count or -n > count), None)


def whose(named: list[Segment], language: Language) -> str:
    """What a reply says of the clips that it is about; nothing where it is about all."""
    names = listed(list(dict.fromkeys(s.label for s in named)), language) if named else ""
    return (f" {names}" if language == "zh" else f" in {names}") if names else ""


def stretch(w: Wording, draft: Draft) -> spans.Span | None:
    """The first stretch that is named, on the timeline; within its clip where one is named."""
    clip = one_clip(w, draft)
    found = spans.find(w.text, clip.length if clip else draft.duration)
    if not found:
        return None
    at = clip.start if clip else 0
    return replace(found[0], start=found[0].start + at, end=found[0].end + at)


def one_clip(w: Wording, draft: Draft) -> Segment | None:
    """The one clip that is meant when there are several; None for the whole timeline."""
    if len(draft.of(TrackType.VIDEO)) < 2:
        return None
    found = clips(w, draft)
    return found[0] if len(found) == 1 else None
