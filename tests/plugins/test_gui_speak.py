"""GUI talk: our own replies, single sentences, and what holds for any stream."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_tui.engine.actions import Mode, SpeakContext, Step, Translation
from nemo_tui.engine.speech import Speech
from nemo_tui.hooks import ClientHooks, Plugins
from nemo_tui.plugins import gui_speak
from nemo_tui.plugins.gui_speak import nemo_gui_speak
from tests.plugins import batches

FILES = sorted(path.name for path in batches.DATA.glob("gui_*.txt"))


def hear(chunks: list[str] | tuple[str, ...]) -> tuple[Speech, list[str]]:
    speech = Speech(nemo_gui_speak)
    snapshots = []
    for chunk in chunks:
        speech.feed(chunk)
        snapshots.append(speech.visible)
    speech.close()
    return speech, snapshots


def found(speech: Speech) -> set[tuple[str, str]]:
    return {(str(spoken.action.step), str(spoken.mode)) for spoken in speech.actions}


def bare(text: str) -> str:
    """For comparing: no marks, quotes, spaces or capitals."""
    return re.sub(
        r"[\s*_`#>|\[\]()\"'“”「」『』《》]", "", unicodedata.normalize("NFKC", text).lower()
    )


def faults(reply: batches.Reply) -> list[str]:
    speech, snapshots = hear(reply.chunks)
    shown = bare(speech.visible)
    result = [f"leak {d}" for d in reply.drop if bare(d) in shown]
    result += [f"lost {k}" for k in reply.keep if bare(k) not in shown]
    if found(speech) != reply.actions:
        result.append(f"actions {sorted(found(speech))}")
    if any(not speech.visible.startswith(snapshot) for snapshot in snapshots):
        result.append("something was taken back")
    return result


@pytest.mark.parametrize("name", FILES)
def test_our_own_replies_are_translated(name: str) -> None:
    replies = batches.replies(name)
    bad = [(reply.text, wrong) for reply in replies if (wrong := faults(reply))]
    assert not [text for text, wrong in bad if any(w.startswith("lost") for w in wrong)]
    assert len(bad) <= 0.05 * len(replies), bad


def test_what_our_own_studio_says_passes_to_the_letter() -> None:
    changed = [r.text for r in batches.replies("replies_5.txt") if hear([r.text])[0].actions]
    assert not changed


def test_the_plug_in_answers_through_the_hook() -> None:
    plugins = Plugins(ClientHooks)
    plugins.register(gui_speak)
    said = plugins.first("nemo_gui_speak", sentence="Click Export.", context=SpeakContext())
    assert isinstance(said, Translation)
    assert said.visible == ""
    assert [s.action.step for s in said.actions] == [Step.EXPORT]
    assert plugins.first("nemo_gui_speak", sentence="All done.", context=SpeakContext()) is None


def test_a_plain_reply_passes_to_the_letter() -> None:
    text = "Done!  Two spaces, a\ttab.\n\n\n- one\n-  two\n\n"
    text += "```py\nclick(Export)\n```\n| a | b |\n> Tap it."
    speech, _ = hear([text])
    assert speech.visible == text
    assert speech.actions == []


def test_the_edit_is_described() -> None:
    speech, _ = hear(["Drag the music volume slider down to 30%."])
    assert [s.action.text for s in speech.actions] == ["turn the music volume down to 30%"]
    speech, _ = hear(["请把它拖拽到第2秒的位置。"])
    assert [s.action.text for s in speech.actions] == ["把它移到第2秒的位置"]


def test_a_condition_above_a_list_holds_for_its_points() -> None:
    speech, _ = hear(["If you are happy with it:\n\n- click Export\n- open the Media panel\n"])
    assert [s.mode for s in speech.actions] == [Mode.OFFER, Mode.OFFER]


def test_a_list_of_nothing_but_clicks_goes_with_its_announcement() -> None:
    speech, _ = hear(
        ["Good.\n\nFinish it like this:\n\n1. Open the Media panel\n2. Click **Export**\n\nBye."]
    )
    assert speech.visible == "Good.\n\nBye."


def test_a_table_of_things_to_do_loses_its_rows_of_clicks_and_then_its_head() -> None:
    head = "| Step | What to do |\n|---|---|\n"
    speech, _ = hear([f"Next:\n\n{head}| 1 | Click Export |\n| 2 | Open Billing |\n\nBye."])
    assert speech.visible == "Bye."
    speech, _ = hear([f"{head}| 1 | Click Export |\n| 2 | Read the 12 lines |\n"])
    assert speech.visible == f"{head}| 2 | Read the 12 lines |\n"
    content = "| Scene | Caption |\n|---|---|\n| 1 | Tap the bell |\n"
    assert hear([content])[0].visible == content


def test_a_wrapped_line_is_read_on() -> None:
    speech, _ = hear(["The cut is 0:45 long. Please click\nthe Export button.\nBye."])
    assert speech.visible == "The cut is 0:45 long.\nBye."
    plain = "I kept the\nsecond take and\n- the third\n"
    assert hear([plain])[0].visible == plain


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("0  \n0", "0  \n0"),
        ("0\n    indented code", "0\n    indented code"),
        ("\n\nHi.  \n", "\n\nHi.  \n"),
        ("Good.\n\nClick Export.\n\nBye.", "Good.\n\nBye."),
        ("Click Export. Bye.", "Bye."),
        ("Good. Click Export.\n", "Good."),
        ("- a\n- Click Export\n\nBye.", "- a\n\nBye."),
    ],
)
def test_space_goes_only_with_what_went(said: str, shown: str) -> None:
    assert hear([said])[0].visible == shown


def test_numbers_of_a_list_close_up() -> None:
    speech, _ = hear(["Steps:\n\n1. Open the Media panel\n2. Say a name\n3. Wait\n"])
    assert speech.visible.split("\n\n")[1].split("\n")[:2] == ["1. Say a name", "2. Wait"]


def test_unfinished_talk_is_not_shown() -> None:
    speech = Speech(nemo_gui_speak)
    assert speech.feed("The cut is 0:45 long. Click the Ex") == "The cut is 0:45 long."
    assert speech.feed("port button. ") == ""
    assert speech.feed("It has sound.") == ""
    assert speech.close() == " It has sound."
    assert found(speech) == {("export", "run")}


PIECES = st.lists(
    st.sampled_from(
        [
            "Click the Export button",
            ".",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "# ",
            "```",
            "**",
            '"',
            "“",
            "”",
            "（",
            ")",
            " ",
            ": ",
            ", ",
            "如果满意",
            "请点击“导出”按钮",
            "。",
            "the clip is 0:45",
            "drag it to 2 s",
            "拖拽到第2秒",
            "when you're ready",
            "open the Media panel",
            "Don't click Undo",
            "e.g. ",
            "> ",
            "`a.mov`",
            "[link](https://e.x/a)",
            "refresh the page",
            "！",
            "…",
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=80)), st.integers(0, 9999))
def test_cutting_differently_changes_nothing_and_nothing_is_taken_back(
    text: str, seed: int
) -> None:
    whole, _ = hear([text])
    cut, snapshots = hear(batches.cut(text, seed))
    assert cut.visible == whole.visible
    assert cut.actions == whole.actions
    for snapshot in snapshots:
        assert cut.visible.startswith(snapshot)


@given(st.text(max_size=120), st.booleans())
def test_any_sentence_is_translated_or_left(text: str, point: bool) -> None:
    said = nemo_gui_speak(text, SpeakContext(point=point, lead=text))
    assert said is None or isinstance(said, Translation)


@given(st.text(alphabet="ab .,:!?\n-1)*#`|>\t", max_size=200))
def test_text_without_gui_talk_survives_byte_for_byte(text: str) -> None:
    speech, _ = hear(batches.cut(text, 1))
    assert speech.visible == (text if text.strip() else "")


def test_an_endless_line_passes_as_it_is() -> None:
    text = "drag the big red thing over and " * 5000
    assert nemo_gui_speak(text, SpeakContext()) is None


def test_every_character_is_read_once() -> None:
    """The work grows with the text: what the translator is given adds up to the text itself."""
    given_to: list[int] = []

    def count(sentence: str, context: SpeakContext) -> None:
        given_to.append(len(sentence) + len(context.before) + len(context.lead))

    text = "The cut is fine and runs for ten seconds. " * 2000
    speech = Speech(count)
    for start in range(0, len(text), 3):
        speech.feed(text[start : start + 3])
    speech.close()
    assert len(given_to) == 2000
    assert sum(given_to) <= 3 * len(text)
    assert len(speech.visible) >= len(text) - 1
