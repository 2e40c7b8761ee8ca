"""Drills as text for the screen: what is asked, how an answer did, what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from textual.content import Content

from debater.motions.citation import Citation
from debater.sparring.phrasing import in_quotes
from debater.sparring.wording import (
    attribution,
    count_in_words,
    published_in_words,
    spoken_missing,
    where_in_words,
)
from debater.study.model import GRADES, Compared, Drill, Grade
from debater.study.sitting import Done
from debater.study.wording import grade_in_words, material_in_words, verdict_in_words, when_in_words
from debater.text import clean_line, words
from debater.tui.blocks import EMPTY, Block, folded, said

_BLANK = Block(EMPTY)
_BAR, _PROOF = Content.styled("│ ", "$muted"), Content.styled("▌ ", "$quote")
_INDENT = Content("  ")
_NUMBERS = range(1, 10)
_WHAT_DRILLS_ARE = (
    "Drills ask you to answer claims, to say whose view a passage is, to tell a quotation from "
    "an altered one, and to answer again what you dropped or answered weakly. How soon each "
    "comes back depends on how well you knew it."
)


def asking_blocks(drill: Drill) -> Iterator[Block]:
    """Yield what is asked, and what it is about."""
    yield Block(folded(drill.asks, "bold"))
    if drill.material:
        yield _BLANK
        yield Block(said(material_in_words(drill)), _BAR, _BAR)
    if drill.most_words:
        yield _BLANK
        yield Block(Content.styled(_budget(drill), "$muted"))


def asked_blocks(drill: Drill) -> Iterator[Block]:
    """Yield what was asked, once it is answered: shorter, and no longer what matters most."""
    yield Block(folded(drill.asks, "$muted"))
    if drill.material:
        yield Block(said(material_in_words(drill)), _BAR, _BAR)
    yield _BLANK


def answered_blocks(drill: Drill, answer: str, compared: Compared) -> Iterator[Block]:
    """Yield what was answered, how it did, and the passage that proves it."""
    yield from _choices(drill, answer) if drill.choices else _typed(answer)
    yield _BLANK
    yield _verdict(drill, compared)
    # A choice is shown above already, whatever it was.
    if compared.reason and answer not in drill.choices:
        yield Block(folded(compared.reason), _INDENT, _INDENT)
    if drill.citation is not None:
        yield _BLANK
        yield from _proof(drill, drill.citation)
    if drill.explains:
        yield _BLANK
        yield Block(said(drill.explains))


def _budget(drill: Drill) -> str:
    had = len(words(drill.material))
    return f"It has {count_in_words(had, 'word')} now."


def _typed(answer: str) -> Iterator[Block]:
    count = f" · {count_in_words(len(words(answer)), 'word')}"
    yield Block(Content.assemble(("You", "bold"), (count, "$muted")))
    yield Block(said(answer) if answer.strip() else Content.styled("nothing", "$muted"))


def _choices(drill: Drill, answer: str) -> Iterator[Block]:
    """Yield the right choice and the learner's, each marked by a word."""
    for number, choice in enumerate(drill.choices, start=1):
        right, mine = choice == drill.right, choice == answer
        notes = [note for note, true in (("right", right), ("you", mine)) if true]
        if notes:
            chosen = folded(choice, "bold" if right else "")
            after = (f"  ← {', '.join(notes)}", "bold" if right else "$muted")
            yield Block(Content.assemble(chosen, after), Content(f"{number} "), _INDENT)
    if answer not in drill.choices:
        yield Block(Content.assemble(("You  ", "bold"), folded(answer or "nothing")))


def _verdict(drill: Drill, compared: Compared) -> Block:
    mark, style = {
        True: ("✓ ", "$success bold"), False: ("✗ ", "$error bold"), None: ("≈ ", "$focus bold")
    }[compared.right]  # fmt: skip
    left = Content.styled(mark, style)
    return Block(folded(verdict_in_words(drill, compared), "bold"), left, _INDENT)


