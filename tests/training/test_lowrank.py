"""Low-rank layers: nothing at first, and the same at run time as they were trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from debater.retrieval.adapter import additions, heads

pytestmark = pytest.mark.slow

Trainer = Callable[[str], ModuleType]


def test_a_new_layer_changes_nothing(torch: ModuleType, trainer: Trainer) -> None:
    """Before the first step the adapted model is the base model."""
    base = torch.nn.Linear(6, 4)
    x = torch.randn(3, 6)
    assert torch.equal(trainer("lowrank").LowRank(base, 2, 8.0)(x), base(x))


def test_a_saved_adapter_adds_what_its_layer_did(
    torch: ModuleType, trainer: Trainer, tmp_path: Path
) -> None:
    """What run time adds to the weight gives the trained layer's output; heads go along."""
    layer = trainer("lowrank").LowRank(torch.nn.Linear(6, 4), 2, 8.0)
    torch.nn.init.normal_(layer.b)
    head = torch.ones(2, 3)
    trainer("lowrank").save_adapter({"encoder.x": layer}, tmp_path / "a", {"head.weight": head})
    added = additions(tmp_path / "a")
    assert list(added) == ["encoder.x"]
    x = torch.randn(3, 6)
    expected = (layer(x) - layer.base(x)).detach().numpy()
    np.testing.assert_allclose(x.numpy() @ added["encoder.x"].T, expected, atol=0.05)
    np.testing.assert_array_equal(heads(tmp_path / "a")["head.weight"], head.numpy())
