"""Read a message: its clauses, what each asks for, and the files and addresses it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import content
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.classify import classify
from nemo_tui.plugins.intents.clauses import Clause, split
from nemo_tui.plugins.intents.fold import fold
from nemo_tui.plugins.intents.objects import EDIT_VERB
from nemo_tui.plugins.intents.reports import is_left_out, is_report
from nemo_tui.plugins.intents.sources import Mention, mentions
from nemo_tui.plugins.intents.tokens import tokenize

_SHOWN = re.compile(r"(?:(?:OK|PLEASE|I|IWANT) )*SHOW ")
_END = 2000
Classified = tuple[Clause, list[Ask]]
_TELLS = re.compile(
    r"\b(?:CREATE|THING|LOOK|PLACE|TIMELINE|FILE NOUNCUE) |\bEDIT (?:ME )?(?:DET|AN) (?:x )*FILE $"
)
_LETS_ADD = re.compile(
    r"(?:(?:OK|PLEASE) )*IWANT (?:PLEASE )*EDIT PRON (?:(?:SOFAR|PLEASE|OVER) )*"
)
_BEFORE_EXPORT = re.compile(r"(?:(?:OK|PLEASE) )*BEFORE (?:EXPORT|RENDER|SEND|SENDME) ")
_BEFORE_I_DO = re.compile(r"\bbefore (?:i|we)\b")
_PICTURED = re.compile("^(?:animatethat|animateit|animatethis|做成动画|做成画面|画出来|演出来)")
_STILL_POSSIBLE = re.compile("还 ?能|还 ?可以|能 ?不 ?能|会 ?不 ?会|会 ?被")
_BUT = frozenset(("but", "但", "但是", "不过", "只是"))
_WITH_IT = re.compile(r"(?:PLEASE )*(?:NOUNCUE|WITHOUT|WANT) (?:(?:x|DET|AN|PLEASE|LOOK) )*THING ")
_JUDGES = re.compile(r"\b(?:OK|NEG) ")
_RETRIES = re.compile(r"(?:(?:PLEASE|OK|PRON|JOB) )*RETRY (?:(?:PLEASE|OK|PRON|JOB) )*")
_TAKES_BACK = re.compile(
    r"(?:(?:x|OK|PLEASE|NO|PRON) )*TAKEBACK (?:(?:x|OK|PLEASE|NO|PRON) )*"
    r"|NEG (?:BEFORE|UNTIL) .*|NO "
)
_PONDERS = re.compile(r"\b(?:HOWTO|TOPIC) ")
_COUNTS_UP = re.compile(r"(?:OK )?(?:MANY|Q) ")
_FAILURE = re.compile(
    r"\b(?:PURPOSE|ATTR|RENDER|BOX|URL|JOB|COPY|FILE|EXPORT|DOWNLOAD) (?:[A-Za-z]+ )*"
    r"(?:FAILED|REMAIN) "
    r"|\bREMAIN (?:DET|I|YOU) (?:x )?(?:COPY|FILE) "
)
_STRANGE = re.compile(r"(?:PLEASE )*(?:x |DET |LOOK |NUM )+")
_DENIES = re.compile(r"(?:(?:OK|PLEASE) )*(?:NO|NEG|WAIT|COND|FUTURE|LATER) ")
_TERSE = re.compile(
    r"(?:(?:OK|PLEASE|I) )*(?:EXPORT|RENDER|DOWNLOAD|SENDME|WANT|SEND ME|GIVEME) "
    r"(?:(?:OK|PLEASE|PRON|OVER|FMT|BOX|DET|COPY|FILE|DONE|SOFAR|ME|DEVICE|AS|TO|RETRY|YOU) )*"
    r"|(?:PLEASE )?(?:DET )?(?:COPY|BOX|FILE) (?:(?:PLEASE|OK) )*"
    r"|(?:PLEASE )?SAVE (?:(?:DET|FILE|COPY|PRON) )*DEVICE (?:(?:PLEASE|OK) )*"
    r"|(?:DET )?(?:TIMELINE|STATUS|CREDITS|BALANCE|POINTS) "
)
_SENTENCE_ENDS = frozenset(".!?\n。！？")


@dataclass(frozen=True)
class Reading:
    """A message read: its clauses with what each asks for, and the files it names."""

    clauses: list[Classified]
    mentions: list[Mention]
    masked: str = ""

    @cached_property
    def parts(self) -> list[Clause]:
        """The clauses in the order of the text."""
        return [clause for clause, _ in self.clauses]

    @property
    def ends_tersely(self) -> bool:
        """Whether its last clause is but an order for the file: "No music. No intro. Export."."""
        if not self.parts or self.parts[-1].opens in ("THEN", ":"):
            return False
        return bool(_TERSE.fullmatch(self.parts[-1].tags))

    @property
    def is_well_known(self) -> bool:
        """Whether it is in a language in which there are thousands of sentences to learn from."""
        return not any(clause.is_foreign for clause in self.parts)

    @property
    def sources(self) -> tuple[str, ...]:
        """What the text itself wants uploaded."""
        return tuple(m.value for m in self.mentions if m.is_source)


def read(text: str, has_media: bool = False) -> Reading:
    """Understand a message, clause by clause."""
    seen = _ends(text)
    found = mentions(seen, has_media)
    masked = content.mask(fold(seen), found)
    parts = split(tokenize(masked))
    classified = _with_strange_verbs(list(_classified(parts)))
    read_clauses = _less_reports(_less_taken_back(classified))
    return Reading(read_clauses, found, masked)


def _ends(text: str) -> str:
    """The text, the middle of a long one covered: what is pasted asks for nothing."""
    covered = len(text) - 2 * _END
    return text[:_END] + content.QUOTED * covered + text[-_END:] if covered > 0 else text


def _with_strange_verbs(clauses: list[Classified]) -> list[Classified]:
    """In a language of few known verbs unknown words before "and export it" are an instruction."""
    kept: list[Classified] = []
    beyond: Classified = (Clause(), [])
    for (clause, asks), (after, following) in zip(clauses, [*clauses[1:], beyond], strict=False):
        goes_on = following and after.opens in ("AND", "THEN")
        is_strange = goes_on and _STRANGE.fullmatch(clause.tags) and after.is_foreign
        kept.append((clause, [Ask(Step.CHAT, 0)] if is_strange and not asks else asks))
    return kept


def _less_taken_back(clauses: list[Classified]) -> list[Classified]:
    """ "Export it. No wait, add a title first": what was asked last is not wanted.

    An instruction stays if nothing comes instead: "cut the second clip, scratch that, the third".
    """
    is_taken_back = comes_instead = denies = False
    kept: list[Classified] = []
    for clause, asked in reversed(clauses):
        asks = asked
        if asks and is_taken_back:
            asks = [ask for ask in asks if ask.step is Step.CHAT and not comes_instead]
            clause.taken_back, is_taken_back = not asks, False
        is_taken_back = is_taken_back or bool(_TAKES_BACK.fullmatch(clause.tags))
        if clause.ends in ("?", "？") and denies and _TERSE.fullmatch(clause.tags):
            asks, clause.taken_back = [], True
        denies = bool(_DENIES.match(clause.tags))
        comes_instead = comes_instead or bool(asks)
        kept.append((clause, asks))
    return kept[::-1]


def _less_reports(clauses: list[Classified]) -> list[Classified]:
    """ "The music fits now, send it over": beside a request a statement asks for nothing."""
    if not any(ask.step is not Step.CHAT for _, asks in clauses for ask in asks):
        return clauses
    uploads = any(ask.step is Step.UPLOAD for _, asks in clauses for ask in asks)
    wants_nothing = sum(is_left_out(clause) for clause, _ in clauses) > 1
    kept: list[Classified] = []
    beyond: Classified = (Clause(), [])
    for before, (clause, asks), after in zip(
        [beyond, *clauses], clauses, [*clauses[1:], beyond], strict=False
    ):
        is_told = is_report(clause) or _dates(clause, before, after)
        is_told = is_told or (wants_nothing and is_left_out(clause))
        is_told = is_told or (uploads and bool(_LETS_ADD.fullmatch(clause.tags)))
        only_edits = all(ask.step is Step.CHAT for ask in asks)
        if _supposes(clause, after[0]):
            is_told = only_edits = True
        kept.append((clause, [] if only_edits and is_told else asks))
    return kept


def _supposes(clause: Clause, after: Clause) -> bool:
    """Whether it is the condition of a question ("下载之后还能再改吗") or a scene to be drawn."""
    if _PICTURED.search(after.text.replace(" ", "")):
        return True
    return clause.ends in ("之后", "以后", "后") and bool(_STILL_POSSIBLE.search(after.text))


def _dates(clause: Clause, before: Classified, after: Classified) -> bool:
    """Whether it says from when on something is asked: "what's left after that last clip?"."""
    if clause.opens == "AFTER" and before[0].ends == "after":
        return _is_question(*before)
    if before[0].ends == "再" and "够" in before[0].text:
        return _is_question(*before)
    return clause.ends in ("之后", "以后") and _is_question(*after) and "把" not in clause.text


def _is_question(clause: Clause, asks: list[Ask]) -> bool:
    is_question = all(ask.step in (Step.CREDITS, Step.STATE) for ask in asks)
    return bool(asks) and is_question and not _SHOWN.match(clause.tags)


def _classified(parts: list[Clause]) -> Iterator[Classified]:
    """Each clause with what it asks for; what is told or put off asks nothing.

    Told is what follows "an ad for a bank:", put off what follows "wait until the music fits".
    """
    is_told = has_failed = is_put_off = False
    pondered: frozenset[str] = frozenset()
    before = Clause()
    for clause in parts:
        asks, clause.taken_back = classify(clause)
        is_put_off = clause.opens == "THEN" and (
            before.waits or (is_put_off and before.is_courtesy)
        )
        if _TAKES_BACK.fullmatch(clause.tags) or is_put_off:
            asks, clause.taken_back = [], True
        if clause.opens in pondered or (clause.opens == "AFTER" and clause.ends in ("?", "？")):
            asks = [ask for ask in asks if ask.step is not Step.EXPORT]
        pondered = _pondered(clause, asks)
        if _RETRIES.fullmatch(clause.tags) and has_failed:
            asks = [Ask(Step.EXPORT, 0)]
        if _exports_after(before, clause, asks):
            asks = [*asks, Ask(Step.EXPORT, len(clause.tags))]
        clause.earlier |= clause.joint in _BUT and bool(_WITH_IT.match(clause.tags))
        has_failed = has_failed or bool(_FAILURE.search(clause.tags))
        is_told = (is_told or _tells(before)) and _is_told_on(clause)
        clause.declined |= is_told
        yield clause, [] if is_told else asks
        before = clause


def _tells(clause: Clause) -> bool:
    """Whether what follows is told, not asked: "an ad for a bank: ..."."""
    tells = clause.ends == ":" and _TELLS.search(clause.tags)
    return bool(tells) and not _JUDGES.search(clause.tags)


def _is_told_on(clause: Clause) -> bool:
    """Whether a clause goes on with what was told before it."""
    return clause.opens not in _SENTENCE_ENDS and clause.tokens[0].tag not in ("SRC", "URL")


def _exports_after(before: Clause, clause: Clause, asks: list[Ask]) -> bool:
    """Whether a question is to be answered before an export that is meant to follow."""
    announcing = before if before.ends == "," else clause
    is_question = all(ask.step in (Step.CREDITS, Step.STATE) for ask in asks)
    if not asks or not is_question or not _BEFORE_EXPORT.match(announcing.tags):
        return False
    return not _BEFORE_I_DO.search(announcing.text)


def _pondered(clause: Clause, asks: list[Ask]) -> frozenset[str]:
    """How the rest of a question may open: "... and export differ", "... after exporting"."""
    if clause.ends in _SENTENCE_ENDS or any(ask.step is Step.EXPORT for ask in asks):
        return frozenset()
    if any(ask.step is not Step.CHAT for ask in asks):
        return frozenset(("AFTER",)) if _COUNTS_UP.match(clause.tags) else frozenset()
    ponders = _PONDERS.search(clause.tags) and not EDIT_VERB.search(clause.tags)
    return frozenset(("AND", "AFTER")) if ponders else frozenset()
