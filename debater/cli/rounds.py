"""``debater rounds``: the rounds that are kept, found again, named, forked, shared, deleted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from debater.cli.diagnostics import narrate, say
from debater.cli.options import NUMBER, with_ending
from debater.config import limit_threads, load_settings, paths
from debater.errors import DebaterError, StorageError
from debater.motions.model import SIDES, Side
from debater.round_files import ENDINGS, RoundFiles

if TYPE_CHECKING:
    from debater.store.archive import ListedRound
    from debater.store.rounds import RoundStore

_BEGINNING = 60
_MOST_NOTES = 3  # of what cannot be proved in one imported round
_KINDS = tuple(ending.removeprefix(".") for ending in ENDINGS)
_id = click.argument("id", type=NUMBER)


@click.group("rounds", epilog="Example: debater rounds export 12 -o semi-final.html")
def command() -> None:
    """Find, resume, name, fork, export and delete the rounds that are kept.

    A round is named by its number, which “debater rounds list” shows.
    """


@command.command("list", short_help="List rounds, the last played first.")
@click.option("--motion", metavar="NAME", help="Of this motion alone.")
@click.option("--side", type=click.Choice(SIDES), help="Of the side you argued.")
@click.option("--limit", type=NUMBER, default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_rounds(motion: str | None, side: Side | None, limit: int, as_json: bool) -> None:
    """List rounds with their names, sides, motions, dates and results."""
    with _store() as store:
        with suppress(StorageError):  # a disk that is full can still be read
            _files(store).summarise()
        _print(store.archive.listed(limit, motion=motion, side=side), as_json)


@command.command("search", short_help="Find rounds by what was said in them.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=NUMBER, default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def search(words: Sequence[str], limit: int, as_json: bool) -> None:
    """Find the rounds in which all these WORDS were said in one turn, by either side.

    A phrase in double quotes is found as it stands: debater rounds search '"arms control"'.
    Names and motions are searched too.
    """
    with _store() as store:
        found = store.archive.search(" ".join(words), limit)
        if not found and not as_json:
            asked = any(word.strip() for word in words)
            narrate("No round has these words." if asked else "Name the words to search for.")
        _print(found, as_json)


@command.command("show", short_help="Print a round: what was said and cited.")
@_id
def show(id: int) -> None:
    """Print a round as Markdown, with its flow, ballot and cites."""
    limit_threads()
    with _store() as store:
        say(str(_files(store).content(id, ".md")).rstrip("\n"))


@command.command("resume", short_help="Go on with a round.")
@_id
@click.option("--plain", is_flag=True, help="Lines instead of a screen.")
def resume(id: int, plain: bool) -> int | None:
    """Go on with a round where it stood, in the UI or as plain lines."""
    limit_threads()
    with _store() as store:
        _existing(store, id)
        stored = store.round(id)
    if not plain:
        # Textual is imported only for the screen.
        from debater.tui.app import run

        return run(round_id=id)
    if stored is not None and stored.format:
        from debater.cli.debate import resume_debate

        resume_debate(id)
    else:
        from debater.cli.spar import resume_round

        resume_round(id)
    return None


@command.command("rename", short_help="Give a round a name.")
@_id
@click.argument("name")
def rename(id: int, name: str) -> None:
    """Give round ID this NAME; an empty one takes its name away."""
    from debater.text import clean_line

    with _store() as store:
        _existing(store, id)
        store.archive.rename(id, clean_line(name).strip())


@command.command("fork", short_help="Begin a new round from a turn of another.")
@_id
@click.option(
    "--turn",
    type=click.IntRange(0),
    required=True,
    help="How many turns the new round keeps; of a debate, how many stages.",
)
def fork(id: int, turn: int) -> None:
    """Begin a new round that holds the first turns of round ID, and print its number.

    The first round stays as it is.  A forked debate holds every stage before the one named,
    its clock begun anew.
    """
    with _store() as store:
        _existing(store, id)
        say(str(store.archive.fork(id, turn)))


@command.command("delete", short_help="Delete rounds; “restore” brings them back.")
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID...")
def delete(ids: Sequence[int]) -> None:
    """Delete rounds.  They can be brought back for 30 days."""
    with _store() as store:
        for id in ids:
            _existing(store, id)
        for id in ids:
            store.archive.delete(id)
    numbers = " ".join(map(str, ids))
    narrate(f"Deleted; to bring back for 30 days: debater rounds restore {numbers}")


@command.command("restore", short_help="Bring deleted rounds back.")
@click.argument("ids", nargs=-1, type=NUMBER, metavar="[ID...]")
def restore(ids: Sequence[int]) -> None:
    """Bring deleted rounds back; without a number, list those that can be."""
    with _store() as store:
        store.archive.erase_old()
        if not ids:
            for id, when in store.archive.deleted():
                say(f"{id}  deleted {when}")
            return
        gone = [id for id in ids if not store.archive.restore(id)]
    if gone:
        numbers = ", ".join(map(str, gone))
        raise DebaterError(
            f"There is no deleted round {numbers}.", "List them with: debater rounds restore"
        )


@command.command("export", short_help="Write a round to a file.")
@_id
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file, whose ending says the kind; “-” is standard output.  [-]",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(_KINDS),
    help="html, docx, md or json.  [as the file's name ends, or md]",
)
def export(id: int, out: Path | None, kind: str | None) -> None:
    """Write a round to a file: everything said, passages, flow, ballot and full cites.

    HTML is one page that needs nothing else, to read or print.  JSON can be imported again,
    here or on another machine.
    """
    limit_threads()
    with _store() as store:
        files = _files(store)
        if out is None or str(out) == "-":
            if kind == "docx" and sys.stdout.isatty():
                raise click.UsageError("A Word file cannot be shown here: name a file with -o.")
            content = files.content(id, f".{kind or 'md'}")
            if isinstance(content, bytes):
                sys.stdout.buffer.write(content)
            else:
                sys.stdout.write(content)
            return
        path = with_ending(out, kind)
        files.write(id, path)
    narrate(f"Saved as {path}.")


@command.command("import", short_help="Take in a round that was exported as JSON.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
def import_rounds(files: Sequence[Path]) -> None:
    """Take in rounds from JSON files, beside those that are there; print their numbers."""
    with _store() as store:
        reader = _files(store)
        for file in files:
            id, unproved = reader.read(file)
            say(str(id))
            for sentence in unproved[:_MOST_NOTES]:
                narrate(f"{file}: {sentence}")
            if len(unproved) > _MOST_NOTES:
                narrate(f"{file}: and {len(unproved) - _MOST_NOTES} more.")


# ── what the commands share ─────────────────────────────────────────────────────────


@contextmanager
def _store() -> Iterator[RoundStore]:
    """Open the file of rounds.  Raises ``StorageError``."""
    from debater.store.rounds import RoundStore

    store = RoundStore(paths().database)
    if store.kept_aside is not None:
        narrate(f"The file of your rounds was damaged; it is kept as {store.kept_aside}.")
    try:
        yield store
    finally:
        store.close()


def _files(store: RoundStore) -> RoundFiles:
    return RoundFiles(lambda: store, load_settings(), paths())


def _existing(store: RoundStore, id: int) -> None:
    """Refuse a number that no round has, or none that is not deleted."""
    if store.archive.whole(id) is not None:
        return
    if any(id == deleted for deleted, _ in store.archive.deleted()):
        raise DebaterError(
            f"Round {id} is deleted.", f"Bring it back with: debater rounds restore {id}"
        )
    raise DebaterError(f"There is no round {id}.", "List them with: debater rounds list")


def _print(rounds: Sequence[ListedRound], as_json: bool) -> None:
    if as_json:
        say(json.dumps([_record(listed) for listed in rounds], ensure_ascii=False, indent=2))
        return
    for listed in rounds:
        say(_line(listed))


def _line(listed: ListedRound) -> str:
    """Write a round on one or two lines: number, when, side, motion, result, and its words."""
    from debater.sparring.wording import count_in_words, moment_in_words
    from debater.text import clean_line, excerpt

    now = datetime.now().astimezone()
    result = _result(listed)
    if not result:
        result = count_in_words(listed.turns, "speech" if listed.format else "turn")
    kind = clean_line(listed.format) or "sparring"
    motion = clean_line(Path(listed.motion).name)
    moment = moment_in_words(listed.touched, now)
    facts = f"{listed.id}  {moment}  {kind}, {motion}, you argued {listed.side}: {result}"
    words = _snippet(listed) or f"“{excerpt(listed.beginning, _BEGINNING)}”"
    name = f"{clean_line(listed.name)}: " if listed.name else ""
    return f"{facts}\n    {name}{words}"


def _snippet(listed: ListedRound) -> str:
    from debater.store.archive import END, FOUND

    plain = listed.snippet.replace(FOUND, "[").replace(END, "]")
    return " ".join(plain.split())


def _result(listed: ListedRound) -> str:
    from debater.study.summary import load_summary, result_line

    return result_line(load_summary(listed.summary)) if listed.summary is not None else ""


def _record(listed: ListedRound) -> dict[str, Any]:
    return {
        "id": listed.id,
        "name": listed.name,
        "motion": listed.motion,
        "side": listed.side,
        "format": listed.format or None,
        "turns": listed.turns,
        "beginning": listed.beginning,
        "started": listed.started,
        "touched": listed.touched,
        "result": _result(listed),
        "summary": listed.summary,
        "forked": listed.forked,
        "snippet": _snippet(listed),
    }
