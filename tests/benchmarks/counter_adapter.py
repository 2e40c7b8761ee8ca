"""What the counter adapter adds to the base weights, on motions it has not seen.

    python -m tests.benchmarks.counter_adapter FILE

``FILE`` has one object a line: motion, side, argument, counter.  Within one motion's
texts (every argument and counter but the argument itself), prints how often an
argument's own counter comes first, how often an opposing text does, and the first figure
again among opposing texts alone.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from debater.motions.model import opposite
from debater.retrieval.encode import Encoder, ReferenceEncoder
from debater.retrieval.weights import default_weights


def figures(encoder: Encoder, rows: list[dict[str, str]]) -> dict[str, float]:
    """Return the three figures for one encoder."""
    arguments = encoder.encode([row["argument"] for row in rows])
    counters = encoder.encode([row["counter"] for row in rows])
    motions: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        motions[row["motion"]].append(number)
    best, opposing, known = [], [], []
    for numbers in motions.values():
        texts = np.concatenate([arguments[numbers], counters[numbers]])
        sides = [rows[n]["side"] for n in numbers]
        sides += [opposite("for" if side == "for" else "against") for side in sides]
        for place, number in enumerate(numbers):
            cosines = texts @ arguments[number]
            cosines[place] = -1.0
            first = int(cosines.argmax())
            against = np.array([side != rows[number]["side"] for side in sides])
            best.append(first == len(numbers) + place)
            opposing.append(bool(against[first]))
            among = np.where(against, cosines, -1.0)
            known.append(int(among.argmax()) == len(numbers) + place)
    return {
        "best counter first": round(float(np.mean(best)), 3),
        "an opposing text first": round(float(np.mean(opposing)), 3),
        "best first, sides known": round(float(np.mean(known)), 3),
    }


def main() -> None:
    """Measure both encoders in one run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.counter_adapter")
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()]
    encoders = {
        "all-MiniLM-L6-v2": ReferenceEncoder(str(default_weights())),
        "with the counter adapter": ReferenceEncoder(),
    }
    for name, encoder in encoders.items():
        print(f"{name:26}", figures(encoder, rows))


if __name__ == "__main__":
    main()
