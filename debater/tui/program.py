"""What every app of ours shares: its themes, its help and palette, and a way out on signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import App
from textual.command import CommandPalette
from textual.theme import Theme

from debater.tui.commands import Themes
from debater.tui.screens.help import HelpScreen
from debater.tui.themes import DARK, THEMES


class Program(App[int]):
    """An app in our themes; its exit code is what it returns."""

    TITLE = "debater"

    def __init__(self, theme: str, environ: Mapping[str, str]) -> None:
        """Dress in ``theme``, or in the dark one where ours has no such name."""
        # Without colours Textual turns them to greys, unless it leaves them to the terminal.
        super().__init__(ansi_color=True if "NO_COLOR" in environ else None)
        self._unheed: Callable[[], None] | None = None
        for name in list(self.available_themes):
            if name not in THEMES:
                self.unregister_theme(name)
        for known in THEMES.values():
            self.register_theme(known)
        self.theme = theme if theme in THEMES else DARK.name

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme by name; asked for with every line that is drawn."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables as the dark theme has them, for any other theme."""
        return dict(DARK.variables)

    def on_unmount(self) -> None:
        """Give signals back to whoever had them; nothing is saved here."""
        if self._unheed is not None:
            self._unheed()

    def search_themes(self) -> None:
        """List the themes by their names for people."""
        self.push_screen(CommandPalette(providers=[Themes], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """List every key that is in force on this screen."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self, list(self.screen.active_bindings.values())))
