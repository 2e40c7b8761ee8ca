"""The review as an app of its own: one screen, the product's themes, help and palette."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from debater.config import Settings
from debater.motions.coach_file import CoachFile
from debater.tui.leaving import heed_signals
from debater.tui.program import Program
from debater.tui.screens.review import ReviewScreen
from debater.tui.screens.review_keys import ReviewCommands, program_bindings

_STYLES = Path(__file__).parent / "styles"


class ReviewApp(Program):
    """Lets a coach review the labels of one motion."""

    CSS_PATH: ClassVar[list[str | os.PathLike[str]]] = [  # type: ignore[assignment]
        _STYLES / "app.tcss",
        _STYLES / "review.tcss",
    ]
    COMMANDS: ClassVar[set[type[Provider]]] = {ReviewCommands}  # type: ignore[assignment]  # ours alone
    BINDINGS: ClassVar[list[BindingType]] = [*program_bindings()]

    def __init__(
        self,
        file: CoachFile,
        settings: Settings,
        notice: str = "",
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Review the motion of ``file``; ``notice`` is said first."""
        super().__init__(settings.theme, environ)
        self.file, self.notice = file, notice

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen there is."""
        return ReviewScreen(self.file, self.notice)

    def get_key_display(self, binding: Binding) -> str:
        """Write keys for the footer: ``F1``, ``^Q``, ``⏎``."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown.startswith(("f1", "^")) else shown

    def on_mount(self) -> None:
        """Leave when the terminal closes; every change is saved by then."""
        self._unheed = heed_signals(lambda number: self.exit(128 + number))

    async def action_quit(self) -> None:
        """Leave."""
        self.exit(0)
