"""EPUB: the chapters in reading order, without cover, contents and notes."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from debater.errors import DocumentError
from debater.motions.documents.archive import damaged, member, opened
from debater.motions.documents.decode import declared_charset, decoded
from debater.motions.documents.front import looks_like_title
from debater.motions.documents.html_blocks import Element, Walk, parsed, without_note_markers
from debater.motions.documents.model import Block, Document, counted
from debater.motions.documents.notes import without_notes
from debater.motions.documents.tidy import line_of, tidied

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_ENTITY = re.compile(r"&\w+;")  # one that was not resolved, on purpose
_SKIPPED = re.compile(
    r"(?:^|[/_.-])(?:cover|toc|nav|contents|title_?page|copyright|colophon|imprint|index|"
    r"dedication|halftitle|half-title|frontispiece|advert)(?:[_.-]|page|\d|$)",
    re.I,
)
_SKIPPED_TYPES = frozenset(
    "cover toc landmarks titlepage halftitlepage copyright-page colophon imprint index loi lot "
    "dedication footnotes endnotes rearnotes bibliography".split()
)
_TEXT = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True, slots=True)
class _Chapter:
    name: str
    skipped: bool


def read_epub(data: bytes) -> Document:
    """Read an EPUB; raises ``DocumentError`` when it is damaged, locked or a bomb."""
    with opened(data) as archive:
        names = set(archive.namelist())
        package_name = _package_name(archive)
        package = _xml(member(archive, package_name))
        chapters = _spine(package, posixpath.dirname(package_name))
        if _is_locked(archive, names, chapters):
            raise DocumentError(
                "is locked by copy protection (DRM), so its text cannot be read.",
                "Use a copy without it, or type the passages you need into a text file.",
            )
        blocks: list[Block] = []
        markers = tables = passed = 0
        for chapter in chapters:
            if chapter.skipped or chapter.name not in names:
                passed += 1
                continue
            walk = Walk()
            text = member(archive, chapter.name)
            root = parsed(decoded(text, declared_charset(text)))
            if root is None or _is_front_matter(root):
                passed += 1
                continue
            _without_notes_sections(root)
            markers += without_note_markers(root)
            blocks += walk.over(root)
            tables += walk.tables
    kept, dropped = without_notes(tidied(blocks))
    said = [counted(passed, "page") + " such as cover and contents"] * bool(passed)
    said += [counted(markers, "footnote marker")] * bool(markers)
    said += [counted(tables, "table")] * bool(tables)
    return Document(tuple(kept), _cite(package), (*said, *dropped))


def _xml(data: bytes) -> etree._Element:
    """Parse XML that may be hostile: no entity is resolved, nothing outside is opened."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"its list of contents is not XML: {error}") from error


def _package_name(archive: zipfile.ZipFile) -> str:
    container = _xml(member(archive, "META-INF/container.xml"))
    for root in container.iter("{*}rootfile"):
        if path := root.get("full-path"):
            return path
    raise damaged("it names no list of contents")


def _spine(package: etree._Element, folder: str) -> list[_Chapter]:
    """Return the files to read, in reading order, as the package lists them."""
    items = {item.get("id"): item for item in package.iter("{*}manifest/{*}item", "{*}item")}
    chapters = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _TEXT:
            continue
        href = unquote(item.get("href") or "").split("#")[0]
        name = posixpath.normpath(posixpath.join(folder, href))
        aside = reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split()
        skipped = aside or bool(_SKIPPED.search(posixpath.basename(href)))
        chapters.append(_Chapter(name, skipped))
    # Never skip everything: a one-file book may well be called "index.xhtml".
    if chapters and all(chapter.skipped for chapter in chapters):
        return [_Chapter(chapter.name, False) for chapter in chapters]
    return chapters


def _is_locked(archive: zipfile.ZipFile, names: set[str], chapters: list[_Chapter]) -> bool:
    """Tell whether the text is encrypted; obfuscated fonts alone do not matter."""
    if "META-INF/encryption.xml" not in names:
        return False
    texts = {chapter.name for chapter in chapters}
    for encrypted in _xml(member(archive, "META-INF/encryption.xml")).iter("{*}EncryptedData"):
        method = encrypted.find("{*}EncryptionMethod")
        if method is not None and method.get("Algorithm") in _FONTS:
            continue
        for reference in encrypted.iter("{*}CipherReference"):
            if posixpath.normpath(unquote(reference.get("URI") or "")) in texts:
                return True
    return False


def _is_front_matter(root: Element) -> bool:
    """Tell whether a file says of itself that it is a cover, contents or the like."""
    for element in root.iter("body", "section"):
        kinds = (element.get("epub:type") or "").split()
        if kinds:
            return (bool(_SKIPPED_TYPES.intersection(kinds)) and element.tag == "body") or (
                bool(_SKIPPED_TYPES.intersection(kinds)) and _is_alone(element)
            )
    return False


def _is_alone(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and len(parent) == 1


def _without_notes_sections(root: Element) -> None:
    """Take footnotes and sections of notes within a chapter out of the tree."""
    for element in list(root.iter("aside", "section", "div", "li", "p")):
        kinds = (element.get("epub:type") or "").split()
        note = {"footnote", "endnote", "rearnote"}.intersection(kinds)
        if (note or _SKIPPED_TYPES.intersection(kinds)) and element.getparent() is not None:
            element.drop_tree()


def _cite(package: etree._Element) -> dict[str, str]:
    """Return the title, author, date and publisher that the package states."""
    dc = "{http://purl.org/dc/elements/1.1/}"

    def said(name: str) -> list[str]:
        texts = ("".join(map(str, e.itertext())) for e in package.iter(f"{dc}{name}"))
        return [line_of(_ENTITY.sub("", text)) for text in texts]

    cite = {
        "title": next((title for title in said("title") if looks_like_title(title)), ""),
        "author": ", ".join(name for name in said("creator")[:6] if name),
        "date": next((day[:10] for day in said("date") if day and not day.startswith("0101")), ""),
        "publication": next(iter(said("publisher")), ""),
    }
    return {name: value for name, value in cite.items() if value}
