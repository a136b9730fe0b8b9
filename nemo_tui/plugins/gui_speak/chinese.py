"""GUI talk in Chinese: where it is, what it asks for, and the same without a screen."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import (
    chinese_addressing,
    chinese_moves,
    chinese_places,
)
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.elements import by_key, step_for
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

# "双击字幕改成2025，": the clause ends with the change.
_ENDS = re.compile(r"(?:并|来|再|然后|直接)*(?:改|修|编辑|重写)[^，。；：]*(?:[，。；]|$)")

# "选择剪刀工具在第4秒处切开": the tool goes, the cut stays.
_TOOL_FOR = re.compile(r"[来去]?[在把将给][^，。；]")


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in a Chinese sentence, in order."""
    found: list[Finding] = []
    for match in words.VERB.finditer(sentence.masked):
        if found and match.start() < found[-1].end:
            continue
        finding = _at(sentence, match)
        if finding and found and finding.start < found[-1].end and not found[-1].instead:
            found.pop()
        if finding and not (found and finding.start < found[-1].end):
            found.append(finding)
    found = [
        _edited(sentence, f)
        if f is found[-1] or (f.carries and _ENDS.match(sentence.plain, f.end))
        else f
        for f in found
    ]
    return chinese_places.linked(sentence, found)


def _edited(sentence: Sentence, finding: Finding) -> Finding:
    """ "双击字幕改成2025": what is opened to be changed is the change."""
    edited = words.EDITED.match(sentence.plain, finding.end)
    opened = words.DOUBLE.match(sentence.plain, finding.start)
    if not finding.carries or finding.instead or not (edited or opened):
        return finding
    end = edited.end() if edited else finding.end
    return replace(finding, end=end, step=Step.CHAT, carries=False)


def _at(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    before = sentence.masked[: match.start()]
    kind = match.lastgroup or ""
    negated = bool(words.NEGATED.search(before))
    if not chinese_addressing.is_for_reader(before, kind, negated):
        return None
    for look in _LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), match.group())
        if finding and chinese_addressing.is_filmed(sentence, finding, before):
            return None
        if finding:
            finding = _with_place(sentence, finding)
            return _negate(sentence, finding) if negated else finding
    return None


def _negate(sentence: Sentence, finding: Finding) -> Finding:
    """The same left undone; what was not to be moved goes with the moving."""
    moved = words.MOVED_THING.match(sentence.masked, finding.end)
    end = moved.end() if moved and finding.step is Step.CHAT else finding.end
    return Finding(finding.start, end, finding.step, finding.instead, negated=True)


def _with_place(sentence: Sentence, finding: Finding) -> Finding:
    """ "在左下角点击导出": the place goes with the click."""
    if finding.step is Step.STATE:
        return finding
    place = words.PLACE_BEFORE.search(sentence.masked[: finding.start])
    return replace(finding, start=place.start()) if place else finding


def _press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if verb in ("按住", "长按", "拖住", "抓住", "捏住") and words.HELD.match(sentence.masked, end):
        return Finding(start, end, None, "把", carries=True)
    match = words.PRESSED.match(sentence.masked, end)
    if (
        not match
        and verb in words.CLICKS
        and not words.OBJECT.match(sentence.masked, end)
        and not words.ACTORS.search(sentence.masked[:start])
    ):
        match = words.UNKNOWN.match(sentence.masked, end)
    if match and verb in ("点", "按") and not _is_plain_element(match.group("what")):
        match = None
    if not match and (verb not in ("点", "按") or sentence.masked.startswith("它", end)):
        object_ = words.OBJECT.match(sentence.masked, end)
        if object_:
            thing = sentence.plain[object_.start("what") : object_.end()]
            return Finding(start, object_.end(), None, "", carries=True, thing=thing)
    if not match:
        return None
    if verb.startswith(("右", "双", "鼠标")) and not re.search(r"按钮|图标", match.group()):
        return Finding(start, match.end(), None, "", carries=True)
    return _worked(sentence, start, match)


