"""The questions of the review: a line, several lines, a turn.  Each stays until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from debater.motions.model import Turn
from debater.text import clean, clean_line
from debater.tui.blocks import folded
from debater.tui.widgets.path_input import PathInput

SAVE_KEYS = "f8,ctrl+s"
_REVERSED = Style(reverse=True)


class ChoiceList(OptionList):
    """A list whose chosen option is seen without colours too.

    Textual leaves ``text-style: reverse`` out of the styles of options.
    """

    def render_line(self, y: int) -> Strip:
        """Render a line, reversed where it is chosen and there are no colours."""
        strip = super().render_line(y)
        if not self.app.no_color or self.highlighted is None:
            return strip
        metas = (segment.style.meta for segment in strip if segment.style)
        chosen = any(meta.get("option") == self.highlighted for meta in metas)
        return strip.apply_style(_REVERSED) if chosen else strip


class Asking(ModalScreen[str]):
    """Asks for something, and is dismissed once ``_save`` has taken it.

    Left without saving, its result is what was typed, so that it can be offered again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Do not save", id="modal.close"),
        Binding(SAVE_KEYS, "save", "Save", id="modal.save", priority=True),
    ]

    def _answer(self, refusal: str) -> None:
        """Close when there is nothing to refuse, else say it and stay."""
        if refusal:
            self.query_one("#refusal", Static).update(Content(clean_line(refusal)))
        else:
            self.dismiss("")

    def action_save(self) -> None:
        """Save what is written."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Close; what was typed is kept for the next time."""
        self.dismiss("")


class LineScreen(Asking):
    """Asks for one line: a tag, a speaker."""

    def __init__(
        self, title: str, hint: str, text: str, kept: str, save: Callable[[str], str]
    ) -> None:
        """Offer ``text``, or ``kept``, which was typed before and not saved.

        ``save`` returns an empty text or why it could not.
        """
        super().__init__()
        self._title, self._hint, self._save = title, hint, save
        self._text, self._kept = text, kept

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield PathInput(clean_line(self._kept or self._text), id="line")
            yield Static("", id="refusal", markup=False)
            yield Static(self._hint, classes="hint", markup=False)
        box.border_title = Content(self._title)
        box.border_subtitle = "Enter saves, Esc does not"

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save the line."""
        self._answer(self._save(clean_line(self.query_one("#line", Input).value)))

    def action_leave(self) -> None:
        """Close and give back what was typed."""
        typed = self.query_one("#line", Input).value
        self.dismiss(typed if typed != clean_line(self._text) else "")


class Lines(TextArea):
    """A text area that cleans what enters it."""

    def edit(self, edit: Edit) -> EditResult:
        """Clean every text that enters, whether typed or pasted."""
        edit.text = clean(edit.text)
        return super().edit(edit)


class LinesScreen(Asking):
    """Asks for several lines: what a passage answers."""

    def __init__(
        self, title: str, hint: str, text: str, kept: str, save: Callable[[list[str]], str]
    ) -> None:
        """Offer ``text``, or ``kept``, which was typed before and not saved."""
        super().__init__()
        self._title, self._hint, self._save = title, hint, save
        self._text, self._kept = text, kept

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield Lines(clean(self._kept or self._text), id="lines", tab_behavior="focus")
            yield Static("", id="refusal", markup=False)
            yield Static(self._hint, classes="hint", markup=False)
        box.border_title = Content(self._title)
        box.border_subtitle = "F8 saves, Esc does not"

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        lines = self.query_one(Lines)
        lines.move_cursor(lines.document.end)

    def action_save(self) -> None:
        """Save the lines."""
        self._answer(self._save(self.query_one(Lines).text.split("\n")))

    def action_leave(self) -> None:
        """Close and give back what was typed."""
        typed = self.query_one(Lines).text
        self.dismiss(typed if typed != clean(self._text) else "")


class TurnScreen(Asking):
    """Asks which sentence can be turned, what it shows instead, and why that matters."""

    def __init__(
        self,
        sentences: Sequence[str],
        quoted: str,
        turn: Turn | None,
        kept: str,
        save: Callable[[str, str, str], str],
    ) -> None:
        """Offer ``sentences``; ``quoted`` are the words of the ``turn`` there is, if any.

        ``kept`` are tag and impact that were typed before and not saved, a line each.
        """
        super().__init__()
        inside = [one for one in sentences if quoted and quoted in one]
        # The words that are turned now may be a part of a sentence: they stay as they are.
        self._quotes = [quoted if one in inside[:1] else one for one in sentences]
        self._chosen = self._quotes.index(quoted) + 1 if inside else 0
        self._said = f"{turn.tag}\n{turn.impact}" if turn else "\n"
        self._kept, self._save = kept, save

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            yield ChoiceList(
                Option(Content.styled("no turn", "$muted")),
                *(Option(folded(f"“{one}”")) for one in self._quotes),
                id="quotes",
                markup=False,
            )
            tag, impact = (self._kept or self._said).split("\n", 1)
            yield PathInput(tag, id="tag", placeholder="What it shows instead")
            yield PathInput(impact, id="impact", placeholder="Why it matters")
            yield Static("", id="refusal", markup=False)
            hint = "Enter goes on, and saves on the last line.  Claim no more than the words do."
            yield Static(hint, classes="hint", markup=False)
        box.border_title = "A turn: the author's evidence, for the other side"
        box.border_subtitle = "F8 saves, Esc does not"

    def on_mount(self) -> None:
        """Highlight the words that are turned now."""
        quotes = self.query_one(OptionList)
        quotes.highlighted = self._chosen or min(1, len(self._quotes))
        quotes.focus()

    @on(OptionList.OptionSelected)
    def _to_the_tag(self, selected: OptionList.OptionSelected) -> None:
        if selected.option_index == 0:
            self.action_save()
        else:
            self.query_one("#tag", Input).focus()

    @on(Input.Submitted)
    def _go_on(self, submitted: Input.Submitted) -> None:
        if submitted.input.id == "tag":
            self.query_one("#impact", Input).focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save the turn, or take it away."""
        number = self.query_one(OptionList).highlighted or 0
        quote = self._quotes[number - 1] if number else ""
        self._answer(self._save(quote, *self._written()))

    def action_leave(self) -> None:
        """Close and give back what was typed."""
        typed = "\n".join(self._written())
        self.dismiss(typed if typed != self._said else "")

    def _written(self) -> tuple[str, str]:
        return self.query_one("#tag", Input).value, self.query_one("#impact", Input).value
