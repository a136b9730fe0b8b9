"""What one clause asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import grammar
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.objects import EDIT_VERB, NARRATED, is_narrated, is_something_else

_ASKING = frozenset(
    [
        "EXPORT",
        "RENDER",
        "DOWNLOAD",
        "SEND",
        "SENDME",
        "GIVEME",
        "SAVE",
        "PUT",
        "PLACE",
        "WANT",
        "GET",
        "WHERE",
        "FILE",
        "MEDIA",
        "COPY",
        "BOX",
        "DEVICE",
        "CREDITS",
        "AFFORD",
        "POINTS",
        "REMAIN",
        "MANY",
        "BALANCE",
        "STATEQ",
        "SHOW",
        "LIST",
        "TIMELINE",
        "STATUS",
        "JOB",
        "HANDIN",
        "UPLOAD",
        "OWN",
        "IWANT",
        "Q",
        "SOFAR",
        "INTHERE",
        "KEEPME",
        "WHATABOUT",
        "OVER",
        "TAKE",
        "HOWGET",
    ]
)
_PUT_THERE = r"|\bPUT (?:SRC|PRON|QUOTE) (?!(?:[A-Za-z]+ )*(?:DEVICE|ME) )"
_WANTED_DONE = (
    r"|\b(?:WANT|GET|PUT|IWANT|SENDME) (?:[A-Za-z]+ )*EDITED |^(?:YOU |I )?EDITED (?:DET|I) "
)
_TO_AFFORD = re.compile(r"(?:CREDITS|POINTS|AFFORD|STATEQ) .*?(?:EXPORT|RENDER|DOWNLOAD) ")
_EDITS = re.compile(r"\b(?:EDIT|PLACE|THING|LOOK|CREATE|QUOTE) " + _PUT_THERE + _WANTED_DONE)
_PUBLISHED = re.compile(
    r"\b(?:UPLOAD|EXPORT|SEND|SENDME|PUT|SAVE|DOWNLOAD) .*?\b(?:ELSEWHERE|AUDIENCE) "
    r"|\bELSEWHERE (?:[A-Za-z]+ )*UPLOAD "
)
_OUTPUT = frozenset(("the export", "the download"))
_OF_URL = re.compile(r"(?:DOWNLOAD|SENDME|SEND|GET|SAVE|PUT|WANT) (?:[A-Za-z]+ ){0,5}?URL ")
_EDITED_AFTER = re.compile(
    r"(?:EXPORT|DOWNLOAD|UPLOAD|CREDITS|STATUS|TIMELINE) "
    r"(?:(?!(?:ME|SENDME|GIVEME|DEVICE|FILE|COPY|FMT|BOX|SHOW|AS|REMAIN|AFFORD"
    r"|MANY) )[A-Za-z]+ )*EDIT (?!SENDME)"
)
_ABOUT_LIMITS = re.compile(r"\b(?:MANY|Q) (?:[A-Za-z]+ )*(?:UPLOAD|RENDER|EXPORT|DOWNLOAD) ")
_JUST_ASKED = re.compile(r"(?:(?!(?:TIMELINE|STATUS) )[A-Za-z]+ )*")
_POINTED = re.compile(r"\b(?:SHOW|LIST|Q|STATEQ) ")
_COUNTED = re.compile(r"\b(?:MANY|AFFORD) ")
_FAR_ALONG = re.compile(r"EDIT (?:(?:PLEASE|x|OK) ){0,2}STATEQ ")
_HOW_IT_STANDS = re.compile(
    r"(?:PLEASE |SHOW |ME )*(?:Q|MANY|WHERE) (?:[A-Za-z]+ )*(?:SOFAR|INTHERE) "
)
_OTHER_THING = re.compile(r"\bIWANT (?:EXPORT|DOWNLOAD|RENDER|UPLOAD) (?:(?:DET|AN|PLEASE|I) )*x ")
_OWN_COPY = re.compile(
    r"\bHOWTO (?:GET|PUT|SAVE) (?:DET|I|DONE|FILE|COPY|PRON|x) .*?(?:DEVICE|ME) "
)
_CANCELLING = re.compile(r"\b(?:NEG|NO|WITHOUT) ")
_INSTEAD_OF = re.compile(r"\bINSTEADOF (?:(?:PLEASE|SHOW|SEND|ME|GET|x|Q|MANY) )*$")
_BEFORE = re.compile(
    r"\bBEFORE (?:(?!EDIT|SHOW|EXPORT|DOWNLOAD|SEND|SENDME|Q|MANY|IWANT|HANDIN|WANT)[A-Za-z]+ )*$"
)
_ABOUT = re.compile(r"\b(?:THING|CREATE|FILE) ABOUT ")
_WONDERS = re.compile(r"\bQ (?:YOU|I|PRON|DET|FILE|JOB) ")
_PURPOSE = re.compile(r"\b(?:PURPOSE|AGO) ")
_UNDONE = re.compile(r"\b(?:NEG (?:PLEASE )*|(?<!^)(?:DET|THING|BOX|FILE|PRON|COPY) Q )EDIT ")
_REMARKED = re.compile(r"\b(?:PURPOSE|AGO|RESULT|OK) ")
_SUFFICES = re.compile(r"\bEDIT (?:[A-Za-z]+ )*CREDITS (?:[A-Za-z]+ )*REMAIN ")
_TRAILING_NEG = re.compile(r"\bNEG (?:(?:PLEASE|OK|x|I|DET|AN) )*$")


@dataclass(frozen=True)
class Ask:
    """A step that a clause asks for, and where in the clause; `of_url`: to fetch an address."""

    step: Step
    at: int
    of_url: bool = False


def classify(clause: Clause) -> tuple[list[Ask], bool]:
    """The steps of a clause, and whether it asked for one that it then took back."""
    tags = clause.tags
    found = [ask for ask in _requests(clause, tags) if not _is_content(ask, clause, tags)]
    if found and (_is_general(clause, tags, found) or _PUBLISHED.search(tags)):
        return [Ask(Step.CHAT, 0)], False
    kept = [ask for ask in found if not _is_cancelled(ask, clause, tags)]
    if len(kept) > 1 and _TO_AFFORD.search(tags):
        kept = [ask for ask in kept if ask.step is not Step.EXPORT]
    taken_back = len(found) > len(kept)
    if not (taken_back and not kept) and _is_edit(clause, tags, kept):
        kept.append(Ask(Step.CHAT, _first_edit(tags)))
    if "BOX " in tags and _is_made_into_a_file(clause, tags):
        kept.append(Ask(Step.EXPORT, len(tags)))
    return sorted(kept, key=lambda ask: ask.at), taken_back


def _is_made_into_a_file(clause: Clause, tags: str) -> bool:
    made_into = any(token.text == "into" for token in clause.tokens)
    return made_into and bool(grammar.NAMED_FILE.search(tags))


def _requests(clause: Clause, tags: str) -> Iterator[Ask]:
    """Everything that looks like a request for something other than an edit."""
    if not any(token.tag in _ASKING for token in clause.tokens):
        return
    credits, state, upload = (
        pattern.search(tags) for pattern in (grammar.CREDITS, grammar.STATE, grammar.UPLOAD)
    )
    if credits:
        yield Ask(Step.CREDITS, credits.start())
    if clause.ends == ":" and not _POINTED.search(tags):
        state = None
    if credits and not clause.verb_last and _COUNTED.search(tags):
        state = None
    if state and not (credits and _JUST_ASKED.fullmatch(tags)):
        yield Ask(Step.STATE, state.start())
    elif clause.verb_last and (asked := grammar.STATE_VERB_LAST.search(tags)):
        yield Ask(Step.STATE, asked.start())
    if upload:
        yield Ask(Step.UPLOAD, upload.start())
    if not (credits or state or upload) and _asks_how_it_stands(tags):
        yield Ask(Step.STATE, 0)
    at = _export_at(clause, tags)
    if at is not None:
        yield Ask(Step.EXPORT, at, bool(_OF_URL.search(tags, at)))


def _asks_how_it_stands(tags: str) -> bool:
    """ "Which song is under the intro right now?": a question about what is there."""
    perfect = re.match("(?:OK |PLEASE )*Q PUT ", tags) and "SOFAR " in tags
    return bool(perfect) or (bool(_HOW_IT_STANDS.match(tags)) and not EDIT_VERB.search(tags))


def _export_at(clause: Clause, tags: str) -> int | None:
    if clause.opens == "THEN" and clause.tokens[0].text in _OUTPUT and tags == "JOB ":
        return 0
    for match in grammar.EXPORT.finditer(tags):
        if not is_something_else(match, clause):
            return match.start()
    last = grammar.EXPORT_VERB_LAST.search(tags) if clause.verb_last else None
    return last.start() if last and not is_narrated(last, tags) else None


def _is_content(ask: Ask, clause: Clause, tags: str) -> bool:
    """Whether the words that look like a request are the object of an edit."""
    if clause.verb_last and _EDITED_AFTER.match(tags, ask.at):
        return True
    if ask.step is Step.STATE and clause.verb_last and _FAR_ALONG.search(tags):
        return False
    if _ABOUT.search(tags[: ask.at]) or NARRATED.search(tags[: ask.at]):
        return True
    if ask.step is Step.CREDITS and _WONDERS.search(tags[: ask.at]):
        return False
    edit = EDIT_VERB.search(tags[: ask.at])
    return (
        "AFFORD " not in tags
        and ask.step is not Step.EXPORT
        and edit is not None
        and not _BEFORE.search(tags[: edit.start()])
    )


def _is_general(clause: Clause, tags: str, found: list[Ask]) -> bool:
    """A question about exporting or uploading in general, or about what credits are."""
    steps = {ask.step for ask in found}
    if _ABOUT_LIMITS.search(tags):
        return True
    if clause.ends in ("?", "？") and _OTHER_THING.search(tags):
        return True
    if Step.STATE in steps and "HOWTO " in tags and not re.search("STATEQ |DOING |SOFAR ", tags):
        return True
    if _OWN_COPY.search(tags) and Step.EXPORT in steps:
        return False
    if Step.STATE in steps or (Step.UPLOAD in steps and "UPLOAD " not in tags):
        return False
    if Step.CREDITS in steps:
        return "TOPIC " in tags and not re.search(r"\b(?:REMAIN|AFFORD) ", tags)
    return bool(re.search(r"\b(?:HOWTO|TOPIC) ", tags))


def _is_cancelled(ask: Ask, clause: Clause, tags: str) -> bool:
    before = tags[: ask.at]
    if _CANCELLING.search(before) or _BEFORE.search(before) or _INSTEAD_OF.search(before):
        return True
    if ask.step is Step.EXPORT and "COND " in tags[ask.at :]:
        return True
    if ask.step in (Step.EXPORT, Step.UPLOAD) and ("FUTURE " in tags or _PURPOSE.search(before)):
        return True
    return clause.free and bool(_TRAILING_NEG.search(tags))


def _is_edit(clause: Clause, tags: str, kept: list[Ask]) -> bool:
    """Whether the clause asks for a change: a verb beside other requests, else any sign of one."""
    first = min((ask.at for ask in kept), default=len(tags))
    sign = (EDIT_VERB if kept else _EDITS).search(tags[:first])
    if not sign or "AFFORD " in tags or "NAMEIT " in tags:
        return False
    if any(ask.step is Step.STATE for ask in kept) and _FAR_ALONG.search(tags):
        return False
    if any(ask.step is Step.CREDITS for ask in kept) and _WONDERS.search(tags):
        return False
    if _UNDONE.search(tags) and len(EDIT_VERB.findall(tags)) == 1:
        return False
    if clause.verb_last and _SUFFICES.search(tags):
        return False
    if _REMARKED.search(tags) and not EDIT_VERB.search(tags):
        return False
    before = tags[: sign.start()]
    return "NEG " not in before and not _BEFORE.search(before)


def _first_edit(tags: str) -> int:
    match = _EDITS.search(tags)
    return match.start() if match else 0
