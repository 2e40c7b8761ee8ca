"""Puts the parts together.  (Being written: signatures are final.)"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from debater.config import Settings
from debater.motions.model import Motion, Side
from debater.sparring.engine import Engine


@dataclass(frozen=True, slots=True)
class MotionSummary:
    """What a list of motions shows; ``problem`` is a sentence when the motion cannot be used."""

    name: str
    folder: Path
    origin: str
    statement: str = ""
    sides: dict[Side, str] | None = None
    opposing: dict[Side, int] | None = None
    passages: int = 0
    problem: str = ""


def motions(settings: Settings) -> list[MotionSummary]:
    """List every motion that can be found, the nearest of a name only. Light: no model."""
    raise NotImplementedError


def load_motion(name: str, settings: Settings) -> Motion:
    """Load a motion by name or folder, without any model. Raises DebaterError."""
    raise NotImplementedError


def open_engine(name: str, settings: Settings) -> Engine:
    """Open everything needed to answer on a motion: about 0.5 s, no torch. Raises DebaterError."""
    raise NotImplementedError
