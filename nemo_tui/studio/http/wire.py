"""The studio's values as the NemoVideo API shows them, and what it asks for."""

import secrets
from typing import Any

from nemo_tui.protocol.problems import Kind
from nemo_tui.protocol.routes import download_render
from nemo_tui.studio.http.answers import refuse
from nemo_tui.studio.recipe import Media
from nemo_tui.studio.store import Render

PLENTY = 1_000_000_000
MAX_URL = 8_000
Json = dict[str, Any]


def file(media: Media, origin: str) -> Json:
    """A media file: `duration` in seconds, as uploads are answered."""
    return {
        "id": media.id,
        "filename": media.name,
        "file_type": media.kind,
        "cdn_url": f"{origin}/api/media/{media.id}",
        "duration": media.duration / 1000,
        "width": media.width,
        "height": media.height,
        "fps": media.fps,
        "size": media.bytes,
        "has_audio": media.has_audio,
        "codec": media.codec,
        "source_url": media.source_url,
    }


def canvas(draft: Json | None) -> Json:
    """The picture's size, as far as the draft says."""
    about = (draft or {}).get("m") or {}
    return {key: about[key] for key in ("width", "height", "fps") if about.get(key)}


def status(render: Render, share: float, origin: str) -> Json:
    """How far an export is: both documented shapes in one."""
    done = render.status == "completed"
    answer: Json = {
        "id": render.id,
        "taskId": render.id,
        "status": render.status,
        "progress": 100 if done else round(100 * min(share, 0.99), 1),
        "createdAt": int(render.created * 1000),
    }
    if render.error:
        answer["error"] = render.error
    if done:
        url = origin + download_render(render.id)
        answer["outputUrl"] = url
        answer["completedAt"] = int((render.finished or 0) * 1000)
        answer["output"] = {
            "url": url,
            "duration": render.duration / 1000,
            "size": render.bytes,
            "width": render.width,
            "height": render.height,
        }
    return answer


def urls(body: Json, most: int) -> list[str]:
    """The URLs of an upload; raises a problem (BAD_REQUEST)."""
    wanted = body.get("urls")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= most:
        raise refuse(Kind.BAD_REQUEST, f"urls: a list of 1 to {most} addresses is wanted")
    if not all(isinstance(url, str) and 0 < len(url) <= MAX_URL for url in wanted):
        raise refuse(Kind.BAD_REQUEST, "urls: addresses are texts")
    return wanted


def claim(session_id: str) -> str:
    """A claim token of the hosted service's form; it carries no rights."""
    return f"clm_{session_id}_{secrets.token_hex(8)}"
