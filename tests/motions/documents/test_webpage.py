"""Web pages: the article, without all that surrounds it."""

from __future__ import annotations

from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import AUTHOR, PARAGRAPHS, TITLE, xhtml
from tests.motions.documents.pages import BLOG, HOMEWORK, NEWS, PLAIN


def test_a_newspaper_page(imported: Import) -> None:
    """The article comes out whole and alone, with what the page says of it."""
    document = imported("a.html", NEWS)
    assert document.cite == {
        "author": AUTHOR,
        "date": "2020-02-11",
        "title": TITLE,
        "publication": "The Veldmoor Review",
        "url": "https://review.example/opinion/harbour-road",
    }
    found = texts(document)
    assert found[0].startswith("Seven weeks without cars")
    assert [text for text in found if text in PARAGRAPHS] == list(PARAGRAPHS)
    assert found[6].startswith("I was against it, and I was wrong")
    assert found[9] == (
        "– the ring road has room to spare in most hours of the day;\n– the shops gain;\n"
        "– the ambulances are quicker."
    )
    assert len(found) == 12
    assert headings(document) == ["Where the cars went"]
    assert document.dropped == (
        "navigation, share buttons and the like",
        "1 caption",
        "1 pull quote",
        "1 footnote marker",
    )


def test_a_weblog(imported: Import) -> None:
    """Where nothing is marked as the article, comments, captions and related posts still go."""
    document = imported("a.html", BLOG)
    assert texts(document) == list(HOMEWORK)
    assert document.cite == {
        "date": "2019-05-20",
        "title": "Let Them Read Instead",
        "publication": "Chalk and Cheese",
        "url": "https://chalk.example/2019/05/let-them-read/",
    }


def test_a_page_made_by_hand(imported: Import) -> None:
    """Latin-1, unclosed tags, and line breaks that part paragraphs."""
    document = imported("a.htm", PLAIN)
    assert document.cite == {"title": "Keep the Cafés Open"}
    assert [text.split(" ")[0] for text in texts(document)] == ["The", "But", "Nobody", "A"]
    assert "tables – the council’s own" in texts(document)[1]


def test_a_table_that_lays_out_a_page(imported: Import) -> None:
    """An old page of one table, with breaks for paragraphs, loses none of them."""
    page = (
        "<html><title>The Old Page</title><body><table><tr><td><a href=a>Home</a></td><td>"
        f"<h1>The Old Page</h1><font>{'<br><br>'.join(PARAGRAPHS)}</font></td></tr></table>"
    )
    assert [text for text in texts(imported("a.html", page)) if text != "Home"] == list(PARAGRAPHS)


def test_markers_go_and_exponents_stay(imported: Import) -> None:
    """A linked raised number is a note's marker; a bare one is part of the text."""
    page = (
        f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}<sup><a href='#n1'>[1]</a></sup> It covers 10"
        "<sup>6</sup> m<sup>2</sup>.</p>"
    )
    document = imported("a.html", page)
    assert texts(document) == [f"{PARAGRAPHS[0]} It covers 10⁶ m²."]
    assert document.dropped == ("1 footnote marker",)


def test_labels_that_repeat_and_calls_to_the_reader_go(imported: Import) -> None:
    """Lines such as "Advertisement" and "Read more" are left out wherever they stand."""
    between = "<p>Advertisement</p><p>Read more: the ferries</p><p>Town life</p>"
    page = f"<article><h1>{TITLE}</h1>{between.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article>"
    assert texts(imported("a.html", page)) == list(PARAGRAPHS)


def test_entities_of_its_own_are_not_resolved(imported: Import) -> None:
    """A page cannot read files or blow up through entities it declares."""
    page = (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>A bomb &b; and &x; here.</p>'
    )
    assert texts(imported("a.html", page)) == ["A bomb &b; and &x; here."]


def test_xhtml_and_a_page_called_text(imported: Import) -> None:
    """XHTML is read as a page, and so is a page whose name ends in .txt."""
    page = xhtml(f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>")
    for name in ("a.xhtml", "a.txt"):
        document = imported(name, page)
        assert texts(document) == [PARAGRAPHS[0]]
        assert document.cite["title"] == TITLE


def test_text_called_a_page(imported: Import) -> None:
    """A file called .html without a tag is read as the text it is."""
    assert texts(imported("a.html", "\n\n".join(PARAGRAPHS))) == list(PARAGRAPHS)
