"""The bot's part in a debate: its speeches, its questions, its answers, and the flow it reads.

Each call computes one move from the debate as it stands and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from debater.debating.ballot import Judge
from debater.debating.ballot_model import Ballot
from debater.debating.examination import Examiner
from debater.debating.examination_patterns import Examination
from debater.debating.examination_points import offer_point
from debater.debating.examination_witness import Witness
from debater.debating.flow import build_flow
from debater.debating.flow_model import Flow
from debater.debating.formats import words_for
from debater.debating.model import Debate, Exchange, Speech
from debater.debating.order import next_move
from debater.debating.scaffold import Scaffold
from debater.debating.speaking import SpeechWriter
from debater.motions.model import Motion
from debater.sparring.engine import Engine


@dataclass(frozen=True, slots=True)
class Opponent:
    """Everything a debate asks of the bot; ``words_a_minute`` is the pace of every speech.

    ``examination`` words the questions, ``scaffold`` the guide beside the user's words.
    """

    engine: Engine
    writer: SpeechWriter
    examination: Examination
    scaffold: Scaffold
    judge: Judge
    words_a_minute: int
    _examiners: dict[int, Examiner] = field(default_factory=dict)

    @property
    def motion(self) -> Motion:
        """The motion that is debated."""
        return self.engine.motion

    def flow(self, debate: Debate) -> Flow:
        """Return the flow of what was said so far."""
        return build_flow(debate, self.engine.likeness)

    def speech(self, debate: Debate) -> Speech:
        """Return the bot's speech for the stage that is on."""
        stage = debate.format.stages[debate.stage]
        budget = words_for(stage.seconds, self.words_a_minute)
        return self.writer.speech(debate, self.flow(debate), budget)

    def question(self, debate: Debate) -> Exchange:
        """Return the bot's next question; one with ``taken`` false passes the turn."""
        side = next_move(debate).side
        found = self._examiner(debate).next_question(debate, self.flow(debate), side)
        if found is None:
            return Exchange(debate.stage, side, "bot", "", taken=False)
        return Exchange(debate.stage, side, "bot", found.text)

    def answer(self, debate: Debate) -> Exchange:
        """Return the last question with the answer of the bot who was asked."""
        asked = debate.exchanges[-1]
        witness = Witness(self.engine, self.examination)
        ask = witness.answer_point if asked.point else witness.answer_question
        found = ask(asked.question, debate, asked.side)
        return replace(
            asked,
            answer=found.answer,
            citation=found.citation,
            voice=found.voice,
            admission=found.admission,
        )

    def read(self, debate: Debate) -> Exchange:
        """Return the last exchange with what the user's answer admitted, if anything."""
        return self._examiner(debate).heard(debate, self.flow(debate))

    def point(self, debate: Debate, draft: str) -> Exchange | None:
        """Return a point of information on what the user has written so far, or None."""
        found = offer_point(self.engine, self.examination, draft, debate, debate.seed)
        if found is None:
            return None
        return Exchange(
            debate.stage,
            found.side,
            "bot",
            found.text,
            citation=found.citation,
            voice=found.voice,
            point=True,
            taken=False,
        )

    def ballot(self, debate: Debate) -> Ballot:
        """Return the ballot on the user's speeches so far."""
        return self.judge.ballot(debate)

    def _examiner(self, debate: Debate) -> Examiner:
        # One a debate: it remembers what it has looked up.
        if debate.seed not in self._examiners:
            self._examiners[debate.seed] = Examiner(self.engine, self.examination, debate.seed)
        return self._examiners[debate.seed]
