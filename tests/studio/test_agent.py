"""The agent's turns: fills, commits, undo, URLs, what it says when it cannot."""

from pathlib import Path

import pytest

from nemo_tui.hooks import Plugins, StudioHooks, hookimpl
from nemo_tui.studio.agent import Agent, AgentEvent, Commit, Say, ToolUsed, Turn, place
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.fetching.sentences import FetchFailed
from nemo_tui.studio.recipe import Library, Media, Outcome, Request
from nemo_tui.studio.recipes import register_all
from tests.studio.recipes.scene import library, medium, session

PHOTOS = ["photo1.jpg", "photo2.jpg", "photo3.png", "photo4.jpg", "photo5.png"]


async def events(turn: Turn, agent: Agent | None = None) -> list[AgentEvent]:
    return [event async for event in (agent or Agent()).answer(turn)]


async def test_an_empty_draft_is_filled_before_it_is_edited() -> None:
    media = library(["city.mp4", "dog.mov"])
    found = await events(Turn("mute it", Draft(), media))
    commits = [event for event in found if isinstance(event, Commit)]
    assert commits[0].draft == place(media)
    assert commits[1].draft is not None
    assert {s.look.volume for s in commits[1].draft.of(TrackType.VIDEO)} == {0.0}


async def test_a_commit_comes_before_the_tool_and_the_words() -> None:
    found = await events(Turn("mute it", place(library(["city.mp4"])), library(["city.mp4"])))
    assert [type(event) for event in found] == [Commit, ToolUsed, Say]


async def test_a_question_changes_nothing() -> None:
    media = library(["city.mp4"])
    found = await events(Turn("trim it", place(media), media))
    assert [e.draft for e in found if isinstance(e, Commit)] == [None]
    assert isinstance(found[-1], Say)
    assert found[-1].kind == "question"


async def test_undo_and_redo_walk_the_whole_way() -> None:
    agent, scene = Agent(), session(["city.mp4"])
    plain = scene.draft
    for message in ("mute it", "make it black and white", "speed it up 2x"):
        await scene.say(agent, message)
    done = scene.draft
    await scene.say(agent, "undo")
    await scene.say(agent, "undo the last two changes")
    assert scene.draft == plain
    await scene.say(agent, "undo")
    assert scene.draft == plain
    for _ in range(3):
        await scene.say(agent, "redo")
    assert scene.draft == done
    await scene.say(agent, "undo everything")
    assert scene.draft == plain


async def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    agent, scene = Agent(), session(["city.mp4"])
    await scene.say(agent, "mute it")
    await scene.say(agent, "undo")
    await scene.say(agent, "make it black and white")
    kept = scene.draft
    await scene.say(agent, "redo")
    assert scene.draft == kept


async def test_a_url_in_the_message_is_fetched_and_the_rest_carried_out() -> None:
    asked: list[str] = []

    async def fetch(url: str) -> Media:
        asked.append(url)
        return medium("city.mp4")

    turn = Turn(
        "download http://127.0.0.1:81/city.mp4 and keep the first 3 seconds",
        Draft(), Library(), fetch=fetch,
    )  # fmt: skip
    found = await events(turn)
    last = [e.draft for e in found if isinstance(e, Commit)][-1]
    assert asked == ["http://127.0.0.1:81/city.mp4"]
    assert last is not None
    assert last.duration == 3000


async def test_a_url_alone_fills_the_timeline() -> None:
    async def fetch(url: str) -> Media:
        return medium("city.mp4")

    found = await events(Turn("https://example.org/v/1", Draft(), Library(), fetch=fetch))
    assert any(isinstance(e, Commit) and e.draft and e.draft.duration == 8000 for e in found)


async def test_a_failed_fetch_is_told_in_its_own_words() -> None:
    async def fetch(url: str) -> Media:
        raise FetchFailed("login")

    found = await events(Turn("http://a.example/x.mp4 as mp4", Draft(), Library(), fetch=fetch))
    assert found == [Say(str(FetchFailed("login")), "refusal")]


LEFT = [
    ("trim to 6 seconds", ""),
    ("compress this video to under 1MB and send me the file", ""),
    ("trim to 6 seconds and change the colour of the shirt to blue", "refusal"),
    ("trim to 6 seconds, then translate the speech into French", "refusal"),
    ("trim to 6 seconds and add music", "question"),
    ("translate the speech into French", ""),
]


