"""Trains the quality model: how good do people find a short argument?

    python -m debater.training.quality --data FOLDER --out FILE

``FOLDER`` holds ``stance/train.jsonl``: one object a line; those with a ``quality`` (the
weighted share of people who would recommend the argument, 0–1) are read, with their
motion and text.  The text is read alone; low-rank matrices beside every linear layer and a
linear head over the mean vector and the first token's are trained, to say the rating and
to rank the arguments of a motion.  What the head says of the texts of ``stance/dev.jsonl``
(of the training texts where there is no such file) is kept as a table of hundredths.
``--base`` trains another model, as a teacher, and writes what it says of each training text
(JSON lines, with ``taught``); ``--taught`` reads them instead of ``stance/train.jsonl`` and
learns from both.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from debater.labelling.pooling import stance_features
from debater.training.loop import Loop, device, half_precision
from debater.training.lowrank import adapt, load_base, save_adapter, trainable


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, besides the data."""

    rank: int = 32
    alpha: float = 32.0
    rate: float = 1e-3
    head_rate: float = 1e-3
    tokens: int = 96
    group: int = 32  # texts of one motion, ranked among themselves
    groups: int = 2  # in a step
    epochs: int = 2
    ranking: float = 0.5  # weight of the ranking loss beside the squared error
    teaching: float = 0.75  # weight of the teacher's rating where there is a teacher
    upper: int = 6  # layers of a teacher that are trained
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Rated:
    """An argument for or against a motion, and how people rated it.

    ``taught`` is what a teacher says of it, in deviations from the mean.
    """

    motion: str
    text: str
    quality: float
    taught: float | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean of the ratings and how far they deviate from it."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, rated: Sequence[Rated]) -> Scale:
        """Return the scale of ``rated``."""
        ratings = [one.quality for one in rated]
        return cls(statistics.fmean(ratings), statistics.stdev(ratings))


def read_rated(path: Path) -> list[Rated]:
    """Read the texts that have a rating; the others of the file are left out."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [
        Rated(row["motion"], row["text"], float(row["quality"]), row.get("taught"))
        for row in rows
        if row.get("quality") is not None
    ]


def plan(rated: Sequence[Rated], recipe: Recipe) -> list[list[list[Rated]]]:
    """Return the steps of every epoch, each some groups of texts of one motion."""
    motions: dict[str, list[Rated]] = {}
    for one in rated:
        motions.setdefault(one.motion, []).append(one)
    steps = []
    for epoch in range(recipe.epochs):
        choose = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311  # not for secrecy
        groups = []
        for motion in sorted(motions):
            of_motion = choose.sample(motions[motion], len(motions[motion]))
            count = max(1, round(len(of_motion) / recipe.group))
            groups += [of_motion[start::count] for start in range(count)]
        choose.shuffle(groups)
        steps += [groups[i : i + recipe.groups] for i in range(0, len(groups), recipe.groups)]
    return steps


class QualityNet(nn.Module):
    """The encoder with a linear head over its mean vector and that of its first token."""

    def __init__(self, recipe: Recipe, base: Path | None = None) -> None:
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.tokenizer, self.model = load_base(base)
        self.whole = base is not None
        self.layers = {} if self.whole else adapt(self.model, recipe.rank, recipe.alpha)
        self.head = nn.Linear(2 * self.model.config.hidden_size, 1)
        self.to(device())

    def learnable(self) -> dict[str, nn.Parameter]:
        """Return what training changes: the low-rank layers, or a teacher's upper layers."""
        if self.whole:
            upper = self.model.encoder.layer[-self.recipe.upper :]
            found = {f"upper.{name}": p for name, p in upper.named_parameters()}
        else:
            found = trainable(self.layers)
        return found | {f"head.{name}": p for name, p in self.head.named_parameters()}

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Return the expected ratings of ``texts``, in deviations from the mean."""
        batch: Any = self.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self.recipe.tokens,
            return_tensors="pt",
        ).to(device())
        with half_precision():
            hidden = self.model(**batch).last_hidden_state
        features = stance_features(hidden.float(), batch["attention_mask"])
        scores: torch.Tensor = self.head(features)[:, 0]
        return scores


def ranking_loss(scores: torch.Tensor, ratings: torch.Tensor) -> torch.Tensor:
    """Return how far texts of one motion are from their order; wide gaps weigh more.

    Both have shape (texts,); a pair rated alike weighs nothing.
    """
    gaps = ratings[:, None] - ratings[None, :]
    weights = gaps.clamp(min=0.0)
    losses = nn.functional.softplus(scores[None, :] - scores[:, None])
    return (weights * losses).sum() / weights.sum().clamp(min=1e-6)


def targets(rated: Sequence[Rated], scale: Scale, teaching: float) -> torch.Tensor:
    """Return what to learn of each text: its rating, and the teacher's where there is one."""
    found = []
    for one in rated:
        rating = (one.quality - scale.mean) / scale.deviation
        taught = rating if one.taught is None else one.taught
        found.append((1.0 - teaching) * rating + teaching * taught)
    return torch.tensor(found, device=device())


