"""A round as Markdown."""

from __future__ import annotations

from debater.export.model import RoundView
from debater.export.render_markdown import as_markdown
from debater.export.round_document import round_document


def round_markdown(view: RoundView) -> str:
    """Write a round as Markdown: everything said and cited, flow, ballot, passages, cites."""
    return as_markdown(round_document(view))
