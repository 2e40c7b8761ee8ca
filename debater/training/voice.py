"""Trains the voice model: who speaks in each sentence of a paragraph, and for whom.

    python -m debater.training.voice --data FOLDER --debates FILE --over STANCE --out FILE

``FOLDER`` holds op-eds as YAML (``train*.yaml``): ``motion``, ``side`` and ``paragraphs``,
each with its ``sentences`` as lines ``VOICE[:STANCE] | text``.  A paragraph is read whole,
with the motion and the author's side before it; each sentence's vector and its cues go
through two linear heads: its voice, and whether it speaks for the author's side or not.
What most of a paragraph's words say is held against its own label too.  ``--debates`` are
arguments and counters (JSON lines: motion, side, argument, counter) without labels of
their sentences: each argues its side as a whole, although it may report the other.
The low-rank layers lie over those of the stance adapter ``STANCE``, which knows sides.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import yaml
from torch import nn

from debater.labelling.pooling import (
    SIDE_CLASSES,
    VOICE_CLASSES,
    cue_features,
    sentence_features,
)
from debater.labelling.reading import joined, voice_prompt
from debater.motions.model import opposite
from debater.motions.voice import CUE_NAMES, read_cues
from debater.text import sentence_spans
from debater.training.loop import Loop, device, half_precision
from debater.training.lowrank import adapt, load_base, merge, save_adapter, trainable


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, besides the data."""

    rank: int = 16
    alpha: float = 16.0
    rate: float = 1e-3
    tokens: int = 256
    paragraphs: int = 8
    epochs: int = 6
    hidden_side: float = 0.15  # share of paragraphs read without the author's side
    smoothing: float = 0.05
    wholes: float = 0.5  # weight of whose side most of a paragraph is on
    debated: float = 1.0  # texts of debates in an epoch, for each paragraph of an op-ed
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph with its labels: for each sentence (voice class, side class), or none."""

    motion: str
    side: str
    before: str
    sentences: tuple[str, ...]
    voices: tuple[str, ...]
    sides: tuple[str, ...]
    stance: str


def read_marked(paths: Sequence[Path]) -> list[list[Marked]]:
    """Read op-eds, each a list of its paragraphs in order."""
    found = []
    for path in paths:
        op_ed = yaml.safe_load(path.read_text("utf-8"))
        before = ""
        article = []
        for paragraph in op_ed["paragraphs"]:
            marked = _marked(op_ed, paragraph, before)
            before = marked.sentences[-1]
            article.append(marked)
        found.append(article)
    return found


def _marked(op_ed: dict[str, Any], paragraph: dict[str, Any], before: str) -> Marked:
    sentences, voices, sides = [], [], []
    for line in paragraph["sentences"]:
        label, _, text = line.partition(" | ")
        voice, _, stance = label.strip().partition(":")
        stance = stance or op_ed["side"]
        sentences.append(text.strip())
        voices.append("background" if (voice, stance) == ("author", "neutral") else voice)
        own = "own" if stance == op_ed["side"] else "other"
        sides.append("neutral" if stance == "neutral" else own)
    return Marked(
        op_ed["motion"],
        op_ed["side"],
        before,
        tuple(sentences),
        tuple(voices),
        tuple(sides),
        paragraph["stance"],
    )


def read_debated(path: Path) -> list[Marked]:
    """Read arguments and counters, each as a paragraph of an author on its side."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        sides = (row["side"], opposite(row["side"]))
        for side, text in zip(sides, (row["argument"], row["counter"]), strict=True):
            sentences = tuple(" ".join(span.of(text).split()) for span in sentence_spans(text))
            if sentences:
                found.append(Marked(row["motion"], side, "", sentences, (), (), side))
    return found


