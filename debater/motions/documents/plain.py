"""Plain text: paragraphs set apart by blank lines, by line ends or by indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from debater.motions.documents.decode import decoded
from debater.motions.documents.front import looks_like_title
from debater.motions.documents.model import Block, Document
from debater.motions.documents.notes import without_notes
from debater.motions.documents.tidy import (
    HYPHENS,
    is_item,
    joined,
    listed,
    tidied,
    vocabulary,
)
from debater.motions.passages import is_heading

_RULE = re.compile(r"^\s*([=\-_*~#+.·•]\s*){3,}$")
_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*(?:\[\d{1,3}\])?$")
_WRAPPED_AT_MOST = 110  # characters; a longer line was not wrapped by hand or by a program
_TITLE_REACH = 2  # blocks


def read_plain(data: bytes, charset: str | None = None) -> Document:
    """Read a plain text file; raises ``DocumentError`` when the bytes are no text."""
    return plain_document(decoded(data, charset))


def plain_document(text: str) -> Document:
    """Read clean plain text whose lines end in a newline."""
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    groups = _groups(lines)
    known = vocabulary(lines)
    width = _wrap_width(lines)
    parts = [part for group in groups for part in _parts(group, width, len(groups) == 1)]
    cite: dict[str, str] = {}
    blocks: list[Block] = []
    for part in parts:
        block = _block(part, known)
        if not blocks and not cite and _is_title(part, parts):
            cite["title"] = block.text
            continue
        blocks.append(block)
    kept, dropped = without_notes(tidied(blocks))
    return Document(tuple(kept), cite, tuple(dropped))


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Return the runs of lines that blank lines, or lines of rules, set apart."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or _RULE.match(line):
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Return the width the text was wrapped to, or None when a line is a paragraph."""
    filled = [line for line in lines if line.strip()]
    if not filled or max(map(len, filled)) > _WRAPPED_AT_MOST:
        longer = [line for line in filled if len(line) > _WRAPPED_AT_MOST]
        # One long line, an address say, does not undo the wrapping of all the others.
        if not filled or len(longer) > 0.02 * len(filled):
            return None
        filled = [line for line in filled if len(line) <= _WRAPPED_AT_MOST]
    stopped = sum(bool(_STOPPED.search(line)) for line in filled)
    if stopped >= 0.75 * len(filled) or median(map(len, filled)) < 25:
        return None
    return max(map(len, filled))


def _parts(group: Sequence[str], width: int | None, alone: bool) -> list[list[str]]:
    """Divide lines that no blank line divides into paragraphs and lists.

    ``alone`` says that the whole file has no blank line.
    """
    if is_item(group[0]) and sum(map(is_item, group)) > 1:
        return [list(group)]
    if width is None:
        stops = sum(bool(_STOPPED.search(line)) for line in group)
        single = alone or stops >= 0.75 * len(group) or max(map(len, group)) > _WRAPPED_AT_MOST
        return [[line] for line in group] if single else [list(group)]
    parts = [[group[0]]]
    hanging = sum(_indent(line) > 0 for line in group) > 0.5 * len(group)
    for before, line in pairwise(group):
        indented = not hanging and _indent(line) >= 2 and not _indent(before)
        first_word = line.split()[0]
        roomy = len(before) + 1 + len(first_word) < width - 2
        ended = alone and roomy and bool(_STOPPED.search(before))
        # Without blank lines a short line at the top, without a stop, is the title.
        headed = alone and before is group[0] and roomy and is_heading(before.strip())
        if (indented or ended or headed) and before[-1] not in HYPHENS:
            parts.append([])
        parts[-1].append(line)
    return parts


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block(part: Sequence[str], known: frozenset[str]) -> Block:
    if is_item(part[0]) and len(part) > 1 and sum(map(is_item, part)) > 1:
        items: list[list[str]] = []
        for line in part:
            if is_item(line) or not items:
                items.append([])
            items[-1].append(line)
        return Block(listed(joined(item, known) for item in items))
    text = joined(part, known)
    return Block(text, heading=len(part) == 1 and is_heading(text))


def _is_title(part: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first part, of one or two short lines, is the document's title."""
    text = joined(part, frozenset())
    return (
        len(parts) > 1
        and len(part) <= _TITLE_REACH
        and looks_like_title(text)
        and not is_item(part[0])
        and (is_heading(text) or (len(text.split()) <= 20 and text[-1] in "?!"))
    )
