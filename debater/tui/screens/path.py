"""Asking for a file, and doing something with it in a worker until it is done or left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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

from debater.text import clean, clean_line
from debater.tui.desk import Desk, Refusal
from debater.tui.widgets.path_input import PathInput


class PathScreen(ModalScreen[Path | None]):
    """Stays until the file has been worked on or Escape is pressed; a refusal is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", id="modal.close")
    ]
    subtitle = "Enter takes it · Esc leaves it"
    meanwhile = "Reading …"

    class Done(Message):
        """The file has been worked on, or ``sentence`` says why not."""

        def __init__(self, path: Path, sentence: str = "") -> None:
            self.path, self.sentence = path, sentence
            super().__init__()

    def __init__(
        self, title: str, proposed: str, hint: str, work: Callable[[Path], None], desk: Desk
    ) -> None:
        """Propose a path; ``work`` is called in a worker with what the user made of it."""
        super().__init__()
        self._title, self._proposed, self._hint = title, proposed, hint
        self._work, self._desk = work, desk
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield PathInput(clean(self._proposed).replace("\n", " "), id="path")
            yield Static("", id="refusal", markup=False)
            yield Static(Content(clean_line(self._hint)), id="kinds", classes="hint", markup=False)
        box.border_title = self._title
        box.border_subtitle = self.subtitle

    @on(Input.Submitted)
    def _take(self, submitted: Input.Submitted) -> None:
        name = submitted.value.strip()
        if self._busy:
            return
        if not name:
            self._refuse("Write the name of a file.")
            return
        path = Path(name)
        with suppress(RuntimeError):  # nobody of that name has a home
            path = path.expanduser()
        self._busy = True
        self._refuse(self.meanwhile)
        self._in_worker(path)

    def action_leave(self) -> None:
        """Leave the question, unless what it asked is being done."""
        if not self._busy:
            self.dismiss(None)

    @work(thread=True, exit_on_error=False)
    def _in_worker(self, path: Path) -> None:
        done = self._desk.attempt(lambda: self._work(path))
        sentence = done.sentence if isinstance(done, Refusal) else ""
        self.post_message(self.Done(path, sentence))

    @on(Done)
    def _done(self, message: Done) -> None:
        self._busy = False
        if message.sentence:
            self._refuse(message.sentence)
        else:
            self.dismiss(message.path)

    def _refuse(self, sentence: str) -> None:
        self.query_one("#refusal", Static).update(Content(clean_line(sentence)))
