"""The words of a source and where they stand, so that a quotation is found at once.

Compared are words and the punctuation between them, as ``debater.text.fold`` levels both:
two texts with the same tokens differ in quotation marks, dashes, spaces or case at most.
Accents are levelled too where a quotation leaves them out, as a keyboard may.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from debater.text import Span

_ONE_BY_ONE = "\u3040-\u30ff\u3400-\u9fff"  # scripts that put no space between words
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufe0f"
_LETTER = rf"(?:[^\W_{_ONE_BY_ONE}]|[\u0300-\u036f{_INVISIBLE}])"
_DASH = "[-‐‑‒–—―−]"
_TOKEN = re.compile(
    rf"[{_ONE_BY_ONE}]"
    r"|\d+(?:[.,:/]\d+)+"  # 1,500 and 3.5 are one figure each
    rf"|{_LETTER}+(?:['’‘ʼ′]{_LETTER}+)*"
    rf"|{_DASH}(?:\s?{_DASH})*"
    r"|…|\.(?:\s?\.){2,}"
    r"|\S"
)
_IGNORED = frozenset("\"“”„‟″'‘’‚‛′«»‹›「」『』`")
_EDGE = frozenset((".", ",", ";", ":", "!", "?", "-"))
ELLIPSIS = "..."
_APOSTROPHES = str.maketrans("’‘ʼ′", "''''", "\u00ad\u200b\u200c\u200d\u2060\ufe0f")
_COMBINING = re.compile("[\u0300-\u036f]")
# Words that stand in every text and prove nothing.
FUNCTION_WORDS = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her him "
    "his i if in into is it its may more most no nor not of on one or our out she should so "
    "some such than that the their them then there these they this those to up us was we were "
    "what when which who will with would you your".split()
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and punctuation of a text: what they are compared by, and where they stand.

    ``plain`` are the keys without accents.
    """

    text: str
    keys: tuple[str, ...]
    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, first: int, last: int) -> str:
        """Return the text from token ``first`` up to before token ``last``, as it stands."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens from ``first`` up to before ``last`` stand."""
        return Span(self.starts[first], self.ends[last - 1])

    def part(self, first: int, last: int) -> Tokens:
        """Return the tokens from ``first`` up to before ``last``."""
        cut = slice(first, last)
        return Tokens(self.text, self.keys[cut], self.plain[cut], self.starts[cut], self.ends[cut])

    def words(self) -> int:
        """Count the words."""
        return sum(map(is_word, self.keys))


def is_word(key: str) -> bool:
    """Tell a word or figure from punctuation."""
    return key[0].isalnum()


def tokens_of(text: str) -> Tokens:
    """Return the tokens of ``text``; quotation marks are none."""
    known: dict[str, tuple[str, str]] = {}
    keys, plain, starts, ends = [], [], [], []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw in _IGNORED:
            continue
        pair = known.get(raw) or known.setdefault(raw, _keys(raw))
        if not pair[0]:
            continue  # nothing but what cannot be seen
        keys.append(pair[0])
        plain.append(pair[1])
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, tuple(keys), tuple(plain), tuple(starts), tuple(ends))


def quoted_tokens(text: str) -> Tokens:
    """Return the tokens of a quotation without the punctuation at its ends.

    Where it goes is a matter of house style; a minus before a figure is no punctuation.
    """
    tokens = tokens_of(text)
    first, last = 0, len(tokens)
    while last > first and tokens.keys[last - 1] in (*_EDGE, ELLIPSIS):
        last -= 1
    while first < last and tokens.keys[first] in (*_EDGE, ELLIPSIS):
        if tokens.keys[first] == "-" and first + 1 < last and _is_minus(tokens, first):
            break
        first += 1
    return tokens.part(first, last)


def _is_minus(tokens: Tokens, at: int) -> bool:
    return tokens.ends[at] == tokens.starts[at + 1] and tokens.keys[at + 1][0].isdigit()


def _keys(raw: str) -> tuple[str, str]:
    if raw[0] in "-‐‑‒–—―−":
        return "-", "-"
    if raw[0] == "…" or (raw[0] == "." and len(raw) > 1):
        return ELLIPSIS, ELLIPSIS
    key = unicodedata.normalize("NFKC", raw.translate(_APOSTROPHES)).casefold()
    if key.isascii():
        return key, key
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", key))
    return key, unicodedata.normalize("NFC", plain) or key


@dataclass(frozen=True, slots=True)
class Indexed:
    """A source's tokens, and where each word of it stands."""

    tokens: Tokens
    places: Mapping[str, Sequence[int]]


@lru_cache(maxsize=32)
def index_of(text: str) -> Indexed:
    """Return the index of a source's text; made once, about half a second for 120,000 words."""
    tokens = tokens_of(text)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(tokens.plain):
        places[key].append(place)
    return Indexed(tokens, dict(places))


def runs_of(needle: Tokens, index: Indexed, limit: int, start: int = 0) -> list[int]:
    """Return where ``needle`` stands word for word in a source: at most ``limit`` places.

    Each is the number of its first token, from ``start`` on, in order.
    """
    if not needle.keys:
        return []
    rarest = min(range(len(needle)), key=lambda n: len(index.places.get(needle.plain[n], ())))
    places = index.places.get(needle.plain[rarest], ())
    found: list[int] = []
    size = len(needle)
    source = index.tokens
    for number in range(bisect_left(places, start + rarest), len(places)):
        first = places[number] - rarest
        if source.plain[first : first + size] == needle.plain and _accents_hold(
            needle, source, first
        ):
            found.append(first)
            if len(found) == limit:
                break
    return found


def _accents_hold(needle: Tokens, source: Tokens, first: int) -> bool:
    """Tell whether the words are the same but for accents that were left out."""
    return all(
        key in (source.keys[first + n], source.plain[first + n])
        for n, key in enumerate(needle.keys)
    )


def whole_words(source: Tokens, first: int, last: int) -> tuple[int, int]:
    """Return a run of tokens with the whole of a word that it cuts at a hyphen.

    A minus belongs to its figure in the same way.
    """
    while (
        first > 0 and _hyphen(source, first - 1) and source.ends[first - 1] == source.starts[first]
    ):
        joined = first > 1 and source.ends[first - 2] == source.starts[first - 1]
        if joined and is_word(source.keys[first - 2]):
            first -= 2
        elif not joined and source.keys[first][0].isdigit():
            first -= 1
        else:
            break
    while (
        last + 1 < len(source)
        and _hyphen(source, last)
        and is_word(source.keys[last + 1])
        and source.ends[last - 1] == source.starts[last]
        and source.ends[last] == source.starts[last + 1]
    ):
        last += 2
    return first, last


def _hyphen(source: Tokens, at: int) -> bool:
    return source.text[source.starts[at] : source.ends[at]] in ("-", "‐", "‑", "−")
