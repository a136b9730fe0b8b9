"""Transitions between clips: cut, fade, crossfade, dissolve, wipe, slide, dip to black or white."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.language.bilingual import seconds
from nemo_tui.studio.language.references import CLIP, ORDER, numbers
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.pacing import refit
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import looked, sequence

_ANY = (
    r"\boverlap(?:s|ped|ping)?\b|重叠|"
    r"\bflash(?:es)?\b|\bfade (?:out )?(?:to|through) (?:black|white)|黑一下|白一下|"
    r"\btransitions?\b|\bcross[- ]?\s?fad(?:e|es|ed|ing)\b|\bx-?fades?\b|"
    r"\b(?:cross[- ]?)?dissolv(?:e|es|ing)\b|\bwip(?:e|es|ing)\b(?! (?:the|out|off|"
    r"it clean))|\bslid(?:e|es|ing)\b(?!show)|"
    r"\bblend(?:ing)?\b|\bfad(?:e|es|ing) (?:smoothly )?(?:between|into (?:each|one|"
    r"the next|the second|the other|the following|another)|from one|one into|through|clips? "
    r"into|each)|\b(?:dip|fade|"
    r"flash|cut)s?(?:ing)? (?:to|through) (?:black|white)\b|\bfade (?:black|white)\b|"
    r"\bmelt\b|\bpush (?:transition|left|right)|\bswipe\b|\bhard cuts?\b|"
    r"\bstraight cuts?\b|\bmorph\b|\bsmooth(?:ly)?\b.*\bbetween\b|"
    r"转场|过渡|过度|叠化|溶解|交叉淡|淡入淡出|擦除|划像|滑动|推移|推入|滑入|滑出|"
    r"左滑|右滑|擦入|黑场|白场|闪.{0,3}白|闪.{0,3}黑|渐变|淡[入出]到(?!黑|白)|融[入合]到?|硬切|"
    r"衔接"
)
_BETWEEN = (
    r"\boverlap|重叠|连接|相接|下一段|下一个|<F\d+> ?(?:到|和|与|跟|to|and|into|&) ?<F\d+>|"
    r"\bbetween\b|\btransition|\binto (?:each|one|the next|the second|the other|the following|"
    r"another)|"
    r"\bcross|\bdissolv|\bfrom one\b|\bone (?:clip|photo|picture|image) (?:in)?to\b|"
    r"\beach (?:other|cut|clip|photo|one)\b|\bevery (?:cut|clip|photo)|\bnext\b|"
    r"\bclips\b|\bphotos\b|\bx-?fade|\bslid|\bwip|\bpush|\bswipe|\bblend|\bcuts\b|"
    r"\bjoin\b|"
    r"之间|中间|到第|到下一|转场|过渡|过度|叠化|溶解|交叉|切换|片段|段与段|每段|[两2]段|"
    r"各段|衔接|擦除|(?<!平)滑(?!顺)|推|划|素材|照片"
)
_KINDS = (
    ("cut", (
r"\b(?:no|without|remove|drop|get rid of|delete|lose|take out|turn off|"
r"disable)\b.*\btransition|\bhard cuts?\b|\bstraight cuts?\b|\b(?:remove|no|"
r"delete|drop) .*(?:fade|dissolve|wipe)|不要(?:任何)?(?:转场|过渡)|去掉(?:转场|"
r"过渡)|(?:删除|取消|去除|删掉|无|没有)(?:所有|全部)?(?:的)?(?:转场|过渡)|硬切|"
r"直接切"
)),
    ("fade_white", (
r"\b(?:to|through|via|into|fade) white\b|\bwhite (?:flash|dip|fade)|\bflash\b|"
r"白场|闪白|变白|白色(?:过渡|转场)|过渡到白|白色?.{0,2}闪|闪.{0,3}白|[用以]白|白一下"
)),
    ("fade_black", (
r"黑一下|\b(?:to|through|via|into|from|fade) black\b|\bblack (?:dip|fade|flash|"
r"transition|between)|\bdip\b|黑场|闪黑|变黑|黑色(?:过渡|转场)|过渡到黑|黑屏|"
r"渐黑|淡到黑|淡出到黑|黑色?.{0,2}闪|闪.{0,3}黑|[用以]黑(?!白)"
)),
    ("wipe", r"\bwip(?:e|es|ing)\b|\bswipe\b|擦除|划像|擦入|擦拭|划变|擦出|划入"),
    ("slide", (
r"\bslid(?:e|es|ing)\b|\bpush\b|[向往][左右上下]推|滑动|滑入|滑出|推移|推入|推拉|左滑|右滑|上滑|"
r"下滑|推出|(?<!平)滑(?!顺)"
)),
    ("dissolve", r"\bdissolv|叠化|溶解"),
    ("crossfade", r"."),
)  # fmt: skip
_NAMES = {
    "cut": "硬切", "fade_white": "白场过渡", "fade_black": "黑场过渡", "wipe": "擦除",
    "slide": "滑动", "dissolve": "叠化", "crossfade": "交叉淡化",
}  # fmt: skip


# One clip goes dark and the other comes up: said of two clips, it is a dip between them.
_THROUGH = (
    r"\bfade\b.*\bfirst\b.*\bblack\b.*\b(?:second|next|other)\b|第1.{0,8}(?:渐黑|"
    r"变黑|淡出|黑(?!白)).*第2|"
    r"(?:中间|之间|两).{0,12}淡出.{0,8}淡入|淡出到黑.{0,4}再?淡入.{0,4}(?:下|第2)"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """One kind of transition between the clips, everywhere or at one place."""
    w = read(request, media)
    whole = read(replace(request, text=request.message or request.text), media)
    through = whole.has(_THROUGH) and w.has(r"fade|黑|淡") and len(draft.of(TrackType.VIDEO)) > 1
    if resized := _longer(w, request, draft):
        return resized
    named = w.has(_ANY) and (w.has(_BETWEEN) or _kind_only(w, draft))
    if not (named or through) or w.quotes:
        return None
    if w.has(r"\bslide ?show\b|幻灯") and not w.has(r"transition|fade|dissolve|转场|过渡|淡"):
        return None
    clips = draft.of(TrackType.VIDEO)
    if len(clips) < 2:
        return _too_few(w, clips)
    w = _counted(_named_kind(w))
    kind = "fade_black" if through else kind_of(w)
    length = int(w.first("t") or 1000)
    if kind == "cut":
        length = 0
    result = refit(apply(w, draft, kind, length), draft)
    joints = [s for s in result.of(TrackType.VIDEO)[1:] if s.look.transition == kind]
    shortest = min((s.look.transition_ms for s in joints), default=0)
    if kind == "cut" and _kept(w, clips):
        return w.done(result, "The other clips are cut directly.", "其余片段直接切换。")
    if kind == "cut":
        return w.done(result, "All transitions are plain cuts now.", "已改为直接切换,不用转场。")
    name = kind.replace("_", " ")
    how = f"{len(joints)} × {name}, {seconds(shortest, 'en')} each"
    return w.done(
        result,
        (
            f"Added transitions between the clips: {how}. The video lasts "
            f"{seconds(result.duration, 'en')}."
        ),
        f"已在片段之间加上{_NAMES[kind.split('_')[0] if kind not in _NAMES else kind]}转场,"
        f"共 {len(joints)} 处,每处 {seconds(shortest, 'zh')},总时长 "
        f"{seconds(result.duration, 'zh')}。",
        last={"kind": "transition"},
    )


def _longer(w: Wording, request: Request, draft: Draft) -> Outcome | None:
    """`make them longer`, 转场短一点: half as long again, or half as long."""
    last = request.memory.get("last")
    after = isinstance(last, dict) and last.get("kind") == "transition" and len(w.text) < 40
    clips = draft.of(TrackType.VIDEO)
    joints = [s for s in clips if s.look.transition != "cut"]
    up, down = w.has(r"\blonger\b|长一?[点些]|更长|久一?点"), w.has(r"\bshorter\b|短一?[点些]|更短")
    if w.first("t") is not None or not joints or up == down or not (after or w.has(_ANY)):
        return None
    factor = 1.5 if up else 0.5
    changed = [
        looked(s, transition_ms=round(s.look.transition_ms * factor)) if s in joints else s
        for s in clips
    ]
    result = refit(sequence(draft, changed), draft)
    now = max(s.look.transition_ms for s in result.of(TrackType.VIDEO))
    return w.done(
        result,
        f"The transitions last {seconds(now, 'en')} now.",
        f"转场时长改为 {seconds(now, 'zh')}。",
        last={"kind": "transition"},
        clause=request.memory.get("clause", ""),
    )


def _named_kind(w: Wording) -> Wording:
    """Without the rest that is cut plainly, where another kind is named before."""
    text = re.sub(_REST_CUT, " ", w.text)
    bare = replace(w, text=text)
    return bare if bare.has(_ANY) and kind_of(bare) != "cut" else w


def _counted(w: Wording) -> Wording:
    """`between 2 and 3` counts clips here, not seconds."""
    if re.search(r"\d ?(?:s\b|sec|秒)", w.raw):
        return w
    pair = r"\b(between|from) <t(\d)000> (and|to) <t(\d)000>"
    return replace(w, text=re.sub(pair, r"\1 \2 \3 \4", w.text))


def _kind_only(w: Wording, draft: Draft) -> bool:
    """`fade to black` with several clips and no word of where means the end, not a transition."""
    return w.has(r"\bdissolve|\bwipes?\b|叠化|溶解|擦除|黑场过渡|白场过渡")


def _too_few(w: Wording, clips: tuple[Segment, ...]) -> Outcome | None:
    if w.has(r"\bfade (?:in|out|to|from)\b|淡入|淡出|黑场|渐变") and not w.has(
        r"transition|转场|过渡"
    ):
        return None
    return w.refuse(
        f"A transition needs at least two clips; there is only {len(clips)} on the timeline. "
        "Add another clip, or ask for a fade in or out.",
        f"转场至少需要两段素材,现在只有 {len(clips)} 段。可以再添加一段,或者做淡入淡出。",
    )


_CROSSING = r"(?:cross[- ]?fade|dissolve|transition|wipe|slide|fade|swipe|blend)s?"
_CROSSING_ZH = r"(?:的|长的?)?(?:叠化|转场|过渡|交叉淡|淡入淡出|溶解|擦除|黑场|白场|闪白)"
_TIMES = (
    rf"<t\d+>(?: long)?[ -]?(?:(?:smooth|soft|short|gentle|slow|quick|nice|simple|long) "
    rf")*{_CROSSING}\b|<t\d+>{_CROSSING_ZH}|"
    rf"\boverlap\w*(?: \w+){{0,3}} <t\d+>|重叠<t\d+>|"
    rf"\b{_CROSSING}(?: \w+){{0,3}} <t\d+>(?: each| long)?|{_CROSSING_ZH}(?:各|每[处个次]|用|"
    rf"时长|:|为)*<t\d+>"
)


def untimed(w: Wording) -> Wording:
    """The clause without the lengths of the transitions that it names."""
    return replace(w, text=re.sub(_TIMES, " transition ", w.text))


def kind_of(w: Wording) -> str:
    """The transition that is named; crossfade unless another is."""
    kind = next(name for name, pattern in _KINDS if w.has(pattern))
    if kind in ("wipe", "slide"):
        return f"{kind}_{_direction(w)}"
    return kind


def _direction(w: Wording) -> str:
    if w.has(
        r"from (?:the )?left|to (?:the )?right|\brightwards?|left to right|从左|向右|"
        r"往右|右滑|左(?:到|往|向)右"
    ):
        return "right"
    if w.has(r"\bup(?:wards?)?\b|from (?:the )?bottom|to the top|从下|向上|往上|上滑"):
        return "up"
    if w.has(r"\bdown(?:wards?)?\b|from (?:the )?top|从上|向下|往下|下滑"):
        return "down"
    return "left"


def apply(w: Wording, draft: Draft, kind: str, length: int) -> Draft:
    """The draft with this transition into every clip, or into those that are named."""
    clips = list(draft.of(TrackType.VIDEO))
    only = _between_files(w, clips) or _beside_file(w, clips) or _joint(w, len(clips))
    longest = _fitting(clips, length)
    free = _kept(w, clips)
    changed = [
        looked(s, transition=kind, transition_ms=longest)
        if i and (only is None or i == only) and not (free and s.look.transition != "cut")
        else s
        for i, s in enumerate(clips)
    ]
    return sequence(draft, changed)


_NTH = "|".join(word for word in ORDER if word != "last")
_PAIRS = (
    rf"\b(?:between|from) (?:the )?({_NTH}|\d)(?: {CLIP})? (?:and|to|into|&) (?:the )?"
    rf"({_NTH}|last|\d)\b(?! ?(?:s|sec))",
    r"第?(\d)(?:个|段|张)?(?:视频|素材|片段)?(?:和|到|跟|与|、|-)第?(\d)(?:个|段|张)?",
    r"\b(?:clips?|photos?|parts?|shots?) (\d) ?(?:and|to|into|-|&) ?(?:clip )?(\d)\b",
)
_NTH_JOINT = (
    rf"\b({_NTH}|last) (?:transition|cut|joint|join|change|switch|gap|one)\b|"
    r"(?:第(\d)|(最后)1?)(?:个|处|次)(?:转场|过渡|切换|衔接)?|\btransition (\d)\b"
)
_REST = (
    r"\b(?:rest|others?|elsewhere|everywhere else|remaining|after (?:that|this))\b|"
    r"其[他它余]|剩下|别的|后面(?:的)?(?:都|就|全)?直接"
)
_REST_CUT = (
    r"[, ]*(?:\band |\bthen )?(?:hard|straight|plain|direct|simple|normal)? ?cuts? (?:after that|"
    r"(?:for|between) (?:the )?(?:rest|others?|remaining \w+)|elsewhere|everywhere else)|"
    r"[, ]*(?:\band )?(?:the )?(?:rest|others?|remaining \w+) (?:\w+ )*?(?:cuts?|"
    r"no transitions?)\b|"
    r",?(?:其[他它余]|剩下|后面|别的|其它)(?:的|片段|部分|地方|都|就|全)*(?:直接切|"
    r"硬切|直切|直接切换|"
    r"不(?:要|用|加)转场)换?"
)
_INTO = (
    r"\b(?:into|to|before) (?:the )?(second|2nd|third|3rd|fourth|4th|fifth|5th|last)\b"
    r"(?! <t| \d| half| part)"
)


def _joint(w: Wording, count: int) -> int | None:
    """The one clip that the transition leads into, counted from 0; None for every one."""
    for pattern in _PAIRS:
        if named := w.find(pattern):
            ends = [_number(word, count) for word in named.groups()]
            return max(ends) - 1 if abs(ends[0] - ends[1]) == 1 else None
    nth = w.find(_NTH_JOINT)
    if nth and not w.has(rf"\b(?:{_NTH}|last) (?:\w+ )?{CLIP}\b(?<!one)"):
        word = next(group for group in nth.groups() if group)
        place = _number("last" if word == "最后" else word, count - 1)
        return place if 0 < place < count else None
    wanted = sorted(n if n > 0 else count + n + 1 for n in set(numbers(w)))
    if len(wanted) == 2 and wanted[1] - wanted[0] == 1:
        return wanted[-1] - 1
    pair = w.find(r"\b(first|last) 2\b|(前|后)面?2(?:个|段)?")
    if pair:
        return 1 if (pair[1] or pair[2]) in ("first", "前") else count - 1
    into = w.find(_INTO)
    if into:
        return count - 1 if into[1] == "last" else ORDER[into[1]] - 1
    return None


def _kept(w: Wording, clips: Sequence[Segment]) -> bool:
    """Whether the transitions that are there stay, as only the rest is meant."""
    return w.has(_REST) and any(s.look.transition != "cut" for s in clips[1:])


def _number(word: str, count: int) -> int:
    """The number that a word names, counting from 1."""
    number = int(word) if word.isdigit() else ORDER[word]
    return number if number > 0 else count + number + 1


def _between_files(w: Wording, clips: list[Segment]) -> int | None:
    """`from city.mp4 to beach.mp4`: the joint where the second follows the first."""
    marks = [w.files[int(m)].id for m in re.findall(r"<F(\d+)>", w.text)]
    if len(marks) != 2:
        return None
    pairs = enumerate(pairwise(clips), 1)
    return next((i for i, (a, b) in pairs if {a.source, b.source} == set(marks)), None)


def _beside_file(w: Wording, clips: list[Segment]) -> int | None:
    """`a wipe before the dog`, dog前面: the joint at that side of the clip."""
    named = w.find(r"\b(before|after) (?:the )?<F(\d+)>|<F(\d+)> ?的?(前|后)面?")
    if named is None:
        return None
    source = w.files[int(named[2] or named[3])].id
    places = [i for i, s in enumerate(clips) if s.source == source]
    if not places:
        return None
    joint = places[0] if (named[1] or named[4]) in ("before", "前") else places[-1] + 1
    return joint if 0 < joint < len(clips) else None


def _fitting(clips: list[Segment], length: int) -> int:
    return min(length, *(s.length // 2 for s in clips))


def clear(segment: Segment) -> Segment:
    """The segment without a transition before it."""
    return replace(segment, look=replace(segment.look, transition="cut", transition_ms=0))
