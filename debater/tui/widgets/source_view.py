"""The source, with the cited sentence marked inside its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static

from debater.motions.citation import Citation
from debater.motions.model import Motion, Source
from debater.motions.passages import blocks, numbered_paragraphs
from debater.sparring.reply import Reply
from debater.sparring.wording import (
    published_in_words,
    spoken_missing,
    stance_in_words,
    voice_in_words,
    where_in_words,
)
from debater.text import clean_line
from debater.tui.blocks import EMPTY, Block, BlockStack, said
from debater.tui.turn_text import stance_and_voice

MARKED = "bold $mark on $mark-ground"
# A book-length source is shown around the citation, so that it opens at once.
_AROUND = 120
# Offsets must stay true, so each of these becomes one space: line ends, and anything a
# terminal might act on, although a pack holding the latter is refused when it is read.
_ONE_SPACE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class SourcePage(VerticalScroll):
    """The text of a source, scrolled on its own."""


class SourceView(Vertical):
    """Shows one source; above it, whose view the cited passage is."""

    BORDER_TITLE = " Source "

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.motion: Motion | None = None
        self.citation: Citation | None = None
        self._source: Source | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line about the passage, and the page."""
        yield Static("", id="about", markup=False)
        with SourcePage(id="page"):
            yield Static(BlockStack([]), id="text", markup=False)

    def load(self, motion: Motion) -> None:
        """Show the first source of a motion."""
        self.motion = motion
        self.show(None)

    def show(self, reply: Reply | None) -> None:
        """Show what a reply cites, or the source as it stands."""
        if self.motion is None:
            return
        shown = reply.citation if reply else None
        self.citation = shown
        self._source = shown.source if shown else self._source or self.motion.sources[0]
        self.query_one("#about", Static).update(_about(self._source, reply))
        blocks_shown = list(source_blocks(self._source, self.motion, shown))
        self.query_one("#text", Static).update(BlockStack(blocks_shown))
        if shown is not None:
            self.call_after_refresh(self.go_to_citation)

    def go_to_citation(self) -> bool:
        """Scroll so that the cited sentence is in view; tell whether there is one."""
        text = self.query_one("#text", Static)
        stack = text.visual
        width = text.content_size.width
        if self.citation is None or not isinstance(stack, BlockStack) or not width:
            return False
        line = stack.first_line_with(MARKED, width)
        if line is None:
            return False
        page = self.query_one("#page", SourcePage)
        page.scroll_to(y=max(0, line - page.size.height // 4), animate=False, force=True)
        return True

    def on_resize(self) -> None:
        """Keep the cited sentence in view when lines wrap differently."""
        self.call_after_refresh(self.go_to_citation)


def _about(source: Source, reply: Reply | None) -> Content:
    """Return the line above the page: whose view the passage is, and the source's cite."""
    view = stance_and_voice(reply) if reply else None
    cite = [clean_line(source.title), published_in_words(source), spoken_missing(source)]
    below = " · ".join(part for part in cite if part)
    if view is None or reply is None or reply.citation is None:
        return said(below, "$muted")
    stance, voice, speaker = view
    return Content.assemble(
        (stance_in_words(stance), f"${stance} bold"),
        said(f" · {voice_in_words(voice, speaker)}"),
        said(f" · {where_in_words(reply.citation)}", "$muted"),
        "\n",
        said(below, "$muted"),
    )


def paragraph_numbers(source: Source, motion: Motion) -> dict[int, int]:
    """Return the number of each paragraph of a source by the offset where it begins."""
    return {p.span.start: p.number for p in numbered_paragraphs(source, motion)}


def source_blocks(source: Source, motion: Motion, citation: Citation | None) -> Iterator[Block]:
    """Yield the paragraphs of a source, numbered in a gutter, the citation marked."""
    numbers = paragraph_numbers(source, motion)
    spans = blocks(source.text)
    at = citation.start if citation else 0
    here = next((i for i, span in enumerate(spans) if span.end > at), 0)
    first, last = max(0, here - _AROUND), min(len(spans), here + _AROUND + 1)
    digits = len(str(max(numbers.values(), default=1)))
    blank, mark = Content(" " * (digits + 3)), Content.styled("▌ ", "$quote")
    if first:
        yield Block(Content.styled(f"({first} paragraphs above are left out)", "$muted"), blank)
    for span in spans[first:last]:
        shown = Content(_ONE_SPACE.sub(" ", span.of(source.text)))
        number = numbers.get(span.start)
        if number is None:
            shown = shown.stylize("bold")
        if citation and citation.start < span.end and span.start < citation.end:
            start = max(citation.start, span.start) - span.start
            end = min(citation.end, span.end) - span.start
            shown = shown.add_spans([Span(start, end, MARKED)])
        gutter = Content.styled(f"{number or '':>{digits}}", "$muted")
        left = Content.assemble(gutter, "   ")
        yield Block(shown, left, blank, mark=mark, mark_style=MARKED)
        yield Block(EMPTY)
    if last < len(spans):
        left_out = len(spans) - last
        yield Block(Content.styled(f"({left_out} paragraphs below are left out)", "$muted"), blank)
