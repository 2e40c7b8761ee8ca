"""What a student puts in quotation marks is told: exact, altered, misattributed, not found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.ballot_model import QuotationCheck
from debater.debating.quotation_diff import diff_line
from debater.debating.quotation_words import tokens_of
from debater.debating.quoting import MOST_CHECKED, check_quotations
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from tests.debating.alterations import ALTERATIONS, TYPES, alterations, real_quotations
from tests.support import DETENTE, SHIPPED

DETENTE_MOTION = read_motion(DETENTE)


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Motion:
    """Each of the shipped motions."""
    return read_motion(DETENTE.parent / request.param)


def one(text: str, motion: Motion = DETENTE_MOTION) -> QuotationCheck:
    """Return the only check of a text."""
    (check,) = check_quotations(text, motion)
    return check


def test_every_alteration_is_told_from_the_exact_words(shipped: Motion) -> None:
    """Hundreds of altered sentences of every motion: not one is exact, and each is named."""
    told = Counter()
    for made in alterations(shipped):
        check = one(f"Here it is: “{made.altered}”", shipped)
        assert check.verdict == "altered", (made.kind, made.altered, check.says)
        assert check.citation is not None
        assert any(change.kind != "same" for change in check.changes)
        assert tokens_of(" ".join(c.words for c in check.changes if c.kind != "added")).keys == (
            tokens_of(check.citation.quote).keys
        )
        assert " ".join(c.words for c in check.changes if c.kind != "dropped") != ""
        told[made.kind] += 1
    assert sum(told.values()) >= 60


def test_two_hundred_alterations_of_every_kind_are_made() -> None:
    """The generator makes far more than two hundred, of all kinds."""
    made = [one for name in SHIPPED for one in alterations(read_motion(DETENTE.parent / name), 1)]
    assert len(made) >= 2000
    assert {one.kind for one in made} == set(ALTERATIONS)


@pytest.mark.parametrize("name", TYPES)
def test_typography_is_no_alteration(name: str, shipped: Motion) -> None:
    """Marks, dashes, spaces, case, line ends and the last stop may differ: it stays exact."""
    for true in real_quotations(shipped, every=5):
        check = one(f"Now {TYPES[name](true)}", shipped)
        assert (check.verdict, check.clipped) == ("exact", False), (true, check.says)
        assert check.citation is not None
        assert tokens_of(check.citation.quote).words() == tokens_of(check.quoted).words()


@pytest.mark.parametrize(
    ("quoted", "says"),
    [
        ("Russia is a rising power, as some wrongly assume", "You dropped ‘not’; compare "),
        ("Russia is not always a rising power", "You added ‘always’; compare "),
        ("Russia is always a rising power, as some assume", "You wrote ‘always’ for ‘not’ and "),
        ("China is not a rising power", "You wrote ‘China’ for ‘Russia’; "),
        ("In 1991, NATO General Secretary Manfred Woerner said", "You wrote ‘1991’ for ‘1990’;"),
        (
            "Russia’s oil based economy has been floundering",
            "You wrote ‘oil based’ for ‘oil-based’",
        ),
        ("based economy has been floundering for years", "You dropped ‘oil-’; "),
        ("between Russia, Iran, North Korea and China in conflict", "‘China’ for ‘China,’"),
    ],
)
def test_the_words_that_were_changed_are_named(quoted: str, says: str) -> None:
    """What was added, dropped or put for another stands in the sentence."""
    check = one(f"“{quoted}”")
    assert check.verdict == "altered"
    assert says in check.says
    assert "“Why Trump Should Seek Détente With Russia”, ¶" in check.says


def test_a_word_dropped_is_clipping_and_a_word_replaced_is_not() -> None:
    """Clipping leaves out; a swap or another word changes, and is told as that."""
    assert one("“Russia is a rising power, as some wrongly assume”").clipped
    assert not one("“Russia is no rising power, as some wrongly assume”").clipped
    assert not one("“Russia is not a power rising, as some wrongly assume”").clipped


def test_a_diff_reads_on_a_line() -> None:
    """Dropped words and added ones are told apart without colour."""
    check = one("“Russia is always a rising power, as some assume”")
    assert diff_line(check.changes) == (
        "Russia is [−not−] {+always+} a rising power, as some [−wrongly−] assume"
    )


def test_the_place_is_cited_and_the_span_is_what_stood_in_the_marks() -> None:
    """The citation proves itself; the sentence names title and paragraph."""
    text = "I say: “ a new détente with Russia is in the best interest of both countries ”."
    check = one(text)
    assert check.span.of(text) == check.quoted
    assert check.quoted == "a new détente with Russia is in the best interest of both countries"
    assert check.citation is not None
    assert check.citation.paragraphs == (1,)
    assert check.citation.quote == check.quoted
    assert "¶1" in check.says


def test_an_accent_the_keyboard_lacks_is_no_alteration() -> None:
    """A student may type “detente”; an accent put where there is none is another word."""
    assert one("“a new detente with Russia is in the best interest”").verdict == "exact"
    assert one("“a néw détente with Russia is in the best interest”").verdict == "altered"


def test_nested_marks_of_another_kind_are_no_alteration() -> None:
    """Double marks in the source may be single ones within double ones, or the same ones."""
    for quoted in (
        "the U.S. should use the kind of ‘soft power’ that Trump espouses",
        "the U.S. should use the kind of “soft power” that Trump espouses",
        'the U.S. should use the kind of "soft power" that Trump espouses',
    ):
        marks = '""' if '"' in quoted else "“”"
        check = one(f"It says {marks[0]}{quoted}{marks[1]}.")
        assert (check.verdict, check.quoted) == ("exact", quoted)


def test_words_no_source_has_are_told() -> None:
    """They count as the student's own."""
    check = one("The author says “Putin breakfasts on caviar and champagne every day”.")
    assert (check.verdict, check.citation, check.changes) == ("not found", None, ())
    assert check.says == "No source has these words; without a source they count as your own."


