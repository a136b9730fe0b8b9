"""GUI talk in English: where it is, what it asks for, and the same without a screen."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak.elements import names_a_place, step_for
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

_NOUN = (
    r"(?:buttons?|icons?|tabs?|panels?|menus?|sliders?|toggles?|switch(?:es)?"
    r"|check ?box(?:es)?|handles?|edges?|corners?|playhead"
    r"|drop-?downs?|toolbar|sidebar|side bar|menu bar|panes?|dialogs?|dialogue|pop-?ups?"
    r"|thumbnails?|cards?|paper ?clip|gear|three dots"
    r"|options?|entry|tools?|controls?|knob|dial|key|pages?|workspace|windows?|storyboard"
    r"|inspector|timeline|drop zone|upload area|field|input box"
    r"|text box|search bar|arrow|marker|swatch|colou?r picker|presets?|section|screen|view"
    r"|plus sign|cog|drawer|list|filters?|effects?|feature|mode)\b"
)
_NOT = (
    r"(?!(?:and|or|then|to|so|if|in|at|on|with|for|from|until|into|of|when|once|because"
    r"|but|while|before|after)\b)"
)
_NAME = (
    rf"(?:{QUOTE}+|\+ ?[A-Z]?\w*(?: [\w&]+)?|[A-Z0-9][\w+&'-]*(?:(?: ?(?:→|>|›|»|/|->) ?"
    rf"| )(?:[A-Z+&0-9][\w+&-]*|{QUOTE}+))*)"
)
_DET = (
    r"(?:the|this|that|your|its|their|an?|any|each|every|both|one of the|either|our"
    r"|another|his|her)"
)
_WORDS = rf"(?:{_NOT}[\w'{QUOTE}+&.%-]+ ){{0,5}}?"
_KEYS = (
    r"(?:play|pause|export|download|upload|save|render|enter|return|space(?: ?bar)?"
    r"|esc(?:ape)?|delete|undo|redo|split|mute|crop|ok|done|apply"
    r"|f\d{1,2}|ctrl ?[+-] ?\w|cmd ?[+-] ?\w|command ?[+-] ?\w|share|import|preview"
    r"|generate|publish|billing|refresh|reload|close)\b"
)
_SIDE = (
    r"(?:(?:(?:very )?(?:top|upper|lower|bottom|far)[ -]?)?(?:left"
    r"|right)(?:[- ]hand)?(?: (?:corner|side))?|top|bottom|side|corner|cent(?:re|er)"
    r"|middle)"
    r"(?: of (?:the|your|its|this) (?:[\w-]+ ?){1,2})?"
)
_AREA = (
    r"(?:toolbar|sidebar|side bar|menu(?: bar)?|panel|tab|window|page|screen|header|footer"
    r"|interface|editor|dashboard|settings|pane|app|bar"
    r"|timeline|preview|player|inspector|section|dialog|track header|list|storyboard"
    r"|clip menu|top bar)\b"
)
_PLACE = (
    r"(?:,? \(?(?:in|at|on|to|under|from|near|below|above|beside|next to|inside|within"
    r"|along|beneath|underneath|of)"
    rf"(?: (?:the|your|its|this))? (?:{_SIDE}|(?:{_NOT}[\w{QUOTE}→>&+-]+ ){{0,3}}?{_AREA}"
    rf"|(?!\d)(?:{QUOTE}+|[A-Z][a-z]+(?: (?:→|>|&|[A-Z])[\w]*)*))\)?"
    r"| (?:above|below|up there|down there|over there|up top)\b| \([^)\d]*\b(?:left|right"
    r"|top|bottom|corner|icon|symbol|arrow|sidebar|toolbar)\b[^)\d]*\))"
)
_ELEMENT = (
    rf"(?:(?:{_DET} )?{_WORDS}{_NOUN}(?: {_NOUN})*|(?:{_DET} )?{_NAME}(?: {_NOUN})*"
    rf"|(?:{_DET} )?{_KEYS}(?: {_NOUN})*)"
)
_OBJECT = (
    rf"(?:{_DET} (?:{_NOT}[\w'{QUOTE}.-]+(?: |\b)){{1,4}}|(?:it|them|anything|any of them"
    r"|any button)\b)"
)

_VERB = re.compile(
    r"\b(?P<press>(?:right-|double-|long-)?(?:click(?:ing)?|press(?:ing)?|tap(?:ping)?"
    r"|hit(?:ting)?)(?: (?:on|down on|down))?|push(?:ing)?|touch(?:ing)?|hold down"
    r"|toggl(?:e|ing)|(?:un)?tick(?:ing)?)\b"
    r"|\b(?P<pick>choos(?:e|ing)|select(?:ing)?|pick(?:ing)?|us(?:e|ing)|enable|disable"
    r"|activate|turn (?:on|off)|switch (?:on|off)|set|try|find|look for|check|hover over"
    r"|highlight|with|via|through)\b"
    r"|\b(?P<open>(?:re)?-?open(?:ing)?(?: up)?|go(?:ing)? (?:back )?(?:in)?to"
    r"|head(?:ing)? (?:back )?(?:over )?to|navigat(?:e|ing) to|switch(?:ing)? (?:over "
    r"|back )?to|visit(?:ing)?|jump to|enter|access|pull up|bring up|expand|launch"
    r"|(?:have |take )?(?:a )?(?:quick )?look (?:in|at|under|into)|see|view|consult"
    r"|return to|go under)\b"
    r"|\b(?P<ignore>never mind|forget(?: about)?|ignore|skip)\b"
    r"|\b(?P<change>change|edit|tweak|rename|replace|type|set|rotate|increase|reduce|add"
    r"|fine-tune|correct|decrease|boost|remove|delete)\b"
    r"|\b(?P<drag>drag(?:ging)?(?: and drop(?:ping)?|-and-drop)?|drop(?:ping)?|slid(?:e"
    r"|ing)|pull(?:ing)?|stretch(?:ing)?|mov(?:e|ing)|scrub(?: through)?|swipe|grab|adjust"
    r"|lower|raise|turn|crank|trim)\b"
    r"|\b(?P<window>refresh|reload|restart|close|minimi[sz]e|maximi[sz]e|resize|collapse"
    r"|zoom(?: in| out)?(?: (?:on|into))?|scroll(?: down| up| right| left| to| through)*"
    r"|dismiss|hide|clear|log (?:in|out|back in)|sign (?:in|out|back in)|exit|leave"
    r"|enlarge|widen|switch|unpin|dock|make|put)\b"
    r"|\b(?P<show>preview|watch|play(?: back)?|review|check(?: out)?|view|see|look (?:at"
    r"|through)|inspect|scrub through)\b",
    re.I,
)
_AFTER_PUNCTUATION = re.compile(r"(?:^|[,;:.!?…)(\]\[→—–>/✅👉➡️🎬📌▶️💡🎉|]|\s-|\W\s)\s*$")
_LEAD_WORDS = frozenset(
    [
        "please",
        "just",
        "simply",
        "now",
        "then",
        "first",
        "next",
        "finally",
        "also",
        "and",
        "or",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "kindly",
        "directly",
        "again",
        "but",
        "so",
        "instead",
        "afterwards",
        "only",
        "either",
        "always",
        "lastly",
        "ahead",
        "you'll",
        "you",
        "still",
        "even",
        "optionally",
        "alternatively",
        "afterward",
        "today",
        "quickly",
        "there",
        "second",
        "third",
        "later",
    ]
)
_TO_AFTER = re.compile(
    r"(?:\b(?:need|have|want|like|free|welcome|sure|remember|forget|try|able|option"
    r"|possible|do is|left is|step is|best|easiest|time|way|ready|how|invited|required"
    r"|going|advise you|recommend you|suggest you|ask you|you|thing)|n't have) to$",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:viewers?|users?|people|customers?|they|he|she|audience|visitors?|followers?"
    r"|fingers?|hands?|actors?|someone|everyone|who|i|we|i'll|we'll|let me|narrator"
    r"|subscribers?|fans|guests|kids|shall i|should i)\b(?! (?:recommend|suggest|advise"
    r"|think|believe|would))",
    re.I,
)
_YOU = re.compile(r"\byou\b", re.I)
_NEGATED = re.compile(
    r"\b(?:don't|do not|never|no need to|not|needn't|avoid|without|instead of|rather than"
    r"|before(?: you)?|shouldn't|mustn't|can't|cannot|no longer|isn't necessary to"
    r"|unnecessary to|resist)\W*(?:(?:have|need|yet|to|just|and|please|actually|even|go"
    r"|ever) )*$",
    re.I,
)
_BY = re.compile(
    r"\b(?:by|via|through|after|before|without|instead of|start|try|keep|avoid)$", re.I
)
_REPORTS = re.compile(
    r"\b(?:i|we|i've|we've|i'm|already|was|were|is|are|been|being|has|have|had|the|a|an"
    r"|this|that|my|its|their|of|for|no|each|every|in)$",
    re.I,
)

_SLIDER = re.compile(
    r"\b(?:slider|knob|dial|handle|edge|playhead|marker|fader|corner|cards?|thumbnails?)s?\b", re.I
)
_UI_WORD = re.compile(
    r" ?\b(?:slider|knob|dial|handles?|toggle|switch|check ?box|button|icon|fader|control"
    r"|thumbnails?|option|entry)s?\b",
    re.I,
)
_PREVIEWED = re.compile(
    r"(?: (?:it|that|this|them|the (?:[\w-]+ ){1,4}?|your (?:[\w-]+ ){1,3}?|everything"
    rf"|how it looks|{QUOTE}+))?(?: (?:again|first|back|once more|now|through))?"
    r" ?,? ?(?:in|on|using|with|inside|from|along) (?:the"
    r"|your) (?:[\w-]+ ){0,2}?(?:timeline|preview(?: (?:window|panel|player|pane|area"
    r"|screen|monitor))?|player|viewer|canvas|editor|monitor|storyboard)\b",
    re.I,
)
_BILLING = re.compile(
    r"(?: (?:it|them|that|(?:(?:your|the|how|what|my)(?: [\w']+){1,6}?)))? ?(?:(?:under"
    r"|in|on|at|via|through|from|over at|by opening) (?:the "
    r"|your )?(?:[\w→>-]+ ){0,3}?(?:account|billing|plans?|usage|wallet|profile|credits"
    r"|subscription|balance)\b(?: ?(?:→|>|/|->|and|&) ?[A-Z]\w+)*(?: (?:page|tab|menu"
    r"|section|panel|settings|area|screen))?|(?<=your )(?:account|billing"
    r"|balance)(?: page)?)",
    re.I,
)
_OWN_BILLING = re.compile(
    r" (?:your|the) (?:account(?:'s)? ?(?:balance|page|billing)?|billing(?: page| tab"
    r"| section)?|credit balance|credits? page|plan page|account/billing)\b",
    re.I,
)
_MEDIA_PLACE = re.compile(
    r"\b(?:into|onto|in|to|on) (?:the |your )?(?:media|upload|assets?|import"
    r"|file)s? (?:panel|area|tab|bin|library|zone|box|field|window)\b",
    re.I,
)
_WINDOW_OBJECT = re.compile(
    r" ?(?:(?:the|this|that|your|any|all) )?(?:[\w-]+ ){0,3}?(?:page|browser|tab|dialog"
    r"|window|pop-?ups?|message|banner|view|notification|panels?|sidebar|cache|cookies|app"
    r"|full[ -]?screen|screen|timeline|toolbar|preview|canvas|editor|interface|overlay"
    r"|menu)\b(?: (?:to|in|into) full[ -]?screen)?(?: (?:with|using"
    r"|by pressing) [A-Z][\w+-]*)?",
    re.I,
)
_LOGGING = re.compile(r"(?:log|sign) (?:in|out|back in)", re.I)
_FULL = re.compile(
    r" ?(?:(?:the|your|this) \w+ (?:\w+ )?)?(?:to |into )?full[ -]?screen(?: (?:mode"
    r"|view))?(?: (?:with|using|by pressing) [A-Z][\w+-]*)?",
    re.I,
)
_OWN_FILES = re.compile(
    r"\b(?:your (?:own )?(?:files?|footage|clips?|photos?|videos?|images?|recordings?"
    r"|music|song|logo)|(?:new|more|extra|additional|other) (?:files?|footage|clips?"
    r"|photos?|videos?|images?|media)|(?:the )?files?)\b.{0,30}\b(?:into|onto|here|to|in"
    r"|on)\b.{0,25}\b(?:window|here|panel|browser|area|zone|canvas|chat|library|page"
    r"|screen|box|app|editor|bin|field|tab)\b",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[,;:.!?](?!\d)|[—–()]|\s-\s| (?:and|then|but|or) (?:then )?(?=(?:click|press|tap|hit"
    r"|choose|select|open|drag|pull|slide|move|preview|go to|export|download|watch|check"
    r"|use)\b)| (?:because|so that|since|if|when|once|until|otherwise|whenever|as soon as"
    r"|unless|while)\b"
)


# "the Export button, which you should press now"
_ASIDE = re.compile(
    r"\bwhich you(?:'ll| will)?(?: can| should| could| may| must| need to| have to"
    r"| want to)?(?: now| just)? (?:press|click|tap|use|hit)(?: on)?(?: now| next| first)?"
    r"|\b(?:it's|it is|you'll find it|you can find it|found|located)(?: located"
    r"| right)?(?= ?(?:at|in|on) the (?:top|bottom|upper|lower|left|right))",
    re.I,
)


_IS_PRESS = re.compile(r"(?:double|right|long)-", re.I)


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in an English sentence, in order."""
    found = _instructions(sentence) or _spoken_of(sentence)
    if not found:
        return []
    if found[-1].carries and _IS_PRESS.match(sentence.plain, found[-1].start):
        found[-1] = replace(found[-1], step=Step.CHAT, carries=False)
    asides = [Finding(*m.span(), None, "") for m in _ASIDE.finditer(sentence.masked)]
    apart = [a for a in asides if not any(f.start < a.end and a.start < f.end for f in found)]
    return sorted(found + apart, key=lambda finding: finding.start)


