"""How a round ended, in figures: what a list of rounds and the progress are made of.

Written beside a round when it is left; it holds nothing that the round does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debater.debating.ballot_model import Ballot, QuotationCheck
from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Debate
from debater.debating.speech_cues import is_trivial
from debater.motions.model import opposite
from debater.sparring.reply import STRONG
from debater.sparring.rounds import Round
from debater.sparring.wording import count_in_words
from debater.text import clean_line, excerpt

VERSION = 1

# What is counted of a round, and may be added up over several.
COUNTED = ("made", "met", "silent", "answered", "dropped", "quoted", "held")

_WEAKEST, _LENGTH = 5, 240
# More than anybody says in a round; a file that was tampered with may claim anything.
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """The figures of a round or a debate.

    ``made`` counts what the user said: turns of sparring, arguments of a debate.  In sparring
    ``met`` were answered from the sources and ``silent`` were not; a greeting is neither.  In a
    debate the user answered ``answered`` of the other side's arguments and dropped ``dropped``.
    ``held`` of ``quoted`` quotations were exact.  ``points``, on a scale from ``least`` to
    ``most``, is what the ballot gave; all three are None without one.  ``weakest`` are the
    user's claims that met the strongest passages, or what was dropped.
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


def summary_of_round(round: Round, after: int = 0) -> RoundSummary:
    """Return the figures of open sparring, of what was said ``after`` so many turns.

    A fork begins with the turns of another round, whose figures those are.
    """
    turns = round.turns[after:]
    argued = [
        (turn.argument, turn.reply)
        for turn in turns
        if turn.reply is not None and turn.reply.kind in ("argument", "quotation")
    ]
    met = [(said, reply.chosen) for said, reply in argued if reply.chosen is not None]
    strong = sorted(
        (pair for pair in met if pair[1].strength >= STRONG),
        key=lambda pair: pair[1].strength,
        reverse=True,
    )
    return RoundSummary(
        made=len(turns),
        met=len(met),
        silent=sum(reply.silent for _, reply in argued),
        weakest=_weakest(said for said, _ in strong),
    )


def summary_of_debate(
    debate: Debate, flow: Flow, ballot: Ballot, checks: Sequence[QuotationCheck]
) -> RoundSummary:
    """Return the figures of a debate; ``checks`` are of all quotations in the user's speeches."""
    own = [a for a in flow.arguments if a.side == debate.side and a.by == "user"]
    answered, dropped = _theirs(debate, flow)
    figures = [figure for speech in ballot.speeches for figure in speech.figures]
    return RoundSummary(
        made=len(own),
        answered=answered,
        dropped=len(dropped),
        quoted=len(checks),
        held=sum(check.verdict == "exact" for check in checks),
        points=sum(f.points for f in figures) if figures else None,
        least=sum(f.low for f in figures) if figures else None,
        most=sum(f.high for f in figures) if figures else None,
        weakest=_weakest(a.heading for a in dropped),
    )


def _theirs(debate: Debate, flow: Flow) -> tuple[int, list[Argument]]:
    """Count the other side's arguments the user answered; return those that were dropped.

    As on the ballot, what only carries an argument forward is that argument, not another.
    """
    other = opposite(debate.side)
    extending = {link.argument for link in flow.links if link.kind == "extends"}
    answered, dropped = 0, []
    for argument in flow.arguments:
        if argument.side != other or argument.id in extending or is_trivial(argument.text):
            continue
        forms = (argument, *flow.extensions_of(argument.id))
        answers = [answer for form in forms for answer in flow.answers_to(form.id)]
        if any(answer.by == "user" for answer in answers):
            answered += 1
        elif not answers and flow.statuses.get(argument.id) in ("dropped", "extended"):
            dropped.append(argument)
    return answered, dropped


def _weakest(texts: Iterable[str]) -> tuple[str, ...]:
    lines = (excerpt(clean_line(text), _LENGTH) for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))[:_WEAKEST]


def result_line(summary: RoundSummary) -> str:
    """Say on one short line how a round ended; in open sparring nobody wins."""
    if summary.points is not None and summary.most is not None:
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
    for name in COUNTED:
        value = values.get(name)
        if type(value) is int and 0 <= value <= _MOST:
            known[name] = value
    given = values.get("weakest")
    texts = [text for text in given if isinstance(text, str)] if isinstance(given, list) else []
    known["weakest"] = _weakest(texts)
    scale = {name: values.get(name) for name in ("points", "least", "most")}
    if all(type(figure) in (int, float) and abs(figure) <= _MOST for figure in scale.values()):  # type: ignore[arg-type]  # a number
        known |= scale
    return RoundSummary(**known)
