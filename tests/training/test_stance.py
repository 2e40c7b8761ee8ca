"""The stance trainer: what is drawn keeps its meaning, and a loss asks what is labelled."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tests.training.conftest import WriteLines

pytestmark = pytest.mark.slow

MOTIONS = ("We should ban cars", "Lamps are good", "Buses pay")


@pytest.fixture
def stance(trainer: Callable[[str], ModuleType]) -> ModuleType:
    """The module under test."""
    return trainer("stance")


def recipe(stance: ModuleType, **more: Any) -> Any:
    """A recipe that changes nothing it is not told to."""
    plain = {"forms": 0.0, "denials": 0.0, "strangers": 0.0, "smoothing": 0.0, "epochs": 2}
    return replace(stance.Recipe(), **(plain | more))


def examples(stance: ModuleType, count: int = 40) -> list[Any]:
    """Texts of many lengths, each with its own words."""
    stances = ("for", "against", "neutral")
    return [
        stance.Example(MOTIONS[n % 3], (f"text {n} " + "word " * n,), stances[n % 3])
        for n in range(count)
    ]


# Drawing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "turned"), [("for", "against"), ("against", "for"), ("neutral", "neutral"), ("", "")]
)
@pytest.mark.parametrize("soft", [(), (0.7, 0.2, 0.1)])
def test_a_negated_motion_turns_stance_and_soft(
    stance: ModuleType, given: str, turned: str, soft: tuple[float, ...]
) -> None:
    """What argues for a motion argues against its denial; what argues nothing still does."""
    one = stance.Example("We should ban cars", ("They kill.",), given, soft)
    drawn = stance.draw(one, MOTIONS, recipe(stance, denials=1.0), Random(0))
    assert drawn.motion == "We should not ban cars"
    assert drawn.views == ("They kill.",)
    assert drawn.stance == turned
    assert drawn.soft == ((0.2, 0.7, 0.1) if soft else ())


def test_a_motion_that_cannot_be_negated_keeps_its_stance(stance: ModuleType) -> None:
    """It is put in another form, or left alone, with its stance and soft as they were."""
    one = stance.Example("Buses pay", ("They do.",), "for", (0.7, 0.2, 0.1))
    for forms in (0.0, 1.0):
        chosen = recipe(stance, denials=1.0, forms=forms)
        drawn = [stance.draw(one, MOTIONS, chosen, Random(seed)) for seed in range(20)]
        assert {(pair.stance, pair.soft) for pair in drawn} == {("for", (0.7, 0.2, 0.1))}
        reworded = {"Buses pay", "This House believes that buses pay"}
        assert {pair.motion for pair in drawn} == (reworded if forms else {"Buses pay"})


def test_a_text_under_a_strange_motion_argues_nothing(stance: ModuleType) -> None:
    """Whatever a teacher thought of it under its own."""
    one = stance.Example("Buses pay", ("They do.",), "for", (0.7, 0.2, 0.1))
    chosen = recipe(stance, strangers=1.0, denials=1.0, forms=1.0)
    for seed in range(20):
        drawn = stance.draw(one, ("Lamps are good",), chosen, Random(seed))
        assert drawn == stance.Example("Lamps are good", ("They do.",), "neutral")


def test_every_view_is_drawn_and_the_whole_most(stance: ModuleType) -> None:
    """One view a draw."""
    one = stance.Example("Buses pay", ("whole", "opening", "end"), "for")
    choose = Random(2)
    drawn = [stance.draw(one, MOTIONS, recipe(stance), choose) for _ in range(300)]
    views = Counter(pair.views for pair in drawn)
    assert set(views) == {("whole",), ("opening",), ("end",)}
    assert views.most_common(1)[0][0] == ("whole",)


# The plan ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("most", "tokens"), [(48, 2048), (4, 2048), (48, 130), (1, 1)])
def test_batches_hold_every_drawn_pair_once(stance: ModuleType, most: int, tokens: int) -> None:
    """In every epoch, in batches that are neither empty nor too large."""
    given = examples(stance)
    chosen = recipe(stance, most_a_batch=most, tokens_a_batch=tokens)
    batches = stance.plan(given, chosen)
    assert Counter(pair for batch in batches for pair in batch) == Counter(given * 2)
    for batch in batches:
        assert 1 <= len(batch) <= most
        longest = max(min(chosen.tokens, (len(p.views[0]) + len(p.motion)) // 4 + 6) for p in batch)
        assert len(batch) == 1 or longest * len(batch) <= tokens


def test_a_plan_is_the_same_on_every_run(stance: ModuleType) -> None:
    """Equal seeds, equal batches; another seed, others; another epoch, another order."""
    busy = {"forms": 0.3, "denials": 0.3, "strangers": 0.3, "most_a_batch": 4}
    plans = [stance.plan(examples(stance), recipe(stance, seed=seed, **busy)) for seed in (7, 7, 8)]
    assert plans[0] == plans[1] != plans[2]
    half = len(plans[0]) // 2
    assert plans[0][:half] != plans[0][half:]


def test_a_motion_of_many_texts_gives_some_of_them(stance: ModuleType) -> None:
    """At most so many an epoch, others in the next."""
    given = examples(stance, 90)
    batches = stance.plan(given, recipe(stance, common=10))
    pairs = [pair for batch in batches for pair in batch]
    assert Counter(pair.motion for pair in pairs) == dict.fromkeys(MOTIONS, 20)
    assert len(set(pairs)) > 30


# What is read -----------------------------------------------------------------------------

LONG = "Cars kill. They stink. They cost. They clog. They rust."


def test_the_data_folder_is_read_with_every_stance(
    stance: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """A headline and an argument are on their side, a counter on the other; long texts are cut."""
    write_lines(
        tmp_path / "stance" / "train.jsonl",
        [{"motion": "m", "text": LONG, "stance": "for", "source": "s"}],
    )
    write_lines(
        tmp_path / "counterargs" / "train.jsonl",
        [{"motion": "n", "side": "against", "title": "T", "argument": "A.", "counter": "C."}],
    )
    text, *pair = stance.read_examples(tmp_path)
    assert (text.motion, text.stance) == ("m", "for")
    assert text.views[0] == LONG
    assert text.views[1] == "Cars kill. They stink."
    assert len(text.views) > 2
    assert all(view in LONG for view in text.views)
    assert pair == [
        stance.Example("n", ("T",), "against"),
        stance.Example("n", ("A.",), "against"),
        stance.Example("n", ("C.",), "for"),
    ]


def test_what_a_teacher_thought_is_read(
    stance: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """With a label or without."""
    row = {"motion": "m", "text": "t", "soft": [0.7, 0.2, 0.1]}
    path = write_lines(tmp_path / "t.jsonl", [{**row, "stance": "for"}, {**row, "stance": None}])
    assert [(one.stance, one.soft) for one in stance.read_taught(path)] == [
        ("for", (0.7, 0.2, 0.1)),
        ("", (0.7, 0.2, 0.1)),
    ]


# The loss ---------------------------------------------------------------------------------


class Stub:
    """A net that answers every pair with the same logits."""

    def __init__(self, torch: ModuleType, recipe: Any, *logits: float) -> None:
        self.recipe = recipe
        self.logits = torch.tensor(logits, requires_grad=True)

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Any:
        return self.logits.expand(len(pairs), 3)

    def eval(self) -> None:
        """Nothing to switch off."""


@pytest.fixture
def loss(
    torch: ModuleType, stance: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., float]:
    """Return a function that gives the loss of one example for given logits."""
    monkeypatch.setattr(stance, "device", lambda: "cpu")

    def of(
        logits: tuple[float, ...], label: str, soft: tuple[float, ...] = (), **more: Any
    ) -> float:
        batch = [stance.Example("m", ("t",), label, soft)] * 3
        found = stance.loss_of(Stub(torch, recipe(stance, **more), *logits), batch)
        found.backward()
        return float(found.detach())

    return of


SURE = {"for": (9.0, 0.0, 0.0), "against": (0.0, 9.0, 0.0), "neutral": (0.0, 0.0, 9.0)}


@pytest.mark.parametrize("label", SURE)
def test_the_loss_is_least_for_what_is_labelled(loss: Callable[..., float], label: str) -> None:
    """Nothing where the net is rightly sure, log 3 where it knows nothing, much if wrong."""
    for answer, logits in SURE.items():
        found = loss(logits, label)
        assert found == pytest.approx(0.0 if answer == label else 9.0, abs=0.01)
    assert loss((0.0, 0.0, 0.0), label) == pytest.approx(math.log(3))


def test_a_teacher_is_believed_as_much_as_the_recipe_says(loss: Callable[..., float]) -> None:
    """Beside a label by its weight; alone where there is no label."""
    surely_against = (0.0, 1.0, 0.0)
    for teaching in (0.0, 0.7, 1.0):
        found = loss(SURE["for"], "for", surely_against, teaching=teaching)
        assert found == pytest.approx(9 * teaching, abs=0.01)
    assert loss(SURE["for"], "", surely_against, teaching=0.0) == pytest.approx(9, abs=0.01)
    assert loss(SURE["for"], "for", (), teaching=1.0) == pytest.approx(0, abs=0.01)


def test_smoothing_leaves_some_doubt(loss: Callable[..., float]) -> None:
    """A share of the label is spread over all classes."""
    assert loss(SURE["for"], "for", smoothing=0.3) == pytest.approx(9 * 0.2, abs=0.01)


@pytest.mark.parametrize(("logit", "warm"), [(0.55, 0.5), (1.1, 1.0), (2.2, 2.0), (3.3, 3.0)])
def test_the_temperature_makes_a_boaster_modest(
    torch: ModuleType, stance: ModuleType, logit: float, warm: float
) -> None:
    """Right three times of four are log-odds of 1.1: larger ones are divided down to them."""
    rows = [stance.Example("m", ("t",), label) for label in ("for", "for", "for", "against")] * 20
    stub = Stub(torch, recipe(stance), logit, 0.0, -99.0)
    assert stance.temperature(stub, rows) == pytest.approx(warm, abs=0.05)
