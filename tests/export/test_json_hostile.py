"""Files that are no rounds, wrong or hostile, are told in sentences with their places."""

from __future__ import annotations

import random
import string
from contextlib import suppress
from typing import Any

import pytest

from debater.errors import DebaterError
from debater.export.json_check import check_round
from debater.export.json_round import (
    SCHEMA,
    VERSION,
    load_round,
    read_round,
    round_json,
)
from debater.export.json_values import LONGEST_LIST, LONGEST_TEXT, RoundFileError
from debater.export.view import view_of
from debater.sparring.engine import Engine
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound
from tests.export.played import Json, debated, exported, replaced, sparred


@pytest.fixture
def short(engine: Engine) -> Json:
    """The file of a round of open sparring."""
    return exported(sparred(engine), engine.motion)


@pytest.fixture
def debate(engine: Engine) -> Json:
    """The file of a debate."""
    return exported(debated(engine, "spar"), engine.motion)


def problems_of(values: object) -> tuple[str, ...]:
    """Return why values are no round."""
    with pytest.raises(RoundFileError) as caught:
        load_round(values)
    return caught.value.problems


# ── what is no round ────────────────────────────────────────────────────────────────────


def test_a_newer_version_is_refused_in_a_sentence(short: Json) -> None:
    """Nothing of it is guessed at."""
    assert problems_of({**short, "version": VERSION + 1}) == (
        "$.version is 2, and this debater reads 1; update debater.",
    )


@pytest.mark.parametrize("values", [None, 3, "x", [], {}, {"schema": "other"}, {"schema": [1]}])
def test_another_file_is_told_from_a_round(values: object) -> None:
    """What is exported by no debater is named as such."""
    (problem,) = problems_of(values)
    assert SCHEMA in problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not valid JSON (line 1"),
        ("{", "not valid JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "a key stands twice"),
        ('{"a": ' + "9" * 5000 + "}", "not valid JSON"),
        (b"\xff\xfe{", "not UTF-8"),
        ("\ufeff{}", "debater-round"),
    ],
    ids=range(8),
)
def test_a_text_that_is_no_json_is_told(text: str | bytes, told: str) -> None:
    """One sentence, whatever the text is."""
    with pytest.raises(RoundFileError) as caught:
        read_round(text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("side",), "both", "$.round.side is “both”; use one of: “for”, “against”."),
        (("seed",), 2**63, "$.round.seed is a number of more digits than a round has; write"),
        (("seed",), True, "$.round.seed is true; write a whole number."),
        (("motion",), " ", "$.round.motion is empty; name the motion."),
        (("name",), "x" * 121, "$.round.name is longer than 120 characters; shorten it."),
        (("started",), "yesterday", "$.round.started is “yesterday”; write a time such as"),
        (("touched",), "2026-02-31T00:00:00+00:00", "$.round.touched is “2026-02-31T00:00"),
        (("draft",), "x" * (LONGEST_TEXT + 1), "$.round.draft is longer than 1,000,000"),
        (("turns",), [{}] * (LONGEST_LIST + 1), "$.round.turns has 10,001 items; write at most"),
        (("turns", 1, "number"), 1, "$.round.turns[1].number is 1; write 2."),
        (("turns", 0), {"number": 1}, "$.round.turns[0] has no “argument”; add “argument”."),
        (("turns", 0, "reply"), {}, "$.round.turns[0].reply has no “kind”; add “kind”."),
        (("turns", 0, "reply", "they_say"), 3, "they_say is 3; write text, in quotes."),
        (("turns", 0, "reply", "thay"), "", "has an unknown key “thay”; did you mean “they_say”?"),
        (("turns", 0, "reply", "chosen", "strength"), "much", "strength is “much”; write a number"),
        (("turns", 0, "reply", "chosen", "citation", "paragraphs"), [], "quotes from no paragraph"),
        (("turns", 0, "reply", "chosen", "citation", "end"), 1, "does not begin and end where"),
        (("format",), "spar", "$.round.turns holds turns, and a debate has none; write []."),
        (("setup",), {"a": 1}, "$.round.setup is given, and open sparring has none"),
        (("summary",), [], "$.round.summary is a list; write an object"),
    ],
    ids=range(20),
)
def test_a_wrong_value_of_a_round_is_told_with_its_place(
    path: tuple[str | int, ...], value: object, told: str, short: Json
) -> None:
    """What it is, where, and what to write."""
    assert any(
        told in problem for problem in problems_of(replaced(short, "round", *path, by=value))
    )


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("setup",), None, "$.round.setup is null; write an object, in braces."),
        (("setup", "first"), "x", "$.round.setup.first is “x”; use one of"),
        (("setup", "seats"), ["Z"], "names a seat that is not there"),
        (("setup", "format", "name"), "own", ".name is “own”, and the round’s is “spar”"),
        (("setup", "format", "stages"), [], ".stages has 0 stages; write 1 to 100."),
        (("setup", "format", "stages", 0, "seconds"), -1, ".stages[0].seconds is -1; write 0 to"),
        (("setup", "format", "scale", "parts", 0, "step"), 1e-300, "has no steps from low to high"),
        (("setup", "format", "scale", "parts", 0, "high"), 1e300, "has no steps from low to high"),
        (("setup", "format", "most_points"), 10**9, "most_points is 1000000000; write 0 to 10."),
        (("clock",), {"stage": 0}, "$.round.clock does not say how a clock stood; write null."),
        (("events", 0, "kind"), "song", "$.round.events[0].kind is “song”; use one of: speech"),
        (("events", 0, "body", "stage"), 99, "body is of stage 99, which is not there"),
        (("events", 0, "body", "text"), None, "$.round.events[0].body.text is null; write text"),
        (("events", 0, "body"), [], "$.round.events[0].body is a list; write an object"),
    ],
    ids=range(14),
)
def test_a_wrong_value_of_a_debate_is_told_with_its_place(
    path: tuple[str | int, ...], value: object, told: str, debate: Json
) -> None:
    """A debate that could not be gone on with is not taken in."""
    assert any(told in one for one in problems_of(replaced(debate, "round", *path, by=value)))


