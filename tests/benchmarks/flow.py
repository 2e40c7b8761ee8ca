"""How well the flow is laid out: arrows and drops on hand-labelled pairs of speeches.

``python -m tests.benchmarks.flow`` scores the pairs in ``speech_pairs``: those named
``dev-*`` may be tuned on, those named ``heldout-*`` are only scored.  The weights
are fitted by ``tests.benchmarks.flow_fit``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from debater.config import limit_threads
from debater.debating.flow import build_flow
from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Debate, Format, Scale, ScalePart, Seat, Speech, Stage
from debater.motions.model import Side
from debater.sparring.counters import Likeness

PAIRS = Path(__file__).parent / "speech_pairs"
SPEECHES = ("first", "second", "third")


@dataclass(frozen=True)
class Piece:
    """A piece of a speech as labelled: its text, and the pieces it answers or extends, from 1."""

    text: str
    answers: tuple[int, ...]
    extends: tuple[int, ...]
    filler: bool
    start: int
    end: int


@dataclass(frozen=True)
class Labelled:
    """One speech: its side, its text as a user types it, and its pieces with their places."""

    side: Side
    text: str
    pieces: tuple[Piece, ...]


@dataclass
class Score:
    """Counts over all pairs; the properties are the shares that are reported."""

    pieces: int = 0
    right: int = 0
    arrows: int = 0
    drawn: int = 0
    drawn_right: int = 0
    dropped: int = 0
    dropped_found: int = 0
    answered: int = 0
    answered_called_dropped: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the shares on a line."""
        return (
            f"{name:24} links right {_share(self.right, self.pieces)} of {self.pieces}  "
            f"arrows: precision {_share(self.drawn_right, self.drawn)} "
            f"recall {_share(self.drawn_right, self.arrows)}  "
            f"drops found {_share(self.dropped_found, self.dropped)} of {self.dropped}  "
            f"false drops {_share(self.answered_called_dropped, self.answered)} of {self.answered}"
        )

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def read_pairs(path: Path) -> list[dict[str, Labelled]]:
    """Read a file of pairs; each is its speeches by name."""
    held = yaml.safe_load(path.read_text("utf-8"))
    return [
        {name: _labelled(pair[name], pair["joined"]) for name in SPEECHES if name in pair}
        for pair in held["pairs"]
    ]


def _labelled(speech: dict[str, Any], joined: str) -> Labelled:
    """Join the pieces as a user would have typed them."""
    text, pieces, number = "", [], 0
    for piece in speech["pieces"]:
        filler = bool(piece.get("filler"))
        number += not filler
        if text:
            text += {"prose": " ", "paragraphs": "\n\n", "numbered": "\n"}[joined]
        if joined == "numbered" and not filler:
            text += f"{number}. "
        start = len(text)
        text += piece["text"].strip()
        answers, extends = piece.get("answers") or (), piece.get("extends") or ()
        pieces.append(Piece(text[start:], tuple(answers), tuple(extends), filler, start, len(text)))
    return Labelled(speech["side"], text, tuple(pieces))


def debate_of(pair: dict[str, Labelled]) -> Debate:
    """Return the speeches of a pair as a debate, typed by the user on either side."""
    given = [pair[name] for name in SPEECHES if name in pair]
    first = given[0].side
    stages = tuple(
        Stage(f"S{n}", f"Speech {n}", "speech", 240, "A" if speech.side == first else "N",
              responds=n > 0)
        for n, speech in enumerate(given)
    )  # fmt: skip
    format = Format(
        "pair", "Pair", "", {"for": "for", "against": "against"},
        (Seat("A", "One", True), Seat("N", "Other", False)), stages,
        Scale((ScalePart("points", 0, 1, 1),)),
    )  # fmt: skip
    speeches = tuple(Speech(n, s.side, "user", s.text) for n, s in enumerate(given))
    return Debate(format, "pair", first, ("A", "N"), first, stage=len(stages), speeches=speeches)


