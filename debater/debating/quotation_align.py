"""Aligns the words of a quotation with those of a source."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from debater.debating.quotation_words import FUNCTION_WORDS, is_word

_CELLS = 150_000  # word pairs compared at once; beyond, only between words that stand once
_DEEPEST = 30

Pair = tuple[int, int]
Gap = Literal["ellipsis", "bracket"]


def weight_of(key: str) -> int:
    """How much it says that two texts share a token: words of content most."""
    if not is_word(key):
        return 1
    return 2 if key in FUNCTION_WORDS else 4


def align(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    """Align two runs of tokens: pairs of places with equal tokens, ascending in both.

    The longest common run of tokens where that can be had within bounds, words before
    punctuation; in longer texts it is looked for between tokens that stand once in each.
    """
    pairs: list[Pair] = []
    _align(first, second, (0, len(first)), (0, len(second)), pairs, 0)
    return _closer(pairs, second)


def _align(
    a: Sequence[str], b: Sequence[str], of_a: Pair, of_b: Pair, pairs: list[Pair], depth: int
) -> None:
    (i, last_a), (j, last_b) = of_a, of_b
    while i < last_a and j < last_b and a[i] == b[j]:
        pairs.append((i, j))
        i, j = i + 1, j + 1
    tail: list[Pair] = []
    while i < last_a and j < last_b and a[last_a - 1] == b[last_b - 1]:
        last_a, last_b = last_a - 1, last_b - 1
        tail.append((last_a, last_b))
    if (last_a - i) * (last_b - j) <= _CELLS:
        pairs += _longest(a, b, (i, last_a), (j, last_b))
    elif depth < _DEEPEST:
        anchors = _anchors(a, b, (i, last_a), (j, last_b))
        for (a1, b1), (a2, b2) in pairwise([(i - 1, j - 1), *anchors, (last_a, last_b)]):
            if anchors:
                _align(a, b, (a1 + 1, a2), (b1 + 1, b2), pairs, depth + 1)
            if (a2, b2) != (last_a, last_b):
                pairs.append((a2, b2))
    pairs += reversed(tail)


def _closer(pairs: list[Pair], second: Sequence[str]) -> list[Pair]:
    """Move a lone token of the second run as near to the next one as it stands in the first."""
    for n in range(len(pairs) - 2, -1, -1):
        (q, s), (next_q, next_s) = pairs[n], pairs[n + 1]
        nearer = next_s - (next_q - q)
        lone = n == 0 or pairs[n - 1] != (q - 1, s - 1)
        if lone and nearer > s and second[nearer] == second[s]:
            pairs[n] = (q, nearer)
    return pairs


def _longest(a: Sequence[str], b: Sequence[str], of_a: Pair, of_b: Pair) -> list[Pair]:
    """The heaviest common subsequence, by the table that compares every pair."""
    (i, last_a), (j, last_b) = of_a, of_b
    width = last_b - j
    if i == last_a or not width:
        return []
    table = [[0] * (width + 1)]
    for x in range(last_a - 1, i - 1, -1):
        below = table[-1]
        row = [0] * (width + 1)
        weight, key = weight_of(a[x]), a[x]
        for y in range(width - 1, -1, -1):
            if b[j + y] == key:
                row[y] = below[y + 1] + weight
            row[y] = max(row[y], below[y], row[y + 1])
        table.append(row)
    table.reverse()
    pairs, x, y = [], 0, 0
    while x < last_a - i and y < width:
        if a[i + x] == b[j + y] and table[x][y] == table[x + 1][y + 1] + weight_of(a[i + x]):
            pairs.append((i + x, j + y))
            x, y = x + 1, y + 1
        elif table[x][y] == table[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


def _anchors(a: Sequence[str], b: Sequence[str], of_a: Pair, of_b: Pair) -> list[Pair]:
    """Tokens that stand once in each part, as many as come in the same order in both."""
    count_a, count_b = Counter(a[slice(*of_a)]), Counter(b[slice(*of_b)])
    place = {key: n for n, key in enumerate(b[slice(*of_b)], start=of_b[0]) if count_b[key] == 1}
    single = [(n, place[a[n]]) for n in range(*of_a) if count_a[a[n]] == 1 and a[n] in place]
    ends: list[int] = []  # the smallest last place of an ascending run of each length
    runs: list[int] = []
    before: dict[int, int] = {}
    for number, (_, y) in enumerate(single):
        length = bisect_left(ends, y)
        if length:
            before[number] = runs[length - 1]
        ends[length : length + 1] = [y]
        runs[length : length + 1] = [number]
    chosen = []
    at = runs[-1] if runs else None
    while at is not None:
        chosen.append(single[at])
        at = before.get(at)
    return chosen[::-1]
