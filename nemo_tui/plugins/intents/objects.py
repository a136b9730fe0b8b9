"""What a request for the file is for: the finished video, or something in it or about it."""

import re

from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.tokens import Token

EDIT_VERB = re.compile(
    r"\b(?:EDIT|PLACE|CREATE) |\bPUT (?:SRC|PRON|QUOTE) (?!(?:[A-Za-z]+ )*(?:DEVICE|ME) )"
)
NARRATED = re.compile(
    r"\bHE (?:(?:Q|FUTURE|x|TO|PLEASE|FILE|COPY) )*$|\b(?:EDIT|SHOW) DET (?:x )?$"
)
_FROM_ELSEWHERE = re.compile(
    r"DOWNLOAD (?:[A-Za-z]+ )*?FROM (?!(?:x |DET |AN |DELIVER )?"
    r"(?:DEVICE|TIMELINE|MEDIA|FILE|COPY) )"
)
_SOME_ITEM = re.compile(
    r"(?:EXPORT|DOWNLOAD|RENDER) (?:x )+(?:[A-Za-z]+ )*(?:LOOK|EDIT|THING) |(?:EXPORT"
    r"|DOWNLOAD|RENDER) ITEM "
)
_TO_THE_END = re.compile(
    r"(?:EXPORT|DOWNLOAD|RENDER) (?:(?:PLEASE|ME|GIVEME|SENDME|FILE|COPY|FMT|BOX|DEVICE"
    r"|OVER|DET|AN) )*$"
)
_REPORTED = re.compile(r"EXPORT (?:(?:x|PLEASE) ){0,2}(?:STATEQ|YETQ|FAILED) ")
_FINE = re.compile("导出(?:的?都?)?(?:没问题|很好|不错|挺好|正常|完美)")
_WITH_OBJECT = re.compile(r"[A-Z]+ (?:(?:DET|AN|DONE|ME) )*(?:PRON|FILE|COPY|URL) ")
_OF_A_KIND = re.compile(
    r"WANT (?:PLEASE )*AN (?!(?:x )?COPY )(?:[A-Za-z]+ )*?FILE (?!(?:[A-Za-z]+ )*(?:DEVICE|BOX) )"
    r"|(?:SEND ME|SENDME|GIVEME|GET) AN (?:(?:DONE|x|NUM) )*FILE "
    r"|(?:WANT|GET|SENDME) (?:[A-Za-z]+ )*?(?:FILE|PRON) (?:[A-Za-z]+ )*?(?:EDITED|LOOK|THING) "
    r"|(?:WANT|GET|SENDME|GIVEME) AN (?:[A-Za-z]+ )*?COPY (?:[A-Za-z]+ )*?THING "
    r"|(?:SEND ME|SENDME|GIVEME|WANT|GET) AN DONE (?:x|THING|MEDIA|DELIVER|EDIT) "
    r"|SENDME AN x $|(?:PUT|PLACE) (?:[A-Za-z]+ )*?DEVICE (?:x|ITEM) "
    r"|SAVE DEVICE (?:(?:x|PLEASE) )*(?:SHOW|EDIT|LOOK) "
    r"|(?:[A-Za-z]+ )*?FROM (?:x )?DEVICE "
    r"|(?:PUT|PLACE) (?:[A-Za-z]+ )*?AN DEVICE |(?:[A-Za-z]+ )*?(?:FILE|COPY|BOX) ITEM "
    r"|SAVE (?:PRON|FILE) AS x |DOWNLOAD AN (?:x|MEDIA|THING|EDIT|LOOK) "
)
_IN_THE_SCENE = re.compile(
    r"\b(?:behind|beside|next to|in front of|above|underneath|on top of)"
    r" (?:her|him|them|it|us|me|the|his|my|their|our|a)\b"
)
_THE_THING = re.compile(r"\bTHING (?:PLEASE )*$")
_THE_FILE = re.compile(r"\b(?:FILE|COPY|BOX) ")
_HANDED = re.compile(r"\b(?:ENDUP|WANT|GET|SENDME|KEEPME|PUT|PLACE|GIVEME|SEND|SAVE|TAKE) ")
_EDITED_THING = re.compile(r"ITEM |(?:(?:x|PLEASE) )*(?:EDIT|THING) ")
_WISHED = re.compile(r"\b(?:WANT|IWANT) $")
_TO_YOU = re.compile(r"SEND (?:[A-Za-z]+ )*YOU ")
_TO_ME = re.compile(r"\b(?:ME|OVER|SENDME|GIVEME|DEVICE) ")
_PREPOSED = re.compile(r"\b(?:FAILED|NOUNCUE|DET|AN|TO|INDEF|QUOTE|Q|ABOUT) $")
_HANDING = frozenset(
    ("WANT", "GET", "SENDME", "KEEPME", "PUT", "PLACE", "RENDER", "GIVEME", "SEND")
)
_WHOLE = frozenset(("COPY", "BOX", "URL", "FMT", "RESULT", "DONE", "DEVICE"))
_PART = frozenset(("FILE", "PRON"))
_AT_EASE = re.compile(
    r"FORME|LATER|PLEASE|OK|ME|OVER|NUM|DET|AN|I|YOU|RETRY|SOFAR|AS|TO|FUTURE|SAVE|SRC|IWANT|ENDUP|FETCHABLE"
    r"|SENDME|SEND|GET|WITHME|COPY|BOX|URL|FMT|RESULT|DONE|DEVICE|FILE|PRON"
)
_DOERS = frozenset(("FILE", "COPY", "MEDIA", "THING", "JOB", "x"))
_TOOK = re.compile(
    r"(?:took|takes|is|was|went|goes|works?|worked|failed|fails|crashed|should|must)\b"
)
_TURNED_OUT = re.compile(r"(?:took|was|went|worked|failed|crashed|came|looked|looks)\b")
_REACHED = frozenset(("COPY", "BOX", "DEVICE", "WITHME"))
_PLACES = frozenset(("DEVICE", "COPY", "BOX", "ME"))


