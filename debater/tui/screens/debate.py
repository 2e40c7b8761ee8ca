"""The debate screen: whose move it is, what they say, the clock, the flow and the ballot."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.widgets import TextArea

from debater.config import ALERTS
from debater.debating.model import Debate
from debater.debating.play import DebateInPlay
from debater.text import clean_line, words
from debater.tui.messages import DraftEdited, EngineWanted, ExportWanted, RoundLeft
from debater.tui.screens.debate_study import DebateStudy

# The clock is looked at this often, in seconds; typing is saved at most this much later.
_TICK = 0.25
# The bot rises on a point of information once this much has been written.
_WORDS_BEFORE_POINT = 40
_POINTS_AT = (0.25, 0.6)
# A speech of fewer words is more likely a slip of the key.
_SHORT_SPEECH = 15


class DebateScreen(DebateStudy):
    """Plays one debate: takes what the user says, has the bot move, keeps the time."""

    alerts = ALERTS[0]
    _points_offered = 0
    _draft_due = False
    _left_once = False
    _sure_of = ""

    async def on_mount(self) -> None:
        """Begin, or wait for the motion; ask for the engine; let the clock tick."""
        self.header.side = self._begun.side
        self.header.statement = self.statement
        if isinstance(self._begun, Debate):
            self.play = DebateInPlay.begin(self._keeper, self._begun, self._now)
            await self._show()
        self.set_interval(_TICK, self._tick)
        self.post_message(EngineWanted(self.motion_name))

    # ── the user's moves ────────────────────────────────────────────────────────────

    async def action_enter(self) -> None:
        """Begin a new line in a speech; send a question or an answer."""
        play = self.play
        if play is None or self._practising or play.move.kind in ("speak", "end"):
            self.composer.newline()
            return
        move, text = play.move, self._written
        if not text.strip():
            if move.kind == "go on":
                await self.action_deliver()
            else:
                self.tell("Nothing is written yet.")
        elif move.by == "bot":
            self.tell("The bot is at it; your words wait in the composer.")
        elif move.kind == "ask":
            play.ask(text)
            await self._said()
        elif move.kind == "answer":
            play.answer(text)
            self._reading_due = True
            await self._said()
        else:
            self.tell("F6 goes on; F5 sends this as a point of information.")

    async def action_deliver(self) -> None:
        """Deliver the speech; end questions; go on."""
        play = self.play
        if play is None:
            return
        if self._practising:
            await self._practise()
            return
        move, text = play.move, self._written
        if self.waits_for_prep:
            self.begun = True
            play.clock.stop_prep()
            self.tell("")
            await self._show()
            self._go()
        elif move.kind == "end":
            self.tell("The debate is over. F3 shows the ballot.")
        elif move.kind == "speak" and move.by == "user":
            if not text.strip():
                self.tell("Nothing is written yet: F6 delivers your speech when there is one.")
                return
            count = len(words(text))
            if count < _SHORT_SPEECH and self._sure_of != text:
                self._sure_of = text
                self.tell(f"These are {count} words: F6 again delivers them as your speech.")
                return
            play.speak(text)
            self._points_offered = 0
            self._flow_soon()
            await self._said()
        elif move.kind == "answer" and move.by == "user" and not self._left_once:
            self._left_once = True
            self.tell("A question stands open: answer it, or press F6 again to leave it.")
        elif move.by == "bot" and move.kind != "go on":
            self.tell("The bot is at it.")
        else:
            self._left_once = False
            self.tell("")
            play.go_on()
            await self._show()
            self._go()

    async def action_point(self) -> None:
        """Take the bot's point of information, or offer one on the bot's speech."""
        play = self.play
        stage = self.debate.current if play is not None else None
        if play is None or stage is None or stage.points_from is None:
            self.tell("This speech takes no points of information.")
            return
        if play.move.kind == "speak" and play.move.by == "user":
            last = self.debate.exchanges[-1] if self.debate.exchanges else None
            if last is None or last.by != "bot" or last.taken or last.stage != self.debate.stage:
                self.tell("No point of information is offered now.")
                return
            play.take_point()
            self.tell("You take the point: answer it in your speech.")
            await self.show_record()
            return
        offered = [e for e in self.debate.asked_in(self.debate.stage) if e.by == "user"]
        if play.move.kind != "go on" or self.debate.side_of(stage.seat) == self.debate.side:
            self.tell("A point is offered on a speech of the other side, once it stands there.")
        elif len(offered) >= max(1, self.debate.format.most_points):
            self.tell("The speaker takes no more points.")
        elif not self._written.strip():
            self.tell("Write your point first (15 seconds at most), then F5 offers it.")
        else:
            play.ask(self._written, point=True)
            await self._said()

    def action_newline(self) -> None:
        """Begin a new line in the composer."""
        self.composer.newline()

    async def action_pause(self) -> None:
        """Stop the clock, or let it run again."""
        if self.play is not None and self.debate.current is not None:
            self.play.pause()
            self.show_time()

    async def action_prepare(self) -> None:
        """Let the side's preparation run, or end it."""
        play = self.play
        if play is None:
            return
        if play.clock.in_prep is None and not play.may_prepare:
            self.tell("There is no prep time now: it is used before a speech begins.")
            return
        play.prepare()
        running = "Your prep time runs: write your notes. F4 ends it."
        self.tell(running if play.clock.in_prep else "")
        self.show_time()

    # ── the clock and the draft ─────────────────────────────────────────────────────

    def _tick(self) -> None:
        """Show the time, ring what is due, and let the bot rise on a point."""
        play = self.play
        if play is None:
            return
        for bell in play.tick():
            if self.alerts != "off":
                self.app.notify(clean_line(bell.says), timeout=6, markup=False)
            for _ in range(bell.times if self.alerts == "bell" else 0):
                self.app.bell()
        self.show_time()
        self._offer_point()
        # A debate begun while the engine was warming up goes on here.
        self._go()

    def _offer_point(self) -> None:
        play, opponent = self.play, self.opponent
        stage = self.debate.current
        if play is None or opponent is None or stage is None or self._busy:
            return
        if stage.points_from is None or stage.points_until is None:
            return
        if play.move.kind != "speak" or play.move.by != "user":
            return
        if self._points_offered >= min(len(_POINTS_AT), max(1, self.debate.format.most_points)):
            return
        share = play.clock.elapsed / stage.seconds
        inside = stage.points_from <= play.clock.elapsed <= stage.points_until
        written = len(words(self.composer.text))
        due = share >= _POINTS_AT[self._points_offered] or written > _WORDS_BEFORE_POINT * (
            2 + 4 * self._points_offered
        )
        if inside and due and written >= _WORDS_BEFORE_POINT:
            self._points_offered += 1
            self._start_move(opponent, "point")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        play = self.play
        if play is None:
            return
        mine = play.move.by == "user" and play.move.kind in ("speak", "ask", "answer")
        # What is put back from the store is not typed: the clock waits for the user.
        typed = bool(self.composer.text) and self.composer.text != play.draft
        # Notes are what preparation is for.
        if typed and mine and not self._practising and play.clock.in_prep is None:
            play.start()
        if self._guided:
            self._show_guide()
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(_TICK, self.save_draft)

    @on(DraftEdited)
    def _draft_now(self) -> None:
        self.save_draft()

    def save_draft(self) -> None:
        """Store what is being typed, with the clock."""
        self._draft_due = False
        if self.is_mounted and self.play is not None:
            self.play.keep(self.composer.draft, always=True)
            self.tell_keeping()

    # ── the rest ────────────────────────────────────────────────────────────────────

    def action_alerts(self) -> None:
        """Ring and show the alerts, only show them, or neither."""
        self.alerts = ALERTS[(ALERTS.index(self.alerts) + 1) % len(ALERTS)]
        self.tell(
            {
                "bell": "Alerts are rung and shown.",
                "shown": "The bell is off; alerts are shown.",
                "off": "Alerts are off; the clock goes on.",
            }[self.alerts]
        )

    def action_retry(self) -> None:
        """Try again what went wrong."""
        if self.engine_state.phase == "failed":
            self.post_message(EngineWanted(self.motion_name, again=True))
        self._refused = ""
        self.tell("")
        self._go()

    def action_save(self) -> None:
        """Ask for a file and write the debate to it."""
        if self.play is not None:
            id = self.play.store_id
            self.post_message(ExportWanted(id, self.motion_name, self._tell_saved))

    def _tell_saved(self, path: Path | None) -> None:
        if path is not None:
            self.tell(f"Saved as {path}.")

    def action_leave(self) -> None:
        """Go back to the start screen."""
        self.save_draft()
        if self.play is not None and self.play.clock.running:
            self.play.pause()
        self.post_message(RoundLeft())
