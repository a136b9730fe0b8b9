"""Whatever is said, on whatever library: no error, a valid draft, nothing outside its source."""

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.studio.agent import Agent
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.quantities import normalise
from nemo_tui.studio.language.spans import find
from nemo_tui.studio.recipe import Library
from nemo_tui.studio.timeline import CROSSING, is_still
from tests.studio.recipes.scene import PHOTOS, SOUNDS, VIDEOS, Session, session

AGENT = Agent()
WORDS = [
    "cut",
    "trim",
    "keep",
    "remove",
    "the",
    "first",
    "last",
    "3",
    "seconds",
    "2s",
    "50%",
    "half",
    "from",
    "to",
    "at",
    "0:04",
    "between",
    "and",
    "then",
    "add",
    "title",
    '"HELLO"',
    "'x'",
    "top",
    "bottom",
    "left",
    "in",
    "red",
    "music",
    "mute",
    "volume",
    "6dB",
    "-20",
    "dB",
    "faster",
    "2x",
    "slow",
    "reverse",
    "loop",
    "3",
    "times",
    "freeze",
    "crop",
    "9:16",
    "square",
    "blur",
    "rotate",
    "90",
    "degrees",
    "flip",
    "black",
    "white",
    "compress",
    "5MB",
    "gif",
    "mp3",
    "mp4",
    "join",
    "in",
    "order",
    "city.mp4",
    "dog.mov",
    "photo1.jpg",
    "logo.png",
    "second",
    "clip",
    "undo",
    "redo",
    "all",
    "crossfade",
    "fade",
    "out",
    "each",
    "split",
    "into",
    "parts",
    "1080p",
    "24",
    "fps",
    "undo",
    "it",
    "bigger",
    "no",
    ",",
    ".",
    ";",
    "!",
    "?",
    "把",
    "第",
    "三",
    "秒",
    "删掉",
    "前",
    "后",
    "只留",
    "加",
    "标题",
    "“你好”",
    "静音",
    "倒放",
    "两",
    "倍",
    "速",
    "到",
    "从",
    "4",
    "音乐",
    "大",
    "一点",
    "撤销",
    "每",
    "段",
    "拼接",
    "转场",
    "顶部",
]
MESSAGES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map("".join),
    st.text(max_size=120),
)
NAMES = st.lists(st.sampled_from([*VIDEOS, *SOUNDS, *PHOTOS, "subs.srt"]), unique=True, max_size=5)


def check(scene: Session) -> None:
    """The draft survives the wire, its segments abut and stay inside their sources."""
    draft = scene.draft
    assert Draft.from_json(draft.to_json()) == draft
    end = 0
    for index, segment in enumerate(draft.of(TrackType.VIDEO)):
        crossing = segment.look.transition in CROSSING and index > 0
        overlap = segment.look.transition_ms if crossing else 0
        assert segment.start == end - overlap
        assert segment.length > 0
        end = segment.end
    for track in draft.tracks:
        for segment in track.segments:
            assert segment.length >= 0
            assert segment.start <= max(end, segment.start if track.type == TrackType.AUDIO else 0)
            item = scene.library.get(segment.source)
            if item is not None and not is_still(segment):
                assert 0 <= segment.source_in <= segment.source_out <= item.duration


@given(names=NAMES, messages=st.lists(MESSAGES, min_size=1, max_size=4))
def test_any_message_on_any_library(names: list[str], messages: list[str]) -> None:
    async def talk() -> None:
        scene = session(names)
        faults = len(AGENT.faults)
        for message in messages:
            reply = await scene.say(AGENT, message)
            assert reply
            check(scene)
        assert AGENT.faults[faults:] == []

    asyncio.run(talk())


@given(text=MESSAGES, total=st.integers(0, 10**7))
def test_reading_quantities_never_fails(text: str, total: int) -> None:
    found: list[Any] = find(normalise(text), total)
    assert all(isinstance(span.start, int) for span in found)


async def test_a_long_message_is_answered_quickly() -> None:
    scene = Session(Library())
    reply = await scene.say(AGENT, "cut the first 3 seconds and " * 400)
    assert reply
