"""The picture of one segment: an input and the filters that bring it onto the canvas."""

import math
import os
from dataclasses import dataclass, replace

from nemo_tui.studio.draft import BadDraft, Canvas, Look, Segment
from nemo_tui.studio.media.probe import DEMUXERS
from nemo_tui.studio.recipe import Media

MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
# User media never chooses what else is opened.
SAFE = ("-protocol_whitelist", "file,pipe", "-format_whitelist", DEMUXERS)

STRAIGHTENS = 10.0  # degrees

# On a picture that is not HDR this chain fails, so only the transfer decides about it.
TO_SDR = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,format=yuv420p,"
)


@dataclass(frozen=True)
class Frame:
    """The canvas in pixels and its rate."""

    width: int
    height: int
    fps: float

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height


def input_arguments(segment: Segment, media: Media) -> list[str]:
    """The input options of a segment: only the part of the file that it shows is read."""
    if not segment.source:
        plain = (
            f"color=c=0x{segment.look.colour.lstrip('#')}:s={media.width}x{media.height}:r=25:d=1"
        )
        return ["-f", "lavfi", "-i", plain]
    if media.kind == "image":
        return [*SAFE, "-i", f"file:{media.path}"]
    start = ["-ss", _seconds(segment.source_in)] if segment.source_in else []
    length = max(segment.source_out - segment.source_in, 40)
    if segment.look.freeze:
        length = 1000
    return [*SAFE, *start, "-t", _seconds(length), "-i", f"file:{media.path}"]


def picture_chain(segment: Segment, media: Media, frame: Frame, canvas: Canvas, number: int) -> str:
    """The filters from an input's picture to a stream of the canvas's shape and exact length."""
    look = segment.look
    still = media.kind == "image" or look.freeze
    steps = ["setpts=PTS-STARTPTS"]
    if still:
        steps.append("select=eq(n\\,0)")
    steps += _turned(look)
    steps.append(_placed(look, canvas, frame, number))
    if look.reverse and not still:
        _check_memory(segment, media, frame)
        steps.append("reverse")
    steps += colours(look)
    if still:
        steps += ["loop=loop=-1:size=1:start=0", f"setpts=N/({frame.fps:g}*TB)"]
    elif look.speed != 1:
        steps.append(f"setpts=PTS/{look.speed:g}")
    steps.append(f"fps={frame.fps:g}:start_time=0")
    if not still:
        steps.append("tpad=stop_mode=clone:stop=-1")
    # A duration below half a frame would be rounded to nothing, which trim takes for no end.
    length = max(segment.length, math.ceil(1000 / frame.fps))
    steps += [f"trim=duration={_seconds(length)}", "setpts=PTS-STARTPTS"]
    if look.motion:
        steps.append(_motion(look, frame, length))
    steps += fades(segment)
    return ",".join([*steps, "format=yuv420p", "setsar=1", "settb=AVTB"])


def _check_memory(segment: Segment, media: Media, frame: Frame) -> None:
    """Raise BadDraft for a film that does not fit: ffmpeg turns it round in memory."""
    a_second = frame.width * frame.height * 3 / 2 * (media.fps or 30)
    most = MEMORY / 2 / a_second
    if (segment.source_out - segment.source_in) / 1000 > most:
        raise BadDraft(f"too long to be played backwards at this size: at most {most:.0f} s")


def _placed(look: Look, canvas: Canvas, frame: Frame, number: int) -> str:
    """The filters that bring a clip onto the frame: all of it, or the box that it has."""
    if not look.height:
        return fitted(look.fit or canvas.fit, frame, canvas.background, number)
    box = _box(look, frame)
    at = f"{frame.width}:{frame.height}:{_x(look, frame)}:{_y(look, frame)}"
    inside = fitted(look.fit or "crop", box, canvas.background, number)
    return f"{inside},pad={at}:0x{canvas.background.lstrip('#')}"


