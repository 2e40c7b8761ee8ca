"""Cards as Markdown: what is underlined in italics, what is read aloud in bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debater.cards.cutting import Run
from debater.cards.model import Card, CiteStyle
from debater.export.card_document import WrittenCard, written_cards
from debater.export.render_markdown import escaped, on_a_line

_LEGEND = "*Read aloud:* **bold**. *Underlined:* italics. The rest is there so that nothing is cut."


def cards_markdown(cards: Sequence[Card], style: CiteStyle = "nsda") -> str:
    """Write cards as Markdown.  Raises ``ProofError``."""
    parts = [_LEGEND]
    for written in written_cards(cards, style):
        parts += _card(written)
    return "\n\n".join(parts) + "\n"


def _card(written: WrittenCard) -> Iterator[str]:
    for level, text in written.headings:
        yield f"{'#' * level} {on_a_line(text)}"
    yield f"#### {on_a_line(written.tag)}"
    cite = f"**{on_a_line(written.cite.spoken)}** — {on_a_line(written.cite.written)}"
    missing = written.cite.missing_in_words
    yield f"{cite} [{on_a_line(missing)}]" if missing else cite
    body = "".join(_run(run) for run in written.runs)
    lines = [line.strip() for line in body.split("\n")]
    yield "\n".join(f"> {line}" if line else ">" for line in lines)
    yield f"*{on_a_line(written.note)}*"


def _run(run: Run) -> str:
    """Write a run, its marks close to its words, as Markdown needs them."""
    mark = "**" if run.highlighted else "*" if run.underlined else ""
    lines = []
    for line in run.text.splitlines() or [""]:
        before = line[: len(line) - len(line.lstrip())]
        after = line[len(line.rstrip()) :] if line.strip() else ""
        words = escaped(line.strip())
        lines.append(f"{before}{mark}{words}{mark}{after}" if words else before)
    ends = "\n" if run.text.endswith(("\n", "\r")) else ""
    return "\n".join(lines) + ends
