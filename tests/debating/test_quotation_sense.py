"""Whose words a quotation is given as, and what an ellipsis or a cut end leaves out."""

from __future__ import annotations

import pytest

from debater.motions.model import Motion
from tests.debating.test_quoting import one

LIEVEN = "Since the end of the Cold War, Russia has not opposed the United States"
CRITICS = "any concessions to Russia would embolden Putin"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            f"The article argues that “{CRITICS}.”",
            "You give to the source itself the words of many",
        ),
        (f"According to the article, “{CRITICS}”.", "You give to the source itself"),
        (f"“{CRITICS},” says the author.", "You give to the source itself"),
        (f"In the author's words: “{CRITICS}”.", "You give to the source itself"),
        (f"The author says: “{LIEVEN}”.", "the words of Anatol Lieven of The New York Times"),
        (f"Trump writes: “{LIEVEN}”.", "You give to Trump the words of Anatol Lieven"),
        (f"“{LIEVEN},” Kadyrov said.", "You give to Kadyrov the words of Anatol Lieven"),
        (
            "Lieven argues that “Russia is not a rising power”.",
            "You give to Lieven the words of the",
        ),
        (
            "The author argues that “in Trump you have a president without diplomatic experience”.",
            "You give as the author's case what the author only concedes",
        ),
        (
            "The author asks, “Wouldn't it be nice if we could be friends with Russia?”",
            "the words of somebody it quotes",
        ),
    ],
)
def test_words_given_to_the_wrong_one_are_misattributed(
    text: str, says: str, detente: Motion
) -> None:
    """Reported or conceded words given to the author, or anybody's to somebody else."""
    check = one(text, detente)
    assert check.verdict == "misattributed"
    assert says in check.says
    assert check.citation is not None


@pytest.mark.parametrize(
    "text",
    [
        f"Lieven writes that “{LIEVEN}”.",
        f"As Anatol Lieven of the Times has it, “{LIEVEN}”.",
        f"The author quotes somebody who says “{LIEVEN}”.",
        f"The article reports that hawks say “{CRITICS}”.",
        f"Critics fear that “{CRITICS}”.",
        f"The foreign policy establishment believes “{CRITICS}”.",
        "The author says “They argue that any concessions to Russia would embolden Putin”.",
        "As the author admits, “In Putin, you have an authoritarian leader”.",
        "The author says “Russia is not a rising power”.",
        "The article argues “Russia is not a rising power”.",
        "The author says “President Donald Trump avoided any mention of Russia”.",
        "The author says that talk of it “has met resistance from Democrats, some Republicans”.",
        "Trump says, “Wouldn't it be nice if we could be friends with Russia?”",
    ],
)
def test_words_given_to_the_right_one_are_exact(text: str, detente: Motion) -> None:
    """The speaker, critics, a report or a concession said to be one: nothing is reminded of."""
    check = one(text, detente)
    assert (check.verdict, check.clipped) == ("exact", False)
    assert "so say so" not in check.says
    assert "concedes" not in check.says


def test_words_given_to_nobody_are_exact_with_a_reminder(detente: Motion) -> None:
    """A reported view stays one; the sentence says whose it is."""
    check = one(f"Consider this: “{LIEVEN}”.", detente)
    assert check.verdict == "exact"
    assert "it is the view of Anatol Lieven of The New York Times, as reported there" in check.says
    assert (
        "the author only concedes it"
        in one("Mind that “in Putin, you have an authoritarian leader”.", detente).says
    )
    newspaper = one("According to Newsweek, “the whole world will curse him.”", detente)
    assert newspaper.verdict == "exact"
    assert "the view of Ramzan Kadyrov" in newspaper.says


def test_the_lead_in_of_another_sentence_does_not_count(detente: Motion) -> None:
    """Only the quotation's own sentence says whose words it gives."""
    check = one(f"The author argues for a thaw. “{LIEVEN}.”", detente)
    assert check.verdict == "exact"


def test_a_declared_ellipsis_is_no_alteration(detente: Motion) -> None:
    """Pieces in order are exact; the words left out are counted."""
    for dots in ("…", "...", "[...]", "[…]", ". . .", "(...)"):
        check = one(
            f"“If Trump and Putin decided to see each other’s government {dots} it could even "
            "lead to more productive mutual efforts”",
            detente,
        )
        assert (check.verdict, check.clipped) == ("exact", False), dots
        assert "4 words left out" in check.says
        assert check.citation is not None
        assert "as a potential ally" in check.citation.quote


