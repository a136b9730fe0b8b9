"""What English tells of the video itself: its texts, and what is done in it."""

import re

# "I wrote the caption: Click Export" tells a text of the video.
ANNOUNCED = re.compile(
    r"(?<!for )\b(?:the|a|an|my|this|new|following|your|suggested|proposed|possible|alternative"
    r"|alternate) (?:[\w-]+ ){0,2}?(?:captions?|titles?"
    r"|subtitles?|headlines?"
    r"|slogans?|taglines?|hooks?|cta|call to action|overlay|lower third|end card|lyrics"
    r"|voice-?over|narration"
    r"|stickers?|sign|text|line|sentence|words|wording)\b[^.!?;:]{0,30}"
    r"(?:\d:\d\d[^.!?;:]{0,20})?:(?!\d)[^;]*$"
    r"|^\W*(?:caption|title|subtitle|slide|card|line|verse)(?: \d+)?:[^;]*$"
    r"|\b(?<!to )(?:says?|reads?|saying|reading|sings|goes|whispers|shouts|called|named"
    r"|titled)\W*[:,][^;]*$|\bon[- ]screen\b[^.!?;:]{0,30}(?:[.:]\d\d)?:(?!\d)[^;]*$",
    re.I,
)
# "The demo shows how to drag a photo and press share" tells of a video.
DEPICTED = re.compile(
    r"\b(?:shows?|showing|explains?|teach\w*|demonstrates?|describes?|tutorial|demo|about|learns?)"
    r"\b(?: \w+){0,3} how (?:to|you|they|people|it)\b[^;]*$"
    r"|\b(?:video|screencast|recording|demo|tutorial|clip|film) shows [^.;:]*:[^.;]*$"
    r"|\b(?:says|tells \w+|explains|narrates)(?: that)? you\b[^.;]*$"
    r"|\b(?:says|sings|reads|narrates|whispers|shouts|lyrics go)\W*[:,][^;]*$",
    re.I,
)
FILMED = re.compile(
    r"\bat \d+:\d\d\b|\bin (?:the|your|this|that) (?:recording|footage|scene|tutorial|clip|shot"
    r"|take"
    r"|screencast|demo|video)\b|\b(?:in|at|with) which you$"
    r"|\b(?:step|scene|clip|shot|part|moment|take|bit),? (?:where|when) you$",
    re.I,
)
