"""How a sentence of a speech begins: a signpost, a greeting, a word that points back."""

from __future__ import annotations

import re

from debater.text import words

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last|final)"
_NUMBERED = re.compile(r"\A\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]|[-*•–—])\s+", re.I)
# What opens an argument: an ordinal, a name for it, or a word on what it answers.
_SIGNPOST = re.compile(
    rf"(?:(?:and|but|so|then|now|ok(?:ay)?|well|also)[, ]+)?(?:"
    rf"{_ORDINAL}(?:ly)?\b(?! (?:of all )?(?:time|world|amendment|half|place|step|thing to say))"
    rf"|(?:my|our|the|their|your|a) (?:{_ORDINAL}|next|other|main|key) "
    r"(?:point|argument|contention|reason|claim|response|answer|issue|objection)"
    r"|contention (?:\w+)\b|point (?:one|two|three|four|five|\d)\b"
    rf"|(?:on|to|against|regarding|as for|as to|concerning|about|turning to|moving (?:on )?to|"
    rf"coming to|going to|take|look at) (?:(?:the|their|his|her|your|my opponent's) )?"
    rf"(?:{_ORDINAL}|point|argument|contention|claim|idea|question|issue|case|one|two|three)\b"
    r"|(?:as for|as to|regarding|concerning|turning to|moving on to|when it comes to) "
    r"|(?:they|he|she|you|my opponents?|the (?:other side|opposition|proposition|affirmative|"
    r"negative|government|pro|con)(?: team)?|side \w+|some(?: people)?)(?: (?:also|then|even|just|"
    r"further|has|have|will))* (?:say|says|said|claim|claims|claimed|argue|argues|argued|tell|"
    r"tells|told|talk|talks|talked|mention|mentions|mentioned|point|points|pointed|worry|worries|"
    r"assert|asserts|asserted|insist|insists|suggest|suggests|suggested|bring|brings|brought|"
    r"raise|raises|raised|complain|complains|told)\b"
    r"|(?:next|finally|lastly|secondly|thirdly|furthermore|moreover|additionally|in addition|"
    r"besides|on top of that|another (?:point|reason|argument|problem|thing|issue)|also|"
    r"then there(?: i|')s|there is also|what about|one more)\b)",
    re.I,
)
_FILLER = re.compile(
    r"(?:(?:so|and|now|ok(?:ay)?|well|first|then|dear \w+)[, ]+)*(?:"
    r"thank(?:s| you)\b.*|(?:good ?bye|good (?:morning|afternoon|evening|day)|hello|hi|dear|"
    r"honou?rable|ladies and gentlemen|madam|mr\.?|mister)\b.{0,160}"
    # “Everyone deserves a home” and “Judges should be elected” are claims.
    r"|(?:judges?|everyone|everybody)(?:(?:,| and) .{0,160})?"
    r"|(?:i|we)(?: am| are|'m|'re)? (?:now )?(?:proud|happy|pleased|honou?red|glad) to\b.*"
    r"|(?:today |now )?(?:i|we)(?:'ll| will| shall| want to| would like to|'d like to|'m going to|"
    r"'re going to| am going to| are going to| have| bring| offer| present| give| make)"
    r"(?: you| now| first| just| briefly)* (?:(?:make|give|present|offer|bring|show|explain|go|"
    r"walk|answer|respond|deal|start|begin|talk|go over|cover|have|defend|argue|prove|run|take|"
    r"flow|address|rebut|attack|be)\b)?.{0,60}\b(?:points?|arguments?|reasons?|contentions?|"
    r"responses?|"
    r"answers?|things|parts|ways|order|roadmap|case|speech|structure|brief)\b.{0,60}"
    r"|(?:so |now |ok(?:ay)? ?,? )?(?:let me|let's|let us|allow me to) (?:begin|start|go|turn|move|"
    r"respond|answer|rebut|address|be clear|explain|first|now|take)\b.{0,80}"
    r"|(?:i|we)(?:'d like| want| would like| wish)? to (?:talk|speak|look at|pick out|see)\b.{0,80}"
    r"|(?:i|we) (?:will )?(?:begin|start) with (?:my|our)\b.{0,40}|(?:i|we) will be (?:short|brief)"
    r"\b.{0,40}|(?:my|our) (?:speech|case|answer) (?:has|have|is about|consists|comes in)\b.{0,100}"
    r"|(?:just |only )?(?:two|three|four|five|a few|some) (?:\w+ )?(?:points|things|reasons|"
    r"responses|"
    r"answers)"
    r"|i (?:will|shall|am going to|'ll) (?:first |briefly )?(?:talk|speak|answer|be short)\b.{0,80}"
    r"|i (?:answer|respond|reply)(?: first)?, (?:and )?then\b.{0,80}"
    r"|(?:i|we) (?:do not|don't) (?:think|believe) (?:that )?(?:they|it|any of (?:it|them)|this)"
    r"(?: \w+)? (?:hold|holds|stand|stands|work|works|convince|convinces)(?: \w+)?"
    r"|(?:(?:i|we|you) (?:think|see|believe|hope) (?:that )?)?(?:nothing|little|"
    r"not much) (?:is left|"
    r"remains|stands) of (?:the|their|his|her|your|my opponent's) (?:case|arguments?|points?|"
    r"speech)"
    r"\b.{0,60}|(?:i|we)(?: am|'m| are|'re)? (?:speak|speaking|here|standing)(?: today)? "
    r"(?:against|for|in favou?r)\b.{0,80}|we (?:oppose|propose|support)(?: (?:it|(?:the|"
    r"this) motion))?"
    r"(?:, and we\b.{0,80})?"
    r"|(?:the|my|our) (?:opposition|proposition|side|team|opponents?|government) (?:has|have|heard|"
    r"made|gave) (?:\w+ ){0,2}(?:points?|arguments?|reasons?)\b.{0,40}|"
    r"i (?:have )?heard \w+ (?:points?|"
    r"arguments?)"
    r"|welcome to\b.{0,80}|let(?:'s| us) (?:see|be)\b.{0,60}"
    r"|let me (?:\w+ )?(?:defend|rebuild|see|summari[sz]e|conclude|finish|close|weigh)\b.{0,60}"
    r"|(?:a |my |the |quick )*(?:roadmap|order|structure)\b.{0,100}"
    r"|(?:for|because of|given) (?:all )?(?:these|those|the above|this|that)(?: \w+){0,2} "
    r"reasons?\b.{0,100}"
    r"|(?:so |please |i |we |therefore |and )*(?:urge|ask|beg|vote|please vote)\b.{0,60}\b(?:you|"
    r"vote|ballot|affirm|negate|oppose|propose|support|side|motion|us|pro|con|for|against)\b.{0,60}"
    r"|(?:that is|that's|this is|here is|here's) (?:(?:my|our) (?:\w+ )?(?:case|speech|side|"
    r"answers?|arguments?|points?|rebuttal|conclusion)|all(?: (?:i|we|from)\b.{0,60})?|it|"
    r"why (?:our side|(?:you|we|i) (?:should|must|beg|urge)).{0,80})"
    r"|(?:in conclusion|to conclude|to sum up|in sum|in summary|overall|all in all)\b.{0,140}"
    r"|(?:i|we) (?:rest|stand|am done|are done|yield|look forward|beg to|proudly)\b.{0,80}"
    r"|(?:there are|here are) (?:\w+ )?(?:\w+ )?(?:points?|reasons?|arguments?|things|problems)\b"
    r".{0,60}|my name is\b.{0,80}|(?:i am|i'm|we are|we're) (?:ready|done|finished|the)\b.{0,80})",
    re.I,
)
# A sentence that opens so leans on the one before it.
_LEANS = re.compile(
    r"(?:this|that|these|those|it|its|they|them|their|he|she|his|her|such|because|so|and|but|or|"
    r"yet|therefore|thus|hence|then|for (?:example|instance)|in fact|indeed|which|who|if|when|"
    r"even|still|instead|otherwise|the same|not|no|yes|in other words|that's|it's|as a result|"
    r"after all|at the same time|meanwhile|however|of course|only|both|neither|once|until|unless|"
    r"while|since|likewise|similarly|again|there|here|just|imagine|think|look|ask|consider|take)\b",
    re.I,
)
_SHORTEST, _HEADING, _LONGEST_FILLER = 2, 4, 28
# What names an argument to answer is no mere announcement.
_RESTATED = re.compile(
    r"\b(?:claim|argument|point|idea|worry|objection|fear) (?:that|about|of)\b", re.I
)
# A sentence points back to the one before, or connects to it, by its first words.
_POINTS_BACK = re.compile(
    r"(?:this|that|these|those|it|its|they|them|their|he|she|his|her|such|which|who|there|then|"
    r"here)\b",
    re.I,
)