def _proof(drill: Drill, citation: Citation) -> Iterator[Block]:
    """Yield the proved passage and its cite; the passage is not repeated where it was asked."""
    repeats = citation.quote in drill.material
    if not repeats:
        yield Block(said(in_quotes(citation.quote), "$quote"), _PROOF, _PROOF)
    for line in cite_lines(drill, citation):
        left = EMPTY if repeats else _PROOF
        yield Block(folded(line, "$muted"), left, left)


def cite_lines(drill: Drill, citation: Citation) -> list[str]:
    """Say whose words they are and where they stand; then the source, and what it lacks."""
    source = citation.source
    whose = attribution(drill.voice, drill.speaker, source)
    below = ", ".join(part for part in (published_in_words(source), spoken_missing(source)) if part)
    return [f"— {whose}, {where_in_words(citation)}", *([below] if below else [])]


def options(offered: Sequence[str | Content]) -> list[Content]:
    """Return what can be chosen, each with the number that takes it."""
    shown = [folded(one) if isinstance(one, str) else one for one in offered]
    return [_option(number, one) for number, one in enumerate(shown, start=1)]


def grade_options(dues: Mapping[Grade, datetime], suggested: Grade, now: datetime) -> list[Content]:
    """Return the grades with when each brings the drill back; the suggested one is marked."""
    found = []
    for grade in GRADES:
        text = Content(grade_in_words(grade, dues[grade], now))
        mark = Content.styled("  ← suggested", "$focus") if grade == suggested else EMPTY
        found.append(_option(grade, Content.assemble(text, mark)))
    return found


def _option(number: int, content: Content) -> Content:
    # Beyond nine there is no key for it.
    key = f"{number} " if number in _NUMBERS else "  "
    return Content.assemble((key, "bold $focus"), content)


def done_in_words(done: Done, now: datetime) -> str:
    """Say what was done to the last drill, and how to take it back."""
    if done.grade is None or done.due is None:
        return "Retired: it is not asked again. Ctrl+Z brings it back."
    again = when_in_words(done.due, now)
    return f"Graded {GRADES[done.grade]}: it comes back {again}. Ctrl+Z takes that back."


def idle_blocks(
    *, waiting: int, kept: int, graded: int, skipped: int, held_back: int,
    next_due: datetime | None, now: datetime, of: str, problems: Sequence[str] = (),
) -> Iterator[Block]:  # fmt: skip
    """Yield what is said when nothing is asked; ``of`` names the drills that are meant.

    ``waiting`` counts the drills that are due, ``kept`` all of them, ``held_back`` the new
    ones that are left for other days.
    """
    if waiting:
        first = f"{count_in_words(waiting, 'drill')} due{of}."
    elif graded:
        first = f"Done for now: {count_in_words(graded, 'drill')} graded."
    else:
        first = f"Nothing is due{of}." if kept else f"There are no drills{of} yet."
    yield Block(Content.styled(first, "bold"))
    yield _BLANK
    if skipped:
        yield Block(Content(f"{count_in_words(skipped, 'drill')} skipped, and still due."))
    if skipped or waiting:
        yield Block(Content("F7 goes on with them."))
    if held_back:
        waits = "waits" if held_back == 1 else "wait"
        yield Block(Content(f"{count_in_words(held_back, 'new drill')} {waits} for another day."))
    if next_due is not None:
        yield Block(Content(f"The next one comes {when_in_words(next_due, now)}."))
    if not kept:
        yield Block(Content(_WHAT_DRILLS_ARE))
    for problem in problems:
        yield _BLANK
        left = Content.styled("! ", "$error bold")
        yield Block(folded(problem), left, _INDENT)


def header_line(kind: str, waiting: str, origin: str) -> str:
    """Put the facts of a drill on one line."""
    return " · ".join(part for part in (kind, waiting, clean_line(origin)) if part)
