"""The fonts that words on the picture are drawn with."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Script = Literal["latin", "cjk", "emoji"]


@lru_cache(maxsize=8)
def find(script: Script) -> Path | None:
    """A font file for a script: the bundled Noto Sans CJK serves Latin and CJK."""
    if script == "emoji":
        return None
    spec = find_spec("noto_cjk_sans_otc")
    for folder in spec.submodule_search_locations or [] if spec else []:
        for file in sorted(Path(folder).glob("*.tt[cf]")):
            return file
    return None
