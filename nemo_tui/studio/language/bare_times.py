"""Numbers without a unit that can only be times: split it at 4, keep 1 to 3 and 6 to 8."""

from __future__ import annotations

import re

NUM = r"\d+(?:\.\d+)?"
Match = re.Match[str]


def read(text: str) -> str:
    """The normalised text with these numbers as times, `<t4000>`."""
    text = re.sub(_SECOND_OF_TWO, _second_of_two, text)
    text = re.sub(_AT_BARE, lambda m: f"{m[1]}{seconds(m[2])}", text)
    return _bare_range(re.sub(_FURTHER_RANGE, r"\1<t\g<2>000> \3 <t\g<4>000>", text))


def seconds(number: str) -> str:
    """A number of seconds as a time: 2.5 gives `<t2500>`."""
    return f"<t{round(float(number) * 1000)}>"


# `seconds 1-3 and 5-7`: what follows a stretch is one too.
_FURTHER_RANGE = (
    r"(<t\d+> ?(?:-|to|到|至) ?<t\d+>[^<]{0,24}(?:\band|,|和|、)(?: <f\d+>)? ?)"
    r"(\d{1,3}) ?(-|to|到|至) ?(\d{1,3})(?= of\b| from\b| ?$| ?,| and\b)"
)
# `split it at 4`: where a film is cut, a number is a moment.
_AT_BARE = (
    rf"(\b(?:split|divide|slice|cut|chop)\b[^<,]{{0,16}}\bat )({NUM})"
    r"(?=$|,|;| and\b| then\b| into\b)(?! ?(?:%|<|:))"
)
# `1.5 s at the front and 2 at the back`: the unit is said once.
_END = r"(?:the |its )?(?:very )?(?:front|back|start|end|beginning|tail|head|top)\b"
_SECOND_OF_TWO = (
    rf"(\b(?:for|during|in|over) the (?:first|last|opening|closing|final) )({NUM})(?=$|,|;|\.)|"
    rf"(\b(?:first|last|opening|closing) <t\d+> (?:and|&|plus) (?:the )?(?:first|last|final) )"
    rf"({NUM})"
    rf"(?=$|,|;|\.| and\b| then\b)|"
    rf"(<t\d+>[^<,]*(?:,|\band\b|&|\bplus\b) )({NUM})(?= (?:at|off|from|on|of) {_END})|"
    rf"(<t\d+>[^<]*\b(?:others?|rest|remaining(?: ones)?)(?: for| get| is| are| at)? )({NUM})"
    rf"(?=$|,|\.| each)|"
    rf"(<t\d+> and (?:fades? )?(?:out|in) (?:for|over|in|after) )({NUM})(?=$|,| at)|"
    rf"(<t\d+>[^<,]*(?:,|\band\b|\bthen\b) (?:it )?(?:stop|end|finish|out|off)s?(?: it| the music)?"
    rf" (?:at|on|by|after) )({NUM})(?=$|,|\.)|"
    rf"((?:compress|squeeze|fit|cram|condense|shrink|pack|speed)\b[^<]*<t\d+>[^<,]* (?:in)?to )"
    rf"({NUM})(?=$|,|\.)"
)


def _second_of_two(m: Match) -> str:
    before, number = (group for group in m.groups() if group)
    return f"{before}{seconds(number)}"


_NOT_TIME = (
    r"volume|speed|fps|rate|bright|contrast|quality|clips\b|photos\b|(?:clip|photo) ?#?\d|"
    r"track|音量|速度|亮度|段|张"
)


def _bare_range(text: str) -> str:
    """`from 2 to 5` without a unit means seconds unless something else is counted."""
    if re.search(_NOT_TIME, text):
        return text
    found = (
        rf"\b(from|between) ({NUM}) (to|and|until|-) ({NUM})(?![\d.]*\s?(?:[a-z%<]*\d|%|<|px|p\b))"
    )
    text = re.sub(found, lambda m: f"{m[1]} {seconds(m[2])} {m[3]} {seconds(m[4])}", text)
    return re.sub(_KEPT_BARE, _seconds_of, text)


# `keep 1 to 3 and 6 to 8`
_KEPT_BARE = (
    rf"\b(?:keep|cut|remove|delete|drop|trim|snip|lose|need|want|use|take)(?: only| just| out| "
    rf"from)* "
    rf"(?:{NUM} ?(?:to|-) ?{NUM}(?:,? and |, | & )?)+(?=$|,|;| and\b| then\b| please\b)"
)


def _seconds_of(m: Match) -> str:
    return re.sub(NUM, lambda n: seconds(n[0]), m[0])
