"""A problem as the event that tells of it, with the values its sentence needs."""

from nemo_tui.config import Settings
from nemo_tui.engine.backend import Backend
from nemo_tui.engine.turn import Failed, Params
from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.skills import Skill


def failure(problem: Problem, settings: Settings, skill: Skill, backend: Backend) -> Failed:
    """The event for a problem; links and limits are filled in."""
    params: Params = {
        "detail": problem.detail,
        "limit": f"{skill.max_bytes // 1_000_000} MB",
        "formats": ", ".join(skill.formats),
        "host": backend.host or settings.backend,
        "link": _link(problem.kind, settings, backend),
    }
    return Failed(str(problem.kind), problem.detail, params)


def _link(kind: Kind, settings: Settings, backend: Backend) -> str:
    """Where the person can act on the web; only an anonymous owner has something to bind."""
    web = settings.web_url.rstrip("/")
    if kind is Kind.NO_CREDITS and backend.user_id and not backend.has_account:
        return f"{web}/register?bind={backend.user_id}"
    return f"{web}/register" if not backend.has_account else web
