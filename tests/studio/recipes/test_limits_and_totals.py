"""Size limits that cannot be kept decently, and totals that survive transitions."""

from dataclasses import replace
from pathlib import Path

import pytest

from nemo_tui.studio.agent import Agent
from nemo_tui.studio.draft import TrackType
from nemo_tui.studio.language.bilingual import size
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.rendering import sizing
from nemo_tui.studio.rendering.pictures import Frame
from tests.studio.recipes.scene import session


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent()


@pytest.mark.parametrize(
    ("say", "yes"), [("compress to 100 KB", "yes please"), ("压缩到100KB", "好的")]
)
async def test_a_limit_that_ruins_the_picture_is_refused_and_the_least_offered(
    agent: Agent, tmp_path: Path, say: str, yes: str
) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    reply = await scene.say(agent, say)
    assert not scene.changed
    least = sizing.least_bytes(1280, 720, 30, 30_000)
    assert size(least) in reply
    await scene.say(agent, yes)
    assert scene.draft.canvas.max_bytes == least


async def test_an_offer_holds_for_the_next_message_only(agent: Agent, tmp_path: Path) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    await scene.say(agent, "compress to 100 KB")
    await scene.say(agent, "mute it")
    await scene.say(agent, "yes")
    assert scene.draft.canvas.max_bytes == 0


async def test_a_smaller_picture_is_told_with_a_codec_that_spares_it(
    agent: Agent, tmp_path: Path
) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    reply = await scene.say(agent, "under 2 MB please")
    made = sizing.decent(Frame(1280, 720, 30), 2_000_000, 30_000, "h264")
    assert f"The picture may become {made.width}x{made.height}" in reply
    assert "use AV1" in reply
    await scene.say(agent, "use AV1")
    assert scene.draft.canvas.codec == "av1"
    assert scene.draft.canvas.max_bytes == 2_000_000


async def test_a_limit_that_the_picture_bears_is_told_without_more(
    agent: Agent, tmp_path: Path
) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    assert "picture may become" not in await scene.say(agent, "under 20 MB please")


@pytest.mark.parametrize(
    ("say", "told"),
    [
        ("compress to 50 MB", "already 30 MB, under 50 MB"),
        ("压缩到50MB", "已经小于 50 MB"),
        ("make it fit for telegram", "under 50 MB, which Telegram takes"),
    ],
)
async def test_what_is_small_enough_is_left_as_it_is(
    agent: Agent, tmp_path: Path, say: str, told: str
) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    assert told in await scene.say(agent, say)
    assert scene.draft.canvas.max_bytes == 50_000_000
    await scene.say(agent, "trim it to 10 seconds")
    assert "(the source is 10 MB)" in await scene.say(agent, "under 20 MB please")


@pytest.mark.parametrize("say", ["compress this video", "make it half the size", "压缩一下"])
async def test_what_less_would_ruin_keeps_its_size(agent: Agent, tmp_path: Path, say: str) -> None:
    scene = session(["lecture.mp4"], tmp_path)
    scene.library = Library(tuple(replace(item, bytes=90_000) for item in scene.library.items))
    reply = await scene.say(agent, say)
    assert "90 kB" in reply
    assert 90_000 < scene.draft.canvas.max_bytes < 100_000


@pytest.mark.parametrize(
    ("name", "codec", "form"),
    [
        ("screen.webm", "vp9", ("webm", "", False)),
        ("gameplay.mov", "hevc", ("", "hevc", False)),
        ("music_long.mp3", "mp3", ("mp3", "", True)),
    ],
)
async def test_what_fits_keeps_its_form(
    agent: Agent, tmp_path: Path, name: str, codec: str, form: tuple[str, str, bool]
) -> None:
    scene = session([name], tmp_path)
    scene.library = Library(tuple(replace(item, codec=codec) for item in scene.library.items))
    assert "already" in await scene.say(agent, "compress to 40 MB")
    canvas = scene.draft.canvas
    assert (canvas.format, canvas.codec, canvas.audio_only) == form


async def test_a_lone_photo_stays_a_photo(agent: Agent, tmp_path: Path) -> None:
    scene = session(["photo1.jpg"], tmp_path)
    await scene.say(agent, "compress it to 200 KB")
    assert (scene.draft.canvas.format, scene.draft.canvas.max_bytes) == ("jpg", 200_000)


async def test_transitions_take_their_second_from_what_fitting_cut_off(
    agent: Agent, tmp_path: Path
) -> None:
    scene = session(["city.mp4", "beach.mp4", "interview.mp4"], tmp_path)
    await scene.say(agent, "combine these clips into a 15 second video")
    before = [s.length for s in scene.draft.of(TrackType.VIDEO)]
    await scene.say(agent, "add 1 second crossfades between the clips")
    clips = scene.draft.of(TrackType.VIDEO)
    assert [s.label for s in clips] == ["city.mp4", "beach.mp4", "interview.mp4"]
    assert scene.draft.duration == 15_000
    assert sum(s.length for s in clips) == sum(before) + 2_000
    assert all(s.source_out - s.source_in == s.length for s in clips)
