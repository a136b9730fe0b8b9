"""The requests of one clause: file, credits, state, upload, before any is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents import grammar
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.objects import is_narrated, is_something_else
from nemo_tui.plugins.intents.questions import asks_how_it_stands
from nemo_tui.plugins.intents.tokens import Token

_ASKING = re.compile(
    r"\b(?:EXPORT|RENDER|DOWNLOAD|SEND|SENDME|GIVEME|SAVE|PUT|PLACE|WANT|GET|WHERE|"
    r"FILE|MEDIA|COPY|BOX|DEVICE|CREDITS|AFFORD|POINTS|REMAIN|MANY|BALANCE|"
    r"STATEQ|SHOW|LIST|TIMELINE|STATUS|JOB|HANDIN|UPLOAD|OWN|IWANT|Q|SOFAR|"
    r"INTHERE|KEEPME|WHATABOUT|OVER|TAKE|HOWGET|YETQ|ENDUP|FETCHABLE) "
)
_OUTPUT = frozenset(("the export", "the download"))
_OF_URL = re.compile(r"(?:DOWNLOAD|SENDME|SEND|GET|SAVE|PUT|WANT) (?:[A-Za-z]+ ){0,5}?URL ")
_JUST_ASKED = re.compile(r"(?:(?!(?:TIMELINE|STATUS) )[A-Za-z]+ )*")
_POINTED = re.compile(r"\b(?:SHOW|LIST|Q|STATEQ) ")
_COUNTED = re.compile(r"\b(?:MANY|AFFORD) ")
_TAKEN = re.compile(r"[把将] ?(?:这|那|上面)? ?(?:几|多少)")
_GIVEN_ONCE = re.compile(r"\b(?:Q|MANY|LIST) (?:x )?(?:COPY|FILE|MEDIA|x) (?:Q )?(?:I|YOU) ")
_LENGTH = re.compile(
    r"\b(?:how many|how much|number of) (?:more )?"
    r"(?:seconds|minutes|secs|mins|hours|frames|scenes|shots|clips|songs|takes|footage|time"
    r"|runtime|subtitles|captions|titles) (?!.*\b(?:generat|afford|render|make|cost))"
)
_MAKING = re.compile(
    "make|make me|produce|generate|create|build|crank|do the|do a"
    "|生成|制作|[做弄搞整](?:成|个|一个)?"
)
_THE_FILE = re.compile(
    r"EDIT (?:(?:DET|AN|ME|DONE|PLEASE|FMT|x) )*(?:COPY|BOX) (?:(?:PLEASE|OK|ME|GIVEME|SENDME|AS"
    r"|FMT|BOX|DEVICE|OVER|FORME|FETCHABLE|SOFAR|COPY|NOUNCUE PRON|NOUNCUE ME|x NOUNCUE PRON) )*"
)
_TO_HAVE = re.compile(
    r"\binto (?:something|a file|one file|a video) (?:that )?(?:i|we) can (?:play|watch|keep|share"
    r"|show|put|send|store|burn|take|hand|open|carry|have|bring|mail|email)\b"
)
_TURNING = re.compile("turn|transform|put together")
_INTO_A_FILE = re.compile(
    r"EDIT (?:(?:DET|I|PRON|FILE|TIMELINE|x) )*NOUNCUE AN (?:DONE )*COPY "
    r"(?:(?:PLEASE|OK|FORME|ME|SOFAR) )*"
)
_ALTERED = re.compile(r"compressed|trimmed|edited|smaller|copy|gif|mp3|wav|压|剪好|改好|转好|修好")
_DONE_FOR_ME = re.compile(r"\bEDIT (?=(?:(?:POINTS|PLEASE|LOOK|x) )*GIVEME (?:(?:PLEASE|OK) )*$)")
_GIVEN = re.compile(r"\b(?:HANDIN|YOU) ")


@dataclass(frozen=True)
class Ask:
    """A step that a clause asks for, and where in the clause; `of_url`: to fetch an address."""

    step: Step
    at: int
    of_url: bool = False


def requests(clause: Clause, tags: str) -> Iterator[Ask]:
    """Everything that looks like a request for something other than an edit."""
    if not _ASKING.search(tags):
        return
    credits, state, upload = (
        pattern.search(tags) for pattern in (grammar.CREDITS, grammar.STATE, grammar.UPLOAD)
    )
    if _GIVEN_ONCE.search(tags):
        upload = None
    if credits and _LENGTH.search(clause.text):
        credits = None
    if credits:
        yield Ask(Step.CREDITS, credits.start())
    if state and _TAKEN.search(clause.text):
        state = None
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
    if not (credits or state or upload) and asks_how_it_stands(clause):
        yield Ask(Step.STATE, 0)
    at = _export_at(clause, tags)
    if at is not None and not (upload and _GIVEN.search(tags)):
        yield Ask(Step.EXPORT, at, bool(_OF_URL.search(tags, at)))


def _export_at(clause: Clause, tags: str) -> int | None:
    if clause.opens == "THEN" and clause.tokens[0].text in _OUTPUT and tags == "JOB ":
        return 0
    made = next((at for at, token in enumerate(clause.tokens) if token.tag == "EDIT"), None)
    if made is not None and _makes_the_file(clause.tokens[made:]):
        return sum(len(token.tag) + 1 for token in clause.tokens[:made])
    for match in grammar.EXPORT.finditer(tags):
        if not is_something_else(match, clause):
            return match.start()
        clause.declined = True
    if "给我" in clause.text and (done := _DONE_FOR_ME.search(tags)):
        return done.end()
    last = grammar.EXPORT_VERB_LAST.search(tags) if clause.verb_last else None
    return last.start() if last and not is_narrated(last, tags) else None


def _makes_the_file(tokens: list[Token]) -> bool:
    """ "Produce the deliverable": to make the finished file is to export it."""
    tags = " ".join(token.tag for token in tokens) + " "
    if _TURNING.match(tokens[0].text):
        told = " ".join(token.text for token in tokens)
        return bool(_TO_HAVE.search(told) or _INTO_A_FILE.fullmatch(tags))
    if not _MAKING.fullmatch(tokens[0].text):
        return False
    made = next((token.text for token in tokens if token.tag in ("COPY", "BOX")), "")
    return bool(_THE_FILE.fullmatch(tags)) and not _ALTERED.search(made)
