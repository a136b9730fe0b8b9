"""GUI talk in English: where it is, what it asks for, and the same without a screen."""

import itertools
import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import (
    english_addressing,
    english_places,
)
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.english_looks import LOOKS
from nemo_tui.plugins.gui_speak.sentence import Finding, Sentence

# "Check that the tab is not muted" looks at no tab.
_THAT_IT_IS = re.compile(
    r" (?:that|whether|if) (?:the|your|it) (?:\w+ ){0,2}?(?:is|are|isn't|aren't|has|was)\b"
)
# "the Export button, which you should press now"
_ASIDE = re.compile(
    r"\bwhich you(?:'ll| will)?(?: can| should| could| may| must| need to| have to"
    r"| want to)?(?: now| just)? (?:press|click|tap|use|hit)(?: on)?(?: now| next| first)?"
    r"(?: (?:whenever|as soon as|as often as) you (?:like|want|please|wish)| (?:at )?any ?time)?"
    r"|\b(?:it's|it is|you'll find it|you can find it|found|located)(?: located"
    r"| right)?(?= ?(?:at|in|on) the (?:top|bottom|upper|lower|left|right))",
    re.I,
)


_OPEN_ASIDE = re.compile(
    r"which you (?:can|could|may|might) \w+(?: on)?\b(?! (?:right )?now)", re.I
)
_NEITHER = re.compile(r",?\s*(?:and|or|nor|then)(?: then)?\s*")
_DENIED_TO = re.compile(r"[,;:.!]| (?:yet|now|while|until|before|if|as|because)\b")
_DONE_THERE = re.compile(
    r"(?:,? and(?: then)?|, then| then) (?=(?:apply|choose|pick|select|change|set|adjust|lower"
    r"|raise|increase|reduce|decrease|turn|type|boost|enable|disable|swap|tweak)\b)"
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
    r"|what )?(?:remaining )?(?:credits?|balance|usage)\b(?: (?:you have |are )?(?:left|there))?"
)
_FILE_CHOSEN = re.compile(
    r"(?:,? and(?: then)?|, then|,) (?:choose|pick|select) (?P<file>[\w-]+\.[a-z]\w{1,3}|(?:the"
    r"|your)"
    r" (?:[a-z-]+ ){0,3}?(?:file|photo|clip|song|image|logo|track|recording|picture|video)s?)\b",
    re.I,
)
# A place that is only gone through; the timeline and the like are looked at for their own sake.
_ON_THE_WAY = re.compile(
    r"^(?!open|.*\b(?:timeline|preview|storyboard|player|viewer|monitor|versions?|history|queue|jobs?"
    r"|scenes?|clips?|shots?|tracks?|project|overview|notes?)\b).*\b(?:panel|tab|screen|section"
    r"|inspector|drawer|sidebar|settings|shelf)\b",
    re.I,
)
_DO_IT = re.compile(r" to (?P<verb>[a-z]+) (?:it|them|that|this)\b(?! \w)")
_ON_THING = re.compile(
    r" on (?P<thing>(?:track|clip) \d+|it\b|(?:the|your|this|that) (?:[\w-]+ )?[\w-]+)"
    r"(?: to \w+ (?:it|them)\b(?! \w))?"
)


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in an English sentence, in order."""
    placed = english_places.first(sentence)
    told = _instructions(sentence, placed)
    placed = english_places.settled(sentence, placed, told)
    told = sorted(placed + told, key=lambda finding: finding.start)
    found = english_places.find(sentence, told)
    if not found:
        return []
    found = _linked(sentence, english_places.with_tails(sentence, found))
    found = [_edited(sentence, finding, found) for finding in found]
    found = english_places.with_tails(sentence, found)
    asides = [Finding(*m.span(), None, "") for m in _ASIDE.finditer(sentence.masked)]
    apart = [a for a in asides if not any(f.start < a.end and a.start < f.end for f in found)]
    return _left_open(sentence, sorted(found + apart, key=lambda finding: finding.start))


def _left_open(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "The Export button, which you can use any time": the aside says that it is a choice."""
    asides = [f.start for f in found if _OPEN_ASIDE.match(sentence.plain, f.start)]
    return [
        f.offered() if g.start in asides else f
        for f, g in zip(found, [*found[1:], found[-1]], strict=True)
    ]


def _edited(sentence: Sentence, finding: Finding, found: list[Finding]) -> Finding:
    """ "Double-click it to correct it": what the click leads to is a change."""
    edited = words.EDITED.match(sentence.plain, finding.end)
    end = edited.end() if edited else finding.end
    is_last = finding is found[-1] and words.IS_PRESS.match(sentence.plain, finding.start)
    if not finding.carries or not (edited or is_last) or any(f.start == end for f in found):
        return finding
    return replace(finding, end=end, step=Step.CHAT, carries=False)


def _instructions(sentence: Sentence, placed: list[Finding]) -> list[Finding]:
    found: list[Finding] = []
    for match in words.VERB.finditer(sentence.masked):
        if found and match.start() < found[-1].end:
            continue
        if any(place.start <= match.start() < place.end for place in placed):
            continue
        finding = _at(sentence, match, found)
        if finding:
            found.append(finding)
    return found


def _at(sentence: Sentence, match: re.Match[str], earlier: list[Finding]) -> Finding | None:
    kind = match.lastgroup or ""
    verb = match.group()
    negated = english_addressing.asked(sentence.masked, match, earlier)
    if negated is None or _THAT_IT_IS.match(sentence.masked, match.end()):
        return None
    for look in LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), verb.lower())
        if finding:
            if words.NOUN_CLICK.search(sentence.masked[: finding.start].rstrip()):
                finding = _as_gerund(_with_article(sentence, finding))
            if verb.lower().split()[0].endswith("ing") and finding.start == match.start():
                finding = _as_gerund(finding)
            return _negate(finding) if negated else finding
    return None


def _with_article(sentence: Sentence, finding: Finding) -> Finding:
    """ "A click on Export" begins at its article."""
    before = sentence.masked[: finding.start].rstrip()
    article = words.NOUN_CLICKS.search(before)
    return replace(finding, start=article.start()) if article else finding


def _as_gerund(finding: Finding) -> Finding:
    """After "by": "by clicking Export" is "by exporting it"."""
    first, _, rest = finding.instead.partition(" ")
    if first == "to":
        return finding
    stem = first[:-1] if first.endswith("e") else first
    other = stem + (stem[-1:] if words.DOUBLED.match(stem) else "") + "ing " + rest
    return replace(
        finding, instead=words.GERUNDS.get(finding.instead, other if first else "").strip()
    )


def _negate(finding: Finding) -> Finding:
    return Finding(finding.start, finding.end, finding.step, finding.instead, negated=True)


def _linked(sentence: Sentence, found: list[Finding]) -> list[Finding]:
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
    again = _DO_IT.match(rest)
    if again and thing and not thing.startswith("at ") and thing not in ("it", "them"):
        verb = f"{again.group('verb')} {thing}"
        return replace(finding, end=finding.end + again.end(), instead=verb)
    purpose = words.PURPOSE.match(rest)
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
