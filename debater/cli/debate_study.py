"""What is learnt from a debate in lines: draft, flow, quotations, ballot, another go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import click

from debater.cli import debate_lines as put
from debater.cli.diagnostics import narrate, say
from debater.cli.plain_ballot import ballot_lines, comparison_lines, flip_lines
from debater.debating.flow_model import Flow
from debater.debating.model import Bell, Speech
from debater.debating.opponent import Opponent
from debater.debating.play import DebateInPlay
from debater.text import words

Practising = Literal["redo", "flip"]
# The stored draft of another go begins with its command, so that a kill restores that too.
_HEADS: dict[Practising, str] = {"redo": "/redo\n", "flip": "/flip\n"}


class Study:
    """What is being written, and everything that only looks at a debate.

    ``practising`` tells that what is written is another go at the user's last speech;
    ``rings`` that alerts may ring the terminal's bell.
    """

    def __init__(self, play: DebateInPlay, opponent: Opponent, *, rings: bool) -> None:
        self.play, self.opponent = play, opponent
        self._rings = rings
        # Whether alerts are told at all.
        self.tells = True
        self.practising: Practising | None = None
        self._warned: set[str] = set()

    # ── what is being written ───────────────────────────────────────────────────────

    @property
    def written(self) -> str:
        """What is being written: the draft without the command another go begins with."""
        draft = self.play.draft
        return draft.removeprefix(_HEADS[self.practising]) if self.practising else draft

    def write(self, line: str) -> None:
        """Keep one more line of what is being written."""
        draft = self.play.draft
        apart = "\n" if draft and not draft.endswith("\n") else ""
        self.play.keep(f"{draft}{apart}{line}\n", always=True)

    def undo(self, _: str) -> None:
        """Take back the last line of what is being written."""
        lines = self.written.removesuffix("\n").split("\n")
        head = _HEADS[self.practising] if self.practising else ""
        if lines == [""]:
            narrate("Nothing is written yet.")
            return
        kept = "".join(f"{line}\n" for line in lines[:-1])
        self.play.keep(head + kept, always=True)
        narrate(f"Taken back: {lines[-1]}")

    def show_draft(self, _: str) -> None:
        """Print what is being written, and tell how many words it has."""
        if self.written:
            say(self.written.removesuffix("\n"))
        narrate(f"{put.count(len(words(self.written)), 'word')} written.")

    # ── the clock and what was said ─────────────────────────────────────────────────

    def ring(self, bell: Bell) -> None:
        """Tell an alert, and ring the bell where it may."""
        if self.tells:
            narrate(f"Clock: {bell.says}")
        for _ in range(bell.times if self._rings else 0):
            click.echo("\a", nl=False, err=True)

    def show_clock(self, _: str) -> None:
        """Print the time left, and the prep."""
        self.print(put.clock_lines(self.play))

    def prepare(self, _: str) -> None:
        """Let the prep time of the user's side run, or end it."""
        play = self.play
        if play.clock.in_prep is None and not play.may_prepare:
            narrate("There is no prep time now: it is used before a speech begins.")
            return
        play.prepare()
        narrate("Your prep time runs; /prep ends it." if play.clock.in_prep else "Prep ends.")

    def pause(self, _: str) -> None:
        """Stop the clock, or let it run again."""
        if self.play.debate.current is None:
            narrate("The debate is over.")
            return
        self.play.pause()
        narrate("The clock runs." if self.play.clock.running else "The clock stands still.")

    def show_order(self, _: str) -> None:
        """Print the speech order."""
        self.print(put.order_lines(self.play.debate))

    def show_record(self, _: str) -> None:
        """Print everything said so far."""
        self.print(put.record_lines(self.play.debate))

    # ── the flow ────────────────────────────────────────────────────────────────────

    def show_flow(self, _: str) -> None:
        """Print the sheet."""
        debate = self.play.debate
        self.print(put.flow_lines(debate, self.opponent.flow(debate)))

    def link(self, typed: str) -> None:
        """Correct what one of the user's arguments answers: ``3.1 0.2`` or ``3.1 none``."""
        flow = self.opponent.flow(self.play.debate)
        id, _, target = typed.partition(" ")
        target = target.strip()
        if refusal := _link_problem(flow, id, target):
            narrate(refusal)
            return
        wanted = None if target.casefold() == "none" else target
        self.play.correct(id, wanted)
        narrate(f"{id} answers {'nothing' if wanted is None else wanted}, as you say.")

    def warn_of_double_turns(self) -> None:
        """Tell of an argument turned both ways, once."""
        debate = self.play.debate
        flow = self.opponent.flow(debate)
        for warning in put.double_turns(self.opponent.scaffold, flow, debate.side):
            if warning not in self._warned:
                self._warned.add(warning)
                narrate(f"Warning: {warning}")

    # ── quotations, guide, ballot ───────────────────────────────────────────────────

    def show_quotations(self, _: str) -> None:
        """Check the quotations of what is being written."""
        self.print(put.quotation_lines(self.written, self.opponent.motion))

    def show_guide(self, _: str) -> None:
        """Tell which steps of a refutation the last paragraph has."""
        self.print(put.guide_lines(self.opponent.scaffold, self.written))

    def show_ballot(self, _: str = "") -> None:
        """Judge the user's speeches so far."""
        debate = self.play.debate
        self.print(ballot_lines(self.opponent.ballot(debate), debate))

    # ── another go ──────────────────────────────────────────────────────────────────

    def begin_redo(self, _: str) -> None:
        """Let the user give their last speech again."""
        self._begin("redo", "Give your last speech again; /end compares the two.")

    def begin_flip(self, _: str) -> None:
        """Let the user answer their own last speech."""
        self._begin("flip", "Answer your own last speech; /end judges the answer.")

    def _begin(self, kind: Practising, sentence: str) -> None:
        if self.practising is not None:
            narrate("You are giving it again already: /end finishes it.")
        elif self._last_own is None:
            narrate("Give a speech first.")
        elif not self.play.debate.over and self.written.strip():
            narrate("Deliver what you are writing first: nothing of it is to be lost.")
        else:
            self.play.keep(_HEADS[kind] + self.play.draft, always=True)
            self.practising = kind
            narrate(sentence)

    def restore_practice(self) -> None:
        """Take up another go that was being written when the debate was left."""
        for kind, head in _HEADS.items():
            if self.play.draft.startswith(head) and self._last_own is not None:
                self.practising = kind

    def end_practice(self) -> None:
        """Commit another go and judge it; give it up where nothing was written."""
        kind, last, text = self.practising, self._last_own, self.written.strip("\n")
        if kind is None or last is None:
            return
        if not text.strip():
            self.play.keep("", always=True)
            self.practising = None
            narrate("Nothing was written; the last speech stays as it is.")
            return
        debate, judge = self.play.debate, self.opponent.judge
        again = self.play.practise(kind, text, last).speech
        self.practising = None
        if kind == "redo":
            self.print(comparison_lines(*judge.redone(debate, again), debate))
        else:
            self.print(flip_lines(judge.flipped(debate, last, again)))

    @property
    def _last_own(self) -> Speech | None:
        own = [speech for speech in self.play.debate.speeches if speech.by == "user"]
        return own[-1] if own else None

    @staticmethod
    def print(lines: Iterable[str]) -> None:
        """Print lines of the transcript."""
        for line in lines:
            say(line)


def _link_problem(flow: Flow, id: str, target: str) -> str:
    """Say what is wrong with a correction, or return an empty text."""
    known = {argument.id: argument for argument in flow.arguments}
    if not target:
        return "Say which argument answers which: /link 3.1 0.2, or /link 3.1 none."
    if id not in known:
        return f"There is no argument {id}; /flow lists them."
    if known[id].by != "user":
        return "The bot says itself what it answers; choose one of your own arguments."
    if target.casefold() == "none":
        return ""
    earlier = [
        other.id
        for other in flow.arguments
        if other.side != known[id].side and other.stage < known[id].stage
    ]
    if target not in earlier:
        able = f"it can answer {', '.join(earlier)}" if earlier else "there is none before it"
        return f"{id} cannot answer {target}: only an earlier argument of the other side; {able}."
    return ""
