"""Packs nobody has labelled, made of debates: are the labels right, does the first counter oppose?

    python -m tests.benchmarks.shuffled_sources --counterargs FILE [--json OUT]

Each debate of ``FILE`` (JSON lines: motion, side, title, argument, counter) becomes a pack
twice: as one article of all its texts in a drawn order, for and against mixed, which is the
hardest case; and as two articles, one a side, whose stance is given.  The product labels
and indexes both, and every headline is argued on its own side.  Prints how many passages
got the right stance, and how often the first counter really opposes, of all arguments and
of those it was not silent on.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from debater import assemble
from debater.config import Settings
from debater.labelling.labeller import ModelLabeller
from debater.motions.model import SIDES, Motion, Side
from debater.motions.pack import read_motion
from debater.retrieval.build import build_index
from debater.retrieval.encode import ReferenceEncoder, query_encoder
from debater.retrieval.index import open_index
from debater.retrieval.search import Searcher
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from tests.benchmarks.debates import Debate, read_debates


def write_pack(folder: Path, debate: Debate, mixed: bool) -> dict[str, str]:
    """Write a debate as a pack without labels; return the stance of each text, folded."""
    numbers = list(range(len(debate.texts)))
    random.Random(debate.motion).shuffle(numbers)
    whole = {n: " ".join(debate.texts[n].split()) for n in numbers}
    # A text that stands in the debate for both sides has no right label.
    truth: dict[str, set[str]] = {}
    for n in numbers:
        truth.setdefault(whole[n], set()).add(debate.sides[n])
    sources: list[dict[str, Any]] = []
    for side in ("mixed",) if mixed else SIDES:
        mine = [whole[n] for n in numbers if mixed or debate.sides[n] == side]
        (folder / f"{side}.txt").write_text("\n\n".join(dict.fromkeys(mine)) + "\n", "utf-8")
        sources.append({"id": side, "file": f"{side}.txt", "stance": side})
    pack = {"statement": debate.motion, "sources": sources}
    (folder / "motion.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True), "utf-8")
    return {text: sides.pop() for text, sides in truth.items() if len(sides) == 1}


def labels(motion: Motion, truth: dict[str, str]) -> Iterator[tuple[bool, bool]]:
    """Yield for each passage whether its stance is right, and whether it was called neutral."""
    for passage in motion.passages:
        text = " ".join(passage.span.of(motion.source(passage.source).text).split())
        if text in truth:
            stance = passage.label.stance
            yield stance == truth[text], stance == "neutral"


def counters(engine: Engine, debate: Debate, truth: dict[str, str]) -> Iterator[tuple[bool, bool]]:
    """Yield for each headline whether the first counter opposes it, and whether there was one."""
    motion = engine.motion
    for number, headline in enumerate(debate.headlines):
        side: Side = "for" if debate.sides[number] == "for" else "against"
        reply = engine.answer(headline, Round(motion.name, side))
        if reply.chosen is None:
            yield False, False
            continue
        passage = motion.passage(reply.chosen.citation.passage)
        text = " ".join(passage.span.of(motion.source(passage.source).text).split())
        yield truth.get(text) not in (side, None), True


def measure(debates: list[Debate], mixed: bool) -> dict[str, float]:
    """Label, index and argue every debate; return the figures over all of them."""
    reference, encoder = ReferenceEncoder(), query_encoder()
    labeller = ModelLabeller(reference)
    phrases = assemble.load_phrases()
    labelled: list[tuple[bool, bool]] = []
    argued: list[tuple[bool, bool]] = []
    for debate in debates:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "debate"
            folder.mkdir()
            truth = write_pack(folder, debate, mixed)
            motion = read_motion(folder, labeller)
            build_index(motion, Path(place) / "index", folder, reference, Settings().model)
            index = open_index(Path(place) / "index", folder, encoder.fingerprint)
            engine = Engine(index.motion, Searcher(index.motion, index, encoder), phrases)
            labelled += labels(motion, truth)
            argued += counters(engine, debate, truth)
    answered = [opposes for opposes, spoken in argued if spoken]
    decided = [right for right, neutral in labelled if not neutral]
    return {
        "passages": len(labelled),
        "stance labels right": round(sum(r for r, _ in labelled) / len(labelled), 3),
        "called neutral": round(sum(n for _, n in labelled) / len(labelled), 3),
        "right of those called for or against": round(sum(decided) / max(len(decided), 1), 3),
        "arguments": len(argued),
        "silent": round(1 - len(answered) / len(argued), 3),
        "first counter opposes": round(sum(answered) / max(len(answered), 1), 3),
    }


def main() -> None:
    """Measure both kinds of pack and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.shuffled_sources")
    parser.add_argument("--counterargs", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    debates = read_debates(given.counterargs)
    table = {
        "sources of no side": measure(debates, mixed=True),
        "sources whose side is given": measure(debates, mixed=False),
    }
    print(json.dumps(table, indent=2))
    if given.json:
        given.json.write_text(json.dumps(table, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
