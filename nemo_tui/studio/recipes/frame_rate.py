"""Frames a second."""

from __future__ import annotations

from dataclasses import replace

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft
from nemo_tui.studio.language.wording import read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.recipes.convert import is_conversion


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Set the frame rate."""
    w = read(request, media)
    rate = w.first("f")
    named = w.has(r"\bframe ?rate\b|\bfps\b|帧率|帧数")
    if rate is None and named:
        plain = w.find(
            r"(?:to|at|of|到|成|为|是|帧率|帧数|fps|rate):? ?(\d+(?:\.\d+)?)(?![\d.]*[<%])"
        )
        rate = float(plain[1]) if plain else None
    if w.quotes or (rate is None and not named) or is_conversion(w):
        return None
    if rate is None:
        if w.has(r"多少|what"):
            return None
        return w.ask("How many frames per second? For example 30.", "要改成每秒多少帧?比如 30 帧。")
    if not 1 <= rate <= 120:
        return w.refuse(
            f"I can't make {rate:g} frames per second; 1 to 120 are possible.",
            f"帧率可以是 1 到 120,不支持 {rate:g}。",
        )
    canvas = replace(draft.canvas, fps=rate)
    return w.done(
        replace(draft, canvas=canvas),
        f"The export will have {rate:g} frames per second.",
        f"导出帧率为每秒 {rate:g} 帧。",
        last={"kind": "fps"},
    )
