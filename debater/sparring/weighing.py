"""What would be cited against an argument and why, for a coach trying out a motion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from debater.motions.model import Point, Side, opposite
from debater.retrieval.rank import PointEvidence, made_of, rank, strength
from debater.sparring.counters import CounterMaker
from debater.sparring.reply import Counter, Kind

# Cited first; listed after it; near, but below the floor; or kept out by a rule.
Verdict = Literal["cited", "next", "near", "kept out"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point weighed against an argument: what became of it, and by which rule.

    ``parts`` are the factors of its strength and what they are made of, each from 0 to 1.
    """

    counter: Counter
    point: Point
    verdict: Verdict
    rule: str
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that was weighed: how the argument was taken, and every point, the best first."""

    kind: Kind
    off_motion: bool
    candidates: tuple[Candidate, ...]


def weigh(
    found: Sequence[PointEvidence],
    maker: CounterMaker,
    side: Side,
    floor: float | None,
    quoted: Counter | None,
    argument: str,
) -> tuple[Candidate, ...]:
    """Judge every point of ``found`` by the rules the engine cites by.

    ``side`` is the user's; ``floor`` the motion's own, if it sets one; ``quoted`` the
    passage whose words the user used.
    """
    usable, kept_out = [], []
    for evidence in found:
        point = maker.points[evidence.point]
        weighed = replace(evidence, opposes=point.opposes(side))
        rule = _keeps_out(point, side, quoted)
        if rule:
            kept_out.append((weighed, point, rule))
        else:
            usable.append(weighed)
    candidates = []
    for number, one in enumerate(rank(usable, floor=floor), start=1):
        point = maker.points[one.evidence.point]
        verdict: Verdict = "near" if not one.answers else "cited" if number == 1 else "next"
        rule = {
            "cited": "the strongest that opposes",
            "next": "opposes and answers, less strongly",
            "near": "opposes, but its strength is below the floor",
        }[verdict]
        counter = maker.counter(number, one, argument)
        candidates.append(Candidate(counter, point, verdict, rule, made_of(one.evidence)))
    # What a rule keeps out is shown with the strength it would have if it opposed.
    as_if = [(replace(evidence, opposes=1.0), point, rule) for evidence, point, rule in kept_out]
    as_if.sort(key=lambda kept: -strength(kept[0]))
    for evidence, point, rule in as_if:
        counter = maker.counter(len(candidates) + 1, rank([evidence], floor=floor)[0], argument)
        candidates.append(Candidate(counter, point, "kept out", rule, made_of(evidence)))
    return tuple(candidates)


def _keeps_out(point: Point, side: Side, quoted: Counter | None) -> str:
    """Return the rule by which a point is never cited against ``side``, or nothing."""
    if quoted is not None and point.id == quoted.point:
        return "you quoted it yourself"
    if point.may_be_cited_against(side):
        return ""
    if point.label.stance == opposite(side):
        return f"too unsure that it opposes ({point.label.confidence:.0%}), and no coach says so"
    by = "the coach"
    if point.label.origin == "model":
        by = f"the program, {point.label.confidence:.0%} sure: {point.label.reason}"
    if point.label.stance == side:
        return f"it argues your own side (labelled by {by})"
    return f"it argues neither side (labelled by {by})"
