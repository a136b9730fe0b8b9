"""Words on the picture. The text lies in a file, so that nothing in it is ever a filter."""

from pathlib import Path

from nemo_tui.studio.draft import Look, Segment

MARGIN = 0.05
STROKE = 28  # bold adds this part of a letter's height on each side
SIZES = {"title": 0.1, "subtitle": 0.05, "caption": 0.06, "": 0.07}


def drawn(segment: Segment, file: str, font: Path | None, size: float, height: int) -> str:
    """The filters that draw a text segment; `file` is a plain name inside the work folder.

    The bundled font has one weight: bold letters are drawn with a stroke in their own colour.
    """
    look = segment.look
    x, y = placed(look.position, look.x, look.y)
    options = {
        "textfile": _escaped(file),
        "expansion": "none",
        "fontsize": f"h*{size:g}",
        "fontcolor": f"0x{_hex(look.colour)}",
        "borderw": "0" if look.box else "3",
        "bordercolor": "black@0.8",
        "x": x,
        "y": y,
        "text_align": "C",
        "line_spacing": "6",
        "enable": f"gte(t\\,{segment.start / 1000:.3f})*lt(t\\,{segment.end / 1000:.3f})",
    }
    if font:
        options["fontfile"] = _escaped(str(font))
    if alpha := _alpha(segment):
        options["alpha"] = alpha
    stroke = max(round(height * size / STROKE), 1)
    ground = dict(options)
    if look.box:
        ground |= {"box": "1", "boxcolor": "black@0.55", "boxborderw": "12"}
    elif look.bold:
        ground |= {"borderw": str(3 + stroke)}
    face = {"borderw": str(stroke), "bordercolor": options["fontcolor"]}
    return ",".join(map(_filter, [ground, options | face] if look.bold else [ground]))


def _alpha(segment: Segment) -> str:
    """The opacity over time of words that fade in or out; empty where they do not."""
    look, start, end = segment.look, segment.start / 1000, segment.end / 1000
    steps = []
    if look.fade_in:
        steps.append(f"(t-{start:.3f})/{look.fade_in / 1000:.3f}")
    if look.fade_out:
        steps.append(f"({end:.3f}-t)/{look.fade_out / 1000:.3f}")
    if not steps:
        return ""
    least = steps[0] if len(steps) == 1 else f"min({steps[0]}\\,{steps[1]})"
    return f"clip({least}\\,0\\,1)"


def _filter(options: dict[str, str]) -> str:
    return "drawtext=" + ":".join(f"{key}={value}" for key, value in options.items())


def fitting_size(look: Look, width: int, height: int) -> float:
    """The height of the letters as a share of the picture's; smaller where it is narrow."""
    return (look.size or SIZES[look.role]) * min(width / height, 1.0)


def placed(position: str, x: float | None, y: float | None) -> tuple[str, str]:
    """The drawtext expressions for a named place or shares of the picture."""
    across = "(w-text_w)/2"
    if "left" in position:
        across = f"w*{MARGIN}"
    elif "right" in position:
        across = f"w-text_w-w*{MARGIN}"
    down = "(h-text_h)/2"
    if "top" in position:
        down = f"h*{MARGIN}"
    elif "bottom" in position:
        down = f"h-text_h-h*{MARGIN + 0.02}"
    return (f"w*{x:g}" if x is not None else across, f"h*{y:g}" if y is not None else down)


def wrapped(text: str, width: int, height: int, size: float) -> str:
    """Lines short enough for the picture; wide characters count twice."""
    room = max(int(width * 0.9 / (height * size * 0.5)), 4)
    lines: list[str] = []
    for line in text.splitlines() or [""]:
        lines += _broken(line, room)
    return "\n".join(lines)


def _broken(line: str, room: int) -> list[str]:
    made, used = [""], 0
    for character in line:
        width = 2 if ord(character) > 0x2E7F else 1
        if used + width > room and made[-1]:
            cut = made[-1].rfind(" ")
            rest = made[-1][cut + 1 :] if cut > 0 and width == 1 and character != " " else ""
            made[-1] = made[-1][:cut] if rest or cut == len(made[-1]) - 1 else made[-1]
            made.append(rest)
            used = sum(2 if ord(c) > 0x2E7F else 1 for c in rest)
        made[-1] += character
        used += width
    return made


def _hex(colour: str) -> str:
    digits = colour.lstrip("#")
    return (
        digits
        if len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits)
        else "ffffff"
    )


def _escaped(path: str) -> str:
    return path.replace("\\", "/").replace(":", "\\\\:").replace("'", "\\\\\\'")
