"""Elements that English names without a verb that works them: a place, a subject, a means."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_addressing
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.sentence import LINK, QUOTE, Finding, Sentence

_HARD = (
    r"(?:buttons?|icons?|tabs?|panels?|panes?|menu bar|menus?|sliders?|toggles?|drop-?downs?"
    r"|toolbar|top bar|sidebar|side bar|inspector|dialog|picker|preview window|upload button|knob"
    r"|page(?! \d)|settings|properties|drawer|field|text box|switch|handles?|check ?box|(?:preview"
    r"|video) (?:player|pane|area|screen|monitor|panel|tab)|storyboard(?: view)?|viewer)\b"
)
_PATH = (
    r"(?:[A-Z]\w+(?: ?(?:→|>|›|»|->) ?[A-Z]\w*(?: (?:& |and )?[A-Z]\w*)*)+|\+ ?[A-Z]\w+(?: [a-z]+)?"
    r"|(?:Upload|Import|Export|Download|Share)(?= ?[,;.!]|$)|Billing|Account|Settings"
    r"|Profile|Downloads|Exports)"
)
_PREPOSITION = r"(?:in|on|under|via|from|with|using|through|at|over at|inside|within)"
_SCREEN_PLACE = (
    rf"(?:(?-i:(?:the |your )?{_PATH})"
    rf"|(?:(?:the|your|its) )?(?:(?!panel|tab){words.NOT}[\w'{QUOTE}+&/-]+ ){{0,3}}?{_HARD})"
)
_SPOKEN_OF = re.compile(
    r"(?:^|[,;.!—–(] ?|:(?!\d) ?)(?:(?:[Ss]o|[Aa]nd|[Bb]ut|[Tt]hen|also|that|as|because|now) )*"
    r"(?P<whole>(?:(?:[Tt]he|[Yy]our) )?(?P<what>(?!The |Your )(?:(?:big|small|blue|green|red"
    r"|little|large"
    rf"|round|orange|purple) )?(?:{words.NAME}|(?:export|download|upload|billing|render|media"
    r"|preview|storyboard|account|layers?)(?= (?:button|icon|option|tab|page|panel))) (?:button"
    r"|icon|tab|panel|menu|slider|toggle|page|option)|(?:button|icon)(?= is (?:at|in|on|next"
    r"|right))|(?:Export|Download|Billing|Upload)(?= (?:is (?:available|found|located|(?:in|at|on"
    rf"|under) the)|lives|sits|can be found| \([^)]*\) (?:gives|saves"
    rf"|downloads))))(?P<where>{words.PLACE}{{0,3}})"
    r"(?P<aside>, which you(?: (?P<open>can|could|may|might)| should"
    r"| must)? [a-z]+(?: now)?[^,;:.]{0,30},)?)(?=,? (?:gives|lets|allows|will|is (?:at|in|on"
    r"|where|what|all|next|now|right|ready|just|waiting|available|under|found|located|below|above)"
    r"|takes|opens|saves|starts|does|produces|brings|turns|creates|renders|lives|waits"
    r"|can be found|shows(?! up)|lists|tells|makes|adds|can(?! be (?!found))|you'll find|sits|at"
    r"|downloads|exports)\b)"
)
_WHEREABOUTS = re.compile(
    r" is all you (?:need|have) to (?:press|click|tap|hit|use)\b| (?:is|lives|sits|waits"
    r"|is waiting|can be found|is (?:located|found|available))"
    r"(?: for you| right| just)?(?: (?:under|at|in|on|from|via|inside) (?:the |your )?"
    r"[\w'’→>&+-]+(?: [\w'’→>&+-]+){0,5}?)?(?=[,;:.!?]|$| (?:and|whenever|when|once|if)\b)"
)
_IMPERATIVE = re.compile(
    r"\W*(?:(?:please|just|simply|then|now|first|and|or|but|so|also|next|if you (?:like"
    r"|want))\W+)*(?!(?:the|a|an|i|we|it|he|she|they|this|that|these|those|my|there|all|both|two"
    r"|three|each|every|no|as|here|her|his|its|your|our|some|after|before|what|when|who|is|are|do"
    r"|does|did|shall|should|would|could|want|in|on|at|with|you|if|once|since|because|not|one"
    r"|only|from|for|under|where|which|while|how)\b)(?!(?!bring\b|embed\b|feed\b|speed\b)\w+(?:ed"
    r"|ing)\b)[a-z]+(?:(?<!s)|(?<=ss)) ",
    re.I,
)
_TOLD = re.compile(
    r"\byou(?:'ll| always)? (?:can|could|may|might|should|will|need|have to|just|find|get)\b"
    r"|\byou'll\b|\byou(?:'re| are) (?:free|able|welcome) to\b|\b(?:can|may) be \w+",
    re.I,
)
_SOMEWHERE = re.compile(rf",? {_PREPOSITION} (?P<what>{_SCREEN_PLACE}){words.PLACE}{{0,2}}", re.I)
_FIRST = re.compile(
    rf"(?:^|(?<=[;:.!—–] )|(?<=[,;] ))(?:(?:then|now|next|also|and|so|finally|first),? )?"
    rf"(?P<whole>{_PREPOSITION} (?P<what>{_SCREEN_PLACE}){words.PLACE}{{0,2}}(?:, | (?=(?:you"
    rf"|choose|click|select|press|tap|hit|open|pick|drag|go)\b)))",
    re.I,
)
_LOOKS = re.compile(
    r"\W*(?:(?:please|just|then|now|you|can|could|may|might|should|will|also|simply|find)\W+)*"
    rf"(?:{words.LOOKING.pattern}|play|browse|flip|scan|give|hear|have)",
    re.I,
)
_KEPT_IN = re.compile(
    r"\b(?:is|are|sits?|stays?|waits?|lies?|remains?)(?: still| now| also| all)? (?P<whole>(?:in"
    r"|on|under) (?:the |your )?(?:[A-Z]\w+ |media |asset |project )*(?:panel|tab|bin|library"
    r"|sidebar|tray))\b"
)
DENIED = re.compile(
    r"\W*(?:(?:please|but|so|and|just) )*(?:don't|do not|never|there's no need to|no need to"
    r"|you (?:don't|do not) (?:have|need) to|you needn't) ",
    re.I,
)
_STOP = re.compile(r"[,;:.!?—–()](?:\s|$)")


def find(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """What is said of elements in clauses that hold no instruction."""
    result = found + [f for f in _kept_in(sentence) if found and not _overlaps(f, found)]
    start = 0
    for end in [*(m.start() for m in _STOP.finditer(sentence.masked)), len(sentence.masked)]:
        announced = english_addressing.ANNOUNCED.search(sentence.masked[: start + 1] + " ")
        if not announced and not any(f.start < end and start < f.end for f in found):
            told = _spoken_of(sentence, start, end) or _somewhere(sentence, start, end)
            is_said = told and any(f.step is told.step for f in found)
            if told:
                result.append(replace(told, step=None, instead="") if is_said else told)
        start = end
    return sorted(result, key=lambda finding: finding.start)


def _overlaps(finding: Finding, others: list[Finding]) -> bool:
    return any(f.start < finding.end and finding.start < f.end for f in others)


def _kept_in(sentence: Sentence) -> list[Finding]:
    """ "It is in the Media panel" where something is to be done with it: it is here."""
    return [Finding(*m.span("whole"), None, "here") for m in _KEPT_IN.finditer(sentence.masked)]


def first(sentence: Sentence) -> list[Finding]:
    """ "In the Audio tab, lower the music": the place goes, what is done there stays."""
    return [
        Finding(
            *match.span("whole"),
            _done_at(sentence.plain[slice(*match.span("what"))], sentence.plain[match.end() :]),
            "",
        )
        for match in _FIRST.finditer(sentence.masked)
        if LINK not in match.group()
        and (
            _IMPERATIVE.match(sentence.masked, match.end())
            or _TOLD.match(sentence.masked, match.end())
        )
    ]


def tells(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the person is told to do something with what stands from start to end."""
    before = re.split(r"[,;:.!?—–(]", sentence.masked[:start])[-1]
    if (
        _IMPERATIVE.match(before + " ")
        or _TOLD.search(before)
        or words.BARE_YOU.search(before.rstrip())
    ):
        return True
    after = re.sub(r"^,? ", "", sentence.masked[end:])
    is_first = not before.strip() or not words.LEADING.sub("", before + " ").strip()
    return is_first and bool(_IMPERATIVE.match(after) or re.match(r"(?:which )?you\b|it\b", after))


