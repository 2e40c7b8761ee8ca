"""A document as one page that needs nothing else: to read in the light or dark, and to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

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

_CSS = """
:root { color-scheme: light dark; --ink: #1d1c1a; --ground: #fffdf8; --faint: #5f5a50;
  --rule: #d8d1c3; --you: #1f5d43; --bot: #7a3312; --mark: #ffe9a3; --mark-ink: #1d1c1a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7db; --ground: #191816;
  --faint: #aaa394; --rule: #45413a; --you: #8fd3b1; --bot: #f0b08c; --mark: #5c4a12;
  --mark-ink: #fff4d0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.2rem 4rem; max-width: 46rem; background: var(--ground);
  color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .6rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .6rem;
  border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
p { margin: .5rem 0; }
p.said { white-space: pre-line; }
.note { color: var(--faint); font-size: .93rem; }
.speaker { font-weight: bold; margin-top: 1rem; }
.speaker.user { color: var(--you); }
.speaker.bot { color: var(--bot); }
blockquote { margin: .7rem 0; padding: .1rem 0 .1rem 1rem; border-left: .25rem solid var(--rule); }
blockquote p { white-space: pre-line; }
cite { display: block; font-style: normal; color: var(--faint); font-size: .9rem; }
cite a, a { color: inherit; }
mark { background: var(--mark); color: var(--mark-ink); }
.sheet { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; line-height: 1.35; }
caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
th, td { border: 1px solid var(--rule); padding: .3rem .45rem; vertical-align: top;
  text-align: left; min-width: 8.5rem; }
td p { margin: 0 0 .35rem; }
td .user { color: var(--you); }
td .bot { color: var(--bot); }
ul { padding-left: 1.3rem; }
li { margin: .3rem 0; }
@media print {
  :root { --ink: #000; --ground: #fff; --faint: #333; --rule: #999; --you: #000; --bot: #000;
    --mark: #ececec; --mark-ink: #000; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  mark { text-decoration: underline; -webkit-print-color-adjust: exact;
    print-color-adjust: exact; }
  h1, h2, h3, .speaker { break-after: avoid; }
  h1, h2, h3, blockquote, li, tr { break-inside: avoid; }
  .sheet { overflow: visible; }
  table { font-size: 7.5pt; table-layout: fixed; }
  th, td { min-width: 0; }
  @page wide { size: landscape; margin: 14mm; }
  section.wide { page: wide; }
}
"""


def page(title: str, body: str, css: str = "") -> str:
    """Return a whole page around ``body``, which is HTML; the title is plain text."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(title)}</title>\n<style>{_CSS}{css}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def as_html(document: Document) -> str:
    """Write a document as one page."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table) and block.wide:
            # On a page of its own in print, turned, with the heading it stands under.
            heading = [parts.pop()] if parts and parts[-1].startswith("<h") else []
            parts.append(
                "\n".join(['<section class="wide">', *heading, _block(block), "</section>"])
            )
        else:
            parts.append(_block(block))
    return page(document.title, "\n".join(parts))


def shown(text: str) -> str:
    """Return text for a page: cleaned, and every sign of HTML in it a letter."""
    return escape(clean(text), quote=True)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            id = f' id="{escape(anchor, quote=True)}"' if anchor else ""
            return f"<h{level}{id}>{shown(text)}</h{level}>"
        case Speaker(text, by):
            return f'<p class="speaker {by}">{shown(text)}</p>'
        case Words(text, note):
            return f'<p class="{"note" if note else "said"}">{shown(text)}</p>'
        case Quotation(text, cite, anchor):
            told = shown(cite)
            if anchor:
                told += f' · <a href="#{escape(anchor, quote=True)}">in its passage</a>'
            return f"<blockquote><p>“{shown(text)}”</p><cite>— {told}</cite></blockquote>"
        case Bullets(items):
            return f"<ul>{''.join(_item(first, others) for first, others in items)}</ul>"
        case Table():
            return "".join(_table(block))
        case Passage(anchor, title, runs, cite):
            text = "".join(f"<mark>{shown(t)}</mark>" if q else shown(t) for t, q in runs)
            return (
                f'<section id="{escape(anchor, quote=True)}"><h3>{shown(title)}</h3>'
                f"<blockquote><p>{text}</p><cite>{linked(cite)}</cite></blockquote></section>"
            )


def linked(cite: str) -> str:
    """Return a cite with its web address as a link, where it has one that is safe to follow."""
    parts = []
    for part in cite.split("; "):
        plain = shown(part)
        safe = part.startswith(("https://", "http://")) and not any(c.isspace() for c in part)
        parts.append(f'<a href="{plain}" rel="noreferrer">{plain}</a>' if safe else plain)
    return "; ".join(parts)


def _item(first: str, others: tuple[str, ...]) -> str:
    below = "".join(f"<li>{shown(other)}</li>" for other in others)
    return f"<li>{linked(first)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="sheet"><table><caption>{shown(table.caption)}</caption><thead><tr>'
    for column in table.columns:
        yield f'<th scope="col">{shown(column)}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield "<tr>"
        for cell in row:
            lines = "".join(f'<p class="{by}">{shown(text)}</p>' for by, text in cell)
            yield f"<td>{lines}</td>"
        yield "</tr>"
    yield "</tbody></table></div>"
