"""The part of the app that opens what is kept: rounds, drills and progress."""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive

from debater.config import Paths, Settings
from debater.errors import StorageError
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from debater.text import clean_line
from debater.tui import collaborators
from debater.tui.desk import Desk, EngineState, Refusal
from debater.tui.messages import (
    DrillsWanted,
    ExportWanted,
    ImportWanted,
    ProgressWanted,
    RoundsWanted,
)
from debater.tui.program import Program
from debater.tui.screens.played import Played

if TYPE_CHECKING:
    from debater.round_files import RoundFiles

# Between two rounds that are looked through in the background, in seconds.
_PAUSE = 0.03
# Seconds: the first frame, the library and whoever begins at once come first.
_WARM_AFTER = 1.5
# Objects made, and rounds through the younger ones, before each of the three generations.
_COLLECTED_AFTER = (2000, 20, 500)


class KeepingApp(Program):
    """An app with a store; ``keeper`` is None until the library is open.

    ``statements`` are the motions' statements by name.
    """

    engine_state: reactive[EngineState] = reactive(EngineState(), init=False)

    def __init__(self, settings: Settings, paths: Paths, environ: Mapping[str, str]) -> None:
        super().__init__(settings.theme, environ)
        self.settings, self.paths = settings, paths
        self.keeper: Keeper | None = None
        self.statements: dict[str, str] = {}
        self.desk = Desk(paths.log)
        # What is done in the background has a lock of its own: no reply waits for it.
        self.back_desk = Desk(paths.log)

    def say(self, sentence: str) -> None:
        """Show a sentence for a while, whatever the screen."""
        self.notify(clean_line(sentence), severity="warning", timeout=12, markup=False)

    async def open_screen(self, screen: Played) -> None:
        """Show what is played, in place of what was played before."""
        screen.set_reactive(type(screen).engine_state, self.engine_state)
        if isinstance(self.screen, Played):
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)

    def warm_up(self) -> None:
        """Import what opens on a key, once the first screen has been there for a while."""
        self.set_timer(_WARM_AFTER, self._import_screens)

    @work(thread=True, group="warm", exit_on_error=False)
    def _import_screens(self) -> None:
        for name in ("round_files", "tui.screens.rounds", "tui.screens.progress"):
            importlib.import_module(f"debater.{name}")
            time.sleep(_PAUSE)
        self.settle()

    def settle(self) -> None:
        """Leave what is there for good out of the garbage collector's rounds.

        Modules, styles and an engine are some hundred thousand objects: looking through them
        takes a fifth of a second, in the middle of a key.  What becomes old later is looked
        through seldom, for the same reason.
        """
        gc.freeze()
        gc.set_threshold(*_COLLECTED_AFTER)

    @cached_property
    def round_files(self) -> RoundFiles:
        """What writes rounds to files; asked for once the library is open."""
        # Deferred: the first frame must not wait for what opens on a key.
        from debater.round_files import RoundFiles

        return RoundFiles(self.store_in_use, self.settings, self.paths)

    def store_in_use(self) -> RoundStore:
        """Return the store, on disk or in memory.  Only once the library is open."""
        if self.keeper is None:
            raise LookupError("the library is not open")
        return self.keeper.store

    @on(ExportWanted)
    def _export_round(self, message: ExportWanted) -> None:
        # Deferred, as above.
        from debater.export.files import file_stem, free_path, working_folder
        from debater.tui.screens.export import ExportScreen

        now = datetime.now().astimezone()
        stem = f"debater-{file_stem(Path(message.motion).name)}-{now:%Y-%m-%d-%H%M}"
        with suppress(StorageError):
            listed = self.store_in_use().archive.one(message.round_id)
            stem = file_stem(listed.name) if listed is not None and listed.name else stem
        proposed = free_path(stem, ".html", working_folder())

        def write(path: Path) -> None:
            self.round_files.write(message.round_id, path)

        screen = ExportScreen("Save the round", proposed, write, self.back_desk)
        self.push_screen(screen, message.done)

    @on(ImportWanted)
    def _import_round(self, message: ImportWanted) -> None:
        # Deferred, as above.
        from debater.tui.screens.path import PathScreen

        found: list[tuple[int, tuple[str, ...]]] = []

        def read(path: Path) -> None:
            found.append(self.round_files.read(path))

        def taken(path: Path | None) -> None:
            if path is not None:
                message.done(*found[-1])

        hint = "A round that was exported as JSON; it is put beside those that are here."
        self.push_screen(PathScreen("Import a round", "", hint, read, self.back_desk), taken)

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
        screen = RoundsScreen(
            self.keeper, self.back_desk, titles, partial(self.round_files.summarise, pause=_PAUSE)
        )
        self.push_screen(screen)

    @on(ProgressWanted)
    def _show_progress(self) -> None:
        if self.keeper is None:
            return
        # Deferred, as above.
        from debater.tui.screens.progress import ProgressScreen

        summarise = partial(self.round_files.summarise, pause=_PAUSE)
        self.push_screen(ProgressScreen(self.keeper, self.back_desk, summarise))

    @on(DrillsWanted)
    async def _show_drills(self) -> None:
        if self.keeper is None:
            return
        # Deferred, as above.
        from debater.drill_parts import DrillMaker
        from debater.store.drills import DrillStore
        from debater.study.scheduling import Scheduler
        from debater.study.sitting import Sitting
        from debater.tui.screens.drill import DrillScreen

        store = self.keeper.store
        sitting = Sitting(
            DrillStore(store.database),
            store.drafts,
            Scheduler(),
            lambda name: collaborators.load_motion(name, self.settings, self.paths),
            lambda: datetime.now().astimezone(),
            new_a_day=self.settings.new_a_day,
        )
        maker = DrillMaker(self.store_in_use, self.settings, self.paths)
        await self.open_screen(DrillScreen(sitting, maker, self.statements, self.desk))
