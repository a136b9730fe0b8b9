"""What English forbids, spares or puts off anywhere in the clause of a click."""

import re
from dataclasses import replace

from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence

_CLAUSE = re.compile(r"[,;:.!?—–(](?!\d)| and (?!\w+ing\b)| but ")
_FORBIDS = re.compile(
    r"\b(?:under no circumstances|better not|no (?:clicking|pressing|tapping|opening|touching)"
    r"|nothing (?:needs?|has|is) to be|(?:it's|it is|far|much|still) too (?:early|soon) to"
    r"|(?:it's|it is) not (?:necessary|required|needed) to"
    r"|(?:hold off|wait) (?:with|on)|stop (?:using|clicking|pressing|opening)|hands off"
    r"|(?:shouldn't|should not|mustn't|must not|needn't|need not)"
    r"|(?:not|isn't|aren't) (?:yet )?(?:to be|meant to be)"
    r"|(?:click|press|tap|open|drag|choose|use|select)\w* (?:nothing|none))\b",
    re.I,
)
_FORBIDDEN = re.compile(
    r"(?: (?:now|yet|today|here|button|icon|key|at this point))* "
    r"(?:(?:should|must|had better)(?:n't| not| never)\b"
    r"|(?:should|must) be (?:avoided|left|postponed)"
    r"|(?:is|are|would be) (?:off limits|to be avoided|too early|premature|a mistake|pointless))",
    re.I,
)


def settled(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """The findings, negated with the words that say so where they are not to be done."""
    return [f if f.negated else _settled(sentence, f) for f in found]


def _settled(sentence: Sentence, finding: Finding) -> Finding:
    breaks = [m.end() for m in _CLAUSE.finditer(sentence.masked, 0, finding.start)]
    forbids = _FORBIDS.search(sentence.masked, breaks[-1] if breaks else 0, finding.end)
    forbidden = _FORBIDDEN.match(sentence.masked, finding.end)
    if not forbids and not forbidden:
        return finding
    start = min(finding.start, forbids.start()) if forbids else finding.start
    end = forbidden.end() if forbidden else finding.end
    return replace(finding, start=start, end=end, negated=True)
