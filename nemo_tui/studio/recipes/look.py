"""Brightness, contrast, saturation, black and white, tints, sharpness, blur."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, listed
from nemo_tui.studio.language.references import clips, stretch, whose
from nemo_tui.studio.language.spans import Span
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.timeline import change, looked, parts, sequence, shown, within

_UP = (
    r"\bup\b|\bmore\b|\bincrease|\braise|\bboost|\bhigher\b|\bstronger\b|\benhance|"
    r"\bbump|\bcrank|\bpump|\badd\b|\bpop\b|\bextra\b|提高|增加|增强|加强|调高|加大|"
    r"提升|高一?[点些]|强一?[点些]|大一?[点些]|更高|更强|加深|调大|拉高|加点|加一?些|"
    r"多一?[点些]"
)
_DOWN = (
    r"\bdown\b|\bless\b|\breduce|\blower|\bdecrease|\bdrop\b|\bcut\b|\bweaker\b|"
    r"\bmuted?\b|\btone\b|\bsoften|降低|减少|减小|减弱|调低|低一?[点些]|弱一?[点些]|"
    r"小一?[点些]|更低|减淡|拉低|淡一?[点些]|压低"
)
_MUCH = (
    r"\b(?:much|a lot|way|very|really|super|strongly|significantly|heavily)\b|很多|"
    r"非常|大幅|特别|超级|强烈"
)
_LITTLE = (
    r"\b(?:a (?:bit|little|touch|tad)|slightly|somewhat|gently)\b|一点|一些|稍微|略微|稍稍|有点"
)
_GREY = (
    r"\btake (?:all )?(?:the )?colou?rs? (?:out|away|off)|去掉?(?:所有)?(?:色彩|颜色)|"
    r"\bblack[ -]?(?:and|&|n|'n'|/)[ -]?white\b|\bb ?& ?w\b|\bb/w\b|\bbw\b|"
    r"\bgr[ae]y ?-?scale\b|\bmonochrome\b|\bdesaturated? (?:it )?(?:completely|fully|"
    r"entirely)|\b(?:remove|no|without|strip|take out) (?:all )?(?:the )?colou?rs?\b|"
    r"\bfilm noir\b|\bnoir\b|黑白|灰度|去色|单色|没有颜色|去掉颜色|灰阶"
)
_COLOUR_BACK = (
    r"\bcolou?rs? back\b|"
    r"\b(?:back to|in|restore|bring back) (?:full |the )?colou?r\b|\bcolou?r again\b|"
    r"恢复(?:原来|原本|原有)?的?(?:彩色|颜色|色彩)|变回彩色|彩色"
)
_BRIGHT = (
    r"\bbright(?:er|en|ness|ened)?\b|\blight(?:er|en)\b|\bexposure\b|"
    r"\bunder-?exposed\b|\btoo dark\b|亮度|调亮|变亮|亮一?[点些]|提亮|更亮|太暗|"
    r"有点暗|偏暗|曝光|亮起来|加亮|增亮"
)
_DARK = (
    r"\bdark(?:er|en)\b|\bdim(?:mer)?\b|\bover-?exposed\b|\btoo bright\b|"
    r"\bless bright|调暗|变暗|暗一?[点些]|更暗|太亮|有点亮|压暗|过曝|偏亮"
)
_CONTRAST = r"\bcontrast(?:y|ier)?\b|\bpunch(?:y|ier)\b|对比度?|反差"
_SATURATION = (
    r"\bsaturat(?:ion|ed|e)\b|\bdesaturat\w*|\bvibran(?:t|ce|cy)\b|\bvivid\b|"
    r"\bcolou?rs?\b|\bcolou?rful\b|饱和|鲜艳|艳|色彩|颜色"
)
# Complained of: there is too little of it.
_DULL = (
    r"\b(?:washed[- ]?out|dull|flat|faded|pale|bland|too grey|colou?rless)\b|暗淡|"
    r"太淡|偏淡|发灰|灰蒙蒙|不够鲜艳|"
    r"(?:颜色|色彩)(?:有点|太|偏)?(?:淡|灰|浅)|褪色"
)
_SHARP = (
    r"\bsharp(?:er|en|ness|ened)?\b|\bcrisp(?:er)?\b|\bclearer\b|锐化|锐利|"
    r"清晰一?[点些]|更清晰|锐度|清楚一?[点些]|更清楚"
)
_BLUR = (
    r"\bblur(?:ry|red|s)?\b|\bdefocus|\bsoft focus\b|\bout of focus\b|模糊|虚化|打码|马赛克|柔焦"
)
_TINTS = (
    ("sepia", (
r"\bsepia\b|\bvintage\b|\bretro\b|\bold[- ](?:film|time|fashioned|photo|"
r"school)\b|\bnostalgic\b|\baged\b|复古|怀旧|老电影|旧照片|褐色|棕褐|老照片|泛黄|"
r"做旧"
)),
    ("warm", (
r"\bwarm(?:er|th)?\b|\bgolden hour\b|暖色|偏暖|暖一?[点些]|更暖|暖调|"
r"色温(?:调)?(?:高|暖)"
)),
    ("cool", (
r"\bcooler\b|\bcool\b(?= (?:blue |cold )?(?:tone|tint|look|colou?rs?|filter|"
r"temperature|hue|grade|palette))|\bcool (?:it|the (?:picture|colou?rs?|"
r"image)) down|\bcold(?:er)?\b|"
r"\bbluish\b|冷色|偏冷|冷一?[点些]|更冷|冷调|色温(?:调)?(?:低|冷)"
)),
    ("invert", r"\binvert(?:ed)?(?: (?:the )?colou?rs?)?\b|\bnegative\b|反色|反相|负片|颜色反转"),
)  # fmt: skip
_VIGNETTE = r"\bvignette\b|暗角|晕影"


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Change how the picture looks, everywhere, in one clip or in a stretch."""
    w = read(request, media)
    if w.quotes or w.has(
        r"\bvoices?\b|\bspeech\b|人声|说话|\btext\b|\btitle\b|\bcaption|\bfont\b|"
        r"\bletters\b|\bbackground\b|\bfade|"
        r"\btransition|\bvolume|\bsound\b|\baudio\b|\bmusic\b|标题|文字|字幕|字体|背景|"
        r"音|淡[入出化]|转场|黑场|场过渡"
    ):
        return None
    if not draft.of(TrackType.VIDEO):
        named = w.has(f"{_GREY}|{_BRIGHT}|{_DARK}|{_CONTRAST}|{_SHARP}")
        return w.ask("Please upload a video first.", "请先上传视频。") if named else None
    last = request.memory.get("last")
    shaped = isinstance(last, dict) and last.get("kind") == "aspect" and draft.canvas.width
    if shaped and len(w.text) < 30 and w.has(_BLUR) and not w.has(r"\bpicture|\bvideo|画面|视频"):
        return None
    if w.has(_BLUR) and w.has(
        r"\b(?:sides?|bars?|edges|borders?|behind)\b|两侧|两边|边框|边缘|上下|左右"
    ):
        return None
    changes = _changes(w)
    if not changes:
        return None
    return _applied(w, draft, changes)


