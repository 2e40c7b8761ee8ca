"""The list of the review: a row a point, in an order, as far as a filter lets it through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from debater.motions.model import SIDES, STANCES, Motion, Passage, Point
from debater.sparring.wording import (
    paragraphs_in_words,
    side_in_words,
    stance_in_words,
    voice_in_words,
)
from debater.text import clean_line, fold
from debater.tui.blocks import folded, said

Order = Literal["least certain first", "in document order", "by side"]
ORDERS: tuple[Order, ...] = ("least certain first", "in document order", "by side")

_BEGINNING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A point with its passage, and how it begins."""

    passage: Passage
    point: Point
    beginning: str
    several: bool

    @property
    def reviewed(self) -> bool:
        """Whether the coach has said what it is."""
        return self.point.label.origin == "coach"

    @property
    def place(self) -> str:
        """Name its paragraphs, and its source where there are several."""
        where = paragraphs_in_words(self.passage.paragraphs)
        return f"{clean_line(self.passage.source)} {where}" if self.several else where

    def holds(self, words: Sequence[str], text: str) -> bool:
        """Tell whether each of the folded ``words`` stands in what is shown of it."""
        label = self.point.label
        speaks = voice_in_words(label.voice, label.speaker)
        told = "reviewed" if self.reviewed else "predicted"
        shown = fold(f"{self.place} {label.stance} {speaks} {told} {self.point.tag} {text}")
        return all(word in shown for word in words)


def rows_of(motion: Motion) -> dict[str, Row]:
    """Return the rows of a motion in document order, by the id of the point."""
    texts = {source.id: source.text for source in motion.sources}
    several = len(motion.sources) > 1
    found = {}
    for passage in motion.passages:
        for point in passage.points:
            start = point.sentences[0].span.start
            beginning = texts[passage.source][start : start + _BEGINNING_LENGTH]
            found[point.id] = Row(passage, point, beginning, several)
    return found


def in_order(rows: dict[str, Row], order: Order) -> list[str]:
    """Return the ids of the points in an order; those of equal rank as in the document."""
    rank: dict[Order, Callable[[str], tuple[float, ...]]] = {
        "least certain first": lambda one: (rows[one].reviewed, _sure(rows[one])),
        "in document order": lambda _: (),
        "by side": lambda one: (STANCES.index(rows[one].point.label.stance), rows[one].reviewed),
    }
    return sorted(rows, key=rank[order])


def _sure(row: Row) -> float:
    return 0.0 if row.reviewed else row.point.label.confidence


def kept_in_place(before: Sequence[str], rows: dict[str, Row]) -> list[str]:
    """Return the ids of ``rows`` in the order ``before`` had, so that nothing jumps.

    A point that has another stance, and so another id, stays where it was.
    """
    known = set(before)
    came: dict[str, list[str]] = {}
    for id, row in rows.items():
        if id not in known:
            came.setdefault(row.passage.id, []).append(id)
    order: list[str] = []
    for id in before:
        passage = id.rsplit("/", 1)[0]
        if id in rows:
            order.append(id)
        elif came.get(passage):
            order.append(came[passage].pop(0))
    for passage, ids in came.items():
        places = [n for n, id in enumerate(order) if rows[id].passage.id == passage]
        at = places[-1] + 1 if places else len(order)
        order[at:at] = ids
    return order


def progress_in_words(motion: Motion, rows: dict[str, Row]) -> str:
    """Say how far the coach is, and how much opposes each side."""
    reviewed = sum(row.reviewed for row in rows.values())
    opposing = {side: len({point.passage for point in motion.opposing(side)}) for side in SIDES}
    shown = ", ".join(f"{opposing[side]} oppose {side_in_words(side)}" for side in SIDES)
    return f"{reviewed} of {len(rows)} reviewed · {shown}"


class RowView(Visual):
    """Two lines: what a point is labelled, and how it begins; never more, at any width."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def _lines(self, width: int) -> list[Content]:
        label = self.row.point.label
        mark = ("✓ ", "$for") if self.row.reviewed else ("? ", "$warning")
        sure = "" if self.row.reviewed else f"{label.confidence:.0%} sure · "
        first = Content.assemble(
            mark,
            (self.row.place, "bold"),
            " · ",
            (stance_in_words(label.stance), _colour(label.stance)),
            said(f" · {sure}{clean_line(voice_in_words(label.voice, label.speaker))}", "$muted"),
        )
        second = Content.assemble("  ", folded(self.row.beginning, "$muted"))
        return [line.truncate(max(1, width), ellipsis=True) for line in (first, second)]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render for Textual."""
        shown = Content("\n").join(self._lines(width))
        return shown.render_strips(width, height, style, options)

    def get_optimal_width(
        self,
        rules: RulesMap,  # noqa: ARG002 - Textual's interface
        container_width: int,
    ) -> int:
        """Take the width there is."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002 - likewise
        """Ask for room for the place at least."""
        return cell_len(self.row.place)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - likewise
        """Return two: a row never wraps."""
        return 2


def _colour(stance: str) -> str:
    return "bold" if stance == "neutral" else f"bold ${stance}"
