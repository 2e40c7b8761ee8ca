"""Reads an answer under questions: a yes, a no, either with a reserve, or none at all.

Rules on words.  What is in doubt is no answer: an admission is never read into a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

AnswerKind = Literal["yes", "no", "qualified", "evasion", "counter-question"]

_FILLER = re.compile(
    r"(?:(?:well|um+|uh+|er+|hm+|oh|ah|ok|okay|look|honestly|frankly|i mean|i'd say|i would say|"
    r"(?:i think|i believe|i guess|i suppose)(?! so\b)|to be (?:honest|fair|frank)|"
    r"in my (?:opinion|view)|"
    r"let me think)\b[\s,.:;?–—-]*)+"
)
# What begins with a no and is none, or says that nothing will be said.
_NO_ANSWER = re.compile(
    r"(?:no (?:comment|idea|clue|opinion)|not (?:sure|certain|my|the (?:point|question|issue))|"
    r"i (?:do not|don't|can't|cannot|could not|couldn't|won't|wouldn't) (?:really )?(?:know|say|"
    r"tell|answer|remember|see|understand|care)|i'm not (?:sure|certain)|never mind|who knows|"
    r"that(?:'s| is) (?:not|irrelevant|beside))\b"
)
_BOTH = re.compile(r"(?:(?:both )?(?:yes|no) (?:and|or) (?:yes|no)\b|both(?=[,.;!]|$))")
_NO = re.compile(
    r"(?:(?:absolutely|definitely|certainly|of course|probably|possibly|maybe|perhaps|clearly|"
    r"obviously|surely|actually|in fact|generally)[ ,]+)?"
    r"(?:(?:no|nope|nah|never|none|nobody|nothing|not|hardly|neither|false|wrong)\b|"
    r"i don't(?: think so| believe so)?(?=[,.;!?]|$| think| believe)|"
    r"i (?:doubt|deny|disagree|wouldn't|do not think so)\b|certainly not|by no means|"
    r"in no way|under no circumstances)"
)
_NO_IS_YES = re.compile(r"no (?:doubt|question|problem|denying|dispute)\b|nothing wrong with\b")
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|yup|aye|absolutely|definitely|certainly|indeed|obviously|naturally|"
    r"undoubtedly|clearly)\b|"
    r"of course(?! not)\b|(?:true|right|sure|correct|exactly|agreed|granted|always|surely)"
    r"(?=[,.;:!–—-]|$| but| enough| though| that)|"
    r"i (?:do|would|agree|admit|accept|grant|concede|have|did|can|am)"
    r"(?=[,.;!]|$| that| but| it| so)|"
    r"i (?:think|believe|suppose|guess|hope) so(?=[,.;!]|$)|no (?:doubt|question|problem)\b)"
)
# Neither: it grants a part and keeps a part back.
_DEPENDS = re.compile(
    r"(?:it|that|this)(?:'s| is| all| really| would| does|'d)* depends?\b|depends?\b|depending\b|"
    r"(?:maybe|perhaps|possibly|probably|sometimes|partly|partially|mostly|usually|generally|often|"
    r"rarely|occasionally|in (?:most|some|many|certain|general|part|principle|theory)\b|"
    r"(?:in|for|with) some|to (?:some|a certain|an) (?:extent|degree)|up to a point|kind of|"
    r"sort of|more or less|almost|nearly|likely|"
    r"it(?:'s| is) (?:likely|possible|complicated|probable)|"
    r"it (?:might|may|could)|they (?:might|may|could)|there (?:might|may|could)|not necessarily|"
    r"only (?:if|when|in|for|as|with)|"
    r"not (?:always|entirely|exactly|completely|quite|really|in (?:all|every)|everyone|everybody|"
    r"all|fully|by itself|alone))\b"
)
# Of these, the ones that deny the question as it was put.
_DENIES = re.compile(r"(?:not\b|rarely\b)")
_RESERVE = re.compile(
    r"\b(?:but|however|although|though|unless|except|only (?:if|when|for|in)|as long as|provided|"
    r"with (?:some|a few|one|certain) exceptions?|even so|that said|still|yet|in most cases|"
    r"if (?:it|they|you|we|the|he|she|there|people|everyone)|depending|at least|mostly|"
    r"to (?:some|a certain|an) (?:extent|degree)|in some (?:cases|ways)|for (?:some|most))\b"
)
_AUXILIARY = (
    r"is|are|was|were|do|does|did|can|could|will|would|has|have|had|may|might|must|should|shall"
)
_ASKS = re.compile(rf"(?:^|[,:;.”\"] +(?:so |and |then )?)({_AUXILIARY})\b")
_ECHO = re.compile(
    r"(?:it|that|this|they|there|we|i|he|she|you|these|those|some|one)"
    rf"(?: (?P<verb>{_AUXILIARY})(?P<not>n?'t| not| no| never| hardly|)\b|"
    r"(?P<short>'s|'re)(?P<not2> not| no| never|))"
)
_SHORT = {"'s": {"is", "has"}, "'re": {"are"}}
_CANNOT = str.maketrans({"’": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class Said:
    """What kind of answer it is; ``yes`` tells which way it goes, None where neither.

    ``reserve`` is what a qualified answer keeps back, verbatim.
    """

    kind: AnswerKind
    yes: bool | None = None
    reserve: str = ""


def read(answer: str, question: str) -> Said:
    """Read ``answer`` to the closed ``question``."""
    whole = " ".join(answer.split())
    text = whole.translate(_CANNOT).casefold().replace("cannot", "can not")
    # Folding must not move a place: only then is a reserve quoted from it.
    same = len(text) == len(whole)
    filler = _FILLER.match(text)
    rest = text[filler.end() :] if filler and filler.end() < len(text) else text
    rest = rest.lstrip(" ,.“\"'")
    if not re.search(r"\w", rest):
        return Said("evasion")
    said = _direction(rest, question)
    if said is None:
        return Said("counter-question" if rest.rstrip("”\"' )").endswith("?") else "evasion")
    if said.kind == "qualified":
        return Said("qualified", said.yes, whole)
    start = len(text) - len(rest)
    found = _RESERVE.search(rest)
    if found is None or found.start() == 0:
        return said
    reserve = whole[start + found.start() :] if same else whole
    return Said("qualified", said.yes, reserve)


def _direction(rest: str, question: str) -> Said | None:
    """Tell which way an answer goes, by its first words; None where it does not answer."""
    if _BOTH.match(rest) or (_DEPENDS.match(rest) and not _DENIES.match(rest)):
        return Said("qualified")
    if _NO_ANSWER.match(rest):
        return None
    if _NO_IS_YES.match(rest):
        return Said("yes", yes=True)
    if _DEPENDS.match(rest):
        return Said("qualified", yes=False) if _partly(rest) else Said("no", yes=False)
    if _NO.match(rest):
        return Said("no", yes=False)
    if _YES.match(rest):
        return Said("yes", yes=True)
    return _echo(rest, question)


def _partly(rest: str) -> bool:
    """Tell whether a denial such as "not always" leaves a part of the question standing."""
    return len(rest.split()) > 2 or not rest.startswith("not really")


def _echo(rest: str, question: str) -> Said | None:
    """Read an answer that takes up the question's verb: "it is", "they can't", "there are"."""
    asked = set(_ASKS.findall(question.translate(_CANNOT).casefold()))
    found = _ECHO.match(rest)
    if not found:
        return None
    verbs = {found["verb"]} if found["verb"] else _SHORT[found["short"]]
    if {"is", "are"} & verbs:
        verbs = verbs | {"is", "are"}
    if not verbs & asked:
        return None
    no = bool((found["not"] or found["not2"] or "").strip())
    return Said("no", yes=False) if no else Said("yes", yes=True)


def opening_words(answer: str, limit: int = 60) -> str:
    """Return an answer's first words, verbatim, to be repeated to who gave it."""
    line = " ".join(answer.split())
    if len(line) > limit:
        head = re.match(rf".{{1,{limit}}}?(?=[,.;:!?–—])", line)
        line = head.group() if head else line[:limit].rsplit(" ", 1)[0] + "…"
    return line.rstrip(" .,;:!–—-") or line
