"""The engine: an argument in, a reply out, nothing else touched.

It knows a motion, a searcher that weighs evidence, and a phrase book; the round it
answers in is passed in and never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from debater.motions.model import CITED_FROM, STANCES, Point, Side
from debater.retrieval.rank import PointEvidence, off_motion, rank
from debater.sparring.phrasing import (
    UNSURE_STANCE,
    Wording,
    in_quotes,
    short_cite,
    stance_in_words,
    whose_words,
)
from debater.sparring.questions import asks_for_cite, best_bearing, source_cite
from debater.sparring.reading import SourceReader
from debater.sparring.reply import Counter, Reply
from debater.sparring.rounds import Round
from debater.sparring.utterance import Utterance, classify, follows_up
from debater.sparring.weighing import Weighing, weigh
from debater.text import clean, excerpt, sentence_spans, words

_CLAIM_LENGTH = 160
_ARGUED = ("argument", "quotation")
_DEFAULT_COUNTERS = 5


class Engine(SourceReader):
    """Answers arguments on one motion.  Safe to call from one thread at a time."""

    def introduction(self, side: Side) -> str:
        """Say what the sources hold against ``side``: "3 of 18 passages oppose you, …"."""
        points = self.motion.opposing(side)
        passages = {point.passage for point in points}
        total = len(self.motion.passages)
        if not passages:
            return f"None of the {total} passages opposes you; expect silence."
        verb = "opposes" if len(passages) == 1 else "oppose"
        line = f"{len(passages)} of {total} passages {verb} you"
        voices = {s.voice for point in points for s in point.sentences}
        if "author" in voices:
            return f"{line}."
        how = " or ".join(voice for voice in ("reported", "conceded") if voice in voices)
        which = {1: "it is", 2: "both"}.get(len(passages), "all")
        return f"{line}, {which} {how}: the sources mostly argue your side."

    def answer(self, argument: str, round: Round, top: int = _DEFAULT_COUNTERS) -> Reply:
        """Answer ``argument``, said after the turns of ``round`` (which does not hold it).

        ``top`` is how many counters are listed.
        """
        argument = clean(argument)
        wording = Wording(self._phrases, round)
        sources = [(source.id, source.text) for source in self.motion.sources]
        said = classify(argument, sources)
        if said.kind == "empty":
            return _spoken(said, wording.opening(self._phrases.empty))
        if said.kind == "greeting":
            return self._greet(said, round, wording)
        if said.kind == "concession":
            return self._concession(said, wording)
        if said.kind == "answer" and _open_question(round):
            return self._answered(argument, round, wording)
        if said.kind in ("answer", "challenge"):
            return self._challenge(round, wording)
        if said.kind == "question":
            return self._question(argument, round, wording, top)
        return self._argument(said, argument, round, wording, top)

    def refute(self, argument: str, round: Round, top: int = _DEFAULT_COUNTERS) -> Reply:
        """Answer ``argument`` as an argument, whatever it looks like: a speech has no small talk.

        ``round`` is as for ``answer``.
        """
        argument = clean(argument)
        sources = [(source.id, source.text) for source in self.motion.sources]
        said = classify(argument, sources)
        if said.kind not in _ARGUED:
            said = Utterance("argument")
        return self._argument(said, argument, round, Wording(self._phrases, round), top)

    def another(self, round: Round) -> Reply | None:
        """Answer the last turn of ``round`` again, with the next best counter.

        Returns None when there is no turn or no further passage that answers it.
        """
        if not round.turns or (last := round.turns[-1]).reply is None:
            return None
        reply = last.reply
        if reply.chosen is None:
            return None
        after = [c for c in reply.counters if c.rank > reply.chosen.rank]
        better = [c for c in after if c.answers]
        if not better:
            return None
        before = round.before_last
        # The replaced reply's opening counts as used: the user has just read it.
        wording = Wording(self._phrases, before.with_turn("", reply), variant=better[0].rank)
        return self._built_on(better[0], reply, last.argument, before, wording)

    def weigh(self, argument: str, side: Side) -> Weighing:
        """Weigh every point for ``argument``, said by someone on ``side`` who begins a round.

        Nothing is cited: this is for a coach who wants to know what would be, and why.
        """
        argument = clean(argument)
        said = classify(argument, [(source.id, source.text) for source in self.motion.sources])
        if said.kind not in (*_ARGUED, "question"):
            return Weighing(said.kind, False, ())
        found = self._searcher.evidence(argument, STANCES)
        quoted = self._maker.quoted(said) if said.kind == "quotation" else None
        weighed = weigh(found, self._maker, side, self.motion.floor, quoted, argument)
        return Weighing(said.kind, off_motion(found), weighed)

    # The kinds of utterance -------------------------------------------------------------

    def _greet(self, said: Utterance, round: Round, wording: Wording) -> Reply:
        if round.turns:
            text = wording.opening(self._phrases.greeting_again)
            return replace(_spoken(said, text), question=_open_question(round))
        text = wording.opening(
            self._phrases.greeting, statement=self.motion.statement, side=round.side
        )
        # What a bot's passage answers is what someone on the user's side would say.
        openers = [p.answers[0] for p in self.motion.opposing(round.side) if p.answers]
        hint = f"For example: “{openers[0]}”" if openers else ""
        return replace(_spoken(said, text), question=hint)

    def _answered(self, answer: str, round: Round, wording: Wording) -> Reply:
        """Take a bare yes or no as what it is: an answer to the question just asked."""
        question = _open_question(round)
        text = wording.opening(
            self._phrases.answer, answer=excerpt(answer, 60).rstrip(".!"), question=question
        )
        chosen = round.replies[-1].chosen
        asked = frozenset(reply.question for reply in round.replies)
        questions = self._maker.points[chosen.point].questions if chosen else ()
        fresh = [other for other in questions if other not in asked]
        then = fresh[0] if fresh else wording.say(self._phrases.answer_question)
        but = wording.say(self._phrases.answer_needs_reason)
        return Reply("answer", silent=True, they_say=text, but=but, question=then, opening=text)

    def _challenge(self, round: Round, wording: Wording) -> Reply:
        """Stand by the last citation when it is challenged without a reason."""
        cited = [reply.chosen for reply in round.replies if reply.chosen is not None]
        if not cited:
            text = wording.opening(self._phrases.challenge_nothing)
            return Reply("challenge", silent=True, they_say=text, opening=text)
        last = cited[-1]
        text = wording.opening(self._phrases.challenge)
        return Reply(
            "challenge",
            silent=False,
            they_say=text,
            because=wording.because(last.citation, last.voice, last.speaker),
            therefore=wording.therefore(self._maker.points[last.point].impact),
            question=wording.say(self._phrases.challenge_question),
            answer=last,
            opening=text,
        )

    def _concession(self, said: Utterance, wording: Wording) -> Reply:
        text = wording.opening(self._phrases.concession)
        question = wording.say(self._phrases.concession_question)
        return replace(_spoken(said, text), question=question)

    def _question(self, argument: str, round: Round, wording: Wording, top: int) -> Reply:
        """Answer a question about the sources from any passage, whatever its stance.

        What opposes the user is listed all the same: a question may have been a point.
        """
        back = wording.say(self._phrases.question_back)
        if asks_for_cite(argument):
            cites = "; and ".join(source_cite(source) for source in self.motion.sources)
            text = wording.opening(self._phrases.question_about_cite, cite=cites)
            return Reply("question", silent=False, they_say=text, question=back, opening=text)
        found = self._searcher.evidence(argument, STANCES)
        points = (self._maker.points[one.point] for one in found)
        shared = [self._searcher.shared_words(argument, point, brief=False) for point in points]
        best = best_bearing(argument, found, shared)
        counters = self._counters(argument, found, round, top)
        if best is None:
            text = wording.opening(self._phrases.question_unanswered)
            return Reply("question", silent=True, they_say=text, counters=counters, opening=text)
        answer = self._told_surely(self._maker.counter(1, rank([best])[0], argument))
        text = wording.opening(self._phrases.question_answered)
        return Reply(
            "question",
            silent=False,
            they_say=text,
            because=wording.because(answer.citation, answer.voice, answer.speaker),
            therefore=f"This is {whose_words(answer.voice, answer.speaker)}, "
            f"{self._stance_told(answer)}.",
            question=back,
            counters=counters,
            answer=answer,
            opening=text,
        )

    def _argument(
        self, said: Utterance, argument: str, round: Round, wording: Wording, top: int
    ) -> Reply:
        """Answer an argument, or a quotation used as one, with an opposing passage."""
        answer = self._maker.quoted(said) if said.kind == "quotation" else None
        answer = self._told_surely(answer) if answer is not None else None
        # Words of an opposing passage are not answered with that same passage.
        quoted = answer.point if answer is not None else ""
        found = self._searcher.evidence(argument, STANCES)
        context = _context(argument, round)
        followed = self._searcher.evidence(argument, STANCES, context) if context else []
        counters = self._counters(argument, found, round, top, followed, quoted)
        best = counters[0] if counters else None
        if best is None or not best.answers:
            return self._silence(said, argument, found, counters, answer, round, wording)
        reply = Reply(said.kind, silent=False, counters=counters, answer=answer)
        reply = self._built_on(best, reply, argument, round, wording)
        if best.repeated:
            reply = replace(reply, turned=self._maker.turned(found, round.side, round.turned))
        return reply

    def _counters(
        self,
        argument: str,
        found: Sequence[PointEvidence],
        round: Round,
        top: int,
        followed: Sequence[PointEvidence] = (),
        quoted: str = "",
    ) -> tuple[Counter, ...]:
        """Rank what opposes the user, but for the point ``quoted``, and prove the best."""
        against, after = (
            [
                replace(one, opposes=self._maker.points[one.point].opposes(round.side))
                for one in reading
                if self._maker.points[one.point].may_be_cited_against(round.side)
                and one.point != quoted
            ]
            for reading in (found, followed)
        )
        best = rank(against, round.cited, self.motion.floor, after)[:top]
        return tuple(self._maker.counter(n, one, argument) for n, one in enumerate(best, start=1))

    # The parts of a reply ---------------------------------------------------------------

    def _built_on(
        self, counter: Counter, reply: Reply, argument: str, round: Round, wording: Wording
    ) -> Reply:
        """Phrase ``reply`` around one of its counters."""
        point = self._maker.points[counter.point]
        if reply.answer is not None:
            opening = self._quotation_opening(reply.answer, wording)
        else:
            opening = wording.claim_opening(self._claim(argument, counter))
        response = point.response or ("mitigate" if counter.voice == "conceded" else "deny")
        asked = frozenset(turn.question for turn in round.replies)
        return replace(
            reply,
            they_say=opening,
            but=wording.but(response, counter.tag, counter.strength),
            because=wording.because(counter.citation, counter.voice, counter.speaker),
            therefore=wording.therefore(point.impact),
            question=wording.question(point.questions, asked),
            chosen=counter,
            response=response,
            notice=self._notice(counter.repeated),
            opening=opening,
            turned=None,
        )

    def _silence(
        self,
        said: Utterance,
        argument: str,
        found: Sequence[PointEvidence],
        listed: tuple[Counter, ...],
        answer: Counter | None,
        round: Round,
        wording: Wording,
    ) -> Reply:
        """Admit that nothing answers, offer another angle, and turn evidence where it is marked."""
        off = said.kind == "argument" and off_motion(found)
        phrases = self._phrases.off_motion if off else self._phrases.silence
        topic = self.motion.topic
        if answer is not None:
            opening = self._quotation_opening(answer, wording)
            but = wording.say(phrases, topic=topic)
        elif off:
            opening, but = wording.opening(phrases, topic=topic), ""
        else:
            opening = wording.claim_opening(excerpt(argument, _CLAIM_LENGTH))
            but = wording.say(phrases)
        turned = None if off else self._maker.turned(found, round.side, round.turned)
        therefore = ""
        if turned is not None:
            therefore = wording.say(
                self._phrases.turned,
                quote=in_quotes(turned.citation.quote),
                cite=short_cite(turned.citation),
                tag=turned.tag,
                impact=turned.impact,
            )
        return Reply(
            "off_motion" if off else said.kind,
            silent=True,
            they_say=opening,
            but=but,
            therefore=therefore,
            question="" if off else self._angle(round, wording),
            counters=listed,
            answer=answer,
            turned=turned,
            notice=self._notice(),
            opening=opening,
        )

    def _angle(self, round: Round, wording: Wording) -> str:
        """Offer a claim that an opposing passage not yet cited does answer."""
        points = [p for p in self.motion.opposing(round.side) if p.answers]
        fresh = [point for point in points if not _seen(point, round)] or points
        if not fresh:
            return ""
        point = fresh[len(round.turns) % len(fresh)]
        line = point.answers[len(round.turns) % len(point.answers)]
        return wording.say(self._phrases.angle, line=line)

    def _quotation_opening(self, answer: Counter, wording: Wording) -> str:
        return wording.opening(
            self._phrases.quotation,
            cite=short_cite(answer.citation),
            whose=whose_words(answer.voice, answer.speaker),
            stance=self._stance_told(answer),
        )

    def _is_unsure(self, answer: Counter) -> bool:
        """Tell whether the label of an answer is a guess that would not be cited."""
        point = self._maker.points.get(answer.point)
        label = point.label if point is not None else None
        return label is not None and label.origin != "coach" and label.confidence < CITED_FROM

    def _told_surely(self, answer: Counter) -> Counter:
        """Return an answer that is on no side where its side is not sure."""
        return replace(answer, stance="neutral") if self._is_unsure(answer) else answer

    def _stance_told(self, answer: Counter) -> str:
        return UNSURE_STANCE if self._is_unsure(answer) else stance_in_words(answer.stance)

    def _claim(self, argument: str, counter: Counter) -> str:
        """The user's own words to restate: the sentence the counter has most in common with."""
        if len(argument) <= _CLAIM_LENGTH:
            return excerpt(argument, _CLAIM_LENGTH)
        shared = set(counter.evidence.shared_words) | set(words(counter.evidence.claim))
        sentences = [span.of(argument) for span in sentence_spans(argument[:4000])]
        best = max(sentences, key=lambda s: len(shared & set(words(s))), default=argument)
        return excerpt(best, _CLAIM_LENGTH)

    def _notice(self, repeated: bool = False) -> str:
        """What the user must know of how this answer came about."""
        again = "This round has cited this passage before." if repeated else ""
        words_only = (
            "The embedding model cannot be used, so passages were matched by their words alone; "
            "“debater doctor” says why."
        )
        return " ".join(part for part in (again, words_only if self.words_only else "") if part)


def _spoken(said: Utterance, text: str) -> Reply:
    """A reply that cites nothing, because nothing was argued."""
    return Reply(said.kind, silent=True, they_say=text, opening=text)


def _seen(point: Point, round: Round) -> bool:
    return point.passage in round.cited


def _open_question(round: Round) -> str:
    """The question the bot asked last, if its last reply asked one."""
    return round.replies[-1].question if round.replies else ""


def _context(argument: str, round: Round) -> str:
    """What a follow-up such as "but that was in 1990" leans on: the last turn."""
    if not round.turns or not follows_up(argument):
        return ""
    # A bare "yes" or "so what?" in between is no context: the last argument is.
    said = [t.argument for t in round.turns if t.reply and t.reply.kind in _ARGUED]
    return said[-1] if said else ""