@pytest.mark.parametrize(
    "text",
    [
        "Their “peace” is no peace, and their ‘so-called friends’ are none.",
        "Call it “a thaw, perhaps”.",
        "“Why Trump Should Seek Détente With Russia” is the title.",
        "The motion is “The United States should seek détente with Russia.”",
        "My opponent said “Putin breakfasts on caviar and champagne every day”.",
        "It isn't the students' fault, nor '90s nostalgia, nor is the board 6\" wide.",
        "Nothing is quoted here, and “” is empty.",
        "“…”",
    ],
)
def test_what_is_no_quotation_is_not_reported(text: str) -> None:
    """Scare quotes, titles, the motion's wording, the opponent's words, apostrophes."""
    assert check_quotations(text, DETENTE_MOTION) == ()


def test_short_words_are_reported_where_a_source_has_them() -> None:
    """Two words in marks are a quotation when they stand in a source; one if given to it."""
    assert one("He likes “soft power”.").verdict == "exact"
    assert check_quotations("A “despot” he is.", DETENTE_MOTION) == ()
    assert one("The author calls him a “despot”.").verdict == "exact"


@given(st.data())
def test_any_run_of_a_sources_words_is_exact(data: st.DataObject) -> None:
    """Whatever run of words is copied, it is found where it stands, and never altered."""
    point = data.draw(st.sampled_from(DETENTE_MOTION.points()))
    source = DETENTE_MOTION.sources[0].text
    sentence = data.draw(st.sampled_from(point.sentences)).span.of(source)
    words = [word for word in sentence.split() if not set(word) & set("“”")]
    whole = " ".join(words) in " ".join(sentence.split())
    first = data.draw(st.integers(0, max(0, len(words) - 4)))
    run = words[first : data.draw(st.integers(first + 4, max(first + 4, len(words))))]
    if whole and len(run) >= 4:
        assert one(f"„{' '.join(run)}“").verdict in ("exact", "misattributed")


@given(st.text(alphabet="“”‘’\"'«»„[]….,-¶ \nabRussia not", max_size=400))
def test_no_text_breaks_the_check(text: str) -> None:
    """Spans lie in the text and in order; each verdict has what belongs to it."""
    end = 0
    for check in check_quotations(text, DETENTE_MOTION):
        assert check.span.of(text) == check.quoted
        assert end <= check.span.start < check.span.end
        end = check.span.end
        assert check.says.endswith(".")
        assert bool(check.changes) == (check.verdict == "altered")
        assert check.verdict != "not found" or check.citation is None


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5000,
        '"' * 5000,
        "'" * 20_000,
        "“ a b c " * 2500,
        "“‘«\"'" * 4000,
        '"of the and of" ' * 1200,
        '"' + "… the of " * 2000 + '"',
        '"' + "[a" * 8000 + '"',
        '"' + "the " * 4900 + '"',
        "“a b c d\n\n" * 2000,
        "The author says " * 1200 + "“x y z w”",
    ],
)
def test_hostile_texts_are_bounded(text: str) -> None:
    """Thousands of marks end in no more checks than a speech may hold."""
    assert len(check_quotations(text, DETENTE_MOTION)) <= MOST_CHECKED


def test_a_book_of_a_source_is_searched() -> None:
    """In 120,000 words a sentence and its alteration are found at the end."""
    filler = "No sentence of this book says anything about the matter in hand. " * 10_000
    (source,) = DETENTE_MOTION.sources
    book = replace(source, text=source.text + "\n\n" + filler + "Zebras dislike formal debate.")
    motion = replace(DETENTE_MOTION, sources=(book,))
    exact, altered = check_quotations(
        "“Zebras dislike formal debate” and “Zebras always dislike formal debate”", motion
    )
    assert (exact.verdict, altered.verdict) == ("exact", "altered")
    assert exact.citation is None  # these words belong to no passage
    assert altered.says.startswith("You added ‘always’")


def test_a_second_source_is_searched_too() -> None:
    """Each quotation is compared with every source of the motion."""
    motion = read_motion(DETENTE.parent / "school-phones")
    for source in motion.sources:
        passage = next(one for one in motion.passages if one.source == source.id)
        sentence = passage.points[0].sentences[0].span.of(source.text)
        check = one(f"„{sentence}“", motion)
        assert check.citation is not None
        assert check.citation.source.id == source.id
