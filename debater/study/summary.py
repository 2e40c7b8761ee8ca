"""How a round ended, in figures: what a list of rounds and the progress are made of.

Written beside a round when it is left; it holds nothing that the round does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debater.debating.ballot_model import Ballot, QuotationCheck
from debater.debating.flow_model import Flow
from debater.debating.model import Debate
from debater.motions.model import opposite
from debater.sparring.reply import STRONG
from debater.sparring.rounds import Round
from debater.sparring.wording import count_in_words
from debater.text import excerpt

VERSION = 1

_WEAKEST, _LENGTH = 5, 240


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """The figures of a round or a debate.

    ``made`` counts the user's arguments.  In sparring ``met`` of them were answered from the
    sources and ``silent`` were not.  In a debate the user answered ``answered`` of the other
    side's arguments and dropped ``dropped``.  ``held`` of ``quoted`` quotations were exact.
    ``points`` of ``most`` (and ``least``) is what the ballot gave, None without one.
    ``weakest`` are the user's claims that met the strongest passages, or what was dropped.
    """

    made: int = 0
    met: int = 0
    silent: int = 0
    answered: int = 0
    dropped: int = 0
    quoted: int = 0
    held: int = 0
    points: float | None = None
    least: float | None = None
    most: float | None = None
    weakest: tuple[str, ...] = ()


def summary_of_round(round: Round) -> RoundSummary:
    """Return the figures of open sparring."""
    argued = [
        (turn.argument, turn.reply)
        for turn in round.turns
        if turn.reply is not None and turn.reply.kind in ("argument", "quotation")
    ]
    met = [(said, reply.chosen) for said, reply in argued if reply.chosen is not None]
    strong = sorted(
        (pair for pair in met if pair[1].strength >= STRONG),
        key=lambda pair: pair[1].strength,
        reverse=True,
    )
    return RoundSummary(
        made=len(round.turns),
        met=len(met),
        silent=sum(reply.silent for _, reply in argued),
        weakest=_weakest(said for said, _ in strong),
    )


def summary_of_debate(
    debate: Debate, flow: Flow, ballot: Ballot, checks: Sequence[QuotationCheck]
) -> RoundSummary:
    """Return the figures of a debate; ``checks`` are of all quotations in the user's speeches."""
    theirs = [a for a in flow.arguments if a.side == opposite(debate.side)]
    own = [a for a in flow.arguments if a.side == debate.side and a.by == "user"]
    answers = {own_one.id for own_one in own}
    answered = [a for a in theirs if any(x.id in answers for x in flow.answers_to(a.id))]
    dropped = [a for a in theirs if flow.statuses.get(a.id) == "dropped"]
    figures = [figure for speech in ballot.speeches for figure in speech.figures]
    return RoundSummary(
        made=len(own),
        answered=len(answered),
        dropped=len(dropped),
        quoted=len(checks),
        held=sum(check.verdict == "exact" for check in checks),
        points=sum(f.points for f in figures) if figures else None,
        least=sum(f.low for f in figures) if figures else None,
        most=sum(f.high for f in figures) if figures else None,
        weakest=_weakest(a.heading for a in dropped),
    )


def _weakest(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(excerpt(text, _LENGTH) for text in texts))[:_WEAKEST]


def result_line(summary: RoundSummary) -> str:
    """Say on one short line how a round ended; in open sparring nobody wins."""
    if summary.points is not None:
        parts = [f"{summary.points:g} of {summary.most:g} points"]
        parts += [f"{summary.answered} answered, {summary.dropped} dropped"]
        return " · ".join(parts)
    if summary.answered or summary.dropped:
        return f"{summary.answered} answered, {summary.dropped} dropped"
    told = [count_in_words(summary.made, "turn")]
    told += [f"{summary.met} answered"] * bool(summary.met)
    told += [f"{summary.silent} met silence"] * bool(summary.silent)
    return ", ".join(told)


def dump_summary(summary: RoundSummary) -> dict[str, Any]:
    """Return a summary as plain JSON values."""
    values = dataclasses.asdict(summary)
    return {"version": VERSION, **values, "weakest": list(summary.weakest)}


def load_summary(values: Mapping[str, Any]) -> RoundSummary:
    """Read back what ``dump_summary`` gave; what cannot be read counts as nothing."""
    known: dict[str, Any] = {}
    for field in dataclasses.fields(RoundSummary):
        value = values.get(field.name)
        if field.name == "weakest":
            texts = value if isinstance(value, list) else []
            known["weakest"] = tuple(text for text in texts if isinstance(text, str))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            known[field.name] = value
    return RoundSummary(**known)
