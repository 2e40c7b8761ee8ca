"""What tests of drills share: the shipped wording, and a debate played to its end."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from debater.config import Paths
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.study.asking import DrillWording
from debater.study_parts import load_drill_wording
from tests.support import DETENTE

NOWHERE = Paths(Path("nowhere"), Path("nowhere"))


@lru_cache(maxsize=1)
def wording() -> DrillWording:
    """The shipped wording, whatever the user of a test has of their own."""
    return load_drill_wording(NOWHERE)


@lru_cache(maxsize=8)
def motion_named(name: str) -> Motion:
    """A shipped motion, read once."""
    return read_motion(DETENTE.parent / name)
