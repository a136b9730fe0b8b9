"""Whom an English clause speaks of: the reader, somebody in the film, or nobody: it forbids."""

import re
from dataclasses import replace

from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.sentence import LINK, Finding, Sentence

# "I wrote the caption: Click Export" tells a text of the video.
ANNOUNCED = re.compile(
    r"(?<!for )\b(?:the|a|an|my|this|new|following|your|suggested|proposed|possible|alternative"
    r"|alternate) (?:[\w-]+ ){0,2}?(?:captions?|titles?|subtitles?|headlines?|slogans?|taglines?"
    r"|hooks?|cta|call to action|overlay|lower third|end card|lyrics|voice-?over|narration"
    r"|stickers?|sign|text|line|sentence|words"
    # "The captions are in German: click Export" tells no text.
    r"|wording)\b(?! (?:is|are|was|were) (?!now\b|this\b|as\b|then\b|simply\b)\w)"
    r"[^.!?;:]{0,30}(?:\d:\d\d[^.!?;:]{0,20})?:(?!\d)[^;]*$|^\W*(?:caption|title"
    r"|subtitle|slide|card|line|verse)(?: \d+)?:[^;]*$|\b(?<!to )(?:says?|reads?|saying|reading"
    r"|sings|goes|whispers|shouts|called|named|titled)\W*[:,][^;]*$"
    r"|\bon[- ]screen\b[^.!?;:]{0,30}(?:[.:]\d\d)?:(?!\d)[^;]*$",
    re.I,
)
# "The demo shows how to drag a photo and press share" tells of a video.
DEPICTED = re.compile(
    r"\b(?:shows?|showing|explains?|teach\w*|demonstrates?|describes?|tutorial|demo|about|learns?)"
    r"\b(?: \w+){0,3} how (?:to|you|they|people|it)\b[^;]*$"
    r"|\b(?:video|screencast|recording|demo|tutorial|clip|film) shows [^.;:]*:[^.;]*$"
    r"|\b(?:says|tells \w+|explains|narrates)(?: that)? you\b[^.;]*$"
    r"|\b(?:says|sings|reads|narrates|whispers|shouts|lyrics go)\W*[:,][^;]*$",
    re.I,
)
FILMED = re.compile(
    r"\bat \d+:\d\d\b|\bin (?:the|your|this|that) (?:recording|footage|scene|tutorial|clip|shot"
    r"|take|screencast|demo|video)\b|\b(?:in|at|with) which you$|\b(?:step|scene|clip|shot|part"
    r"|moment|take|bit),? (?:where|when) you$",
    re.I,
)
_PROPOSED = re.compile(r"\b(?:mind|about|advise|suggest|recommend|consider|worth)$", re.I)
# "It is lost if you close the page" warns, and asks for nothing.
_WARNED = re.compile(
    r"^\W*(?!if\b|when\b|once\b|should\b)\w[^,;:]* (?:if|when|unless|once|while) you$", re.I
)
_FOR_WHAT = re.compile(
    r"\W*(?:and |but |so )?for (?:the|your|a|any|all|more) [\w' -]{2,40}|\W*(?:then |now "
    r"|next )?(?:in|on|from|under|via) (?:the|your) (?:[\w'&+-]+ ){0,3}?(?:menu bar|menu|panel"
    r"|tab|toolbar|sidebar|top bar|drop-?down)",
    re.I,
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
    r"|should|must|kindly|directly|again|but|so|instead|afterwards|only|either|always|lastly"
    r"|ahead|you'll|you|still|even|optionally|alternatively|afterward|today|quickly|there|second"
    r"|third|later|therefore|thus|hence|additionally|straight|right|perhaps|maybe|you've|will"
    r"|meanwhile|immediately|otherwise",
    re.I,
)
_FORBIDDING_CLAUSE = re.compile(r"[,;:.!?—–(](?!\d)| and (?!\w+ing\b)| but ")
_FORBIDS = re.compile(
    r"\b(?:under no circumstances|better not|no (?:clicking|pressing|tapping|opening|touching)"
    r"|nothing (?:needs?|has|is) to be|(?:it's|it is|far|much|still) too (?:early|soon) to"
    r"|(?:it's|it is) not (?:necessary|required|needed) to|(?:hold off|wait) (?:with|on)"
    r"|stop (?:using|clicking|pressing|opening)|hands off|(?:shouldn't|should not|mustn't"
    r"|must not|needn't|need not)|(?:not|isn't|aren't) (?:yet )?(?:to be|meant to be)|(?:click"
    r"|press|tap|open|drag|choose|use|select)\w* (?:nothing|none))\b",
    re.I,
)
_FORBIDDEN = re.compile(
    r"(?: (?:now|yet|today|here|button|icon|key|at this point))* (?:(?:should|must"
    r"|had better)(?:n't| not| never)\b|(?:should|must) be (?:avoided|left|postponed)|(?:is|are"
    r"|would be) (?:off limits|to be avoided|too early|premature|a mistake|pointless))",
    re.I,
)


def asked(masked: str, match: re.Match[str], earlier: list[Finding]) -> bool | None:
    """None where the verb is no instruction to the person; else whether it is negated."""
    before = masked[: match.start()].rstrip()
    verb = match.group().lower()
    if ANNOUNCED.search(before + " "):
        return None
    if match.lastgroup == "window" and _WARNED.search(re.split(r"[.!?]", before)[-1]):
        return None
    if DEPICTED.search(before) or _is_filmed(masked, match, before):
        return None
    if is_means(masked, match.start(), verb):
        clause = re.split(r"[,;:.!?—–(]", before)[-1]
        return None if words.OTHERS.search(clause) and not words.YOU.search(clause) else False
    if words.NOUN_CLICK.search(before) and verb.endswith(" on"):
        return False
    if before.lower().endswith("why not"):
        return False
    if match.lastgroup in ("press", "open") and _ADVISED.search(before):
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


def _is_filmed(masked: str, match: re.Match[str], before: str) -> bool:
    """ "At 0:33 you click Save in the recording" tells what the video shows."""
    if not words.BARE_YOU.search(before):
        return False
    clause = re.split(r"[;!?—–]", masked[match.end() :])[0]
    return bool(FILMED.search(before) or FILMED.search(clause))


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


def settled(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, negated with the words that say so where they are not to be done."""
    return [f if f.negated else _settled(sentence, f) for f in found]


def _settled(sentence: Sentence, finding: Finding) -> Finding:
    breaks = [m.end() for m in _FORBIDDING_CLAUSE.finditer(sentence.masked, 0, finding.start)]
    forbids = _FORBIDS.search(sentence.masked, breaks[-1] if breaks else 0, finding.end)
    forbidden = _FORBIDDEN.match(sentence.masked, finding.end)
    if not forbids and not forbidden:
        return finding
    start = min(finding.start, forbids.start()) if forbids else finding.start
    end = forbidden.end() if forbidden else finding.end
    return replace(finding, start=start, end=end, negated=True)


def is_means(masked: str, start: int, verb: str) -> bool:
    """Whether a word names the means: "using the button", unless that itself is the deed."""
    if verb not in ("with", "via", "through", "using"):
        return False
    before = masked[:start].rstrip()
    if verb != "using":
        return True
    element = words.PRESSED.match(masked, start + len(verb))
    is_deed = words.CLAUSE_BEGINS.search(masked[:start]) and element
    does = bool(is_deed and element and words.DOES.match(masked, element.end()))
    return not (does or words.BY.search(before) or words.NEGATED.search(masked[:start]))
