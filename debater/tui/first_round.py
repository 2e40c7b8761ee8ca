"""The guided first round as a state: which step is on, and what it says.  Knows no screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from debater.motions.model import Side
from debater.sparring.guide import Event, Step

# A newcomer is guided where the sources have much to answer with.
GUIDED_MOTION = "detente"
GUIDED_SIDE: Side = "against"

Stage = Literal["new", "going", "over"]


class FirstRound:
    """Goes through ``steps``, each until what it waits for has happened or it is skipped."""

    def __init__(self, steps: Sequence[Step], at: str = "") -> None:
        """Begin with the step named ``at``, or with the first where there is none of that name."""
        self.steps = tuple(steps)
        names = [step.name for step in self.steps]
        self.number = names.index(at) if at in names else 0
        self._instead = ""
        self._praise = ""
        self._left = False

    @property
    def current(self) -> Step | None:
        """The step that is on, or None when the guide is over."""
        over = self._left or self.number >= len(self.steps)
        return None if over else self.steps[self.number]

    @property
    def text(self) -> str:
        """What the step says as things stand."""
        step = self.current
        return "" if step is None else self._instead or step.says

    @property
    def praise(self) -> str:
        """A word on the step that has just been done; empty once something else happens."""
        return self._praise

    def done(self, event: Event) -> bool:
        """Take in what has happened; tell whether the step, or what it says, has changed."""
        step = self.current
        if step is None:
            return False
        if event == step.awaits:
            self.skip()
            self._praise = step.done
            return True
        before = self._instead
        if event in ("answered", "silent") or event in step.otherwise:
            self._instead = step.otherwise.get(event, "")
        if self._instead != before:
            self._praise = ""
        return self._instead != before

    def skip(self) -> bool:
        """Go on to the next step; tell whether there was one to leave."""
        if self.current is None:
            return False
        self.number += 1
        self._instead = self._praise = ""
        return True

    def leave(self) -> None:
        """End the guide where it stands."""
        self._left = True

    def kept(self, round_id: int) -> str:
        """Return the state as it is stored, for the round it is gone through in."""
        step = self.current
        if step is None:
            return json.dumps({"stage": "over"})
        return json.dumps({"stage": "going", "step": step.name, "round": round_id})


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a stored guide has come: its step, and the id of the round it is on in."""

    stage: Stage
    step: str = ""
    round_id: int = 0


def read_kept(text: str) -> Kept:
    """Read what ``FirstRound.kept`` gave; what cannot be read is a guide nobody has begun."""
    try:
        values = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        values = {}
    match values:
        case {"stage": "over"}:
            return Kept("over")
        case {"stage": "going", "step": str(step), "round": int(round_id)}:
            return Kept("going", step, round_id)
    return Kept("new")
