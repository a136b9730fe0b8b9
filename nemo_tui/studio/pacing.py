"""Making a sequence last exactly as long as was asked for."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.studio.draft import Draft, Segment, TrackType
from nemo_tui.studio.timeline import is_still, sequence, split


def wanted(draft: Draft) -> int:
    """The total length that was asked for earlier, in ms; 0 when none was."""
    raw = draft.canvas.extra.get("total")
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0 else 0


def remember(draft: Draft, total: int) -> Draft:
    """The draft with a note of the total length that was asked for."""
    extra = {**draft.canvas.extra, "total": total}
    return replace(draft, canvas=replace(draft.canvas, extra=extra))


def refit(draft: Draft, before: Draft) -> Draft:
    """Keep the total that was asked for, if the draft had it before this change."""
    total = wanted(draft)
    if total and abs(before.duration - total) <= 60:
        return fit(draft, total)
    return draft


def fit(draft: Draft, total: int) -> Draft:
    """The draft with exactly this length, its clips shortened or repeated evenly."""
    clips = list(draft.of(TrackType.VIDEO))
    if not clips or total <= 0:
        return draft
    overlap = sum(s.length for s in clips) - draft.duration
    room = total + overlap
    if not any(is_still(s) for s in clips) and sum(s.length for s in clips) < room:
        clips = _given_back(clips, room)
    if any(is_still(s) for s in clips):
        clips = _stills(clips, room)
    elif sum(s.length for s in clips) > room:
        clips = _even(clips, room)
    elif sum(s.length for s in clips) < room:
        return _repeated(draft, clips, total)
    return remember(sequence(draft, clips), total)


def _stills(clips: list[Segment], room: int) -> list[Segment]:
    """Photos share what the films leave."""
    films = sum(s.length for s in clips if not is_still(s))
    stills = [s for s in clips if is_still(s)]
    left = room - films
    if left < 500 * len(stills):
        return _even(clips, room)
    each, spare = divmod(left, len(stills))
    result, given = [], 0
    for s in clips:
        if is_still(s):
            length = each + (1 if given < spare else 0)
            given += 1
            s = replace(s, length=length, source_in=0, source_out=length)
        result.append(s)
    return result


def _even(clips: list[Segment], room: int) -> list[Segment]:
    """Every clip gets an equal share; what a short one does not need goes to the others."""
    share: dict[int, int] = {}
    left, waiting = room, sorted(range(len(clips)), key=lambda i: clips[i].length)
    while waiting:
        i = waiting.pop(0)
        share[i] = min(clips[i].length, left // (len(waiting) + 1))
        left -= share[i]
    last = max(share, key=lambda i: clips[i].length - share[i])
    share[last] = min(clips[last].length, share[last] + left)
    return [
        s if share[i] >= s.length else _shortened(s, max(share[i], 1)) for i, s in enumerate(clips)
    ]


def _shortened(segment: Segment, length: int) -> Segment:
    """The head of a clip, with a note of how far the clip went before."""
    head = split(segment, length)[0]
    _, until = _spare(segment)
    return replace(head, extra={**head.extra, "fitted": [head.source_out, until]})


def _spare(segment: Segment) -> tuple[int, int]:
    """What was taken off a clip to fit, in timeline ms, and where the clip ended in its source."""
    raw = segment.extra.get("fitted")
    plain = not (segment.look.reverse or segment.look.freeze or is_still(segment))
    if (
        plain and isinstance(raw, list) and len(raw) == 2 and raw[0] == segment.source_out
        and isinstance(raw[1], int) and raw[1] > segment.source_out
    ):  # fmt: skip
        return int((raw[1] - segment.source_out) / segment.look.speed), raw[1]
    return 0, segment.source_out


def _given_back(clips: list[Segment], room: int) -> list[Segment]:
    """Clips that were shortened to fit take back what there is room for, evenly."""
    missing = room - sum(s.length for s in clips)
    order = sorted(range(len(clips)), key=lambda i: _spare(clips[i])[0])
    for done, i in enumerate(order):
        more = min(_spare(clips[i])[0], missing // (len(order) - done))
        missing -= more
        clips = [_longer(s, more) if k == i and more else s for k, s in enumerate(clips)]
    return clips


def _longer(segment: Segment, more: int) -> Segment:
    until = _spare(segment)[1]
    out = min(segment.source_out + round(more * segment.look.speed), until)
    return replace(segment, length=segment.length + more, source_out=out,
                   extra={**segment.extra, "fitted": [out, until]})  # fmt: skip


def _repeated(draft: Draft, clips: list[Segment], total: int) -> Draft:
    """The whole sequence again and again, the last round cut to length."""
    kind = next((s.look for s in clips if s.look.transition != "cut"), clips[0].look)
    again = replace(clips[0], look=replace(
        clips[0].look, transition=kind.transition, transition_ms=kind.transition_ms
    ))  # fmt: skip
    rounds, result = list(clips), sequence(draft, clips)
    while result.duration < total and len(rounds) < 1500:
        rounds += [again, *clips[1:]]
        result = sequence(draft, rounds)
    excess = result.duration - total
    while excess > 0:
        last = rounds[-1]
        if last.length - excess >= max(300, 2 * last.look.transition_ms):
            rounds[-1] = split(last, last.length - excess)[0]
        elif len(rounds) > 1:
            rounds.pop()
            short = total - sequence(draft, rounds).duration
            if short > 0:
                return remember(_stretched(sequence(draft, rounds), short), total)
        else:
            break
        result = sequence(draft, rounds)
        excess = result.duration - total
    return remember(result, total)


def _stretched(draft: Draft, short: int) -> Draft:
    """A little missing at the end is made up by slowing the last clip down slightly."""
    clips = list(draft.of(TrackType.VIDEO))
    last = clips[-1]
    length = last.length + short
    speed = last.look.speed * last.length / length
    clips[-1] = replace(last, length=length, look=replace(last.look, speed=speed))
    return sequence(draft, clips)
