"""Names of files: safe, telling, never over another file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.naming import place, safe_stem, settle, stem_of, suffix_for


@pytest.mark.parametrize(
    ("requests", "suffix"),
    [
        (["compress this video to under 5MB and send me the file"], "compressed"),
        (["压缩到 50MB 以下"], "compressed"),
        (["combine these clips into a 60-second video"], "joined"),
        (["make a slideshow"], "slideshow"),
        (["trim the first 3 seconds"], "trimmed"),
        (["add music"], "edited"),
        (["download this video as an MP4"], ""),
        (["saving online videos to local device storage"], ""),
        (["下载这个视频"], ""),
        (["export 1080p MP4"], ""),
        (["Put the media on the timeline."], ""),
        ([], ""),
        (["export it", "add music"], "edited"),
        (["export it with a title that says Hello"], "edited"),
        (["export the first 2 seconds as MP4"], "trimmed"),
        (["把前2秒导出成MP4"], "trimmed"),
        (["导出竖屏的"], "edited"),
        (["save it in the highest quality"], ""),
    ],
)
def test_suffix_says_what_was_done(requests: list[str], suffix: str) -> None:
    assert suffix_for(requests) == suffix


def test_stem() -> None:
    assert stem_of("", "clip.mp4", ["compress it"]) == "clip-compressed"
    assert stem_of("Summer Trip", "clip.mp4", ["compress it"]) == "Summer Trip"
    assert stem_of("", "", []) == "video"
    assert stem_of("", "https://x.example/a/b/movie.mp4", []) == "movie"
    assert stem_of("", "clip-compressed.mp4", ["compress it"]) == "clip-compressed"
    assert stem_of("", "v1.2 final.mp4", []) == "v1.2 final"


@given(st.text())
def test_stem_is_one_safe_name(name: str) -> None:
    stem = safe_stem(name)
    assert len(stem.encode(errors="surrogatepass")) <= 80
    assert not set(stem) & set('/\\:*?"<>|\x00\n\x1b\u202e')
    assert not stem.startswith(".")


def test_place_counts_up(tmp_path: Path) -> None:
    assert place(tmp_path, "a", "mp4").name == "a.mp4"
    (tmp_path / "a.mp4").touch()
    (tmp_path / "a (2).mp4").symlink_to("nowhere")
    assert place(tmp_path, "a", "mp4").name == "a (3).mp4"


def test_settle_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("mine")
    part = tmp_path / ".a.part"
    part.write_text("new")
    assert settle(part, tmp_path / "a.mp4").name == "a (2).mp4"
    assert (tmp_path / "a.mp4").read_text() == "mine"
    assert not part.exists()


def test_settle_without_hard_links_overwrites_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rivals = ["theirs"]

    def refuse(target: Path, part: Path) -> None:
        if rivals:
            target.write_text(rivals.pop())
        raise PermissionError("no links on this disk")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    part = tmp_path / ".a.part"
    part.write_text("new")
    assert settle(part, tmp_path / "a.mp4").name == "a (2).mp4"
    assert (tmp_path / "a.mp4").read_text() == "theirs"
    assert (tmp_path / "a (2).mp4").read_text() == "new"
    assert not part.exists()


def test_settle_that_fails_leaves_the_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    part = tmp_path / ".a.part"
    part.write_text("new")
    with pytest.raises(PermissionError):
        settle(part, tmp_path / "a.mp4")
    assert part.read_text() == "new"
    assert not (tmp_path / "a.mp4").exists()
