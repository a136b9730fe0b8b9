"""The studio's edits: each module is one plug-in of the `nemo_recipe` hook."""

from importlib import import_module

from nemo_tui.hooks import Plugins

# Who is asked first stands first: the particular before the general.
BUILT_IN = (
    "undo",
    "limits",
    "one_file",
    "starters",
    "kinds_order",
    "subtitles",
    "blur_area",
    "blank",
    "text",
    "split_screen",
    "still",
    "silence",
    "overlay",
    "transitions",
    "replace_audio",
    "extract_audio",
    "music",
    "fades",
    "mute",
    "volume",
    "slideshow",
    "total",
    "excerpts",
    "insert",
    "order",
    "join",
    "freeze",
    "loop",
    "reverse",
    "motion",
    "speed",
    "split",
    "trim",
    "compress",
    "border",
    "aspect",
    "rotate",
    "crop",
    "look",
    "resize",
    "frame_rate",
    "convert",
    "talk",
)


def register_all(plugins: Plugins) -> None:
    """Register every built-in recipe."""
    for name in reversed(BUILT_IN):
        plugins.register(import_module(f"{__name__}.{name}"), name)
