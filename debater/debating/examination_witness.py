"""The bot under questions: it answers with what the sources say, and grants what they grant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from debater.debating.examination_patterns import ByVoice, Examination
from debater.debating.model import Admission, By, Debate, Exchange, Part
from debater.motions.citation import Citation
from debater.motions.model import Side, opposite
from debater.sparring.engine import Engine
from debater.sparring.phrasing import in_quotes, named, place_in_source, short_cite
from debater.sparring.questions import asks_for_cite, source_cite
from debater.sparring.reply import Counter
from debater.text import clean_line, words

# What is said in fifteen seconds, a citation's place included.
POINT_WORDS = 35
_POINTS_TAKEN = 2
# How much of a question's words the part of a speech has to share for the question to mean it.
_LIKE = 0.5
_QUESTION = re.compile(
    r"(?:(?:and|so|but|now|then|ok|okay|well|wait|sorry|first|next|also|you said[^,]*),? )*"
    r"(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|may|might|must|should|"
    r"(?:is|are|was|were|do|does|did|ca|could|wo|would|has|have|should)n't|"
    r"who|whom|whose|what|which|when|where|why|how|tell me|show me)\b"
)
# A question about what the bot itself has just said.
_ABOUT_SPEECH = re.compile(
    r"\b(?:your|the|any) (?:evidence|source|sources|proof|citation|cite|quote|quotation|warrant|"
    r"support|authority|card)\b"
    r"|\b(?:who|which \w+) (?:says|said|claims|claimed|wrote|holds|argues) (?:that|this|it|so)\b"
    r"|\bsays who\b|\bwhere (?:does|did) (?:that|this|it|you)\b|\bwhere is (?:that|this|it) from\b"
    r"|\b(?:which|what) (?:paragraph|page|source|passage)\b|\bhow do you know\b"
    r"|\b(?:can|could) you (?:prove|cite|source|back up|support)\b"
    r"|\bwhat makes you (?:say|think|claim)\b|\bwhat (?:is|was|are) (?:that|this|it) based on\b"
    r"|\byou (?:said|claimed|argued|told us|mentioned) (?:that|in|earlier)?"
)
_ORDINAL = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
# Words of a question about the speech that say nothing of which part is meant.
_EMPTY = frozenset(
    "your you the a an of for that this it is was are were what who says said say where which how "
    "do does did can could evidence source sources proof citation cite quote quotation prove know "
    "point argument contention claim claims claimed claiming and or in on to have has any there be "
    "made make makes so from about that's speech support warrant passage paragraph page we they he "
    "she i my me first second third fourth fifth last with by at as if not tell show us".split()
)


class Witness:
    """Answers questions on the bot's side.  The same debate gives the same answers."""

    def __init__(self, engine: Engine, book: Examination) -> None:
        self._engine, self._book = engine, book

    def answer_question(
        self, question: str, debate: Debate, side: Side | None = None, by: By = "user"
    ) -> Exchange:
        """Answer a question that ``side`` (the user's) asked: what the sources say, and no more.

        What speaks for who asked is granted: the exchange then holds the bot's admission.
        """
        asked = Exchange(debate.stage, side or debate.side, by, question)
        return self._answer(asked, debate)

    def answer_point(
        self, question: str, debate: Debate, side: Side | None = None, by: By = "user"
    ) -> Exchange:
        """Answer a point of information of ``side``'s, in fifteen seconds."""
        asked = Exchange(debate.stage, side or debate.side, by, question, point=True)
        return self._answer(asked, debate)

    def takes_point(self, debate: Debate, side: Side | None = None) -> bool:
        """Tell whether the bot, speaking, still takes a point: one or two a speech."""
        side = side or debate.side
        taken = [e for e in debate.asked_in(debate.stage) if e.point and e.taken and e.side == side]
        return len(taken) < min(_POINTS_TAKEN, debate.format.most_points)

    def _answer(self, asked: Exchange, debate: Debate) -> Exchange:
        line = clean_line(asked.question)
        if not _is_question(line):
            return replace(asked, answer=self._say(self._book.ask_me, line))
        plain = line.casefold().replace("’", "'")
        if _ABOUT_SPEECH.search(plain):
            about = self._about_speech(asked, line, debate)
            if about is not None:
                return about
        if asks_for_cite(line):
            cites = "; and ".join(source_cite(source) for source in self._engine.motion.sources)
            return replace(asked, answer=cites)
        found = self._engine.consult(_without_tail(line))
        if found is None:
            return replace(asked, answer=self._say(self._book.unanswered, line))
        return self._found(asked, found)

    def _found(self, asked: Exchange, found: Counter) -> Exchange:
        """Answer with a sentence of the sources; what speaks for who asked is granted."""
        granted = found.stance == asked.side
        told = found.citation, found.voice, found.speaker, asked.question
        if asked.point:
            text = self._brief(found)
        else:
            text = self._quoted(self._book.granted if granted else self._book.says, *told)
        admission = None
        if granted:
            grants = self._quoted(self._book.grants, *told)
            admission = Admission(opposite(asked.side), grants, asked.question, text, asked.stage)
        return replace(
            asked, answer=text, citation=found.citation, voice=found.voice, admission=admission
        )

    def _brief(self, found: Counter) -> str:
        text = self._quoted(self._book.brief, found.citation, found.voice, found.speaker, "")
        if len(words(text)) <= POINT_WORDS or not found.tag:
            return text
        place = place_in_source(found.citation)
        return self._say(self._book.brief_by_tag, "", tag=found.tag, place=place)

    # ── what the bot itself said ────────────────────────────────────────────────────

    def _about_speech(self, asked: Exchange, question: str, debate: Debate) -> Exchange | None:
        """Cite for what a question means of what the bot said; None where it means none of it."""
        told = set(words(question)) - _EMPTY
        numbered = any(word in _ORDINAL for word in words(question))
        said = [e for e in debate.asked_in(debate.stage) if e.side == asked.side and e.answer]
        if not told and not numbered and said and said[-1].citation is not None:
            last = said[-1]
            return self._cited(asked, last.citation, last.voice)
        parts = _parts(debate, opposite(asked.side))
        if not parts:
            nothing = self._say(self._book.nothing_cited, question)
            return None if told else replace(asked, answer=nothing)
        part = _part_meant(question, told, parts)
        if part is None:
            return None
        heading = _sentence(part.heading)
        if part.citation is None:
            text = self._say(self._book.own_part_uncited, question, heading=heading)
            return replace(asked, answer=text)
        return self._cited(asked, part.citation, part.voice, heading)

    def _cited(
        self, asked: Exchange, citation: Citation | None, voice: str, heading: str = ""
    ) -> Exchange:
        """Answer with a citation the bot has made before."""
        if citation is None:
            return asked
        says = self._quoted(
            self._book.says, citation, voice, self._speaker(citation), asked.question
        )
        text = says
        if heading and not asked.point:
            text = self._say(self._book.own_part, asked.question, heading=heading, says=says)
        return replace(asked, answer=text, citation=citation, voice=voice)

    def _speaker(self, citation: Citation) -> str | None:
        """Who speaks in the sentence that is cited, where the pack names anybody."""
        for point in self._engine.motion.passage(citation.passage).points:
            for sentence in point.sentences:
                if sentence.span.start <= citation.start < sentence.span.end:
                    return sentence.speaker
        return None

    # ── wording ─────────────────────────────────────────────────────────────────────

    def _quoted(
        self, phrases: ByVoice, citation: Citation, voice: str, speaker: str | None, question: str
    ) -> str:
        return self._say(
            getattr(phrases, voice or "author"),
            question,
            quote=in_quotes(citation.quote),
            cite=short_cite(citation),
            place=place_in_source(citation),
            speaker=named(speaker),
        )

    def _say(self, phrases: Sequence[str], question: str, /, **values: str) -> str:
        return Random(question).choice(list(phrases)).format(**values)  # noqa: S311


