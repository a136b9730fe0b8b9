"""Our own colours, dark, light and high contrast; Textual's themes are there as well."""

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="nemo-dark",
    primary="#ff8f5a",
    secondary="#5cc8d7",
    accent="#ffd166",
    warning="#ffc857",
    error="#ff6b81",
    success="#63d49b",
    foreground="#e6edf3",
    background="#0f1720",
    surface="#16212d",
    panel="#1f2d3b",
    dark=True,
    variables={
        "block-cursor-background": "#ff8f5a",
        "block-cursor-foreground": "#0f1720",
        "input-selection-background": "#5cc8d7 35%",
        "scrollbar": "#2b3b4b",
        "scrollbar-hover": "#3c5064",
        "scrollbar-active": "#ff8f5a",
        "scrollbar-background": "#0f1720",
        "scrollbar-background-hover": "#0f1720",
        "scrollbar-background-active": "#0f1720",
        "scrollbar-corner-color": "#0f1720",
    },
)
LIGHT = Theme(
    name="nemo-light",
    primary="#c2410c",
    secondary="#0e7490",
    accent="#92600a",
    warning="#9a6700",
    error="#c81e3e",
    success="#15803d",
    foreground="#1b2733",
    background="#fbfaf8",
    surface="#f1eeea",
    panel="#e6e1da",
    dark=False,
    variables={
        "block-cursor-background": "#c2410c",
        "block-cursor-foreground": "#ffffff",
        "scrollbar": "#d8d1c7",
        "scrollbar-hover": "#c4bbae",
        "scrollbar-active": "#c2410c",
        "scrollbar-background": "#fbfaf8",
        "scrollbar-background-hover": "#fbfaf8",
        "scrollbar-background-active": "#fbfaf8",
        "scrollbar-corner-color": "#fbfaf8",
    },
)
CONTRAST = Theme(
    name="nemo-contrast",
    primary="#ffd800",
    secondary="#00e5ff",
    accent="#ffffff",
    warning="#ffd800",
    error="#ff8080",
    success="#5dff5d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={
        "foreground-disabled": "#d0d0d0",
        "foreground-muted": "#ffffff",
        "block-cursor-background": "#ffd800",
        "block-cursor-foreground": "#000000",
    },
)
OURS = (DARK, LIGHT, CONTRAST)


def theme_for(environ: Mapping[str, str]) -> str:
    """Light where the terminal says so: COLORFGBG ends with the number of its background."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in ("7", "15") else DARK.name
