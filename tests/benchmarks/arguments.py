"""How often the first counter is right, on arguments labelled by hand.

    python -m tests.benchmarks.arguments [FILE] [--errors] [--json]

``FILE`` is the held-out set unless another is named.  Prints, by side: first counter
right (silence counts as wrong), counters that argue the user's own side, silence on
arguments the sources answer, on those they do not, and on those about something else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from debater import assemble
from debater.config import Settings, limit_threads
from debater.motions.heard import Heard, read_heard
from debater.motions.model import SIDES, Motion
from debater.sparring.reply import Reply
from debater.sparring.rounds import Round

HELD_OUT = Path(__file__).parent / "arguments_detente.yaml"


def judged(motion: Motion, argument: Heard, reply: Reply) -> bool:
    """Tell whether the reply is built on one of the right answers."""
    chosen = reply.chosen
    if reply.silent or chosen is None:
        return False
    point = next(p for p in motion.points() if p.id == chosen.point)
    return argument.answered_by(motion, motion.passage(chosen.citation.passage), point)


def figures(motion: Motion, answered: Sequence[tuple[Heard, Reply]]) -> dict[str, dict[str, float]]:
    """Return every figure, by side and for both."""
    table = {}
    for name in (*SIDES, "both"):
        mine = [(a, r) for a, r in answered if name in (a.side, "both")]
        by_kind = {
            kind: [(a, r) for a, r in mine if a.kind == kind]
            for kind in ("argument", "unanswerable", "off_motion")
        }
        arguments = by_kind["argument"]
        table[name] = {
            "arguments": len(arguments),
            "first counter right": _part([judged(motion, a, r) for a, r in arguments]),
            "counters on the user's own side": sum(
                counter.stance == a.side for a, r in mine for counter in r.counters
            ),
            "silent though answerable": _part([r.silent for _, r in arguments]),
            "silent on unanswerable": _part([r.silent for _, r in by_kind["unanswerable"]]),
            "silent on off motion": _part([r.silent for _, r in by_kind["off_motion"]]),
        }
    return table


def _part(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else float("nan")


def main() -> None:
    """Answer every argument of the file and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.arguments")
    parser.add_argument("file", type=Path, nargs="?", default=HELD_OUT)
    parser.add_argument("--errors", action="store_true", help="print each wrong answer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    limit_threads()
    engine = assemble.open_engine("detente", Settings())
    answered = [
        (argument, engine.answer(argument.text, Round("detente", argument.side)))
        for argument in read_heard(given.file)
    ]
    table = figures(engine.motion, answered)
    if given.json:
        print(json.dumps(table, indent=2))
        return
    print(f"{given.file.name}: {len(answered)} labelled arguments")
    print(f"{'':34}" + "".join(f"{name:>10}" for name in table))
    for row in table["both"]:
        print(f"{row:34}" + "".join(f"{columns[row]:>10}" for columns in table.values()))
    if given.errors:
        for argument, reply in answered:
            if argument.kind == "argument" and not judged(engine.motion, argument, reply):
                got = reply.chosen.point if reply.chosen else "silence"
                print(f"{argument.id} wanted ¶{argument.accept}, got {got}: {argument.text}")


if __name__ == "__main__":
    main()
