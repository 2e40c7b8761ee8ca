"""Puts studying together: the wording of drills, and drills made from motions and rounds.

Beside ``assemble``: what only drills need.
"""

from __future__ import annotations

from debater import strict
from debater.assemble import own_or_shipped
from debater.config import Paths
from debater.errors import PackError, Problem
from debater.study.asking import DrillWording, drill_wording_problems

DRILLS = "drills/drills.yaml"


def load_drill_wording(where: Paths | None = None) -> DrillWording:
    """Load the wording of drills, the user's own or else the shipped one.

    Raises ``PackError`` naming every problem with its line.
    """
    path = own_or_shipped(DRILLS, where)
    wording = strict.load(path, DrillWording)
    problems = [Problem(path, 1, what) for what in drill_wording_problems(wording)]
    if problems:
        raise PackError(problems)
    return wording
