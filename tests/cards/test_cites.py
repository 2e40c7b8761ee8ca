"""Cites: in each style, with what is missing named and nothing made up."""

from __future__ import annotations

import re
from itertools import chain, combinations

import pytest

from debater.cards.cites import Cite, cite_lines
from debater.cards.model import CITE_STYLES, CiteStyle
from debater.motions.citation import Citation
from debater.motions.model import CITE_ELEMENTS, Source, Voice

FULL = {
    "author": "Jane van der Berg",
    "date": "2026-03-12",
    "title": "Talking to rivals",
    "publication": "The Weekly Review",
    "url": "https://example.org/talking",
    "accessed": "2026-04-03",
    "qualifications": "professor of history at Leiden",
}


def cited(
    given: dict[str, str],
    style: CiteStyle = "nsda",
    voice: Voice = "author",
    speaker: str | None = None,
    pages: dict[int, int] | None = None,
) -> Cite:
    """Return the cite of paragraph 4 of a source with these elements."""
    source = Source("s", "s.txt", "Talk.", cite=given, pages=pages or {})
    return cite_lines(Citation(source, "s-4", (4,), 0, 5, "Talk."), style, voice, speaker)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (
            "nsda",
            "Jane van der Berg, professor of history at Leiden, “Talking to rivals”, The Weekly "
            "Review, 2026-03-12, https://example.org/talking, accessed 2026-04-03, ¶ 4",
        ),
        (
            "mla",
            "van der Berg, Jane. “Talking to rivals.” The Weekly Review, 12 Mar. 2026, "
            "https://example.org/talking. Accessed 3 Apr. 2026. Par. 4.",
        ),
        (
            "apa",
            "van der Berg, J. (2026, March 12). Talking to rivals. The Weekly Review. "
            "Retrieved April 3, 2026, from https://example.org/talking (para. 4).",
        ),
    ],
)
def test_a_full_cite(style: CiteStyle, written: str) -> None:
    """Every element has its place in each style."""
    cite = cited(FULL, style)
    assert cite.written == written
    assert (cite.spoken, cite.missing, cite.missing_in_words) == ("van der Berg 2026", (), "")


@pytest.mark.parametrize("style", CITE_STYLES)
def test_every_subset_names_what_is_missing_and_invents_nothing(style: CiteStyle) -> None:
    """The words of a cite come from its elements, or are the style's own."""
    own = set(
        "author not given date accessed Accessed Retrieved from par para and 12 Mar 2026 March "
        "April Apr 3 4 J Par a source without title n d".split()
    )
    subsets = chain.from_iterable(combinations(FULL, n) for n in range(len(FULL) + 1))
    for names in subsets:
        given = {name: FULL[name] for name in names}
        cite = cited(given, style)
        assert cite.missing == tuple(name for name in CITE_ELEMENTS if name not in given)
        plain = f"{cite.spoken} {cite.written}".translate(dict.fromkeys(map(ord, ".,“”()¶"), " "))
        for word in plain.split():
            assert word in own or any(word in value for value in given.values()), word
        assert ("2026" in cite.spoken) == ("date" in given)
        assert ("Berg" in cite.spoken) == ("author" in given)
        assert "  " not in cite.written
        assert ".." not in cite.written


@pytest.mark.parametrize(
    ("author", "spoken", "mla", "apa"),
    [
        ("Jane Doe", "Doe", "Doe, Jane.", "Doe, J."),
        ("Doe, Jane", "Doe", "Doe, Jane.", "Doe, J."),
        ("Jane Doe and John Roe", "Doe and Roe", "Doe, Jane, and John Roe.", "Doe, J., & Roe, J."),
        ("Jane Doe, John Roe", "Doe and Roe", "Doe, Jane, and John Roe.", "Doe, J., & Roe, J."),
        ("Jane Doe; John Roe; Li Wei", "Doe et al.", "Doe, Jane, et al.",
         "Doe, J., Roe, J., & Wei, L."),
        ("Ludwig von Mises", "von Mises", "von Mises, Ludwig.", "von Mises, L."),
        ("Ministry of Defence", "Ministry of Defence", "Ministry of Defence.",
         "Ministry of Defence."),
        ("Center for Arms Control and Trade", "Center for Arms Control and Trade",
         "Center for Arms Control and Trade.", "Center for Arms Control and Trade."),
        ("Voltaire", "Voltaire", "Voltaire.", "Voltaire."),
        ("Jean-Paul Sartre", "Sartre", "Sartre, Jean-Paul.", "Sartre, J. P."),
    ],
)  # fmt: skip
def test_names(author: str, spoken: str, mla: str, apa: str) -> None:
    """Last names with their particles, several authors, organisations, single names."""
    given = {"author": author, "date": "2026", "title": "T"}
    assert cited(given).spoken == f"{spoken} 2026"
    assert cited(given, "mla").written.startswith(f"{mla} “T.”")
    assert cited(given, "apa").written.startswith(f"{apa} (2026). T.")


