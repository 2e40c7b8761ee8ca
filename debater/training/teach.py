"""Writes what a teacher thinks of each text, for the stance model to learn from.

    python -m debater.training.teach --data FOLDER --op-eds FOLDER --base MODEL
        --teacher FILE --out FILE

``--base`` is the folder of the larger model and ``--teacher`` its trained weights
(``python -m debater.training.stance --base …``).  Texts are those of the data folder, cut
in several ways, and the paragraphs and sentences of op-eds without their labels.  Writes
JSON lines (motion, text, stance or null, soft: probabilities of for, against, neutral);
a run that was cut off goes on after its last line.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import torch
from tqdm import tqdm

from debater.training.stance import Example, Recipe, StanceNet, read_examples
from debater.training.voice import read_marked

_AT_ONCE = 32
_COMMON = 150  # at most this many texts of a motion
_SEED = 11


def chosen(data: Path, op_eds: Path | None) -> list[tuple[str, str, str]]:
    """Return (motion, text, stance or "") to be judged, the same on every run."""
    choose = random.Random(_SEED)  # noqa: S311  # not for secrecy
    by_motion: dict[str, list[Example]] = defaultdict(list)
    for example in read_examples(data):
        by_motion[example.motion].append(example)
    found = []
    for motion, examples in sorted(by_motion.items()):
        for example in choose.sample(examples, min(len(examples), _COMMON)):
            whole, *parts = example.views
            found.append((motion, whole, example.stance))
            if parts:
                found.append((motion, parts[0], example.stance))
                # A single sentence may argue nothing: only the teacher says what it does.
                alone = choose.choice(parts).split(". ")
                found.append((motion, choose.choice(alone), ""))
    for article in read_marked(sorted(op_eds.glob("train*.yaml"))) if op_eds else ():
        for paragraph in article:
            found.append((paragraph.motion, " ".join(paragraph.sentences), ""))
            found += [(paragraph.motion, sentence, "") for sentence in paragraph.sentences]
    unique = sorted({row for row in found if len(row[1]) > 15})
    # In chunks of like length, so that little is spent on padding; chunks in any order.
    unique.sort(key=lambda row: len(row[0]) + len(row[1]))
    chunks = [unique[i : i + _AT_ONCE] for i in range(0, len(unique), _AT_ONCE)]
    choose.shuffle(chunks)
    return [row for chunk in chunks for row in chunk]


def main() -> None:
    """Read the command line and let the teacher judge."""
    parser = argparse.ArgumentParser(prog="python -m debater.training.teach")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument("--op-eds", type=Path, help="folder of op-eds as YAML")
    parser.add_argument("--base", type=Path, required=True, help="the teacher's base model")
    parser.add_argument("--teacher", type=Path, required=True, help="its trained weights")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    given = parser.parse_args()
    rows = chosen(given.data, given.op_eds)
    net = StanceNet(Recipe(tokens=112), given.base)
    net.load_state_dict(torch.load(given.teacher, weights_only=True))
    net.eval()
    done = len(given.out.read_text("utf-8").splitlines()) if given.out.exists() else 0
    done -= done % _AT_ONCE
    progress = tqdm(total=len(rows), initial=done, unit="text", mininterval=5)
    with given.out.open("a", encoding="utf-8") as out, torch.inference_mode():
        for start in range(done, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            soft = net([(motion, text) for motion, text, _ in part]).softmax(1).tolist()
            for (motion, text, stance), probabilities in zip(part, soft, strict=True):
                row = {
                    "motion": motion,
                    "text": text,
                    "stance": stance or None,
                    "soft": [round(p, 4) for p in probabilities],
                }
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            progress.update(len(part))
    progress.close()


if __name__ == "__main__":
    main()
