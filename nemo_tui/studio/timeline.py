"""Pure edits of a draft's timeline: fill, cut, keep, split, retime. Times in ms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nemo_tui.studio.draft import Draft, Look, Segment, TrackType
from nemo_tui.studio.recipe import Library, Media

CROSSING = frozenset(
    [
        "crossfade",
        "dissolve",
        "wipe_left",
        "wipe_right",
        "wipe_up",
        "wipe_down",
        "slide_left",
        "slide_right",
        "slide_up",
        "slide_down",
    ]
)
PHOTO_MS = 3000
_NEAR = 60


def place(library: Library) -> Draft:
    """The plain timeline of what was uploaded: the clips in order, or photos, or sounds."""
    videos = library.of("video")
    if videos:
        return sequence(Draft(), [whole(item) for item in videos])
    photos = [item for item in library.of("image") if not is_mark(item)] or list(
        library.of("image")
    )
    if photos:
        return sequence(Draft(), [whole(item) for item in photos])
    lanes, start = [], 0
    for item in library.of("audio"):
        lanes.append(replace(whole(item), start=start))
        start += item.duration
    return Draft().with_segments(TrackType.AUDIO, tuple(lanes))


def is_mark(item: Media) -> bool:
    """Whether a picture is meant to be laid on top: a logo or watermark by its name."""
    name = item.name.casefold()
    return any(word in name for word in ("logo", "watermark", "水印", "标志", "角标"))


def whole(item: Media, length: int = 0) -> Segment:
    """All of a medium as one segment; pictures last `length` or three seconds."""
    span = (length or PHOTO_MS) if item.kind == "image" else item.duration
    still = {"still": True} if item.kind == "image" else {}
    return Segment(f"{item.id}-1", item.id, item.name, 0, span, 0, span, extra=still)


def sequence(draft: Draft, segments: Iterable[Segment]) -> Draft:
    """The draft with these as its picture, one after the other; the other tracks follow suit."""
    before = draft.duration
    placed: list[Segment] = []
    names: set[str] = set()
    for segment in segments:
        if segment.length <= 0:
            continue
        segment = replace(_bounded(segment, placed), id=_unique(segment.id, names))
        overlap = segment.look.transition_ms if segment.look.transition in CROSSING else 0
        start = placed[-1].end - overlap if placed else 0
        placed.append(replace(segment, start=start))
    result = draft.with_segments(TrackType.VIDEO, tuple(placed))
    return _refit(result, before, placed[-1].end if placed else 0) if before else result


def _bounded(segment: Segment, placed: Sequence[Segment]) -> Segment:
    """A transition no longer than either neighbour allows; none before the first."""
    look = segment.look
    if look.transition == "cut":
        return segment
    if not placed:
        return replace(segment, look=replace(look, transition="cut", transition_ms=0))
    room = min(segment.length // 2, placed[-1].length // 2)
    return replace(segment, look=replace(look, transition_ms=min(look.transition_ms, room)))


def _unique(name: str, names: set[str]) -> str:
    stem, _, number = name.rpartition("-")
    stem, count = (stem, int(number)) if stem and number.isdigit() else (name, 1)
    while f"{stem}-{count}" in names:
        count += 1
    names.add(f"{stem}-{count}")
    return f"{stem}-{count}"


def _refit(draft: Draft, before: int, after: int) -> Draft:
    """Sounds, texts and pictures on top keep to the picture's length."""
    for kind in (TrackType.AUDIO, TrackType.OVERLAY, TrackType.TEXT):
        kept = tuple(
            fitted
            for segment in draft.of(kind)
            if (fitted := _fit(segment, before, after)) is not None
        )
        draft = _with_lanes(draft, kind, kept)
    return draft


def _fit(segment: Segment, before: int, after: int) -> Segment | None:
    if after <= 0 or segment.start >= after:
        return None
    reaches_end = abs(segment.end - before) <= _NEAR
    end = after if reaches_end else min(segment.end, after)
    return extend(segment, end - segment.start)


def extend(segment: Segment, length: int) -> Segment:
    """The segment with this length, as far as its source goes when that does not repeat.

    A clip beside another (with a `height`) holds its last picture for as long as it takes.
    """
    look = segment.look
    if segment.source and not (look.loop or look.freeze or look.height or is_still(segment)):
        room = round((segment.source_out - segment.source_in) / segment.look.speed)
        length = min(length, room)
    return replace(segment, length=max(length, 0))


