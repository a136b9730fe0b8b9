"""The runs of ffmpeg for a film: one for a quality, two for a limit in bytes."""

from dataclasses import dataclass, replace
from pathlib import Path

from nemo_tui.studio.draft import Canvas
from nemo_tui.studio.rendering import encode, sizing
from nemo_tui.studio.rendering.graph import Graph
from nemo_tui.studio.rendering.pictures import Frame
from nemo_tui.studio.rendering.plan import FORMATS, Again, Pass, RenderPlan

HEAD = (
    *("-y", "-hide_banner", "-nostdin", "-loglevel", "error"),
    *("-progress", "pipe:1", "-stats_period", "0.2"),
)
GRAPH_FILE = "graph.txt"
HALF_GRAPH_FILE = "half.txt"
GIF = (
    "[picture]fps=12,scale='min(640,iw)*{:.3f}':-2:flags=lanczos,split[g1][g2];"
    "[g1]palettegen=stats_mode=diff[p];[g2][p]paletteuse=dither=sierra2_4a[gif]"
)
HALF = "[picture]scale=trunc(iw/4)*2:trunc(ih/4)*2:flags=bilinear[half]"


def opening(graph: Graph, work: Path, name: str = GRAPH_FILE) -> list[str]:
    """What every run begins with: the inputs and the graph."""
    return [*HEAD, *graph.inputs, "-/filter_complex", str(work / name)]


def with_graph(graph: Graph, work: Path) -> dict[Path, str]:
    """The side files of a graph, itself included."""
    return {**graph.files, work / GRAPH_FILE: ";\n".join(graph.lines)}


def picked(canvas: Canvas, duration_ms: int, frame: Frame) -> str:
    """The filters that pick one frame, or lay out a contact sheet."""
    if canvas.sheet > 1:
        columns = max(round(canvas.sheet**0.5), 1)
        rows = -(-canvas.sheet // columns)
        rate = canvas.sheet / max(duration_ms / 1000, 0.04)
        small = f"scale={min(frame.width, 480)}:-2"
        return f"fps={rate:.6f}:start_time=0,{small},tile={columns}x{rows}:padding=4"
    last = max(duration_ms - round(1500 / frame.fps), 0)
    at = min(canvas.still_ms or 0, last)
    return f"trim=start={at / 1000:.3f},setpts=PTS-STARTPTS"


@dataclass(frozen=True)
class Film:
    """Everything that decides how a film is encoded; `aim` are the bytes to make under a limit."""

    graph: Graph
    frame: Frame
    codec: str
    container: str
    quality: str
    canvas: Canvas
    duration_ms: int
    work: Path
    aim: int = 0

    def plan(self) -> RenderPlan:
        """The plan for this film."""
        if self.container == "gif":
            return self._gif(1.0)
        if not self.canvas.max_bytes:
            coder = encode.picture_arguments(self.codec, self.quality, self.canvas.bitrate)
            sound = self._sound(self.canvas.audio_bitrate)
            step = (*self._opening(), "-map", "[picture]", *coder, *sound, *self._end())
            return self._planned((Pass(step),))
        return replace(self._sized(1.0, is_first=True), revise=self._eased)

    def _eased(self) -> RenderPlan | None:
        """The last pass for a picture that would come out over the limit."""
        if encode.quantiser(self.work) >= encode.OVERSHOOTING_QUANTISER:
            return None
        return self._sized(encode.EASY_SHARE, is_first=False)

    def plan_beside(self, whole: "Film") -> RenderPlan:
        """The plan for a film made smaller for its limit, with a way back to the whole size.

        The analysis looks at the whole picture; where that turns out to be easy (a screen, a
        drawing), the limit feeds it as it is and a smaller one would only lose sharpness.
        """
        small, large = self._sized(1.0, is_first=True), whole._sized(1.0, is_first=True)
        half = {self.work / HALF_GRAPH_FILE: large.files[self.work / HALF_GRAPH_FILE]}

        def revise() -> RenderPlan | None:
            is_easy = encode.quantiser(self.work) < encode.EASY_QUANTISER
            return whole._sized(encode.EASY_SHARE, is_first=False) if is_easy else None

        steps = (large.passes[0], small.passes[1])
        return replace(small, passes=steps, files={**small.files, **half}, revise=revise)

    def _gif(self, scale: float) -> RenderPlan:
        """A GIF has no bit rate: it is made smaller by so many of its pixels."""
        step = Pass((*self._opening(), "-map", "[gif]", *self._end()))
        plan = self._planned((step,), self.aim, lambda r: self._gif(scale * r))
        graph = ";\n".join([*self.graph.picture, GIF.format(scale**0.5)])
        return replace(plan, files={**plan.files, self.work / GRAPH_FILE: graph})

    @property
    def _has_sound(self) -> bool:
        return bool(self.graph.sound)

    def _sized(self, scale: float, *, is_first: bool) -> RenderPlan:
        share = sizing.budget(self.aim, self.duration_ms, self.frame.fps, has_sound=self._has_sound)
        bits = max(int(share.video * scale * encode.headstart(self.codec)), 4_000)
        coder = encode.sized_arguments(self.codec, bits)
        last = (
            *self._opening(),
            *("-map", "[picture]"),
            *coder,
            *encode.pass_arguments(self.codec, 2, self.work),
            *self._sound(share.audio),
            *self._end(),
        )
        steps: tuple[Pass, ...] = (Pass(last),)
        if is_first and encode.has_two_passes(self.codec):
            steps = (Pass(self._analysis(coder), 0.15), Pass(last, 0.85))

        def again(ratio: float) -> RenderPlan:
            return self._sized(scale * ratio, is_first=False)

        return self._planned(steps, self.canvas.max_bytes, again)

    def _analysis(self, coder: list[str]) -> tuple[str, ...]:
        """The first pass looks at half the size: as good a guide, at a third of the work."""
        start = opening(self.graph, self.work, HALF_GRAPH_FILE)
        number = encode.pass_arguments(self.codec, 1, self.work)
        return (*start, "-map", "[half]", *coder, *number, "-an", "-f", "null", "-")

    def _planned(
        self, steps: tuple[Pass, ...], limit: int = 0, again: Again | None = None
    ) -> RenderPlan:
        suffix = FORMATS[self.container]
        files = with_graph(self.graph, self.work)
        if limit:
            files[self.work / HALF_GRAPH_FILE] = ";\n".join([*self.graph.picture, HALF])
        result = self.work / f"result{suffix}"
        return RenderPlan(steps, result, suffix, self.duration_ms, files, limit, again)

    def _opening(self) -> list[str]:
        return opening(self.graph, self.work)

    def _sound(self, bits: int) -> list[str]:
        if not self._has_sound:
            return []
        coder = encode.sound_arguments(self.container, bits)
        return ["-map", "[sound]", *coder, *encode.sound_shape(self.canvas)]

    def _end(self) -> list[str]:
        result = self.work / f"result{FORMATS[self.container]}"
        return [
            "-map_metadata",
            "-1",
            *encode.container_arguments(self.container),
            f"file:{result}",
        ]
