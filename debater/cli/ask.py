"""``debater ask``: one argument in, one answer out; or one a line, the model loaded once."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator

import click

from debater.cli import options
from debater.cli.diagnostics import narrate
from debater.config import limit_threads, load_settings
from debater.motions.model import Side
from debater.text import clean


@click.command(
    "ask",
    epilog='Example: debater ask --side against --json "Putin only respects force."',
)
@options.motion
@options.side
@click.option("--top", default=3, type=click.IntRange(1, 50), help="How many counters.  [3]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.argument("text", required=False)
def command(motion: str | None, side: Side, top: int, as_json: bool, text: str | None) -> None:
    """Answer TEXT, argued on your side, with the passages that best argue against it.

    With - for TEXT, reads one argument a line and answers each as one JSON object a
    line.  Without TEXT, reads one argument from a pipe.
    """
    piped = ""
    if text is None:
        piped = "" if sys.stdin.isatty() else _decode(sys.stdin.buffer.read()).strip()
        if not piped:
            raise click.UsageError("Say what you argue, in quotes, or - to read lines of a pipe.")
    # Deferred until the arguments are known to be good: NumPy, faiss, the model.
    from debater import assemble
    from debater.sparring.record import ask_record
    from debater.sparring.rounds import Round

    limit_threads()
    settings = load_settings()
    engine = assemble.open_engine(motion or settings.motion, settings, tell=narrate)
    lines = text == "-"
    for argument in _lines() if lines else [_one(text) if text is not None else piped]:
        # Seeded by the words themselves: varied from one to the next, the same each time.
        seed = zlib.crc32(argument.encode())
        reply = engine.answer(argument, Round(engine.motion.name, side, seed=seed), top)
        if as_json or lines:
            record = ask_record(engine.motion, side, argument, reply)
            click.echo(json.dumps(record, ensure_ascii=False, indent=None if lines else 2))
            sys.stdout.flush()
        else:
            from debater.cli.plain import reply_lines

            click.echo("\n".join(reply_lines(reply)))


def _decode(data: bytes) -> str:
    return clean(data.decode("utf-8", "replace"))


def _one(text: str) -> str:
    """The one argument as given."""
    # Bytes of the command line that are no UTF-8 arrive as lone surrogates.
    return clean(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _lines() -> Iterator[str]:
    """One argument a line of stdin; a carriage return inside a line is a space."""
    for line in sys.stdin.buffer:
        yield " ".join(_decode(line).split("\n")).strip()
