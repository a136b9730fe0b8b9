"""Settings: environment over `config.toml` over defaults; XDG paths; secret files 0600."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nemo_tui.protocol.addresses import origin

HOSTED_API = "https://mega-api-prod.nemovideo.ai"
HOSTED_WEB = "https://nemovideo.com"


class BadSetting(ValueError):
    """A setting with a value that cannot be used; the message names it."""


@dataclass(frozen=True)
class Paths:
    """Every folder that the program writes to."""

    config: Path
    data: Path
    cache: Path
    shared: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Paths":
        """The XDG folders; `shared` is where every NemoVideo skill keeps its client id."""
        home = Path(environ.get("HOME") or Path.home())

        def base(variable: str, default: str) -> Path:
            value = environ.get(variable, "")
            return Path(value) if Path(value).is_absolute() else home / default

        return cls(
            config=base("XDG_CONFIG_HOME", ".config") / "nemo-tui",
            data=base("XDG_DATA_HOME", ".local/share") / "nemo-tui",
            cache=base("XDG_CACHE_HOME", ".cache") / "nemo-tui",
            shared=base("XDG_CONFIG_HOME", ".config") / "nemovideo",
        )

    @property
    def settings_file(self) -> Path:
        """The settings that the person may edit."""
        return self.config / "config.toml"

    @property
    def skills(self) -> Path:
        """The person's own skills."""
        return self.config / "skills"


@dataclass(frozen=True)
class Settings:
    """What is in force for this run. Empty strings mean "decide when needed"."""

    paths: Paths
    backend: str = "local"
    api_url: str = HOSTED_API
    web_url: str = HOSTED_WEB
    token: str = field(default="", repr=False)
    client_id: str = ""
    skill: str = ""
    output: Path = Path()
    language: str = ""
    theme: str = ""
    poll_seconds: float | None = None
    pictures: str = "auto"
    notify: bool = True
    keep_history: bool = True
    plugins_from_folder: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force. Raises BadSetting for a file or variable that cannot be read."""
    paths = Paths.of(environ)
    written = _read(paths.settings_file)
    token = environ.get("NEMO_TOKEN", "")
    hosted = bool(token or environ.get("NEMO_API_URL"))
    return Settings(
        paths=paths,
        backend=backend(_text(written, "backend", "cloud" if hosted else "local")),
        api_url=_address("api_url", environ.get("NEMO_API_URL"), written, HOSTED_API),
        web_url=_address("web_url", environ.get("NEMO_WEB_URL"), written, HOSTED_WEB),
        token=token,
        client_id=environ.get("NEMO_CLIENT_ID", ""),
        skill=_text(written, "skill", ""),
        output=_output(_text(written, "output", "")),
        language=_language(environ, _text(written, "language", "")),
        theme=_text(written, "theme", ""),
        poll_seconds=_seconds(environ.get("NEMO_POLL_SECONDS"), written.get("poll_seconds")),
        pictures=_text(written, "pictures", "auto"),
        notify=_truth(written, "notify", True),
        keep_history=_truth(written, "keep_history", True),
        plugins_from_folder=_truth(written, "plugins_from_folder", False),
        keys=_table(written, "keys"),
    )


def backend(value: str) -> str:
    """`local`, `cloud` or an http(s) address. Raises BadSetting."""
    return value if value in ("local", "cloud") else _checked("backend", value)


def _address(key: str, variable: str | None, written: Mapping[str, Any], default: str) -> str:
    return _checked(key, variable or _text(written, key, default))


def _checked(key: str, value: str) -> str:
    """An address without a user name, which would go out in place of the token."""
    address = value.strip().rstrip("/")
    if not origin(address) or not address.isprintable() or "@" in address.split("/")[2]:
        shown = address.rpartition("@")[2]
        raise BadSetting(f"{key}: {shown!r} is no http(s) address without a user name")
    return address


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from error


def _text(written: Mapping[str, Any], key: str, default: str) -> str:
    value = written.get(key, default)
    if not isinstance(value, str):
        raise BadSetting(f"{key}: a text is wanted")
    return value


def _truth(written: Mapping[str, Any], key: str, default: bool) -> bool:
    value = written.get(key, default)
    if not isinstance(value, bool):
        raise BadSetting(f"{key}: true or false is wanted")
    return value


def _table(written: Mapping[str, Any], key: str) -> dict[str, str]:
    value = written.get(key, {})
    if not isinstance(value, dict):
        raise BadSetting(f"{key}: a table is wanted")
    return {name: str(text) for name, text in value.items()}


def _seconds(variable: str | None, written: object) -> float | None:
    value = variable or written
    if value is None:
        return None
    try:
        seconds = float(str(value))
    except ValueError as error:
        raise BadSetting(f"poll_seconds: {value!r} is not a number of seconds") from error
    if not 0.05 <= seconds <= 600:
        raise BadSetting("poll_seconds: between 0.05 and 600 is wanted")
    return seconds


def _output(written: str) -> Path:
    return expanded(written) if written else Path()


def expanded(path: str) -> Path:
    """The path with `~` resolved; one with the name of nobody stays as it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - pathlib raises for an unknown name


def _language(environ: Mapping[str, str], written: str) -> str:
    if written:
        return "zh" if written.startswith("zh") else "en"
    named = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "zh" if named.lower().startswith("zh") else "en"


def write_private(file: Path, text: str) -> None:
    """Write a secret: mode 0600 from the first byte, replaced whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
