"""The composer: where the user writes. Enter sends, the other keys edit."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.binding import BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Size
from textual.keys import Keys
from textual.message import Message
from textual.widgets import TextArea

from debater.text import clean
from debater.tui.commands import bindings
from debater.tui.messages import DraftEdited

# Most terminals send Alt+Enter as ESC CR, which Textual's table does not hold: it would
# arrive as plain Enter, and send. It is read as Ctrl+J, which begins a new line.
ANSI_SEQUENCES_KEYS["\x1b\r"] = (Keys.ControlJ,)  # type: ignore[index]  # a dict, typed Mapping


class Composer(TextArea):
    """A text area that cleans what enters it and remembers what was said.

    Going up from the first line brings back earlier arguments; the draft waits at the end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("round", composer=True)]

    class Scrolled(Message):
        """The user pages while there is nothing to page here; ``direction`` is -1 or 1."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder="Make your argument. Enter sends it, Ctrl+J begins a new line.",
        )
        self._said: list[str] = []
        self._at: int | None = None
        self._aside = ""

    @property
    def draft(self) -> str:
        """What has been written and not sent, even while an earlier argument is shown."""
        if self._at is not None and self.text == self._said[self._at]:
            return self._aside
        return self.text

    def remember(self, said: list[str]) -> None:
        """Take the arguments that can be brought back, oldest first."""
        self._said = list(said)

    def write(self, text: str) -> None:
        """Replace what is written by ``text`` and put the cursor at its end."""
        self.load_text(clean(text))
        self.move_cursor(self.document.end)

    def sent(self) -> None:
        """Make room for the next argument; a draft put aside comes back."""
        aside, self._at, self._aside = self._aside, None, ""
        self.write(aside)

    def newline(self) -> None:
        """Begin a new line at the cursor."""
        self.replace("\n", *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def older(self) -> None:
        """Show the argument before the one shown; the draft is put aside first."""
        at = len(self._said) if self._at is None else self._at
        if at == 0:
            return
        if self._at is None:
            self._aside = self.text
        self._at = at - 1
        self.write(self._said[self._at])

    def newer(self) -> None:
        """Show the argument after the one shown, at last the draft."""
        if self._at is None:
            return
        if self._at + 1 < len(self._said):
            self._at += 1
            self.write(self._said[self._at])
        else:
            self._at = None
            self.write(self._aside)

    def edit(self, edit: Edit) -> EditResult:
        """Clean every text that enters, whether typed, pasted or inserted."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's interface
        viewport: Size,  # noqa: ARG002 - likewise
        width: int,  # noqa: ARG002 - likewise: the text is wrapped already
    ) -> int:
        """Grow with the text, from what CSS says to what CSS says."""
        return self.wrapped_document.height

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or to an earlier argument from the first line."""
        if not select and self._row == 0 and self._said and self._at != 0:
            self.older()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or to a later argument from the last line."""
        last = self.wrapped_document.height - 1
        if not select and self._at is not None and self._row >= last:
            self.newer()
        else:
            super().action_cursor_down(select)

    def action_cursor_page_up(self) -> None:
        """Page up here, or in the transcript when everything written is in view."""
        if self._all_in_view:
            self.post_message(self.Scrolled(-1))
        else:
            super().action_cursor_page_up()

    def action_cursor_page_down(self) -> None:
        """Page down here, or in the transcript when everything written is in view."""
        if self._all_in_view:
            self.post_message(self.Scrolled(1))
        else:
            super().action_cursor_page_down()

    @property
    def _row(self) -> int:
        """The line of the cursor as wrapped on the screen."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    @property
    def _all_in_view(self) -> bool:
        return self.wrapped_document.height <= self.size.height

    async def _on_key(self, event: events.Key) -> None:
        # Textual runs bindings once a key has travelled up to the app, when characters typed
        # after it may be in the text already.  Run here, Enter sends what stood before it.
        # Alt and a letter would be taken for the letter.
        typed = event.is_printable and not event.key.startswith("alt+")
        active = None if typed else self.screen.active_bindings.get(event.key)
        alt = active is not None and event.key.startswith("alt+")
        if active is None or not (active.node is self or alt):
            return
        event.prevent_default()
        if await self.app.run_action(active.binding.action, active.node):
            event.stop()

    @on(events.Paste)
    def _save_pasted(self) -> None:
        # A paste can be a page of work, so it is saved without waiting.
        self.post_message(DraftEdited())

    @on(events.Blur)
    def _save_left(self) -> None:
        self.post_message(DraftEdited())
