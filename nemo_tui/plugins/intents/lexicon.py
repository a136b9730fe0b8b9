"""The words of ten languages and what each means to the router, read from `lexicon/*.toml`."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "zh", "de", "es", "fr", "it", "pt", "ru", "ja", "ko")
_OWN_LETTERS = ("zh", "ru", "ja", "ko")
_LONGEST_RUN = 8
_SHARED = frozenset(("BOX", "FMT"))


@dataclass(frozen=True)
class Entry:
    """What a word or phrase means, and in which language."""

    tag: str
    language: str


@dataclass(frozen=True)
class Table:
    """The phrases that are known in one tongue, and how long those with a first word can be."""

    entries: dict[tuple[str, ...], Entry]
    reach: dict[str, int]


@dataclass(frozen=True)
class Lexicon:
    """A table for each tongue with Latin letters, and the words of scripts without spaces."""

    tables: dict[str, Table]
    runs: dict[str, Entry]
    vocabulary: dict[str, frozenset[str]]

    def tongue(self, words: Sequence[str]) -> str:
        """The language with Latin letters that most of the words belong to; English in doubt."""
        counts = {
            language: sum(map(known.__contains__, words))
            for language, known in self.vocabulary.items()
        }
        best = max(counts, key=lambda language: (counts[language], language == "en"))
        return best if counts[best] > counts["en"] else "en"

    def run_at(self, text: str, start: int, end: int) -> tuple[int, Entry] | None:
        """The longest known run of a script without spaces at `start`."""
        for stop in range(min(end, start + _LONGEST_RUN), start, -1):
            entry = self.runs.get(text[start:stop])
            if entry:
                return stop, entry
        return None


@cache
def load() -> Lexicon:
    """Read every table once."""
    spaced: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    runs: dict[str, Entry] = {}
    for language in LANGUAGES:
        for word, entry in _entries(language):
            if _without_spaces(word):
                runs.setdefault(word, entry)
            else:
                spaced.setdefault(language, []).append((tuple(word.split()), entry))
    latin = [language for language in LANGUAGES if language not in _OWN_LETTERS]
    tables = {tongue: _table(tongue, spaced) for tongue in latin}
    shared = [pair for pair in spaced["en"] if pair[1].tag in _SHARED]
    vocabulary = {
        tongue: frozenset(w for words, _ in [*spaced[tongue], *shared] for w in words)
        for tongue in latin
    }
    return Lexicon(tables, runs, vocabulary)


def _table(tongue: str, spaced: dict[str, list[tuple[tuple[str, ...], Entry]]]) -> Table:
    """What the words mean in a tongue: its own sense first, then the English one."""
    entries: dict[tuple[str, ...], Entry] = {}
    reach: dict[str, int] = {}
    for language in (tongue, "en", *_OWN_LETTERS):
        for words, entry in spaced.get(language, ()):
            entries.setdefault(words, entry)
            reach[words[0]] = max(reach.get(words[0], 1), len(words))
    return Table(entries, reach)


def read_table(name: str) -> dict[str, str]:
    """One of the word tables, its lines of words by name."""
    text = (files(__package__) / "lexicon" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _entries(language: str) -> list[tuple[str, Entry]]:
    return [
        (word.strip().lower(), Entry(tag, language))
        for tag, words in read_table(language).items()
        for pattern in words.split("|")
        for word in _spelt_out(pattern)
        if word.strip()
    ]


def _spelt_out(pattern: str) -> list[str]:
    """Every phrase of a pattern: "once {it's/that's} done" gives two."""
    before, brace, rest = pattern.partition("{")
    if not brace:
        return [pattern]
    choices, _, after = rest.partition("}")
    return [before + choice + tail for choice in choices.split("/") for tail in _spelt_out(after)]


def _without_spaces(word: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word)
