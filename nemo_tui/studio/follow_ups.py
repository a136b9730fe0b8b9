"""Messages that lean on the one before: an answer, `more`, `no, 4x`, `the last one too`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nemo_tui.studio import spans
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.undo import fingerprint, steps
from nemo_tui.studio.references import ORDER, without
from nemo_tui.studio.timeline import shown
from nemo_tui.studio.wording import Wording, read

Recipe = Callable[[Request, Draft, Library], Outcome | None]
Followed = tuple[str, Outcome]


def follow_up(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """The clause that a message comes to with what went before, and its outcome."""
    for answer in (_pending, _again, _taken_off, _likewise, _corrected):
        if followed := answer(request, draft, library, recipe):
            return followed
    return None


def last_of(outcome: Outcome) -> dict[str, Any]:
    """What an outcome left for follow-ups."""
    last = outcome.memory.get("last")
    return last if isinstance(last, dict) else {}


def kind_of(outcome: Outcome) -> str:
    """The kind of edit that an outcome was, or nothing."""
    return str(last_of(outcome).get("kind", ""))


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


_MORE = re.compile(
    r"^\W*(?:(?:and|now|please|ok|can you|make it|do it|do that|go) )*(?:a (?:bit|"
    r"little|tad) |even |some |much |still )*(?:more|further|again|once more|"
    r"one more time)(?: please)?\W*$|"
    r"^(?:请)?(?:再|更)(?:来)?(?:一)?(?:点|些|次|遍)(?:吧|儿)?$|^再来一次$|^再多一?点$",
    re.I,
)


def _again(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`a bit more`: what was asked last, once again."""
    clause, last = request.memory.get("clause"), request.memory.get("last")
    if not isinstance(clause, str) or not clause or not isinstance(last, dict):
        return None
    if not last.get("kind") or not _MORE.match(request.text.strip()):
        return None
    outcome = recipe(replace(request, text=clause, message=clause), draft, library)
    return (clause, outcome) if outcome else None


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


