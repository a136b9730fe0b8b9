"""Questions about the person's own project: "did you add the title yet?", "what's in there?".

A question that is about what was done or what is there never instructs, whatever verbs it holds.
"""

import re

from nemo_tui.plugins.intents.clauses import Clause

_LEAD = r"(?:(?:OK|PLEASE|SHOW|ME|LIST|I|IWANT|TO) )*"
_ASKS = _LEAD + r"(?:Q|MANY|WHERE|PUT(?= I | YOU )) "
_OURS = r"(?:I|YOU|OWN|REMAIN) "
_DID = r"(?:(?:x|SOFAR) ){0,2}(?:EDIT|EDITED|DONE|PUT|PLACE|MAKE) "
_PART = r"(?:THING|MEDIA|FILE|JOB|COPY|TIMELINE|PRON) "
_WHOLE = r"(?:FILE|COPY|TIMELINE|JOB) "
_STANDS = re.compile(
    rf"{_ASKS}(?:.*? )?{_OURS}{_DID}"
    rf"|{_ASKS}(?:(?:PLEASE|DET|I|NUM|x) )*{_PART}(?:(?:x|SOFAR|Q) )*(?:EDITED|INTHERE) "
    rf"|{_ASKS}(?:(?!EDIT |LOOK )[A-Za-z]+ )*(?:SOFAR|INTHERE) "
    rf"|{_ASKS}(?!YOU NOUNCUE )(?:(?!EDIT |LOOK |INDEF )[A-Za-z]+ )*?"
    rf"(?:NOUNCUE|AS) (?:DET|I|PRON) (?:x )?{_WHOLE}$"
    rf"|(?:(?:OK|PLEASE) )*LIST Q (?:{_OURS}|(?:x )*EDITED )"
    rf"|{_LEAD}(?:Q|MANY) (?:x )?(?:MEDIA|THING) (?:(?:x|PLEASE|Q) )*(?:I|YOU) "
    rf"|{_LEAD}LIST (?:.*? )?SOFAR "
    rf"|{_ASKS}(?:(?:DET|I|x) )*{_PART}AS $"
)
_COUNTED = re.compile(
    r"\bSOFAR (?:[A-Za-z]+ )*MANY |\b(?:FILE|COPY|TIMELINE) (?:[A-Za-z]+ )*SOFAR (?:[A-Za-z]+ )*Q "
)
_YET = re.compile(
    r"\b(?:THING|MEDIA|FILE|COPY|JOB|TIMELINE|EXPORT|RENDER) "
    r"(?:(?:x|EDIT|PLEASE|SAVE|DONE|SOFAR|RENDER|EXPORT|PUT|PRON) ){0,5}YETQ (?:(?:OK|PLEASE) )*$"
    r"|^(?:(?:x|SOFAR|OK|PRON|PLEASE) )+EDIT (?:EDIT )?YETQ (?:(?:OK|PLEASE) )*$"
)
_SAID = re.compile(r"^(?:PURPOSE|AGO) (?:I )?ABOUT ")
_WHETHER = re.compile(
    r"\b(?:know|tell me|check|see|wonder|wondering|ask) (?:if|whether)"
    r" (?:the|my|our|all|it|they|there)\b"
    r".*(?:\b(?:is|are|was|were|has|have)\b|'s\b).*"
    r"\b(?:in|on|there|done|added|applied|gone|finished|ready|through|yet|already|so far)$"
)
_HELPERS = frozenset(("does the", "does it", "what do", "what does", "do the", "would the"))
_MAY = re.compile(r"能|可以|要|想(?!知道)|会|该")
_IN_GENERAL = re.compile(
    r"\b(?:(?:would|should|could|might|can|may)(?! you)|(?:kind|type|sort)s? of|do you|does it"
    r"|ever)\b"
)
_GENERAL = re.compile(
    r"\b(?:HOWTO|TOPIC|NEG|WANT|IWANT|PURPOSE|COND|ELSEWHERE|HE|FUTURE|CREATE|INDEF|POINTS|QUOTE) "
)


def asks_how_it_stands(clause: Clause) -> bool:
    """Whether a clause asks what is on the timeline or what has been done."""
    tags, text = _SAID.sub("", _less_helpers(clause)), clause.text
    if _WHETHER.search(text):
        return True
    if _GENERAL.search(tags) or _IN_GENERAL.search(text):
        return False
    if _STANDS.match(tags) or _COUNTED.search(tags):
        return True
    return bool(_YET.search(tags)) and not _MAY.search(text)


def _less_helpers(clause: Clause) -> str:
    """The tags, "how many clips does the edit have" read as "how many clips is the edit".

    Only after a word that asks for a fact: "does the edit drag?" is for the backend.
    """
    tags = [token.tag for token in clause.tokens]
    for at, token in enumerate(clause.tokens):
        if token.text in _HELPERS and {"MANY", "Q"} & set(tags[:at]):
            tags[at] = "Q"
    causes = clause.opens == "THEN" and tags[:2] == ["PUT", "YOU"]
    return "" if causes else "".join(tag + " " for tag in tags)
