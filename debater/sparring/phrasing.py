"""Words a reply from the phrase book: varied, seeded, and never beginning two replies alike."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from string import Formatter

from debater.motions.citation import Citation
from debater.motions.model import CITE_ELEMENTS, Response, Stance, Voice
from debater.sparring.reply import FAIR, strength_in_words
from debater.sparring.rounds import Round
from debater.text import words

# Two replies begin alike when these many first words agree.
OPENING_WORDS = 3


@dataclass(frozen=True)
class ButPhrases:
    """What follows the claim, by kind of response."""

    deny: tuple[str, ...]
    mitigate: tuple[str, ...]
    turn: tuple[str, ...]
    outweigh: tuple[str, ...]
    weak: tuple[str, ...]
    untagged: tuple[str, ...]


@dataclass(frozen=True)
class BecausePhrases:
    """How a quotation is introduced, by voice."""

    author: tuple[str, ...]
    conceded: tuple[str, ...]
    reported: tuple[str, ...]


@dataclass(frozen=True)
class Phrasebook:
    """Every sentence the bot can say of its own; the schema of ``prompts/phrases/replies.yaml``."""

    openings: tuple[str, ...]
    but: ButPhrases
    because: BecausePhrases
    therefore: tuple[str, ...]
    therefore_without_impact: tuple[str, ...]
    questions: tuple[str, ...]
    silence: tuple[str, ...]
    angle: tuple[str, ...]
    off_motion: tuple[str, ...]
    greeting: tuple[str, ...]
    greeting_again: tuple[str, ...]
    answer: tuple[str, ...]
    answer_needs_reason: tuple[str, ...]
    answer_question: tuple[str, ...]
    challenge: tuple[str, ...]
    challenge_nothing: tuple[str, ...]
    challenge_question: tuple[str, ...]
    empty: tuple[str, ...]
    concession: tuple[str, ...]
    concession_question: tuple[str, ...]
    question_answered: tuple[str, ...]
    question_unanswered: tuple[str, ...]
    question_about_cite: tuple[str, ...]
    question_back: tuple[str, ...]
    quotation: tuple[str, ...]
    turned: tuple[str, ...]


_ALLOWED = {
    "openings": {"claim"},
    "but": {"tag"},
    "because": {"quote", "cite", "speaker"},
    "therefore": {"impact"},
    "angle": {"line"},
    "off_motion": {"topic"},
    "greeting": {"statement", "side"},
    "answer": {"answer", "question"},
    "question_about_cite": {"cite"},
    "quotation": {"cite", "whose", "stance"},
    "turned": {"quote", "cite", "tag", "impact"},
}


def phrase_problems(book: Phrasebook) -> list[str]:
    """Return what is wrong with a phrase book: empty lists and names nobody fills in."""
    problems = []
    for field in fields(book):
        value = getattr(book, field.name)
        groups = (
            [(field.name, value)]
            if isinstance(value, tuple)
            else [
                (f"{field.name}.{part.name}", getattr(value, part.name)) for part in fields(value)
            ]
        )
        for name, phrases in groups:
            if not phrases:
                problems.append(f"“{name}” is empty")
            for phrase in phrases:
                problems += unknown_names(name, phrase, _ALLOWED.get(field.name, set()))
    return problems


def unknown_names(group: str, phrase: str, allowed: set[str]) -> Iterable[str]:
    """Return what is wrong with the names in braces of ``phrase``, one of ``group``."""
    try:
        used = {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
    except ValueError as error:
        return [f"“{phrase}” in “{group}” has a brace out of place ({error})"]
    known = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "none"
    return [
        f"“{{{name}}}” in “{group}” is not a name that is filled in (use: {known})"
        for name in sorted(used - allowed)
    ]


class Wording:
    """Chooses phrases for the next reply of one round.

    The choice depends on the round's seed and turn alone, so a replay reads the same.
    """

    def __init__(self, book: Phrasebook, round: Round, variant: int = 0) -> None:
        """``variant`` tells apart several replies to one turn (the next best counter)."""
        self._book = book
        self._turn = len(round.turns) + 1
        self._random = random.Random(f"{round.seed}-{self._turn}-{variant}")  # noqa: S311
        self._used = {_begins(reply.opening) for reply in round.replies}

    def opening(self, phrases: Sequence[str], **values: str) -> str:
        """Fill in a phrase that no earlier reply of the round begins like.

        When every phrase has been used, the turn's number makes the beginning new.
        """
        filled = [phrase.format(**values) for phrase in phrases]
        fresh = [text for text in filled if _begins(text) not in self._used]
        if fresh:
            return self._random.choice(fresh)
        text = self._random.choice(filled)
        number = self._turn
        while _begins(numbered := f"Turn {number}. {text}") in self._used:
            number += 1
        return numbered

    def say(self, phrases: Sequence[str], **values: str) -> str:
        """Fill in one of ``phrases``."""
        return self._random.choice(list(phrases)).format(**values)

    def claim_opening(self, claim: str) -> str:
        """Restate the user's claim in an opening not used before."""
        # A full stop belongs to the bot's sentence, not inside the user's words.
        stop = "" if claim.rstrip("”’\"'").endswith((".", "!", "?", "…")) else "."
        openings = [f"{o}{stop}" if o.endswith("{claim}”") else o for o in self._book.openings]
        return self.opening(openings, claim=claim)

    def but(self, response: Response, tag: str, strength: float) -> str:
        """Say how the passage meets the claim, and that it only comes near where it does."""
        if not tag:
            return self.say(self._book.but.untagged)
        if strength < FAIR:
            return self.say(self._book.but.weak, tag=tag)
        return self.say(getattr(self._book.but, response), tag=tag)

    def because(self, citation: Citation, voice: Voice, speaker: str | None) -> str:
        """Introduce the quotation: whose words, verbatim, and where they stand."""
        return self.say(
            getattr(self._book.because, voice),
            quote=in_quotes(citation.quote),
            cite=short_cite(citation),
            speaker=named(speaker),
        )

    def therefore(self, impact: str) -> str:
        """Say what follows."""
        if not impact:
            return self.say(self._book.therefore_without_impact)
        return self.say(self._book.therefore, impact=impact)

    def question(self, questions: Sequence[str], asked: frozenset[str]) -> str:
        """Ask the first of the passage's questions that this round has not asked."""
        fresh = [question for question in questions if question not in asked]
        return (fresh or list(questions) or [self.say(self._book.questions)])[0]


