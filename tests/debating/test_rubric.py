"""The rubric: what may stand in it, and how its cues are found in a text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.assemble import load_rubric
from debater.config import Paths
from debater.debating.rubric import CRITERIA, Criterion, Fallacy, Rubric, find_cues, rubric_problems
from debater.errors import PackError
from debater.resources import shipped


@pytest.fixture
def rubric() -> Rubric:
    """The shipped rubric."""
    return load_rubric()


def found(text: str, *cues: str) -> list[str]:
    """Return the words of a text that cues were found in."""
    return [span.of(text) for span in find_cues(text, cues)]


def all_cues(rubric: Rubric) -> list[str]:
    """Return every cue of a rubric."""
    weighing = [cue for cues in rubric.weighing_cues.values() for cue in cues]
    fallacies = [cue for fallacy in rubric.fallacies for cue in fallacy.cues]
    return [*rubric.warrant_cues, *rubric.signpost_cues, *weighing, *fallacies]


# ── what may stand in it ────────────────────────────────────────────────────────────


def test_the_shipped_rubric_counts_every_criterion_it_knows(rubric: Rubric) -> None:
    """Each has a weight, a sentence on what it counts and a drill of its own."""
    assert {criterion.name for criterion in rubric.criteria} == set(CRITERIA)
    assert all(criterion.weight > 0 and criterion.counts for criterion in rubric.criteria)
    assert len({criterion.drill for criterion in rubric.criteria}) == len(CRITERIA)
    assert rubric.criterion("warrants") in rubric.criteria
    assert rubric.criterion("beauty") is None


def test_every_shipped_cue_is_found_in_itself(rubric: Rubric) -> None:
    """A cue that matches nothing would be no cue; its gap holds up to eight words."""
    for cue in all_cues(rubric):
        assert find_cues(cue.replace("…", "x " * 8), (cue,)), cue


def test_every_fallacy_of_the_shipped_rubric_is_a_question(rubric: Rubric) -> None:
    """It asks; it says of nobody that they erred."""
    names = [fallacy.name for fallacy in rubric.fallacies]
    assert len(set(names)) == len(names) >= 12
    assert all(fallacy.question.endswith("?") for fallacy in rubric.fallacies)


EXTRA = Criterion("beauty", 5, "it", "do it")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: {"criteria": (*r.criteria, EXTRA)}, "“beauty” is no criterion (known: resp"),
        (lambda r: {"criteria": (*r.criteria, r.criteria[0])}, "“responsiveness” is there twice"),
        (
            lambda r: {"criteria": tuple(replace(c, weight=0) for c in r.criteria)},
            "no criterion has a weight above 0",
        ),
        (
            lambda r: {"criteria": (replace(r.criteria[0], weight=-1), *r.criteria[1:])},
            "the weight of “responsiveness” is below 0",
        ),
        (
            lambda r: {"figures": {**r.figures, "style": ("beauty",)}},
            "the figure “style” names “beauty”, which is no criterion here",
        ),
        (lambda r: {"warrant_cues": (*r.warrant_cues, " ")}, "the cue “ ” has no words"),
        (lambda r: {"signpost_cues": ("…",)}, "the cue “…” has no words"),
        (lambda r: {"weighing_cues": {"scope": ("!!",)}}, "the cue “!!” has no words"),
        (lambda r: {"fallacies": (Fallacy("x", "Is it?", ("",)),)}, "the cue “” has no words"),
        (
            lambda r: {"limits": replace(r.limits, without_quotations=-0.5)},
            "“without_quotations” is a share, from 0 to 1",
        ),
        (
            lambda r: {"limits": replace(r.limits, without_quotations=30)},
            "“without_quotations” is a share, from 0 to 1",
        ),
    ],
)
def test_each_mistake_is_told(rubric: Rubric, change: object, told: str) -> None:
    """One mistake is one sentence, and names what is wrong."""
    problems = rubric_problems(replace(rubric, **change(rubric)))  # type: ignore[operator]
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_all_mistakes_are_told_at_once(rubric: Rubric) -> None:
    """Nobody has to load a rubric six times to see six mistakes."""
    criteria = (replace(rubric.criteria[0], weight=-1), EXTRA)
    broken = replace(rubric, criteria=criteria, figures={"style": ("none",)}, signpost_cues=("",))
    assert len(rubric_problems(broken)) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: 30", "weight: much"),
        ("weight: 30", "weight: .nan"),
        ("weight: 30", "weight: 1e999"),
        ("weight: 30", "wieght: 30"),
        ("longest_sentence: 35", "longest_sentence: 3.5"),
        ('version: "1"', ""),
        ("warrant_cues:", "warrant_cues: none\nother:"),
    ],
)
def test_a_file_of_another_shape_is_refused(where: Paths, old: str, new: str) -> None:
    """A weight that is no number, an unknown key, a missing version: told, never used."""
    text = (shipped("prompts") / "rubrics" / "ballot.yaml").read_text("utf-8")
    assert old in text
    own = where.prompts / "rubrics" / "ballot.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PackError) as told:
        load_rubric(where)
    assert told.value.problems


# ── cues ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("between", range(9))
def test_a_gap_is_none_to_eight_words(between: int) -> None:
    """So many words may stand between the two ends of a cue, and not one more."""
    text = f"if {'word ' * between}then"
    assert found(text, "if … then") == [text]
    assert found(f"if {'word ' * 9}then", "if … then") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("If it rains, say in May, then it is wet.", ["If it rains, say in May, then"]),
        ("If it rains. Then it is wet.", []),
        ("If it rains! Well then.", []),
        ("If so; then so.", []),
        ("if\n  it\trains then", ["if\n  it\trains then"]),
        ("ifthen", []),
        ("if thence", []),
        ("whatif rain then", []),
        ("if then if then", ["if then", "if then"]),
        ("if so then, then", ["if so then"]),
    ],
)
def test_a_gap_stays_in_its_sentence(text: str, words: list[str]) -> None:
    """It crosses commas and line ends and takes whole words, the fewest that do."""
    assert found(text, "if … then") == words


def test_a_cue_may_have_several_gaps() -> None:
    """Each gap has eight words of its own."""
    text = f"without {'x ' * 8}it {'y ' * 8}nothing"
    assert found(text, "without … it … nothing") == [text]
    assert found(text, "without … nothing") == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It’s natural", "it's natural"),
        ("it's NATURAL", "It’s natural"),
        ("ITS’ OWN", "its' own"),
        ("a well–known fact", "well-known"),
        ("a well-known fact", "well—known"),
        ("the “real” reason", 'the "real" reason'),
        ("that\u00a0is  why", "that is why"),
        ("Größer", "größer"),
    ],
)
def test_typography_does_not_matter(text: str, cue: str) -> None:
    """Quotation marks, dashes, spaces and case may be written either way."""
    assert found(text, cue)


@pytest.mark.parametrize("cue", [".*", "a|b", "(x+)+$", "[a-z]", "\\w", "what?"])
def test_a_cue_is_no_expression(cue: str) -> None:
    """Signs stand for themselves."""
    assert found(f"so {cue} it is", cue) == [cue]
    assert found("aaa xxx b what", cue) == []


def test_the_longest_of_several_cues_is_found() -> None:
    """Where one begins with another, both words are counted once."""
    assert found("So my first is this.", "my", "my first", "first") == ["my first"]


def test_without_cues_nothing_is_found() -> None:
    """No cue is not every word."""
    assert find_cues("because of it", ()) == []
    assert find_cues("because of it", ("", "…")) == []


@given(st.text(alphabet="if then so. ,\n’'…", max_size=200))
def test_what_is_found_lies_in_the_text_in_order(text: str) -> None:
    """Whatever is typed, what is found is in the text, in order and apart."""
    spans = find_cues(text, ("if … then", "so", "if"))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text).casefold().startswith(("if", "so")) for span in spans)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [
        "if ",
        "if a b c d e f g h ",
        "the reason ",
        "either we\n\n   \t",
        "x",
        " ",
        "if…",
        "certain a ",
        "and then and ",
    ],
)
def test_no_text_takes_long(rubric: Rubric, unit: str) -> None:
    """A hundred thousand characters made to mislead are read by all cues at once."""
    text = (unit * 100_000)[:100_000]
    cues = (*all_cues(rubric), "if … if … if … never", "a … a … a … b")
    # Gaps that backtracked into one another would run for days: the time limit tells.
    assert all(span.end <= len(text) for span in find_cues(text, cues))
    assert find_cues(f"{text}. Because", ("because",))
