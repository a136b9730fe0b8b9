"""Which sequences of meanings ask for what.

A line is a pattern over the tags of the lexicon: `A|B` one of them, `A?` perhaps, `!A|B` not
one of them next, `@n` up to n tokens of no weight, `^` and `$` the ends of the clause, `SOFT` any
number of courtesies and articles, `TAIL` the same with formats and places to the end.
"""

import re

_NO_WEIGHT = (
    "(?!(?:EDIT|PLACE|NEG|QUOTE|TOPIC|LOOK|THING|CREATE|INDEF"
    "|ABOUT|CREDITS|BALANCE|TIMELINE|STATUS|UPLOAD|HANDIN|SEND) )"
    "[A-Za-z]+ "
)
_GROUPS = {
    "THEFILE": "FILE|COPY|PRON|URL|FMT|BOX|DONE|RESULT",
    "OWNFILE": "FILE|COPY|URL|BOX|DONE",
}
_RUNS = {
    "SOFT": "PLEASE|IWANT|OK|DET|I|YOU|ME|DONE|PRON|AS|TO|NOUNCUE|SOFAR",
    "TAIL": "PLEASE|IWANT|SOFAR|WITHOUT|OK|ME|OVER|DEVICE|AS|FMT|BOX|DET"
    "|FILE|COPY|DONE|PRON|RESULT|TO|NUM|NOUNCUE|I|YOU|FUTURE|Q|SAVE|x",
}

_EXPORT = """
EXPORT !TOPIC|ELSEWHERE|THING|ITEM
RENDER @2 THEFILE
RENDER SOFT $
RENDER SOFT FMT|BOX|OVER
DOWNLOAD @3 THEFILE|DEVICE
DOWNLOAD !x|ITEM|THING|MEDIA|INDEF|TOPIC|EDIT|CREDITS|ABOUT|NOUNCUE
SENDME @4 THEFILE
SENDME TAIL $
SEND OVER? ME @3 THEFILE
SEND OVER @3 THEFILE
SEND PRON|COPY @1 OVER|ME
SEND @2 FILE|COPY @2 OVER|ME|DEVICE
SEND DET? DONE? COPY|BOX TAIL $
SEND DET? DONE? FILE|PRON SOFT $
SEND ME $
ME @3 SEND|SENDME @2 THEFILE
SAVE @3 THEFILE TAIL $
SAVE @4 DEVICE
SAVE $
PUT|PLACE @4 THEFILE @4 DEVICE
WANT ME? @3 OWNFILE TAIL $
WANT @3 THEFILE @4 DEVICE
GET OVER? @3 THEFILE TAIL $
GET @3 THEFILE @4 DEVICE
WANT|GET PRON @1 COPY|BOX|FMT
GIVEME @3 COPY|FILE|FMT|BOX TAIL $
^ SOFT GIVEME SOFT $
SEND|EXPORT GIVEME
WHERE SOFT COPY|FILE|DONE SOFT $
^ SOFT COPY TAIL $
^ PLEASE SOFT BOX TAIL $
^ SOFT FMT? BOX FILE|PLEASE|OK TAIL $
"""
# where the object stands before the verb
_EXPORT_VERB_LAST = """
THEFILE @3 GIVEME SOFT $
ME @3 THEFILE @3 SEND|SENDME|GET
COPY|FILE|PRON @4 SEND|SENDME|GET|SAVE|DOWNLOAD|WANT
COPY|FILE|PRON @3 DEVICE
SEND ME
"""
_CREDITS = """
CREDITS
AFFORD
POINTS @4 REMAIN
REMAIN @3 POINTS
MANY @2 POINTS
I POINTS
SHOW|MANY|I|Q|REMAIN @3 BALANCE
BALANCE @3 REMAIN|MANY
MANY|Q|SHOW @3 REMAIN TAIL $
^ SOFT POINTS|BALANCE SOFT $
"""
_STATE_VERB_LAST = "TIMELINE|STATUS|JOB @4 Q"
_STATE = """
STATEQ
SHOW|LIST @5 TIMELINE|STATUS|JOB
LIST DET? THING|MEDIA|FILE|COPY|PRON
Q|MANY|WHERE @6 TIMELINE|STATUS|JOB
TIMELINE|STATUS|JOB @4 SHOW|MANY|STATEQ|DONE
^ SOFT TIMELINE|STATUS SOFT $
^ SOFT STATUS NOUNCUE
STATUS TAIL $
^ SOFT Q @2 FILE|COPY|PRON|JOB @1 DONE
Q SOFT x? FILE|TIMELINE|PRON DOING
"""
_UPLOAD = """
HANDIN
UPLOAD !FMT|NUM|ITEM
OWN|I @4 MEDIA|FILE @3 YOU
OWN|I @4 MEDIA|FILE @2 DEVICE
SEND|GET @2 MEDIA|FILE|COPY @6 YOU
GET @1 MEDIA|COPY FROM ME
WANT|IWANT SEND @2 FILE|MEDIA|COPY|PRON
SEND @3 YOU
"""


def _compile(table: str) -> re.Pattern[str]:
    lines = (line.split() for line in table.strip().splitlines())
    return re.compile("|".join("".join(map(_word, words)) for words in lines))


def _word(word: str) -> str:
    if word in "^$":
        return word
    if word in _RUNS:
        return f"(?:(?:{_RUNS[word]}) )*"
    if word[0] == "@":
        return f"(?:{_NO_WEIGHT}){{0,{word[1:]}}}"
    if word[0] == "!":
        return f"(?!(?:{word[1:]}) )"
    names = "|".join(_GROUPS.get(name, name) for name in word.rstrip("?").split("|"))
    return rf"(?:\b(?:{names}) )" + ("?" if word.endswith("?") else "")


EXPORT = _compile(_EXPORT)
EXPORT_VERB_LAST = _compile(_EXPORT_VERB_LAST)
CREDITS = _compile(_CREDITS)
STATE = _compile(_STATE)
STATE_VERB_LAST = _compile(_STATE_VERB_LAST)
UPLOAD = _compile(_UPLOAD)
# a file named in full as the thing to be made: "into a 1080p MP4"
NAMED_FILE = re.compile(r"\bNOUNCUE (?:DET )?FMT BOX ")
