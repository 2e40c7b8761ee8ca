"""Points of information in lines: the bot's on the user's speech, the user's on the bot's."""

from __future__ import annotations

from debater.cli import debate_lines as put
from debater.cli.debate_study import Study
from debater.cli.diagnostics import narrate, say
from debater.debating.opponent import Opponent
from debater.debating.play import DebateInPlay
from debater.text import words

# The bot rises at these shares of the time, and not before this much has been written.
_POINTS_AT = (0.25, 0.6)
_WORDS_BEFORE_POINT = 40


class Points(Study):
    """Takes and offers points; ``points_offered`` counts the bot's on the speech that is on."""

    def __init__(self, play: DebateInPlay, opponent: Opponent, *, rings: bool) -> None:
        super().__init__(play, opponent, rings=rings)
        self.points_offered = 0

    def rise(self) -> None:
        """Let the bot rise on a point, in the time for it, once there is enough to rise on."""
        play, stage = self.play, self.play.debate.current
        if stage is None or stage.points_from is None or stage.points_until is None:
            return
        most = min(len(_POINTS_AT), max(1, play.debate.format.most_points))
        inside = stage.points_from <= play.clock.elapsed <= stage.points_until
        if self.points_offered >= most or not inside:
            return
        share = play.clock.elapsed / stage.seconds
        written = len(words(self.written))
        if written < _WORDS_BEFORE_POINT or share < _POINTS_AT[self.points_offered]:
            return
        self.points_offered += 1
        point = self.opponent.point(play.debate, self.written)
        if point is not None:
            play.asked(point)
            say(put.question_line(point))
            narrate("/take takes the point: you answer it in your speech. Go on to leave it.")

    def take(self, _: str) -> None:
        """Take the bot's point."""
        play = self.play
        last = play.debate.exchanges[-1] if play.debate.exchanges else None
        speaking = play.move.kind == "speak" and last is not None
        if not speaking or last is None or last.stage != play.debate.stage or last.taken:
            narrate("No point of information is offered now.")
            return
        play.take_point()
        narrate("You take the point: answer it in your speech.")

    def offer(self, text: str) -> bool:
        """Offer a point on the bot's speech; tell whether the bot has to answer one now."""
        play = self.play
        stage = play.debate.current
        if stage is None or stage.points_from is None:
            narrate("This speech takes no points of information.")
        elif play.move.kind != "go on" or play.debate.side_of(stage.seat) == play.debate.side:
            narrate("A point is offered on a speech of the other side, once it stands there.")
        elif not put.may_offer(play.debate):
            narrate("The speaker takes no more points.")
        elif not text:
            narrate("Say your point after /point, in 15 seconds at most.")
        else:
            kept = play.draft
            play.ask(text, point=True)
            play.pause()
            play.keep(kept, always=True)
            return True
        return False
