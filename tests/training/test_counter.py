"""The counter trainer: related motions together, and what opposes before what agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tests.training.conftest import WriteLines

pytestmark = pytest.mark.slow

MOTIONS = ("buses", "cars", "lamps")


@pytest.fixture
def counter(trainer: Callable[[str], ModuleType]) -> ModuleType:
    """The module under test."""
    return trainer("counter")


def rows(counter: ModuleType, count: int = 12) -> list[Any]:
    """Rows of three motions, each recognisable in every text it gives."""
    return [
        counter.Row(
            MOTIONS[n % 3],
            "for" if n % 2 else "against",
            f"claim {n}.",
            tuple(f"argument {n} {part}." for part in "abcd"),
            tuple(f"counter {n} {part}." for part in "abcd"),
        )
        for n in range(count)
    ]


DEBATES = [[(f"{name} {n}", n % 2 == 0) for n in range(6)] for name in MOTIONS]


def recipe(counter: ModuleType, **more: Any) -> Any:
    """A recipe for a handful of rows."""
    return replace(counter.Recipe(), points=5, debates=2, debaters=4, epochs=3, **more)


# What is first ----------------------------------------------------------------------------


def two_sides(torch: ModuleType, opposing: float, agreeing: float) -> tuple[Any, Any, Any]:
    """Scores of two texts for and two against a motion: of those that oppose, and agree."""
    side = torch.tensor([True, True, False, False])
    against = side[:, None] != side[None, :]
    scores = torch.where(against, opposing, agreeing).float().requires_grad_()
    return scores, ~torch.eye(4, dtype=torch.bool), against


def test_opposing_texts_first_cost_nothing(torch: ModuleType, counter: ModuleType) -> None:
    """The loss falls from much to nothing as what opposes comes before what agrees."""
    first, even, last = (
        float(counter.opposing_first(*two_sides(torch, opposing, 0.0)).detach())
        for opposing in (20.0, 0.0, -20.0)
    )
    assert first == pytest.approx(0.0, abs=1e-6)
    # Two of the three other texts oppose.
    assert even == pytest.approx(-torch.tensor(2 / 3).log().item(), abs=1e-5)
    assert last > 15


def test_texts_of_other_motions_do_not_count(torch: ModuleType, counter: ModuleType) -> None:
    """However near a text of another motion lies, it is no neighbour."""
    scores, same, against = two_sides(torch, 1.0, 0.0)
    wider = torch.full((5, 5), 99.0)
    wider[:4, :4] = scores
    others = [torch.zeros(5, 5, dtype=torch.bool) for _ in range(2)]
    others[0][:4, :4], others[1][:4, :4] = same, against
    assert torch.isclose(
        counter.opposing_first(wider, *others), counter.opposing_first(scores, same, against)
    )


@pytest.mark.parametrize("opposed", [True, False])
def test_texts_of_one_side_ask_nothing(
    torch: ModuleType, counter: ModuleType, opposed: bool
) -> None:
    """Where all others oppose, or none does, there is no loss, but still a gradient."""
    scores = torch.zeros(3, 3, requires_grad=True)
    same = ~torch.eye(3, dtype=torch.bool)
    loss = counter.opposing_first(scores, same, torch.full((3, 3), opposed))
    loss.backward()
    assert loss.item() == 0.0
    assert scores.grad.abs().sum() == 0


# The plan ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 9])
def test_the_chain_visits_every_motion_once(
    torch: ModuleType, counter: ModuleType, count: int
) -> None:
    """Each is followed by the nearest of those not yet placed, from any start."""
    drawn = torch.Generator().manual_seed(count)
    vectors = torch.nn.functional.normalize(torch.randn(count, 8, generator=drawn), dim=1)
    starts = set()
    for seed in range(8):
        order = counter.chain(vectors, Random(seed))
        assert sorted(order) == list(range(count))
        near = vectors @ vectors.T
        for n, place in enumerate(order[1:], start=1):
            assert near[order[n - 1]][place] == max(near[order[n - 1]][m] for m in order[n:])
        starts.add(order[0])
    assert len(starts) > 1 or count == 1


def test_a_plan_is_the_same_on_every_run(torch: ModuleType, counter: ModuleType) -> None:
    """Equal seeds, equal batches, in order; another seed, other batches."""
    given = (MOTIONS, torch.eye(3))
    one, other, third = (
        counter.plan(rows(counter), DEBATES, recipe(counter, seed=seed), *given)
        for seed in (7, 7, 8)
    )
    assert one == other
    assert one != third


def test_an_epoch_takes_every_row_once(torch: ModuleType, counter: ModuleType) -> None:
    """Argument, counter, claim, motion and side of a row stay together."""
    plan = counter.plan(rows(counter), DEBATES, recipe(counter), MOTIONS, torch.eye(3))
    assert len(plan) == 9
    for epoch in (plan[:3], plan[3:6], plan[6:]):
        taken = Counter(claim for batch in epoch for claim in batch.claims)
        assert taken == Counter(row.claim for row in rows(counter))
    for batch in plan:
        for n, claim in enumerate(batch.claims):
            number = int(claim.split()[1].rstrip("."))
            assert batch.motions[n] == number % 3
            assert batch.sides[n] == (number % 2 == 1)
            assert batch.counters[n].startswith(f"counter {number} ")
            assert batch.arguments[n].startswith((f"argument {number} ", claim))


def test_a_step_debates_some_texts_of_some_motions(torch: ModuleType, counter: ModuleType) -> None:
    """Two motions, four texts each, no text twice, each with its side."""
    for batch in counter.plan(rows(counter), DEBATES, recipe(counter), MOTIONS, torch.eye(3)):
        assert Counter(number for _, number, _ in batch.debates) == {0: 4, 1: 4}
        assert len({text for text, _, _ in batch.debates}) == 8
        assert {(text, side) for text, _, side in batch.debates} <= {
            one for texts in DEBATES for one in texts
        }


def test_a_stretch_is_whole_or_one_to_three_sentences(counter: ModuleType) -> None:
    """Sentences in their order, none left out between."""
    sentences = ("A.", "B.", "C.", "D.", "E.")
    runs = {" ".join(sentences[first : first + count]) for first in range(5) for count in (1, 2, 3)}
    chosen = Random(1)
    parts = {counter.stretch(sentences, recipe(counter, wholes=0.0), chosen) for _ in range(300)}
    assert parts == runs
    assert counter.stretch(sentences, recipe(counter, wholes=1.0), chosen) == "A. B. C. D. E."


# What is read, and the loss ---------------------------------------------------------------


def test_rows_without_a_text_are_left_out(
    counter: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """A claim needs an argument and a counter, each cut into its sentences."""
    row = {"motion": "m", "side": "for", "title": "T", "argument": "One. Two.", "counter": "No."}
    path = write_lines(tmp_path / "t.jsonl", [row, {**row, "argument": " "}])
    assert counter.read_rows(path) == [counter.Row("m", "for", "T", ("One.", "Two."), ("No.",))]


def test_a_debate_needs_two_texts_a_side(
    counter: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """Neutral and long texts are no debate's, and a lonely side is not asked."""
    lines = [
        {"motion": motion, "text": f"{motion} {n}", "stance": stance}
        for motion, stances in {
            "even": ["for", "for", "against", "against", "neutral"],
            "lonely": ["for", "against", "against", "against"],
            "empty": ["for", "for", "for"],
        }.items()
        for n, stance in enumerate(stances)
    ]
    lines.append({"motion": "even", "text": "x" * 400, "stance": "for"})
    (debate,) = counter.read_debates(write_lines(tmp_path / "s.jsonl", lines))
    assert debate == [("even 0", True), ("even 1", True), ("even 2", False), ("even 3", False)]


