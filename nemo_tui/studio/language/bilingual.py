"""Which language a message is in, and saying things in it."""

from __future__ import annotations

import re

from nemo_tui.studio.recipe import Language

CJK = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_CONTENT = re.compile(r"https?://\S+|[\"“「『《][^\"”」』》]*[\"”」』》]|\S+\.\w{2,4}\b")


def detect(message: str, hint: str = "en") -> Language:
    """The language of a message; quoted words, file names and addresses do not count."""
    bare = _CONTENT.sub(" ", message)
    if CJK.search(bare) and not mostly_english(bare):
        return "zh"
    if re.search(r"[a-zA-Z]{2,}", bare):
        return "en"
    return "zh" if CJK.search(message) or hint.startswith("zh") else "en"


def mostly_english(text: str) -> bool:
    """Whether the frame of a sentence is English, Chinese words being what it talks about."""
    return (
        len(
            re.findall(
                (
                    r"\b(?:the|at|to|add|put|with|in|on|of|a|it|please|and|make|saying|for|from|as|"
                    r"caption|title|text|top|bottom)\b"
                ),
                text,
                re.I,
            )
        )
        >= 2
    )


def say(language: Language, en: str, zh: str) -> str:
    """The sentence of this language."""
    return _full_width(zh) if language == "zh" else en


_MARKS = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "?": "\uff1f", "(": "\uff08", ")": "\uff09"}


def _full_width(text: str) -> str:
    """Chinese text with Chinese punctuation; what is quoted, and numbers, stay as they are."""
    parts = re.split(r"(“[^”]*”)", text)
    han = "[\u3400-\u9fff\u3002\u201c\u201d]"
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(
            rf"(?<={han})[,:;?()]|[,;?()](?={han})|[,;?]$", lambda m: _MARKS[m[0]], parts[i]
        )
        if i and parts[i][:1] in _MARKS:
            parts[i] = _MARKS[parts[i][0]] + parts[i][1:]
        parts[i] = re.sub(
            r"(?<=[\d%])[)](?=[\u3002\uff0c]|$)|,(?=\s?\u201c)", lambda m: _MARKS[m[0]], parts[i]
        )
    return "".join(parts)


def clock(ms: int) -> str:
    """A time as people read it: 0:05, 1:02.5; to a tenth, unless it is a plain fraction."""
    seconds, rest = divmod(_plain(ms), 1000)
    tail = f".{rest:03d}".rstrip("0") if rest else ""
    if seconds >= 3600:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{tail}"
    return f"{seconds // 60}:{seconds % 60:02d}{tail}"


def _plain(ms: int) -> int:
    return max(ms, 0) if ms % 50 == 0 or ms < 100 else round(ms, -2)


def seconds(ms: int, language: Language) -> str:
    """A length as people read it: 5 s, 2.5 s, or minutes from two minutes on."""
    if ms >= 120_000:
        return clock(ms)
    number = f"{_plain(ms) / 1000:.2f}".rstrip("0").rstrip(".")
    return f"{number} 秒" if language == "zh" else f"{number} s"


def size(count: int) -> str:
    """A file size in decimal units: 8 MB, 1.5 GB."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f}".rstrip("0").rstrip(".") + f" {unit}"
    return f"{count} B"


def listed(items: list[str], language: Language) -> str:
    """Items joined as a sentence joins them."""
    if language == "zh":
        return "、".join(items)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
