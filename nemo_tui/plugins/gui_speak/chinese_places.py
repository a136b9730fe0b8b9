"""Elements that Chinese names without a verb that works them: a place, a subject, a means."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

_HARD = (
    r"(?:按钮(?!式)|图标|滑块|滑杆|旋钮|开关|下拉框|下拉菜单|面板|页签|标签页|标签(?!页)|选项卡|工具栏|菜单"
    r"|对话框|标尺|抽屉|色[盘板]|弹窗|搜索框|[混调]音台|均衡器|监[看视]窗口?|(?:导出|下载|设置|上传|属性|编辑)窗口|媒体池|[顶底左右][侧边]?栏|(?:音频|背景|素材|字幕|滤镜|特效|文字|封面|比例|媒体|贴纸)栏|(?:上传|素材)区|刀片(?=把|将|切|剪)|预览窗口?|预览面板|预览(?=里)|(?:项目|素材|片段|导出)列表"
    r"|样式(?=里)|播放器|属性栏|设置(?=里|中|[页面菜]|的)"
    r"|手柄|控制点|按键|工具条?"
    r"|检查器|侧边栏|侧栏|输入框"
    r"|文本框|素材库|媒体库|页面|页(?![面签]))"
)
_WITHIN = r"(?:里面?|中|上(?!传)|内|下(?!载)面?|处|那里|这里)?"
_MEANS = re.compile(
    r"(?:在|从|到|去|用|通过|借助|利用|使用)"
    rf"(?P<what>{words.PLACE}?{words.COLOUR}(?:{words.PATH}(?=里|中|上|下|充|导|查|看|，)"
    rf"|(?:{words.LABEL}|(?:(?!把|将|时|轻触|[点单]击)[\u4e00-\u9fffA-Za-z+]){{0,6}}?){_HARD}"
    rf"|{QUOTE}+(?=里|中|下|内)|(?:时间线|时间轴)(?=(?:上|里|中)?(?:把|将|找到|从[^，。；]{{1,8}}(?:开始|起)))))"
    rf"{_WITHIN}(?:的(?:{words.LABEL}|[\u4e00-\u9fff]{{0,4}}?){_HARD}{_WITHIN})*(?:的{QUOTE}+)?(?!设计|师|式|率|费|价|说明)(?P<end>(?:(?<=[里中上内下])，|就|也|都|直接|再|自行|来|以)*)"
    r"(?=(?P<can>可以|能够?|可|即可)?(?P<done>[\u4e00-\u9fff]))"
)
_STATED = re.compile(r"(?:还|都|仍|已|正|就|存|放|是|有)$")
_LOOKS = re.compile(
    r"(?:可以|能够?|可|直接|先|再|来|从[^，。；]{1,8}(?:开始|起))*(?:查|看|播|听|试听|对比|比较"
    r"|核对|确认|检查|找)"
)
_NAMED_STEPS = (
    (
        Step.EXPORT,
        re.compile(
            r"(?:即可|就能|可以|能|可|直接|来|以|就|把它|把成片|把视频| )*"
            r"(?:导出|下载|保存(?!为预设)|渲染)"
        ),
    ),
    (
        Step.UPLOAD,
        re.compile(r"(?:即可|就能|可以|能|可|直接|来|以|就| )*(?:上传|传给我|传上来|发给我)"),
    ),
)
_SEEN = re.compile(r"(?:可以|能够?|可|就)*(?:看到|查到|找到|看见|查看到)")
_REPORTED = re.compile(
    r"[^，。；：！？]{0,14}(?:改|调|换|加|删|设|放|移|做|剪|降|升|提|增|减|存|传|导|修|写|用|选|套)"
    r"[成到为好上下入进掉出去]{0,2}了"
)
_BALANCE_SEEN = re.compile(r"[^，。；]{0,6}(?:余额|积分|钱包|套餐|账单|用量)")
# "在变速面板选0.7x".
_VALUE = re.compile(r"(?:选[择中用]?|点选|勾选|挑) ?(?=[\d+-])")
_OPTION = re.compile(r"[，,]?(?:再|并|然后)?(?:选|点|单击|按)")
_STOP = re.compile(r"[，。；：！？,;]")
_CHANGED_THERE = re.compile(
    r"[，,]?(?:并|再|然后|接着|来|直接)*(?=(?:把|将|给|调(?!整后)|改|换|设|套用|加上?|添加|删|提高"
    r"|降低|增大|减小))"
)
_READY = re.compile(
    r"(?:把|将)?(?:鼠标|光标|指针|时间指针|游标"
    r"|(?P<playhead>播放头|播放指针))(?!.{1,2}[得了着过])(?:[移挪]动?|拖动?|放|拉|定位|悬停"
    r"|停)(?:到|在|至)?(?P<thing>[^，。；：！？,;]{0,14}?)(?:处|上方?|位置)?[，,]?(?:并|再|然后"
    r"|后)*(?=[点按单双右选拖分，。；]|$)|用鼠标(?:左键)?(?:按住|点住|选中"
    r"|点选)?(?:不放)?[，,]?(?:并|再|然后|后|来)*|按住 ?(?:Shift|Ctrl|Alt|Cmd|Command|Option"
    r"|Control|⌘)键?(?:不放)?[，,]?(?:并|再|然后|后|来)*",
    re.I,
)


def means(sentence: Sentence, start: int) -> Finding | None:
    """ "在字幕面板里把颜色改成黄色": the change stays, the place goes."""
    match = _MEANS.match(sentence.masked, start)
    if not match or LINK in match.group() or _REPORTED.match(sentence.masked, match.end()):
        return None
    step, known = step_for(element(sentence, match))
    what = sentence.plain[match.start("what") : match.end("what")]
    if match.group("what").endswith(QUOTE) and not (known or re.search("[→>]", what)):
        return None
    if _STATED.search(sentence.masked[:start]) and sentence.masked[start] == "在":
        return None
    if _SEEN.match(sentence.masked, match.end()):
        finding = Finding(start, match.end(), step if known else Step.STATE, "在这里")
        return finding.offered() if match.group("can") else finding
    looks = bool(_LOOKS.match(sentence.masked, match.end()))
    if looks and _BALANCE_SEEN.match(sentence.masked, match.end()):
        return Finding(start, match.end(), Step.CREDITS, "")
    if not known or step is Step.STATE:
        step = done(sentence.masked[match.end() :]) or (Step.STATE if looks else Step.CHAT)
    value = _VALUE.match(sentence.masked, match.end())
    if value and step is Step.CHAT:
        return Finding(start, value.end(), step, "用")
    return Finding(start, match.end(), step, "")


def element(sentence: Sentence, named: re.Match[str]) -> str:
    """What is named, without the place that it is in."""
    start, end = named.span("what")
    place = words.PLACES.match(sentence.masked, start, end)
    return sentence.plain[place.end() if place and place.end() < end else start : end]


def done(told: str) -> Step | None:
    """The step that the verb itself names."""
    for step, pattern in _NAMED_STEPS:
        if pattern.match(told):
            return step
    return None


def ready(sentence: Sentence, start: int) -> Finding | None:
    """ "把播放头移到0:32，": what makes ready for the next instruction."""
    match = _READY.match(sentence.masked, start)
    if not match:
        return None
    thing = (match.group("thing") or "").strip()
    at = bool(match.group("playhead")) and re.search(r"\d", thing)
    if at and sentence.plain[match.end() : match.end() + 1] in "，。；":
        return Finding(start, match.end(), Step.STATE, f"看看{thing}")
    return Finding(start, match.end(), None, "", carries=True, thing=f"在{thing}处" if at else "")


def linked(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings as they bear on each other: places, things made ready, panels opened."""
    result: list[Finding] = []
    for index, finding in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        between = sentence.plain[finding.end : after.start] if after else "，"
        is_place = not finding.instead and finding.step is not None
        if is_place and not _STOP.search(between) and not (after and after.step is None):
            result.append(replace(finding, step=None, carries=True))
            continue
        before = result[-1] if result else None
        if before and _is_forbidden_too(sentence, before):
            result[-1] = replace(before, end=finding.end)
            continue
        finding = _chosen(sentence, finding)
        done = _CHANGED_THERE.match(sentence.plain, finding.end)
        if (
            finding.instead == words.INSTEAD[Step.STATE]
            and done
            and _is_told(sentence, done, after)
        ):
            result.append(replace(finding, end=done.end(), instead="", carries=True))
            result.append(Finding(done.end(), done.end(), Step.CHAT, ""))
            continue
        before = result[-1] if result else None
        if (
            before
            and before.thing
            and not _WIDE_GAP.search(sentence.plain[before.end : finding.start])
        ):
            finding = _done_to(sentence, finding, before.thing)
        result.append(finding)
    return result


