"""Trains the stance model: does a text argue for a motion, against it, or neither?

    python -m debater.training.stance --data FOLDER --out FILE

``FOLDER`` holds ``stance/train.jsonl`` (one object a line with motion, text, stance and
source) and ``counterargs/train.jsonl`` (motion, side, title, argument, counter).  A pair
(motion, text) is read together; low-rank matrices beside every linear layer and a small
head are trained.  ``--base`` trains another model whole, as a teacher; ``--taught`` learns
from what a teacher thought of each text (``training.teach`` writes it), beside the labels.
Where the folder has ``stance/dev.jsonl``, the probabilities are calibrated on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from debater.labelling.pooling import STANCE_CLASSES, stance_features
from debater.text import sentence_spans
from debater.training.loop import Loop, device, half_precision
from debater.training.lowrank import adapt, load_base, save_adapter, trainable
from debater.training.motion_forms import negated, reworded


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, besides the data."""

    rank: int = 64
    alpha: float = 64.0
    rate: float = 4e-4
    head_rate: float = 1e-3
    tokens: int = 128
    tokens_a_batch: int = 2048
    most_a_batch: int = 48
    epochs: int = 3
    forms: float = 0.2  # share of motions put in another form
    denials: float = 0.15  # share of motions negated, with the stance turned
    strangers: float = 0.08  # share of texts put under another motion: neutral
    smoothing: float = 0.05
    teaching: float = 0.7  # weight of the teacher's probabilities where there is a teacher
    common: int = 200  # at most this many texts of a motion in an epoch
    calibration: int = 5  # one in so many development texts calibrates the probabilities
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Example:
    """A motion, a text and what the text argues; ``views`` are ways to cut it.

    ``stance`` is empty where only a teacher's probabilities ``soft`` (for, against,
    neutral) are known.
    """

    motion: str
    views: tuple[str, ...]
    stance: str
    soft: tuple[float, ...] = ()


def _opposite(stance: str) -> str:
    return {"for": "against", "against": "for"}.get(stance, stance)


def _views(text: str) -> tuple[str, ...]:
    """Return the whole text, its opening and stretches of it: each argues its side."""
    spans = [span.of(text) for span in sentence_spans(text)]
    if len(spans) < 4:
        return (text,)
    stretches = [" ".join(spans[i : i + 3]) for i in range(0, len(spans) - 2, 2)]
    return (text, " ".join(spans[:2]), *stretches)


def read_rows(path: Path) -> list[Example]:
    """Read single texts with their stance."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Example(row["motion"], _views(row["text"]), row["stance"]) for row in rows]


def kept_back(data: Path) -> frozenset[str]:
    """Return motions of the IBM claims to measure on: that source has no development part.

    They are the seven whose SHA-256 comes first.
    """
    rows = map(json.loads, (data / "stance" / "train.jsonl").read_text("utf-8").splitlines())
    motions = {row["motion"] for row in rows if row["source"] == "ibm-claim-stance"}
    return frozenset(sorted(motions, key=lambda m: hashlib.sha256(m.encode()).hexdigest())[:7])


def read_examples(data: Path) -> list[Example]:
    """Read every labelled text of the data folder, but those of the motions kept back."""
    without = kept_back(data)
    found = read_rows(data / "stance" / "train.jsonl")
    for line in (data / "counterargs" / "train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append(Example(row["motion"], (row["title"],), row["side"]))
        found.append(Example(row["motion"], _views(row["argument"]), row["side"]))
        found.append(Example(row["motion"], _views(row["counter"]), _opposite(row["side"])))
    return [example for example in found if example.motion not in without]


def read_taught(path: Path) -> list[Example]:
    """Read what a teacher thought of each text."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Example(r["motion"], (r["text"],), r["stance"] or "", tuple(r["soft"])) for r in rows]


def draw(
    example: Example, motions: Sequence[str], recipe: Recipe, choose: random.Random
) -> Example:
    """Draw one training pair: a view of the text under its motion in some form."""
    motion, stance, soft = example.motion, example.stance, example.soft
    view = example.views[0] if choose.random() < 0.4 else choose.choice(example.views)
    luck = choose.random()
    if luck < recipe.strangers:
        return Example(choose.choice(motions), (view,), "neutral")
    if luck < recipe.strangers + recipe.denials and (denial := negated(motion)):
        motion, stance, soft = denial, _opposite(stance), (*soft[1::-1], *soft[2:])
    elif choose.random() < recipe.forms:
        motion = reworded(motion, choose)
    return Example(motion, (view,), stance, soft)


