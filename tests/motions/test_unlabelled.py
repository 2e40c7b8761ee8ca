"""Passages no coach has labelled follow their source, except where they report others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.motions.model import (
    STANCES,
    Label,
    Point,
    SourceStance,
    Stance,
    Voice,
)
from debater.motions.pack import read_motion
from debater.motions.unlabelled import Reading, by_cues, departs, follows, points_of
from debater.text import Span

WritePack = Callable[..., Path]
VOICES: tuple[Voice, ...] = ("author", "conceded", "reported")

TEXT = (
    "Parking brings few shoppers.\n\n"
    "Critics say that shops will die without it. But most customers walk.\n\n"
    "According to its opponents, the plan is unfair.\n"
)


@pytest.mark.parametrize(("stance", "against"), [("for", 0), ("against", 2)])
def test_a_reported_view_is_never_the_authors_own(
    tmp_path: Path, stance: str, against: int
) -> None:
    """What critics say is set apart, neutral and reported; the rest follows the source."""
    folder = tmp_path / "cars"
    folder.mkdir()
    (folder / "op.txt").write_text(TEXT)
    (folder / "motion.yaml").write_text(
        f"statement: Cars should go\nsources:\n  - {{id: op, file: op.txt, stance: {stance}}}\n"
    )
    motion = read_motion(folder)
    spoken = {
        sentence.span.of(TEXT): (point.label.stance, sentence.voice)
        for point in motion.points()
        for sentence in point.sentences
    }
    assert spoken == {
        "Parking brings few shoppers.": (stance, "author"),
        "Critics say that shops will die without it.": ("neutral", "reported"),
        "But most customers walk.": (stance, "author"),
        "According to its opponents, the plan is unfair.": ("neutral", "reported"),
    }
    assert len(motion.points("against")) == against


def test_a_source_of_no_side_is_neutral_by_its_words(tmp_path: Path) -> None:
    """Where nobody says what a source argues, its words alone give no stance."""
    for stance in ("mixed", None):
        reading = by_cues("Cars should go", stance, [["Parking helps.", "Critics say it does."]])
        assert reading.stance == "mixed"
        assert [label.stance for label in reading.labels[0]] == ["neutral", "neutral"]


@pytest.mark.parametrize("passages", [[], [[]], [["A."]], [[], ["A.", "B."]]])
def test_there_is_a_label_for_each_sentence(passages: list[list[str]]) -> None:
    """No passages, a passage without sentences, one of each: the labels have their shape."""
    reading = by_cues("Cars should go", "for", passages)
    assert [len(row) for row in reading.labels] == [len(row) for row in passages]


@pytest.mark.parametrize("side", ["for", "against"])
def test_what_departs_is_on_the_other_side_and_says_whose_it_is(side: str) -> None:
    """Reported words have a speaker, conceded ones none; the reason names the source's side."""
    other = "against" if side == "for" else "for"
    told, granted = departs(side, 0.8, True), departs(side, 0.7, False, "Nye")
    assert (told.stance, told.voice, told.speaker) == (other, "reported", "unnamed")
    assert (granted.stance, granted.voice, granted.speaker) == (other, "conceded", None)
    own, agreeing = follows(side, 0.9), follows(side, 0.6, True, "Nye")
    assert (own.stance, own.voice, own.speaker) == (side, "author", None)
    assert (agreeing.stance, agreeing.voice, agreeing.speaker) == (side, "reported", "Nye")
    for label in (told, granted, own, agreeing):
        assert label.origin == "model"
        assert f"argues {side}" in label.reason


# Points ---------------------------------------------------------------------------------

LABEL = st.builds(
    Label,
    stance=st.sampled_from(STANCES),
    voice=st.sampled_from(VOICES),
    confidence=st.sampled_from([0.5, 0.625, 0.75, 1.0]),
    reason=st.just("read"),
    origin=st.just("model"),
)
# A sentence's length in words, whether it only leads in to the next, and its label.
SAID = st.lists(st.tuples(st.integers(1, 9), st.booleans(), LABEL), min_size=1, max_size=8)
Said = list[tuple[int, bool, Label]]


