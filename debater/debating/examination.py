"""Cross-examination: the bot's questions on what the other side claimed, and what they won.

Questions come from the pack and from patterns fitted to the claim, and lead from premise
to premise; the same debate gives the same questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from debater.debating.examination_answers import AnswerKind, opening_words, read
from debater.debating.examination_patterns import (
    Examination,
    Fit,
    Pattern,
    Step,
    fits,
    main_claim,
)
from debater.debating.examination_question import Question, Reading, closed
from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Admission, Debate, Exchange
from debater.debating.order import next_move
from debater.debating.speech_cues import is_trivial
from debater.motions.model import Side, opposite
from debater.sparring.engine import Engine
from debater.sparring.reply import FAIR
from debater.sparring.rounds import Round
from debater.text import fold

# Premise, premise, admission: longer chains lose the judge.
_LONGEST_CHAIN = 3
# The points of the pack whose questions bear on an argument: the best, and one nearly as good.
_PACK_POINTS, _NEARLY_BEST = 2, 0.15
_STEP_OF_PACK = "pack"
_RESERVE_LENGTH = 160


class Examiner:
    """Asks one closed question at a time, and reads the answers."""

    def __init__(self, engine: Engine, book: Examination, seed: int = 0) -> None:
        self._engine, self._book, self._seed = engine, book, seed
        self._pack: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    # ── asking ──────────────────────────────────────────────────────────────────────

    def next_question(
        self, debate: Debate, flow: Flow, side: Side | None = None
    ) -> Question | None:
        """Return the next question of ``side`` (the bot's, or who has the move), or None.

        A chain that is open goes on in the same stage; else an argument that was asked
        about least comes next, the latest speech's first.
        """
        side = side or _asker(debate)
        history = self._history(debate, flow, side)
        asked = {fold(exchange.question) for exchange in debate.exchanges}
        follow = self._follow_up(debate, history, asked)
        if follow is not None:
            return follow
        first = self._openings(flow, side)
        openings = [question for question, _ in history if question and question.chain == 1]
        times = [question.argument for question in openings]
        used = [question.pattern for question in openings if question.pattern]
        done = {(question.claim, question.pattern) for question in openings if question.pattern}
        pack_first = len(openings) % 2 == 1
        for argument in sorted(
            _arguments(flow, opposite(side)),
            key=lambda a: (times.count(a.id), *_importance(a, flow)),
        ):
            sources = [self._from_patterns(argument, side, used), self._from_pack(argument, side)]
            for candidates in reversed(sources) if pack_first else sources:
                for question in candidates:
                    # Asked about two arguments, a question could not be told from its words.
                    fresh = (question.claim, question.pattern) not in done
                    new = fold(question.text) not in asked
                    if fresh and new and first[question.text] == question:
                        return question
        return None

    def _follow_up(
        self,
        debate: Debate,
        history: Sequence[tuple[Question | None, Exchange]],
        asked: set[str],
    ) -> Question | None:
        """Go on with the chain that the last question of this stage stands in."""
        if not history or history[-1][1].stage != debate.stage:
            return None
        last, exchange = history[-1]
        if last is None or not exchange.answer or last.chain >= _LONGEST_CHAIN:
            return None
        said = read(exchange.answer, last.text)
        tied = {q.claim for q, _ in history if q and not q.pattern and q.chain > 1}
        for question in self._following(last, exchange.answer, said.kind, said.yes):
            again = not question.pattern and question.claim in tied
            if fold(question.text) not in asked and not again:
                return question
        return None

    def _following(
        self, last: Question, answer: str, kind: AnswerKind, yes: bool | None
    ) -> Iterator[Question]:
        if last.step == _STEP_OF_PACK:
            if yes is not None and last.claim:
                step = self._book.after_pack
                values = {"answer": opening_words(answer)}
                yield from self._wordings(step, last, values, last.chain + 1)
            return
        if not last.pattern:
            return
        pattern = self._pattern(last.pattern)
        step = pattern.step(last.step)
        if kind in ("evasion", "counter-question"):
            then = step.then_evasion
        else:
            then = {True: step.then_yes, False: step.then_no, None: step.then_hedged}[yes]
        if then:
            yield from self._wordings(pattern.step(then), last, {}, last.chain + 1)

    def _from_patterns(
        self, argument: Argument, side: Side, used: Sequence[str]
    ) -> Iterator[Question]:
        """Ask with the patterns that fit an argument, those used least in this debate first."""
        found = fits(self._book, _said(argument))
        for fit in sorted(found, key=lambda fit: used.count(fit.pattern.name)):
            yield from self._wordings(fit.pattern.steps[0], _start(fit, argument, side))

    def _from_pack(self, argument: Argument, side: Side) -> Iterator[Question]:
        """Ask the closed questions of the points that oppose an argument and answer it."""
        claim = main_claim(self._book, _said(argument))
        for point, text in self._pack_questions(argument, side):
            yield Question(text, side, argument.id, claim, step=_STEP_OF_PACK, point=point)

    def _pack_questions(self, argument: Argument, side: Side) -> tuple[tuple[str, str], ...]:
        """The questions of the pack that bear on an argument, each with its point."""
        said = _said(argument)
        if (said, side) not in self._pack:
            motion = self._engine.motion
            reply = self._engine.refute(said, Round(motion.name, opposite(side)))
            near = [c for c in reply.counters if c.answers and c.strength >= FAIR]
            best = max((counter.strength for counter in near), default=0.0) - _NEARLY_BEST
            points = [c.point for c in near[:_PACK_POINTS] if c.strength >= best]
            self._pack[said, side] = tuple(
                (point, question)
                for point in points
                for question in self._engine.point(point).questions
                if closed(question)
            )
        return self._pack[said, side]

    def _wordings(
        self,
        step: Step,
        of: Question,
        values: dict[str, str] | None = None,
        chain: int = 1,
    ) -> Iterator[Question]:
        """The wordings of a step as questions: of an opening in an order the seed gives.

        A follow-up has its shortest wording first: the claim was quoted just before.
        """
        phrases = list(step.ask)
        if chain == 1:
            Random(f"{self._seed}-{of.claim}-{step.name}").shuffle(phrases)  # noqa: S311
        filled = {"claim": of.claim, "cue": of.cue, **(values or {})}
        for phrase in phrases:
            yield replace(of, text=phrase.format(**filled), step=step.name, chain=chain)

    def _pattern(self, name: str) -> Pattern:
        return next(pattern for pattern in self._book.patterns if pattern.name == name)

    # ── what was asked before ───────────────────────────────────────────────────────

    def _history(
        self, debate: Debate, flow: Flow, side: Side
    ) -> list[tuple[Question | None, Exchange]]:
        """The bot's questions for ``side`` so far, worked out again from their words alone."""
        found: list[tuple[Question | None, Exchange]] = []
        asked = [e for e in debate.exchanges if e.side == side and e.by == "bot" and not e.point]
        openings = self._openings(flow, side) if asked else {}
        for exchange in asked:
            question = None
            if found and (last := found[-1][0]) is not None:
                said = read(found[-1][1].answer, last.text)
                following = self._following(last, found[-1][1].answer, said.kind, said.yes)
                question = next((q for q in following if q.text == exchange.question), None)
            found.append((question or openings.get(exchange.question), exchange))
        return found

    def _openings(self, flow: Flow, side: Side) -> dict[str, Question]:
        """Every question that may open a chain on the arguments so far, by its words."""
        openings: dict[str, Question] = {}
        for argument in _arguments(flow, opposite(side)):
            for question in (
                *self._from_patterns(argument, side, ()),
                *self._from_pack(argument, side),
            ):
                openings.setdefault(question.text, question)
        return openings

    # ── the answer ──────────────────────────────────────────────────────────────────

    def recall(self, debate: Debate, flow: Flow) -> Question | None:
        """Return the question that was asked last by the bot, as it was made, or None."""
        if not debate.exchanges:
            return None
        history = self._history(debate, flow, debate.exchanges[-1].side)
        return history[-1][0] if history and history[-1][1] is debate.exchanges[-1] else None

    def heard(self, debate: Debate, flow: Flow) -> Exchange:
        """Return the last exchange of ``debate``, answered, with what its answer admits."""
        exchange = debate.exchanges[-1]
        question = self.recall(debate, flow) or Question(exchange.question, exchange.side)
        return replace(
            exchange, admission=self.read_answer(question, exchange.answer, debate).admission
        )

    def read_answer(self, question: Question, answer: str, debate: Debate) -> Reading:
        """Read the answer to a question of the bot's, and keep what it grants."""
        said = read(answer, question.text)
        granted = self._granted(question, answer, said.kind, said.yes)
        if granted and said.reserve and said.yes is not None and question.pattern:
            granted = self._say(
                self._book.qualified, question, granted=granted, words=_short(said.reserve)
            )
        if not granted:
            return Reading(said.kind, said.yes)
        line = " ".join(answer.split())
        admission = Admission(opposite(question.side), granted, question.text, line, debate.stage)
        return Reading(said.kind, said.yes, admission)

    def _granted(self, question: Question, answer: str, kind: AnswerKind, yes: bool | None) -> str:
        if kind in ("evasion", "counter-question"):
            return ""
        if question.step == self._book.after_pack.name and not question.pattern:
            step = self._book.after_pack
        elif question.pattern:
            step = self._pattern(question.pattern).step(question.step)
        else:
            return self._say(
                self._book.pack_granted,
                question,
                question=question.text,
                answer=_short(answer.strip().rstrip(" .,;:!–—-")),
            )
        sentence = {True: step.yes, False: step.no, None: step.hedged}[yes]
        return sentence.format(claim=question.claim, cue=question.cue)

    def _say(self, phrases: Sequence[str], of: Question, /, **values: str) -> str:
        chosen = Random(f"{self._seed}-{of.text}").choice(list(phrases))  # noqa: S311
        return chosen.format(**values)


def _asker(debate: Debate) -> Side:
    move = next_move(debate)
    return move.side if move.kind == "ask" and move.by == "bot" else opposite(debate.side)


def _arguments(flow: Flow, side: Side) -> list[Argument]:
    """The arguments of ``side`` that can be asked about."""
    return [a for a in flow.arguments if a.side == side and not is_trivial(a.text)]


def _importance(argument: Argument, flow: Flow) -> tuple[int, int, int]:
    """Sort the latest speech first; in it what is carried forward, then what nobody answered."""
    carried = any(link.kind == "extends" for link in flow.links_of(argument.id))
    return (-argument.stage, not carried, bool(flow.answers_to(argument.id)))


def _said(argument: Argument) -> str:
    """What somebody said; of the bot's argument its line, for the rest is the source's words."""
    return argument.text if argument.by == "user" else argument.heading


def _start(fit: Fit, argument: Argument, side: Side) -> Question:
    return Question("", side, argument.id, fit.claim, fit.cue, fit.pattern.name)


def _short(text: str) -> str:
    """Return a text on a line, its first words where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _RESERVE_LENGTH else opening_words(line, _RESERVE_LENGTH)
