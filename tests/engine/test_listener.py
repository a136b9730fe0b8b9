"""What is heard is shown once, in any cutting, and never taken back without saying so."""

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.actions import SpeakContext, Translation
from nemo_tui.engine.listener import Listener
from nemo_tui.engine.turn import Corrected, Said, Saying, TurnEvent
from nemo_tui.protocol.events import Text, ToolCall, ToolResult, WireFault
from nemo_tui.protocol.text import clean

MARKDOWN = """Here is the cut list:

- **Intro** 0:00-0:05
- Middle, with `code` in it

| a | b |
|---|---|
| 1 | 2 |

```python
print("click the Export button")
```

1. First. Second sentence!  Third?
"""


def silent(sentence: str, context: SpeakContext) -> Translation | None:
    return None


def replay(events: Sequence[TurnEvent]) -> tuple[str, list[str]]:
    """The bubble as a screen would draw it, and the bubbles that were completed."""
    bubble, said = "", []
    for event in events:
        match event:
            case Saying(delta):
                bubble += delta
            case Corrected(text):
                bubble = text
            case Said(text):
                assert bubble.strip() == text.strip()
                said.append(text)
                bubble = ""
    return bubble, said


def heard(*events: object) -> list[TurnEvent]:
    listener = Listener(silent)
    shown = [item for event in events for item in listener.hear(event)]  # type: ignore[arg-type]
    return [*shown, *listener.end()]


@given(st.lists(st.integers(min_value=0, max_value=len(MARKDOWN)), max_size=40))
def test_markdown_survives_any_cutting(cuts: list[int]) -> None:
    marks = [0, *sorted(cuts), len(MARKDOWN)]
    pieces = [MARKDOWN[a:b] for a, b in itertools.pairwise(marks) if a < b]
    events = heard(*(Text(piece, partial=True) for piece in pieces), Text(MARKDOWN))
    left, said = replay(events)
    assert left == ""
    assert said == [MARKDOWN]


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_pieces_and_whole_give_the_text_once(text: str, cuts: list[int]) -> None:
    text = clean(text)
    marks = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(marks) if a < b]
    _, said = replay(heard(*(Text(piece, partial=True) for piece in pieces), Text(text)))
    assert "".join(said) == (text if text.strip() else "")


def test_several_bubbles() -> None:
    events = heard(Text("One."), ToolCall("edit"), ToolResult("edit"), Text("Two."))
    assert replay(events) == ("", ["One.", "Two."])


def test_only_pieces_and_the_end() -> None:
    assert replay(heard(Text("One. ", True), Text("Two.", True))) == ("", ["One. Two."])


def test_what_the_listener_knows_afterwards() -> None:
    listener = Listener(silent)
    assert not listener.has_spoken
    assert not listener.has_acted
    listener.hear(ToolCall("edit"))
    assert listener.has_acted
    listener.hear(ToolResult("edit", {"outcome": "question"}))
    listener.hear(Text("Which one do you mean? "))
    listener.hear(WireFault("X", "first"))
    listener.hear(WireFault("Y", "second"))
    listener.end()
    assert listener.asks
    assert listener.outcome == "question"
    assert listener.transcript.fault == WireFault("X", "first")


def test_questions_are_seen_behind_marks() -> None:
    for text in ("Is it **right?**", "好吗？", 'Add "Hi?"', "(Really?)"):
        listener = Listener(silent)
        listener.hear(Text(text))
        assert listener.asks, text
    listener = Listener(silent)
    listener.hear(Text("Is it? It is."))
    assert not listener.asks