def settled(sentence: Sentence, placed: list[Finding], found: list[Finding]) -> list[Finding]:
    """Places before an instruction leave the action to it."""
    result = []
    for place in placed:
        stop = _STOP.search(sentence.masked, place.end)
        last = stop.start() if stop else len(sentence.masked)
        told = any(place.end <= f.start < last and f.step for f in found)
        result.append(replace(place, step=None, carries=True) if told else place)
    return result


def _done_at(place: str, told: str) -> Step | None:
    """The step of doing something at a place: looking and fetching by the place, else a change."""
    step, known = step_for(place)
    if known and step is not Step.STATE:
        return step
    return Step.STATE if _LOOKS.match(told) else Step.CHAT


def _spoken_of(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "The Export button gives you the file": an element named, not worked."""
    match = _SPOKEN_OF.search(sentence.masked, start)
    match = match if match and match.start() < end else None
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    step, known = step_for(what)
    if not match or not known:
        return None
    where = _WHEREABOUTS.match(sentence.masked, match.end())
    if where:
        return Finding(
            match.start("whole"), where.end(), step, words.INSTEAD.get(step, "") if step else ""
        )
    noun = words.NOUNS.get(step, "that") if step else "that"
    finding = Finding(*match.span("whole"), step, noun)
    return finding.offered() if match.group("open") else finding


def _somewhere(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "Compare the plans on the billing page": the place goes, whatever is done there."""
    match = _SOMEWHERE.search(sentence.masked, start, end)
    if not match or LINK in match.group() or sentence.masked.rstrip().endswith("?"):
        return None
    clause = sentence.masked[start : match.start()].lstrip(" ,;:.!?—–()")
    if words.SPEAKER.search(clause):
        return None
    is_told = _IMPERATIVE.match(clause + " ") or _TOLD.search(clause) or DENIED.match(clause)
    if words.OTHERS.search(clause) or not is_told:
        return None
    verb = words.LEADING.sub("", sentence.plain[start : match.start()])
    step = _done_at(sentence.plain[match.start("what") : match.end("what")], verb)
    return Finding(match.start(), match.end(), step, "")


# "That Export thing": what an element is called when its name is not enough.
_THING = (
    r" (?:thing(?:y|ie)?|symbol|sign|glyph|entry|item|pill|tile|chip|badge|accordion|flyout|sheet"
    r"|ribbon|tray|dock|shelf|lane|rail|strip|palette|bubble|spot|area|ruler|switch|arrow|triangle"
    r"|pop-?(?:up|over)|drop-?down|menu|panel|tab|button|icon|bar|knob|dial|fader|link|page"
    r"|field|box|key)s?\b"
)
# A part of the screen that is never a part of the picture.
_PART = (
    r"(?:panels?|tabs?|(?:three )?dots|gear|hamburger|(?:\w+-)?menus?|inspector|side ?bar|(?:tool"
    r"|menu|clip|top|bottom|chat|side|title|status) ?bar|toolbar|drop-?downs?|dialog(?: box)?"
    r"|pop-?(?:up|over)s?|drawer|shelf|dock|ribbon|palette|flyout|accordion|settings|properties"
    r"|options|picker|presets|tray|bin|rail|ruler|toolbox|button row|tab row|library|browser"
    r"|storyboard|viewer|player|scene strip|control strip|track header|app|editor|avatar)\b"
)
# One that may be: only beside an export, an upload, a look.
_EDGES = (
    r"(?:(?:top|upper|bottom|lower|far)[ -])?(?:corner|row|header|footer|side|edge|screen|page"
    r"|window|bar|strip|left|right|top|bottom|timeline|canvas|preview|list|centre|center|end)\b"
)
_IN = (
    r"(?:in|inside|within|at|on|under|below|above|beside|next to|near|along|by|from|via|through"
    r"|over in|up in|down in)"
)
_MANY = rf"(?:{words.NOT}[A-Za-z'’{QUOTE}&/-]+ ){{0,3}}?"
_NAMED = rf"(?:(?:the|your|that|this|its) {_MANY}|(?-i:[A-Z])[\w&]+ )"
_WHICH = (
    r",? (?:the )?(?:first|second|third|fourth|last|rightmost|leftmost|topmost)(?: (?:one|item"
    r"|icon|button))?(?: from| on| at)? the (?:left|right|top|bottom|end)\b|, (?:the )?(?:big "
    r"|little |small )?(?:blue|green|red|orange|purple|white|round|yellow) (?:one|button|icon"
    r"|arrow)\b|, (?:the )?(?:top|bottom|upper|lower|left|right|side)[- ](?:row|bar|corner|left"
    r"|right|side|hand side|hand corner)\b"
)
_ENDS = (
    r"(?=[,;:.!?)\]—–]|$| (?:and|or|to|if|when|once|so|for|whenever|then|because|while|until"
    r"|as|before|after|but|onto|into|since|that|first|now|again|next|please|anyway)\b)"
)


def _tail(place: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?: (?:right|just|up|down|over))? {_IN} {_NAMED}{place}"
        rf"(?: (?:on|at) the (?:far )?(?:left|right|top|bottom)(?: side)?)?"
        rf"| \((?:in |on |under |at )?(?:the |your )?{_MANY}{place}\)|{_WHICH})+{_ENDS}",
        re.I,
    )


