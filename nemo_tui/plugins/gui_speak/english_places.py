"""Elements that English names without a verb that works them: a place, a subject, a means."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_filmed
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_moves import drag
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, QUOTE, Sentence

_HARD = (
    r"(?:buttons?|icons?|tabs?|panels?|panes?|menu bar|menus?|sliders?|toggles?|drop-?downs?"
    r"|toolbar"
    r"|top bar|sidebar|side bar|inspector|dialog|picker|preview window|upload button|knob"
    r"|page(?! \d)"
    r"|settings|properties|drawer|field|text box|switch|handles?|check ?box|(?:preview"
    r"|video) (?:player"
    r"|pane|area|screen|monitor|panel|tab)|storyboard(?: view)?|viewer)\b"
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
    r"|preview|storyboard|account|layers?)(?= (?:button|icon|option|tab|page|panel)))"
    r" (?:button|icon|tab|panel|menu|slider|toggle|page|option)"
    r"|(?:button|icon)(?= is (?:at|in|on|next|right))"
    r"|(?:Export|Download|Billing|Upload)(?= (?:is (?:available|found|located|(?:in|at|on"
    rf"|under) the)|lives|sits|can be found| \([^)]*\) (?:gives|saves"
    rf"|downloads))))(?P<where>{words.PLACE}{{0,3}}))"
    r"(?=,? (?:gives|lets|allows|will|is (?:at|in|on|where|what|all|next|now|right|ready|just"
    r"|waiting|available|under|found|located|below|above)|takes|opens|saves|starts|does|produces"
    r"|brings|turns|creates|renders|lives|waits|can be found"
    r"|shows(?! up)|lists|tells|makes|adds|can|you'll find|sits|at|downloads|exports)\b)"
)
_WHEREABOUTS = re.compile(
    r" is all you (?:need|have) to (?:press|click|tap|hit|use)\b| (?:is|lives|sits|waits"
    r"|is waiting|can be found|is (?:located|found|available))"
    r"(?: for you| right| just)?(?: (?:under|at|in|on|from|via|inside) (?:the |your )?"
    r"[\w'’→>&+-]+(?: [\w'’→>&+-]+){0,5}?)?(?=[,;:.!?]|$| (?:and|whenever|when|once|if)\b)"
)
_IMPERATIVE = re.compile(
    r"\W*(?:(?:please|just|simply|then|now|first|and|or|but|so|also|next|if you (?:like"
    r"|want))\W+)*"
    r"(?!(?:the|a|an|i|we|it|he|she|they|this|that|these|those|my|there|all|both|two|three|each"
    r"|every|no|as|here|her|his|its|your|our|some|after|before|what|when|who|is|are|do|does|did"
    r"|shall|should|would|could|want|in|on|at|with|you|if|once|since|because|not|one|only|from"
    r"|for|under|where|which|while|how)\b)"
    r"(?!(?!bring\b|embed\b|feed\b|speed\b)\w+(?:ed|ing)\b)[a-z]+(?:(?<!s)|(?<=ss)) ",
    re.I,
)
_TOLD = re.compile(
    r"\byou(?:'ll| always)? (?:can|could|may|might|should|will|need|have to|just|find|get)\b"
    r"|\byou'll\b|\byou(?:'re| are) (?:free|able|welcome) to\b|\b(?:can|may) be \w+",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?P<how>(?:it's|it is|they're|they are|you'll find (?:it|them))(?=.{0,40}\b(?:panel|tab"
    r"|page|menu|sidebar|window)\b)|be (?:found|seen|viewed|checked|reviewed|previewed|watched"
    r"|inspected|compared"
    r"|changed|adjusted|downloaded|exported|uploaded|added|replaced|set|edited|fetched|saved)"
    r"|(?:(?<=balance )is|(?<=credits )are)(?: always| also)?(?: shown| listed| displayed"
    r"| visible)?)"
    rf"(?: \w+)? (?:in|on|under|via|with|from|using|through|at|behind) (?P<what>(?:the"
    rf"|your) {words.WORDS}"
    rf"{words.NOUN}|{words.NAME}(?: {words.NOUN})+|(?-i:[A-Z]\w+ ?[→>] ?[A-Z]\w+))"
    rf"(?P<where>{words.PLACE}{{0,3}})",
    re.I,
)
_HANDLED = re.compile(
    r"\W*(?:(?:please|just|simply|then|now|first|and|or|but|so|also|next|finally|you can|you could"
    r"|you may|you might|feel free to|go ahead and"
    r"|(?:[^,;:.]* )?you(?: (?:need|have)|'re (?:welcome|free)| are (?:welcome|free)) to|(?:all"
    r"|what) you (?:need|have) to do(?: now"
    r"| next)? is(?: to)?|the (?:last|only"
    r"|next) (?:step|thing) is to"
    r"|(?P<not>don't|do not|never|(?:there's )?no need to|you (?:don't|do not) (?:have"
    r"|need) to))\W+)*"
    r"(?P<verb>(?!(?:note|mind|notice|remember|keep|make|imagine|say|tell|let|show|design|draw"
    r"|animate"
    r"|add|create|the|a|an|this|that|these|those|with|in|on|at|if|when|once|since|because|as|my|its"
    r"|his|her|their|our|i|we|it|he|she|they|you|there|only|both|all|every|each|no|not|replace"
    r"|remove|and|or|but|so|then|now|also|should|would|could|can|may|might|must|shall|will|do"
    r"|which|what|who|whose|where|while|how|why|than|from|under|behind|near|for|into|of|through"
    r"|colour|color|recolour|record|film|shoot|want|like|see|hear|watch|spot|read|recogni[sz]e"
    r"|imagine|picture)\b)(?!\w+(?:ed|ing|s)\b)[a-z]+)"
    rf"(?: (?:up|down|on|off|over))? (?P<what>(?:the|that|your"
    rf"|this) (?:{words.NOT}[\w'{QUOTE}+-]+ )"
    r"{0,3}?(?:button|icon|tab|toggle|slider|check ?box|drop-?down|knob|dial|switch|fader"
    r"|panel))s?\b"
    rf"(?P<where>{words.PLACE}{{0,2}})(?: a (?:quick )?(?:click|press|tap|push|nudge))?",
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
_ONLY_PATH = re.compile(
    rf"\W*(?:(?:then|or|and) )?(?P<what>{words.NAME}(?: {words.NAME})? ?(?:→|>|›|»"
    rf"|->) ?[^,;:.!?()]{{2,30}})\W*"
)
_THERE_IS = re.compile(
    rf"\b[Tt]here(?:'s| is) (?:(?:a|an"
    rf"|the) )(?P<what>(?:{words.NOT}[\w'{QUOTE}+-]+ ){{0,3}}?(?:button"
    rf"|icon|toggle|slider|knob|switch|arrow|menu|checkbox))(?P<where>{words.PLACE}{{1,2}})?"
    r"(?: for (?:that|this|it))?(?:(?<=for that)|(?<=for this)|(?<=for it)|(?<=bar)|(?<=menu)"
    r"|(?<=panel)|(?<=corner)|(?<=tab)|(?<=name)|(?<=player)|(?<=preview)|(?<=timeline)"
    r"|(?<=track \d))"
)
_KEPT_IN = re.compile(
    r"\b(?:is|are|sits?|stays?|waits?|lies?|remains?)(?: still| now| also| all)? (?P<whole>(?:in"
    r"|on|under)"
    r" (?:the |your )?(?:[A-Z]\w+ |media |asset |project )*(?:panel|tab|bin|library|sidebar"
    r"|tray))\b"
)
_EFFECT = re.compile(
    r"\W*(?:(?:and|but|so|then|there|also),? )*(?P<whole>(?:(?:the|a|an|one"
    r"|your) )?(?:[\w'+-]+ ){0,5}?(?:arrow|button"
    r"|icon|key|F\d{1,2}|Esc(?:ape)?|Ctrl|Cmd|cross|X|click|shortcut|wheel|pinch|triangle|toggle"
    r"|space bar"
    r"|\w+\+\w+)(?: [\w'-]+){0,6}? (?:collapses|expands|closes|hides|minimi[sz]es|maximi[sz]es"
    r"|zooms(?: in| out)?(?: (?:on|into))?|refreshes|reloads|enlarges|widens|shrinks|dismisses"
    r"|(?:(?:switches|brings|takes|puts|goes)(?: (?:the|your)"
    r" (?:browser|window|player|picture|video|preview))? (?:in)?to)"
    r"|opens|enters|leaves|exits|toggles) (?:(?:the|your|this|that"
    r"|it) ?)?(?:[\w-]+ ){0,2}?(?:side ?bar|panel|page"
    r"|window|dialog|pop-?up|banner|full[ -]?screen|timeline|view|browser|toolbar|pane|preview)\b"
    r"(?: (?:to|in|into) full[ -]?screen)?)",
    re.I,
)
# What belongs to the window, not to the video.
_VIEW_THING = (
    r"(?:(?:dark|light|night) mode|(?:preview|playback|viewer|player) (?:quality|resolution"
    r"|background|size)"
    r"|grid(?: overlay| lines?)?(?! of)|(?:safe[- ]?area )?guides|rulers?|safe[- ]areas?"
    r"|(?:panel |pane )?(?:divider|splitter)|(?:track|row|lane) heights?|(?:panel|window"
    r"|workspace|editor) layout"
    r"|(?:editor|app|interface|page|browser|player|screen|window)(?= (?:in)?to (?:dark|light"
    r"|night|full|black))"
    r"|(?:browser )?tab(?!le)|(?:browser )?window(?= (?:wider|larger|bigger|taller))|(?:timeline"
    r"|preview|media) panel)"
)
_VIEW = re.compile(
    r"(?:^|[,;:.!—–(] ?)(?:(?:so|and|but|then|please|just|now|you can|you could|you may|or"
    r"|simply) )*"
    r"(?P<whole>(?:(?:switch|change|set|turn|toggle|put|make|reset|increase|reduce|drag|move"
    r"|pull|enable|disable"
    r"|lower|raise|hide|show)(?: (?:on|off|up|down))? (?:(?:the|your|this|a|any) )?(?:[\w-]+ )?"
    rf"(?!(?:timeline|preview|media) panel|(?:browser )?tab){_VIEW_THING}"
    rf"|(?:detach|undock|dock|rename|mute|unmute|resize|widen|reset) (?:(?:the|your"
    rf"|this) )?(?:[\w-]+ )?{_VIEW_THING}"
    r"|reset the (?:panel |window |workspace )?layout)\b"
    r"(?: (?:to|into|in|on|onto|from) (?:the |a |your )?(?:[\w%-]+ ?){1,4}?)?(?: (?:wider|larger"
    r"|bigger|taller))?"
    r"(?: (?:with|via|in|using|under) [^,;:.()]{1,40}?)?)(?=[,;:.!()]|$| (?:to|if|so|for|and"
    r"|when|because)\b)",
    re.I,
)
DENIED = re.compile(
    r"\W*(?:(?:please|but|so|and|just) )*(?:don't|do not|never|there's no need to|no need to"
    r"|you (?:don't|do not)"
    r" (?:have|need) to|you needn't) ",
    re.I,
)
_STOP = re.compile(r"[,;:.!?—–()](?:\s|$)")
_IT_ALONE = re.compile(r"\b(?:turn|switch|put|set|toggle) it\b", re.I)
_VIEW_NAMED = re.compile(rf"\b{_VIEW_THING}\b", re.I)


def find(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """What is said of elements in clauses that hold no instruction."""
    result = found + [f for f in _kept_in(sentence) if found and not _overlaps(f, found)]
    start = 0
    for end in [*(m.start() for m in _STOP.finditer(sentence.masked)), len(sentence.masked)]:
        told = english_filmed.ANNOUNCED.search(sentence.masked[: start + 1] + " ")
        if not told and not any(f.start < end and start < f.end for f in found):
            looks = (look(sentence, start, end) for look in _LOOKS_AT)
            spoken = [finding for finding in looks if finding][:1]
            said = {f.step for f in found}
            result += [replace(f, step=None, instead="") if f.step in said else f for f in spoken]
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


def views(sentence: Sentence) -> list[Finding]:
    """ "Switch the editor to dark mode": the window alone."""
    return [Finding(*m.span("whole"), None, "") for m in _VIEW.finditer(sentence.masked)]


def of_the_view(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Dark mode is easier: switch it on with the moon icon": "it" belongs to the window."""
    return [
        replace(f, step=None, instead="")
        if f.step is Step.CHAT
        and _IT_ALONE.search(_STOP.split(sentence.masked[: f.end])[-1])
        and _VIEW_NAMED.search(sentence.masked[: f.start])
        else f
        for f in found
    ]


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
    match = _SPOKEN_OF.search(sentence.masked, start, end)
    what = sentence.plain[match.start("what") : match.end("what")] if match else ""
    step, known = step_for(what)
    if match and what in ("button", "icon"):
        step, known = _named_before(sentence, match.start("whole"))
    if not match or not known:
        return None
    where = _WHEREABOUTS.match(sentence.masked, match.end())
    if where:
        return Finding(
            match.start("whole"), where.end(), step, words.INSTEAD.get(step, "") if step else ""
        )
    return Finding(*match.span("whole"), step, words.NOUNS.get(step, "that") if step else "that")


