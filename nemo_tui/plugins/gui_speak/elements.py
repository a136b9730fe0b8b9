"""What a screen element stands for, by its name in English or Chinese."""

import re

from nemo_tui.engine.actions import Step

_WINDOW = re.compile(
    r"\b(?:esc(?:ape)?|refresh|reload|browser|full[ -]?screen|f5|f11|minimi[sz]e|maximi[sz]e"
    r"|dismiss|cookies?|dark mode|light mode|theme|zoom(?! effect| transition|\w* filter)|scroll"
    r"|log ?(?:in|out)|sign ?(?:in|out)|pop-?ups?|dialog|notification|banner|got it|not now|close"
    r"|cancel|hide|collapse|minimap|tour|tool ?tips?|magnif\w+|ok)\b|刷新|浏览器|全屏|最小化"
    r"|最大化|弹窗|对话框|深色模式|知道了|关闭|缩放|放大镜|提示框|登录|退出|通知|收起|叉号?"
    r"|方向键|箭头键|左右键",
    re.I,
)
_EXPORT = re.compile(
    r"\b(?:(?:create|make) (?:mp4|movie|video|film)|(?:deliver|output) (?:tab|page|panel))\b"
    r"|[⬇⤓💾]|\b(?:export|download|render|save(?! the date)|share|get video|finish)\w*\b|导出"
    r"|汇出|储存|下载"
    r"|渲染|保存|输出|[出取]片|生成(?:视频|成片|影片|文件)|[另留]存|存[到至为入]|交付|压制|分享",
    re.I,
)
_CREDITS = re.compile(
    r"\b(?:billing|account|credits?|plans?|usage|wallet"
    r"|(?<!white )(?<!color )(?<!colour )(?<!stereo )balance(?! (?:it|them|the|both)\b)"
    r"|subscriptions?|pricing|payments?|top[ -]?up|points (?:page|screen|tab|menu|meter|counter)"
    r"|profile|avatar|piggy[ -]?bank|coins?|gems?|diamonds?|tokens?)\b|头像|用户名|昵称|金币|钻石"
    r"|账户|帐户|账号|帐号|账单|积分|余额|充值|套餐|订阅|会员|个人中心|个人主页|额度|钱包|用量",
    re.I,
)
_UPLOAD = re.compile(
    r"📎|\b(?:upload\w*|import|attach\w*|paper ?clip|browse|choose files?|select files?"
    r"|new (?:asset|file)|replace file|my files|add (?:media|audio|files?|clips?|videos?|photos?"
    r"|images?|footage|music file|sound|material)|plus(?: (?:sign|icon|button|symbol))|new media"
    r"|drop zone)\b|^(?:the )?\W*[+＋]\W*(?:button|icon|sign|按钮|号|图标)?\W*$|上传|导入"
    r"|添加(?:素材|音频|媒体|视频|图片|照片|文件)|回形针|曲别针|选择文件|加号|新增素材",
    re.I,
)
_STATE_NAME = re.compile(
    r"\b(?:timeline|previews?|play(?:back|er)?|storyboard|media|librar(?:y|ies)|layers?|projects?"
    r"|history|tracks?|overview|assets?|clips? list|bin|dashboard|activity|status|progress"
    r"|renders?|queue|jobs?|tasks?|viewer|monitor|outline|versions?|space(?: ?bar)?)\b|时间线"
    r"|时间轴|预览|播放|故事板|素材库|素材|媒体|图层|项目|工程|历史|轨道|总览|概览|进度|任务|列表"
    r"|版本|空格键|分镜",
    re.I,
)
_STATE_PLACE = re.compile(
    r"\b(?:panels?|tabs?|pages?|sidebar|side bar|panes?|windows?|sections?|workspace"
    r"|storyboard|views?|inspector|screens?|drawer|area|list)\b"
    r"|面板|页签|标签|选项卡|页面|界面|窗口|侧边栏|侧栏|视图|工作区|板块|栏目|栏",
    re.I,
)
_CONFIRM = re.compile(
    r"(?:the )?\W*(?:ok|okay|yes|stay|accept|allow|done|confirm|continue|next|got it|enter|return"
    r"|start|begin|go|开始|确定|确认|好的?|是|继续|下一步|知道了|完成)\W*(?: ?(?:button|key|按钮"
    r"|键))?",
    re.I,
)
_SHORTCUT = re.compile(
    r"(?:ctrl|cmd|command|control|strg|⌘|shift|alt)\b(?: ?[+-] ?(?:shift"
    r"|alt))* ?[+-]? ?(?P<key>\w)$",
    re.I,
)
_SHORTCUTS = {
    "e": "export",
    "s": "save",
    "r": "render",
    "o": "upload",
    "i": "import",
    "z": "undo",
    "y": "redo",
    "b": "split",
}


def by_key(element: str) -> str:
    """What a shortcut is for ("Ctrl+Z": "undo"); any other name as it is."""
    shortcut = _SHORTCUT.search(element)
    return _SHORTCUTS.get(shortcut.group("key").lower(), element) if shortcut else element


def step_for(element: str, opens: bool = False) -> tuple[Step | None, bool]:
    """The step that an element stands for, and whether it is known; None: the window only."""
    element = by_key(element)
    if _CONFIRM.fullmatch(element):
        return None, True
    if _CREDITS.search(element) and not re.search(r"\b(?:roll|closing|end)\b|片尾", element, re.I):
        return Step.CREDITS, True
    if _UPLOAD.search(element):
        return Step.UPLOAD, True
    if _EXPORT.search(element) and not re.search(r"字幕样式|队列|进度|记录", element):
        return Step.EXPORT, True
    if _WINDOW.search(element):
        return None, True
    if opens or _STATE_PLACE.search(element):
        return Step.STATE, True
    if re.search(
        r"[▶►⏵]|\b(?:play|preview|pause|compare|space(?: ?bar)?|timeline|storyboard|history"
        r"|versions)\b|播放|预览|历史|版本|时间线|时间轴|故事板|素材库|媒体库|空格|铃铛",
        element,
        re.I,
    ):
        return Step.STATE, True
    return Step.CHAT, False


def names_a_place(element: str) -> bool:
    """Whether a bare name ("Media", "Billing") is that of a panel or page."""
    return any(
        p.search(element) for p in (_STATE_NAME, _CREDITS, _EXPORT, _UPLOAD, _STATE_PLACE)
    ) or bool(
        re.search(
            r"\b(?:settings|effects?|filters?|audio|text|captions?|subtitles?|transitions?"
            r"|templates?|colou?rs?|properties|help|file|edit|brand kit|elements?|stickers?|music"
            r"|stock|adjustments?|mixer)\b",
            element,
            re.I,
        )
    )
