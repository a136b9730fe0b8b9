"""Bring text into one form without moving a character: what is found keeps its offsets."""

import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u3000": " "}
)


def fold(text: str) -> str:
    """Compatibility forms and capitals unified, character by character; the length stays."""
    if text.isascii():
        return text.lower().translate(_SAME)
    return "".join(map(_fold_one, text)).translate(_SAME)


@lru_cache(maxsize=8192)
def _fold_one(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character