def made(said: Said) -> tuple[str, list[Span], list[Label], list[Point]]:
    """Write a passage of such sentences and return it with its points."""
    text, spans = "", []
    for length, leads_in, _ in said:
        sentence = " ".join(["word"] * length) + (":" if leads_in else ".")
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    labels = [label for _, _, label in said]
    return text, spans, labels, points_of(text, "s:1", spans, labels)


def background(label: Label) -> bool:
    """Tell whether a sentence is the author's and argues nothing."""
    return (label.stance, label.voice) == ("neutral", "author")


@given(SAID)
def test_every_sentence_lands_in_exactly_one_point(said: Said) -> None:
    """Nothing is said twice, or lost but lead-ins and what is too unsure to be cited."""
    text, spans, labels, points = made(said)
    quoted = [sentence.span for point in points for sentence in point.sentences]
    assert len(quoted) == len(set(quoted))
    assert set(quoted) <= set(spans)
    sure = {span for span, label in zip(spans, labels, strict=True) if label.confidence >= 0.7}
    assert {text[span.end - 1] for span in sure - set(quoted)} <= {":"}
    assert all(point.sentences for point in points)
    for point in points:
        ends = {text[sentence.span.end - 1] for sentence in point.sentences}
        assert len(ends) == 1, "a lead-in is kept only where there is nothing else"
        kept = {sentence.span in sure for sentence in point.sentences}
        assert len(kept) == 1, "what is unsure is kept only where there is nothing else"


@given(SAID)
def test_a_passage_has_one_point_for_each_stance(said: Said) -> None:
    """Ids are unique and say the stance; every label is the model's."""
    _, _, labels, points = made(said)
    assert [point.id for point in points] == [f"s:1/{point.label.stance}" for point in points]
    assert len({point.id for point in points}) == len(points)
    assert {point.label.origin for point in points} == {"model"}
    stances = {label.stance for label in labels if not background(label)} or {"neutral"}
    assert {point.label.stance for point in points} == stances


@given(SAID)
def test_the_stance_of_most_words_comes_first(said: Said) -> None:
    """A stance before none, and the one with more text before the other."""
    _, spans, labels, points = made(said)

    def weight(stance: Stance) -> int:
        return sum(
            span.end - span.start
            for span, label in zip(spans, labels, strict=True)
            if label.stance == stance and not background(label)
        )

    keys = [(point.label.stance == "neutral", -weight(point.label.stance)) for point in points]
    assert keys == sorted(keys)


@given(SAID)
def test_background_joins_the_main_point(said: Said) -> None:
    """Every other sentence is in the point of its own stance, with its own voice."""
    _, spans, labels, points = made(said)
    at = {sentence.span: (point, sentence) for point in points for sentence in point.sentences}
    for span, label in zip(spans, labels, strict=True):
        if span in at:
            point, sentence = at[span]
            assert (sentence.voice, sentence.speaker) == (label.voice, label.speaker)
            assert point == points[0] if background(label) else point.label.stance == label.stance


@given(SAID)
def test_a_point_is_as_sure_as_its_sentences_on_average(said: Said) -> None:
    """Background does not make an argument less sure, and the voice is that of a sentence."""
    _, _, labels, points = made(said)
    for point in points:
        mine = [
            label
            for label in labels
            if label.stance == point.label.stance and (point == points[0] or not background(label))
        ]
        mean = sum(label.confidence for label in mine) / len(mine)
        assert point.label.confidence == pytest.approx(mean, abs=0.0006)
        votes = [label.voice for label in mine]
        assert point.label.voice in votes


