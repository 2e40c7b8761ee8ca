"""A round as a JSON file that other programs can read, and that can be read back.

The schema is described in ``docs/round-schema.md``.  ``round`` holds everything the database
has of a round; ``motion``, ``flow``, ``ballot`` and ``cites`` are for other programs.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import debater
from debater.debating.clock import load_state
from debater.debating.record import load_setup
from debater.errors import DebaterError
from debater.export.json_schema import (
    BEYOND,
    EVENT_BODIES,
    NEEDED,
    EventCitation,
    ReplyCitation,
    Setup,
    event_problem,
    format_problems,
)
from debater.export.json_values import RoundFileError, Values, parse, shown
from debater.export.model import CitedPassage, RoundView
from debater.motions.citation import Citation
from debater.motions.model import Motion, Side, Source
from debater.sparring.reply import Reply
from debater.store.archive import LONGEST_NAME
from debater.store.whole import WholeEvent, WholeRound, WholeTurn

SCHEMA = "debater-round"
VERSION = 1

_KEYS = ("schema", "version", "exported_by", "round", "motion", "flow", "ballot", "cites")
_ROUND_KEYS = tuple(field.name for field in dataclasses.fields(WholeRound))
_LONGEST_LINE = 4000
_YEARS = range(1970, 2200)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00")


def dump_round(whole: WholeRound, motion: Motion, view: RoundView) -> dict[str, Any]:
    """Return a round as plain JSON values; ``view`` is that of the same round."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "exported_by": f"debater {debater.__version__}",
        "round": _plain(whole),
        "motion": {
            "name": motion.name,
            "statement": motion.statement,
            "sources": [_source(source) for source in motion.sources],
        },
        "flow": _plain(view.flow),
        "ballot": _plain(view.ballot),
        "cites": [_cited(passage) for passage in view.passages],
    }


def round_json(values: Mapping[str, Any]) -> str:
    """Write what ``dump_round`` gave as the text of a file; the same values, the same text."""
    return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_round(text: str | bytes) -> WholeRound:
    """Read a round from the text of a file.  Raises ``RoundFileError``."""
    return load_round(parse(text))


def load_round(values: object) -> WholeRound:
    """Read back the round ``dump_round`` gave, whoever wrote the values.

    Raises ``RoundFileError`` with every problem.  Whether its quotations stand in the sources
    is for ``check_round`` to say.
    """
    reader = Values({Citation: ReplyCitation}, NEEDED, BEYOND)
    read = _read(reader, values)
    if reader.problems or read is None:
        raise RoundFileError(reader.problems)
    return read


def source_hash(source: Source) -> str:
    """Return the SHA-256 of a source's text, in UTF-8, as the file of a round names it."""
    return hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """Return a dataclass, tuple or mapping as JSON has it."""
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "file": source.file,
        "sha256": source_hash(source),
        "cite": dict(source.cite),
        "missing": list(source.missing),
    }


def _cited(passage: CitedPassage) -> dict[str, Any]:
    whole = passage.whole
    return {
        "source": whole.source.id,
        "paragraphs": list(whole.paragraphs),
        "pages": list(whole.pages),
        "start": whole.start,
        "end": whole.end,
        "text": whole.quote,
        "voice": passage.voice,
        "speaker": passage.speaker,
        "stance": passage.stance,
        "quotations": [
            {"start": one.start, "end": one.end, "quote": one.quote} for one in passage.quoted
        ],
    }


def _read(reader: Values, values: object) -> WholeRound | None:
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        reader.problem("$", f"has no “schema” of “{SCHEMA}”", "choose a round exported as JSON")
        return None
    version = values.get("version")
    if type(version) is int and version > VERSION:
        what = f"is {shown(version)}, and this debater reads {VERSION}"
        reader.problem("$.version", what, "update debater")
        return None
    if type(version) is not int or version < 1:
        reader.problem("$.version", f"is {shown(version)}", f"write {VERSION}")
    for key in values:
        if key not in _KEYS:
            reader.problem("$", f"has an unknown key {shown(key)}", f"use: {', '.join(_KEYS)}")
    if "round" not in values:
        reader.problem("$", "has no “round”", "add “round”")
        return None
    return _round(reader, values["round"])


def _round(reader: Values, value: object) -> WholeRound | None:
    at = "$.round"
    found = reader.keyed(value, _ROUND_KEYS, at)
    if found is None or reader.problems:
        return None
    whole = WholeRound(
        motion=_line(reader, found["motion"], f"{at}.motion", needed=True),
        side=reader.read(found["side"], Side, f"{at}.side"),
        seed=reader.read(found["seed"], int, f"{at}.seed"),
        started=_stamp(reader, found["started"], f"{at}.started"),
        touched=_stamp(reader, found["touched"], f"{at}.touched"),
        name=_line(reader, found["name"], f"{at}.name", LONGEST_NAME),
        draft=reader.read(found["draft"], str, f"{at}.draft"),
        format=_line(reader, found["format"], f"{at}.format"),
        setup=_optional(reader, found["setup"], f"{at}.setup"),
        clock=_optional(reader, found["clock"], f"{at}.clock"),
        summary=_optional(reader, found["summary"], f"{at}.summary"),
        forked=_line(reader, found["forked"], f"{at}.forked"),
        turns=tuple(_turns(reader, found["turns"], f"{at}.turns")),
    )
    events = reader.items(found["events"], f"{at}.events")
    if not whole.format:
        for key, given in (("setup", whole.setup), ("clock", whole.clock), ("events", events)):
            if given:
                what = "is given, and open sparring has none"
                reader.problem(f"{at}.{key}", what, f"name the “format”, or remove its {key}")
        return whole
    if whole.turns:
        reader.problem(f"{at}.turns", "holds turns, and a debate has none", "write []")
    stages = _set_up(reader, whole, at)
    return dataclasses.replace(whole, events=tuple(_events(reader, events, f"{at}.events", stages)))


