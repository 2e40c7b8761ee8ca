"""One training loop for every model: seeded, resumable, with a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

CHECKPOINT_STEPS = 50


def device() -> str:
    """Return where to train: a GPU where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def half_precision() -> AbstractContextManager[Any]:
    """Compute in bfloat16 where the processor has it: twice as fast, and no worse measured."""
    kind = device()
    able = torch.cuda.is_bf16_supported() if kind == "cuda" else _cpu_has_bfloat16()
    context: AbstractContextManager[Any] = torch.autocast(kind, torch.bfloat16, enabled=able)
    return context


def _cpu_has_bfloat16() -> bool:
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


class Loop:
    """An optimiser over named parameters that can stop anywhere and go on later.

    ``rates`` gives each parameter its highest learning rate; the rate rises over the
    first tenth of the steps and falls to nothing along a cosine.
    """

    def __init__(
        self, parameters: dict[str, nn.Parameter], rates: Callable[[str], float], steps: int
    ) -> None:
        self.parameters = parameters
        self.steps = steps
        self.step = 0
        by_rate: dict[float, list[nn.Parameter]] = {}
        for name, parameter in parameters.items():
            parameter.requires_grad_(True)
            by_rate.setdefault(rates(name), []).append(parameter)
        self.optimiser = torch.optim.AdamW(
            [{"params": group, "lr": rate} for rate, group in by_rate.items()], weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            # A tenth of ten steps is one step to rise in: torch divides by nothing there.
            self.optimiser,
            list(by_rate),
            total_steps=max(steps, 11),
            pct_start=0.1,
        )

    def run(self, batches: Sequence[Any], loss: Callable[[Any], torch.Tensor], saved: Path) -> None:
        """Take every step not yet taken; ``loss`` maps a batch to a scalar with gradients.

        ``saved`` is written every 50 steps and read when it is there; the caller removes
        it once the model is written.
        """
        if saved.exists():
            self._resume(saved)
        progress = tqdm(total=self.steps, initial=self.step, unit="step", mininterval=5)
        mean = 0.0
        for batch in batches[self.step :]:
            value = loss(batch)
            self.optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(list(self.parameters.values()), 1.0)
            self.optimiser.step()
            self.schedule.step()
            self.step += 1
            mean += (value.item() - mean) / min(self.step, 50)
            progress.update()
            progress.set_postfix(loss=f"{mean:.3f}")
            if self.step % CHECKPOINT_STEPS == 0 or self.step == self.steps:
                self._save(saved)
        progress.close()

    def _save(self, path: Path) -> None:
        state = {
            "step": self.step,
            "parameters": {name: p.detach() for name, p in self.parameters.items()},
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        aside = path.with_suffix(".part")
        torch.save(state, aside)
        aside.replace(path)

    def _resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.step = state["step"]
        with torch.no_grad():
            for name, values in state["parameters"].items():
                self.parameters[name].copy_(values)
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
