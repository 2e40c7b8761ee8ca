"""Progress as a page: needs nothing else, says in tables what its charts show."""

from __future__ import annotations

import re

import pytest
from lxml import html

from debater.export.progress_html import progress_html
from tests.study.kept import DAY, NOW, Kept

HOSTILE = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(1)> \x1b[31m'


@pytest.fixture
def kept() -> Kept:
    """Two weeks of one motion."""
    made = Kept()
    made.spar(NOW - 8 * DAY, met=3, silent=1, weakest=("Cages teach.",))
    made.debate(NOW - DAY, answered=4, dropped=2, quoted=3, held=2)
    made.review(made.drill("a"), (NOW - 3 * DAY, 3), (NOW, 4))
    return made


def page(kept: Kept, motion: str | None = None) -> html.HtmlElement:
    """Return the page, read as a browser does."""
    return html.document_fromstring(progress_html(kept.counted(motion=motion)))


def test_every_figure_stands_in_a_table(kept: Kept) -> None:
    """Each row has its label and the figures of both sides and of both together."""
    rows = {
        row.xpath("string(th)"): [cell.text_content() for cell in row.xpath("td")]
        for row in page(kept).xpath("//table[1]/tbody/tr")
    }
    assert rows["Rounds"] == ["2", "0", "2"]
    assert rows["Yours the sources answered"] == ["3 of 4", "–", "3 of 4"]
    assert rows["Theirs you dropped"] == ["2 of 6", "–", "2 of 6"]
    assert rows["Quotations that held"] == ["2 of 3", "–", "2 of 3"]


def test_every_chart_has_a_title_a_description_and_its_figures(kept: Kept) -> None:
    """Nobody has to see it, or to tell colours apart."""
    read = page(kept)
    charts = [chart for chart in read.xpath("//svg") if chart.xpath(".//rect")]
    assert len(charts) == 4
    for chart in charts:
        assert chart.get("role") == "img"
        assert chart.xpath("string(title)")
        assert chart.xpath("string(desc)")
    weeks = [
        [cell.text_content() for cell in row]
        for row in read.xpath("//table[not(@class='days')]//tr")
    ]
    assert any(row[-2:] == ["4", "2"] for row in weeks)


def test_a_single_review_is_one_review() -> None:
    """The sentence below the chart counts as people do, and the table has it on its day."""
    once = Kept()
    once.review(once.drill("a"), (NOW, 3))
    read = page(once)
    said = "1 review from 24 December 2029 to 13 March 2030; most on 13 March 2030: 1."
    assert read.xpath("string(//svg/desc)") == said
    rows = {
        row.xpath("string(th)"): row.xpath("td") for row in read.xpath("//table[@class='days']//tr")
    }
    # The 13th was a Wednesday; of its week no later day is shown.
    assert [cell.text_content() for cell in rows["Wednesday"]] == ["0"] * 11 + ["1"]
    assert rows["Thursday"][-1].text_content() == ""


def test_a_page_fetches_and_runs_nothing(kept: Kept) -> None:
    """No script, no address, and a policy that forbids both."""
    read = page(kept)
    assert not read.xpath("//script | //link | //img | //iframe | //@src")
    assert not [href for href in read.xpath("//@href") if not href.startswith("#")]
    (policy,) = read.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert not [name for name in read.xpath("//@*") if re.match(r"(?i)javascript:", str(name))]


def test_words_from_outside_are_text(kept: Kept) -> None:
    """In claims and motions."""
    kept.spar(motion=f"/x/{HOSTILE}", met=1, weakest=(HOSTILE,))
    read = page(kept)
    assert not read.xpath("//script | //img")
    assert not read.xpath("//@onerror")
    assert "<script>alert(1)</script>" in read.text_content()
    assert "\x1b" not in read.text_content()


def test_nothing_yet_is_a_page_too() -> None:
    """With one sentence."""
    read = page(Kept())
    assert "There is nothing to count yet." in read.text_content()
    assert not read.xpath("//table | //svg")
