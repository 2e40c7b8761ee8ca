"""Save the round: asks for a file that does not exist yet, and writes it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from debater.text import clean, clean_line
from debater.tui.round_text import write_new


class PathInput(Input):
    """An input that cleans what enters it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Clean every text that enters, whether typed or pasted."""
        super().replace(clean(text).replace("\n", " "), start, end)


class SaveScreen(ModalScreen[Path | None]):
    """Asks where to save; stays until the file is written or Escape is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Do not save", id="modal.close")
    ]

    def __init__(self, proposed: Path, text: str) -> None:
        super().__init__()
        self._proposed, self._text = proposed, text

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield PathInput(clean_line(str(self._proposed)), id="path")
            yield Static("", id="refusal", markup=False)
            yield Static("An existing file is never overwritten.", classes="hint", markup=False)
        box.border_title = "Save the round as Markdown"
        box.border_subtitle = "Enter saves, Esc does not"

    @on(Input.Submitted)
    def _save(self, submitted: Input.Submitted) -> None:
        name = clean_line(submitted.value)
        refusal = "Write the name of a file."
        if name:
            path = Path(name).expanduser()
            refusal = write_new(path, self._text)
            if not refusal:
                self.dismiss(path)
                return
        self.query_one("#refusal", Static).update(Content(clean_line(refusal)))