def is_something_else(match: re.Match[str], clause: Clause) -> bool:
    """Whether it is the person who sends, or "export" and "download" are things here."""
    tags = clause.tags
    before = tags[: match.start()]
    if "SEND " in match.group():
        wishes_to_send = _WISHED.search(before) and not _TO_ME.search(tags)
        if _TO_YOU.search(tags, match.start()) or wishes_to_send:
            return True
    if NARRATED.search(before) or _OF_A_KIND.match(tags, match.start()):
        return True
    if not match.group().startswith(("EXPORT ", "DOWNLOAD ", "RENDER ")):
        if clause.verb_last and _THE_THING.search(before) and not _THE_FILE.search(before):
            return True
        if _IN_THE_SCENE.search(clause.text) or _is_done_for_me(clause.tokens, before.count(" ")):
            return True
        tokens = clause.tokens[before.count(" ") :]
        is_strict = not clause.free or (tokens[0].tag == "WANT" and tokens[0].language == "zh")
        return (is_strict and _is_part(tokens)) or (clause.ends == ":" and not _HANDED.search(tags))
    return _is_a_thing(match, clause, before)


def _is_done_for_me(tokens: list[Token], at: int) -> bool:
    """Whether "may I have" is but the courtesy after a Japanese verb ("上げてもらえますか")."""
    return at > 0 and tokens[at].language == "ja" and tokens[at - 1].tag == "EDIT"


def is_narrated(match: re.Match[str], tags: str) -> bool:
    """Whether somebody in the video does it, or the words name something to be edited."""
    told = NARRATED.search(tags[: match.start()])
    return bool(told or _EDITED_THING.match(tags, match.end()))


def _is_a_thing(match: re.Match[str], clause: Clause, before: str) -> bool:
    """Whether "export", "download" or "render" is no request for the file."""
    tags = clause.tags
    if _FROM_ELSEWHERE.match(tags, match.start()) and "URL " not in tags:
        return True
    if _SOME_ITEM.match(tags, match.start()) or _is_any_video(clause.tokens, before.count(" ")):
        return True
    if match.group().startswith("RENDER ") and _is_part(clause.tokens[before.count(" ") :]):
        return True
    if clause.verb_last and (_REPORTED.match(tags, match.start()) or _told_fine(clause)):
        return True
    if clause.verb_last and _TO_THE_END.match(tags, match.start()):
        return False
    if _is_going_on(clause.tokens, before.count(" ")):
        return True
    has_object = _WITH_OBJECT.match(tags, match.start())
    return bool((EDIT_VERB.search(before) and not has_object) or _PREPOSED.search(before))


def _told_fine(clause: Clause) -> bool:
    return bool(_FINE.search(clause.text.replace(" ", "")))


def _is_any_video(tokens: list[Token], at: int) -> bool:
    """Whether no certain video is meant: "would you download a video this long?"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    return following.tag == "MEDIA" and following.text.startswith("a ")


def _is_going_on(tokens: list[Token], at: int) -> bool:
    """Whether something does it by itself: "like a file exporting", "downloading took ages"."""
    before = tokens[at - 1].tag if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if not tokens[at].text.endswith("ing"):
        return bool(_TURNED_OUT.match(after))
    return before in _DOERS or bool(_TOOK.match(after))


def _is_part(tokens: list[Token]) -> bool:
    """Whether "the clip", "it" goes on with words of an edit: "I want it to end on her smile"."""
    if not tokens or tokens[0].tag not in _HANDING:
        return False
    at = next((at for at, t in enumerate(tokens) if t.tag in _WHOLE | _PART), None)
    is_sent_to_me = [token.tag for token in tokens[:2]] == ["SEND", "ME"]
    if at is None or tokens[at].tag in _WHOLE or is_sent_to_me:
        return False
    rest = tokens[at + 1 :]
    for index, token in enumerate(rest):
        following = {t.tag for t in rest[index + 1 : index + 3]}
        if token.text in ("for", "before") or token.tag == "BEFORE":
            return False
        if token.tag in _REACHED:
            return False
        near = following & _PLACES or tokens[at + index].tag in ("I", "YOU") or token.text == "out"
        if not near and not _AT_EASE.fullmatch(token.tag):
            return True
    return False
