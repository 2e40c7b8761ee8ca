"""The part of the app that opens what is kept: rounds, cards, drills and progress."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

from textual import on

from debater.config import Paths, Settings
from debater.round_files import RoundFiles
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from debater.text import clean_line
from debater.tui import collaborators
from debater.tui.desk import Desk, Refusal
from debater.tui.messages import ExportWanted, RoundsWanted
from debater.tui.program import Program


class KeepingApp(Program):
    """An app with a store; ``keeper`` is None until the library is open."""

    def __init__(self, settings: Settings, paths: Paths, environ: Mapping[str, str]) -> None:
        super().__init__(settings.theme, environ)
        self.settings, self.paths = settings, paths
        self.keeper: Keeper | None = None
        self.desk = Desk(paths.log)

    @cached_property
    def round_files(self) -> RoundFiles:
        """What writes rounds to files; asked for once the library is open."""

        def store() -> RoundStore:
            if self.keeper is None:
                raise LookupError("the library is not open")
            return self.keeper.store

        return RoundFiles(store, self.settings, self.paths)

    @on(ExportWanted)
    def _export_round(self, message: ExportWanted) -> None:
        # Deferred: the first frame must not wait for what opens on a key.
        from debater.export.files import free_path
        from debater.tui.screens.export import ExportScreen

        now = datetime.now().astimezone()
        stem = f"debater-{clean_line(Path(message.motion).name)}-{now:%Y-%m-%d-%H%M}"
        proposed = free_path(stem, ".md", Path.cwd())

        def write(path: Path) -> None:
            self.round_files.write(message.round_id, path)

        screen = ExportScreen("Save the round", proposed, write, self.desk)
        self.push_screen(screen, message.done)

    @on(RoundsWanted)
    def _show_rounds(self) -> None:
        if self.keeper is None:
            return
        # Deferred: the first frame must not wait for what opens on a key.
        from debater.tui.screens.rounds import RoundsScreen

        found = self.desk.attempt(lambda: collaborators.formats(self.paths))
        titles = (
            {}
            if isinstance(found, Refusal)
            else {each.name: each.format.title for each in found if each.format is not None}
        )
        screen = RoundsScreen(self.keeper, self.desk, titles, self.round_files.summarise)
        self.push_screen(screen)
