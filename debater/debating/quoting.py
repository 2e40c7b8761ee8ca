"""Checks what a student puts in quotation marks against every source of the motion.

What is reported, and how (``check_quotations``):

* exact: the words of a source; typography, case, accents a keyboard lacks and punctuation at
  the ends are no alteration.  One word is reported only where it is given to somebody, as it
  is mostly meant to distance;
* misattributed: exact, but reported or conceded in the source and given as the author's, or
  given by name to somebody whose words they are not.  Only clear cases; in others a reminder
  of whose view it is goes with the verdict "exact";
* altered: at least six words in ten stand in one run of a source.  Of three words only where
  they are given to somebody, of fewer never;
* not found: no source has them.  Never of fewer than three words, of three only where they
  are given to somebody, and never of what the opponent said.

The title of a source and the motion's own wording are no quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from debater.debating.ballot_model import QuotationCheck
from debater.debating.quotation_align import Pair
from debater.debating.quotation_diff import (
    Edit,
    Near,
    changes_of,
    clips,
    edits_of,
    in_words,
    nearest,
    widened,
)
from debater.debating.quotation_gaps import Pieces, pieces_of, placed
from debater.debating.quotation_marks import Quoted, quotations_in
from debater.debating.quotation_places import Place, Places
from debater.debating.quotation_sense import (
    cut_after,
    cut_attribution,
    cut_before,
    hidden,
    negates,
)
from debater.debating.quotation_verdict import misgiven, reminder
from debater.debating.quotation_voice import Given, given, names_title
from debater.debating.quotation_words import Tokens, index_of, quoted_tokens, runs_of, whole_words
from debater.motions.model import Motion, Source
from debater.sparring.phrasing import short_cite
from debater.text import Span, fold

# A speech of 20,000 characters holds no more than this of quotations worth the name.
MOST_CHECKED = 300
_OCCURRENCES = 8
_SHORT = 3
_ANEW = re.compile(r"\n[ \t]*\n\s*[“\"„«‘']")
_NOT_FOUND = "No source has these words; without a source they count as your own."


def check_quotations(text: str, motion: Motion) -> tuple[QuotationCheck, ...]:
    """Return what became of each quotation in ``text``, in order, the first 300 at most.

    ``text`` is cleaned and may be of any length; spans are offsets in it.
    """
    places = Places(motion)
    found: list[QuotationCheck] = []
    floor = 0
    for number, quoted in enumerate(quotations_in(text)):
        if number == MOST_CHECKED:
            break
        found += _checks(text, quoted, floor, places)
        floor = quoted.outer.end
    return tuple(found)


def _checks(text: str, quoted: Quoted, floor: int, places: Places) -> list[QuotationCheck]:
    """Check one quotation; or each of its paragraphs, where only these are exact.

    A mark before a paragraph goes on with a quotation, or begins another one where the
    first was never closed.
    """
    whole = _Check(text, quoted, floor, places).result()
    breaks = list(_ANEW.finditer(text, quoted.inner.start, quoted.inner.end))
    if not breaks or (whole is not None and whole.verdict == "exact"):
        return [whole] if whole is not None else []
    starts = [quoted.inner.start, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), quoted.inner.end]
    parts = [
        _Check(text, Quoted(Span(start, end), Span(start - 1, end)), floor, places).result()
        for start, end in zip(starts, ends, strict=True)
        if start < end
    ]
    checks = [part for part in parts if part is not None]
    exact = any(part.verdict == "exact" for part in checks)
    return checks if exact or whole is None else [whole]


def _rank(one: QuotationCheck) -> tuple[bool, bool, bool, bool]:
    """Of several places with the same words, the one that serves the student best.

    A repeated title or pull quote does not stand for the paragraph it is taken from.
    """
    outside = one.citation is None
    return one.verdict == "altered", outside, one.verdict != "exact", one.clipped


class _Check:
    """One quotation, compared with every source."""

    def __init__(self, text: str, quoted: Quoted, floor: int, places: Places) -> None:
        self._text, self._span, self._outer = text, quoted.inner, quoted.outer
        self._floor, self._places = floor, places
        self._quoted = quoted.inner.of(text)
        self._tokens = quoted_tokens(self._quoted)
        self._pieces = pieces_of(self._quoted)

    def result(self) -> QuotationCheck | None:
        """Return what became of it, or None where it is no quotation to be checked."""
        motion = self._places.motion
        count = self._tokens.words()
        if not count or fold(self._quoted).strip(" .!?") == fold(motion.statement).strip(" .!?"):
            return None
        if any(names_title(self._quoted, source) for source in motion.sources):
            return None
        verdicts = [*self._exact()] or [*self._in_pieces()]
        if verdicts:
            best = min(verdicts, key=_rank)
            return best if count > 1 or self._given(None).holder != "none" else None
        holder = self._given(None).holder
        if count < _SHORT or holder == "opponent" or (count == _SHORT and holder == "none"):
            return None
        return self._altered() or QuotationCheck(self._quoted, self._span, "not found", _NOT_FOUND)

    def _given(self, source: Source | None, speakers: str = "") -> Given:
        return given(self._text, self._outer, self._floor, source, speakers)

    def _exact(self) -> Iterator[QuotationCheck]:
        """Judge each place where the quotation stands word for word."""
        for source in self._places.motion.sources:
            index = index_of(source.text)
            size = len(self._tokens)
            for first in runs_of(self._tokens, index, _OCCURRENCES):
                whole = whole_words(index.tokens, first, first + size)
                if whole != (first, first + size):
                    yield self._part_of_a_word(source, whole, first)
                else:
                    yield self._judged(source, [index.tokens.span(first, first + size)])

    def _part_of_a_word(self, source: Source, whole: Pair, first: int) -> QuotationCheck:
        """Judge words cut out of a longer one at a hyphen: "rising" of "non-rising"."""
        last = first + len(self._tokens)
        edits = [
            Edit(False, (whole[0], first), (0, 0)),
            Edit(True, (first, last), (0, len(self._tokens))),
            Edit(False, (last, whole[1]), (len(self._tokens), len(self._tokens))),
        ]
        kept = tuple(edit for edit in edits if edit.source[0] < edit.source[1])
        return self._as_altered(source, Near(*whole, kept, 1.0), self._tokens)

    def _in_pieces(self) -> Iterator[QuotationCheck]:
        """Judge the places where its pieces stand in order, between ellipses and brackets."""
        pieces = self._pieces
        if pieces is None:
            return
        for source in self._places.motion.sources:
            index = index_of(source.text)
            for pairs in placed(pieces, index):
                if any(map(negates, pieces.brackets)):
                    edits = tuple(edits_of(pairs, pieces.tokens, pieces.gaps))
                    near = Near(pairs[0][1], pairs[-1][1] + 1, edits, 1.0)
                    yield self._as_altered(source, near, pieces.tokens)
                    continue
                start = dict(pairs)
                spans = [
                    index.tokens.span(start[first], start[first] + last - first)
                    for first, last in pieces.bounds()
                ]
                yield self._judged(source, spans, pieces)

    def _judged(
        self, source: Source, spans: Sequence[Span], pieces: Pieces | None = None
    ) -> QuotationCheck:
        """Judge exact words at ``spans`` of a source: whose they are, and what is cut off."""
        last = spans[-1]
        if self._quoted.endswith(".") and source.text.startswith(".", last.end):
            # The stop of "U.S." belongs to what is cited.
            spans = [*spans[:-1], Span(last.start, last.end + 1)]
        place = self._places.at(source, spans)
        giver = self._given(source, place.speakers)
        clipped = self._cuts(place, giver, spans)
        wrong = misgiven(place, giver, self._quoted)
        where = _where(place)
        says = [wrong] if wrong else []
        says.append(f"{'the words stand' if wrong else 'Word for word'} in {where}")
        if not wrong and (note := reminder(place, giver, self._quoted)):
            says.append(note)
        if pieces is not None and pieces.brackets:
            insertion = " and ".join(f"‘{one}’" for one in pieces.brackets[:3])
            says.append(f"{insertion} {'is' if len(pieces.brackets) == 1 else 'are'} yours")
        left_out = _left_out(index_of(source.text).tokens, spans)
        if pieces is not None and left_out and "ellipsis" in pieces.gaps.values():
            says.append(f"{left_out} word{'s' if left_out > 1 else ''} left out")
        says += [f"clipped: {clipped}"] if clipped else []
        sentence = "; ".join(says) + "."
        return QuotationCheck(
            self._quoted,
            self._span,
            "misattributed" if wrong else "exact",
            sentence[:1].upper() + sentence[1:],
            place.citation,
            clipped=bool(clipped),
        )

    def _cuts(self, place: Place, giver: Given, spans: Sequence[Span]) -> str:
        """Say what a quotation leaves out that changes its sense, or nothing."""
        text = place.source.text
        for before, after in pairwise(spans):
            if what := hidden(text, Span(before.end, after.start)):
                return what
        if len(spans) > 1 and place.mixed:
            return "the words left out pass from one voice to another"
        if place.opening is not None:
            if what := cut_before(text, place.opening, spans[0].start, giver.lead):
                return what
            kept = giver.holder in ("others", "name", "relay")
            if not kept and (what := cut_attribution(text, place.opening, spans[0].start)):
                return what
        if place.closing is not None:
            return cut_after(text, place.closing, spans[-1].end)
        return ""

    def _altered(self) -> QuotationCheck | None:
        """Compare with the nearest run of any source."""
        tokens = self._pieces.tokens if self._pieces is not None else self._tokens
        gaps = self._pieces.gaps if self._pieces is not None else {}
        best: tuple[float, Source, Near] | None = None
        for source in self._places.motion.sources:
            near = nearest(tokens, index_of(source.text), gaps)
            if near is not None and (best is None or near.share > best[0]):
                best = (near.share, source, near)
        return self._as_altered(best[1], best[2], tokens) if best is not None else None

    def _as_altered(self, source: Source, near: Near, tokens: Tokens) -> QuotationCheck:
        theirs = index_of(source.text).tokens
        first, last = near.first, near.last
        edits = list(near.edits)
        if not _is_cut(edits):
            first, last, edits = self._places.with_ends(source, near, tokens)
        edits = widened(edits, tokens, theirs)
        place = self._places.at(source, [theirs.span(first, last)])
        if any(not edit.same and not edit.declared for edit in edits):
            what = in_words(edits, tokens, theirs)
        else:
            what = "What you put in brackets turns the sense round"
        where = _where(place)
        return QuotationCheck(
            self._quoted,
            self._span,
            "altered",
            f"{what}; compare {where}.",
            place.citation,
            changes_of(edits, tokens, theirs),
            clips(edits, tokens, theirs),
        )


def _where(place: Place) -> str:
    if place.citation is not None:
        return short_cite(place.citation)
    return f"a heading or pull quote of “{place.source.title}”"


def _is_cut(edits: Sequence[Edit]) -> bool:
    """Tell an alignment that already begins or ends with words of the source alone."""
    ends = (edits[0], edits[-1])
    return any(not edit.same and edit.quoted[0] == edit.quoted[1] for edit in ends)


def _left_out(source: Tokens, spans: Sequence[Span]) -> int:
    return sum(
        quoted_tokens(source.text[before.end : after.start]).words()
        for before, after in pairwise(spans)
    )