_BESIDE_CHANGE, _BESIDE_STEP = _tail(_PART), _tail(rf"(?:{_PART}|{_EDGES})")
_CALLED = re.compile(rf"(?:{_THING}){{1,2}}(?! \w+ing\b)", re.I)
_PART_OF = re.compile(
    r" (?:field|page|tile|tab|button|icon|menu|panel|box|key|pane|frame|window|screen|edge|side)\b"
    r"(?! \w+ing\b)"
)
_NAMED_LAST = re.compile(r"[A-Z]\w*(?: [a-z]+)?\W?$")


def with_tails(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, each with what follows it and only names its element or says where it is."""
    ends = [*(f.start for f in found[1:]), len(sentence.masked)]
    return [_with_tail(sentence, f, end) for f, end in zip(found, ends, strict=True)]


def _with_tail(sentence: Sentence, finding: Finding, end: int) -> Finding:
    last = finding.end - sentence.masked.endswith(" ", 0, finding.end)
    named = _NAMED_LAST.search(sentence.plain[finding.start : last])
    called = (_CALLED if named else _PART_OF).match(sentence.masked, last, end)
    last = called.end() if called else last
    tail = _BESIDE_CHANGE if finding.step in (Step.CHAT, None) else _BESIDE_STEP
    where = tail.match(sentence.masked, last)
    if where and where.end() <= end and LINK not in where.group():
        last = where.end()
    return replace(finding, end=last)
