"""What a teacher is asked: the same texts on every run, and none that is measured on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.training.conftest import OP_ED, WriteLines

pytestmark = pytest.mark.slow

LONG = "Cars kill people here. They stink of oil. They cost money. They clog streets. They rust."


@pytest.fixture
def teach(trainer: Callable[[str], ModuleType]) -> ModuleType:
    """The module under test."""
    return trainer("teach")


@pytest.fixture
def data(tmp_path: Path, write_lines: WriteLines) -> Path:
    """A data folder: many claims of eight motions of one source, and a few longer texts."""
    claims = [
        {
            "motion": f"Motion {m} is right",
            "text": f"Claim number {n} on motion {m}",
            "stance": "for" if n % 2 else "against",
            "source": "ibm-claim-stance",
        }
        for m in range(8)
        for n in range(4)
    ]
    texts = [
        {"motion": "Cars should go", "text": f"{LONG} {n}.", "stance": "for", "source": "own"}
        for n in range(200)
    ]
    folder = tmp_path / "data"
    write_lines(folder / "stance" / "train.jsonl", claims + texts)
    for part in ("dev", "test"):
        row = {**texts[0], "motion": f"Only for {part}", "text": f"Only for the {part} part"}
        write_lines(folder / "stance" / f"{part}.jsonl", [row])
    pair = {"argument": "Buses carry many people.", "counter": "Buses are empty at night."}
    head = {"motion": "Buses should stay", "side": "for", "title": "They carry many people"}
    write_lines(folder / "counterargs" / "train.jsonl", [head | pair])
    return folder


def test_the_same_texts_are_chosen_on_every_run(
    teach: ModuleType, data: Path, op_eds: Path
) -> None:
    """In the same order, so that a run that was cut off goes on where it stopped."""
    one = teach.chosen(data, op_eds)
    assert one == teach.chosen(data, op_eds)
    assert len(one) == len(set(one))
    assert one != sorted(one)


def test_nothing_is_chosen_that_is_measured_on(
    teach: ModuleType, data: Path, trainer: Callable[[str], ModuleType]
) -> None:
    """Motions kept back and the other parts of the data are left out, the rest is there."""
    motions = {motion for motion, _, _ in teach.chosen(data, None)}
    back = trainer("stance").kept_back(data)
    claimed = {f"Motion {m} is right" for m in range(8)}
    assert len(back) == 7
    assert back < claimed
    assert motions == claimed - back | {"Cars should go", "Buses should stay"}


def test_op_eds_are_read_without_labels_and_only_to_train(
    teach: ModuleType, data: Path, op_eds: Path
) -> None:
    """Paragraphs and sentences of what is there to train on, none of the rest."""
    for name in ("dev-lamps", "heldout-a-lamps"):
        other = OP_ED.replace("Lamps should stay lit", f"Never {name}")
        (op_eds / f"{name}.yaml").write_text(other, "utf-8")
    rows = set(teach.chosen(data, op_eds)) - set(teach.chosen(data, None))
    assert {motion for motion, _, _ in rows} == {"Lamps should stay lit"}
    assert {label for _, _, label in rows} == {""}
    texts = {text for _, text, _ in rows}
    assert "Its lamps keep us safe." in texts
    assert "The park opened in 1900. Its lamps keep us safe. Who would put them out?" in texts


def test_a_motion_of_many_texts_gives_some_of_them(teach: ModuleType, data: Path) -> None:
    """Texts of 200 are chosen up to a limit; a single sentence goes without a label."""
    cars = [(text, label) for motion, text, label in teach.chosen(data, None) if "Cars" in motion]
    wholes = [text for text, label in cars if text.startswith(LONG)]
    assert len(wholes) == 150
    assert {label for text, label in cars if text.startswith(LONG)} == {"for"}
    assert {label for _, label in cars} == {"for", ""}
    assert all(len(text) > 15 for text, _ in cars)