def _step(w: Wording) -> float:
    return 1.8 if w.has(_MUCH) else 0.6 if w.has(_LITTLE) and not w.has(r"一些|一点") else 1.0


def _percent(w: Wording) -> float | None:
    """A change by so many percent, signed by the verb."""
    value = w.first("p")
    if value is None:
        return None
    return -value / 100 if w.has(_DOWN) or w.has(_DARK) else value / 100


def _changes(w: Wording) -> dict[str, Any]:
    """What is asked for, by the names of Look; numbers are changes of what is there."""
    found: dict[str, Any] = {}
    step, percent = _step(w), _percent(w)
    off = w.has(r"\b(?:no|remove|without|undo|less)\b|去掉|取消|不要|去除")
    if w.has(_GREY):
        return {
            "grey": not w.has(
                r"\b(?:no|not|remove|undo|cancel|drop)\b.*\bblack|取消黑白|去掉黑白|不要黑白"
            )
        }
    named = [key for key, pattern in _PLAIN if w.has(pattern)]
    if named and w.has(r"\b(?:back to|restore|reset|original|normal)\b|恢复|还原|变回|改回|正常"):
        return dict.fromkeys(named)
    if w.has(_COLOUR_BACK) and w.has(r"back|restore|again|恢复|变回"):
        return {"grey": False, "saturation": None, "tint": ""}
    for name, pattern in _TINTS:
        if w.has(pattern):
            found["tint"] = "" if off and w.has(r"remove|去掉|取消") else name
            break
    dark_word = w.has(r"太暗|有点暗|偏暗|too dark|under-?exposed")
    bright_word = w.has(r"太亮|有点亮|偏亮|too bright|over-?exposed|过曝")
    brighter = w.has(_BRIGHT) and not bright_word
    if (w.has(_DARK) and not dark_word) or (
        w.has(r"亮度|brightness|exposure|曝光") and w.has(_DOWN) and not dark_word
    ):
        found["brightness"] = -(abs(percent) * 0.5 if percent else 0.15 * step)
    elif brighter:
        found["brightness"] = abs(percent) * 0.5 if percent else 0.15 * step
    for key, pattern, size in (("contrast", _CONTRAST, 0.3), ("saturation", _SATURATION, 0.8)):
        if w.has(pattern) and (key == "contrast" or "tint" not in found):
            dull = w.has(_DULL)
            less = not dull and (w.has(_DOWN) or w.has(r"desaturat"))
            vague = key == "saturation" and not (
                w.has(_UP) or less or dull or w.has(r"vivid|vibran|鲜艳|艳|satur|colou?rful|饱和")
            )
            if not vague and not (
                key == "contrast"
                and "brightness" in found
                and w.has(r"亮度.*对比|bright.*contrast")
                and False
            ):
                found[key] = (
                    percent
                    if percent is not None
                    else -min(size, 0.5) * min(step, 1.6)
                    if less
                    else size * step
                )
    if w.has(_SHARP) and not w.has(r"(?:don'?t|not|keep|stay)"):
        found["sharpen"] = 1.0 * step
    if w.has(_BLUR) and not w.has(
        r"(?:别|不要|不能|太)(?:太)?(?:模糊|糊)|\b(?:not|too|don'?t) (?:be |look )?blur"
    ):
        found["blur"] = 0.0 if off else 14.0 * step
    if w.has(_VIGNETTE):
        found["vignette"] = not off
    return found


