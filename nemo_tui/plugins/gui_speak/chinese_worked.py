"""The ordinary combinations of a verb, an element with its kind, and what is to become of it."""

import re
from collections.abc import Iterator

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak import english_words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import QUOTE, Sentence

_PLACE = rf"(?![了过的])(?:{words.PLACE}的?)?"
_NAME = rf"(?:{QUOTE}+|[\u4e00-\u9fff]{{1,6}}?)"
_SLIDER = r"(?:滑块|滑杆|滑条|旋钮|拉杆|推杆|推子|转盘|控制条)"
_CHOOSE = r"(?:选择|选中|选取|点选|点击|单击|点一下|轻触|点按)"
_BY = r"(?<![不没有作费信引采启利通常])用"
_GUESSED = rf"(?:使用|切换到|切到|换成|换用|拿起|拿|{_BY}|启用)"
_THEN = r"[，,]?(?:并|再|然后|后|接着)?"
_PIECE = rf"(?:{QUOTE}+|[\u4e00-\u9fff]{{2,6}}?)"
_END = r"(?=[，。；：！？）、]|$|即可|就|来|让|查|看|下载|吧|菜单|选项|命令)"
_EDGE = (
    r"(?:的?(?:[左右上下]侧?|两)?(?:边缘|[左右]?端|两端|手柄|把手|边角|四角|控制点)|修剪手柄"
    r"|裁剪框(?:的手柄)?|音量线|关键帧)"
)
_PATTERNS = (
    re.compile(
        rf"(?:(?<!现)在|到){_PLACE}(?P<field>{_NAME})(?:输入框|文本框|搜索框|框|栏)(?:里面?|中|内)?"
        r"(?:直接)?(?:输入|填入|填写|填上|填|写上|写入|键入|改成|改为)(?!了)(?=\S)"
    ),
    re.compile(
        rf"[把将]{_PLACE}(?P<slid>{_NAME}){_SLIDER}(?:拖动|拉动|移动|推动|调整|调节|转动|[拖拉移推调滑转拧拨])"
        rf"(?P<how>[到至向往])|(?:拖动|拉动|移动|滑动|推动|调节|调整|转动|拨动|[拖推拉调]){_PLACE}"
        rf"(?P<moved>{_NAME}){_SLIDER}(?P<towards>[到至向往])"
    ),
    re.compile(
        rf"(?:{_CHOOSE}|{_GUESSED}){_PLACE}(?P<tool>{_NAME})工具{_THEN}(?:来|去)?"
        r"(?=在|把|将|给|沿|对|[圈画切剪裁擦写涂框标抹删分修遮])(?!在[^，。]{0,6}[点拖])"
    ),
    re.compile(
        rf"(?P<chosen>{_CHOOSE}|使用|应用|套用|选用|换成){_PLACE}(?P<effect>{_NAME})"
        r"(?:转场|滤镜|特效|效果|预设|模板|样式|风格|缩略图)(?:的?缩略图|卡片)?(?![库栏页面列菜的是有会已])"
    ),
    re.compile(
        rf"(?P<off>取消)?(?:勾选上?|勾上){_PLACE}(?P<ticked>{QUOTE}+|[\u4e00-\u9fff]{{2,5}}?)"
        rf"(?:选项|复选框|开关|{_END})"
        rf"|(?P<turned>打开|关闭|关掉|开启|启用|停用|拨动|拨开){_PLACE}(?P<option>{_NAME})(?:开关|选项|复选框)"
        rf"|[把将]{_PLACE}(?P<switch>{_NAME})开关(?P<way>打开|开启|关掉|关闭|关上|拨到[左右]边|拨到[开关])"
    ),
    re.compile(
        r"(?:右键(?:点击|单击)?|右击|鼠标右键(?:点击|单击)?)(?P<clicked>[^，。；：！？]{1,8}?)"
        rf"{_THEN}(?:选择|点击|选|点)(?P<entry>{QUOTE}+)"
        r"|(?<!现)在(?P<on>[^，。；：！？]{1,8}?)上(?:点击|单击|点|按)?右键"
        rf"(?:单击|点击)?{_THEN}(?:选择|点击|选|点)(?P<item>{QUOTE}+)"
    ),
    re.compile(
        rf"(?:(?:打开|使用|通过|{_BY}|按下){_PLACE}(?P<button>{_NAME})"
        r"(?:按钮|图标|旋钮|滑块|滑杆|选项|箭头|开关|工具)"
        rf"|{_CHOOSE}{_PLACE}(?P<knob>{_NAME})(?:旋钮|滑块|滑杆|工具))(?![的上里中旁])"
        r"(?P<on_it>可以|即可|就能|(?=(?:就|也)?(?:可以|能|可|即可|来|去|让|把|将|[调放切裁加关开改补退])))?"
    ),
    re.compile(r"双击(?P<opened>[^，。；：！？的]{1,6}?)(?=修改|改名|改字|进行|输入|编辑|重命名)"),
    re.compile(
        r"(?:按下|按一下|按|使用|敲一下|敲) ?(?P<keys>(?:Ctrl|Cmd|Command|Control|⌘) ?[+＋] ?"
        r"(?P<key>[A-Za-z])|(?P<named>Delete|Backspace|退格|空格)) ?键?"
    ),
    re.compile(
        rf"(?P<verb>选择|选|打开|进入|点击|依次点击|点开|前往|使用|到|去) ?"
        rf"(?P<path>{_PIECE}(?: ?(?:→|>|＞|->|»|›) ?{_PIECE})+|{QUOTE}+){_END}(?:菜单|选项|命令)?"
    ),
    re.compile(
        rf"(?:(?<!现)在|从){_PLACE}(?P<list>(?!格式|画质|分辨率|导出){_NAME})"
        r"(?:下拉菜单|下拉列表|下拉框|菜单|列表)(?:里面?|中|内)?(?:选择|选中|选取|选)"
        rf"(?={QUOTE}|[\u4e00-\u9fff\w])(?!{QUOTE}*(?:导出|下载))"
    ),
    re.compile(
        rf"(?:(?:看一下|看看|看一眼|查看|查阅){_PLACE}(?P<seen>{_NAME})"
        rf"|(?:前往|转到|切换到|(?<![得看听拖移拉])到){_PLACE}(?P<there_is>{QUOTE}+))(?:面板|窗口|页签|标签页|页面|视图)"
    ),
    re.compile(
        rf"[把将](?P<edge>[^，。；：！？把将]{{0,6}}?)(?P<handle>{_EDGE})[拖拉移拽推调](?P<far>[到至向往])"
        rf"|(?:拖动|拖拽|拉动|[拖拉])(?P<pulled>[^，。；：！？]{{0,6}}?)(?P<grip>{_EDGE})(?P<there>[到至向往])"
    ),
    re.compile(
        rf"[把将](?P<dragged>{QUOTE}+|[^，。；：！？把将]{{0,8}}(?:片段|标题|字幕|标志|照片|镜头|音乐|音轨|图层))轨?拉到"
        r"(?=第|开头|结尾|末尾|最[前后]|时间|轨道|上一层|下一层|\d)"
    ),
    re.compile(
        r"[把将](?:播放头|播放指针|时间指针|游标)[拖移拉放]动?[到至](?P<at>\d+:\d\d|第\d+秒|[^，。；）]{1,8}?)"
        r"(?:处|的位置)?(?=[，。；）]|$|就好|即可|来|看|就)"
    ),
    re.compile(
        rf"(?:(?<!现)在|从)?(?P<place>{_PLACE}(?:{QUOTE}+|素材|媒体|时间线|故事板|账单|音频)(?:面板|页签|标签页|页面))"
        r"(?:里面?|中)?[，,]?(?:这个)?您?(?:可以|现在|应该|需要)?(?:现在)?(?:打开|点开|进入)(?:看看|看一下|查看)"
    ),
)
_KEYS = {
    "z": "撤销",
    "y": "重做",
    "b": "分割",
    "delete": "删除",
    "backspace": "删除",
    "退格": "删除",
}
_CHANGING = re.compile(r"(?:特效|滤镜|转场|音效|调色)")
_MENU = re.compile(
    r"(?:文件|编辑|视图|片段|工具|插入|轨道|设置|特效|滤镜|转场|音频|账户|调整|剪辑)"
)
_ASKED = re.compile(
    r"(?:请|您|麻烦|可以|只需|现在|然后|的话，|就|如果[^。]*，|[：:]\W*)[^，。；]{0,4}$|^\W*$"
)


