"""Elements of which English tells what is to be done with them: "the button can be pressed"."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_filmed
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_verbs import change
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence

_ELEMENT = re.compile(
    r"\W*(?:(?:so|and|but|then|also|there|now),? )*"
    r"(?P<whole>(?:(?:the|your|that|its) )?(?P<what>(?!(?:it|this|that|they|he|she)\b)"
    rf"(?:{words.WORDS}{words.NOUN}|{words.NAME}(?: {words.NOUN})*))(?:{words.PLACE}){{0,3}},?)",
    re.I,
)
_DEED = re.compile(
    r" (?:(?:(?P<not>(?:must|should|can|could|need)(?:n't| not| never))"
    r"|(?P<open>can|could|may|might)|must|should|has to|needs to|wants to|is to)"
    r"(?: (?:also|then|now|always|just|simply|still|only))* be(?: \w+ly)?"
    r" (?:clicked|pressed|tapped|hit|pushed|used|ticked|toggled|flipped|pulled|dragged|opened"
    r"|unfolded|expanded|chosen|selected|(?:switched|turned|moved|slid) (?:on|off|up|down|left"
    r"|right|inwards?|outwards?))(?: (?:on|inwards?|outwards?))?"
    r"|(?:only |just )?(?:wants|needs|takes|deserves|awaits) (?:a|one|your|just one|only (?:a|one))"
    r"(?: \w+)? (?:click|tap|press|push)(?! of))\b",
    re.I,
)
# "The Export button, which you can use any time, gives you": the deed is an aside.
_ASIDE = re.compile(
    r", which you(?: (?:(?P<open>can|could|may|might)|should|must|need to|have to|will))?"
    r"(?: (?:now|just|also|always))? (?:press|click|tap|use|hit|open)(?P<now>[^,;:.]{0,40}),"
    r"(?= (?:[a-z]+s|will|can)\b)"
)
_BREAK = re.compile(r"^|[,;:.!—–(] ?")
_LONGEST = 100


def find(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, with the elements that a clause without one speaks of so."""
    told = [_read(sentence, deed) for deed in _DEED.finditer(sentence.masked)]
    told += [_spoken_of(sentence, aside) for aside in _ASIDE.finditer(sentence.masked)]
    more = [f for f in told if f and not any(f.start < o.end and o.start < f.end for o in found)]
    return sorted(found + more, key=lambda finding: finding.start)


def _read(sentence: Sentence, deed: re.Match[str]) -> Finding | None:
    element = _element(sentence, deed.start())
    if not element or english_filmed.FILMED.search(sentence.masked):
        return None
    start, end = element.start("whole"), deed.end()
    said = sentence.masked[:start]
    if LINK in element.group() or english_filmed.ANNOUNCED.search(said):
        return None
    if deed.group("not"):
        return Finding(start, end, None, "", negated=True)
    what = sentence.plain[element.start("what") : element.end("what")]
    step, _ = step_for(what)
    told = ""
    if step:
        told = change(what, "press") if step is Step.CHAT else words.INSTEAD[step]
    if not deed.group("open"):
        return Finding(start, end, step, told)
    return Finding(start, end, step, told and f"you can {told}").offered()


def _spoken_of(sentence: Sentence, aside: re.Match[str]) -> Finding | None:
    element = _element(sentence, aside.start())
    if not element or LINK in element.group():
        return None
    step, _ = step_for(sentence.plain[element.start("what") : element.end("what")])
    noun = words.NOUNS.get(step, "that") if step else "that"
    finding = Finding(element.start("whole"), aside.end(), step, noun)
    is_open = aside.group("open") and not re.search(r"\bnow\b", aside.group("now"))
    return finding.offered() if is_open else finding


def _element(sentence: Sentence, end: int) -> re.Match[str] | None:
    """The element that is the subject of what stands at the end."""
    breaks = [m.end() for m in _BREAK.finditer(sentence.masked, 0, end)]
    near = [start for start in breaks if end - start < _LONGEST][-2:]
    read = (_ELEMENT.fullmatch(sentence.masked, start, end) for start in reversed(near))
    return next(filter(None, read), None)
