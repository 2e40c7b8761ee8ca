"""The part of the app that makes evidence cards of what was cited, and opens them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual import on

from debater.errors import DebaterError, StorageError
from debater.tui import collaborators
from debater.tui.keeping_app import KeepingApp
from debater.tui.messages import CardsWanted, CardWanted

if TYPE_CHECKING:
    from debater.card_files import CardFiles
    from debater.cards.model import Cited

T = TypeVar("T")


class CardsApp(KeepingApp):
    """An app with evidence cards."""

    @cached_property
    def card_files(self) -> CardFiles:
        """What keeps cards; asked for once the library is open."""
        # Deferred: the first frame must not wait for what opens on a key.
        from debater.card_files import CardFiles

        return CardFiles(
            lambda: self.store_in_use().database,
            lambda name: collaborators.load_motion(name, self.settings, self.paths),
            lambda name: collaborators.motion_state(name, self.settings, self.paths),
        )

    @on(CardsWanted)
    def _show_cards(self) -> None:
        if self.keeper is None:
            return
        # Deferred, as above.
        from debater.tui.screens.cards import CardsScreen

        self.push_screen(CardsScreen(self.keeper, self.card_files, self.back_desk))

    @on(CardWanted)
    def _make_card(self, message: CardWanted) -> None:
        # Deferred, as above.
        from debater.tui.cited import cited_in_words
        from debater.tui.screens.ask import ChoiceScreen

        if len(message.cited) == 1:
            self._card_of(message.motion, message.cited[0])
            return
        titles = [cited_in_words(cited) for cited in message.cited]

        def chosen(number: int | None) -> None:
            if number is not None:
                self._card_of(message.motion, message.cited[number])

        self.push_screen(ChoiceScreen("Cut a card of which passage?", titles), chosen)

    def _card_of(self, motion: str, cited: Cited) -> None:
        """Open the card that has what was cited, or a new one, as the user wishes."""
        # Deferred, as above.
        from debater.tui.cited import card_in_words
        from debater.tui.screens.ask import ChoiceScreen

        files = self.card_files
        there = self._kept(lambda: files.having(motion, cited.citation))
        if there is None:
            self._cut_card(motion, cited)
            return
        known = there.id

        def chosen(number: int | None) -> None:
            if number == 0:
                self._open_card(known)
            elif number == 1:
                self._cut_card(motion, cited)

        choices = [f"Open it: {card_in_words(there)}", "Cut another of the same passage"]
        self.push_screen(ChoiceScreen("A card has this passage already", choices), chosen)

    def _cut_card(self, motion: str, cited: Cited) -> None:
        made = self._kept(lambda: self.card_files.cut(motion, cited))
        if made is not None:
            self._open_card(made)

    def _open_card(self, id: int) -> None:
        # Deferred, as above.
        from debater.tui.screens.card import CardScreen

        if self.keeper is not None:
            self.push_screen(CardScreen(id, self.keeper, self.card_files, self.back_desk))

    def _kept(self, work: Callable[[], T]) -> T | None:
        """Do something with what is kept; when it cannot be done, say why."""
        try:
            return work()
        except StorageError as error:
            if self.keeper is not None:
                self.keeper.fall_back(error)
            self.say(str(error))
        except DebaterError as error:
            self.say(str(error))
        return None
