"""GUI talk in English: where it is, what it asks for, and the same without a screen."""

import re
from dataclasses import replace

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import (
    english_filmed,
    english_passives,
    english_places,
    english_sequels,
    english_tails,
    english_worked,
)
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_verbs import LOOKS, change, is_means
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence

_PROPOSED = re.compile(r"\b(?:mind|about|advise|suggest|recommend|consider|worth)$", re.I)
# "It is lost if you close the page" warns, and asks for nothing.
_WARNED = re.compile(
    r"^\W*(?!if\b|when\b|once\b|should\b)\w[^,;:]* (?:if|when|unless|once|while) you$", re.I
)
_FOR_WHAT = re.compile(
    r"\W*(?:and |but |so )?for (?:the|your|a|any|all|more) [\w' -]{2,40}"
    r"|\W*(?:then |now |next )?(?:in|on|from|under|via) (?:the"
    r"|your) (?:[\w'&+-]+ ){0,3}?(?:menu bar|menu|panel|tab|toolbar"
    r"|sidebar|top bar|drop-?down)",
    re.I,
)
# "Check that the tab is not muted" looks at no tab.
_THAT_IT_IS = re.compile(
    r" (?:that|whether|if) (?:the|your|it) (?:\w+ ){0,2}?(?:is|are|isn't|aren't|has|was)\b"
)
_ALL_YOU_DO = re.compile(
    r"\b(?:do|remains|left|step|thing|trick)(?: (?:now|next|here|for you))* is$", re.I
)
_ADVISED = re.compile(r"\bi['’]d(?: just| now| also)?$", re.I)
_TO_AFTER = re.compile(
    r"(?:\b(?:need|have|want|like|free|help|wise|welcome|sure|remember|forget|try|able|option"
    r"|possible|necessary|required|do is|left is|step is|best|easiest|time|way|ready|how|invited"
    r"|going|advise you|recommend you|suggest you|ask you|you|thing)|n't have) to$",
    re.I,
)
_LEAD_WORD = re.compile(
    r"better|please|just|simply|now|then|first|next|finally|also|and|or|can|could|may|might"
    r"|should|must"
    r"|kindly|directly|again|but|so|instead|afterwards|only|either|always|lastly|ahead|you'll"
    r"|you|still|even|optionally|alternatively|afterward|today|quickly|there|second|third|later"
    r"|therefore|thus|hence|additionally|straight|right|perhaps|maybe|you've|will|meanwhile"
    r"|immediately|otherwise",
    re.I,
)
# "Click Preview to watch, Export to download".
_AFTER_IT = re.compile(
    rf",? and (?:after (?:it|that)|then"
    rf"|finally) (?P<what>(?:the (?:[a-z]+ )?)?{words.NAME}(?: {words.NOUN})?)"
    rf"(?:{words.PLACE}){{0,2}}(?=[.,;!]|$)"
)
_ELLIPSIS = re.compile(
    rf"(?: to [^,;.]{{1,30}})?,?(?: and"
    rf"| or)? (?P<what>(?:the )?{words.NAME}(?: {words.NOUN})?)(?= (?:to|if"
    rf"|when|for) )"
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


def find(sentence: Sentence) -> list[Finding]:
    """Every stretch of GUI talk in an English sentence, in order."""
    placed, views = english_places.first(sentence), english_places.views(sentence)
    worked = _worked(sentence, placed + views)
    told = worked + _instructions(sentence, placed + views + worked)
    placed = english_places.settled(sentence, placed, told)
    told = english_passives.find(sentence, placed + views + told)
    found = english_places.find(sentence, told)
    if not found:
        return []
    found = english_sequels.linked(sentence, english_tails.settled(sentence, found))
    found = [_edited(sentence, finding, found) for finding in found]
    found = english_tails.settled(sentence, english_places.of_the_view(sentence, found))
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


def _worked(sentence: Sentence, placed: list[Finding]) -> list[Finding]:
    """The ordinary combinations, where the reader is asked."""
    found: list[Finding] = []
    for match in english_worked.matches(sentence):
        is_aside = "aside" in match.groupdict()
        negated = False if is_aside else _context(sentence.masked, match, [])
        finding = None if negated is None else english_worked.finding(sentence, match)
        if finding and not any(
            f.start < finding.end and finding.start < f.end for f in placed + found
        ):
            found.append(_negate(finding) if negated else finding)
    return sorted(found, key=lambda finding: finding.start)


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
    match = _ELLIPSIS.match(sentence.masked, finding.end) or _AFTER_IT.match(
        sentence.masked, finding.end
    )
    step, known = step_for(sentence.plain[match.start("what") : match.end("what")] if match else "")
    if not match or finding.negated or not step:
        return []
    what = sentence.plain[slice(*match.span("what"))]
    if step is Step.CHAT and re.search(rf" {words.NOUN}$", what):
        return [Finding(match.start("what"), match.end(), step, change(what, "press"))]
    if not known or step is Step.CHAT:
        return []
    return [Finding(match.start("what"), match.end(), step, words.INSTEAD[step])]


def _at(sentence: Sentence, match: re.Match[str], earlier: list[Finding]) -> Finding | None:
    kind = match.lastgroup or ""
    verb = match.group()
    negated = _context(sentence.masked, match, earlier)
    if negated is None or _THAT_IT_IS.match(sentence.masked, match.end()):
        return None
    for look in LOOKS[kind]:
        finding = look(sentence, match.start(), match.end(), verb.lower())
        if finding:
            if words.NOUN_CLICK.search(sentence.masked[: finding.start].rstrip()):
                finding = _letting(sentence, _as_gerund(_with_article(sentence, finding)))
            if earlier and _is_and(sentence.masked, match, earlier[-1]) and finding.instead:
                name = finding.instead.removeprefix("use ")
                return replace(finding, start=earlier[-1].end, instead=f" with {name}")
            if verb.lower().split()[0].endswith("ing") and finding.start == match.start():
                finding = _as_gerund(finding)
            denied = _denied_before(sentence, match)
            if denied and not negated:
                return replace(_negate(finding), start=denied)
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
    if english_filmed.ANNOUNCED.search(before + " "):
        return None
    if match.lastgroup == "window" and _WARNED.search(re.split(r"[.!?]", before)[-1]):
        return None
    if english_filmed.DEPICTED.search(before) or _is_filmed(masked, match, before):
        return None
    if is_means(masked, match.start(), verb):
        clause = re.split(r"[,;:.!?—–(]", before)[-1]
        return None if words.OTHERS.search(clause) and not words.YOU.search(clause) else False
    if words.NOUN_CLICK.search(before) and verb.endswith(" on"):
        return False
    if before.lower().endswith("why not"):
        return False
    if match.lastgroup == "press" and _ADVISED.search(before):
        return False
    negated = bool(words.NEGATED.search(masked[: match.start()]))
    if verb.split()[0].endswith("ing") and verb.split()[0] not in ("bring",):
        clause = re.split(r"[,;:.!?—–(]", before)[-1]
        by_other = words.OTHERS.search(clause) and not words.YOU.search(clause)
        if by_other and not _PROPOSED.search(before):
            return None
        goes_on = bool(earlier) and _is_and(masked, match, earlier[-1])
        subject = _is_subject(masked, match) or (goes_on and not negated)
        return negated if negated or subject or words.BY.search(before) else None
    if negated:
        return True
    if not before or (earlier and earlier[-1].end >= len(before)):
        return False
    clause = re.split(r"[,;:.!?—–(]", before)[-1]
    if not clause.strip():
        return False
    if _FOR_WHAT.fullmatch(clause):
        return False
    if verb == "see" and words.BARE_YOU.search(before):
        return None
    word = clause.split()[-1].lower().strip("'\"")
    word = "just" if word.endswith("ly") else word
    if word == "is":
        return False if _ALL_YOU_DO.search(before) else None
    if word == "to":
        if earlier and before[earlier[-1].end :].strip() == "to":
            return False if match.lastgroup in ("show", "window") else None
        asked = before.endswith("you to") or not words.OTHERS.search(clause)
        return False if _TO_AFTER.search(before) and asked else None
    if _LEAD_WORD.fullmatch(word):
        if words.OTHERS.search(clause) and not words.YOU.search(clause):
            return None
        return False
    return False if not word[-1:].isalnum() and word != LINK else None


def _denied_before(sentence: Sentence, match: re.Match[str]) -> int:
    """Where "upload it" begins in "do not upload it using the button"; 0 where it is no such."""
    if match.group().lower() not in ("with", "via", "through", "using"):
        return 0
    clause = [*re.finditer(r"[,;:.!?—–(]", sentence.masked[: match.start()])]
    denied = english_places.DENIED.match(sentence.masked, clause[-1].end() if clause else 0)
    return denied.end() if denied and denied.end() < match.start() else 0


def _is_filmed(masked: str, match: re.Match[str], before: str) -> bool:
    """ "At 0:33 you click Save in the recording" tells what the video shows."""
    if not words.BARE_YOU.search(before):
        return False
    clause = re.split(r"[;!?—–]", masked[match.end() :])[0]
    return bool(english_filmed.FILMED.search(before) or english_filmed.FILMED.search(clause))


def _is_and(masked: str, match: re.Match[str], last: Finding) -> bool:
    """ "By right-clicking it and selecting Copy": the second of two gerunds."""
    is_gerund = match.group().split()[0].lower().endswith("ing")
    return is_gerund and masked[last.end : match.start()].strip() in ("and", "and then")


def _is_subject(masked: str, match: re.Match[str]) -> bool:
    """ "Pressing Play lets you hear it": the click is what the clause speaks of."""
    if not words.CLAUSE_BEGINS.search(masked[: match.start()]):
        return False
    worked = words.PRESSED.match(masked, match.end())
    return bool(worked and words.DOES.match(masked, worked.end()))