def is_still(segment: Segment) -> bool:
    """Whether the segment shows a picture file, which lasts as long as one likes."""
    return segment.extra.get("still") is True


def _with_lanes(draft: Draft, kind: TrackType, segments: tuple[Segment, ...]) -> Draft:
    """Replace a type's segments while every track of the type keeps its own."""
    kept = {segment.id: segment for segment in segments}
    tracks = []
    for track in draft.tracks:
        if track.type != kind:
            tracks.append(track)
            continue
        own = tuple(kept[s.id] for s in track.segments if s.id in kept)
        if own:
            tracks.append(replace(track, segments=own))
    return replace(draft, tracks=tuple(tracks))


def split(segment: Segment, offset: int) -> tuple[Segment, Segment]:
    """The two parts of a segment before and after `offset` (timeline ms within it)."""
    look = segment.look
    head_look = replace(look, fade_out=0, audio_fade_out=0)
    tail_look = replace(look, fade_in=0, audio_fade_in=0, transition="cut", transition_ms=0)
    rest = segment.length - offset
    if look.freeze:
        cut_in = cut_out = segment.source_in
        head_in, head_out = segment.source_in, segment.source_out
        tail_in, tail_out = cut_in, max(cut_out, segment.source_out)
    elif look.reverse:
        cut = segment.source_out - round(offset * look.speed)
        head_in, head_out = cut, segment.source_out
        tail_in, tail_out = segment.source_in, cut
    else:
        last = max(segment.source_out - 100, segment.source_in)
        cut = segment.source_in + round(offset * look.speed)
        cut = min(cut, last) if look.height else cut
        head_in, head_out = segment.source_in, cut
        tail_in, tail_out = cut, segment.source_out
    return (
        replace(segment, length=offset, source_in=head_in, source_out=head_out, look=head_look),
        replace(
            segment,
            start=segment.start + offset,
            length=rest,
            source_in=tail_in,
            source_out=tail_out,
            look=tail_look,
        ),
    )


def parts(draft: Draft, *moments: int) -> list[Segment]:
    """The picture's segments, divided at these moments of the timeline."""
    pieces = list(draft.of(TrackType.VIDEO))
    for moment in moments:
        divided: list[Segment] = []
        for segment in pieces:
            if (
                segment.start < moment < segment.end
                and min(moment - segment.start, segment.end - moment) > 1
            ):
                divided.extend(split(segment, moment - segment.start))
            else:
                divided.append(segment)
        pieces = divided
    return pieces


def within(segment: Segment, start: int, end: int) -> bool:
    """Whether the middle of the segment lies in a stretch."""
    return start <= segment.start + segment.length / 2 < end


def cut(draft: Draft, start: int, end: int) -> Draft:
    """The draft without this stretch; what comes later moves up."""
    if not draft.of(TrackType.VIDEO):
        return _cut_sound(draft, start, end)
    kept = [s for s in parts(draft, start, end) if not within(s, start, end)]
    moved = _closed(draft, start, end)
    before = draft.duration
    placed = sequence(Draft(), kept).of(TrackType.VIDEO)
    result = moved.with_segments(TrackType.VIDEO, placed)
    after = placed[-1].end if placed else 0
    return _refit(result, before - (end - start), after)


def _cut_sound(draft: Draft, start: int, end: int) -> Draft:
    """A draft of sounds alone without this stretch."""
    sounds = Draft().with_segments(TrackType.VIDEO, draft.of(TrackType.AUDIO))
    kept = [s for s in parts(sounds, start, end) if not within(s, start, end)]
    return draft.with_segments(TrackType.AUDIO, sequence(Draft(), kept).of(TrackType.VIDEO))


def keep(draft: Draft, start: int, end: int) -> Draft:
    """Only this stretch of the draft."""
    total = draft.duration
    result = cut(draft, end, total) if end < total else draft
    return cut(result, 0, start) if start > 0 else result


