"""The review as an app of its own: one screen, the product's themes, help and palette."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import Screen

from debater.config import Settings
from debater.motions.coach_file import CoachFile
from debater.tui.commands import Themes
from debater.tui.leaving import heed_signals
from debater.tui.screens.help import HelpScreen
from debater.tui.screens.review import ReviewScreen
from debater.tui.screens.review_keys import ReviewCommands, program_bindings
from debater.tui.themes import DARK, THEMES

_STYLES = Path(__file__).parent / "styles"


class ReviewApp(App[int]):
    """Lets a coach review the labels of one motion."""

    TITLE = "debater"
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
        # Without colours Textual turns them to greys, unless it leaves them to the terminal.
        super().__init__(ansi_color=True if "NO_COLOR" in environ else None)
        self.file, self.notice = file, notice
        self._unheed: Callable[[], None] | None = None
        for name in list(self.available_themes):
            if name not in THEMES:
                self.unregister_theme(name)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in THEMES else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables as the dark theme has them, for any other theme."""
        return dict(DARK.variables)

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

    def on_unmount(self) -> None:
        """Give signals back to whoever had them."""
        if self._unheed is not None:
            self._unheed()

    def search_themes(self) -> None:
        """List the themes by their names for people."""
        self.push_screen(CommandPalette(providers=[Themes], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """List every key that is in force on this screen."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self, list(self.screen.active_bindings.values())))

    async def action_quit(self) -> None:
        """Leave."""
        self.exit(0)
