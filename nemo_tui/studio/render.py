"""A draft as ffmpeg passes: a pure function."""

from dataclasses import replace
from pathlib import Path

from nemo_tui.studio.draft import BadDraft, Canvas, Draft, Segment, TrackType
from nemo_tui.studio.media import fonts
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering import encode, joining, pictures, sound, texts
from nemo_tui.studio.rendering.pictures import Frame
from nemo_tui.studio.rendering.plan import (
    FORMATS,
    PICTURE_FORMATS,
    SOUND_FORMATS,
    Output,
    Pass,
    RenderPlan,
)

__all__ = ["Output", "RenderPlan", "plan_render"]
HEAD = ("-y", "-hide_banner", "-nostdin", "-loglevel", "error", "-progress", "pipe:1")


def plan_render(draft: Draft, library: Library, output: Output, work: Path) -> RenderPlan:
    """The passes that make the file of this draft. Raises BadDraft."""
    return _Render(draft, library, output, work).plan(1.0)


class _Render:
    def __init__(self, draft: Draft, library: Library, output: Output, work: Path) -> None:
        self.draft, self.library, self.work = draft, library, work
        self.canvas = draft.canvas
        self.format = output.format or self.canvas.format or "mp4"
        self.quality = self.canvas.quality or output.quality
        self.segments = joining.with_dips(draft.of(TrackType.VIDEO))
        self.duration = draft.duration
        if not self.duration:
            raise BadDraft("there is nothing on the timeline")
        self.frame = _frame(self.canvas, self.segments, library, output)
        self.inputs: list[str] = []
        self.count = 0
        self.files: dict[Path, str] = {}

    def plan(self, scale: float) -> RenderPlan:
        """The passes with the picture's bit rate times `scale`."""
        self.inputs, self.count, self.files = [], 0, {}
        suffix = FORMATS[self.format]
        result = self.work / f"result{suffix}"
        graph, maps = self._graph()
        base = [*HEAD, *self.inputs, "-/filter_complex", f"{self.work / 'graph.txt'}", *maps]
        self.files[self.work / "graph.txt"] = ";\n".join(graph)
        end = ["-map_metadata", "-1", *encode.container_arguments(self.format), f"file:{result}"]
        return RenderPlan(
            passes=self._passes(base, end, scale),
            result=result,
            suffix=suffix,
            duration_ms=self.duration,
            files=self.files,
            limit=self.canvas.max_bytes,
            smaller=(lambda ratio: self.plan(scale * ratio)) if self.canvas.max_bytes else None,
        )

    def _passes(self, base: list[str], end: list[str], scale: float) -> tuple[Pass, ...]:
        if self.format in SOUND_FORMATS:
            return (Pass((*base, "-vn", *encode.sound_arguments(self.format), *end)),)
        if self.format in PICTURE_FORMATS:
            at = [
                "-ss",
                f"{(self.canvas.still_ms or 0) / 1000:.3f}",
                "-frames:v",
                "1",
                "-update",
                "1",
            ]
            return (Pass((*base, "-an", *at, *end)),)
        if self.format == "gif":
            return (Pass((*base, "-an", *end)),)
        codec = encode.picture_codec(self.canvas, self.format)
        if not self.canvas.max_bytes:
            arguments = encode.picture_arguments(codec, self.quality)
            return (Pass((*base, *arguments, *encode.sound_arguments(self.format), *end)),)
        share = encode.budget(
            self.canvas.max_bytes,
            self.duration,
            self.frame.fps,
            has_audio=self._sounds,
            scale=scale,
        )
        arguments = encode.sized_arguments(codec, share.video)
        audio = encode.sound_arguments(self.format, share.audio)
        if codec == "av1":
            return (Pass((*base, *arguments, *audio, *end)),)
        log = ["-passlogfile", str(self.work / "pass")]
        first = (*base, *arguments, *_pass(codec, 1, log), "-an", "-f", "null", "-")
        second = (*base, *arguments, *_pass(codec, 2, log), *audio, *end)
        return Pass(first, 0.4), Pass(second, 0.6)

    @property
    def _sounds(self) -> bool:
        return not self.canvas.mute and self.format not in PICTURE_FORMATS | {"gif"}

    def _graph(self) -> tuple[list[str], list[str]]:
        graph: list[str] = []
        maps: list[str] = []
        wants_picture = self.format not in SOUND_FORMATS and not self.canvas.audio_only
        at = {index: self._open(segment) for index, segment in enumerate(self.segments)}
        if self.segments and wants_picture:
            graph += self._picture(at)
            maps += ["-map", "[picture]"]
        if self._sounds:
            graph += self._sound(at)
            maps += ["-map", "[sound]"]
        return graph, maps

    def _open(self, segment: Segment) -> int:
        self.inputs += pictures.input_arguments(segment, self._media(segment))
        self.count += 1
        return self.count - 1

    def _media(self, segment: Segment) -> Media:
        found = self.library.get(segment.source)
        if not found:
            raise BadDraft(f"segment {segment.id} names media that is not there")
        return found

    def _picture(self, at: dict[int, int]) -> list[str]:
        lines = [
            f"[{at[i]}:v]{pictures.picture_chain(s, self._media(s), self.frame, self.canvas)}[v{i}]".replace(
                "[back]", f"[back{i}]"
            )
            .replace("[front]", f"[front{i}]")
            .replace("[blurred]", f"[blurred{i}]")
            .replace("[sharp]", f"[sharp{i}]")
            for i, s in enumerate(self.segments)
        ]
        joined, label = joining.join(self.segments, "v", self.frame.fps, sound=False)
        lines += joined
        for number, segment in enumerate(self.draft.of(TrackType.OVERLAY)):
            lines += self._overlay(number, segment, label)
            label = f"laid{number}"
        chain = [self._text(n, s) for n, s in enumerate(self.draft.of(TrackType.TEXT))]
        if self.format == "gif":
            chain.append(
                "fps=12,scale='min(640,iw)':-2:flags=lanczos,split[g1][g2];[g1]palettegen[p];[g2][p]paletteuse"
            )
        return [*lines, f"[{label}]{','.join([*chain, 'null'])}[picture]"]

    def _overlay(self, number: int, segment: Segment, below: str) -> list[str]:
        look, index = segment.look, self._open(segment)
        width = max(int(self.frame.width * look.width) // 2 * 2, 2)
        x, y = _corner(look.position, look.x, look.y)
        shift = f"setpts=PTS-STARTPTS+{segment.start / 1000:.3f}/TB"
        opacity = f",colorchannelmixer=aa={look.opacity:g}" if look.opacity < 1 else ""
        on = f"enable=between(t\\,{segment.start / 1000:.3f}\\,{segment.end / 1000:.3f})"
        return [
            f"[{index}:v]scale={width}:-2,format=rgba{opacity},{shift}[over{number}p]",
            f"[{below}][over{number}p]overlay={x}:{y}:{on}:eof_action=repeat[laid{number}]",
        ]

    def _text(self, number: int, segment: Segment) -> str:
        file = self.work / f"text{number}.txt"
        size = segment.look.size or texts.SIZES[segment.look.role]
        self.files[file] = texts.wrapped(
            segment.look.text, self.frame.width, self.frame.height, size
        )
        return texts.drawn(segment, str(file), fonts.find("cjk"))

    def _sound(self, at: dict[int, int]) -> list[str]:
        lines = [
            sound.segment_sound(at[i], s, self._media(s), f"a{i}")
            for i, s in enumerate(self.segments)
        ]
        label = "silence"
        if self.segments:
            joined, label = joining.join(self.segments, "a", self.frame.fps, sound=True)
            lines += joined
        else:
            lines.append(
                f"anullsrc=r={sound.RATE}:cl=stereo,atrim=duration={self.duration / 1000:.3f}[silence]"
            )
        tracks: list[tuple[str, bool]] = []
        for number, segment in enumerate(self.draft.of(TrackType.AUDIO)):
            index = self._open_music(segment)
            lines.append(sound.music(index, segment, self.duration, f"m{number}"))
            tracks.append((f"m{number}", segment.look.duck))
        lines += sound.mixed(label, tracks, "mixed")
        loud = self.canvas.loudness
        level = (
            f"loudnorm=I={loud:g}:TP=-1.5:LRA=11,aresample={sound.RATE}"
            if loud is not None
            else "anull"
        )
        return [*lines, f"[mixed]{level}[sound]"]

    def _open_music(self, segment: Segment) -> int:
        media = self._media(segment)
        repeat = ["-stream_loop", "-1"] if segment.look.loop else []
        self.inputs += [
            *repeat,
            "-ss",
            f"{segment.source_in / 1000:.3f}",
            "-i",
            f"file:{media.path}",
        ]
        self.count += 1
        return self.count - 1


def _frame(
    canvas: Canvas, segments: tuple[Segment, ...], library: Library, output: Output
) -> Frame:
    shown = [found for s in segments if (found := library.get(s.source))]
    videos = [media for media in shown if media.kind == "video"]
    first = next(iter(videos or shown), None)
    width, height = canvas.width, canvas.height
    if not (width and height):
        width, height = (first.width, first.height) if first else (1280, 720)
        if segments and segments[0].look.rotate % 180:
            width, height = height, width
    if output.height:
        short = min(width, height)
        width, height = width * output.height // short, height * output.height // short
    fps = canvas.fps or (first.fps if first and first.fps else 30.0)
    return Frame(max(width // 2 * 2, 2), max(height // 2 * 2, 2), min(max(fps, 1.0), 120.0))


def _corner(position: str, x: float | None, y: float | None) -> tuple[str, str]:
    across = "W*0.03" if "left" in position else "W-w-W*0.03" if "right" in position else "(W-w)/2"
    down = "H*0.03" if "top" in position else "H-h-H*0.03" if "bottom" in position else "(H-h)/2"
    return (f"W*{x:g}" if x is not None else across, f"H*{y:g}" if y is not None else down)


def _pass(codec: str, number: int, log: list[str]) -> list[str]:
    if codec == "hevc":
        stats = log[1].replace(":", "\\:")
        return ["-x265-params", f"pass={number}:stats={stats}:log-level=error"]
    return ["-pass", str(number), *log]
