"""Elements that Chinese names without a verb that works them: a place, a subject, a means."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

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
_THEN = re.compile(
    r"(?:可以|能够?|可|直接|再)*(?:把|将|给|调|改|选|换|设|加|删|增|减|降|提|输入|修改|勾|关|开|拉"
    r"|编辑|查|看|听|找|下载|导出|上传|充值|拖|点)"
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
_SPOKEN_OF = re.compile(
    r"(?:^|[，。；：！？])(?P<whole>(?:您的|您要的)?"
    rf"(?P<what>{words.PLACE}?{words.COLOUR}{words.LABEL}(?:按钮|选项|图标|入口|菜单|功能))"
    rf"(?:(?:就|都)?(?:在|位于){words.PLACE}"
    r"|(?:您)?(?:随时|都|现在|就|也)*(?:可以|可|能)(?:点|按|用|直接用|点击)(?:了"
    r"|的)?(?=[，。；！]|$)))"
)
_BALANCE = re.compile(
    rf"(?:余额|积分)(?P<where>(?:就|都)?在{words.PLACE}?[\u4e00-\u9fff]{{0,4}}?(?:菜单|面板|页面"
    rf"|页|头像|图标|设置)"
    r"(?:里面?|中|下面?|上)?(?:(?:就|都|也)?(?P<can>可以|能|可)?(?:看到|查到|找到|查看|查))?)(?=[，。；！]|$)"
)
_THERE_IS = re.compile(
    r"(?:^|[，。；：！？])(?:[^，。；：]{0,6}的话)?(?P<whole>(?:[\u4e00-\u9fff]{0,4}(?:面板"
    r"|工具栏|菜单"
    r"|侧边栏|属性栏|设置)|[\u4e00-\u9fff]{1,5}旁边?|页面右上角|右上角|左上角|左下角|右下角|顶部"
    r"|左侧|右侧)(?:里面?|中|上)?"
    rf"(?:就|也|还)?有一?个?(?P<what>{words.COLOUR}(?:{words.LABEL}|[\u4e00-\u9fff]{{0,4}}?)"
    r"(?:按钮|图标|开关|箭头|滑块|选项|入口|复选框)))"
)
_HELD_IN = re.compile(
    rf"(?:^|[，。；：！？])(?P<whole>(?:它们?)?都?就?在(?:{QUOTE}+|历史|版本|导出|素材)"
    r"(?:面板|页签|标签页?|菜单)(?:里面?|中))(?=[。；！]|$)"
)
_ONLY_PATH = re.compile(rf"(?:^|[：:] ?)(?P<whole>{words.PATH})(?=[，。；！]|$)")
_BALANCE_SEEN = re.compile(r"[^，。；]{0,6}(?:余额|积分|钱包|套餐|账单|用量)")
_PANEL = re.compile(r"面板|工具栏|菜单|侧边栏|属性栏|设置")
_BARE = re.compile(
    rf"(?:^|[，。；：！？])(?P<whole>(?:按钮|图标)就?在{words.PLACE})(?=[，。；！]|$)"
)
_FORBIDDEN_TOO = re.compile(r"(?:并|再|然后|，)+(?:加上|套用|应用|把|将)")
_OPTION = re.compile(r"[，,]?(?:再|并|然后)?(?:选|点|单击|按)")
# "在变速面板选0.7x".
_VALUE = re.compile(r"(?:选[择中用]?|点选|勾选|挑) ?(?=[\d+-])")
_READY_FOR = re.compile(r"(?:请|可以|可|先|再|也|就|您|你|后|然后)$")
_STOP = re.compile(r"[，。；：！？,;]")
_CHANGED_THERE = re.compile(
    r"[，,]?(?:并|再|然后|接着|来|直接)*(?=(?:把|将|给|调(?!整后)|改|换|设|套用|加上?|添加|删|提高"
    r"|降低|增大|减小))"
)
_READY = re.compile(
    r"(?:把|将)?(?:鼠标|光标|指针|时间指针|游标|(?P<playhead>播放头|播放指针))(?!.{1,2}[得了着过])(?:[移挪]动?|拖动?|放|拉"
    r"|定位|悬停|停)(?:到|在|至)?(?P<thing>[^，。；：！？,;]{0,14}?)(?:处|上方?|位置)?"
    r"[，,]?(?:并|再|然后|后)*(?=[点按单双右选拖分，。；]|$)"
    r"|用鼠标(?:左键)?(?:按住|点住|选中|点选)?(?:不放)?[，,]?(?:并|再|然后|后|来)*"
    r"|按住 ?(?:Shift|Ctrl|Alt|Cmd|Command|Option|Control|⌘)键?(?:不放)?[，,]?(?:并|再|然后|后"
    r"|来)*",
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
    clause = _STOP.split(sentence.masked[:start])[-1]
    if "，" in match.group("end") and clause and not _READY_FOR.search(clause):
        return None
    if "，" in match.group("end") and not _THEN.match(sentence.masked, match.end()):
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
    at = bool(match.group("playhead")) and re.search(r"\d", match.group("thing") or "")
    return Finding(
        start,
        match.end(),
        None,
        "",
        carries=True,
        thing=f"在{match.group('thing').strip()}处" if at else "",
    )


def _balance(sentence: Sentence) -> list[Finding]:
    """ "余额在头像菜单里"."""
    match = _BALANCE.search(sentence.masked)
    if not match:
        return []
    finding = Finding(match.start("where"), match.end(), Step.CREDITS, "可以在这里查")
    return [finding.offered() if match.group("can") else finding]


def _overlaps(finding: Finding, others: list[Finding]) -> bool:
    return any(f.start < finding.end and finding.start < f.end for f in others)


def _there_is(sentence: Sentence) -> list[Finding]:
    """ "工具栏里有撤销箭头", "都在“历史”面板里", "文件→导出": as good as telling to use it."""
    result = []
    for match in _THERE_IS.finditer(sentence.masked):
        what = sentence.plain[match.start("what") : match.end("what")]
        step, known = step_for(what)
        if not known and not _PANEL.search(match.group("whole")):
            step, known = step_for(sentence.plain[: match.start("whole")])
            if not known or step is None or step is Step.STATE:
                continue
        name = re.sub(rf"{words.NOUN}+$", "", what).strip("“”「」\"' ")
        told = words.INSTEAD.get(step, "改") if step and known else f"使用{name}" if name else "改"
        told = name if words.VERB_NAMES.match(name) and not known else told
        result.append(Finding(*match.span("whole"), step, f"可以{told}"))
    for match in _BARE.finditer(sentence.masked):
        step, known = step_for(sentence.plain[: match.start("whole")])
        if known and step not in (None, Step.STATE):
            result.append(Finding(*match.span("whole"), step, ""))
    for match in words.EFFECT.finditer(sentence.masked):
        result.append(Finding(*match.span("whole"), None, ""))
    for match in _HELD_IN.finditer(sentence.masked):
        result.append(Finding(*match.span("whole"), Step.STATE, ""))
    for match in _ONLY_PATH.finditer(sentence.masked):
        step, known = step_for(sentence.plain[match.start("whole") : match.end("whole")])
        if known and step not in (None, Step.STATE):
            result.append(Finding(*match.span("whole"), step, words.INSTEAD[step] if step else ""))
    return result


def find(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """What is said of elements in clauses that hold no instruction."""
    result = list(found) or _balance(sentence)
    result += [f for f in _there_is(sentence) if not _overlaps(f, result)]
    for match in _SPOKEN_OF.finditer(sentence.masked):
        start, end = match.span("whole")
        step, known = step_for(sentence.plain[match.start("what") : match.end("what")])
        finding = Finding(start, end, step, words.INSTEAD[step]) if known and step else None
        if finding and any(f.step is step for f in result):
            finding = replace(finding, step=None, instead="")
        if finding and not _overlaps(finding, result):
            result.append(finding)
    return sorted(result, key=lambda finding: finding.start)


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
        if before and _starts(sentence, before, finding):
            instead = words.INSTEAD[before.step] if before.step else ""
            result[-1] = replace(before, end=finding.end, instead=instead)
            continue
        if (
            before
            and before.negated
            and not before.step
            and _OPTION.match(sentence.plain, before.end)
        ):
            result[-1] = replace(before, end=finding.end)
            continue
        finding = _chosen(sentence, finding)
        done = _CHANGED_THERE.match(sentence.plain, finding.end)
        forbidden = finding.negated and _FORBIDDEN_TOO.match(sentence.plain, finding.end)
        if forbidden and done and not _REPORTED.match(sentence.plain, done.end()):
            stop = _STOP.search(sentence.plain, done.end())
            result.append(replace(finding, end=stop.start() if stop else len(sentence.plain)))
            continue
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


def _starts(sentence: Sentence, place: Finding, button: Finding) -> bool:
    """ "在导出面板里点“开始”": the place says what is started."""
    is_place = place.step not in (None, Step.CHAT, Step.STATE) and not place.instead
    between = sentence.plain[place.end : button.start]
    return is_place and button.step is None and not button.negated and not _STOP.search(between)


_ALONE = re.compile(
    r"(?:来|以|就能|即可|可以)?(?P<verb>删掉|删除|去掉|移除|静音|分割|裁剪|复制)(?=[，。；！]|$)"
)
_WIDE_GAP = re.compile(r"[。；：！？]|[^，]{6,}")


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
        return replace(finding, instead=thing + finding.instead)
    if finding.instead.startswith("移"):
        return replace(finding, instead=f"把{thing}{finding.instead}")
    if words.VERB_NAMES.fullmatch(finding.instead):
        return replace(finding, instead=finding.instead + thing)
    if words.VERB_NAMES.match(finding.instead) and "它" in thing:
        return finding
    return replace(finding, instead=f"给{thing}{finding.instead}")
