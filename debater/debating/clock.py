"""The clock of a debate: what a stage has used, what is left to prepare, which bells are due.

It asks the time only of the function it is given, and never ends anything: once the time
is over, what is left is negative and the speaker goes on.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debater.debating.model import Bell
from debater.motions.model import SIDES, Side

# Seconds before a side's prep is used up at which it is warned.
_PREP_WARNING = 30


@dataclass(frozen=True, slots=True)
class ClockState:
    """How a clock stood at one moment: plain values, to be stored and shown.

    ``elapsed`` and ``prep_used`` are seconds.  ``in_prep`` is the side that prepares, and
    ``running`` tells whether time passes, for it or for the stage.
    """

    stage: int
    elapsed: float = 0.0
    running: bool = False
    prep_used: Mapping[Side, float] = field(default_factory=lambda: dict.fromkeys(SIDES, 0.0))
    in_prep: Side | None = None

    def dump(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return dataclasses.asdict(self)


def load_state(values: Mapping[str, Any]) -> ClockState:
    """Read back what ``dump`` gave.  Raises ``ValueError`` when ``values`` are none."""
    try:
        used = {side: _passed(values["prep_used"][side]) for side in SIDES}
        in_prep = values["in_prep"]
        if in_prep is not None and in_prep not in SIDES:
            raise ValueError(f"no side: {in_prep!r}")
        elapsed = _passed(values["elapsed"])
        return ClockState(int(values["stage"]), elapsed, bool(values["running"]), used, in_prep)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("no state of a clock") from error


def _passed(value: Any) -> float:
    seconds = float(value)
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError(f"no time that has passed: {seconds}")
    return seconds


class Clock:
    """Counts the seconds of one thing at a time: the stage that is on, or a side's prep."""

    def __init__(self, now: Callable[[], float], prep: float = 0) -> None:
        """Ask ``now`` for seconds that only grow; each side has ``prep`` seconds in all."""
        self._now = now
        self._prep = prep
        self._prep_used: dict[Side, float] = dict.fromkeys(SIDES, 0.0)
        self._prep_rung: dict[Side, float] = dict.fromkeys(SIDES, 0.0)
        self._in_prep: Side | None = None
        self._since: float | None = None
        self._set(0, 0, ())

    @classmethod
    def restore(
        cls,
        state: ClockState,
        now: Callable[[], float],
        *,
        seconds: float,
        bells: Iterable[Bell] = (),
        prep: float = 0,
    ) -> Clock:
        """Return a clock that stands, paused, where ``state`` stood.

        ``seconds`` and ``bells`` are those of the stage that is on.  What was rung before
        is not rung again; ``resume`` goes on with whatever was on.
        """
        clock = cls(now, prep)
        clock._set(state.stage, seconds, bells)
        clock._used = clock._rung = state.elapsed
        clock._prep_used = {side: state.prep_used.get(side, 0.0) for side in SIDES}
        clock._prep_rung = dict(clock._prep_used)
        clock._in_prep = state.in_prep
        return clock

    def begin(self, stage: int, seconds: float, bells: Iterable[Bell] = ()) -> None:
        """Put a stage on, at its beginning and not yet running; any prep ends."""
        self.pause()
        self._in_prep = None
        self._set(stage, seconds, bells)

    def _set(self, stage: int, seconds: float, bells: Iterable[Bell]) -> None:
        self._stage, self._seconds = stage, seconds
        self._bells = tuple(sorted(bells, key=lambda bell: bell.seconds))
        self._used = self._rung = 0.0

    def start(self) -> None:
        """Let the time of the stage run; any prep ends."""
        self.stop_prep()
        self.resume()

    def pause(self) -> None:
        """Stop the time of whatever is on."""
        if self._since is not None:
            passed = self._running_for()
            if self._in_prep is None:
                self._used += passed
            else:
                self._prep_used[self._in_prep] += passed
            self._since = None

    def resume(self) -> None:
        """Let the time of whatever is on run on, from where it stood."""
        if self._since is None:
            self._since = self._now()

    def start_prep(self, side: Side) -> None:
        """Let a side's prep run; the stage, or the other side's prep, is paused."""
        if self._in_prep != side:
            self.pause()
            self._in_prep = side
        self.resume()

    def stop_prep(self) -> None:
        """End the prep, if there is any; the stage stays paused until it is started."""
        if self._in_prep is not None:
            self.pause()
            self._in_prep = None

    @property
    def stage(self) -> int:
        """The number of the stage that is on."""
        return self._stage

    @property
    def running(self) -> bool:
        """Tell whether time passes."""
        return self._since is not None

    @property
    def in_prep(self) -> Side | None:
        """The side that prepares, running or paused."""
        return self._in_prep

    @property
    def elapsed(self) -> float:
        """The seconds the stage has used."""
        return self._used + (self._running_for() if self._in_prep is None else 0.0)

    @property
    def left(self) -> float:
        """The seconds the stage has left; below zero once it is over its time."""
        return self._seconds - self.elapsed

    def prep_left(self, side: Side) -> float:
        """Return the seconds of prep a side has left; below zero once it has overdrawn."""
        return self._prep - self._prep_of(side)

    def _prep_of(self, side: Side) -> float:
        return self._prep_used[side] + (self._running_for() if self._in_prep == side else 0.0)

    def _running_for(self) -> float:
        # A clock that was set back must not give time back.
        return 0.0 if self._since is None else max(0.0, self._now() - self._since)

    def due(self) -> list[Bell]:
        """Return the bells whose moment has come since this was last asked, in order."""
        elapsed = self.elapsed
        found = [bell for bell in self._bells if self._rung < bell.seconds <= elapsed]
        self._rung = max(self._rung, elapsed)
        for side in SIDES:
            used = self._prep_of(side)
            found += [b for b in self._prep_bells() if self._prep_rung[side] < b.seconds <= used]
            self._prep_rung[side] = max(self._prep_rung[side], used)
        return found

    def _prep_bells(self) -> list[Bell]:
        bells = [Bell(math.ceil(self._prep), 1, "The prep time is used up.")]
        if self._prep > _PREP_WARNING:
            warning = math.ceil(self._prep) - _PREP_WARNING
            bells.insert(0, Bell(warning, 1, "Thirty seconds of prep left."))
        return bells

    def state(self) -> ClockState:
        """Return how the clock stands now."""
        return ClockState(
            self._stage,
            self.elapsed,
            self.running,
            {side: self._prep_of(side) for side in SIDES},
            self._in_prep,
        )
