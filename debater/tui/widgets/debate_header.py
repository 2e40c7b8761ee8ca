"""The header of a debate: the motion, the stage, the clock, the words."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from debater.motions.model import Side
from debater.sparring.wording import side_in_words
from debater.text import clean_line


class DebateHeader(Static):
    """Says what is debated and which stage is on; the time stands where it is always seen.

    ``over_time`` marks the clock by a word, not by colour alone.
    """

    statement: reactive[str] = reactive("")
    stage: reactive[str] = reactive("")
    clock: reactive[str] = reactive("")
    over_time: reactive[bool] = reactive(False)
    prep: reactive[str] = reactive("")
    keeping: reactive[str] = reactive("")

    def __init__(self, side: Side, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.side = side

    def render(self) -> Content:
        """Return the motion with the side, and a line with stage and clock."""
        width = max(1, self.content_size.width)
        side = Content.styled(side_in_words(self.side), f"${self.side} bold")
        room = max(1, width - side.cell_length - 2)
        statement = Content.styled(clean_line(self.statement), "bold").truncate(room, ellipsis=True)
        above = Content.assemble(statement, "  ", side)
        time = Content.assemble(
            (self.clock, "bold $error" if self.over_time else "bold"),
            (f"  {self.prep}" if self.prep else "", "$muted"),
            (f"  {self.keeping}" if self.keeping else "", "$error bold"),
        )
        room = max(1, width - time.cell_length - 2)
        stage = Content.styled(clean_line(self.stage), "$muted").truncate(room, ellipsis=True)
        return Content("\n").join([above, Content.assemble(time, "  ", stage)])
