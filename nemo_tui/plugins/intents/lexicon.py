"""The words of ten languages and what each means to the router, read from `lexicon/*.toml`."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

LANGUAGES = ("en", "zh", "de", "es", "fr", "it", "pt", "ru", "ja", "ko")
_OWN_LETTERS = ("zh", "ru", "ja", "ko")
_LONGEST_RUN = 8


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
            language: sum(word in known for word in words)
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
    vocabulary = {
        tongue: frozenset(w for words, _ in spaced[tongue] for w in words) for tongue in latin
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


def _entries(language: str) -> list[tuple[str, Entry]]:
    table = tomllib.loads((files(__package__) / "lexicon" / f"{language}.toml").read_text("utf-8"))
    return [
        (word.strip().lower(), Entry(tag, language))
        for tag, words in table.items()
        for word in words.split("|")
        if word.strip()
    ]


def _without_spaces(word: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word)


# Words worth mending when misspelt, and their neighbours that are words of their own.
_MENDABLE = [
    "export",
    "download",
    "upload",
    "video",
    "credits",
    "credit",
    "status",
    "timeline",
    "tracks",
    "balance",
    "compress",
    "shrink",
    "caption",
    "captions",
    "subtitles",
    "remaining",
    "finished",
    "progress",
    "project",
    "render",
    "file",
    "send",
    "please",
    "music",
    "remove",
    "rotate",
    "trim",
    "footage",
    "transition",
    "transitions",
    "brighter",
    "volume",
    "reverse",
    "resize",
    "convert",
    "combine",
    "background",
    "exporting",
    "downloading",
    "show",
    "want",
    "give",
    "many",
    "left",
    "shorten",
    "brighten",
]
_CORRECT = frozenset(
    [
        "expert",
        "export",
        "exports",
        "expo",
        "sport",
        "report",
        "exported",
        "unload",
        "uploads",
        "uploaded",
        "loaded",
        "statue",
        "stats",
        "static",
        "crest",
        "credits",
        "edits",
        "credit",
        "edit",
        "tracts",
        "trucks",
        "cracks",
        "tricks",
        "trunks",
        "track",
        "tracker",
        "balanced",
        "balances",
        "balancing",
        "ballads",
        "compressed",
        "compressor",
        "shrunk",
        "caption",
        "captain",
        "captions",
        "videos",
        "video",
        "file",
        "files",
        "fire",
        "fine",
        "five",
        "film",
        "filed",
        "find",
        "life",
        "mile",
        "tile",
        "pile",
        "send",
        "sent",
        "sand",
        "lend",
        "bend",
        "mend",
        "tend",
        "spend",
        "end",
        "sends",
        "please",
        "pleased",
        "phrase",
        "music",
        "musical",
        "remove",
        "removed",
        "remote",
        "removes",
        "rotate",
        "rotated",
        "trim",
        "trip",
        "trims",
        "prim",
        "grim",
        "remaining",
        "remaining",
        "project",
        "projects",
        "protect",
        "project's",
        "product",
        "render",
        "renders",
        "rendered",
        "rendering",
        "tender",
        "gender",
        "sender",
        "lender",
        "vendor",
        "wonder",
        "under",
        "transition",
        "transitions",
        "converts",
        "converted",
        "covert",
        "concert",
        "resized",
        "reverses",
        "reversed",
        "reserve",
        "revers",
        "volumes",
        "brighten",
        "brightest",
        "brighter",
        "fighter",
        "lighter",
        "combined",
        "combines",
        "backgrounds",
        "downloaded",
        "downloads",
        "downtown",
        "finish",
        "finisher",
        "furnished",
        "process",
        "progress",
        "progresses",
        "timeline",
        "timelines",
        "status",
        "statuses",
        "footage",
        "foot",
        "age",
        "frotage",
        "expect",
        "expand",
        "import",
        "reports",
        "fiend",
        "field",
        "feel",
        "fill",
        "filet",
        "files'",
        "smile",
        "while",
        "filter",
        "pilot",
    ]
)


@cache
def _triggers() -> dict[int, tuple[str, ...]]:
    by_length: dict[int, list[str]] = {}
    for word in _MENDABLE:
        by_length.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in by_length.items()}


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """The trigger word that a misspelt word stands for, or the word itself."""
    if len(word) < 4 or word in _CORRECT or not word.isascii():
        return word
    triggers = _triggers()
    near = [
        (distance, trigger)
        for length in range(len(word) - 2, len(word) + 3)
        for trigger in triggers.get(length, ())
        if (distance := _distance(word, trigger)) <= _tolerance(trigger)
    ]
    return min(near)[1] if near else word


def _tolerance(trigger: str) -> int:
    return 1 if len(trigger) < 7 else 2


def _distance(one: str, other: str) -> int:
    """Edits between two words, a swap of neighbours counting once; 9 where it cannot be near."""
    if len(other) < 6 and (sorted(one) != sorted(other) and not _is_squeezed(one, other)):
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        following = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]


def _is_squeezed(one: str, other: str) -> bool:
    """A short word typed with a letter doubled ("fille", "sendd") or a vowel left out ("fle")."""
    once = "".join(b for a, b in pairwise(" " + one) if a != b)
    return once == other
