"""The bot's speeches: a case from the sources, answers to the flow, what stands at the end.

Every quotation comes from the engine and is proved; what the sources do not answer is
said to be unanswered.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from debater.debating.flow_model import Argument, Flow
from debater.debating.model import Admission, Debate, Part, Role, Speech, Stage
from debater.debating.speech_cues import is_trivial
from debater.debating.speech_phrases import SpeechPhrases
from debater.motions.model import Side, opposite
from debater.sparring.engine import Engine
from debater.sparring.phrasing import Wording, place_in_source
from debater.sparring.reply import Counter, Reply
from debater.sparring.rounds import Round
from debater.text import excerpt, words

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_CLAIM_LENGTH = 160


@dataclass(frozen=True, slots=True)
class _Plan:
    """How many parts of each kind a speech of one role has at most."""

    case: int
    answers: int
    extensions: int
    admissions: int
    weighs: bool


# Read aloud or on a screen, more than a handful of points is a list, not a speech.
_PLANS: dict[Role, _Plan] = {
    "constructive": _Plan(3, 3, 1, 1, False),
    "rebuttal": _Plan(1, 5, 2, 2, False),
    "summary": _Plan(0, 3, 2, 2, True),
    "final": _Plan(0, 2, 3, 2, True),
}


class SpeechWriter:
    """Writes the speeches of the bot's seats.  The same debate gives the same speech."""

    def __init__(self, engine: Engine, phrases: SpeechPhrases) -> None:
        self._engine, self._phrases = engine, phrases

    def speech(self, debate: Debate, flow: Flow, budget: int) -> Speech:
        """Return the speech of the stage that is on, of about ``budget`` words at most.

        ``flow`` is that of the debate so far.
        """
        stage = debate.format.stages[debate.stage]
        side = debate.side_of(stage.seat)
        parts = list(_Draft(self._engine, self._phrases, debate, flow, stage, side).parts(budget))
        text = "\n\n".join(part.text for part in parts)
        return Speech(debate.stage, side, "bot", text, tuple(parts))