class VoiceNet(nn.Module):
    """The encoder with low-rank layers and two heads over sentence vectors and cues."""

    def __init__(self, recipe: Recipe, over: Path) -> None:
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.tokenizer, self.model = load_base()
        merge(self.model, over)
        self.layers = adapt(self.model, recipe.rank, recipe.alpha)
        width = self.model.config.hidden_size + 3 * len(CUE_NAMES)
        self.voice = nn.Linear(width, len(VOICE_CLASSES))
        self.side = nn.Linear(width, len(SIDE_CLASSES))
        self.to(device())

    def learnable(self) -> dict[str, nn.Parameter]:
        """Return what training changes, by name."""
        heads = {"voice": self.voice, "side": self.side}
        named = {f"{n}.{k}": p for n, head in heads.items() for k, p in head.named_parameters()}
        return trainable(self.layers) | named

    def forward(self, paragraphs: Sequence[Marked], hide: Sequence[bool]) -> tuple[Any, Any]:
        """Return (voice logits, side logits), a row a sentence of all paragraphs in order."""
        texts, spans = [], []
        for paragraph in paragraphs:
            text, at = joined(paragraph.before, paragraph.sentences)
            texts.append(text)
            spans.append(at)
        batch = self.tokenizer(
            [
                voice_prompt(p.motion, None if hidden else p.side)
                for p, hidden in zip(paragraphs, hide, strict=True)
            ],
            texts,
            padding=True,
            truncation="only_second",
            max_length=self.recipe.tokens,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        inputs = {k: v.to(device()) for k, v in batch.items() if k != "offset_mapping"}
        with half_precision():
            hidden = self.model(**inputs).last_hidden_state
        vectors = sentence_features(hidden.float().cpu(), batch, spans)
        cues = [cue_features(read_cues(paragraph.sentences)) for paragraph in paragraphs]
        features = torch.cat([torch.cat(vectors), torch.cat(cues)], dim=1).to(device())
        return self.voice(features), self.side(features)


def plan(
    marked: list[Marked], debated: list[Marked], recipe: Recipe
) -> list[tuple[list[Marked], list[bool]]]:
    """Return the batches of every epoch: paragraphs, and whether each is read without a side."""
    batches = []
    for epoch in range(recipe.epochs):
        choose = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311  # not for secrecy
        some = choose.sample(debated, min(len(debated), round(recipe.debated * len(marked))))
        shuffled = [*marked, *some]
        choose.shuffle(shuffled)
        for start in range(0, len(shuffled), recipe.paragraphs):
            part = shuffled[start : start + recipe.paragraphs]
            # Without the side there is nothing to learn from a text without other labels.
            hide = [bool(p.voices) and choose.random() < recipe.hidden_side for p in part]
            batches.append((part, hide))
    return batches


def loss_of(net: VoiceNet, part: list[Marked], hide: list[bool]) -> torch.Tensor:
    """Return the loss of a step: of voices and sides by sentence, and of paragraphs as wholes."""
    recipe, entropy = net.recipe, nn.functional.cross_entropy
    voice, side = net(part, hide)
    owner = [n for n, p in enumerate(part) for _ in p.sentences]
    labelled = torch.tensor([bool(part[n].voices) for n in owner], device=voice.device)
    seen = torch.tensor([bool(part[n].voices) and not hide[n] for n in owner], device=voice.device)
    total = voice.sum() * 0.0
    if labelled.any():
        voices = torch.tensor([VOICE_CLASSES.index(v) for p in part for v in p.voices])
        total = total + entropy(
            voice[labelled], voices.to(voice.device), label_smoothing=recipe.smoothing
        )
    if seen.any():
        sides = [
            SIDE_CLASSES.index(s)
            for p, hidden in zip(part, hide, strict=True)
            for s in (() if hidden else p.sides)
        ]
        total = total + entropy(
            side[seen], torch.tensor(sides).to(side.device), label_smoothing=recipe.smoothing
        )
    return total + recipe.wholes * of_wholes(side.softmax(1), part, hide)


def of_wholes(sides: torch.Tensor, part: list[Marked], hide: list[bool]) -> torch.Tensor:
    """Return the loss of whose side most of each paragraph is on, by the length of sentences.

    ``sides`` has a row of probabilities a sentence of all paragraphs, in order.
    """
    odds, wanted, start = [], [], 0
    for paragraph, hidden in zip(part, hide, strict=True):
        rows = sides[start : start + len(paragraph.sentences)]
        start += len(paragraph.sentences)
        if hidden or paragraph.stance == "neutral":
            continue
        long = torch.tensor([float(len(s)) for s in paragraph.sentences], device=rows.device)
        share = (rows * long[:, None]).sum(0) / long.sum()
        own, other = (share[SIDE_CLASSES.index(name)] for name in ("own", "other"))
        odds.append(torch.log((own + 0.01) / (other + 0.01)))
        wanted.append(float(paragraph.stance == paragraph.side))
    if not odds:
        return sides.sum() * 0.0
    truth = torch.tensor(wanted, device=sides.device)
    return nn.functional.binary_cross_entropy_with_logits(torch.stack(odds), truth)


def train(
    paths: Sequence[Path], debates: Path | None, over: Path, out: Path, recipe: Recipe
) -> None:
    """Train from op-eds and debates to ``out``, resuming where a run was cut off."""
    marked = [paragraph for article in read_marked(paths) for paragraph in article]
    batches = plan(marked, read_debated(debates) if debates else [], recipe)
    net = VoiceNet(recipe, over).train()
    loop = Loop(net.learnable(), lambda _: recipe.rate, len(batches))
    saved = out.with_suffix(".checkpoint")
    loop.run(batches, lambda batch: loss_of(net, *batch), saved)
    heads = {"voice": net.voice, "side": net.side}
    others = {f"{n}.{k}": t for n, head in heads.items() for k, t in head.state_dict().items()}
    save_adapter(net.layers, out, others)
    saved.unlink(missing_ok=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.voice")
    parser.add_argument("--data", type=Path, required=True, help="folder of op-eds as YAML")
    parser.add_argument("--debates", type=Path, help="arguments and counters, as JSON lines")
    parser.add_argument("--over", type=Path, required=True, help="the stance adapter")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    given = parser.parse_args()
    recipe = replace(Recipe(), epochs=given.epochs, seed=given.seed)
    op_eds = sorted(given.data.glob("train*.yaml"))
    train(op_eds, given.debates, given.over, given.out, recipe)


if __name__ == "__main__":
    main()
