"""The figures of the labelling benchmark, on an op-ed written here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from debater.motions.model import Label, SourceStance
from debater.motions.unlabelled import Reading, by_cues, departs, follows
from tests.benchmarks.labelling import compared, figures, read_as_pack, read_marked

OP_ED = """motion: Lamps should stay lit
side: for
title: Let there be light
paragraphs:
  - stance: for
    sentences:
      - "author:neutral | The park opened in 1900."
      - "author | Its lamps keep us safe."
      - "question | Who would put them out?"
  - stance: against
    sentences:
      - "reported:against | Critics say that lamps cost too much."
      - "conceded:against | They do cost something."
"""


@pytest.fixture
def op_ed(tmp_path: Path) -> Path:
    """The op-ed as a file."""
    path = tmp_path / "lamps.yaml"
    path.write_text(OP_ED, "utf-8")
    return path


def perfect(
    statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
) -> Reading:
    """A labeller that knows this op-ed."""
    labels = {
        "The": Label("neutral", origin="model"),
        "Critics": departs("for", 0.9, True, "critics"),
        "They": departs("for", 0.9, False),
    }
    rows = [[labels.get(s.split()[0], follows("for", 0.9)) for s in row] for row in passages]
    return Reading("for", rows)


def blind(
    statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
) -> Reading:
    """A labeller that takes everything for the author's own argument against."""
    return Reading("against", [[follows("against", 0.9) for _ in row] for row in passages])


def test_an_op_ed_is_put_together_with_its_labels(op_ed: Path) -> None:
    """Every span is the text it labels; a question is in the author's voice."""
    marked = read_marked(op_ed)
    assert (marked.motion, marked.side) == ("Lamps should stay lit", "for")
    assert marked.text.count("\n\n") == 1
    assert [(span.of(marked.text)[-5:], stance) for span, stance in marked.paragraphs] == [
        (" out?", "for"),
        ("hing.", "against"),
    ]
    assert [(span.of(marked.text), voice, stance) for span, voice, stance in marked.sentences] == [
        ("The park opened in 1900.", "author", "neutral"),
        ("Its lamps keep us safe.", "author", ""),
        ("Who would put them out?", "author", ""),
        ("Critics say that lamps cost too much.", "reported", "against"),
        ("They do cost something.", "conceded", "against"),
    ]


@pytest.mark.parametrize(("infer", "stance"), [(False, "for"), (True, "mixed")])
def test_an_op_ed_is_a_pack_of_one_source(op_ed: Path, infer: bool, stance: str) -> None:
    """Its side is given or not, as asked, and its text is that of the op-ed."""
    marked = read_marked(op_ed)
    motion = read_as_pack(marked, by_cues, infer)
    assert motion.statement == marked.motion
    assert motion.sources[0].text == marked.text
    assert motion.sources[0].stance == stance


def test_truth_is_compared_with_what_was_found(op_ed: Path) -> None:
    """A pair for each paragraph and each sentence, in order."""
    marked = read_marked(op_ed)
    stances, voices = compared(marked, read_as_pack(marked, perfect, infer=True))
    assert stances == [("for", "for"), ("against", "against")]
    assert voices == [
        ("author", "author"),
        ("author", "author"),
        ("author", "author"),
        ("reported", "reported"),
        ("conceded", "conceded"),
    ]
    stances, voices = compared(marked, read_as_pack(marked, blind, infer=True))
    assert stances == [("for", "against"), ("against", "against")]
    assert {found for _, found in voices} == {"author"}


def test_a_lead_in_that_is_not_quoted_is_not_judged(tmp_path: Path) -> None:
    """“He puts it so:” has no voice of its own to be right about."""
    path = tmp_path / "lamps.yaml"
    path.write_text(
        "motion: Lamps should stay lit\nside: for\nparagraphs:\n"
        '  - {stance: for, sentences: ["author:neutral | The mayor puts it so:"]}\n'
        '  - {stance: for, sentences: ["author | “Its lamps keep us safe.”"]}\n',
        "utf-8",
    )
    marked = read_marked(path)
    motion = read_as_pack(marked, perfect, infer=False)
    assert [passage.paragraphs for passage in motion.passages] == [(1, 2)]
    assert compared(marked, motion) == ([("for", "for")] * 2, [("author", "author")])


def test_a_perfect_labeller_has_perfect_figures(op_ed: Path) -> None:
    """And following the source blindly is right for one paragraph of two."""
    table = figures([op_ed, op_ed], perfect, infer=True)
    assert table["op-eds"] == 2
    assert table["passages"] == 4
    assert table["sentences"] == 10
    assert table["following the source blindly"] == 0.5
    assert table["confusions"] == {}
    for name in ("side of the source right", "stance of passages", "macro F1 of voices"):
        assert table[name] == 1.0
    assert table["F1 of departing from the author's voice"] == 1.0


def test_a_blind_labeller_has_poor_ones(op_ed: Path) -> None:
    """The side is wrong, one paragraph is right by luck, and no departure is found."""
    table = figures([op_ed], blind, infer=True)
    assert table["side of the source right"] == 0.0
    assert table["stance of passages"] == 0.5
    assert table["confusions"] == {"for as against": 1}
    assert table["author"] == {"precision": 0.6, "recall": 1.0, "F1": 0.75}
    assert table["reported"] == {"precision": 0.0, "recall": 0.0, "F1": 0.0}
    assert table["macro F1 of voices"] == 0.25
    assert table["F1 of departing from the author's voice"] == 0.0
