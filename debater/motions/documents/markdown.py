"""Markdown: its front matter is cite, its paragraphs text; code, pictures and notes go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import yaml

from debater.motions.documents.decode import decoded
from debater.motions.documents.front import looks_like_title
from debater.motions.documents.model import Block, Document, counted
from debater.motions.documents.notes import without_notes
from debater.motions.documents.tidy import listed, tidied

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TASK = re.compile(r"^\[[ xX]\]\s+")
_KEYS = {
    "title": ("title",),
    "author": ("author", "authors", "byline"),
    "date": ("date", "published", "pubdate"),
    "publication": ("publication", "source", "site", "journal", "newspaper", "publisher"),
    "url": ("url", "link", "source_url", "canonical_url", "canonical"),
    "accessed": ("accessed", "retrieved"),
    "qualifications": ("qualifications", "author_bio"),
}
# Tokens that open what is left out, and what a person calls one of it.
_LEFT_OUT = {"footnote_block_open": "", "table_open": "table"}
_BLOCKS = {"fence": "code block", "code_block": "code block", "html_block": ""}


def read_markdown(data: bytes, charset: str | None = None) -> Document:
    """Read a Markdown file; raises ``DocumentError`` when the bytes are no text."""
    # Deferred: the parser and its plugins are for Markdown only.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    text = decoded(data, charset)
    cite: dict[str, str] = {}
    if front := _FRONT.match(text):
        cite = _front_matter(front.group(1))
        text = text[front.end() :]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    walk = _Walk()
    walk.over(parser.parse(_without_comments(text)))
    blocks = walk.blocks
    if "title" not in cite and blocks and blocks[0].heading and walk.levels[:1] == [1]:
        cite["title"] = blocks.pop(0).text
    kept, dropped = without_notes(tidied(blocks))
    left_out = [counted(number, what) for what, number in walk.left_out.items() if what]
    return Document(tuple(kept), cite, (*left_out, *dropped))


def _without_comments(text: str) -> str:
    parts, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[place:start])
        place = end + len("-->")
    return "".join(parts) + text[place:]


class _Walk:
    """Goes over the tokens of a document once and gathers its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.levels: list[int] = []  # of the headings, in order
        self.left_out: Counter[str] = Counter()

    def over(self, tokens: Sequence[Token]) -> None:
        """Gather the blocks of all tokens."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type in _LEFT_OUT:
                end = _closing(tokens, place)
                self.left_out[_LEFT_OUT[token.type]] += 1
                inside = Counter(t.type for t in tokens[place:end])
                self.left_out["footnote"] += inside["footnote_open"]
                place = end
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                end = _closing(tokens, place)
                self.blocks.append(Block(listed(self._items(tokens[place:end]))))
                place = end
            elif token.type in _BLOCKS:
                self.left_out[_BLOCKS[token.type]] += 1
            elif token.type == "inline":
                self._inline_block(tokens[place - 1], token)
            place += 1
        self.left_out = +self.left_out

    def _inline_block(self, opening: Token, token: Token) -> None:
        heading = opening.type == "heading_open"
        text = self._inline(token)
        if heading and text.strip():
            self.levels.append(int(opening.tag[1:]))
        self.blocks.append(Block(text, heading=heading))

    def _items(self, tokens: Sequence[Token]) -> list[str]:
        """Return the text of each item, those of inner lists after the one they are in."""
        items: list[str] = []
        for token in tokens:
            if token.type == "list_item_open":
                items.append("")
            elif token.type == "inline" and items:
                text = _TASK.sub("", self._inline(token))
                items[-1] = f"{items[-1]} {text}".strip()
            elif token.type in _BLOCKS:
                self.left_out[_BLOCKS[token.type]] += 1
        return items

    def _inline(self, token: Token) -> str:
        text, struck = "", 0
        for part in token.children or ():
            struck += (part.type == "s_open") - (part.type == "s_close")
            if struck:
                continue
            if part.type in ("text", "code_inline"):
                text += part.content
            elif part.type in ("softbreak", "hardbreak"):
                text += " "
            elif part.type == "image":
                self.left_out["picture"] += 1
        return text


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Return where the token that closes the one at ``place`` stands."""
    depth = 0
    for end in range(place, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    return len(tokens) - 1


def _front_matter(text: str) -> dict[str, str]:
    """Return the cite elements of YAML front matter; what cannot be read has none."""
    try:
        # An alias can be repeated without end; plain front matter has none.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return {}
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, Mapping):
        return {}
    given = {str(key).casefold().replace("-", "_"): value for key, value in loaded.items()}
    cite = {}
    for element, keys in _KEYS.items():
        values = filter(None, (_scalar(given.get(key)) for key in keys))
        if value := next(values, ""):
            cite[element] = value
    if "title" in cite and not looks_like_title(cite["title"]):
        del cite["title"]
    return cite


def _scalar(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _scalar(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value[:12])))
    return ""
