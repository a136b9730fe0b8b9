"""Numbers of all kinds as people write them, in both languages, made uniform.

`normalise` writes every quantity as a token that the recipes read without caring for the
language: `<t3000>` a time in ms, `<b8000000>` bytes, `<p50>` percent, `<d6>` decibel,
`<r9:16>` a shape, `<s1920x1080>` a size (`<s0x720>`: 720p), `<f30>` frames a second,
`<x2>` a factor, `<n3>` a count of repeats, `<a90>` degrees, `<px100>` pixels,
`<k128000>` bits a second, `<h44100>` hertz.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nemo_tui.studio.language import bare_times
from nemo_tui.studio.language.bare_times import NUM

Match = re.Match[str]

_EN_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_NUMBERS = {word: value for value, word in enumerate(_EN_SMALL)} | {
    word: 10 * (value + 2)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
_UNIT_EN = r"(?:seconds?|secs?|s|minutes?|mins?|hours?|hrs?)(?![a-z])"
_UNIT_ZH = r"(?:秒钟?|分钟|小时)"
_UNIT = rf"(?:{_UNIT_EN}|{_UNIT_ZH})"
_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH_UNIT = {"十": 10, "百": 100, "千": 1000}
_ZH_NUMBER = "[零〇一二两三四五六七八九十百千]"
_ZH_COUNTED = (
    r"秒|分钟|分(?!之|辨|隔|开|割|享|段|成|别)|小时|个小时|个半|倍|帧|兆|度|分贝|"
    r"成(?![为了品片员])|"
    r"张|段|遍|次|条|首|位|%|mb?\b|gb?\b|kb?\b|db\b|个|半|像素|点\d"
)
RATIOS = {
    (9, 16), (16, 9), (1, 1), (4, 5), (5, 4), (4, 3), (3, 4), (21, 9), (2, 3), (3, 2), (18, 9),
    (9, 18), (2, 1), (9, 21), (16, 10),
}  # fmt: skip
_SIZES = {
    "8k": "0x4320", "4k": "0x2160", "uhd": "0x2160", "2k": "0x1440", "qhd": "0x1440",
    "full hd": "0x1080", "fullhd": "0x1080", "fhd": "0x1080", "全高清": "0x1080",
}  # fmt: skip
_BYTES = {"g": 10**9, "m": 10**6, "k": 10**3, "兆": 10**6}
_WHOLES = {"half": 50, "third": 33.333, "quarter": 25, "fifth": 20, "tenth": 10}


def chinese(numeral: str) -> int:
    """The value of a Chinese numeral up to 9999: 三, 十五, 二十, 一百二."""
    total, digit, last = 0, 0, 10
    if not any(c in _ZH_UNIT for c in numeral):
        return int("".join(str(_ZH_DIGITS[c]) for c in numeral))
    for c in numeral:
        if c in _ZH_UNIT:
            last = _ZH_UNIT[c]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = _ZH_DIGITS[c]
    return total + digit * (last // 10 if numeral[-2:-1] in ("百", "千") and last > 10 else 1)


def normalise(text: str) -> str:
    """The text in lower case with every quantity as a token."""
    text = _base_verbs(_upper_units(text).lower())
    for step in (_fractions, _english_numbers, _chinese_numbers, _shapes, _units, _times):
        text = step(text)
    text = re.sub(r"(?<=[一-鿿])(?=[a-z])|(?<=[a-z])(?=[一-鿿])", " ", text)
    return re.sub(r"[ \t]+", " ", text).strip()


_FORMS = {
    form: verb
    for verb, forms in {
        "remove": "removing removed", "cut": "cutting", "trim": "trimming trimmed",
        "delete": "deleting deleted", "keep": "keeping kept", "make": "making made",
        "add": "adding added", "speed": "speeding sped", "mute": "muting muted",
        "put": "putting", "rotate": "rotating rotated", "flip": "flipping flipped",
        "crop": "cropping cropped", "convert": "converting converted", "split": "splitting",
        "compress": "compressing compressed", "join": "joining joined", "drop": "dropping dropped",
        "merge": "merging merged", "combine": "combining combined", "take": "taking taken",
        "shorten": "shortening shortened", "chop": "chopping chopped", "change": "changing changed",
        "move": "moving moved", "resize": "resizing resized", "reverse": "reversing reversed",
        "loop": "looping looped", "replace": "replacing replaced", "insert": "inserting inserted",
        "turn": "turning turned", "set": "setting", "show": "showing shown",
        "throw": "throwing thrown",
        "raise": "raising raised", "lower": "lowering lowered", "get": "getting",
        "use": "using used",
        "give": "giving given", "extract": "extracting extracted", "boost": "boosting boosted",
    }.items()
    for form in forms.split()
}  # fmt: skip
_FORM = re.compile(rf"\b(?:{'|'.join(_FORMS)})\b")


def _base_verbs(text: str) -> str:
    """`would you mind removing` and `I want it removed` ask for what `remove` asks for."""
    text = re.sub(r"\bb ?(?:&|/) ?w\b|\bbn?w\b", "black and white", text)
    return _FORM.sub(lambda m: _FORMS[m[0]], text)


def _sub(pattern: str, text: str, make: Callable[[Match], str] | str) -> str:
    return re.sub(pattern, make, text)


def _tok(kind: str, value: float | str) -> str:
    return f"<{kind}{value:g}>" if isinstance(value, float) else f"<{kind}{value}>"


def _upper_units(text: str) -> str:
    """Units told apart by case: 8M is megabytes, 500K kilobytes, 1G gigabytes."""
    text = re.sub(
        rf"((?:码率|比特率|bit ?rate)\D{{0,6}}{NUM})\s?[Kk](?![A-Za-z])",
        r"\1kbps ",
        text,
        flags=re.I,
    )
    text = re.sub(rf"({NUM})\s?[Kk](?= ?(?:码率|比特率|bit ?rate))", r"\1kbps ", text, flags=re.I)
    loose = bool(re.search(r"[一-鿿]|compress|shrink|smaller|size|under|below|fit|big", text, re.I))
    text = re.sub(rf"({NUM})\s?M(?![A-Za-z])", r"\1mb ", text)
    if loose:
        text = re.sub(rf"({NUM})\s?m(?![A-Za-z\d]|\s?\d)", r"\1mb ", text)
    text = re.sub(r"(\d{3,})\s?[Kk](?![A-Za-z])", r"\1kb ", text)
    return re.sub(rf"({NUM})\s?G(?![A-Za-z])", r"\1gb ", text)


def _fractions(text: str) -> str:
    text = _sub(rf"百分之\s?({NUM})", text, r"\1%")
    text = _sub(rf"百分之({_ZH_NUMBER}+)", text, lambda m: f"{chinese(m[1])}%")
    text = _sub(
        rf"({_ZH_NUMBER}+|\d+)分之({_ZH_NUMBER}+|\d+)",
        text,
        lambda m: _tok("p", round(100 * _zh_or_int(m[2]) / max(_zh_or_int(m[1]), 1), 3)),
    )
    text = _sub(r"\b(two|three)[ -](thirds|quarters)\b", text, _two_thirds)
    text = _sub(
        r"\b(\d)/(\d{1,2})\b(?!/)",
        text,
        lambda m: (
            _tok("p", round(100 * int(m[1]) / int(m[2]), 3))
            if 0 < int(m[1]) < int(m[2]) and (int(m[1]), int(m[2])) != (9, 16)
            else m[0]
        ),
    )
    text = _sub(
        r"\b(?:one|a)[ -](third|quarter|fifth|tenth)\b",
        text,
        lambda m: _tok("p", float(_WHOLES[m[1]])),
    )
    return _sub(r"\b(third|quarter)s? of\b", text, lambda m: _tok("p", float(_WHOLES[m[1]])))


# Words that only hedge a figure: the first, say, 3 seconds; the last like 2.
_HEDGES = (
    r"(?:(?<=\bfirst)|(?<=\bfinal)|(?<=\blast)|(?<=\bopening))"
    r",? (?:like|say|maybe|roughly|about|around|approximately|good),? "
    r"(?=\d|one|two|three|four|five|six|seven|eight|nine|ten|a\b|half)"
)


def _couple(m: Match) -> str:
    return "2" if m[1] == "a" else f"{m[1]} 2"


def _two_thirds(m: Match) -> str:
    part = 33.3333 if m[2] == "thirds" else 25.0
    return _tok("p", round(part * (2 if m[1] == "two" else 3), 2))


def _zh_or_int(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese(numeral)


def _english_numbers(text: str) -> str:
    text = _sub(_HEDGES, text, " ")
    text = _sub(r"\b(a|first|last|final|opening) couple(?: of)?\b", text, _couple)
    text = _sub(rf"\bhalf[ -]an? ({_UNIT_EN})", text, r"0.5 \1")
    few = "|".join(_EN_SMALL[1:13])
    filler = "more|extra|additional|full|whole|entire"
    text = _sub(rf"({NUM}|\b(?:{few})) (?:{filler}) (?={_UNIT_EN})", text, r"\1 ")
    text = _sub(r"\bhalf[ -](second|sec|minute|min|hour)\b", text, r"0.5 \1")
    text = _sub(r"\ban? (second|sec|minute|min|hour) and a half\b", text, r"1.5 \1")
    text = _sub(r"\ban? half (second|sec|minute|min)\b", text, r"0.5 \1")
    text = _sub(r"\b(?:an|a|1|one) (hour|minute)\b", text, r"1 \1")
    text = _sub((
r"\b(first|last|final|opening) (second|minute)\b(?! (?:clip|video|photo|half|"
r"part|one))"
),
                text, r"\1 1 \2")  # fmt: skip
    text = _sub(
        r"\b(for|by|in|of|after|every|about|lasts?|with|to|at|than|another|just|exactly|"
        r"trim|cut|chop|shave|take|lose|drop|remove|clip|snip|lop|knock|over) "
        r"a (?:single )?(second|sec)\b(?! (?:clip|video|photo|title|text|line|song|track|"
        r"time|one))",
        text,
        r"\1 1 \2",
    )
    text = _sub(r"\b(?:a|one)[ -](second|sec)[ -](?=each|long|apiece|per|cross|fade|diss)", text,
                r"1 \1 ")  # fmt: skip
    tens = "|".join(w for w, v in _EN_NUMBERS.items() if v >= 20)
    ones = "|".join(_EN_SMALL[1:10])
    text = _sub(
        rf"\b({tens})[ -]({ones})\b",
        text,
        lambda m: str(_EN_NUMBERS[m[1]] + _EN_NUMBERS[m[2]]),
    )
    others = "|".join(w for w in _EN_NUMBERS if w not in ("one", "second"))
    text = _sub(rf"\b({others})\b(?!-(?:point|shot))", text, lambda m: str(_EN_NUMBERS[m[1]]))
    text = _sub(
        (
            r"\bone(?=(?:[ -](?:seconds?|secs?|minutes?|mins?|hours?|and a half|percent|"
            r"times?|point)))"
        ),
        text,
        "1",
    )
    text = _sub(
        r"\b(?:(\d+|an?|one) )?(hundred|thousand)(?: (?:and )?(\d{1,2})\b)?", text, _hundreds
    )
    text = _sub(r"\b(\d+) (?:point|dot) (\d+)\b", text, r"\1.\2")
    return _sub(r"\b(\d+) and a half\b", text, r"\1.5")


def _hundreds(m: Match) -> str:
    count = int(m[1]) if m[1] and m[1].isdigit() else 1
    return str(count * (100 if m[2] == "hundred" else 1000) + int(m[3] or 0))


def _chinese_numbers(text: str) -> str:
    text = _sub(rf"(?<=[头尾面后前间端始])的?[那这](?=\d|{_ZH_NUMBER}|半)", text, "")
    text = _sub(r"半(秒|分钟|个小时|小时)", text, r"0.5\1")
    text = _sub(rf"({_ZH_NUMBER}+)点({_ZH_NUMBER}+)(?={_ZH_COUNTED})", text, _zh_decimal)
    text = _sub(rf"第\s?({_ZH_NUMBER}+)", text, lambda m: f"第{chinese(m[1])}")
    text = _sub(
        rf"(?<=[前后头尾])({_ZH_NUMBER}+)(?!半)(?={_ZH_COUNTED})",
        text,
        lambda m: str(chinese(m[1])),
    )
    text = _sub(
        rf"({_ZH_NUMBER}+)(?=\s?(?:{_ZH_COUNTED}))",
        text,
        lambda m: m[1] if m[1] == "一" and _loose_one(text, m.end()) else str(chinese(m[1])),
    )
    text = _sub(rf"({_ZH_NUMBER}+)(?=(?:到|至|-|~){_ZH_NUMBER}*\d*\s?(?:秒|分))", text,
                lambda m: str(chinese(m[1])))  # fmt: skip
    text = _sub(r"(\d+)(?:个)?分半钟?(?![速段部屏透场])", text, lambda m: f"{int(m[1])}.5分钟")
    text = _sub(r"(\d+)秒半(?![速段部屏透场])", text, r"\1.5秒")
    text = _sub(r"(\d+)个半小时", text, r"\1.5小时")
    text = _sub(r"(\d+)倍半", text, r"\1.5倍")
    if re.search(r"[一-鿿]", text):
        text = _sub(r"(\d{3,})\s?k(?![a-z])", text, r"\1kb")
    return _sub(rf"({NUM})成(?![为了品片员])", text, lambda m: f"{float(m[1]) * 10:g}%")


def _loose_one(text: str, end: int) -> bool:
    """A 一 that is an article or part of a word (一个, 一段, 一次, 一张) and not a number."""
    return text[end : end + 1] in "个段张条首位半层度成"


def _zh_decimal(m: Match) -> str:
    whole = chinese(m[1])
    return f"{whole}." + "".join(str(_ZH_DIGITS.get(c, 0)) for c in m[2])


def _shapes(text: str) -> str:
    text = _sub(r"(?<![\d:.])(\d{2,5})\s?[x×*]\s?(\d{3,5})(?!\d)", text, r"<s\1x\2>")
    text = _sub(r"(?<![\d:.])(\d{3,5})\s?by\s?(\d{3,5})(?!\d)", text, r"<s\1x\2>")
    text = _sub(
        r"(?<![\d:.<])(\d{1,2})\s?(:|比|x|×|/| by )\s?(\d{1,2})(?![\d:.]\d|\d|\s?(?:秒|s\b|sec))",
        text,
        _ratio,
    )
    text = _sub(r"(?<![\d.])(2\.35|2\.39|1\.85|1\.91)\s?[:比]\s?1\b", text, r"<r\1:1>")
    text = _sub(r"(?<![\d.])(\d{3,4})\s?p(?![a-z0-9])", text, r"<s0x\1>")
    text = _sub(
        r"((?:\bresolution|分辨率)[^\d<]{0,12})(240|360|480|540|720|1080|1440|2160)(?![\dpx*×]|\s?[x*×])",
        text,
        r"\1<s0x\2>",
    )
    text = _sub(r"(?<![\d.])([248])\s?k\b(?!bps|b/s)", text, lambda m: f"<s{_SIZES[m[1] + 'k']}>")
    return _sub(
        r"\b(uhd|qhd|fhd|full ?hd)\b|(全高清)", text, lambda m: f"<s{_SIZES[m[1] or m[2]]}>"
    )


def _ratio(m: Match) -> str:
    pair = (int(m[1]), int(m[3]))
    if pair not in RATIOS or (m[2] == "/" and pair not in ((9, 16), (16, 9))):
        return m[0]
    return _tok("r", f"{pair[0]}:{pair[1]}")


def _units(text: str) -> str:
    steps: tuple[tuple[str, Callable[[Match], str] | str], ...] = (
        (rf"每秒\s?({NUM})\s?帧(?:率)?", r"<f\1>"),
        ((
rf"(?<![那这第后首末某每\d.])(?!1\s?帧)({NUM})[ -]?(?:fps|frames? ?(?:per|a|"
r"/) ?s(?:ec(?:ond)?)?\b|帧(?:/秒|每秒)?)"
), r"<f\1>"),
        (rf"({NUM})\s?k(?:bps|b/s|bit/s|bits?)\b", lambda m: _tok("k", int(float(m[1]) * 1000))),
        (rf"({NUM})\s?m(?:bps|bit/s|bits)\b", lambda m: _tok("k", int(float(m[1]) * 1e6))),
        (rf"({NUM})\s?khz", lambda m: _tok("h", int(float(m[1]) * 1000))),
        (rf"({NUM})\s?hz", lambda m: _tok("h", int(float(m[1])))),
        (
            rf"({NUM})[ -]?(g|m|k)(?:i?b|egs?|igs?|(?:eg|ig|il)(?:a|o)bytes?)(?![a-z])",
            lambda m: _tok("b", int(float(m[1]) * _BYTES[m[2]])),
        ),
        (rf"({NUM})\s?兆", lambda m: _tok("b", int(float(m[1]) * 1e6))),
        (rf"([-−负+]?)\s?({NUM})\s?(?:db\b|decibels?|分贝)", _decibel),
        (rf"([-−]?)({NUM})\s?(?:°|degrees?|deg\b|度)", lambda m: f"<a{'-' if m[1] else ''}{m[2]}>"),
        (rf"({NUM})\s?(?:%|per ?cent\b|个百分点)", r"<p\1>"),
        (rf"({NUM})\s?(?:px\b|pixels?|像素)", r"<px\1>"),
        (rf"({NUM})\s?(?:x|×)(?![a-z\d])|\bx\s?({NUM})(?![\d.]*[a-z%])|({NUM})\s?倍",
         lambda m: f"<x{m[1] or m[2] or m[3]}>"),
        (rf"({NUM})\s?times\b", r"<x\1>"),
        (rf"({NUM})\s?(?:遍|次|轮)", r"<n\1>"),
    )  # fmt: skip
    for pattern, make in steps:
        text = _sub(pattern, text, make)
    return text


def _decibel(m: Match) -> str:
    return f"<d{'-' if m[1] in ('-', '−', '负') else ''}{m[2]}>"


def _times(text: str) -> str:
    sep = (
        r"(?:-|~|–|—|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough(?![a-z])|\bthru\b|"
        r"\bor\b|到|至|和|、)"
    )
    text = _sub(_RANGES, text, lambda m: _sub(rf"({NUM})-({NUM})", m[0], r"\1s-\2s"))
    text = _sub(
        rf"(?<![\d.:<a-z])({NUM})\s?({sep})\s?(?=第?{NUM}\s?-?({_UNIT}))",
        text,
        lambda m: f"{m[1]}{m[3]} {m[2]} ",
    )
    text = _sub(
        rf"\b(?:seconds?|secs?) ({NUM})\s?({sep})\s?(?:(?:second|sec) )?({NUM})\b",
        text,
        r"\1s \2 \3s",
    )
    text = _sub(
        (
            r"(?<![\d.<r])(?<!\d:)(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)(?![\d:])(?:秒|"
            r"\s?s(?![a-z])|\s?mins?(?![a-z]))?"
        ),
        text,
        lambda m: _ms(m[1], m[2], m[3]),
    )
    text = _sub(r"(?<![\d.])(\d+)\s?(?:m|分)\s?(\d{1,2})(?:\s?(?:s|秒钟?))?(?![\d%a-z])", text,
                lambda m: _ms(None, m[1], m[2]))  # fmt: skip
    text = _sub(
        rf"(?<![\d.<])(?:({NUM})[ -]?(?:hours?|hrs?|h|个?小时)[ ,]*(?:and )?(?=\d))?"
        rf"({NUM})[ -]?(?:minutes?(?![a-z])|mins?(?![a-z])|m(?![a-z])|分钟?)[ ,]*(?:and |"
        rf"零)?({NUM})[ -]?(?:{_UNIT})?",
        text,
        lambda m: _ms(m[1], m[2], m[3]),
    )
    text = _sub(rf"(?<![\d.<])({NUM})[ -]?(?:ms(?![a-z])|milliseconds?|毫秒)", text,
                lambda m: f"<t{round(float(m[1]))}>")  # fmt: skip
    for unit, factor in (
        (r"(?:hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z])|个?小时)", 3_600_000),
        (r"(?:minutes?(?![a-z])|mins?(?![a-z])|m(?![a-z])|分钟?(?!之|辨|隔|开|割))", 60_000),
        (r"(?:seconds?(?![a-z])|secs?(?![a-z])\.?|s(?![a-z])|秒钟?|″)", 1000),
    ):
        text = _sub(
            rf"(?<![\d.<a-z])({NUM})[ -]?{unit}",
            text,
            lambda m, f=factor: f"<t{round(float(m[1]) * f)}>",  # type: ignore[misc]
        )
    text = _sub(
        rf"\b(?:the )?sec(?:ond)? (?:mark )?({NUM})\b(?!\s?[a-z<])",
        text,
        lambda m: bare_times.seconds(m[1]),
    )
    text = _sub(
        r"(?<![\d.<a-z])((?:\d+))(?:st|nd|rd|th) second\b", text, lambda m: bare_times.seconds(m[1])
    )
    return bare_times.read(text)


# `2-3, 5-6 and 8-9 seconds`: the unit is said at the end only.
_RANGES = (
    rf"(?<![\d.:<a-z-])(?:{NUM}-{NUM}(?:\s|,|and|&|、|和)+)+"
    rf"(?={NUM}-{NUM}\s?(?:s\b|secs?\b|seconds?\b|秒))"
)


def _ms(hours: str | None, minutes: str, seconds: str) -> str:
    total = int(hours or 0) * 3600 + float(minutes) * 60 + float(seconds)
    return f"<t{round(total * 1000)}>"


def values(kind: str, text: str) -> list[float]:
    """The values of all tokens of a kind, in order."""
    return [float(v) for v in re.findall(rf"<{kind}(-?{NUM})>", text)]


def first(kind: str, text: str) -> float | None:
    """The value of the first token of a kind."""
    found = values(kind, text)
    return found[0] if found else None


_SHARES = (
    (r"\bhalf\b|\bhalve[sd]?\b|一半|对半|减半", 0.5),
    (r"\bthird\b", 1 / 3),
    (r"\bquarter\b", 0.25),
)


def share(text: str) -> float | None:
    """A share of a whole, 0 to 1: `<p70>`, half, a third, 一半."""
    percent = first("p", text)
    if percent is not None:
        return percent / 100
    return next((value for pattern, value in _SHARES if re.search(pattern, text)), None)
