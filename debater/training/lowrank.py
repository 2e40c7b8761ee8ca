"""Low-rank layers beside frozen ones, and the base model they are put into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import nn

from debater.retrieval.adapter import additions
from debater.retrieval.weights import default_weights, verify_weights


class LowRank(nn.Module):
    """A linear layer with a trainable low-rank addition: W + (alpha/rank)·B·A."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.base = base
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Apply the layer to ``x``, shape (…, in_features)."""
        addition = nn.functional.linear(nn.functional.linear(x, self.a), self.b)
        output: torch.Tensor = self.base(x) + self.scale * addition
        return output


def load_base(folder: Path | None = None) -> tuple[Any, Any]:
    """Return the tokenizer and the frozen model in ``folder``, by default the shipped weights.

    Dropout is off: adapters this small do not overfit before they stop learning.
    """
    # transformers takes seconds to import and only training needs it here.
    from transformers import AutoModel, AutoTokenizer

    if folder is None:
        folder = default_weights()
        verify_weights(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model: Any = AutoModel.from_pretrained(folder, local_files_only=True)
    model.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return tokenizer, model


def merge(model: Any, adapter: Path) -> None:
    """Add an adapter's additions to the weights of ``model``, to train on top of it."""
    weights = model.state_dict()
    with torch.no_grad():
        for name, addition in additions(adapter).items():
            weights[f"{name}.weight"] += torch.from_numpy(addition)


def adapt(model: Any, rank: int, alpha: float) -> dict[str, LowRank]:
    """Put a low-rank layer beside every linear layer of the encoder; return them by name."""
    layers = {}
    for name, module in list(model.encoder.named_modules()):
        if isinstance(module, nn.Linear):
            layer = LowRank(module, rank, alpha)
            parent = model.encoder.get_submodule(name.rpartition(".")[0])
            setattr(parent, name.rpartition(".")[2], layer)
            layers[f"encoder.{name}"] = layer
    return layers


def trainable(layers: dict[str, LowRank]) -> dict[str, nn.Parameter]:
    """Return the parameters of ``layers`` by name, for a loop and its checkpoints."""
    found: dict[str, nn.Parameter] = {}
    for name, layer in layers.items():
        found |= {f"{name}.a": layer.a, f"{name}.b": layer.b}
    return found


def save_adapter(
    layers: dict[str, LowRank], path: Path, others: dict[str, torch.Tensor] | None = None
) -> None:
    """Write an adapter as float16: for each layer NAME.a and NAME.b, with the scale inside b.

    ``others`` are further tensors (a head, a map) written beside them as they are named.
    """
    tensors = {name: tensor.detach().cpu().half() for name, tensor in (others or {}).items()}
    for name, layer in layers.items():
        tensors[f"{name}.a"] = layer.a.detach().cpu().half().contiguous()
        tensors[f"{name}.b"] = (layer.b.detach().cpu() * layer.scale).half().contiguous()
    save_file(tensors, path, metadata={"format": "debater-adapter-1"})
