"""Alterations of quotations: one place, plausible, never what a source says."""

from __future__ import annotations

import pytest

from debater.motions.model import Motion
from debater.study.altering import alter, stands_in
from debater.text import fold, words
from tests.study.support import motion_named
from tests.support import SHIPPED

CASES = {
    "a dropped not": ("They are not willing to talk to us now.", "They are willing to talk"),
    "a dropped does not": ("Whoever does not come pays a fine to it.", "Whoever comes pays"),
    "a verb in y": ("A law that does not apply to us all is none.", "A law that applies to us"),
    "a contracted not": ("The czar isn’t foolish enough to try that.", "The czar is foolish"),
    "a dropped can": ("The law cannot know whether he was ill.", "The law can know whether"),
    "a dropped never": ("The word was never a promise to anyone here.", "The word was a promise"),
    "a qualifier": ("A larger army may make a war likelier there.", "A larger army will make"),
    "a comparison": ("It cost more than the whole of the bridge.", "It cost less than the whole"),
    "a dropped hedge": ("Talks have almost ended the war in the east.", "Talks have ended the war"),
    "a hedge in commas": ("It is, perhaps, the last such treaty of all.", "It is the last such"),
    "a first hedge": ("Perhaps it was the price of a long peace.", "It was the price of"),
    "a number word": ("The ship has six people on board this week.", "The ship has seven people"),
    "a figure": ("The city has 8 bridges and no ferry at all.", "The city has 10 bridges"),
    "a year": ("The wall in the city fell in 1989 at last.", "The wall in the city fell in 199"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_alteration(case: str, detente: Motion) -> None:
    """A sentence that offers one place is altered there and nowhere else."""
    true, begins = CASES[case]
    altered = alter(true, detente, "seed")
    assert altered is not None
    assert altered.text.startswith(begins)
    assert altered.was.strip("… ") in true
    assert altered.now.strip("… ") in altered.text
    # The ellipses tell where the sentence goes on.
    assert altered.was.startswith("… ") != true.startswith(altered.was[:9])
    assert altered.was.endswith(" …") != true.rstrip(".").endswith(altered.was[-5:].rstrip("."))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not a promise but a threat.",
        "These are no friends, and we do not trust them either.",
        "They came back year after year.",
        "The will of the people is above it.",
        "After all, a few came in a quiet hour.",
        "Peace rests on trust among neighbours.",
        "",
    ],
)
def test_where_an_alteration_would_give_itself_away_there_is_none(
    sentence: str, detente: Motion
) -> None:
    """A contrast left hanging, or a word that only looks like a qualifier, is left alone."""
    assert alter(sentence, detente, "seed") is None


@pytest.mark.parametrize("name", SHIPPED)
def test_an_altered_sentence_stands_in_no_source(name: str) -> None:
    """Of every sentence of the shipped motions: it differs, by few words, the same each time."""
    motion = motion_named(name)
    found = 0
    for point in motion.points():
        source = motion.source(motion.passage(point.passage).source).text
        for sentence in point.sentences:
            true = sentence.span.of(source)
            altered = alter(true, motion, "seed")
            if altered is None:
                continue
            found += 1
            assert fold(altered.text) != fold(true)
            assert not stands_in(altered.text, motion)
            assert stands_in(true, motion)
            assert abs(len(words(altered.text)) - len(words(true))) <= 2
            assert altered.was != altered.now
            assert alter(true, motion, "seed") == altered
    assert found > 15


def test_an_alteration_that_a_source_holds_is_not_made(detente: Motion) -> None:
    """Words of a source, without the “not” they never had, are no altered quotation."""
    source = detente.sources[0].text
    start = source.index("Russia is not a rising power")
    true = source[start : source.index(",", start)]
    assert alter(true, detente, "seed") is not None
    assert alter("Putin isn’t foolish enough to challenge the U.S.", detente, "seed") is not None
    quoted = "There’s no doubt that the 21st-Century Russian czar is a despot"
    assert stands_in(quoted, detente)
    assert alter(quoted.replace("is a", "is not a"), detente, "seed") is None