@pytest.mark.parametrize(
    ("date", "year", "mla", "apa"),
    [
        ("2026-03-12", "2026", "12 Mar. 2026", "(2026, March 12)"),
        ("12 March 2026", "2026", "12 Mar. 2026", "(2026, March 12)"),
        ("March 12, 2026", "2026", "12 Mar. 2026", "(2026, March 12)"),
        ("May 2026", "2026", "May 2026", "(2026, May)"),
        ("2026-06", "2026", "June 2026", "(2026, June)"),
        ("2026", "2026", "2026", "(2026)"),
        ("03/04/2026", "2026", "03/04/2026", "(03/04/2026)"),
        ("spring 2026", "2026", "spring 2026", "(spring 2026)"),
        ("n.d.", "", "n.d.", "(n.d.)"),
        ("2025/2026", "", "2025/2026", "(2025/2026)"),
    ],
)
def test_dates(date: str, year: str, mla: str, apa: str) -> None:
    """A year is read where there is one; which number is the month is never guessed."""
    given = {"author": "Jane Doe", "date": date, "title": "T"}
    assert cited(given).spoken == (f"Doe {year}" if year else "Doe, date not given")
    assert mla in cited(given, "mla").written
    assert apa in cited(given, "apa").written


@pytest.mark.parametrize("style", CITE_STYLES)
def test_whose_view_it_is_is_said(style: CiteStyle) -> None:
    """A reported or conceded view is never given as the author's own."""
    reported = cited(FULL, style, "reported", "critics in Congress")
    assert reported.spoken == "Critics in Congress, as reported by van der Berg 2026"
    assert reported.written.startswith("Critics in Congress, as reported in: ")
    conceded = cited(FULL, style, "conceded")
    assert conceded.spoken == "van der Berg 2026, conceding"
    assert conceded.written.startswith("Conceded by the author in: ")
    assert cited(FULL, style, "reported").spoken.startswith("Someone, as reported by")


def test_without_an_author_the_title_is_spoken() -> None:
    """And what is not given is named."""
    untitled = cited({})
    assert untitled.spoken == "a source without a title (author and date not given)"
    assert cited({"title": "T"}).spoken == "“T” (author and date not given)"
    dated = {"title": "T", "date": "2026"}
    assert cited(dated).spoken == "“T” 2026 (author not given)"
    told = cited(dated, voice="reported", speaker="Joseph Nye")
    assert told.spoken == "Joseph Nye, as reported in “T” 2026 (author not given)"


def test_pages_are_part_of_the_cite() -> None:
    """Where the document has them."""
    assert cited(FULL, pages={7: 1}).written.endswith("p. 7, ¶ 4")
    assert cited(FULL, "mla", pages={7: 1}).written.endswith("P. 7, par. 4.")
    assert cited(FULL, "apa", pages={7: 1}).written.endswith("(p. 7, para. 4).")


@pytest.mark.parametrize(
    ("author", "spoken"),
    [
        ("Martin Luther King Jr.", "King"),
        ("Robert Downey, Jr.", "Downey"),
        ("Jane Doe, PhD", "Doe"),
        ("Leonard Bernstein (ed.)", "Bernstein"),
        ("Dr. Jane Doe", "Doe"),
        ("John Smith III and Prof. Jane Roe", "Smith and Roe"),
    ],
)
def test_titles_and_what_stands_behind_a_name_are_no_last_names(author: str, spoken: str) -> None:
    """They are not said, and stay in the written cite of debaters."""
    cite = cited({"author": author, "date": "2019"}, "nsda")
    assert cite.spoken == f"{spoken} 2019"
    for word in re.findall(r"\w+", author):
        assert word in cite.written
    initials = cited({"author": author, "date": "2019"}, "apa").written
    assert initials.startswith(f"{spoken.split()[0]}, ")


def test_a_word_that_begins_like_a_month_is_none() -> None:
    """It is written as it is given; of the date the year alone is known."""
    assert cited({"author": "Jane Doe", "date": "Mayhem 2019"}, "mla").written.count("May") == 1
