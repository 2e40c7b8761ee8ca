"""How well counters are found, stances told and silence kept, on motions of your own.

    python -m tests.benchmarks.counter_retrieval --counterargs FILE --stance FILE
        [--pool FILE…] [--encoder NAME_OR_FOLDER…] [--json OUT]

``--counterargs`` has points with their best counters, ``--stance`` single texts with
their stance (JSON lines, as in the data sets named in the models' cards); ``--pool`` adds
texts that are only distractors.  Every row is measured in the same run:

* one motion, no labels: the texts of one motion but the argument itself; how often its own
  counter comes first, and how often an opposing text does, by similarity alone and with
  the stances our model predicts;
* side given: the same, knowing what the argument argues, as the product does, but not
  what the texts argue;
* sides known: among the texts that really oppose, how often the counter comes first, by
  similarity alone and by the product's strength;
* pool: acc@1 and nDCG@10 of the counter among the texts of every motion;
* stance: accuracy, macro-F1 and expected calibration error of single texts, by source, and
  of the whole arguments and counters;
* silence: arguments put to motions they do not belong to.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from debater.labelling.decide import together
from debater.labelling.labeller import disagreement, passage_leans
from debater.labelling.models import StanceEstimate, StanceModel
from debater.retrieval.encode import ReferenceEncoder
from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.rank import WITHOUT_ANSWERS, PointEvidence, strength
from debater.retrieval.weights import default_weights
from debater.text import sentence_spans, words
from tests.benchmarks.debates import Debate, read_debates, read_texts

# (queries, texts) -> one row of scores a query
Scores = Callable[[Sequence[str], Sequence[str]], np.ndarray]
_OURS = "ours"
_STRANGERS = 5  # arguments of other motions put to each motion, for each of its own


def by_words(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Score by BM25."""
    index = LexicalIndex(list(texts))
    return np.array([index.scores(query) for query in queries])


def by_encoder(encoder: ReferenceEncoder) -> Scores:
    """Score by the cosine of an encoder's vectors; each text is encoded once."""
    known: dict[str, np.ndarray] = {}

    def vectors(texts: Sequence[str]) -> np.ndarray:
        new = sorted({text for text in texts if text not in known}, key=len)
        known.update(zip(new, encoder.encode(new), strict=True) if new else ())
        return np.stack([known[text] for text in texts])

    return lambda queries, texts: vectors(queries) @ vectors(texts).T


def predicted(
    debates: Sequence[Debate], model: StanceModel, scores: Scores
) -> dict[str, np.ndarray]:
    """Return for each motion its texts' predicted probabilities of “for”."""
    found = {}
    for debate in debates:
        sentences = [[span.of(text) for span in sentence_spans(text)] for text in debate.texts]
        leans = passage_leans(partial(model.estimate, debate.motion), sentences)
        disagree = disagreement(scores(debate.texts, debate.texts))
        found[debate.motion] = np.array(together(leans, disagree))
    return found


def _opposes(mine: float, theirs: np.ndarray) -> np.ndarray:
    return mine * (1 - theirs) + (1 - mine) * theirs


