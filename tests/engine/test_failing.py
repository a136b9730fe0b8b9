"""Every problem has its sentences, and every sentence its values, in both languages."""

import re

import pytest

from nemo_tui.catalogue import Catalogue, Language
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.failing import failure
from nemo_tui.protocol.problems import Kind, Problem
from tests.engine.desk import SKILL, Desk, FakeClock


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentence_cause_and_next_step(desk: Desk, kind: Kind, language: Language) -> None:
    backend = Backend(desk.settings, desk.connect, SKILL.attribution, FakeClock())
    failed = failure(Problem(kind, "clip.mp4"), desk.settings, SKILL, backend)
    say = Catalogue(language)
    for part in ("what", "done", "next"):
        key = f"problem.{kind}.{part}"
        assert say.has(key)
        line = say(key, **failed.params)
        assert not re.search(r"[{}]", line), line
        assert len(line) >= 4


def test_registration_is_bound_to_the_anonymous_owner_only(desk: Desk) -> None:
    backend = Backend(desk.settings, desk.connect, SKILL.attribution, FakeClock())
    backend.user_id = "user_7"
    told = failure(Problem(Kind.NO_CREDITS), desk.settings, SKILL, backend)
    assert told.params["link"] == "https://nemovideo.com"
    backend.user_id = "anon_7"
    told = failure(Problem(Kind.NO_CREDITS), desk.settings, SKILL, backend)
    assert told.params["link"] == "https://nemovideo.com/register?bind=anon_7"
