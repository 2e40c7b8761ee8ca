"""Replies as JSON: the contract of ``debater ask``, and what the store keeps of a turn.

A stored quotation is proved again when it is read back: if its source has changed, it is
not shown.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from debater.errors import DebaterError, ProofError
from debater.motions.citation import Citation
from debater.motions.model import Motion, Side, Source
from debater.motions.reciting import cite_again
from debater.sparring.reply import Counter, Evidence, Reply, TurnedEvidence

_PARTS = ("they_say", "but", "because", "therefore", "question")


def ask_record(motion: Motion, side: Side, argument: str, reply: Reply) -> dict[str, Any]:
    """Return the object ``debater ask --json`` prints for one argument."""
    return {
        "motion": motion.name,
        "user_side": side,
        "argument": argument,
        "kind": reply.kind,
        "silent": reply.silent,
        "counters": [_counter(counter) for counter in reply.counters],
        "answer": _counter(reply.answer) if reply.answer else None,
        "turn": _turned(reply.turned) if reply.turned else None,
        "notice": reply.notice,
        "reply": {part: getattr(reply, part) for part in _PARTS},
    }


def _place(citation: Citation) -> dict[str, Any]:
    return {
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "passage": citation.passage,
        "paragraphs": list(citation.paragraphs),
        "pages": list(citation.pages),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "author": source.cite.get("author"),
        "date": source.cite.get("date"),
        "missing": list(source.missing),
    }


def _counter(counter: Counter) -> dict[str, Any]:
    return {
        "rank": counter.rank,
        **_place(counter.citation),
        "stance": counter.stance,
        "voice": counter.voice,
        "speaker": counter.speaker,
        "strength": round(counter.strength, 4),
        "tag": counter.tag,
        "source": _source(counter.citation.source),
    }


def _turned(turned: TurnedEvidence) -> dict[str, Any]:
    return {
        **_place(turned.citation),
        "stance": turned.stance,
        "voice": turned.voice,
        "speaker": turned.speaker,
        "tag": turned.tag,
        "impact": turned.impact,
        "source": _source(turned.citation.source),
    }


def dump_reply(reply: Reply) -> dict[str, Any]:
    """Return a reply as plain JSON values, for the store."""
    return dataclasses.asdict(
        dataclasses.replace(reply, counters=tuple(reply.counters)),
        dict_factory=_without_source_text,
    )


def _without_source_text(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep a source as its id alone: its text lies in the pack."""
    values = dict(pairs)
    return {"id": values["id"]} if {"id", "file", "text", "cite"} <= values.keys() else values


def load_reply(values: dict[str, Any], motion: Motion) -> Reply:
    """Read back what ``dump_reply`` gave, proving every quotation anew.

    A reply whose quotation can no longer be proved comes back without it and says so.
    Raises ``DebaterError`` when ``values`` is not a reply at all.
    """
    try:
        return _read_reply(values, motion)
    except (KeyError, TypeError, AttributeError) as error:
        raise DebaterError("A stored reply cannot be read.", "The argument is kept.") from error


def _read_reply(values: dict[str, Any], motion: Motion) -> Reply:
    try:
        counters = [_try_counter(counter, motion) for counter in values["counters"]]
        chosen, answer = values["chosen"], values["answer"]
        turned = values["turned"]
        return Reply(
            **{
                **values,
                "counters": tuple(counter for counter in counters if counter),
                "chosen": _read_counter(chosen, motion) if chosen else None,
                "answer": _read_counter(answer, motion) if answer else None,
                "turned": _read_turned(turned, motion) if turned else None,
            }
        )
    except ProofError:
        return Reply(
            kind=values["kind"],
            # Not silence: the sources had an answer, as they were then.
            silent=False,
            they_say=values["they_say"],
            notice="The quotation of this reply is not in the source now, so it is not shown.",
            opening=values["opening"],
        )


def _try_counter(values: dict[str, Any], motion: Motion) -> Counter | None:
    try:
        return _read_counter(values, motion)
    except ProofError:
        return None


def _read_citation(values: dict[str, Any], motion: Motion) -> Citation:
    try:
        source = motion.source(values["source"]["id"])
    except KeyError as error:
        raise ProofError(f"The motion has no source “{values['source']['id']}” now.") from error
    return cite_again(
        motion,
        source,
        values["passage"],
        tuple(values["paragraphs"]),
        values["start"],
        values["end"],
        values["quote"],
    )


def _read_counter(values: dict[str, Any], motion: Motion) -> Counter:
    evidence = values["evidence"]
    return Counter(
        **{
            **values,
            "citation": _read_citation(values["citation"], motion),
            "evidence": Evidence(**{**evidence, "shared_words": tuple(evidence["shared_words"])}),
        }
    )


def _read_turned(values: dict[str, Any], motion: Motion) -> TurnedEvidence:
    return TurnedEvidence(**{**values, "citation": _read_citation(values["citation"], motion)})
