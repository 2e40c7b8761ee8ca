"""The transcript: the last turns of a round, the earlier ones loaded on demand."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from debater.motions.model import Side
from debater.sparring.wording import count_in_words
from debater.tui.messages import EarlierWanted
from debater.tui.play import PlayedTurn
from debater.tui.widgets.turn_view import TurnView

# Measured: a few dozen turns keep appending and theme changes well under 0.3 s.
_AT_ONCE = 50
# A round that is taken up again shows these; the others a key above them.
_AT_FIRST = 16


class EarlierLine(Static):
    """Says how many turns lie above; a click loads them."""

    @on(events.Click)
    def _clicked(self) -> None:
        self.post_message(EarlierWanted())


class Transcript(VerticalScroll):
    """Shows turns, follows the newest, marks the chosen one, and says when more follows."""

    BORDER_TITLE = " Transcript "

    def __init__(self, side: Side, *, id: str) -> None:
        super().__init__(id=id)
        self.side = side
        self.turns: Sequence[PlayedTurn] = ()
        self.first = 0
        self.waiting = ""
        self.chosen: int | None = None
        self._fitted = (Size(), 0)

    def compose(self) -> ComposeResult:
        """Lay out the lines above the turns."""
        yield Static("", id="introduction", markup=False)
        yield EarlierLine("", id="earlier", markup=False)

    def on_mount(self) -> None:
        """Look after every scroll and every new line whether more follows."""
        self.watch(self, "scroll_y", self._soon_tell_more, init=False)
        self.watch(self, "virtual_size", self._soon_tell_more, init=False)

    def on_resize(self) -> None:
        """Keep the chosen turn in view, unless only the composer has grown."""
        self._soon_tell_more()
        fitted = (self.app.size, self.outer_size.width)
        if fitted != self._fitted:
            self._fitted = fitted
            self.call_after_refresh(self._keep_chosen)

    def _keep_chosen(self) -> None:
        if self.chosen is None or not self.size:
            return
        if self.turns and self.chosen == self.turns[-1].number:
            self.show_reply(self.chosen)
        else:
            self.show_turn(self.chosen)

    def _soon_tell_more(self) -> None:
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        # An anchored pane with room to spare is scrolled to below zero; a turn ends blank.
        more = self.max_scroll_y - max(0, round(self.scroll_y)) > 1
        self.set_class(more, "-more")
        self.border_subtitle = " more below ↓ PgDn " if more else ""

    def introduce(self, sentence: str) -> None:
        """Say what the sources hold against the user."""
        self.query_one("#introduction", Static).update(Content(sentence))

    async def show(self, turns: Sequence[PlayedTurn], waiting: str) -> None:
        """Show the last turns of a round, and go to the end."""
        self.turns, self.waiting = turns, waiting
        self.first = max(0, len(turns) - _AT_FIRST)
        await self.remove_children(TurnView)
        await self.mount_all([TurnView(t, self.side, waiting) for t in turns[self.first :]])
        self._tell_earlier()
        self.anchor()

    async def add(self, turn: PlayedTurn) -> None:
        """Show a new turn at the end, and go there."""
        views = self.views
        if len(views) >= _AT_ONCE:
            await views[0].remove()
            self.first += 1
            self._tell_earlier()
        await self.mount(TurnView(turn, self.side, self.waiting))
        self.anchor()

    async def load_earlier(self) -> bool:
        """Show up to fifty turns more above; tell whether there were any."""
        if not self.first:
            return False
        start = max(0, self.first - _AT_ONCE)
        views = [TurnView(t, self.side, self.waiting) for t in self.turns[start : self.first]]
        below = self.max_scroll_y - self.scroll_y
        await self.mount_all(views, after=self.query_one("#earlier"))
        self.first = start
        self._tell_earlier()
        self.call_after_refresh(lambda: self.scroll_to(y=self.max_scroll_y - below, animate=False))
        return True

    def refresh_turn(self, turn: PlayedTurn) -> None:
        """Show how a turn stands now, if it is in view."""
        view = self.view(turn.number)
        if view is not None:
            view.show(turn, self.waiting)

    def wait_for(self, waiting: str) -> None:
        """Say ``waiting`` at every turn whose reply is to come."""
        self.waiting = waiting
        for view in self.views:
            if view.turn.reply is None and not view.turn.problem:
                view.show(view.turn, waiting)

    def choose(self, number: int | None, *, whole: bool = False) -> None:
        """Mark one turn as chosen."""
        self.chosen = number
        for view in self.views:
            view.choose(view.turn.number == number, whole=whole)

    def show_reply(self, number: int, tries: int = 10) -> None:
        """Scroll so that a reply is read from its beginning."""
        view = self.view(number)
        if view is None:
            return
        if not view.laid_out and tries:
            # The reply has just been set; where it begins is known once it is laid out.
            self.call_after_refresh(self.show_reply, number, tries - 1)
            return
        if view.outer_size.height <= self.size.height:
            self.anchor()
            return
        top = view.virtual_region.y + max(0, view.reply_line - 2)
        self.release_anchor()
        self.scroll_to(y=top, animate=False, force=True)

    def show_turn(self, number: int) -> None:
        """Scroll to the beginning of a turn."""
        view = self.view(number)
        if view is not None:
            self.release_anchor()
            self.scroll_to_widget(view, top=True, animate=False)

    def view(self, number: int) -> TurnView | None:
        """Return the view of a turn, or None when it is not mounted."""
        return next((view for view in self.views if view.turn.number == number), None)

    @property
    def views(self) -> list[TurnView]:
        """The turns that are mounted, in order."""
        return list(self.query_children(TurnView))

    def _tell_earlier(self) -> None:
        line = self.query_one("#earlier", Static)
        line.display = self.first > 0
        text = f"↑ {count_in_words(self.first, 'earlier turn')}: Alt+Home, or click, shows them"
        line.update(Content(text))
