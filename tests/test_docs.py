"""The manual tells the truth: what exists is in it, and what is in it works."""

import argparse
import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from nemo_tui.cli.arguments import parser
from nemo_tui.config import Settings, load
from nemo_tui.headless import Exit
from nemo_tui.hooks import ClientHooks, Plugins, StudioHooks
from nemo_tui.plugins.commands import COMMANDS
from nemo_tui.plugins.skill_roots import PERSONAL, PROJECT
from nemo_tui.protocol.problems import CODES, Kind
from nemo_tui.skills import read_skill

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"
PAGES = sorted([TOP / "README.md", TOP / "CHANGELOG.md", *DOCS.rglob("*.md")])
NOT_IN_THE_FILE = {"paths", "token", "client_id"}


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


@pytest.mark.parametrize("specs", [ClientHooks, StudioHooks])
def test_every_hook_is_documented_with_its_arguments(specs: type) -> None:
    text = page("plug-ins.md")
    for name, function in inspect.getmembers(specs, inspect.isfunction):
        arguments = ", ".join(list(inspect.signature(function).parameters)[1:])
        assert f"`{name}({arguments})`" in text


def test_the_plug_in_of_the_manual_works() -> None:
    module = ModuleType("from_the_manual")
    exec(blocks(page("plug-ins.md"), "python")[0], module.__dict__)
    plugins = Plugins(ClientHooks)
    plugins.register(module)
    assert plugins.first("nemo_poll_delay", job=None, attempt=1, backend="cloud") == 5.0
    assert plugins.first("nemo_commands")[0].name == "ship"
    assert plugins.first("nemo_skill_roots", settings=None)
    assert plugins.faults == []


def test_every_command_is_documented() -> None:
    known = {command.name for command in COMMANDS}
    assert {name for name in known if f"| `/{name}`" not in page("keys.md")} == set()
    assert set(re.findall(r"^\| `/([a-z]+)", page("using.md"), re.M)) <= known


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def test_every_command_line_and_option_is_documented() -> None:
    text = page("using.md")
    for one in parsers(parser()):
        assert f"`{one.prog}" in text
        options = [option for option in one._option_string_actions if option.startswith("--")]
        spoken = set(options) - {"--help", "--version"}
        assert [option for option in spoken if not re.search(rf"`[^`]*{option}\b", text)] == []


def test_every_exit_code_is_documented() -> None:
    table = page("using.md").split("### Exit codes")[1].split("## ")[0]
    assert [code for code in Exit if f"| {code.value} |" not in table] == []


def test_the_settings_file_of_the_manual_is_complete_and_valid(home: Path) -> None:
    text = blocks(page("using.md"), "toml")[0]
    known = {field.name for field in fields(Settings)} - NOT_IN_THE_FILE
    assert set(tomllib.loads(text)) == known
    file = home / ".config/nemo-tui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert load({"HOME": str(home)}).poll_seconds == 5


def test_every_variable_of_the_environment_is_documented() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in DOCS.glob("*.md"))
    found: set[str] = set()
    for file in (TOP / "nemo_tui").rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z][A-Z_]+)\"", code))
        found |= set(re.findall(r"\"((?:NEMO|SKILL|CLAWD?HUB|XDG)_[A-Z_]+)\"", code))
    unnamed = {"HOME", "LANG", "LC_ALL", "LC_MESSAGES", "TERM", "TERM_PROGRAM", "SKILL_FILES"}
    unnamed |= {"COLORTERM", "DISPLAY", "WAYLAND_DISPLAY", "YTDLP_NO_PLUGINS"}
    assert len(found) > 8
    assert {name for name in found - unnamed if f"`{name}" not in text} == set()


def test_every_folder_of_skills_is_documented() -> None:
    text = page("skills.md")
    assert [folder for folder in PROJECT if f"`{folder}`" not in text] == []
    assert [folder for folder in PERSONAL if f"`~/{folder}`" not in text] == []


def test_the_skill_of_the_manual_is_a_skill(tmp_path: Path) -> None:
    file = tmp_path / "example.md"
    file.write_text(blocks(page("skills.md"), "markdown")[0], encoding="utf-8")
    skill = read_skill(file)
    assert skill.warnings == ()
    assert (skill.name, len(skill.starters), skill.emoji) == ("podcast-trimmer", 2, "🎙️")
    assert skill.voice("zh").starters == ("去掉静音",)


def test_every_code_and_kind_of_problem_is_documented() -> None:
    text = page("protocol.md")
    assert [code for code in CODES if not re.search(rf"\b{code}\b", text)] == []
    assert [kind for kind in Kind if f"`{kind}`" not in text] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(TOP)))
def test_links_lead_somewhere(file: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (file.parent / target).exists()] == []


def test_every_page_is_in_the_index() -> None:
    index = page("index.md") + page("decisions/index.md")
    missing = [file.name for file in DOCS.rglob("*.md") if f"{file.name})" not in index]
    assert [name for name in missing if name != "index.md"] == []


def test_the_first_screenful_of_the_readme_has_the_two_lines() -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    first = blocks(text, "sh")[0].splitlines()
    assert first == text.splitlines()[text.splitlines().index("```sh") + 1 :][:2]
    assert text.splitlines().index(first[1]) < 20
    assert first[0].startswith("python3 -m venv")
    assert first[0].endswith(".venv/bin/nemo-tui")
    assert first[1].endswith(".venv/bin/python -m pytest -q")


def test_versions_are_pinned_without_addresses() -> None:
    text = (TOP / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line) for line in lines)
    wanted = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = wanted["optional-dependencies"]
    names = {
        re.split(r"[\[<>=~! ]", requirement)[0].lower()
        for requirement in [
            *wanted["dependencies"],
            *(r for extra in extras.values() for r in extra),
        ]
    }
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    assert names - pinned == {"nemo-tui"}
