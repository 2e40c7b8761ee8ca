"""What a speaker says of the argument they answer: its number, and their version of it."""

from __future__ import annotations

import re

_ORDINALS = {
    "first": 1, "firstly": 1, "one": 1, "second": 2, "secondly": 2, "two": 2, "third": 3,
    "thirdly": 3, "three": 3, "fourth": 4, "four": 4, "fifth": 5, "five": 5, "sixth": 6, "last": -1,
    "final": -1,
}  # fmt: skip
_NAME = r"(?:points?|arguments?|contentions?|claims?|reasons?|issues?|concerns?|objections?)"
_THEIRS = (
    r"(?:their|his|her|your|my opponents?(?:'s|’s|s'|s’)?|the (?:other side|opposition|proposition|"
    r"affirmative|negative|government|opponents?)(?:'s|’s|s’)?)"
)
_NUMBER = r"(?P<number>first|second|third|fourth|fifth|sixth|last|final|\d)"
_BY_NUMBER = re.compile(
    rf"\b(?:{_THEIRS} (?:very )?{_NUMBER}(?: {_NAME}| one)?\b"
    r"|(?:on|to|against|as for|regarding|about|answer|answering|rebut|address|turning to|their|"
    r"your)"
    rf" (?:the )?(?:{_NAME}|number|#)? ?(?:number )?(?P<named>one|two|three|four|five|\d)\b"
    rf"|(?:the|that) {_NUMBER.replace('number', 'the')} {_NAME})",
    re.I,
)
_SAY = (
    r"(?:say|says|said|claim|claims|claimed|argue|argues|argued|tell (?:us|you)|tells (?:us|you)|"
    r"told (?:us|you)|think|thinks|believe|believes|insist|insists|assert|asserts|suggest|suggests|"
    r"worry|worries|fear|fears|complain|complains|pretend|pretends|point out|points out|mention|"
    r"mentions|mentioned|bring up|brings up|brought up|raise|raises|raised|talk about|talks about|"
    r"talked about|spoke of|speak of|speaks of|want us to believe|would have you believe)"
)
_THEY = (
    r"(?:they|he|she|you|my opponents?|the (?:other side|opposition|proposition|affirmative|"
    r"negative|government|first speaker|second speaker|last speaker|opponents?|speaker))"
)
_RESTATES = re.compile(
    rf"\b{_THEY}(?: (?:also|then|even|just|further|have|has|will|keep|rightly))* {_SAY}"
    r"(?: that)?[,:]?\s+(?P<claim>[^.!?;]{8,240})",
    re.I,
)
_SUBJECT = re.compile(
    r"^(?:(?:and|but|so|now|then|next|finally)[, ]+)?(?:as for|as to|on|regarding|concerning|about|"
    r"turning to|moving on to|when it comes to|with regard to)\s+(?P<claim>[^,.:;!?]{3,120})[,:.]",
    re.I,
)
_REST = re.compile(r",? (?:but|yet|however|although|though|and yet|except)\b.*", re.I)
# Words by which a speaker carries their own argument forward.
_EXTENDS = re.compile(
    r"\b(?:(?:my|our) (?:first|second|third|fourth|last|own|original|case|point|argument|"
    r"contention)"
    r"|still stands?|stands? (?:untouched|unanswered)|extend|never (?:answered|addressed|responded|"
    r"touched|replied)|did(?:n['’]t| not) (?:answer|address|respond|touch|reply|contest|engage)|"
    r"dropped|conceded|unanswered|as (?:i|we) (?:said|argued|explained|showed)|(?:i|we) (?:said|"
    r"told you|argued|explained|showed)|remember (?:that|what|our|my)|go back to (?:my|our)|"
    r"again)\b",
    re.I,
)
# The other side's silence on it.
_UNANSWERED = re.compile(
    r"\b(?:nobody|no one|none of (?:them|you)|not one of them)(?: \w+){0,3} (?:answered|replied|"
    r"said (?:a|one) word|mentioned|touched|addressed|responded)\b"
    r"|(?:\bnot|\bnever|n['’]t)(?: been)?(?: even)? (?:answered|touched|mentioned|addressed|"
    r"replied to|contested)\b",
    re.I,
)
# Answers turn against something: they deny or limit it, and point back at it.
_DENIES = re.compile(
    r"\b(?:not|no|never|nothing|nobody|cannot|but|however|even if|only|instead|rather|although|"
    r"yet|whereas|if|wrong|fails?|false|proves?)\b|n['’]t\b",
    re.I,
)
_POINTS_AT = re.compile(
    r"\b(?:that|this|those|these|the same|such|they|their|them|he|she|it|you|your|opponents?|"
    r"opposition|proposition)\b",
    re.I,
)
_NEW = re.compile(
    r"(?:(?:and|but|so|now|then)[, ]+)?(?:(?:also|moreover|furthermore|besides|in addition|"
    r"additionally|another|in any case|on top of that|one more|apart from that|finally|lastly)\b|"
    r"(?:my|our) (?:first|second|third|own|next|last|final)\b|"
    r"there (?:is|are) (?:also|another|one more)\b|\w+ (?:\w+ ){0,3}also\b)",
    re.I,
)
# Later in an argument "our case" is an aside.
_BEGINNING = 140
_OWN_NUMBER = re.compile(rf"\b(?:my|our) {_NUMBER}\b", re.I)


def number_meant(text: str) -> int | None:
    """Return which of the other side's points a text says it answers: 1, 2, … or −1 the last."""
    found = _BY_NUMBER.search(_opening(text))
    if found is None:
        return None
    return _ordinal(found["number"] or found["named"] or found["the"])


def own_number(text: str) -> int | None:
    """Return which of the speaker's own points a text says it carries forward."""
    found = _OWN_NUMBER.search(_opening(text))
    return _ordinal(found["number"]) if found else None


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS[word.casefold()]


def restated(text: str) -> str:
    """Return the other side's claim as a text restates it, or names its subject; else nothing."""
    opening = _opening(text)
    found = _RESTATES.search(opening) or _SUBJECT.search(opening)
    return _REST.sub("", found["claim"]).strip() if found else ""


def carries_forward(text: str) -> bool:
    """Tell whether a text says that it goes back to the speaker's own argument."""
    opening = _opening(text)
    if _UNANSWERED.search(opening[:_BEGINNING]):
        return True
    return not restated(text) and bool(_EXTENDS.search(opening[:_BEGINNING]))


def denials(sentence: str) -> int:
    """Count the words, up to two, by which a sentence denies or limits something."""
    return min(2, len(_DENIES.findall(sentence)))


def references(sentence: str) -> int:
    """Count the words, up to three, by which a sentence points back at something said."""
    return min(3, len(_POINTS_AT.findall(sentence)))


def announces_new(text: str) -> bool:
    """Tell whether a text says, by how it begins, that it adds a point of its own."""
    return bool(_NEW.match(_opening(text)))


def _opening(text: str) -> str:
    # A signpost stands at the beginning; later "your first point" may be an aside.
    return " ".join(text[:320].split())
