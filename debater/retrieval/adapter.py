"""Low-rank adapters: small trained additions to the base weights, merged when they load.

A file holds, for a layer NAME of the base model, two float16 matrices: ``NAME.a``, shape
(rank, inputs), and ``NAME.b``, shape (outputs, rank).  The adapted weight is W + b·a.
Tensors of other names are heads on top of the model.  Beside each file lies its card.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from debater.errors import ModelUnavailable
from debater.retrieval.weights import fingerprint

_FOLDER = Path(__file__).parent / "adapters"


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter's file and the SHA-256 it was published with."""

    path: Path
    sha256: str


COUNTER_ADAPTER = Adapter(
    _FOLDER / "counter.safetensors",
    "5e31f5317732a6596098dc6cbb7bf647852675ee4a002a2336315fb151e316ad",
)

STANCE_ADAPTER = Adapter(
    _FOLDER / "stance.safetensors",
    "3140eb120a526580e5a4d595b74e4a0b869311d509b8085939a4383a0f398a6c",
)
VOICE_ADAPTER = Adapter(
    _FOLDER / "voice.safetensors",
    "9dc63199cb9845c39a7532e464106e5d1270cc46ff9c16620a82c9d21edb4113",
)
QUALITY_ADAPTER = Adapter(
    _FOLDER / "quality.safetensors",
    "4d70ea4f63ea3ccb32c05a546c974de5bc712fb315a0142625fdf6baa0e2fe7d",
)


def labels_fingerprint() -> str:
    """Identify the models that label passages, without reading their files."""
    return fingerprint(STANCE_ADAPTER.sha256, VOICE_ADAPTER.sha256)


def verify_adapter(adapter: Adapter = COUNTER_ADAPTER) -> str:
    """Hash the file of ``adapter`` and return the SHA-256, if it is the published one.

    Raises ``ModelUnavailable`` when it is missing or altered.
    """
    path = adapter.path
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"The adapter {path} cannot be read ({error.strerror}).", "Reinstall debater."
        ) from error
    if found != adapter.sha256:
        raise ModelUnavailable(f"The adapter {path} is damaged or altered.", "Reinstall debater.")
    return found


def additions(path: Path = COUNTER_ADAPTER.path) -> dict[str, npt.NDArray[np.float32]]:
    """Return what an adapter adds to the weight of each layer, by the layer's name."""
    # A small library, but one that only an adapter needs.
    from safetensors.numpy import load_file

    tensors = load_file(path)
    names = sorted({name[:-2] for name in tensors if name.endswith(".a")})
    return {
        name: tensors[f"{name}.b"].astype(np.float32) @ tensors[f"{name}.a"].astype(np.float32)
        for name in names
    }


def heads(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Return the tensors of an adapter that are no additions, by name."""
    from safetensors.numpy import load_file

    return {
        name: tensor.astype(np.float32)
        for name, tensor in load_file(path).items()
        if not name.endswith((".a", ".b"))
    }