def in_one_motion(
    debates: Sequence[Debate],
    scores: Scores,
    leans: dict[str, np.ndarray] | None,
    headlines: bool,
) -> dict[str, float]:
    """Return the figures within one motion, over all arguments of all motions."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for debate in debates:
        queries = debate.headlines if headlines else debate.texts[: debate.arguments]
        table = scores(queries, debate.texts)
        product = Product(debate, scores) if leans is not None else None
        for number, row in enumerate(table):
            row = row.astype(float)
            row[number] = -np.inf
            opposing, best = debate.opposing(number), debate.best(number)

            def note(name: str, ranked: np.ndarray, best=best, opposing=opposing) -> None:
                first = int(ranked.argmax())
                hits[f"{name}: best first"].append(bool(best[first]))
                hits[f"{name}: opposing first"].append(bool(opposing[first]))

            note("no labels", row)
            hits["sides known: best first"].append(
                bool(best[np.where(opposing, row, -np.inf).argmax()])
            )
            if leans is None or product is None:
                continue
            theirs = leans[debate.motion]
            side = float(debate.sides[number] == "for")
            for name, mine in (("predicted stances", theirs[number]), ("side given", side)):
                opposes = _opposes(mine, theirs)
                note(name, product.strengths(queries[number], number, opposes))
            known = product.strengths(queries[number], number, opposing.astype(float))
            hits["sides known, our strength: best first"].append(bool(best[known.argmax()]))
    return {name: round(float(np.mean(values)), 3) for name, values in hits.items()}


class Product:
    """What the product sees of one debate: its texts as the passages of a pack without labels."""

    def __init__(self, debate: Debate, scores: Scores) -> None:
        self.debate = debate
        self._scores = scores
        self._words = LexicalIndex(debate.texts)
        sentences = [[span.of(text) for span in sentence_spans(text)] for text in debate.texts]
        self._sentences = [sentence for some in sentences for sentence in some]
        self._owner = np.repeat(np.arange(len(sentences)), [len(some) for some in sentences])

    def strengths(self, argument: str, leave: int | None, opposes: np.ndarray) -> np.ndarray:
        """Return the strength of each text against an argument; ``leave`` out one of them."""
        near = self._scores([argument], self.debate.texts)[0]
        parts = self._scores([argument], self._sentences)[0]
        lexical = self._words.scores(argument)
        others = [n for n in range(len(near)) if n != leave]
        topic = float(near[others].mean())
        found = np.zeros(len(near))
        for n in others:
            found[n] = strength(
                PointEvidence(
                    "",
                    "",
                    lexical[n],
                    passage=float(near[n]),
                    sentences=tuple(parts[self._owner == n].tolist()),
                    topic=topic,
                    length=math.log(max(len(words(argument)), 1)),
                    opposes=float(opposes[n]),
                )
            )
        return found


def in_the_pool(
    debates: Sequence[Debate], scores: Scores, pool: Sequence[str], headlines: bool
) -> dict[str, float]:
    """Return acc@1 and nDCG@10 of each argument's counter among all texts."""
    texts = list(dict.fromkeys([text for debate in debates for text in debate.texts] + list(pool)))
    place = {text: number for number, text in enumerate(texts)}
    queries, own, wanted = [], [], []
    for debate in debates:
        for number in range(debate.arguments):
            queries.append(debate.headlines[number] if headlines else debate.texts[number])
            own.append(place[debate.texts[number]])
            wanted.append(place[debate.texts[debate.arguments + number]])
    table = scores(queries, texts).astype(float)
    lines = np.arange(len(queries))
    table[lines, own] = -np.inf
    before = (table > table[lines, wanted][:, None]).sum(axis=1)
    gain = np.where(before < 10, 1 / np.log2(before + 2), 0.0)
    return {
        "texts": len(texts),
        "acc@1": round(float((before == 0).mean()), 3),
        "nDCG@10": round(float(gain.mean()), 3),
    }


def stance_figures(estimates: Sequence[StanceEstimate], truth: Sequence[str]) -> dict[str, float]:
    """Return accuracy, macro-F1 and calibration error (ten bins) of for-or-against."""
    leans = np.array([estimate.lean for estimate in estimates])
    right = (leans > 0.5) == (np.array(truth) == "for")
    sure = np.maximum(leans, 1 - leans)
    f1 = []
    for side in ("for", "against"):
        said = (leans > 0.5) == (side == "for")
        true = np.array(truth) == side
        f1.append(2 * (said & true).sum() / max(said.sum() + true.sum(), 1))
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    )
    return {
        "texts": len(truth),
        "accuracy": round(float(right.mean()), 3),
        "macro-F1": round(float(np.mean(f1)), 3),
        "ECE": round(float(error), 3),
    }