_SPOKEN_OF = re.compile(
    r"(?<!has )(?<!have )(?<!with )(?<!shows )\b(?:the|your) (?P<what>(?:(?:big|small|blue"
    rf"|green|red|little|large|round|orange) )?{_NAME} (?:button|icon|tab|panel|menu|slider"
    rf"|toggle|page))(?P<where>{_PLACE}{{0,3}})"
    r"(?=,? (?:gives|lets|allows|will|is (?:at|in|on|where|what|all|next|now|right|ready"
    r"|waiting)|takes|opens|saves|starts|does|produces|brings|turns|creates|renders"
    r"|shows you|does the|makes|adds|can|you'll find|sits|at|downloads|exports)\b)"
)


def _spoken_of(sentence: Sentence) -> list[Finding]:
    """ "The Export button gives you the file": an element named, not worked."""
    match = _SPOKEN_OF.search(sentence.masked)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    step, known = step_for(what)
    if not match or not known:
        return []
    noun = {
        Step.EXPORT: "the export",
        Step.STATE: "the timeline",
        Step.CREDITS: "your balance",
        Step.UPLOAD: "sending it to me",
    }
    return [Finding(match.start(), match.end(), step, noun.get(step, "that") if step else "that")]


def _instructions(sentence: Sentence) -> list[Finding]:
    found: list[Finding] = []
    for match in _VERB.finditer(sentence.masked):
        if found and match.start() < found[-1].end:
            continue
        finding = _at(sentence, match, found)
        if finding:
            found.append(finding)
    return found


