"""Cards as JSON: read back as they were, or refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from debater.cards.cutting import cut, toggle_highlight
from debater.cards.model import Card
from debater.cards.record import dump_card, load_card, prove
from debater.errors import DebaterError, ProofError
from debater.motions.citation import cite
from debater.motions.model import Motion


@pytest.fixture
def card(detente: Motion) -> Card:
    """A card of the shipped motion, cut a little."""
    passage = detente.passages[3]
    source = detente.source(passage.source)
    made = cut(detente, cite(source, passage, passage.points[0].sentences[0].span), tag="A tag.")
    made = toggle_highlight(made, 2, 4)
    return replace(made, voice="reported", speaker="critics", block="A2 trust")


def test_a_card_comes_back_as_it_was(card: Card, detente: Motion) -> None:
    """Through JSON text, with marks, headings and voice."""
    values = json.loads(json.dumps(dump_card(card)))
    assert load_card(values, detente) == card
    assert prove(card, detente) == card


def test_a_changed_source_is_told(card: Card, detente: Motion) -> None:
    """One character is enough; so is a source that is gone."""
    (source,) = detente.sources
    at = card.body.start + 5
    changed = replace(source, text=f"{source.text[:at]}#{source.text[at + 1 :]}")
    with pytest.raises(ProofError, match="not in its source now"):
        prove(card, replace(detente, sources=(changed,)))
    with pytest.raises(ProofError, match="is not in the motion any more"):
        prove(card, replace(detente, sources=()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"tag": 5}, {"underline": [[0, 3]]}, {"underline": [[5, 1]]}, {"underline": "x"},
        {"highlight": [["a", "b"]]}, {"voice": "nobody"}, {"stance": "maybe"}, {"start": True},
        {"paragraphs": []}, {"paragraphs": "4"}, {"passage": None}, {"speaker": 7}, {"end": 1.5},
        {"underline": []}, {"body": None},
    ],
)  # fmt: skip
def test_what_is_no_card_is_refused(card: Card, detente: Motion, wrong: dict[str, Any]) -> None:
    """Every value is of its type and its place."""
    with pytest.raises(DebaterError):
        load_card({**dump_card(card), **wrong}, detente)


def test_a_missing_value_is_refused(card: Card, detente: Motion) -> None:
    """Whichever it is; the version is for later readers."""
    values = dump_card(card)
    for name in values.keys() - {"version"}:
        with pytest.raises(DebaterError):
            load_card({key: value for key, value in values.items() if key != name}, detente)
