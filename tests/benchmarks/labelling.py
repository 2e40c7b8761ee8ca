"""Stance and voice of unlabelled op-eds, against labels set by hand.

    python -m tests.benchmarks.labelling [FILE…] [--infer] [--json OUT]

``FILE`` are op-eds as in ``tests/op_eds`` (the held-out ones unless others are named).
Each becomes a pack of one source whose side is given (with ``--infer`` it is not), read
by the product's own labeller.  Prints the accuracy of the passages' stances beside that
of following the source blindly, and precision, recall and F1 of the sentences' voices.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from debater.labelling.labeller import ModelLabeller
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.motions.unlabelled import Labeller, by_cues
from debater.retrieval.encode import query_encoder
from debater.text import Span

OP_EDS = Path(__file__).parent.parent / "op_eds"
VOICES = ("author", "reported", "conceded")


@dataclass(frozen=True)
class Marked:
    """An op-ed with its labels: a stance for each paragraph, a voice for each sentence."""

    motion: str
    side: str
    text: str
    paragraphs: list[tuple[Span, str]]
    sentences: list[tuple[Span, str, str]]


def read_marked(path: Path) -> Marked:
    """Put an op-ed together again, with the place of every label."""
    op_ed = yaml.safe_load(path.read_text("utf-8"))
    text = ""
    paragraphs, sentences = [], []
    for paragraph in op_ed["paragraphs"]:
        text += "\n\n" if text else ""
        first = len(text)
        for line in paragraph["sentences"]:
            label, _, said = line.partition(" | ")
            voice, _, stance = label.strip().partition(":")
            text += " " if len(text) > first else ""
            span = Span(len(text), len(text) + len(said.strip()))
            text += said.strip()
            sentences.append((span, "author" if voice == "question" else voice, stance))
        paragraphs.append((Span(first, len(text)), paragraph["stance"]))
    return Marked(op_ed["motion"], op_ed["side"], text, paragraphs, sentences)


def read_as_pack(marked: Marked, labeller: Labeller, infer: bool) -> Motion:
    """Write the op-ed as a pack without labels and read it with ``labeller``."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        (where / "op_ed.txt").write_bytes(marked.text.encode())
        source: dict[str, str] = {"id": "op", "file": "op_ed.txt"}
        if not infer:
            source["stance"] = marked.side
        pack = {"statement": marked.motion, "sources": [source]}
        (where / "motion.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True), "utf-8")
        return read_motion(where, labeller)


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def compared(marked: Marked, motion: Motion) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (truth, found) stances of the paragraphs and voices of the sentences."""
    stances = []
    for span, stance in marked.paragraphs:
        passage = max(motion.passages, key=lambda one: _overlap(one.span, span))
        stances.append((stance, passage.label.stance))
    said = [sentence for point in motion.points() for sentence in point.sentences]
    voices = []
    for span, voice, _ in marked.sentences:
        nearest = max(said, key=lambda one: _overlap(one.span, span))
        # A lead-in that cannot be quoted alone has no voice of its own to be right about.
        if _overlap(nearest.span, span) > 0:
            voices.append((voice, nearest.voice))
    return stances, voices


def figures(paths: list[Path], labeller: Labeller, infer: bool) -> dict[str, Any]:
    """Return every figure over all op-eds."""
    stances, voices, blind, sides = [], [], [], []
    for path in paths:
        marked = read_marked(path)
        motion = read_as_pack(marked, labeller, infer)
        some, more = compared(marked, motion)
        stances += some
        voices += more
        blind += [truth == marked.side for truth, _ in some]
        sides.append(motion.sources[0].stance == marked.side)
    table: dict[str, Any] = {
        "op-eds": len(paths),
        "side of the source right": round(sum(sides) / len(sides), 3),
        "passages": len(stances),
        "following the source blindly": round(sum(blind) / len(blind), 3),
        "stance of passages": round(sum(a == b for a, b in stances) / len(stances), 3),
        "confusions": {f"{a} as {b}": n for (a, b), n in Counter(stances).items() if a != b},
        "sentences": len(voices),
    }
    scores = []
    for voice in VOICES:
        right = sum(a == b == voice for a, b in voices)
        precision = right / max(sum(b == voice for _, b in voices), 1)
        recall = right / max(sum(a == voice for a, _ in voices), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        scores.append(f1)
        table[voice] = {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "F1": round(f1, 3),
        }
    departs = [(a != "author", b != "author") for a, b in voices]
    both = sum(a and b for a, b in departs)
    table["F1 of departing from the author's voice"] = round(
        2 * both / max(sum(a for a, _ in departs) + sum(b for _, b in departs), 1), 3
    )
    table["macro F1 of voices"] = round(sum(scores) / len(scores), 3)
    return table


def main() -> None:
    """Measure the cues alone and the models in one run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.labelling")
    parser.add_argument("files", nargs="*", type=Path, default=sorted(OP_EDS.glob("heldout-*")))
    parser.add_argument("--infer", action="store_true", help="do not tell the source's side")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    labellers: dict[str, Labeller] = {
        "cues alone": by_cues,
        "models": ModelLabeller(query_encoder()),
    }
    table = {name: figures(given.files, one, given.infer) for name, one in labellers.items()}
    print(json.dumps(table, indent=2))
    if given.json:
        given.json.write_text(json.dumps(table, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
