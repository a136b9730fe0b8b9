"""What follows a click in English: the thing it is done to, the format chosen, the purpose."""

import itertools
import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence

# What is done in a panel just opened.
_NEITHER = re.compile(r",?\s*(?:and|or|nor|then)(?: then)?\s*")
_DENIED_TO = re.compile(r"[,;:.!]| (?:yet|now|while|until|before|if|as|because)\b")
_DONE_THERE = re.compile(
    r"(?:,? and(?: then)?|, then| then) (?=(?:apply|choose|pick|select|change|set|adjust|lower"
    r"|raise"
    r"|increase|reduce|decrease|turn|type|boost|enable|disable|swap|tweak)\b)"
)
_SAVED_AS = re.compile(
    r"(?:,? and(?: then)?|, then| then|,) (?:choose|pick|select|confirm|enter|set) (?:(?:a|an|the"
    r"|your|its) )?(?:[a-z]+ )?(?:folder|location|destination|place|file ?name|name|quality|format"
    r"|resolution|preset)\b(?! (?:of|to) )(?: (?:you (?:like|want|prefer)|on your (?:computer|disk"
    r"|phone|desktop)))?"
)
_CHOSEN = re.compile(
    rf"(?:,? and(?: then)?|, then| then|,) (?:choose|pick|select"
    rf"|set) (?P<format>{words.FORMAT.pattern})"
    r"(?: (?:as the )?(?:format|quality|resolution|option|preset))?(?! (?:of|to)\b)",
)
_SAME_CREDITS = re.compile(
    r",? (?:and|to) (?:check|see|view|verify|confirm|look at) (?:your |the |how many "
    r"|what )?(?:remaining )?"
    r"(?:credits?|balance|usage)\b(?: (?:you have |are )?(?:left|there))?"
)
_FILE_CHOSEN = re.compile(
    r"(?:,? and(?: then)?|, then|,) (?:choose|pick|select) (?P<file>[\w-]+\.[a-z]\w{1,3}|(?:the"
    r"|your)"
    r" (?:[a-z-]+ ){0,3}?(?:file|photo|clip|song|image|logo|track|recording|picture|video)s?)\b",
    re.I,
)
_FORMAT_POINT = re.compile(
    rf"\W*(?:then |now )?(?P<whole>(?:choose|select|pick"
    rf"|set)(?: the format(?: to)?)? (?P<format>{words.FORMAT.pattern}"
    rf"(?:,? (?:and|in|at)? ?{words.FORMAT.pattern})*))(?: .{{0,20}})?\W*",
    re.I,
)
# A place that is only gone through; the timeline and the like are looked at for their own sake.
_ON_THE_WAY = re.compile(
    r"^(?!open|.*\b(?:timeline|preview|storyboard|player|viewer|monitor|versions?|history|queue|jobs?"
    r"|scenes?|clips?|shots?|tracks?|project|overview|notes?)\b).*\b(?:panel|tab|screen|section"
    r"|inspector|drawer|sidebar|settings|shelf)\b",
    re.I,
)
_TURNED = re.compile(r" (?P<how>on|off)(?=[,;.!?]|$| (?:to|and|so|for|if|when)\b)")
_DO_IT = re.compile(r" to (?P<verb>[a-z]+) (?:it|them|that|this)\b(?! \w)")
_ON_THING = re.compile(
    r" on (?P<thing>(?:track|clip) \d+|it\b|(?:the|your|this|that) (?:[\w-]+ )?[\w-]+)"
    r"(?: to \w+ (?:it|them)\b(?! \w))?"
)