_ALONE = re.compile(
    r"(?:来|以|就能|即可|可以)?(?P<verb>删掉|删除|去掉|移除|静音|分割|裁剪|复制)(?=[，。；！]|$)"
)
_WIDE_GAP = re.compile(r"[。；：！？]|[^，]{6,}")


def _is_forbidden_too(sentence: Sentence, before: Finding) -> bool:
    """ "不需要右键点击片段，选择“删除”": neither is to be done."""
    option = before.negated and not before.step and _OPTION.match(sentence.plain, before.end)
    return bool(option)


def _chosen(sentence: Sentence, finding: Finding) -> Finding:
    """ "点“导出”，选1080p" is one export, "点“上传”选择logo.png" one upload."""
    form = words.CHOSEN.match(sentence.plain, finding.end)
    if finding.step is Step.EXPORT and form:
        return replace(finding, end=form.end(), instead=f"导出为{form.group('format')}")
    same = words.SAME_CREDITS.match(sentence.plain, finding.end)
    if finding.step is Step.CREDITS and finding.instead and same:
        return replace(finding, end=same.end())
    file = words.FILE_CHOSEN.match(sentence.plain, finding.end)
    if finding.step is Step.UPLOAD and file:
        return replace(finding, end=file.end(), instead=f"把{file.group('file')}发给我")
    return finding


def _is_told(sentence: Sentence, done: re.Match[str], after: Finding | None) -> bool:
    """Whether the change in a panel is an instruction that nothing else covers."""
    stop = _STOP.search(sentence.plain, done.end())
    last = stop.start() if stop else len(sentence.plain)
    told = after is not None and after.start < last
    return not told and not _REPORTED.match(sentence.plain, done.end())


def _done_to(sentence: Sentence, finding: Finding, thing: str) -> Finding:
    """A button that edits, with the thing that it edits."""
    if finding.step is not Step.CHAT or not finding.instead:
        return finding
    verb = _ALONE.match(sentence.plain, finding.end)
    if verb and not thing.startswith("在"):
        return replace(finding, end=verb.end(), instead=verb.group("verb") + thing)
    if thing.startswith("在"):
        is_named = words.VERB_NAMES.match(sentence.plain[finding.end :])
        return replace(finding, instead=thing + ("" if is_named else finding.instead))
    if finding.instead.startswith("移"):
        return replace(finding, instead=f"把{thing}{finding.instead}")
    if words.VERB_NAMES.fullmatch(finding.instead):
        return replace(finding, instead=finding.instead + thing)
    return replace(finding, instead=f"给{thing}{finding.instead}")