def plan(examples: list[Example], recipe: Recipe) -> list[list[Example]]:
    """Return the batches of every epoch, texts of like length together."""
    motions = sorted({example.motion for example in examples})
    batches = []
    for epoch in range(recipe.epochs):
        choose = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311  # not for secrecy
        shuffled = choose.sample(examples, len(examples))
        seen: dict[str, int] = dict.fromkeys(motions, 0)
        drawn = []
        for example in shuffled:
            seen[example.motion] += 1
            if seen[example.motion] <= recipe.common:
                drawn.append(draw(example, motions, recipe, choose))
        drawn.sort(key=lambda pair: len(pair.views[0]) + len(pair.motion) + choose.random() * 40)
        of_epoch: list[list[Example]] = []
        batch: list[Example] = []
        longest = 0
        for pair in drawn:
            tokens = min(recipe.tokens, (len(pair.views[0]) + len(pair.motion)) // 4 + 6)
            longest = max(longest, tokens)
            full = longest * (len(batch) + 1) > recipe.tokens_a_batch
            if batch and (full or len(batch) == recipe.most_a_batch):
                of_epoch.append(batch)
                batch, longest = [], tokens
            batch.append(pair)
        of_epoch.append(batch)
        choose.shuffle(of_epoch)
        batches += of_epoch
    return batches


class StanceNet(nn.Module):
    """The encoder with a linear head over its mean vector and that of its first token."""

    def __init__(self, recipe: Recipe, base: Path | None = None) -> None:
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.tokenizer, self.model = load_base(base)
        self.whole = base is not None
        self.layers = {} if self.whole else adapt(self.model, recipe.rank, recipe.alpha)
        self.head = nn.Linear(2 * self.model.config.hidden_size, len(STANCE_CLASSES))
        self.to(device())

    def learnable(self) -> dict[str, nn.Parameter]:
        """Return what training changes: the low-rank layers, or a teacher's upper layers."""
        if self.whole:
            upper = self.model.encoder.layer[3:]
            found = {f"upper.{name}": p for name, p in upper.named_parameters()}
        else:
            found = trainable(self.layers)
        return found | {f"head.{name}": p for name, p in self.head.named_parameters()}

    def forward(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """Return logits for (motion, text) pairs, shape (pairs, 3)."""
        batch: Any = self.tokenizer(
            [motion for motion, _ in pairs],
            [text for _, text in pairs],
            padding=True,
            truncation="longest_first",
            max_length=self.recipe.tokens,
            return_tensors="pt",
        ).to(device())
        with half_precision():
            hidden = self.model(**batch).last_hidden_state
        logits: torch.Tensor = self.head(stance_features(hidden.float(), batch["attention_mask"]))
        return logits


def loss_of(net: StanceNet, batch: Sequence[Example]) -> torch.Tensor:
    """Return the loss of a batch: against the labels, and the teacher where there is one."""
    recipe = net.recipe
    logits = net([(pair.motion, pair.views[0]) for pair in batch])
    likely = nn.functional.log_softmax(logits, dim=1)
    targets = []
    for pair in batch:
        soft = torch.tensor(pair.soft or (0.0,) * len(STANCE_CLASSES))
        if not pair.stance:
            targets.append(soft)
            continue
        hard = torch.full((len(STANCE_CLASSES),), recipe.smoothing / len(STANCE_CLASSES))
        hard[STANCE_CLASSES.index(pair.stance)] += 1.0 - recipe.smoothing
        share = recipe.teaching if pair.soft else 0.0
        targets.append(share * soft + (1.0 - share) * hard)
    return -(torch.stack(targets).to(device()) * likely).sum(1).mean()


def temperature(net: StanceNet, rows: Sequence[Example]) -> float:
    """Return what to divide logits by, so that probabilities are as right as they are sure."""
    net.eval()
    with torch.inference_mode():
        logits = torch.cat(
            [
                net([(row.motion, row.views[0]) for row in rows[start : start + 32]]).cpu()
                for start in range(0, len(rows), 32)
            ]
        )
    right = torch.tensor([STANCE_CLASSES.index(row.stance) for row in rows])
    tried = [0.5 + 0.05 * step for step in range(60)]
    losses = [float(nn.functional.cross_entropy(logits / t, right)) for t in tried]
    return tried[losses.index(min(losses))]


def train(
    data: Path, out: Path, recipe: Recipe, base: Path | None = None, taught: Path | None = None
) -> None:
    """Train from ``data`` to the file ``out``, resuming where a run was cut off."""
    examples = read_taught(taught) if taught else read_examples(data)
    batches = plan(examples, recipe)
    net = StanceNet(recipe, base).train()
    rates = {"head.weight": recipe.head_rate, "head.bias": recipe.head_rate}
    loop = Loop(net.learnable(), lambda name: rates.get(name, recipe.rate), len(batches))
    saved = out.with_suffix(".checkpoint")
    loop.run(batches, lambda batch: loss_of(net, batch), saved)
    if net.whole:
        torch.save(net.state_dict(), out)
    else:
        dev = data / "stance" / "dev.jsonl"
        rows = read_rows(dev)[:: max(1, recipe.calibration)] if dev.exists() else []
        warm = temperature(net, rows) if rows else 1.0
        others = {f"head.{name}": value for name, value in net.head.state_dict().items()}
        save_adapter(net.layers, out, others | {"temperature": torch.tensor([warm])})
    saved.unlink(missing_ok=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.stance")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--base", type=Path, help="train this model whole, as a teacher")
    parser.add_argument("--taught", type=Path, help="what a teacher thought, as JSON lines")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--rate", type=float, default=Recipe().rate)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    given = parser.parse_args()
    recipe = replace(Recipe(), epochs=given.epochs, seed=given.seed, rate=given.rate)
    train(given.data, given.out, recipe, given.base, given.taught)


if __name__ == "__main__":
    main()
