"""A debate as lines: what is read moves it on, what is said is printed, the bot answers.

Every line is kept before anything happens to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from debater.cli import debate_lines as put
from debater.cli.debate_points import Points
from debater.cli.diagnostics import narrate, say
from debater.debating.model import Exchange
from debater.debating.opponent import Opponent
from debater.debating.play import DebateInPlay
from debater.text import clean, words

_RESUME = "“debater debate --resume” goes on with it."


class PlainDebate(Points):
    """Plays one debate: lines in, transcript on stdout, everything else on stderr.

    ``echoes`` tells that the user's own words are part of the transcript, as they are where
    nobody typed them; ``rings`` that alerts may ring the terminal's bell.
    """

    def __init__(
        self, play: DebateInPlay, opponent: Opponent, *, echoes: bool, rings: bool
    ) -> None:
        super().__init__(play, opponent, rings=rings)
        self._echoes = echoes
        self._announced = -1
        self._judged = play.debate.over
        self._left_once = False
        self._commands: dict[str, Callable[[str], None]] = {
            "/end": self._end,
            "/next": self._next,
            "/undo": self.undo,
            "/draft": self.show_draft,
            "/clock": self.show_clock,
            "/prep": self.prepare,
            "/pause": self.pause,
            "/order": self.show_order,
            "/record": self.show_record,
            "/point": self._offer,
            "/take": self.take,
            "/flow": self.show_flow,
            "/link": self.link,
            "/quotes": self.show_quotations,
            "/guide": self.show_guide,
            "/ballot": self.show_ballot,
            "/redo": self.begin_redo,
            "/flip": self.begin_flip,
            "/help": self._help,
        }

    def run(self, lines: Iterable[bytes]) -> None:
        """Play until the end of ``lines`` or /quit."""
        try:
            self._open()
            self._read_lines(lines)
        finally:
            # Ctrl+C as well: what was being written is stored, and that is told.
            self._leave()

    def _read_lines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            said = clean(line.decode("utf-8", "replace")).removesuffix("\n")
            for bell in self.play.tick():
                self.ring(bell)
            if said.strip() in ("/quit", "/exit"):
                return
            self._hear(said)
            self._tell_keeping()
            sys.stdout.flush()
        narrate("The input has ended.")

    # ── beginning and ending ────────────────────────────────────────────────────────

    def _open(self) -> None:
        debate = self.play.debate
        narrate(
            f"{self.opponent.motion.statement}. {debate.format.title}: you argue {debate.side} "
            f"({debate.format.side_names[debate.side]}) as {', '.join(debate.seats)}; "
            f"{debate.first} speaks first."
        )
        if self.play.unread:
            narrate(f"{put.count(self.play.unread, 'event')} of it could not be read back.")
        if debate.speeches or debate.exchanges or self.play.draft:
            self._take_up()
        elif sys.stdin.isatty():
            narrate("Type /help for the commands.")
        self._go()
        self._tell_keeping()

    def _take_up(self) -> None:
        """Tell where a stored debate stands: the last thing said, the clock, the draft."""
        debate = self.play.debate
        self._announced = debate.stage
        narrate("Taken up where it stood; /record prints all of it, the clock waits for you.")
        if debate.current is not None:
            self.print((put.stage_line(debate, debate.stage), ""))
        if debate.exchanges and debate.exchanges[-1].stage == debate.stage:
            self._print_exchange(debate.exchanges[-1])
            self._read_again()
        elif debate.speeches:
            self.print(put.speech_lines(debate, debate.speeches[-1]))
        for line in put.clock_lines(self.play):
            narrate(line)
        if self.play.draft:
            self.restore_practice()
            narrate(f"You had written ({put.count(len(words(self.written)), 'word')}):")
            narrate(self.written.removesuffix("\n"))

    def _read_again(self) -> None:
        """Read the last answer for an admission, where a kill came between the two."""
        last = self.play.debate.exchanges[-1]
        if last.by == "bot" and last.answer and not last.point and last.admission is None:
            self._read()

    def _leave(self) -> None:
        if self.play.clock.running:
            self.play.pause()
        written = len(words(self.written))
        kept = "in memory only, so it ends here" if self.play.keeper.problem else "stored"
        if written:
            narrate(
                f"What you were writing ({put.count(written, 'word')}) was not delivered; "
                f"it is {kept}."
            )
        if not self.play.keeper.problem and (written or not self.play.debate.over):
            narrate(_RESUME)

    def _tell_keeping(self) -> None:
        keeper = self.play.keeper
        if keeper.problem and not keeper.told:
            keeper.told = True
            narrate(f"{keeper.problem} This debate is not being saved.")

    # ── what is read ────────────────────────────────────────────────────────────────

    def _hear(self, line: str) -> None:
        typed = line.strip()
        if typed.startswith("//"):
            self._take_in(line.replace("/", "", 1))
        elif not typed.startswith("/"):
            self._take_in(line)
        else:
            name, _, rest = typed.partition(" ")
            command = self._commands.get(name.casefold())
            if command is None:
                narrate(
                    f"There is no command “{name}”; /help lists them. To say a line that begins "
                    "with /, begin it with two."
                )
            else:
                command(rest.strip())

    def _take_in(self, line: str) -> None:
        """Take a line that is said: part of a speech, a question or an answer."""
        play, move = self.play, self.play.move
        if self.practising is not None:
            self.write(line)
        elif move.kind == "speak":
            play.start()
            # An empty line before the first only starts the clock.
            if line.strip() or play.draft:
                self.write(line)
            self.rise()
        elif not line.strip():
            return
        elif move.kind == "ask":
            play.ask(f"{play.draft}{line}".strip())
            self._said_exchange()
        elif move.kind == "answer":
            play.answer(f"{play.draft}{line}".strip())
            self._left_once = False
            self._said_answer()
        else:
            self.write(line)
            narrate(
                "It is not your turn to say anything; this is kept as the beginning of what you "
                f"say next, and /undo takes it back. {self._expected()}"
            )

    def _said_exchange(self) -> None:
        if self._echoes:
            say(put.question_line(self.play.debate.exchanges[-1]))
        self._go()

    def _said_answer(self) -> None:
        self._read()
        exchange = self.play.debate.exchanges[-1]
        if self._echoes or exchange.admission is not None:
            self.print(put.answer_lines(self.play.debate, exchange))
        self._go()

    def _read(self) -> None:
        found = self.opponent.read(self.play.debate)
        if found != self.play.debate.exchanges[-1]:
            self.play.answered(found)

    def _end(self, _: str) -> None:
        play = self.play
        if self.practising is not None:
            self.end_practice()
            narrate(self._expected())
        elif play.move.kind != "speak":
            narrate(f"No speech is being written. {self._expected()}")
        elif not self.written.strip():
            narrate("Nothing is written yet: type your speech, then /end delivers it.")
        else:
            speech = play.speak(self.written.strip("\n"))
            self.points_offered = 0
            if self._echoes:
                self.print(put.speech_lines(play.debate, speech))
            seconds = play.debate.format.stages[speech.stage].seconds
            narrate(f"Delivered: {put.time(speech.seconds)} of {put.time(seconds)}.")
            self.warn_of_double_turns()
            self._go()

    def _next(self, _: str) -> None:
        move = self.play.move
        if self.practising is not None:
            narrate("Finish what you are giving again with /end first.")
        elif move.kind == "speak":
            narrate(self._expected())
        elif move.kind == "end":
            narrate("The debate is over.")
        elif move.kind == "answer" and not self._left_once:
            self._left_once = True
            narrate("A question stands open: answer it, or /next again leaves it.")
        else:
            self._left_once = False
            self.play.go_on()
            self._go()

    # ── the bot ─────────────────────────────────────────────────────────────────────

    def _go(self) -> None:
        """Have the bot make its moves until the user's turn, and say what is expected."""
        while True:
            self._announce()
            move = self.play.move
            if move.by == "user" or move.kind in ("go on", "end"):
                break
            self._bot(move.kind)
        if self.play.debate.over and not self._judged:
            self._judged = True
            self.show_ballot()
        narrate(self._expected())

    def _announce(self) -> None:
        debate = self.play.debate
        if debate.current is not None and self._announced != debate.stage:
            self._announced = debate.stage
            self.print((put.stage_line(debate, debate.stage), ""))

    def _bot(self, kind: str) -> None:
        play = self.play
        if kind == "speak":
            speech = self.opponent.speech(play.debate)
            play.spoke(speech)
            self.print(put.speech_lines(play.debate, speech))
        elif kind == "ask":
            play.asked(self.opponent.question(play.debate))
            say(put.question_line(play.debate.exchanges[-1]))
        else:
            play.answered(self.opponent.answer(play.debate))
            self.print(put.answer_lines(play.debate, play.debate.exchanges[-1]))

    def _expected(self) -> str:
        wanted = put.expected(self.play, self.opponent.words_a_minute)
        if self.play.move.by == "user" and self.written and self.practising is None:
            written = put.count(len(words(self.written)), "word")
            return f"{wanted} It begins with what is kept ({written}; /draft prints it)."
        return wanted

    def _offer(self, text: str) -> None:
        if self.offer(text):
            self._said_exchange()

    def _help(self, _: str) -> None:
        narrate(put.HELP)

    def _print_exchange(self, exchange: Exchange) -> None:
        say(put.question_line(exchange))
        self.print(put.answer_lines(self.play.debate, exchange))
