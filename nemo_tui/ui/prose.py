"""Markdown of an answer as lines of styled text, wrapped to a width, with hanging indents.

Textual's own Markdown makes a widget of every paragraph; one piece of content for a whole
stretch of text keeps the cost of a token, of a scroll and of a long transcript small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from nemo_tui.ui.attachments import is_link

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

HEADING = "bold $text-primary"
CODE = "$text-accent"
QUIET = "$foreground-muted"
BULLETS = ("•", "◦", "▪")
Row = tuple[Content, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, a piece of code, a table or a rule, and what stands to the left of it."""

    body: Content = field(default_factory=Content)
    first: Content = field(default_factory=Content)
    rest: Content = field(default_factory=Content)
    rows: tuple[Row, ...] = ()
    is_rule: bool = False
    is_code: bool = False
    tight: bool = False

    def lines(self, width: int) -> Iterator[Content]:
        """The lines of this block, none wider than `width` cells."""
        room = max(8, width - self.first.cell_length)
        for number, line in enumerate(self._body_lines(room)):
            yield (self.rest if number else self.first) + line

    def _body_lines(self, room: int) -> list[Content]:
        if self.is_rule:
            return [Content.styled("─" * room, QUIET)]
        if self.rows:
            return table_lines(self.rows, room)
        if self.is_code:
            return [
                piece for line in self.body.split(allow_blank=True) for piece in line.fold(room)
            ]
        return self.body.wrap(room)


def lay_out(blocks: Sequence[Block], width: int) -> list[Content]:
    """The lines of all blocks, none wider than `width` cells, with air between blocks."""
    lines: list[Content] = []
    for block in blocks:
        if lines and not block.tight:
            lines.append(Content())
        lines.extend(block.lines(width))
    return lines


def read(text: str) -> list[Block]:
    """The blocks of a stretch of Markdown."""
    return list(_Reader(_parser().parse(text)).blocks())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # the first answer needs it, the first paint does not

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class _Reader:
    """Walks the tokens, keeping what stands to the left of the next block."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._lists: list[int | None] = []
        self._first = Content()
        self._rest = Content()
        self._outer: list[tuple[Content, Content]] = []
        self._tight = False
        self._heading = False
        self._rows: list[Row] = []
        self._cells: list[Content] = []

    def blocks(self) -> Iterator[Block]:
        for token in self._tokens:
            match token.type:
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrGet("start") or 1))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._indent(self._marker())
                case "blockquote_open":
                    self._indent(Content.styled("▎ ", QUIET), repeat=True)
                case "list_item_close" | "blockquote_close":
                    self._first, self._rest = self._outer.pop()
                case "heading_open" | "heading_close":
                    self._heading = token.type == "heading_open"
                case "paragraph_open":
                    self._tight = bool(self._lists) and token.hidden
                case "inline" if token.level and self._in_table():
                    self._cells.append(inline(token))
                case "inline":
                    yield self._block(inline(token, HEADING if self._heading else ""))
                case "fence" | "code_block":
                    code = Content.styled(token.content.rstrip("\n"), CODE)
                    yield self._block(code, is_code=True)
                case "hr":
                    yield self._block(Content(), is_rule=True)
                case "table_open":
                    self._rows = [()]
                case "tr_close":
                    self._rows.append(tuple(self._cells))
                    self._cells = []
                case "table_close":
                    yield self._block(Content(), rows=tuple(self._rows[1:]))
                    self._rows = []

    def _in_table(self) -> bool:
        return bool(self._rows)

    def _marker(self) -> Content:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return Content.styled(f"{BULLETS[(len(self._lists) - 1) % 3]} ", "$text-primary")
        self._lists[-1] = number + 1
        return Content.styled(f"{number}. ", "$text-primary")

    def _indent(self, mark: Content, repeat: bool = False) -> None:
        self._outer.append((self._rest, self._rest))
        self._first = self._first + mark
        self._rest = self._rest + (mark if repeat else Content(" " * mark.cell_length))

    def _block(
        self,
        body: Content,
        rows: tuple[Row, ...] = (),
        is_rule: bool = False,
        is_code: bool = False,
    ) -> Block:
        edge = Content.styled("▏ ", QUIET) if is_code else Content()
        block = Block(
            body, self._first + edge, self._rest + edge, rows, is_rule, is_code, self._tight
        )
        self._first, self._tight = self._rest, False
        return block


def inline(token: Token, style: str = "") -> Content:
    """Text with its emphasis, code and links; a link opens through the app, and only http ones."""
    parts: list[tuple[str, str | Style]] = []
    styles: list[str | Style] = [style] if style else []
    for child in token.children or []:
        match child.type:
            case "text" | "html_inline" | "text_special":
                parts.extend(_styled(child.content, styles))
            case "softbreak" | "hardbreak":
                parts.append(("\n", ""))
            case "code_inline":
                parts.extend(_styled(child.content, [*styles, CODE]))
            case "strong_open":
                styles.append("bold")
            case "em_open":
                styles.append("italic")
            case "s_open":
                styles.append("strike")
            case "link_open":
                styles.append(_link(str(child.attrGet("href") or "")))
            case "strong_close" | "em_close" | "s_close" | "link_close":
                styles.pop()
            case "image":
                parts.extend(_styled(f"▣ {child.content}", styles))
    content = Content("".join(text for text, _ in parts))
    return _with_spans(content, parts)


def _styled(text: str, styles: Sequence[str | Style]) -> list[tuple[str, str | Style]]:
    return [(text, ""), *(("", each) for each in styles)]


def _with_spans(content: Content, parts: Sequence[tuple[str, str | Style]]) -> Content:
    """Each empty part is a style of the text before it: adjacent styles stack on one text."""
    from textual.content import Span

    spans: list[Span] = []
    start = end = 0
    for text, style in parts:
        if text:
            start, end = end, end + len(text)
        elif style:
            spans.append(Span(start, end, style))
    return content.add_spans(spans)


def _link(address: str) -> str | Style:
    if not is_link(address):
        return "underline"
    return Style.from_meta({"@click": ("app.open_link", (address,))}) + Style(underline=True)


def table_lines(rows: Sequence[Row], room: int) -> list[Content]:
    """Rows as aligned columns under a ruled head; wide cells wrap."""
    count = max(len(row) for row in rows)
    padded = [(*row, *[Content()] * (count - len(row))) for row in rows]
    widths = _column_widths(padded, room - 2 * (count - 1))
    lines = _row_lines(padded[0], widths, "bold")
    lines.append(Content.styled("  ".join("─" * width for width in widths), QUIET))
    for row in padded[1:]:
        lines.extend(_row_lines(row, widths, ""))
    return lines


def _column_widths(rows: Sequence[Row], room: int) -> list[int]:
    widths = [max(3, *(cell.cell_length for cell in column)) for column in zip(*rows, strict=True)]
    while sum(widths) > room and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row_lines(row: Row, widths: Sequence[int], style: str) -> list[Content]:
    wrapped = [cell.wrap(width) or [Content()] for cell, width in zip(row, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    result: list[Content] = []
    for index in range(height):
        cells = [(lines[index] if index < len(lines) else Content()) for lines in wrapped]
        filled = [
            cell.pad_right(max(0, width - cell.cell_length))
            for cell, width in zip(cells, widths, strict=True)
        ]
        line = Content("  ").join(filled)
        result.append(line.stylize(style) if style else line)
    return result
