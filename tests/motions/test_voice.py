"""Who speaks, by words alone: attribution, concession, quotation, and never a slow regex."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.motions.voice import (
    CUE_NAMES,
    Cues,
    read_cues,
    speaker_of,
    voice_by_cues,
)


def cues(sentence: str) -> Cues:
    """The cues of a sentence that stands alone."""
    (found,) = read_cues([sentence])
    return found


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("attribution", "Critics of the levy say that it punishes the poor."),
        ("attribution", "The shopkeepers’ union claims the opposite."),
        ("attribution", "According to the survey, most drivers would walk."),
        ("attribution", "In their view the bridge is a folly."),
        ("attribution", "We are told that the money has run out."),
        ("attribution", "The argument runs like this."),
        ("attribution", "It is often said that children know best."),
        ("attribution", "Weber argued that a state needs a monopoly of force."),
        ("own", "I firmly believe in a lower fare."),
        ("own", "In my view the fare is too high."),
        ("own", "That figure is simply wrong."),
        ("concession", "To be sure, the bridge cost a fortune."),
        ("concession", "I concede that the ferry was cheaper."),
        ("concession", "It is certainly true that the ferry was cheaper."),
        ("concession", "Nobody denies that the ferry was cheaper."),
        ("concession", "They have a point."),
        ("concession", "There is something to that worry."),
        ("contrast", "But the ferry sank."),
        ("contrast", "“Yet the ferry sank,” she wrote."),
        ("contrast", "HOWEVER, the ferry sank."),
        ("opens", "He called it “the cruellest tax of all”."),
        ("opens", 'He called it "the cruellest tax of all".'),
        ("question", "Who pays for the bridge?"),
        ("question", "“Who pays for the bridge?”"),
        ("first", "They took it from us."),
        ("second", "Your bridge is late."),
        ("third", "They took it from us."),
        ("number", "It fell in 1987."),
        ("leads", "It fell."),
    ],
)
def test_a_cue_is_seen(name: str, sentence: str) -> None:
    """Each cue shows in sentences that have it."""
    assert getattr(cues(sentence), name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("attribution", "Lamps light the park at night."),
        ("own", "The bridge was wide."),
        ("concession", "Lamps light the park at night."),
        ("contrast", "The lamps are bright, but few."),
        ("opens", "He called it “cruel”."),
        ("opens", "It was 6' wide."),
        ("question", "He asked who pays."),
        ("first", "The image of a museum."),
        ("second", "The youth club closed."),
        ("third", "The theory is old."),
        ("number", "It fell in spring."),
    ],
)
def test_a_cue_is_not_seen_where_there_is_none(name: str, sentence: str) -> None:
    """A word inside another, a contrast in mid-sentence, a quoted word: no cue."""
    assert not getattr(cues(sentence), name)


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("Lamps light the park at night.", "author"),
        ("Critics say that lamps cost too much.", "reported"),
        ("We say that critics are afraid of the light.", "author"),
        ("“Turn the lamps off at once.”", "reported"),
        ("“I think the lamps must go at once.”", "reported"),
        ("Admittedly, lamps cost a little.", "conceded"),
        ("But of course lamps cost a little.", "author"),
        ("Critics say, to be sure, that lamps cost too much.", "reported"),
        ("Critics say that lamps cost too much, and that is nonsense.", "author"),
        ("", "author"),
    ],
)
def test_the_voice_the_cues_point_to(sentence: str, voice: str) -> None:
    """The author's own words outweigh a report of others, unless they are quoted."""
    assert voice_by_cues(cues(sentence)) == voice


def test_a_quotation_lasts_until_its_closing_mark() -> None:
    """Sentences between the marks are quoted, the first one that opens it and no other."""
    found = read_cues(
        [
            "The mayor put it so.",
            "“The lamps must go.",
            "They cost too much.",
            "They help nobody.”",
            "The park is dark now.",
        ]
    )
    assert [one.quoted for one in found] == [False, True, True, True, False]
    assert [one.opens for one in found] == [False, True, False, False, False]
    assert [voice_by_cues(one) for one in found][1:4] == ["reported"] * 3


