"""What the modal screens share: a titled box that scrolls and that Escape closes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class TextScreen(ModalScreen[None]):
    """Shows a text under a title until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "Close", id="modal.close")
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title, self._content = title, content

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="box"):
            yield Static(Content.styled(self._title, "bold"), classes="title", markup=False)
            with VerticalScroll():
                yield Static(self._content, classes="text", markup=False)
            yield Static("Esc closes · arrows scroll", classes="hint", markup=False)
