"""Scripted sessions of everything that is kept, to be killed at any moment.

``python -m tests.crash.sessions DATABASE SEED`` plays one for ever.  Before it does something
it writes on a line of stdout what will then be kept, and afterwards that it is; so whoever
kills it knows what must be there, and what may or may not be.

``python -m tests.crash.sessions --kill 200`` plays and kills that many, each at a random moment.
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from debater.store.cards import CardStore
from debater.store.drafts import DraftStore
from debater.store.drills import DrillStore
from debater.store.rounds import RoundStore
from tests.support import ROOT, environment

# What is kept, by where: ["argument", round, number], ["name", round], ["card", id], …
Kept = list[tuple[list[Any], Any]]

_WORDS = "talks lower the risk of war and Moscow keeps what it signs – détente “works” ▲ 😀".split()


class Session:
    """Does one random thing after another, each announced and then confirmed."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.store = RoundStore(path)
        database = self.store.database
        self.cards, self.drills = CardStore(database), DrillStore(database)
        self.drafts = DraftStore(database)
        self.rounds: list[int] = []
        self.debates: list[int] = []
        self.turns: dict[int, int] = {}
        self.made: list[int] = []
        self.reviews: dict[int, int] = {}
        self.now = datetime(2030, 1, 1, tzinfo=UTC)

    def play(self) -> None:
        """Go on until killed."""
        self._begin()
        known = [
            self._argue, self._argue, self._reply, self._draft, self._draft, self._name,
            self._speech, self._card, self._change_card, self._drill, self._review, self._review,
            self._delete, self._fork, self._note, self._begin,
        ]  # fmt: skip
        while True:
            self.chance.choice(known)()

    def _words(self, count: int = 12) -> str:
        return " ".join(self.chance.choices(_WORDS, k=count))

    def _will(self, *kept: tuple[list[Any], Any]) -> None:
        print(json.dumps({"will": kept}), flush=True)

    def _done(self) -> None:
        print(json.dumps({"done": True}), flush=True)

    def _any_round(self) -> int:
        return self.chance.choice(self.rounds)

    def _begin(self) -> None:
        id = self.store.start("detente", "for", 1)
        self.rounds.append(id)
        self.turns[id] = 0
        self.debates.append(self.store.debates.start("detente", "for", 1, "spar", {"seats": []}))

    def _argue(self) -> None:
        id, text = self._any_round(), self._words()
        number = self.turns[id] + 1
        self._will((["argument", id, number], text), (["draft", id], ""))
        self.store.commit_argument(id, text)
        self.turns[id] = number
        self._done()

    def _reply(self) -> None:
        id = self._any_round()
        if self.turns[id]:
            reply = {"but": self._words(), "kind": "argument"}
            self._will((["reply", id, self.turns[id]], reply))
            self.store.commit_reply(id, self.turns[id], reply)
            self._done()

    def _draft(self) -> None:
        id, text = self._any_round(), self._words(self.chance.randrange(1, 60))
        self._will((["draft", id], text))
        self.store.save_draft(id, text)
        self._done()

    def _name(self) -> None:
        id, name = self._any_round(), self._words(4)
        self._will((["name", id], name))
        self.store.archive.rename(id, name)
        self._done()

    def _speech(self) -> None:
        id = self.chance.choice(self.debates)
        body = {"by": "user", "text": self._words(200)}
        number = self.turns.get(-id, 0) + 1
        self._will((["event", id, number], body), (["draft", id], ""))
        self.store.debates.commit(id, "speech", body)
        self.turns[-id] = number
        self._done()

    def _card(self) -> None:
        body = {"tag": self._words(), "underline": [[0, 4]]}
        id = max(self.made, default=0) + 1
        self._will((["card", id], body))
        self.made.append(self.cards.add("detente", body))
        assert self.made[-1] == id
        self._done()

    def _change_card(self) -> None:
        if self.made:
            id = self.chance.choice(self.made)
            body = {"tag": self._words(), "underline": [[0, self.chance.randrange(5, 90)]]}
            self._will((["card", id], body))
            self.cards.change(id, body)
            self._done()

    def _drill(self) -> None:
        key = self._words(3)
        if self.drills.add([(key, "refute", "detente", "for", {"asks": key})], at=self.now):
            self.reviews[len(self.reviews) + 1] = 0

    def _review(self) -> None:
        if not self.reviews:
            return
        id = self.chance.choice(list(self.reviews))
        self.now += timedelta(minutes=1)
        grade, answer = self.chance.randrange(1, 5), self._words()
        state = {"step": self.reviews[id]}
        due = self.now + timedelta(days=grade)
        count = self.reviews[id] + 1
        self._will((["review", id, count], [grade, answer]), (["state", id], state))
        self.drills.review(id, grade, answer, 0.5, state, due, self.now)
        self.reviews[id] = count
        self._done()

    def _delete(self) -> None:
        id = self._any_round()
        self._will((["deleted", id], True))
        self.store.archive.delete(id)
        self._done()
        self._will((["deleted", id], False))
        self.store.archive.restore(id)
        self._done()

    def _fork(self) -> None:
        id = self._any_round()
        keep = self.chance.randrange(self.turns[id] + 1)
        fork = self.store.archive.fork(id, keep)
        if fork is not None:
            self.rounds.append(fork)
            self.turns[fork] = keep

    def _note(self) -> None:
        text = self._words(self.chance.randrange(1, 60))
        self._will((["note", "drill"], text))
        self.drafts.save_draft("drill", text)
        self._done()


