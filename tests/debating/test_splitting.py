"""Splitting a typed speech into arguments: where they begin, and what is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.opponent import Opponent
from debater.debating.splitting import sentences_of, split_speech
from debater.text import Span

PROSE = (
    "Good afternoon, judges. Cars poison the air that children breathe. Every winter the clinics "
    "fill with small patients who cough. Moreover, a street full of parked cars has no room for "
    "trees. They say that shops need drivers. But shoppers who walk come more often and spend "
    "more. Thank you very much."
)


class Letters:
    """Finds texts alike that share letters; needs no model."""

    def between(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        """Return a row for each of ``first``."""
        return [[len(set(a) & set(b)) / (1 + len(set(a) | set(b))) for b in second] for a in first]


def parts(text: str) -> list[str]:
    """Return the arguments of a text, found without a model."""
    return [span.of(text) for span in split_speech(text)]


@pytest.mark.parametrize(
    "signpost",
    [
        "Second,",
        "Secondly,",
        "My second contention is this:",
        "On their second point,",
        "Their third contention fails, because",
        "Turning to cost,",
        "As for cost,",
        "My opponents claim that",
        "They say that",
        "Finally,",
        "Another problem is that",
    ],
)
def test_a_signpost_begins_an_argument(signpost: str) -> None:
    """What names a point, or what it answers, sets it apart from the sentence before."""
    text = f"It is so because cars kill. {signpost} a road costs more than it brings in."
    assert [part[:5] for part in parts(text)] == ["It is", signpost[:5]]


@pytest.mark.parametrize("mark", ["2.", "2)", "(2)", "b)", "-", "•", "–"])
def test_a_marked_line_begins_an_argument(mark: str) -> None:
    """Numbers, letters, dashes and bullets at the beginning of a line set points apart."""
    assert len(parts(f"1. Cars are loud.\n{mark} Roads cost money.")) == 2


def test_lines_of_one_paragraph_stay_together() -> None:
    """A line end alone, as of a pasted text, separates nothing."""
    assert parts("Cars are loud,\nand that is why\nnobody sleeps.") == [
        "Cars are loud,\nand that is why\nnobody sleeps."
    ]


@pytest.mark.parametrize(
    "filler",
    [
        "Good morning, honourable judges and dear opponents.",
        "Thank you.",
        "I have three points for you today.",
        "First a quick roadmap: our case, then theirs.",
        "For all these reasons I urge you to vote for our side.",
        "Let me begin with our case.",
    ],
)
def test_what_greets_or_announces_is_no_argument(filler: str) -> None:
    """Greetings, roadmaps, thanks and appeals belong to no argument, wherever they stand."""
    claim = "Cars poison the air that children breathe."
    assert parts(filler) == []
    assert parts(f"{filler} {claim}") == [claim]
    assert parts(f"{claim}\n\n{filler}") == [claim]


@pytest.mark.parametrize(
    "claim",
    [
        "Rockets pollute.",
        "Judges are human and make mistakes, so juries are safer.",
        "Everyone deserves a home.",
        "This is our last chance to save the planet.",
    ],
)
def test_a_short_claim_is_an_argument(claim: str) -> None:
    """Few words, or a word of debates, do not make a filler of a claim."""
    assert parts(claim) == [claim]


def test_prose_is_split_where_the_subject_changes(opponent: Opponent) -> None:
    """With the trained retriever an example stays with its claim, and an answer with its report."""
    found = [span.of(PROSE) for span in split_speech(PROSE, opponent.engine.likeness)]
    assert [part.split()[0] for part in found] == ["Cars", "Moreover,", "They"]
    assert found[0].endswith("who cough.")
    assert found[2].endswith("spend more.")


def test_short_sentences_and_abbreviations_are_told_apart() -> None:
    """A full stop after a title or an initial ends nothing; one after a short sentence does."""
    text = "Dr. Smith wrote it in the U.S. report. Cars kill. Roads cost 5. Nobody pays."
    said = [span.of(text) for span in sentences_of(text, Span(0, len(text)))]
    assert said[0] == "Dr. Smith wrote it in the U.S. report."
    assert said[1:] == ["Cars kill.", "Roads cost 5.", "Nobody pays."]


@given(st.text(alphabet="ab .!?\n1)“”-\u200bÉ", max_size=400), st.booleans())
def test_spans_are_verbatim_in_order_and_apart(text: str, modelled: bool) -> None:
    """Whatever is typed, with a model or without, spans are in order and begin and end on text."""
    before = ["A claim of theirs.", "Another."] if modelled else []
    end = 0
    for span in split_speech(text, Letters() if modelled else None, before):
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end


@given(
    st.lists(st.sampled_from(["Cars kill.", "They are loud.", "Why?", "Thank you."]), max_size=30)
)
def test_no_claim_is_lost(sentences: list[str]) -> None:
    """Every sentence that argues is in one argument, and a filler is in none."""
    text = " ".join(sentences)
    said = " ".join(span.of(text) for span in split_speech(text, Letters()))
    assert said.count("Cars kill.") == sentences.count("Cars kill.")
    assert said.count("They are loud.") == sentences.count("They are loud.")
    assert "Thank you." not in said


@pytest.mark.parametrize("unit", ["word ", "Cars kill. ", "x", "\n", "1. ", "(", "… "])
def test_twenty_thousand_characters_are_split_all_the_same(unit: str) -> None:
    """Neither a line without an end nor a thousand sentences stop it or lose its words."""
    text = (unit * 20_000)[:20_000]
    covered = sum(span.end - span.start for span in split_speech(text))
    assert covered <= len(text)
    if unit in ("word ", "Cars kill. "):
        assert covered > 0.9 * len(text)
