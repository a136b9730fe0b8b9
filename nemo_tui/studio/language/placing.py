"""Places in the picture, colours and sizes as people name them."""

from __future__ import annotations

import re

from nemo_tui.studio.recipe import Language

_CORNERS = (
    (
        "top-left",
        (
            r"(?:top|upper)[ -]?(?:hand )?left|left[ -](?:hand )?(?:top|upper)|"
            r"top of the left|左上|上左"
        ),
    ),
    ("top-right", r"(?:top|upper)[ -]?(?:hand )?right|right[ -](?:hand )?(?:top|upper)|右上|上右"),
    (
        "bottom-left",
        r"(?:bottom|lower)[ -]?(?:hand )?left|left[ -](?:hand )?(?:bottom|lower)|左下|下左",
    ),
    (
        "bottom-right",
        r"(?:bottom|lower)[ -]?(?:hand )?right|right[ -](?:hand )?(?:bottom|lower)|右下|下右",
    ),
)
_SIDES = (
    ("top", (
r"\b(?:top|upper|above|up top|header)\b|顶部|顶端|上方|上面|最上|上边|顶上|上部|"
r"上端|靠上|顶(?=[,,。]|$)|屏幕上(?:方|面)|往上|上移"
)),
    ("bottom", (
r"\b(?:bottom|lower|below|underneath|footer|foot)\b|底部|底端|下方|下面|最下|"
r"下边|底下|下部|下端|靠下|往下|下移"
)),
    ("center", r"\b(?:cent(?:er|re)d?|middle)\b|中间|中央|正中|居中|中心|当中"),
    ("left", r"\bleft\b|左侧|左边|左面|靠左|左方|左半"),
    ("right", r"\bright\b(?! (?:after|before|now|away|at the))|右侧|右边|右面|靠右|右方|右半"),
)  # fmt: skip
_TIMELIKE = (
    r"(?:at|to|from|in|off|of) the (?:very )?(?:end|start|beginning|"
    r"middle) of (?:the|it|my|this) ?(?:video|clip|film|movie)?"
)


def position(text: str) -> str | None:
    """One of nine places, or None: top-left, 右下角, the middle."""
    bare = re.sub(_TIMELIKE, " ", text)
    bare = re.sub(r"(?:视频|影片)?(?:中间|中央)(?:的|那|一)?(?:段|秒|<t)", " ", bare)
    for name, pattern in (*_CORNERS, *_SIDES):
        if re.search(pattern, bare):
            return name
    return None


_COLOURS = (
    ("#ff0000", r"\bred\b|红"), ("#ffff00", r"\byellow\b|黄"), ("#00c000", r"\bgreen\b|绿"),
    ("#2060ff", r"\bblue\b|蓝"), ("#ff8000", r"\borange\b|橙|橘"), ("#ff69b4", r"\bpink\b|粉"),
    ("#9030d0", r"\bpurple\b|\bviolet\b|紫"), ("#00ffff", r"\bcyan\b|\bturquoise\b|\bteal\b|青"),
    ("#ff00ff", r"\bmagenta\b|\bfuchsia\b|洋红|品红"), ("#808080", r"\bgr[ae]y\b|灰"),
    ("#ffd700", r"\bgold(?:en)?\b|金"), ("#c0c0c0", r"\bsilver\b|银色"),
    ("#8b4513", r"\bbrown\b|棕|褐"), ("#000000", r"\bblack\b|黑"), ("#ffffff", r"\bwhite\b|白"),
)  # fmt: skip
_PURE = {"green": "#00ff00", "blue": "#0000ff"}


def colours(text: str) -> list[tuple[int, str]]:
    """Every colour named, with its place in the text, in order."""
    found = [(m.start(), m[0]) for m in re.finditer(r"#[0-9a-f]{6}\b", text)]
    found += [
        (m.start(), "#" + "".join(c * 2 for c in m[1]))
        for m in re.finditer(r"#([0-9a-f]{3})\b(?![0-9a-f])", text)
    ]
    for value, pattern in _COLOURS:
        found += [(m.start(), value) for m in re.finditer(pattern, text)]
    return sorted(found)


def colour(text: str) -> str | None:
    """The first colour named."""
    found = colours(text)
    return found[0][1] if found else None


_NAMES = {
    "#ff0000": ("red", "红色"), "#ffff00": ("yellow", "黄色"), "#00c000": ("green", "绿色"),
    "#2060ff": ("blue", "蓝色"), "#ff8000": ("orange", "橙色"), "#ff69b4": ("pink", "粉色"),
    "#9030d0": ("purple", "紫色"), "#00ffff": ("cyan", "青色"), "#ff00ff": ("magenta", "洋红色"),
    "#808080": ("grey", "灰色"), "#ffd700": ("gold", "金色"), "#c0c0c0": ("silver", "银色"),
    "#8b4513": ("brown", "棕色"), "#000000": ("black", "黑色"), "#ffffff": ("white", "白色"),
}  # fmt: skip


def colour_name(value: str, language: Language) -> str:
    """A colour as people call it, or as it was written."""
    names = _NAMES.get(value)
    return names[1 if language == "zh" else 0] if names else value


def backdrop(text: str) -> str | None:
    """The colour of a background that the text names: on a white background, 黑色背景."""
    m = re.search(
        r"(?:background|backdrop|bars?|borders?|padding|box|letterbox|底色?|背景|边框?|填充|条)",
        text,
    )
    if not m:
        return None
    near = [(abs(place - m.start()), value) for place, value in colours(text)]
    return min(near)[1] if near and min(near)[0] <= 16 else None


def text_size(text: str, height: int) -> float:
    """Letter height as a share of the picture's, 0 when nothing is said."""
    pixels = re.search(
        r"<px(\d+)>|(?:size|字号|大小)(?: of|为|是|:)? ?(\d+)|(\d+) ?(?:pt|号字?)", text
    )
    if pixels:
        wanted = int(pixels[1] or pixels[2] or pixels[3])
        return min(max(wanted / (height or 1080), 0.02), 0.5)
    if re.search(
        r"\b(?:huge|giant|enormous|massive|very (?:big|large))\b|超大|特大|巨大|很大", text
    ):
        return 0.2
    if re.search(r"\b(?:big|large)\b|大号|大字|大大的|大一点|字(?:体)?要?大|醒目|显眼", text):
        return 0.14
    if re.search(r"\b(?:tiny|very small)\b|很小|超小", text):
        return 0.035
    if re.search(r"\b(?:small|little|subtle)\b|小号|小字|小小的|小一点|字(?:体)?要?小", text):
        return 0.05
    return 0.0
