"""Subtitles from an SRT, VTT or ASS file, burnt into the picture."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.language.bilingual import clock, seconds
from nemo_tui.studio.language.placing import colours, position, text_size
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request

_NOUN = (
    r"\bsubtitles?\b|\bsubs\b|\bcaptions?\b|\bsrt\b|\bass\b|\bvtt\b|"
    r"\bclosed captions?\b|\bcc\b|字幕|<F\d+>"
)
_REMOVE = r"\b(?:remove|delete|drop|get rid|take (?:off|out)|without|hide)\b|去掉|删|去除|移除|不要"
_STYLE = (
    r"\b(?:bigger|larger|smaller|big|small|top|bottom|colou?r|move|put|in (?:red|yellow|white|"
    r"green|"
    r"blue|black|orange|pink))\b|大|小|色|顶|底|上|下|移"
)
# A complaint comes before a wish: `they are late, bring them forward` says one thing twice.
_WHEN = (
    (
        r"\b(?:too |so )?early\b|\bahead\b|\btoo soon\b|(?:太|偏|有点)早|早了|提前了|超前|"
        r"[太偏]快|快了",
        1,
    ),
    (
        r"\b(?:too |so )?late\b|\bbehind\b|\blag(?:s|ging)?\b|(?:太|偏|有点)晚|晚了|延迟了|"
        r"滞后|[太偏]慢|慢了",
        -1,
    ),
    (
        r"\bdelay\w*\b|\blater\b|\bpush (?:\w+ )?back\b|\bpostpone|延后|推后|往后|后移|推迟|"
        r"延迟|晚",
        1,
    ),
    (r"\b(?:earlier|sooner|forwards?|advance)\b|提前|往前|前移|早", -1),
)
_CUE = re.compile(
    r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
)
_DIALOGUE = re.compile(r"^Dialogue:\s*(.*)$")
_CENTI = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_USUAL_SIZE = 0.055
MOST_CUES = 1500
MOST_BYTES = 5_000_000


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Burn in the subtitle file that was uploaded."""
    w = read(request, media)
    files = media.of("subtitle")
    burnt = [s for s in draft.of(TrackType.TEXT) if s.look.role == "subtitle"]
    last = request.memory.get("last")
    follows = bool(burnt) and isinstance(last, dict) and last.get("kind") == "subtitles"
    if follows and not w.quotes and not w.has(_NOUN) and len(w.text) < 60:
        return _shifted(w, draft) or (
            _restyled(w, draft) if w.has(_STYLE) or colours(w.text) else None
        )
    if w.quotes or not w.has(_NOUN):
        return None
    named = w.file("subtitle")
    if w.files and named is None and not w.has(r"subtitle|\bsubs\b|\bsrt\b|字幕"):
        return None
    if w.has(_REMOVE):
        return None
    if not files:
        if w.has(r"\bburn\b|\bsrt\b|\bvtt\b|subtitle file|字幕文件|\bsubs\b|\.ass\b"):
            return w.ask(
                "Please upload the subtitle file (.srt, .vtt or .ass).",
                "请先上传字幕文件(.srt、.vtt 或 .ass)。",
            )
        return None
    if burnt:
        return _shifted(w, draft) or _restyled(w, draft)
    if not draft.of(TrackType.VIDEO):
        return w.ask("Please upload the video for these subtitles.", "请先上传要加字幕的视频。")
    item = named or files[-1]
    cues = read_cues(item.path)
    if not cues:
        return w.refuse(f"I can't find subtitles in {item.name}.", f"{item.name} 里没有读到字幕。")
    fresh = _burnt(w, draft, cues, item.name)
    moved = _shifted(w, fresh.draft) if fresh.draft else None
    return replace(moved, reply=f"{fresh.reply} {moved.reply}") if moved else fresh


def _shift(w: Wording) -> int:
    """By how many ms the subtitles are to come later (below 0: sooner); 0 when nothing is said."""
    length = int(w.first("t") or 0)
    for pattern, sign in _WHEN:
        if w.has(pattern):
            return sign * length
    return 0


