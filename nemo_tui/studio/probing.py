"""What an uploaded file is, by its content."""

import asyncio
from pathlib import Path

import av

from nemo_tui.studio.recipe import Media


class Unsupported(Exception):
    """Stands in until media.probe lands."""


async def facts_of(path: Path, name: str) -> Media:
    """Stands in until media.probe lands."""
    return await asyncio.to_thread(_facts, path, name)


def _facts(path: Path, name: str) -> Media:
    try:
        with av.open(f"file:{path}") as box:
            video, audio = box.streams.video, box.streams.audio
            ms = int((box.duration or 0) / 1000)
            if video:
                first = video[0]
                kind = "image" if box.format.name.endswith("pipe") else "video"
                return Media("", name, kind, path, 0, ms, first.width, first.height,
                             float(first.average_rate or 0), bool(audio), first.codec.name)
            return Media("", name, "audio", path, 0, ms, has_audio=True)
    except (av.FFmpegError, IndexError) as error:
        raise Unsupported("this is no video, sound or picture") from error
