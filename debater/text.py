"""Text as it enters: cleaned of what a terminal would obey, split, matched verbatim.

Everything typed, pasted, piped or read from a file goes through ``clean`` once, where
it enters.  Sources are the exception: they are quoted byte for byte, so they are never
rewritten; ``unsafe_characters`` finds what would have to go and the pack is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Terminal control strings (OSC, DCS, SOS, PM, APC: from their introducer to BEL or ST, at
# most to the end of the line) and CSI or two-character escapes.
_CONTROL_STRING = re.compile(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
)
_ESCAPE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?")
# C0 and C1 controls except tab and newline; bidi embeddings, overrides and isolates;
# line and paragraph separators are turned into newlines before; BOM; noncharacters.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ufff9-\ufffb]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NEWLINE = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")


def clean(text: str) -> str:
    """Return ``text`` without anything a terminal or a layout engine would act on.

    Escape sequences, control characters (tab and newline stay), bidirectional overrides
    and byte-order marks go; every kind of line end becomes a newline; a lone surrogate
    becomes U+FFFD.  Letters, emoji joiners and right-to-left scripts are kept as typed.
    """
    text = _NEWLINE.sub("\n", text)
    text = _CONTROL_STRING.sub("", text)
    text = _ESCAPE.sub("", text)
    text = _UNSAFE.sub("", text)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_line(text: str) -> str:
    """Return ``clean(text)`` on one line, with runs of white space folded to a space."""
    return " ".join(clean(text).split())


def unsafe_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, name) of each character of ``text`` that ``clean`` would not keep.

    Line ends of every kind and a byte-order mark at the very start are allowed: they lie
    outside every quotation.
    """
    for match in re.finditer(_UNSAFE.pattern + "|" + _SURROGATE.pattern, text):
        character = match.group()
        if character in "\r\x85\x0b\x0c" or (character == "\ufeff" and match.start() == 0):
            continue
        name = unicodedata.name(character, f"control character U+{ord(character):04X}")
        yield match.start(), name


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets in a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of ``text`` this span covers."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Tell whether this span lies inside ``other``."""
        return other.start <= self.start and self.end <= other.end


_OPENING, _CLOSING = "“‘\"'«„(", "”’\"'»”)"


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split ``text[start:end]`` into sentences and return their spans in ``text``.

    White space around a sentence is left out, so every span begins and ends on a
    visible character.
    """
    # nupunkt unpacks its abbreviation model on first use; a plain ``--help`` never needs it.
    from nupunkt import sent_spans

    end = len(text) if end is None else end
    part = text[start:end]
    spans = []
    for first, last in sent_spans(part):
        sentence = part[first:last]
        left = len(sentence) - len(sentence.lstrip("\ufeff \t\r\n\u00a0"))
        stripped = sentence.strip("\ufeff \t\r\n\u00a0")
        if stripped:
            spans.append(Span(start + first + left, start + first + left + len(stripped)))
    return spans


def without_unpaired_quotes(text: str, span: Span) -> Span:
    """Shrink ``span`` past a quotation mark at either end whose partner lies outside it.

    White space that then lies at an end is left out too.  Nothing is left of a span
    that holds no more than such a mark.
    """
    start, end = span.start, span.end
    if text[start] in "“«„" and not any(mark in text[start:end] for mark in "”»"):
        start += 1
    if start < end and text[end - 1] in "”»" and not any(m in text[start:end] for m in "“«„"):
        end -= 1
    if start < end and text.count('"', start, end) == 1:
        if text[start] == '"':
            start += 1
        elif text[end - 1] == '"':
            end -= 1
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, max(start, start + len(part.strip())))


_FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "…": "...",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return ``text`` with typography levelled: straight quotes, plain dashes, one case.

    Two texts with equal folds differ only in quotes, dashes, spaces or case.
    """
    level = unicodedata.normalize("NFKC", text.translate(_FOLD)).casefold()
    level = re.sub(r"\s*-+\s*", " - ", level)
    return " ".join(level.split())


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """Return the words of ``text``, folded: letters and digits, inner apostrophes kept."""
    return [match.replace("’", "'").casefold() for match in _WORD.findall(text)]


def word_spans(text: str) -> list[tuple[str, Span]]:
    """Return each word of ``text`` as ``words`` folds it, with its span."""
    return [
        (match.group().replace("’", "'").casefold(), Span(match.start(), match.end()))
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    """All words of ``text`` in one string, a space around each."""
    return f" {' '.join(words(text))} "


def find_run(needle: list[str], text: str, at_least: int) -> Span | None:
    """Find the longest run of ``needle``'s words that ``text`` holds word for word.

    Returns the span in ``text``, or None when the longest run is under ``at_least`` words.
    """
    folded = _folded(text)
    runs = (" ".join(needle[i : i + at_least]) for i in range(len(needle) - at_least + 1))
    # A search in one string settles the usual case, that nothing was quoted, at once.
    if not any(f" {run} " in folded for run in runs):
        return None
    haystack = word_spans(text)
    best: tuple[int, int] = (0, 0)  # length, end in the haystack
    previous = [0] * (len(haystack) + 1)
    for word in needle:
        current = [0] * (len(haystack) + 1)
        for j, (other, _) in enumerate(haystack):
            if word == other:
                current[j + 1] = previous[j] + 1
                best = max(best, (current[j + 1], j + 1))
        previous = current
    length, end = best
    if length < at_least:
        return None
    return Span(haystack[end - length][1].start, haystack[end - 1][1].end)


def excerpt(text: str, limit: int) -> str:
    """Return ``text`` on a line of at most ``limit`` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    if " " in cut[limit // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + "…"