def _ready(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    return chinese_places.ready(sentence, start)


def _left(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "不要动时间线", "不用管红点", "请保持页面打开"."""
    kept = words.KEPT_OPEN.match(sentence.masked, end) if verb == "保持" else None
    if kept:
        return Finding(start, kept.end(), None, "稍等")
    match = words.LEFT_ALONE.match(sentence.masked, end)
    return Finding(start, match.end(), None, "", negated=True) if match else None


def _turned(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "把“降噪”开关打开": the element named before what is done to it."""
    mode = words.LIGHT_MODE.match(sentence.masked, end)
    if mode:
        return Finding(start, mode.end(), None, "")
    match = words.TURNED.match(sentence.masked, end)
    if not match or LINK in match.group():
        return None
    what = chinese_places.element(sentence, match)
    step, known = step_for(what)
    if match.group("how").startswith("收"):
        return Finding(start, match.end(), None, "")
    if known:
        return Finding(start, match.end(), step, words.INSTEAD.get(step, "") if step else "")
    how = "关闭" if match.group("how").startswith(("关", "取消")) else "打开"
    return Finding(start, match.end(), Step.CHAT, how + change(what).removeprefix("使用"))


def _is_plain_element(what: str) -> bool:
    what = re.sub(rf"^{words.PLACE}", "", what) or what
    return bool(
        re.search(
            rf"{QUOTE}|[→>＞»]|{words.NOUN}$|^{words.KNOWN}$|^F\d|^(?:Ctrl|Cmd|Command|Shift|Alt|Esc|Tab"
            rf"|Enter|Delete|Del|Backspace|[A-Z])\b",
            what,
        )
    ) and not what.startswith("格式")


def _pick(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    icon = words.BY_ICON.match(sentence.masked, end) if verb[0] in "用通使借利" else None
    if icon:
        return Finding(start, icon.end(), Step.UPLOAD, "")
    place = chinese_places.means(sentence, start)
    if place:
        return place
    changed = words.CHOSEN_AND.match(sentence.masked, end) if verb == "选中" else None
    if changed:
        thing = sentence.plain[slice(*changed.span("what"))]
        return Finding(start, changed.end(), Step.CHAT, f"把{thing}的")
    moved = words.CHOSEN_TO.match(sentence.masked, end) if verb == "选中" else None
    if moved:
        thing = sentence.plain[slice(*moved.span("what"))]
        return Finding(start, moved.end(), None, "", carries=True, thing=thing)
    match = words.NAMED.match(sentence.masked, end)
    if not match and verb in ("选", "选择", "选中", "选取", "启用", "开启"):
        match = words.LABELLED.match(sentence.masked, end)
        match = None if match and words.EITHER.match(sentence.masked, match.end()) else match
    if not match and verb in ("通过", "使用", "利用", "用", "借助"):
        match = words.BY_NAME.match(sentence.masked, end)
        match = match if match and step_for(chinese_places.element(sentence, match))[1] else None
    if match and _TOOL_FOR.match(sentence.masked, match.end()) and match.group().endswith("工具"):
        return Finding(start, match.end(), Step.CHAT, "")
    if match and not _is_content(match.group("what")):
        return _worked(sentence, start, match)
    if verb in ("选中", "选择", "选取"):
        object_ = words.OBJECT.match(sentence.masked, end)
        if object_ and re.match(
            r"[，,]?(?:然后|再|并|后|之后|，)?(?:点|按|单|拖|选|勾|轻|从|在|用|右)",
            sentence.masked[object_.end() :],
        ):
            thing = sentence.plain[object_.start("what") : object_.end()]
            return Finding(start, object_.end(), None, "", carries=True, thing=thing)
    return None


def _is_content(what: str) -> bool:
    return what.endswith(("工具", "项", "界面", "画面")) and QUOTE not in what


def _worked(sentence: Sentence, start: int, match: re.Match[str]) -> Finding | None:
    if LINK in match.group():
        return None
    what = chinese_places.element(sentence, match)
    if words.HOLDER.search(what):
        of = words.HOLDER_OF.search(sentence.plain, match.start(), match.end())
        return Finding(start, match.end(), None, "", carries=True, thing=of.group() if of else "")
    window = words.TO_WINDOW.match(sentence.masked, match.end())
    if window:
        return Finding(start, window.end(), None, "")
    step, known = step_for(what)
    if step is Step.STATE:
        step, known = step_for(re.sub(rf"^{words.PLACE}", "", what) or what)
    if step is None or not known:
        step = chinese_places.done(sentence.masked[match.end() :]) or step
    if step is Step.CHAT and sentence.plain.startswith("取消", start):
        return Finding(start, match.end(), step, "取消" + change(what).removeprefix("使用"))
    if step is Step.CHAT or (step is Step.STATE and words.VERB_NAMES.match(change(what))):
        return Finding(start, match.end(), Step.CHAT, change(what))
    return Finding(start, match.end(), step, words.INSTEAD.get(step, "") if step else "")


def change(what: str) -> str:
    name = re.split(r"\s*(?:→|>|›|»|->|＞)\s*", what)[-1]
    name = re.sub(rf"{words.NOUN}+$", "", name)
    name = re.sub(rf"^{words.COLOUR}", "", name).strip("“”「」『』\"' 的")
    name = words.ICONS.get(by_key(name), name)
    if not name:
        return "改一下"
    return name if words.VERB_NAMES.match(name) else f"使用{name}"


def _open(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    for look in (_preview, _credits):
        finding = look(sentence, start, end, verb)
        if finding:
            return finding
    place = chinese_places.means(sentence, start)
    if place:
        return place
    seen = words.LOOKED_AT.match(sentence.masked, end) if verb[0] == "看" else None
    if seen:
        return Finding(start, seen.end(), Step.STATE, words.INSTEAD[Step.STATE])
    switch = words.SWITCH.match(sentence.masked, end) if verb in ("打开", "开启") else None
    if switch:
        name = change(chinese_places.element(sentence, switch)).removeprefix("使用")
        return Finding(start, switch.end(), Step.CHAT, f"打开{name}")
    inside = sentence.masked[:start].endswith(("里", "中", "上", "下"))
    quoted = re.compile(rf"{QUOTE}+").match(sentence.masked, end) if inside else None
    if quoted and verb == "打开":
        name = sentence.plain[end : quoted.end()].strip("“”「」\"'")
        return Finding(start, quoted.end(), Step.CHAT, f"打开{name}")
    match = words.OPENED.match(sentence.masked, end) or _opened_by_name(sentence, end)
    if not match or verb[0] in "在看用从":
        return None
    if verb in ("到", "去", "回到", "查看") and not re.search(
        r"[→>＞»]|列表|视图|窗口|面板|页签|标签|页面|故事板|界面|素材库|媒体库", match.group()
    ):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, _ = step_for(what, opens=True)
    return Finding(start, match.end(), step, words.INSTEAD.get(step, "") if step else "")


def _opened_by_name(sentence: Sentence, end: int) -> re.Match[str] | None:
    """ "前往“文件→导出”": a name is enough where it is that of an element."""
    match = words.BY_NAME.match(sentence.masked, end)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    named = what[:1] in "“「" and bool(
        re.match(r"[，,。]|并|然后|再|后", sentence.masked[end + len(what) :])
    )
    return match if re.search("[→>＞»]", what) or step_for(what)[1] or named else None


def _preview(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.PREVIEW_BEFORE.match(sentence.masked, start)
    if match:
        how = match.group("how")
        more = re.match(
            r"(?!以|来|再|并|后|和|就|吧|的|，)[\u4e00-\u9fff]", sentence.masked[match.end() :]
        )
        said = "听听" if "听" in how else how if words.SEEN_AS.fullmatch(how) else "看看"
        instead = said if more else words.INSTEAD[Step.STATE]
        return Finding(start, match.end(), Step.STATE, instead)
    return None


def _credits(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = words.CREDIT_PAGE.match(sentence.plain, start)
    after = words.LOOKED_AFTER.match(sentence.masked, match.end()) if match else None
    if match and re.search(
        r"账单|用量页|账户|账号|帐户|帐号|中心|页面|套餐|订阅|计费|钱包", match.group()
    ):
        end = after.end() if after else match.end()
        return Finding(start, end, Step.CREDITS, words.INSTEAD[Step.CREDITS])
    return None


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if verb in ("全屏", "登录", "重新登录", "退出", "最小化", "最大化", "刷新"):
        match = words.WINDOW_OBJECT.match(sentence.masked, end)
        tail = re.match(
            r"(?:一下|显示|模式|查看|观看|播放|再登录|后重新登录)*", sentence.masked[end:]
        )
        last = match.end() if match else end + (tail.end() if tail else 0)
        if (
            verb in ("退出", "登录", "播放")
            and not match
            and not re.search(r"请|您", sentence.masked[:start])
        ):
            return None
        return Finding(start, last, None, "")
    match = words.WINDOW_OBJECT.match(sentence.masked, end)
    if match or verb not in ("关闭", "关掉"):
        return Finding(start, match.end(), None, "") if match else None
    switch = words.SWITCH.match(sentence.masked, end)
    if not switch:
        return None
    name = change(chinese_places.element(sentence, switch)).removeprefix("使用")
    return Finding(start, switch.end(), Step.CHAT, f"关闭{name}")


def _show(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = re.compile(
        r"(?:一下|成片|效果|整体)*[，,]?在(?:时间线|时间轴|预览窗口|播放器)(?:里|中|上)"
    ).match(sentence.masked, end)
    match = match or words.SHOWN.match(sentence.masked, end)
    return Finding(start, match.end(), Step.STATE, words.INSTEAD[Step.STATE]) if match else None


_LOOKS = {
    "press": (_press,),
    "tap": (_press,),
    "ready": (_ready,),
    "away": (_window,),
    "pick": (_pick,),
    "open": (_open,),
    "drag": (chinese_moves.drag,),
    "leave": (_left,),
    "turned": (_turned,),
    "window": (_window,),
    "show": (_show,),
}
