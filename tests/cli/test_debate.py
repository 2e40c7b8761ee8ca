"""``debater debate``: whole debates as lines, through the pipe."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from debater.cli import debate as debate_command
from debater.cli.debate_lines import HELP
from debater.cli.debate_plain import PlainDebate
from debater.cli.diagnostics import run
from debater.cli.main import cli
from debater.config import Paths, Settings
from debater.debate_parts import open_opponent
from debater.debating.model import Debate
from debater.debating.opponent import Opponent
from debater.debating.play import DebateInPlay
from debater.errors import StorageError
from debater.motions.model import Motion
from debater.sparring.engine import Engine
from debater.store.debates import DebateStore, StoredDebate
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from tests.conftest import RunDebater
from tests.contracts.test_imports import modules_of
from tests.debating.support import ANSWERS, QUESTIONS, FakeTime, begun, in_memory
from tests.support import ROOT, Ran, environment, no_traceback, start

NAMES = sorted(p.stem for p in (ROOT / "prompts" / "formats").glob("*.yaml") if p.stem != "open")
SPEECH = (
    "détente lowers the risk of war, because rivals who talk make fewer mistakes and",
    "find out sooner what the other side fears, wants and would rather not say in public.",
    "",
    "They say that concessions embolden Putin. But a talk is no concession, because both sides",
    "gain from it. Therefore our case is more likely to bring peace.",
)
HELD = "/next goes on."


@dataclass
class Talk:
    """A standard input that answers what was last asked of it, as a user would.

    Takes half of each speech's time, asks two questions a stage, offers and takes points.
    """

    told: io.BytesIO
    time: FakeTime
    asked: int = 0
    offered: int = 0
    took: int = 0

    @property
    def last(self) -> str:
        """The last line on stderr."""
        return self.told.getvalue().decode().rstrip("\n").rpartition("\n")[2]

    @property
    def buffer(self) -> Iterator[bytes]:
        """What is typed."""
        for line in self._typed():
            yield f"{line}\n".encode()

    def isatty(self) -> bool:
        """It is a pipe."""
        return False

    def _typed(self) -> Iterator[str]:
        for _ in range(400):
            last = self.last
            if last.startswith("Your speech"):
                self.asked = self.offered = 0
                yield from self._speech()
            elif last.startswith("Your question") and self.asked < len(QUESTIONS):
                self.asked += 1
                self.time.passes(10)
                yield QUESTIONS[self.asked - 1]
            elif last.startswith("Your question"):
                self.asked = 0
                yield "/next"
            elif last.startswith("Your answer"):
                self.time.passes(5)
                yield ANSWERS[self.asked % len(ANSWERS)]
            elif "/point" in last and not self.offered:
                self.offered += 1
                yield "/point Do you grant that talk costs less than war?"
            elif last.startswith(HELD):
                self.offered = 0
                yield "/next"
            else:
                assert last.startswith("The debate is over."), last
                return
        raise AssertionError("a debate has to end")

    def _speech(self) -> Iterator[str]:
        for line in SPEECH:
            yield line
            self.time.passes(30)
            if self.last.startswith("/take"):
                self.took += 1
                yield "/take"
        self.time.passes(60)
        yield ""
        if self.last.startswith("/take"):
            self.took += 1
            yield "/take"
        yield "/end"


@pytest.fixture(scope="session")
def opponent(engine: Engine) -> Opponent:
    """The bot on détente."""
    return open_opponent(engine, Settings())


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """The clock of debates, set by hand."""
    clock = FakeTime()
    monkeypatch.setattr(debate_command, "monotonic", clock)
    return clock


@pytest.fixture
def talk(
    monkeypatch: pytest.MonkeyPatch, debater: RunDebater, time: FakeTime
) -> Callable[..., tuple[Ran, Talk]]:
    """Return a function that runs ``debater debate ARGS`` with somebody who answers it."""

    def walk(*args: str) -> tuple[Ran, Talk]:
        out, err = io.BytesIO(), io.BytesIO()
        user = Talk(err, time)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["debater", "debate", *args])
            patch.setattr(sys, "stdin", user)
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
            heard = io.TextIOWrapper(err, encoding="utf-8", line_buffering=True)
            patch.setattr(sys, "stderr", heard)
            code = run(cli)
            sys.stdout.detach()  # type: ignore[union-attr]
            sys.stderr.detach()  # type: ignore[union-attr]
        return Ran(code, out.getvalue().decode(), err.getvalue().decode()), user

    return walk


def stored(where: Paths, number: int = 1) -> StoredDebate:
    """Return what the store has of a debate."""
    store = RoundStore(where.database)
    found = store.debates.load(number)
    store.close()
    assert found is not None
    return found


def kept(where: Paths, motion: Motion, number: int = 1) -> Debate:
    """Return a debate as the store gives it back."""
    found = stored(where, number)
    return DebateInPlay.resume(Keeper(None), found, motion, FakeTime()).debate


def lines(*typed: str) -> bytes:
    """Lines as they come through a pipe."""
    return "".join(f"{line}\n" for line in typed).encode()


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_walked_from_end_to_end(
    name: str, talk: Callable[..., tuple[Ran, Talk]], where: Paths, detente: Motion
) -> None:
    """Every stage is announced in order, every speech stored and printed, a ballot ends it."""
    ran, user = talk("--format", name, "--side", "for", *first_for(name))
    assert ran.code == 0, ran.err
    no_traceback(ran)
    debate = kept(where, detente)
    assert debate.over
    stages = debate.format.stages
    announced = re.findall(r"^(\d+) of (\d+): ", ran.out, re.MULTILINE)
    assert announced == [(str(n + 1), str(len(stages))) for n in range(len(stages))]
    speeches = [n for n, stage in enumerate(stages) if stage.kind == "speech"]
    assert [speech.stage for speech in debate.speeches] == speeches
    for speech in debate.speeches:
        assert speech.text in ran.out
        if speech.by == "user":
            # With the empty line that stands before /end.
            assert speech.text == "\n".join(SPEECH)
            assert speech.seconds == 210
    for number, stage in enumerate(stages):
        if stage.kind != "speech":
            assert debate.asked_in(number), stage.title
    for exchange in debate.exchanges:
        assert exchange.question in ran.out
        assert exchange.answer in ran.out
    assert ran.out.count("\nBallot\n") == 1
    for number in speeches:
        if debate.by(stages[number].seat) == "user":
            assert f"\n{stages[number].title}: " in ran.out.partition("\nBallot\n")[2]
    if debate.format.most_points:
        assert "offers a point of information" in ran.err
        assert user.took
        offered = [e for e in debate.exchanges if e.point and e.by == "bot"]
        assert any(exchange.taken for exchange in offered)
    if name == "spar":
        assert ran.err.count("Clock: Time.") == 2


def first_for(name: str) -> tuple[str, ...]:
    """Let no coin decide where one would."""
    return ("--first", "for") if name == "public-forum" else ()


def test_without_options_it_is_spar_for(debater: RunDebater, where: Paths) -> None:
    """The first timed choice, on the usual motion; the end of input is exit code 0."""
    ran = debater("debate")
    assert ran.code == 0
    assert "SPAR: you argue for (Pro) as Pro; for speaks first." in ran.err
    assert "about 300 words" in ran.err
    assert ran.out == "1 of 5: Pro constructive (PC), 2:00. You speak.\n\n"
    assert (stored(where).motion, stored(where).format) == ("detente", "spar")


@pytest.mark.parametrize(
    ("args", "side", "seats", "first"),
    [
        (("--side", "against"), "against", ["Con"], "for"),
        (("--seat", "con"), "against", ["Con"], "for"),
        (("--format", "british-parliamentary", "--side", "against"), "against", ["LO", "DLO"],
         "for"),
        (("--format", "british-parliamentary", "--seat", "OW"), "against", ["OW"], "for"),
        (("--format", "public-forum", "--seat", "A1", "--side", "against"), "against", ["A1"],
         "against"),
        (("--format", "public-forum", "--seat", "B2", "--seat", "B1"), "for", ["B1", "B2"],
         "against"),
        (("--format", "public-forum", "--seat", "B2", "--first", "for"), "against", ["B2"], "for"),
        (("--format", "public-forum", "--side", "for", "--first", "against"), "for", ["B1", "B2"],
         "against"),
    ],
)  # fmt: skip
def test_the_seats_taken(
    debater: RunDebater,
    where: Paths,
    args: tuple[str, ...],
    side: str,
    seats: list[str],
    first: str,
) -> None:
    """Side, seats and who speaks first follow from each other."""
    assert debater("debate", *args).code == 0
    found = stored(where)
    assert (found.side, found.setup["seats"], found.setup["first"]) == (side, seats, first)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--format", "sparr"), 1, "Did you mean “spar”"),
        (("--format", "open"), 1, "debater spar --plain"),
        (("--motion", "detent"), 1, "Did you mean “detente”"),
        (("--seat", "PM"), 2, "SPAR has no seat “PM”; it has Pro, Con"),
        (("--seat", "Pro", "--seat", "Con"), 2, "must be of one side"),
        (("--seat", "Pro", "--side", "against"), 2, "Where “for” speaks first, Pro argues “for”."),
        (("--first", "against"), 2, "no coin is flipped"),
        (("--resume", "--side", "for"), 2, "--resume goes on with a debate as it was set up"),
        (("--words-a-minute", "10"), 2, "40<=x<=600"),
        (("--side", "pro"), 2, "is not one of"),
    ],
)
def test_a_wish_that_cannot_be_met_is_one_sentence(
    debater: RunDebater, where: Paths, args: tuple[str, ...], code: int, said: str
) -> None:
    """Exit codes as everywhere, nothing on stdout, and no debate is left behind."""
    ran = debater("debate", *args)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    no_traceback(ran)
    store = RoundStore(where.database)
    assert store.debates.load(1) is None
    store.close()


def test_a_format_by_file(debater: RunDebater, tmp_path: Path, where: Paths) -> None:
    """One's own file serves; a broken one is told with its line."""
    file = tmp_path / "short.yaml"
    file.write_bytes((ROOT / "prompts" / "formats" / "spar.yaml").read_bytes())
    assert debater("debate", "--format", str(file)).code == 0
    assert stored(where).format == "short"
    file.write_text("title: Short\n", "utf-8")
    ran = debater("debate", "--format", str(file))
    assert ran.code == 1
    assert f"{file}:1:" in ran.err


