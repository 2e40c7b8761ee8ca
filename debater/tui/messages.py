"""What widgets and workers tell the screens.

Workers only post these; handlers change what is shown.  A message about a round carries
the round's key, one about an engine its ticket, so that a stale one is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from debater.motions.model import Motion, Side
from debater.sparring.engine import Engine
from debater.sparring.reply import Reply
from debater.store.keeper import Keeper
from debater.store.rounds import RecentRound, StoredRound

if TYPE_CHECKING:
    from debater.assemble import MotionSummary
    from debater.cards.model import Cited


@dataclass
class LibraryOpened(Message):
    """The motions, the store and the rounds to continue have been found.

    A ``newcomer`` has no rounds and has not been through the guide.
    """

    motions: list[MotionSummary]
    keeper: Keeper
    last: StoredRound | None
    problem: str = ""
    recent: Sequence[RecentRound] = ()
    newcomer: bool = False


@dataclass
class MotionLoaded(Message):
    """A motion's sources can be shown; its engine is still being opened."""

    ticket: int
    motion: Motion


@dataclass
class EngineTold(Message):
    """Opening an engine takes longer, or less was found than hoped; ``sentence`` says so."""

    ticket: int
    sentence: str


@dataclass
class EngineOpened(Message):
    """The engine of a motion can answer."""

    ticket: int
    engine: Engine


@dataclass
class EngineRefused(Message):
    """The engine of a motion cannot be opened; ``sentence`` says why."""

    ticket: int
    sentence: str


@dataclass
class EngineWanted(Message):
    """A round needs the engine of a motion; ``again`` to try once more after an error."""

    motion: str
    again: bool = False


@dataclass
class RoundLeft(Message):
    """The user goes back to the start screen."""


@dataclass
class RoundChosen(Message):
    """The user starts a round, or continues ``stored``, or the one of ``round_id``.

    ``guided`` asks for the guide to a first round.
    """

    motion: str
    side: Side
    stored: StoredRound | None = None
    round_id: int | None = None
    guided: bool = False


@dataclass
class FormatWanted(Message):
    """The user wants to debate a motion in a format, on this side at first."""

    motion: str
    side: Side


@dataclass
class ExportWanted(Message):
    """The user wants the round of this id in a file; ``done`` is told where it lies."""

    round_id: int
    motion: str
    done: Callable[[Path | None], None]


@dataclass
class ImportWanted(Message):
    """The user wants to take in a round from a file; ``done`` is told its id, and what is wrong."""

    done: Callable[[int, Sequence[str]], None]


@dataclass
class DrillsWanted(Message):
    """The user wants to drill what is due."""


@dataclass
class ProgressWanted(Message):
    """The user wants to see what rounds and drills add up to."""


@dataclass
class CardsWanted(Message):
    """The user wants to see the evidence cards that are kept."""


@dataclass
class CardWanted(Message):
    """The user wants an evidence card of something ``cited`` in a round on a motion, by name."""

    motion: str
    cited: tuple[Cited, ...]


@dataclass
class RoundsWanted(Message):
    """The user wants to see every round that is kept."""


@dataclass
class DraftEdited(Message):
    """What is being typed should be saved without waiting."""


@dataclass
class TurnChosen(Message):
    """The user picks a turn of the transcript by its number."""

    number: int


@dataclass
class EarlierWanted(Message):
    """The user asks for the turns above those shown."""


@dataclass
class AnswerReady(Message):
    """The reply to a turn has been computed, or one that replaces it."""

    round_key: int
    number: int
    reply: Reply


@dataclass
class AnswerRefused(Message):
    """A turn could not be answered; ``sentence`` says why."""

    round_key: int
    number: int
    sentence: str


@dataclass
class NothingElse(Message):
    """No other passage answers a turn; ``sentence`` says why if it is an error."""

    round_key: int
    number: int
    sentence: str = ""


@dataclass
class Copied(Message):
    """A copy was tried; ``sentence`` says what happened."""

    sentence: str
