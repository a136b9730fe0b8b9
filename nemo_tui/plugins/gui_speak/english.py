"""GUI talk in English: where it is, what it asks for, and the same without a screen."""

import itertools
import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_places
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_verbs import LOOKS
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in an English sentence, in order."""
    placed, views = english_places.first(sentence), english_places.views(sentence)
    told = _instructions(sentence, placed + views)
    placed = english_places.settled(sentence, placed, told)
    found = english_places.find(sentence, sorted(placed + views + told, key=lambda f: f.start))
    if not found:
        return []
    found = _with_things(sentence, _without_holders(sentence, _with_changes(sentence, found)))
    if found[-1].carries and (
        words.IS_PRESS.match(sentence.plain, found[-1].start)
        or words.EDITED.match(sentence.plain, found[-1].end)
    ):
        edited = words.EDITED.match(sentence.plain, found[-1].end)
        end = edited.end() if edited else found[-1].end
        found[-1] = replace(found[-1], end=end, step=Step.CHAT, carries=False)
    asides = [Finding(*m.span(), None, "") for m in words.ASIDE.finditer(sentence.masked)]
    apart = [a for a in asides if not any(f.start < a.end and a.start < f.end for f in found)]
    return sorted(found + apart, key=lambda finding: finding.start)


def _without_holders(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """ "Open the menu and choose Delete" is the deletion alone."""
    result = list(found)
    for index, (first, second) in enumerate(itertools.pairwise(found)):
        if (
            first.step in (Step.CHAT, Step.STATE)
            and words.HOLDER.search(sentence.plain, first.start, first.end)
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
        done = words.DONE_THERE.match(sentence.plain, finding.end)
        saved = words.SAVED_AS.match(sentence.plain, finding.end)
        chosen = words.CHOSEN.match(sentence.plain, finding.end)
        same = words.SAME_CREDITS.match(sentence.plain, finding.end)
        file = words.FILE_CHOSEN.match(sentence.plain, finding.end)
        if finding.step is Step.STATE and done and not any(f.start == done.end() for f in found):
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


def format_chosen(sentence: Sentence) -> list[Finding]:
    """A point of a list that says nothing but "choose MP4": part of an export."""
    match = words.FORMAT_POINT.fullmatch(sentence.plain)
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
    turned = words.TURNED.match(rest)
    if turned and verb.startswith("use "):
        verb = f"turn {turned.group('how')} {verb[4:]}"
        return replace(finding, end=finding.end + turned.end(), instead=verb)
    purpose = words.PURPOSE.match(rest)
    again = words.DO_IT.match(rest)
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
    on = words.ON_THING.match(rest)
    if on and not thing:
        verb = f"{verb} {on.group('thing')}"
        return replace(finding, end=finding.end + on.end(), instead=verb)
    if thing.startswith("at "):
        thing = "it " + thing
    return replace(finding, instead=f"{verb} {thing or 'it'}")


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
            found += _ellipsis(sentence, finding)
    return found


def _ellipsis(sentence: Sentence, finding: Finding) -> list[Finding]:
    """ "Click Preview to watch, Export to download": the verb is not said again."""
    match = words.ELLIPSIS.match(sentence.masked, finding.end)
    step, known = step_for(sentence.plain[match.start("what") : match.end("what")] if match else "")
    if not match or not known or not step or finding.negated:
        return []
    return [Finding(*match.span("what"), step, words.INSTEAD[step])]


def _at(sentence: Sentence, match: re.Match[str], earlier: list[Finding]) -> Finding | None:
    kind = match.lastgroup or ""
    verb = match.group()
    negated = _context(sentence.masked, match, earlier)
    if negated is None:
        return None
    for look in LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), verb.lower())
        if finding:
            if words.NOUN_CLICK.search(sentence.masked[: finding.start].rstrip()):
                finding = _letting(sentence, _as_gerund(_with_article(sentence, finding)))
            finding = _as_gerund(finding) if verb.lower().split()[0].endswith("ing") else finding
            return _negate(finding) if negated else finding
    return None


def _with_article(sentence: Sentence, finding: Finding) -> Finding:
    """ "A click on Export" begins at its article."""
    before = sentence.masked[: finding.start].rstrip()
    article = words.NOUN_CLICKS.search(before)
    return replace(finding, start=article.start()) if article else finding


def _letting(sentence: Sentence, finding: Finding) -> Finding:
    """ "A double-click on it lets you fix the typo" is fixing the typo."""
    lets = re.match(r" (?:lets|allows|enables) you (?:to )?", sentence.plain[finding.end :])
    if not lets or not finding.carries:
        return finding
    return replace(finding, end=finding.end + lets.end(), step=Step.CHAT, carries=False)


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


def _context(masked: str, match: re.Match[str], earlier: list[Finding]) -> bool | None:
    """None where the verb is no instruction to the person; else whether it is negated."""
    before = masked[: match.start()].rstrip()
    verb = match.group().lower()
    if words.DEPICTED.search(before) or _is_filmed(masked, match, before):
        return None
    if verb.split()[0] in ("with", "via", "through", "using"):
        clause = re.split(r"[,;:.!?—–(]", before)[-1]
        return None if words.OTHERS.search(clause) and not words.YOU.search(clause) else False
    if words.NOUN_CLICK.search(before) and verb.endswith(" on"):
        return False
    if before.lower().endswith("why not"):
        return False
    negated = bool(words.NEGATED.search(masked[: match.start()]))
    if verb.split()[0].endswith("ing") and verb.split()[0] not in ("bring",):
        subject = _is_subject(masked, match)
        return negated if negated or subject or words.BY.search(before) else None
    if negated:
        return True
    if not before or (earlier and earlier[-1].end >= len(before)):
        return False
    clause = re.split(r"[,;:.!?—–(]", before)[-1]
    if not clause.strip():
        return False
    word = clause.split()[-1].lower().strip("'\"")
    word = "just" if word.endswith("ly") else word
    if word == "is":
        return False if words.ALL_YOU_DO.search(before) else None
    if word == "to":
        if earlier and before[earlier[-1].end :].strip() == "to":
            return False if match.lastgroup in ("show", "window") else None
        asked = before.endswith("you to") or not words.OTHERS.search(clause)
        return False if words.TO_AFTER.search(before) and asked else None
    if words.LEAD_WORD.fullmatch(word):
        if words.OTHERS.search(clause) and not words.YOU.search(clause):
            return None
        return False
    return False if not word[-1:].isalnum() and word != LINK else None


def _is_filmed(masked: str, match: re.Match[str], before: str) -> bool:
    """ "At 0:33 you click Save in the recording" tells what the video shows."""
    if not words.BARE_YOU.search(before):
        return False
    clause = re.split(r"[;!?—–]", masked[match.end() :])[0]
    return bool(words.FILMED.search(before) or words.FILMED.search(clause))


def _is_subject(masked: str, match: re.Match[str]) -> bool:
    """ "Pressing Play lets you hear it": the click is what the clause speaks of."""
    if not words.CLAUSE_BEGINS.search(masked[: match.start()]):
        return False
    worked = words.PRESSED.match(masked, match.end())
    return bool(worked and words.DOES.match(masked, worked.end()))
