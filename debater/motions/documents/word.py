"""DOCX: paragraphs by their styles; tables, notes, headers and deletions are left out."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from debater.motions.documents.archive import damaged, opened
from debater.motions.documents.front import looks_like_author, looks_like_title
from debater.motions.documents.model import Block, Document, counted
from debater.motions.documents.notes import without_notes
from debater.motions.documents.tidy import is_item, listed, superscript, tidied, without_bullet
from debater.motions.passages import is_heading

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What holds text that is not in the document as it reads now, or not in its prose.
_UNREAD = frozenset(
    f"{_W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "pict",
        "object",
        "drawing",
    )
)
_SKIPPED_STYLES = ("toc", "table of", "caption", "header", "footer", "footnote", "endnote")


def read_docx(data: bytes) -> Document:
    """Read a DOCX file; raises ``DocumentError`` when it is damaged or a bomb."""
    # Deferred: the parser of this one format.
    import docx
    from docx.opc.exceptions import OpcError

    opened(data).close()  # refuses what unpacks to too much
    try:
        file = docx.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError) as error:
        raise damaged(f"no Word document can be found in it: {error}") from error
    walk = _Walk(file)
    walk.over(file.element.body)
    cite = _cite(file, walk)
    said = [counted(number, what) for what, number in walk.left_out.items() if number]
    kept, dropped = without_notes(tidied(walk.blocks))
    return Document(tuple(kept), cite, (*said, *dropped))


class _Walk:
    """Goes over the body once and gathers blocks; consecutive items make one list."""

    def __init__(self, file: DocxDocument) -> None:
        self.blocks: list[Block] = []
        self.title = ""
        self.left_out = {"table": 0, "footnote": 0, "picture": 0, "tracked deletion": 0}
        self._items: list[str] = []
        self._styles = {style.style_id: str(style.name or "") for style in file.styles}
        self._top: list[str] = []  # texts of level-1 headings

    @property
    def top_headings(self) -> list[str]:
        """The headings of the first level."""
        return self._top

    def over(self, body: Any) -> None:
        """Gather the blocks of a body or of a control that holds paragraphs."""
        self._over(body)
        self._end_list()

    def _over(self, parent: Any) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.left_out["table"] += 1
            elif child.tag == f"{_W}sdt":
                for content in child.iterchildren(f"{_W}sdtContent"):
                    self._over(content)
            elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
                self._over(child)

    def _paragraph(self, paragraph: Any) -> None:
        style = self._style(paragraph)
        self.left_out["footnote"] += _number_of(paragraph, "footnoteReference")
        self.left_out["footnote"] += _number_of(paragraph, "endnoteReference")
        self.left_out["picture"] += _number_of(paragraph, "drawing")
        self.left_out["tracked deletion"] += _number_of(paragraph, "del")
        text = self._text(paragraph)
        if style.startswith(_SKIPPED_STYLES) or not text.strip():
            return
        if style == "title" and not self.title:
            self.title = " ".join(text.split())
            return
        heading = style.startswith("heading") or style == "title"
        if not heading and (_is_numbered(paragraph) or style.startswith("list")):
            self._items.append(text)
            return
        if not heading and is_item(text) and re.match(r"[•‣◦▪●–-]", text):
            self._items.append(without_bullet(text))
            return
        self._end_list()
        if style == "heading 1":
            self._top.append(" ".join(text.split()))
        heading = heading or (_is_bold(paragraph) and is_heading(" ".join(text.split())))
        if heading:
            self.blocks.append(Block(" ".join(text.split()), heading=True))
            return
        # Two line breaks within a paragraph are how many people part paragraphs.
        parts = re.split(r"\n\s*\n", text)
        self.blocks.extend(Block(" ".join(part.split())) for part in parts)

    def _style(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        name = style.get(f"{_W}val", "") if style is not None else ""
        return self._styles.get(name, name).casefold()

    def _end_list(self) -> None:
        if self._items:
            self.blocks.append(Block(listed(self._items)))
            self._items = []

    def _text(self, element: Any) -> str:
        text = ""
        for child in element:
            if child.tag in _UNREAD or not isinstance(child.tag, str):
                continue
            if child.tag == f"{_W}t":
                text += child.text or ""
            elif child.tag == f"{_W}tab":
                text += " "
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                text += "\n"
            elif child.tag == f"{_W}noBreakHyphen":
                text += "-"
            elif child.tag == f"{_W}r":
                run = self._text(child)
                raised = _property(child, "vertAlign") == "superscript"
                if _property(child, "vanish") is None:
                    text += superscript(run) if raised and run.strip().isdigit() else run
            elif child.tag.startswith(_W):
                text += self._text(child)
        return text.replace("\n\n\n", "\n\n") if element.tag == f"{_W}p" else text


def _number_of(element: Any, name: str) -> int:
    return sum(1 for _ in element.iter(f"{_W}{name}"))


def _property(run: Any, name: str) -> str | None:
    """Return the value of a run's own property: "" when it is only switched on."""
    found = run.find(f"{_W}rPr/{_W}{name}")
    return None if found is None else str(found.get(f"{_W}val", ""))


def _is_numbered(paragraph: Any) -> bool:
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return number is not None and number.get(f"{_W}val") != "0"


def _is_bold(paragraph: Any) -> bool:
    """Tell whether all of a paragraph is bold, as headings made by hand are."""
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(run.itertext()).strip()]
    return bool(runs) and all(_property(run, "b") in ("", "1", "true", "on") for run in runs)


def _cite(file: DocxDocument, walk: _Walk) -> dict[str, str]:
    """Return the title in the text, else in the properties, and the author named there."""
    properties = file.core_properties
    cite: dict[str, str] = {}
    first = walk.blocks[0] if walk.blocks else None
    titled = first is not None and first.heading and walk.top_headings == [first.text]
    if walk.title:
        cite["title"] = walk.title
    elif titled and first is not None:
        cite["title"] = walk.blocks.pop(0).text
    elif looks_like_title(properties.title):
        cite["title"] = properties.title
    if looks_like_author(properties.author):
        cite["author"] = properties.author
    return cite
