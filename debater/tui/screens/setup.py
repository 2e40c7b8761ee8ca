"""Setting up a debate: the format, the side, the seat, who speaks first."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debater.debating.formats import default_seats
from debater.debating.model import Format
from debater.motions.model import SIDES, Side
from debater.sparring.wording import side_in_words
from debater.text import clean_line
from debater.tui.blocks import folded
from debater.tui.debate_text import clock_in_words


@dataclass(frozen=True, slots=True)
class Setup:
    """What a debate begins with."""

    format: Format
    side: Side
    seats: tuple[str, ...]
    first: Side


class Pick(Static, can_focus=True):
    """One of a few things, changed with the arrows, the space bar or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "Change", show=False, id="setup.next"),
        Binding("left", "turn(-1)", "Change back", show=False, id="setup.previous"),
    ]

    options: reactive[tuple[str, ...]] = reactive(())
    index: reactive[int] = reactive(0)

    def __init__(self, title: str, *, id: str) -> None:
        super().__init__(id=id, classes="pick", markup=False)
        self.title = title

    def render(self) -> Content:
        """Return the title and what is picked, between arrows where there is a choice."""
        picked = clean_line(self.options[self.index]) if self.options else ""
        arrows = ("‹ ", " ›") if len(self.options) > 1 else ("  ", "  ")
        return Content.assemble(
            ("▸ " if self.has_focus else "  ", "bold $focus"),
            (f"{self.title:<14}", "$muted"),
            (arrows[0], "$focus"),
            (picked, "bold"),
            arrows[1],
        )

    def on_focus(self) -> None:
        """Mark by a shape, not by colour alone, what the arrows change."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the mark away."""
        self.refresh()

    def action_turn(self, by: int) -> None:
        """Pick the next option, or the one before."""
        if self.options:
            self.index = (self.index + by) % len(self.options)

    def on_click(self, event: events.Click) -> None:
        """Pick the next option."""
        event.stop()
        self.focus()
        self.action_turn(1)


class SetupScreen(ModalScreen["Setup | None"]):
    """Offers the formats, and what there is to choose in each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="modal.close"),
        # Before the list's own Enter, which would only select.
        Binding("enter", "begin", "Begin", id="setup.begin", priority=True),
    ]
    AUTO_FOCUS = "#formats"

    def __init__(
        self,
        formats: Sequence[Format],
        problems: Sequence[str],
        statement: str,
        side: Side,
        side_names: Mapping[Side, str],
    ) -> None:
        """Offer ``formats``; ``problems`` are sentences about files that hold none."""
        super().__init__()
        self.formats = [format for format in formats if format.stages]
        self.problems = problems
        self.statement, self.first_side, self.side_names = statement, side, side_names

    def compose(self) -> ComposeResult:
        """Lay out the list, what it says of the format, and the choices."""
        with VerticalScroll(classes="box", can_focus=False) as box:
            yield OptionList(
                *(Option(_prompt(format)) for format in self.formats), id="formats", markup=False
            )
            yield Static("", id="order", markup=False)
            yield Pick("You argue", id="pick-side")
            yield Pick("You take", id="pick-seats")
            yield Pick("First speaks", id="pick-first")
            for problem in self.problems:
                yield Static(folded(f"! {problem}", "$error"), markup=False)
        box.border_title = clean_line(self.statement)
        box.border_subtitle = "Enter begins · Tab and ←→ choose · Esc goes back"

    def on_mount(self) -> None:
        """Offer the first format, and the side chosen before."""
        side = self.query_one("#pick-side", Pick)
        side.options = tuple(
            f"{side_in_words(s)}  {clean_line(self.side_names.get(s, ''))}" for s in SIDES
        )
        side.index = SIDES.index(self.first_side)
        for pick in self.query(Pick):
            self.watch(pick, "index", self._offer, init=False)
        self.query_one("#formats", OptionList).highlighted = 0
        self._offer()

    @property
    def format(self) -> Format:
        """The format that is highlighted."""
        return self.formats[self.query_one("#formats", OptionList).highlighted or 0]

    @property
    def side(self) -> Side:
        """The side that is picked."""
        return SIDES[self.query_one("#pick-side", Pick).index]

    @on(OptionList.OptionHighlighted)
    def _offer(self) -> None:
        """Offer what there is to choose in the highlighted format."""
        if not self.is_mounted:
            return
        format = self.format
        self.query_one("#order", Static).update(_order(format))
        first = self.query_one("#pick-first", Pick)
        names = [f"{format.side_names[side]} ({side})" for side in SIDES]
        first.options = ("a coin decides", *names) if format.flip else (names[0],)
        first.index = min(first.index, len(first.options) - 1)
        seats = self.query_one("#pick-seats", Pick)
        seats.options = tuple(label for label, _ in self._seat_choices())
        seats.index = min(seats.index, len(seats.options) - 1)

    def _seat_choices(self) -> list[tuple[str, tuple[str, ...]]]:
        """The seats a user on the side picked may take, the usual ones first."""
        format, side = self.format, self.side
        # Which seats are whose does not hang on the coin: a side's seats go with its turn.
        usual = default_seats(format, side, "for")
        every = [seat for seat in format.seats if seat.first == (side == "for")]
        label = "every seat of the side" if len(usual) == len(every) else "the opening team"
        if len(every) == 1:
            return [(every[0].title, usual)]
        choices = [(f"{label} ({', '.join(usual)})", usual)]
        return [*choices, *((f"{seat.title} ({seat.id})", (seat.id,)) for seat in every)]

    def action_begin(self) -> None:
        """Begin a debate as it is set up."""
        format, side = self.format, self.side
        first: Side = "for"
        if format.flip:
            index = self.query_one("#pick-first", Pick).index
            first = SIDES[index - 1] if index else secrets.choice(SIDES)
        number = self.query_one("#pick-seats", Pick).index
        every = [seat.id for seat in format.seats if seat.first == (side == "for")]
        chosen = self._seat_choices()[number][1]
        mine = [seat.id for seat in format.seats if seat.first == (side == first)]
        # The same places in the order of whichever half of the seats the side has.
        seats = tuple(mine[every.index(seat)] for seat in chosen)
        self.dismiss(Setup(format, side, seats, first))


def _prompt(format: Format) -> Content:
    minutes = sum(stage.seconds for stage in format.stages) // 60
    speeches = sum(stage.kind == "speech" for stage in format.stages)
    facts = f"  {speeches} speeches, {minutes} min"
    return Content.assemble(
        (clean_line(format.title), "bold"),
        (facts, "$muted"),
        "\n",
        folded(format.summary, "$muted"),
    )


def _order(format: Format) -> Content:
    order = " · ".join(f"{stage.id} {clock_in_words(stage.seconds)}" for stage in format.stages)
    prep = format.prep
    when = "before the debate" if prep.when == "before" else "a side, to be used between speeches"
    tail = f"\nprep {clock_in_words(prep.seconds)} {when}" if prep.seconds else ""
    return folded(order, "$muted") + Content.styled(tail, "$muted")
