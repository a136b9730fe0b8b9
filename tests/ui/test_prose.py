"""Markdown of any shape is drawn, within its width, and nothing of it is markup to us."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from nemo_tui.ui.prose import lay_out, read
from nemo_tui.ui.widgets.answer import LONG_ENOUGH, pieces, split_point


def plain(text: str, width: int = 60) -> str:
    return "\n".join(line.plain.rstrip() for line in lay_out(read(text), width))


def styles(text: str) -> list[tuple[str, str]]:
    line = lay_out(read(text), 200)[0]
    return [(line.plain[span.start : span.end], str(span.style)) for span in line.spans]


def test_a_list_hangs_under_its_first_word() -> None:
    assert plain("- one two three four five\n  - inner", 16) == (
        "• one two three\n  four five\n  ◦ inner"
    )


def test_numbers_go_on_from_where_they_begin() -> None:
    assert plain("3. a\n4. b") == "3. a\n4. b"


def test_code_is_kept_as_it_is() -> None:
    assert plain("```bash\n  ffmpeg -i [a] **b**\n\nnext\n```") == (
        "▏   ffmpeg -i [a] **b**\n▏\n▏ next"
    )


def test_a_table_has_columns() -> None:
    drawn = plain("| a | long |\n|--|--|\n| 中文 | x |").split("\n")
    assert drawn == ["a     long", "────  ────", "中文  x"]


def test_emphasis_and_code_are_styles() -> None:
    assert ("bold", "bold") in styles("a **bold** word")
    assert ("x.mp4", "$text-accent") in styles("a `x.mp4` word")


def test_square_brackets_are_text() -> None:
    assert plain("[b]bold[/b] [/] [1080p] clip") == "[b]bold[/b] [/] [1080p] clip"


def test_html_is_text() -> None:
    assert plain("<script>x</script>") == "<script>x</script>"


def test_only_http_links_can_be_clicked() -> None:
    def clicks(text: str) -> list[object]:
        content = lay_out(read(text), 80)[0]
        return [getattr(span.style, "meta", {}).get("@click") for span in content.spans]

    assert ("app.open_link", ("https://a.b/c",)) in clicks("[x](https://a.b/c)")
    assert not any(clicks("[x](javascript:alert) [y](file:///etc/passwd)"))


MARKDOWN = st.text(alphabet="ab1 中\n*_`#>-|[]()!\\<&~.:", max_size=300)


@given(MARKDOWN, st.integers(20, 120))
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    for line in lay_out(read(text), width):
        assert isinstance(line, Content)
        assert line.cell_length <= width + 8


@given(
    st.lists(st.sampled_from(["word " * 40, "\n\n", "```\ncode\n", "```\n", "- x\n"]), max_size=60)
)
def test_pieces_are_the_whole_text(parts: list[str]) -> None:
    text = "".join(parts)
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(piece.count("```") % 2 == 0 for piece in cut[:-1])


def test_a_text_is_cut_only_where_it_is_long_enough() -> None:
    assert split_point("word\n\n" * 10) == 0
    assert split_point("w" * LONG_ENOUGH + "\n\nrest") == LONG_ENOUGH + 2
    assert split_point("```\n" + "w" * LONG_ENOUGH + "\n\nrest") == 0
