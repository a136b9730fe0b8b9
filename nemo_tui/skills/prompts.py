"""The greeting, the starter prompts and the few other facts in a skill's body."""

import re

MAX_STARTERS = 6
MAX_PROMPT = 300
MAX_GREETING = 600
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u300c\u300d\u300e\u300f\u00ab\u00bb"
_MARKER = re.compile(
    r"^[ \t]*\**[ \t]*(?:Try saying|试试说|可以这样说)[ \t]*[:：]?[ \t]*\**[:：]?[ \t]*$",
    re.I | re.M,
)
_INLINE = re.compile(r"^[ \t]*\**Try(?: saying)?[:：]\**[ \t]+(?=[\"“「])(.+)$", re.I | re.M)
_ITEM = re.compile(r"^[ \t]*(?:(?:[-*•+]|\d{1,2}[.)])[ \t]+)+(.*\S)[ \t]*$")
_QUOTED = re.compile(r"[\"“「]([^\"”」\n]{4,300})[\"”」]")
_TYPED = re.compile(
    r"(?:\btype|\bsay|Quick edit\**[:：].{0,40}?)[ \t→>-]*[\"“]([^\"”\n]{4,300})[\"”]", re.I
)
_QUOTE_BLOCK = re.compile(r"(?:^>[^\n]*\n?)+", re.M)
_SOURCE = re.compile(r"X-Skill-Source[`\"*]*[ \t]*(?:[|:=→]|is\b)[ \t`\"'*|]*([a-z0-9][a-z0-9_-]+)")
_VERSION = re.compile(r"X-Skill-Version[`\"*]*[ \t]*(?:[|:=→]|is\b)[ \t`\"'*|]*v?(\d+(?:\.\d+)+)")
_PAGE_VERSION = re.compile(r"^v(\d+\.\d+\.\d+)", re.M)
_LIMIT = re.compile(
    r"(?:max(?:imum)?\.?[ \t]+(?:file[ \t]+)?size|file size limit|files? up to|up to)"
    r"[^\d\n]{0,14}(\d{1,5})[ \t]?(MB|GB)\b",
    re.I,
)
_FORMATS = re.compile(r"^[ \t>*-]*(?:supported )?formats?\**[ \t]*[:：]\**[ \t]*(.+)$", re.I | re.M)
_WORDS_THAT_ARE_NO_NAME = frozenset({"frontmatter", "the", "this", "skill", "name", "your", "from"})


def starters(body: str) -> tuple[str, ...]:
    """What a person could say first, in the file's order."""
    found = _listed(body) or _inline(body) or [match[1] for match in _TYPED.finditer(body)]
    return tuple(dict.fromkeys(prompt for prompt in map(_bare, found) if prompt))[:MAX_STARTERS]


def _listed(body: str) -> list[str]:
    marker = _MARKER.search(body)
    items: list[str] = []
    for line in body[marker.end() :].splitlines() if marker else []:
        item = _ITEM.match(line)
        if item:
            items.append(item[1])
        elif line.strip():
            break
    return items


def _inline(body: str) -> list[str]:
    line = _INLINE.search(body)
    return _QUOTED.findall(line[1]) if line else []


def _bare(prompt: str) -> str:
    return prompt.strip().strip(_QUOTES).strip()[:MAX_PROMPT]


def greeting(body: str) -> str:
    """What the skill says first: the quotation before its starter prompts, or that paragraph."""
    marker = _MARKER.search(body) or _INLINE.search(body)
    above = body[: marker.start()] if marker else ""
    quotation = _last(_QUOTE_BLOCK.findall(above))
    if quotation:
        lines = (line.lstrip(">").strip() for line in quotation.splitlines())
        return " ".join(line for line in lines if line)[:MAX_GREETING]
    paragraph = above.strip().split("\n")[-1].strip() if above.strip() else ""
    return "" if paragraph.startswith(("#", "|", "-")) else paragraph[:MAX_GREETING]


def _last(found: list[str]) -> str:
    return found[-1] if found else ""


def stated_name(body: str) -> str:
    """The name in the attribution header that the text itself spells out, or ""."""
    names = (match[1] for match in _SOURCE.finditer(body))
    return next((name for name in names if name not in _WORDS_THAT_ARE_NO_NAME), "")


def stated_version(body: str) -> str:
    """The version in the attribution header that the text itself spells out, or ""."""
    found = _VERSION.search(body)
    return found[1] if found else ""


def page_version(body: str) -> str:
    """The version that a skill page shows at the start of a line (`v1.2.3`), or ""."""
    found = _PAGE_VERSION.search(body)
    return found[1] if found else ""


def size_limit(body: str) -> int:
    """The largest file in bytes that the text promises to take; 0 where it names none."""
    found = _LIMIT.search(body)
    if not found:
        return 0
    return int(found[1]) * (1_000_000_000 if found[2].upper() == "GB" else 1_000_000)


def formats(body: str) -> tuple[str, ...]:
    """The file endings in the text's line of formats, lower case."""
    found = _FORMATS.search(body)
    words = re.findall(r"\b[A-Za-z0-9]{2,5}\b", found[1]) if found else []
    return tuple(dict.fromkeys(word.lower() for word in words))
