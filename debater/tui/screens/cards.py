"""The evidence cards that are kept: found, opened, exported, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import Provider
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from debater.card_files import ALL_CARDS, CARD_ENDINGS, CardFiles, ListedCard, listed_card
from debater.cards.model import CITE_STYLES, CiteStyle
from debater.errors import StorageError
from debater.sparring.wording import count_in_words
from debater.store.cards import StoredCard
from debater.store.keeper import Keeper
from debater.text import clean_line, excerpt
from debater.tui.card_text import card_prompt
from debater.tui.desk import Desk
from debater.tui.screens.ask import ChoiceScreen
from debater.tui.screens.card import STYLE_PLACE, CardScreen
from debater.tui.screens.card_keys import CARDS, CardsCommands, bindings, card_key_line
from debater.tui.screens.export import ExportScreen
from debater.tui.screens.review_modals import ChoiceList
from debater.tui.widgets.path_input import PathInput

T = TypeVar("T")
_AT_ONCE = 200  # cards on the screen; the next ones are shown at the end of the list


class CardList(ChoiceList):
    """The cards; its keys are letters, as the filter has a field of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CARDS)]
    BORDER_TITLE = "Cards"


class CardsScreen(Screen[None]):
    """Lists the cards that are kept, the last cut first, or those with some words."""

    place = "cards"
    AUTO_FOCUS = "#cards"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CARDS, composer=True)]
    COMMANDS: ClassVar[set[type[Provider]]] = {CardsCommands}  # type: ignore[assignment]  # invariant

    def __init__(
        self, keeper: Keeper, files: CardFiles, desk: Desk, motion: str | None = None
    ) -> None:
        """List the keeper's cards, those of ``motion`` alone where one is given."""
        super().__init__()
        self._keeper, self._files, self._desk, self._motion = keeper, files, desk, motion
        self._all: list[ListedCard] = []
        self._stored: dict[int, StoredCard] = {}
        self._shown: list[ListedCard] = []
        self._limit = _AT_ONCE
        self._deleted: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay out filter, list, hint and keys."""
        yield PathInput(placeholder="Only cards with these words (/)", id="filter")
        yield CardList(id="cards", markup=False)
        yield Static("", id="told", markup=False)
        yield card_key_line(CARDS)

    def on_screen_resume(self) -> None:
        """List the cards: one may have been cut meanwhile."""
        self.refresh_cards()

    def on_screen_suspend(self) -> None:
        """What was told is over once another screen is shown."""
        self._tell("")

    # ── the list ────────────────────────────────────────────────────────────────────

    def refresh_cards(self) -> None:
        """Read the cards anew and show them, the cursor on the one it was on."""
        store = self._files.store
        stored = self._attempt(lambda: store.cards(self._motion, limit=ALL_CARDS)) or []
        self._all = [listed_card(one) for one in stored]
        self._stored = {one.id: one for one in stored}
        self._show()

    def _show(self, choose: int | None = None) -> None:
        """List the cards that the filter leaves; ``choose`` is the id of one to go to."""
        cards = self.query_one("#cards", CardList)
        wanted = self.query_one("#filter", Input).value
        before = choose if choose is not None else self.chosen.id if self.chosen else None
        self._shown = [one for one in self._all if one.has(wanted)]
        now = datetime.now().astimezone()
        cards.clear_options()
        # Proved when they are shown: there may be many, and their words can be searched before.
        shown = [self._files.listed(self._stored[one.id]) for one in self._shown[: self._limit]]
        cards.add_options(Option(card_prompt(one, now)) for one in shown)
        ids = [one.id for one in self._shown[: self._limit]]
        if not ids:
            nothing = "No card has these words." if wanted.strip() else _NOTHING
            cards.add_option(Option(Content.styled(nothing, "$muted"), disabled=True))
        cards.highlighted = (ids.index(before) if before in ids else 0) if ids else None
        total = count_in_words(len(self._all), "card")
        cards.border_subtitle = f"{len(ids)} of {total}" if len(ids) < len(self._all) else total

    @on(OptionList.OptionHighlighted)
    def _more(self, event: OptionList.OptionHighlighted) -> None:
        """Show the next cards once the cursor is on the last one shown."""
        if event.option_index + 1 == self._limit < len(self._shown):
            self._limit += _AT_ONCE
            self._show()

    @property
    def chosen(self) -> ListedCard | None:
        """The card the cursor is on."""
        number = self.query_one("#cards", CardList).highlighted
        return self._shown[number] if number is not None and number < len(self._shown) else None

    @on(Input.Changed, "#filter")
    def _filter(self) -> None:
        self._show()

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self.query_one("#cards", CardList).focus()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter", Input).focus()

    def action_leave(self) -> None:
        """Go from the filter to the list, from a filtered list to all, and from all back."""
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self._to_list()
        elif field.value:
            field.value = ""
        else:
            self.dismiss()

    # ── a card ──────────────────────────────────────────────────────────────────────

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Cut the card, or read it."""
        if (chosen := self.chosen) is not None:
            screen = CardScreen(chosen.id, self._keeper, self._files, self._desk)
            self.app.push_screen(screen)

    def action_delete(self) -> None:
        """Delete the card; it can be brought back."""
        if (chosen := self.chosen) is None:
            return
        if self._attempt(lambda: self._files.store.delete(chosen.id)):
            self._deleted.append(chosen.id)
            number = self._shown.index(chosen)
            beside = [*self._shown[number + 1 :], *reversed(self._shown[:number])]
            self._all.remove(chosen)
            self._show(beside[0].id if beside else None)
            name = clean_line(chosen.tag or excerpt(chosen.text, 40))
            self._tell(f"Deleted “{excerpt(name, 60)}”; u brings it back.")

    def action_undo(self) -> None:
        """Bring back the card that was deleted last, today or before."""
        store = self._files.store
        known = [*(one.id for one in reversed(self._attempt(store.deleted) or ())), *self._deleted]
        if not known:
            self._tell("No deleted card can be brought back.")
            return
        if known[-1] in self._deleted:
            self._deleted.remove(known[-1])
        self._attempt(lambda: store.restore(known[-1]))
        self.refresh_cards()
        self._show(known[-1])
        self._tell("It is back.")

    # ── files ───────────────────────────────────────────────────────────────────────

    def action_export(self) -> None:
        """Write cards to one file: all, those listed, or those of a motion."""
        choices = self._choices()
        if not choices:
            self._tell("There is no card to export.")
        elif len(choices) == 1:
            self._export(choices[0][1])
        else:
            titles = [title for title, _ in choices]
            self.app.push_screen(
                ChoiceScreen("Export into one file", titles),
                lambda number: self._export(choices[number][1]) if number is not None else None,
            )

    def _choices(self) -> list[tuple[str, Sequence[int]]]:
        """Return what can be exported: what it is, and the ids of the cards."""
        every, chosen = [one.id for one in self._all], self.chosen
        found: list[tuple[str, Sequence[int]]] = []
        if len(self._shown) < len(every) and self._shown:
            listed_now = [one.id for one in self._shown]
            found.append((f"Those listed: {count_in_words(len(listed_now), 'card')}", listed_now))
        if chosen is not None:
            same = [one.id for one in self._all if one.motion == chosen.motion]
            if len(same) < len(every):
                name = clean_line(Path(chosen.motion).name)
                found.append((f"Those on {name}: {count_in_words(len(same), 'card')}", same))
        if every:
            found.append((f"All: {count_in_words(len(every), 'card')}", every))
        if chosen is not None and len(every) > 1:
            found.append(("The chosen one alone", [chosen.id]))
        return found

    def _export(self, ids: Sequence[int]) -> None:
        # Deferred: what writes files is needed on a key only.
        from debater.export.files import free_path, working_folder

        now = datetime.now().astimezone()
        proposed = free_path(f"debater-cards-{now:%Y-%m-%d-%H%M}", ".docx", working_folder())
        kept = self._attempt(lambda: self._keeper.store.drafts.draft(STYLE_PLACE))
        style: CiteStyle = next((one for one in CITE_STYLES if one == kept), "nsda")
        left_out: list[str] = []

        def write(path: Path) -> None:
            cards: list[StoredCard] = [self._files.stored(id) for id in ids]
            left_out[:] = self._files.write(cards, path, style)

        def saved(path: Path | None) -> None:
            if path is not None:
                more = f" {count_in_words(len(left_out), 'card')} left out." if left_out else ""
                first = f" {left_out[0]}" if left_out else ""
                self._tell(f"Saved as {path}.{more}{first}")

        title = f"Save {count_in_words(len(ids), 'card')}"
        screen = ExportScreen(title, proposed, write, self._desk, CARD_ENDINGS)
        self.app.push_screen(screen, saved)

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


_NOTHING = "No card is kept yet. Cut one of what is cited: F6 in a round, Alt+C in a debate."
