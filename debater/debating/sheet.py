"""The flow as a sheet: which argument stands in which row, under which speech."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from debater.debating.flow_model import Argument, Flow, Status

# A word and a shape for each status, so that no meaning hangs on colour.
MARKS: Mapping[Status, str] = {
    "open": "·",
    "answered": "→",
    "dropped": "✗",
    "extended": "»",
    "new": "!",
}
STATUS_WORDS: Mapping[Status, str] = {
    "open": "open",
    "answered": "answered",
    "dropped": "dropped",
    "extended": "extended",
    "new": "new here",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet: what each speech (by its stage) says on one argument."""

    cells: Mapping[int, tuple[Argument, ...]]


def rows_of(flow: Flow) -> tuple[Row, ...]:
    """Return the rows of a flow, in the order their first arguments were made.

    An argument stands in the row of what it answers or extends; of several, in the first's.
    """
    row_of: dict[str, int] = {}
    rows: list[dict[int, list[Argument]]] = []
    for argument in flow.arguments:
        targets = [link.target for link in flow.links_of(argument.id) if link.target in row_of]
        if targets:
            row_of[argument.id] = min(row_of[target] for target in targets)
        else:
            row_of[argument.id] = len(rows)
            rows.append({})
        rows[row_of[argument.id]].setdefault(argument.stage, []).append(argument)
    return tuple(Row({stage: tuple(cell) for stage, cell in row.items()}) for row in rows)


def status_in_words(flow: Flow, argument: Argument) -> str:
    """Say what became of an argument: ``✗ dropped``."""
    status = flow.statuses.get(argument.id, "open")
    return f"{MARKS[status]} {STATUS_WORDS[status]}"