def _at(sentence: Sentence, match: re.Match[str], earlier: list[Finding]) -> Finding | None:
    kind = match.lastgroup or ""
    verb = match.group()
    negated = _context(sentence.masked, match, earlier)
    if negated is None:
        return None
    for look in _LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), verb.lower())
        if finding:
            finding = _as_gerund(finding) if verb.lower().split()[0].endswith("ing") else finding
            return _negate(finding) if negated else finding
    return None


_GERUNDS = {
    "export it": "exporting it",
    "look at the timeline": "looking at the timeline",
    "check your credits": "checking your credits",
    "send it to me": "sending it to me",
}


def _as_gerund(finding: Finding) -> Finding:
    """After "by": "by clicking Export" is "by exporting it"."""
    first, _, rest = finding.instead.partition(" ")
    other = (first[:-1] if first.endswith("e") else first) + "ing " + rest
    return replace(finding, instead=_GERUNDS.get(finding.instead, other if first else "").strip())


def _negate(finding: Finding) -> Finding:
    return Finding(finding.start, finding.end, finding.step, finding.instead, negated=True)


_NOUN_CLICK = re.compile(r"\b(?:a|an|one|single|quick|another|simple|final)$", re.I)


def _context(masked: str, match: re.Match[str], earlier: list[Finding]) -> bool | None:
    """None where the verb is no instruction to the person; else whether it is negated."""
    before = masked[: match.start()].rstrip()
    verb = match.group().lower()
    if verb.split()[0] in ("with", "via", "through", "using"):
        return False
    if _NOUN_CLICK.search(before) and verb.endswith(" on"):
        return False
    negated = bool(_NEGATED.search(masked[: match.start()]))
    if verb.split()[0].endswith("ing") and verb.split()[0] not in ("bring",):
        return negated if negated or _BY.search(before) else None
    if negated:
        return True
    if not before or (earlier and earlier[-1].end >= len(before)):
        return False
    clause = re.split(r"[,;:.!?—–(]", before)[-1]
    if not clause.strip():
        return False
    word = clause.split()[-1].lower().strip("'\"")
    if word == "to":
        return False if _TO_AFTER.search(before) and not _OTHERS.search(clause) else None
    if word in _LEAD_WORDS:
        if _OTHERS.search(clause) and not _YOU.search(clause):
            return None
        return False
    return False if not word[-1:].isalnum() and word != LINK else None


