"""Owns stderr and exit codes: 0 done, 1 one sentence of ours, 2 usage.

stdout carries data only; every word to a person about a problem goes out here.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from debater.errors import DebaterError, PackError
from debater.text import clean


def say(data: str) -> None:
    """Print data on stdout, cleaned of what a terminal would obey: names come from outside."""
    click.echo(clean(data))


def narrate(sentence: str) -> None:
    """Tell the user something on stderr, cleaned of what a terminal would obey."""
    bars = sys.modules.get("tqdm")
    if bars is None:
        click.echo(clean(sentence), err=True)
        return
    # A bar that is drawn steps aside.
    bars.tqdm.write(clean(sentence), file=sys.stderr)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows (what is being done, how much of it, of how much).

    The bar is drawn on stderr, and only where that is a terminal.
    """
    from tqdm import tqdm

    bars: list[Any] = []

    def show(what: str, done: int, of: int) -> None:
        if not bars:
            shape = "{desc} {n_fmt}/{total_fmt} {bar}"
            bars.append(tqdm(total=of, disable=None, leave=False, bar_format=shape))
        (bar,) = bars
        bar.set_description_str(what, refresh=False)
        bar.total, bar.n = of, done
        bar.refresh()

    try:
        yield show
    finally:
        for bar in bars:
            bar.close()


def run(command: click.Command) -> int:
    """Run a click command and turn every end into an exit code."""
    # Replies hold typographic quotes and ¶; a C locale must not stop them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = command.main(standalone_mode=False, prog_name="debater")
        sys.stdout.flush()
    except click.UsageError as error:
        _show(error)
        return 2
    except click.Abort:
        narrate("Stopped.")
        return 130
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except PackError as error:
        for problem in error.problems:
            narrate(str(problem))
        return 1
    except DebaterError as error:
        narrate(str(error))
        return 1
    except BrokenPipeError:
        return nobody_reads()
    except OSError as error:
        narrate(f"{error.filename or 'The system'}: {error.strerror or error}.")
        return 1
    return result if isinstance(result, int) else 0


def _show(error: click.ClickException) -> None:
    """Tell a usage error as click words it; it may repeat what was typed."""
    told = io.StringIO()
    error.show(file=told)
    narrate(told.getvalue().rstrip("\n"))


def nobody_reads() -> int:
    """End well when the reader has gone (a pager closed, ``| head``): it wants no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
