"""A round as a Word file."""

from __future__ import annotations

from debater.export.model import RoundView
from debater.export.render_docx import as_docx
from debater.export.round_document import round_document


def round_docx(view: RoundView) -> bytes:
    """Write a round as a Word file with headings, the flow as a table, and marked passages."""
    return as_docx(round_document(view))