def _corrected(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`no, 4x`, `make it 5 seconds instead`: the last edit again with the new figure."""
    clause, last = request.memory.get("clause"), request.memory.get("last")
    if not isinstance(clause, str) or not isinstance(last, dict) or len(request.text) > 60:
        return None
    kind = str(last.get("kind", ""))
    if kind in _OWN_CORRECTIONS:
        return None
    old, new = (read(replace(request, text=text), library) for text in (clause, request.text))
    if not (_CORRECTS.search(request.text.strip()) or _ONLY_FIGURE.match(new.text)):
        return None
    text = _with_figures(old.text, new.text, _TAKES.get(kind, ""))
    ends = _OTHER_END.search(request.text) if kind == "trim" else None
    if ends and not spans.find(old.text, 60_000):
        text = f"keep only the {ends[1].lower()} {ends[2]} seconds"
    base = _before_last(request)
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


def _before_last(request: Request) -> Draft | None:
    back = steps(request.memory, "back")
    known = {fingerprint(item): item for item in request.revisions}
    return known.get(back[-1]) if back else None


def _pending(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """An answer to the question asked last: what was asked for, completed by the message."""
    pending = request.memory.get("pending")
    if not isinstance(pending, str) or not pending or len(request.text) > 120:
        return None
    alone = recipe(replace(request, message=request.text), draft, library)
    if alone is not None and alone.kind in ("done", "refusal"):
        return None
    text = f"{pending} {request.text}"
    outcome = recipe(replace(request, text=text, message=text), draft, library)
    if outcome is None or outcome.kind != "done":
        return None
    return text, outcome


_OFF = re.compile(
    r"(?:(?:no|ok|actually|and|now|please|on second thought),? )*(?:can you )?"
    r"(?:(?:remove|delete|drop|lose|scrap|ditch|get rid of) (?:it|that|this|them)|"
    r"take (?:it|that|this|them) (?:off|out|away|down)(?: again)?|"
    r"(?:i )?don'?t want (?:it|that))(?: again)?"
    r"(?: please)?[.!]*$|(?:把)?(?:它|这个|那个)?(?:去掉|删掉|删了|拿掉|移除|"
    r"不要了)(?:它|吧|这个)?[。!]*$",
    re.I,
)
_LAID = {
    "text": ("remove the text", "去掉文字"), "music": ("remove the music", "去掉音乐"),
    "subtitles": ("remove the subtitles", "去掉字幕"),
}  # fmt: skip


def _taken_off(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`remove it`: what was laid last goes, and any other edit is undone."""
    last = request.memory.get("last")
    if not isinstance(last, dict) or not _OFF.match(request.text.strip()):
        return None
    kind = last.get("kind")
    if not kind or kind in ("overlay", "clip"):
        return None
    words = _LAID.get(str(kind), ("undo", "撤销"))
    text = words[1 if request.language == "zh" else 0]
    outcome = recipe(replace(request, text=text, message=text), draft, library)
    return (text, outcome) if outcome else None


# A clause with a verb or a noun of its own is a wish of its own, whatever was done last.
_OWN_EDIT = re.compile(
    r"\b(?:keep(?! it\b)|cut|trim|split|add|insert|loop|repeat|slow|speed|mute|"
    r"silence|fade|rotate|turn it (?:\d|upside|on)|"
    r"flip|mirror|reverse|crop|freeze|compress|convert|export|join|merge|combine|"
    r"shorten|zoom|blur|put|swap|"
    r"black and white|gr[ae]yscale|bright\w*|dark\w*|remove|delete|drop|"
    r"crossfade|dissolve|vertical|portrait|landscape|square|clips?|videos?|film|"
    r"footage|shot|scene)\b|"
    r"剪|删|裁|截|切掉|只留|保留|加|插|循环|重复|慢放|加速|减速|倍速|静音|消音|"
    r"淡[入出]|旋转|翻转|镜像|倒放|定格|"
    r"压缩|转成|导出|拼|合并|黑白|调亮|调暗|模糊|竖屏|横屏|竖版|横版|方形|"
    r"变[暗亮灰慢快]|分割|切开|拆|去掉(?:第|前|最?后).{0,4}秒|视频|片段|第.段",
    re.I,
)
# Words and pictures have no sound: what is said of it is said of the film.
_SOUNDS = re.compile(
    r"\b(?:sound|audio|volume|loud\w*|quiet\w*|music|song)\b|声音|音量|原声|音乐", re.I
)
# In one breath with what was laid, `it` is that.
_OF_IT = re.compile(r"\b(?:fade|ease) (?:it|them)\b")
_THINGS = {
    "text": (
        r"\b(?:fade|rotate|turn|tilt) (?:it|them|that)\b|\btitle|\btext|\bcaption|"
        r"\bwords?\b|\bheading|文字|标题|字"
    ),
    "overlay": (
        r"\blogo|\bpicture on top|\bwatermark|\bpip\b|\bsmall (?:video|clip|picture)|"
        r"\bphoto|水印|画中画|小窗|标志"
    ),
    "music": r"\bmusic|\bsong|\btrack|\btune|\bsoundtrack|\bmp3|音乐|配乐|歌|曲",
    "blur_area": r"\bblur|\bmosaic|\bpixel|模糊|马赛克|码",
    "volume": r"\bvolume|\bsound|\baudio|\bloud|\bquiet|音量|声",
}


def on_its_own(
    request: Request, outcome: Outcome | None, ask: Callable[[Request], Outcome | None]
) -> Outcome | None:
    """The outcome without what was done last, where a clause names another edit than that."""
    last = request.memory.get("last")
    kind = str(last.get("kind", "")) if isinstance(last, dict) else ""
    if outcome is None or not kind or kind_of(outcome) not in (kind, ""):
        return outcome
    thing = _THINGS.get(kind)
    text = request.text.lower()
    sounds = kind in ("text", "overlay", "blur_area") and _SOUNDS.search(text)
    along = request.text != (request.message or request.text)
    if (along or kind == "music") and _OF_IT.search(text):
        return outcome
    if thing is None or re.search(thing, text) or not (sounds or _OWN_EDIT.search(text)):
        return outcome
    plain = ask(replace(request, memory={**request.memory, "last": {}}))
    other = plain is not None and plain.kind == "done" and kind_of(plain) != kind
    return plain if other else outcome


_LEAD = r"^(?:(?:and|now|also|then|but|please|ok|oh|well),? )*"
_SAME = (
    re.compile(
        _LEAD + r"(?:(?:can|could) you )?(?:do|apply|repeat|use)? ?(?:the |exactly the )?"
        r"(?:same|likewise|ditto)(?: thing| effect| again)? ?"
        r"(?:to|for|with|on|in|from|goes for)? (?P<what>.+?)(?: too| as well| also)?[.!?]*$",
        re.I,
    ),
    re.compile(
        _LEAD + r"(?:(?:can|could) you )?(?:do|apply|repeat) (?:it|that|this)(?: again)? "
        r"(?:to|for|with|on|in) (?P<what>.+?)(?: too| as well| also)?[.!?]*$",
        re.I,
    ),
    re.compile(_LEAD + r"(?P<what>.+?),? (?:too|as well|also|likewise)[.!?]*$", re.I),
    re.compile(r"^(?:and )?(?:also|plus)[, ]+(?P<what>.+?)[.!?]*$", re.I),
    re.compile(r"^(?:还有|另外|以及)(?P<what>.+?)(?:也)?[吧。!]*$"),
    re.compile(r"^(?:and|(?:and )?(?:what|how) about) (?P<what>.+?)[?.!]*$", re.I),
    re.compile(
        r"^(?:然后|还有|再|那|把|对|给|将|请)*(?P<what>.+?)(?:也|同样|照样)(?:要|得|需要|"
        r"给我|帮我|请|是)*"
        r"(?:一样|这样|这么|如此|照做|同样)?(?:处理|做|弄|来|加|改|变|调|办)?(?:一遍|"
        r"一次|一下|个)?[吧。!]*$"
    ),
    re.compile(
        r"^(?:然后|还有|再|那|请)*(?:把|对|给|将|在)(?P<what>.+?)(?:做|用|来|进行|"
        r"加)?(?:同样|一样|相同)的?"
        r"(?:处理|操作|效果|事|修改|设置)?[吧。!]*$"
    ),
    re.compile(r"^(?:那|还有)?(?P<what>.+?)呢[?。]*$"),
)
_NARROWS = re.compile(
    r"^(?:(?:no|nope|actually|wait|sorry|oops|rather|i meant?|only|just|but|on|to|"
    r"for|ok),? )+(?P<what>.+?)"
    r"(?: only| instead| please)*[.!]*$|"
    r"^(?:不对|不是|错了|我是说|应该是|是|我说的是|改成|改为|只|仅|就|要|对|给|"
    r",)+(?P<zh>.+?)(?:就行|就好|吧|才对)*[。!]*$",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"(?:no|nope|actually|wait|sorry|oops|rather|i meant?)\b|不对|不是|错了|我是说|应该是", re.I
)
_UNNAMED = re.compile(rf"\b({'|'.join(ORDER)})$", re.I)
_UNCOUNTED = re.compile(r"\b((?:first|last) \d+)$", re.I)
_EMPTY = re.compile(
    r"^(?:the|for|from|to|on|of|a|an|in|clips?|videos?|one|ones|only|also|and|at|part|seconds?|"
    r"第|的|在|这|那|个|段|里|一|和|部分|[\W_])*$"
)
_NARROWED = frozenset(
    {"look", "mute", "speed", "volume", "rotate", "crop", "fade", "freeze", "blur_area"}
)


def _likewise(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`and the last one too`: the last edit for another clip or stretch."""
    clause, last = request.memory.get("clause"), request.memory.get("last")
    if not isinstance(clause, str) or not isinstance(last, dict) or len(request.text) > 60:
        return None
    what, base = _named_in(_SAME, request, library), draft
    corrects = last.get("kind") == "trim" and _TAKEN_BACK.match(request.text.strip())
    if what is None and (corrects or last.get("kind") in _NARROWED):
        what = _named_in((_NARROWS,), request, library)
        base = _before_last(request) or draft
    old = read(replace(request, text=clause), library)
    if what is None or not clause:
        return None
    if without(what.text) != what.text and len(shown(draft)) == 1:
        return None
    text = f"{_without_place(old, what, draft)} {what.raw}"
    outcome = recipe(replace(request, text=text, message=text), base, library)
    if outcome is None or outcome.kind != "done" or kind_of(outcome) != last.get("kind"):
        return None
    return text, outcome


def _named_in(
    patterns: tuple[re.Pattern[str], ...], request: Request, library: Library
) -> Wording | None:
    """The clips or stretch that a message names and nothing else."""
    for pattern in patterns:
        found = pattern.match(request.text.strip())
        said = found and next((text for text in found.groupdict().values() if text), "")
        if not said:
            continue
        said = _UNNAMED.sub(r"\1 clip", _UNCOUNTED.sub(r"\1 seconds", said))
        what = read(replace(request, text=said), library)
        rest = _without_spans(without(what.text))
        if rest != what.text and not what.quotes and _EMPTY.match(rest):
            return what
    return None


def _without_place(old: Wording, what: Wording, draft: Draft) -> str:
    """The old clause without its clips, if clips are named now, or else without its stretch."""
    text = without(old.text) if without(what.text) != what.text else _without_spans(old.text)
    text = re.sub(r"<F\d+>", " ", text)
    return re.sub(r"<q(\d+)>", lambda m: f"“{old.quotes[int(m[1])]}”", text)


def _without_spans(text: str) -> str:
    for span in reversed(spans.find(text, 60_000)):
        text = f"{text[: span.where[0]]} {text[span.where[1] :]}"
    return text
