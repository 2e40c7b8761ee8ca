"""Plain text: paragraphs however they are set apart, and whatever the encoding."""

from __future__ import annotations

import textwrap

import pytest

from debater.text import unsafe_characters
from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import AUTHOR, PARAGRAPHS, TITLE


def wrapped(text: str, indent: str = "") -> str:
    """Return ``text`` in lines of at most 72 characters."""
    return textwrap.fill(text, 72, initial_indent=indent)


def test_wrapped_lines_are_joined_and_the_top_is_cite(imported: Import) -> None:
    """Title, byline and date at the top are cite; each wrapped paragraph is one line."""
    body = "\n\n".join(wrapped(paragraph) for paragraph in PARAGRAPHS)
    document = imported("a.txt", f"{TITLE}\n\nBy {AUTHOR}\n12 March 2021\n\n{body}\n")
    assert texts(document) == list(PARAGRAPHS)
    assert document.cite == {"author": AUTHOR, "date": "12 March 2021", "title": TITLE}


def test_a_line_is_a_paragraph_where_no_line_is_blank(imported: Import) -> None:
    """A file without blank lines whose lines are long has a paragraph a line."""
    assert texts(imported("a.txt", "\n".join(PARAGRAPHS))) == list(PARAGRAPHS)


def test_indentation_sets_wrapped_paragraphs_apart(imported: Import) -> None:
    """Wrapped prose without blank lines is cut where a first line is indented."""
    body = "\n".join(wrapped(paragraph, "    ") for paragraph in PARAGRAPHS)
    assert texts(imported("a.txt", f"{TITLE}\n\n{body}")) == list(PARAGRAPHS)


def test_short_last_lines_set_wrapped_paragraphs_apart(imported: Import) -> None:
    """Wrapped prose with neither blank lines nor indents is cut after a short last line."""
    chosen = [PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[6]]
    document = imported("a.txt", "\n".join(map(wrapped, chosen)))
    assert texts(document) == chosen


def test_all_line_ends_in_one_file(imported: Import) -> None:
    r"""\r\n, \r and \n in one file each end a line."""
    data = f"{TITLE}\r\n\r\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\r\r{PARAGRAPHS[2]}"
    assert texts(imported("a.txt", data)) == list(PARAGRAPHS[:3])


def test_broken_words_are_mended_and_real_hyphens_kept(imported: Import) -> None:
    """A word broken at a line's end is whole again; a hyphen shown elsewhere stays."""
    text = (
        "The infor-\nmation on long-term plans is better than any study, and the long-\nterm "
        "plan with its con-\nsultation was wrong, said Anna Smith-\nJones of the self-\nmade "
        "coun-\ncil.\n\nAnother paragraph."
    )
    assert texts(imported("a.txt", text))[0] == (
        "The information on long-term plans is better than any study, and the long-term plan "
        "with its consultation was wrong, said Anna Smith-Jones of the self-made council."
    )


def test_lists_headings_and_notes(imported: Import) -> None:
    """A list is one block, an underlined heading a heading, and notes are left out."""
    text = (
        f"{TITLE}\n=====\n\n{PARAGRAPHS[0]}[1]\n\nThree things\n------\n\n"
        "- the ring road has\n  room;\n- the shops gain;\n- it is quiet.\n\n* * *\n\n"
        f"{PARAGRAPHS[1]}[12]\n\nNotes\n\n[1] Chamber, p. 4.\n[12] Counts, table 3.\n"
    )
    document = imported("a.txt", text)
    listed = "– the ring road has room;\n– the shops gain;\n– it is quiet."
    assert texts(document) == [PARAGRAPHS[0], listed, PARAGRAPHS[1]]
    assert headings(document) == ["Three things"]
    assert document.dropped == ("the section “Notes”", "2 footnote markers")


SAMPLES = {
    "utf-8-sig": "Town\n\n“Cafés” close — why?",
    "utf-16": "Town\n\n“Cafés” close — why?",
    "utf-16-le": "Town\n\nThey close “early”, and why?",
    "utf-32": "Town\n\n“Cafés” close — why?",
    "cp1252": "Town\n\n“Cafés” close — it’s £5, why?",
    "cp1251": "Город спорит о дороге уже сорок лет.\n\nНо совет молчит, а машины едут дальше.",
    "cp1250": "Miasto spiera się o drogę od lat, a ludzie nie mogą spać.\n\nŻółć i gęś, źdźbło.",
    "shift_jis": "町は四十年間、港の道路について議論してきた。\n\nしかし議会は黙っている。",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_encodings(imported: Import, encoding: str) -> None:
    """Every encoding a coach's file may have comes out as what was typed."""
    typed = SAMPLES[encoding]
    document = imported("a.txt", typed.encode(encoding))
    assert "\n\n".join([*document.cite.values(), *texts(document)]) == typed


def test_nothing_a_terminal_obeys_survives(imported: Import) -> None:
    """Escapes, overrides and soft hyphens go; ligatures come apart."""
    document = imported(
        "a.txt", "A\x1b[31m title\n\nHe \u202esaid\u202c\x07 so\u00adft, ﬁne.\x9b2J"
    )
    assert document.cite["title"] == "A title"
    assert texts(document) == ["He said soft, fine."]
    assert not list(unsafe_characters("".join(texts(document))))


def test_exponents_stay(imported: Import) -> None:
    """Raised digits after a unit are the text's own; after a full stop they are a note's."""
    document = imported("a.txt", "It covers 12 km² of land.¹ It was [sic] closed [...] then.")
    assert texts(document) == ["It covers 12 km² of land. It was [sic] closed [...] then."]