def test_a_short_quotation_left_open_lasts_too() -> None:
    """“No.” is too short to count itself, but what follows inside the marks is quoted."""
    found = read_cues(["“No.", "Not while lamps burn.”", "She left."])
    assert [one.quoted for one in found] == [False, True, False]


def test_a_closing_mark_that_opens_another_quotation_leaves_it_open() -> None:
    """The last mark of a sentence decides."""
    found = read_cues(["“It burns.", "Still.” He added: “And it", "burns well.” They left.", "So."])
    assert [one.quoted for one in found] == [False, True, True, False]


def test_a_paragraph_begins_outside_any_quotation() -> None:
    """What one paragraph leaves open does not reach into the next, and only one leads."""
    read_cues(["“The lamps were never lit."])
    found = read_cues(["The lamps are lit.", "All of them."])
    assert [one.quoted for one in found] == [False, False]
    assert [one.leads for one in found] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Critics say that it fails.", "critics"),
        ("But its critics say that it fails.", "its critics"),
        ("The minister for roads told us that it will pass.", "the minister"),
        ("Even the union's own adviser conceded it.", "the union's own adviser"),
        ("One economist called it a folly.", "one economist"),
        ("Joseph Nye argues that it matters.", "Joseph Nye"),
        ("As Joseph Nye has often argued, it matters.", "Joseph Nye"),
        ("Nye, an old hand, argues that it matters.", "Nye"),
        ("The Tribune reports that it fell.", "the Tribune"),
        ("“It fell,” an official said.", "an official"),
        ("He wrote that it fell.", None),
        ("Many believe that it fell.", None),
        ("You said that it fell.", None),
        ("“Critics of the levy say no,” she wrote.", None),
        ("we have nothing against it,” she says, “at all.", None),
        ("In the end the folk who live there say no.", None),
        ("According to nobody at all, it fell.", None),
        ("It fell.", None),
        ("", None),
    ],
)
def test_the_speaker_is_who_is_named(sentence: str, speaker: str | None) -> None:
    """A group or a name, never a pronoun, an opening word, or words inside a quotation."""
    assert speaker_of(sentence) == speaker


def test_no_sentences_have_no_cues() -> None:
    """An empty paragraph is no error."""
    assert read_cues([]) == []


@given(st.lists(st.text(alphabet=st.sampled_from("aI “”\"'’?!.,é漢👍\n\x00"), max_size=40)))
def test_any_sentences_have_cues_of_zero_and_one(sentences: list[str]) -> None:
    """One set of cues a sentence, a number for each name, and a voice."""
    found = read_cues(sentences)
    assert len(found) == len(sentences)
    for one, sentence in zip(found, sentences, strict=True):
        assert len(one.vector()) == len(CUE_NAMES)
        assert set(one.vector()) <= {0.0, 1.0}
        assert one.quoted or not one.opens
        assert voice_by_cues(one) in ("author", "reported", "conceded")
        speaker_of(sentence)


WORST = [
    "the a ", "a ", "aa ", "Aa ", "I said ", "the-only ", "a-", "a'", "a", "they ", "they,", "he ",
    "he-", "he’", "critic ", "the critic ", "the the the critic ", "some-", "“", "“a", "”“", '"',
    "we a ", "it is ", "is simply ", "said the ", "in his ", "The Aa ", "Aa, a", "And Aa has ",
    "!?.,;", " ", "\n", "é", "0", "has had ", "Aa has slowly ",
]  # fmt: skip


@pytest.mark.parametrize("part", WORST)
def test_twenty_thousand_hostile_characters_are_read_at_once(part: str) -> None:
    """Repetitions made to send a regex back and forth take well under a second."""
    sentence = (part * 20_000)[:20_000]
    began = time.process_time()
    read_cues([sentence])
    speaker_of(sentence)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_group_that_belongs_to_a_group_is_named_whole(mark: str) -> None:
    """Teachers and their unions are not the same people."""
    said = f"Teachers{mark} unions argue that homework teaches children to plan their time."
    assert speaker_of(said) == f"teachers{mark} unions"
