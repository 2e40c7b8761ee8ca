"""Rounds as a list shows them: a name or how one began, then its facts on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from textual.content import Content

from debater.sparring.wording import count_in_words, moment_in_words, side_in_words
from debater.store.archive import END, FOUND, ListedRound
from debater.store.whole import WholeRound
from debater.study.summary import load_summary, result_line
from debater.text import clean_line, excerpt
from debater.tui.blocks import folded, said

_BEGINNING = 70
_MARKED = re.compile(f"{FOUND}([^{END}]*){END}")


def round_prompt(listed: ListedRound, titles: dict[str, str], now: datetime) -> Content:
    """Return a round for the list; ``titles`` are those of the formats, by name."""
    beginning = excerpt(listed.beginning, _BEGINNING)
    quoted = folded(f"“{beginning}”" if beginning else "Nothing said yet")
    if listed.name:
        first = folded(listed.name, "bold")
        if not listed.snippet:
            first = Content.assemble(first, ("  ", ""), quoted.stylize("$muted"))
    else:
        first = quoted
    lines = [first]
    if listed.snippet:
        lines.append(marked(listed.snippet))
    facts = " · ".join(_facts(listed, titles, now))
    lines.append(
        Content.assemble(
            (side_in_words(listed.side), f"${listed.side} bold"), said(f" · {facts}", "$muted")
        )
    )
    return Content("\n").join(lines)


def marked(snippet: str) -> Content:
    """Return words that were found with what was searched in bold and underlined."""
    parts: list[Content] = []
    end = 0
    for match in _MARKED.finditer(snippet):
        parts += [folded_end(snippet[end : match.start()]), _hit(match[1])]
        end = match.end()
    parts.append(folded_end(snippet[end:]))
    return Content.assemble(*parts)


def folded_end(text: str) -> Content:
    """Return text on one line, a blank at either end kept."""
    plain = " ".join(clean_line(text).split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and plain else ""
    return Content.styled(f"{before}{plain}{after}", "$muted")


def _hit(text: str) -> Content:
    return Content.styled(clean_line(text), "bold underline")


def _facts(listed: ListedRound, titles: dict[str, str], now: datetime) -> Iterator[str]:
    if listed.format:
        yield titles.get(listed.format, clean_line(listed.format))
    yield clean_line(Path(listed.motion).name)
    if listed.summary is not None:
        yield result_line(load_summary(listed.summary))
    elif listed.turns:
        yield count_in_words(listed.turns, "speech" if listed.format else "turn")
    yield moment_in_words(listed.touched, now)
    if listed.forked:
        yield f"forked from {clean_line(listed.forked)}"


def turns_to_fork(whole: WholeRound) -> list[tuple[int, str]]:
    """Return where a round can be forked: how much the fork keeps, and what to show for it."""
    if not whole.format:
        return [
            (turn.number, f"after turn {turn.number}: “{excerpt(turn.argument, 60)}”")
            for turn in whole.turns
        ]
    match whole.setup:
        case {"format": {"stages": list(stages)}}:
            pass
        case _:
            return []
    reached = [e.body.get("stage") for e in whole.events if e.kind == "stage"]
    return [
        (number, f"from stage {number + 1}: {clean_line(_title(stages[number]))}")
        for number in [0, *reached]
        if isinstance(number, int) and 0 <= number < len(stages)
    ]


def _title(stage: object) -> str:
    title = stage.get("title") if isinstance(stage, dict) else None
    return title if isinstance(title, str) else "?"
