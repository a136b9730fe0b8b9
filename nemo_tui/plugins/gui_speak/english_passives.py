"""Elements of which English tells what is to be done with them: "the button can be pressed"."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.gui_speak import english_filmed
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.elements import step_for
from nemo_tui.plugins.gui_speak.english_verbs import change
from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import LINK, Sentence

_WORKED = re.compile(
    rf"(?:^|[,;:.!—–(] ?)(?:(?:so|and|but|then|also|there|now),? )*"
    rf"(?P<whole>(?:(?:the|your|that|its) )?(?P<what>(?!(?:it|this|that|they|he|she)\b)"
    rf"(?:{words.WORDS}{words.NOUN}|{words.NAME}"
    rf"(?: {words.NOUN})*))(?P<where>{words.PLACE}{{0,3}}),?"
    r"(?: (?:(?P<not>(?:must|should|can|could|need)(?:n't| not| never))"
    r"|(?P<open>can|could|may|might)|must|should|has to|needs to|wants to|is to)"
    r"(?: (?:also|then|now|always|just|simply|still|only))* be(?: \w+ly)?"
    r" (?:clicked|pressed|tapped|hit|pushed|used|ticked|toggled|flipped|pulled|dragged|opened"
    r"|unfolded|expanded|chosen|selected|(?:switched|turned|moved|slid) (?:on|off|up|down|left"
    r"|right|inwards?|outwards?))(?: (?:on|inwards?|outwards?))?"
    r"| (?:wants|needs|takes|deserves|awaits) (?:a|one|your|just one|only (?:a|one))"
    r"(?: \w+)? (?:click|tap|press|push)(?! of)))\b",
    re.I,
)


def find(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, with the elements that a clause without one speaks of so."""
    told = [_read(sentence, match) for match in _WORKED.finditer(sentence.masked)]
    more = [f for f in told if f and not any(f.start < o.end and o.start < f.end for o in found)]
    return sorted(found + more, key=lambda finding: finding.start)


def _read(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    said = sentence.masked[: match.start("whole")]
    if (
        LINK in match.group()
        or english_filmed.FILMED.search(sentence.masked)
        or english_filmed.ANNOUNCED.search(said)
    ):
        return None
    what = sentence.plain[match.start("what") : match.end("what")]
    step, _ = step_for(what)
    told = ""
    if match.group("not"):
        return Finding(*match.span("whole"), None, "", negated=True)
    if step:
        told = change(what, "press") if step is Step.CHAT else words.INSTEAD[step]
    if not match.group("open"):
        return Finding(*match.span("whole"), step, told)
    return Finding(*match.span("whole"), step, told and f"you can {told}").offered()
