"""What one clause asks for."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import grammar
from nemo_tui.plugins.intents.asks import Ask, requests
from nemo_tui.plugins.intents.changes import names_a_change
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.modifiers import modifies
from nemo_tui.plugins.intents.objects import EDIT_VERB
from nemo_tui.plugins.intents.refusals import (
    BEFORE,
    FAR_ALONG,
    WONDERS,
    is_cancelled,
    is_content,
    is_general,
)

_PUT_THERE = r"|\bPUT (?:SRC|PRON|QUOTE) (?!OK |NOUNCUE FUTURE |(?:[A-Za-z]+ )*(?:DEVICE|ME) )"
_PUT_THERE += r"|^(?:(?:OK|PLEASE) )*PUT (?:PLEASE )?(?:x )+(?!(?:[A-Za-z]+ )*(?:DEVICE|ME) )"
_WANTED_DONE = (
    r"|^COND (?:(?:x|DET|I|THING|MEDIA|Q) )*EDITED "
    r"|\b(?:WANT|GET|PUT|IWANT|SENDME) (?:[A-Za-z]+ )*EDITED |^(?:YOU |I )?EDITED (?:DET|I) "
)
_A_NEW_ONE = r"|^(?:(?:OK|PLEASE) )*INDEF (?:(?:LOOK|x) )*FILE "
_TO_AFFORD = re.compile(r"(?:CREDITS|POINTS|AFFORD|STATEQ) .*?(?:EXPORT|RENDER|DOWNLOAD) ")
_EDITS = re.compile(
    r"\b(?:EDIT|PLACE|THING|LOOK|CREATE|QUOTE|SCENE) " + _PUT_THERE + _WANTED_DONE + _A_NEW_ONE
)
_PUBLISHED = re.compile(
    r"(?<!PURPOSE )(?<!PURPOSE I )(?<!PURPOSE TO )"
    r"\b(?:UPLOAD|EXPORT|SEND|SENDME|PUT|SAVE|DOWNLOAD) "
    r"(?:(?!SHOW |PURPOSE )[A-Za-z]+ )*?(?:ELSEWHERE|AUDIENCE) (?!SHOW )"
    r"|\bELSEWHERE (?:(?!URL )[A-Za-z]+ )*(?:UPLOAD|DOWNLOAD) (?!.*URL )"
)
_FOR_USE = re.compile(
    r"(?:(?:OK|PLEASE) )*(?:EXPORT|RENDER|DOWNLOAD|SAVE) "
    r"(?:(?:(?!TO )[A-Za-z]+ )*?NOUNCUE (?:(?:I|DET) )*(?:ELSEWHERE|AUDIENCE) |AUDIENCE $)"
)
_SENT = re.compile(
    r"(?:(?:please|just|can you|could you|now) )*send me (?!something|a )|发 ?我|把.*发给我$"
)
_NO_EDIT = re.compile(r"\b(?:AFFORD|NAMEIT|TAKEBACK) ")
_GENERAL = re.compile(r"\b(?:HOWTO|TOPIC) ")
_MEANT_FOR = re.compile(r"\bPURPOSE (?:(?:PLEASE|I|TO|x) )*(?:SEND|EXPORT|DOWNLOAD|UPLOAD) ")
_NOT_ASKED = re.compile(
    r"\bSHOW (?:[A-Za-z]+ )*RESULT |\bNEG (?:[A-Za-z]+ )*(?:STATUS|TIMELINE|CREDITS|BALANCE|JOB) "
)
_TRANSFER = re.compile(r"\b(?:EXPORT|DOWNLOAD|UPLOAD|JOB) ")
_UNDONE = re.compile(r"\b(?:NEG (?:PLEASE )*|(?<!^)(?:DET|THING|BOX|FILE|PRON|COPY) Q )EDIT ")
_REMARKED = re.compile(r"\b(?:PURPOSE|AGO|RESULT|OK) ")
_SUFFICES = re.compile(r"\bEDIT (?:[A-Za-z]+ )*CREDITS (?:[A-Za-z]+ )*REMAIN ")
_EDITED_BEFORE = re.compile(
    r"\bBEFORE (?:EXPORT|DOWNLOAD|RENDER|SEND|SENDME) (?:[A-Za-z]+ )*?EDIT "
)
_CHANGES = re.compile(r"\b(?:EDIT|EDITED|PLACE|CREATE|LOOK|Q) ")
_BY_YOU = re.compile(r"\byou(?:'ve| have)$")
_LATER_TOLD = re.compile(r"\bDELIVER (?:(?:[A-Za-z]+ )*HOWTO |EDIT $)|^EDIT (?:PLEASE )?DELIVER ")


def classify(clause: Clause) -> tuple[list[Ask], bool]:
    """The steps of a clause, and whether it asked for one that it then took back."""
    tags = clause.tags
    asked = list(requests(clause, tags))
    found = [ask for ask in asked if not is_content(ask, clause, tags)]
    clause.declined = clause.declined or len(found) < len(asked)
    if found and (is_general(clause, tags, found) or _is_published(clause)):
        clause.declined = True
        return [Ask(Step.CHAT, 0)], False
    kept = [ask for ask in found if not is_cancelled(ask, clause, tags)]
    if len(kept) > 1 and _TO_AFFORD.search(tags):
        kept = [ask for ask in kept if ask.step is not Step.EXPORT]
    taken_back = len(found) > len(kept)
    clause.declined = clause.declined or _is_denied(clause)
    forbids = taken_back and not kept and not _EDITED_BEFORE.search(tags)
    if not forbids and _is_edit(clause, tags, kept):
        kept.append(Ask(Step.CHAT, _first_edit(tags)))
    if "BOX " in tags and _is_made_into_a_file(clause, tags):
        kept.append(Ask(Step.EXPORT, len(tags)))
    if not asked and _SENT.match(clause.text) and names_a_change(clause, verbs=False):
        kept.append(Ask(Step.EXPORT, len(tags)))
    export = next((ask for ask in kept if ask.step is Step.EXPORT), None)
    is_told = any(ask.step is Step.CHAT for ask in kept)
    if export and not is_told and modifies(clause, export.at):
        kept.insert(0, Ask(Step.CHAT, export.at))
    return sorted(kept, key=lambda ask: ask.at), taken_back


def _is_published(clause: Clause) -> bool:
    """Whether it is to be put up somewhere: "export it to YouTube", not "for YouTube"."""
    for_use = _FOR_USE.match(clause.tags) and (clause.verb_last or " for " in clause.text)
    return bool(_PUBLISHED.search(clause.tags)) and not for_use


def _is_denied(clause: Clause) -> bool:
    """Whether it asks in general, says what for, or denies in a language of few known verbs."""
    if _GENERAL.search(clause.tags) and _TRANSFER.search(clause.tags):
        return True
    if _MEANT_FOR.search(clause.tags) or _NOT_ASKED.search(clause.tags):
        return True
    return any(t.tag == "NEG" and t.language not in ("en", "zh") for t in clause.tokens)


def _is_made_into_a_file(clause: Clause, tags: str) -> bool:
    made_into = any(token.text == "into" for token in clause.tokens)
    return made_into and bool(grammar.NAMED_FILE.search(tags))


def _is_edit(clause: Clause, tags: str, kept: list[Ask]) -> bool:
    """Whether the clause asks for a change: a verb beside other requests, else any sign of one."""
    if kept and clause.opens == "AFTER" and tags.startswith("EDITED "):
        return True
    if not kept and _BY_YOU.search(clause.joint) and not _NO_EDIT.search(tags):
        return True
    first = min((ask.at for ask in kept), default=len(tags))
    sign = (EDIT_VERB if kept else _EDITS).search(tags[:first])
    if not sign or _NO_EDIT.search(tags) or _LATER_TOLD.search(tags):
        return False
    if any(ask.step is Step.STATE for ask in kept) and FAR_ALONG.search(tags):
        return False
    if any(ask.step is Step.CREDITS for ask in kept) and WONDERS.search(tags):
        return False
    if _UNDONE.search(tags) and len(EDIT_VERB.findall(tags)) == 1:
        return False
    if clause.verb_last and _SUFFICES.search(tags):
        return False
    if clause.opens == "AFTER" and not _CHANGES.search(tags):
        return False
    if _REMARKED.search(tags) and not EDIT_VERB.search(tags):
        return False
    before = tags[: sign.start()]
    return "NEG " not in before and not BEFORE.search(before)


def _first_edit(tags: str) -> int:
    match = _EDITS.search(tags)
    return match.start() if match else 0
