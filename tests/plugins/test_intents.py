"""The router: our own sentences, its parts, and what holds for any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.actions import Action, Message, PlanContext, Step
from nemo_tui.hooks import ClientHooks, Plugins
from nemo_tui.plugins import intents
from nemo_tui.plugins.intents.fold import fold
from nemo_tui.plugins.intents.lexicon import LANGUAGES, load
from nemo_tui.plugins.intents.planning import plan
from nemo_tui.plugins.intents.sources import mentions
from nemo_tui.plugins.intents.spelling import mend
from tests.plugins import batches

READY = PlanContext(has_media=True, has_draft=True)
EMPTY = PlanContext()
FILES = sorted(path.name for path in batches.DATA.glob("routing_*.txt"))


def steps(text: str, context: PlanContext = READY, *attachments: str) -> list[str]:
    return [str(action.step) for action in plan(Message(text, attachments), context)]


def step(actions: list[Action], wanted: Step) -> Action:
    return next(action for action in actions if action.step is wanted)


@pytest.mark.parametrize("name", FILES)
def test_our_own_sentences_are_understood(name: str) -> None:
    items = batches.routed(name)
    misses = [
        (item.text, got, list(item.plan))
        for item in items
        if (
            got := steps(
                item.text, PlanContext("", item.has_media, item.has_draft), *item.attachments
            )
        )
        != list(item.plan)
    ]
    unasked = [miss for miss in misses if "export" in miss[1] and "export" not in miss[2]]
    assert not unasked
    assert len(misses) <= 0.05 * len(items), misses


@pytest.mark.parametrize("item", batches.routed("routing_12.txt"), ids=str)
def test_every_starter_prompt_becomes_its_plan(item: batches.Routed) -> None:
    context = PlanContext("", item.has_media, item.has_draft)
    assert steps(item.text, context, *item.attachments) == list(item.plan)


def test_the_plug_in_answers_through_the_hook() -> None:
    plugins = Plugins(ClientHooks)
    plugins.register(intents)
    found = plugins.first("nemo_plan", message=Message("export it"), context=READY)
    assert [action.step for action in found] == [Step.EXPORT]
    assert not plugins.faults


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("export as 4k webm", {"resolution": "2160p", "format": "webm"}),
        ("download it in 720p", {"resolution": "720p"}),
        ("send me the mp3 in high quality", {"format": "mp3", "quality": "high"}),
        ("导出1080p的mov", {"resolution": "1080p", "format": "mov"}),
        ("export", {}),
    ],
)
def test_options_of_the_export_are_read(text: str, output: dict[str, str]) -> None:
    assert step(plan(Message(text), READY), Step.EXPORT).output == output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "trim 5s off the start, send me the video and tell me my credits",
            "trim 5s off the start",
        ),
        ("show me the tracks, then cut the last clip and export", "cut the last clip"),
        ("把音乐调小，然后导出", "把音乐调小"),
        ("add a title saying 'export now' and export it", "add a title saying 'export now'"),
    ],
)
def test_the_backend_hears_the_instruction_only(text: str, said: str) -> None:
    assert step(plan(Message(text), READY), Step.CHAT).text == said


def test_a_message_that_only_instructs_is_passed_on_whole() -> None:
    text = "Hi! Don't export yet, please make the intro 2 s shorter."
    assert plan(Message(text), READY) == [Action(Step.CHAT, text=text)]


def test_each_of_two_instructions_keeps_its_own_words() -> None:
    text = "trim the start, export that, and then make a square version"
    chats = [a.text for a in plan(Message(text), READY) if a.step is Step.CHAT]
    assert chats == ["trim the start", "make a square version"]


def test_what_is_to_become_the_file_stays_in_the_instruction() -> None:
    text = "create five product photos and a background music file into a 1080p MP4"
    found = plan(Message(text), READY)
    assert [action.step for action in found] == [Step.CHAT, Step.EXPORT]
    assert found[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "give me this video under 1 MB",
        "export it as 720p under 1 MB",
        "export as mp4, max 25 MB",
        "I need an mp4 below 1 MB",
        "导出720p，小于1MB",
        "then send it. 8 MB at most!",
    ],
)
def test_a_size_beside_a_request_for_the_file_is_an_instruction(text: str) -> None:
    found = plan(Message(text), READY)
    assert [action.step for action in found] == [Step.CHAT, Step.EXPORT]
    assert "MB" in found[0].text


def test_an_export_without_a_draft_places_the_media_first() -> None:
    actions = plan(Message("export it"), PlanContext(has_media=True))
    assert [a.step for a in actions] == [Step.CHAT, Step.EXPORT]
    assert actions[0].text == "Put the media on the timeline."
    assert plan(Message("导出"), PlanContext(has_media=True))[0].text == "把素材放到时间线上。"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("trim a.mp4 and clips/b.MOV", ["a.mp4", "clips/b.MOV"]),
        (r"cut C:\Users\Li\my clips\take 1.mov please", [r"C:\Users\Li\my clips\take 1.mov"]),
        ("把 D:\\素材\\采访.mp4 里的杂音去掉", ["D:\\素材\\采访.mp4"]),
        ("把采访.mp4剪短", ["采访.mp4"]),
        ("use ~/Movies/x.webm and ../y.mkv", ["~/Movies/x.webm", "../y.mkv"]),
        ("mute './two words.avi'", ["./two words.avi"]),
        ("get https://youtu.be/abc123, thanks", ["https://youtu.be/abc123"]),
        ("see https://files.example.com/a/b.mp4?x=1.", ["https://files.example.com/a/b.mp4?x=1"]),
        ("youtube.com/watch?v=abc please", ["youtube.com/watch?v=abc"]),
        ("show www.example.com/download at the end", []),
        ("export it as final.mp4", []),
        ("导出为 成片.mp4", []),
        ("write demo.mp4 in big letters", []),
        ("as mp4 or .mov", []),
    ],
)  # fmt: skip
def test_sources_are_found(text: str, values: list[str]) -> None:
    found = [m.value for m in mentions(text) if m.is_source]
    assert found == values


def test_sources_go_into_the_upload_and_names_into_the_instruction() -> None:
    actions = plan(Message("mute /srv/clips/talk.mov", ("extra.wav",)), EMPTY)
    assert actions[0] == Action(Step.UPLOAD, sources=("extra.wav", "/srv/clips/talk.mov"))
    assert actions[1].text == "mute talk.mov"


def test_media_that_is_there_already_is_not_uploaded_again() -> None:
    assert steps("trim the talk.mov I uploaded earlier") == ["chat"]


@pytest.mark.parametrize(
    "quotes", ["''", '""', "“”", "‘’", "「」", "『』", "《》", "«»", "„“", "【】"]
)
def test_quoted_words_ask_for_nothing(quotes: str) -> None:
    text = f"add the words {quotes[0]}export and check your credits{quotes[1]} at the end"
    assert steps(text) == ["chat"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("exprot", "export"),
        ("downlaod", "download"),
        ("uplaod", "upload"),
        ("expert", "expert"),
        ("statue", "statue"),
        ("edits", "edits"),
    ],
)
def test_misspelt_trigger_words_are_mended_and_other_words_left(typed: str, meant: str) -> None:
    assert mend(typed) == meant


def test_every_language_has_words() -> None:
    entries = [*load().runs.values()]
    for table in load().tables.values():
        entries += table.entries.values()
    known = {entry.language for entry in entries}
    assert known == set(LANGUAGES)


@given(st.text())
def test_folding_never_moves_a_character(text: str) -> None:
    assert len(fold(text)) == len(text)


WORDS = st.sampled_from(
    [
        "export",
        "download",
        "导出",
        "send",
        "me",
        "the",
        "video",
        "file",
        "credits",
        "积分",
        "don't",
        "a.mp4",
        "then",
        ",",
        ".",
        "and",
        "before",
        "that",
        "「",
        "」",
        "'",
        '"',
        "《",
        "upload",
        "上传",
        "timeline",
        "show",
        "https://youtu.be/x",
        "字幕",
        "写上",
        "no",
        "yet",
        "(1)",
        ";",
        "cut",
        "trim",
        "as",
        "mp4",
        "1080p",
        "please",
        "?",
    ]
)
CONTEXTS = st.builds(PlanContext, has_media=st.booleans(), has_draft=st.booleans())


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    CONTEXTS,
    st.lists(st.just("x.mov"), max_size=1),
)
def test_any_text_gives_a_plan_of_known_steps(
    text: str, context: PlanContext, files: list[str]
) -> None:
    actions = plan(Message(text, tuple(files)), context)
    order = [action.step for action in actions]
    assert order
    assert Step.UPLOAD not in order[1:]
    assert not files or order[0] is Step.UPLOAD
    assert all(a != b for a, b in pairwise(order))
    assert order.count(Step.CREDITS) <= 1
    assert order.count(Step.STATE) <= 1


def test_a_long_message_is_planned_at_once() -> None:
    text = ("Please make the second clip a bit brighter, add captions and lower the music. " * 30)[
        :1980
    ] + ". Then export it"
    plan(Message(text), READY)
    times = []
    for _ in range(5):
        began = time.thread_time()
        assert steps(text) == ["chat", "export"]
        times.append(time.thread_time() - began)
    assert min(times) < 0.05, "about 10 ms of work"
