"""A round as one page."""

from __future__ import annotations

from debater.export.model import RoundView
from debater.export.render_html import as_html
from debater.export.round_document import round_document


def round_html(view: RoundView) -> str:
    """Write a round as one self-contained page, to read or print."""
    return as_html(round_document(view))
