"""Requests as people write them, in both languages, tried on drafts."""

import json
from pathlib import Path
from typing import Any

import pytest

from nemo_tui.studio.agent import Agent
from nemo_tui.studio.recipe import Library
from tests.studio.recipes.expectations import failures
from tests.studio.recipes.scene import medium, session

FOLDER = Path(__file__).parent / "requests"


def rows() -> list[Any]:
    """Every request with the name of its file and line."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                found.append(pytest.param(json.loads(line), id=f"{path.stem}-{number}"))
    return found


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent()


@pytest.mark.parametrize("row", rows())
async def test_request(row: dict[str, Any], agent: Agent, tmp_path: Path) -> None:
    said = row["say"] if isinstance(row["say"], list) else [row["say"]]
    scene = session(row["m"].split(), tmp_path)
    for message in said:
        if message.startswith("+"):
            more = (medium(name, tmp_path) for name in message[1:].split())
            scene.library = Library((*scene.library.items, *more))
        else:
            await scene.say(agent, message)
    assert failures(scene, row["want"]) == [], scene.replies
