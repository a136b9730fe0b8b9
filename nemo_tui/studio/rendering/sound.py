"""The sound: of each segment, of the music beneath, and both together."""

from nemo_tui.studio.draft import Segment
from nemo_tui.studio.recipe import Media
from nemo_tui.studio.rendering.pictures import SAFE

RATE = 48_000
# Silence below three seconds comes out of loudnorm as what is not a number.
LOUDNORM_MS = 4_000
NUMBERS_ONLY = "aeval=if(isnan(val(0))\\,0\\,val(0))|if(isnan(val(1))\\,0\\,val(1))"
HEARD_MS = 40  # atempo gives nothing for less
LEAST_MS = 1  # atrim takes a duration of nothing for no end
SHAPE = f"aformat=sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"


def segment_sound(index: int, segment: Segment, media: Media, label: str) -> str:
    """The filters from an input to sound of its exact length; silence where it has none."""
    look, length = segment.look, max(segment.length, LEAST_MS) / 1000
    is_heard = media.has_audio and not look.freeze and look.volume > 0 and media.kind != "image"
    if not is_heard or segment.length < HEARD_MS:
        return f"anullsrc=r={RATE}:cl=stereo,atrim=duration={length:.3f},{SHAPE}[{label}]"
    steps = ["asetpts=PTS-STARTPTS", SHAPE]
    if look.reverse:
        steps.append("areverse")
    steps += [f"atempo={step:g}" for step in tempos(look.speed)]
    if look.volume != 100:
        steps.append(f"volume={look.volume / 100:g}")
    steps += ["apad", f"atrim=duration={length:.3f}", "asetpts=PTS-STARTPTS"]
    steps += fades(segment)
    return f"[{index}:a]{','.join(steps)}[{label}]"


def music(index: int, segment: Segment, total: int, label: str) -> str:
    """The filters from a music input to its place on the timeline."""
    look = segment.look
    length = max(min(segment.length, total - segment.start), LEAST_MS)
    steps = ["asetpts=PTS-STARTPTS", SHAPE]
    steps += [f"atempo={step:g}" for step in tempos(look.speed)]
    steps += [f"atrim=duration={length / 1000:.3f}", "asetpts=PTS-STARTPTS"]
    if look.volume != 100:
        steps.append(f"volume={look.volume / 100:g}")
    steps += fades(segment, length)
    if segment.start:
        steps.append(f"adelay={segment.start}:all=1")
    return f"[{index}:a]{','.join([*steps, 'apad', f'atrim=duration={total / 1000:.3f}'])}[{label}]"


def mixed(base: str, tracks: list[tuple[str, bool]], label: str) -> list[str]:
    """Lay music over the base; a track that ducks gives way to the base's sound."""
    lines: list[str] = []
    over = base
    for number, (track, ducks) in enumerate(tracks):
        if ducks:
            lines.append(f"[{over}]asplit=2[over{number}][key{number}]")
            lines.append(
                f"[{track}][key{number}]sidechaincompress=threshold=0.02:ratio=10:attack=50:release=600"
                f"[ducked{number}]"
            )
            over, track = f"over{number}", f"ducked{number}"
        made = f"mix{number}"
        lines.append(f"[{over}][{track}]amix=inputs=2:duration=first:normalize=0[{made}]")
        over = made
    lines.append(f"[{over}]alimiter=limit=0.98:level=0:latency=1[{label}]")
    return lines


def input_arguments(segment: Segment, media: Media) -> list[str]:
    """The input options of a music segment; it begins again at its end where it loops."""
    repeat = ["-stream_loop", "-1"] if segment.look.loop and not segment.source_in else []
    return [*SAFE, *repeat, "-ss", f"{segment.source_in / 1000:.3f}", "-i", f"file:{media.path}"]


def finished(loudness: float | None, total: int) -> str:
    """The last filters for a film of `total` ms: loudness in LUFS where one is asked for."""
    if loudness is None:
        return "anull"
    levelled = f"loudnorm=I={loudness:g}:TP=-1.5:LRA=11,aresample={RATE}"
    return levelled if total > LOUDNORM_MS else f"{levelled},{NUMBERS_ONLY},{SHAPE}"


def fades(segment: Segment, length: int = 0) -> list[str]:
    """The filters for fading sound in and out; times in ms."""
    look, steps = segment.look, []
    length = length or segment.length
    if look.audio_fade_in:
        steps.append(f"afade=t=in:st=0:d={look.audio_fade_in / 1000:.3f}")
    if look.audio_fade_out:
        start = max(length - look.audio_fade_out, 0) / 1000
        steps.append(f"afade=t=out:st={start:.3f}:d={look.audio_fade_out / 1000:.3f}")
    return steps


def tempos(speed: float) -> list[float]:
    """Factors between 0.5 and 2 whose product is the speed: what `atempo` does well."""
    steps, left = [], min(max(speed, 0.05), 100.0)
    while left > 2:
        steps.append(2.0)
        left /= 2
    while left < 0.5:
        steps.append(0.5)
        left /= 0.5
    return [*steps, left] if abs(left - 1) > 1e-6 else steps
