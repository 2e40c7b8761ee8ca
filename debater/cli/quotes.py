"""``debater quotes``: what became of the quotations in a text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from debater.cli import options
from debater.cli.diagnostics import narrate, say
from debater.config import load_settings
from debater.debating.ballot_model import QuotationCheck
from debater.text import clean, excerpt

_QUOTE_LENGTH = 160


@click.command(
    "quotes",
    epilog="Example: debater quotes --motion detente speech.txt",
)
@options.motion
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.argument("file", required=False, metavar="[FILE | -]")
def command(motion: str | None, as_json: bool, file: str | None) -> None:
    """Check what stands in quotation marks in FILE against the sources of a motion.

    Tells, a line each, whether it is exact, altered (with the words that were dropped
    [−so−] or added {+so+}), misattributed or not found.  Reads a pipe with - for FILE or
    without it.
    """
    if file is None and sys.stdin.isatty():
        raise click.UsageError("Name a text file, or - to read a pipe.")
    data = sys.stdin.buffer.read() if file in (None, "-") else Path(str(file)).read_bytes()
    text = clean(data.decode("utf-8-sig", "replace"))
    # Deferred until the text is read: the motion and the splitter of sentences.
    from debater import assemble
    from debater.debating.quotation_diff import diff_line
    from debater.debating.quoting import MOST_CHECKED, check_quotations

    settings = load_settings()
    checks = check_quotations(text, assemble.load_motion(motion or settings.motion, settings))
    if as_json:
        found = [_record(check, text) for check in checks]
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for check in checks:
        shown = diff_line(check.changes) or excerpt(check.quoted, _QUOTE_LENGTH)
        clipped = ", clipped" if check.clipped else ""
        say(f"{_line(check, text)}: {check.verdict}{clipped}: “{shown}” {check.says}")
    if not checks:
        narrate("Nothing in it stands in quotation marks.")
    elif len(checks) == MOST_CHECKED:
        narrate(f"More than {MOST_CHECKED} quotations are not checked.")


def _line(check: QuotationCheck, text: str) -> int:
    return text.count("\n", 0, check.span.start) + 1


def _record(check: QuotationCheck, text: str) -> dict[str, Any]:
    from debater.sparring.phrasing import short_cite

    found = check.citation
    return {
        "line": _line(check, text),
        "start": check.span.start,
        "end": check.span.end,
        "quoted": check.quoted,
        "verdict": check.verdict,
        "clipped": check.clipped,
        "says": check.says,
        "changes": [{"kind": one.kind, "words": one.words} for one in check.changes],
        "citation": None
        if found is None
        else {
            "source": found.source.id,
            "passage": found.passage,
            "paragraphs": list(found.paragraphs),
            "start": found.start,
            "end": found.end,
            "quote": found.quote,
            "cite": short_cite(found),
        },
    }
