"""The last edit with another figure: `no, 4x`, `make it 5 seconds`, `start at 3 instead`."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.memory import before_last, kind_of, last_edit
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Followed, Library, Recipe, Request

_AMENDS = re.compile(
    (
        r"^(?:no,? |oh,? |sorry,? |wait,? )*(?:actually|no|wait|i mean|rather|"
        r"make that)\b|^(?:哦|啊)?(?:不对|不是|错了|应该是|我是说)"
    ),
    re.I,
)


def amended(before: str, text: str, library: Library) -> str | None:
    """`the first minute... actually the first 12 seconds`: the wish with its last figure."""
    if not _AMENDS.match(text):
        return None
    old, new = (read(Request(piece), library) for piece in (before, text))
    if old.quotes or old.files or new.quotes or new.files:
        return None
    return _with_figures(old.text, new.text, "")


_CORRECTS = re.compile(
    (
        r"^(?:(?:no|nope|actually|wait|sorry|hmm|oops|rather|i meant|i mean|"
        r"on second thought|make (?:it|that|this)|let'?s (?:do|make)|should be|"
        r"change (?:it|that) to|not|try|but|again|ok|maybe|better)\b|不对|不是|不要|不|"
        r"改成|改为|改到|缩短|延长|加长|还是|应该|换成|算了|我是说|再|要不)|\binstead\b|"
        r"\brather\b|改成|"
        r"改为|换成|\b(?:make (?:it|that|this)|try|go for) (?:just |only |about )?\d|"
        r"(?:短|长|快|慢|大|小)一?点,?.{0,3}\d|\d ?(?:\w+ )?(?:is|are) (?:enough|"
        r"plenty)\b|\d.{0,3}(?:就够|够了|就行)"
    ),
    re.I,
)
# `make that the last 4 instead`, said of a length.
_OTHER_END = re.compile(
    r"\b(first|last|middle) (\d+(?:\.\d+)?)\b(?! ?(?:clip|photo|video|min))", re.I
)
# `start at 3 instead`, `end a second earlier`, said of a stretch that was kept.
_AN_END = re.compile(
    r"(?:\b(?P<first>start|begin)\w*|\b(?:end|stop|finish|until|till)\w*)(?: it)?(?: (?:at|from|on|"
    r"with))? (?:<t(?P<ms>\d+)>|(?P<bare>\d+(?:\.\d+)?)(?![\d.]*[x%>:]))"
    r"(?P<shift> (?:later|earlier|sooner))?|"
    r"(?:从|到|改成|改为|第)+(?:<t(?P<ms_zh>\d+)>|(?P<bare_zh>\d+))(?:处|的地方)?"
    r"(?:(?P<first_zh>开始|起)|结束|为止|停)|"
    r"(?:(?P<first_by>开头|开始|起点)|结尾|结束)?(?P<later>晚|早|推迟|提前)<t(?P<by>\d+)>"
    r"(?P<then>开始)?"
)
_STRETCH = re.compile(r"<t(\d+)>( ?(?:-|–|to|and|until|till|到|至|~) ?(?:第)?)<t(\d+)>")
_POINTS = re.compile(
    (
        r"^(?:no,? |actually,? |and |but )*(?:make (?:it|that|them)|change|let|it should|"
        r"should)|改|换|调|缩短|延长|加长"
    ),
    re.I,
)
_TAKES = {
    "transition": "t", "fade": "t", "freeze": "t", "slideshow": "t", "volume": "pd",
    "compress": "bp", "speed": "xp", "look": "p", "aspect": "r", "rotate": "a", "loop": "xn",
    "crop": "p",
}  # fmt: skip
_OWN_CORRECTIONS = frozenset({"text", "overlay", "music", "subtitles", ""})


def corrected(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`no, 4x`, `make it 5 seconds instead`: the last edit again with the new figure."""
    clause, kind = request.memory.get("clause"), last_edit(request)
    if not isinstance(clause, str) or kind in _OWN_CORRECTIONS or len(request.text) > 60:
        return None
    old, new = (read(replace(request, text=text), library) for text in (clause, request.text))
    if not (_CORRECTS.search(request.text.strip()) or _ONLY_FIGURE.match(new.text)):
        return None
    text = _with_figures(old.text, new.text, _TAKES.get(kind, ""))
    ends = _OTHER_END.search(request.text) if kind == "trim" else None
    if ends and not spans.find(old.text, 60_000):
        text = f"keep only the {ends[1].lower()} {ends[2]} seconds"
    base = before_last(request)
    if text is None or base is None or old.quotes or old.files or new.quotes or new.files:
        return None
    alone = recipe(replace(request, text=request.text, message=request.text), draft, library)
    if alone is not None and alone.kind == "done" and kind_of(alone) not in (kind, "trim", ""):
        return None
    if (
        alone is not None
        and kind_of(alone) == "trim"
        and kind != "trim"
        and not _POINTS.match(request.text)
    ):
        return None
    outcome = recipe(replace(request, text=text, message=text), base, library)
    if outcome is None or outcome.kind != "done" or kind_of(outcome) != kind:
        return None
    return text, outcome


