"""GUI talk in Chinese: where it is, what it asks for, and the same without a screen."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

_PLACE = (
    r"(?:[\u4e00-\u9fff]{1,6}?(?:旁边|旁|左边|右边|左侧|右侧|下方|上方|下面|上面)的|(?:在"
    r"|位于)?(?:页面|屏幕|界面|窗口|画面|编辑器|工具栏|菜单栏|侧边栏|侧栏|时间线|时间轴"
    r"|面板|预览窗口?|播放器|顶部|底部|左侧|右侧|左边|右边|左上角|右上角|左下角|右下角"
    r"|左上方|右上方|左下方|右下方|上方|下方|上面|下面|中间|旁边|左上|右上|左下|右下"
    r"|最右边|最左边|角落?|角|顶栏|菜单|属性栏|片段)+"
    r"(?:的?(?:顶部|底部|左侧|右侧|左边|右边|上方|下方|中间|旁边|左上角?|右上角?|左下角?"
    r"|右下角?|左上方|右上方|左下方|右下方|里面?|中|上|内))*的?(?:那个|那枚|那颗)?)"
)
_COLOUR = r"(?:(?:蓝色|红色|绿色|橙色|黄色|白色|灰色|紫色|小|大|圆形|那个|那枚|这个)的?)*"
_NOUN = (
    r"(?:按钮|按键|图标|选项卡|选项|开关|菜单项|菜单|面板|页签|标签页|标签|滑块|滑杆"
    r"|复选框|下拉框|下拉菜单|弹窗|对话框|窗口|页面|界面|键|条目|一项|项|入口|卡片|缩略图"
    r"|工具)"
)
_KNOWN = (
    r"(?:导出|下载|渲染|保存|上传|导入|播放|预览|分割|撤销|重做|静音|删除|裁剪|旋转"
    r"|自动字幕|添加素材|添加音频|添加媒体|降噪|回形针|确定|应用|生成|倒放|变速|滤镜|字幕"
    r"|充值|刷新|空格|头像|加号|齿轮|三个点|个人中心|账单|帮助)"
)
_LATIN = r"(?:[A-Za-z+][\w+ >→&/-]*[\w+]|[A-Za-z+]+|F\d+)"
_PATH = (
    r"(?:[\u4e00-\u9fffA-Za-z]{1,6}(?: ?(?:→|>|＞|->|») ?"
    rf"(?:[\u4e00-\u9fffA-Za-z]{{1,6}}|{QUOTE}+))+)"
)
_LABEL = rf"(?:{_PATH}|{QUOTE}+号?(?: ?(?:→|>|-|、) ?{QUOTE}+)*|{_KNOWN}|{_LATIN})"
_WORD = r"(?:(?!把|将|然后|并|再|和|跟|接着)[\u4e00-\u9fff+])"
_ELEMENT = (
    rf"(?:{_PLACE}?{_COLOUR}{_LABEL}(?:{_NOUN})?"
    rf"|{_PLACE}?{_COLOUR}(?:{_WORD}{{1,6}}?(?={_NOUN}))?{_NOUN})"
)
_SCREEN = (
    r"(?:面板|页签|标签页?|选项卡|页面|页|菜单|界面|窗口|窗|栏|设置|中心|时间线|时间轴"
    r"|故事板|素材库|媒体库|库|列表|抽屉|账单|账户|视图)"
)
_VERB = re.compile(
    r"(?P<press>鼠标右键(?:点击|单击)|右键(?:点击|单击|点)?|右击|左键点击|双击|单击|点击"
    r"|点按|点选|点一下|点一点|点下|点开|轻触|轻点|触碰|按一下|按下|按住|长按|勾选"
    r"|取消勾选|戳一下|点|按)(?!了|率|量|数|钮|键|图标|赞|评|播|缀|照|顺序|您|你|原|时|拍"
    r"|要求|比例|心|亮|子|名|明|缩略)"
    r"|(?P<pick>选择|选中|选取|启用|开启|使用|利用|用|通过|借助)(?!了|过|的是)"
    r"|(?P<open>打开|进入|前往|切换到|切换至|切到|转到|跳转到|跳到|移步|展开|点进|访问"
    r"|来到|回到|查看|看看?|到|去|在|从)(?!了|来|场|场景|过)"
    r"|(?P<drag>拖拽|拖动|拖放|拖到|拖至|拖进|拖入|拖回|拖出|拖曳"
    r"|拖(?!延|累|欠|沓|鞋|把|车|地|网|长音)(?=[\u4e00-\u9fff]*?(?:滑块|边缘|手柄|到))|拉动|滑动"
    r"|(?:拉|推|调|拨|滑)[到至]"
    r"|(?<=[左右上下])[拉拖移推调拨]|拉(?=[\u4e00-\u9fff]*?(?:滑块|边缘|手柄|把手)))"
    r"|(?P<window>刷新|重新加载|关闭|关掉|最小化|最大化|收起|全屏|滚动|放大|缩小|缩放|重启"
    r"|退出|登录|重新登录|清除)(?!了)"
    r"|(?P<turned>把|将)"
    r"|(?P<show>预览|试播|回放|播放|观看)(?!了|量)"
)
_OTHERS = re.compile(
    r"(?:观众|用户|主角|他|她|他们|手指|演员|模特|人物|顾客|粉丝|我(?!建议|推荐)|我们|孩子"
    r"|妈妈|男孩|女孩|客户|主持人)[^，。；：！？您你]*$"
)
_ADDRESSED = re.compile(
    r"请|您|你|可以|可|就|再|先|然后|只需|只要|时|后|的话|并|去|来|也|直接|现在|如果|若|要"
    r"|想|把|将|在|到|通过|用|从|与|即|便|或|随时|不妨|麻烦|能|接着|最后|还|首先|其次|满意"
    r"|需|待办|步|使用|点|选|按|开|进|完|单击|双击|欢迎|建议|推荐|记得|试试|多"
    r"|第[一二三四五六]|[a-zA-Z”」]$|里$|中$|上$"
)
_NEGATED = re.compile(
    r"(?:不要|别|请勿|勿|先别|无需|不必|不用|切勿|不需要|没必要|不能|禁止|暂勿|避免|不建议"
    r"|无须|不可)[^，。；：！？、请您]{0,5}$"
)
_REPORTED = re.compile(r"(?:已|已经|刚才?|我已|我|系统|自动|被|为您|帮您|替您)$")
_INSTEAD = {
    Step.EXPORT: "导出",
    Step.STATE: "看看时间线",
    Step.CREDITS: "查一下积分",
    Step.UPLOAD: "把素材发给我",
}
_VERB_NAMES = re.compile(
    r"^(?:分割|撤销|重做|静音|取消静音|删除|裁剪|旋转|复制|倒放|反转|翻转|镜像|合并|降噪"
    r"|替换|对齐|锁定|添加|生成|去除|移除|调整|自动|变速|加速|定格|提取|分离|识别|恢复"
    r"|还原)"
)
_DRAG_STOP = re.compile(
    r"[，。；：！？、（）]|然后|接着|并点击|再点击|再(?=点|按|选)|因为|直到(?=$)"
)
_OWN_FILES = re.compile(
    r"(?:把|将)(?:图片|照片|视频文件|素材|录音|音频|logo|它们)|(?:您|你"
    r"|自己)的?(?:[\u4e00-\u9fff]{0,4})?(?:素材|文件|视频|照片|图片|录音|音乐|原片|歌)"
    r"|(?:新|更多|其他|别的|本地)的?(?:素材|文件|视频|照片|图片)|文件"
)
_DROP_PLACE = re.compile(
    r"素材区|媒体区|窗口|这里|此处|页面|上传|面板|聊天|素材库|媒体库|浏览器|虚线框|框|区域|对话"
)
_MEDIA_PLACE = re.compile(
    rf"(?:到|进|入|至)?{_PLACE}?(?:的)?(?:素材|媒体|上传|导入)(?:面板|区域?|库|框|栏|窗口|页面)"
)
_PREVIEW_BEFORE = re.compile(
    r"(?:请|先|您|你|可以|可|就|再|也|都|随时|直接|都可以)*(?:在|到|去|通过|用|从"
    r"|于)?(?:下方的?|右侧的?|上方的?|左侧的?)?(?:时间线|时间轴|预览窗口?|预览面板|播放器"
    r"|预览区域?|预览框|预览画面|监视器|画布)(?:里面?|中|上|内)?(?:先|再|整体|完整|从头"
    r"|逐段|快速|重新|先行)*(?:预览|查看|看看?|播放|回放|检查|观看|试看|浏览|确认"
    r"|过)(?!到)(?:一下|一遍|一看|下|效果|成片|整体|完整|新的?|最终"
    r"|[\u4e00-\u9fff]{0,4}效果)*"
)
_CREDIT_PAGE = re.compile(
    r"(?:在|到|去|前往|进入|打开|进|点开|查看|看一?下?|访问)?(?:[“「\"]?(?:我的|个人|您的"
    r"|账户|账号|帐户|帐号|会员|设置)?(?: ?(?:→|>|-|里的?|的|中的?) ?)?[”」\"]?)*(?:账户"
    r"|账号|帐户|帐号|账单|个人中心|会员中心|订阅|套餐|积分|余额|用量|计费|充值"
    r"|钱包)(?:与账单|和账单|与积分|和积分)?[”」\"]?(?:页面|中心|页|面板|设置|明细|栏目?|信息"
    r"|管理)?(?:里面?|中|上|内)?(?:查看|查询|查一?下?|查|看看?一?下?|确认一?下?"
    r"|核对一?下?)?(?:(?:一下|还|剩余|剩|有|多少|当前|您的|你的|的|自己)*(?:积分|余额|额度"
    r"|点数|用量)?(?:还剩多少|剩多少|够不够|明细)?)?"
)
_WINDOW_OBJECT = re.compile(
    r"(?:一下|掉)?(?:这个|该|当前|整个|您的|你的|掉"
    r"|一下)?(?:浏览器)?(?:的)?[\u4e00-\u9fff]{0,4}?(?:页面|网页|浏览器|弹窗|对话框|窗口"
    r"|提示框?|面板|视图|界面|画布|时间线|时间轴|预览窗?口?|缓存|侧边栏|通知|缩略图"
    r"|播放器)(?:的?显示|比例|视图)?(?:一下)?"
)


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in a Chinese sentence, in order."""
    found: list[Finding] = []
    for match in _VERB.finditer(sentence.masked):
        if found and match.start() < found[-1].end:
            continue
        finding = _at(sentence, match)
        if finding and found and finding.start < found[-1].end and not found[-1].instead:
            found.pop()
        if finding and not (found and finding.start < found[-1].end):
            found.append(finding)
    return found