class Stub:
    """Embeds texts as it is told."""

    def __init__(self, torch: ModuleType, recipe: Any, axis: Callable[[str], int]) -> None:
        self.torch, self.recipe, self.axis = torch, recipe, axis

    def embed(self, texts: list[str]) -> Any:
        """Return a unit vector a text, with a gradient."""
        axes = self.torch.tensor([self.axis(text) for text in texts])
        self.vectors = self.torch.nn.functional.one_hot(axes, 16).float().requires_grad_()
        return self.vectors


def batch_of(counter: ModuleType, count: int, headlines: bool = False) -> Any:
    """A batch of one motion a row, with one debate of two texts a side."""
    claims = [f"claim {n}" for n in range(count)]
    return counter.Batch(
        claims if headlines else [f"argument {n}" for n in range(count)],
        [f"counter {n}" for n in range(count)],
        claims,
        list(range(count)),
        [True] * count,
        [(f"debate {n}", 0, n % 2 == 0) for n in range(4)],
    )


def test_counters_beside_their_arguments_cost_least(torch: ModuleType, counter: ModuleType) -> None:
    """A good embedding costs near nothing but for the debates, a shuffled one much more."""

    def good(text: str) -> int:
        return 15 if "debate" in text else int(text.split()[1])

    def shuffled(text: str) -> int:
        return (good(text) + text.startswith("counter")) % 16

    chosen = recipe(counter, opposing=0.0)
    batch = batch_of(counter, 4)
    low = counter.loss_of(Stub(torch, chosen, good), batch).item()
    high = counter.loss_of(Stub(torch, chosen, shuffled), batch).item()
    assert low == pytest.approx(0.0, abs=0.01)
    assert high > 10


@pytest.mark.parametrize("count", [1, 2])
def test_a_batch_of_headlines_alone_has_a_loss(
    torch: ModuleType, counter: ModuleType, count: int
) -> None:
    """A last, small batch whose arguments are all headlines must not spoil the run."""
    stub = Stub(torch, recipe(counter), lambda text: len(text) % 16)
    loss = counter.loss_of(stub, batch_of(counter, count, headlines=True))
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(stub.vectors.grad).all()