def test_the_pace_sets_the_budget(debater: RunDebater) -> None:
    """Two minutes at 100 words a minute are 200 words."""
    assert "about 200 words" in debater("debate", "--words-a-minute", "100").err


# ── what is typed is kept ───────────────────────────────────────────────────────────


def test_the_end_of_input_in_mid_speech_keeps_every_word(
    debater: RunDebater, where: Paths, detente: Motion, time: FakeTime
) -> None:
    """The draft is stored and said to be; --resume prints it, and it is delivered with the rest."""
    first = debater("debate", stdin="First, talk is cheap.\n\n  Second, wär".encode())
    assert first.code == 0
    assert "What you were writing (6 words) was not delivered; it is stored." in first.err
    assert stored(where).draft == "First, talk is cheap.\n\n  Second, wär\n"
    again = debater("debate", "--resume", stdin=lines("is not.", "/end"))
    assert again.code == 0
    assert "You had written (6 words):\nFirst, talk is cheap.\n\n  Second, wär\n" in again.err
    speech = kept(where, detente).speeches[0]
    assert speech.text == "First, talk is cheap.\n\n  Second, wär\nis not."
    assert "3 of 5: Crossfire" in again.out


def test_a_kill_in_mid_speech_loses_no_line(debater: RunDebater, where: Paths) -> None:
    """What was read is on disk before the next line is; the clock comes back too."""
    process = start("debate", "--side", "for")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"Talk lowers the risk.\nIt is cheap, too.\n/clock\n")
    process.stdin.flush()
    for line in process.stdout:
        if line.startswith(b"PC: "):
            break
    process.kill()
    process.communicate()
    assert stored(where).draft == "Talk lowers the risk.\nIt is cheap, too.\n"
    ran = debater("debate", "--resume", stdin=lines("/draft", "/clock"))
    assert "Talk lowers the risk.\nIt is cheap, too.\n" in ran.out
    assert re.search(r"PC: \d:\d\d left of 2:00, not running\.", ran.out)


