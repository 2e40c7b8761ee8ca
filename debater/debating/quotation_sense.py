"""Where a quotation that is word for word still leaves out what changes its sense."""

from __future__ import annotations

import re

from debater.text import Span, excerpt, words

_NEGATIONS = (
    r"not|never|no|nor|neither|none|nobody|nothing|hardly|scarcely|without|cannot|\w+n['’]t"
)
_CONTRASTS = (
    r"but|yet|however|although|though|unless|except|only|provided|nevertheless|"
    r"nonetheless|otherwise"
)
_NEGATION = re.compile(rf"\b(?:{_NEGATIONS})\b", re.IGNORECASE)
_HIDDEN = re.compile(rf"\b(?:{_NEGATIONS}|{_CONTRASTS})\b", re.IGNORECASE)
# What follows where a quotation breaks off in the middle of a sentence.
_CONTRAST_NEXT = re.compile(
    rf"^[\s”’\"')\].]*[,;:—–-]*\s*(?:and )?(?:{_CONTRASTS}|even though|if|until|as long as)\b",
    re.IGNORECASE,
)
_LITTLE = r"(?: (?:a|an|the|so|very|really|just|to|be|been|being|in|any|that|yet|been))?"
_NEGATED = re.compile(rf"\b(?:{_NEGATIONS}){_LITTLE}\s*$", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot only\b|\bno doubt\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|whether|lest|until)\s*$", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?<!\bI )(?<!\bwe )(?:says?|said|argues?|argued|claims?|claimed|believes?|believed|thinks?|"
    r"thought|fears?|feared|insists?|insisted|contends?|contended|warns?|warned|maintains?|"
    r"maintained|objects?|objected|complains?|complained|replies|replied|answers?|answered|"
    r"suggests?|suggested|assumes?|assumed|alleges?|alleged|told us|wrote|writes)"
    r"(?:,? that)?[,:]?[\s“\"‘']*$|\baccording to [^,.;]{1,80},\s*$"
    r"|\b(?:it is|it was|are|is) (?:\w+ )?(?:said|argued|claimed|believed|alleged|told)"
    r"(?: that)?\s*$",
    re.IGNORECASE,
)
_SHOWN = 40
# Further apart than this two pieces are two quotations.
_FAR = 150


def cut_before(text: str, sentence: Span, start: int, lead: str) -> str:
    """Say which word before a quotation turns its sense, or nothing.

    ``lead`` is what the student puts before it: a negation or an "if" said there is said.
    """
    before = text[sentence.start : start].rstrip("“\"‘' ")
    for pattern in (_NEGATED, _IF):
        match = pattern.search(before)
        if match and not _NOT_ONLY.search(before[-20:]):
            turning = set(words(match.group()))
            if not turning & set(words(lead)[-8:]):
                return f"it begins after ‘{' '.join(match.group().split())}’"
    return ""


def cut_attribution(text: str, sentence: Span, start: int) -> str:
    """Say which words before a quotation give it to somebody else, or nothing."""
    before = text[sentence.start : start]
    if not _SPOKEN.search(before):
        return ""
    shown = " ".join(before.split()).strip("“\"‘', :")
    return f"it begins after ‘{shown if len(shown) <= _SHOWN else '…' + shown[-_SHOWN:]}’"


def cut_after(text: str, sentence: Span, end: int) -> str:
    """Say what contrast a quotation stops before, or nothing."""
    rest = text[end : sentence.end]
    if not _CONTRAST_NEXT.match(rest):
        return ""
    return f"it stops before ‘{excerpt(rest.strip(' .,;:—–-'), _SHOWN)}’"


def hidden(text: str, left_out: Span) -> str:
    """Say what matters in the words an ellipsis or a bracket left out, or nothing."""
    part = left_out.of(text)
    if match := _HIDDEN.search(part):
        return f"the words left out hold ‘{match.group()}’"
    if len(words(part)) > _FAR:
        return "the pieces stand too far apart for one quotation"
    return ""


def negates(bracket: str) -> bool:
    """Tell whether words put in brackets deny something."""
    return bool(_NEGATION.search(bracket))
