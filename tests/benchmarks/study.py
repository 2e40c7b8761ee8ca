"""A year of study on a clock that is set by hand: is it on time, and is it what FSRS says?

``python -m tests.benchmarks.study`` does 10,000 reviews of some 600 drills and prints how
long ``due``, ``counts`` and ``review`` take; every state and due date is compared with the
fsrs library used directly.  ``--likeness`` prints the figures on which answers are scored.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from fsrs import Card, Rating
from fsrs import Scheduler as Fsrs

from debater.motions.model import SIDES, Motion, Point
from debater.motions.pack import read_motion
from debater.store.database import Database
from debater.store.drills import DrillStore
from debater.study.making import motion_drills
from debater.study.model import Drill, Grade
from debater.study.record import dump_drill
from debater.study.scheduling import DESIRED_RETENTION, Scheduler
from debater.study_parts import load_drill_wording
from tests.support import DETENTE, SHIPPED

T = TypeVar("T")

DRILLS, YEAR = 600, 365
_BEGUN = datetime(2030, 1, 1, 7, 30, 0, 123456, tzinfo=UTC)
# How often people press which grade, about.
_WEIGHTS = (20, 20, 52, 8)


@dataclass
class Took:
    """How long calls took, by name, in milliseconds."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def call(self, name: str, do: Callable[[], T]) -> T:
        """Do something and remember how long it took."""
        begun = time.perf_counter()
        done = do()
        self.times.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        return done

    def lines(self) -> list[str]:
        """Each call with its median and the time that 95 in 100 stay below."""
        return [
            f"{name:8} {len(taken):6} calls, median {statistics.median(taken):7.3f} ms, "
            f"p95 {statistics.quantiles(taken, n=20)[-1]:7.3f} ms, most {max(taken):7.3f} ms"
            for name, taken in self.times.items()
        ]


@dataclass
class Year:
    """What came of a simulated year."""

    reviews: int
    drills: int
    days: int
    different: list[str]
    took: Took


def simulate(path: Path | None, reviews: int, seed: int = 1) -> Year:
    """Study until so many reviews are done, and compare each with the library's own.

    A day brings some new drills and what is due; the same day asks again what was forgotten.
    """
    chance = random.Random(seed)
    database, took = Database(path), Took()
    store, scheduler = DrillStore(database), Scheduler()
    direct = Fsrs(desired_retention=DESIRED_RETENTION, enable_fuzzing=False)
    cards: dict[int, Card] = {}
    different: list[str] = []
    made = [(d.key, d.kind, d.motion, d.side, dump_drill(d)) for d in _drills(DRILLS)]
    store.add(made, at=_BEGUN)
    done = day = 0
    while done < reviews and day < 4 * YEAR:
        now = _BEGUN + timedelta(days=day, minutes=chance.randrange(300))
        midnight = now + timedelta(hours=10)
        # What it takes a day to have done all of them by the end of the year.
        left = math.ceil((reviews - done) / max(1, YEAR - day))
        while left > 0 and done < reviews:
            took.call("counts", partial(store.counts, now))
            due = took.call("due", partial(store.due, now))
            if not due:
                # What was forgotten comes back in minutes: it is waited for.
                soon = store.next_due(now)
                if soon is None or soon > midnight:
                    break
                now = soon
                continue
            # Mostly what has waited longest; now and then a new one, which come last.
            drill = due[-1] if chance.random() < 0.2 else due[0]
            grade: Grade = chance.choices((1, 2, 3, 4), _WEIGHTS)[0]  # type: ignore[assignment]
            state, after = scheduler.review(drill.state, grade, now)
            answer = (drill.id, grade, "because …", 0.5, state, after, now)
            took.call("review", partial(store.review, *answer))
            card = cards.get(drill.id) or Card(card_id=1, due=now)
            cards[drill.id], _ = direct.review_card(card, Rating(grade), now)
            stored, wanted = store.drill(drill.id), cards[drill.id]
            if stored is None or (stored.state, stored.due) != (wanted.to_dict(), wanted.due):
                different.append(f"drill {drill.id} on day {day}: {stored} is not {wanted}")
            done, left = done + 1, left - 1
            now += timedelta(seconds=chance.randrange(10, 90))
        day += 1
    database.close()
    return Year(done, len(cards), day, different, took)


def _drills(most: int) -> list[Drill]:
    wording = load_drill_wording()
    found = [
        drill
        for name in SHIPPED
        for side in SIDES
        for drill in motion_drills(read_motion(DETENTE.parent / name), side, 1, wording)
    ]
    return list({drill.key: drill for drill in found}.values())[:most]


# ── the scale of likeness ───────────────────────────────────────────────────────────────


def print_likeness() -> None:
    """Print the quantiles that ``study/comparing.py`` names."""
    from debater.retrieval.encode import query_encoder
    from debater.retrieval.likeness import EncodedLikeness
    from debater.study.comparing import share_of_words

    likeness = EncodedLikeness(query_encoder())
    figures: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    for name in SHIPPED:
        motion = read_motion(DETENTE.parent / name)
        points = [p for p in motion.points() if p.tag and p.impact and p.answers]
        chance = random.Random(1)
        for point in points:
            other = chance.choice([p for p in points if p.passage != point.passage])
            quote = sentence_of(motion, point)
            for said in ("tag", "impact"):
                rest = point.impact if said == "tag" else point.tag
                for which, one in (("own", point), ("another", other)):
                    text = getattr(one, said)
                    note(f"{which} {said}", max(likeness.between([text], [quote, rest])[0]))
                    if said == "tag":
                        note(f"{which} tag, words", share_of_words(text, [quote, rest]))
            for which, one in (("own", point), ("another", other)):
                for row in likeness.between(one.answers, [quote, point.tag, point.impact]):
                    note(f"{which} claim", max(row))
    for name, values in sorted(figures.items()):
        cuts = statistics.quantiles(values, n=20)
        shown = ", ".join(f"{p} % {cuts[p // 5 - 1]:.2f}" for p in (5, 10, 25, 50, 75, 90, 95))
        print(f"{name:20} {len(values):5}: {shown}")


def sentence_of(motion: Motion, point: Point) -> str:
    """Return the sentence of a point that shares most words with its tag."""
    source = motion.source(motion.passage(point.passage).source).text
    tag = set(point.tag.casefold().split())
    texts = [sentence.span.of(source) for sentence in point.sentences]
    return max(texts, key=lambda text: len(tag & set(text.casefold().split())))


def main(arguments: list[str]) -> int:
    """Print the figures of a year, or of the scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=10_000)
    parser.add_argument("--likeness", action="store_true", help="print the scale of answers")
    chosen = parser.parse_args(arguments)
    if chosen.likeness:
        print_likeness()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        year = simulate(Path(folder) / "rounds.db", chosen.reviews)
    print(f"{year.reviews} reviews of {year.drills} drills on {year.days} days")
    print("\n".join(year.took.lines()))
    print(f"{len(year.different)} states or due dates differ from fsrs used directly")
    print("\n".join(year.different[:5]))
    return int(bool(year.different))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
