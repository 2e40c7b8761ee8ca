"""Who speaks in a sentence, as far as its words give it away.

Cues only: attribution ("critics say", "according to"), concession ("granted", "to be
sure"), contrast ("but", "still"), quotation marks, a named speaker, a question mark.
They are what a pack without any model is read by, and part of what the voice model sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debater.motions.model import Voice


def _one_of(listed: str) -> str:
    return "(?:" + "|".join(listed.split()) + ")"


_SAYING = _one_of(
    "say says said saying argue argues argued arguing claim claims claimed contend contends "
    "contended insist insists insisted believe believes believed warn warns warned maintain "
    "maintains maintained complain complains complained object objects objected fear fears feared "
    "assert asserts asserted reply replies replied respond responds responded wrote writes told "
    "tells think thinks thought hold holds held point points pointed note notes noted add adds "
    "added ask asks asked recall recalls recalled report reports reported concede concedes "
    "conceded admit admits admitted reckon reckons call calls called describe describes described "
    "suggest suggests suggested counter counters countered"
)
_PEOPLE = _one_of(
    "critics opponents supporters advocates proponents skeptics sceptics detractors defenders "
    "champions enthusiasts campaigners lobbyists reformers abolitionists traditionalists objectors "
    "some many others most they people experts officials analysts economists scientists "
    "politicians lawmakers ministers teachers parents doctors lawyers historians researchers "
    "voters he she"
)
_WHO = _one_of(
    r"lobby camp side critics? opponents? supporters? minister ministry adviser director spokes\w+ "
    "colleague friend father mother teacher doctor professor economist union association report "
    "study survey committee commission industry government mayor author paper review department "
    "agency judge expert analyst official politician"
)
# Bounded, so that a hostile text costs no more than its length.
_WORD = r"[\w’'-]{1,40}"
# “teachers”, and “teachers’ unions”, who are others.
_GROUP = (
    rf"(?:{_PEOPLE}(?:['’] {_WORD})?"
    rf"|(?:the|our|its|their|my|one|an?|every) (?:{_WORD} ){{0,3}}{_WHO})"
)
_ATTRIBUTION = re.compile(
    rf"\b{_GROUP}\b[^.;:?!]{{0,40}}?\b{_SAYING}\b"
    rf"|\b(?-i:[A-Z]){_WORD} (?:\w{{1,40}} ){{0,2}}{_SAYING}\b"
    rf"|\b{_SAYING} (?:the|a|an|one|his|her|their|my|its) \w+"
    r"|\baccording to\b"
    r"|\bin (?:his|her|their|its) (?:view|opinion|words|account|telling|eyes)\b"
    r"|\bon (?:this|that|his|her|their) (?:view|account|reading|telling)\b"
    r"|\b(?:we are|we're|are|is) (?:often |constantly |always )?told\b"
    r"|\bthe (?:argument|objection|complaint|worry|fear|claim|case|reasoning|answer|reply) "
    r"(?:runs|goes|is|here|against|for|made)\b"
    r"|\bit (?:is|has been|may be|will be|might be|can be) (?:often |sometimes |widely )?"
    r"(?:said|argued|claimed|objected|suggested|held|believed|feared|alleged)\b"
    r"|\b(?:so|thus) (?:its|their|the) (?:critics|opponents|supporters)\b",
    re.IGNORECASE,
)
_THINK = _one_of(
    "say argue believe think claim hold maintain reply answer submit propose recommend find "
    "insist contend suggest conclude suspect doubt want urge ask"
)
_OWN = re.compile(
    rf"\b(?:I|we) (?:\w+ ){{0,2}}{_THINK}\b"
    r"|\bin my (?:view|opinion)\b|\b(?:is|are|was) (?:simply |just |plainly |flatly )?"
    r"(?:wrong|mistaken|false|untrue|nonsense|a myth|not true)\b",
    re.IGNORECASE,
)
_CONCESSION = re.compile(
    r"\b(?:granted|admittedly|to be sure|to be fair|no doubt|undoubtedly|of course|certainly|"
    r"(?:i|we) (?:concede|grant|admit|accept|acknowledge|do not deny|don't deny|recogni[sz]e)|"
    r"it (?:is|was|may be|must be) (?:\w+ )?(?:true|admitted|conceded|fair|right|said) (?:that|to)|"
    r"there is (?:no denying|no doubt|some truth|something to|truth)|there's no (?:doubt|denying)|"
    r"(?:nobody|no one) (?:denies|disputes|doubts|pretends)|"
    r"(?:have|has) a point|fair enough|(?:is|are) right (?:that|to|about|when)|"
    r"must be conceded|cannot be denied|perhaps|deserves? (?:respect|an answer|to be)|"
    r"true,|yes,|sure,|honest(?:y|ly)?|real cost|a price|at its best)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"^(?:[“\"'‘(]*)(?:but|yet|still|however|nevertheless|nonetheless|even so|"
    r"all the same|and yet|on the contrary|instead|that is not|not so|the trouble|the problem)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_THIRD = re.compile(r"\b(?:he|she|they|his|her|their|them|him)\b", re.IGNORECASE)
_NAME = (
    r"(?:(?<![a-z] )|(?<=\b[Aa]s )|(?<=\bbut )|(?<=\band )|(?<=\bthat ))"
    r"\b(?!(?:As|But|And|Yet|So|In|On|At|Even|If|When|What|While|Yesterday|Today)\b)"
    rf"((?:The )?[A-Z]{_WORD}(?: [A-Z]{_WORD}){{0,3}})"
)
_STILL = r"(?: (?:has|had|have|also|once|long|often|always|never|\w{2,15}ly)){0,2}"
# A group, or a name that speaks at once: "Nye argues", "Nye, an old hand, has argued".
_SPEAKER = re.compile(
    rf"\b(?i:({_GROUP})\b[^.;:?!]{{0,24}}?\b{_SAYING})\b"
    rf"|{_NAME}(?:, [^,.;:?!]{{1,40}},)?{_STILL} (?i:{_SAYING})\b"
)
_QUOTED = re.compile(r"^[^“]*”|“[^”]*”?|\"[^\"]*\"")
_NOT_NAMED = frozenset(
    "he she they some many others most people i we it you who which this that there here "
    "nobody several another the".split()
)

CUE_NAMES = (
    "attribution",
    "own words",
    "concession",
    "contrast",
    "opens a quotation",
    "inside a quotation",
    "question",
    "first person",
    "second person",
    "third person",
    "number",
    "opens its paragraph",
)


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words of one sentence say of its voice; ``quoted`` counts open quotations too."""

    attribution: bool
    own: bool
    concession: bool
    contrast: bool
    opens: bool
    quoted: bool
    question: bool
    first: bool
    second: bool
    third: bool
    number: bool
    leads: bool

    def vector(self) -> tuple[float, ...]:
        """Return the cues as numbers, in the order of ``CUE_NAMES``."""
        return tuple(float(getattr(self, name)) for name in self.__slots__)


