"""Drafts, media and finished files for the tests of rendering."""

import asyncio
from pathlib import Path
from typing import Any

from nemo_tui.studio.draft import Canvas, Draft, Look, Segment, TrackType
from nemo_tui.studio.media import runner
from nemo_tui.studio.media.probe import probe
from nemo_tui.studio.recipe import Library, Media
from nemo_tui.studio.render import Output, plan_render


def taken_in(path: Path) -> Media:
    """A file as the studio knows it after an upload."""
    return probe(path).media(path, path.name)


def piece(source: str, begin: int, end: int, at: int = 0, **look: Any) -> Segment:
    """A segment of a source, `begin` to `end` ms, at a place on the timeline."""
    length = round((end - begin) / float(look.get("speed", 1.0)))
    return Segment(f"{source}@{at}", source, source, at, length, begin, end, Look(**look))


def words(text: str, begin: int, end: int, **look: Any) -> Segment:
    """A text segment."""
    return Segment(f"text@{begin}", "", text, begin, end - begin, 0, 0, Look(text=text, **look))


def film(
    *pictures: Segment,
    music: tuple[Segment, ...] = (),
    texts: tuple[Segment, ...] = (),
    laid: tuple[Segment, ...] = (),
    **canvas: Any,
) -> Draft:
    """A draft of these segments."""
    draft = Draft(canvas=Canvas(**canvas)).with_segments(TrackType.VIDEO, pictures)
    draft = draft.with_segments(TrackType.AUDIO, music)
    draft = draft.with_segments(TrackType.OVERLAY, laid)
    return draft.with_segments(TrackType.TEXT, texts)


def rendered(
    draft: Draft, folder: Path, *media: Path, output: dict[str, str] | None = None
) -> runner.Rendered:
    """The finished file of a draft."""
    work = folder / "work"
    work.mkdir(exist_ok=True)
    library = Library(tuple(taken_in(path) for path in media))
    plan = plan_render(draft, library, Output.from_json(output), work)
    return asyncio.run(runner.run(plan, folder / f"made{plan.suffix}", lambda share: None))
