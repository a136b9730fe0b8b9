"""A draft as ffmpeg passes: a pure function of the draft, the media's facts and the wishes."""

from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path

from nemo_tui.studio.draft import BadDraft, Canvas, Draft, Segment, TrackType
from nemo_tui.studio.media import probe
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.rendering import copying, encode, passes, sizing
from nemo_tui.studio.rendering.copying import CodingOf, Copy
from nemo_tui.studio.rendering.graph import Graph
from nemo_tui.studio.rendering.pictures import SAFE, Frame
from nemo_tui.studio.rendering.plan import (
    FORMATS,
    PICTURE_FORMATS,
    SOUND_FORMATS,
    Output,
    Pass,
    RenderPlan,
)

__all__ = ["Output", "RenderPlan", "plan_render"]


def plan_render(
    draft: Draft,
    library: Library,
    output: Output,
    work: Path,
    coding_of: CodingOf = probe.coding_of,
) -> RenderPlan:
    """The passes that make the file of this draft inside `work`. Raises BadDraft."""
    if not draft.duration:
        raise BadDraft("there is nothing on the timeline")
    container = output.format or draft.canvas.format or "mp4"
    if container not in FORMATS:
        raise BadDraft(f"{container!r} is no format that can be made")
    coding_of = cache(coding_of)
    if container in PICTURE_FORMATS:
        return _still(draft, library, output, container, work, coding_of)
    is_seen = draft.of(TrackType.VIDEO) and not draft.canvas.audio_only
    if container in SOUND_FORMATS or not is_seen:
        return _sound(draft, library, container, work)
    encoded = _film(draft, library, output, container, work, coding_of)
    copied = copying.copyable(draft, library, output, container, coding_of)
    return _copied(draft, library, container, work, copied, encoded) if copied else encoded


def _copied(
    draft: Draft,
    library: Library,
    container: str,
    work: Path,
    copied: Copy,
    encoded: RenderPlan,
) -> RenderPlan:
    """Pictures are copied; sound too, unless something is done to it. Else all is encoded."""
    arguments, files = copying.copy_arguments(copied, work)
    maps = ["-map", "0:V:0", *copying.picture_arguments(copied, container)]
    if copied.with_sound:
        maps += ["-map", "0:a:0?", "-c", "copy", *copying.sound_arguments(copied)]
    elif draft.canvas.mute:
        maps += ["-c", "copy"]
    else:
        graph = Graph(draft, library, Frame(2, 2, 30), work, first_input=1)
        graph.add_sound()
        arguments += [*graph.inputs, "-/filter_complex", str(work / passes.GRAPH_FILE)]
        files |= passes.with_graph(graph, work)
        coder = encode.sound_arguments(container, _sound_bits(draft, library))
        maps += ["-map", "[sound]", "-c:v", "copy", *coder, *encode.sound_shape(draft.canvas)]
    result = work / f"result{FORMATS[container]}"
    drop = ["-map_metadata", "-1", "-map_chapters", "-1"]

    def plan(front: int, otherwise: RenderPlan) -> RenderPlan:
        end = [*encode.container_arguments(container, front), f"file:{result}"]
        step = Pass((*passes.HEAD, *arguments, *maps, *drop, *end))
        suffix = FORMATS[container]
        limit = draft.canvas.max_bytes
        return RenderPlan(
            (step,), result, suffix, draft.duration, files, limit, otherwise=otherwise
        )

    again = plan(0, encoded)
    return plan(copied.index, again) if copied.index else again


def _sound_bits(draft: Draft, library: Library) -> int:
    """The rate of sound beside a copied picture: under a limit no more than an encoded one has."""
    canvas = draft.canvas
    if not canvas.max_bytes or canvas.audio_bitrate:
        return canvas.audio_bitrate
    room = min(canvas.max_bytes, sizing.source_bytes(draft, library))
    return sizing.budget(room, draft.duration, 30.0, has_sound=True).audio


