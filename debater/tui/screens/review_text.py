"""The page beside the list: a point's label and brief, and its passage in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content, Span

from debater.motions.model import Motion, Source
from debater.motions.passages import blocks
from debater.sparring.phrasing import in_quotes
from debater.sparring.wording import stance_in_words, voice_in_words
from debater.text import Span as Place
from debater.text import clean_line, excerpt
from debater.tui.blocks import EMPTY, Block, BlockStack, folded, said
from debater.tui.screens.review_rows import Row
from debater.tui.widgets.source_view import paragraph_numbers

MARKED = "bold"
_BEGINNING_LENGTH = 40
# Offsets must stay true, so each of these becomes one space.
_ONE_SPACE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class Pages:
    """The pages of a motion; where the paragraphs of a source lie is found once."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self._laid: dict[str, tuple[list[Place], dict[int, int]]] = {}

    def of(self, row: Row) -> BlockStack:
        """Return all there is to know of a point, then its passage between its neighbours."""
        lines = [*_facts(row, self.motion), EMPTY]
        return BlockStack([*map(Block, lines), *self._passage(row)])

    def _passage(self, row: Row) -> Iterator[Block]:
        """Yield the passage, a bar beside the point, between the dimmed paragraphs around it."""
        source = self.motion.source(row.passage.source)
        if source.id not in self._laid:
            numbers = paragraph_numbers(source, self.motion)
            self._laid[source.id] = (blocks(source.text), numbers)
        places, numbers = self._laid[source.id]
        span = row.passage.span
        inside = [
            n for n, one in enumerate(places) if one.start < span.end and span.start < one.end
        ]
        digits = len(str(max(numbers.values(), default=1)))
        blank, mark = Content(" " * (digits + 3)), Content.styled("▌ ", "$quote")
        for n in range(max(0, inside[0] - 1), min(len(places), inside[-1] + 2)):
            number = numbers.get(places[n].start)
            gutter = Content.styled(f"{number or '':>{digits}}   ", "$muted")
            shown = _paragraph(row, source, places[n], n in inside)
            yield Block(shown, gutter, blank, mark=mark, mark_style=MARKED)
            yield Block(EMPTY)


def _facts(row: Row, motion: Motion) -> Iterator[Content]:
    label, point = row.point.label, row.point
    colour = "bold" if label.stance == "neutral" else f"bold ${label.stance}"
    title = clean_line(motion.source(row.passage.source).title)
    yield Content.assemble(
        (stance_in_words(label.stance), colour),
        said(f" · {clean_line(voice_in_words(label.voice, label.speaker))} · "),
        (row.place, "bold"),
        said(f", {title}", "$muted"),
    )
    if row.reviewed:
        yield said("✓ your label", "$muted")
    else:
        sure = f"? predicted, {label.confidence:.0%} sure: {clean_line(label.reason)}"
        yield said(sure, "$muted")
    others = [other for other in row.passage.points if other.id != point.id]
    if others:
        there = ", ".join(stance_in_words(other.label.stance) for other in others)
        yield said(f"The passage has another part ({there}); the bar shows this one.", "$muted")
    text = motion.source(row.passage.source).text
    for one in point.sentences:
        if (one.voice, one.speaker) != (label.voice, label.speaker):
            who = clean_line(voice_in_words(one.voice, one.speaker))
            begins = excerpt(one.span.of(text), _BEGINNING_LENGTH)
            yield said(f"Of it {in_quotes(clean_line(begins))} is {who}.", "$muted")
    yield from _brief(row, motion)


def _brief(row: Row, motion: Motion) -> Iterator[Content]:
    point = row.point
    if point.tag:
        yield Content.assemble(("tag: ", "$muted"), folded(point.tag))
    for line in point.answers:
        yield Content.assemble(("answers: ", "$muted"), folded(line))
    for line in point.questions:
        yield Content.assemble(("asks: ", "$muted"), folded(line))
    if point.impact:
        yield Content.assemble(("impact: ", "$muted"), folded(point.impact))
    if point.turn:
        text = motion.source(row.passage.source).text
        quote = in_quotes(clean_line(point.turn.span.of(text)))
        yield Content.assemble(("turn: ", "$muted"), folded(f"{quote} → {point.turn.tag}"))
        if point.turn.impact:
            yield Content.assemble(("turn's impact: ", "$muted"), folded(point.turn.impact))


def _paragraph(row: Row, source: Source, place: Place, inside: bool) -> Content:
    start, end = place.start, place.end
    shown = Content(_ONE_SPACE.sub(" ", source.text[start:end]))
    if not inside:
        return shown.stylize("$muted")
    marks = [
        Span(max(one.span.start, start) - start, min(one.span.end, end) - start, MARKED)
        for one in row.point.sentences
        if one.span.start < end and start < one.span.end
    ]
    return shown.add_spans(marks)