def linked(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings as they bear on each other."""
    found = _with_negation(sentence, found)
    return _with_things(sentence, _without_holders(sentence, _with_changes(sentence, found)))


def _with_negation(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Don't open the tab and click Download": neither is to be done."""
    result: list[Finding] = []
    for finding in found:
        last = result[-1] if result else None
        link = sentence.plain[last.end : finding.start] if last else ""
        if last and last.negated and _NEITHER.fullmatch(link):
            result[-1] = replace(last, end=finding.end)
        else:
            result.append(finding)
    return result


def _without_holders(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Open the menu and choose Delete" is the deletion alone."""
    result = list(found)
    for index, (first, second) in enumerate(itertools.pairwise(found)):
        place = sentence.plain[first.start : first.end]
        is_way = first.step is Step.STATE and second.step not in (None, Step.STATE, Step.CHAT)
        if (
            first.step in (Step.CHAT, Step.STATE)
            and (words.HOLDER.search(place) or (is_way and _ON_THE_WAY.search(place)))
            and words.TOWARDS.fullmatch(sentence.plain[first.end : second.start])
        ):
            of = words.HOLDER_OF.search(sentence.plain, first.start, first.end)
            thing = of.group("thing") if of else ""
            result[index] = replace(first, step=None, instead="", carries=True, thing=thing)
    return result


def _with_changes(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Open the Effects panel and apply Vintage": what is done there is a change.

    Where a file is put is part of the export.
    """
    result: list[Finding] = []
    for finding in found:
        last = result[-1] if result else None
        if last and finding.start < last.end:
            result[-1] = replace(last, end=max(last.end, finding.end))
            continue
        if last and _starts(sentence, last, finding):
            instead = words.INSTEAD[last.step] if last.step else ""
            result[-1] = replace(last, end=finding.end, instead=instead)
            continue
        done = _DONE_THERE.match(sentence.plain, finding.end)
        saved = _SAVED_AS.match(sentence.plain, finding.end)
        chosen = _CHOSEN.match(sentence.plain, finding.end)
        same = _SAME_CREDITS.match(sentence.plain, finding.end)
        file = _FILE_CHOSEN.match(sentence.plain, finding.end)
        if finding.negated and done:
            stop = _DENIED_TO.search(sentence.plain, done.end())
            end = stop.start() if stop else len(sentence.plain)
            result.append(replace(finding, end=end))
        elif finding.step is Step.STATE and done and not any(f.start == done.end() for f in found):
            result.append(replace(finding, end=done.end(), instead="", carries=True))
            result.append(Finding(done.end(), done.end(), Step.CHAT, ""))
        elif finding.step is Step.EXPORT and saved:
            result.append(replace(finding, end=saved.end()))
        elif finding.step is Step.EXPORT and chosen:
            form = chosen.group("format").removeprefix("the ")
            how = "in" if form[0].isdigit() else "as"
            instead = f"{finding.instead or 'export it'} {how} {form}"
            result.append(replace(finding, end=chosen.end(), instead=instead))
        elif finding.step is Step.CREDITS and same:
            result.append(replace(finding, end=same.end()))
        elif finding.step is Step.UPLOAD and file:
            instead = f"send me {file.group('file')}"
            result.append(replace(finding, end=file.end(), instead=instead))
        else:
            result.append(finding)
    return result


def _starts(sentence: Sentence, place: Finding, button: Finding) -> bool:
    """ "In the Export panel, press Start": the place says what is started."""
    is_place = place.step not in (None, Step.CHAT, Step.STATE) and not place.instead
    between = sentence.plain[place.end : button.start]
    return (
        is_place and button.step is None and not button.negated and not re.search(r"[;:.]", between)
    )


def format_chosen(sentence: Sentence) -> list[Finding]:
    """A point of a list that says nothing but "choose MP4": part of an export."""
    match = _FORMAT_POINT.fullmatch(sentence.plain)
    if not match:
        return []
    return [Finding(*match.span("whole"), Step.EXPORT, f"export it as {match.group('format')}")]


def _with_things(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Select clip 2 and press Mute" is "mute clip 2"."""
    result = list(found)
    for index, finding in enumerate(found):
        if finding.step is not Step.CHAT or not finding.instead:
            continue
        before = found[index - 1] if index else None
        linked = before and words.TOWARDS.fullmatch(sentence.plain[before.end : finding.start])
        thing = before.thing if before and linked else ""
        result[index] = _done_to(sentence, finding, thing)
    return result


def _done_to(sentence: Sentence, finding: Finding, thing: str) -> Finding:
    """A button that edits, with the thing that it edits."""
    verb = finding.instead
    rest = sentence.plain[finding.end :]
    turned = _TURNED.match(rest)
    if turned and verb.startswith("use "):
        verb = f"turn {turned.group('how')} {verb[4:]}"
        return replace(finding, end=finding.end + turned.end(), instead=verb)
    purpose = words.PURPOSE.match(rest)
    again = _DO_IT.match(rest)
    if again and thing and not thing.startswith("at ") and thing not in ("it", "them"):
        verb = f"{again.group('verb')} {thing}"
        return replace(finding, end=finding.end + again.end(), instead=verb)
    if purpose and (verb.split()[0] == purpose.group("verb") or words.NO_NAME.fullmatch(verb)):
        when = f"{thing}, " if thing.startswith("at ") else ""
        return replace(finding, end=finding.end + purpose.end(), instead=when)
    if " " in verb or verb.endswith("ing"):
        link = "" if thing.startswith("at ") else "to " if verb.startswith("add ") else "on "
        own = verb.startswith(("turn ", "move ", "set ", "change ", "crop ", "choose "))
        is_told = not own and thing and thing not in ("it", "them")
        return replace(finding, instead=f"{verb} {link}{thing}") if is_told else finding
    on = _ON_THING.match(rest)
    if on and not thing:
        verb = f"{verb} {on.group('thing')}"
        return replace(finding, end=finding.end + on.end(), instead=verb)
    if thing.startswith("at "):
        thing = "it " + thing
    return replace(finding, instead=f"{verb} {thing or 'it'}")
