"""Questions about the sources themselves: what they ask for, and when nothing answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from debater.motions.model import Source
from debater.retrieval.rank import PointEvidence, bearing
from debater.text import words

# Words that name a source or what one does with it: they say nothing of the subject.
ABOUT_SOURCES = frozenset(
    "article source sources author authors text op-ed op ed essay writer passage passages "
    "paragraph piece quote quotation evidence document brief say says said mention mentions name "
    "names write written wrote tell show give claim claims think thinks argue argues mean means "
    "call main point thesis summary opinion view".split()
)
_ORIGIN = frozenset(
    "wrote written author published publication date url writer source sources newspaper magazine "
    "website link from journalist professor expert qualified qualifications credible".split()
)
_FUNCTION = frozenset(
    "who what when where which how is was were are am did does do has have had can could would the "
    "this that these those it a an of by in on out up from for and or to you me your i we us get "
    "got use used come comes came many much there here originally here's whose name's please so "
    "people live lives country thing things actually really even any anywhere ever exactly talk "
    "talks about one some ok wait".split()
)
# A word shared with more than this part of the points says little about one of them.
_COMMON = 0.34


def asks_for_cite(question: str) -> bool:
    """Tell whether a question asks about the source itself: who wrote it, when, where."""
    asked = set(words(question))
    about_sources = asked & (_ORIGIN | ABOUT_SOURCES)
    return bool(about_sources) and not asked - ABOUT_SOURCES - _FUNCTION - _ORIGIN


def best_bearing(
    question: str, found: Sequence[PointEvidence], shared: Sequence[Sequence[str]]
) -> PointEvidence | None:
    """Pick the point that speaks to a question, or None when no point does.

    ``shared`` holds the words each point shares with the question.  A point speaks to it
    when it has one of the question's telling words: one that is about the subject and
    that few points have.  Of several, a question after a person is met with the first in
    the document, where names are introduced; any other with the nearest.
    """
    subjects = [set(words) - ABOUT_SOURCES - _FUNCTION for words in shared]
    spread = Counter(word for subject in subjects for word in subject)
    most = max(1.0, _COMMON * len(found))
    telling = [sum(spread[word] <= most for word in subject) for subject in subjects]
    most_telling = max(telling, default=0)
    if not most_telling:
        return None
    best = [one for one, count in zip(found, telling, strict=True) if count == most_telling]
    if words(question)[0] in ("who", "who's", "whos"):
        return min(best, key=lambda one: _place(one.passage_id))
    return max(best, key=lambda one: max(one.tag or 0.0, bearing(one)))


def _place(passage_id: str) -> tuple[str, int]:
    """Sort passages by source and first paragraph: an id is SOURCE:FIRST[-LAST]."""
    source, _, numbers = passage_id.rpartition(":")
    return source, int(numbers.split("-")[0])


def source_cite(source: Source) -> str:
    """Cite a source in a line, with what is missing named."""
    known = [f"{name} {value}" for name, value in source.cite.items() if name != "title"]
    missing = f"missing: {', '.join(source.missing)}" if source.missing else ""
    return "; ".join(part for part in (f"“{source.title}”", *known, missing) if part)
