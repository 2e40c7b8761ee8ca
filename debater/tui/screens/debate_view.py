"""What a debate looks like: header with the clock, transcript, flow, composer."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from debater.debating.flow_model import Argument, Flow
from debater.debating.formats import words_for
from debater.debating.model import Debate
from debater.debating.order import Move
from debater.debating.play import DebateInPlay
from debater.text import clean_line, words
from debater.tui.blocks import Block, BlockStack
from debater.tui.commands import bindings
from debater.tui.debate_text import clock_in_words, entries, seats_in_words
from debater.tui.desk import Desk
from debater.tui.screens.played import Played
from debater.tui.widgets.composer import Composer
from debater.tui.widgets.debate_composer import DebateComposer
from debater.tui.widgets.debate_header import DebateHeader
from debater.tui.widgets.flow_sheet import FlowSheet
from debater.tui.widgets.key_line import KeyLine

# Seconds after which what was mounted is laid out.
_LAID_OUT = 0.05


class DebateView(Played):
    """The panes of a debate, and everything that only changes what is seen of it."""

    place = "debate"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("debate", composer=True),
        *bindings("debate"),
    ]
    AUTO_FOCUS = "#composer"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    header = getters.query_one("#header", DebateHeader)
    record = getters.query_one("#record", VerticalScroll)
    sheet = getters.query_one("#flow", FlowSheet)
    composer = getters.query_one("#composer", DebateComposer)

    def __init__(self, statement: str, desk: Desk, words_a_minute: int) -> None:
        super().__init__()
        self.statement, self.desk, self.words_a_minute = statement, desk, words_a_minute
        self.play: DebateInPlay | None = None
        self.flow_now = Flow()

    @property
    def debate(self) -> Debate:
        """The debate on the screen."""
        if self.play is None:
            raise RuntimeError("no debate has been read yet")
        return self.play.debate

    def compose(self) -> ComposeResult:
        """Lay out header, panes, composer and keys."""
        yield DebateHeader("for", id="header")
        with Horizontal(id="debate-panes"):
            with VerticalScroll(id="record") as record:
                record.border_title = " Speeches "
            yield FlowSheet(id="flow")
        yield Static("", id="hint", markup=False)
        yield Static("", id="guide", markup=False)
        yield DebateComposer(id="composer")
        yield KeyLine()

    # ── what was said ───────────────────────────────────────────────────────────────

    async def show_record(self) -> None:
        """Bring the transcript up to date; the newest entry is scrolled to its beginning."""
        shown = {str(child.id): child for child in self.record.children}
        news: list[Static] = []
        last: Static | None = None
        for entry in entries(self.debate):
            stack = BlockStack(list(entry.blocks))
            known = shown.get(entry.key)
            if isinstance(known, Static):
                if not _same(known.visual, stack):
                    known.update(stack)
                    news.append(known)
                last = known
            else:
                made = Static(stack, id=entry.key, classes="entry", markup=False)
                await self.record.mount(made, after=last)
                news.append(made)
                last = made
        # A speech is read from its beginning, whatever stands below it by now; a debate that
        # is taken up again is, where it stood.
        speeches = [entry for entry in news if shown and str(entry.id).startswith("speech")]
        if news:
            # What was mounted has no height yet, by which it is scrolled to.
            self.set_timer(_LAID_OUT, partial(self._bring_into_view, (speeches or news)[-1]))

    def _bring_into_view(self, entry: Static) -> None:
        if str(entry.id).startswith("speech"):
            self.record.scroll_to_widget(entry, top=True, animate=False, force=True)
        else:
            self.record.scroll_end(animate=False, force=True)

    def show_flow(self, flow: Flow) -> None:
        """Show the flow as it is now."""
        self.flow_now = flow
        self.sheet.show(self.debate, flow)

    def action_flow(self) -> None:
        """Go to the flow sheet, or back to the composer."""
        to_sheet = self.sheet is not self.focused
        self.set_class(to_sheet, "-flow")
        (self.sheet if to_sheet else self.composer).focus()

    def on_key(self, event: events.Key) -> None:
        """Say where letters go, when they are typed while the flow has the focus."""
        if self.focused is self.sheet and event.is_printable:
            self.tell("Esc goes back to writing.")

    def action_write(self) -> None:
        """Go back to the composer."""
        self.remove_class("-flow")
        self.composer.focus()

    def targets_of(self, argument: Argument) -> list[Argument]:
        """The other side's earlier arguments, which ``argument`` may answer."""
        return [
            other
            for other in self.flow_now.arguments
            if other.side != argument.side and other.stage < argument.stage
        ]

    @on(Composer.Scrolled)
    def _page_record(self, message: Composer.Scrolled) -> None:
        if message.direction < 0:
            self.record.scroll_page_up(animate=False)
        else:
            self.record.scroll_page_down(animate=False)

    # ── the time and what to do next ────────────────────────────────────────────────

    def show_time(self) -> None:
        """Show the clock, the preparation left and the words written."""
        play = self.play
        if play is None:
            return
        header, stage, clock = self.header, self.debate.current, play.clock
        if stage is None:
            header.clock, header.over_time = "", False
            header.stage, header.prep = f"{self.debate.format.title} · over", ""
            self.composer.border_subtitle = ""
            return
        number, of = self.debate.stage + 1, len(self.debate.format.stages)
        seats = seats_in_words(self.debate, stage)
        header.stage = f"{number}/{of} {stage.title} · {seats}"
        over = clock.left < 0
        state = "over time" if over else "" if clock.running else "paused"
        if clock.in_prep is not None:
            state = "prep"
        header.over_time = over
        header.clock = f"{clock_in_words(clock.left)} {state}".strip()
        header.prep = self._prep_in_words()
        written = len(words(self.composer.text))
        speaking = play.move.kind == "speak" and play.move.by == "user"
        budget = words_for(stage.seconds, self.words_a_minute)
        count = f" {written} of {budget} words " if speaking else f" {written} words "
        self.composer.border_subtitle = count if written or speaking else ""

    def _prep_in_words(self) -> str:
        play = self.play
        if play is None or not self.debate.format.prep.seconds:
            return ""
        if self.debate.format.prep.when == "before" and self.debate.speeches:
            return ""
        return f"prep {clock_in_words(play.clock.prep_left(self.debate.side))}"

    def placeholder_for(self, move: Move) -> str:
        """Say in the empty composer what is expected of the user now."""
        if move.kind == "end":
            return "The debate is over. F3 shows the ballot, Alt+R gives your last speech again."
        if move.kind == "go on":
            return "F6 goes on to what comes next."
        if move.by == "bot":
            return "The bot is at it…"
        return {
            "speak": "Your speech. The clock starts as you type; Enter begins a new line, "
            "F6 delivers it.",
            "ask": "Ask a short question; Enter sends it. F6 ends your questions.",
            "answer": "Answer; Enter sends it.",
        }[move.kind]

    # ── saying things ───────────────────────────────────────────────────────────────

    def tell(self, sentence: str) -> None:
        """Show a sentence above the composer, or take the last one away."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(clean_line(sentence)))
        hint.display = bool(sentence)

    def tell_keeping(self) -> None:
        """Say once that debates are no longer on disk, and keep showing it in the header."""
        if self.play is None:
            return
        keeper = self.play.keeper
        self.header.keeping = "kept in memory only" if keeper.problem else ""
        if keeper.problem and not keeper.told:
            keeper.told = True
            sentence = f"{clean_line(keeper.problem)} F8 saves the debate to a file."
            self.app.notify(sentence, severity="error", timeout=20, markup=False)


def _same(visual: object, stack: BlockStack) -> bool:
    """Tell whether a view shows these blocks already."""
    return isinstance(visual, BlockStack) and [_text(b) for b in visual.blocks] == [
        _text(block) for block in stack.blocks
    ]


def _text(block: Block) -> str:
    return f"{block.first.plain}{block.content.plain}"
