"""A process killed in the middle of a debate loses nothing it has said is kept."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from debater.debating.play import DebateInPlay
from debater.motions.model import Motion
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from tests.support import ROOT, environment

# Types a debate for ever, and tells after each step what is on disk by then.
TYPIST = """
import sys, time
from pathlib import Path
from debater.debating.model import Exchange, Speech
from debater.store.rounds import RoundStore
from tests.debating.support import begun, in_memory

store = RoundStore(Path(sys.argv[1]))
play = in_memory(begun("policy"), time.monotonic, store)
print("begun", flush=True)
typed = ""
for step in range(100_000):
    play.start()
    if play.move.kind == "end":
        break
    if play.move.by == "bot" and play.move.kind == "speak":
        play.spoke(Speech(play.debate.stage, play.move.side, "bot", f"Bot {step}."))
    elif play.move.kind == "ask" and play.move.by == "bot":
        play.asked(Exchange(play.debate.stage, play.move.side, "bot", f"Question {step}?"))
    elif play.move.kind == "answer" and play.move.by == "user":
        play.answer(f"Answer {step}.")
    elif play.move.kind != "speak":
        play.go_on()
    elif len(typed) < 400:
        typed += f"word{step} "
        play.keep(typed)
    else:
        play.speak(typed)
        typed = ""
    play.tick()
    said = sum(len(s.text) for s in play.debate.speeches)
    print(len(play.debate.speeches), said, len(play.debate.exchanges), len(typed), flush=True)
    time.sleep(0.001)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_killed_debate_is_there_again(seed: int, tmp_path: Path, detente: Motion) -> None:
    """Speeches, questions, the draft and the stage are as the process last told, or further."""
    path = tmp_path / "rounds.db"
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(random.Random(seed).uniform(0.05, 1.5))
    process.send_signal(signal.SIGKILL)
    lines = process.stdout.read().splitlines()
    process.wait(30)
    process.stdout.close()
    told = [line.split() for line in lines if len(line.split()) == 4]
    speeches, said, exchanges, typed = map(int, told[-1]) if told else (0, 0, 0, 0)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = RoundStore(path)
    stored = store.debates.load(1)
    assert stored is not None
    back = DebateInPlay.resume(Keeper(None, store), stored, detente, time.monotonic)
    store.close()
    assert back.unread == 0
    assert len(back.debate.speeches) >= speeches
    assert sum(len(speech.text) for speech in back.debate.speeches) >= said
    assert len(back.debate.exchanges) >= exchanges
    further = len(back.debate.speeches) > speeches
    assert further or len(back.draft) >= typed
    assert not back.clock.running
