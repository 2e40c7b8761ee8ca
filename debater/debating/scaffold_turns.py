"""Finds turns in a student's answers, and a link turn and an impact turn that undo each other.

Rules on clauses, with the words they look for in data.  A turn is taken to be one only where
the words say so: a false alarm would cost the student a good answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from debater.debating.scaffold_words import EMPTY, Clause, TurnWords, clauses, stem_of
from debater.text import excerpt, words

_PASSAGE = 160


@dataclass(frozen=True, slots=True)
class DoubleTurn:
    """The warning, and the student's own words: ``link`` turns the link, ``impact`` the impact."""

    says: str
    link: str
    impact: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn found in ``passage``: what it is about, in stems; ``any`` where it does not say.

    ``adds`` is the direction of a link turn, None where it only says "the opposite".
    """

    kind: Literal["link", "impact"]
    passage: str
    about: frozenset[str]
    any: bool = False
    adds: bool | None = None


def double_turn(
    turning: TurnWords, arguments: Sequence[str], against: str = ""
) -> DoubleTurn | None:
    """Return a warning where ``arguments`` turn both link and impact of one matter."""
    found = [turn for argument in arguments for turn in turns(turning, argument, against)]
    for link in (turn for turn in found if turn.kind == "link"):
        for impact in (turn for turn in found if turn.kind == "impact"):
            if link.any or impact.any or link.about & impact.about:
                first, second = excerpt(link.passage, _PASSAGE), excerpt(impact.passage, _PASSAGE)
                says = turning.warning.format(link=first, impact=second)
                return DoubleTurn(says, link.passage, impact.passage)
    return None


def turns(turning: TurnWords, text: str, against: str = "") -> list[Turned]:
    """Return the turns of a text, in order; ``against`` is the argument it answers, if known."""
    reader = _reader(turning)
    # As long as the text itself, so that a passage can be given as it was typed.
    plain = text.replace("’", "'")
    theirs = reader.matter(against)
    claimed = {
        stem: adds for clause in clauses(against) for stem, adds in reader.directions(clause.text)
    }
    found = reader.turns(plain, theirs, claimed)
    return [replace(turn, passage=_typed(turn.passage, plain, text)) for turn in found]


def _typed(passage: str, plain: str, text: str) -> str:
    """Return a passage of ``plain`` as ``text`` has it."""
    start = plain.index(passage)
    return text[start : start + len(passage)]


_BE = (
    r"(?:is|are|was|were|'s|'re|isn't|aren't|isnt|arent|"
    r"(?:would|wouldn't|will|won't|can|can't|could|may|might|must)(?: not)?(?: \w+)? be)"
)
_PRONOUN = re.compile(
    r"(?:\W*(?:and|but|so|also|besides|then|because|anyway|actually|in fact|even so) )*"
    r"(?:that|this|it|which|these|those|such a thing|they)$",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\b(?:does|do) (?:indeed |certainly |of course |really |in fact )?$")


class _Reader:
    """Reads clauses with one set of words."""

    def __init__(self, turning: TurnWords) -> None:
        self._group = {
            stem_of(word): f"#{number}"
            for number, group in enumerate(turning.same)
            for word in group
        }
        self._harms = {stem_of(word) for word in turning.harms}
        self._goods = {stem_of(word) for word in turning.goods if " " not in word}
        self._phrases = tuple(word for word in turning.goods if " " in word)
        compiled = _compiled
        self._lessens = compiled(rf"\b(?:{turning.lessens})\b")
        self._adds = compiled(rf"\b(?:{turning.adds})\b")
        self._opposite = compiled(turning.opposite)
        self._unlike = compiled(turning.unlike)
        self._little = compiled(turning.little)
        self._conceded = compiled(turning.conceded)
        judged = rf"(?P<good>{turning.good})|(?P<bad>{turning.bad})"
        self._judgment = compiled(
            rf"^(?P<subject>.*?)(?<![\w])(?P<be>{_BE})\s(?P<between>(?:[\w'-]+\s){{0,4}}?)"
            rf"(?:{judged})\b(?!\s(?:{turning.not_judged})\b)"
        )
        self._wanted = compiled(rf"\b(?:{turning.wanted})\s(?P<object>.+)")
        self._unwanted = compiled(rf"\b(?:{turning.unwanted})\s(?P<object>.+)")
        self._serves = compiled(rf"^(?P<subject>.*?)\s(?:{turning.serves})\b")

    # ── what words are about ────────────────────────────────────────────────────────

    def matter(self, text: str) -> frozenset[str]:
        """What a text is about: the stems of its words, words for one matter as one."""
        return frozenset(self._group.get(stem, stem) for stem in self._stems(text))

    def _stems(self, text: str) -> set[str]:
        found = {stem_of(word) for word in words(text) if word not in EMPTY}
        if any(phrase in text.casefold() for phrase in self._phrases):
            found |= {stem_of(phrase.split()[-1]) for phrase in self._phrases}
        return found

    def directions(self, clause: str) -> Iterator[tuple[str, bool]]:
        """Yield what a clause says is added to (True) or lessened (False), by stem."""
        found = self._direction(clause, "")
        if found is not None:
            adds, about = found
            for stem in about:
                yield stem, adds

    # ── turns ───────────────────────────────────────────────────────────────────────

    def turns(
        self, text: str, theirs: frozenset[str], claimed: dict[str, bool]
    ) -> Iterator[Turned]:
        """Yield the turns of a text against ``theirs``; ``claimed`` are the directions of that."""
        before, granted, sentence = "", False, ""
        for clause in clauses(text):
            opens = clause.sentence != sentence
            if opens:
                sentence, granted = clause.sentence, False
            if re.match(r"(?:but|however|yet)\b", clause.text, re.IGNORECASE):
                granted = False
            conceded = bool(self._conceded.match(clause.text))
            granted = granted or (conceded and not _condition(clause.text))
            link = None
            if not (granted or conceded):
                link = self._link(clause, before, claimed)
                if link is not None:
                    yield link
            if not granted and not _condition(clause.text):
                impact = self._impact(clause, before, theirs, claimed)
                if impact is not None:
                    yield impact
            before = clause.text if link is None else ""

    def _link(self, clause: Clause, before: str, claimed: dict[str, bool]) -> Turned | None:
        if self._opposite.search(clause.text):
            return Turned("link", clause.sentence, self.matter(clause.text), any=True)
        if self._little.search(clause.text):
            return None
        found = self._direction(clause.text, before)
        if found is None:
            return None
        adds, about = found
        # To say what they say, of what they say it of, is to agree with their link.
        if any(claimed.get(stem) == adds for stem in about) or not about:
            return None
        return Turned("link", clause.sentence, about, adds=adds)

    def _direction(self, clause: str, before: str) -> tuple[bool, frozenset[str]] | None:
        """Return whether a clause says that something grows, and what; None for neither."""
        likely = re.search(r"\b(more|less) likely\b", clause, re.IGNORECASE)
        if likely:
            return likely.group(1).casefold() == "more", self.matter(clause[: likely.start()])
        moves = re.search(
            r"\b(?:goes|go|went|going) (up|down)\b|\b(ris(?:es?|ing)|grows?)\b"
            r"|\b(falls?|drops?|declines?|disappears?|shrinks?)\b(?! (?:on|for|to))",
            clause,
            re.IGNORECASE,
        )
        if moves:
            up = bool(moves.group(2)) or (moves.group(1) or "").casefold() == "up"
            return up, self.matter(clause[: moves.start()])
        less, more = self._lessens.search(clause), self._adds.search(clause)
        verb = min(
            (m for m in (less, more) if m), key=lambda m: (m.start(), -m.end()), default=None
        )
        if verb is None:
            return None
        start = clause[: verb.start()]
        if self._unlike.search(" ".join(start.split()[-4:])) or _AGREES.search(start.casefold()):
            return None
        rest = clause[verb.end() :]
        about = self.matter(rest) or self.matter(before)
        adds = verb is more
        # "more freedom", "fewer chances": the comparative says where it goes.
        lessened = re.match(r"\s*(?:far |much |even )?(less|fewer|no)\b", rest, re.IGNORECASE)
        if adds and lessened:
            adds = False
        return adds, about

    def _impact(
        self, clause: Clause, before: str, theirs: frozenset[str], claimed: dict[str, bool]
    ) -> Turned | None:
        for subject, good, plain in self._judgments(clause.text):
            if _PRONOUN.match(subject.strip()):
                # "That would be good": of what was granted for the sake of argument, or theirs.
                if (_condition(before) or self._conceded.match(before)) and before:
                    return Turned("impact", clause.sentence, self.matter(before) | theirs)
                continue
            if self._is_turned(subject, good, plain, theirs, claimed):
                return Turned("impact", clause.sentence, self.matter(subject))
        return None

    def _judgments(self, clause: str) -> Iterator[tuple[str, bool, bool]]:
        """Yield what a clause judges, whether as good, and whether in so many words."""
        judged = self._judgment.match(clause)
        if judged:
            between = f"{judged['be']} {judged['between']}"
            denied = bool(self._unlike.search(between))
            half = re.search(r"\b(?:always|necessarily|that|so|entirely|only)\s$", between)
            if not (denied and half):
                good = bool(judged["good"]) != denied
                said = re.search(r"\b(?:actually|in fact|a|itself|would|could)\b", between)
                yield judged["subject"], good, bool(said) or denied
        for pattern, good in ((self._unwanted, False), (self._wanted, True)):
            match = pattern.search(clause)
            if match:
                yield match["object"], good, True
                break
        match = self._serves.match(clause)
        if match and self._stems(match["subject"]) & self._harms:
            yield match["subject"], True, False

    def _is_turned(
        self,
        subject: str,
        good: bool,
        plain: bool,
        theirs: frozenset[str],
        claimed: dict[str, bool],
    ) -> bool:
        """Tell whether to call ``subject`` good, or bad, is against what people call it."""
        if self._lessens.search(subject) or re.search(r"\b(?:no|without|less|more)\b", subject):
            return False
        stems = self._stems(subject)
        if stems & self._harms:
            return good
        if stems & self._goods:
            return not good
        about = self.matter(subject)
        common = about & theirs
        if not common or not plain:
            return False
        # "It lowers X", said as a harm, holds X to be good already.
        return not any(claimed.get(stem) == (not good) for stem in common) and bool(
            common & claimed.keys()
        )


def _condition(clause: str) -> bool:
    return bool(
        re.match(r"(?:and |but |so )*(?:even if|if|suppose|even though)\b", clause, re.IGNORECASE)
    )


@lru_cache(maxsize=64)
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(cue, re.IGNORECASE)


@lru_cache(maxsize=8)
def _reader(turning: TurnWords) -> _Reader:
    return _Reader(turning)