_PLAIN = (
    ("brightness", r"\bbright|亮度"),
    ("contrast", r"\bcontrast|对比"),
    ("saturation", r"\bsaturat|饱和"),
)


def _touched(segment: Segment, changes: dict[str, Any]) -> Segment:
    look, values = segment.look, dict(changes)
    if values.get("brightness", 0) is None:
        values["brightness"] = 0.0
    elif "brightness" in values:
        values["brightness"] = round(min(max(look.brightness + values["brightness"], -0.8), 0.8), 3)
    for key in ("contrast", "saturation"):
        if key in values:
            change_by = values[key]
            now = getattr(look, key)
            values[key] = (
                1.0 if change_by is None else round(min(max(now * (1 + change_by), 0.0), 3.0), 3)
            )
    return looked(segment, **values)


_STAYS = (
    r"\b(?:in|full|normal|original) colou?rs?\b|\bcolou?red\b|\bunchanged\b|\buntouched\b|"
    r"\bas (?:it )?is\b|\bnormal\b|\balone\b|彩色|原色|原样|不变|不动|正常"
)


def _where(w: Wording, draft: Draft) -> tuple[Span | None, bool]:
    """The stretch that is named, and whether everything but that is meant."""
    pieces = re.split(r"[,;，；]|\bbut\b|\bwhile\b|但是?|不过|而(?!且)", w.text)
    stays = [piece for piece in pieces if re.search(_STAYS, piece)]
    changed = ",".join(piece for piece in pieces if piece not in stays)
    found = stretch(replace(w, text=changed), draft)
    if found is None and stays:
        return stretch(replace(w, text=",".join(stays)), draft), True
    return found, w.has(r"\b(?:except|but not|apart from|other than)\b|除了|以外|之外")


def _applied(w: Wording, draft: Draft, changes: dict[str, Any]) -> Outcome:
    found, outside = _where(w, draft)
    named = clips(w, draft) if len(shown(draft)) > 1 else []
    ids = {s.id for s in named}
    if found and found.start < draft.duration:
        a, b = max(found.start, 0), min(found.end, draft.duration)
        pieces = [
            _touched(s, changes) if within(s, a, b) != outside else s for s in parts(draft, a, b)
        ]
        result, where, where_zh = (
            sequence(draft, pieces),
            f" {'except' if outside else 'from'} {clock(a)} to {clock(b)}",
            f"({'除 ' if outside else ''}{clock(a)}-{clock(b)}{' 外' if outside else ''})",
        )
    elif found:
        length = clock(draft.duration)
        return w.refuse(f"The video is only {length} long.", f"视频只有 {length} 长,没有这一段。")
    else:
        result = change(draft, lambda s: _touched(s, changes), lambda s: not ids or s.id in ids)
        where, where_zh = whose(named, "en"), whose(named, "zh")
    looks = [s.look for s in result.of(TrackType.VIDEO) if not ids or s.id in ids]
    plain = [getattr(Look(), key) for key in changes]
    look = next((k for k in looks if [getattr(k, key) for key in changes] != plain), Look())
    en = listed([_told(key, look, "en") for key in changes], "en")
    zh = listed([_told(key, look, "zh") for key in changes], "zh")
    return w.done(
        result,
        f"Changed the picture{where}: {en}.",
        f"已调整画面{where_zh}:{zh}。",
        last={"kind": "look"},
    )


_NAMES = {
    "grey": ("black and white", "黑白"), "tint": ("tint", "色调"),
    "brightness": ("brightness", "亮度"),
    "contrast": ("contrast", "对比度"), "saturation": ("saturation", "饱和度"),
    "sharpen": ("sharpened", "锐化"),
    "blur": ("blur", "模糊"), "vignette": ("vignette", "暗角"),
}  # fmt: skip


def _told(key: str, look: Look, language: str) -> str:
    value = getattr(look, key)
    name = _NAMES[key][1 if language == "zh" else 0]
    if isinstance(value, bool):
        return name if value else (f"no {name}" if language == "en" else f"取消{name}")
    return f"{name} {value:+.2f}" if key == "brightness" else f"{name} {value}"
