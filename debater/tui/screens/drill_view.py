"""What a drill looks like: what is asked, choices or grades, the composer, the source."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import Provider
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debater.motions.citation import Citation
from debater.motions.model import Motion, Side
from debater.sparring.wording import (
    published_in_words,
    side_in_words,
    spoken_missing,
    voice_in_words,
    where_in_words,
)
from debater.study.model import Drill
from debater.text import clean_line
from debater.tui.blocks import Block, BlockStack, said
from debater.tui.screens.drill_keys import PICK, DrillCommands, bindings, drill_key_line
from debater.tui.screens.played import Played
from debater.tui.screens.review_modals import ChoiceList
from debater.tui.widgets.composer import Composer
from debater.tui.widgets.source_view import SourceView, source_blocks

# reading: the next drill is being read.  comparing: an answer waits for the engine.
Phase = Literal["reading", "asking", "comparing", "answered", "idle"]
_PHASES: tuple[Phase, ...] = ("reading", "asking", "comparing", "answered", "idle")


class DrillHeader(Static):
    """Says which motion and side a drill is about, its kind, and how much waits."""

    statement: reactive[str] = reactive("")
    side: reactive[Side | None] = reactive[Side | None](None)
    facts: reactive[str] = reactive("")

    def render(self) -> Content:
        """Return a line with motion and side, and one with the facts."""
        width = max(1, self.content_size.width)
        named = side_in_words(self.side) if self.side else ""
        side = Content.styled(named, f"${self.side} bold" if self.side else "")
        room = max(1, width - side.cell_length - 2)
        statement = Content.styled(clean_line(self.statement), "bold").truncate(room, ellipsis=True)
        facts = Content.styled(clean_line(self.facts), "$muted").truncate(width, ellipsis=True)
        return Content("\n").join([Content.assemble(statement, "  ", side), facts])


class DrillComposer(Composer):
    """Where an answer is typed; Enter checks it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(composer=True)]

    class NothingToUndo(Message):
        """Undo was asked for and nothing typed can be undone."""

    def action_undo(self) -> None:
        """Undo what was typed; with nothing typed the last grade is meant."""
        before = self.text
        self.undo()
        if not before and not self.text:
            self.post_message(self.NothingToUndo())


class DrillList(ChoiceList):
    """Choices, grades or offers: few enough that paging is left to the page above."""

    def action_page_up(self) -> None:
        """Page up in what is read."""
        self.post_message(Composer.Scrolled(-1))

    def action_page_down(self) -> None:
        """Page down in what is read."""
        self.post_message(Composer.Scrolled(1))


class DrillSource(SourceView):
    """The source of a drill, the passage that answers marked in it."""

    def show_passage(self, motion: Motion, drill: Drill, citation: Citation) -> None:
        """Show the passage of a drill, and whose view it is."""
        self.motion, self.citation, self._source = motion, citation, citation.source
        about = self.query_one("#about", Static)
        about.update(_about(drill, citation))
        blocks = list(source_blocks(citation.source, motion, citation))
        self.query_one("#text", Static).update(BlockStack(blocks))
        self.call_after_refresh(self.go_to_citation)


def _about(drill: Drill, citation: Citation) -> Content:
    source = citation.source
    cite = [clean_line(source.title), published_in_words(source), spoken_missing(source)]
    return Content.assemble(
        said(voice_in_words(drill.voice, drill.speaker), "bold"),
        said(f" · {where_in_words(citation)}", "$muted"),
        "\n",
        said(" · ".join(part for part in cite if part), "$muted"),
    )


class DrillView(Played):
    """The panes of the drills, and everything that only changes what is seen of them."""

    place = "drill"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(composer=True), *bindings(), *PICK]
    COMMANDS: ClassVar[set[type[Provider]]] = {DrillCommands}  # type: ignore[assignment]  # invariant
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    header = getters.query_one("#header", DrillHeader)
    page = getters.query_one("#drill-page", VerticalScroll)
    source = getters.query_one("#source", DrillSource)
    listing = getters.query_one("#drill-list", DrillList)
    composer = getters.query_one("#composer", DrillComposer)

    phase: Phase = "reading"

    def compose(self) -> ComposeResult:
        """Lay out header, panes, list, composer and keys."""
        yield DrillHeader("", id="header", markup=False)
        with Horizontal(id="drill-panes"):
            with VerticalScroll(id="drill-page"):
                yield Static(BlockStack([]), id="drill-text", markup=False)
            yield DrillSource(id="source")
        yield Static("", id="hint", markup=False)
        yield DrillList(id="drill-list", markup=False)
        yield DrillComposer(id="composer")
        yield drill_key_line()

    # ── what is shown ───────────────────────────────────────────────────────────────

    def show_phase(self, phase: Phase, blocks: list[Block], top: int = 0) -> None:
        """Show a page, and what belongs to this phase beside and below it.

        Where the page is longer than the screen it is scrolled to the block ``top``.
        """
        self.phase = phase
        for other in _PHASES:
            self.set_class(other == phase, f"-{other}")
        self.remove_class("-source-toggled")
        self.query_one("#drill-text", Static).update(BlockStack(blocks))
        self.page.scroll_home(animate=False)
        if top:
            self.call_after_refresh(self._show_block, top)

    def _show_block(self, block: int) -> None:
        text = self.query_one("#drill-text", Static)
        stack, width = text.visual, text.content_size.width
        if isinstance(stack, BlockStack) and width:
            line = stack.first_line_of(block, width)
            self.page.scroll_to(y=line, animate=False, force=True)

    def offer(self, title: str, options: list[Content], highlighted: int = 0) -> None:
        """List what can be chosen now; nothing takes the list away."""
        self.listing.set_options(Option(option) for option in options)
        self.listing.border_title = title
        self.listing.display = bool(options)
        if options:
            self.listing.highlighted = highlighted

    def tell(self, sentence: str) -> None:
        """Show a sentence below the page, or take the last one away."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(clean_line(sentence)))
        hint.display = bool(sentence)

    def action_write(self) -> None:
        """Go back to where the drill is answered."""
        self.remove_class("-source-toggled")
        choosing = self.listing.display and bool(self.listing.option_count)
        (self.listing if choosing else self.composer).focus()

    # ── the source ──────────────────────────────────────────────────────────────────

    def action_toggle_source(self) -> None:
        """Show or hide the source, or change between it and the drill."""
        if self.phase != "answered":
            self.tell("The source opens once you have answered.")
        elif self.source.citation is None:
            self.tell("This drill cites no passage.")
        else:
            self.toggle_class("-source-toggled")
            self.call_after_refresh(self.source.go_to_citation)

    def action_citation(self) -> None:
        """Scroll the source to what is cited."""
        if self.phase == "answered" and self.has_class("-narrow") != self.has_class(
            "-source-toggled"
        ):
            self.action_toggle_source()
        self.call_after_refresh(self.source.go_to_citation)

    # ── keys ────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Let what is typed at the list of choices go into the composer, every letter of it."""
        if (
            self.phase == "asking"
            and self.focused is not self.composer
            and event.is_printable
            and event.character is not None
            and event.key not in self.active_bindings
        ):
            self.composer.focus()
            self.composer.insert(event.character)
            event.stop()

    @on(OptionList.OptionSelected, "#drill-list")
    async def _chosen(self, selected: OptionList.OptionSelected) -> None:
        await self.run_action(f"pick({selected.option_index + 1})")

    @on(Composer.Scrolled)
    def _page_through(self, message: Composer.Scrolled) -> None:
        if message.direction < 0:
            self.page.scroll_page_up(animate=False)
        else:
            self.page.scroll_page_down(animate=False)
