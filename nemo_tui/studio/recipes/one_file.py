"""Several files at once, and voices made from text: told plainly before half of it is done."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Library, Outcome, Request

_FORMAT = r"(?:mp4|mov|webm|mkv|avi|gif|mp3|wav|m4a|png|jpe?g)"
_SHAPE = r"(?:square|vertical|portrait|landscape|horizontal|<r[\d.]+:[\d.]+>|[横竖][屏版]|方形)"
_WORD = r"(?: version)? and (?:also )?(?:as |in |to |an? )*"
_SEVERAL = (
    r"\b(?:[2-9]|several|multiple|both|different) (?:\w+ )?(?:versions|formats|files|exports|"
    r"copies)\b|"
    rf"\b(?:both|as|in|to) (?:an? )?(?:{_FORMAT}{_WORD}{_FORMAT}|{_SHAPE}{_WORD}{_SHAPE})"
    r"(?![ -](?:video|sound))|"
    rf"\ban? {_FORMAT}\b[^,]* and (?:also )?an? {_FORMAT}\b|"
    rf"(?:{_FORMAT}(?:和|跟|与|、|加) ?{_FORMAT}|{_SHAPE}(?:和|跟|与|、|加){_SHAPE})"
    r"[^,]{0,4}(?:各|都|两|分别)|"
    r"各(?:来|出|导出?|做|要|生成|给)?(?:一|1)?(?:个)?(?:版|份)|[2-9两三](?:个|种)(?:版本|格式|尺寸)"
)
_SPOKEN = (
    r"\b(?:voice-?overs?|narration|narrator|(?:ai|robot|female|male|computer) voice|voice)\b[^,]*"
    r"\b(?:that says?|saying|says?|reads?|reading)\b|"
    r"\bread(?:s|ing)? (?:\w+ ){0,4}(?:aloud|out loud)\b|\btext[- ]to[- ]speech\b|\btts\b|"
    r"(?:配音|旁白|语音|解说)(?:说|念|读|:|内容|“|<q)|朗读|念出来|文字转语音"
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Say that one export makes one file, and that speech comes from a file only."""
    w = read(request, media)
    if w.has(_SPOKEN) and w.file("audio") is None:
        return w.refuse(
            "I cannot speak a text. Record it and upload the sound, and I lay it over the video; "
            "or I can show the words as a caption.",
            "无法把文字变成语音。可以上传录好的声音,我把它配到视频上;或者把文字显示成字幕。",
        )
    message = read(replace(request, text=request.message or request.text), media)
    named = w.has(_SEVERAL) or w.has(rf"(?<![a-z]){_FORMAT}(?![a-z])|{_SHAPE}")
    if named and message.has(_SEVERAL) and not message.quotes:
        return w.refuse(
            "I can't make several files in one export. Tell me the first; when you have it, "
            "ask for the next.",
            "无法一次导出几个文件。请先说要哪一个,导出后再要下一个。",
        )
    return None