def _box(look: Look, frame: Frame) -> Frame:
    """The size of a segment's box in pixels."""
    width, height = frame.width * look.width, frame.height * look.height
    return replace(frame, width=max(round(width / 2) * 2, 2), height=max(round(height / 2) * 2, 2))


def _x(look: Look, frame: Frame) -> int:
    return min(round(frame.width * (look.x or 0) / 2) * 2, frame.width - _box(look, frame).width)


def _y(look: Look, frame: Frame) -> int:
    return min(round(frame.height * (look.y or 0) / 2) * 2, frame.height - _box(look, frame).height)


def fitted(fit: str, frame: Frame, background: str, number: int) -> str:
    """The filters that bring any picture to the frame's size."""
    size = f"{frame.width}:{frame.height}"
    square = "scale=trunc(iw*sar/2)*2:ih,setsar=1"
    colour = f"0x{background.lstrip('#')}"
    inside = f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    outside = f"scale={size}:force_original_aspect_ratio=increase:force_divisible_by=2"
    if fit == "stretch":
        return f"{square},scale={size}"
    if fit == "crop":
        return f"{square},{outside},crop={size}"
    if fit == "blur":
        return _on_blur(square, inside, frame, number)
    return f"{square},{inside},pad={size}:(ow-iw)/2:(oh-ih)/2:{colour}"


def _on_blur(square: str, inside: str, frame: Frame, number: int) -> str:
    """The picture in front of itself, enlarged and blurred at an eighth of the size."""
    small = f"{max(frame.width // 8, 16)}:{max(frame.height // 8, 16)}"
    filled = f"scale={small}:force_original_aspect_ratio=increase,crop={small},gblur=sigma=6"
    return (
        f"{square},split=2[back{number}][front{number}];"
        f"[back{number}]{filled},scale={frame.width}:{frame.height}[blurred{number}];"
        f"[front{number}]{inside}[sharp{number}];"
        f"[blurred{number}][sharp{number}]overlay=(W-w)/2:(H-h)/2"
    )


