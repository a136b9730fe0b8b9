"""Foreign text made harmless: what comes from a backend, a file name or a skill file."""

import re

_CSI = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
_STRING = r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f\r\n]*(?:\x07|\x1b\\|\x9c)"
_ESCAPE = r"\x1b[ -/]*[0-~]?"
_SEQUENCES = re.compile(f"{_STRING}|{_CSI}|{_ESCAPE}")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\u206a-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_KEYS = re.compile(r"\b(nmv_usr_|clm_)[\w-]+")
_BLANKS = re.compile(r"[\n\t]+")


def clean(text: str, *, lines: bool = True) -> str:
    """The text without terminal sequences, controls and bidirectional overrides.

    Line ends become `\\n`; with `lines=False` they and tabs become one blank (file names,
    titles, error details). Cleaning twice gives the same text as cleaning once.
    """
    text = _CONTROLS.sub("", _SEQUENCES.sub("", text))
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return text if lines else _BLANKS.sub(" ", text).strip()


def short(text: str, limit: int = 200) -> str:
    """The text on one line, cleaned, keys masked and at most `limit` characters long."""
    line = _KEYS.sub(r"\1…", clean(text[: limit * 4], lines=False))
    return line if len(line) <= limit else line[: limit - 1] + "…"
