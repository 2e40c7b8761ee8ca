"""Text in blocks: each wraps on its own, with a bar or a number kept to its left.

A turn and a source are one ``BlockStack`` in one ``Static``: fast to mount, and a
quotation's bar stands beside every line it wraps to, at any width.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from debater.text import clean

EMPTY = Content("")


def said(text: str, style: str = "") -> Content:
    """Return untrusted text as content: cleaned, and never read as markup."""
    return Content.styled(clean(text), style)


def folded(text: str, style: str = "") -> Content:
    """Return untrusted text on one line, with white space folded for display."""
    return Content.styled(" ".join(clean(text).split()), style)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text with what stands left of its first line and of the others.

    ``limit`` cuts a long text after that many lines and says how many are left out.
    ``mark``, two cells wide, ends the left part of lines that ``mark_style`` touches.
    """

    content: Content
    first: Content = EMPTY
    rest: Content = EMPTY
    limit: int | None = None
    mark: Content | None = None
    mark_style: str = ""

    def lines(self, width: int) -> list[Content]:
        """Wrap to ``width`` cells, the left parts included."""
        indent = max(self.first.cell_length, self.rest.cell_length)
        wrapped = self.content.wrap(max(1, width - indent))
        hidden = 0
        if self.limit is not None and len(wrapped) > self.limit + 1:
            hidden = len(wrapped) - self.limit
            wrapped = wrapped[: self.limit]
        lines = []
        for number, line in enumerate(wrapped):
            left = self.first if number == 0 else self.rest
            if self.mark is not None and touches(line, self.mark_style):
                left = Content.assemble(left[:-2], self.mark)
            lines.append(Content.assemble(left, line))
        if hidden:
            more = Content.styled(f"… {hidden} more lines; select the turn to read all", "$muted")
            lines.append(Content.assemble(self.rest, more))
        return lines


def touches(line: Content, style: str) -> bool:
    """Tell whether a line holds a stretch of this style."""
    return any(span.style == style and span.end > span.start for span in line.spans)


class BlockStack(Visual):
    """Blocks one below the other, wrapped to whatever width they are shown at."""

    def __init__(self, blocks: list[Block]) -> None:
        """Stack ``blocks``; an empty content makes a blank line."""
        self.blocks = blocks
        self._wrapped: tuple[int, Content] = (-1, EMPTY)

    def at(self, width: int) -> Content:
        """Return the whole text wrapped to ``width``, one line a line."""
        if self._wrapped[0] != width:
            lines = [line for block in self.blocks for line in block.lines(width)]
            self._wrapped = (width, Content("\n").join(lines))
        return self._wrapped[1]

    def first_line_with(self, style: str, width: int) -> int | None:
        """Return the number of the first line that holds a stretch of ``style``."""
        for number, line in enumerate(self.at(width).split("\n", allow_blank=True)):
            if touches(line, style):
                return number
        return None

    def first_line_of(self, index: int, width: int) -> int:
        """Return the number of the line where block ``index`` begins."""
        return sum(len(block.lines(width)) for block in self.blocks[:index])

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render for Textual."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(
        self,
        rules: RulesMap,  # noqa: ARG002 - Textual's interface
        container_width: int,
    ) -> int:
        """Take the width there is: text in blocks always wraps."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - likewise
        """Return the number of lines at ``width``."""
        return self.at(width).plain.count("\n") + 1 if self.blocks else 0
