"""Questions about the sources themselves: what they ask for, and when nothing answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

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
# What a closed question is framed with: it says nothing of the subject either.
_LIGHT = frozenset(
    "not no yes isn't aren't doesn't don't didn't won't wouldn't can't couldn't true right correct "
    "agree accept admit deny not would will should could may might must they he she we our us all "
    "ever also just then if as at than more most very be been being not good bad".split()
)
_ASKS_WHETHER = frozenset(
    "is are was were do does did can could will would has have had may might must should isn't "
    "aren't wasn't weren't doesn't don't didn't can't couldn't won't wouldn't hasn't haven't "
    "you".split()
)
# How much of a closed question a point has to share, and how near it has to be (tuned by eye on
# forty questions about three motions: better to say nothing than to bend a passage).
_COVERED, _BEARS, _SAYS, _NEARLY = 0.5, 0.5, 0.72, 0.4


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


def bears_on(question: str, best: PointEvidence, shared: Sequence[str], known: Set[str]) -> bool:
    """Tell whether the ``best`` point for a closed question says something about it.

    ``shared`` are the question's words the point has and ``known`` all words of the sources.
    A question that names what no source names is about something else.
    """
    names = {word.removesuffix("'s") for word in _names(question)}
    if any(name not in known for name in names):
        return False
    asked = set(words(question)) - ABOUT_SOURCES - _FUNCTION - _LIGHT
    covered = len(asked & set(shared)) / len(asked) if asked else 0.0
    if covered < _COVERED:
        return False
    near = bearing(best)
    if covered == 1.0 and words(question)[0] not in _ASKS_WHETHER:
        return True
    return near >= _BEARS or (near >= _NEARLY and (best.tag or 0.0) >= _SAYS)


def _names(question: str) -> set[str]:
    """The words written with a capital after the first."""
    rest = question.strip().partition(" ")[2]
    return {
        words(word)[0] for word in re.findall(r"(?<![.?!“\"] )\b[A-Z][\w’']+", rest) if word != "I"
    }


def _place(passage_id: str) -> tuple[str, int]:
    """Sort passages by source and first paragraph: an id is SOURCE:FIRST[-LAST]."""
    source, _, numbers = passage_id.rpartition(":")
    return source, int(numbers.split("-")[0])


def source_cite(source: Source) -> str:
    """Cite a source in a line, with what is missing named."""
    known = [f"{name} {value}" for name, value in source.cite.items() if name != "title"]
    missing = f"missing: {', '.join(source.missing)}" if source.missing else ""
    return "; ".join(part for part in (f"“{source.title}”", *known, missing) if part)
