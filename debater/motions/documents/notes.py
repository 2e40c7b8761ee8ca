"""Footnote markers and the sections of notes at a document's end: not argument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from debater.motions.documents.model import Block, counted
from debater.motions.passages import is_heading
from debater.text import clean_line

# "[12]" or "[3, 4]" after a word or its full stop; "[sic]" and "[…]" are the text's own.
_BRACKETED = re.compile(r"(?<=[\w.,;:!?”’\"')»\]])\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\](?!\w)")
# Raised digits after a full stop or quotation mark, or a word too long to be a unit (m², km³).
_RAISED = re.compile(
    r"(?:(?<=[.,;:!?”’\"')»])|(?<=[^\W\d_]{4}))[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
)
_NOTES_HEADING = re.compile(
    r"^(?:\d+\.?\s*|[IVX]+\.?\s*)?(?:(?:end|foot)?notes?(?: (?:and|&) (?:references|sources))?|"
    r"references(?: cited)?|bibliography|works cited|sources|further reading|citations|"
    r"selected bibliography|notes on sources|external links)\s*:?$",
    re.I,
)
_NOTE = re.compile(r"^\[\d{1,3}\]:?\s+\S|^[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s*\S")


def is_notes_heading(line: str) -> bool:
    """Tell whether a line heads a section of notes or references."""
    return bool(_NOTES_HEADING.match(clean_line(line)))


def without_markers(text: str) -> tuple[str, int]:
    """Return ``text`` without the markers of footnotes, and how many there were."""
    text, bracketed = _BRACKETED.subn("", text)
    text, raised = _RAISED.subn("", text)
    return text, bracketed + raised


def without_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Drop markers, a trailing section of notes and trailing notes; name what was dropped.

    A section of notes counts as one in the last part of the document only, up to the
    next heading of another kind ("About the author").
    """
    dropped: list[str] = []
    kept, sections = _without_sections(blocks)
    dropped += [f"the section “{name}”" for name in sections]
    markers, unmarked = 0, []
    trailing = len(kept)
    while trailing and _NOTE.match(kept[trailing - 1].text):
        trailing -= 1
    if trailing and len(kept) > trailing:
        dropped.append(counted(len(kept) - trailing, "note") + " at the end")
        kept = kept[:trailing]
    for block in kept:
        text, count = without_markers(block.text)
        markers += count
        unmarked.append(replace(block, text=text))
    if markers:
        dropped.append(counted(markers, "footnote marker"))
    return unmarked, dropped


def _without_sections(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    total = sum(len(block.text) for block in blocks)
    kept: list[Block] = []
    names: list[str] = []
    seen, inside = 0, False
    for block in blocks:
        headed = block.heading or is_heading(block.text)
        if headed and is_notes_heading(block.text):
            if inside := seen > 0.4 * total or bool(names):
                names.append(clean_line(block.text).rstrip(":"))
        elif block.heading and inside:
            inside = False
        if not inside:
            kept.append(block)
            seen += len(block.text)
    return kept, names