def loss_of(net: QualityNet, step: Sequence[Sequence[Rated]], scale: Scale) -> torch.Tensor:
    """Return the loss of a step: squared error, and the order within each group."""
    rated = [one for group in step for one in group]
    scores = net([one.text for one in rated])
    goals = targets(rated, scale, net.recipe.teaching)
    sizes = [len(group) for group in step]
    parts = zip(scores.split(sizes), goals.split(sizes), strict=True)
    ranked = torch.stack([ranking_loss(*part) for part in parts]).mean()
    return nn.functional.mse_loss(scores, goals) + net.recipe.ranking * ranked


def scores_of(net: QualityNet, rated: Sequence[Rated]) -> torch.Tensor:
    """Return what the net says of each text, in order."""
    net.eval()
    order = sorted(range(len(rated)), key=lambda n: len(rated[n].text))
    found = torch.zeros(len(rated))
    with torch.inference_mode():
        for start in tqdm(range(0, len(order), 32), unit="batch", mininterval=5):
            chosen = order[start : start + 32]
            found[chosen] = net([rated[n].text for n in chosen]).float().cpu()
    return found


def hundredths(net: QualityNet, rated: Sequence[Rated]) -> torch.Tensor:
    """Return what the head says at each hundredth of ``rated``, from lowest to highest."""
    return torch.quantile(scores_of(net, rated), torch.linspace(0, 1, 101))


def write_taught(net: QualityNet, rated: Sequence[Rated], out: Path) -> None:
    """Write what a teacher says of each text as JSON lines, in one step."""
    lines = [
        json.dumps(asdict(one) | {"taught": round(score, 4)}, ensure_ascii=False)
        for one, score in zip(rated, scores_of(net, rated).tolist(), strict=True)
    ]
    aside = out.with_suffix(".part")
    aside.write_text("\n".join(lines) + "\n", "utf-8")
    aside.replace(out)


def train(
    data: Path, out: Path, recipe: Recipe, base: Path | None = None, taught: Path | None = None
) -> None:
    """Train from ``data`` to the file ``out``, resuming where a run was cut off."""
    rated = read_rated(taught or data / "stance" / "train.jsonl")
    steps = plan(rated, recipe)
    scale = Scale.of(rated)
    net = QualityNet(recipe, base).train()
    rates = {"head.weight": recipe.head_rate, "head.bias": recipe.head_rate}
    loop = Loop(net.learnable(), lambda name: rates.get(name, recipe.rate), len(steps))
    saved = out.with_suffix(".checkpoint")
    loop.run(steps, lambda step: loss_of(net, step, scale), saved)
    if net.whole:
        write_taught(net, rated, out)
    else:
        dev = data / "stance" / "dev.jsonl"
        table = hundredths(net, read_rated(dev) if dev.exists() else rated)
        others = {f"head.{name}": value for name, value in net.head.state_dict().items()}
        save_adapter(net.layers, out, others | {"hundredths": table})
    saved.unlink(missing_ok=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.quality")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--base", type=Path, help="train this model, as a teacher")
    parser.add_argument("--taught", type=Path, help="what a teacher said, as JSON lines")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--rate", type=float, default=Recipe().rate)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    given = parser.parse_args()
    recipe = replace(Recipe(), epochs=given.epochs, seed=given.seed, rate=given.rate)
    train(given.data, given.out, recipe, given.base, given.taught)


if __name__ == "__main__":
    main()