def _with_figures(old: str, new: str, takes: str) -> str | None:
    """The old clause with the new clause's quantities in the place of its own of that kind."""
    figures = _FIGURE.findall(new) or _bare_figure(old, new)
    if not figures:
        return None
    for kind, _ in figures:
        if f"<{kind}" not in old:
            if kind not in takes:
                return None
            return f"{old} {new}"
    for kind in {kind for kind, _ in figures}:
        values = [f"<{kind}{value}>" for k, value in figures if k == kind]
        count = len(re.findall(rf"<{kind}-?[\d.:x]+>", old))
        if len(values) not in (1, count):
            return None
        if (
            len(values) == 1
            and count == 2
            and kind == "t"
            and (one := _one_of_two(old, new, values[0]))
        ):
            old = one
            continue
        fresh = iter(values if len(values) == count else values * count)
        old = re.sub(rf"<{kind}-?[\d.:x]+>", lambda m, f=fresh: next(f), old)  # type: ignore[misc]
    return old


# What was asked for is taken back: another wish follows, or is said in the same breath.
TAKES_BACK = re.compile(
    r"(?:(?:oh|hm+|well|and|or|but|ok|actually|wait|hang on|sorry|oops|scratch that|rather),? )*"
    r"(?:no|nope|nah|not that|scratch that|on second thoughts?)\b(?! (?:more|less|need|sound|audio|"
    r"music|text|title|crop|bars?|border|fade|transition|loop|longer|bigger|\w+ing\b))"
    r"(?:,? (?:wait|actually|sorry|rather|hang on|scratch that))*(?=[ ,.!?]|$)[ ,.!?]*|"
    r"(?:哦|啊|呃|等等|还是)?(?:不对|不是|不不|错了|算了|不(?=$|[,，]))[ ,，。!?]*",
    re.I,
)
_ONLY_QUOTED = r"[\"“‘'「《].*[\"”’'」》][.!]*"
_HEARD = frozenset({"mute", "volume", "music"})
# Said of the film as it is now.
_RELATIVE = re.compile(r"\b(?:other|opposite|more|less|further|again|back)\b|反|另|再|更", re.I)
_IT = re.compile(r"\b(?:it|that)\b")


def in_its_place(text: str, kind: str) -> list[str]:
    """The wish that stands for one of a kind taken back; after a mute, `it` is the volume."""
    back = TAKES_BACK.match(text)
    rest = text[back.end() :].strip() if back else text
    heard = _IT.sub("the volume", rest) if rest.isascii() else f"音量{rest}"
    return [rest, heard] if kind in _HEARD else [rest]