def test_an_interrupt_tells_that_the_words_are_stored(where: Paths) -> None:
    """Ctrl+C is exit code 130, and no loss."""
    process = start("debate", "--side", "for")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"Talk lowers the risk.\n/clock\n")
    process.stdin.flush()
    for line in process.stdout:
        if line.startswith(b"PC: "):
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert b"(4 words) was not delivered; it is stored." in told
    assert stored(where).draft == "Talk lowers the risk.\n"


def test_the_clock_comes_back_paused(debater: RunDebater, time: FakeTime) -> None:
    """What a speech and a prep have used stays used; the time between counts nothing."""
    typed = iter_lines(time, ("/prep", 40), ("", 70), ("Talk lowers the risk.", 0))
    ran = played(debater, typed)
    assert "Clock: One minute left." in ran.err
    time.passes(3600)
    again = debater("debate", "--resume", stdin=lines("/clock"))
    assert "PC: 0:50 left of 2:00, not running.\nPrep: 1:20 left.\n" in again.out


def iter_lines(time: FakeTime, *typed: tuple[str, float]) -> Callable[[], Iterator[bytes]]:
    """Return lines that are typed one after another, so many seconds after each."""

    def typing() -> Iterator[bytes]:
        for line, seconds in typed:
            yield f"{line}\n".encode()
            time.passes(seconds)

    return typing


