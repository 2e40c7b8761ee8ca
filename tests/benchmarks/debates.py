"""Debates to measure on: motions with arguments for and against, and their best counters."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from debater.motions.model import opposite


@dataclass(frozen=True)
class Debate:
    """One motion's texts: each argument, then each counter, and what they argue.

    ``headlines`` has the claim of each argument; the counter of argument ``n`` is the
    text ``n + len(headlines)``.
    """

    motion: str
    texts: list[str]
    sides: list[str]
    headlines: list[str]

    @property
    def arguments(self) -> int:
        """How many of the texts are arguments with a counter."""
        return len(self.headlines)

    def opposing(self, number: int) -> np.ndarray:
        """Tell for each text whether it argues against the argument ``number``."""
        return np.array([side != self.sides[number] for side in self.sides])

    def best(self, number: int) -> np.ndarray:
        """Tell for each text whether it is the counter of the argument ``number``."""
        wanted = self.texts[self.arguments + number]
        return np.array([text == wanted for text in self.texts])


def read_debates(path: Path) -> list[Debate]:
    """Read points with their counters (JSON lines: motion, side, title, argument, counter)."""
    rows = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["motion"]].append(row)
    return [
        Debate(
            motion,
            [row["argument"] for row in mine] + [row["counter"] for row in mine],
            [row["side"] for row in mine] + [opposite(row["side"]) for row in mine],
            [row["title"] for row in mine],
        )
        for motion, mine in rows.items()
    ]


def read_texts(path: Path) -> list[str]:
    """Read the texts of a file whose rows have a text, or an argument and a counter."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found += [row[key] for key in ("text", "argument", "counter") if key in row]
    return found
