"""Trains the counter adapter: an argument's neighbours become its counters.

    python -m debater.training.counter --data FOLDER --out FILE

``FOLDER`` holds ``counterargs/train.jsonl`` (one object a line with motion, side, title,
argument and counter) and ``stance/train.jsonl`` (motion, text, stance and source).  The
base weights stay as they are; low-rank matrices beside every linear layer are trained.
Three losses are added up: an argument finds its own counter among the texts of a few
related motions, and the counter its argument; it finds anything that opposes it before
what agrees; and it finds its claim.  The run is seeded, resumes from ``FILE.checkpoint``,
and writes the adapter as safetensors.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from debater.text import sentence_spans
from debater.training.loop import Loop, device, half_precision
from debater.training.lowrank import adapt, load_base, save_adapter, trainable


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, besides the data."""

    rank: int = 16
    alpha: float = 32.0
    rate: float = 1e-3
    temperature: float = 0.05
    tokens: int = 160
    points: int = 48
    wholes: float = 0.5  # share of arguments and counters shown whole
    opposing: float = 0.5  # weight of "an opposing text first"
    claims: float = 0.3  # weight of "an argument finds its claim"
    debates: int = 6  # motions of short texts with stances, in a step
    debaters: int = 8  # texts of each of them
    epochs: int = 5
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the data: a claim, the argument for it, and its best counter."""

    motion: str
    side: str
    claim: str
    argument: tuple[str, ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of a step, as texts: for each row an argument, its counter and its claim.

    ``debates`` are short texts, each with its motion's number and whether it is for it.
    """

    arguments: list[str]
    counters: list[str]
    claims: list[str]
    motions: list[int]
    sides: list[bool]
    debates: list[tuple[str, int, bool]]


def read_rows(path: Path) -> list[Row]:
    """Read the training rows, each text split into sentences."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        argument, counter = (
            tuple(span.of(row[name]) for span in sentence_spans(row[name]))
            for name in ("argument", "counter")
        )
        if argument and counter:
            rows.append(Row(row["motion"], row["side"], row["title"], argument, counter))
    return rows


def read_debates(path: Path) -> list[list[tuple[str, bool]]]:
    """Read the short texts of each motion that has some on both sides."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["stance"] in ("for", "against") and len(row["text"]) < 400:
            found[row["motion"]].append((row["text"], row["stance"] == "for"))
    debates = [texts for _, texts in sorted(found.items())]
    return [texts for texts in debates if 1 < sum(side for _, side in texts) < len(texts) - 1]


def chain(vectors: torch.Tensor, choose: random.Random) -> list[int]:
    """Order motions so that each is followed by its nearest one not yet placed.

    ``vectors`` has a row of unit length for each motion; the start is drawn.
    """
    near = vectors @ vectors.T
    place = choose.randrange(len(vectors))
    order = [place]
    left = set(range(len(vectors))) - {place}
    while left:
        rest = sorted(left)
        place = rest[int(near[place][rest].argmax())]
        order.append(place)
        left.remove(place)
    return order


def stretch(sentences: tuple[str, ...], recipe: Recipe, choose: random.Random) -> str:
    """Draw a text whole, or one to three sentences of it."""
    if choose.random() < recipe.wholes:
        return " ".join(sentences)
    first = choose.randrange(len(sentences))
    return " ".join(sentences[first : first + choose.randint(1, 3)])


def plan(
    rows: list[Row],
    debates: list[list[tuple[str, bool]]],
    recipe: Recipe,
    motions: Sequence[str],
    vectors: torch.Tensor,
) -> list[Batch]:
    """Return the batches of every epoch: related motions together, in a seeded order."""
    numbers = {motion: number for number, motion in enumerate(motions)}
    by_motion: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_motion[numbers[row.motion]].append(row)
    batches = []
    for epoch in range(recipe.epochs):
        choose = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311  # not for secrecy
        ordered = [row for number in chain(vectors, choose) for row in by_motion[number]]
        of_epoch = []
        for start in range(0, len(ordered), recipe.points):
            part = ordered[start : start + recipe.points]
            short = [
                (text, number, side)
                for number, texts in enumerate(choose.sample(debates, recipe.debates))
                for text, side in choose.sample(texts, min(recipe.debaters, len(texts)))
            ]
            # One argument in five is its headline alone, as students often type.
            arguments = [
                row.claim if choose.random() < 0.2 else stretch(row.argument, recipe, choose)
                for row in part
            ]
            of_epoch.append(
                Batch(
                    arguments,
                    [stretch(row.counter, recipe, choose) for row in part],
                    [row.claim for row in part],
                    [numbers[row.motion] for row in part],
                    [row.side == "for" for row in part],
                    short,
                )
            )
        choose.shuffle(of_epoch)
        batches += of_epoch
    return batches


