"""A pack written from documents reads back as what was imported."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from debater.motions.citation import cite
from debater.motions.documents import Block, Document
from debater.motions.pack import read_motion
from debater.motions.writing import Draft, draft, pack_text, source_id, write_pack

PROSE = "Trams run on time. They carry many people."
LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"))


def document(*blocks: Block, **cite: str) -> Document:
    """A document as the readers give it."""
    return Document(blocks, cite, ())


def written(folder: Path, *drafts: Draft, statement: str = "Cities should build trams") -> Path:
    """Write a pack and return its folder."""
    folder.mkdir()
    write_pack(folder, statement, drafts)
    return folder


def test_a_document_becomes_a_source_with_its_cite(tmp_path: Path) -> None:
    """Title before the text but not counted, headings kept but not counted, cite as known."""
    made = draft(
        document(
            Block("Why now", heading=True), Block(PROSE), Block("It is so. It was."), title="Trams"
        ),
        "trams",
        {"author": "A. Reader"},
    )
    motion = read_motion(written(tmp_path / "trams", made))
    (source,) = motion.sources
    assert source.text == f"Trams\n\nWhy now\n\n{PROSE}\n\nIt is so. It was.\n"
    assert dict(source.cite) == {"author": "A. Reader", "title": "Trams"}
    assert [passage.paragraphs for passage in motion.passages] == [(1,), (2,)]


def test_what_the_coach_says_of_a_source_wins() -> None:
    """A title on the command line counts before the one in the file."""
    made = draft(document(Block(PROSE), title="draft 3"), "x", {"title": "On trams"})
    assert made.cite["title"] == "On trams"
    assert made.text.startswith("On trams\n\n")


def test_a_heading_that_ends_like_a_sentence_is_no_paragraph() -> None:
    """It would be counted and cited, so it is left out."""
    made = draft(document(Block("Why trams?", heading=True), Block(PROSE)), "x", {})
    assert "Why trams?" not in made.text


def test_pages_reach_the_citation(tmp_path: Path) -> None:
    """The page a passage begins on is kept through motion.yaml."""
    made = draft(
        document(
            Block("Part one", heading=True, page=1),
            Block(PROSE, page=1),
            Block("Buses do so too. They are slower.", page=1),
            Block("Nobody misses the cars. It is quiet.", page=3),
        ),
        "trams",
        {},
    )
    assert dict(made.pages) == {1: 1, 3: 3}
    motion = read_motion(written(tmp_path / "trams", made))
    source = motion.sources[0]
    pages = [
        cite(source, passage, passage.points[0].sentences[0].span).pages
        for passage in motion.passages
    ]
    assert pages == [(1,), (1,), (3,)]
    assert source.page_of(99) == 3


@given(
    statement=st.text(LETTERS, min_size=1).filter(lambda text: text.strip()),
    title=st.text(LETTERS),
    author=st.text(LETTERS),
    why=st.sampled_from(["", "inferred from its passages, 93% sure: correct it if it is wrong"]),
)
def test_whatever_is_written_is_read_back(
    statement: str, title: str, author: str, why: str
) -> None:
    """Quotes, colons, hashes, numbers and words like “no” come back as the text they were."""
    made = draft(document(Block(PROSE), title=title, author=author), "a", {})
    made = Draft(made.id, made.text, made.cite, {1: 1}, "for", why)
    read = yaml.safe_load(pack_text("a", statement, [made]))
    assert read["statement"] == statement
    (source,) = read["sources"]
    assert source["stance"] == "for"
    for element in ("title", "author"):
        assert source.get(element, "") == made.cite.get(element, "")
        assert isinstance(source.get(element, ""), str)


@pytest.mark.parametrize("number", [1, 2])
def test_the_example_entry_works_once_its_marks_are_removed(tmp_path: Path, number: int) -> None:
    """A coach who uncomments the example gets a passage, not an error."""
    drafts = [Draft(f"s{n}", f"“No: never.” {PROSE}\n", {}) for n in range(number)]
    folder = written(tmp_path / "trams", *drafts)
    path = folder / "motion.yaml"
    lines = path.read_text("utf-8").splitlines()
    start = lines.index("# passages:")
    body = [line.removeprefix("# ") for line in lines[start:]]
    path.write_text("\n".join([*lines[:start], *body]) + "\n", "utf-8")
    motion = read_motion(folder)
    assert motion.passages[0].label.origin == "coach"


def test_ids_are_short_plain_and_unlike() -> None:
    """From a title in any script, at most a few words, never one that is taken."""
    assert (
        source_id("Warum Trams? Ein Plädoyer für die Straßenbahn", []) == "warum-trams-ein-pladoyer"
    )
    assert source_id("Trams", ["trams", "trams-2"]) == "trams-3"
    assert source_id("電車", []) == "source"
    assert len(source_id("x" * 90, [])) <= 24