def matches(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Where such a combination stands, whoever it is said to."""
    for pattern in _PATTERNS:
        yield from pattern.finditer(sentence.masked)


def finding(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    """What the combination asks for."""
    told = {
        name: sentence.plain[slice(*match.span(name))].strip("\"'“”‘’「」『』【】《》")
        for name, text in match.groupdict().items()
        if text is not None
    }
    if "key" in told or "named" in told:
        return _pressed(match, (told.get("key") or told["named"]).lower())
    if "path" in told:
        return _gone_to(match, told)
    if "at" in told:
        return Finding(*match.span(), Step.STATE, f"看看{told['at']}")
    if place := told.get("seen") or told.get("place") or told.get("there_is"):
        step, _ = step_for(place, opens=True)
        return Finding(*match.span(), step, words.INSTEAD.get(step, "") if step else "")
    if name := told.get("button") or told.get("knob"):
        step, _ = step_for(name)
        edit = name if words.VERB_NAMES.match(name) else f"使用{name}"
        instead = words.INSTEAD.get(step, edit) if step else ""
        found = Finding(*match.span(), step, told.get("on_it", instead))
        return found.offered() if found.instead == "可以" else found
    is_loose = told.get("chosen") in ("使用", "应用", "套用", "选用", "换成")
    if is_loose and not _ASKED.search(sentence.masked[: match.start()]):
        return None
    return Finding(*match.span(), Step.CHAT, _changed(told))


def _changed(told: dict[str, str]) -> str:
    match told:
        case {"field": name}:
            return f"把{name}设为"
        case {"slid": name, "how": how} | {"moved": name, "towards": how}:
            return f"把{name}调{how}"
        case {"effect": name}:
            return f"使用{name}"
        case {"ticked": name}:
            return f"{'关闭' if 'off' in told else '打开'}{name}"
        case {"option": name, "turned": how} | {"switch": name, "way": how}:
            return f"{'关闭' if re.search('关|停|左', how) else '打开'}{name}"
        case {"clicked": thing, "entry": edit} | {"on": thing, "item": edit}:
            return f"把{thing}{edit}"
        case {"opened": thing}:
            return f"为{thing}"
        case {"dragged": thing}:
            return f"把{thing}移到"
        case {"list": name}:
            return f"{name}选"
        case {"edge": thing, "handle": kind, "far": how} | {
            "pulled": thing,
            "grip": kind,
            "there": how,
        }:
            return f"把{_measured(thing, kind)}调{how}"
    return ""


def _measured(thing: str, kind: str) -> str:
    """What an edge or a corner stands for: a length, a size."""
    if kind in ("音量线", "关键帧"):
        return thing + kind.removesuffix("线")
    measure = "大小" if re.search("角|裁剪框", kind) else "长度"
    return f"{thing.removesuffix('的')}的{measure}" if thing else measure


def _pressed(match: re.Match[str], key: str) -> Finding | None:
    """A shortcut that is known; the others are left to what is told around them."""
    step, _ = step_for(english_words.SHORTCUTS.get(key, key))
    if step is not None and step is not Step.CHAT:
        return Finding(*match.span(), step, words.INSTEAD[step])
    return Finding(*match.span(), Step.CHAT, _KEYS[key]) if key in _KEYS else None


def _gone_to(match: re.Match[str], told: dict[str, str]) -> Finding | None:
    """What is chosen from a menu; a path that names no menu is a route on the map."""
    step, known = step_for(told["path"])
    name = re.split(r"\s*(?:→|>|＞|->|»|›)\s*", told["path"])[-1].strip("“”「」\"' ")
    if name == told["path"].strip():
        return None
    is_edit = bool(words.VERB_NAMES.match(name) or _CHANGING.match(told["path"].strip("“「\"'")))
    if not (known or is_edit or _MENU.match(told["path"].strip("“「\"'"))):
        return None
    if known and step is not None and step is not Step.CHAT:
        return Finding(*match.span(), step, words.INSTEAD[step])
    if not is_edit and told["verb"] not in ("选择", "选"):
        return None
    return Finding(
        *match.span(), Step.CHAT, name if words.VERB_NAMES.match(name) else f"使用{name}"
    )