class CounterNet(nn.Module):
    """The encoder with its low-rank layers."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.tokenizer, self.model = load_base()
        self.layers = adapt(self.model, recipe.rank, recipe.alpha)
        self.to(device())

    def learnable(self) -> dict[str, nn.Parameter]:
        """Return what training changes, by name."""
        return trainable(self.layers)

    def embed(self, texts: list[str]) -> torch.Tensor:
        """Return unit vectors of ``texts``, shape (texts, 384), with gradients."""
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        parts = []
        # Short and long texts apart: padding would cost more than the texts.
        for start in range(0, len(order), 32):
            batch: Any = self.tokenizer(
                [texts[number] for number in order[start : start + 32]],
                padding=True,
                truncation=True,
                max_length=self.recipe.tokens,
                return_tensors="pt",
            ).to(device())
            with half_precision():
                hidden = self.model(**batch).last_hidden_state
            hidden = hidden.float()
            mask = batch["attention_mask"][:, :, None]
            parts.append(nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1))
        back = torch.tensor(order, device=device()).argsort()
        return torch.cat(parts)[back]


def opposing_first(scores: torch.Tensor, same: torch.Tensor, against: torch.Tensor) -> torch.Tensor:
    """Return the loss of ranking agreeing texts of a motion before opposing ones.

    ``scores``, ``same`` (of one motion, and not itself) and ``against`` are square, a row
    for each text; the loss is -log of the share of the opposing among the motion's texts.
    """
    floor = torch.finfo(scores.dtype).min
    every = scores.masked_fill(~same, floor).logsumexp(1)
    opposed = scores.masked_fill(~(same & against), floor).logsumexp(1)
    asked = (same & against).any(1) & (same & ~against).any(1)
    if not asked.any():
        # Nothing, with a gradient; the sum of all scores may overflow where some are masked.
        return scores[asked].sum()
    return (every - opposed)[asked].mean()


def loss_of(net: CounterNet, batch: Batch) -> torch.Tensor:
    """Return the sum of the losses of one step."""
    recipe, count = net.recipe, len(batch.arguments)
    texts = batch.arguments + batch.counters + batch.claims + [text for text, _, _ in batch.debates]
    vectors = net.embed(texts)
    points = vectors[: 2 * count]  # arguments, then counters
    entropy = nn.functional.cross_entropy
    scores = points @ points.T / recipe.temperature
    itself = torch.eye(2 * count, dtype=torch.bool, device=scores.device)
    scores = scores.masked_fill(itself, torch.finfo(scores.dtype).min)
    partner = torch.arange(2 * count, device=scores.device).roll(count)
    loss = entropy(scores, partner)

    motions = torch.tensor(batch.motions * 2, device=scores.device)
    sides = torch.tensor(batch.sides + [not side for side in batch.sides], device=scores.device)
    same = (motions[:, None] == motions[None, :]) & ~itself
    loss = loss + recipe.opposing * opposing_first(scores, same, sides[:, None] != sides[None, :])

    claims = vectors[2 * count : 3 * count]
    likeness = vectors[:count] @ claims.T / recipe.temperature
    right = torch.arange(count, device=scores.device)
    asked = torch.tensor(
        [a != c for a, c in zip(batch.arguments, batch.claims, strict=True)], device=scores.device
    )
    # A last, small batch may hold headlines only.
    if asked.any():
        named = entropy(likeness[asked], right[asked]) + entropy(likeness.T[asked], right[asked])
        loss = loss + recipe.claims * named / 2

    short = vectors[3 * count :]
    number = torch.tensor([n for _, n, _ in batch.debates], device=scores.device)
    side = torch.tensor([s for _, _, s in batch.debates], device=scores.device)
    scores = short @ short.T / recipe.temperature
    same = (number[:, None] == number[None, :]) & ~torch.eye(
        len(short), dtype=torch.bool, device=scores.device
    )
    return loss + recipe.opposing * opposing_first(scores, same, side[:, None] != side[None, :])


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Train from ``data`` to the adapter file ``out``, resuming where a run was cut off."""
    rows = read_rows(data / "counterargs" / "train.jsonl")
    debates = read_debates(data / "stance" / "train.jsonl")
    net = CounterNet(recipe).train()
    motions = sorted({row.motion for row in rows})
    with torch.no_grad():
        vectors = net.embed(motions).cpu()
    batches = plan(rows, debates, recipe, motions, vectors)
    loop = Loop(net.learnable(), lambda _: recipe.rate, len(batches))
    saved = out.with_suffix(".checkpoint")
    loop.run(batches, lambda batch: loss_of(net, batch), saved)
    save_adapter(net.layers, out)
    saved.unlink(missing_ok=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.counter")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument("--out", type=Path, required=True, help="the adapter file to write")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    given = parser.parse_args()
    train(given.data, given.out, replace(Recipe(), epochs=given.epochs, seed=given.seed))


if __name__ == "__main__":
    main()
