"""A clause as the recipes read it: quoted content and file names set aside, quantities uniform."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language import quantities
from nemo_tui.studio.language.bilingual import say
from nemo_tui.studio.recipe import Language, Library, Media, Outcome, Request

_QUOTED = re.compile(
    r"\"([^\"\n]+)\"|“([^”\n]+)[”\"]|「([^」\n]+)」|『([^』\n]+)』|《([^》\n]+)》|"
    r"‘([^’\n]+)’(?!\w)|"
    r"(?<![\w'])'((?:[^'\n]|(?<=\w)'(?=\w))+)'(?!\w)|`([^`\n]+)`|«([^»\n]+)»|【([^】\n]+)】"
)
_PLAIN_STEMS = frozenset(
    [
        "video",
        "videos",
        "clip",
        "clips",
        "music",
        "song",
        "audio",
        "sound",
        "photo",
        "photos",
        "image",
        "picture",
        "pic",
        "logo",
        "title",
        "text",
        "subtitle",
        "subtitles",
        "subs",
        "caption",
        "movie",
        "film",
        "file",
        "media",
        "intro",
        "outro",
        "the",
        "this",
        "that",
        "main",
        "output",
        "input",
        "voice",
        "voiceover",
        "watermark",
        "track",
        "bgm",
        "new",
        "final",
        "edit",
        "export",
        "raw",
        "short",
        "long",
        "quiet",
        "screen",
        "background",
        "product",
        "first",
        "second",
        "one",
        "two",
        "three",
        "four",
        "five",
        "a",
        "b",
        "c",
        "d",
        "e",
        "视频",
        "音乐",
        "照片",
        "图片",
        "字幕",
        "文件",
        "声音",
        "音频",
    ]
)


@dataclass(frozen=True)
class Wording:
    """One clause. `text` is normalised; `<q0>` stands for quotes[0], `<F0>` for files[0]."""

    raw: str
    text: str
    quotes: tuple[str, ...]
    files: tuple[Media, ...]
    language: Language

    def has(self, pattern: str) -> bool:
        """Whether the normalised text has the pattern."""
        return re.search(pattern, self.text) is not None

    def find(self, pattern: str) -> re.Match[str] | None:
        """The first place of the pattern in the normalised text."""
        return re.search(pattern, self.text)

    def say(self, en: str, zh: str) -> str:
        """The sentence in the user's language."""
        return say(self.language, en, zh)

    def first(self, kind: str) -> float | None:
        """The first quantity of a kind, or None."""
        return quantities.first(kind, self.text)

    def values(self, kind: str) -> list[float]:
        """All quantities of a kind, in order."""
        return quantities.values(kind, self.text)

    def file(self, *kinds: str) -> Media | None:
        """The first file named that is of one of these kinds."""
        return next((item for item in self.files if item.kind in kinds), None)

    def done(self, draft: Draft, en: str, zh: str, **memory: Any) -> Outcome:
        """The request was carried out."""
        return Outcome(self.say(en, zh), draft, "done", memory)

    def ask(self, en: str, zh: str) -> Outcome:
        """One thing is missing."""
        return Outcome(self.say(en, zh if "请" in zh else f"请问{zh}"), None, "question")

    def refuse(self, en: str, zh: str) -> Outcome:
        """It cannot be done; the sentence says what can."""
        return Outcome(self.say(en, zh), None, "refusal")

    def tell(self, en: str, zh: str) -> Outcome:
        """Information only."""
        return Outcome(self.say(en, zh), None, "answer")


@dataclass(frozen=True)
class Shielded:
    """A message whose quotes and file names are set aside, so that it can be cut up safely."""

    text: str
    kept: tuple[str, ...]

    def restore(self, piece: str) -> str:
        """A piece of the text as it was typed."""
        return re.sub(
            r"\x00(\d+)\x00",
            lambda m: self.kept[int(m[1])] if int(m[1]) < len(self.kept) else "",
            piece,
        )


