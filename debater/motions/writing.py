"""Writes a pack: imported documents as plain text, and a ``motion.yaml`` that teaches.

The text of a source is written once, here, and quoted byte for byte ever after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from debater.motions.documents import Block, Document
from debater.motions.model import CITE_ELEMENTS, SourceStance
from debater.motions.pack import PACK_FILE
from debater.motions.passages import Paragraph, is_heading, paragraphs
from debater.text import clean_line, words

_ID_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Draft:
    """A source about to be written: its text, cite and pages, and how it was come by.

    ``why`` tells in a comment where a stance that nobody gave comes from.
    """

    id: str
    text: str
    cite: Mapping[str, str]
    pages: Mapping[int, int] = field(default_factory=dict)
    stance: SourceStance | None = None
    why: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.id}.txt"

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its numbered paragraphs; the title is none."""
        return paragraphs(self.text, (self.cite.get("title", ""),))


def source_id(name: str, taken: Sequence[str]) -> str:
    """Return a short id for a source called ``name``, unlike those ``taken``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    short = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        if short and len(short) + len(word) >= _ID_LENGTH:
            break
        short += f"-{word}" if short else word[:_ID_LENGTH]
    short = short or "source"
    number, id = 2, short
    while id in taken:
        id, number = f"{short}-{number}", number + 1
    return id


def draft(document: Document, id: str, cite: Mapping[str, str]) -> Draft:
    """Lay a document out as a source: a block a paragraph, its title first.

    ``cite`` is what the coach says of it, which counts before what the document says.
    """
    known = {**document.cite, **cite}
    known = {name: clean_line(known[name]) for name in CITE_ELEMENTS if known.get(name)}
    title = known.get("title", "")
    text = f"{title}\n\n" if title else ""
    begins: list[tuple[int, Block]] = []
    for block in document.blocks:
        # A heading that ends like a sentence would be counted as a paragraph.
        if block.heading and not is_heading(block.text):
            continue
        begins.append((len(text), block))
        text += f"{block.text}\n\n"
    text = text.rstrip("\n") + "\n"
    made = Draft(id, text, known)
    numbers = {p.span.start: p.number for p in made.paragraphs}
    pages: dict[int, int] = {}
    for start, block in begins:
        if block.page is not None and start in numbers:
            pages.setdefault(block.page, numbers[start])
    return replace(made, pages=pages)


def write_pack(folder: Path, statement: str, drafts: Sequence[Draft]) -> None:
    """Write every source and the ``motion.yaml`` that names them into ``folder``.

    Raises ``OSError``.
    """
    for one in drafts:
        (folder / one.file).write_text(one.text, "utf-8", newline="\n")
    text = pack_text(folder.name, statement, drafts)
    (folder / PACK_FILE).write_text(text, "utf-8", newline="\n")


def pack_text(name: str, statement: str, drafts: Sequence[Draft]) -> str:
    """Return a ``motion.yaml`` with comments that teach a coach what to write next."""
    lines = [
        f"# The motion “{clean_line(name)}”.  Plain text: edit it, keep it in git, share it.",
        "# debater motions check says what is wrong or thin, debater motions try what is cited.",
        "",
        f"statement: {_scalar(statement)}",
        "# What the motion is about, as it stands in a sentence, and short names of the sides:",
        "# topic: closing city centres to cars",
        "# sides:",
        "#   for: Close the centres",
        "#   against: Keep them open",
        "",
        "# stance is what the source argues: for | against | mixed.  Missing elements of the cite",
        "# stay missing: add what you know, invent nothing.",
        "sources:",
    ]
    for one in drafts:
        lines += _source_lines(one)
    lines += _passage_lines(drafts)
    return "\n".join(lines) + "\n"


def _source_lines(one: Draft) -> list[str]:
    lines = [f"  - id: {_scalar(one.id)}", f"    file: {_scalar(one.file)}"]
    if one.stance is not None:
        why = f"  # {one.why}" if one.why else ""
        lines.append(f"    stance: {one.stance}{why}")
    lines += [
        f"    {name}: {_scalar(one.cite[name])}" for name in CITE_ELEMENTS if one.cite.get(name)
    ]
    lines += [f"    # {name}:" for name in CITE_ELEMENTS if not one.cite.get(name)]
    if one.pages:
        lines.append("    # The first paragraph that begins on each page, as page: paragraph.")
        held = ", ".join(f"{page}: {first}" for page, first in sorted(one.pages.items()))
        lines.append(f"    pages: {{{held}}}")
    return lines


def _passage_lines(drafts: Sequence[Draft]) -> list[str]:
    """Return the part on passages: an entry made of the first paragraph, as a comment."""
    lines = [
        "",
        "# Passages: the program has labelled them, and what you write here wins.  The quickest",
        "# way is debater motions review, which writes this part for you.  An entry looks so:",
        "#",
        "# stance   what the passage supports: for | against | neutral toward the statement",
        "# voice    who speaks: author | conceded (the author grants it) | reported (by speaker:)",
        "# tag      one sentence that claims no more than the passage does",
        "# answers  what an opponent would say that this passage answers, in an opponent's words;",
        "#          five lines or more help most to find it",
        "#",
        "# passages:",
    ]
    if not drafts or not (numbered := drafts[0].paragraphs):
        return lines
    first = drafts[0]
    begins = " ".join(numbered[0].span.of(first.text).split()[:7])
    source = [f"#     source: {first.id}"] if len(drafts) > 1 else []
    stance = first.stance if first.stance in ("for", "against") else "for"
    return [
        *lines,
        f"#   - paragraphs: [{numbered[0].number}]",
        f"#     begins: {_scalar(begins)}",
        *source,
        f"#     stance: {stance}",
        "#     tag: What this passage says, in one sentence.",
        "#     answers:",
        "#       - What a student on the other side says.",
        "#       - The same in other words.",
        "#     questions:",
        "#       - Is it so, yes or no?",
    ]


def _scalar(value: str) -> str:
    """Write a text as a YAML scalar on one line, quoted where it must be."""
    shown = yaml.safe_dump(value, allow_unicode=True, width=10**6)
    return shown.removesuffix("\n").removesuffix("\n...")


def described(one: Draft) -> str:
    """Count what a source holds: "12 paragraphs, 830 words"."""
    count = len(one.paragraphs)
    return f"{count} paragraph{'s' if count != 1 else ''}, {len(words(one.text))} words"
