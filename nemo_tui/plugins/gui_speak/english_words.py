"""The English of screens: elements, places, and the verbs that work them, as patterns."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak.sentence import QUOTE

NOUN = (
    r"(?:buttons?|icons?|tabs?|panels?(?! (?:(?:discussion|debate|talk|member|guest)s?|show)\b)"
    r"|bin|tray|menus?|sliders?|toggles?|switch(?:es)?|check ?box(?:es)?|handles?|edges?|corners?"
    r"|playhead|drop-?downs?|toolbar|sidebar|side bar|menu bar|panes?|dialogs?|dialogue|pop-?ups?"
    r"|thumbnails?|cards?|counter|badge|indicator|symbol|avatar|paper ?clip|gear|three dots"
    r"|options?|entry|tools?|controls?|knob|dial|triangle|chevron|keys?|pages?(?! \d)|workspace"
    r"|windows?|storyboard|inspector|timeline(?! of (?!(?:the|your|this) (?:video|film|project"
    r"|draft|clip|edit)\b))|drop zone|upload area|field|input box|text box|search bar|arrow|marker"
    r"|swatch|colou?r picker|presets?|section|screen|view|plus sign|cog|drawer|list|filters?"
    r"|effects?|transitions?|templates?|feature|mode)\b"
)
NOT = (
    r"(?!(?:and|or|then|to|so|if|in|at|on|with|for|from|until|into|of|when|once|because|but|while"
    r"|before|after|under|below|above|near|beside|beneath|underneath|inside|behind|through|via"
    r"|using|onto)\b)"
)
NAME = (
    rf"(?:{QUOTE}+(?: ?(?:→|>|›|»|->) ?(?:{QUOTE}+|[A-Z]\w+))*|(?:Add|Remove|Auto|Replace|Insert"
    rf"|New|Smart|Detach|Clear|Reset|Apply|Generate|Fix|Noise"
    r"|Color|Colour|Speed|Slow|Freeze|Reverse|Voice|Background|Blur|Import|Select|Copy) "
    rf"{NOT}(?!(?:now|again|twice|once|here|there|first|next|today|whenever|anytime|directly"
    rf"|afterwards"
    r"|yourself|key|button|icon|tab|panel|tool|toggle|switch|slider|menu|option)\b)[a-z]+\b"
    r"|[▶►⏵⏸⬇⤓💾📎⋮⋯☰⚙✂🗑🔊↩]️?|\+(?: ?(?!(?:to|and|or|at|in"
    r"|on|next|beside|below|above|under|near|for|if|by|with|from|of|once|when|again|now)\b)"
    rf"[A-Z]?\w+(?: [\w&]+)?)?"
    rf"|(?:[\U0001F300-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]️? ?)?[A-Z0-9][\w+&'°%-]*(?:(?: ?(?:→"
    rf"|>|›|»|/|->|, then) ?| )(?:[A-Z+&0-9][\w+&°%-]*|{QUOTE}+))*)"
)
DET = (
    r"(?:the|this|that|your|its|their|an?|any|each|every|both|one of the|either|our"
    r"|another|his|her)"
)
SIGNS = "\u2190-\u2bff\U0001f300-\U0001faff×©®"
WORDS = rf"(?:{NOT}[\w'{QUOTE}{SIGNS}+&.%-]+ ){{0,5}}?"
KEYS = (
    r"(?:play|pause|export|download|upload|save|render|enter|return|space(?: ?bar)?|esc(?:ape)?"
    r"|delete|undo|redo|split|mute|crop|ok|done|apply|f\d{1,2}|ctrl ?[+-] ?\w|cmd ?[+-] ?\w"
    r"|command ?[+-] ?\w|share|import|preview|generate|publish|billing|refresh|reload|close)\b"
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
    r"|within|along|beneath|underneath|of)"
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
    r"|eyedropper|pencil|bell)\b(?! \w+ing\b)"
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
    rf"|any of them|anything|(?:clip|shot|scene|track|caption|photo|segment)s? \d+"
    r"(?:(?:,| and| to) \d+)*|any button)\b)"
)
VERB = re.compile(
    r"\b(?P<press>(?:right-|double-|long-)?(?:click(?:ing)?(?! through)|press(?:ing)?"
    r"|tap(?:ping)?|hit(?:ting)?(?! (?:them|you|him|her|us) with))(?: and hold)?(?: (?:on|down on"
    r"|down))?|push(?:ing)?|touch(?:ing)?|(?:(?<=you've )|(?<=you have ))(?:clicked|pressed"
    r"|tapped|hit)(?: on)?|toggl(?:e|ing)(?: o(?:n|ff))?|(?:un-?)?tick(?:ing)?|uncheck(?:ing)?)\b"
    r"|\b(?P<pick>choos(?:e|ing)|select(?:ing)?|pick(?:ing)?|us(?:e|ing)|enable|disable|activate"
    r"|turn (?:on|off)|switch (?:on|off)|set|try|find|look for|check|hover over"
    r"|hold(?:ing)?(?: down)?|flip(?:ping)?(?! through)|highlight|with|via|through)\b"
    r"|\b(?P<open>(?:(?<=you've )|(?<=you have ))opened|(?:re)?-?open(?:ing)?(?: up)?"
    r"|go(?:ing)? (?:back )?(?:in)?to|head(?:ing)? (?:back )?(?:over )?to|navigat(?:e|ing) to"
    r"|switch(?:ing)? (?:over |back )?to|visit(?:ing)?|jump to|enter|access|pull up|bring up"
    r"|expand|launch|(?:have |take )?(?:a )?(?:quick )?(?:look|peek|glance) (?:in|at|under|into)"
    r"|see|view|consult|return to|go under)\b"
    r"|\b(?P<ignore>keep (?:your hands |your fingers |away )?(?:off|from)|stay (?:away from|off"
    r"|clear of)|never mind|worry about|forget(?: about)?|ignore|skip|avoid(?! \w+ing))\b"
    r"|\b(?P<change>change|edit|tweak|rename|replace|type|set|rotate|increase|reduce|add"
    r"|fine-tune|correct|decrease|boost|remove|delete)\b"
    r"|\b(?P<drag>(?:bring|ease|nudge|dial)(?= (?:the|your|its) )"
    r"|drag(?! out the\b)(?:ging)?(?: and drop(?:ping)?|-and-drop)?|drop(?:ping)?|slid(?:e|ing)"
    r"|pull(?:ing)?|stretch(?:ing)?|mov(?:e|ing)|swipe(?! through)|grab|adjust|lower|raise|turn"
    r"|crank|trim)\b"
    r"|\b(?P<ready>place|position|park)\b"
    r"|\b(?P<window>refresh|reload|restart|close|minimi[sz]e|maximi[sz]e|resize|collapse"
    r"|(?:pinch (?:to |and )?)?zoom(?: in| out)?(?: (?:on|into))?|scroll(?: down| up| right| left"
    r"| to| through)*|scrub(?:bing)?(?: through| to| along)?|dismiss|hide|clear|log (?:in|out"
    r"|back in)|sign (?:in|out|back in)|exit|leave|enlarge|widen|switch|unpin|unmute|dock|make"
    r"|put|keep(?= (?:this|the|your) (?:browser )?(?:page|tab|window|browser|app)\b))\b"
    r"|\b(?P<show>preview(?:ing)?|watch(?:ing)?|play(?:ing)?(?: back)?|review(?:ing)?"
    r"|check(?:ing)?(?: out)?|view|see|look (?:at|through)|(?:flip|flick|click|tap|swipe|leaf"
    r"|browse|page|skim|run) through|browse|scan|inspect|keep an eye on|monitor|track|manage"
    r"|follow|compare|listen to|have a listen|give it a (?:watch|listen|look)|hear"
    r"|skim(?: through)?|step through|read)\b",
    re.I,
)
OTHERS = re.compile(
    r"\b(?:viewers?|users?|people|customers?|they|he|she|audience|visitors?|followers?|fingers?"
    r"|hands?|actors?|someone|everyone|who|i(?!['’]d (?:just |now |also )?(?:click|press|tap"
    r"|hit)\b)|we|i'll|we'll|let me|narrator|subscribers?|fans|guests|kids|shall i"
    r"|should i)\b(?! (?:recommend|suggest|advise|think|believe|would))",
    re.I,
)
YOU = re.compile(r"\byou\b", re.I)
NEGATED = re.compile(
    r"\b(?:don't|do not|never|no need to|not|needn't|avoid|without|instead of|rather than"
    r"|before(?: you)?|worry about|bother|wait with|hold off(?: on)?|refrain from|shouldn't"
    r"|mustn't|can't|cannot|no longer|isn't necessary to|unnecessary to"
    r"|resist)[^\w,;:.]*(?:(?:have|need|yet|to|just|and|please|actually|even|go|ever|find"
    r"|grab) )*$",
    re.I,
)
BY = re.compile(
    r"\b(?:by|when|via|through|after|before|without|instead of|start|try|keep|avoid|with|off|from"
    r"|on|mind|about|advise|suggest|recommend|consider|worth)$",
    re.I,
)
# What is done to a thing of the video after a click on it.
EDITED = re.compile(
    r",? (?:to|and|and then|then) (?=(?:edit|change|correct|fix|type|rename|adjust|rewrite|replace"
    r"|resize|remove|move|shorten|delete)\b)"
)
IS_PRESS = re.compile(r"(?:double|right|long)-", re.I)
SPEAKER = re.compile(r"\b(?:i|we|me|us|i'll|we'll|i'd|i've|let's|shall)\b|\?\W*$", re.I)
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
VERB_NAME = re.compile(
    r"split|mute|unmute|undo|redo|crop|rotate|trim|delete|duplicate|flip|mirror|reverse|merge"
    r"|group|ungroup|stabilise|stabilize|denoise|blur|freeze|loop|detach|cut|remove|add|replace"
    r"|align|center|lock|unlock|normalise|normalize|enhance|generate|translate|apply|clear|insert"
    r"|include|copy|paste|match|reset|restore|speed|slow|auto",
    re.I,
)
PLACES = re.compile(rf"{PLACE}{{1,3}}")
LOOKING = re.compile(
    r"compare|listen|hear|read|skim|step|toggl|switch|flip|check|find|look|see|view|review|inspect"
    r"|watch|compare|verify|consult|play|browse|scan|monitor|follow|keep an eye|have a look"
)
PRESSED = re.compile(rf" ?(?P<what>{ELEMENT}|{OBJECT})(?P<where>{PLACE}{{0,3}})")
FORMAT = re.compile(
    r"(?:the )?(?:MP4|MOV|WebM|GIF|WAV|MP3|AVI|MKV|\d{3,4}p|\d+K|H\.?26[45]|\d+ ?fps|HD|Full HD)",
    re.I,
)
BARE_YOU = re.compile(r"\byou$", re.I)

INSTEAD = {
    Step.EXPORT: "export it",
    Step.STATE: "look at the timeline",
    Step.CREDITS: "check your credits",
    Step.UPLOAD: "send it to me",
}
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
LEAD = re.compile(
    r"(?:(?:^|(?<=\W))(?:so|and|or|but|then|now|please|just|simply|also|first|next|finally"
    r"|afterwards|lastly|go ahead and|feel free to|don't forget to|be sure to|make sure to"
    r"|remember to|by|avoid|you(?:'ll| will)?(?: can| could| may| might| should| must| need to"
    r"| have to| want to| only| just| are welcome to| also| now| then| always"
    r"| simply)*(?: need to| have to| want to)?|you (?:don't|do not) (?:have|need) to|you needn't"
    r"|all you (?:have|need) to do is(?: to)?|don't|do not|never|there(?:'s| is) no need to"
    r"|no need to|you're welcome to|you are free to|you're free to|again|even|yet|to"
    r"|which you should)\s+)+$",
    re.I,
)
# The same where an element is the subject: "the Export button gives you the file".
NOUNS = {
    Step.EXPORT: "the export",
    Step.STATE: "the timeline",
    Step.CREDITS: "your balance",
    Step.UPLOAD: "sending it to me",
}