@pytest.mark.parametrize(("message", "left"), LEFT)
async def test_what_is_left_beside_what_is_done_is_said(message: str, left: str) -> None:
    media = library(["city.mp4"])
    found = await events(Turn(message, place(media), media))
    assert [event.left for event in found if isinstance(event, Say)] == [left]


@pytest.mark.parametrize(
    ("names", "message", "seconds"),
    [
        (["city.mp4", "beach.mp4", "dog.mov"],
         "combine these clips into a 60-second video with transitions and text overlays", 60),
        (["lecture.mp4", "city.mp4", "beach.mp4", "gameplay.mov", "screen.webm"],
         "combine my clips into a 60-second video with transitions and export it as MP4", 60),
        ([*PHOTOS, "music_long.mp3"],
         "create five product photos and a background music file into a 1080p MP4", 15),
        (["lecture.mp4"], "export 1080p MP4", 30),
        (["lecture.mp4"], "download this video as an MP4 file I can save to my device", 30),
        (["lecture.mp4"], "convert a YouTube video URL at 1080p into a 1080p MP4", 30),
        (["lecture.mp4"], "compress my large video files", 30),
        (["lecture.mp4"],
         "saving online videos to local device storage for students, content creators, "
         "marketers", 30),
        ([*PHOTOS, "city.mp4"],
         "creating shareable videos from photos and clips without installing software for "
         "casual creators and students", 23),
    ],
)  # fmt: skip
async def test_starter_prompts(names: list[str], message: str, seconds: int) -> None:
    scene = session(names)
    reply = await scene.say(Agent(), message)
    assert abs(scene.draft.duration - seconds * 1000) <= 500, reply
    assert scene.draft.of(TrackType.VIDEO)
    if "music" in message:
        assert scene.draft.of(TrackType.AUDIO)
        assert (scene.draft.canvas.width, scene.draft.canvas.height) == (1920, 1080)
    if "text overlays" in message:
        assert [s.look.text for s in scene.draft.of(TrackType.TEXT)] == ["City", "Beach", "Dog"]
    if "transitions" in message:
        joints = scene.draft.of(TrackType.VIDEO)[1:]
        assert {s.look.transition for s in joints} == {"crossfade"}


async def test_without_media_a_starter_prompt_asks_for_some() -> None:
    for message in (
        "compress my large video files",
        "convert a YouTube video URL at 1080p into a 1080p MP4",
    ):
        scene = session([])
        assert "upload" in await scene.say(Agent(), message)


async def test_a_plug_in_is_asked_before_the_built_in_recipes(tmp_path: Path) -> None:
    class Shout:
        @hookimpl
        def nemo_recipe(self, request: Request, draft: Draft, media: Library) -> Outcome | None:
            return Outcome("No!", None, "refusal") if "mute" in request.text else None

    plugins = Plugins(StudioHooks)
    register_all(plugins)
    plugins.register(Shout(), "shout")
    scene = session(["city.mp4"], tmp_path)
    assert await scene.say(Agent(plugins), "mute it") == "No!"


async def test_the_optional_planner_is_asked_for_what_no_recipe_takes() -> None:
    class Scripted:
        async def steps(self, message: str, draft: Draft, media: Library) -> list[str]:
            return ["keep the first 2 seconds", "make it black and white"]

    scene = session(["city.mp4"])
    await scene.say(Agent(planner=Scripted()), "give me the vibe of a silent teaser")
    assert scene.draft.duration == 2000
    assert all(s.look.grey for s in scene.draft.of(TrackType.VIDEO))


@pytest.mark.parametrize(
    "pasted", ["cut 1s to 2s “" * 1500, "." * 20_000, "把第1秒到第2秒删掉，" * 1500]
)
async def test_an_essay_is_asked_to_be_put_in_a_sentence(pasted: str) -> None:
    media = library(["city.mp4"])
    found = await events(Turn(pasted, place(media), media))
    assert [type(event) for event in found] == [Say]
    assert isinstance(found[0], Say)
    assert found[0].kind == "question"


async def test_a_long_title_is_no_essay() -> None:
    media = library(["city.mp4"])
    found = await events(Turn(f"add the title “{'word ' * 70}”", place(media), media))
    assert isinstance(found[-1], Say)
    assert found[-1].kind == "done"