def played(debater: RunDebater, typed: Callable[[], Iterator[bytes]], *args: str) -> Ran:
    """Run a debate whose lines take their time."""
    with pytest.MonkeyPatch.context() as patch:
        real = PlainDebate.run
        patch.setattr(PlainDebate, "run", lambda self, _: real(self, typed()))
        return debater("debate", *args)


def test_time_that_runs_out_cuts_nothing(
    debater: RunDebater, time: FakeTime, where: Paths, detente: Motion
) -> None:
    """Alerts come with the next line, once each; what is typed afterwards counts as well."""
    typed = iter_lines(
        time, ("Talk lowers the risk.", 300), ("It is cheap.", 0), ("/clock", 60), ("More.", 0),
        ("/end", 0),
    )  # fmt: skip
    ran = played(debater, typed)
    alerts = [line for line in ran.err.splitlines() if line.startswith("Clock: ")]
    assert alerts == ["Clock: One minute left.", "Clock: Thirty seconds left.", "Clock: Time."]
    assert "PC: over time by 3:00, running.\n" in ran.out
    speech = kept(where, detente).speeches[0]
    assert (speech.text, speech.seconds) == ("Talk lowers the risk.\nIt is cheap.\nMore.", 360)
    assert "Delivered: 6:00 of 2:00." in ran.err


def test_pause_and_prep(debater: RunDebater, time: FakeTime) -> None:
    """No time passes in a pause; there is no prep once a speech has begun."""
    typed = iter_lines(
        time, ("/prep", 30), ("/prep", 500), ("Talk.", 10), ("/pause", 500), ("/clock", 0),
        ("/prep", 0), ("/pause", 5), ("/clock", 0),
    )  # fmt: skip
    ran = played(debater, typed)
    assert "PC: 1:50 left of 2:00, not running.\nPrep: 1:30 left.\n" in ran.out
    assert "PC: 1:45 left of 2:00, running.\n" in ran.out
    assert "Your prep time runs; /prep ends it.\nPrep ends.\n" in ran.err
    assert "The clock stands still.\n" in ran.err
    assert "There is no prep time now" in ran.err


def test_words_out_of_turn_are_kept_for_the_next(
    debater: RunDebater, where: Paths, detente: Motion
) -> None:
    """Where nobody waits for words they begin what is said next; /undo takes them back."""
    ran = debater(
        "debate", "--format", "world-schools", "--side", "against",
        stdin=lines("Wrong.", "/undo", "/undo", "They say so.", "/next", "But we do not.", "/end"),
    )  # fmt: skip
    assert ran.code == 0
    assert "It is not your turn" in ran.err
    assert "Taken back: Wrong.\nNothing is written yet.\n" in ran.err
    assert "It begins with what is kept (3 words" in ran.err
    own = [speech for speech in kept(where, detente).speeches if speech.by == "user"]
    assert own[0].text == "They say so.\nBut we do not."


