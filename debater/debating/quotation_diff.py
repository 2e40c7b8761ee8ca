"""What a student changed in a quotation: words aligned, differences named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from debater.debating.ballot_model import Change
from debater.debating.quotation_align import Gap, Pair, align, weight_of
from debater.debating.quotation_words import (
    FUNCTION_WORDS,
    Indexed,
    Tokens,
    is_word,
)

# A quotation is an altered one of a source when this part of its words stands in a window
# of it, in order; of words that are not mere grammar a part as well, or every sentence with
# "it is in the" would be an altered one.
NEAR = 0.6
_NEAR_CONTENT = 0.4
_LOOKUPS = 8000  # places looked at for one quotation in one source
_WINDOWS = 3
_DECLARED = 60  # words that an ellipsis may leave out in a window
_MOST_NAMED = 4
_NONE: Mapping[int, Gap] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of an alignment: tokens of the source and of the quotation, half-open.

    ``declared`` tells that an ellipsis or a bracket in the quotation owns up to it.
    """

    same: bool
    source: tuple[int, int]
    quoted: tuple[int, int]
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest run of a source: tokens ``first`` up to before ``last``, and the edits."""

    first: int
    last: int
    edits: tuple[Edit, ...]
    share: float


def nearest(
    quoted: Tokens, index: Indexed, gaps: Mapping[int, Gap] = _NONE, at_least: float = NEAR
) -> Near | None:
    """Return the run of a source that a quotation comes nearest to, or None where none is near.

    ``gaps`` are the numbers of the quotation's tokens before which words may be left out,
    as an ellipsis or a bracket says.
    """
    best: Near | None = None
    for first, last in _windows(quoted, index, _DECLARED if "ellipsis" in gaps.values() else 0):
        pairs = [
            (q, first + s)
            for q, s in align(quoted.keys, _as_typed(quoted, index.tokens.part(first, last)))
        ]
        near = _scored(_densest(pairs, quoted, gaps), quoted, gaps)
        if near is not None and near.share >= at_least and (not best or near.share > best.share):
            best = near
    return best


def _windows(quoted: Tokens, index: Indexed, more: int) -> list[tuple[int, int]]:
    """Return where in a source most words of a quotation stand about as far apart as in it."""
    size = len(quoted)
    width = max(8, size // 2) + more
    votes: Counter[int] = Counter()
    by_rarity = sorted(
        (len(places), n, places)
        for n, key in enumerate(quoted.plain)
        if is_word(key) and (places := index.places.get(key))
    )
    left = _LOOKUPS
    for count, n, places in by_rarity:
        weight = 1 + 2 * (count < 12) + 2 * (count < 3)
        for place in places[:left]:
            votes[(place - n) // width] += weight
        left -= count
        if left <= 0:
            break
    both = {b: votes[b] + votes[b + 1] for b in {*votes, *(b - 1 for b in votes)}}
    best = sorted(both, key=lambda b: (-both[b], b))[:_WINDOWS]
    end = len(index.tokens)
    spans = [(max(0, b * width - 2), min(end, (b + 2) * width + size + 2)) for b in best]
    return [(first, last) for first, last in spans if first < last]


def _as_typed(quoted: Tokens, window: Tokens) -> list[str]:
    """Return a window's keys, without an accent where the quotation leaves it out."""
    typed = set(quoted.keys)
    return [
        plain if key not in typed and plain in typed else key
        for key, plain in zip(window.keys, window.plain, strict=True)
    ]


def _densest(pairs: list[Pair], quoted: Tokens, gaps: Mapping[int, Gap]) -> list[Pair]:
    """Return the stretch of an alignment with most words in common and fewest skipped."""
    best, total, start, chosen = 0.0, 0.0, 0, (0, 0)
    for n, (q, s) in enumerate(pairs):
        if n:
            before = pairs[n - 1]
            declared = any(before[0] < g <= q for g in gaps if gaps[g] == "ellipsis")
            total -= 0.0 if declared else 0.5 * (s - before[1] - 1)
        if total < 0 or not n:
            total, start = 0.0, n
        total += weight_of(quoted.keys[q])
        if total > best:
            best, chosen = total, (start, n + 1)
    return pairs[slice(*chosen)]


def _scored(pairs: list[Pair], quoted: Tokens, gaps: Mapping[int, Gap]) -> Near | None:
    matched = [quoted.keys[q] for q, _ in pairs]
    words = sum(map(is_word, matched))
    content = sum(map(_is_content, matched))
    wanted = sum(map(_is_content, quoted.keys))
    if not words or content < max(1, _NEAR_CONTENT * wanted):
        return None
    edits = tuple(edits_of(pairs, quoted, gaps))
    return Near(pairs[0][1], pairs[-1][1] + 1, edits, words / max(1, quoted.words()))


def _is_content(key: str) -> bool:
    return is_word(key) and key not in FUNCTION_WORDS


def edits_of(
    pairs: Sequence[Pair], quoted: Tokens, gaps: Mapping[int, Gap] = _NONE
) -> Iterator[Edit]:
    """Yield an alignment as edits, in order; together they cover all of the quotation."""
    end = (len(quoted), pairs[-1][1] + 1)
    (q, s), run = (0, pairs[0][1]), 0
    for next_q, next_s in [*pairs, end]:
        at_gap = q == next_q and q in gaps and (next_q, next_s) != end
        if run and ((q, s) != (next_q, next_s) or at_gap or (next_q, next_s) == end):
            yield Edit(True, (s - run, s), (q - run, q))
            run = 0
        if (q, s) != (next_q, next_s) or at_gap:
            yield Edit(False, (s, next_s), (q, next_q), at_gap)
        q, s, run = next_q + 1, next_s + 1, run + 1


