"""The flow on the screen: a column a speech, a row an argument."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Debate
from debater.debating.sheet import rows_of, status_in_words
from debater.text import clean_line
from debater.tui.commands import bindings

_NARROWEST, _COLUMNS_IN_VIEW = 22, 3
_LINES = 4


class FlowSheet(DataTable[Text]):
    """Shows a flow; a cell is chosen with the arrows, its link changed with a key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("flow")]
    BORDER_TITLE = " Flow "

    class LinkWanted(Message):
        """The user wants to correct what an argument answers."""

        def __init__(self, argument: Argument) -> None:
            self.argument = argument
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(
            id=id, cursor_type="cell", zebra_stripes=False, show_row_labels=False, cell_padding=1
        )
        self.flow = Flow()
        self._debate: Debate | None = None
        self._cells: dict[Coordinate, Argument] = {}
        self._width = 0

    def show(self, debate: Debate, flow: Flow) -> None:
        """Show a flow; the cell that was chosen stays chosen."""
        chosen = self.chosen
        self._debate, self.flow = debate, flow
        self._lay_out()
        if chosen is not None:
            self.choose(chosen.id)

    @property
    def chosen(self) -> Argument | None:
        """The argument of the cell the cursor is on."""
        return self._cells.get(self.cursor_coordinate)

    def choose(self, id: str) -> None:
        """Put the cursor on an argument."""
        for place, argument in self._cells.items():
            if argument.id == id:
                self.move_cursor(row=place.row, column=place.column)

    def on_resize(self, event: events.Resize) -> None:
        """Share out the width anew."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._lay_out()

    def _lay_out(self) -> None:
        self.clear(columns=True)
        self._cells = {}
        debate = self._debate
        if debate is None:
            return
        shown = [
            number
            for number, stage in enumerate(debate.format.stages)
            if stage.kind == "speech" and number <= debate.stage
        ]
        width = max(_NARROWEST, self.size.width // _COLUMNS_IN_VIEW - 2)
        for number in shown:
            stage = debate.format.stages[number]
            who = "you" if debate.by(stage.seat) == "user" else "bot"
            self.add_column(Text(clean_line(f"{stage.id} · {who}")), width=width)
        line = 0
        for row in rows_of(self.flow):
            deepest = max(len(cell) for cell in row.cells.values())
            for depth in range(deepest):
                texts = []
                for column, number in enumerate(shown):
                    cell = row.cells.get(number, ())
                    if depth < len(cell):
                        self._cells[Coordinate(line, column)] = cell[depth]
                    texts.append(self._cell(cell[depth], width) if depth < len(cell) else Text(""))
                self.add_row(*texts, height=None)
                line += 1

    def _cell(self, argument: Argument, width: int) -> Text:
        """Return an argument as a cell: what became of it, then how it goes."""
        heading = clean_line(argument.heading)
        room = width * (_LINES - 1) - 1
        shown = heading if len(heading) <= room else f"{heading[: room - 1].rstrip()}…"
        return Text.assemble((status_in_words(self.flow, argument), "bold"), "\n", shown)

    def action_correct(self) -> None:
        """Ask for another link of the chosen argument."""
        chosen = self.chosen
        if chosen is not None:
            self.post_message(self.LinkWanted(chosen))
