"""Puts the parts together: a motion's name in, an engine out.

The one place that knows both the domain and the engines behind it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from debater import strict
from debater.config import Paths, Settings, paths
from debater.debating.examination_patterns import Examination, examination_problems
from debater.debating.rubric import Rubric, rubric_problems
from debater.debating.scaffold import Scaffold, scaffold_problems
from debater.debating.speech_phrases import SpeechPhrases, speech_phrase_problems
from debater.errors import (
    DebaterError,
    IndexMissing,
    IndexStale,
    ModelUnavailable,
    PackError,
    Problem,
)
from debater.motions.library import Found, all_motions, files_state, find_motion
from debater.motions.model import SIDES, Motion, Side
from debater.motions.pack import read_motion
from debater.resources import shipped
from debater.sparring.engine import Engine
from debater.sparring.phrasing import Phrasebook, phrase_problems

if TYPE_CHECKING:
    from debater.retrieval.build import Progress
    from debater.retrieval.encode import ReferenceEncoder
    from debater.retrieval.index import OpenIndex

Tell = Callable[[str], None]
T = TypeVar("T")
RUBRIC = "rubrics/ballot.yaml"


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class MotionSummary:
    """What a list of motions shows; ``problem`` is a sentence when the motion cannot be used.

    ``opposing`` counts the passages that oppose a user on each side; ``hides`` are the
    folders of motions of the same name further off.
    """

    name: str
    folder: Path
    origin: str
    statement: str = ""
    sides: dict[Side, str] | None = None
    opposing: dict[Side, int] | None = None
    passages: int = 0
    problem: str = ""
    hides: tuple[Path, ...] = ()


def motions(settings: Settings, where: Paths | None = None) -> list[MotionSummary]:
    """List every motion that can be found, the nearest of a name only, without any model."""
    where = where or paths()
    return [_summary(found, settings, where) for found in all_motions(settings, where)]


def _summary(found: Found, settings: Settings, where: Paths) -> MotionSummary:
    summary = MotionSummary(found.name, found.folder, found.origin, hides=found.hides)
    try:
        motion = _load(found, settings, where)
    except DebaterError as error:
        return replace(summary, problem=str(error))
    return replace(
        summary,
        statement=motion.statement,
        sides=dict(motion.sides),
        opposing={side: len({p.passage for p in motion.opposing(side)}) for side in SIDES},
        passages=len(motion.passages),
    )


def load_motion(name: str, settings: Settings, where: Paths | None = None) -> Motion:
    """Load a motion by name or folder, without any model.  Raises ``DebaterError``."""
    where = where or paths()
    return _load(find_motion(name, settings, where), settings, where)


def motion_state(name: str, settings: Settings, where: Paths | None = None) -> object:
    """Return what changes when the files of a motion do, without reading them.

    Raises ``DebaterError`` where there is no such motion.
    """
    return files_state(find_motion(name, settings, where or paths()).folder)


def _load(found: Found, settings: Settings, where: Paths) -> Motion:
    """Read a motion from its index when that is fresh (quicker), else from its files."""
    # Whatever is wrong with an index, the motion's own files decide.
    return indexed(found, settings, where)[0] or read_motion(found.folder)


def indexed(found: Found, settings: Settings, where: Paths) -> tuple[Motion | None, str]:
    """Return a motion as its fresh index has it, or None and why there is no such index."""
    # Deferred: the index module is only needed when a motion is.
    from debater.retrieval.index import check_index, indexed_motion

    why = "There is no index of it yet."
    for folder in index_folders(found, settings, where):
        try:
            return indexed_motion(folder, found.folder, check_index(folder, found.folder)), ""
        except IndexMissing:
            continue
        except (DebaterError, OSError) as error:
            why = error.message if isinstance(error, DebaterError) else str(error)
    return None, why


def index_folders(found: Found, settings: Settings, where: Paths) -> list[Path]:
    """Return where the index of a motion may lie: the user's own first, then the shipped one."""
    key = f"{found.folder.resolve()}\n{settings.model}"
    own = f"{found.name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    folders = [where.indexes / own]
    if found.origin == "shipped":
        folders.append(shipped("index") / found.name)
    return folders


