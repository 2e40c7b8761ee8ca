"""The header of a round: the statement, the user's side, the state of the engine."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from debater.motions.model import Side
from debater.sparring.wording import side_in_words
from debater.text import clean_line


class RoundHeader(Static):
    """Says what is debated, for which side the user argues, and whether replies can come."""

    statement: reactive[str] = reactive("")
    engine: reactive[str] = reactive("warming up…")
    keeping: reactive[str] = reactive("")

    def __init__(self, side: Side, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.side = side

    def render(self) -> Content:
        """Return one line with the statement and one with the state."""
        width = max(1, self.content_size.width)
        statement = Content.styled(clean_line(self.statement), "bold").truncate(
            width, ellipsis=True
        )
        state = Content.assemble(
            ("You argue ", "$muted"),
            (side_in_words(self.side), f"${self.side} bold"),
            (f"  ·  {self.engine}", "$muted"),
            (f"  ·  {self.keeping}" if self.keeping else "", "$error bold"),
        )
        return Content("\n").join([statement, state.truncate(width, ellipsis=True)])