def _press(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    pattern = re.compile(rf" ?(?P<what>{_ELEMENT}|{_OBJECT})(?P<where>{_PLACE}{{0,3}})")
    match = pattern.match(sentence.masked, end)
    if not match or _is_common(sentence.plain[match.start("what") : match.end("what")]):
        return None
    if not re.compile(_ELEMENT).match(sentence.masked, match.start("what")) or (
        _GOES_ON.match(sentence.masked, match.end())
        and _PLAIN_OBJECT.fullmatch(match.group("what"))
    ):
        return Finding(
            start, match.end("what") - (match.group("what")[-1:] == " "), None, "", carries=True
        )
    return _worked(sentence, start, match, verb)


_GOES_ON = re.compile(
    r",? (?:and|then|and then)(?: \w+ly)? (?:click|press|tap|hit|choose|drag|set|pick|use"
    r"|move|open|select|pull|correct|change|type|edit|adjust|go|enter|delete)\b"
)
_PLAIN_OBJECT = re.compile(
    r"(?:the|this|that|each|any|both|its|your|it|them)(?: [a-z]\w*| \d+){0,4} ?"
)


def _is_common(words: str) -> bool:
    return bool(
        re.match(
            r"(?:the )?(?:conference|release|kit|water|dance|note|beat|nail|road|ground|spot)\b",
            words,
            re.I,
        )
    )


def _pick(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    noun = re.compile(
        rf" (?P<what>(?:{_DET} )?{_WORDS}{_NOUN}(?: {_NOUN})*)(?P<where>{_PLACE}{{0,3}})"
    )
    name = re.compile(rf" (?P<what>(?:{_DET} )?{_NAME})(?P<where>{_PLACE}{{0,3}})")
    match = noun.match(sentence.masked, end)
    if not match and verb in (
        "choose",
        "select",
        "pick",
        "choosing",
        "selecting",
        "picking",
        "hit",
        "enable",
        "activate",
        "toggle",
    ):
        match = name.match(sentence.masked, end)
        if match and not _looks_like_element(
            sentence.plain[match.start("what") : match.end("what")], match.group("where")
        ):
            match = None
    if not match and verb in ("select", "selecting"):
        return _selection(sentence, start, end)
    if not match:
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    if _FORMAT.fullmatch(what) and not match.group("where"):
        return None
    if not _is_screen_noun(what, verb):
        return None
    return _worked(sentence, start, match, verb)


_FORMAT = re.compile(
    r"(?:the )?(?:MP4|MOV|WebM|GIF|WAV|MP3|AVI|MKV|\d{3,4}p|\d+K|H\.?26[45]|\d+ ?fps|HD"
    r"|Full HD)",
    re.I,
)


def _looks_like_element(name: str, where: str) -> bool:
    return (
        step_for(name)[1]
        or bool(where)
        or "→" in name
        or ">" in name
        or bool(re.search(r"[A-Z]", name[:1]))
    )


def _is_screen_noun(what: str, verb: str) -> bool:
    """Whether the noun is an element: "use the second option" and "find a view" are not."""
    if re.search(
        r"\b(?:options?|tools?|entry|keys?|section|screen|view|list|presets?|cards?|corners?"
        r"|edges?|field|filters?|effects?|feature|mode|controls?|marker|arrow|pages?|window"
        r"|timeline)$",
        what,
        re.I,
    ):
        return (
            bool(re.search(rf"[A-Z{QUOTE}+→]", what[1:]))
            or "on" in verb.split()
            or verb.split()[0] in ("click", "press", "tap")
        )
    return True


def _selection(sentence: Sentence, start: int, end: int) -> Finding | None:
    """Selecting things on the timeline: a step towards the next instruction."""
    match = re.compile(
        r" (?:the|both|all|each|every|your|that|this|it|them|clips?)\b(?: (?!and\b"
        r"|then\b)[\w-]+){0,5}"
    ).match(sentence.masked, end)
    if match and not (
        _GOES_ON.match(sentence.masked, match.end())
        or sentence.masked[match.end() :].startswith(",")
    ):
        match = None
    return Finding(start, match.end(), None, "", carries=True) if match else None


def _worked(sentence: Sentence, start: int, match: re.Match[str], verb: str) -> Finding | None:
    what = sentence.plain[match.start("what") : match.end("what")].strip()
    where = sentence.plain[match.start("where") : match.end("where")]
    if LINK in match.group():
        return None
    if re.match(r"(?:right-?|double-?)", verb) and not re.search(r"button|icon", what):
        return Finding(start, match.end(), None, "", carries=True)
    step, known = step_for(what)
    if not known and re.search(r"\b(?:account|billing|file|export)\b", where, re.I):
        step, known = step_for(where)
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    by = verb in ("with", "via", "through", "using")
    if by and not known:
        step, known = step_for(sentence.plain[:start].split(",")[-1])
    if by:
        return Finding(start, end, step, "" if step is not Step.CHAT else _change(what, "with"))
    if step is Step.CHAT:
        return Finding(start, end, step, _change(what, verb))
    return Finding(start, end, step, _INSTEAD.get(step, ""))


_INSTEAD = {
    Step.EXPORT: "export it",
    Step.STATE: "look at the timeline",
    Step.CREDITS: "check your credits",
    Step.UPLOAD: "send it to me",
}
_VERB_NAMES = frozenset(
    [
        "split",
        "mute",
        "unmute",
        "undo",
        "redo",
        "crop",
        "rotate",
        "trim",
        "delete",
        "duplicate",
        "flip",
        "mirror",
        "reverse",
        "merge",
        "group",
        "ungroup",
        "stabilise",
        "stabilize",
        "denoise",
        "blur",
        "freeze",
        "loop",
        "detach",
        "cut",
        "remove",
        "add",
        "replace",
        "align",
        "center",
        "lock",
        "unlock",
        "normalise",
        "normalize",
        "enhance",
        "generate",
        "translate",
        "apply",
        "reset",
        "restore",
        "speed",
        "slow",
        "auto",
    ]
)


def _change(what: str, verb: str) -> str:
    """A button that edits, as the edit itself."""
    name = re.sub(r"^(?:the|a|an|this|that|your) ", "", what, flags=re.I)
    name = re.sub(rf"(?: {_NOUN})+$", "", name).strip(" \"'“”「」")
    name = re.sub(
        r"^(?:small|big|blue|green|red|little|grey|gray|white|large|round|new|magic)\b ",
        "",
        name,
        flags=re.I,
    )
    words = name.split()
    if not words:
        return "make the change"
    if words[0].lower() in _VERB_NAMES - {"auto", "speed", "slow"}:
        return " ".join([words[0].lower(), *words[1:]])
    if verb in ("disable", "turn off", "switch off", "untick"):
        return f"turn off {name}"
    return (
        f"add {name}"
        if re.search(r"caption|subtitle|title|music|text|sticker", name, re.I)
        else f"use {name}"
    )


def _open(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    pattern = re.compile(rf" (?P<what>{_ELEMENT})(?P<where>{_PLACE}{{0,3}})")
    match = pattern.match(sentence.masked, end)
    if not match or LINK in match.group():
        return _preview(sentence, start, end, verb)
    what = sentence.plain[match.start("what") : match.end("what")]
    is_open = verb.split()[0] not in (
        "see",
        "view",
        "look",
        "consult",
        "enter",
        "visit",
        "return",
        "access",
    )
    noun = re.search(rf"\b{_NOUN}$", what)
    if noun:
        if not is_open and not re.search(
            r"\b(?:panels?|tabs?|pages?|menu|storyboard|inspector|window|sidebar|section|timeline"
            r"|pane)$",
            what,
            re.I,
        ):
            return None
    elif not (names_a_place(what) or "→" in what or ">" in what):
        return None
    if re.search(r"\b(?:corner|toolbar|top bar|menu bar|sidebar)$", what) and not step_for(what)[1]:
        return Finding(start, match.end(), None, "", carries=True)
    step, _ = step_for(what, opens=True)
    finding = Finding(start, match.end(), step, _INSTEAD.get(step, "") if step else "")
    return finding


def _drag(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    stop = _CLAUSE_END.search(sentence.masked, end)
    last = stop.start() if stop else len(sentence.masked)
    rest = sentence.plain[end:last]
    masked = sentence.masked[end:last]
    strong = verb.startswith("drag")
    if verb == "grab" and re.match(
        r" and (?:then )?(?:drag|pull|move|slide)", sentence.masked[last:]
    ):
        return Finding(start, last, None, "", carries=True)
    if not rest.strip() or LINK in masked:
        return None
    if (
        _MEDIA_PLACE.search(rest)
        and re.match(r"drag|drop|pull", verb)
        and not re.search(r"[\d`]", rest)
    ):
        return Finding(start, last, Step.UPLOAD, _INSTEAD[Step.UPLOAD])
    if _OWN_FILES.search(rest) and re.match(r"drag|drop|move|pull", verb):
        return Finding(start, last, Step.UPLOAD, _INSTEAD[Step.UPLOAD])
    if not strong and not (
        _SLIDER.search(masked)
        or (
            re.search(r"\b(?:in|on|onto|into) the (?:timeline|media panel)\b", masked)
            and verb in ("drop", "move", "slide", "pull")
        )
    ):
        return None
    return Finding(start, last, Step.CHAT, _moved(rest, verb))


def _moved(rest: str, verb: str) -> str:
    """What was to be dragged, as a change."""
    rest = re.sub(
        r" (?:in|on|along|from|onto|into) the (?:timeline|media panel|library|media library"
        r"|preview(?: window)?|canvas)\b",
        "",
        rest,
    )
    if re.search(r"\bcrop\b", rest) and _SLIDER.search(rest):
        return "crop the frame" + re.sub(r"^.*?\b(?:handles?|corners?|edges?)\b", "", rest)
    if re.match(r"(?: [\w'-]+){1,4}? (?:edges?|ends?|handles?|corners?)\b", rest):
        return "change " + re.sub(
            r"\b(?:(?:right|left|trim|outer|either|far|start|end) )*(?:edges?|ends?|handles?"
            r"|corners?)\b(?: of (the [\w-]+|it))?",
            r"length\1",
            rest.strip(),
            count=1,
        ).replace("lengththe", "length of the").replace("lengthit", "length")
    if re.search(r"\b(?:slider|knob|dial|fader)", rest, re.I):
        return "set" + _UI_WORD.sub("", rest)
    return "move" + _UI_WORD.sub("", re.sub(r"\bcards?\b", "clips", rest))


def _window(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    if _LOGGING.match(verb):
        return Finding(start, end, None, "")
    full = _FULL.match(sentence.masked, end)
    if full:
        return Finding(start, full.end(), None, "")
    if verb in ("switch", "make", "put", "clear", "leave", "enlarge", "hide") and not re.match(
        r" (?:the |this |your )?(?:browser|window|cache|page|panel|sidebar|tab|app|preview)",
        sentence.masked[end:],
    ):
        return None
    match = _WINDOW_OBJECT.match(sentence.masked, end)
    if verb in ("zoom in", "zoom out") and re.match(
        r"\s*(?:[.,;!)]|$|using|with the)", sentence.masked[end:]
    ):
        return Finding(start, end, None, "")
    if verb.split()[0] in ("refresh", "reload") and not match:
        return Finding(start, end, None, "")
    return Finding(start, match.end(), None, "") if match else None


def _preview(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = _PREVIEWED.match(sentence.masked, end)
    if match:
        return Finding(start, match.end(), Step.STATE, _INSTEAD[Step.STATE])
    match = _BILLING.match(sentence.masked, end) or _OWN_BILLING.match(sentence.masked, end)
    if match and verb.split()[0] in ("check", "see", "view", "review", "look", "find", "inspect"):
        return Finding(start, match.end(), Step.CREDITS, _INSTEAD[Step.CREDITS])
    return None


_IN_PANEL = re.compile(
    rf"(?P<edit>(?: {_NOT}[\w'{QUOTE}.%°+-]+| (?:to|of|for|with"
    rf"|and) (?={_NOT}[\w{QUOTE}])){{1,9}}?) ?(?:in|under|from|via|through|with|using"
    r"|inside|on) (?:the |your )?"
    rf"(?:[\w{QUOTE}→>&-]+ ){{0,3}}?(?:panel|tab|menu|sidebar|side bar|toolbar|inspector"
    r"|drop-?down|slider|properties|settings|dialog|picker|knob|field|text box|input box"
    r"|search bar|list|library)\b",
    re.I,
)


_LOOKING = re.compile(r"check|find|look|see|view|review|inspect|watch|compare|verify|consult")


def _in_panel(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    """ "Choose another style in the Text panel": the change stays, the panel goes."""
    match = _IN_PANEL.match(sentence.masked, end)
    if not match or LINK in match.group():
        return None
    edit = sentence.plain[start : match.end("edit")].strip()
    if _LOOKING.match(verb):
        step, _ = step_for(sentence.plain[match.end("edit") : match.end()], opens=True)
        return Finding(start, match.end(), step, edit[0].lower() + edit[1:])
    return Finding(start, match.end(), Step.CHAT, edit[0].lower() + edit[1:])


def _ignore(sentence: Sentence, start: int, end: int, verb: str) -> Finding | None:
    match = re.compile(
        rf" (?P<what>(?:{_DET} )?{_WORDS}(?:button|icon|panel|tab|menu|slider|toggle|dialog"
        rf"|pop-?up)s?\b)(?P<where>{_PLACE}{{0,3}})"
    ).match(sentence.masked, end)
    return Finding(start, match.end(), None, "", negated=True) if match else None


_LOOKS = {
    "ignore": (_ignore,),
    "change": (_in_panel,),
    "press": (_press, _preview),
    "pick": (_pick, _preview, _in_panel),
    "open": (_open, _preview, _in_panel),
    "drag": (_drag, _in_panel),
    "window": (_window,),
    "show": (_preview, _in_panel),
}
