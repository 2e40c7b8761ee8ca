"""The rounds that are kept: found, resumed, named, forked, exported, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from debater.errors import StorageError
from debater.sparring.wording import count_in_words
from debater.store.archive import KEPT_DAYS, LONGEST_NAME, ListedRound, RoundArchive
from debater.store.keeper import Keeper
from debater.text import clean_line, excerpt
from debater.tui.commands import bindings
from debater.tui.desk import Desk
from debater.tui.messages import ExportWanted, ImportWanted, RoundChosen
from debater.tui.rounds_text import round_prompt, turns_to_fork
from debater.tui.screens.ask import ChoiceScreen, LineScreen
from debater.tui.screens.review_modals import ChoiceList
from debater.tui.widgets.key_line import KeyLine

T = TypeVar("T")

# Writes down how rounds ended that nothing is written of; tells whether there were any.
Summarise = Callable[[], bool]

_AT_ONCE = 100  # rounds; the next ones are shown at the end of the list
_SEARCH_DELAY = 0.08  # seconds after the last key
_RESULTS_AFTER = 0.6  # seconds after the list is shown: that comes first


class RoundList(ChoiceList):
    """The rounds; its keys are letters, as the search has a field of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rounds")]
    BORDER_TITLE = "Rounds"


class RoundsScreen(Screen[None]):
    """Lists the rounds that are kept, newest first, or those a search finds."""

    place = "rounds"
    AUTO_FOCUS = "#rounds"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rounds", composer=True)]

    class Summarised(Message):
        """It has been written down how rounds ended."""

    def __init__(
        self,
        keeper: Keeper,
        desk: Desk,
        titles: dict[str, str],
        summarise: Summarise,
    ) -> None:
        """``titles`` are the formats' titles by name."""
        super().__init__()
        self._keeper, self._desk, self._titles = keeper, desk, titles
        self._summarise = summarise
        self._shown: list[ListedRound] = []
        self._deleted: list[int] = []
        self._last_search = ""
        self._limit = _AT_ONCE

    def compose(self) -> ComposeResult:
        """Lay out search, list, hint and keys."""
        yield Input(placeholder="Search everything that was said (/)", id="search")
        yield RoundList(id="rounds", markup=False)
        yield Static("", id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Erase what was deleted long ago; the rounds are listed when the screen is shown."""
        self._attempt(self._keeper.store.archive.erase_old)

    def on_screen_resume(self) -> None:
        """List the rounds: one may have gone on meanwhile."""
        self.refresh_rounds()
        self.set_timer(_RESULTS_AFTER, self.look_for_results)

    def on_screen_suspend(self) -> None:
        """What was told is over once another screen is shown."""
        self._tell("")

    @work(thread=True, exclusive=True, group="summaries", exit_on_error=False)
    def look_for_results(self) -> None:
        """Have it written down how rounds ended of which nothing is written."""
        found = self._desk.attempt(self._summarise)
        if found is True:
            self.post_message(self.Summarised())

    @on(Summarised)
    def _show_results(self) -> None:
        self.refresh_rounds()

    # ── the list ────────────────────────────────────────────────────────────────────

    def refresh_rounds(self) -> None:
        """Show the rounds anew, the cursor on the one it was on."""
        rounds = self.query_one("#rounds", RoundList)
        before = self.chosen
        text = self.query_one("#search", Input).value
        archive = self._keeper.store.archive
        found = self._attempt(lambda: self._find(text, archive))
        self._shown = found or []
        now = datetime.now().astimezone()
        rounds.clear_options()
        rounds.add_options(
            Option(round_prompt(listed, self._titles, now)) for listed in self._shown
        )
        ids = [listed.id for listed in self._shown]
        kept = ids.index(before.id) if before is not None and before.id in ids else 0
        rounds.highlighted = kept if ids else None
        rounds.border_subtitle = self._count(text)
        if not ids:
            nothing = "No round has these words." if text.strip() else "No round is kept yet."
            rounds.add_option(Option(Content.styled(nothing, "$muted"), disabled=True))

    def _find(self, text: str, archive: RoundArchive) -> list[ListedRound]:
        return archive.search(text) if text.strip() else archive.listed(self._limit)

    @on(OptionList.OptionHighlighted)
    def _more(self, event: OptionList.OptionHighlighted) -> None:
        """Show the next rounds once the cursor is on the last one shown."""
        if event.option_index + 1 == len(self._shown) == self._limit:
            self._limit += _AT_ONCE
            self.refresh_rounds()

    def _count(self, text: str) -> str:
        if text.strip():
            return f"{count_in_words(len(self._shown), 'round')} found"
        total = self._attempt(self._keeper.store.archive.count) or 0
        shown = len(self._shown)
        return count_in_words(total, "round") if shown == total else f"{shown} of {total} rounds"

    @property
    def chosen(self) -> ListedRound | None:
        """The round the cursor is on."""
        number = self.query_one("#rounds", RoundList).highlighted
        return self._shown[number] if number is not None and number < len(self._shown) else None

    @on(Input.Changed, "#search")
    def _search_soon(self, event: Input.Changed) -> None:
        self.set_timer(_SEARCH_DELAY, lambda: self._search(event.value))

    def _search(self, text: str) -> None:
        if text == self.query_one("#search", Input).value != self._last_search:
            self._last_search = text
            self.refresh_rounds()

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one("#rounds", RoundList).focus()

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search", Input).focus()

    def action_leave(self) -> None:
        """Go from the search to the list, and from the list back to the start."""
        search = self.query_one("#search", Input)
        if search.has_focus:
            self._to_list()
        elif search.value:
            search.value = ""
        else:
            self.dismiss()

    # ── a round ─────────────────────────────────────────────────────────────────────

    @on(OptionList.OptionSelected)
    def action_resume(self) -> None:
        """Go on with the round."""
        if (chosen := self.chosen) is not None:
            self.post_message(RoundChosen(chosen.motion, chosen.side, round_id=chosen.id))

    def action_rename(self) -> None:
        """Give the round a name."""
        if (chosen := self.chosen) is None:
            return

        def rename(name: str | None) -> None:
            if name is not None:
                self._attempt(lambda: self._keeper.store.archive.rename(chosen.id, name))
                self.refresh_rounds()
                self._tell(f"Named “{name}”." if name else "The name is taken away.")

        hint = "Left empty, the name is taken away."
        self.app.push_screen(LineScreen("Name the round", chosen.name, hint, LONGEST_NAME), rename)

    def action_fork(self) -> None:
        """Begin a new round from an earlier turn of this one."""
        chosen, archive = self.chosen, self._keeper.store.archive
        whole = self._attempt(lambda: archive.whole(chosen.id)) if chosen is not None else None
        places = turns_to_fork(whole) if whole is not None else []
        if chosen is None or not places:
            self._tell("There is nothing in this round to fork from yet.")
            return

        def fork(number: int | None) -> None:
            if number is None:
                return
            id = self._attempt(lambda: archive.fork(chosen.id, places[number][0]))
            if id is not None:
                self.post_message(RoundChosen(chosen.motion, chosen.side, round_id=id))

        titles = [title for _, title in places]
        self.app.push_screen(ChoiceScreen("Begin a new round", titles, len(titles) - 1), fork)

    def action_delete(self) -> None:
        """Delete the round; it can be brought back."""
        if (chosen := self.chosen) is None:
            return
        if self._attempt(lambda: self._keeper.store.archive.delete(chosen.id)):
            self._deleted.append(chosen.id)
            number = self._shown.index(chosen)
            beside = [*self._shown[number + 1 :], *reversed(self._shown[:number])]
            self.refresh_rounds()
            if beside:
                self._go_to(beside[0].id)
            name = chosen.name or excerpt(chosen.beginning, 40)
            self._tell(f"Deleted “{clean_line(name)}”; u brings it back ({KEPT_DAYS} days long).")

    def action_undo(self) -> None:
        """Bring back the round that was deleted last, today or before."""
        archive = self._keeper.store.archive
        known = self._deleted or [id for id, _ in reversed(self._attempt(archive.deleted) or [])]
        if not known:
            self._tell("No deleted round can be brought back.")
            return
        id = known[-1]
        if self._deleted:
            self._deleted.pop()
        self._attempt(lambda: archive.restore(id))
        self.refresh_rounds()
        self._go_to(id)
        self._tell("It is back.")

    def action_export(self) -> None:
        """Write the round to a file."""
        if (chosen := self.chosen) is not None:
            self.post_message(ExportWanted(chosen.id, chosen.motion, self._tell_saved))

    def action_take_in(self) -> None:
        """Take in a round from a file."""
        self.post_message(ImportWanted(self._taken_in))

    def _taken_in(self, id: int, problems: Sequence[str]) -> None:
        self.query_one("#search", Input).value = ""
        self.refresh_rounds()
        self._go_to(id)
        told = f"{count_in_words(len(problems), 'thing')} in it cannot be proved here"
        self._tell(f"It is here; {told}: {problems[0]}" if problems else "It is here.")

    def _go_to(self, id: int) -> None:
        ids = [listed.id for listed in self._shown]
        while id not in ids and len(ids) == self._limit:
            self._limit *= 2
            self.refresh_rounds()
            ids = [listed.id for listed in self._shown]
        if id in ids:
            self.query_one("#rounds", RoundList).highlighted = ids.index(id)

    def _tell_saved(self, path: Path | None) -> None:
        if path is not None:
            self._tell(f"Saved as {path}.")

    def _tell(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Content(clean_line(sentence)))

    def _attempt(self, work: Callable[[], T]) -> T | None:
        """Do something with the store; when it fails, say so and go on in memory."""
        try:
            return work()
        except StorageError as error:
            self._keeper.fall_back(error)
            self._tell(str(error))
            return None
