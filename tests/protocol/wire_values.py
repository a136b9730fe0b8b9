"""JSON values as a hostile or careless backend might send them."""

from hypothesis import strategies as st

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["0", "1001", "completed", "unlimited", "https://x/y.mp4", "42%", 2**63])
)
KEYS = st.sampled_from(
    [
        "code",
        "data",
        "success",
        "error",
        "detail",
        "message",
        "token",
        "user_id",
        "expires_at",
        "credits",
        "session_id",
        "task_id",
        "available",
        "frozen",
        "total",
        "unlimited",
        "state",
        "draft",
        "video_infos",
        "generated_media",
        "task_name",
        "status",
        "progress",
        "output",
        "outputUrl",
        "url",
        "duration",
        "size",
        "id",
        "taskId",
        "files",
        "filename",
        "file_type",
        "cdn_url",
        "width",
        "content",
        "parts",
        "text",
        "thought",
        "role",
        "partial",
        "author",
        "functionCall",
        "functionResponse",
        "name",
        "actions",
        "stateDelta",
        "errorCode",
        "errorMessage",
        "type",
        "heartbeat",
        "event",
        "claim_token",
    ]
) | st.text(max_size=5)


def values() -> st.SearchStrategy[object]:
    """Any JSON value, rich in the keys of the wire."""
    return st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
        max_leaves=25,
    )