def _passive(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "Your credits can be viewed on the account page"."""
    match = _PASSIVE.search(sentence.masked, start, end)
    if not match or LINK in match.group() or words.SPEAKER.search(sentence.masked[start:end]):
        return None
    is_app = re.search(r"[A-Z]\w+ (?:panel|tab|menu|sidebar)$", match.group("what"))
    is_said = match.group("how").startswith(("be", "is", "are"))
    if not (is_app or is_said or words.YOU.search(sentence.masked)):
        return None
    step, known = step_for(sentence.plain[match.start("what") : match.end()])
    step = Step.CHAT if not known else step
    how = match.group("how")
    how = "can be checked" if how.startswith(("is", "are")) else how
    return Finding(match.start(), match.end(), step, how + " here")


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
    denied = DENIED.match(sentence.masked, start)
    if denied:
        return Finding(denied.end(), match.end(), None, "", negated=True)
    verb = words.LEADING.sub("", sentence.plain[start : match.start()])
    step = _done_at(sentence.plain[match.start("what") : match.end("what")], verb)
    return Finding(match.start(), match.end(), step, "")


def _handled(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "Smash that Export button": an element under a verb that nothing else knows."""
    match = _HANDLED.match(sentence.masked, start, end)
    if not match or LINK in match.group() or words.SPEAKER.search(sentence.masked[start:end]):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, known = step_for(what)
    begin = match.start("verb")
    if match.group("not"):
        return Finding(begin, match.end(), None, "", negated=True)
    if known:
        return Finding(begin, match.end(), step, words.INSTEAD.get(step, "") if step else "")
    if re.search(r"(?:slider|knob|dial|fader)$", what):
        return drag(sentence, begin, match.end("verb"), "drag")
    name = re.sub(rf"^(?:the|that|your|this) |(?: {words.NOUN})+$", "", what, flags=re.I)
    return Finding(begin, match.end(), Step.CHAT, f"use {name}")


def _path(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "Next step: Export > MP4": a way through menus and nothing else."""
    match = _ONLY_PATH.fullmatch(sentence.masked, start, end)
    step, known = step_for(sentence.plain[match.start("what") : match.end("what")] if match else "")
    if not match or not known or step in (None, Step.STATE):
        return None
    return Finding(*match.span("what"), step, words.INSTEAD[step] if step else "")


def _named_before(sentence: Sentence, end: int) -> tuple[Step | None, bool]:
    """ "For the download, there's an arrow": what the element is for is told before it."""
    step, known = step_for(sentence.plain[:end])
    return (step, True) if known and step is not Step.STATE else (Step.CHAT, False)


def _there_is(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "There's an Undo arrow in the toolbar": as good as telling to use it."""
    match = _THERE_IS.search(sentence.masked, start, end)
    if not match or LINK in match.group() or english_filmed.FILMED.search(sentence.masked):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, known = step_for(what)
    if not known:
        step, known = _named_before(sentence, match.start())
    name = re.sub(rf"(?: {words.NOUN})+$", "", what, flags=re.I)
    is_control = re.search(r"(?:slider|knob|toggle|switch|checkbox)$", what)
    is_meant = is_control or match.group().endswith(("that", "this", "it"))
    if not known and not name[0].isupper() and not is_meant:
        return None
    told = words.INSTEAD.get(step, "") if step else ""
    if not known:
        verb = words.VERB_NAME.fullmatch(name.split()[0])
        told = f"{name.lower()} it" if verb else f"use {name}" if name[0].isupper() else "change it"
    return Finding(match.start(), match.end(), step, f"you can {told}" if told else "")


def _effect(sentence: Sentence, start: int, end: int) -> Finding | None:
    """ "The little arrow collapses the sidebar": what an element does to the window."""
    match = _EFFECT.match(sentence.masked, start, end)
    return Finding(*match.span("whole"), None, "") if match else None


_LOOKS_AT = (_effect, _spoken_of, _there_is, _path, _passive, _handled, _somewhere)
