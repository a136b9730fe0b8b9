"""Each text is shown once, however often and in whatever pieces it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.protocol.events import (
    Heartbeat,
    Noise,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    WireEvent,
    WireFault,
)
from nemo_tui.protocol.transcript import Change, Closed, Grew, Rewritten, Transcript

APOLOGY = "I encountered a temporary issue. Please try again."


def shown(*events: WireEvent) -> list[str]:
    """The bubbles on a screen that follows the changes."""
    return follow(Transcript(), *events)


def follow(transcript: Transcript, *events: WireEvent) -> list[str]:
    bubbles: list[str] = []
    text = ""
    changes: list[Change] = [change for event in events for change in transcript.feed(event)]
    for change in [*changes, *transcript.end()]:
        match change:
            case Grew(delta):
                assert delta
                text += delta
            case Rewritten(text):
                pass
            case Closed(whole):
                assert text.strip() == whole
                bubbles.append(whole)
                text = ""
    assert not text.strip()
    assert bubbles == transcript.said
    return bubbles


def pieces(*texts: str) -> list[Text]:
    return [Text(text, True) for text in texts]


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([], []),
        ([Text("One.")], ["One."]),
        ([*pieces("O", "ne."), Text("One.")], ["One."]),
        (pieces("O", "ne."), ["One."]),
        ([*pieces("A", "AB", "ABC"), Text("ABC")], ["ABC"]),
        (pieces("A", "AB", "ABC"), ["ABC"]),
        (pieces("A", "AB", "AB", "ABC"), ["ABC"]),
        (pieces("ha", "ha"), ["haha"]),
        (pieces("1", "10", "0"), ["1100"]),
        ([Text("One."), Text("Two.")], ["One.", "Two."]),
        ([Text("One."), Text("One.")], ["One."]),
        ([Text("One."), ToolCall("f"), Text("One.")], ["One.", "One."]),
        ([Text("")], []),
        ([Text("  \n ")], []),
        ([*pieces("Wrong"), Text("Right.")], ["Right."]),
        ([*pieces("Gone"), Text("  ")], []),
        ([*pieces("Let me "), ToolCall("f", True), Text("Let me see."), ToolCall("f")],
         ["Let me see."]),
        ([*pieces("On it."), ToolCall("f"), ToolResult("f"), *pieces("Done.")],
         ["On it.", "Done."]),
        ([*pieces("On it."), ToolCall("f"), Text("On it.")], ["On it."]),
        ([*pieces("On it."), ToolCall("f"), *pieces("Done."), Text("On it. Done.")],
         ["On it.", "Done."]),
        ([*pieces("On "), ToolResult("", {"x": 1}), *pieces("it."), Text("On it.")], ["On it."]),
        (pieces("I make it now...", "Your clip is ready."),
         ["I make it now...\nYour clip is ready."]),
        ([Heartbeat(), *pieces("O"), Heartbeat(), Noise(), *pieces("k")], ["Ok"]),
        ([Text("a", True, "one"), Text("b", False, "two")], ["a", "b"]),
        ([Text("a", True, "one"), Text("b", True, "two")], ["a", "b"]),
        ([Thought("hm "), Thought("so", True), Text("A.", True), Text("soA.")], ["A."]),
    ],
)  # fmt: skip
def test_bubbles(events: list[WireEvent], wanted: list[str]) -> None:
    assert shown(*events) == wanted


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([Text("Done."), Text(APOLOGY)], ["Done."]),
        ([Text(f"Done. {APOLOGY}")], ["Done."]),
        ([Text(f"Done.\n\n{APOLOGY}")], ["Done."]),
        ([Text("Done."), *pieces("I enc", "ountered a temp", "orary issue.")], ["Done."]),
        ([*pieces("Done. ", "I encountered", " a temporary", " issue")], ["Done."]),
        ([Text("完成了。"), Text("抱歉，我遇到了一个临时问题，请重试。")], ["完成了。"]),
        ([Text(APOLOGY)], [APOLOGY]),
        ([Text("Done."), *pieces("I ", "also cut it.")], ["Done.", "I also cut it."]),
        ([Text("I encountered a temporary issue with the font, so I took Arial.")],
         ["I encountered a temporary issue with the font, so I took Arial."]),
        ([Text("Done."), Text("I encountered a temporary issue with the font, so I took Arial.")],
         ["Done.", "I encountered a temporary issue with the font, so I took Arial."]),
    ],
)  # fmt: skip
def test_an_apology_after_a_good_answer_is_dropped(
    events: list[WireEvent], wanted: list[str]
) -> None:
    assert shown(*events) == wanted


def test_a_held_back_beginning_is_never_shown() -> None:
    transcript = Transcript()
    transcript.feed(Text("Done."))
    assert transcript.feed(Text("I encountered a", True)) == []
    assert transcript.feed(Text(" temporary issue", True)) == []
    assert transcript.end() == []


def test_the_first_fault_is_kept_with_the_text_before_it() -> None:
    transcript = Transcript()
    first, second = WireFault("RuntimeError", "boom"), WireFault("", "RuntimeError: boom")
    assert follow(transcript, *pieces("Half a sen"), first, second) == ["Half a sen"]
    assert transcript.fault == first


def test_tools_and_hints_are_remembered_but_partial_calls_are_not() -> None:
    transcript = Transcript()
    follow(
        transcript,
        ToolCall("f", True),
        ToolCall("f"),
        ToolResult("f", {"draft": 1, "kept": True}),
        ToolResult("", {"draft": 2}),
        ToolResult("g", "no mapping"),
    )
    assert transcript.tools == ["f"]
    assert transcript.state_delta == {"draft": 2, "kept": True}


WORDS = st.text("ab. \n", min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_additions_then_whole_is_shown_once(texts: list[str]) -> None:
    whole = "".join(texts)
    assert shown(*pieces(*texts), Text(whole)) == ([whole.strip()] if whole.strip() else [])


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_the_text_so_far_then_whole_is_shown_once(texts: list[str]) -> None:
    so_far = ["".join(texts[: end + 1]) for end in range(len(texts))]
    assert shown(*pieces(*so_far), Text(so_far[-1])) == (
        [so_far[-1].strip()] if so_far[-1].strip() else []
    )


EVENTS = st.one_of(
    st.builds(Text, st.sampled_from(["a", "ab", "abc", "I ", APOLOGY, "", "Done."]), st.booleans(),
              st.sampled_from(["", "x", "y"])),
    st.builds(Thought, WORDS, st.booleans()),
    st.builds(ToolCall, st.just("f"), st.booleans()),
    st.builds(ToolResult, st.sampled_from(["", "f"]), st.sampled_from([None, {"a": 1}, 7])),
    st.just(Heartbeat()),
    st.builds(WireFault, st.text(max_size=3)),
)  # fmt: skip


@given(st.lists(EVENTS, max_size=12))
def test_any_stream_leaves_a_screen_that_agrees(events: list[WireEvent]) -> None:
    shown(*events)


def test_blanks_round_a_text_rewrite_nothing() -> None:
    transcript = Transcript()
    changes = [*transcript.feed(Text("Done.\n", True)), *transcript.feed(Text("Done.\n"))]
    assert changes == [Grew("Done.\n"), Closed("Done.")]


def test_a_stream_of_very_many_pieces_is_followed_in_no_time() -> None:
    transcript = Transcript()
    for number in range(50_000):
        assert transcript.feed(Text(f"{number} ", True)) == [Grew(f"{number} ")]
    assert len(transcript.end()) == 1