def read_cues(sentences: Sequence[str]) -> list[Cues]:
    """Return the cues of each sentence of one paragraph, in order.

    A quotation that opens in one sentence lasts until its closing mark.
    """
    found = []
    inside = False
    for number, sentence in enumerate(sentences):
        opens = bool(re.search(r"“[^”]{12,}", sentence)) or sentence.count('"') >= 2
        found.append(
            Cues(
                attribution=bool(_ATTRIBUTION.search(sentence)),
                own=bool(_OWN.search(sentence)),
                concession=bool(_CONCESSION.search(sentence)),
                contrast=bool(_CONTRAST.search(sentence)),
                opens=opens,
                quoted=inside or opens,
                question=sentence.rstrip("”\"'’) ").endswith("?"),
                first=bool(_FIRST.search(sentence)),
                second=bool(_SECOND.search(sentence)),
                third=bool(_THIRD.search(sentence)),
                number=any(character.isdigit() for character in sentence),
                leads=number == 0,
            )
        )
        opened, closed = sentence.rfind("“"), sentence.rfind("”")
        if opened != closed:
            inside = opened > closed
    return found


def voice_by_cues(cues: Cues) -> Voice:
    """Return the voice the cues of a sentence point to, without any model."""
    if cues.own and not cues.quoted:
        return "author"
    if cues.attribution or cues.quoted:
        return "reported"
    return "conceded" if cues.concession and not cues.contrast else "author"


def speaker_of(sentence: str) -> str | None:
    """Return who a reporting sentence says is speaking, or None where it names nobody."""
    for found in _SPEAKER.finditer(_QUOTED.sub("…", sentence)):
        name = found[1] or found[2]
        if name.lower() not in _NOT_NAMED:
            lower = found[1] or name.startswith("The ")
            return name[:1].lower() + name[1:] if lower else name
    return None
