"""Cut masked text into tokens and say what each means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from nemo_tui.plugins.intents.content import PAGE, QUOTED, RESULT, SOURCE
from nemo_tui.plugins.intents.lexicon import Entry, Lexicon, Table, load
from nemo_tui.plugins.intents.spelling import mend

_PIECE = re.compile(
    rf"(?P<mark>[{QUOTED}{SOURCE}{RESULT}{PAGE}]+)"
    r"|(?P<run>[\uac00-\ud7af]+(?: [\uac00-\ud7af]+)*"
    r"|(?:[ab](?=站)|u(?=盘)|[\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff々〇ー])+)"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:\s?(?:%|mb|gb|kb|megs?|fps|kbps|mbps|px|sec|min|ms"
    r"|[spkx])(?![a-z0-9]))?)"
    r"|(?P<word>[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*"
    r"(?:['.\-/][^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)*)"
    r"|(?P<stop>[,.;:!?()\[\]{}\n，。；：！？、（）…&+•*]|[-—–](?=\s)|(?<=\s)[-—–]|\.{2,}|>)"
)
_RESOLUTION = re.compile(r"^(?:\d{3,4}p(?:\d\d)?|[248]k|\d{2,3}fps|full|hd|uhd|fhd|quality|res)$")
_MARKS = {QUOTED: "QUOTE", SOURCE: "SRC", RESULT: "RESULT", PAGE: "URL"}
_FILM_NOUNS = frozenset(("cut", "edit", "short", "clip", "version"))
_COPY_NOUNS = frozenset(("copy",))
_JOB_NOUNS = frozenset(("render", "export", "download", "upload"))
_PART_NOUNS = frozenset(
    ("caption", "title", "mix", "remix", "fade", "zoom", "crop", "level", "use")
)
_NOUNS = (
    (_FILM_NOUNS, "FILE"),
    (_COPY_NOUNS, "COPY"),
    (_JOB_NOUNS, "JOB"),
    (_PART_NOUNS, "THING"),
)
_ADJECTIVES = frozenset(("clean", "mute", "quiet", "smooth", "sharp", "dim", "open", "trim"))
_CLEAN_NOUNS = frozenset(("version", "file", "copy", "cut", "video", "clip", "one", "mp4"))
_FILLERS = re.compile(
    "please|pls|plz|just|also|maybe|perhaps|kindly|quickly|simply|really|actually|now|still"
)
_GIVING = frozenset(("hand", "send", "give", "pass", "bring", "beam", "slide", "mail", "email"))
_CLITICS = frozenset(("le", "la", "les", "moi", "nous", "lui"))
_ASKING = frozenset(("DOWNLOAD", "SEND", "SENDME", "SAVE", "GET", "SHOW", "RENDER"))
_ASKED = frozenset(("i", "we", "you", "u", "me", "i'd", "we'd", "i'll"))
_CHANGED = frozenset(("gone", "sped", "slowed", "shrunk", "redone", "removed", "split"))


@dataclass(frozen=True)
class Token:
    """A word, phrase, number, mark or stop; `tag` is what it means ("x": nothing)."""

    tag: str
    text: str
    start: int
    end: int
    language: str = ""


def tokenize(masked: str) -> list[Token]:
    """Every token of a masked text, phrases as one token."""
    lexicon = load()
    pieces = _without_fillers(list(_pieces(masked, lexicon)))
    return list(_phrases(pieces, lexicon))


def _pieces(masked: str, lexicon: Lexicon) -> Iterator[Token]:
    for match in _PIECE.finditer(masked):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "run":
            yield from _run(masked, start, end, lexicon)
        elif kind == "mark":
            yield Token(_MARKS[match.group()[0]], "", start, end)
        elif kind == "stop":
            yield Token("STOP", match.group(), start, end)
        else:
            tag = "NUM" if kind == "number" else ""
            yield Token(tag, match.group(), start, end)


def _run(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    """Words of a script without spaces: the longest known first, the rest letter by letter."""
    at = start
    while at < end:
        if text[at] == " ":
            at += 1
            continue
        found = lexicon.run_at(text, at, end)
        stop, entry = found or (at + 1, Entry("x", ""))
        yield Token(entry.tag, text[at:stop], at, stop, entry.language)
        at = stop


def _phrases(pieces: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    words = [piece.text for piece in pieces]
    table = lexicon.tables[lexicon.tongue(words)]
    words = [_less_s(word, table) for word in words]
    mended = [mend(word) for word in words]
    at, previous = 0, ""
    while at < len(pieces):
        token, used = pieces[at], 1
        if not token.tag or token.tag == "NUM":
            found = _longest(words, mended, at, table)
            token, used = (
                _phrase(pieces, at, found, previous) if found else (_word(token, table), 1)
            )
        if token.tag == "AN" and token.text == "an" and _ask_follows(mended, at + 1, table):
            token = replace(token, tag="AND")
        yield token
        previous = token.tag
        at += used


def _less_s(word: str, table: Table) -> str:
    """ "render's" as "render", unless the whole is known ("what's")."""
    bare = word.removesuffix("'s")
    return bare if bare != word and word not in table.reach and bare in table.reach else word


def _ask_follows(words: list[str], at: int, table: Table) -> bool:
    """Whether "an" can only be a hasty "and": "mute it an download"."""
    entry = table.entries.get((words[at],)) if at < len(words) else None
    return entry is not None and entry.tag in _ASKING and words[at][0] not in "aeiou"


def _longest(
    words: list[str], mended: list[str], at: int, table: Table
) -> tuple[tuple[str, ...], Entry] | None:
    """The longest phrase that starts here, as typed, mended or without its -ing."""
    for first in dict.fromkeys((words[at], mended[at], _stem(words[at], table))):
        for size in range(table.reach.get(first, 0), 0, -1):
            for form in (words, mended):
                phrase = (first, *form[at + 1 : at + size])
                if len(phrase) == size and phrase in table.entries:
                    return phrase, table.entries[phrase]
    return None


def _without_fillers(pieces: list[Token]) -> list[Token]:
    """The pieces less the courtesies inside of "can i please have" and "could you just"."""
    kept = [
        piece
        for before, piece in pairwise([Token("STOP", "", 0, 0), *pieces])
        if not _FILLERS.fullmatch(piece.text) or before.text not in _ASKED
    ]
    return kept if len(kept) < len(pieces) else pieces


def _phrase(
    pieces: list[Token], at: int, found: tuple[tuple[str, ...], Entry], previous: str
) -> tuple[Token, int]:
    words, entry = found
    last = pieces[at + len(words) - 1]
    following = pieces[at + len(words)].text if at + len(words) < len(pieces) else ""
    if at and pieces[at - 1].text in _ASKED and words[0] in _JOB_NOUNS:
        previous = ""
    tag = _in_context(entry.tag, words, previous, following)
    return Token(tag, " ".join(words), pieces[at].start, last.end, entry.language), len(words)


def _word(piece: Token, table: Table) -> Token:
    """A word of no known meaning, unless its first half has one ("colour-correct")."""
    tag = "FMT" if _RESOLUTION.match(piece.text) else piece.tag or "x"
    verb, _, rest = piece.text.partition("-")
    first = table.entries.get((verb,)) if rest else None
    if first and (rest in _CLITICS or first.tag in ("EDIT", "ELSEWHERE")):
        tag = first.tag
    if tag == "x" and _is_participle(piece.text, table):
        tag = "EDITED"
    return Token(tag, piece.text, piece.start, piece.end)


def _is_participle(word: str, table: Table) -> bool:
    """Whether a word says that something is changed ("trimmed", "stabilised")."""
    if len(word) < 5 or not word.endswith("ed"):
        return word in _CHANGED
    root = word[:-2]
    forms = (root, root + "e", root[:-1], root[:-1] + "y")
    return any((form,) in table.entries and table.entries[form,].tag == "EDIT" for form in forms)


def _in_context(tag: str, words: tuple[str, ...], previous: str, following: str) -> str:
    """A word that is verb and noun is a noun after an article ("the cut", "my edit")."""
    if previous == "IWANT" and tag == "SENDME" and words[0] in _GIVING:
        return "HANDIN"
    if (
        previous not in ("DET", "AN", "STATEQ", "DONE", "I", "INDEF")
        or len(words) > 1
        or tag == "FILE"
    ):
        return tag
    if tag == "EDIT" and following in _CLEAN_NOUNS and words[0] in _ADJECTIVES:
        return "x"
    for nouns, sense in _NOUNS:
        if words[0] in nouns:
            return sense
    return tag


def _stem(word: str, table: Table) -> str:
    """The verb of a form in -ing ("trimming", "removing")."""
    if len(word) < 6 or not word.endswith("ing"):
        return word
    root = word[:-3]
    for form in (root, root + "e", root[:-1] if root[-1:] == root[-2:-1] else root):
        if (form,) in table.entries or form in table.reach:
            return form
    return word
