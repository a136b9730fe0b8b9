"""Every sentence exists in both languages and asks for the same values."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from nemo_tui.catalogue import LANGUAGES, Catalogue
from nemo_tui.ui.app import NemoApp

PACKAGE = Path(__file__).parent.parent / "nemo_tui"
LINES = Catalogue().lines
NO_KEYS = (".md", ".py", ".toml", ".tcss")
FILES = {key.split(".")[0] for key in LINES}


def fields(line: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(line) if name}


@pytest.mark.parametrize("key", sorted(LINES))
def test_a_line_is_whole_in_both_languages(key: str) -> None:
    line = LINES[key]
    assert set(line) == set(LANGUAGES)
    assert len({bool(text.strip()) for text in line.values()}) == 1
    assert fields(line["en"]) == fields(line["zh"])


def test_the_language_can_be_changed_at_once() -> None:
    catalogue = Catalogue("en")
    english = catalogue("skills.empty")
    catalogue.language = "zh"
    assert catalogue("skills.empty") != english


def test_a_missing_key_or_value_is_no_error() -> None:
    catalogue = Catalogue()
    assert catalogue("no.such.key") == "no.such.key"
    assert "{path}" in catalogue("skills.hides", other=1)
    assert catalogue.has("skills.empty")
    assert not catalogue.has("skills")


def keys_in(file: Path) -> Iterator[str]:
    """Texts in the code that look like a key of the catalogue; ids of bindings look alike."""
    shape = re.compile(rf"(?:{'|'.join(sorted(FILES))})(?:\.[a-z_]+)+")
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    ids = {id(node.value) for node in nodes if isinstance(node, ast.keyword) and node.arg == "id"}
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in ids else None
        if isinstance(text, str) and shape.fullmatch(text) and not text.endswith(NO_KEYS):
            yield text


def known(key: str) -> bool:
    """Whether it is a key, the beginning of keys, or an action of the screen's own."""
    if key.endswith("_"):
        return any(line.startswith(key) for line in LINES)
    return key in LINES or hasattr(NemoApp, key.replace("app.", "action_", 1))


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_every_key_that_the_code_names_has_a_line(file: Path) -> None:
    assert [key for key in keys_in(file) if not known(key)] == []


def test_on_this_machine_nothing_is_said_to_be_uploaded() -> None:
    assert Catalogue("en")("app.step.upload") == "upload"
    here = Catalogue("en", is_here=True)
    assert here("app.step.upload") == "open"
    assert here("app.step.export") == "export"