def test_a_store_that_fails_costs_the_saving_only(
    debater: RunDebater, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once, the debate goes on, and nothing is promised for the next start."""
    real = DebateStore.commit
    calls: list[str] = []

    def full(store: DebateStore, round_id: int, kind: str, *rest: object) -> int:
        calls.append(kind)
        if len(calls) == 2:
            raise StorageError("The disk is full.", "Make room.")
        return real(store, round_id, kind, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DebateStore, "commit", full)
    ran = debater("debate", stdin=lines("Talk.", "/end", "/next", "Trust."))
    assert ran.code == 0
    assert ran.err.count("The disk is full. Make room. This debate is not being saved.") == 1
    assert "2 of 5" in ran.out
    assert "in memory only, so it ends here" in ran.err
    assert "--resume" not in ran.err


def test_a_damaged_database_is_kept_aside(debater: RunDebater, where: Paths) -> None:
    """The old file is named; the new debate is saved."""
    where.data.mkdir(parents=True)
    where.database.write_bytes(b"garbage " * 600)
    ran = debater("debate", stdin=lines("Talk."))
    assert ran.code == 0
    (aside,) = where.data.glob("*damaged*.db")
    assert str(aside) in ran.err
    assert stored(where).draft == "Talk.\n"


# ── going on ────────────────────────────────────────────────────────────────────────


def test_resume_without_a_debate_begins_one(debater: RunDebater) -> None:
    """It says so, and is SPAR."""
    ran = debater("debate", "--resume")
    assert ran.code == 0
    assert "There is no debate to go on with; this is a new one." in ran.err


def test_resume_passes_over_open_sparring(debater: RunDebater, where: Paths) -> None:
    """The last debate is gone on with, though a round was sparred after it."""
    debater("debate", "--side", "against", stdin=lines("Trust Putin."))
    debater("debate", "--side", "for", stdin=lines("Talk.", "/end"))
    debater("spar", "--plain", "--side", "for", stdin=lines("Trust Putin."))
    ran = debater("debate", "--resume", stdin=lines("/record"))
    assert "you argue for (Pro)" in ran.err
    assert "You (for), PC, 1 word:\nTalk.\n" in ran.out


def test_a_setup_nobody_can_read_is_told(debater: RunDebater, where: Paths) -> None:
    """Exit code 1 and a sentence."""
    store = RoundStore(where.database)
    id = store.debates.start("detente", "for", 1, "spar", {"format": {"name": 3}})
    store.debates.commit(id, "speech", {})
    store.close()
    ran = debater("debate", "--resume")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be read" in ran.err
    no_traceback(ran)


def test_a_question_left_open_is_asked_again(debater: RunDebater, where: Paths) -> None:
    """The bot's question stands where it stood; leaving it takes a second /next."""
    begin = lines("First, talk lowers the risk of war.", "/end", "Is it so?")
    assert "asks: " in debater("debate", stdin=begin).out
    again = debater("debate", "--resume", stdin=lines("/next", "/next"))
    assert re.search(r"^Bot \(against\) asks: .+$", again.out, re.MULTILINE)
    assert "A question stands open: answer it, or /next again leaves it." in again.err
    assert "4 of 5: Pro rebuttal" in again.out


def test_an_answer_nobody_has_read_is_read_on_resume(
    where: Paths, opponent: Opponent, debater: RunDebater, detente: Motion
) -> None:
    """A kill between the answer and its reading costs no admission."""
    where.data.mkdir(parents=True)
    store = RoundStore(where.database)
    play = in_memory(begun("lincoln-douglas"), FakeTime(), store)
    play.speak("détente lowers the risk of war, because rivals who talk err less.")
    play.asked(opponent.question(play.debate))
    play.answer("Yes.")
    granted = opponent.read(play.debate).admission
    assert granted is not None
    store.close()
    assert debater("debate", "--resume").code == 0
    assert kept(where, detente).admissions[0] == granted


# ── commands ────────────────────────────────────────────────────────────────────────


def test_help_lists_every_command(opponent: Opponent) -> None:
    """A line each, and none that does not exist."""
    play = in_memory(begun("spar"), FakeTime())
    known = PlainDebate(play, opponent, echoes=False, rings=False)._commands
    listed = re.findall(r"^(/\w+)", HELP, re.MULTILINE)
    assert sorted(listed) == sorted([*known, "/quit"])
    assert max(map(len, HELP.splitlines())) <= 80


def test_commands_where_there_is_nothing_for_them(debater: RunDebater) -> None:
    """Each says so in words; nothing happens."""
    ran = debater(
        "debate",
        stdin=lines(
            "/end", "/next", "/take", "/point Really?", "/redo", "/flip", "/link", "/link 0.1 1.1",
            "/flow", "/ballot", "/quotes", "/draft", "/undo", "/nonsense", "/HELP", "/quit", "no",
        ),
    )  # fmt: skip
    assert ran.code == 0
    no_traceback(ran)
    for said in (
        "Nothing is written yet: type your speech",
        "No point of information is offered now.",
        "This speech takes no points of information.",
        "Say which argument answers which",
        "There is no argument 0.1; /flow lists them.",
        "0 words written.",
        "There is no command “/nonsense”; /help lists them.",
        "/quit          end for now",
    ):
        assert said in ran.err, said
    assert ran.err.count("Give a speech first.") == 2
    assert "Nothing is on the flow yet.\n" in ran.out
    assert "there is nothing to judge yet" in ran.out
    assert "Nothing stands in quotation marks.\n" in ran.out


SPOKEN = (
    "détente lowers the risk of war, because rivals who talk make fewer mistakes.",
    "/end", "/next",
    "They say that concessions embolden Putin. But a talk is no concession.", "/end",
)  # fmt: skip


def test_the_flow_and_its_correction(debater: RunDebater, where: Paths) -> None:
    """Each argument says what became of it and what it answers; a correction stays."""
    debater("debate", stdin=lines(*SPOKEN))
    ran = debater(
        "debate", "--resume",
        stdin=lines("/flow", "/link 3.1 1.1", "/link 3.1 0.1", "/link 1.1 none", "/link 3.1 None"),
    )  # fmt: skip
    assert re.search(r"^0\.1 PC, you: \w+\. détente lowers", ran.out, re.MULTILINE)
    assert re.search(r"^4\.1 CR, bot \(against\): open, answers \d\.\d\. ", ran.out, re.MULTILINE)
    assert "3.1 answers 1.1, as you say." in ran.err
    assert "3.1 cannot answer 0.1: only an earlier argument of the other side" in ran.err
    assert "The bot says itself what it answers" in ran.err
    again = debater("debate", "--resume", stdin=lines("/flow", "/link 3.1 1.2", "/flow"))
    assert "3.1 PR, you: new here, answers nothing (as you said). They say" in again.out
    assert "3.1 PR, you: answered, answers 1.2 (as you said). They say" in again.out
    assert stored(where).draft == ""


def test_a_redo_is_compared_and_a_flip_judged(
    debater: RunDebater, where: Paths, detente: Motion
) -> None:
    """Both are kept with the debate; broken off in the middle, the next start has them."""
    debater("debate", stdin=lines(*SPOKEN, "/redo", "They say that he is bold.", "/redo", "/next"))
    ran = debater("debate", "--resume", stdin=lines("But he is not.", "/end", "/flip", "/end"))
    assert "You had written (6 words):\nThey say that he is bold.\n" in ran.err
    assert "Pro rebuttal, before and after\nBefore: Speaker points " in ran.out
    assert re.search(r"length: 0\.\d\d of 1 \(was 0\.\d\d\), weight 10\.", ran.out)
    assert "Nothing was written; the last speech stays as it is." in ran.err
    flipped = debater("debate", "--resume", stdin=lines("/flip", "Talk failed before.", "/end"))
    assert "Your answer to yourself: Speaker points " in flipped.out
    practice = kept(where, detente).practice
    assert [(one.kind, one.speech.side, one.speech.text) for one in practice] == [
        ("redo", "for", "They say that he is bold.\nBut he is not."),
        ("flip", "against", "Talk failed before."),
    ]
    record = debater("debate", "--resume", stdin=lines("/record")).out
    assert "You answered yourself:\nTalk failed before.\n" in record


def test_another_go_waits_for_what_is_being_written(debater: RunDebater) -> None:
    """In the middle of a later speech nothing of it is lost to a redo."""
    ran = debater("debate", stdin=lines(*SPOKEN[:3], "They say", "/redo", "/draft"))
    assert "Deliver what you are writing first" in ran.err
    assert ran.out.endswith("They say\n")


def test_quotations_and_the_guide_look_at_what_is_written(
    debater: RunDebater, detente: Motion
) -> None:
    """An exact quotation and one that is nowhere; the steps of the last paragraph."""
    quoted = detente.passages[1].points[0].sentences[0].span.of(detente.sources[0].text)
    ran = debater(
        "debate",
        stdin=lines(
            f"The author says “{quoted}”.", "He says “the moon is made of cheese”.", "/quotes", "",
            "They say that talk fails. But it does not.", "/guide",
        ),
    )  # fmt: skip
    verdicts = [line.partition(":")[0] for line in ran.out.splitlines() if ": “" in line]
    assert verdicts == ["exact", "not found"]
    assert re.search(r"They say.*: there\n.*But.*: there\n.*Because.*: not yet\n", ran.out)


def test_points_of_information_on_the_bots_speech(debater: RunDebater) -> None:
    """The bot answers as many as the format allows, and no more; its speech is not ended."""
    ran = debater(
        "debate", "--format", "world-schools", "--side", "against",
        stdin=lines(
            "/point", "/point Is it so?", "/point Why trust it?", "/point And now?", "/order"
        ),
    )  # fmt: skip
    assert "Say your point after /point" in ran.err
    assert ran.out.count("You rise on a point of information: ") == 2
    assert ran.out.count("Bot (for) answers: ") == 2
    assert "The speaker takes no more points." in ran.err
    assert "1 of 8: First Proposition (P1), 8:00. Bot (for) speaks. Now.\n" in ran.out


# ── what comes from outside ─────────────────────────────────────────────────────────


def test_hostile_input_is_a_speech_like_any_other(
    debater: RunDebater, where: Paths, detente: Motion
) -> None:
    """20,000 characters, escapes, bytes that are no text: no word is lost, no escape shown."""
    long = "Peace is better than war. " * 770
    hostile = (
        b"\x1b]0;owned\x07First, \x1b[31mred\x1b[0m talk\r\n"
        b"\xff\xfe\x00 second \xe2\x80\xae third\n" + long.encode() + b"\n//end is near\n/end\n"
    )
    ran = debater("debate", stdin=hostile)
    assert ran.code == 0
    no_traceback(ran)
    speech = kept(where, detente).speeches[0]
    assert speech.text.startswith("First, red talk\n")
    assert " second " in speech.text
    assert long in speech.text
    assert speech.text.endswith("\n/end is near")
    assert len(speech.text) > 20_000
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", ran.out + ran.err)
    assert "2 of 5" in ran.out


def test_what_is_typed_is_echoed_only_through_a_pipe(debater: RunDebater) -> None:
    """A piped transcript is whole; who types at a terminal has their words before them."""
    pty = pytest.importorskip("pty")
    said = lines("Talk lowers the risk.", "/end", "/quit")
    assert "You (for), PC, 4 words:\n" in debater("debate", "--side", "for", stdin=said).out
    ours, theirs = pty.openpty()
    os.write(ours, said)
    done = subprocess.run(
        [sys.executable, "-m", "debater", "debate", "--side", "for"],
        stdin=theirs,
        capture_output=True,
        env=environment(),
        timeout=120,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert b"Type /help for the commands." in done.stderr
    assert b"2 of 5: " in done.stdout
    assert b"You (for), PC" not in done.stdout


def test_the_debate_loads_no_screen_and_no_torch() -> None:
    """A debate pays for the engine; its help for none of it."""
    assert not modules_of("debate") & {"torch", "textual", "transformers"}
    found = modules_of("debate", "--help")
    assert not found & {"torch", "faiss", "numpy", "tokenizers", "textual", "bm25s", "sqlite3"}
