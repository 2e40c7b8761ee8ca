"""Makes drills from motions and from the last rounds, and stores them.

Beside ``round_files``: puts the store, the motion, the flow and the judge together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from debater.assemble import load_motion, open_engine
from debater.config import Paths, Settings
from debater.errors import DebaterError, StorageError
from debater.motions.model import Motion, Side
from debater.sparring.record import load_reply
from debater.sparring.rounds import Round, RoundTurn
from debater.store.drills import DrillStore
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound
from debater.study.making import motion_drills
from debater.study.making_debates import debate_drills, round_drills
from debater.study.model import Drill
from debater.study.record import dump_drill
from debater.study_parts import load_drill_wording

if TYPE_CHECKING:
    from debater.sparring.engine import Engine

LAST_ROUNDS = 20
# Which quotations are altered, and how: the same whenever drills are made again.
_SEED = 1


class DrillMaker:
    """Makes drills; those that are there already keep their schedule.

    ``store_of`` gives the store in use.  Engines are opened when a round needs one and kept.
    Not for two threads at a time.
    """

    def __init__(
        self, store_of: Callable[[], RoundStore], settings: Settings, where: Paths
    ) -> None:
        self._store_of, self._settings, self._where = store_of, settings, where
        self._engines: dict[str, Engine] = {}

    def from_motion(self, name: str, side: Side) -> int:
        """Make drills from a motion, for somebody who argues ``side``; return how many are new.

        Raises ``DebaterError``.
        """
        motion = load_motion(name, self._settings, self._where)
        wording = load_drill_wording(self._where)
        return self._add(name, motion_drills(motion, side, _SEED, wording))

    def from_rounds(self, limit: int = LAST_ROUNDS) -> int:
        """Make drills from the last rounds; return how many are new.

        A round whose motion is gone or that cannot be read is left out.  Raises
        ``StorageError``.
        """
        archive = self._store_of().archive
        new = 0
        for listed in archive.listed(limit):
            whole = archive.whole(listed.id)
            if whole is None:
                continue
            try:
                new += self._add(whole.motion, self._of_round(whole))
            except StorageError:
                raise
            except DebaterError:
                continue
        return new

    def _of_round(self, whole: WholeRound) -> list[Drill]:
        engine = self._engine(whole.motion)
        wording = load_drill_wording(self._where)
        if not whole.format:
            played = _round_of(whole, engine.motion)
            return round_drills(played, engine.motion, wording, engine.likeness)
        # A debate needs the judge and its model of quality.
        from debater.debate_parts import open_opponent
        from debater.export.view_debate import debate_of

        opponent = open_opponent(engine, self._settings, self._where)
        debate, _ = debate_of(whole, engine.motion)
        flow, ballot = opponent.flow(debate), opponent.ballot(debate)
        return debate_drills(debate, flow, ballot, engine.motion, wording)

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = open_engine(name, self._settings, self._where)
        return self._engines[name]

    def _add(self, motion: str, drills: Iterable[Drill]) -> int:
        """Store drills under what finds their motion again: its name, or its folder."""
        rows = [(one.key, one.kind, motion, one.side, dump_drill(one)) for one in drills]
        return DrillStore(self._store_of().database).add(rows)


def _round_of(whole: WholeRound, motion: Motion) -> Round:
    """Return stored sparring as a round; a reply that cannot be read counts as none."""
    turns = []
    for turn in whole.turns:
        try:
            reply = load_reply(turn.reply, motion) if turn.reply is not None else None
        except DebaterError:
            reply = None
        turns.append(RoundTurn(turn.argument, reply))
    return Round(motion.name, whole.side, tuple(turns), whole.seed)
