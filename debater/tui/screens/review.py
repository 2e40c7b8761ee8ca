"""The review: a coach reads what was predicted, and says in a key what is right.

Every change is in the coach's file before it is on the screen; what cannot be written is
said in a sentence, and what was typed stays.
"""

from __future__ import annotations

from collections.abc import Callable

from debater.errors import DebaterError
from debater.motions.model import Stance, Voice
from debater.tui.screens.review_modals import LineScreen, LinesScreen, TurnScreen
from debater.tui.screens.review_rows import Row, RowView, kept_in_place, rows_of
from debater.tui.screens.review_text import Pages
from debater.tui.screens.review_view import ReviewView

_NEXT_VOICE: dict[Voice, Voice] = {
    "author": "conceded",
    "conceded": "reported",
    "reported": "author",
}


class ReviewScreen(ReviewView):
    """Writes what the coach says of the chosen point."""

    # ── changes ─────────────────────────────────────────────────────────────────────

    def _save(self, change: Callable[[], object], choose: str = "", said: str = "") -> str:
        """Make a change and show what is there now; return why it could not be made."""
        row = self.chosen
        refusal = ""
        try:
            change()
        except DebaterError as error:
            refusal = str(error)
        before = self.rows
        self._pages = Pages(self.file.motion)
        self.rows = rows_of(self.file.motion)
        self.ids = kept_in_place(self.ids, self.rows)
        there = choose if choose in self.rows else row.point.id if row else None
        self._show(before, there)
        self.tell(refusal or self.file.remark or said)
        return refusal

    def _show(self, before: dict[str, Row], choose: str | None) -> None:
        """Show rows that have changed, without moving the others."""
        if [one for one in self.ids if one in self.rows] != [*self.shown]:
            self._list(choose)
            return
        for number, one in enumerate(self.shown):
            if before.get(one) != self.rows[one]:
                self.listing.replace_option_prompt_at_index(number, RowView(self.rows[one]))
        self._progress()
        self._page()

    def action_stance(self, stance: Stance) -> None:
        """Give the chosen point a stance."""
        row = self.chosen
        if row is None:
            return
        if row.reviewed and row.point.label.stance == stance:
            self.tell(f"It is labelled {stance} already.")
            return
        said = ""
        if not row.reviewed and len(row.passage.points) > 1:
            said = "The other part of this passage is written as it was predicted."
        becomes = f"{row.passage.id}/{stance}"
        self._save(lambda: self.file.relabel(row.point.id, stance), becomes, said)

    def action_confirm(self) -> None:
        """Take the prediction as it is, and go on to the next one."""
        row = self.chosen
        if row is None:
            return
        if not row.reviewed and self._save(lambda: self.file.confirm(row.passage.id)):
            return
        here = self.listing.highlighted or 0
        around = [*range(here + 1, len(self.shown)), *range(here)]
        following = [n for n in around if not self.rows[self.shown[n]].reviewed]
        if following:
            self.listing.highlighted = following[0]
        else:
            self.tell("Every passage in the list is reviewed.")

    def action_voice(self) -> None:
        """Give the chosen point the next voice; a reported one asks for its speaker."""
        row = self.chosen
        if row is None:
            return
        voice = _NEXT_VOICE[row.point.label.voice]
        if voice == "reported":
            self.action_speaker()
        else:
            self._save(lambda: self.file.set_voice(row.point.id, voice))

    def action_speaker(self) -> None:
        """Ask who is reported."""
        row = self.chosen
        if row is None:
            return

        def save(speaker: str) -> str:
            return self._save(lambda: self.file.set_voice(row.point.id, "reported", speaker))

        self._ask_line(
            row, "Who is reported?", "As a sentence names them; empty: unnamed.",
            row.point.label.speaker or "", save,
        )  # fmt: skip

    def action_tag(self) -> None:
        """Ask for the tag of the chosen point."""
        row = self.chosen
        if row is None:
            return

        def save(tag: str) -> str:
            return self._save(lambda: self.file.set_tag(row.point.id, tag))

        hint = "One sentence that claims no more than the passage does."
        self._ask_line(row, "Tag", hint, row.point.tag, save)

    def _ask_line(
        self, row: Row, title: str, hint: str, text: str, save: Callable[[str], str]
    ) -> None:
        key = (row.point.id, title)
        screen = LineScreen(title, hint, text, self._typed.pop(key, ""), save)
        self.app.push_screen(screen, lambda typed: self._keep(key, typed))

    def action_answers(self) -> None:
        """Ask for the claims the chosen point answers."""
        row = self.chosen
        if row is None:
            return

        def save(lines: list[str]) -> str:
            return self._save(lambda: self.file.set_answers(row.point.id, lines))

        key = (row.point.id, "answers")
        hint = "Claims of an opponent, in an opponent's words, one a line; five or more help most."
        text = "\n".join(row.point.answers)
        screen = LinesScreen("It answers", hint, text, self._typed.pop(key, ""), save)
        self.app.push_screen(screen, lambda typed: self._keep(key, typed))

    def _keep(self, key: tuple[str, str], typed: str | None) -> None:
        """Keep what was typed and not saved, to be offered when the same is asked again."""
        if typed:
            self._typed[key] = typed
            self.tell("Not saved; what you wrote is there when you come back to it.")

    def action_turn(self) -> None:
        """Ask for the words of the chosen point that can be turned."""
        row = self.chosen
        if row is None:
            return
        text = self.file.motion.source(row.passage.source).text
        turn = row.point.turn
        # A file cannot hold the line end of some systems inside a text: the longest line of
        # a sentence is quoted then.
        sentences = [max(one.span.of(text).split("\r\n"), key=len) for one in row.point.sentences]

        def save(quote: str, tag: str, impact: str) -> str:
            return self._save(lambda: self.file.set_turn(row.point.id, quote, tag, impact))

        key = (row.point.id, "turn")
        quoted = turn.span.of(text) if turn else ""
        screen = TurnScreen(sentences, quoted, turn, self._typed.pop(key, ""), save)
        self.app.push_screen(screen, lambda typed: self._keep(key, typed))

    def action_undo(self) -> None:
        """Take the last change back."""
        undone: list[str] = []
        passage = self.file.last_changed
        if self._save(lambda: undone.append(self.file.undo())):
            return
        self.tell(f"Taken back: {undone[0]}." if undone[0] else "There is nothing to undo.")
        back = [n for n, one in enumerate(self.shown) if self.rows[one].passage.id == passage]
        if back:
            self.listing.highlighted = back[0]
