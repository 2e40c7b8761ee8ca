"""Exporting: asks for a file, whose ending says what kind, and has it written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from debater.export.files import free_path
from debater.round_files import ENDINGS
from debater.tui.desk import Desk
from debater.tui.screens.path import PathScreen
from debater.tui.widgets.path_input import PathInput


class ExportScreen(PathScreen):
    """Stays until the file is written or Escape is pressed; Tab goes through the endings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "ending(1)", "Next kind of file", show=False, priority=True),
        Binding("shift+tab,up", "ending(-1)", "Kind of file before", show=False, priority=True),
    ]
    subtitle = "Enter saves · Tab changes the kind · Esc does not save"
    meanwhile = "Writing …"

    def __init__(
        self,
        title: str,
        proposed: Path,
        write: Callable[[Path], None],
        desk: Desk,
        endings: Mapping[str, str] = ENDINGS,
    ) -> None:
        """Propose a path; ``endings`` has what each kind of file is, by its ending."""
        super().__init__(title, str(proposed), "", write, desk)
        self._endings = endings
        # Without the number it was given because the name itself is taken.
        bare = re.sub(r"-\d+$", "", proposed.stem)
        self._stem = bare if proposed.with_stem(bare).exists() else proposed.stem

    def on_mount(self) -> None:
        """Say what kind of file the proposal is."""
        self._say_kind()

    @on(Input.Changed)
    def _say_kind(self) -> None:
        """Show the kinds of file, the one that will be written marked; an old refusal goes."""
        self._refuse("")
        ending = Path(self.query_one(PathInput).value).suffix.casefold()
        kinds = [f"{'◉' if e == ending else '○'} {e} {name}" for e, name in self._endings.items()]
        line = "   ".join(kinds)
        self.query_one("#kinds", Static).update(
            Content(f"{line}\nAn existing file is never overwritten.")
        )

    def action_ending(self, by: int) -> None:
        """Give the file the next of the endings."""
        field = self.query_one(PathInput)
        path = Path(field.value)
        path = path if path.name else Path(self._proposed)
        endings = list(self._endings)
        known = path.suffix.casefold()
        place = endings.index(known) if known in endings else -by if by > 0 else 0
        path = path.with_suffix(endings[(place + by) % len(endings)])
        # What is proposed is free for its kind; a name of the user's own stays as it is.
        if path.stem == Path(self._proposed).stem:
            path = free_path(self._stem, path.suffix, path.parent)
            self._proposed = str(path)
        field.value = str(path)
        field.cursor_position = len(field.value)
