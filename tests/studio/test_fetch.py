"""Fetching over real sockets: direct files, HLS, DASH, pages, and what must not be followed."""

import asyncio
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import av
import pytest

from nemo_tui.hooks import Plugins, StudioHooks, hookimpl
from nemo_tui.studio.fetch import FetchFailed, Limits, Progress, fetch
from nemo_tui.studio.media.ffmpeg import binary
from tests.studio.web import Site, redirect, send, send_file, status

pytestmark = pytest.mark.media


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip as MP4, HLS, encrypted HLS, DASH and a page around it."""
    folder = tmp_path_factory.mktemp("site")
    source = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=4"]
    tone = ["-f", "lavfi", "-i", "sine=d=4"]
    encode = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-c:a", "aac", "-shortest"]

    def make(*arguments: str) -> None:
        command = [str(binary()), "-v", "error", "-y", *source, *tone, *encode, *arguments]
        subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL)

    make("clip.mp4")
    make("-f", "hls", "-hls_time", "1", "-hls_playlist_type", "vod", "hls.m3u8")
    (folder / "key").write_bytes(bytes(range(16)))
    (folder / "key.info").write_text("key\nkey\n")
    make(
        *("-f", "hls", "-hls_time", "1", "-hls_playlist_type", "vod"),
        *("-hls_key_info_file", "key.info", "-hls_segment_filename", "aes%d.ts", "aes.m3u8"),
    )
    make("-f", "dash", "-seg_duration", "1", "dash.mpd")
    page = "<html><title>我的 clip</title><body><video src='/clip.mp4'></video></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def site(clips: Path) -> Iterator[Site]:
    """The web site with the clips."""
    with Site(clips).running() as site:
        yield site


async def fetched(url: str, folder: Path, **options: Any) -> tuple[Path, list[Progress]]:
    seen: list[Progress] = []
    target = folder / "in"
    target.mkdir(exist_ok=True)
    path = await fetch(url, target, seen.append, **options)
    return path, seen


async def why(url: str, folder: Path, **options: Any) -> str:
    with pytest.raises(FetchFailed) as caught:
        await fetched(url, folder, **options)
    return caught.value.reason


async def test_a_direct_file_arrives_whole_under_its_name(site: Site, tmp_path: Path) -> None:
    path, seen = await fetched(site.url("/clip.mp4"), tmp_path)
    assert path.name == "clip.mp4"
    assert path.read_bytes() == (site.folder / "clip.mp4").read_bytes()
    assert seen[-1].total == path.stat().st_size


async def test_a_long_chinese_name_fits_the_file_system(site: Site, tmp_path: Path) -> None:
    body = (site.folder / "clip.mp4").read_bytes()
    page = quote(f"/{'城' * 110}.mp4")
    site.pages[page] = lambda request: send(request, body, "video/mp4")
    path, _ = await fetched(site.url(page), tmp_path)
    assert path.name.endswith("城.mp4")
    assert path.read_bytes() == body


async def test_the_fetching_process_runs_nothing_of_the_working_folder_and_knows_no_keys(
    site: Site, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = home / "it-ran"
    (home / "httpx.py").write_text(f"open({str(mark)!r}, 'w')")
    monkeypatch.setenv("NEMO_TOKEN", "secret")
    start, given = asyncio.create_subprocess_exec, {}

    async def watched(*words: str, **options: Any) -> Any:
        given.update(options["env"])
        return await start(*words, **options)

    monkeypatch.setattr("nemo_tui.studio.fetch.asyncio.create_subprocess_exec", watched)
    await fetched(site.url("/clip.mp4"), tmp_path)
    assert not mark.exists()
    assert given
    assert not any(name.startswith("NEMO_") for name in given)


async def test_a_broken_connection_is_resumed_by_range(site: Site, tmp_path: Path) -> None:
    whole = (site.folder / "clip.mp4").read_bytes()

    def cut_once(request: BaseHTTPRequestHandler) -> None:
        if site.seen.count("/cut.mp4") > 1:
            send_file(request, site.folder / "clip.mp4")
            return
        request.send_response(200)
        request.send_header("Content-Type", "video/mp4")
        request.send_header("Content-Length", str(len(whole)))
        request.end_headers()
        request.wfile.write(whole[:5000])
        request.close_connection = True

    site.pages["/cut.mp4"] = cut_once
    path, _ = await fetched(site.url("/cut.mp4"), tmp_path)
    assert path.read_bytes() == whole


async def test_a_server_without_range_starts_again(site: Site, tmp_path: Path) -> None:
    whole = (site.folder / "clip.mp4").read_bytes()

    def cut_once(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "video/mp4")
        request.send_header("Content-Length", str(len(whole)))
        request.end_headers()
        request.wfile.write(whole if site.seen.count("/cut.mp4") > 1 else whole[:5000])
        request.close_connection = True

    site.pages["/cut.mp4"] = cut_once
    path, _ = await fetched(site.url("/cut.mp4"), tmp_path)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("path", ["/hls.m3u8", "/aes.m3u8", "/dash.mpd", "/page.html"])
async def test_playlists_and_pages_become_one_file(site: Site, tmp_path: Path, path: str) -> None:
    made, _ = await fetched(site.url(path), tmp_path)
    with av.open(str(made)) as film:
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(4, abs=0.3)
        assert [stream.codec.name for stream in film.streams] == ["h264", "aac"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (status(404), "not_found"),
        (status(401), "login"),
        (status(403), "forbidden"),
        (status(410), "gone"),
        (status(429), "rate"),
        (status(451), "geo"),
        (status(503), "server"),
        (redirect("/page"), "redirects"),
        (redirect("file:///etc/passwd"), "scheme"),
        (redirect("ftp://127.0.0.1/x"), "scheme"),
        (lambda request: send(request, b"<html><p>words only</p></html>"), "nothing"),
        (lambda request: send(request, b"", "video/mp4"), "nothing"),
    ],
)
async def test_every_failure_has_its_reason(
    site: Site, tmp_path: Path, page: Any, reason: str
) -> None:
    site.pages["/page"] = page
    assert await why(site.url("/page"), tmp_path) == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.0.1/x", "scheme"),
        ("/etc/passwd", "scheme"),
        ("http://", "address"),
        ("http://[::1", "address"),
        ("http://127.0.0.1:99999/x", "address"),
        ("http://127.0.0.1:9/x.mp4", "refused"),
        ("http://no-such-host.invalid/x.mp4", "dns"),
    ],
)
async def test_addresses_that_cannot_be_fetched(tmp_path: Path, url: str, reason: str) -> None:
    assert await why(url, tmp_path) == reason


async def test_a_live_stream_is_refused(site: Site, tmp_path: Path) -> None:
    listing = (site.folder / "hls.m3u8").read_text()
    live = listing.replace("#EXT-X-ENDLIST", "").replace("#EXT-X-PLAYLIST-TYPE:VOD\n", "")
    site.pages["/live.m3u8"] = lambda request: send(
        request, live.encode(), "application/vnd.apple.mpegurl"
    )
    assert await why(site.url("/live.m3u8"), tmp_path) == "live"


def inside(site: Site, port_of: Site) -> str:
    return f"http://127.0.0.2:{port_of.port}/clip.mp4"


@pytest.fixture
def other(clips: Path) -> Iterator[Site]:
    """A second host on this machine, that nobody typed."""
    with Site(clips, "127.0.0.2").running() as other:
        yield other


async def test_a_redirect_may_not_lead_to_another_inner_host(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/away"] = redirect(other.url("/clip.mp4"))
    assert await why(site.url("/away"), tmp_path) == "inside"
    assert other.seen == []


async def test_a_page_may_not_lead_to_another_inner_host(
    site: Site, other: Site, tmp_path: Path
) -> None:
    page = f"<html><video src='{other.url('/clip.mp4')}'></video></html>".encode()
    site.pages["/away.html"] = lambda request: send(request, page)
    assert await why(site.url("/away.html"), tmp_path) == "inside"
    assert other.seen == []


async def test_a_playlist_may_not_lead_to_another_inner_host(
    site: Site, other: Site, tmp_path: Path
) -> None:
    listing = (site.folder / "hls.m3u8").read_text().replace("hls", other.url("/hls"))
    site.pages["/away.m3u8"] = lambda request: send(
        request, listing.encode(), "application/vnd.apple.mpegurl"
    )
    assert await why(site.url("/away.m3u8"), tmp_path) == "inside"
    assert other.seen == []


async def test_a_file_in_a_playlist_is_not_read(site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ts"
    secret.write_bytes((site.folder / "hls0.ts").read_bytes())
    listing = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n"
    site.pages["/file.m3u8"] = lambda request: send(
        request, listing.encode(), "application/vnd.apple.mpegurl"
    )
    with pytest.raises(FetchFailed):
        await fetched(site.url("/file.m3u8"), tmp_path)


async def test_redirects_inside_are_followed_when_switched_on(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/away"] = redirect(other.url("/clip.mp4"))
    path, _ = await fetched(site.url("/away"), tmp_path, limits=Limits(inside=True))
    assert path.name == "clip.mp4"


async def test_a_declared_size_over_the_limit_is_refused(site: Site, tmp_path: Path) -> None:
    assert await why(site.url("/clip.mp4"), tmp_path, limits=Limits(bytes=1000)) == "too_large"


async def test_an_endless_file_is_stopped_at_the_limit(site: Site, tmp_path: Path) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "video/mp4")
        request.end_headers()
        request.close_connection = True
        try:
            while True:
                request.wfile.write(b"\0" * 65536)
        except OSError:
            pass

    site.pages["/endless.mp4"] = endless
    limits = Limits(bytes=1_000_000)
    assert await why(site.url("/endless.mp4"), tmp_path, limits=limits) == "too_large"


async def test_a_large_playlist_is_stopped_at_the_limit(site: Site, tmp_path: Path) -> None:
    assert await why(site.url("/hls.m3u8"), tmp_path, limits=Limits(bytes=10_000)) == "too_large"


async def test_a_slow_server_is_given_up(site: Site, tmp_path: Path) -> None:
    going = asyncio.Event()
    loop = asyncio.get_running_loop()

    def silent(request: BaseHTTPRequestHandler) -> None:
        loop.call_soon_threadsafe(going.set)
        request.rfile.read(1)

    site.pages["/slow.mp4"] = silent
    assert await why(site.url("/slow.mp4"), tmp_path, limits=Limits(seconds=3)) == "too_long"
    assert going.is_set()


async def test_cancelling_ends_the_process(site: Site, tmp_path: Path) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def silent(request: BaseHTTPRequestHandler) -> None:
        loop.call_soon_threadsafe(asked.set)
        request.rfile.read(1)
        loop.call_soon_threadsafe(gone.set)

    site.pages["/slow.mp4"] = silent
    task = asyncio.create_task(fetched(site.url("/slow.mp4"), tmp_path))
    await asyncio.wait_for(asked.wait(), 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(gone.wait(), 30)


async def test_a_plug_in_is_asked_first(tmp_path: Path) -> None:
    class Mine:
        @hookimpl
        def nemo_fetch(self, url: str, folder: Path) -> Path:
            made = folder / "mine.mp4"
            made.write_bytes(url.encode())
            return made

    plugins = Plugins(StudioHooks)
    plugins.register(Mine())
    path, _ = await fetched("http://example.invalid/a", tmp_path, plugins=plugins)
    assert path.read_bytes() == b"http://example.invalid/a"


async def test_a_plug_in_may_not_point_outside_the_folder(tmp_path: Path) -> None:
    class Mine:
        @hookimpl
        def nemo_fetch(self, url: str, folder: Path) -> Path:
            return Path("/etc/passwd")

    plugins = Plugins(StudioHooks)
    plugins.register(Mine())
    assert await why("http://example.invalid/a", tmp_path, plugins=plugins) == "nothing"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_failure_reads_as_a_sentence(language: Any) -> None:
    text = str(FetchFailed("too_large", 12, language))
    assert "12" in text
    assert "{" not in text