def plain(text: str) -> str:
    """Full-width letters and digits made ordinary; quotation marks stay."""
    return "".join(
        c if c in "“”‘’「」『』《》【】。、…" else unicodedata.normalize("NFKC", c)
        for c in re.sub(r"[\x00-\x08]", " ", text)
    )


def unquoted_length(message: str) -> int:
    """The characters of a message that are to be understood, less the words to be shown."""
    return len(without_quotes(message))


def without_quotes(message: str) -> str:
    """A message without the words that stand between quotation marks."""
    return _QUOTED.sub("", message)


def shield(message: str, library: Library) -> Shielded:
    """Set aside what must not be cut or parsed."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _QUOTED.sub(keep, plain(message))
    for pattern, _ in _names(library):
        text = pattern.sub(keep, text)
    return Shielded(text, tuple(kept))


def read(request: Request, library: Library) -> Wording:
    """The clause of a request as a Wording."""
    return _read(request.text, request.language, library)


@lru_cache(maxsize=512)
def _read(raw: str, language: Language, library: Library) -> Wording:
    quotes: list[str] = []
    files: list[Media] = []

    def keep_quote(match: re.Match[str]) -> str:
        content = next(group for group in match.groups() if group is not None)
        named = _named(content, library)
        if named:
            return f" \x02{library.items.index(named)}\x03 "
        quotes.append(content.strip())
        return f" <q{len(quotes) - 1}> "

    text = _QUOTED.sub(keep_quote, plain(raw))
    for pattern, media in _names(library):

        def keep_file(_: re.Match[str], media: Media = media) -> str:
            return f" \x02{library.items.index(media)}\x03 "

        text = pattern.sub(keep_file, text)
    text = re.sub(r"\x02(\d+)\x03", lambda m: _mark(library.items[int(m[1])], files), text)
    return Wording(raw, _restore_marks(text), tuple(quotes), tuple(files), language)


def _mark(media: Media, files: list[Media]) -> str:
    if media not in files:
        files.append(media)
    return f"<F{files.index(media)}>"


def _restore_marks(text: str) -> str:
    """Normalise around the marks, which are written with capitals and must survive."""
    text = re.sub(r"[()]", " ", text)
    marks = re.findall(r"<[Fq]\d+>", text)
    parts = re.split(r"<[Fq]\d+>", text)
    joined = "\x01".join(parts)
    normal = quantities.normalise(joined)
    for mark in marks:
        normal = normal.replace("\x01", mark, 1)
    return normal


def _named(content: str, library: Library) -> Media | None:
    wanted = content.strip().casefold()
    return next(
        (item for item in library.items if item.name.casefold() == wanted),
        None,
    )


@lru_cache(maxsize=64)
def _names(library: Library) -> tuple[tuple[re.Pattern[str], Media], ...]:
    """Patterns for the files' names: with the ending first, then without it."""
    whole = [(re.escape(item.name), item) for item in library.items if item.name]
    stems = [
        (_stem_pattern(stem), item)
        for item in library.items
        if len(stem := item.name.rpartition(".")[0]) >= 3 and not _is_plain(stem)
    ]
    whole.sort(key=lambda pair: -len(pair[0]))
    stems.sort(key=lambda pair: -len(pair[0]))
    return tuple(
        (re.compile(rf"(?<![a-zA-Z0-9_\x00]){p}(?![a-zA-Z0-9_])", re.I), item)
        if p[:1].isascii()
        else (re.compile(p, re.I), item)
        for p, item in [*whole, *stems]
    )


def _is_plain(stem: str) -> bool:
    """Whether a name is made of words that people say without meaning the file."""
    words = stem.casefold().split(" ")
    return all(word in _PLAIN_STEMS for word in words)


def _stem_pattern(stem: str) -> str:
    return re.sub(r"(?:\\?[-_ ])+", r"[-_ ]?", re.escape(stem))