def _set_up(reader: Values, whole: WholeRound, at: str) -> int | None:
    """Check how a debate began and how its clock stood; return its number of stages.

    None where that cannot be read.
    """
    before = reader.wrong
    setup = reader.read(whole.setup, Setup, f"{at}.setup")
    if reader.wrong > before:
        return None
    try:
        debate = load_setup(whole.motion, whole.side, whole.seed, setup)
    except DebaterError:
        what = "names a seat that is not there, or leaves a side without a name"
        reader.problem(f"{at}.setup", what, "name its seats and both sides")
        return None
    if debate.format.name != whole.format:
        what = f"is {shown(debate.format.name)}, and the round’s is {shown(whole.format)}"
        reader.problem(f"{at}.setup.format.name", what, "write the same name")
    for path, what, mend in format_problems(debate.format):
        reader.problem(f"{at}.setup.format{path}", what, mend)
    if whole.clock is not None:
        try:
            load_state(whole.clock)
        except ValueError:
            reader.problem(f"{at}.clock", "does not say how a clock stood", "write null")
    return len(debate.format.stages)


def _turns(reader: Values, value: object, at: str) -> list[WholeTurn]:
    turns = []
    for index, one in enumerate(reader.items(value, at)):
        path = f"{at}[{index}]"
        found = reader.keyed(one, ("number", "argument", "committed", "reply"), path)
        if found is None or len(found) < 4:
            continue
        reply = found["reply"]
        turns.append(
            WholeTurn(
                _number(reader, found["number"], index, path),
                reader.read(found["argument"], str, f"{path}.argument"),
                _stamp(reader, found["committed"], f"{path}.committed"),
                reader.read(reply, Reply, f"{path}.reply") if reply is not None else None,
            )
        )
    return turns


def _events(reader: Values, values: list[Any], at: str, stages: int | None) -> list[WholeEvent]:
    # In events a source is named by its id alone.
    of_events = Values({Citation: EventCitation}, NEEDED, BEYOND)
    of_events.problems = reader.problems
    events = []
    for index, one in enumerate(values):
        path = f"{at}[{index}]"
        found = of_events.keyed(one, ("number", "kind", "body", "committed"), path)
        if found is None or len(found) < 4:
            continue
        kind = found["kind"]
        if not isinstance(kind, str) or kind not in EVENT_BODIES:
            mend = f"use one of: {', '.join(EVENT_BODIES)}"
            reader.problem(f"{path}.kind", f"is {shown(kind)}", mend)
            continue
        before = of_events.wrong
        body = of_events.read(found["body"], EVENT_BODIES[kind], f"{path}.body")
        readable = of_events.wrong == before and stages is not None
        if readable and (wrong := event_problem(kind, body, stages or 0)):
            reader.problem(f"{path}.body", *wrong)
        number = _number(reader, found["number"], index, path)
        committed = _stamp(reader, found["committed"], f"{path}.committed")
        events.append(WholeEvent(number, kind, body, committed))
    return events


def _optional(reader: Values, value: object, path: str) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        reader.problem(path, f"is {shown(value)}", "write an object, in braces, or null")
        return None
    read: dict[str, Any] | None = reader.plain(value, path)
    return read


def _number(reader: Values, value: object, index: int, path: str) -> int:
    if type(value) is not int or value != index + 1:
        reader.problem(f"{path}.number", f"is {shown(value)}", f"write {index + 1}")
    return index + 1


def _stamp(reader: Values, value: object, path: str) -> str:
    if isinstance(value, str) and _STAMP.fullmatch(value):
        try:
            year = datetime.fromisoformat(value).year
        except ValueError:
            year = 0
        # At the ends of the calendar other time zones have no day.
        if year in _YEARS:
            return value
    reader.problem(path, f"is {shown(value)}", "write a time such as 2026-03-12T14:02:00+00:00")
    return ""


def _line(
    reader: Values, value: object, path: str, most: int = _LONGEST_LINE, *, needed: bool = False
) -> str:
    text = reader.read(value, str, path)
    if not isinstance(text, str):
        return ""
    if len(text) > most:
        reader.problem(path, f"is longer than {most} characters", "shorten it")
    if needed and not text.strip():
        reader.problem(path, "is empty", "name the motion")
    return text
