"""Quotations with an ellipsis or words in brackets: their pieces, placed one after another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from debater.debating.quotation_align import Gap, Pair
from debater.debating.quotation_words import Indexed, Tokens, is_word, runs_of, tokens_of

_LETTER = re.compile(r"\[(\w)\](?=\w)")  # [t]he: a letter's case, declared
_GAP = re.compile(
    r"[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,}"  # an ellipsis
    r"|(?P<bracket>[\w’']*\[[^\[\]]{0,120}\][\w’']*)"
)
_MOST_PIECES = 24
_SAME = 8  # places of the same words that are told apart
_PLACES = 48  # of the first piece, in one source
_MOST_PLACES = 4000  # of a later piece
_REPLACED = 8  # tokens of the source that a bracket may stand for
# More of such pieces between ellipses are a collage, whatever order they come in.
_SINGLE_WORDS = 1


@dataclass(frozen=True, slots=True)
class Pieces:
    """A quotation's words without its ellipses and brackets.

    ``gaps`` tells before which of the ``tokens`` an ellipsis or a bracket stood, ``brackets``
    what the brackets hold.
    """

    tokens: Tokens
    gaps: Mapping[int, Gap]
    brackets: tuple[str, ...]

    def bounds(self) -> list[Pair]:
        """Return each piece as its first token and the one after its last."""
        return list(pairwise([0, *sorted(self.gaps), len(self.tokens)]))


def pieces_of(text: str) -> Pieces | None:
    """Take a quotation apart at its ellipses and brackets; None where it has none."""
    given, text = text, _LETTER.sub(r"\1", text)
    found = list(_GAP.finditer(text))
    if (not found and text == given) or len(found) > _MOST_PIECES:
        return None
    tokens = tokens_of(text)
    kept: list[int] = []
    gaps: dict[int, Gap] = {}
    ends = [*(match.start() for match in found), len(text)]
    starts = [0, *(match.end() for match in found)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = range(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end))
        said = [n for n in inside if is_word(tokens.keys[n])]
        if not said:
            continue
        if kept:
            gaps[len(kept)] = "bracket" if found[number - 1]["bracket"] else "ellipsis"
        kept += range(said[0], said[-1] + 1)
    if not kept:
        return None
    brackets = tuple(match["bracket"] for match in found if match["bracket"])
    joined = Tokens(
        text,
        tuple(tokens.keys[n] for n in kept),
        tuple(tokens.plain[n] for n in kept),
        tuple(tokens.starts[n] for n in kept),
        tuple(tokens.ends[n] for n in kept),
    )
    return Pieces(joined, gaps, brackets)


def placed(pieces: Pieces, index: Indexed) -> list[list[Pair]]:
    """Place every piece word for word in a source, in order and as close together as can be.

    Returns the pairs of tokens of each place; of more than one piece the closest place only,
    and none where a piece is missing or out of order.
    """
    bounds = pieces.bounds()
    if len(bounds) == 1:
        runs = runs_of(pieces.tokens, index, _SAME)
        return [[(q, start + q) for q in range(len(pieces.tokens))] for start in runs]
    between = bounds[1:-1]
    single = sum(last - first == 1 for first, last in between)
    if single > _SINGLE_WORDS:
        return []
    parts = [pieces.tokens.part(first, last) for first, last in bounds]
    places = [runs_of(part, index, _MOST_PLACES if n else _PLACES) for n, part in enumerate(parts)]
    if not all(places):
        return []
    best: list[int] | None = None
    for first in places[0]:
        starts = _onwards(first, pieces, bounds, places)
        if starts and (best is None or starts[-1] - starts[0] < best[-1] - best[0]):
            best = starts
    if best is None:
        return []
    pairs = zip(best, bounds, strict=True)
    return [[(q, at + q - first) for at, (first, last) in pairs for q in range(first, last)]]


def _onwards(
    first: int, pieces: Pieces, bounds: list[Pair], places: list[list[int]]
) -> list[int] | None:
    """Place each piece at the next place after the one before it."""
    starts = [first]
    for n in range(1, len(bounds)):
        behind = starts[-1] + bounds[n - 1][1] - bounds[n - 1][0]
        at = bisect_left(places[n], behind)
        if at == len(places[n]):
            return None
        if pieces.gaps[bounds[n][0]] == "bracket" and places[n][at] - behind > _REPLACED:
            return None
        starts.append(places[n][at])
    return starts
