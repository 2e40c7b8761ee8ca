"""What the modal screens share: a titled box that scrolls and that Escape closes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from debater.tui.blocks import BlockStack


class TextScreen(ModalScreen[None]):
    """Shows a text under a title until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "Close", id="modal.close")
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, content: Content | BlockStack) -> None:
        super().__init__()
        self._title, self._content = title, content

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with VerticalScroll(classes="box") as box:
            yield Static(self._content, classes="text", markup=False)
        box.border_title = self._title
        box.border_subtitle = "Esc closes"
