"""Cards as one page: what is read marked, what is underlined underlined, the rest small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debater.cards.cutting import Run
from debater.cards.model import Card, CiteStyle
from debater.export.card_document import WrittenCard, written_cards
from debater.export.render_html import linked, page, shown

_CSS = """
article { margin: 1.6rem 0 2.4rem; }
.pocket { font-size: 1.7rem; } .hat { font-size: 1.4rem; } .block { font-size: 1.15rem; }
h4 { font-size: 1.1rem; margin: .2rem 0; }
.spoken { font-weight: bold; font-size: 1.15rem; }
.body { white-space: pre-line; font-size: .78rem; color: var(--faint); }
.body u, .body mark { font-size: 1.05rem; color: var(--ink); }
.body mark { color: var(--mark-ink); text-decoration: underline; font-weight: bold; }
@media print { article { break-inside: avoid-page; } .body { font-size: 7.5pt; }
  .body u, .body mark { font-size: 10.5pt; } }
"""
_CLASSES = ("pocket", "hat", "block")


def cards_html(cards: Sequence[Card], style: CiteStyle = "nsda") -> str:
    """Write cards as one self-contained page.  Raises ``ProofError``."""
    body = "\n".join("".join(_card(written)) for written in written_cards(cards, style))
    return page("Evidence cards", body, _CSS)


def _card(written: WrittenCard) -> Iterator[str]:
    for level, text in written.headings:
        yield f'<h{level} class="{_CLASSES[level - 1]}">{shown(text)}</h{level}>'
    yield f"<article><h4>{shown(written.tag)}</h4>"
    missing = written.cite.missing_in_words
    named = f" [{shown(missing)}]" if missing else ""
    spoken, full = shown(written.cite.spoken), linked(written.cite.written)
    yield f'<p class="cite"><span class="spoken">{spoken}</span> {full}{named}</p>'
    yield f'<p class="body">{"".join(map(_run, written.runs))}</p>'
    yield f'<p class="note">{shown(written.note)}</p></article>'


def _run(run: Run) -> str:
    if run.highlighted:
        return f"<mark>{shown(run.text)}</mark>"
    return f"<u>{shown(run.text)}</u>" if run.underlined else shown(run.text)