def _is_question(line: str) -> bool:
    if len(words(line)) < 2:
        return False
    return line.rstrip("”\"' )").endswith("?") or bool(
        _QUESTION.match(line.casefold().replace("’", "'"))
    )


def _without_tail(line: str) -> str:
    """Leave off what only turns a sentence into a question: "…, right?"."""
    return re.sub(
        r",? (?:yes or no|right|correct|true|no|is(?:n['’]t)? (?:it|that so)|"
        r"don['’]t you(?: think)?|do(?:es)?n['’]t (?:it|they))\s*\?$",
        "?",
        line,
    )


def _parts(debate: Debate, side: Side) -> list[Part]:
    """The parts of the latest speech of a side by the bot, then of those before, that argue."""
    speeches = [s for s in debate.speeches if s.side == side and s.by == "bot"]
    return [part for speech in reversed(speeches) for part in speech.parts if part.heading]


def _part_meant(question: str, told: set[str], parts: Sequence[Part]) -> Part | None:
    """Find the part a question is about: by its number, its words, or the one cited last."""
    for word in words(question):
        if word in _ORDINAL:
            cited = [part for part in parts if part.citation is not None]
            place = _ORDINAL[word]
            if cited and place < len(cited):
                return cited[place]
    stems = {_stem(word) for word in told}
    if not stems:
        return next((part for part in parts if part.citation is not None), parts[0])
    best = max(parts, key=lambda part: _likeness(stems, part))
    return best if _likeness(stems, best) >= _LIKE * len(stems) else None


def _likeness(stems: set[str], part: Part) -> float:
    heading = {_stem(word) for word in words(part.heading)}
    quoted = {_stem(word) for word in words(part.citation.quote)} if part.citation else set()
    return len(stems & heading) + 0.5 * len(stems & (quoted - heading))


def _stem(word: str) -> str:
    """Level the endings that a question is most likely to change."""
    for ending in ("ing", "ed", "es", "s", "'s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _sentence(text: str) -> str:
    return text if text.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{text}."
