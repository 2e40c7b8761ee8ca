"""A round as it is exported: what every format of file is written from.

Plain values, every quotation a ``Citation`` and so proved.  ``view.py`` makes it of a stored
round; ``markdown``, ``html`` and ``docx`` write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.debating.ballot_model import Ballot
from debater.debating.flow_model import Status
from debater.debating.model import By
from debater.motions.citation import Citation
from debater.motions.model import Side, Source, Stance, Voice


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as shown, with whose view it is; ``note`` says more (“strength: fair (.62)”)."""

    citation: Citation
    voice: Voice
    speaker: str | None = None
    stance: Stance = "neutral"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of what was said: plain words, or a quotation, or a remark of the program."""

    kind: Literal["said", "quoted", "remark"]
    text: str = ""
    quoted: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one speaker said in one go.  ``title`` names the turn, speech or exchange."""

    title: str
    by: By
    side: Side
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A turn of sparring or a stage of a debate; ``facts`` say its time and seats."""

    title: str
    facts: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FlowCell:
    """One argument on the flow: its id, its heading, who made it, and what became of it."""

    id: str
    heading: str
    by: By
    status: Status
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowTable:
    """The flow sheet: a column a speech (its title), a row a line of arguments."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[FlowCell, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage the round cites, whole, with the quotations taken from it.

    ``whole`` cites all of it; ``quoted`` lie inside it, in order of place.  ``views`` are the
    same quotations, each with whose view it is: a passage may hold one that its author only
    reports.
    """

    whole: Citation
    quoted: tuple[Citation, ...]
    voice: Voice
    speaker: str | None
    stance: Stance
    views: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundView:
    """A whole round for export.

    ``started`` and ``touched`` are ISO 8601 in UTC.  ``format`` is the title of the format
    (“Open sparring” where there is none), ``side_name`` what its debaters call the side.
    ``result`` is one line, empty where nothing was judged.  ``stages`` are the titles of the
    format's stages, which a ballot refers to by number.
    """

    name: str
    motion: str
    statement: str
    side: Side
    side_name: str
    format: str
    started: str
    touched: str
    result: str
    parts: tuple[Part, ...]
    flow: FlowTable | None
    ballot: Ballot | None
    stages: tuple[str, ...]
    passages: tuple[CitedPassage, ...]
    sources: tuple[Source, ...]
