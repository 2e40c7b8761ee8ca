"""Cutting sources into passages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from debater.errors import PackError
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.motions.passages import blocks, cut, paragraphs
from tests.support import PACK_NAMES, PACKS

# Text of words, ends of sentences, quotes and line ends of every kind.
DOCUMENT = st.lists(
    st.sampled_from(
        ["word ", "Another ", "ends. ", "asks? ", "says: ", "“quoted ", "” ", '"', "\n", "\n\n",
         "\r\n", "\r\n\r\n", "\n \n", "\t", "\u00a0", "Heading", "é", "漢字。", "👩‍👩‍👧", "\ufeff"]
    ),
    max_size=80,
).map("".join)  # fmt: skip


@given(DOCUMENT)
@example("\ufeff\r\n\r\nA.\r\n \r\nB.")
@example("\n\n\n")
@example("Only one line without an end")
def test_blocks_hold_all_visible_text_in_order(text: str) -> None:
    """Blocks neither overlap nor lose a character, and begin and end visibly."""
    covered: set[int] = set()
    last = 0
    for span in blocks(text):
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip("\ufeff \t\r\n\u00a0") == span.of(text)
        covered |= set(range(span.start, span.end))
        last = span.end
    assert not [c for i, c in enumerate(text) if i not in covered and c not in "\ufeff \t\r\n\xa0"]


@given(DOCUMENT)
def test_every_paragraph_is_cut_once(text: str) -> None:
    """Each number lies in exactly one passage, as its own or as an alias."""
    numbers = [n for piece in cut(text) for n in (*piece.numbers, *piece.aliases)]
    assert sorted(numbers) == [p.number for p in paragraphs(text)]


@given(DOCUMENT)
def test_every_span_of_a_motion_is_a_slice_of_its_source(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever the text, every passage and sentence of the motion read from it lies in it."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "motion.yaml").write_text(
        "statement: It holds\nsources: [{id: s, file: s.txt, stance: for}]\n"
    )
    stored = f"{text}\n\nThe last paragraph is always a sentence."
    (folder / "s.txt").write_bytes(stored.encode())
    # A byte-order mark inside a text is refused; what is left has none but the first.
    if "\ufeff" in stored[1:]:
        with pytest.raises(PackError, match="ZERO WIDTH NO-BREAK SPACE"):
            read_motion(folder)
        return
    motion = read_motion(folder)
    assert_sound(motion, {"s": stored})


def assert_sound(motion: Motion, stored: dict[str, str]) -> None:
    """Check every offset of a motion against its sources as stored."""
    assert motion.passages
    for passage in motion.passages:
        text = stored[passage.source]
        assert motion.source(passage.source).text == text
        assert 0 <= passage.span.start < passage.span.end <= len(text)
        assert passage.points
        for point in passage.points:
            assert point.passage == passage.id
            assert point.sentences
            for sentence in point.sentences:
                assert sentence.span.within(passage.span)
                quote = text[sentence.span.start : sentence.span.end]
                assert quote.strip() == quote != ""


@pytest.mark.parametrize("name", PACK_NAMES)
def test_every_fixture_pack_is_sound(name: str) -> None:
    """CRLF, BOM, hard wraps, single lines, other scripts: offsets are those of the file."""
    motion = read_motion(PACKS / name)
    stored = {s.id: (PACKS / name / s.file).read_bytes().decode() for s in motion.sources}
    assert_sound(motion, stored)


@pytest.mark.parametrize(
    ("name", "count"),
    [("unbroken", 3), ("crlf", 2), ("wrapped", 3), ("headings", 3), ("single", 1), ("scripts", 3)],
)
def test_paragraphs_are_what_a_reader_would_count(name: str, count: int) -> None:
    """Titles, standfirsts and headings are not counted; lines are where nothing else divides."""
    motion = read_motion(PACKS / name)
    assert [n for p in motion.passages for n in p.paragraphs] == list(range(1, count + 1))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """A line end inside a paragraph divides nothing and stays in the quotation."""
    motion = read_motion(PACKS / "wrapped")
    quote = motion.passages[0].points[0].sentences[0].span.of(motion.sources[0].text)
    assert quote.count("\n") == 3


def test_a_byte_order_mark_is_in_no_quotation() -> None:
    """Offsets count it, quotations leave it out."""
    motion = read_motion(PACKS / "crlf")
    text = motion.sources[0].text
    assert text[0] == "\ufeff"
    assert all("\ufeff" not in p.span.of(text) and "\r" not in p.span.of(text)
               for p in motion.passages)  # fmt: skip


def test_a_repeated_stretch_is_an_alias_wherever_it_stands() -> None:
    """A pull quote before or after its paragraph keeps its number as an alias."""
    whole = "The bus is late again, and nobody at the stop expects it any more today."
    pull = "nobody at the stop expects it any more today."
    for text in (f"{pull}\n\n{whole}\n\nAnd so on.", f"{whole}\n\n{pull}\n\nAnd so on."):
        pieces = cut(text)
        assert len(pieces) == 2
        assert sum(len(piece.aliases) for piece in pieces) == 1
        assert whole in pieces[0].span.of(text)


def test_three_equal_paragraphs_are_one_passage() -> None:
    """Whichever repeats whichever, one passage is left and no number is lost."""
    line = "The same eight words stand here three times over."
    (piece,) = cut("\n\n".join([line] * 3))
    assert sorted((*piece.numbers, *piece.aliases)) == [1, 2, 3]


def test_a_lead_in_at_the_end_introduces_nothing() -> None:
    """A text may end in a colon."""
    text = "A first paragraph.\n\nAnd then she said:"
    assert [piece.numbers for piece in cut(text)] == [(1,), (2,)]


def test_a_title_is_skipped_only_at_the_front() -> None:
    """The same words further down are a paragraph again."""
    text = "Stay awake.\n\nA first paragraph.\n\nStay awake."
    assert [p.span.of(text) for p in paragraphs(text, ["Stay Awake."])] == [
        "A first paragraph.",
        "Stay awake.",
    ]
