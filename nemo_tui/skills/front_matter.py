"""The YAML between two lines of dashes, every scalar as the text that was written."""

from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

MAX_HEADER = 64_000


class NoYaml(ValueError):
    """A header that YAML refuses, that is no mapping, or that is too long to try."""


class _TextLoader(yaml.SafeLoader):
    """YAML whose scalars stay the text that was written, so that version 1.10 stays 1.10."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - the name is PyYAML's


def _as_written(loader: _TextLoader, node: yaml.Node) -> str:
    return str(loader.construct_scalar(node)) if isinstance(node, yaml.ScalarNode) else ""


for _kind in ("int", "float", "bool", "null", "timestamp", "binary"):
    _TextLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_written)


def split(text: str) -> tuple[str, str] | None:
    """Header and body; None where the second line of dashes is missing."""
    handler = YAMLHandler()
    if not handler.detect(text):
        return "", text
    try:
        header, body = handler.split(text)
    except ValueError:
        return None
    return str(header), str(body)


def load(header: str) -> dict[str, Any]:
    """The fields of a header. Raises NoYaml."""
    if len(header) > MAX_HEADER:
        raise NoYaml
    try:
        loaded = yaml.load(header, Loader=_TextLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NoYaml from error
    if not isinstance(loaded, dict):
        raise NoYaml
    return {str(key): value for key, value in loaded.items()}
