"""Trains the counter adapter: an argument's neighbours become its counters and its claim.

    python -m debater.training.counter --data FOLDER --out FILE

``FOLDER`` holds ``counterargs/train.jsonl``: one object a line with motion, title (the
claim in a line), argument and counter.  The base weights stay as they are; low-rank
matrices beside every linear layer are trained with a contrastive loss whose negatives
come mostly from the same motion.  The run is seeded, resumes from ``FILE.checkpoint``,
and writes the adapter as safetensors.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import nn
from tqdm import tqdm

from debater.retrieval.weights import default_weights, verify_weights
from debater.text import sentence_spans


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, besides the data."""

    rank: int = 16
    alpha: float = 32.0
    rate: float = 1e-3
    temperature: float = 0.05
    tokens: int = 96
    pairs: int = 32
    epochs: int = 3
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the data: a claim, the argument for it, and its best counter."""

    motion: str
    claim: str
    argument: tuple[str, ...]
    counter: tuple[str, ...]


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


def read_points(path: Path) -> list[Point]:
    """Read the training rows, each text split into sentences."""
    points = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        points.append(
            Point(
                row["motion"],
                row["title"],
                tuple(span.of(row["argument"]) for span in sentence_spans(row["argument"])),
                tuple(span.of(row["counter"]) for span in sentence_spans(row["counter"])),
            )
        )
    return [point for point in points if point.argument and point.counter]


def batches(points: list[Point], recipe: Recipe, epoch: int) -> Iterator[list[Point]]:
    """Yield batches in which most rows share their motion with others, in a seeded order."""
    shuffle = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311  # not for secrecy
    by_motion: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_motion[point.motion].append(point)
    motions = list(by_motion)
    shuffle.shuffle(motions)
    ordered: list[Point] = []
    for motion in motions:
        shuffle.shuffle(by_motion[motion])
        ordered += by_motion[motion]
    whole = [ordered[i : i + recipe.pairs] for i in range(0, len(ordered), recipe.pairs)]
    shuffle.shuffle(whole)
    yield from whole


def draw(point: Point, choose: random.Random) -> tuple[str, str]:
    """Draw a (question, answer) pair of texts from a row.

    The question is the whole argument, a stretch of it, or its claim alone; the answer
    is the counter, a sentence or two of it, or the claim (so that an argument is also
    near a coach's line that states it).
    """

    def stretch(sentences: tuple[str, ...], most: int) -> str:
        first = choose.randrange(len(sentences))
        return " ".join(sentences[first : first + choose.randint(1, most)])

    questions = [" ".join(point.argument), stretch(point.argument, 3), point.claim]
    question = choose.choices(questions, weights=[3, 4, 3])[0]
    answers = [" ".join(point.counter), stretch(point.counter, 2), point.claim]
    weights = [4, 4, 0 if question == point.claim else 3]
    return question, choose.choices(answers, weights=weights)[0]


class Trainer:
    """Holds the model with its low-rank layers, the optimiser and the place reached."""

    def __init__(self, recipe: Recipe, steps: int) -> None:
        """Load the base model and put a low-rank layer beside every linear one."""
        # transformers takes seconds to import and only training needs it here.
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(recipe.seed)
        folder = default_weights()
        verify_weights(folder)
        self.recipe = recipe
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, local_files_only=True)
        self.model.requires_grad_(False)
        self.layers = self._adapt()
        self.model.to(self.device).train()
        parameters = [p for layer in self.layers.values() for p in (layer.a, layer.b)]
        self.optimiser = torch.optim.AdamW(parameters, lr=recipe.rate, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, recipe.rate, total_steps=steps, pct_start=0.1
        )
        self.step = 0

    def _adapt(self) -> dict[str, LowRank]:
        layers = {}
        for name, module in list(self.model.encoder.named_modules()):
            if isinstance(module, nn.Linear):
                layer = LowRank(module, self.recipe.rank, self.recipe.alpha)
                parent = self.model.encoder.get_submodule(name.rpartition(".")[0])
                setattr(parent, name.rpartition(".")[2], layer)
                layers[f"encoder.{name}"] = layer
        return layers

    def embed(self, texts: list[str]) -> torch.Tensor:
        """Return unit vectors of ``texts``, shape (texts, 384), with gradients."""
        batch = self.tokenizer(
            texts, padding=True, truncation=True, max_length=self.recipe.tokens, return_tensors="pt"
        ).to(self.device)
        hidden = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"][:, :, None]
        return nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)

    def learn(self, rows: list[Point], choose: random.Random) -> float:
        """Take one step on a batch and return its loss."""
        pairs = [draw(point, choose) for point in rows]
        vectors = self.embed([text for pair in pairs for text in pair])
        scores = vectors[0::2] @ vectors[1::2].T / self.recipe.temperature
        right = torch.arange(len(pairs), device=self.device)
        entropy = nn.functional.cross_entropy
        loss = (entropy(scores, right) + entropy(scores.T, right)) / 2
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        return float(loss)

    def save(self, path: Path) -> None:
        """Write the adapter: for each layer, ``NAME.a`` and ``NAME.b`` with the scale inside b."""
        tensors = {}
        for name, layer in self.layers.items():
            tensors[f"{name}.a"] = layer.a.detach().cpu().half().contiguous()
            tensors[f"{name}.b"] = (layer.b.detach().cpu() * layer.scale).half().contiguous()
        save_file(tensors, path, metadata={"format": "debater-adapter-1"})

    def checkpoint(self, path: Path) -> None:
        """Write everything a later run needs to go on from here."""
        parts = {name: layer.state_dict() for name, layer in self.layers.items()}
        state = {
            "step": self.step,
            "layers": {n: {k: v for k, v in p.items() if k in "ab"} for n, p in parts.items()},
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        aside = path.with_suffix(".part")
        torch.save(state, aside)
        aside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint this trainer's recipe wrote."""
        state = torch.load(path, weights_only=True)
        self.step = state["step"]
        for name, values in state["layers"].items():
            self.layers[name].load_state_dict(values, strict=False)
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Train from ``data`` to the adapter file ``out``, resuming where a run was cut off."""
    points = read_points(data / "counterargs" / "train.jsonl")
    each = len(list(batches(points, recipe, 0)))
    trainer = Trainer(recipe, each * recipe.epochs)
    saved = out.with_suffix(".checkpoint")
    if saved.exists():
        trainer.resume(saved)
    progress = tqdm(total=each * recipe.epochs, initial=trainer.step, unit="step")
    for epoch in range(recipe.epochs):
        for number, rows in enumerate(batches(points, recipe, epoch)):
            if epoch * each + number < trainer.step:
                continue
            choose = random.Random(f"{recipe.seed}-{epoch}-{number}")  # noqa: S311
            loss = trainer.learn(rows, choose)
            progress.update()
            progress.set_postfix(loss=f"{loss:.3f}")
            if trainer.step % 25 == 0:
                trainer.checkpoint(saved)
    trainer.save(out)
    saved.unlink(missing_ok=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.counter")
    parser.add_argument("--data", type=Path, required=True, help="folder with counterargs/")
    parser.add_argument("--out", type=Path, required=True, help="the adapter file to write")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    given = parser.parse_args()
    train(given.data, given.out, Recipe(epochs=given.epochs, seed=given.seed))


if __name__ == "__main__":
    main()