class _Draft:
    """One speech being written."""

    def __init__(
        self,
        engine: Engine,
        phrases: SpeechPhrases,
        debate: Debate,
        flow: Flow,
        stage: Stage,
        side: Side,
    ) -> None:
        self._engine, self._phrases = engine, phrases
        self._debate, self._flow, self._stage, self._side = debate, flow, stage, side
        self._random = Random(f"{debate.seed}-{debate.stage}")  # noqa: S311 - varies the wording
        self._said: dict[str, str] = {}
        self._round = Round(
            debate.motion,
            opposite(side),
            seed=debate.seed + debate.stage,
            spent=_cited(debate, side),
        )
        self._side_name = debate.format.side_names[side]

    def parts(self, budget: int) -> Iterable[Part]:
        """Return the parts in the order they are said, as many as the budget holds."""
        plan = _PLANS[self._stage.role]
        case = self._case(plan.case) if self._stage.new_arguments else []
        answers = self._answers(plan.answers, case) if self._stage.responds else []
        admitted, carried = self._admitted(plan), self._carried(plan)
        kept: list[Part] = []
        room = budget
        # Where not all will fit: what was won under questions, then answers, then new points.
        for part in (*admitted, *answers, *case, *carried):
            length = len(words(part.text))
            if kept and length > room:
                continue
            kept.append(part)
            room -= length
        opening = self._opening(sum(part in case for part in kept))
        ordered = [part for part in (*case, *answers, *admitted, *carried) if part in kept]
        closing = Part(self._say("closing", side=self._side_name))
        return [*opening, *ordered, closing]

    def _opening(self, points: int) -> list[Part]:
        if points:
            count = "one point" if points == 1 else f"{_NUMBERS[points]} points"
            text = self._say("opening", side=self._side_name, count=count)
            return [Part(text[:1].upper() + text[1:])]
        if self._stage.role == "constructive":
            return [Part(self._say("no_case", side=self._side_name))]
        return []

    def _case(self, most: int) -> list[Part]:
        """The points of the side that have not been cited yet, the author's own first."""
        fresh = [
            counter
            for counter in self._engine.case(self._side)
            if counter.citation.passage not in self._round.spent
        ]
        self._random.shuffle(fresh)
        fresh.sort(key=lambda counter: counter.voice != "author")
        chosen = sorted(_one_a_passage(fresh)[:most], key=lambda counter: counter.rank)
        return [self._contention(n, counter) for n, counter in enumerate(chosen)]

    def _contention(self, number: int, counter: Counter) -> Part:
        ordinal = _ORDINALS[number]
        if counter.tag:
            claim = self._say("contention", number=ordinal, tag=counter.tag)
        else:
            claim = self._say("untagged", number=ordinal)
        wording = Wording(self._engine.phrases, self._round, variant=number)
        because = wording.because(counter.citation, counter.voice, counter.speaker)
        impact = self._engine.point(counter.point).impact
        therefore = self._say("weighing", impact=impact) if impact else ""
        text = " ".join(filter(None, (claim[:1].upper() + claim[1:], because, therefore)))
        heading = counter.tag or excerpt(counter.citation.quote, _CLAIM_LENGTH)
        return Part(text, heading, counter.citation, counter.voice)

    def _answers(self, most: int, case: Sequence[Part]) -> list[Part]:
        """Answer what stands against the side, the best answers first chosen, in flow order.

        A quotation the speech has read already, in its ``case`` say, is pointed to instead.
        """
        standing = [
            argument
            for argument in self._flow.standing(opposite(self._side))
            if not is_trivial(argument.text)
        ]
        replies: list[tuple[Argument, Reply]] = []
        for argument in standing:
            reply = self._engine.refute(argument.text, self._round)
            self._round = self._round.with_turn(argument.text, reply)
            replies.append((argument, reply))
        able = [(a, r) for a, r in replies if r.chosen is not None]
        able.sort(key=lambda pair: -_strength(pair[1]))
        best = {argument.id for argument, _ in able[:most]}
        read = {part.citation.quote for part in case if part.citation}
        parts: list[Part] = []
        for argument, reply in replies:
            if argument.id in best and reply.chosen is not None:
                parts.append(self._answer(argument, reply, reply.chosen, read))
                read.add(reply.chosen.citation.quote)
        silent = next((a for a, r in replies if r.chosen is None), None)
        if silent is not None and len(parts) < most:
            parts.append(Part(self._say("no_answer", claim=_claim(silent))))
        return parts

    def _answer(
        self, argument: Argument, reply: Reply, chosen: Counter, read: Container[str]
    ) -> Part:
        pieces = [self._say("they_say", claim=_claim(argument))]
        if chosen.citation.quote in read:
            place = place_in_source(chosen.citation)
            pieces += [self._say("again", place=place), chosen.tag]
        else:
            pieces += [reply.but, reply.because, reply.therefore]
        text = " ".join(filter(None, pieces))
        heading = chosen.tag or excerpt(chosen.citation.quote, _CLAIM_LENGTH)
        return Part(text, heading, chosen.citation, chosen.voice, answers=(argument.id,))

    def _carried(self, plan: _Plan) -> list[Part]:
        """Carry the side's own points forward: the dropped ones first, then any answered."""
        own = [
            argument
            for argument in self._flow.arguments
            if argument.side == self._side
            and not self._is_answer(argument)
            and not is_trivial(argument.text)
        ]
        dropped = [a for a in own if self._flow.statuses.get(a.id) == "dropped"]
        answered = [a for a in own if self._flow.statuses.get(a.id) in ("answered", "extended")]
        parts: list[Part] = []
        for argument in (*dropped, *answered)[: plan.extensions]:
            phrase = "dropped" if argument in dropped else "extended"
            text = self._say(phrase, heading=_sentence(argument.heading))
            if plan.weighs and not parts:
                text = " ".join(filter(None, (text, self._weighed(argument))))
            parts.append(Part(text, argument.heading, extends=(argument.id,)))
        return parts

    def _is_answer(self, argument: Argument) -> bool:
        return any(link.kind == "answers" for link in self._flow.links_of(argument.id))

    def _weighed(self, argument: Argument) -> str:
        """Say the impact of an argument that cites a passage, where a coach wrote one."""
        impacts = [
            point.impact
            for point in self._engine.motion.points(self._side)
            if point.passage == argument.passage and point.impact
        ]
        return self._say("weighing", impact=impacts[0]) if impacts else ""

    def _admitted(self, plan: _Plan) -> list[Part]:
        """Use what the other side granted under questions, each admission once."""
        used = [speech.text for speech in self._debate.speeches if speech.side == self._side]
        fresh = [
            admission
            for admission in self._debate.admissions
            if admission.side != self._side and not any(admission.question in t for t in used)
        ]
        return [self._admission(admission) for admission in fresh[: plan.admissions]]

    def _admission(self, admission: Admission) -> Part:
        # A question of the pack grants no more than that it was answered so.
        told = admission.question in admission.granted
        said = {
            "question": admission.question,
            "words": _sentence(excerpt(admission.words, _CLAIM_LENGTH)),
            "granted": "" if told else admission.granted,
        }
        return Part(self._say("admission", **said).strip())

    def _say(self, name: str, **values: str) -> str:
        """Fill in one of the phrases of a kind, another than the last time where there are two."""
        phrases: Sequence[str] = getattr(self._phrases, name)
        others = [phrase for phrase in phrases if phrase != self._said.get(name)] or list(phrases)
        self._said[name] = self._random.choice(others)
        return self._said[name].format(**values)


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}


def _cited(debate: Debate, side: Side) -> frozenset[str]:
    """The passages the speeches of one side have cited so far."""
    parts = (p for s in debate.speeches if s.side == side for p in s.parts)
    return frozenset(part.citation.passage for part in parts if part.citation is not None)


def _one_a_passage(counters: Sequence[Counter]) -> list[Counter]:
    found: dict[str, Counter] = {}
    for counter in counters:
        found.setdefault(counter.citation.passage, counter)
    return list(found.values())


def _claim(argument: Argument) -> str:
    return _sentence(excerpt(argument.heading, _CLAIM_LENGTH))


def _sentence(text: str) -> str:
    """End a text with a mark, so that a quotation of it reads as a sentence."""
    return text if text.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{text}."


def _strength(reply: Reply) -> float:
    return reply.chosen.strength if reply.chosen is not None else 0.0
