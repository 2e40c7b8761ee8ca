"""Exporting a round: asks for a file, whose ending says what kind, and has it written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from debater.round_files import ENDINGS
from debater.text import clean_line
from debater.tui.desk import Desk, Refusal
from debater.tui.widgets.path_input import PathInput

# Writes the file, or raises a ``DebaterError``.
Write = Callable[[Path], None]


class ExportScreen(ModalScreen[Path | None]):
    """Stays until the file is written or Escape is pressed; Tab goes through the endings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Do not save", id="modal.close"),
        Binding("tab,down", "ending(1)", "Next kind of file", show=False, priority=True),
        Binding("shift+tab,up", "ending(-1)", "Kind of file before", show=False, priority=True),
    ]

    class Written(Message):
        """The file has been written, or ``sentence`` says why not."""

        def __init__(self, path: Path, sentence: str = "") -> None:
            self.path, self.sentence = path, sentence
            super().__init__()

    def __init__(self, title: str, proposed: Path, write: Write, desk: Desk) -> None:
        """Propose a path; ``write`` is called in a worker with what the user made of it."""
        super().__init__()
        self._title, self._proposed, self._write, self._desk = title, proposed, write, desk
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield PathInput(clean_line(str(self._proposed)), id="path")
            yield Static("", id="refusal", markup=False)
            yield Static("", id="kinds", classes="hint", markup=False)
        box.border_title = self._title
        box.border_subtitle = "Enter saves · Tab changes the kind · Esc does not save"

    def on_mount(self) -> None:
        """Say what kind of file the proposal is."""
        self._say_kind()

    @on(Input.Changed)
    def _say_kind(self) -> None:
        """Show the kinds of file, the one that will be written marked."""
        ending = Path(self.query_one(PathInput).value).suffix.casefold()
        kinds = [f"{'◉' if e == ending else '○'} {e} {name}" for e, name in ENDINGS.items()]
        line = "   ".join(kinds)
        self.query_one("#kinds", Static).update(
            Content(f"{line}\nAn existing file is never overwritten.")
        )

    def action_ending(self, by: int) -> None:
        """Give the file the next of the endings."""
        field = self.query_one(PathInput)
        path = Path(field.value or self._proposed)
        endings = list(ENDINGS)
        known = path.suffix.casefold()
        place = endings.index(known) if known in endings else -by if by > 0 else 0
        field.value = str(path.with_suffix(endings[(place + by) % len(endings)]))
        field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def _save(self, submitted: Input.Submitted) -> None:
        name = clean_line(submitted.value).strip()
        if self._busy:
            return
        if not name:
            self._refuse("Write the name of a file.")
            return
        self._busy = True
        self._refuse("Writing …")
        self._in_worker(Path(name).expanduser())

    @work(thread=True, exit_on_error=False)
    def _in_worker(self, path: Path) -> None:
        done = self._desk.attempt(lambda: self._write(path))
        sentence = done.sentence if isinstance(done, Refusal) else ""
        self.post_message(self.Written(path, sentence))

    @on(Written)
    def _done(self, message: Written) -> None:
        self._busy = False
        if message.sentence:
            self._refuse(message.sentence)
        else:
            self.dismiss(message.path)

    def _refuse(self, sentence: str) -> None:
        self.query_one("#refusal", Static).update(Content(clean_line(sentence)))
