"""The patterns questions are made from: cues in a claim, the steps of a chain, how they read.

All wording is data; this module says what the data may hold and finds what a claim has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from debater.sparring.phrasing import unknown_names
from debater.text import sentence_spans, words

# How many words of a claim are quoted: a sentence of more than _LONG is cut to its clause.
_SHORTEST, _LONG, _LONGEST = 3, 14, 24
_SENTENCES = 12


@dataclass(frozen=True)
class Step:
    """One question of a chain, in one or more wordings.

    ``yes``, ``no`` and ``hedged`` say in a sentence what such an answer grants; an answer
    that grants nothing has none.  ``then_…`` name the step that follows.
    """

    name: str
    ask: tuple[str, ...]
    yes: str = ""
    no: str = ""
    hedged: str = ""
    then_yes: str = ""
    then_no: str = ""
    then_hedged: str = ""
    then_evasion: str = ""


@dataclass(frozen=True)
class Pattern:
    """A shape a claim may have, and the chain of questions that fits it.

    ``cue`` is a regular expression on the claim's sentence, without regard to case; the
    words of its group ``claim``, where it has one, are quoted instead of the sentence.  A
    sentence that ``unless`` matches is passed over.  The first of ``steps`` opens.
    """

    name: str
    cue: str
    steps: tuple[Step, ...]
    unless: str = ""

    def step(self, name: str) -> Step:
        """Return a step.  Raises ``KeyError`` when there is none of that name."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


@dataclass(frozen=True)
class ByVoice:
    """Wordings by the voice of what they quote."""

    author: tuple[str, ...]
    conceded: tuple[str, ...]
    reported: tuple[str, ...]


@dataclass(frozen=True)
class Examination:
    """How questions are asked and answered; schema of ``prompts/phrases/examination.yaml``."""

    patterns: tuple[Pattern, ...]
    not_theirs: str
    after_pack: Step
    pack_granted: tuple[str, ...]
    qualified: tuple[str, ...]
    point: ByVoice
    point_by_tag: tuple[str, ...]
    point_by_place: tuple[str, ...]
    ask_me: tuple[str, ...]
    unanswered: tuple[str, ...]
    says: ByVoice
    granted: ByVoice
    grants: ByVoice
    own_part: tuple[str, ...]
    own_part_uncited: tuple[str, ...]
    nothing_cited: tuple[str, ...]
    brief: ByVoice
    brief_by_tag: tuple[str, ...]


_CLAIM = {"claim", "cue"}
_QUOTED = {"quote", "cite", "place", "speaker"}
_ALLOWED = {
    "pack_granted": {"question", "answer"},
    "qualified": {"granted", "words"},
    "point": _QUOTED,
    "point_by_tag": {"tag", "place"},
    "point_by_place": {"place"},
    "says": _QUOTED,
    "granted": _QUOTED,
    "grants": {"quote"},
    "own_part": {"heading", "says"},
    "own_part_uncited": {"heading"},
    "brief": _QUOTED,
    "brief_by_tag": {"tag", "place"},
}


def examination_problems(book: Examination) -> list[str]:
    """Return what is wrong with the wording and the patterns, each in a sentence part."""
    problems = _cue_problems("not_theirs", book.not_theirs)
    for pattern in book.patterns:
        problems += _pattern_problems(pattern)
    problems += _step_problems("after_pack", book.after_pack, {"claim", "cue", "answer"}, {""})
    for field in fields(book):
        if field.name in ("patterns", "not_theirs", "after_pack"):
            continue
        for name, phrases in _groups(field.name, getattr(book, field.name)):
            if not phrases:
                problems.append(f"“{name}” is empty")
            for phrase in phrases:
                problems += unknown_names(name, phrase, _ALLOWED.get(field.name, set()))
    return problems


def _groups(name: str, value: tuple[str, ...] | ByVoice) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, ByVoice):
        for field in fields(value):
            yield f"{name}.{field.name}", getattr(value, field.name)
    else:
        yield name, value


def _pattern_problems(pattern: Pattern) -> list[str]:
    where = f"patterns.{pattern.name}"
    problems = _cue_problems(f"{where}.cue", pattern.cue)
    if pattern.unless:
        problems += _cue_problems(f"{where}.unless", pattern.unless)
    if not pattern.steps:
        return [*problems, f"“{where}” has no steps"]
    names = {step.name for step in pattern.steps} | {""}
    for step in pattern.steps:
        problems += _step_problems(f"{where}.{step.name}", step, _CLAIM, names)
    return problems


def _step_problems(where: str, step: Step, allowed: set[str], names: set[str]) -> list[str]:
    problems = [] if step.ask else [f"“{where}” asks nothing"]
    for phrase in (*step.ask, step.yes, step.no, step.hedged):
        problems += unknown_names(where, phrase, allowed)
    problems += [
        f"“{phrase}” in “{where}” is no question" for phrase in step.ask if not _asks(phrase)
    ]
    for then in (step.then_yes, step.then_no, step.then_hedged, step.then_evasion):
        if then not in names:
            problems.append(f"“{where}” goes on with “{then}”, which is no step of it")
    return problems


def _asks(phrase: str) -> bool:
    return phrase.rstrip().endswith("?")


