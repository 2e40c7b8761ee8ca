"""One turn of the transcript: a single Static, however many parts its reply has."""

from __future__ import annotations

from textual import events, on
from textual.selection import Selection
from textual.widgets import Static

from debater.motions.model import Side
from debater.tui.blocks import BlockStack
from debater.tui.messages import TurnChosen
from debater.tui.play import PlayedTurn
from debater.tui.turn_text import argument_blocks, turn_blocks


class TurnView(Static):
    """Shows a turn; a click chooses it, and a chosen one shows a long argument whole."""

    def __init__(self, turn: PlayedTurn, side: Side, waiting: str) -> None:
        super().__init__(BlockStack([]), classes="turn", markup=False)
        self.turn, self.side, self.waiting = turn, side, waiting
        self.whole = False
        self._show()

    def show(self, turn: PlayedTurn, waiting: str) -> None:
        """Show how the turn stands now."""
        self.turn, self.waiting = turn, waiting
        self._show()

    def choose(self, chosen: bool, *, whole: bool) -> None:
        """Mark this turn as the chosen one, or not."""
        self.set_class(chosen, "-chosen")
        if self.whole != (chosen and whole):
            self.whole = chosen and whole
            self._show()

    @property
    def reply_line(self) -> int:
        """The line where the reply begins, seen from the top of the turn."""
        above = BlockStack(argument_blocks(self.turn, self.side, whole=self.whole))
        return above.get_height({}, max(1, self.content_size.width))

    @property
    def laid_out(self) -> bool:
        """Tell whether the view has the height its text needs."""
        return self.content_size.height == self.visual.get_height({}, self.content_size.width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text under a mouse selection."""
        stack = self.visual
        if not isinstance(stack, BlockStack):
            return None
        return selection.extract(stack.at(self.content_size.width).plain), "\n"

    def _show(self) -> None:
        blocks = turn_blocks(self.turn, self.side, self.waiting, whole=self.whole)
        self.update(BlockStack(blocks))

    @on(events.Click)
    def _clicked(self) -> None:
        self.post_message(TurnChosen(self.turn.number))