def taken_back(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`no, lower it by half` after a mute: that instead of what was done last."""
    kind, base = last_edit(request), before_last(request)
    if not kind or base is None or len(request.text) > 60 or not TAKES_BACK.match(request.text):
        return None
    if _RELATIVE.search(request.text):
        return None
    for text in in_its_place(request.text, kind):
        reworded = kind == "text" and re.fullmatch(_ONLY_QUOTED, text)
        text, base = (f"change the text to {text}", draft) if reworded else (text, base)
        outcome = recipe(replace(request, text=text, message=text), base, library)
        alike = outcome and kind_of(outcome) in (_HEARD if kind in _HEARD else {kind})
        if outcome is not None and outcome.kind == "done" and alike:
            return text, outcome
    return None


def moved_end(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`start at 3 instead`, `end a second earlier`: the stretch kept last with another end."""
    clause, last, base = request.memory.get("clause"), last_edit(request), before_last(request)
    if not isinstance(clause, str) or last != "trim" or base is None or len(request.text) > 60:
        return None
    old, new = (read(replace(request, text=text), library) for text in (clause, request.text))
    now = re.sub(r"\ban? second(?= (?:later|earlier|sooner))", "<t1000>", new.text)
    text, said = _with_end(old.text, now), _AN_END.search(now)
    if text is None or said is None or new.quotes or new.files:
        return None
    shifts, beyond = said["shift"] or said["later"], int(said["ms_zh"] or 0) > draft.duration
    if not (shifts or beyond or _CORRECTS.search(request.text.strip())):
        return None
    outcome = recipe(replace(request, text=text, message=text), base, library)
    return (text, outcome) if outcome and outcome.kind == "done" else None


def _with_end(old: str, new: str) -> str | None:
    """The stretch of the old clause with the one end that the new clause names."""
    stretch, said = _STRETCH.search(old), _AN_END.search(new)
    if stretch is None or said is None or _STRETCH.search(new):
        return None
    start, end = int(stretch[1]), int(stretch[3])
    first = bool(said["first"] or said["first_zh"] or said["first_by"] or said["then"])
    value = said["ms"] or said["ms_zh"] or said["by"]
    bare = said["bare"] or said["bare_zh"]
    at = int(value) if value else round(float(bare) * 1000)
    if said["shift"] or said["later"]:
        later = said["later"] in ("晚", "推迟") or "later" in (said["shift"] or "")
        at = (start if first else end) + (at if later else -at)
    start, end = (at, end) if first else (start, at)
    if not 0 <= start < end:
        return None
    return f"{old[: stretch.start()]}<t{start}>{stretch[2]}<t{end}>{old[stretch.end() :]}"


def _one_of_two(old: str, new: str, value: str) -> str | None:
    """Of a moment and a length, the one that the new time is: `at 5s instead`, `make it 4`."""
    moment = re.search(r"(?:\bat|\bfrom|第|在|从) ?(?:the )?第?<t\d+>", old)
    if moment is None or re.search(r"<t\d+> ?(?:to|-|until|till|and|到|至|~)", old):
        return None
    spot = re.search(r"<t\d+>", moment[0])
    at = moment.start() + (spot.start() if spot else 0)
    places = [m.span() for m in re.finditer(r"<t\d+>", old)]
    is_moment = re.search(r"\bat\b|\bfrom\b|第|在|从", new) is not None
    a, b = next(p for p in places if (p[0] == at) == is_moment)
    return f"{old[:a]}{value}{old[b:]}"


def _bare_figure(old: str, new: str) -> list[tuple[str, str]]:
    """`make that 4`: a number alone is of the one kind that the old clause has."""
    kinds = {kind for kind, _ in _FIGURE.findall(old)}
    number = re.search(r"(?<![\w<.])(\d+(?:\.\d+)?)(?![\w>.:])", new)
    if number is None or len(kinds) != 1:
        return []
    kind = kinds.pop()
    factor = {"t": 1000, "b": 1_000_000}.get(kind, 1)
    value = float(number[1]) * factor
    return (
        [] if kind in "rs" else [(kind, str(int(value)) if value == int(value) else f"{value:g}")]
    )


_ONLY_FIGURE = re.compile(
    r"^\W*(?:(?:a )?total(?: of)?|in total|about|around|only|just|for|to|it|总共|"
    r"一共|共|总时长|每张|每段|各)*:?\s*"
    r"<[a-z]+-?[\d.:x]+>\s*(?:each|total|long|in total|per photo|apiece|please|吧|"
    r"就行|就好|即可)*\W*$"
)
_FIGURE = re.compile(r"<(t|p|b|d|r|s|f|x|n|a)(-?[\d.:x]+)>")