def score(pair: dict[str, Labelled], flow: Flow) -> Score:
    """Score the flow of one pair against its labels."""
    found = Score()
    given = [pair[name] for name in SPEECHES if name in pair]
    for stage, speech in enumerate(given[1:], start=1):
        for piece in speech.pieces:
            if not piece.filler:
                _score_piece(found, piece, stage, given, flow)
    _score_drops(found, given, flow)
    return found


def _score_piece(
    found: Score, piece: Piece, stage: int, given: Sequence[Labelled], flow: Flow
) -> None:
    own = [a for a in flow.of_stage(stage) if _most_of(a, piece)]
    drawn = sorted(
        (link for a in own for link in flow.links_of(a.id) if link.kind == "answers"),
        key=lambda link: -link.score,
    )
    # Only arrows to the speech just before are labelled.
    targets = [
        number
        for link in drawn
        if (number := _piece_of(flow.argument(link.target), stage - 1, given)) is not None
    ]
    found.pieces += 1
    found.arrows += len(piece.answers)
    found.drawn += len(set(targets))
    found.drawn_right += len(set(targets) & set(piece.answers))
    right = not targets if not piece.answers else bool(targets) and targets[0] in piece.answers
    found.right += right
    if not right:
        found.wrong.append(f"{list(piece.answers)} drawn {targets}: {piece.text[:90]}")


def _score_drops(found: Score, given: Sequence[Labelled], flow: Flow) -> None:
    answered = {n for piece in given[1].pieces for n in piece.answers}
    for number, piece in enumerate(given[0].pieces, start=1):
        own = [a for a in flow.of_stage(0) if _most_of(a, piece)]
        if piece.filler or not own:
            continue
        # The third speech may extend it; what counts is whether the second answered it.
        called = not any(b.stage == 1 for a in own for b in flow.answers_to(a.id))
        if number in answered:
            found.answered += 1
            found.answered_called_dropped += called
        else:
            found.dropped += 1
            found.dropped_found += called


def _most_of(argument: Argument, piece: Piece) -> bool:
    """Tell whether most of an argument, or of a piece, lies in the other."""
    shared = min(argument.span.end, piece.end) - max(argument.span.start, piece.start)
    length = min(argument.span.end - argument.span.start, piece.end - piece.start)
    return shared > length / 2


def _piece_of(argument: Argument, stage: int, given: Sequence[Labelled]) -> int | None:
    """Return the number of the labelled piece an argument of one speech stands for."""
    if argument.stage != stage:
        return None
    for number, piece in enumerate(given[stage].pieces, start=1):
        if _most_of(argument, piece):
            return number
    return None


def measure(paths: Iterable[Path], likeness: Likeness | None) -> dict[str, Score]:
    """Score every pair of every file; the key is the file's name."""
    scores: dict[str, Score] = {}
    for path in paths:
        scores[path.stem] = Score()
        for pair in read_pairs(path):
            scores[path.stem].add(score(pair, build_flow(debate_of(pair), likeness)))
    return scores


def main() -> None:
    """Print the shares of each file and of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("dev", "heldout"), help="only this one")
    parser.add_argument("--wrong", action="store_true", help="list wrong links of dev")
    parser.add_argument("--words", action="store_true", help="without the model")
    chosen = parser.parse_args()
    limit_threads()
    from debater.retrieval.encode import query_encoder
    from debater.retrieval.likeness import EncodedLikeness

    likeness = None if chosen.words else EncodedLikeness(query_encoder())
    for name in ("dev", "heldout"):
        if chosen.set in (None, name):
            whole = Score()
            for file, found in measure(sorted(PAIRS.glob(f"{name}-*.yaml")), likeness).items():
                print(found.line(file))
                whole.add(found)
                if chosen.wrong and name == "dev":
                    print("\n".join(f"    {line}" for line in found.wrong))
            print(whole.line(f"all of {name}"))


if __name__ == "__main__":
    main()
