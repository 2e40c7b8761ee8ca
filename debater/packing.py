"""Makes a motion out of a coach's documents: read, written as a pack, labelled, indexed.

The pack is made aside and renamed into place whole: whatever fails, nothing is half-written.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from debater import assemble
from debater.config import Paths, Settings
from debater.errors import DebaterError, DocumentError, ModelUnavailable, StorageError
from debater.motions.library import Found, valid_name
from debater.motions.model import CITE_ELEMENTS, CITED_FROM, Motion, SourceStance
from debater.motions.pack import read_motion
from debater.motions.unlabelled import Reading
from debater.motions.writing import Draft, described, draft, source_id, write_pack
from debater.text import clean_line

if TYPE_CHECKING:
    from debater.retrieval.build import Progress
    from debater.retrieval.encode import ReferenceEncoder

Tell = Callable[[str], None]
_SPOKEN = ("author", "date")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source a coach wants: a file or an address, what it argues, and its cite as told."""

    location: str
    stance: SourceStance | None = None
    cite: Mapping[str, str] = field(default_factory=dict)


def new_motion(
    name: str,
    statement: str,
    wanted: Sequence[Wanted],
    into: Path,
    settings: Settings,
    where: Paths,
    tell: Tell,
    progress: Progress | None = None,
) -> Path:
    """Make the motion ``name`` in the folder ``into`` and return its own folder.

    ``tell`` hears a sentence about each source.  Raises ``DebaterError``: of documents
    that cannot be read, every one is named.
    """
    statement = clean_line(statement)
    if problem := valid_name(name):
        raise DebaterError(f"A motion cannot be called “{clean_line(name)}”: {problem}.")
    if not statement:
        raise DebaterError("The motion has no words.", "Say what is debated with --title.")
    folder = into / name
    if folder.exists():
        raise DebaterError(
            f"There is something at {folder} already.",
            f"Choose another name, or remove it first: debater motions remove {name}",
        )
    drafts = _drafts(wanted, tell)
    try:
        into.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=into))
    except OSError as error:
        raise _unwritable(into, error) from error
    try:
        made = aside / name
        made.mkdir()
        write_pack(made, statement, drafts)
        motion, encoder = _labelled(made, settings, tell, progress)
        if encoder is not None:
            write_pack(made, statement, _with_stances(drafts, motion, tell))
        made.rename(folder)
    except OSError as error:
        raise _unwritable(into, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    if encoder is not None:
        found = Found(name, folder, "path")
        index = assemble.index_folders(found, settings, where)[0]
        assemble.index_labelled(motion.motion, found, settings, index, encoder, progress)
    return folder


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A motion as labelled, and what was read of each source, in order."""

    motion: Motion
    readings: tuple[Reading, ...]


def _drafts(wanted: Sequence[Wanted], tell: Tell) -> list[Draft]:
    """Read every document; say what became of each, and name all that cannot be read."""
    # Deferred: the readers of each format are loaded for the documents that need them.
    from debater.motions.documents import read_document

    drafts: list[Draft] = []
    failures: list[DocumentError] = []
    for one in wanted:
        try:
            document = read_document(one.location)
            stem = one.cite.get("title") or document.cite.get("title") or Path(one.location).stem
            made = draft(document, source_id(stem, [d.id for d in drafts]), one.cite)
            if not made.paragraphs:
                raise DocumentError(
                    f"“{clean_line(one.location)}” has no paragraph of prose.",
                    "Give the article itself, with sentences that end in a full stop.",
                )
        except DocumentError as error:
            failures.append(error)
            continue
        drafts.append(replace(made, stance=one.stance))
        tell(_told(one.location, made, document.dropped))
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise DocumentError(" ".join(str(failure) for failure in failures))
    return drafts


def _told(location: str, made: Draft, dropped: Sequence[str]) -> str:
    missing = [name for name in CITE_ELEMENTS if not made.cite.get(name)]
    parts = [f"{clean_line(location)}: “{made.cite.get('title') or made.id}”, {described(made)}."]
    if dropped:
        parts.append(f"Left out: {', '.join(dropped)}.")
    if missing:
        needed = " (author and date are said in a round)" if set(_SPOKEN) & set(missing) else ""
        parts.append(f"Its cite lacks {', '.join(missing)}{needed}.")
    return " ".join(parts)


def _labelled(
    folder: Path,
    settings: Settings,
    tell: Tell,
    progress: Progress | None,
) -> tuple[_Labelled, ReferenceEncoder | None]:
    """Label the pack in ``folder``; without models it stays as the coach said, told so."""
    # Deferred: torch, seconds to import.
    from debater.labelling.labeller import ModelLabeller
    from debater.retrieval.build import no_progress
    from debater.retrieval.encode import ReferenceEncoder

    readings: list[Reading] = []
    try:
        encoder = ReferenceEncoder(settings.model)
        label = ModelLabeller(encoder, progress or no_progress)

        def noting(
            statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
        ) -> Reading:
            readings.append(label(statement, stance, passages))
            return readings[-1]

        return _Labelled(read_motion(folder, noting), tuple(readings)), encoder
    except ModelUnavailable as error:
        tell(f"{error} The passages are not labelled yet.")
        return _Labelled(read_motion(folder), ()), None


def _with_stances(drafts: Sequence[Draft], labelled: _Labelled, tell: Tell) -> list[Draft]:
    """Give each draft the stance it was read with, and say how sure that is."""
    named = []
    for one, reading in zip(drafts, labelled.readings, strict=True):
        sure = f"{reading.sure:.0%} sure"
        why = ""
        if one.stance is None and reading.stance == "mixed":
            why = f"no side was clear ({sure} of the likelier): write for or against if it has one"
        elif one.stance is None:
            why = f"inferred from its passages, {sure}: correct it if it is wrong"
        named.append(replace(one, stance=reading.stance, why=why))
        tell(_argues(one, reading, labelled.motion))
    return named


def _argues(one: Draft, reading: Reading, motion: Motion) -> str:
    """Say in a line what a source argues and how sure its labels are."""
    passages = [passage for passage in motion.passages if passage.source == one.id]
    points = [point for passage in passages for point in passage.points]
    unsure = sum(point.label.confidence < CITED_FROM for point in points)
    shaky = ""
    if unsure:
        shaky = (
            f"; {unsure} of {len(points)} labels are too unsure to cite (under {CITED_FROM:.0%})"
        )
    if reading.stance == "mixed":
        how = "as you said" if one.stance else "its side was not clear"
        return f"{one.id} argues both sides ({how}): each passage is judged by itself{shaky}."
    how = "as you said" if one.stance else f"inferred, {reading.sure:.0%} sure"
    away = sum(point.label.stance not in (reading.stance, "neutral") for point in points)
    departs = f"{away} report or concede the other side" if away else "none departs from it"
    return (
        f"{one.id} argues {reading.stance} the motion ({how}); "
        f"of {len(passages)} passages {departs}{shaky}."
    )


def _unwritable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The motion cannot be written to {folder} ({error.strerror or error}).",
        "Check that the folder can be written and has room, or choose another with --out.",
    )
