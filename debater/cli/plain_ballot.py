"""A ballot as plain lines: figures first, then what earned each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debater.debating.ballot_model import Ballot, Clash, Figure, Mark, SpeechBallot
from debater.debating.model import Debate
from debater.motions.model import Side
from debater.text import clean_line


def ballot_lines(ballot: Ballot, debate: Debate) -> Iterator[str]:
    """Yield a whole ballot, a line a statement."""
    if not ballot.speeches:
        yield "Ballot: there is nothing to judge yet. Give a speech first."
        return
    yield "Ballot"
    if ballot.clash is not None:
        yield from _clash(ballot.clash, debate.side)
    yield f"Practise next: {clean_line(ballot.drill)}"
    for note in ballot.notes:
        yield f"Note: {clean_line(note)}"
    for speech in ballot.speeches:
        yield ""
        title = debate.format.stages[speech.stage].title
        yield f"{clean_line(title)}: {_figures(speech.figures)}"
        for mark in speech.marks:
            yield from _mark(mark)
        for fallacy in speech.fallacies:
            yield f"  {fallacy.name}? {clean_line(fallacy.question)}"
            yield f"    your words: “{clean_line(fallacy.words)}”"
    yield ""
    yield f"This ballot cannot judge {'; '.join(map(clean_line, ballot.cannot_judge))}."
    yield f"Rubric version {clean_line(ballot.rubric)}; “debater rubric” prints it."


def comparison_lines(before: SpeechBallot, after: SpeechBallot, debate: Debate) -> Iterator[str]:
    """Yield the ballots of a speech before and after it was given again."""
    yield f"{clean_line(debate.format.stages[before.stage].title)}, before and after"
    yield f"Before: {_figures(before.figures)}"
    yield f"After: {_figures(after.figures)}"
    earlier = {mark.criterion: mark for mark in before.marks}
    for mark in after.marks:
        yield from _mark(mark, earlier.get(mark.criterion))


def flip_lines(ballot: SpeechBallot) -> Iterator[str]:
    """Yield the ballot of an answer to one's own speech."""
    yield f"Your answer to yourself: {_figures(ballot.figures)}"
    for mark in ballot.marks:
        yield from _mark(mark)


def _clash(clash: Clash, own: Side) -> Iterator[str]:
    yield f"The clash that decided it: {clean_line(clash.heading)}"
    if clash.second:
        yield f"  last word: {clean_line(clash.second)}"
    yield f"  {clean_line(clash.reason)} {_ahead(clash.ahead, own)}"


def _ahead(side: Side | None, own: Side) -> str:
    if side is None:
        return "Neither side is ahead on it."
    return "You are ahead on it." if side == own else "The other side is ahead on it."


def _mark(mark: Mark, was: Mark | None = None) -> Iterator[str]:
    change = f" (was {was.share:.2f})" if was is not None else ""
    share = f"{mark.share:.2f} of 1{change}, weight {mark.weight:g}"
    yield f"  {mark.criterion}: {share}. {clean_line(mark.reason)}"
    for said in mark.words:
        yield f"    - {clean_line(said)}"


def _figures(figures: Sequence[Figure]) -> str:
    parts = [f"{clean_line(f.name)} {f.points:g} ({f.low:g} to {f.high:g})" for f in figures]
    if len(figures) > 1:
        total = sum(figure.points for figure in figures)
        low, high = sum(f.low for f in figures), sum(f.high for f in figures)
        parts.append(f"total {total:g} ({low:g} to {high:g})")
    return ", ".join(parts)
