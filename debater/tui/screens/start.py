"""The start screen: the rounds to continue, the motions, and the side to argue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debater.motions.model import SIDES, Side, opposite
from debater.sparring.wording import count_in_words, moment_in_words, side_in_words
from debater.store.rounds import RecentRound, StoredRound
from debater.text import clean_line, excerpt
from debater.tui.blocks import folded, said
from debater.tui.commands import bindings
from debater.tui.first_round import GUIDED_MOTION, GUIDED_SIDE
from debater.tui.messages import (
    CardsWanted,
    DrillsWanted,
    FormatWanted,
    LibraryOpened,
    ProgressWanted,
    RoundChosen,
    RoundsWanted,
)
from debater.tui.widgets.guide_panel import GuideOffer
from debater.tui.widgets.key_line import StartKeys

if TYPE_CHECKING:
    from debater.assemble import MotionSummary

_BEGINNING_LENGTH = 60

SENTENCE = "Argue a motion; be answered with the best passage against you, quoted and cited."


class MotionList(OptionList):
    """The rounds and motions to choose from; a click highlights, a double click begins."""

    # Here too, as OptionList has its own Enter and its arrows would come first.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("start")]
    BORDER_TITLE = "Motions"

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is not None and not self.get_option_at_index(clicked).disabled:
            self.highlighted = clicked
            if event.chain > 1:
                self.action_select()


class SideChoice(Static, can_focus=True):
    """Which side the user argues; any arrow, the space bar or a click changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,down,space", "flip", "Change side", show=False, id="start.flip"),
    ]
    BORDER_TITLE = "You argue"

    side: reactive[Side] = reactive[Side]("for")
    names: reactive[dict[Side, str]] = reactive(dict)

    def render(self) -> Content:
        """Return a line for each side, the chosen one marked by shape and weight."""
        lines = []
        for side in SIDES:
            chosen = side == self.side
            lines.append(
                Content.assemble(
                    ("◉ " if chosen else "○ ", f"${side}" if chosen else "$muted"),
                    (side_in_words(side), f"bold ${side}" if chosen else "$muted"),
                    (f"  {clean_line(self.names.get(side, ''))}", "" if chosen else "$muted"),
                ).truncate(max(1, self.content_size.width), ellipsis=True)
            )
        return Content("\n").join(lines)

    def action_flip(self) -> None:
        """Take the other side."""
        self.side = opposite(self.side)

    def on_click(self, event: events.Click) -> None:
        """Take the side whose line is clicked."""
        self.side = SIDES[min(1, max(0, event.get_content_offset_capture(self).y))]


