"""``debater cards``: the evidence cards that are kept, listed, read, exported, deleted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from debater.cards.model import CITE_STYLES, CiteStyle
from debater.cli.diagnostics import narrate, say
from debater.cli.options import NUMBER, with_ending
from debater.config import limit_threads, load_settings, paths
from debater.errors import DebaterError

if TYPE_CHECKING:
    from debater.card_files import CardFiles, ListedCard
    from debater.store.cards import StoredCard

_BEGINNING = 70
_KINDS = ("docx", "md", "html")
_id = click.argument("id", type=NUMBER)
_motion = click.option("--motion", metavar="NAME", help="Of this motion alone.")
_style = click.option(
    "--style",
    type=click.Choice(CITE_STYLES),
    default="nsda",
    show_default=True,
    help="How they are cited.",
)


@click.group("cards", epilog="Example: debater cards export --motion detente -o cards.docx")
def command() -> None:
    """Read, export and delete the evidence cards that are kept.

    Cards are cut in the UI.  One is named by its number, which “debater cards list” shows.
    """


@command.command("list", short_help="List cards, the last cut first.")
@_motion
@click.option("--limit", type=NUMBER, default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_cards(motion: str | None, limit: int, as_json: bool) -> None:
    """List cards with their motions, paragraphs, words and tags."""
    with _files() as files:
        cards = files.store.cards(_known(files, motion), limit=limit)
        found = [files.listed(stored) for stored in cards]
    if as_json:
        say(json.dumps([_listed_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        say(_line(one))


@command.command("show", short_help="Print a card: tag, cite, body, what is read aloud.")
@_id
@_style
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(id: int, style: CiteStyle, as_json: bool) -> None:
    """Print a card as plain lines; its body is proved in its source first."""
    with _files() as files:
        stored = _existing(files, id)
        lines, record = _shown(files, stored, style)
    if as_json:
        say(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        say("\n".join(lines))


@command.command("export", short_help="Write cards to one file.")
@click.argument("ids", nargs=-1, type=NUMBER, metavar="[ID...]")
@_motion
@_style
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
    help="docx, md or html.  [as the file's name ends, or md]",
)
def export(
    ids: Sequence[int], motion: str | None, style: CiteStyle, out: Path | None, kind: str | None
) -> None:
    """Write cards to one file: those named, or all, or all of a motion.

    Each is proved in its source; one that cannot be is left out, and named.  A Word file has
    the headings that templates for debaters use.  An existing file is never overwritten.
    """
    with _files() as files:
        cards = _wanted(files, ids, _known(files, motion))
        if out is None or str(out) == "-":
            if kind == "docx" and sys.stdout.isatty():
                raise click.UsageError("A Word file cannot be shown here: name a file with -o.")
            content, left_out = files.content(cards, f".{kind or 'md'}", style)
            if isinstance(content, bytes):
                sys.stdout.buffer.write(content)
            else:
                sys.stdout.write(content)
        else:
            path = with_ending(out, kind)
            left_out = files.write(cards, path, style)
            narrate(f"Saved as {path}.")
    for sentence in left_out:
        narrate(sentence)


@command.command("delete", short_help="Delete cards; “restore” brings them back.")
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID...")
def delete(ids: Sequence[int]) -> None:
    """Delete cards.  They can be brought back."""
    with _files() as files:
        for id in ids:
            _existing(files, id)
        for id in ids:
            files.store.delete(id)
    numbers = " ".join(map(str, ids))
    narrate(f"Deleted; to bring back: debater cards restore {numbers}")


@command.command("restore", short_help="Bring deleted cards back.")
@click.argument("ids", nargs=-1, type=NUMBER, metavar="[ID...]")
def restore(ids: Sequence[int]) -> None:
    """Bring deleted cards back; without a number, list those that can be."""
    with _files() as files:
        if not ids:
            for stored in files.store.deleted():
                say(_line(files.listed(stored)))
            return
        gone = [id for id in ids if not files.store.restore(id)]
    if gone:
        numbers = ", ".join(map(str, gone))
        raise DebaterError(
            f"There is no deleted card {numbers}.", "List them with: debater cards restore"
        )


# ── what the commands share ─────────────────────────────────────────────────────────


@contextmanager
def _files() -> Iterator[CardFiles]:
    """Open the cards.  Raises ``StorageError``."""
    limit_threads()
    # Deferred: ``--help`` needs neither the database nor a motion.
    from debater.assemble import load_motion
    from debater.card_files import CardFiles
    from debater.store.database import Database

    where, settings = paths(), load_settings()
    database = Database(where.database)
    if database.kept_aside is not None:
        narrate(f"The file of your rounds was damaged; it is kept as {database.kept_aside}.")
    try:
        yield CardFiles(lambda: database, partial(load_motion, settings=settings, where=where))
    finally:
        database.close()


def _existing(files: CardFiles, id: int) -> StoredCard:
    """Return a card.  Refuses a number that no card has, or none that is not deleted."""
    stored = files.store.card(id)
    if stored is not None:
        return stored
    if any(id == deleted.id for deleted in files.store.deleted()):
        raise DebaterError(
            f"Card {id} is deleted.", f"Bring it back with: debater cards restore {id}"
        )
    raise DebaterError(f"There is no card {id}.", "List them with: debater cards list")


def _known(files: CardFiles, motion: str | None) -> str | None:
    """Return a motion as it is kept; one known by its folder may be named by its last part.

    Raises ``DebaterError`` where there is no card of it.
    """
    from debater.card_files import ALL_CARDS

    if motion is None:
        return None
    kept = sorted({stored.motion for stored in files.store.cards(limit=ALL_CARDS)})
    named = [name for name in kept if motion in (name, Path(name).name)]
    if motion in named or len(named) == 1:
        return motion if motion in named else named[0]
    there = ", ".join(Path(name).name for name in kept) or "no motion yet"
    raise DebaterError(f"There is no card of “{motion}”.", f"There are cards of: {there}.")


def _wanted(files: CardFiles, ids: Sequence[int], motion: str | None) -> list[StoredCard]:
    from debater.card_files import ALL_CARDS

    if ids:
        named = [_existing(files, id) for id in dict.fromkeys(ids)]
        return [stored for stored in named if motion in (None, stored.motion)]
    return files.store.cards(motion, limit=ALL_CARDS)


def _line(listed: ListedCard) -> str:
    """Write a card on two lines: number, when, motion, stance, words; then its tag and text."""
    from debater.sparring.wording import count_in_words, moment_in_words, paragraphs_in_words
    from debater.text import clean_line, excerpt

    facts = [
        f"{listed.id}  {moment_in_words(listed.touched, datetime.now().astimezone())}",
        clean_line(Path(listed.motion).name),
        paragraphs_in_words(listed.paragraphs) if listed.paragraphs else "",
        listed.stance or "",
        f"cut {count_in_words(listed.words, 'word')}, read {listed.read}",
        " > ".join(clean_line(one) for one in listed.headings if one),
    ]
    tag = f"{clean_line(listed.tag)}: " if listed.tag else ""
    beginning = f"“{excerpt(clean_line(listed.text), _BEGINNING)}”"
    if not listed.proved:
        beginning = "its words are not in its source now"
    return f"{'  '.join(fact for fact in facts if fact)}\n    {tag}{beginning}"


def _listed_record(listed: ListedCard) -> dict[str, Any]:
    pocket, hat, block = listed.headings
    return {
        "id": listed.id,
        "motion": listed.motion,
        "tag": listed.tag,
        "paragraphs": list(listed.paragraphs),
        "stance": listed.stance,
        "words": listed.words,
        "read": listed.read,
        "text": listed.text if listed.proved else None,
        "pocket": pocket,
        "hat": hat,
        "block": block,
        "made": listed.made,
        "touched": listed.touched,
    }


def _shown(
    files: CardFiles, stored: StoredCard, style: CiteStyle
) -> tuple[list[str], dict[str, Any]]:
    """Return a card as lines and as one object."""
    from debater.cards.cites import cite_lines
    from debater.cards.cutting import clipping, counts_in_words, read_aloud
    from debater.cards.record import dump_card
    from debater.sparring.wording import stance_in_words, voice_in_words
    from debater.text import clean_line

    card = files.read(stored)
    cite = cite_lines(card.body, style, card.voice, card.speaker)
    read, warning = read_aloud(card), clipping(card)
    headings = " > ".join(clean_line(one) for one in (card.pocket, card.hat, card.block) if one)
    voice = voice_in_words(card.voice, card.speaker)
    lines = [
        clean_line(card.tag) or "(no tag yet)",
        *([headings] if headings else []),
        cite.spoken,
        cite.written,
        *([f"missing: {', '.join(cite.missing)}"] if cite.missing else []),
        f"{stance_in_words(card.stance)}, {voice}; {counts_in_words(card)}",
        "",
        card.text,
        "",
        f"Read aloud: {read or 'nothing yet'}",
        *([warning] if warning else []),
    ]
    record = {
        "id": stored.id,
        **dump_card(card),
        "cite": {"style": style, "spoken": cite.spoken, "written": cite.written},
        "missing": list(cite.missing),
        "counts": counts_in_words(card),
        "read_aloud": read,
        "clipping": warning or None,
        "made": stored.made,
        "touched": stored.touched,
    }
    return lines, record