def test_a_point_speaks_in_the_voice_of_most_of_its_sentences() -> None:
    """Two reported sentences outvote a surer one of the author."""
    report = Label("for", "reported", "critics", 0.8, "told", "model")
    own = Label("for", "author", None, 0.99, "follows", "model")
    (point,) = points_of("One. Two. Six.", "s:1", [Span(0, 4), Span(5, 9), Span(10, 14)],
                         [report, own, report])  # fmt: skip
    assert (point.label.voice, point.label.speaker) == ("reported", "critics")
    assert [sentence.voice for sentence in point.sentences] == ["reported", "author", "reported"]


def test_a_mark_without_its_partner_is_not_quoted() -> None:
    """A quotation that runs over two points leaves its marks outside each."""
    text = "“One thing is so. Another is not.”"
    spans = [Span(0, 17), Span(18, 34)]
    points = points_of(text, "s:1", spans, [Label("for"), Label("against")])
    quotes = [s.span.of(text) for point in points for s in point.sentences]
    assert sorted(quotes) == ["Another is not.", "One thing is so."]


# Packs read with a labeller of one's own ------------------------------------------------

Call = tuple[str, SourceStance | None, list[list[str]]]


class Recorder:
    """A labeller that keeps what it was asked and finds every source argues ``stance``."""

    def __init__(self, stance: SourceStance = "against") -> None:
        self.stance = stance
        self.calls: list[Call] = []

    def __call__(
        self, statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
    ) -> Reading:
        self.calls.append((statement, stance, [list(sentences) for sentences in passages]))
        label = Label("against", "author", None, 0.8, "read", "model")
        return Reading(self.stance, [[label for _ in sentences] for sentences in passages])


TWO_SOURCES = """statement: "  Cars should go  "
sources:
  - {id: one, file: one.txt, stance: for}
  - {id: two, file: two.txt}
"""


def test_a_labeller_reads_each_source_once_with_its_stance(pack: WritePack) -> None:
    """It gets the statement, the stance a coach gave or None, and all passages together."""
    labeller = Recorder()
    read_motion(
        pack(TWO_SOURCES, one="Cars stink. They kill.\n\nBuses do not.", two="Cars are dear."),
        labeller,
    )
    assert labeller.calls == [
        ("Cars should go", "for", [["Cars stink.", "They kill."], ["Buses do not."]]),
        ("Cars should go", None, [["Cars are dear."]]),
    ]


def test_what_a_labeller_infers_shows_in_the_source(pack: WritePack) -> None:
    """The stance of the source and the labels of its passages are the labeller's."""
    folder = pack(TWO_SOURCES, one="Cars stink.", two="Cars are dear.")
    for stance in ("for", "against", "mixed"):
        motion = read_motion(folder, Recorder(stance))
        assert motion.source("two").stance == stance
        labels = [passage.label for passage in motion.passages]
        assert {(one.stance, one.confidence, one.origin) for one in labels} == {
            ("against", 0.8, "model")
        }


LABELLED = """statement: Cars should go
sources: [{id: one, file: one.txt}]
passages:
  - {paragraphs: [1], begins: Cars stink, stance: for}
"""


def test_a_pack_a_coach_has_labelled_calls_no_labeller(pack: WritePack) -> None:
    """No model is needed where nothing is left to label."""
    labeller = Recorder()
    motion = read_motion(pack(LABELLED, one="Cars stink. They kill."), labeller)
    assert labeller.calls == []
    assert motion.sources[0].stance == "mixed"
    assert [passage.label.origin for passage in motion.passages] == ["coach"]


def test_only_what_no_coach_has_labelled_is_read(pack: WritePack) -> None:
    """A coach's passage keeps its label and is not shown to the labeller."""
    labeller = Recorder()
    motion = read_motion(pack(LABELLED, one="Cars stink.\n\nBuses do not."), labeller)
    assert [passages for _, _, passages in labeller.calls] == [[["Buses do not."]]]
    assert [(p.label.stance, p.label.origin) for p in motion.passages] == [
        ("for", "coach"),
        ("against", "model"),
    ]
