"""Requests made up from the description: whatever comes, the studio answers in its envelope.

NEMO_FUZZ sets the number of requests (300 by default; 5000 before a release).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemo_tui.studio.http.openapi import PATHS
from tests.studio.harness import TOKEN, Choice, Running, studio

REQUESTS = int(os.environ.get("NEMO_FUZZ", "300"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
VISIBLE = st.text(st.characters(min_codepoint=32, max_codepoint=126)).map(str.strip)
DRAFT = st.fixed_dictionaries(
    {},
    optional={
        "t": st.lists(
            st.fixed_dictionaries(
                {"tt": st.sampled_from([0, 1, 2, 7, 9]) | ANYTHING},
                optional={"sg": st.lists(st.dictionaries(st.sampled_from("sdnm"), ANYTHING))},
            ),
            max_size=3,
        ),
        "m": ANYTHING,
        "d": ANYTHING,
    },
)


def value_of(schema: dict[str, Any], name: str, session: str) -> st.SearchStrategy[Any]:
    """Mostly what the description says, sometimes anything at all."""
    if name in ("session_id", "sessionId"):
        return st.sampled_from([session, session, session, "0"]) | ANYTHING
    if name == "draft":
        return DRAFT | ANYTHING
    if name == "urls":  # nothing may be fetched in this test
        return st.lists(st.sampled_from(["", "file:///etc/passwd", "gopher://x"])) | st.integers()
    if schema.get("type") == "object":
        return object_of(schema, session) | ANYTHING
    if schema.get("type") == "array":
        return st.lists(value_of(schema["items"], "", session), max_size=3) | ANYTHING
    return st.text(max_size=40) | ANYTHING


def object_of(schema: dict[str, Any], session: str) -> st.SearchStrategy[Any]:
    properties = schema.get("properties", {})
    fields = {name: value_of(inner, name, session) for name, inner in properties.items()}
    return st.fixed_dictionaries({}, optional=fields)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One studio for all requests."""
    with studio(tmp_path_factory.mktemp("fuzz") / "data", Choice()) as running:
        yield running


@pytest.fixture(scope="module")
def session(running: Running) -> str:
    """A session that exists."""
    return running.session()


OPERATIONS = [(method, path) for path, item in PATHS.items() for method in item]
ACCEPTED = ("application/json", "text/event-stream")


@settings(
    max_examples=REQUESTS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_no_request_breaks_the_studio(running: Running, session: str, data: st.DataObject) -> None:
    method, path = data.draw(st.sampled_from(OPERATIONS))
    answer = running.http.send(request_of(running, session, method, path, data))
    assert answer.status_code < 500, (answer.request, answer.text)
    assert answer.headers["content-type"].partition(";")[0] in ACCEPTED, answer.text
    if answer.status_code >= 400:
        assert answer.json()["code"] != 0
        assert answer.json()["message"]


def request_of(
    running: Running, session: str, method: str, path: str, data: st.DataObject
) -> httpx.Request:
    for name in ("session_id", "render_id", "media_id"):
        if f"{{{name}}}" in path:
            part = data.draw(st.sampled_from([session]) | st.text(min_size=1, max_size=30))
            path = path.replace(f"{{{name}}}", quote(part, safe=""))
    headers = {"Authorization": f"Bearer {data.draw(st.sampled_from([TOKEN] * 9 + ['x']))}"}
    for name in ("X-Client-Id", "X-Skill-Source", "Range"):
        if data.draw(st.integers(0, 3)) == 0:
            headers[name] = data.draw(VISIBLE)
    return running.http.build_request(
        method, path, headers=headers, **body_of(session, method, path, data)
    )


def body_of(session: str, method: str, path: str, data: st.DataObject) -> dict[str, Any]:
    if method == "get":
        return {}
    kind = data.draw(st.integers(0, 9))
    if kind == 0:
        return {"content": data.draw(st.binary(max_size=200))}
    if "upload" in path and kind < 5:
        files = data.draw(st.lists(st.tuples(st.text(max_size=20), st.binary()), max_size=3))
        return {"files": [("files", file) for file in files]}
    described = next((item for known, item in PATHS.items() if same(known, path)), {})
    schema = described.get(method, {}).get("requestBody", {}).get("content", {})
    wanted = schema.get("application/json", {}).get("schema", {"type": "object"})
    body = data.draw(object_of(wanted, session) if kind < 8 else ANYTHING)
    return {"json": body}


def same(known: str, path: str) -> bool:
    return known.partition("{")[0] == path[: len(known.partition("{")[0])]


def test_nothing_of_the_fuzz_stays(running: Running) -> None:
    assert [path for path in Path(running.studio.folders.incoming).rglob("*")] == []