@pytest.mark.parametrize(
    ("quoted", "why"),
    [
        ("Vladimir Putin isn’t foolish … he feels like he’s being pushed", "hold ‘unless’"),
        ("Russia is … a rising power", "hold ‘not’"),
        ("In today’s world, power should … come from the barrel of a gun", "hold ‘no’"),
        (
            "many among the U.S. foreign policy establishment … argue that any concessions "
            "to Russia would embolden Putin",
            "pass from one voice to another",
        ),
        (
            "Russia is not a rising power … Consider the alternative",
            "hold ‘isn’t’",
        ),
    ],
)
def test_an_ellipsis_that_hides_what_matters_clips(quoted: str, why: str, detente: Motion) -> None:
    """A negation, a contrast, or another voice between the pieces."""
    check = one(f"“{quoted}”", detente)
    assert (check.verdict, check.clipped) == ("exact", True)
    assert why in check.says


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("“President Vladimir Putin isn’t foolish enough to challenge the U.S.”", "‘unless he"),
        ("“power should no longer come from the barrel of a gun”", "stops before ‘but from"),
        ("“a rising power, as some wrongly assume”", "begins after ‘not’"),
        ("“foolish enough to challenge the U.S. unless he feels”", "begins after ‘isn’t’"),
        ("“Trump and Putin decided to see each other’s government”", "begins after ‘If’"),
        (f"“{CRITICS}”", "begins after ‘They argue that’"),
    ],
)
def test_an_end_cut_off_at_a_turn_clips(text: str, why: str, detente: Motion) -> None:
    """A quotation that stops before a contrast or begins after a negation is clipped."""
    check = one(text, detente)
    assert (check.verdict, check.clipped) == ("exact", True)
    assert why in check.says


def test_a_negation_the_student_says_is_not_cut_off(detente: Motion) -> None:
    """What is said in the lead-in is not left out."""
    assert not one("Russia is not “a rising power, as some wrongly assume”.", detente).clipped
    assert not one(
        "It hopes for much if “Trump and Putin decided to see each other’s government”.", detente
    ).clipped


def test_brackets_are_declared(detente: Motion) -> None:
    """An insertion is told as the student's; a letter's case in brackets is nothing."""
    check = one("“Today, however, Russia claims [the West] is trying to encircle it”", detente)
    assert (check.verdict, check.clipped) == ("exact", False)
    assert "‘[the West]’ is yours" in check.says
    letter = one("“[r]ussia is not a rising power”", detente)
    assert (letter.verdict, letter.clipped) == ("exact", False)
    own = one("Nye wrote that “[it] might be called co-optive or soft power”", detente)
    assert own.verdict == "exact"
    assert "is yours" not in own.says  # the brackets are the source's


def test_a_bracket_may_not_turn_the_sense_round(detente: Motion) -> None:
    """A negation put in, or taken out, in brackets is seen."""
    check = one("“a new détente with Russia is [not] in the best interest of both”", detente)
    assert check.verdict == "altered"
    assert "turns the sense round" in check.says
    gone = one("“Russia is [surely] a rising power, as some wrongly assume”", detente)
    assert gone.clipped


@pytest.mark.parametrize(
    "quoted",
    [
        "Consider the alternative … Russia is not a rising power",
        "Russia … should … attack … us … now",
        "Russia is not a rising power … and eats caviar for breakfast daily",
    ],
)
def test_pieces_out_of_order_or_of_a_collage_do_not_hold(quoted: str, detente: Motion) -> None:
    """An ellipsis proves nothing unless every piece stands in the source, in order."""
    assert one(f"“{quoted}”", detente).verdict in ("altered", "not found")


def test_an_alteration_between_ellipses_is_named(detente: Motion) -> None:
    """Only what the ellipsis does not own up to is told."""
    check = one(
        "“If Trump and Putin decided to see each other’s government … it would even "
        "lead to more productive mutual efforts”",
        detente,
    )
    assert check.verdict == "altered"
    assert check.says.startswith("You wrote ‘would’ for ‘could’; ")
    assert not check.clipped
    assert "…" in [change.words for change in check.changes if change.kind == "added"]
