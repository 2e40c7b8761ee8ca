"""What the review looks like, and how it is read: the list, the page, a filter, orders."""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from debater.motions.coach_file import CoachFile
from debater.text import clean_line, fold
from debater.tui.blocks import Block, BlockStack, folded
from debater.tui.screens.review_keys import bindings, review_key_line
from debater.tui.screens.review_modals import ChoiceList
from debater.tui.screens.review_rows import (
    ORDERS,
    Order,
    Row,
    RowView,
    in_order,
    progress_in_words,
    rows_of,
)
from debater.tui.screens.review_text import Pages
from debater.tui.widgets.path_input import PathInput


class ReviewList(ChoiceList):
    """The points; a click chooses one and changes nothing."""

    # Here too, as OptionList has its own Enter and it would come first.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review.confirm")]
    BORDER_TITLE = "Passages"

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is not None:
            self.highlighted = clicked


class ReviewView(Screen[None]):
    """The panes of the review, and everything that only changes what is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    AUTO_FOCUS = "#review-list"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    listing = getters.query_one("#review-list", ReviewList)
    page = getters.query_one("#review-page", VerticalScroll)
    filter = getters.query_one("#review-filter", Input)

    def __init__(self, file: CoachFile, notice: str = "") -> None:
        """Review the motion of ``file``; ``notice`` is said first."""
        super().__init__()
        self.file, self.notice = file, notice
        self.order: Order = ORDERS[0]
        self.rows: dict[str, Row] = {}
        self._pages = Pages(file.motion)
        # Every point by its id, in the order of the list, and those the filter lets through.
        self.ids: list[str] = []
        self.shown: list[str] = []
        # What was typed and not saved, by the point and what it was for.
        self._typed: dict[tuple[str, str], str] = {}

    def compose(self) -> ComposeResult:
        """Lay out progress, list, page, filter and keys."""
        yield Static("", id="review-progress", markup=False)
        with Container(id="review-panes"):
            yield ReviewList(id="review-list", markup=False)
            with VerticalScroll(id="review-page", can_focus=False):
                yield Static(BlockStack([]), id="review-text", markup=False)
        yield PathInput(id="review-filter", placeholder="Words to look for; Enter, or Esc for all")
        yield Static("", id="review-told", markup=False)
        yield review_key_line()

    def on_mount(self) -> None:
        """Show every point, the least certain first."""
        self.rows = rows_of(self.file.motion)
        self.ids = in_order(self.rows, self.order)
        self.filter.display = False
        self._list(self.ids[0] if self.ids else None)
        self.tell(self.notice)

    # ── what is shown ───────────────────────────────────────────────────────────────

    @property
    def chosen(self) -> Row | None:
        """The point that keys are about."""
        number = self.listing.highlighted
        if number is None or number >= len(self.shown):
            return None
        return self.rows[self.shown[number]]

    def tell(self, sentence: str) -> None:
        """Say a sentence below the list until the next one."""
        told = self.query_one("#review-told", Static)
        told.update(Content(clean_line(sentence)))
        told.display = bool(sentence)

    def _list(self, choose: str | None) -> None:
        """List the points that the filter lets through, and choose one of them."""
        words = fold(self.filter.value).split()
        texts = {source.id: source.text for source in self.file.motion.sources}
        self.shown = [
            one
            for one in self.ids
            if not words
            or self.rows[one].holds(
                words, self.rows[one].passage.span.of(texts[self.rows[one].passage.source])
            )
        ]
        self.listing.set_options(Option(RowView(self.rows[one])) for one in self.shown)
        if self.shown:
            self.listing.highlighted = self.shown.index(choose) if choose in self.shown else 0
        self._progress()
        self._page()

    def _progress(self) -> None:
        found = f" · {len(self.shown)} found" if self.filter.value else ""
        line = f"{progress_in_words(self.file.motion, self.rows)} · {self.order}{found}"
        statement = folded(self.file.motion.statement, "$muted")
        self.query_one("#review-progress", Static).update(
            Content.assemble(folded(line, "bold"), "\n", statement)
        )

    @on(OptionList.OptionHighlighted, "#review-list")
    def _page(self) -> None:
        """Show the passage of the chosen point, from its top."""
        row = self.chosen
        nothing = Block(Content("No passage holds these words; Esc shows all of them again."))
        shown = self._pages.of(row) if row else BlockStack([nothing])
        self.query_one("#review-text", Static).update(shown)
        self.page.scroll_home(animate=False)

    # ── reading ─────────────────────────────────────────────────────────────────────

    def action_order(self) -> None:
        """List the points in the next order."""
        row = self.chosen
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.ids = in_order(self.rows, self.order)
        self._list(row.point.id if row else None)

    def action_filter(self) -> None:
        """Ask for words to look for."""
        self.filter.display = True
        self.filter.focus()

    @on(Input.Changed, "#review-filter")
    def _filter_now(self) -> None:
        row = self.chosen
        self._list(row.point.id if row else None)

    @on(Input.Submitted, "#review-filter")
    def _to_the_list(self) -> None:
        self.filter.display = bool(self.filter.value)
        self.listing.focus()

    def action_leave_filter(self) -> None:
        """Show every point again."""
        self.filter.value = ""
        self._to_the_list()

    def action_page(self, direction: int) -> None:
        """Scroll the passage."""
        if direction > 0:
            self.page.scroll_page_down(animate=False)
        else:
            self.page.scroll_page_up(animate=False)
