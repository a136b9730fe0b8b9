"""Sound and picture that come or go little by little, in other words than fade; read as one."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_tui.studio.language.wording import Wording

_SOUND = r"\b(?:sound|audio|volume|music|voices?|soundtrack|song|noise|track|bgm)\b"
_SLOWLY = (
    r"\b(?:slowly|smoothly|gently|softly|gradually|steadily|bit by bit|little by little|"
    r"step by step)\b"
)
# These say it alone; the others need a word for slowly.
_SWELLS = (
    r"\b(?:eas|ramp|swell|creep|build)(?:e|s|es|ing|ed|p|ped|ping)?\b(?! (?:out|down|off|away))"
    r"(?:[^,]*?\b(?:in|up)\b)?|\bswell"
)
_DIES = (
    r"\b(?:eas|ramp|tail|taper|trail|di|peter|drift|melt|ebb)(?:e|s|es|ing|ed|p|ped|ping|er|ering|"
    r"ers|ying)?\b(?:[^,]*?\b(?:out|down|off|away)\b)|\bdy(?:ing|e) (?:out|down|away)"
)
_COMES = (
    r"\b(?:bring|come|rise|raise|turn|grow|appear|start|begin|enter|increase|get)\w*\b"
    r"(?!.*\b(?:out|down|away|off|quieter|lower|softer)\b)"
)
_GOES = (
    r"\b(?:bring|take|go|turn|lower|reduce|drop|disappear|vanish|stop|end|decrease|leave|get|sink)\w*\b"
    r"(?!.*\b(?:in|up|louder|higher)\b(?! the (?:last|final|end)| <))"
)
_ZH_SOUND = r"声|音|bgm|歌|曲"
_ZH_COMES = (
    r"[由从]小[变到]大|[由从]弱[变到]强|[由从]低[变到]高|从无到有|从静音到正常|"
    r"(?:慢慢|渐渐|逐步|逐渐|缓缓|一点点|一点一点)(?:地|的)?(?:起来|进来?|出来|响|变?大|加大|升|提高|增)"
)
_ZH_GOES = (
    r"[由从]大[变到]小|[由从]强[变到]弱|[由从]高[变到]低|从有到无|"
    r"(?:慢慢|渐渐|逐步|逐渐|缓缓|一点点|一点一点)(?:地|的)?"
    r"(?:没|消失|变?小|减|降|弱|退|收|停|听不|静)"
)
# What a picture does instead of a fade.
_LIGHTS_UP = (
    r"\b(?:start|begin|open)s?(?:ing)? (?:on|from|in|with|at) (?:a |full |total )?(?:black|"
    r"dark(?:ness)?)\b"
    r"(?! (?:and white|bars|background))|\b(?:up|out|emerge|appear)\w* (?:from|of) (?:the )?"
    r"dark(?:ness)?\b|"
    r"(?:开场|开头|一开始|开始).{0,4}(?:黑屏|全黑|黑)|(?:黑屏|黑暗|黑).{0,4}(?:渐渐?|慢慢|逐渐)(?:地)?(?:变)?亮"
)
_GOES_DARK = (
    r"\b(?:go|goes|get|become|turn|end|finish)(?:s|es|ing)? (?:(?:on|in|to|with|all|"
    r"completely|totally|"
    r"fully) )*(?:a )?(?:dark(?:ness)?|black)\b(?! (?:and white|bars|background))|"
    r"(?:变|暗)(?:得|到)?.{0,3}全黑|(?:渐渐|慢慢|逐渐)(?:地)?(?:变)?暗(?:下去|下来|到黑|掉)"
)
_AT_THE_END = r"\b(?:last|end|final|finish|over|closing)\w*\b|结尾|最后|末尾|片尾|结束"


def as_fades(w: Wording, *, of_sound: bool = False) -> Wording:
    """The clause with `fade in` or `fade out` said where its sound swells or dies away, or its
    picture comes out of the dark or goes into it.

    `of_sound`: `it` is a sound.
    """
    if w.has(r"\bfad|淡[入出]|渐[入出强弱]"):
        return w
    into = out = False
    if w.has(_SOUND) or (of_sound and w.has(r"\b(?:it|them)\b")):
        slowly = w.has(_SLOWLY)
        out = w.has(_DIES) or (slowly and w.has(_GOES) and not w.has(_SWELLS))
        into = not out and (w.has(_SWELLS) or (slowly and w.has(_COMES)))
    if w.has(_ZH_SOUND):
        into, out = into or w.has(_ZH_COMES), out or w.has(_ZH_GOES)
    into = into or w.has(_LIGHTS_UP)
    out = out or (w.has(_GOES_DARK) and w.has(_AT_THE_END))
    if not (into or out):
        return w
    words = re.sub(r"\bin and out\b", " ", w.text)
    return replace(w, text=f"{words}{' fade in' if into else ''}{' fade out' if out else ''}")
