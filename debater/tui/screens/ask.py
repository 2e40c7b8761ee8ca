"""Asking for one line, or for one of several things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from debater.text import clean_line
from debater.tui.blocks import folded
from debater.tui.screens.review_modals import ChoiceList
from debater.tui.widgets.path_input import PathInput


class LineScreen(ModalScreen[str | None]):
    """Asks for a line of text; None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave it", id="modal.close")
    ]

    def __init__(self, title: str, value: str, hint: str, longest: int) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._longest = title, value, hint, longest

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield PathInput(clean_line(self._value), id="line", max_length=self._longest)
            yield Static(folded(self._hint), classes="hint", markup=False)
        box.border_title = self._title
        box.border_subtitle = "Enter takes it · Esc leaves it as it is"

    @on(Input.Submitted)
    def _take(self, submitted: Input.Submitted) -> None:
        self.dismiss(clean_line(submitted.value).strip())


class ChoiceScreen(ModalScreen[int | None]):
    """Offers several things; its result is the number of the one chosen, from 0."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave it", id="modal.close")
    ]

    def __init__(self, title: str, choices: Sequence[str], chosen: int = 0) -> None:
        super().__init__()
        self._title, self._choices, self._chosen = title, choices, chosen

    def compose(self) -> ComposeResult:
        """Lay out what can be chosen."""
        with Vertical(classes="box") as box:
            options = [Option(folded(choice)) for choice in self._choices]
            yield ChoiceList(*options, id="choices", markup=False)
        box.border_title = self._title
        box.border_subtitle = "Enter chooses · Esc leaves it"

    def on_mount(self) -> None:
        """Put the cursor on what is proposed."""
        self.query_one("#choices", ChoiceList).highlighted = self._chosen

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
