"""A round as JSON: read back as it was, whatever was said; the page about it is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.export.json_check import check_round
from debater.export.json_round import (
    dump_round,
    load_round,
    read_round,
    round_json,
)
from debater.export.json_values import RoundFileError
from debater.export.view import view_of
from debater.motions.model import SIDES, Side
from debater.sparring.engine import Engine
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound, WholeTurn
from debater.text import clean
from tests.export.played import Json, debated, exported, opponent_of, replaced, sparred
from tests.support import ROOT

FORMATS = ("british-parliamentary", "lincoln-douglas", "public-forum", "spar", "world-schools")


@pytest.fixture
def short(engine: Engine) -> Json:
    """The file of a round of open sparring."""
    return exported(sparred(engine), engine.motion)


# ── there and back ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_debate_comes_back_as_it_was(name: str, side: Side, engine: Engine) -> None:
    """Through the text of a file and another store every value is equal, and all is proved."""
    whole = debated(engine, name, side)
    opponent = opponent_of(engine)
    view = view_of(whole, engine.motion, opponent.judge.make_flow, opponent.judge)
    text = round_json(dump_round(whole, engine.motion, view))
    back = read_round(text.encode())
    assert back == whole
    assert check_round(back, engine.motion) == ()
    archive = RoundStore(None).archive
    assert archive.whole(archive.put(back)) == whole
    assert round_json(dump_round(back, engine.motion, view)) == text


@pytest.mark.parametrize("side", SIDES)
def test_open_sparring_comes_back_as_it_was(side: Side, engine: Engine) -> None:
    """Replies of every kind, the turn that waits and the draft are equal afterwards."""
    whole = sparred(engine, side)
    assert load_round(exported(whole, engine.motion)) == whole
    assert check_round(whole, engine.motion) == ()


stamps = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)).map(
    lambda moment: moment.isoformat(timespec="seconds") + "+00:00"
)
# Whatever is typed is cleaned where it is typed.
typed = st.text(max_size=60).map(clean)
# A source is quoted with the line ends it has.
of_sources = st.text("abc “”\r\n\x85\u2028\v\f\t\u200d😀", max_size=20)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 2**40) | st.floats(0, 1) | typed,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(typed, inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
def test_whatever_is_said_in_a_round_comes_back(data: st.DataObject, engine: Engine) -> None:
    """Any text that can be typed, stored and exported is the same after an import."""
    replies = [turn.reply for turn in sparred(engine).turns]
    turns = []
    for number, said in enumerate(data.draw(st.lists(typed, max_size=5)), start=1):
        reply = data.draw(st.sampled_from(replies))
        if reply is not None:
            reply = {**reply, "they_say": data.draw(typed), "because": data.draw(of_sources)}
        turns.append(WholeTurn(number, said, data.draw(stamps), reply))
    whole = WholeRound(
        "detente",
        data.draw(st.sampled_from(SIDES)),
        data.draw(st.integers(-(2**63), 2**63 - 1)),
        data.draw(stamps),
        data.draw(stamps),
        data.draw(typed)[:120],
        data.draw(typed),
        summary=data.draw(st.none() | st.dictionaries(typed, plain, max_size=4)),
        forked=data.draw(typed),
        turns=tuple(turns),
    )
    archive = RoundStore(None).archive
    stored = archive.whole(archive.put(whole))
    assert stored == whole
    assert read_round(round_json(exported(stored, engine.motion))) == whole


def test_the_file_says_what_other_programs_need(engine: Engine) -> None:
    """Schema, version, sources with their cites and hashes, flow, ballot and whole passages."""
    whole, opponent = debated(engine, "lincoln-douglas"), opponent_of(engine)
    view = view_of(whole, engine.motion, opponent.judge.make_flow, opponent.judge)
    values = dump_round(whole, engine.motion, view)
    assert (values["schema"], values["version"]) == ("debater-round", 1)
    assert values["exported_by"].startswith("debater 0.")
    (source,) = values["motion"]["sources"]
    assert source["missing"] == list(engine.motion.sources[0].missing)
    assert len(source["sha256"]) == 64
    assert values["ballot"]["speeches"][0]["figures"][0]["high"] == 30
    assert values["flow"]["columns"][0] == "Affirmative constructive"
    text = engine.motion.sources[0].text
    for cite in values["cites"]:
        assert text[cite["start"] : cite["end"]] == cite["text"]
        for quotation in cite["quotations"]:
            assert quotation["quote"] in cite["text"]
    assert values["cites"]
    assert json.loads(round_json(values)) == values


def test_what_is_for_other_programs_is_not_read(short: Json, engine: Engine) -> None:
    """Without flow, ballot, cites and motion, or with others, the round is the same."""
    bare = {key: short[key] for key in ("schema", "version", "round")}
    strange = {**short, "flow": 3, "ballot": [], "cites": {"a": None}, "motion": "x"}
    assert load_round(bare) == load_round(strange) == sparred(engine)


def test_what_a_terminal_would_obey_is_taken_out(short: Json) -> None:
    """Escape sequences and direction overrides of a file never reach the store."""
    text = "\x1b[31mred\x1b[0m \u202eback\ud800 and\r\nnext"
    whole = load_round(replaced(short, "round", "turns", 0, "argument", by=text))
    assert whole.turns[0].argument == clean(text) == "red back\ufffd and\nnext"


# ── the page about it ───────────────────────────────────────────────────────────────────

GUIDE = (ROOT / "docs" / "round-schema.md").read_text("utf-8")


def test_the_example_of_the_page_is_a_round() -> None:
    """It can be copied as it stands."""
    (example,) = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    whole = read_round(example)
    assert (whole.motion, whole.turns[0].argument) == ("detente", "Putin only respects force.")


def test_the_page_names_every_key(engine: Engine) -> None:
    """Whatever an exported file holds, for import or for other programs, is explained there."""
    opponent, whole = opponent_of(engine), debated(engine, "british-parliamentary")
    view = view_of(whole, engine.motion, opponent.judge.make_flow, opponent.judge)
    files = [dump_round(whole, engine.motion, view), exported(sparred(engine), engine.motion)]
    named = set(re.findall(r"`(\w+)`", GUIDE))
    # What stands in a clash or beside a possible fallacy is read as the ballot shows it.
    of_ballot = {"first", "second", "ahead", "name"}
    for values in files:
        for source in values["motion"]["sources"]:
            source["cite"] = {}
        assert set(_keys_in(values)) - named - of_ballot == set()


def test_the_sentence_of_the_page_is_what_is_told(short: Json) -> None:
    """The example of a problem is a real one."""
    (sentence,) = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    wrong = replaced(short, "round", "turns", 3, "reply", "they_say", by=3)
    with pytest.raises(RoundFileError) as caught:
        load_round(wrong)
    assert str(caught.value) == sentence


def _keys_in(values: Any) -> Iterator[str]:
    if isinstance(values, dict):
        yield from values
    for one in values.values() if isinstance(values, dict) else values:
        if isinstance(one, (dict, list)):
            yield from _keys_in(one)