def _cue_problems(where: str, cue: str) -> list[str]:
    try:
        re.compile(cue)
    except re.error as error:
        return [f"“{where}” is no regular expression ({error})"]
    return []


@dataclass(frozen=True, slots=True)
class Fit:
    """A pattern that fits: the words of the claim to be quoted, and the cue found in them."""

    pattern: Pattern
    claim: str
    cue: str


def fits(book: Examination, said: str) -> list[Fit]:
    """Return the patterns that fit what somebody said, in the book's order.

    A sentence that reports somebody else, asks, or quotes is not theirs to answer for.
    """
    sentences = own_sentences(book, said)
    found = []
    for pattern in book.patterns:
        for sentence in sentences:
            fit = _fit(pattern, sentence)
            if fit is not None:
                found.append(fit)
                break
    return found


def own_sentences(book: Examination, said: str) -> list[str]:
    """Return the sentences in which somebody claims something themselves."""
    line = " ".join(said.split())[:4000]
    sentences = [
        part for span in sentence_spans(line) for part in _SENTENCE_END.split(span.of(line))
    ][:_SENTENCES]
    return [
        sentence
        for sentence in sentences
        if not sentence.rstrip(" )'’").endswith("?")
        and not any(mark in sentence for mark in '“”"„«»{}')
        and not _compiled(book.not_theirs).search(_plain(sentence))
        and len(words(sentence)) >= _SHORTEST
    ]


def main_claim(book: Examination, said: str) -> str:
    """Return the first thing somebody claims in a text, short enough to be quoted, or nothing."""
    for sentence in own_sentences(book, said):
        claim = quotable(sentence, 0, 0)
        if claim:
            return claim
    return ""


def _fit(pattern: Pattern, sentence: str) -> Fit | None:
    plain = _plain(sentence)
    if pattern.unless and _compiled(pattern.unless).search(plain):
        return None
    match = _compiled(pattern.cue).search(plain)
    if match is None:
        return None
    named = "claim" in match.re.groupindex and match["claim"]
    start, end = match.span("claim") if named else match.span()
    claim = _trimmed(sentence[start:end]) if named else quotable(sentence, start, end)
    if not _SHORTEST <= len(words(claim)) <= _LONGEST:
        return None
    return Fit(pattern, claim, match.group("cue" if "cue" in match.re.groupindex else 0).strip())


_BORDER = re.compile(
    r"[;:]\s+|\s+[—–-]\s+|—|,\s+|\s+(?=(?:because|but|while|although|whereas|so that)\s)"
    r"|\s+(?=and (?:it|they|we|he|she|this|that|there|people|you|the)\s)"
)
# Where the splitter is careful, for the sake of abbreviations, and no abbreviation ends.
_SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])")
# A clause that begins so is no claim without the next one.
_LEADS_IN = re.compile(
    r"(?:with|without|after|before|in|on|at|by|for|as|when|while|because|despite|given|during|"
    r"instead|since|although|though|until|once|from|under)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|whether|when|not|n't|never|without)\b", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|so|also|first(?:ly)?|second(?:ly)?|third(?:ly)?|furthermore|moreover|finally|"
    r"then|well|plus|besides|however|therefore|thus|next|in addition|as a result|on top of that|"
    r"because|since|i think(?: that)?|i believe(?: that)?|we believe(?: that)?|"
    r"we say(?: that)?|my (?:first |second |third )?(?:point|argument|contention) is(?: that)?)"
    r"\b[,:]?\s+)+",
    re.IGNORECASE,
)


def quotable(sentence: str, start: int, end: int) -> str:
    """Return the clause of ``sentence`` around a place in it, verbatim and short; "" if too long.

    Whole clauses are left off at either end, but none that the rest depends on.
    """
    if len(words(sentence)) <= _LONG:
        return _trimmed(sentence)
    borders = [0, *(match.end() for match in _BORDER.finditer(sentence)), len(sentence)]
    first = max(n for n, border in enumerate(borders[:-1]) if border <= start)
    last = min(n for n, border in enumerate(borders) if n > first and border >= end)
    # What stands before may turn the sense round: then it is not cut off.
    if _CONDITION.search(_plain(sentence[: borders[first]])):
        first = 0
    more = range(last + 1, len(borders))
    last = max(
        (n for n in more if len(words(sentence[borders[first] : borders[n]])) <= _LONG),
        default=last,
    )
    if _LEADS_IN.match(sentence[borders[first] :]) and last == first + 1 < len(borders) - 1:
        last += 1
    after = sentence[borders[last] :]
    claim = _trimmed(sentence[borders[first] : borders[last]])
    if re.match(r"(?:and |but )?(?:if|unless|when|except|only)\b", after, re.IGNORECASE):
        claim = _trimmed(sentence[borders[first] :])
    return claim if _SHORTEST <= len(words(claim)) <= _LONGEST else ""


def _trimmed(text: str) -> str:
    text = text.strip().rstrip(" .,;:!–—-…")
    shorter = _CONNECTIVE.sub("", text)
    return shorter if len(words(shorter)) >= _SHORTEST else text


def _plain(text: str) -> str:
    return text.replace("’", "'")


@lru_cache(maxsize=256)
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(cue, re.IGNORECASE)
