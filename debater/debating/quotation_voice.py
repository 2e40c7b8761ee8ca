"""Whose words a quotation is given as in a speech, and whose they are in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from debater.motions.model import Source
from debater.text import Span, fold, words

# author: the author or the source itself.  relay: the source is said to report or concede.
# others: critics, supporters, some.  opponent: the other side of this debate.  name: a name.
Holder = Literal["none", "author", "relay", "others", "opponent", "name"]

# The elements of a cite that a source's words can be given to by name.
AUTHORS = ("author", "publication")
_BEFORE, _AFTER = 300, 120
_SAYS = (
    r"(?:say|said|says|saying|argu|claim|believ|think|thought|hold|held|contend|insist|maintain|"
    r"writ|wrote|stat(?=e|ed|es|ing\b)|assert|warn|not(?=es|ed|ing\b)|explain|observ|declar|"
    r"conclud|suggest|point|tell|told|add(?=s|ed|ing\b)|stress|remark|propos|call|put(?=s|ting\b)|"
    r"ask|repl|urg|promis|show|prov|fear|worr(?=y|ie)|object|complain|reckon|assum|warn)"
    r"(?:e|es|ed|s|d|ies|ied|ing|en|ten)?"
)
_VIEW = re.compile(
    r"\b(?:argu|believ|think|thought|hold|held|contend|insist|maintain|urg|want|conclud|thesis|"
    r"case|argument|claim|view|opinion)",
    re.IGNORECASE,
)
_RELAYS = re.compile(
    r"\b(?:report(?:s|ed|ing)|quot(?:es?|ed|ing)|cit(?:es?|ed|ing)|mention(?:s|ed|ing)?|"
    r"recount(?:s|ed)?|summari[sz](?:es?|ed|ing)|paraphras(?:es?|ed|ing)|relay(?:s|ed)?|"
    r"describ(?:es|ed|ing)|attribut(?:es?|ed|ing)|reject(?:s|ed|ing)|refut(?:es?|ed|ing)|"
    r"rebut(?:s|ted|ting)|dismiss(?:es|ed|ing)?|den(?:ies|ied|ying)|disput(?:es?|ed|ing)|"
    r"answer(?:s|ed|ing)|conced(?:es?|ed|ing)|admit(?:s|ted|ting)|grant(?:s|ed|ing)|"
    r"acknowledg(?:es?|ed|ing)|allows|accept(?:s|ed|ing)?|recogni[sz](?:es?|ed|ing))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:critics?|opponents?|supporters?|advocates?|proponents?|skeptics?|sceptics?|hawks|"
    r"detractors?|defenders?|champions|some|many|others|people|those|experts?|officials?|"
    r"objectors?|friends|enemies|someone|somebody|they|he|she|who)\b",
    re.IGNORECASE,
)
_OPPONENT = re.compile(
    r"\b(?:you|your (?:case|speech|argument)|(?:my|our) (?:opponents?|partner|colleague)|"
    r"the opponents?|(?:the )?other (?:side|team)|"
    r"the (?:first |second |third )?(?:affirmative|negative|proposition|opposition|government|pro|"
    r"con|bot|speaker)(?: speaker)?)\b|^\W*they\b",
    re.IGNORECASE,
)
_SOURCE = (
    r"(?:(?:the|this|that|our|its|his|her|an?) (?:[\w’'-]{1,20} ){0,2}?)?"
    r"(?:author|article|writer|source|text|piece|essay|brief|passage|op-ed|editorial|paper|"
    r"document|columnist|journalist|paragraph(?: \d+)?|¶ ?\d+)(?:['’]s)?"
)
_NAME = r"[A-Z][\w’'.-]{1,30}(?: (?:[a-z]{1,3} )?[A-Z][\w’'.-]{0,30}){0,3}"
_BETWEEN = r"(?:,[^,;:.]{1,50},)?(?: [\w’'-]{1,20}){0,2}?"
# From the verb to the opening mark: "that", a short phrase, or anything before a colon.
_UP_TO = (
    r"(?: (?:in|on|for|at|to|of) [^,;:]{1,50}?)?"
    r"(?:,? (?:that|how|because)(?: [\w’'-]{1,20}){0,6}?|[^.;:]{0,50}:|[,—–-])?\s*$"
)
_CALLS = (
    r"(?:calls?|called|calling|terms?|termed|labels?|labell?ed|dubs?|dubbed|considers?|considered)"
    r"(?: [\w’'-]{1,20}){1,4}\s*$"
)
_OWN = r"(?:own )?(?:words?|view|opinion|argument|claim|case|point|thesis|conclusion)"


@dataclass(frozen=True, slots=True)
class Given:
    """To whom a student gives a quotation: ``by`` is the name, or the words that say so.

    ``view`` tells that it is given as what they argue or believe, not only as what is said.
    """

    holder: Holder = "none"
    by: str = ""
    view: bool = False
    lead: str = ""
    around: str = ""


def given(text: str, outer: Span, floor: int, source: Source | None, speakers: str = "") -> Given:
    """Read who is given a quotation at ``outer`` in its own sentence.

    ``floor`` is where the quotation before it ends; ``speakers`` names whose words the
    source says they are.
    """
    lead, tail = _sentence_around(text, outer, floor)
    around = f"{lead} … {tail}"
    named = Given(lead=lead, around=around)
    if _OPPONENT.search(lead) and re.search(rf"\b{_SAYS}\b", lead, re.IGNORECASE):
        return _as(named, "opponent", "your opponent")
    if speakers and shares_name(around, speakers):
        return _as(named, "relay", speakers)
    if _RELAYS.search(around):
        return _as(named, "relay", "")
    author = " ".join(source.cite.get(key, "") for key in AUTHORS) if source else ""
    titled = source is not None and fold(source.title) in fold(lead)
    match = _attributed(_SOURCE, lead, tail, re.IGNORECASE)
    if match or (titled and re.search(rf"\b{_SAYS}\b", lead, re.IGNORECASE)):
        return _as(named, "author", match, bool(_VIEW.search(around)))
    if match := _attributed(_NAME, lead, tail, 0):
        if author and shares_name(match, author):
            return _as(named, "author", match, bool(_VIEW.search(around)))
        return _as(named, "name", match, bool(_VIEW.search(around)))
    if _OTHERS.search(lead) and re.search(rf"\b{_SAYS}\b", around, re.IGNORECASE):
        return _as(named, "others", "")
    return named


def _as(named: Given, holder: Holder, by: str, view: bool = False) -> Given:
    return Given(holder, by, view, named.lead, named.around)


_ENDS = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Dr|St|vs))(?<!\bMrs)[.!?][\"”’»)\]]*\s+|\n[ \t]*\n")


def _sentence_around(text: str, outer: Span, floor: int) -> tuple[str, str]:
    """Return what stands before and after a quotation in its sentence."""
    lead = text[max(floor, outer.start - _BEFORE) : outer.start]
    starts = [match.end() for match in _ENDS.finditer(lead)]
    lead = lead[starts[-1] if starts else 0 :]
    tail = text[outer.end : outer.end + _AFTER]
    inside = text[max(outer.start, outer.end - 3) : outer.end]
    goes_on = re.match(r"\s*[a-z,(]", tail) or not re.search(r"[.]\W?$", inside)
    if not goes_on:
        return lead, ""
    end = re.search(r"[.!?](?:\s|$)|\n[ \t]*\n|[\"“„«]", tail)
    return lead, tail[: end.start() if end else len(tail)]


def _attributed(who: str, lead: str, tail: str, flags: int) -> str:
    """Return who is said to say it, before the quotation or after it, or nothing."""
    says = rf"(?i:{_SAYS})"
    patterns = (
        (rf"\b({who}){_BETWEEN} {says}\b{_UP_TO}", lead),
        (rf"\b({who}){_BETWEEN} {_CALLS}", lead),
        (rf"\b(?i:according to) ({who})[^.;]{{0,50}}$", lead),
        (rf"\b(?i:in) ({who})['’]?s? {_OWN}[^.;]{{0,20}}$", lead),
        (rf"\b({who}) (?i:{_OWN})[^.;]{{0,20}}[:,]?\s*$", lead),
        (rf"^[\s,]*({who}){_BETWEEN} {says}\b", tail),
        (rf"^[\s,]*{says} ({who})(?!\w)", tail),
        (rf"^[\s,]*(?i:according to) ({who})(?!\w)", tail),
        (rf"^\s*\(({who})\b[^)]*\)", tail),
        (rf"(?:^|[\s(])({who}):\s*$", lead),
    )
    for pattern, text in patterns:
        for match in re.finditer(pattern, text, flags):
            if words(match[1]) and _bare(words(match[1])[0]) not in _NO_NAME:
                return re.sub(r"['’]s$", "", match[1].rstrip("., "))
    return ""


_NO_NAME = frozenset(
    "a an and as at but by even finally first for from he her here his however i if in it its my "
    "now of on one or our second she since so some still that then there therefore these they "
    "third this those thus to today we what when where while who why yes yet you your critics "
    "opponents supporters because also again everyone nobody experts people many others "
    "most".split()
)
_NO_SPEAKER = frozenset(
    "a an and the of some few many those who to in from for his her its own among even members "
    "unnamed one somebody someone that this head with by on at or not does name source".split()
)


def who(speaker: str) -> str:
    """Return the words that name a speaker: “critics” of “critics of compulsory voting”."""
    head = re.split(r" (?:of|who|that|from|among) ", speaker)[0]
    return head if set(words(head)) - _NO_SPEAKER else speaker


def shares_name(text: str, names: str) -> bool:
    """Tell whether a text holds one of the words that tell who somebody is."""
    wanted = {_bare(word) for word in words(names)} - _NO_SPEAKER
    return any(_bare(word) in wanted for word in words(text))


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def names_title(text: str, source: Source) -> bool:
    """Tell whether words in quotation marks are only a source's title."""
    mine = fold(text).strip(" .,;:!?-'\"")
    known = (source.cite.get("title", ""), source.cite.get("publication", ""))
    return any(mine == fold(one).strip(" .,;:!?-'\"") for one in known if one)
