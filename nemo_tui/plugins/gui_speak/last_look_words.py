"""What the last look knows of screens, deeds and what stays, as patterns."""

import re

from nemo_tui.plugins.gui_speak.chinese_words import NO_DEED
from nemo_tui.plugins.gui_speak.markup import QUOTE

LABEL = rf"(?:{QUOTE}{{1,24}}(?!{QUOTE})|[A-Z][\w+&-]*(?: [A-Z][\w+&-]*){{0,2}})"
ARROW = r" ?(?:→|->|>|›|»|＞) ?"
KEY = (
    r"(?<![A-Za-z])(?:(?:Ctrl|Cmd|Command|Shift|Alt|⌘)(?: ?[+-] ?\w+)+|Esc(?:ape)?(?= (?:key"
    r"|brings|takes|gets|closes|lets|leaves|will)\b)|F\d{1,2})(?!\w)"
)
SURE = (
    r"(?:buttons?|icons?|tabs?|toolbar|top bar|menu bar|side ?bar|drop-?downs?|sliders?|pop-?ups?"
    r"|check ?box(?:es)?|toggles?|Download arrow)\b"
)
# "Export in the toolbar", but not "the Export sound" nor "the word Export".
KNOWN = (
    r"(?<!word )(?:Export|Download|Upload|Import|Render|Billing|Preview|Timeline|Storyboard)\b"
    r"(?! (?!(?:in|at|on|from|via|up|now|to|when|if|and|or|is|page|next|again|once|here|for)\b)\w)"
)
SCREEN = (
    rf"(?P<path>{LABEL}(?:{ARROW}{LABEL})+)|(?P<key>{KEY})"
    rf"|(?P<name>{LABEL}) (?:{SURE}|(?:panel|menu|switch|knob|dial|key|page|option|entry)\b)"
    rf"|(?i:the|your|that) (?P<thing>(?:[\w-]+ ){{0,3}}?{SURE})|(?P<known>{KNOWN})"
)
HANDLE = (
    r"(?i:click|tap|press|hit|push|punch|mash|smash|poke|flip|toggle|tick|swipe|pinch|drag|pull"
    r"|grab|nudge|choose|pick|select|go|head|hop|jump|proceed|navigate|open|bring up|reach|look"
    r"|visit|expand|scroll|hover|x out|close|dismiss|give|have a (?:peek|look)"
    r"|make your way)"
)
# Any other deed, where what follows is an element beyond doubt.
DEED = (
    r"(?i:(?!(?:keep|leave|see|hear|notice|say|tell|send|name|watch|read|think|imagine|show|note"
    r"|find|put|let|check|like|prefer|want|mind|do|where|what|why|how|who|which|as|while"
    r"|before|after|near|under|behind|into|than|around|inside|between|with|from|when|if|and|or|to|on|in|at|it|of|for|by|the|you)\b)[a-z]+"
    r"(?<!ed)(?<!ing)(?<!s))"
)
LEAD = (
    r"\W*(?:(?i:please|just|simply|now|then|first|next|so|and|but|also|or|finally|kindly|go ahead"
    r"|(?:would|could|can|will) you|your turn|up top|it's)(?: ?[,:])? ?)*"
)
CLICK = r"(?i:click|tap|press|push|swipe|keystroke|nudge|poke)"
TOLD_EN = re.compile(
    rf"{LEAD}(?:{HANDLE}(?![-\w])|(?P<deed>{DEED}(?: over| down| up)? (?:the|that|to|your)\b))"
    r"|.*?\b(?i:you(?:'ll|'d)?(?: (?:can|could|may|should|must|will|need|have|want|just|only|now"
    rf"|still|be|best|off|then|simply|to|do|is))+) (?:{HANDLE}|{CLICK}ing|hitting|find yourself"
    rf"|(?P<did>{DEED}))\b"
    rf"|.*?\b(?i:your (?:(?:first|next|last|final|only|remaining) )?(?:{CLICK}|move|stop|step|turn"
    r"|cursor|mouse|destination)|(?:what )?(?:remains|is left)(?: for you)?"
    rf" is|all you need is|you're looking for|it (?:only )?takes (?:an?|just|only|one|two))\b"
    rf"|{LEAD}(?i:an?|the|one|two|three)(?: [\w-]+)? {CLICK}(?:e?s)? (?:on|of)\b"
)
# "The Speed menu is your friend", "Esc brings you back": the element is what is spoken of.
TOPIC = re.compile(
    r"(?:[^,;:.]{0,40} | ?)(?:is|are) (?:what|where) you\b|[^,;:.]{0,40} (?:is|are) (?:the (?:one"
    r"|button|place|key)\b|your|yours|there for)\b| "
    r"(?:sits?|lives?|waits|hides) (?:in|on|at|under) the"
    r" (?:[\w-]+ ){0,2}(?:panel|tab|top bar|menu|toolbar|sidebar)$"
    r"|[^,;:.]{0,40} (?:that|which) you (?:can|should|need|must|may)\b(?! have| see)"
    r"| (?:will )?(?:takes?|brings?|gets?|lets?) you\b"
)
GESTURE = re.compile(
    rf"{LEAD}(?i:swipe (?:left|right|up|down)|long-press|double-tap|tap and hold|x out"
    rf"|give (?:it|that) (?:an?|one) (?:\w+ )?{CLICK}"
    rf"|(?:switch|turn|flip) it (?:on|off)$|out with (?:ctrl|cmd)"
    rf"|(?:hit|{CLICK})(?: on)? (?:it|that|this)(?: once| twice| now)?$)(?!\w)"
)
BEYOND = re.compile(
    r" (?:to|so|if|when|once|for|because|and|whenever|as soon as|until) (?!the\b|it\b)"
)
STAYS_EN = re.compile(
    r"\d:\d\d|\b(?:scenes?|shots?|recording|footage|voice-?over|tutorial|frame|screencast|say"
    r"|tell me|send me|was|were|did|had|i|we|my|(?<!be )(?:clicked|pressed)|wanted|asked"
    r"|shown|visible|narrator|viewers?|users?|people|customers?|audience|he|she|they|who)\b",
    re.I,
)
NEAR = re.compile(
    r"(?:\b(?:the|that|your)(?: (?:big|small|green|blue|red|little))*|^pop over to) $", re.I
)
AFTER = re.compile(r"$| (?:up|down|now|once|twice|please|to|for|a notch|(?:in|at|on) the)\b")
YOU = re.compile(r"\byour?\b", re.I)
# "I opened it and": the clause after it has the same subject.
GOES_ON = re.compile(r"[,;:.!?]")
NAME_ZH = rf"(?:{QUOTE}{{1,16}}(?!{QUOTE})|[\u4e00-\u9fff]{{2,4}}|MP4|[A-Z]\w+)"
SURE_ZH = (
    r"(?:按钮|图标|下拉菜单|菜单栏|工具栏|顶栏|[左右][上下]角(?!那)|滑[杆块]|旋钮|鼠标|面板|[复上输][选传入]框|弹窗"
    r"|页签|选项卡|回形针|下载箭头|控制点|下载图标|侧栏|空格键?)(?!的(?!\ue000))"
)
SCREEN_ZH = (
    rf"(?P<path>{NAME_ZH}(?:{ARROW}{NAME_ZH})+)|(?P<key>{KEY})"
    rf"|(?P<name>{QUOTE}{{1,16}}(?!{QUOTE})) ?(?:{SURE_ZH}|菜单|面板|开关|那个框|键|钮|页)"
    rf"|(?P<thing>(?:旋转|音量|导出|下载|上传)?{SURE_ZH}(?!{QUOTE}|的{QUOTE}))"
    rf"|(?P<known>{QUOTE}{{1,16}}(?!{QUOTE}))"
)
HANDLE_ZH = (
    rf"{NO_DEED}(?:点|按(?![钮您你])|敲|戳|拖|拉|拽|推"
    r"|拨|勾|滑(?![杆块动])|捏|选(?!项)|挑|去(?![掉年])|进(?![站场度展])"
    r"|移步|展开|打开|执行|走起|瞅|瞧|丢|甩|扔|动动|拧|[单点]击|到(?=[工顶菜侧])|找到|试试|看看|拍下|按下|Ctrl|Cmd)"
)
TOLD_ZH = re.compile(
    r"(?:.*(?:请|麻烦|劳驾|轮到|只差|剩下的|接下来|下一步|[您你](?:可以|需要|得|要做|该|去|这边|把|点|只管|看看|不妨)"
    r"|[您你]的(?:下一|最后一)[次步]|可以)"
    rf".{{0,40}}?{HANDLE_ZH}|\W*(?:先|再|就|只要)?(?:{HANDLE_ZH}|把[^，]{{0,6}}(?:旋钮|滑[杆块]))|.*{HANDLE_ZH}[一两]下|.*{HANDLE_ZH}掉?"
    r"(?:就行|即可|就好)|.*的话就)"
)
TOPIC_ZH = re.compile(
    r"就是[您你](?:要|找|需要)|能[让带帮][您你]|帮得上忙|走起|等着?[您你]|就是干这个|[您你](?:只要|要找的|第一站)|(?:按钮|图标|箭头)就行|开关在.{1,8}(?:面板|栏|菜单)|[您你]的(?:下一|最后一)[次步]"
)
GESTURE_ZH = re.compile(
    r"\W*(?:请|再|先)?(?:[左右上下]滑|双指捏合|捏合|双击|长按)"
    r"(?:它|这|那|第|片段|时间线|轨道|素材|空白)[^的]*$|\W*(?:请|再|先)?在[^的]{1,8}上[左右上下]滑$"
    r"|\W*[您你请]?(?:点|按|敲|戳|拍)[一两]下$|\W*把它(?:打开|关掉|按下)$"
    r"|\W*(?:请|可以?)?双击[^的]{1,6}(?:修改|编辑|改名)$"
)
STAYS_ZH = re.compile(
    r"\d:\d\d|(?<!给)我(?!建议|推荐)|已|刚|被|录屏|镜头|场景|一幕|片[中里]|画面|比较|[很太最]|放在|个字|字样|旁白|水印|台标|标题|选.{1,8}或|说的|说一声|说\ue000|告诉|回复|决定"
    r"|[点按选拖拉移戳敲动开](?:了|过(?![去来]))|吗|怎么|如何|观众|用户|主持人|演员"
    # Nobody is asked to do anything, and nothing of a screen is named that is no word of films too.
    rf"|^(?=.*[\u4e00-\u9fff])(?!.*(?:(?<!有)点|[按选拖拉推调拨勾敲戳拽捏滑双击触挑翻拧瞄瞧扫看听查找传存导进到去切用把将移补交填撑浮]|打开"
    rf"|展开|下载|启用|右键|请|[您你]|可以|确认|预览|按钮|图标|菜单|面板|栏里|抽屉|工具[箱条]|过目|那里有|{QUOTE}))"
)
# What names a screen in the rest of a clause that the rules found something in.
REST_ZH = re.compile(
    r"按[钮键]|图标|菜单|面板|弹窗|窗格|对话框|页签|标签页|选项卡|[顶底侧边]栏|工具栏|栏里|抽屉|入口|下拉|滑[块杆]"
    r"|旋钮|开关|[勾入索线本]框|箭头|加号|回形针|夹子|小三角|铃铛|齿轮|云朵|界面|色盘|标尺|光标|鼠标"
    rf"|方块|圆钮|敲|戳|摁|勾上|点 ?[A-Z]|拽|点[一开选击▶]|按[下住一]|[单双]击|唤起|呼出"
    rf"|{QUOTE}一?[页栏项]|那一[页栏项]"
)
REST_EN = re.compile(
    r"\b(?:button|icon|tab|panel|menu(?: bar)?|slider|toggle|check ?box|drop-?down|toolbar"
    r"|side ?bar|pop-?up|dialog|(?:message|input|search) (?:field|box)|tile|chip|pill|flyout"
    r"|shelf|dock|lane|rail|mouse|cursor|keyboard|knob|fader|dial|symbol|click|tap|press"
    r"|right-click|double-click|arrow|plus sign|tool ?tip)s?\b",
    re.I,
)
# A finding that ends within what it names: "栏|最末的", "里|的上传按钮".
TORN_ZH = re.compile(r"(?:里面?|中|上|内)?的|[栏区条框签头央旁]")
CLAUSE = re.compile(
    r"[^\s,;:.!?，；：。！？—–()（）](?:(?! and )[^,;:.!?，；：。！？—–()（）]|[:.,](?=\d))*"
)
# "Your turn: the Export button": the name is enough.
NOW = re.compile(
    r"\b(?:your turn|over to you|up top|(?:top|bottom) (?:left|right)|up to you"
    r"|one click away[^:]*|keyboard|stop|next|now|remains|left)\W*"
    r"(?:top right\W*)?$",
    re.I,
)
WHERE = re.compile(
    r"(?:up |down |over )?(?:in|at|on) (?:the|your) [\w -]{0,30}(?:corner|side|bar|header|menu)"
    rf"|{QUOTE}+(?:按钮|图标)(?:就?在|位于).{{1,10}}"
)
THING = re.compile(r"\b(?:clip|track|caption|scene|layer) \d+|第\d+[段轨条个层]|片段\d+")


ENGLISH, CHINESE = re.compile(SCREEN), re.compile(SCREEN_ZH)
BARE = re.compile(rf"{LEAD}(?:{SCREEN})\W*")
BARE_ZH = re.compile(
    rf"\W*(?:先|后|再|然后){QUOTE}+(?:按钮|键|图标)\W*|{NAME_ZH}(?:{ARROW}{NAME_ZH})+\W*"
    rf"|(?:键盘上?)?{KEY}\W*"
)
RIGHT_BEFORE = re.compile(r"(?:点|按|敲|戳|勾)(?:一?下|上|击)?$")