def stances(path: Path, debates: Sequence[Debate], model: StanceModel) -> dict[str, Any]:
    """Return the stance figures of each source of ``path`` and of whole passages."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    estimates = model.estimate_pairs([(row["motion"], row["text"]) for row in rows])
    table = {}
    for source in sorted({row["source"] for row in rows}):
        mine = [n for n, row in enumerate(rows) if row["source"] == source]
        table[source] = stance_figures(
            [estimates[n] for n in mine], [rows[n]["stance"] for n in mine]
        )
    leans, truth = [], []
    for debate in debates:
        sentences = [[span.of(text) for span in sentence_spans(text)] for text in debate.texts]
        found = passage_leans(partial(model.estimate, debate.motion), sentences)
        leans += [StanceEstimate(lean, 1 - lean, 0.0) for lean in found]
        truth += debate.sides
    table["whole passages"] = stance_figures(leans, truth)
    return table


def silence(
    debates: Sequence[Debate], scores: Scores, leans: dict[str, np.ndarray], headlines: bool
) -> dict[str, float]:
    """Return how often a motion stays silent on its own arguments and on strangers'.

    The user's side is given; the texts' stances are predicted.  Every motion is asked
    its own arguments, and five of other motions for each.
    """
    draw = np.random.default_rng(7)
    floor = WITHOUT_ANSWERS.floor
    silent: dict[bool, list[bool]] = {True: [], False: []}
    every = [(d, n) for d in debates for n in range(d.arguments)]
    for debate in debates:
        others = [(d, n) for d, n in every if d is not debate]
        count = min(len(others), _STRANGERS * debate.arguments)
        chosen = [others[i] for i in draw.choice(len(others), count, replace=False)]
        asked = [(debate, n) for n in range(debate.arguments)] + chosen
        product = Product(debate, scores)
        for owner, number in asked:
            query = owner.headlines[number] if headlines else owner.texts[number]
            side = float(owner.sides[number] == "for")
            opposes = _opposes(side, leans[debate.motion])
            leave = number if owner is debate else None
            strongest = product.strengths(query, leave, opposes).max()
            silent[owner is debate].append(bool(strongest < floor))
    own, strangers = np.array(silent[True]), np.array(silent[False])
    return {
        "silent though answerable": round(float(own.mean()), 3),
        "silent on other motions' arguments (recall)": round(float(strangers.mean()), 3),
        "precision of silence": round(
            float(strangers.sum() / max(strangers.sum() + own.sum(), 1)), 3
        ),
    }


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Measure every row and return the table."""
    debates = read_debates(given.counterargs)
    pool = [text for path in given.pool for text in read_texts(path)]
    rows: dict[str, Scores] = {
        "BM25": by_words,
        "all-MiniLM-L6-v2": by_encoder(ReferenceEncoder(str(default_weights()))),
        **{name: by_encoder(ReferenceEncoder(name)) for name in given.encoder},
        _OURS: by_encoder(ReferenceEncoder()),
    }
    model = StanceModel()
    leans = predicted(debates, model, rows[_OURS])
    table: dict[str, Any] = {"retrieval": {}}
    for name, scores in rows.items():
        table["retrieval"][name] = {
            kind: {
                **in_one_motion(debates, scores, leans if name == _OURS else None, headlines),
                "pool": in_the_pool(debates, scores, pool, headlines),
            }
            for kind, headlines in (("full arguments", False), ("headlines", True))
        }
    table["stance"] = stances(given.stance, debates, model)
    joint = [
        StanceEstimate(float(lean), 1 - float(lean), 0.0)
        for debate in debates
        for lean in leans[debate.motion]
    ]
    truth = [side for debate in debates for side in debate.sides]
    table["stance"]["whole passages, decided together"] = stance_figures(joint, truth)
    table["silence"] = {
        kind: silence(debates, rows[_OURS], leans, headlines)
        for kind, headlines in (("full arguments", False), ("headlines", True))
    }
    return table


def shown(value: Any, indent: int = 0) -> str:
    """Return nested figures as indented lines."""
    lines = []
    for name, inner in value.items():
        if isinstance(inner, dict) and any(isinstance(one, dict) for one in inner.values()):
            lines += [" " * indent + name, shown(inner, indent + 2)]
        elif isinstance(inner, dict):
            figures = "  ".join(f"{key} {number}" for key, number in inner.items())
            lines.append(f"{' ' * indent}{name}: {figures}")
        else:
            lines.append(f"{' ' * indent}{name}: {inner}")
    return "\n".join(lines)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.counter_retrieval")
    parser.add_argument("--counterargs", type=Path, required=True)
    parser.add_argument("--stance", type=Path, required=True)
    parser.add_argument("--pool", type=Path, nargs="*", default=[])
    parser.add_argument("--encoder", nargs="*", default=[], help="further models to measure")
    parser.add_argument("--json", type=Path, help="write the table here too")
    given = parser.parse_args()
    table = measure(given)
    print(shown(table))
    if given.json:
        given.json.write_text(json.dumps(table, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
