"""A round as text to take away: the reply as copied, and the whole round as Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from debater.motions.citation import Citation
from debater.motions.model import Side, Source, Voice
from debater.sparring.phrasing import strength_with_figure
from debater.sparring.reply import Reply
from debater.sparring.wording import (
    answers_itself,
    attribution,
    missing_in_words,
    nearest,
    side_in_words,
    where_in_words,
)
from debater.text import clean, clean_line
from debater.tui.play import PlayedTurn

_WRITTEN_CITE = ("publication", "date", "url", "accessed", "qualifications")


def written_cite(citation: Citation, voice: Voice, speaker: str | None) -> str:
    """Write a cite in full: whose words, where, what is known and what is missing."""
    source = citation.source
    parts = [attribution(voice, speaker, source), where_in_words(citation)]
    parts += [clean_line(source.cite[name]) for name in _WRITTEN_CITE if source.cite.get(name)]
    missing = missing_in_words(source.missing)
    return "; ".join([*parts, missing] if missing else parts)


def reply_as_text(reply: Reply) -> str:
    """Write a reply as plain paragraphs, the quotation word for word and with its cite."""
    return "\n\n".join(clean(part) for part in _reply_parts(reply, quoted="{}"))


def _reply_parts(reply: Reply, quoted: str) -> Iterator[str]:
    yield from (part for part in (reply.they_say, reply.but) if part)
    chosen = None if answers_itself(reply) else reply.chosen
    for counter in (reply.answer, chosen):
        if counter:
            cite = written_cite(counter.citation, counter.voice, counter.speaker)
            strength = strength_with_figure(counter.strength)
            yield _quoted(counter.citation.quote, f"{cite}; strength: {strength}", quoted)
    if reply.turned:
        turned = reply.turned
        cite = written_cite(turned.citation, turned.voice, turned.speaker)
        yield _quoted(turned.citation.quote, f"{cite}; your author's own evidence, turned", quoted)
    if reply.because and reply.citation is None:
        yield reply.because
    yield from (part for part in (reply.therefore, reply.question) if part)
    if reply.notice:
        yield f"({reply.notice})"


def _quoted(quote: str, cite: str, line: str) -> str:
    text = f"“{quote}”\n— {cite}"
    return "\n".join(line.format(part) for part in text.splitlines())


def round_as_markdown(
    statement: str, side: Side, turns: Sequence[PlayedTurn], sources: Sequence[Source]
) -> str:
    """Write a round as Markdown: each argument, each reply, and the sources."""
    lines = [f"# {clean_line(statement)}", "", f"You argued {side_in_words(side)}.", ""]
    for turn in turns:
        lines += [f"## {turn.number}. You", "", clean(turn.argument), "", "### Reply", ""]
        if turn.reply is None:
            lines += [clean_line(turn.problem) or "Not answered yet.", ""]
            continue
        for part in _reply_parts(turn.reply, quoted="> {}"):
            lines += [clean(part), ""]
        near = nearest(turn.reply)
        if near is not None:
            where = where_in_words(near.citation)
            lines += ["Nearest, but it does not answer this:", ""]
            lines += [f"- {clean_line(near.citation.quote)} ({where})", ""]
    if sources:
        lines += ["## Sources", ""]
        lines += [f"- {source_line(source)}" for source in sources]
    return "\n".join(lines).rstrip() + "\n"


def source_line(source: Source) -> str:
    """Write a source's cite on a line, with what is missing named."""
    names = ("author", "title", *_WRITTEN_CITE)
    known = [clean_line(source.cite[name]) for name in names if source.cite.get(name)]
    return "; ".join([*known, missing_in_words(source.missing)]).rstrip("; ")


def free_path(motion: str, now: datetime, folder: Path) -> Path:
    """Propose a file for a round: a name not yet taken, in ``folder`` or else at home."""
    if not os.access(folder, os.W_OK):
        folder = Path.home()
    stem = f"debater-{motion}-{now:%Y-%m-%d-%H%M}"
    path, count = folder / f"{stem}.md", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.md"
    return path


def write_new(path: Path, text: str) -> str:
    """Write ``text`` to a file that does not exist yet; return a sentence when it cannot be."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return f"{path} exists already and is not overwritten; choose another name."
    except (OSError, ValueError) as error:
        return f"{path} cannot be written ({error}); choose another place."
    return ""