def laid(index: int, number: int, segment: Segment, frame: Frame, below: str) -> list[str]:
    """The filter lines that lay an input over `[below]`; the result is `[laid<number>]`."""
    look = segment.look
    width = max(int(frame.width * look.width) // 2 * 2, 2)
    x, y = _corner(look.position, look.x, look.y)
    size = f"scale={width}:-2"
    if look.height:
        x, y = str(_x(look, frame)), str(_y(look, frame))
        size = fitted(look.fit or "crop", _box(look, frame), "#000000", number + 1000)
    from_ms, to_ms = _seconds(segment.start), _seconds(segment.end)
    opacity = f",colorchannelmixer=aa={look.opacity:g}" if look.opacity < 1 else ""
    shape = ",".join([*_turned(look), size, *colours(look), "format=rgba"])
    shift = f"setpts=(PTS-STARTPTS)/{look.speed:g}+{from_ms}/TB"
    enable = f"enable=gte(t\\,{from_ms})*lt(t\\,{to_ms})"
    return [
        f"[{index}:V:0]{shape}{opacity},{shift}[over{number}]",
        f"[{below}][over{number}]overlay={x}:{y}:{enable}:eof_action=repeat[laid{number}]",
    ]


def softened(number: int, segment: Segment, frame: Frame, below: str) -> list[str]:
    """The filter lines that blur a box of `[below]`; the result is `[laid<number>]`."""
    look, box = segment.look, _box(segment.look, frame)
    x, y = _x(look, frame), _y(look, frame)
    sigma = look.blur * min(frame.width, frame.height) / 720
    enable = f"enable=gte(t\\,{_seconds(segment.start)})*lt(t\\,{_seconds(segment.end)})"
    return [
        f"[{below}]split=2[plain{number}][soft{number}]",
        f"[soft{number}]crop={box.width}:{box.height}:{x}:{y},gblur=sigma={sigma:g}[box{number}]",
        f"[plain{number}][box{number}]overlay={x}:{y}:{enable}[laid{number}]",
    ]


def _corner(position: str, x: float | None, y: float | None) -> tuple[str, str]:
    across = "W*0.03" if "left" in position else "W-w-W*0.03" if "right" in position else "(W-w)/2"
    down = "H*0.03" if "top" in position else "H-h-H*0.03" if "bottom" in position else "(H-h)/2"
    return (f"W*{x:g}" if x is not None else across, f"H*{y:g}" if y is not None else down)


def colours(look: Look) -> list[str]:
    """The filters for brightness, contrast, saturation, tints and sharpness."""
    steps = []
    if look.brightness or look.contrast != 1 or look.saturation != 1:
        steps.append(
            f"eq=brightness={look.brightness:g}:contrast={look.contrast:g}:saturation={look.saturation:g}"
        )
    if look.grey:
        steps.append("hue=s=0")
    tints = {
        "sepia": "colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131",
        "warm": "colorbalance=rs=.15:bs=-.15:rm=.1:bm=-.1",
        "cool": "colorbalance=rs=-.15:bs=.15:rm=-.1:bm=.1",
        "invert": "negate",
    }
    if look.tint in tints:
        steps.append(tints[look.tint])
    if look.sharpen > 0:
        steps.append(f"unsharp=5:5:{min(look.sharpen, 3):g}")
    if look.blur > 0:
        steps.append(f"gblur=sigma={min(look.blur, 100):g}")
    if look.vignette:
        steps.append("vignette")
    return steps


def fades(segment: Segment) -> list[str]:
    """The filters for fading the picture in and out."""
    look, steps = segment.look, []
    colour = look.fade_colour if look.fade_colour in ("black", "white") else "black"
    if look.fade_in:
        steps.append(f"fade=t=in:st=0:d={_seconds(look.fade_in)}:c={colour}")
    if look.fade_out:
        start = max(segment.length - look.fade_out, 0)
        steps.append(f"fade=t=out:st={_seconds(start)}:d={_seconds(look.fade_out)}:c={colour}")
    return steps


def _turned(look: Look) -> list[str]:
    turns = {90: ["transpose=1"], 180: ["hflip", "vflip"], 270: ["transpose=2"]}
    steps = list(turns.get(look.rotate % 360, []))
    steps += [{"h": "hflip", "v": "vflip"}[way] for way in look.flip]
    if (look.crop_x, look.crop_y, look.crop_w, look.crop_h) != (0, 0, 1, 1):
        steps.append(
            f"crop=trunc(iw*{look.crop_w:g}/2)*2:trunc(ih*{look.crop_h:g}/2)*2"
            f":iw*{look.crop_x:g}:ih*{look.crop_y:g}"
        )
    return [*steps, *_tilted(look)]


def _tilted(look: Look) -> list[str]:
    """A small tilt straightens: the picture is cropped so far that no black corner shows."""
    if not look.tilt:
        return []
    angle = math.radians(abs(look.tilt))
    turn = f"rotate={math.radians(look.tilt):.5f}:c=black"
    if abs(look.tilt) > STRAIGHTENS:
        return [turn]
    share = f"({math.cos(angle):.5f}+{math.sin(angle):.5f}*max(iw/ih\\,ih/iw))"
    return [turn, f"crop=trunc(iw/{share}/2)*2:trunc(ih/{share}/2)*2"]


def _motion(look: Look, frame: Frame, length: int) -> str:
    frames = max(round(length * frame.fps / 1000), 1)
    zoom = {
        "zoom_in": f"1+0.12*on/{frames}",
        "zoom_out": f"1.12-0.12*on/{frames}",
        "pan": "1.12",
    }[look.motion]
    x = f"(iw-iw/zoom)*on/{frames}" if look.motion == "pan" else "iw/2-(iw/zoom/2)"
    return (
        f"zoompan=z='{zoom}':x='{x}':y='ih/2-(ih/zoom/2)':d=1"
        f":s={frame.width}x{frame.height}:fps={frame.fps:g}"
    )


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"