def _begins(text: str) -> tuple[str, ...]:
    return tuple(words(text)[:OPENING_WORDS])


def figure(value: float) -> str:
    """Write a figure from 0 to 1 with two places and no leading zero: ``.62``."""
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0") else text


def strength_with_figure(strength: float) -> str:
    """Name a strength with its figure: ``fair (.62)``; an estimate is never quite 0 or 1."""
    return f"{strength_in_words(strength)} ({figure(min(0.99, max(0.01, strength)))})"


def in_quotes(quote: str) -> str:
    """Put quotation marks around a quotation, unchanged; a space parts them from its own."""
    left = " " if quote[:1] in "“‘\"'" else ""
    right = " " if quote[-1:] in "”’\"'" else ""
    return f"“{left}{quote}{right}”"


def named(speaker: str | None) -> str:
    """Return a speaker's name, or that the source names none."""
    return speaker if speaker and speaker != "unnamed" else "someone the source does not name"


def paragraph_numbers(numbers: Sequence[int]) -> str:
    """Write paragraph numbers as ¶4 or ¶5–6."""
    if len(numbers) == 1:
        return f"¶{numbers[0]}"
    return f"¶{numbers[0]}–{numbers[-1]}"


def place_in_source(citation: Citation) -> str:
    """Write where a citation stands: ¶4, or ¶4 (p. 2) where pages are known."""
    pages = "–".join(map(str, citation.pages))
    where = paragraph_numbers(citation.paragraphs)
    return f"{where} ({'pp.' if len(citation.pages) > 1 else 'p.'} {pages})" if pages else where


def missing_in_words(missing: Sequence[str]) -> str:
    """Name the spoken minimum that a cite lacks: "author and date not given", or nothing."""
    spoken = [name for name in ("author", "date") if name in missing]
    return f"{' and '.join(spoken)} not given" if spoken else ""


def short_cite(citation: Citation) -> str:
    """Cite in a line: author, date, title, paragraph, and which of the first two are missing."""
    source = citation.source
    known = [source.cite[name] for name in ("author", "date") if source.cite.get(name)]
    parts = [*known, f"“{source.title}”", place_in_source(citation)]
    missing = missing_in_words(source.missing)
    return ", ".join(parts) + (f"; {missing}" if missing else "")


def full_cite(citation: Citation) -> str:
    """Cite in full: every element that is known, then every one that is missing, by name."""
    source = citation.source
    known = [f"{name}: {source.cite[name]}" for name in CITE_ELEMENTS if source.cite.get(name)]
    missing = [f"missing: {', '.join(source.missing)}"] if source.missing else []
    return "; ".join([*known, place_in_source(citation), *missing])


def whose_words(voice: Voice, speaker: str | None) -> str:
    """Say in words who speaks in a passage."""
    if voice == "conceded":
        return "conceded by the author"
    if voice == "reported":
        return f"{named(speaker)}, as reported in the source"
    return "the author's own view"


# Said of a passage whose label is too unsure to be cited.
UNSURE_STANCE = "though which side it argues is not sure"


def stance_in_words(stance: Stance) -> str:
    """Say in words what a passage supports."""
    return {
        "for": "which argues for the motion",
        "against": "which argues against the motion",
        "neutral": "which argues neither side",
    }[stance]