def test_all_problems_are_told_at_once(short: Json) -> None:
    """The first is named, the others are counted and kept."""
    wrong = replaced(replaced(short, "round", "side", by="x"), "round", "seed", by=None)
    with pytest.raises(RoundFileError, match=r"side is “x”.*\(And 1 more problem\.\)") as caught:
        load_round(wrong)
    assert len(caught.value.problems) == 2


def test_a_flood_of_problems_stays_readable(short: Json) -> None:
    """Ten thousand wrong turns give no more than a screen of sentences."""
    assert len(problems_of(replaced(short, "round", "turns", by=[None] * LONGEST_LIST))) == 20
    unknown = {f"k{number}": None for number in range(50_000)}
    assert len(problems_of(replaced(short, "round", by=unknown))) == 20


# ── mutations ───────────────────────────────────────────────────────────────────────────

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, 1e308, float("nan"), float("inf"), "", "x", "\x1b]0;x\x07",
    "\ud800", "\u202e", "{0}", "for", "9" * 400, [], {}, [None], [[]], {"": None}, {"a": {"b": []}},
    {"citation": {"quote": 1}}, ["x"] * 50,
)  # fmt: skip


def mutated(chance: random.Random, values: Any) -> Any:
    """Return values with one thing in them changed, somewhere; the original stays."""
    keys = list(values) if isinstance(values, dict) else list(range(len(values)))
    copied = dict(values) if isinstance(values, dict) else list(values)
    if not keys:
        return chance.choice(ODD)
    key = chance.choice(keys)
    deeper = isinstance(values[key], (dict, list))
    if deeper and chance.random() < 0.85:
        copied[key] = mutated(chance, values[key])
        return copied
    match chance.randrange(5):
        case 0:
            del copied[key]
        case 1 if isinstance(copied, dict):
            copied["".join(chance.choices(string.printable, k=4))] = chance.choice(ODD)
        case 2 if isinstance(copied, list):
            copied.insert(chance.randrange(len(copied) + 1), copied[key])
        case 3:
            copied[key] = copied[chance.choice(keys)]
        case _:
            copied[key] = chance.choice(ODD)
    return copied


@pytest.mark.parametrize("kind", ["sparring", "debate"])
def test_a_thousand_changed_files_give_sentences_or_rounds(kind: str, engine: Engine) -> None:
    """A changed file is a round that can be stored, shown and checked, or it is told why not."""
    whole = sparred(engine) if kind == "sparring" else debated(engine, "spar")
    values = exported(whole, engine.motion)
    chance = random.Random(kind)
    archive = RoundStore(None).archive
    taken = refused = 0
    for _ in range(1000):
        changed = {**values, "round": mutated(chance, values["round"])}
        for _ in range(chance.randrange(2)):
            changed = {**changed, "round": mutated(chance, changed["round"] or {"a": 1})}
        try:
            read = load_round(changed)
        except RoundFileError as error:
            refused += 1
            for problem in error.problems:
                assert problem.startswith("$")
                assert problem.endswith((".", "?"))
                assert "\n" not in problem
                assert len(problem) < 600
            continue
        taken += 1
        if taken % 4 == 0:
            assert archive.whole(archive.put(read)) == read
            view_of(read, engine.motion)
            check_round(read, engine.motion)
    assert taken > 50
    assert refused > 300


def test_cut_and_damaged_texts_are_told(short: Json) -> None:
    """A file cut short, or with a byte changed, is no traceback."""
    text = round_json(short).encode()
    chance = random.Random(4)
    for _ in range(100):
        at = chance.randrange(len(text))
        cut = text[:at]
        changed = text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]
        with pytest.raises(RoundFileError):
            read_round(cut)
        with suppress(RoundFileError):
            assert isinstance(read_round(changed), WholeRound)


def test_an_error_of_a_file_is_one_of_ours() -> None:
    """The command line turns it into a sentence as it does every other."""
    assert isinstance(RoundFileError(["$ is nothing; write a round."]), DebaterError)
