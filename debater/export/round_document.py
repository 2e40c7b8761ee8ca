"""A round as a document: what was said, the flow, the ballot, the passages, the cites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from debater.debating.ballot_model import Ballot, Figure, SpeechBallot
from debater.debating.flow_model import Status
from debater.export.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Passage,
    Quotation,
    Speaker,
    Table,
    Words,
)
from debater.export.model import (
    CitedPassage,
    Entry,
    FlowCell,
    FlowTable,
    Piece,
    Quoted,
    RoundView,
)
from debater.export.view_words import time_in_words
from debater.motions.model import CITE_ELEMENTS, Side, Source
from debater.sparring.wording import (
    attribution,
    missing_in_words,
    side_in_words,
    stance_in_words,
    voice_in_words,
    where_in_words,
)
from debater.text import clean_line

_STATUSES: dict[Status, str] = {
    "open": "not answered yet",
    "answered": "answered",
    "dropped": "dropped",
    "extended": "carried forward",
    "new": "new, where nothing new may be brought",
}
_WRITTEN_CITE = ("publication", "date", "url", "accessed", "qualifications")


def round_document(view: RoundView) -> Document:
    """Return a round as blocks, in the order they are read."""
    return Document(clean_line(view.name), tuple(_blocks(view)))


def _blocks(view: RoundView) -> Iterator[Block]:
    yield Heading(1, clean_line(view.name))
    yield Words(clean_line(view.statement))
    yield Words(_facts(view), note=True)
    if view.result:
        yield Words(f"Result: {view.result}")
    for part in view.parts:
        facts = f" ({part.facts})" if part.facts else ""
        yield Heading(2, f"{part.title}{facts}")
        for entry in part.entries:
            yield from _entry(entry, view)
    if view.flow is not None:
        yield Heading(2, "Flow")
        yield _table(view.flow)
    if view.ballot is not None:
        yield from _ballot(view.ballot, view)
    if view.passages:
        yield Heading(2, "Source passages")
        told = "Each passage whole; marked is what was quoted, and named is whose view that is."
        yield Words(told, note=True)
        for number, passage in enumerate(view.passages):
            yield _passage(passage, number)
    if view.sources:
        yield Heading(2, "Sources")
        yield Bullets(tuple((source_line(source), ()) for source in view.sources))


def _facts(view: RoundView) -> str:
    side = side_in_words(view.side)
    own = clean_line(view.side_name)
    named = f"{own}, {side}" if own.casefold() != view.side else side
    facts = [clean_line(view.format), f"you argued {named}"]
    began, ended = time_in_words(view.started), time_in_words(view.touched)
    facts += [f"begun {began}"] if began else []
    facts += [f"last played {ended}"] if ended and ended != began else []
    return "; ".join(facts) + "."


def _entry(entry: Entry, view: RoundView) -> Iterator[Block]:
    yield Speaker(f"{entry.title}, {side_in_words(entry.side)}", entry.by)
    for piece in entry.pieces:
        yield _piece(piece, view)


def _piece(piece: Piece, view: RoundView) -> Block:
    if piece.quoted is not None:
        quoted = piece.quoted
        return Quotation(quoted.citation.quote, _cite(quoted), _anchor(quoted, view))
    return Words(piece.text, note=piece.kind == "remark")


def _cite(quoted: Quoted) -> str:
    """Write a cite in full: whose words, where, what is known and what is missing."""
    source = quoted.citation.source
    parts = [
        attribution(quoted.voice, quoted.speaker, source),
        where_in_words(quoted.citation),
        *(clean_line(source.cite[name]) for name in _WRITTEN_CITE if source.cite.get(name)),
        missing_in_words(source.missing),
        quoted.note,
    ]
    return "; ".join(part for part in parts if part)


def _anchor(quoted: Quoted, view: RoundView) -> str:
    for number, passage in enumerate(view.passages):
        if quoted.citation in passage.quoted:
            return f"passage-{number + 1}"
    return ""


def source_line(source: Source) -> str:
    """Write a source's cite on a line, what is missing named."""
    known = [clean_line(source.cite[name]) for name in CITE_ELEMENTS if source.cite.get(name)]
    return "; ".join([*known, missing_in_words(source.missing)]).rstrip("; ")


