"""Where skills are looked for: this project first, then the person's own, then those that ship."""

import os
from pathlib import Path

from nemo_tui.config import Settings
from nemo_tui.hooks import hookimpl
from nemo_tui.skills import bundled_folder

PROJECT = ("skills", ".agents/skills", ".cursor/skills", ".claude/skills", ".codex/skills")
PERSONAL = (
    ".clawhub/skills",
    ".agents/skills",
    ".openclaw/skills",
    ".openclaw/workspace/skills",
    ".cursor/skills",
    ".claude/skills",
    ".codex/skills",
)


@hookimpl
def nemo_skill_roots(settings: Settings) -> list[Path]:
    """Every folder that a skill installer uses; those that do not exist cost nothing."""
    home = Path.home()
    workdir = os.environ.get("CLAWHUB_WORKDIR") or os.environ.get("CLAWDHUB_WORKDIR")
    return [
        *(Path.cwd() / folder for folder in PROJECT),
        *([Path(workdir) / "skills"] if workdir else []),
        settings.paths.skills,
        *(home / folder for folder in PERSONAL),
        bundled_folder(),
    ]