# ── killing one, and looking at what is left ────────────────────────────────────────


def kill_one(path: Path, seed: int, seconds: float) -> tuple[int, list[str]]:
    """Play a session and kill it after so long; return how much was promised, and what is lost."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.sessions", str(path), str(seed)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = [first, *process.stdout.read().splitlines(keepends=True)]
    process.wait(30)
    process.stdout.close()
    # A line cut off by the kill was not told.
    told = [json.loads(line) for line in lines if line.endswith("\n")]
    return sum("done" in line for line in told), list(lost(path, told))


def lost(path: Path, told: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what was confirmed and is not there, and what is wrong with the file itself."""
    kept: dict[str, Any] = {}
    open_still: dict[str, Any] = {}
    for line in told:
        if "will" in line:
            open_still = {json.dumps(place): value for place, value in line["will"]}
        else:
            kept |= open_still
            open_still = {}
    with sqlite3.connect(path) as database:
        (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            yield f"integrity_check: {verdict}"
        database.execute("INSERT INTO said (said) VALUES ('integrity-check')")
    store = RoundStore(path)
    for place, value in kept.items():
        there = found(store, json.loads(place))
        if there != value and (place not in open_still or there != open_still[place]):
            yield f"{place}: {value!r} is now {there!r}"
    store.close()


def found(store: RoundStore, place: list[Any]) -> Any:
    """Return what is kept at a place, read as the program reads it."""
    kind, id = place[0], place[1]
    if kind in ("argument", "reply", "draft", "name", "deleted", "event"):
        deleted = any(id == gone for gone, _ in store.archive.deleted())
        if kind == "deleted":
            return deleted
        if deleted:
            store.archive.restore(id)
        whole = store.archive.whole(id)
        assert whole is not None
        if kind == "draft":
            return whole.draft
        if kind == "name":
            return whole.name
        if kind == "event":
            return next((e.body for e in whole.events if e.number == place[2]), None)
        turn = next((t for t in whole.turns if t.number == place[2]), None)
        return turn and (turn.argument if kind == "argument" else turn.reply)
    if kind == "card":
        card = CardStore(store.database).card(id)
        return card and card.body
    if kind == "note":
        return DraftStore(store.database).draft(id)
    with store.database.reading() as connection:
        if kind == "review":
            return next(
                map(
                    list,
                    connection.execute(
                        "SELECT grade, answer FROM reviews WHERE drill = ?"
                        " ORDER BY id LIMIT 1 OFFSET ?",
                        (id, place[2] - 1),
                    ),
                ),
                None,
            )
        (state,) = connection.execute("SELECT state FROM drills WHERE id = ?", (id,)).fetchone()
        return json.loads(state) if state else None


def main(arguments: list[str]) -> int:
    """Play one session, or kill many."""
    if arguments[0] != "--kill":
        session = Session(Path(arguments[0]), int(arguments[1]))
        print(json.dumps({"done": True}), flush=True)
        session.play()
    chance = random.Random(1)
    promised, failures = 0, 0
    for seed in range(int(arguments[1])):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rounds.db"
            confirmed, missing = kill_one(path, seed, chance.uniform(0, 0.6))
        promised += confirmed
        failures += bool(missing)
        for what in missing:
            print(f"session {seed}: {what}")
    print(f"{arguments[1]} sessions killed, {promised} things confirmed, {failures} with losses")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
