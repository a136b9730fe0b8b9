"""Undo and redo, one step, several or all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language.bilingual import clock
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import place

MOST_STEPS = 200
_UNDO = (
    r"^\W*(?:cancel|revert|取消|算了)\W*$|"
    r"\bundo\b|\brevert\b|\broll(?:ing)? ?back\b|\btake (?:that|it|this) back\b|\bctrl[ +-]?z\b|"
    r"^\W*(?:ok |no |please )*go back\W*$|\bgo back (?:a|one|\d+|"
    r"to (?:the )?(?:previous|before|how it was|original|last)|(?:\w+ )?steps?)|"
    r"\bback to (?:the )?(?:original|previous|how it was|before)\b|"
    r"\bnever ?mind (?:that|the last)|\bscrap (?:that|the last)|\bcancel (?:that|"
    r"the last|my last|this|it)(?: (?:edit|change|step))?\b|"
    r"\bscrap (?:it )?all\b|\bscrap everything\b|\bback to (?:the way|how) (?:it was|i)\b|"
    r"\b(?:back|leave it|exactly) (?:the way|how|as) i (?:uploaded|sent|gave|had) (?:it|them)\b|"
    r"(?:恢复|变|改|回)(?:成|到|回)?(?:我)?(?:刚|最初|最开始)?上传(?:时)?的|"
    r"\b(?:put|change|set|turn|switch) (?:it|that|everything) back\b|\bremove (?:the|"
    r"my) (?:last|previous) (?:edit|change|step)|"
    r"\b(?:previous|last) (?:version|state)\b|\bstart (?:over|again|from scratch|"
    r"fresh)\b|\breset\b|\brestore (?:the )?original|"
    r"撤销|撤消|撤回|撤掉|回退|退回|返回上一步|上一步|恢复到?(?:原样|原来|之前|上一|"
    r"最初|刚才)|还原|取消(?:刚才|上一|上次|这个|这步|最后|之前|前面|所有)|"
    r"改回(?:去|来|原)|变回(?:去|来|原)|从头(?:再)?来|重新(?:开始|来过)|回到(?:最初|"
    r"原始|原来|之前|上一|开始|刚才|修改前)|不要刚才|刚才(?:的|那个|那步)?(?:操作|"
    r"修改|改动|步)?(?:不要|不算|作废)"
)
# Only one thing is to be as it was: the recipe of that thing knows how.
_ONE_THING = (
    r"(?:恢复|还原|变回|改回|回到)(?:到|成)?(?:原来|原本|最初|正常|原始)?的?(?:亮度|"
    r"对比度?|饱和度?|颜色|色彩|速度|音量|"
    r"声音|原声|比例|画幅|尺寸|大小|彩色)|\b(?:back to |"
    r"restore )(?:the )?(?:original|normal) (?:brightness|contrast|"
    r"saturation|colou?rs?|speed|volume|sound|size|shape|aspect)"
)
_REDO = (
    r"\bredo\b|\bput (?:that|it) back\b(?! (?:to|in))|重做|恢复(?:刚才|一下)?(?:撤销|"
    r"撤回)|再做回来|取消撤[销回]|反撤销|undo the undo|bring (?:it|that) back"
)
_ALL = (
    r"\bi (?:uploaded|sent|gave)\b|上传|"
    r"\ball\b|\beverything\b|\boriginal\b|\bstart(?:ing)? (?:over|again|fresh|"
    r"from scratch)\b|\breset\b|\bfrom scratch\b|\bevery (?:change|edit)\b|"
    r"全部|所有|一切|全都|原始|最初|原来|原样|从头|重新(?:开始|来过)|最开始|到开始"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Go back, or forward again."""
    w = read(request, media)
    if w.has(_REDO):
        return _redo(w, request, draft)
    if not w.has(_UNDO) or w.quotes or w.has(_ONE_THING):
        return None
    return _undo(w, request, draft, media)


def _undo(w: Wording, request: Request, draft: Draft, media: Library) -> Outcome:
    back, forward = steps(request.memory, "back"), steps(request.memory, "forward")
    if not back:
        return w.tell(
            "There is nothing to undo: no edit has been made yet.",
            "没有可以撤销的操作:还没有做过修改。",
        )
    count = len(back) if w.has(_ALL) else _count(w)
    count = min(count, len(back))
    known = {fingerprint(item): item for item in (*request.revisions, draft)}
    target = known.get(back[-count]) or (place(media) if count == len(back) else None)
    if target is None:
        return w.refuse("I cannot go back that far.", "无法回退到那么早的版本。")
    undone = [*forward, fingerprint(draft), *reversed(back[len(back) - count + 1 :])]
    length = clock(target.duration)
    again = target.duration != draft.duration
    return w.done(
        target,
        f"Undone: {count} change{'s' if count > 1 else ''}."
        + (f" The video lasts {length} again." if again else ""),
        f"已撤销 {count} 步修改" + (f",现在时长 {length}。" if again else "。"),
        back=back[:-count],
        forward=undone[-MOST_STEPS:],
        last={},
    )


def _redo(w: Wording, request: Request, draft: Draft) -> Outcome:
    back, forward = steps(request.memory, "back"), steps(request.memory, "forward")
    known = {fingerprint(item): item for item in request.revisions}
    count = min(len(forward) if w.has(_ALL) else _count(w), len(forward))
    target = known.get(forward[-count]) if count else None
    if target is None and back and w.has(r"\b(?:put|bring)\b"):
        return _undo(w, request, draft, Library())
    if target is None:
        return w.tell("There is nothing to redo.", "没有可以重做的操作。")
    path = [fingerprint(draft), *reversed(forward[len(forward) - count + 1 :])]
    length = clock(target.duration)
    return w.done(
        target,
        f"Done again: {count} change{'s' if count > 1 else ''}. The video lasts {length}.",
        f"已重做 {count} 步,现在时长 {length}。",
        back=[*back, *path][-MOST_STEPS:],
        forward=forward[:-count],
        last={},
    )


def _count(w: Wording) -> int:
    """How many steps: undo the last two changes, 撤销两步, undo twice."""
    times = w.first("x") or w.first("n")
    if times:
        return max(1, int(times))
    number = re.search(
        r"(\d+) ?(?:changes?|edits?|steps?|things?|operations?|actions?|modifications?|"
        r"ones?|步|个|次|项|处)|"
        r"(?:last|previous|最后|最近|刚才|前面?|后)(?: |的|那)?(\d+)",
        w.text,
    )
    if number:
        return max(1, int(number[1] or number[2]))
    if w.has(r"\bboth\b|\btwice\b|两步|两个|两次|两处|俩"):
        return 2
    return 1


def steps(memory: Mapping[str, Any], which: str) -> list[str]:
    """The fingerprints of earlier (`back`) or undone (`forward`) drafts, oldest first."""
    raw = memory.get(which)
    return [item for item in raw if isinstance(item, str)] if isinstance(raw, list) else []


def fingerprint(draft: Draft) -> str:
    """A short name for exactly this draft."""
    body = json.dumps(draft.to_json(), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(body.encode()).hexdigest()[:16]
