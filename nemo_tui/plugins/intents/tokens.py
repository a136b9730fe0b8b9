"""Cut masked text into tokens and say what each means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nemo_tui.plugins.intents.content import PAGE, QUOTED, RESULT, SOURCE
from nemo_tui.plugins.intents.lexicon import Entry, Lexicon, load, mend

_PIECE = re.compile(
    rf"(?P<mark>[{QUOTED}{SOURCE}{RESULT}{PAGE}]+)"
    r"|(?P<run>[\uac00-\ud7af]+(?: [\uac00-\ud7af]+)*|[\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff々〇ー]+)"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:\s?(?:%|mb|gb|kb|megs?|fps|kbps|mbps|px|sec|min|ms|[spkx])\b)?)"
    r"|(?P<word>[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*"
    r"(?:['.\-/][^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)*)"
    r"|(?P<stop>[,.;:!?()\[\]{}\n，。；：！？、（）…&+]|[-—–](?=\s)|(?<=\s)[-—–]|\.{2,}|>)"
)
_RESOLUTION = re.compile(r"^(?:\d{3,4}p(?:\d\d)?|[248]k|\d{2,3}fps|full|hd|uhd|fhd|quality|res)$")
_MARKS = {QUOTED: "QUOTE", SOURCE: "SRC", RESULT: "RESULT", PAGE: "URL"}
_NOUNS = frozenset(
    "cut edit mix short clip version render export download upload caption title film remix use copy".split()
)
_HYPHENATED = frozenset("re d/l e-mail b-roll".split())


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
    pieces = list(_pieces(masked, lexicon))
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
    at = 0
    previous = ""
    tongue = lexicon.tongue([piece.text for piece in pieces if not piece.tag])
    while at < len(pieces):
        piece = pieces[at]
        if piece.tag and piece.tag != "NUM":
            token, used = piece, 1
        else:
            token, used = _phrase(pieces, at, lexicon, previous, tongue)
        yield token
        previous = token.tag
        at += used


def _phrase(
    pieces: list[Token], at: int, lexicon: Lexicon, previous: str, tongue: str
) -> tuple[Token, int]:
    first = pieces[at]
    for word in dict.fromkeys((first.text, mend(first.text), _stem(first.text, lexicon))):
        for words, entry in lexicon.options(word, tongue):
            size = len(words)
            rest = tuple(mend(p.text) if not p.tag else p.text for p in pieces[at + 1 : at + size])
            raw = tuple(p.text for p in pieces[at + 1 : at + size])
            if words[1:] in (rest, raw):
                last = pieces[at + size - 1]
                tag = _in_context(entry.tag, words, previous)
                return Token(tag, " ".join(words), first.start, last.end, entry.language), size
    compound = lexicon.phrases.get(first.text.split("-")[0], ())
    if "-" in first.text and any(e.tag == "EDIT" and len(w) == 1 for w, e in compound):
        return Token("EDIT", first.text, first.start, first.end, "en"), 1
    if "-" in first.text and any(e.tag == "ELSEWHERE" and len(w) == 1 for w, e in compound):
        return Token("ELSEWHERE", first.text, first.start, first.end, "en"), 1
    tag = first.tag or ("FMT" if _RESOLUTION.match(first.text) else "x")
    if first.tag == "NUM" and _RESOLUTION.match(first.text):
        tag = "FMT"
    return Token(tag, first.text, first.start, first.end), 1


def _in_context(tag: str, words: tuple[str, ...], previous: str) -> str:
    """A word that is verb and noun is a noun after an article ("the cut", "my edit")."""
    if (
        previous in ("DET", "DONE", "I", "INDEF")
        and len(words) == 1
        and words[0] in _NOUNS
        and tag != "FILE"
    ):
        return "JOB" if words[0] in ("render", "export", "download", "upload") else "FILE"
    return tag


def _stem(word: str, lexicon: Lexicon) -> str:
    """The verb of a form in -ing ("trimming", "removing")."""
    if len(word) < 6 or not word.endswith("ing"):
        return word
    root = word[:-3]
    for form in (root, root + "e", root[:-1] if root[-1:] == root[-2:-1] else root):
        if form in lexicon.phrases:
            return form
    return word
