"""The English of screens: elements, places, and the verbs that work them, as patterns."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak.markup import QUOTE

NOUN = (
    r"(?:buttons?|icons?|tabs?|panels?(?! (?:(?:discussion|debate|talk|member|guest)s?|show)\b)|bin"
    r"|tray|menus?|sliders?|toggles?|switch(?:es)?"
    r"|check ?box(?:es)?|handles?|edges?|corners?|playhead"
    r"|drop-?downs?|toolbar|sidebar|side bar|menu bar|panes?|dialogs?|dialogue|pop-?ups?"
    r"|thumbnails?|cards?|counter|badge|indicator|symbol|avatar|paper ?clip|gear|three dots"
    r"|options?|entry|tools?|controls?|knob|dial|triangle|chevron|key|pages?(?! \d)|workspace"
    r"|windows?|storyboard"
    r"|inspector|timeline(?! of (?!(?:the|your|this) (?:video|film|project|draft|clip|edit)\b))"
    r"|drop zone|upload area|field|input box"
    r"|text box|search bar|arrow|marker|swatch|colou?r picker|presets?|section|screen|view"
    r"|plus sign|cog|drawer|list|filters?|effects?|feature|mode)\b"
)
NOT = (
    r"(?!(?:and|or|then|to|so|if|in|at|on|with|for|from|until|into|of|when|once|because"
    r"|but|while|before|after|under|below|above|near|beside|beneath|underneath|inside|behind"
    r"|through|via"
    r"|using|onto)\b)"
)
NAME = (
    rf"(?:{QUOTE}+(?: ?(?:→|>|›|»|->) ?(?:{QUOTE}+|[A-Z]\w+))*|(?:Add|Remove|Auto|Replace|Insert"
    rf"|New|Smart|Detach|Clear|Reset|Apply|Generate"
    rf"|Fix|Noise"
    r"|Color|Colour|Speed|Slow|Freeze|Reverse|Voice|Background|Blur|Import|Select|Copy) "
    rf"{NOT}(?!(?:now|again|twice|once|here|there|first|next|today|whenever|anytime|directly"
    rf"|afterwards"
    r"|yourself|key|button|icon|tab|panel|tool|toggle|switch|slider|menu|option)\b)[a-z]+\b"
    r"|[▶►⏵⏸⬇⤓💾📎⋮⋯☰⚙✂🗑🔊↩]️?|\+(?: ?(?!(?:to|and|or|at|in"
    r"|on|next|beside|below|above|under|near|for|if|by|with|from|of|once|when|again|now)\b)"
    rf"[A-Z]?\w+(?: [\w&]+)?)?"
    rf"|(?:[\U0001F300-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]️? ?)?[A-Z0-9][\w+&'°%-]*(?:(?: ?(?:→"
    rf"|>|›|»|/|->|, then) ?"
    rf"| )(?:[A-Z+&0-9][\w+&°%-]*|{QUOTE}+))*)"
)
DET = (
    r"(?:the|this|that|your|its|their|an?|any|each|every|both|one of the|either|our"
    r"|another|his|her)"
)
SIGNS = "\u2190-\u2bff\U0001f300-\U0001faff×©®"
WORDS = rf"(?:{NOT}[\w'{QUOTE}{SIGNS}+&.%-]+ ){{0,5}}?"
KEYS = (
    r"(?:play|pause|export|download|upload|save|render|enter|return|space(?: ?bar)?"
    r"|esc(?:ape)?|delete|undo|redo|split|mute|crop|ok|done|apply"
    r"|f\d{1,2}|ctrl ?[+-] ?\w|cmd ?[+-] ?\w|command ?[+-] ?\w|share|import|preview"
    r"|generate|publish|billing|refresh|reload|close)\b"
)
SIDE = (
    r"(?:(?:(?:very )?(?:top|upper|lower|bottom|far)[ -]?)?(?:left"
    r"|right)(?:[- ]hand)?(?: (?:corner|side))?|top|bottom|side|corner|cent(?:re|er)"
    r"|middle)\b(?!-)(?! (?:tool|menu|side)?(?:bar|panel|row)\b)"
    rf"(?: of (?:the|your|its|this) (?:{NOT}[\w-]+(?: |\b)){{1,2}})?"
)
AREA = (
    r"(?:toolbar|sidebar|side bar|menu(?: bar)?|panel|tab|window|page|screen|header|footer"
    r"|interface|editor|dashboard|settings|pane|app|bar"
    r"|keyboard|timeline|preview|player|inspector|section|dialog|track header|list|storyboard"
    r"|clip menu|top bar|drop-?down|picker|tray|bin|strip|row)\b"
)
PLACE = (
    r"(?:,? \(?(?:in|at|on|to (?=the|your|its)|under|from|near|below|above|beside|next to|inside"
    r"|within"
    r"|along|beneath|underneath|of)"
    rf"(?: (?:the|your|its|this))? (?:(?:{NOT}[\w'’{QUOTE}→>&+-]+ ){{0,3}}?{AREA}|{SIDE}"
    rf"|(?!\d)(?:{QUOTE}+|[A-Z][a-z]+(?: (?:→|>|&|[A-Z])[\w]*)*))\)?"
    r"| \([^\w\s]{1,3}\)"
    r"| (?:next to|beside|below|above|beneath|underneath|under|near|behind) (?:(?:the|your|its"
    rf"|each) (?!\d){NOT}[\w-]+|(?:clip|track|scene|shot) \d+)(?: (?:track|title|preview|name"
    rf"|player|list)\b)?"
    r"| (?:above|below|up there|down there|over there|up top)\b| \([^)\d]*\b(?:left|right"
    r"|top|bottom|corner|icon|symbol|arrow|sidebar|toolbar)\b[^)\d]*\))"
)
ICON = (
    r"(?:speaker|plus(?! signs?\b)|scissors|trash(?: can)?|(?:magic )?wand|magnet|padlock"
    r"|eyedropper|pencil|bell)\b"
    r"(?! \w+ing\b)"
)
# "the icon 'Mute'": the kind before the name.
KIND = r"button|icon|option|entry|switch|toggle|slider|tab"
KIND_FIRST = (
    rf"{DET} (?:(?-i:[a-z])[\w-]+ ){{0,2}}?(?:{KIND}) (?:called |named |labelled )?"
    rf"(?:{QUOTE}+|(?-i:[A-Z])\w*(?: (?-i:[A-Z])\w*)*)"
)
ELEMENT = (
    rf"(?:{KIND_FIRST}|(?:{DET} )?{WORDS}{NOUN}(?: {NOUN})*(?:,? then {QUOTE}+)?"
    rf"|{DET} (?:[\w-]+ )?{ICON}|(?:{DET} )?{NAME}(?: (?:{NOUN}|(?:settings|options|library)\b))*"
    rf"|(?:{DET} )?{KEYS}(?: {NOUN})*)"
)
OBJECT = (
    rf"(?:{DET} (?:{NOT}[\w'{QUOTE}.-]+(?: |\b)){{1,4}}|(?:it|them|each(?: of them| one)?"
    rf"|any of them|anything|(?:clip|shot|scene|track|caption|photo|segment) \d+"
    r"|any button)\b)"
)
VERB = re.compile(
    r"\b(?P<press>(?:right-|double-|long-)?(?:click(?:ing)?(?! through)|press(?:ing)?|tap(?:ping)?"
    r"|hit(?:ting)?(?! (?:them|you|him|her|us) with))(?: and hold)?(?: (?:on|down on|down))?"
    r"|push(?:ing)?|touch(?:ing)?"
    r"|(?:(?<=you've )|(?<=you have ))(?:clicked|pressed|tapped|hit)(?: on)?"
    r"|toggl(?:e|ing)(?: o(?:n|ff))?|(?:un-?)?tick(?:ing)?|uncheck(?:ing)?)\b"
    r"|\b(?P<pick>choos(?:e|ing)|select(?:ing)?|pick(?:ing)?|us(?:e|ing)|enable|disable"
    r"|activate|turn (?:on|off)|switch (?:on|off)|set|try|find|look for|check|hover over"
    r"|hold(?:ing)?(?: down)?|flip(?:ping)?(?! through)"
    r"|highlight|with|via|through)\b"
    r"|\b(?P<open>(?:(?<=you've )|(?<=you have ))opened|(?:re)?-?open(?:ing)?(?: up)?"
    r"|go(?:ing)? (?:back )?(?:in)?to"
    r"|head(?:ing)? (?:back )?(?:over )?to|navigat(?:e|ing) to|switch(?:ing)? (?:over "
    r"|back )?to|visit(?:ing)?|jump to|enter|access|pull up|bring up|expand|launch"
    r"|(?:have |take )?(?:a )?(?:quick )?(?:look|peek|glance) (?:in|at|under|into)|see|view|consult"
    r"|return to|go under)\b"
    r"|\b(?P<ignore>keep (?:your hands |your fingers |away )?(?:off|from)|stay (?:away from|off"
    r"|clear of)"
    r"|never mind|worry about|forget(?: about)?|ignore|skip|avoid(?! \w+ing))\b"
    r"|\b(?P<change>change|edit|tweak|rename|replace|type|set|rotate|increase|reduce|add"
    r"|fine-tune|correct|decrease|boost|remove|delete)\b"
    r"|\b(?P<drag>drag(?! out the\b)(?:ging)?(?: and drop(?:ping)?|-and-drop)?|drop(?:ping)?"
    r"|slid(?:e|ing)|pull(?:ing)?|stretch(?:ing)?|mov(?:e|ing)|swipe|grab|adjust"
    r"|lower|raise|turn|crank|trim)\b"
    r"|\b(?P<ready>place|position|park)\b"
    r"|\b(?P<window>refresh|reload|restart|close|minimi[sz]e|maximi[sz]e|resize|collapse"
    r"|(?:pinch (?:to |and )?)?zoom(?: in| out)?(?: (?:on|into))?|scroll(?: down| up| right| left"
    r"| to| through)*"
    r"|scrub(?:bing)?(?: through| to| along)?|dismiss|hide|clear|log (?:in|out|back in)"
    r"|sign (?:in|out|back in)|exit|leave"
    r"|enlarge|widen|switch|unpin|unmute|dock|make|put|keep(?= (?:this|the"
    r"|your) (?:browser )?(?:page|tab|window|browser|app)\b))\b"
    r"|\b(?P<show>preview(?:ing)?|watch(?:ing)?|play(?:ing)?(?: back)?|review(?:ing)?"
    r"|check(?:ing)?(?: out)?|view|see|look (?:at"
    r"|through)|(?:flip|flick|click|tap|swipe|leaf|browse|page|skim|run) through|browse|scan"
    r"|inspect|keep an eye on"
    r"|monitor|track|manage|follow"
    r"|compare|listen to|have a listen|give it a (?:watch|listen|look)|hear|skim(?: through)?"
    r"|step through|read)\b",
    re.I,
)
OTHERS = re.compile(
    r"\b(?:viewers?|users?|people|customers?|they|he|she|audience|visitors?|followers?"
    r"|fingers?|hands?|actors?|someone|everyone|who"
    r"|i(?!['’]d (?:just |now |also )?(?:click|press|tap|hit)\b)|we|i'll|we'll|let me|narrator"
    r"|subscribers?|fans|guests|kids|shall i|should i)\b(?! (?:recommend|suggest|advise"
    r"|think|believe|would))",
    re.I,
)
YOU = re.compile(r"\byou\b", re.I)
NEGATED = re.compile(
    r"\b(?:don't|do not|never|no need to|not|needn't|avoid|without|instead of|rather than"
    r"|before(?: you)?|worry about|bother|wait with|hold off(?: on)?|refrain from|shouldn't"
    r"|mustn't|can't|cannot"
    r"|no longer|isn't necessary to"
    r"|unnecessary to|resist)[^\w,;:.]*(?:(?:have|need|yet|to|just|and|please|actually|even|go"
    r"|ever|find|grab) )*$",
    re.I,
)
BY = re.compile(
    r"\b(?:by|when|via|through|after|before|without|instead of|start|try|keep|avoid|with|off|from"
    r"|on|mind|about|advise|suggest|recommend|consider|worth)$",
    re.I,
)
PREVIEWED = re.compile(
    r"(?: (?:it|that|this|them|everything|(?:the|your|her|his|its|their|each|every|both|all)"
    r" (?:[\w-]+ ){1,4}?|(?:scenes?|shots?|clips?|takes?|chapters?|parts?) \w+(?:(?:, | and | to )"
    r"\d+){0,3}"
    rf"|how it looks|{QUOTE}+))?(?: (?:again|first|back|once more|now|through))?"
    r" ?,? ?(?:in|on|using|with|inside|within|from|along|via) (?:the"
    r"|your) (?:[\w-]+ ){0,2}?(?:timeline|preview(?: (?:window|panel|player|pane|area"
    r"|screen|monitor))?|player|viewer|canvas|editor|monitor|storyboard)(?: (?:view|panel|tab"
    r"|window))?\b",
    re.I,
)
BILLING = re.compile(
    r"(?: (?:it|them|that|(?:(?:your|the|how|what|my)(?: [\w']+){1,6}?)))? ?(?:(?:under"
    r"|in|on|at|via|through|from|over at|by opening) (?:the "
    r"|your )?(?:[\w→>-]+ ){0,3}?(?:account|billing|plans?|usage|wallet|profile|credits"
    r"|subscription|balance)\b(?: ?(?:→|>|/|->|and|&) ?(?-i:[A-Z])\w+)*(?: (?:page|tab|menu"
    r"|section|panel|settings|area|screen))?|(?<=your )(?:account|billing"
    r"|balance)(?: page)?)",
    re.I,
)
OWN_BILLING = re.compile(
    r" (?:your|the) (?:(?:remaining|current|available) (?:credits?|balance)"
    r"|account(?:'s)? ?(?:balance|page|billing)?|billing(?: page| tab"
    r"| section)?|credit balance|credits? page|plan page|account/billing)\b",
    re.I,
)
WINDOW_OBJECT = re.compile(
    r" ?(?:(?:the|this|that|your|any|all) )?(?:[\w-]+ ){0,3}?(?:browser(?:'s)? (?:tab|window"
    r"|page|cache|history)s?"
    r"|page|browser|tabs?|dialog"
    r"|window|pop-?ups?|message|banner|view|notification|panels?|sidebar|cache|cookies|app"
    r"|full[ -]?screen|screen|timeline|toolbar|preview|canvas|editor|interface|overlay"
    r"|menu)\b(?: (?:to|in|into) full[ -]?screen)?",
    re.I,
)
MEANS = re.compile(r"(?: to \d+ ?%)? (?:with|using|by (?=\w+ing\b))(?: [A-Z]\d+\b|[^,;:.()\d])*")
LOGGING = re.compile(r"(?:log|sign) (?:in|out|back in)", re.I)
FULL = re.compile(
    r" ?(?:(?:the|your|this) \w+ (?:\w+ )?)?(?:to |into )?full[ -]?screen(?: (?:mode"
    r"|view))?",
    re.I,
)
# What is done to a thing of the video after a click on it.
EDITED = re.compile(
    r",? (?:to|and|and then|then) (?=(?:edit|change|correct|fix|type|rename|adjust|rewrite|replace"
    r"|resize|remove|move|shorten|delete)\b)"
)
IS_PRESS = re.compile(r"(?:double|right|long)-", re.I)
AIM_BEFORE = re.compile(
    r"(?:^|[,;:.—–] )(?:and )?[Tt]o (?P<aim>[a-z][^,;:]{3,60}),"
    r" (?:please |just |simply )?$"
)
SPEAKER = re.compile(r"\b(?:i|we|me|us|i'll|we'll|i'd|i've|let's|shall)\b|\?\W*$", re.I)
SEEN_THROUGH = re.compile(
    r"(?:scroll|scrub)(?:b?ing)? (?:through|along|over) (?:the|your) (?:[\w-]+ )?"
    r"(?:storyboard|timeline|preview|clip list|clips|shots|photos)\b",
    re.I,
)
SCROLLED_TO = re.compile(
    r"(?:scroll|scrub)(?:b?ing)?(?: down| up| left| right| back| ahead| forward)?"
    r"(?: (?:through|along|on|in) (?:the|your) (?:timeline|storyboard|preview(?: window)?))? to"
    r" (?P<what>\d+:\d+|[^,;!?]{1,30}? (?=(?:in|on) (?:the|your) (?:timeline|storyboard|preview)))"
    r"(?: ?(?:in|on) (?:the|your) (?:timeline|storyboard|preview(?: window)?))?",
    re.I,
)
SHORTCUT = re.compile(
    r"(?:ctrl|cmd|command|control|strg|⌘|shift|alt)\b(?: ?[+-] ?(?:shift"
    r"|alt))* ?[+-]? ?(?P<key>\w)$",
    re.I,
)
SHORTCUTS = {"e": "export", "s": "save", "r": "render", "o": "upload", "i": "import"}
# What a click is for, where the element itself says nothing.
PURPOSES = (
    (
        "credits",
        re.compile(
            r"\W*to (?:top up|buy|add credits)\b|\W*(?:first )?to (?:see|check|find out|know"
            r"|view)\b.{0,40}\b(?:credits?|balance"
            r"|left|remain\w*|(?:have|got) (?:enough|them))\b",
            re.I,
        ),
    ),
    (
        "export",
        re.compile(
            r"\W*to (?:download|save|export|get(?! (?:rid|back|to|a better)\b)|fetch|render"
            r"|receive)\b",
            re.I,
        ),
    ),
    (
        "upload",
        re.compile(
            r"\W*to (?:upload|attach|import|bring in"
            r"|add (?:your(?: own)?|some(?: own)?|more|another"
            r"|the missing|extra) (?:[\w-]+ )?(?:clips?|photos?|files?|footage|songs?|music"
            r"|videos?|images?|pictures?|shots|logos?|recordings?|material))\b",
            re.I,
        ),
    ),
    (
        "preview",
        re.compile(r"\W*to (?:preview|watch|play|hear|listen|see|compare|review|check)\b", re.I),
    ),
)
DOUBLED = re.compile(r"^(?:set|cut|split|crop|trim|put|get|drop)$")
GERUNDS = {
    "export it": "exporting it",
    "look at the timeline": "looking at the timeline",
    "check your credits": "checking your credits",
    "send it to me": "sending it to me",
}
# Elements that only hold others: opening one is a step towards what is chosen in it.
HOLDER = re.compile(
    r"\b(?:menu|drop-?down|three dots|dots|gear|cog|hamburger|more"
    r"|(?<!undo )(?<!redo )arrow)\b(?!\s*(?:→|>))|[⋮⋯☰⚙…]",
    re.I,
)
HOLDER_OF = re.compile(
    r"\b(?:next to|beside|on|of|below|above) (?P<thing>(?:clip|track|scene|shot) \d+)"
)
TOWARDS = re.compile(r"\W*(?:and|then|and then|to|where you)?(?: (?:just|simply|there))?\W*")
NOUN_CLICK = re.compile(r"\b(?:a|an|one|single|quick|another|simple|final)$", re.I)
NOUN_CLICKS = re.compile(r"\b(?:(?:a|an|one|single|quick|another|simple|final)\s*)+$", re.I)
GOES_ON = re.compile(
    r",? (?:and|then|and then)(?: \w+ly)? (?:click|press|tap|hit|choose|drag|set|pick|use"
    r"|move|open|select|pull|correct|change|type|edit|adjust|go|enter|delete)\b"
)
PLAIN_OBJECT = re.compile(
    r"(?:the|this|that|each|any|both|its|your|it|them)(?: [a-z]\w*| \d+){0,4} ?"
)
VERB_NAME = re.compile(
    r"split|mute|unmute|undo|redo|crop|rotate|trim|delete|duplicate|flip|mirror|reverse|merge"
    r"|group|ungroup|stabilise|stabilize|denoise|blur|freeze|loop|detach|cut|remove|add|replace"
    r"|align|center|lock|unlock|normalise|normalize|enhance|generate|translate|apply|clear"
    r"|insert|include|copy|paste|match|reset"
    r"|restore|speed|slow|auto",
    re.I,
)
IN_PANEL = re.compile(
    rf"(?P<edit>(?: (?!(?:by|click\w*|press\w*|tap\w*|hit\w*|drag\w*)\b){NOT}[\w'{QUOTE}.%°+-]+"
    rf"| (?:to|of|for|with"
    rf"|and) (?={NOT}[\w{QUOTE}])){{1,9}}?) ?(?:in|under|from|via|through|with|using"
    r"|inside|on) (?:the |your )?"
    rf"(?:[\w{QUOTE}→>&-]+ ){{0,3}}?(?:panel|tab|menu|sidebar|side bar|toolbar|inspector"
    r"|drop-?down|slider|properties|settings|dialog|picker|knob|field|text box|input box"
    r"|search bar|list|library)\b",
    re.I,
)
PLACES = re.compile(rf"{PLACE}{{1,3}}")
WATCHING = ("compare", "read", "keep", "monitor", "track", "manage", "follow")
LOOKING = re.compile(
    r"compare|listen|hear|read|skim|step|toggl|switch|flip|check|find|look|see|view|review|inspect"
    r"|watch|compare|verify|consult|play|browse|scan|monitor|follow|keep an eye|have a look"
)
PRESSED = re.compile(rf" ?(?P<what>{ELEMENT}|{OBJECT})(?P<where>{PLACE}{{0,3}})")
# Where the thing is that is clicked on.
THERE = re.compile(
    r" (?:there|here)\b| (?:on|with) (?:your|the) keyboard\b|(?: there)? (?:in|on|at) (?:(?:the"
    r"|your) )?(?:timeline|canvas|storyboard"
    r"|preview|list|track(?: \d+)?|\d+:\d+(?::\d+)?)\b",
    re.I,
)
ONWARD = re.compile(rf" ?(?:→|>|›|»|->) ?(?P<what>{NAME})")
TO_FULL = re.compile(
    r" (?:for|to (?:enter|go|get|switch|see it|watch it|leave|exit|view it|toggle))(?: in| into"
    r"| to)?"
    r" full[ -]?screen(?: mode| view)?\b",
    re.I,
)
# What "by clicking the arrow" is about.
BY_VERB = (
    ("export", re.compile(r"\b(?:download|export|render|sav)(?:e?d|e)?\b[^,;:.]* by $", re.I)),
    ("upload", re.compile(r"\b(?:upload|attach|import)(?:ed)?\b[^,;:.]* by $", re.I)),
    ("credits", re.compile(r"\b(?:balance|credits|remainder|what's left)\b[^,;:.]* by $", re.I)),
    (
        "preview",
        re.compile(r"\b(?:watch|view|inspect|compare|review)(?:ed)?\b[^,;:.]* by $", re.I),
    ),
)
OPEN_IT = re.compile(r" to (?:open|select|see|view|preview|play|watch) (?:it|them)\b")
PREFERRED = re.compile(
    r" (?P<what>the (?:\w+ )?(?:one|version|take|clip|frame|thumbnail|song|style|cover"
    r"|voice)s? (?:that )?you"
    rf" (?:prefer|like|want)(?: (?:best|most|better))?)(?P<where>{PLACE}{{0,2}})",
    re.I,
)
ASKEW = re.compile(
    r"(?:keep|leave) (?:this|the|your) (?:browser )?(?:page|tab|window|browser|app)(?: up"
    r"| running)? open"
    r"|(?:rotate|turn|tilt|flip) your (?:phone|tablet|device|screen)(?: (?:sideways|around))?"
    r"(?: (?:for|to get|to see it in) full[ -]?screen)?"
    r"|(?:lower|raise|reset|set|reduce|increase) (?:your|the) (?:browser|window"
    r"|screen)(?:'s)? (?:zoom|size|width)"
    r"(?: (?:level))?(?: to \d+ ?%)?",
    re.I,
)
SLIDES = re.compile(
    r" (?:the|its|her|his|their) (?:[\w-]+ ){0,3}?(?:slider|fader|knob|handle|edge)\b"
)
CHANGING = re.compile(
    r"set|try|us(?:e|ing)|enable|disable|activate|turn|switch o|highlight|with|via", re.I
)
USED = re.compile(r" to [a-z]|[,;.!]|$")
LABELLED_AS = re.compile(
    rf",? (?:labell?ed|marked|called|named|saying|that says"
    rf"|with the label) (?P<what>{NAME})(?P<where>{PLACE}{{0,2}})"
)
TOOL = re.compile(r"\b(?:blade|razor|crop|trim|cut|split|text|selection|speed|zoom) tool$", re.I)
AFTER_CLICK = re.compile(r"\b(?:click|tap|press|open)\b[^.;]{0,50}(?: and|,)(?: then)? $", re.I)
ONLY_ELEMENT = re.compile(ELEMENT)
WITH_NOUN = re.compile(
    rf" (?P<what>{KIND_FIRST}|(?:{DET} )?{WORDS}{NOUN}(?: {NOUN})*)(?P<where>{PLACE}{{0,3}})"
)
WITH_NAME = re.compile(rf" (?P<what>(?:{DET} )?{NAME})(?P<where>{PLACE}{{0,3}})")
OPENED = re.compile(
    rf" (?P<what>{ELEMENT}|(?:your|the) (?:account|profile|billing|wallet|dashboard|media library"
    r"|(?:project |account |export )?settings)\b)"
    rf"(?P<where>{PLACE}{{0,3}})"
)
FORMAT = re.compile(
    r"(?:the )?(?:MP4|MOV|WebM|GIF|WAV|MP3|AVI|MKV|\d{3,4}p|\d+K|H\.?26[45]|\d+ ?fps|HD"
    r"|Full HD)",
    re.I,
)
SELECTED = re.compile(
    r" (?:the|both|all|each|every|your|that|this|it|them|clips?)\b"
    r"(?: (?!and\b|then\b)[\w-]+){0,5}"
)
IGNORED = re.compile(
    rf" (?P<what>(?:{DET} )?{WORDS}(?:button|icon|panel|tab|menu|slider|toggle|dialog|key|tool"
    rf"|switch"
    rf"|pop-?up|badge|dot|spinner|warning|banner|notification)s?\b)(?P<where>{PLACE}{{0,3}})"
    r"(?: (?:on|in|at|near) the (?:[\w-]+ ){0,2}(?:icon|button|panel|tab|bar)\b)?"
)
ALWAYS_WINDOW = re.compile(
    r"(?:minimi|maximi)[sz]e$|dismiss$|(?:re)?load$|refresh$|unpin$|collapse$", re.I
)
PRONOUN = re.compile(r" (?:it|them|that|this)\b")
WHICH_YOU = re.compile(
    r"\b(?:which|what|that) you(?:'ll)? (?:can |could |may |might |want to )*$", re.I
)
SCROLLED = re.compile(
    r"(?: (?:a (?:bit|little)|further|all the way))*(?: to the (?:bottom|top|end|right|left|side))?"
)
BARE_YOU = re.compile(r"\byou$", re.I)
OR_ELSE = re.compile(
    rf" or (?:on )?(?P<what>(?:the|your) {WORDS}{NOUN}(?: {NOUN})*)(?P<where>{PLACE}{{0,2}})"
)
LEFT_ALONE = re.compile(
    rf" {DET} {WORDS}(?:button|icon|panel|tab|menu|slider|toggle|timeline|tool|switch|option"
    r"|playhead)s?\b"
    r"(?: (?:alone|as it is|untouched))?"
)
CHOOSING = frozenset(
    [
        "uncheck",
        *("choose", "select", "pick", "choosing", "selecting", "picking", "enable"),
        *("disable", "activate", "turn on", "turn off", "switch on", "switch off"),
    ]
)
LOOKING_VERBS = frozenset(("see", "view", "look", "consult", "enter", "visit", "return", "access"))

INSTEAD = {
    Step.EXPORT: "export it",
    Step.STATE: "look at the timeline",
    Step.CREDITS: "check your credits",
    Step.UPLOAD: "send it to me",
}
# The same where an element is the subject: "the Export button gives you the file".
NOUNS = {
    Step.EXPORT: "the export",
    Step.STATE: "the timeline",
    Step.CREDITS: "your balance",
    Step.UPLOAD: "sending it to me",
}
# "Hover over the clip and", "move the playhead to 0:32 and": nothing is done by that yet.
PREPARED = re.compile(
    r"(?:hover(?: (?:your|the) (?:mouse|cursor|pointer))? over"
    r"|(?:move|place|put|drag|position|set|bring|scrub|slide) (?:the|your) "
    r"(?:(?P<playhead>playhead)|cursor|mouse|pointer)"
    r"(?: (?:to|at|on|over|onto|near))?"
    r"|hold(?:ing)?(?: down)? (?:the )?(?:shift|ctrl|alt|cmd|command|option|control)(?: key)?"
    r"(?: while \w+ing(?: (?:it|the \w+))?)?(?=,? (?:and|then|to)\b))"
    r"(?P<thing>[^,;.()!?]{0,40}?)(?=,? (?:and|then)\b| to (?!\d|the\b)|, |[.;!]|:(?!\d)|$)",
    re.I,
)
SWITCHED = re.compile(
    rf"(?i:turn|switch|flip|toggle) (?P<what>(?:(?:the|your|that|its) )?(?:{NOT}[\w&'{QUOTE}-]+ )"
    r"{1,5}?)(?P<how>on|off)\b(?=[,;:.!?)]|$| (?:in|under|from|with|via|at|to|if|when|and|so"
    r"|for|because|now|please)\b)"
)
BY_KEY = re.compile(
    r" (?:the )?(?:(?:Ctrl|Cmd|Command|Control|Shift|Alt|Option|⌘) ?[+-] ?\w+|F\d{1,2}"
    r"|[Aa]rrow keys|[Ss]pace ?bar|(?:Delete|Backspace|Enter|Return|Escape|Esc)(?: key)?)\b"
)
ZOOMED = re.compile(
    r"(?:use|hold|press)(?: down)? (?:the )?(?:ctrl|cmd|command|shift|alt|⌘|mouse"
    r"|scroll)[^,;:.()]{0,30}?"
    r" to (?:zoom|scroll|enlarge|magnify|widen)[^,;:.()]*",
    re.I,
)
CLAUSE_BEGINS = re.compile(r"(?:^|[,;:.!—–(])\W*(?:(?:so|and|but|then|also) )?$", re.I)
DOES = re.compile(
    r"(?: (?:now|again|here|also|then|just))* (?:will|would|should|can|may|might|is|[a-z]{2,}s)\b"
)
# What a click is for.
LEADING = re.compile(
    r"^\W*(?:(?:please|just|simply|then|now|first|and|or|but|so|also|next|finally|you|can|could|may"
    r"|might|will|should)\W+)*",
    re.I,
)
PURPOSE = re.compile(
    r" to (?:then |also )?(?=(?P<verb>(?!the\b|your\b|a\b|an\b)[a-z]{2,})(?:[ .,;!]|$))"
)
# "use arrow", "use S": an icon or a key tells nobody what it does.
NO_NAME_FOR = re.compile(r"using (?:[a-z][\w-]*) you (?:can|could|may|might) ")
NO_NAME = re.compile(r"use (?:[a-z][\w -]*|\w|F\d+)")
ICONS = {
    "scissors": "split",
    "blade": "split",
    "scissor": "split",
    "razor": "split",
    "trash": "delete",
    "trash can": "delete",
    "bin": "delete",
    "trash bin": "delete",
    "speaker": "mute",
    "padlock": "lock",
    "backspace": "delete",
    "del": "delete",
}
