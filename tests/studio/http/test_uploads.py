"""Multipart bodies in pieces of any size."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.problems import Kind, Problem
from nemo_tui.studio.http.uploads import MAX_FILES, Receiver

KIND = "multipart/form-data; boundary=frontier"
LIMIT = 10**6


def body_of(files: list[tuple[str, bytes]], beside: bool = False) -> bytes:
    """A body as a client sends it."""
    parts = [
        f'--frontier\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    if beside:
        parts.insert(0, b'--frontier\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n')
    return b"".join(parts) + b"--frontier--\r\n"


async def chunks(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@given(
    contents=st.lists(st.binary(max_size=3000), max_size=4),
    size=st.integers(1, 2000),
    beside=st.booleans(),
)
async def test_files_arrive_as_sent(contents: list[bytes], size: int, beside: bool) -> None:
    files = [(f"文件 {number}.mp4", content) for number, content in enumerate(contents)]
    with TemporaryDirectory() as folder:
        receiver = Receiver(Path(folder), KIND)
        arrived = await receiver.receive(chunks(body_of(files, beside), size), LIMIT)
        assert [(one.name, one.path.read_bytes()) for one in arrived] == files


@given(cut=st.integers(0, 300), garbage=st.binary(max_size=20))
async def test_a_damaged_body_leaves_nothing(cut: int, garbage: bytes) -> None:
    whole = body_of([("a.mp4", b"x" * 200)])
    body = whole[: min(cut, len(whole) - 10)] + garbage
    with TemporaryDirectory() as folder:
        with pytest.raises(Problem) as caught:
            await Receiver(Path(folder), KIND).receive(chunks(body, 50), LIMIT)
        assert caught.value.kind == Kind.BAD_REQUEST
        assert list(Path(folder).iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("size", [200, 5000])
async def test_a_full_disk_is_told_and_leaves_nothing(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(path: Path, mode: str) -> IO[Any]:
        real(path, mode).close()
        return real(Path("/dev/full"), "wb")

    monkeypatch.setattr(Path, "open", full)
    body = body_of([("a.mp4", b"x" * size)])
    for _ in range(2):
        with pytest.raises(Problem) as caught:
            await Receiver(tmp_path, KIND).receive(chunks(body, 100), LIMIT)
        assert caught.value.kind == Kind.DISK_FULL
        assert list(tmp_path.glob("*.part")) == []
    monkeypatch.undo()
    [arrived] = await Receiver(tmp_path, KIND).receive(chunks(body, 100), LIMIT)
    assert arrived.path.read_bytes() == b"x" * size


async def test_too_many_files_are_refused(tmp_path: Path) -> None:
    body = body_of([(f"{number}", b"") for number in range(MAX_FILES + 1)])
    with pytest.raises(Problem) as caught:
        await Receiver(tmp_path, KIND).receive(chunks(body, 5000), LIMIT)
    assert caught.value.kind == Kind.TOO_LARGE
    assert list(tmp_path.glob("*.part")) == []


async def test_more_bytes_than_the_limit_are_refused(tmp_path: Path) -> None:
    body = body_of([("a", b"x" * 5000)])
    with pytest.raises(Problem) as caught:
        await Receiver(tmp_path, KIND).receive(chunks(body, 100), 2000)
    assert caught.value.kind == Kind.TOO_LARGE
    assert list(tmp_path.glob("*.part")) == []
