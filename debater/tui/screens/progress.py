"""Progress: what rounds and drills add up to, of one motion or of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from debater.errors import DebaterError, StorageError
from debater.store.keeper import Keeper
from debater.store.progress import ProgressStore
from debater.study.progress import Progress, progress
from debater.study.progress_words import days_in_words, motion_title
from debater.text import clean_line
from debater.tui.blocks import BlockStack
from debater.tui.commands import KEPT, PROGRAM, Action, Commands, actions
from debater.tui.desk import Desk
from debater.tui.progress_text import charts_blocks, figures_blocks
from debater.tui.screens.ask import ChoiceScreen
from debater.tui.widgets.key_line import ActionKeys

# As progress.tcss has them: from where on the panes stand side by side, the width of the left
# one, the blanks between them, and those at both sides of the page with its scrollbar.
_WIDE, _FIGURES, _BETWEEN, _AROUND = 130, 72, 4, 5


def _now() -> datetime:
    return datetime.now().astimezone()


ACTIONS = (
    Action(
        "progress.motion", "app", "left,right", "screen.motion(1)", "Another motion",
        "Show the figures of the next motion, or of all.", KEPT, label="Motion", shown_as="←→",
    ),
    Action(
        "progress.choose", "app", "m,enter", "screen.choose", "Choose a motion",
        "List the motions, to see the figures of one or of all.", KEPT, label="Choose",
        shown_as="m",
    ),
    Action(
        "progress.page", "app", "h,f8", "screen.page", "Save as a page",
        "Write the figures and charts to an HTML file; an existing one is never overwritten.",
        KEPT, label="Page", shown_as="h",
    ),
    Action(
        "progress.leave", "app", "escape,f12", "screen.leave", "Back",
        "Go back to the motions.", PROGRAM, label="Back", shown_as="Esc",
    ),
)  # fmt: skip


_KNOWN = (*ACTIONS, *actions("app"))
# What a narrow terminal leaves out, the first of these first.
_LEFT_OUT = ("progress.choose", "progress.page", "progress.motion")


class ProgressCommands(Commands):
    """Lists in the command palette what can be done with progress."""

    known = _KNOWN


class ProgressPage(VerticalScroll):
    """Figures and charts; left and right, which it need not scroll by, change the motion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.motion(-1)", show=False, id="progress.before"),
        ACTIONS[0].binding,
    ]


class Pane(Static):
    """Tells when it has another size: only then is it known what fits."""

    class Resized(Message):
        """The pane has another size."""

    def on_resize(self) -> None:
        """Tell it."""
        self.post_message(self.Resized())


