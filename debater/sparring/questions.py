"""Questions about the sources themselves: what they ask for, and when nothing answers."""

from __future__ import annotations

from collections.abc import Sequence

from debater.motions.model import Source
from debater.text import words

# Words that name a source or what one does with it: they say nothing of the subject.
ABOUT_SOURCES = frozenset(
    "article source sources author authors text op-ed op ed essay writer passage passages "
    "paragraph piece quote quotation evidence document brief say says said mention mentions name "
    "names write written wrote tell show give claim claims think thinks argue argues mean means "
    "call".split()
)
_ORIGIN = frozenset("wrote written author published publication date url writer".split())
_NAMED = frozenset("article source sources this it author op essay text".split())
_FUNCTION = frozenset(
    "who what when where which how is was were are did does do the this that it a an of by in on "
    "from for and or you me your come originally here's whose name's please so".split()
)


def asks_for_cite(question: str) -> bool:
    """Tell whether a question asks about the source itself: who wrote it, when, where."""
    asked = set(words(question))
    other = asked - ABOUT_SOURCES - _FUNCTION - _ORIGIN
    return bool(asked & _ORIGIN and asked & _NAMED) and not other


def subject_words(shared: Sequence[str]) -> list[str]:
    """Return those of the words shared with a passage that are about the subject."""
    return [word for word in shared if word not in ABOUT_SOURCES]


def source_cite(source: Source) -> str:
    """Cite a source in a line, with what is missing named."""
    known = [f"{name} {value}" for name, value in source.cite.items() if name != "title"]
    missing = f"missing: {', '.join(source.missing)}" if source.missing else ""
    return "; ".join(part for part in (f"“{source.title}”", *known, missing) if part)
