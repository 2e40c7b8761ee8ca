"""What tests of debates share: a clock that is set by hand, small formats, a scripted user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debater.debating.formats import default_seats
from debater.debating.model import Debate, Format, Scale, ScalePart, Seat, Stage
from debater.debating.play import DebateInPlay
from debater.format_files import load_format
from debater.motions.model import Side
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore

if TYPE_CHECKING:
    from debater.debating.opponent import Opponent


class FakeTime:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


SCALE = Scale((ScalePart("points", 25, 30, 0.5),))
TWO_SPEECHES = Format(
    "two",
    "Two speeches",
    "One each.",
    {"for": "Affirmative", "against": "Negative"},
    (Seat("A", "Affirmative", True), Seat("N", "Negative", False)),
    (
        Stage("AC", "Affirmative case", "speech", 120, "A", responds=False),
        Stage("NC", "Negative case", "speech", 120, "N"),
    ),
    SCALE,
)


def begun(name: str, side: Side = "for", first: Side = "for", seed: int = 5) -> Debate:
    """Return a debate on détente in a shipped format, the user in the usual seats."""
    format = load_format(name)
    return Debate(format, "detente", side, default_seats(format, side, first), first, seed)


def in_memory(debate: Debate, time: FakeTime, store: RoundStore | None = None) -> DebateInPlay:
    """Begin ``debate`` in a store, one in memory unless another is given."""
    return DebateInPlay.begin(Keeper(None, store or RoundStore(None)), debate, time)


SPEECHES = (
    "First, détente lowers the risk of war, because rivals who talk make fewer mistakes.\n\n"
    "Second, sanctions have failed: they hurt ordinary people and changed nothing in Moscow.",
    "They say that concessions embolden Putin. But cooperation on arms control is no concession, "
    "because both sides gain from it. Therefore our case is more likely to bring peace.",
    "My opponent claims that nobody in Washington wants this. That is not an argument about what "
    "is right, since policy changes when interests do.",
)
ANSWERS = ("Yes, but only if they keep their word.", "No.", "Yes.", "That depends.")
QUESTIONS = ("Does the article say that Putin wants war?", "Do critics call détente appeasement?")


def walk(play: DebateInPlay, opponent: Opponent, time: FakeTime) -> list[str]:
    """Play a debate to its end as a user would; return the kinds of moves made, in order.

    The user speaks for half of the time, asks two questions at most, and answers all.
    """
    moves: list[str] = []
    spoken = asked = 0
    while play.move.kind != "end":
        move = play.move
        moves.append(f"{move.by} {move.kind}")
        assert len(moves) < 400, "a debate has to end"
        if move.kind == "go on":
            play.go_on()
        elif move.by == "bot" and move.kind == "speak":
            play.spoke(opponent.speech(play.debate))
        elif move.by == "bot" and move.kind == "ask":
            play.asked(opponent.question(play.debate))
        elif move.by == "bot":
            play.answered(opponent.answer(play.debate))
        elif move.kind == "speak":
            play.start()
            stage = play.debate.current
            assert stage is not None
            time.passes(stage.seconds / 2)
            play.tick()
            play.speak(SPEECHES[spoken % len(SPEECHES)])
            spoken += 1
        elif move.kind == "answer":
            time.passes(5)
            play.answer(ANSWERS[asked % len(ANSWERS)])
            play.answered(opponent.read(play.debate))
            asked += 1
        else:
            mine = [e for e in play.debate.asked_in(play.debate.stage) if e.by == "user"]
            time.passes(10)
            if len(mine) < len(QUESTIONS):
                play.ask(QUESTIONS[len(mine)])
            else:
                play.go_on()
    return moves