def _at(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    before = sentence.masked[: match.start()]
    negated = bool(_NEGATED.search(before))
    clause = re.split(r"[，。；：！？、,;:（(—→|]|\s-\s", before)[-1].strip(
        " *_#>-•0123456789.)✅👉"
    )
    if clause and not negated and not (_ADDRESSED.search(clause) or _TOPIC.fullmatch(clause)):
        return None
    if not negated and (_OTHERS.search(before) or _REPORTED.search(before)):
        return None
    for look in _LOOKS[match.lastgroup or ""]:
        finding = look(sentence, match.start(), match.end(), match.group())
        if finding:
            finding = _with_place(sentence, finding)
            return _negate(sentence, finding) if negated else finding
    return None


def _negate(sentence: Sentence, finding: Finding) -> Finding:
    """The same left undone; what was not to be moved goes with the moving."""
    moved = _MOVED_THING.match(sentence.masked, finding.end)
    end = moved.end() if moved and finding.step is Step.CHAT else finding.end
    return Finding(finding.start, end, finding.step, finding.instead, negated=True)


_MOVED_THING = re.compile(r"[\u4e00-\u9fff]{1,8}(?=[，。；！、]|$)")
_PLACE_BEFORE = re.compile(rf"(?:在|到|从){_PLACE}(?:处|找到|里|中)?(?:先|再|直接)?$")


def _with_place(sentence: Sentence, finding: Finding) -> Finding:
    """ "在左下角点击导出": the place goes with the click."""
    if finding.step is Step.STATE:
        return finding
    place = _PLACE_BEFORE.search(sentence.masked[: finding.start])
    return replace(finding, start=place.start()) if place else finding


_PRESSED = re.compile(rf"(?:一下|下|住)?(?P<what>{_ELEMENT})")
_NAMED = re.compile(
    rf"(?P<what>(?:{_PLACE}?{_COLOUR}(?:{_LABEL}|{_WORD}{{1,8}}?(?={_NOUN}))?{_NOUN}))"
)
_LABELLED = re.compile(rf"(?P<what>{_PLACE}?{_COLOUR}(?:{QUOTE}+|{_KNOWN})(?:{_NOUN})?)")
_OPENED = re.compile(
    rf"(?P<what>(?:{_PLACE})?(?:{_LABEL}|[\u4e00-\u9fffA-Za-z+ ]{{1,8}}?)?{_SCREEN})"
)
_OBJECT = re.compile(
    r"(?:一下|下)?(?P<what>(?:它们?|全部|这些|[这那]一?[帧段个条句张]"
    r"|第[一二三四五六七八九十\d]+[个段条]|这段|那段|该|这个"
    r"|要[\u4e00-\u9fff]{1,4}的)?(?:片段|素材|视频|标题|字幕|图层|音轨|轨道|镜头|文字|照片"
    r"|[\u4e00-\u9fff]{2,4}片段)|它们?|全部|[这那]一?[帧段句条])"
)


def _press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if verb in ("按住", "长按") and _HELD.match(sentence.masked, end):
        return Finding(start, end, None, "把", carries=True)
    match = _PRESSED.match(sentence.masked, end)
    if (
        not match
        and verb in _CLICKS
        and not _OBJECT.match(sentence.masked, end)
        and not _ACTORS.search(sentence.masked[:start])
    ):
        match = _UNKNOWN.match(sentence.masked, end)
    if match and verb in ("点", "按") and not _is_plain_element(match.group("what")):
        match = None
    if not match and verb not in ("点", "按"):
        object_ = _OBJECT.match(sentence.masked, end)
        if object_:
            return Finding(start, object_.end(), None, "", carries=True)
    if not match:
        return None
    if verb.startswith(("右", "双", "鼠标")) and not re.search(r"按钮|图标", match.group()):
        return Finding(start, match.end(), None, "", carries=True)
    return _worked(sentence, start, match)


_HELD = re.compile(r"(?!鼠标)[^，。；：]{1,12}?，?(?:并|再|然后)?(?:向|往)?[左右上下前后]?[拖拉]")
_ACTORS = re.compile(
    r"(?:观众|用户|主角|他|她|手指|演员|模特|人物|顾客|粉丝|孩子|妈妈|男孩|女孩|客户|主持人)"
    r"[^。；：！？您你请]*$"
)
_CLICKS = frozenset(("点击", "单击", "点按", "点选", "轻触", "轻点", "点一下", "按下", "点开"))
_UNKNOWN = re.compile(
    rf"(?:一下)?(?P<what>{_PLACE}?{_COLOUR}(?!链接|网址|关注|屏幕|快门|二维码)"
    r"[\u4e00-\u9fff]{2,6}?)(?=即可|就|来|以|后|进入?|打开|选|查看|找到|切换|保存|下载|完成|开始"
    r"|[，。；：！、）]|$)"
)
_TURNED = re.compile(
    rf"(?:{_PLACE}的?)?(?P<what>(?:{_LABEL}|[\u4e00-\u9fff]{{1,6}}?)(?:这个|那个)?{_NOUN}|{QUOTE}+)"
    r"(?:都|也)?(?P<how>打开|开启|启用|勾上|勾选上?|选上|点亮|点开|展开|关闭|关掉|关上|取消勾选"
    r"|取消|点一下|按一下|点击一下|按下)"
)


def _turned(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "把“降噪”开关打开": the element named before what is done to it."""
    match = _TURNED.match(sentence.masked, end)
    if not match or LINK in match.group():
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, known = step_for(what)
    if not known:
        name = _change(what).removeprefix("使用")
        off = match.group("how").startswith(("关", "取消"))
        return Finding(start, match.end(), Step.CHAT, f"{'关闭' if off else '打开'}{name}")
    return Finding(start, match.end(), step, _INSTEAD.get(step, "") if step else "")


_TOPIC_VERBS = frozenset(
    ("点一下", "按一下", "点开", "点一点", "关掉", "关闭", "收起", "刷新", "最小化", "最大化")
)
_TOPIC = re.compile(
    rf"(?:这个|那个|该|那|这)?(?P<what>{_PLACE}?(?:{QUOTE}+{_NOUN}?|{_KNOWN}{_NOUN}"
    r"|[\u4e00-\u9fff]{0,4}?弹窗|[\u4e00-\u9fff]{0,2}提示框|提示|[\u4e00-\u9fff]{0,4}对话框|横幅"
    r"|通知|侧边栏|[\u4e00-\u9fff]{0,4}窗口|页面|网页))(?:您|可以|直接|先|就|也|请)*$"
)


def _topic(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "提示框关掉就行": the element comes first, as what is spoken of."""
    if verb not in _TOPIC_VERBS:
        return None
    match = _TOPIC.search(sentence.masked[:start])
    if not match or LINK in match.group():
        return None
    step, _ = step_for(sentence.plain[match.start("what") : match.end("what")])
    if verb[0] in "关收刷最":
        step = None
    return Finding(match.start(), end, step, _INSTEAD.get(step, "") if step else "")


def _is_plain_element(what: str) -> bool:
    return bool(re.search(rf"{QUOTE}|{_NOUN}$|^{_KNOWN}$|^F\d", what)) and not what.startswith(
        "格式"
    )


def _pick(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _NAMED.match(sentence.masked, end)
    if not match and verb in ("选择", "选中", "选取", "启用", "开启"):
        match = _LABELLED.match(sentence.masked, end)
    if not match and verb in ("通过", "使用", "利用", "用", "借助"):
        match = _BY_NAME.match(sentence.masked, end)
        named = sentence.plain[match.start("what") : match.end("what")] if match else ""
        match = match if step_for(named)[1] else None
    if match and not _is_content(sentence, match):
        return _worked(sentence, start, match)
    if verb in ("选中", "选择", "选取"):
        object_ = _OBJECT.match(sentence.masked, end)
        if object_ and re.match(
            r"[，,]?(?:然后|再|并|后|之后|，)?(?:点|按|单|拖|选|轻)",
            sentence.masked[object_.end() :],
        ):
            return Finding(start, object_.end(), None, "", carries=True)
    return None


def _is_content(sentence: Sentence, match: re.Match[str]) -> bool:
    what = match.group("what")
    return what.endswith(("工具", "项", "界面", "画面")) and QUOTE not in what


def _worked(sentence: Sentence, start: int, match: re.Match[str]) -> Finding | None:
    if LINK in match.group():
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, _ = step_for(re.sub(rf"^{_PLACE}", "", what) or what)
    if step is Step.CHAT:
        return Finding(start, match.end(), step, _change(what))
    return Finding(start, match.end(), step, _INSTEAD.get(step, "") if step else "")


def _change(what: str) -> str:
    name = re.sub(rf"^{_PLACE}", "", what)
    name = re.sub(rf"{_NOUN}+$", "", name)
    name = re.sub(rf"^{_COLOUR}", "", name).strip("“”「」『』\"' 的")
    if not name:
        return "改一下"
    return name if _VERB_NAMES.match(name) else f"使用{name}"


def _open(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    for look in (_preview, _credits):
        finding = look(sentence, start, end, verb)
        if finding:
            return finding
    panel = _in_panel(sentence, start)
    if panel:
        return panel
    match = _OPENED.match(sentence.masked, end) or _opened_by_name(sentence, end)
    if not match or verb in ("在", "看", "看看", "用", "从"):
        return None
    if verb in ("到", "去", "回到", "查看") and not re.search(
        r"面板|页签|标签|页面|故事板|界面|素材库|媒体库", match.group()
    ):
        return None
    if re.search(r"^的|^“?我|首页海报|网页设计", match.group("what")):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, _ = step_for(what, opens=True)
    return Finding(start, match.end(), step, _INSTEAD.get(step, "") if step else "")


_BY_NAME = re.compile(rf"(?P<what>{_PLACE}?(?:{_PATH}|{QUOTE}+))")


def _opened_by_name(sentence: Sentence, end: int) -> re.Match[str] | None:
    """ "前往“文件→导出”": a name is enough where it is that of an element."""
    match = _BY_NAME.match(sentence.masked, end)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    return match if re.search("[→>＞»]", what) or step_for(what)[1] else None


_IN_PANEL = re.compile(
    rf"(?:在|从|到)(?:{QUOTE}+|[\u4e00-\u9fffA-Za-z+]{{1,8}}?)(?:面板|素材库|菜单|工具栏|属性栏"
    r"|设置|检查器|侧边栏|选项卡|页签|输入框|文本框|下拉框)(?:里面?|中|上|内)?(?:直接|再"
    r"|自行)?"
    r"(?=(?:把|将|调|改|选|换|设|加|删|增|减|降|提|输入|修改|重命名|勾|添加|关|开|拉"
    r"|编辑)(?!(?:[^，。；]*)(?:点击|单击|按下|导出|预览)))"
)


def _in_panel(sentence: Sentence, start: int) -> Finding | None:
    """ "在字幕面板里把颜色改成黄色": the change stays, the panel goes."""
    match = _IN_PANEL.match(sentence.masked, start)
    return Finding(start, match.end(), Step.CHAT, "") if match else None


def _preview(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    seen = re.compile(
        r"(?:在|从)(?:时间线|时间轴|预览窗口?|播放器)(?:里面?|中|上)?(看到|听到|看见)"
    ).match(sentence.masked, start)
    if seen:
        return Finding(start, seen.end(), Step.STATE, "在片子里" + seen.group(1))
    match = _PREVIEW_BEFORE.match(sentence.masked, start)
    if match:
        return Finding(start, match.end(), Step.STATE, _INSTEAD[Step.STATE])
    return None


def _credits(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _CREDIT_PAGE.match(sentence.plain, start)
    if match and re.search(
        r"账单|账户|账号|帐户|帐号|中心|页面|套餐|订阅|计费|钱包", match.group()
    ):
        return Finding(start, match.end(), Step.CREDITS, _INSTEAD[Step.CREDITS])
    return None


def _drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    stop = _DRAG_STOP.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    clause = re.split(r"[，。；：！？、]", sentence.plain[:start])[-1]
    whole = clause + sentence.plain[start:last]
    if _MEDIA_PLACE.match(sentence.masked, end) and not re.search(r"[\d`]", whole):
        return Finding(_object_start(sentence, start), last, Step.UPLOAD, _INSTEAD[Step.UPLOAD])
    if (_OWN_FILES.search(whole) or _OWN_FILES.search(sentence.plain)) and _DROP_PLACE.search(
        sentence.plain[end:last]
    ):
        return Finding(_object_start(sentence, start), last, Step.UPLOAD, _INSTEAD[Step.UPLOAD])
    rest = sentence.plain[end:last]
    alone = re.match(r"(?:滑块|滑杆|旋钮)，?(?:来|以)?(?=把|将|调|改)", rest)
    if alone:
        return Finding(start, end + alone.end(), Step.CHAT, "")
    if re.match(r"(?:到|至|进|入)?了", rest):
        return None
    handle = _HANDLE.search(sentence.plain[:start])
    if handle:
        return _by_handle(sentence, handle, verb, end)
    if (
        verb[0] in "拉推调拨移"
        and verb not in ("拉动", "滑动")
        and not re.search(r"滑块|滑杆|边缘|手柄|把手", rest)
    ):
        return None
    if re.search(r"滑块|滑杆|边缘|手柄|把手|边框|控制点", rest):
        return Finding(start, last, Step.CHAT, _adjusted(rest))
    moved = "移到" if verb in ("拖到", "拖至", "拖进", "拖入", "拖回") else "移动"
    target = re.match(r"(?:到|至|进|入|回)", rest)
    if target and verb in ("拖拽", "拖动", "拖放", "拖", "拖曳"):
        return Finding(start, end + target.end(), Step.CHAT, "移到")
    return Finding(start, end, Step.CHAT, moved) if rest.strip() or clause.strip() else None


_HANDLE = re.compile(
    r"(?P<edge>的?(?:[左右上下前后末]侧?|两侧|两端)?(?:边缘|手柄|把手|边框|末端"
    r"|尾端))(?P<how>[^，。；]*)$|的?(?:滑块|滑杆|旋钮|图标|卡片"
    r"|缩略图)(?P<way>[^，。；]*)$"
)


def _by_handle(sentence: Sentence, handle: re.Match[str], verb: str, end: int) -> Finding:
    """ "把亮度滑块拖到+20" is "把亮度调到+20"; an edge stands for the length."""
    target = re.match(r"[到至]", sentence.plain[end:])
    reached = "到" if target or verb[-1] in "到至" else ""
    way = handle.group("how") or handle.group("way") or ""
    what = "的长度" if handle.group("edge") else ""
    moves = "移" if "卡片" in handle.group() or "缩略图" in handle.group() else "调"
    return Finding(
        handle.start(), end + (1 if target else 0), Step.CHAT, what + way + moves + reached
    )


def _adjusted(rest: str) -> str:
    """A slider or an edge dragged, as the change it makes."""
    rest = re.sub(
        r"(?:的)?(?:左侧?|右侧?|两侧|两端|左右|上下|四周|末尾)?(?:边缘|手柄|把手|边框|控制点)",
        "的长度" if "裁" not in rest else "",
        rest,
    )
    rest = re.sub(r"滑块|滑杆", "", rest)
    return "调整" + rest


def _object_start(sentence: Sentence, start: int) -> int:
    clause = re.search(r"(?:把|将)[^，。；：！？、]*$", sentence.masked[:start])
    return clause.start() if clause else start


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if verb in ("全屏", "登录", "重新登录", "退出", "最小化", "最大化", "刷新"):
        match = _WINDOW_OBJECT.match(sentence.masked, end)
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
    match = _WINDOW_OBJECT.match(sentence.masked, end)
    return Finding(start, match.end(), None, "") if match else None


def _show(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = re.compile(
        r"(?:一下|成片|效果|整体)*[，,]?在(?:时间线|时间轴|预览窗口|播放器)(?:里|中|上)"
    ).match(sentence.masked, end)
    return Finding(start, match.end(), Step.STATE, _INSTEAD[Step.STATE]) if match else None


_LOOKS = {
    "press": (_press, _topic),
    "turned": (_turned,),
    "pick": (_pick,),
    "open": (_open,),
    "drag": (_drag,),
    "window": (_topic, _window),
    "show": (_show,),
}
