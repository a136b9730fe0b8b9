"""The last edit for another clip or stretch: `and the last one too`, `no, the second half`."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import spans
from nemo_tui.studio.language.memory import before_last, kind_of
from nemo_tui.studio.language.references import ORDER, without
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Followed, Library, Recipe, Request
from nemo_tui.studio.timeline import shown

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


def likewise(request: Request, draft: Draft, library: Library, recipe: Recipe) -> Followed | None:
    """`and the last one too`: the last edit for another clip or stretch."""
    clause, last = request.memory.get("clause"), request.memory.get("last")
    if not isinstance(clause, str) or not isinstance(last, dict) or len(request.text) > 60:
        return None
    what, base = _named_in(_SAME, request, library), draft
    corrects = last.get("kind") == "trim" and _TAKEN_BACK.match(request.text.strip())
    if what is None and (corrects or last.get("kind") in _NARROWED):
        what = _named_in((_NARROWS,), request, library)
        base = before_last(request) or draft
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