def is_filler(said: str) -> bool:
    """Tell whether a sentence only greets, announces or thanks."""
    count = len(words(said))
    if _RESTATED.search(said) or (count < _HEADING and is_signposted(said)):
        return False
    if count < _SHORTEST and not said.endswith("?"):
        return True
    return count <= _LONGEST_FILLER and bool(_FILLER.fullmatch(said.rstrip(" .!,;:")))


def is_signposted(said: str) -> bool:
    """Tell whether a sentence says itself that it opens an argument."""
    return bool(_SIGNPOST.match(without_number(said)))


def leans(said: str) -> bool:
    """Tell whether a sentence leans on the one before it, by how it begins."""
    return bool(_LEANS.match(said))


def points_back(said: str) -> bool:
    """Tell whether a sentence begins with a word for something said before."""
    return bool(_POINTS_BACK.match(said))


def without_number(text: str) -> str:
    """Return a text without the number or dash it begins with."""
    return _NUMBERED.sub("", text, count=1).strip()


def is_numbered(line: str) -> bool:
    """Tell whether a line begins with a number or a dash."""
    return bool(_NUMBERED.match(line))


# What announces an argument and says nothing of it.
_ANNOUNCES = re.compile(
    r"(?:(?:and|but|so|now|then|well)[, ]+)?(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|"
    r"fourth(?:ly)?|next|finally|lastly|one|two|three|four)\s*[,:.–—-]\s*",
    re.I,
)
_FEWEST = 3


def is_trivial(text: str) -> bool:
    """Tell whether a text is too slight to be carried forward, refuted or asked about.

    A few words, or nothing but questions.
    """
    questions = text.rstrip("\"'”’ )").endswith("?") and not re.search(r"[.!]\s", text)
    return questions or len(words(text)) < _FEWEST


def unannounced(text: str) -> str:
    """Return a text without the “First,” it may begin with."""
    return _ANNOUNCES.sub("", text, count=1) if _ANNOUNCES.match(text) else text