def _shifted(w: Wording, draft: Draft) -> Outcome | None:
    """The subtitles sooner or later; what falls out of the film goes."""
    by, total = _shift(w), draft.duration
    if not by:
        return None
    moved = []
    for s in draft.of(TrackType.TEXT):
        if s.look.role == "subtitle":
            start, end = max(s.start + by, 0), min(s.end + by, total)
            s = replace(s, start=start, length=end - start, source_out=max(end - start, 0))
        moved.append(s)
    kept = tuple(s for s in moved if s.length >= 50)
    if len(kept) < len(moved) and not any(s.look.role == "subtitle" for s in kept):
        return w.refuse(
            f"Then no subtitle would be seen: the video is only {clock(total)} long.",
            f"这样就看不到字幕了:视频只有 {clock(total)} 长。",
        )
    return w.done(
        draft.with_segments(TrackType.TEXT, kept),
        f"The subtitles come {seconds(abs(by), 'en')} {'later' if by > 0 else 'sooner'} now.",
        f"字幕已{'延后' if by > 0 else '提前'} {seconds(abs(by), 'zh')}。",
        last={"kind": "subtitles"},
    )


def _burnt(w: Wording, draft: Draft, cues: list[tuple[int, int, str]], name: str) -> Outcome:
    total = draft.duration
    look = Look(role="subtitle", position=position(w.text) or "bottom", size=text_size(w.text, 0))
    named = colours(w.text)
    if named:
        look = replace(look, colour=named[-1][1])
    fresh = tuple(
        Segment(
            f"sub-{i}",
            "",
            text[:60],
            start,
            min(end, total) - start,
            0,
            min(end, total) - start,
            replace(look, text=text),
        )
        for i, (start, end, text) in enumerate(cues, 1)
        if start < total and min(end, total) - start >= 50
    )
    if not fresh:
        return w.refuse(
            f"All subtitles of {name} lie after the end of the video.",
            f"{name} 的字幕都在视频结束之后。",
        )
    result = draft.with_segments(TrackType.TEXT, (*draft.of(TrackType.TEXT), *fresh))
    return w.done(
        result,
        f"Burnt in {len(fresh)} subtitles from {name}.",
        f"已把 {name} 的 {len(fresh)} 条字幕烧录进画面。",
        last={"kind": "subtitles"},
    )


def _restyled(w: Wording, draft: Draft) -> Outcome | None:
    place, size, named = position(w.text), text_size(w.text, 0), colours(w.text)
    factor = 1.5 if w.has(r"\b(?:bigger|larger)\b|大一?[点些]|更大|放大|变大") else 1.0
    factor = 1 / 1.5 if w.has(r"\bsmaller\b|小一?[点些]|更小|缩小|变小") else factor
    if not (place or size or named or factor != 1):
        return None
    changed = []
    for s in draft.of(TrackType.TEXT):
        if s.look.role == "subtitle":
            look = replace(s.look, position=place or s.look.position, size=size or s.look.size)
            if factor != 1:
                look = replace(look, size=round((s.look.size or _USUAL_SIZE) * factor, 3))
            s = replace(s, look=replace(look, colour=named[-1][1] if named else look.colour))
        changed.append(s)
    result = draft.with_segments(TrackType.TEXT, tuple(changed))
    if result == draft:
        return None
    return w.done(
        result,
        "Changed the subtitles.",
        "已调整字幕样式。",
        last={"kind": "subtitles"},
    )


def read_cues(path: Path) -> list[tuple[int, int, str]]:
    """Start, end and text of each subtitle, in ms; empty for what cannot be read."""
    try:
        raw = path.read_bytes()[:MOST_BYTES]
    except OSError:
        return []
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
    cues = _ass(text) if "Dialogue:" in text else _srt(text)
    return [cue for cue in cues if cue[1] > cue[0] and cue[2]][:MOST_CUES]


def _decoded(raw: bytes) -> str:
    for name in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _srt(text: str) -> list[tuple[int, int, str]]:
    cues = []
    for block in re.split(r"\n\s*\n", text):
        match = _CUE.search(block)
        if match:
            g = match.groups()
            words = re.sub(r"<[^>]*>|\{\\[^}]*\}", "", block[match.end() :].partition("\n")[2])
            cues.append((_ms(*g[:4]), _ms(*g[4:]), words.strip()))
    return cues


def _ass(text: str) -> list[tuple[int, int, str]]:
    cues = []
    for line in text.splitlines():
        match = _DIALOGUE.match(line.strip())
        fields = match[1].split(",", 9) if match else []
        if len(fields) == 10:
            start, end = _CENTI.search(fields[1]), _CENTI.search(fields[2])
            words = re.sub(r"\{[^}]*\}", "", fields[9]).replace("\\N", "\n").replace("\\n", "\n")
            if start and end:
                cues.append((_ms(*start.groups()), _ms(*end.groups()), words.strip()))
    return sorted(cues)


def _ms(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0")[:3])
