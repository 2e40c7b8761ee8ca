"""A ballot as text for the screen: figures first, then what earned each."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from debater.debating.ballot_model import Ballot, Figure, Mark, SpeechBallot
from debater.debating.model import Debate
from debater.motions.model import Side
from debater.tui.blocks import EMPTY, Block, BlockStack, folded

_BAR = 10
_BLANK = Block(EMPTY)


def ballot_stack(ballot: Ballot, debate: Debate) -> BlockStack:
    """Return a whole ballot as blocks."""
    return BlockStack(list(_ballot(ballot, debate)))


def comparison_stack(before: SpeechBallot, after: SpeechBallot, debate: Debate) -> BlockStack:
    """Return the ballots of a speech before and after it was given again."""
    title = debate.format.stages[before.stage].title
    blocks = [Block(Content.styled(f"{title}, before and after", "bold"))]
    blocks.append(Block(Content(f"{_figures(before.figures)}  →  {_figures(after.figures)}")))
    earlier = {mark.criterion: mark for mark in before.marks}
    for mark in after.marks:
        was = earlier.get(mark.criterion)
        blocks += [_BLANK, *_mark(mark, was)]
    return BlockStack(blocks)


def flip_stack(ballot: SpeechBallot) -> BlockStack:
    """Return the ballot of an answer to one's own speech."""
    blocks = [Block(Content(f"Your answer to yourself: {_figures(ballot.figures)}"))]
    for mark in ballot.marks:
        blocks += [_BLANK, *_mark(mark)]
    return BlockStack(blocks)


def _ballot(ballot: Ballot, debate: Debate) -> Iterator[Block]:
    if not ballot.speeches:
        yield Block(Content("There is nothing to judge yet: give a speech first."))
        return
    if ballot.clash is not None:
        clash = ballot.clash
        yield Block(Content.styled("The clash that decided it", "bold $focus"))
        yield _indented(folded(clash.heading))
        if clash.second:
            yield _indented(folded(f"last word: {clash.second}", "$muted"))
        yield _indented(folded(clash.reason))
        yield _indented(Content.styled(_ahead(clash.ahead, debate.side), "bold"))
        yield _BLANK
    yield Block(Content.styled("Practise next", "bold $focus"))
    yield _indented(folded(ballot.drill))
    yield _BLANK
    for note in ballot.notes:
        yield Block(folded(note), Content.styled("· ", "$muted"), Content("  "))
    for speech in ballot.speeches:
        yield _BLANK
        yield from _speech(speech, debate)
    yield _BLANK
    cannot = "; ".join(ballot.cannot_judge)
    yield Block(folded(f"This ballot cannot judge {cannot}.", "$muted"))
    yield Block(folded(f"Rubric version {ballot.rubric}; “debater rubric” prints it.", "$muted"))


def _ahead(side: Side | None, own: Side) -> str:
    if side is None:
        return "Neither side is ahead on it."
    return "You are ahead on it." if side == own else "The other side is ahead on it."


def _speech(speech: SpeechBallot, debate: Debate) -> Iterator[Block]:
    stage = debate.format.stages[speech.stage]
    yield Block(
        Content.assemble((f"{stage.title}  ", "bold"), (_figures(speech.figures), "bold $focus"))
    )
    for mark in speech.marks:
        yield from _mark(mark)
    for fallacy in speech.fallacies:
        yield Block(
            folded(f"{fallacy.name}? {fallacy.question}", "$warning"),
            Content.styled("  ? ", "$warning bold"),
            Content("    "),
        )
        yield _indented(folded(f"“{fallacy.words}”", "$muted"), 4)


def _mark(mark: Mark, was: Mark | None = None) -> Iterator[Block]:
    full = round(mark.share * _BAR)
    change = f" (was {was.share:.2f})" if was is not None else ""
    yield Block(
        Content.assemble(
            ("━" * full, "$focus"),
            ("┄" * (_BAR - full), "$muted"),
            f" {mark.share:.2f}{change} ",
            (mark.criterion, "bold"),
            (f" ×{mark.weight:g}", "$muted"),
        ),
        Content("  "),
        Content("  "),
    )
    yield _indented(folded(mark.reason), 4)
    for said in mark.words:
        yield Block(folded(said, "$muted"), Content("      ‹ "), Content("        "))


def _figures(figures: tuple[Figure, ...]) -> str:
    parts = [f"{f.name} {f.points:g} ({f.low:g}–{f.high:g})" for f in figures]
    if len(figures) > 1:
        total = sum(figure.points for figure in figures)
        low, high = sum(f.low for f in figures), sum(f.high for f in figures)
        parts.append(f"total {total:g} ({low:g}–{high:g})")
    return " · ".join(parts)


def _indented(content: Content, by: int = 2) -> Block:
    return Block(content, Content(" " * by), Content(" " * by))