def _closed(draft: Draft, start: int, end: int) -> Draft:
    """Texts and pictures on top follow the picture under them; music is cut at the end only."""
    gap = end - start
    for segment in draft.of(TrackType.OVERLAY):
        if segment.source and not is_still(segment):
            draft = _closed_laid(draft, segment, start, end)
    for kind in (TrackType.AUDIO, TrackType.OVERLAY, TrackType.TEXT):
        kept = []
        for segment in draft.of(kind):
            if kind == TrackType.AUDIO or segment.end <= start:
                kept.append(_shortened_music(segment, draft.duration, gap))
                continue
            a = segment.start - gap if segment.start >= end else min(segment.start, start)
            b = segment.end - gap if segment.end >= end else start
            if b - a > 50:
                kept.append(replace(segment, start=a, length=b - a))
        draft = _with_lanes(draft, kind, tuple(kept))
    return draft


def _closed_laid(draft: Draft, segment: Segment, start: int, end: int) -> Draft:
    """A clip on top goes on where the picture below it does: it is divided at the cut."""
    pieces = [segment]
    for moment in (start, end):
        last = pieces[-1]
        if last.start < moment < last.end:
            pieces[-1:] = split(last, moment - last.start)
    rest = [piece for piece in pieces if not within(piece, start, end)]
    if not rest or len(pieces) == 1:
        return draft
    draft = edit(draft, replace(rest[0], id=segment.id))
    for piece in rest[1:]:
        draft = add(draft, TrackType.OVERLAY, piece)
    return draft


def _shortened_music(segment: Segment, total: int, gap: int) -> Segment:
    if abs(segment.end - total) > _NEAR or segment.length <= gap:
        return segment
    return extend(segment, segment.length - gap)


def change(
    draft: Draft, touch: Callable[[Segment], Segment], chosen: Callable[[Segment], bool]
) -> Draft:
    """The draft with `touch` done to the chosen picture segments, side by side ones too."""
    result = sequence(draft, [touch(s) if chosen(s) else s for s in draft.of(TrackType.VIDEO)])
    for segment in beside(result):
        result = edit(result, touch(segment)) if chosen(segment) else result
    return result


def beside(draft: Draft) -> tuple[Segment, ...]:
    """The clips that a split screen shows beside the one on the picture track."""
    return tuple(s for s in draft.of(TrackType.OVERLAY) if s.source and s.look.height)


def shown(draft: Draft) -> tuple[Segment, ...]:
    """The clips that people see as such: one after the other, or from left to right and down."""
    video, laid = draft.of(TrackType.VIDEO), beside(draft)
    if not laid or len(video) > 1:
        return video
    return tuple(sorted((*video, *laid), key=lambda s: (s.look.y or 0, s.look.x or 0)))


def looked(segment: Segment, **changes: object) -> Segment:
    """The segment with another look."""
    return replace(segment, look=replace(segment.look, **changes))  # type: ignore[arg-type]


def respeed(segment: Segment, speed: float) -> Segment:
    """The segment at this speed; its length follows."""
    span = segment.source_out - segment.source_in
    if segment.look.freeze or is_still(segment):
        return segment
    return replace(
        segment,
        length=max(1, round(span / speed)),
        look=replace(segment.look, speed=round(speed, 4)),
    )


def add(draft: Draft, kind: TrackType, segment: Segment) -> Draft:
    """The draft with one more segment on the track of a type, its id made unique."""
    names = {s.id for track in draft.tracks for s in track.segments}
    fresh = replace(segment, id=_unique(segment.id, names))
    return draft.with_segments(kind, (*draft.of(kind), fresh))


def edit(draft: Draft, segment: Segment) -> Draft:
    """The draft with the segment of the same id replaced by this one."""
    tracks = tuple(
        replace(t, segments=tuple(segment if s.id == segment.id else s for s in t.segments))
        for t in draft.tracks
    )
    return replace(draft, tracks=tracks)


def drop(draft: Draft, ids: Iterable[str]) -> Draft:
    """The draft without these sounds, texts or overlays; empty tracks go too."""
    gone = set(ids)
    tracks = tuple(
        replace(t, segments=tuple(s for s in t.segments if s.id not in gone)) for t in draft.tracks
    )
    return replace(draft, tracks=tuple(t for t in tracks if t.segments))


def plain_looks(draft: Draft) -> bool:
    """Whether nothing was done to the picture segments yet."""
    return all(s.look == Look() for s in draft.of(TrackType.VIDEO))
