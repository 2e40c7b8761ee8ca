"""What can I say? Lines to begin with on one's side, each with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debater.config import Paths
from debater.errors import DebaterError
from debater.motions.model import Motion, Side
from debater.sparring.openings import Opening, openings
from debater.sparring.wording import place, side_in_words, voice_in_words, where_in_words
from debater.text import excerpt
from debater.tui.blocks import folded, said
from debater.tui.widgets.composer import Composer

_WHOSE_LENGTH = 40


class OpeningsScreen(ModalScreen[str | None]):
    """Lists openings; Enter takes one, which is never sent by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="modal.close"),
        Binding("m,space", "others", "Others", id="openings.others"),
    ]
    AUTO_FOCUS = "#openings"

    def __init__(
        self, motion: Motion, side: Side, said: Sequence[str], seed: int, where: Paths | None
    ) -> None:
        """Offer what has not been ``said`` yet; general starts come from the prompts ``where``."""
        super().__init__()
        self.motion, self.side, self.said = motion, side, list(said)
        self.seed, self.where = seed, where
        self.offered: tuple[Opening, ...] = ()
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the list, and a line below it."""
        with Vertical(classes="box openings") as box:
            yield OptionList(id="openings", markup=False)
            yield Static("", id="openings-told", classes="hint", markup=False)
        box.border_title = Content(f"What can I say? {side_in_words(self.side)}")
        box.border_subtitle = "Enter takes it · M others · Esc closes"

    def on_mount(self) -> None:
        """Offer the first ones."""
        self.action_others()

    def action_others(self) -> None:
        """Offer others than were shown; after the last, the first again."""
        found = self._find([*self.said, *self._shown])
        if not found:
            self._shown = []
            found = self._find(self.said)
        self.offered = found
        self._shown += [opening.text for opening in found]
        options = self.query_one("#openings", OptionList)
        options.clear_options()
        one_source = len(self.motion.sources) == 1
        options.add_options(Option(_prompt(o, one_source=one_source)) for o in found)
        options.highlighted = 0 if found else None
        options.focus()

    def _find(self, said: Sequence[str]) -> tuple[Opening, ...]:
        found = openings(self.motion, self.side, self.seed, said)
        told = "" if found else "The sources hold nothing to begin with on this side."
        if not found:
            # Deferred: read only where the sources hold nothing.
            from debater.guide_parts import load_starts

            try:
                found = openings(self.motion, self.side, self.seed, said, load_starts(self.where))
            except DebaterError as error:
                told = str(error)
        below = self.query_one("#openings-told", Static)
        below.update(folded(told))
        below.display = bool(told)
        return found

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.offered[event.option_index].start)


def _prompt(opening: Opening, *, one_source: bool) -> Content:
    """Return an opening, and below it where it comes from."""
    origin = said(f"  {_origin(opening, one_source=one_source)}", "$muted")
    return Content.assemble(folded(opening.text, "bold"), "\n", origin)


def _origin(opening: Opening, *, one_source: bool) -> str:
    citation = opening.citation
    if citation is not None:
        where = where_in_words(citation) if one_source else place(citation)
        whose = voice_in_words(opening.voice, opening.speaker)
        return f"in the source, {where} · {excerpt(whose, _WHOSE_LENGTH)}"
    if opening.answered:
        return "often said on this side · the bot has an answer to it"
    return "a general start, for you to finish"


def offer_openings(screen: OpeningsScreen, composer: Composer) -> None:
    """Show the list over what is played; a line that is taken goes into ``composer``."""

    def take(text: str | None) -> None:
        composer.focus()
        if text is not None:
            insert_opening(composer, text)

    composer.app.push_screen(screen, take)


def insert_opening(composer: Composer, text: str) -> None:
    """Put ``text`` where the cursor stands, parted by a space from the words around it."""
    row, column = composer.cursor_location
    line = composer.document.get_line(row)
    before, after = line[:column], line[column:]
    lead = " " if before and not before[-1].isspace() else ""
    trail = " " if after and not (after[0].isspace() or text.endswith(" ")) else ""
    # At the cursor even where words are selected: nothing that was typed is replaced.
    at = composer.cursor_location
    composer.insert(f"{lead}{text}{trail}", at, maintain_selection_offset=False)
    composer.scroll_cursor_visible()
