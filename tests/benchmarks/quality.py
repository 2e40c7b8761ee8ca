"""How well the quality of arguments is estimated on motions the model has not seen.

    python -m tests.benchmarks.quality --stance FILE [--json OUT]

``FILE`` are JSON lines (motion, text, quality); lines without a quality are left out.
Prints Spearman's rank correlation with the raters over all texts and within each motion,
beside that of the length in words and in characters.  ``length held`` is the correlation
that is left when the ranks of the characters are taken out of both sides.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from debater.retrieval.quality import QualityModel

Numbers = npt.NDArray[np.float64]


def ranks(values: Sequence[float]) -> Numbers:
    """Return the rank of each value from 0; values alike share their mean rank."""
    _, place, count = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(count) - 1
    found: Numbers = (last - (count - 1) / 2)[place]
    return found


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation; 0 where a side is all alike."""
    a, b = (side - side.mean() for side in (ranks(one), ranks(other)))
    norm = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / norm if norm else 0.0


def held(one: Sequence[float], other: Sequence[float], third: Sequence[float]) -> float:
    """Return the partial rank correlation of two sides, with a third held still."""
    ab, ac, bc = spearman(one, other), spearman(one, third), spearman(other, third)
    return (ab - ac * bc) / max(float(np.sqrt((1 - ac**2) * (1 - bc**2))), 1e-9)


def figures(rows: Sequence[dict[str, Any]], estimates: Sequence[float]) -> dict[str, Any]:
    """Return the correlations over all rows, the mean of the motions, and each motion's."""
    truth = np.array([row["quality"] for row in rows])
    motions = np.array([row["motion"] for row in rows])
    columns = {
        "model": np.asarray(estimates, dtype=float),
        "words": np.array([len(row["text"].split()) for row in rows], dtype=float),
        "characters": np.array([len(row["text"]) for row in rows], dtype=float),
    }

    def of(chosen: npt.NDArray[np.bool_]) -> dict[str, float]:
        mine = {name: spearman(values[chosen], truth[chosen]) for name, values in columns.items()}
        parts = (columns["model"][chosen], truth[chosen], columns["characters"][chosen])
        return {"texts": int(chosen.sum()), **mine, "length held": held(*parts)}

    each = {motion: of(motions == motion) for motion in sorted(set(motions.tolist()))}
    names = next(iter(each.values()))
    mean = {name: float(np.mean([one[name] for one in each.values()])) for name in names}
    return {"overall": of(np.ones(len(rows), dtype=bool)), "mean of motions": mean, **each}


def main() -> None:
    """Read the command line, estimate and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.quality")
    parser.add_argument("--stance", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    lines = map(json.loads, given.stance.read_text("utf-8").splitlines())
    rows = [row for row in lines if row.get("quality") is not None]
    table = figures(rows, QualityModel().estimate([row["text"] for row in rows]))
    for name, mine in table.items():
        count = f"{mine['texts']:.0f} texts"
        shown = "  ".join(f"{key} {value:.3f}" for key, value in mine.items() if key != "texts")
        print(f"{name} ({count}): {shown}")
    if given.json:
        given.json.write_text(json.dumps(table, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
