"""Finds what a text puts in quotation marks, by whatever habit of typing.

The rules:

* marks are “…”, "…", „…“, «…», »…«, ‘…’, '…', ‹…›, 「…」 and 『…』; a curly mark may be closed
  by a straight one of its kind;
* an apostrophe in or at the end of a word is no mark; of ‘the pupils’ own phones’ the last
  one closes;
* a quotation within a quotation belongs to the outer one;
* a quotation runs over a paragraph's end when the next paragraph opens with a mark again, or
  when the next mark of its kind only closes; otherwise it is never closed, and then it is
  taken to the end of its sentence; a straight single mark never closed is an apostrophe.

One pass with a stack: the work grows with the text, however many marks it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from debater.text import Span, sentence_spans

_FAMILY = {
    **dict.fromkeys('“”„‟"', "double"),
    **dict.fromkeys("‘’‚‛'", "single"),
    **dict.fromkeys("«»", "guillemets"),
    **dict.fromkeys("‹›", "small guillemets"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
}
_MARK = re.compile(rf"[{''.join(_FAMILY)}]|\n[ \t]*\n\s*")
_ONLY_OPENS, _ONLY_CLOSES = frozenset("„‟‘‚‛「『"), frozenset("」』")
_DIRECTED = frozenset("”»›」』")
# Before an opening mark and after a closing one there is no letter.
_BEFORE_OPENING = re.compile(r"[\s(\[{<\-–—/“‘„«‹\"'=:;,]")
_AFTER_CLOSING = re.compile(r"[\s)\]}>\-–—/”’“»›\"'.,;:!?…]")
_CLIPPED_WORD = re.compile(r"(?:em|tis|twas|cause|til|till|bout|n|round|neath|\d\ds?)\b", re.I)
# A quotation that is never closed is looked for the end of its sentence in this many characters.
_UNCLOSED_LENGTH = 1500
_MOST_UNCLOSED = 200
_EDGES = " \t\r\n\u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands in marks: ``inner`` without them (nor white space), ``outer`` with them."""

    inner: Span
    outer: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    at: int
    mark: str
    family: str
    sure: bool  # that it opens a quotation, though it is never closed


def quotations_in(text: str) -> Iterator[Quoted]:
    """Yield the outermost quotations of ``text``, in order."""
    found = _Scan(text).found()
    end = -1
    for one in sorted(found, key=lambda one: (one.outer.start, -one.outer.end)):
        if one.outer.start >= end:
            end = one.outer.end
            if one.inner.start < one.inner.end:
                yield one


