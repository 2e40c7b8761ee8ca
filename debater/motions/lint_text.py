"""What a coach's words claim, beside the words of the passage: pure functions over texts.

A tag may claim less than its passage and never more.  What is measured here is crude on
purpose: numbers, names, words without exceptions, hedges left out, and how many of a
tag's words the passage knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import Stemmer

from debater.text import words

# Half of a tag's words may be the coach's own: those of the shipped motion share 64 % or more.
_LEAST_SHARED = 0.5
_FEWEST_STEMS = 4
# Two words in five of English are stop words, and next to none of another language.
_ENGLISH = 0.2
_SHINGLE = 3
_FEWEST_WORDS = 12
# A run of words found in more passages than this says nothing about two of them.
_COMMON = 40

# Those of retrieval.lexical, which this layer cannot import; a test keeps the two equal.
STOPWORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with "
    "i you he she we they me him her us them my your his our their its am are was were be been do "
    "does did has have had can could should would must may might not no so than too very just what "
    "who when where why how which there here that this these those it's don't doesn't isn't also "
    "even ever because about up out if then when more most some any all both each other into over "
    "under again only own same will".split()
)
# Words that say who speaks, not what is said.
_ATTRIBUTION = frozenset(
    "author according accuse accuses admit admits argue argues argued arguing call calls called "
    "claim claims claimed concede concedes critic critics deny denies describe describes grant "
    "grants hold holds note notes observe observes point points quote quotes recall recalls report "
    "reports say says said saying see sees speak speaks spoke state states supporter supporters "
    "suggest suggests tell tells think thinks warn warns warned want wants write writes "
    "wrote".split()
)

# Words that allow no exception, and the words of a passage that bear them out.
_ABSOLUTES = [
    (frozenset(claimed.split()), frozenset(borne_out.split()))
    for claimed, borne_out in (
        (
            "all every everyone everybody everything everywhere always universally",
            "all every everyone everybody everything everywhere always universal universally "
            "entire whole each any no none",
        ),
        (
            "entire entirely whole wholly complete completely total totally",
            "entire entirely whole wholly complete completely total totally all full fully",
        ),
        (
            "never nobody none nothing nowhere",
            "never nobody none nothing nowhere no neither nor cannot without hardly any",
        ),
        (
            "only sole solely",
            "only sole solely unless except alone just merely nothing but exclusively",
        ),
        (
            "prove proves proved proven proof demonstrates establishes refutes disproves "
            "undeniable undeniably undoubtedly unquestionably certainly certain definitely "
            "conclusively indisputable",
            "prove proves proved proven proof demonstrates establishes refutes disproves "
            "undeniable undoubtedly unquestionably certainly certain definitely doubt "
            "conclusively indisputable clearly",
        ),
        (
            "guarantee guarantees guaranteed inevitable inevitably impossible doomed unavoidable",
            "guarantee guarantees guaranteed inevitable inevitably impossible doomed unavoidable "
            "cannot never sure certain must",
        ),
        (
            "best worst greatest strongest weakest useless",
            "best worst greatest strongest weakest useless most least better worse",
        ),
    )
]
_ASSERTS = frozenset({"will"})
_WORTH_A_LOOK = _ASSERTS.union(*(claimed for claimed, _ in _ABSOLUTES))
_HEDGES = frozenset("could may might perhaps maybe possibly likely probably seem seems".split())

# Numbers below ten are left out: "one of the three ways" counts what the passage lists.
_NUMBER_WORDS = dict(
    pair.split(":")
    for pair in (
        "ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 "
        "eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 "
        "eighty:80 ninety:90 dozen:dozen dozens:dozen hundred:hundred hundreds:hundred "
        "thousand:thousand thousands:thousand million:million millions:million billion:billion "
        "billions:billion trillion:trillion trillions:trillion percent:% half:half halves:half "
        "halved:half double:double doubled:double doubles:double twice:double triple:triple "
        "tripled:triple triples:triple thrice:triple"
    ).split()
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![^\W_])[A-Z][^\W_]+(?:['’][^\W_]+)*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;]\s+|[“\"‘(]\s*)$")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def stems(text: str) -> list[str]:
    """Return the stems of the content words of ``text``, in order."""
    kept = [word.removesuffix("'s") for word in words(text) if word not in STOPWORDS]
    return [str(stem) for stem in _stemmer().stemWords(kept)]


def new_numbers(tag: str, text: str) -> list[str]:
    """Return the numbers of ``tag`` that ``text`` does not hold, in figures or in words."""
    claimed = _numbers(tag)
    held = {figure for _, figure in _numbers(text)} if claimed else set()
    return [said for said, figure in claimed if figure not in held]


def _numbers(text: str) -> list[tuple[str, str]]:
    """Return each number as it is written, and as a figure or a word that stands for it."""
    text = text.replace("%", " percent ").replace("per cent", "percent")
    figures = [(figure, figure.replace(",", "")) for figure in _DIGITS.findall(text)]
    spelt = [(word, _NUMBER_WORDS[word]) for word in words(text) if word in _NUMBER_WORDS]
    return figures + spelt


def new_names(tag: str, known: str, before: str = "") -> list[str]:
    """Return the capitalised words of ``tag``, not at a sentence's start, that are new.

    They are new where neither ``known`` has them, in any form, nor ``before`` as written.
    """
    names = [
        match.group()
        for match in _NAME.finditer(tag)
        if not _OPENS_SENTENCE.search(tag[: match.start()])
        and words(match.group())[0] not in STOPWORDS
    ]
    held = {*stems(known), *words(known)} if names else set()
    new = (name for name in names if not {*words(name), *stems(name)} & held)
    return [name for name in new if not re.search(rf"\b{re.escape(name)}\b", before)]


def new_absolutes(tag: str, text: str) -> list[str]:
    """Return the words of ``tag`` that allow no exception where ``text`` has nothing like them.

    A flat "will" counts as one where the passage only says that something could be.
    """
    # "Only if" makes a condition, which claims less.
    said = words(re.sub(r"(?i)\bonly (if|when)\b", r"\1", tag))
    if not _WORTH_A_LOOK.intersection(said):
        return []
    held = set(words(text))
    found = [
        word
        for claimed, borne_out in _ABSOLUTES
        for word in said
        if word in claimed and not held & borne_out
    ]
    if held & _HEDGES and not held & _ASSERTS and not set(said) & _HEDGES:
        found += [word for word in said if word in _ASSERTS]
    return found


def shared(tag: str, text: str) -> tuple[float, list[str]]:
    """Return which share of the content words of ``tag`` ``text`` holds, and which it does not.

    Words on who speaks do not count; a tag of very few words shares all.
    """
    held = set(stems(text))
    counted = [word for word in words(tag) if word not in STOPWORDS | _ATTRIBUTION]
    absent = [word for word in counted if not set(stems(word)) & held]
    if len(counted) < _FEWEST_STEMS:
        return 1.0, []
    return 1 - len(absent) / len(counted), absent


def claims_more(tag: str, text: str, around: str = "", before: str = "") -> Iterator[str]:
    """Yield what ``tag`` claims beyond its passage's ``text``: nothing for an honest tag.

    ``around`` is what else is known of the passage (its speaker, cite and motion); a name
    may also come from the text ``before`` it, since a passage says "he".  Of a passage in
    another language than English only the numbers are compared.
    """
    if new := new_numbers(tag, f"{text} {around}"):
        yield f"{_listed(new)} (number not in the passage)"
    spoken = words(text)
    if sum(word in STOPWORDS for word in spoken) < _ENGLISH * len(spoken):
        return
    if new := new_names(tag, f"{text} {around}", before):
        yield f"{_listed(new)} (name not in the passage)"
    if new := new_absolutes(tag, text):
        yield f"{_listed(new)} (word without exception not in the passage)"
    share, absent = shared(tag, f"{text} {around}")
    if share < _LEAST_SHARED:
        yield f"more of its words are its own than the passage's ({_listed(absent)})"


def _listed(found: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(found))


def same_words(text: str) -> str:
    """Return what two lines have in common that differ in case, dots and spaces alone."""
    return " ".join(words(text))


def near_duplicates(texts: Sequence[str], least: float = 0.5) -> list[tuple[int, int, float]]:
    """Return pairs of texts that are nearly the same: (first, second, Jaccard of shingles).

    Exact, not hashed: a table of shingles compares only texts that have some in common,
    a fraction of a second for 2,000 passages.  Of texts that are equal each is paired
    with the first only.
    """
    firsts: dict[str, int] = {}
    shingles: dict[int, frozenset[str]] = {}
    pairs: list[tuple[int, int, float]] = []
    for number, text in enumerate(texts):
        spoken = words(text)
        if len(spoken) < _FEWEST_WORDS:
            continue
        first = firsts.setdefault(" ".join(spoken), number)
        if first != number:
            pairs.append((first, number, 1.0))
            continue
        runs = zip(*(spoken[start:] for start in range(_SHINGLE)), strict=False)
        shingles[number] = frozenset(" ".join(run) for run in runs)
    pairs += _overlapping(shingles, least)
    return sorted(pairs)


def _overlapping(
    shingles: dict[int, frozenset[str]], least: float
) -> Iterable[tuple[int, int, float]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, mine in shingles.items():
        for shingle in mine:
            holders[shingle].append(number)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        if len(numbers) <= _COMMON:
            for place, first in enumerate(numbers):
                for second in numbers[place + 1 :]:
                    common[first, second] += 1
    for (first, second), count in common.items():
        jaccard = count / (len(shingles[first]) + len(shingles[second]) - count)
        if jaccard >= least:
            yield first, second, jaccard
