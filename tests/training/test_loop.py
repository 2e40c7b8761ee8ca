"""A training that is cut off goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Trainer = Callable[[str], ModuleType]
STEPS = 120


class PulledError(Exception):
    """The plug was pulled."""


class Bench:
    """A tiny linear layer to be trained, the same at every start."""

    def __init__(self, torch: ModuleType, loop: ModuleType, steps: int = STEPS) -> None:
        drawn = torch.Generator().manual_seed(3)
        self.torch = torch
        self.batches = list(torch.randn(steps, 5, 3, generator=drawn))
        torch.manual_seed(5)
        self.layer = torch.nn.Linear(3, 2)
        rates = {"weight": 0.05, "bias": 0.01}
        self.seen = 0
        self.loop = loop.Loop(dict(self.layer.named_parameters()), rates.__getitem__, steps)

    def run(self, saved: Path, stop: int | None = None) -> Bench:
        """Train, and pull the plug before step ``stop``."""

        def loss(batch: Any) -> Any:
            if stop is not None and self.loop.step == stop:
                raise PulledError
            self.seen += 1
            return (self.layer(batch) - batch.sum(1, keepdim=True)).square().mean()

        self.loop.run(self.batches, loss, saved)
        return self

    @property
    def values(self) -> list[float]:
        """All parameters as numbers."""
        return [v for p in self.layer.parameters() for v in p.detach().flatten().tolist()]


@pytest.fixture
def bench(torch: ModuleType, trainer: Trainer) -> Callable[..., Bench]:
    """Return a function that sets up a new training of the same layer."""
    return lambda steps=STEPS: Bench(torch, trainer("loop"), steps)


@pytest.mark.parametrize("stop", [50, 73, 119])
def test_a_resumed_run_ends_where_an_uninterrupted_one_does(
    bench: Callable[..., Bench], tmp_path: Path, stop: int
) -> None:
    """To the last bit, and without taking again what a checkpoint already holds."""
    whole = bench().run(tmp_path / "whole")
    with pytest.raises(PulledError):
        bench().run(tmp_path / "cut", stop)
    resumed = bench().run(tmp_path / "cut")
    assert resumed.values == whole.values
    assert resumed.seen == STEPS - stop // 50 * 50
    assert whole.seen == STEPS


def test_a_run_cut_off_before_its_first_checkpoint_starts_anew(
    bench: Callable[..., Bench], tmp_path: Path
) -> None:
    """There is no checkpoint, and nothing half written in its place."""
    with pytest.raises(PulledError):
        bench().run(tmp_path / "cut", 49)
    assert list(tmp_path.glob("cut*")) == []
    assert bench().run(tmp_path / "cut").values == bench().run(tmp_path / "whole").values


def test_a_finished_run_takes_no_further_step(bench: Callable[..., Bench], tmp_path: Path) -> None:
    """Where a run was cut off after its last step, only the writing is left."""
    whole = bench().run(tmp_path / "saved")
    again = bench().run(tmp_path / "saved")
    assert again.seen == 0
    assert again.values == whole.values


def test_training_learns(bench: Callable[..., Bench], tmp_path: Path) -> None:
    """The layer learns to add: weights near one, a bias near nothing."""
    assert bench().run(tmp_path / "saved").values == pytest.approx([1] * 6 + [0] * 2, abs=0.1)


@pytest.mark.parametrize("steps", [1, 2, 10, 11])
def test_a_training_may_be_as_short_as_one_step(
    bench: Callable[..., Bench], tmp_path: Path, steps: int
) -> None:
    """A handful of steps is no error."""
    assert bench(steps).run(tmp_path / "saved").loop.step == steps