class _Scan:
    """One pass over the marks of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Open] = []
        self._open: Counter[str] = Counter()  # how many of each family the stack holds
        self._pairs: list[tuple[int, int]] = []
        self._unclosed: list[_Open] = []
        self._marks = list(_MARK.finditer(text))
        self._next_single = self._next_singles()

    def found(self) -> list[Quoted]:
        """Return every quotation, closed or not; some lie in others."""
        swallowed = -1  # the mark that opens a paragraph within a quotation
        for number, match in enumerate(self._marks):
            if match.group()[0] == "\n":
                swallowed = self._paragraph_ends(number)
            elif match.start() != swallowed:
                self._mark(number, match.start(), match.group())
        self._give_up(self._stack)
        closed = [self._quoted(start + 1, end, start, end + 1) for start, end in self._pairs]
        return closed + list(self._never_closed())

    def _mark(self, number: int, at: int, mark: str) -> None:
        family = _FAMILY[mark]
        before, after = self._text[at - 1 : at], self._text[at + 1 : at + 2]
        may_open = (not before or bool(_BEFORE_OPENING.match(before))) and bool(after.strip())
        may_close = bool(before.strip()) and (not after or bool(_AFTER_CLOSING.match(after)))
        if family == "single" and mark in "‘’'‛":
            if before.isalnum() and after.isalnum():
                return  # an apostrophe
            self._single(number, at, mark, may_open, may_close)
        elif self._closes(mark, family, may_open, may_close):
            self._close(at, family)
        elif mark not in _ONLY_CLOSES:
            # Six inches are 6": a mark that could only close opens nothing for sure.
            sure = may_open or not may_close
            if not (mark == '"' and before.isdigit() and not may_open):
                self._push(_Open(at, mark, family, sure and mark != "”"))

    def _closes(self, mark: str, family: str, may_open: bool, may_close: bool) -> bool:
        if not self._open[family]:
            return False
        if mark in _ONLY_OPENS:
            return False
        if mark in _ONLY_CLOSES or mark == "”":
            return True
        opener = self._last(family).mark
        if family in ("guillemets", "small guillemets"):
            return mark != opener
        if mark == "“":
            return opener == "„" or (may_close and not may_open)
        return may_close or not may_open

    def _single(self, number: int, at: int, mark: str, may_open: bool, may_close: bool) -> None:
        """Take ' and ’ for a mark only where they are clearly no apostrophe."""
        if self._open["single"] and may_close and mark != "‘":
            if self._text[at - 1] in "sS" and self._is_possessive(number, at):
                return
            self._close(at, "single")
        elif may_open and mark != "’" and not _CLIPPED_WORD.match(self._text, at + 1):
            self._push(_Open(at, mark, "single", sure=mark == "‘"))

    def _is_possessive(self, number: int, at: int) -> bool:
        """Tell whether words go on after an apostrophe, and another mark closes later."""
        goes_on = re.match(r"\s+[a-z]", self._text[at + 1 : at + 4])
        return bool(goes_on) and self._next_single[number] == "close"

    def _next_singles(self) -> list[str]:
        """For each mark, what the next single mark of its paragraph does: open, close, or ""."""
        following, role = [], ""
        for match in reversed(self._marks):
            following.append(role)
            mark, at = match.group(), match.start()
            if mark[0] == "\n":
                role = ""
            elif mark in "‘’'":
                before, after = self._text[at - 1 : at], self._text[at + 1 : at + 2]
                if before.isalnum() and after.isalnum():
                    continue
                closes = bool(before.strip()) and (not after or _AFTER_CLOSING.match(after))
                role = "close" if closes and mark != "‘" else "open"
        return following[::-1]

    def _push(self, opened: _Open) -> None:
        self._stack.append(opened)
        self._open[opened.family] += 1

    def _last(self, family: str) -> _Open:
        return next(one for one in reversed(self._stack) if one.family == family)

    def _close(self, at: int, family: str) -> None:
        """Close the last quotation of a family; what was opened in it and not closed is text."""
        while self._stack:
            opened = self._stack.pop()
            self._open[opened.family] -= 1
            if opened.family == family:
                self._pairs.append((opened.at, at))
                return

    def _paragraph_ends(self, number: int) -> int:
        """Give up what does not go on; return the mark that only opens a paragraph again."""
        after = self._marks[number].end()
        first = self._text[after : after + 1]
        family = _FAMILY.get(first)
        if family and first not in _ONLY_CLOSES and self._open[family] and first != "’":
            return after
        closes = self._marks[number + 1].group() if number + 1 < len(self._marks) else ""
        if closes not in _DIRECTED or not self._open[_FAMILY[closes]]:
            self._give_up(self._stack)
        return -1

    def _give_up(self, stack: list[_Open]) -> None:
        self._unclosed += [one for one in stack if one.sure]
        stack.clear()
        self._open.clear()

    def _never_closed(self) -> Iterator[Quoted]:
        """Take each mark never closed to the end of its sentence, or to the next quotation."""
        blank_line = re.compile(r"\n[ \t]*\n")
        starts = sorted({start for start, _ in self._pairs} | {one.at for one in self._unclosed})
        following = dict(pairwise([*starts, len(self._text)]))
        for number, opened in enumerate(sorted(self._unclosed, key=lambda one: one.at)):
            if number == _MOST_UNCLOSED:
                return  # nothing but opening marks is no speech
            end = min(following[opened.at], opened.at + _UNCLOSED_LENGTH)
            blank = blank_line.search(self._text, opened.at, end)
            sentences = sentence_spans(self._text, opened.at + 1, blank.start() if blank else end)
            if sentences:
                end = sentences[0].end
                yield self._quoted(opened.at + 1, end, opened.at, end, closed=False)

    def _quoted(self, start: int, end: int, first: int, last: int, closed: bool = True) -> Quoted:
        part = self._text[start:end]
        left = start + len(part) - len(part.lstrip(_EDGES))
        right = end - (len(part) - len(part.rstrip(_EDGES)))
        return Quoted(Span(left, max(left, right)), Span(first, last), closed)