def _film(
    draft: Draft, library: Library, output: Output, container: str, work: Path, coding_of: CodingOf
) -> RenderPlan:
    canvas = draft.canvas
    codec = encode.picture_codec(canvas, container)
    has_sound = container != "gif" and not canvas.mute
    quality = canvas.quality or output.quality

    whole = frame_of(canvas, draft.of(TrackType.VIDEO), library, output)
    aim = sizing.aim(canvas.max_bytes, draft, library, whole, codec)

    def film(frame: Frame) -> passes.Film:
        graph = Graph(draft, library, frame, work)
        graph.add_picture(coding_of)
        if has_sound:
            graph.add_sound()
        return passes.Film(
            graph, frame, codec, container, quality, canvas, draft.duration, work, aim
        )

    fed = whole
    if canvas.max_bytes and not output.height and codec != "gif":
        fed = sizing.decent(whole, canvas.max_bytes, draft.duration, codec)
    # x264 refuses a log of the analysis whose frames came at another rate.
    if fed != whole and fed.fps == whole.fps and codec == "h264":
        return film(fed).plan_beside(film(whole))
    return film(fed).plan()


def _sound(draft: Draft, library: Library, container: str, work: Path) -> RenderPlan:
    kind = container if container in SOUND_FORMATS else "m4a"
    made = _encoded_sound(draft, library, kind, work)
    media = copying.sound_copyable(draft, library, kind)
    if not media:
        return made
    start = (*passes.HEAD, *SAFE, "-i", f"file:{media.path}", "-map", "0:a:0", "-c", "copy")
    end = ("-map_metadata", "-1", *encode.container_arguments(kind), f"file:{made.result}")
    return replace(made, passes=(Pass((*start, *end)),), files={}, again=None, otherwise=made)


def _encoded_sound(
    draft: Draft, library: Library, kind: str, work: Path, scale: float = 1.0
) -> RenderPlan:
    graph = Graph(draft, library, Frame(2, 2, 30), work)
    graph.add_sound()
    result = work / f"result{FORMATS[kind]}"
    limit, bits = draft.canvas.max_bytes, draft.canvas.audio_bitrate
    if limit:
        room = min(limit, sizing.source_bytes(draft, library) or limit)
        bits = min(bits or limit, int(sizing.sound_rate(room, draft.duration) * scale))
    coder = encode.sound_arguments(kind, bits)
    arguments = [*passes.opening(graph, work), "-map", "[sound]", *coder]
    arguments += encode.sound_shape(draft.canvas)
    end = ["-map_metadata", "-1", *encode.container_arguments(kind), f"file:{result}"]
    files = passes.with_graph(graph, work)

    def again(ratio: float) -> RenderPlan:
        return _encoded_sound(draft, library, kind, work, scale * ratio)

    steps = (Pass((*arguments, *end)),)
    return RenderPlan(steps, result, FORMATS[kind], draft.duration, files, limit, again)


def _still(
    draft: Draft,
    library: Library,
    output: Output,
    container: str,
    work: Path,
    coding_of: CodingOf,
    coarseness: int = encode.FINEST,
) -> RenderPlan:
    frame = frame_of(draft.canvas, draft.of(TrackType.VIDEO), library, output)
    graph = Graph(draft, library, frame, work)
    if not draft.of(TrackType.VIDEO):
        raise BadDraft("there is no picture on the timeline")
    graph.add_picture(coding_of)
    graph.picture.append(f"[picture]{passes.picked(draft.canvas, draft.duration, frame)}[still]")
    result = work / f"result{FORMATS[container]}"
    coder = encode.still_arguments(container, coarseness)
    end = ["-map", "[still]", *coder, "-frames:v", "1", "-update", "1"]
    arguments = (*passes.opening(graph, work), *end, f"file:{result}")
    files = passes.with_graph(graph, work)

    def again(ratio: float) -> RenderPlan:
        coarser = max(coarseness + 1, ceil(coarseness / ratio))
        return _still(draft, library, output, container, work, coding_of, coarser)

    limit = sizing.still_limit(draft, library)
    return RenderPlan((Pass(arguments),), result, FORMATS[container], 0, files, limit, again)


def frame_of(
    canvas: Canvas, segments: tuple[Segment, ...], library: Library, output: Output
) -> Frame:
    """The size and rate of the picture: the canvas's, else those of the first clip."""
    shown = [(s, found) for s in segments if (found := library.get(s.source))]
    clips = [(s, media) for s, media in shown if media.kind == "video"]
    segment, first = next(iter(clips or shown), (None, None))
    width, height = canvas.width, canvas.height
    if not (width and height):
        width, height = (first.width, first.height) if first else (1280, 720)
        if segment and segment.look.rotate % 180:
            width, height = height, width
    if output.height:
        short = min(width, height)
        width, height = width * output.height // short, height * output.height // short
    fps = canvas.fps or (first.fps if first and first.fps else 30.0)
    return Frame(max(width // 2 * 2, 16), max(height // 2 * 2, 16), min(max(fps, 1.0), 120.0))