def widened(edits: Sequence[Edit], quoted: Tokens, source: Tokens) -> list[Edit]:
    """Give a change of mere punctuation the words it touches, so that it can be read."""
    result: list[Edit] = []
    rest = list(edits)
    for n, edit in enumerate(rest):
        keys = source.keys[slice(*edit.source)] + quoted.keys[slice(*edit.quoted)]
        if not edit.same and not edit.declared and not any(map(is_word, keys)):
            if result and result[-1].same:
                result[-1], edit = _with_word_before(result[-1], edit)
            if n + 1 < len(rest) and rest[n + 1].same and _touches_next(edit, quoted, source):
                edit, rest[n + 1] = _with_word_after(edit, rest[n + 1])
        result.append(edit)
    return [edit for edit in result if edit.declared or not _is_empty(edit)]


def _is_empty(edit: Edit) -> bool:
    return edit.source[0] == edit.source[1] and edit.quoted[0] == edit.quoted[1]


def _with_word_before(last: Edit, edit: Edit) -> tuple[Edit, Edit]:
    cut = Edit(True, (last.source[0], last.source[1] - 1), (last.quoted[0], last.quoted[1] - 1))
    wider = Edit(False, (edit.source[0] - 1, edit.source[1]), (edit.quoted[0] - 1, edit.quoted[1]))
    return cut, wider


def _touches_next(edit: Edit, quoted: Tokens, source: Tokens) -> bool:
    """Tell whether a word follows without a space, as after a hyphen."""
    in_source = edit.source[0] < edit.source[1] < len(source)
    in_quoted = edit.quoted[0] < edit.quoted[1] < len(quoted)
    s, q = edit.source[1], edit.quoted[1]
    return (in_source and source.ends[s - 1] == source.starts[s]) or (
        in_quoted and quoted.ends[q - 1] == quoted.starts[q]
    )


def _with_word_after(edit: Edit, following: Edit) -> tuple[Edit, Edit]:
    wider = Edit(False, (edit.source[0], edit.source[1] + 1), (edit.quoted[0], edit.quoted[1] + 1))
    cut = Edit(
        True,
        (following.source[0] + 1, following.source[1]),
        (following.quoted[0] + 1, following.quoted[1]),
    )
    return wider, cut


def changes_of(edits: Sequence[Edit], quoted: Tokens, source: Tokens) -> tuple[Change, ...]:
    """Return edits as a diff in the words of the source and of the quotation, verbatim."""
    changes = []
    for edit in edits:
        theirs = _line(source.between(*edit.source))
        if edit.same:
            changes.append(Change("same", theirs))
            continue
        if theirs:
            changes.append(Change("dropped", theirs))
        mine = quoted.between(*edit.quoted)
        if edit.declared:
            # The ellipsis or bracket itself: what stands between the words around it.
            q = edit.quoted[0]
            mine = quoted.text[quoted.ends[q - 1] : quoted.starts[q]]
        if mine.strip():
            changes.append(Change("added", _line(mine)))
    return tuple(changes)


def _line(text: str) -> str:
    return " ".join(text.split())


def clips(edits: Sequence[Edit], quoted: Tokens, source: Tokens) -> bool:
    """Tell whether words of the source are left out that no ellipsis owns up to.

    A word that only stands elsewhere in the quotation is not left out.
    """
    added = Counter(
        key for edit in edits if not edit.same for key in quoted.keys[slice(*edit.quoted)]
    )
    for edit in edits:
        if edit.same or edit.declared or edit.quoted[0] < edit.quoted[1]:
            continue
        gone = source.keys[slice(*edit.source)]
        if any(is_word(key) and not added[key] for key in gone):
            return True
    return False


def in_words(edits: Sequence[Edit], quoted: Tokens, source: Tokens) -> str:
    """Name what was changed: “You added ‘always’ and dropped ‘not’”, without a full stop."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    count = 0
    for edit in edits:
        if edit.same or edit.declared:
            continue
        count += 1
        if count > _MOST_NAMED:
            continue
        theirs, mine = (
            _shown(source.between(*edit.source)),
            _shown(quoted.between(*edit.quoted)),
        )
        if theirs and mine:
            told["wrote"].append(f"{mine} for {theirs}")
        elif mine:
            told["added"].append(mine)
        else:
            told["dropped"].append(theirs)
    parts = [f"{verb} {_and(told[verb])}" for verb in ("wrote", "added", "dropped") if told[verb]]
    more = count - _MOST_NAMED
    if more > 0:
        parts.append(f"made {more} more change{'s' if more > 1 else ''}")
    return f"You {_and(parts)}"


def _shown(text: str) -> str:
    """Put words between single marks; of many only the first and last."""
    listed = text.split()
    if not listed:
        return ""
    if len(listed) > 12:
        listed = [*listed[:6], "…", *listed[-5:]]
    return f"‘{' '.join(listed)}’"


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


_MARKED = {"same": "{}", "dropped": "[−{}−]", "added": "{{+{}+}}"}


def diff_line(changes: Sequence[Change]) -> str:
    """Write a diff on a line: ``the [−not−] {+always+} same``."""
    return " ".join(_MARKED[change.kind].format(change.words) for change in changes)
