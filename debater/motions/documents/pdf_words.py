"""The words of a PDF's page, with place, size and weight, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NAME_BYTES = 128
_LINE_END_HYPHENS = "\x02\ufffe"
_MARKS = "*†‡§¹²³"
# Twelve times what a dense newspaper page holds; a page beyond it is an attack or a map.
_MOST_CHARACTERS = 120_000
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi(?!-?light)|-bd\b|\bbx\d", re.I)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space; units are points, ``y`` is the baseline.

    ``glued`` says that no white space parts it from the word before.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    glued: bool = False


def page_words(textpage: Any) -> list[Word]:
    """Return the upright words of a page in the order of the file.

    What runs at another angle than most of the page (a stamp in the margin) is left out;
    a page that is turned as a whole is read as it would be held.
    """
    # Deferred with the library itself, which loads a shared object.
    import pypdfium2.raw as raw  # type: ignore[import-untyped]  # no stubs

    found: list[tuple[Word, int]] = []
    for first, last, text, glued in _runs(raw, textpage.raw):
        if placed := _word(raw, textpage.raw, first, last, text, glued):
            found.append(placed)
    turns: Counter[int] = Counter()
    for word, turn in found:
        turns[turn] += len(word.text)
    if not turns:
        return []
    upright = turns.most_common(1)[0][0]
    return [word for word, turn in found if turn == upright]


def _runs(raw: Any, page: Any) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (first, last, text, glued) of each run of characters without white space.

    A run is parted where raised or smaller digits begin or end: they are markers of
    notes, or exponents.
    """
    text, first, glued = "", 0, False
    count = min(raw.FPDFText_CountChars(page), _MOST_CHARACTERS)
    for place in range(count):
        code = raw.FPDFText_GetUnicode(page, place)
        character = chr(code) if 0 < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
        if character.isspace() or character == "\u200b":
            if text:
                yield first, place - 1, text, glued
            text, glued = "", False
            continue
        if character in _LINE_END_HYPHENS:
            # PDFium takes a hyphen at a line's end and the line's end out of the word.
            yield first if text else place, place, text + character, glued
            text, glued = "", False
            continue
        marks = character.isdigit() or character in _MARKS
        if text and marks != (text[-1].isdigit() or text[-1] in _MARKS):
            now, before = _size(raw, page, place), _size(raw, page, place - 1)
            scale = now / before if before else 1.0
            if not 0.85 < scale < 1.18 or _is_raised(raw, page, place - 1, place, max(now, before)):
                yield first, place - 1, text, glued
                text, glued = "", True
        elif len(text) == 1 and _size(raw, page, place) < 0.5 * _size(raw, page, first):
            # A large initial, which PDFium does not part from its word on a turned page.
            yield first, first, text, glued
            text = ""
        if not text:
            first = place
        text += character
    if text:
        yield first, count - 1, text, glued


def _size(raw: Any, page: Any, place: int) -> float:
    """Return the size a character is shown at: that of its font, scaled."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(page, place))
    if raw.FPDFText_GetMatrix(page, place, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return size


def _is_raised(raw: Any, page: Any, before: int, after: int, size: float) -> bool:
    low, high = _origin(raw, page, before), _origin(raw, page, after)
    return abs(high[1] - low[1]) > 0.15 * size and abs(high[0] - low[0]) < 2 * size


def _origin(raw: Any, page: Any, place: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, place, x, y)
    return x.value, y.value


def _word(
    raw: Any, page: Any, first: int, last: int, text: str, glued: bool
) -> tuple[Word, int] | None:
    """Return a word and how many quarters of a turn it stands off upright."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(page, first, matrix):
        return None
    size = float(raw.FPDFText_GetFontSize(page, first)) * math.hypot(matrix.c, matrix.d)
    left, bottom, right, top = _box(raw, page, first)
    left2, bottom2, right2, top2 = _box(raw, page, last)
    x, y = _origin(raw, page, first)
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    # Turn the page so that its words are upright: x runs with the text, y up from it.
    x0, x1, base = {
        0: (left, right2, y),
        1: (bottom, top2, -x),
        2: (-right, -left2, -y),
        3: (-top, -bottom2, x),
    }[turn]
    if not all(map(math.isfinite, (x0, x1, base, size))) or not 0.5 < size < 2000:
        return None
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, first, name, _NAME_BYTES, flags)
    bold = bool(_BOLD.search(name.value)) or raw.FPDFText_GetFontWeight(page, first) >= 600
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Word(text, x0, max(x0, x1), base, size, bold, glued), turn


def _box(raw: Any, page: Any, place: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, place, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