class ProgressScreen(Screen[None]):
    """Shows figures and charts; every one is counted anew when the screen is shown."""

    place = "progress"
    # Whether another screen was shown over this one since everything was counted.
    _covered = False
    AUTO_FOCUS = "#progress-page"
    BINDINGS: ClassVar[list[BindingType]] = [action.binding for action in ACTIONS[1:]]
    COMMANDS: ClassVar[set[type[Provider]]] = {ProgressCommands}  # type: ignore[assignment]  # invariant
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (_WIDE, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    class Summarised(Message):
        """It has been written down how rounds ended."""

    def __init__(
        self,
        keeper: Keeper,
        desk: Desk,
        summarise: Callable[[], bool] = lambda: False,
        *,
        clock: Callable[[], datetime] = _now,
        folder: Callable[[], Path] = Path.cwd,
        motion: str | None = None,
    ) -> None:
        """Show ``motion`` first; pages are written to ``folder``.

        ``summarise`` writes down how rounds ended that nothing is written of, and tells
        whether there were any; ``clock`` gives the time with its zone.
        """
        super().__init__()
        self._keeper, self._desk, self._summarise = keeper, desk, summarise
        self._clock, self._folder, self._motion = clock, folder, motion
        self._progress: Progress | None = None
        self._problem = ""
        self._widths: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out header, page, hint and keys; with its figures, so that it is painted once."""
        self._read()
        # Textual sets it only once the screen has its size: then all would be laid out twice.
        self.set_class(self.app.size.width >= _WIDE, "-wide")
        self._widths = _widths(self.app.size.width)
        figures, charts = self._panes()
        yield Static(self._head(), id="about-progress", markup=False)
        with ProgressPage(id="progress-page"), Container(id="progress-panes"):
            yield Pane(figures, id="figures", markup=False)
            yield Pane(charts, id="charts", markup=False)
        yield Static(self._problem, id="told", markup=False)
        yield ActionKeys(_KNOWN, _LEFT_OUT)

    def on_mount(self) -> None:
        """Look for rounds whose figures are not known yet."""
        self.look_for_results()

    def on_screen_resume(self) -> None:
        """Count anew after another screen: a round may have gone on meanwhile."""
        if self._covered:
            self.count()

    def on_screen_suspend(self) -> None:
        """Remember that another screen was shown."""
        self._covered = True

    @work(thread=True, exclusive=True, group="summaries", exit_on_error=False)
    def look_for_results(self) -> None:
        """Have it written down how rounds ended of which nothing is written."""
        found = self._desk.attempt(self._summarise)
        if found is True:
            self.post_message(self.Summarised())

    @on(Summarised)
    def count(self) -> None:
        """Count everything and show it."""
        self._covered = False
        self._read()
        self._show()
        if self._problem:
            self._tell(self._problem)

    def _read(self) -> None:
        """Count everything; when the store fails, say so and go on in memory."""
        store = ProgressStore(self._keeper.store.database)
        try:
            self._progress, self._problem = progress(store, self._clock(), self._motion), ""
        except StorageError as error:
            self._keeper.fall_back(error)
            self._problem = clean_line(str(error))
            # What was counted before stays on the screen, under the motion it is of.
            if self._progress is not None:
                self._motion = self._progress.motion

    @on(Pane.Resized)
    def _fit(self) -> None:
        """Lay charts and table out anew once the panes have their new widths."""
        panes = (self.query_one("#figures", Static), self.query_one("#charts", Static))
        widths = tuple(pane.content_size.width for pane in panes)
        if all(widths) and widths != self._widths:
            self._widths = widths
            self._show()

    def _show(self) -> None:
        self.query_one("#about-progress", Static).update(self._head())
        for id, blocks in zip(("#figures", "#charts"), self._panes(), strict=True):
            self.query_one(id, Static).update(blocks)

    def _panes(self) -> tuple[BlockStack, BlockStack]:
        if self._progress is None:
            return BlockStack([]), BlockStack([])
        figures, charts = self._widths
        return (
            BlockStack(list(figures_blocks(self._progress, figures))),
            BlockStack(list(charts_blocks(self._progress, charts))),
        )

    def _head(self) -> Content:
        """Return which motion is shown, and on how many days something was done."""
        title = motion_title(self._motion)
        several = self._progress is not None and len(self._progress.motions) > 1
        named = f"‹ {title} ›" if several else title
        days = days_in_words(self._progress) if self._progress is not None else ""
        head = Content.assemble(("Progress  ", "bold"), (named, "bold $focus"))
        return Content("\n").join([head, Content.styled(days, "$muted")])

    # ── which motion ────────────────────────────────────────────────────────────────

    def _choices(self) -> list[str | None]:
        return [None, *(self._progress.motions if self._progress is not None else ())]

    def action_motion(self, by: int) -> None:
        """Show the next motion, or the one before; all of them come first."""
        choices = self._choices()
        at = choices.index(self._motion) if self._motion in choices else 0
        self._take(choices[(at + by) % len(choices)])

    def action_choose(self) -> None:
        """Offer the motions in a list."""
        choices = self._choices()
        chosen = choices.index(self._motion) if self._motion in choices else 0

        def take(number: int | None) -> None:
            if number is not None:
                self._take(choices[number])

        titles = [motion_title(motion) for motion in choices]
        self.app.push_screen(ChoiceScreen("Figures of which motion?", titles, chosen), take)

    def _take(self, motion: str | None) -> None:
        self._motion = motion
        self.query_one("#progress-page", ProgressPage).scroll_home(animate=False)
        self.count()

    # ── the rest ────────────────────────────────────────────────────────────────────

    def action_page(self) -> None:
        """Write what is shown to a page in the folder."""
        if self._progress is None:
            return
        # Deferred: only who wants a page pays for it.
        from debater.export.files import free_path, write_new
        from debater.export.progress_html import progress_html

        now = self._clock()
        path = free_path(f"debater-progress-{now:%Y-%m-%d}", ".html", self._folder())
        try:
            write_new(path, progress_html(self._progress))
        except DebaterError as error:
            self._tell(str(error))
        else:
            self._tell(f"Saved as {path}.")

    def action_leave(self) -> None:
        """Go back to where this screen was opened."""
        self.dismiss()

    def _tell(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Content(clean_line(sentence)))


def _widths(screen: int) -> tuple[int, int]:
    """Return how wide the panes will be on a screen, as progress.tcss lays them out."""
    if screen >= _WIDE:
        return _FIGURES, screen - _AROUND - _FIGURES - _BETWEEN
    return screen - _AROUND, screen - _AROUND