# ── the flow ────────────────────────────────────────────────────────────────────────


def _table(flow: FlowTable) -> Table:
    rows = tuple(
        tuple(tuple((cell.by, _cell(cell)) for cell in cells) for cells in row) for row in flow.rows
    )
    return Table("A column a speech, a row an argument.", flow.columns, rows)


def _cell(cell: FlowCell) -> str:
    who = "You" if cell.by == "user" else "Bot"
    return f"{who}: {clean_line(cell.heading)} [{_STATUSES[cell.status]}]"


# ── the ballot ──────────────────────────────────────────────────────────────────────


def _ballot(ballot: Ballot, view: RoundView) -> Iterator[Block]:
    if not ballot.speeches:
        return
    yield Heading(2, "Ballot")
    if ballot.clash is not None:
        clash = ballot.clash
        lines = [f"Last word: {clash.second}"] if clash.second else []
        lines += [clash.reason, _ahead(clash.ahead, view.side)]
        yield Bullets(((f"The clash that decided it: {clash.heading}", tuple(lines)),))
    yield Words(f"Practise next: {ballot.drill}")
    if ballot.notes:
        yield Bullets(tuple((note, ()) for note in ballot.notes))
    for speech in ballot.speeches:
        yield from _speech(speech, view)
    yield Words(f"This ballot cannot judge {'; '.join(ballot.cannot_judge)}.", note=True)
    yield Words(f"Rubric version {ballot.rubric}.", note=True)


def _ahead(side: Side | None, own: Side) -> str:
    if side is None:
        return "Neither side is ahead on it."
    return "You are ahead on it." if side == own else "The other side is ahead on it."


def _speech(speech: SpeechBallot, view: RoundView) -> Iterator[Block]:
    title = view.stages[speech.stage] if speech.stage < len(view.stages) else "Speech"
    yield Heading(3, f"{title}: {figures_in_words(speech.figures)}")
    marks = [
        (f"{mark.criterion}: {mark.share:.2f} of its weight {mark.weight:g}. {mark.reason}",
         mark.words)
        for mark in speech.marks
    ]  # fmt: skip
    asked = [(f"{f.name}? {f.question}", (f"“{f.words}”",)) for f in speech.fallacies]
    yield Bullets((*marks, *asked))


def figures_in_words(figures: tuple[Figure, ...]) -> str:
    """Say figures with their scale: ``Content 28 (24–32), …, total 70 (60–80)``."""
    parts = [f"{f.name} {f.points:g} ({f.low:g}–{f.high:g})" for f in figures]
    if len(figures) > 1:
        total = sum(figure.points for figure in figures)
        low, high = sum(f.low for f in figures), sum(f.high for f in figures)
        parts.append(f"total {total:g} ({low:g}–{high:g})")
    return ", ".join(parts)


# ── the passages ────────────────────────────────────────────────────────────────────


def _passage(passage: CitedPassage, number: int) -> Passage:
    whole = passage.whole
    labels = dict.fromkeys(
        f"{stance_in_words(one.stance)}, {voice_in_words(one.voice, one.speaker)}"
        for one in passage.views or (passage,)
    )
    title = f"{clean_line(whole.source.title)}, {where_in_words(whole)} ({'; '.join(labels)})"
    return Passage(f"passage-{number + 1}", title, tuple(_runs(passage)), source_line(whole.source))


def _runs(passage: CitedPassage) -> Iterator[tuple[str, bool]]:
    """Give the text of a passage in stretches that were quoted, and that were not."""
    text, begin = passage.whole.quote, passage.whole.start
    spans = [(quote.start - begin, quote.end - begin) for quote in passage.quoted]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        yield text[start:end], any(low <= start and end <= high for low, high in spans)
