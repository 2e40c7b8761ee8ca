"""A cursor that goes by words through a laid-out text, and what it chooses on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from debater.text import Span, sentence_spans
from debater.tui.card_layout import Layout

By = Literal["word", "line", "sentence", "paragraph", "edge", "page", "all"]


class WordCursor:
    """Where the cursor is and what is chosen, as numbers of words.

    With ``choosing`` every move chooses the words on its way.
    """

    def __init__(self) -> None:
        self.layout = Layout("", [], 1, None)
        self.choosing = False
        self.word = 0
        self._anchor: int | None = None
        self._words: Sequence[Span] = ()
        self._paragraphs: Sequence[Span] = ()
        self._reach: list[int] = []
        self._goal: int | None = None  # the column that going up and down keeps to

    def lay_out(self, words: Sequence[Span], paragraphs: Sequence[Span], layout: Layout) -> None:
        """Take another layout; only words that are shown in it are gone to."""
        self.layout, self._words, self._paragraphs = layout, words, paragraphs
        shown = layout.shown
        self._reach = [
            number
            for number, word in enumerate(words)
            if shown is None or any(w.start < word.end and word.start < w.end for w in shown)
        ]
        if self._anchor is not None and {self._anchor, self.word} - set(self._reach):
            self.let_go()

    @property
    def anywhere(self) -> bool:
        """Whether any word is shown."""
        return bool(self._reach)

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The first and the last word that is chosen; None where no word is shown."""
        if not self._reach:
            return None
        anchor = self.word if self._anchor is None else self._anchor
        return min(anchor, self.word), max(anchor, self.word)

    @property
    def span(self) -> Span | None:
        """What is chosen as characters."""
        if self.chosen is None:
            return None
        first, last = self.chosen
        return Span(self._words[first].start, self._words[last].end)

    @property
    def place(self) -> int:
        """Where the word at the cursor begins, or the part of it that is shown."""
        if not self._reach:
            return 0
        word = self._words[self.word]
        shown = (o for o in range(word.start, word.end) if self.layout.line_of(o) is not None)
        return next(shown, word.start)

    @property
    def line(self) -> int | None:
        """The line the cursor is on."""
        return self.layout.line_of(self.place) if self._reach else None

    def word_at(self, offset: int) -> int:
        """Return the word that is shown at a place of the text, or the one nearest before."""
        starts = [self._words[number].start for number in self._reach]
        return self._reach[max(0, bisect_right(starts, offset) - 1)] if starts else 0

    # ── going about ─────────────────────────────────────────────────────────────────

    def put(self, word: int) -> None:
        """Go to a word."""
        self.word, self._goal = word, None

    def let_go(self) -> bool:
        """Choose the word at the cursor alone; tell whether there was more to let go."""
        more = self.choosing or self._anchor not in (None, self.word)
        self._anchor, self.choosing = None, False
        return more

    def hold(self) -> None:
        """From here on choose the words on the way, unless that has begun before."""
        if self._anchor is None:
            self._anchor = self.word

    def go(self, by: By, step: int, extend: bool, page: int = 1) -> None:
        """Go on or, with a negative ``step``, back; ``page`` is how many lines a page has."""
        if not self._reach:
            return
        if extend or self.choosing:
            self.hold()
        else:
            self._anchor = None
        if by in ("line", "page"):
            goal = self._column if self._goal is None else self._goal
            self.word, self._goal = (
                self._lines_away(step * (page if by == "page" else 1), goal),
                goal,
            )
        else:
            self.put(self._target(by, step))

    def _target(self, by: By, step: int) -> int:
        if by == "word":
            here = self._reach.index(self.word) + step
            return self._reach[min(max(here, 0), len(self._reach) - 1)]
        if by == "edge":
            pieces = self.layout.lines[self.line or 0].pieces
            return self.word_at(pieces[-1].span.end - 1 if step > 0 else pieces[0].span.start)
        spans = self._paragraphs
        if by == "sentence":
            text = self.layout.text
            spans = [s for p in spans for s in sentence_spans(text, p.start, p.end)]
        firsts = [self.word_at(span.start) for span in spans if by != "all"]
        if step > 0:
            return min((word for word in firsts if word > self.word), default=self._reach[-1])
        return max((word for word in firsts if word < self.word), default=self._reach[0])

    def _lines_away(self, lines: int, goal: int) -> int:
        """Return the word at the column ``goal`` so many lines below; above where negative."""
        last = len(self.layout.lines) - 1
        line = min(max((self.line or 0) + lines, 0), last)
        while 0 <= line <= last:
            offset = self.layout.offset_at(line, goal)
            if offset is not None:
                return self.word_at(offset)
            line += 1 if lines > 0 else -1
        return self.word

    @property
    def _column(self) -> int:
        return self.layout.column_of(self.place, self.line or 0)
