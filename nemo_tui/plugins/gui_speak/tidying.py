"""Commas, "and"s and capitals of a sentence of which clauses went."""

import re
from dataclasses import dataclass

from nemo_tui.plugins.gui_speak.markup import Sentence

# By language, English first; the first one ends what lost its stop.
STOPS = ('.!?…:)"”*`', "。！？…）")
# A condition whose instruction only worked the window.
_DANGLING = re.compile(r"^((?:If|In case|Should|Whenever|Unless)\b[^,;:.!?]*)(?=[;:.!]|$)", re.I)
_DANGLING_ZH = re.compile(r"^([^，；：。！]*的话|(?:如果|要是|若)[^，；：。！]*)(?=[。！；]|$)")
_EMPTY = re.compile(r"[（(]\s*[)）]|\[\s*\]|\s*[👉👇➡⬇]️?\s*$|\*\*\s*\*\*")


@dataclass(frozen=True)
class Remains:
    """What is left of a sentence whose words end at `body`.

    `shortened`: a clause went; `beheaded`: the first one did; `idle`: nothing is to be done.
    """

    sentence: Sentence
    body: int
    shortened: bool
    beheaded: bool
    idle: bool

    def tidied_zh(self, text: str) -> str:
        """Chinese without stray commas and connectives."""
        text = _plain(text)
        text = re.sub(r"^[，；：、。\s]+|(?<=[，；：])[，；：]+", "", text)
        if not re.match(r"\W*(?:再|然后|并|接着)", self.sentence.plain):
            text = re.sub(r"^(?:再|然后|并|接着)(?=.)", "", text)
        text = re.sub(r"^(?:就(?:能|可以)|即可)(?=.)", "可以", text)
        text = re.sub(r"(把[^，。]{1,10})，(?=移|放|调)", r"\1", text)
        text = re.sub(r"(?:[，；：、\s（]|或者?(?=[。！？]?$))+([。！？]?)$", r"\1", text)
        if self.shortened:
            text = re.sub(r"^(?:因为|但是?|所以|而且|并且|不过)(?=.)", "", text)
        return _DANGLING_ZH.sub(r"\1，告诉我", text) if self.idle else text

    def tidied_en(self, text: str) -> str:
        """English without stray commas and connectives, with its capital."""
        text = _plain(text)
        text = re.sub(r"\s+([,;:!?]|\.(?!\w))", r"\1", text)
        text = re.sub(r"(?<![.\s])\.\.$", ".", text)
        text = re.sub(r"^[,;:.\s—–-]+", "", text)
        text = re.sub(r"([,;:—–-]|\s)+([.!?]*)$", r"\2", text)
        text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
        text = re.sub(r"[,;]\s+\d\)(?=[.!]?$)", "", text)
        text = self._unlinked(text)
        first = re.search(r"[^\W\d_]", self.sentence.raw)
        if self.beheaded or (first and first.group().isupper()):
            text = re.sub(r"^([^\w`]{0,3})([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
        return _DANGLING.sub(r"\1, tell me", text) if self.idle else text

    def _unlinked(self, text: str) -> str:
        """Without a connective at either end that links to nothing."""
        if not re.match(r"\W*(?:and|but|or|then)\b", self.sentence.raw, re.I):
            text = re.sub(r"^(?:and|but|then|or)\s+(?=\S)", "", text, flags=re.I)
        if self.shortened:
            text = re.sub(r"^(?:and|but|so|because|since|then|or)\s+(?=\S)", "", text, flags=re.I)
        loose = re.search(r"(?:,?\s+(?:and|or|then|to|but|because|so))+(?=[.!?]*$)", text)
        if loose and not self.sentence.plain[: self.body].endswith(loose.group()):
            text = text[: loose.start()] + text[loose.end() :]
        return text


def _plain(text: str) -> str:
    """Without double blanks and what holds nothing any more."""
    return _EMPTY.sub("", re.sub(r"[ \t]{2,}", " ", text.strip()))
