"""The check of a student's quotations as text for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from debater.debating.ballot_model import QuotationCheck
from debater.debating.quotation_diff import diff_line
from debater.debating.quoting import check_quotations
from debater.motions.model import Motion
from debater.tui.blocks import EMPTY, Block, BlockStack, folded

_STYLES = {
    "exact": "bold $focus",
    "altered": "bold $error",
    "misattributed": "bold $error",
    "not found": "bold $warning",
}


def quotation_stack(text: str, motion: Motion) -> BlockStack:
    """Return what became of every quotation in ``text``."""
    checks = check_quotations(text, motion)
    if not checks:
        return BlockStack([Block(Content("Nothing stands in quotation marks yet."))])
    return BlockStack([block for check in checks for block in _check(check)])


def _check(check: QuotationCheck) -> Iterator[Block]:
    yield Block(
        Content.assemble((check.verdict, _STYLES[check.verdict]), "  ", folded(f"“{check.quoted}”"))
    )
    yield Block(folded(check.says), Content("  "), Content("  "))
    if check.changes:
        yield Block(folded(diff_line(check.changes), "$muted"), Content("  "), Content("  "))
    yield Block(EMPTY)
