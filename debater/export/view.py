"""A stored round as exports see it: every quotation proved anew, nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable

from debater.debating.ballot import Judge
from debater.debating.ballot_model import Ballot
from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Debate
from debater.debating.sheet import rows_of
from debater.export.model import Entry, FlowCell, FlowTable, Part, RoundView
from debater.export.passages import cited_passages
from debater.export.view_debate import citations_of, debate_of, stage_parts
from debater.export.view_sparring import turn_part
from debater.export.view_words import day_in_words, remark
from debater.motions.model import Motion, Side, opposite
from debater.sparring.wording import count_in_words
from debater.store.whole import WholeRound
from debater.text import clean_line

LayOut = Callable[[Debate], Flow]

_SPARRING = "Open sparring"
_SIDE_NAMES: dict[Side, str] = {"for": "For", "against": "Against"}


def view_of(
    whole: WholeRound,
    motion: Motion,
    lay_out: LayOut | None = None,
    judge: Judge | None = None,
    name: str = "",
) -> RoundView:
    """Return a round for export.

    ``lay_out`` makes the flow of a debate and ``judge`` its ballot; without them there is
    none.  ``name`` stands for the round's own.  Raises ``DebaterError`` for a debate that
    cannot be read at all.
    """
    if whole.format:
        return _debated(whole, motion, lay_out, judge, name)
    parts = tuple(turn_part(turn, whole.side, motion) for turn in whole.turns)
    shown = [
        piece.quoted.citation
        for part in parts
        for entry in part.entries
        for piece in entry.pieces
        if piece.quoted is not None
    ]
    return RoundView(
        name=name or title_of(whole),
        motion=motion.name,
        statement=motion.statement,
        side=whole.side,
        side_name=_SIDE_NAMES[whole.side],
        format=_SPARRING,
        started=whole.started,
        touched=whole.touched,
        result="",
        parts=parts,
        flow=None,
        ballot=None,
        stages=(),
        passages=cited_passages(motion, shown),
        sources=motion.sources,
    )


def title_of(whole: WholeRound, format: str = "") -> str:
    """Return a round's own name, or say what it was and when.

    ``format`` is the title of its format, where it has one.
    """
    if own := clean_line(whole.name):
        return own
    played = clean_line(format or whole.format) or _SPARRING
    day = day_in_words(whole.started)
    return f"{played}, {day}" if day else played


def _debated(
    whole: WholeRound, motion: Motion, lay_out: LayOut | None, judge: Judge | None, name: str
) -> RoundView:
    debate, unread = debate_of(whole, motion)
    ballot = judge.ballot(debate) if judge is not None else None
    parts = tuple(stage_parts(debate, motion))
    format = debate.format
    return RoundView(
        name=name or title_of(whole, format.title),
        motion=motion.name,
        statement=motion.statement,
        side=whole.side,
        side_name=clean_line(format.side_names[whole.side]),
        format=clean_line(format.title),
        started=whole.started,
        touched=whole.touched,
        result=points_in_words(ballot) if ballot is not None else "",
        parts=(*parts, _unread(unread, whole.side)) if unread else parts,
        flow=flow_table(debate, lay_out(debate)) if lay_out is not None else None,
        ballot=ballot,
        stages=tuple(clean_line(stage.title) for stage in format.stages),
        passages=cited_passages(motion, citations_of(debate)),
        sources=motion.sources,
    )


def _unread(count: int, side: Side) -> Part:
    """Say that something of a debate is left out, in a part of its own."""
    what = f"{count_in_words(count, 'event')} of this round cannot be read and is left out."
    pieces = tuple(remark(what if count == 1 else what.replace(" is left", " are left")))
    return Part("Left out", "", (Entry("Bot", "bot", opposite(side), pieces),))


def points_in_words(ballot: Ballot) -> str:
    """Say what a ballot gave in all: ``82.5 of 90 points``; nothing where nothing was judged."""
    figures = [figure for speech in ballot.speeches for figure in speech.figures]
    if not figures:
        return ""
    given, most = sum(f.points for f in figures), sum(f.high for f in figures)
    return f"{_figure(given)} of {_figure(most)} points"


def _figure(value: float) -> str:
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def flow_table(debate: Debate, flow: Flow) -> FlowTable:
    """Return the flow sheet: a column for each speech that may have been given."""
    begun = [
        number
        for number, stage in enumerate(debate.format.stages)
        if stage.kind == "speech" and number <= debate.stage
    ]
    rows = tuple(
        tuple(tuple(_cell(flow, one) for one in row.cells.get(number, ())) for number in begun)
        for row in rows_of(flow)
    )
    return FlowTable(tuple(clean_line(debate.format.stages[n].title) for n in begun), rows)


def _cell(flow: Flow, argument: Argument) -> FlowCell:
    answers = tuple(link.target for link in flow.links_of(argument.id) if link.kind == "answers")
    status = flow.statuses.get(argument.id, "open")
    return FlowCell(argument.id, clean_line(argument.heading), argument.by, status, answers)
