"""A document as CommonMark: whatever was typed is text in it, never structure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debater.export.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Passage,
    Quotation,
    Speaker,
    Table,
    Words,
)
from debater.text import clean

# What could begin or make something other than text, anywhere in a line.
_INLINE = re.compile(r"([\\`*_\[\]<>~|])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What could make a line something other than a paragraph, at its beginning.
_BEGINNING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")
_LEADING = re.compile(r"^[ \t\u00a0]+")


def escaped(text: str) -> str:
    """Return text whose every line is plain text in Markdown, on lines as they were."""
    return "\n".join(_line(line) for line in clean(text).split("\n"))


def _line(line: str) -> str:
    plain = _LEADING.sub("", line)
    plain = _ENTITY.sub(r"\\&", _INLINE.sub(r"\\\1", plain))
    match = _BEGINNING.match(plain)
    if match is None:
        return plain
    mark = match[2]
    if mark.isdigit():
        return f"{mark}\\{plain[match.end() :]}"
    return f"\\{plain}"


def on_a_line(text: str) -> str:
    """Return text on one line, as plain text in Markdown."""
    return _line(" ".join(clean(text).split()))


def as_markdown(document: Document) -> str:
    """Write a document as Markdown; it ends with one line end."""
    return "\n\n".join(_block(block) for block in document.blocks).rstrip() + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {on_a_line(text)}"
        case Speaker(text):
            return f"**{on_a_line(text)}**"
        case Words(text, note):
            return f"*{on_a_line(text)}*" if note and text.strip() else _paragraphs(text)
        case Quotation(text, cite):
            return _quoted([*f"“{escaped(text)}”".split("\n"), f"— {on_a_line(cite)}"])
        case Bullets(items):
            return "\n".join(line for item in items for line in _item(item))
        case Table():
            return _table(block)
        case Passage(_, title, runs, cite):
            marked = "".join(_run(text, is_quoted) for text, is_quoted in runs)
            body = _quoted(marked.split("\n"))
            return f"**{on_a_line(title)}**\n\n{body}\n\n{on_a_line(cite)}"


def _paragraphs(text: str) -> str:
    """Write words as paragraphs; a line end of the user's stays one."""
    parts = re.split(r"\n(?:[ \t]*\n)+", escaped(text).strip())
    return "\n\n".join("\\\n".join(part.split("\n")) for part in parts)


def _item(item: tuple[str, tuple[str, ...]]) -> Iterator[str]:
    first, others = item
    yield f"- {on_a_line(first)}"
    yield from (f"  - {on_a_line(other)}" for other in others)


def _quoted(lines: list[str]) -> str:
    """Set lines in a block quotation; each stays a line of its own."""
    full = [line for line in lines if line.strip()]
    return "\\\n".join(f"> {line}" for line in full)


def _run(text: str, is_quoted: bool) -> str:
    """Write a stretch of a passage, in bold where it was quoted; blanks stay outside."""
    plain = escaped(text)
    if not is_quoted or not plain.strip():
        return plain if not text[:1].isspace() else f" {plain.lstrip()}"
    before = " " if text[:1].isspace() else ""
    lines = (f"**{line.strip()}**" if line.strip() else "" for line in plain.split("\n"))
    after = " " if text[-1:].isspace() else ""
    return before + "\n".join(lines) + after


def _table(table: Table) -> str:
    def row(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    head = [on_a_line(column) for column in table.columns]
    body = [
        ["; ".join(on_a_line(text) for _, text in cell) or " " for cell in cells]
        for cells in table.rows
    ]
    lines = map(row, [head, ["---"] * len(head), *body])
    return f"*{on_a_line(table.caption)}*\n\n" + "\n".join(lines)