def open_engine(
    name: str, settings: Settings, where: Paths | None = None, tell: Tell = _silent
) -> Engine:
    """Open everything needed to answer on a motion: about half a second, without torch.

    An index that is missing or out of date is built first (which does load torch);
    ``tell`` is told so in a sentence.  Without an embedding model the engine compares
    words alone.  Raises ``DebaterError``.
    """
    # Deferred: NumPy, faiss and the tokenizer, a quarter of a second together.
    from debater.retrieval.encode import query_encoder
    from debater.retrieval.search import Searcher

    where = where or paths()
    found = find_motion(name, settings, where)
    for hidden in found.hides:
        tell(f"Using the motion “{found.name}” in {found.folder}; the one in {hidden} is hidden.")
    phrases = load_phrases(where)
    try:
        encoder = query_encoder(settings.model)
    except ModelUnavailable as error:
        tell(f"{error} Until then passages are matched by their words alone.")
        motion = _load(found, settings, where)
        return Engine(motion, Searcher(motion, None, None), phrases)
    index = _open_or_build(found, settings, where, encoder.fingerprint, tell)
    return Engine(index.motion, Searcher(index.motion, index, encoder), phrases)


def _open_or_build(
    found: Found, settings: Settings, where: Paths, model: str, tell: Tell
) -> OpenIndex:
    from debater.retrieval.index import open_index

    own, *others = index_folders(found, settings, where)
    for folder in (own, *others):
        try:
            return open_index(folder, found.folder, model)
        except (IndexMissing, IndexStale) as error:
            reason = error
    # A motion that cannot be read is told at once, not after the announcement.
    read_motion(found.folder)
    tell(f"Building the index of “{found.name}” ({reason.message.rstrip('.')}) …")
    build(found, settings, own)
    return open_index(own, found.folder, model)


def build(
    found: Found, settings: Settings, folder: Path, progress: Progress | None = None
) -> Motion:
    """Label what no coach has labelled, and build a motion's index at ``folder``.

    Returns the motion as it was indexed.  Raises ``DebaterError``.
    """
    # A motion that cannot be read is told before torch, which takes seconds to import.
    motion = read_motion(found.folder)
    from debater.labelling.labeller import ModelLabeller
    from debater.retrieval.build import no_progress
    from debater.retrieval.encode import ReferenceEncoder

    progress = progress or no_progress
    encoder = ReferenceEncoder(settings.model)
    if any(point.label.origin == "model" for point in motion.points()):
        motion = read_motion(found.folder, ModelLabeller(encoder, progress))
    index_labelled(motion, found, settings, folder, encoder, progress)
    return motion


def index_labelled(
    motion: Motion,
    found: Found,
    settings: Settings,
    folder: Path,
    encoder: ReferenceEncoder,
    progress: Progress | None = None,
) -> None:
    """Build the index at ``folder`` of a motion whose passages are labelled.

    Raises ``DebaterError``.
    """
    from debater.retrieval.build import build_index, no_progress
    from debater.retrieval.encode import model_name

    name = model_name(settings.model)
    build_index(motion, folder, found.folder, encoder, name, progress or no_progress)


def load_phrases(where: Paths | None = None) -> Phrasebook:
    """Load the wording of replies.  Raises ``PackError`` naming every problem with its line."""
    return _wording("replies", Phrasebook, phrase_problems, where)


def load_speech_phrases(where: Paths | None = None) -> SpeechPhrases:
    """Load the wording of speeches.  Raises ``PackError`` as ``load_phrases`` does."""
    return _wording("speeches", SpeechPhrases, speech_phrase_problems, where)


def load_examination(where: Paths | None = None) -> Examination:
    """Load how questions are asked and answered.  Raises as ``load_phrases`` does."""
    return _wording("examination", Examination, examination_problems, where)


def load_rubric(where: Paths | None = None) -> Rubric:
    """Load the rubric of ballots.  Raises ``PackError`` as ``load_phrases`` does."""
    return _prompt(RUBRIC, Rubric, rubric_problems, where)


def own_or_shipped(name: str, where: Paths | None = None) -> Path:
    """Return the user's own file ``name`` of the prompts, or else the shipped one."""
    own = (where or paths()).prompts / name
    return own if own.is_file() else shipped("prompts") / name


def load_scaffold(where: Paths | None = None) -> Scaffold:
    """Load the guide to refutation.  Raises as ``load_phrases`` does."""
    return _wording("scaffold", Scaffold, scaffold_problems, where)


def _wording(
    name: str, schema: type[T], problems_of: Callable[[T], list[str]], where: Paths | None
) -> T:
    return _prompt(f"phrases/{name}.yaml", schema, problems_of, where)


def _prompt(
    name: str, schema: type[T], problems_of: Callable[[T], list[str]], where: Paths | None
) -> T:
    """Load a file of the prompts and check it beyond its shape."""
    path = own_or_shipped(name, where)
    book = strict.load(path, schema)
    problems = [Problem(path, 1, what) for what in problems_of(book)]
    if problems:
        raise PackError(problems)
    return book
