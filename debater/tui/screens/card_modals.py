"""Asking for the headings a card stands under."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from debater.text import clean_line
from debater.tui.widgets.path_input import PathInput

Headings = tuple[str, str, str]
LONGEST_HEADING = 200

_FIELDS = (
    ("pocket", "Pocket: the file or the side, as “Neg”"),
    ("hat", "Hat: the position, as “Talks fail”"),
    ("block", "Block: the argument, as “A2 arms control”"),
)


class HeadingsScreen(ModalScreen[Headings | None]):
    """Asks for pocket, hat and block.  ``keep`` is told what is typed, at every key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave them", id="modal.close"),
        Binding("f8,ctrl+s", "take", "Take them", id="modal.save", priority=True),
    ]

    def __init__(self, headings: Headings, keep: Callable[[Headings], None]) -> None:
        super().__init__()
        self._headings, self._keep = headings, keep

    def compose(self) -> ComposeResult:
        """Lay out the three fields."""
        with Vertical(classes="box") as box:
            for (name, hint), value in zip(_FIELDS, self._headings, strict=True):
                field = PathInput(
                    clean_line(value), id=name, max_length=LONGEST_HEADING, select_on_focus=False
                )
                field.border_title = Content(hint)
                yield field
            hint = "The headings above the card in a file of cards; empty ones are left out."
            yield Static(hint, classes="hint", markup=False)
        box.border_title = "Where the card stands"
        box.border_subtitle = "Enter goes on · F8 takes them · Esc leaves them as they are"

    @property
    def _typed(self) -> Headings:
        pocket, hat, block = (
            clean_line(self.query_one(f"#{name}", Input).value).strip() for name, _ in _FIELDS
        )
        return pocket, hat, block

    @on(Input.Changed)
    def _keep_typed(self) -> None:
        self._keep(self._typed)

    @on(Input.Submitted)
    def _go_on(self, submitted: Input.Submitted) -> None:
        if submitted.input.id == "block":
            self.action_take()
        else:
            self.focus_next()

    def action_take(self) -> None:
        """Take what is written."""
        self.dismiss(self._typed)
