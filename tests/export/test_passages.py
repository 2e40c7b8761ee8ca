"""The passages a round cites, and whose words a quotation is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from debater.export.model import Piece, RoundView
from debater.export.passages import cited_passages, quoted
from debater.export.view import view_of
from debater.export.view_words import set_apart
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion
from debater.sparring.engine import Engine
from debater.sparring.phrasing import in_quotes
from debater.text import Span
from tests.export.played import debated, sparred

FORMATS = ("british-parliamentary", "lincoln-douglas", "public-forum")


def pieces_of(view: RoundView) -> Iterator[Piece]:
    """Yield every paragraph of a view."""
    for part in view.parts:
        for entry in part.entries:
            yield from entry.pieces


def citation_in(motion: Motion, passage: int = 1, sentence: int = 0) -> Citation:
    """Return a proved quotation of the motion's."""
    found = motion.passages[passage]
    span = found.points[0].sentences[sentence].span
    return cite(motion.source(found.source), found, span)


@pytest.mark.parametrize("name", [*FORMATS, ""])
def test_every_cited_passage_is_there_once_and_whole(name: str, engine: Engine) -> None:
    """In the order of the document, each with all quotations taken from it."""
    motion = engine.motion
    view = view_of(debated(engine, name) if name else sparred(engine), motion)
    starts = [passage.whole.start for passage in view.passages]
    assert starts == sorted(set(starts))
    shown = [piece.quoted.citation for piece in pieces_of(view) if piece.quoted]
    assert shown
    listed = [one for passage in view.passages for one in passage.quoted]
    assert all(citation in listed for citation in shown)
    for passage in view.passages:
        named = motion.passage(passage.whole.passage)
        assert (passage.whole.start, passage.whole.end) == (named.span.start, named.span.end)
        assert (passage.voice, passage.stance) == (named.label.voice, named.label.stance)
        places = [(one.start, one.end) for one in passage.quoted]
        assert places == sorted(set(places))
        assert all(one.quote in passage.whole.quote for one in passage.quoted)


def test_words_that_are_no_passage_any_more_stand_alone(engine: Engine) -> None:
    """A motion whose passages were cut anew still shows what was quoted."""
    citation = citation_in(engine.motion)
    (passage,) = cited_passages(replace(engine.motion, passages=()), [citation, citation])
    assert (passage.whole, passage.quoted) == (citation, (citation,))
    assert quoted(replace(engine.motion, passages=()), citation, "reported").voice == "reported"


def test_the_voice_that_was_stored_decides_between_two(engine: Engine) -> None:
    """Over words in several voices the one given is kept; one the motion lacks is not."""
    motion = engine.motion
    passage = next(
        p for p in motion.passages if len({s.voice for o in p.points for s in o.sentences}) > 1
    )
    source = motion.source(passage.source)
    citation = cite(source, passage, passage.span)
    voices = {s.voice for point in passage.points for s in point.sentences}
    for voice in voices:
        assert quoted(motion, citation, voice).voice == voice
    assert quoted(motion, citation, "nobody").voice in voices


def test_a_quotation_is_set_apart_where_it_is_cited(engine: Engine) -> None:
    """Not where the user's claim happens to be the same words; without it nothing is."""
    one = quoted(engine.motion, citation_in(engine.motion))
    marked = in_quotes(one.citation.quote)
    pieces = tuple(set_apart(f"They say: {marked} But they read {marked} (¶2) So.", one))
    assert pieces == (
        Piece("said", f"They say: {marked} But they read"),
        Piece("quoted", quoted=one),
        Piece("said", "(¶2) So."),
    )
    assert tuple(set_apart("Go back to ¶2.", one)) == (Piece("said", "Go back to ¶2."),)
    assert tuple(set_apart(marked, one)) == (Piece("quoted", quoted=one),)
    assert Span(one.citation.start, one.citation.end).of(one.citation.source.text) in marked