class StartScreen(Screen[None]):
    """Where a round begins or goes on."""

    place = "start"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("start")]
    AUTO_FOCUS = "#motions"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    def __init__(self, preferred: str, side: Side) -> None:
        """Offer the motion ``preferred`` and ``side`` first."""
        super().__init__()
        self.preferred, self.first_side = preferred, side
        self.motions: Sequence[MotionSummary] = ()
        self.rounds: list[StoredRound | RecentRound] = []

    def compose(self) -> ComposeResult:
        """Lay out name, motions, side and keys."""
        with VerticalScroll(id="start", can_focus=False):
            yield Static(Content.styled("debater", "bold $focus"), id="name", markup=False)
            yield Static(SENTENCE, id="sentence", markup=False)
            yield GuideOffer(id="guide-offer")
            yield MotionList(id="motions", markup=False)
            yield Static("Looking for motions…", id="looking", markup=False)
            yield SideChoice(id="side", markup=False)
        yield StartKeys()

    def on_mount(self) -> None:
        """Take the side asked for on the command line."""
        self.query_one(SideChoice).side = self.first_side

    def show(self, opened: LibraryOpened) -> None:
        """List what can be begun or continued."""
        self.motions = opened.motions
        last = opened.last
        others = [played for played in opened.recent if last is None or played.id != last.id]
        self.rounds = [*([last] if last else []), *others]
        motions = self.query_one(MotionList)
        motions.clear_options()
        if last is not None:
            motions.add_option(Option(self._continue_prompt(last), id="continue"))
        for played in others:
            motions.add_option(Option(self._recent_prompt(played), id=f"round-{played.id}"))
        if self.rounds:
            motions.add_option(None)
        motions.border_title = "Rounds and motions" if self.rounds else "Motions"
        motions.border_subtitle = "End: the motions" if others and self.motions else ""
        for number, summary in enumerate(self.motions):
            prompt = _motion_prompt(summary)
            motions.add_option(Option(prompt, id=f"motion-{number}", disabled=not summary.sides))
        looking = self.query_one("#looking", Static)
        looking.update(Content(clean_line(opened.problem)))
        looking.display = bool(opened.problem)
        self.query_one(GuideOffer).display = opened.newcomer
        self.set_class(opened.newcomer, "-newcomer")
        motions.highlighted = self._first_choice()
        motions.focus()

    def _first_choice(self) -> int | None:
        """Return the option to highlight: the last round, else the preferred motion."""
        if self.rounds:
            return 0
        usable = [i for i, summary in enumerate(self.motions) if summary.sides]
        named = [i for i in usable if self.motions[i].name == self.preferred]
        return next(iter(named or usable), None)

    def _continue_prompt(self, last: StoredRound) -> Content:
        facts = [last.format] if last.format else []
        facts += [count_in_words(len(last.turns), "turn")] if last.turns else []
        facts += ["a draft"] if last.draft else []
        facts.append(moment_in_words(last.touched, datetime.now().astimezone()))
        return Content.assemble(
            (f"Continue the last {'debate' if last.format else 'round'}\n", "bold"),
            folded(self._statement(last.motion)),
            "\n",
            (side_in_words(last.side), f"${last.side} bold"),
            said(f" · {' · '.join(facts)}", "$muted"),
        )

    def _recent_prompt(self, played: RecentRound) -> Content:
        """Return an earlier round by how it began, then its facts on one line."""
        moment = moment_in_words(played.touched, datetime.now().astimezone())
        # The name, as the list below has it: statements begin alike and fill the line.
        name = clean_line(Path(played.motion).name)
        kind = [played.format] if played.format else []
        thing = "speech" if played.format else "turn"
        facts = [*kind, count_in_words(played.turns, thing), moment, name]
        beginning = excerpt(played.beginning, _BEGINNING_LENGTH)
        quoted = f"“{beginning}”" if beginning else "Nothing said yet"
        return Content.assemble(
            folded(played.name, "bold") if played.name else folded(quoted),
            "\n",
            (side_in_words(played.side), f"${played.side} bold"),
            said(f" · {' · '.join(facts)}", "$muted"),
        )

    def _statement(self, motion: str) -> str:
        """Return what a motion says, or its name where it is not in the list."""
        found = (m.statement for m in self.motions if m.name == motion and m.statement)
        return next(found, motion)

    @property
    def highlighted(self) -> MotionSummary | StoredRound | RecentRound | None:
        """What Enter would begin or continue."""
        motions = self.query_one(MotionList)
        if motions.highlighted is None:
            return None
        return [*self.rounds, *self.motions][motions.highlighted]

    @on(OptionList.OptionHighlighted)
    def _name_sides(self) -> None:
        """Name the sides as the highlighted motion does; a round to continue has its own."""
        highlighted = self.highlighted
        choice = self.query_one(SideChoice)
        resuming = isinstance(highlighted, StoredRound | RecentRound)
        choice.disabled = resuming
        choice.set_class(resuming, "-resuming")
        if highlighted is not None and not isinstance(highlighted, StoredRound | RecentRound):
            choice.names = dict(highlighted.sides or {})

    @on(OptionList.OptionSelected)
    def action_begin(self) -> None:
        """Begin what is highlighted."""
        highlighted = self.highlighted
        if isinstance(highlighted, StoredRound):
            self.post_message(RoundChosen(highlighted.motion, highlighted.side, highlighted))
        elif isinstance(highlighted, RecentRound):
            motion, side = highlighted.motion, highlighted.side
            self.post_message(RoundChosen(motion, side, round_id=highlighted.id))
        elif highlighted is not None and highlighted.sides:
            self.post_message(RoundChosen(highlighted.name, self.query_one(SideChoice).side))

    def action_format(self) -> None:
        """Set up a debate in a format on what is highlighted."""
        highlighted = self.highlighted
        side = self.query_one(SideChoice).side
        if isinstance(highlighted, StoredRound | RecentRound):
            self.post_message(FormatWanted(highlighted.motion, highlighted.side))
        elif highlighted is not None and highlighted.sides:
            self.post_message(FormatWanted(highlighted.name, side))

    def action_drills(self) -> None:
        """Drill what is due."""
        self.post_message(DrillsWanted())

    def action_progress(self) -> None:
        """Show what rounds and drills add up to."""
        self.post_message(ProgressWanted())

    def action_cards(self) -> None:
        """Show the evidence cards that are kept."""
        self.post_message(CardsWanted())

    def action_rounds(self) -> None:
        """Show every round that is kept."""
        self.post_message(RoundsWanted())

    @on(GuideOffer.Taken)
    def action_guide(self) -> None:
        """Begin a guided round, where the sources have much to answer."""
        usable = [summary.name for summary in self.motions if summary.sides]
        if usable:
            motion = GUIDED_MOTION if GUIDED_MOTION in usable else usable[0]
            self.post_message(RoundChosen(motion, GUIDED_SIDE, guided=True))

    def action_swap(self) -> None:
        """Argue the other side."""
        choice = self.query_one(SideChoice)
        if not choice.disabled:
            choice.action_flip()


def _motion_prompt(summary: MotionSummary) -> Content:
    """Return a motion with its name, and how much opposes each side, or its problem."""
    if not summary.sides:
        problem = summary.problem or "This motion cannot be used."
        return Content.assemble(folded(summary.name, "bold"), "\n", folded(f"! {problem}"))
    statement = folded(summary.statement or summary.name, "bold")
    return Content.assemble(statement, "\n", folded(_opposition(summary), "$muted"))


def _opposition(summary: MotionSummary) -> str:
    """Say in words how many passages argue against each side."""
    opposing = summary.opposing or {}
    counts = [f"{opposing.get(side, 0)} oppose {side_in_words(side)}" for side in SIDES]
    return f"{summary.name} · {count_in_words(summary.passages, 'passage')}: {', '.join(counts)}"
