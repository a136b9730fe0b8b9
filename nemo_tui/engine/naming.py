"""What a delivered file is called: never a server's path, never over a file that is there."""

import re
from pathlib import Path
from tempfile import TemporaryFile

LONGEST_NAME = 80
VERBS: tuple[tuple[str, str], ...] = (
    ("compressed", r"compress|shrink|smaller|reduce|\bunder\s+\d|压缩|压到|变小|缩小"),
    ("joined", r"\bcombine|\bjoin|\bmerge|\bstitch|拼接|合并|连接|合成"),
    ("slideshow", r"slide ?show|\bphotos\b|\bpictures\b|\bimages\b|幻灯片|相册|照片"),
    (
        "trimmed",
        r"\btrim|\bcut\b|shorten|\b(?:first|last)\s+(?:\d|half)|剪掉|裁剪|剪到|截取|[前后]\s*\d+\s*秒",
    ),
)
UNEDITED = re.compile(
    r"^\s*(please\s+)?(download|sav(e|ing)\b|fetch|get\b|export|convert|put\b)"
    r"|^\s*(请)?(下载|保存|导出|转换|把素材)",
    re.IGNORECASE,
)

EDITS = re.compile(
    r"\b(title|caption|music|fade|vertical|mute|slow|speed|black and white)|标题|音乐|竖|静音|黑白",
    re.IGNORECASE,
)


def suffix_for(requests: list[str]) -> str:
    """One word for what was done to the media, from what was asked; empty for a plain copy."""
    text = "\n".join(requests)
    for word, pattern in VERBS:
        if re.search(pattern, text, re.IGNORECASE):
            return word
    is_edited = any(EDITS.search(asked) or not UNEDITED.match(asked) for asked in requests)
    return "edited" if is_edited else ""


def safe_stem(name: str) -> str:
    """A file name without folders, controls and leading dots; empty where nothing is left."""
    flat = re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069/\\:*?\"<>|]+", " ", name)
    flat = " ".join(flat.split()).strip(". ")
    while len(flat.encode()) > LONGEST_NAME:
        flat = flat[:-1]
    return flat.strip(". ")


def stem_of(title: str, media: str, requests: list[str]) -> str:
    """The name without extension: the project's title, or the first media and what was done."""
    named = safe_stem(title)
    if named:
        return named
    base = safe_stem(_without_extension(media)) or "video"
    suffix = suffix_for(requests)
    return f"{base}-{suffix}" if suffix and not base.endswith(suffix) else base


def try_out(folder: Path) -> None:
    """Make a folder and a file in it that leaves no trace. Raises OSError with its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def place(folder: Path, stem: str, extension: str) -> Path:
    """A file of that name that does not exist yet: `clip.mp4`, `clip (2).mp4`."""
    wanted = folder / f"{stem}.{extension}"
    number = 2
    while wanted.exists() or wanted.is_symlink():
        wanted = folder / f"{stem} ({number}).{extension}"
        number += 1
    return wanted


def settle(part: Path, wanted: Path) -> Path:
    """Give a finished download its name, another program's file of that name untouched."""
    while True:
        target = place(wanted.parent, wanted.stem, wanted.suffix.lstrip("."))
        try:
            target.hardlink_to(part)
        except FileExistsError:
            continue
        except OSError:
            if _moved(part, target):
                return target
            continue
        part.unlink()
        return target


def _moved(part: Path, target: Path) -> bool:
    """Move where there are no hard links; False where another program took the name."""
    try:
        target.open("xb").close()
    except FileExistsError:
        return False
    try:
        part.replace(target)
    except OSError:
        target.unlink()
        raise
    return True


def _without_extension(name: str) -> str:
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    stem, dot, extension = last.rpartition(".")
    return stem if dot and 1 < len(extension) < 6 and extension.isalnum() else last
