"""One filter graph for a whole draft: inputs, picture, sound."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nemo_tui.studio.draft import BadDraft, Draft, Segment, TrackType
from nemo_tui.studio.media import fonts
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.rendering import joining, pictures, sound, texts
from nemo_tui.studio.rendering.copying import CodingOf
from nemo_tui.studio.rendering.pictures import Frame


class Graph:
    """The input options, filter lines and side files for the picture and sound of a draft."""

    def __init__(
        self, draft: Draft, library: Library, frame: Frame, work: Path, first_input: int = 0
    ) -> None:
        self.inputs: list[str] = []
        self.picture: list[str] = []
        self.sound: list[str] = []
        self.files: dict[Path, str] = {}
        self._draft, self._library, self._frame, self._work = draft, library, frame, work
        self._segments = joining.with_dips(draft.of(TrackType.VIDEO))
        self._media = [self._of(segment) for segment in self._segments]
        self._count = first_input
        self._opened = [
            self._open(pictures.input_arguments(s, m))
            for s, m in zip(self._segments, self._media, strict=True)
        ]

    @property
    def lines(self) -> list[str]:
        """The whole graph."""
        return self.picture + self.sound

    def add_picture(self, coding_of: CodingOf) -> None:
        """Build the stream `[picture]`."""
        parts = zip(self._opened, self._segments, self._media, strict=True)
        for number, (index, segment, media) in enumerate(parts):
            chain = pictures.picture_chain(segment, media, self._frame, self._draft.canvas, number)
            to_sdr = pictures.TO_SDR if _is_hdr(media, coding_of) else ""
            self.picture.append(f"[{index}:V:0]{to_sdr}{chain}[v{number}]")
        joined, label = joining.join(self._segments, "v", self._frame.fps, sound=False)
        self.picture += joined
        overlays = self._draft.of(TrackType.OVERLAY)
        for number, segment in enumerate(overlays):
            label = self._lay(number, segment, label)
        # A clip on top that outlasts the film would lengthen it.
        ends = [f"trim=duration={self._draft.duration / 1000:.3f}"] if overlays else []
        drawn = [self._text(n, s) for n, s in enumerate(self._draft.of(TrackType.TEXT))]
        self.picture.append(f"[{label}]{','.join([*ends, *drawn, 'format=yuv420p'])}[picture]")

    def add_sound(self) -> None:
        """Build the stream `[sound]`."""
        total = self._draft.duration
        label = "silence"
        if self._segments:
            label = self._own_sound()
        else:
            length = total / 1000
            self.sound.append(
                f"anullsrc=r={sound.RATE}:cl=stereo,atrim=duration={length:.3f}[silence]"
            )
        tracks = self._music(total)
        self.sound += sound.mixed(label, tracks, "mixed")
        canvas = self._draft.canvas
        self.sound.append(f"[mixed]{sound.finished(canvas.loudness, total)}[sound]")

    def _own_sound(self) -> str:
        parts = zip(self._opened, self._segments, self._media, strict=True)
        for number, (index, segment, media) in enumerate(parts):
            self.sound.append(sound.segment_sound(index, segment, media, f"a{number}"))
        joined, label = joining.join(self._segments, "a", self._frame.fps, sound=True)
        self.sound += joined
        return label

    def _music(self, total: int) -> list[tuple[str, bool]]:
        tracks = []
        for number, segment in enumerate(self._sounding()):
            index = self._open(sound.input_arguments(segment, self._of(segment)))
            self.sound.append(sound.music(index, segment, total, f"m{number}"))
            tracks.append((f"m{number}", segment.look.duck))
        return tracks

    def _sounding(self) -> list[Segment]:
        """The music, and the clips on top whose own sound is wanted."""
        laid = [
            replace(segment, length=min(segment.length, _heard(segment)))
            for segment in self._draft.of(TrackType.OVERLAY)
            if segment.source and segment.look.volume > 0 and self._of(segment).has_audio
        ]
        return [*self._draft.of(TrackType.AUDIO), *laid]

    def _lay(self, number: int, segment: Segment, below: str) -> str:
        if not segment.source:
            self.picture += pictures.softened(number, segment, self._frame, below)
            return f"laid{number}"
        media = self._of(segment)
        index = self._open(pictures.input_arguments(segment, media))
        self.picture += pictures.laid(index, number, segment, self._frame, below)
        return f"laid{number}"

    def _text(self, number: int, segment: Segment) -> str:
        file = self._work / f"text{number}.txt"
        look = segment.look
        size = texts.fitting_size(look, self._frame.width, self._frame.height)
        self.files[file] = texts.wrapped(look.text, self._frame.width, self._frame.height, size)
        return texts.drawn(segment, str(file), fonts.find("cjk"), size, self._frame.height)

    def _open(self, arguments: Sequence[str]) -> int:
        self.inputs += arguments
        self._count += 1
        return self._count - 1

    def _of(self, segment: Segment) -> Media:
        if not segment.source:
            wide, high = self._frame.width, self._frame.height
            return Media("", segment.label, "image", Path(), width=wide, height=high)
        found = self._library.get(segment.source)
        if not found:
            raise BadDraft(f"segment {segment.id} names media that is not there")
        return found


def _heard(segment: Segment) -> int:
    """How long the source of a clip on top sounds, in ms of the timeline."""
    return round((segment.source_out - segment.source_in) / segment.look.speed)


def _is_hdr(media: Media, coding_of: CodingOf) -> bool:
    return media.kind == "video" and coding_of(media.path).is_hdr
