"""Every path of the NemoVideo HTTP API, in one place for client and studio.

Source: the four skill documents; `CANCEL` and `RENDER_DOWNLOAD` from the vendor's reference.
"""

from urllib.parse import quote

APP = "nemo_agent"
USER = "me"

ANONYMOUS_TOKEN = "/api/auth/anonymous-token"
CLAIM_TOKEN = "/api/auth/claim-token"
SESSION = f"/api/tasks/{USER}/with-session/{APP}"
RUN_SSE = "/run_sse"
CREDITS = "/api/credits/balance/simple"
RENDER = "/api/render/proxy/lambda"


def upload(session_id: str) -> str:
    """Where files or URLs are sent for a session."""
    return f"/api/upload-video/{APP}/{USER}/{_part(session_id)}"


def state(session_id: str) -> str:
    """The project state (draft, media) of a session."""
    return f"/api/state/{APP}/{USER}/{_part(session_id)}/latest"


def render(render_id: str) -> str:
    """Poll one export."""
    return f"{RENDER}/{_part(render_id)}"


def cancel_render(render_id: str) -> str:
    """Cancel one export."""
    return f"{RENDER}/{_part(render_id)}/cancel"


def download_render(render_id: str) -> str:
    """The finished file of one export (note: no `lambda` in this path)."""
    return f"/api/render/proxy/{_part(render_id)}/download"


def _part(value: str) -> str:
    return quote(value, safe="")
