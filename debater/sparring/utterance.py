"""Tells what kind of thing was said: an argument, or something that wants another answer.

Rules on words, not a model: each kind gets an honest answer of its own, and whatever is
in doubt is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debater.sparring.reply import Kind
from debater.text import Span, find_run, words

# A quotation is this many words in a row, and at least this part of what was said.
_QUOTED_WORDS = 8
_QUOTED_PART = 0.5
_LONGEST_GREETING = 8
_FEWEST = 2
_LONGEST_FOLLOW_UP = 14

_GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|thanks?|"
    r"thank you|bye|goodbye|see you|sup|what is up|whats up|how are you|nice to meet you)"
    r"(?: (?:there|all|everyone|you|bot|debater|friend|coach|again|so much|very much|a lot|today|"
    r"doing|how are you|for (?:the|this) \w+|hello|i'm \w+|my name is \w+|later|then|ok|okay|"
    r"nice to meet you|what is up|whats up|(?:i'm )?ready"
    r"(?: when you are| to (?:go|start|debate))?|let's (?:go|start|begin)))*"
)
_CONCESSION = re.compile(
    r"(?:(?:ok(?:ay)?|well|hm+|alright|fine|yes|yeah|sure|true|right|oh|ah|actually|i guess|"
    r"i think|i suppose|i admit|maybe|honestly|damn) )*"
    r"(?:you(?:'re| are| were) (?:\w+ )?right"
    r"|you(?:'ve| have) (?:got )?(?:a|me)(?: \w+)? ?(?:point|there)?"
    r"|you (?:got|have) me|you win|you won|you convinced me|you have convinced me|i (?:\w+ )?agree"
    r"(?: with (?:you|that|this))?|i (?:\w+ )?concede|i give (?:up|in)"
    r"|i (?:\w+ )?accept (?:that|this|it)|i stand corrected|i was wrong"
    r"|i can't (?:answer|argue|deny)|i have no (?:answer|reply|response)"
    r"|(?:that's|that is|it's|it is) (?!only )(?:a )?(?:\w+ )?(?:fair|true|good|right|correct)"
    r"|(?:fair|good|great|valid|excellent) (?:point|enough|one)|point taken|granted|touche|touché"
    r"|i(?:'ll| will) (?:give|grant) you that|no (?:answer|argument) (?:to that|there)"
    r"|(?:agreed|correct|exactly|right|hm+ true)$)\b"
)
# A bare answer to the question just asked, and a challenge that brings no reason of its own.
_ANSWER = re.compile(
    r"(?:well |um |uh |hm+ |ok |okay )*(?:yes|yeah|yep|yup|no|nope|nah|maybe|perhaps|possibly|sure|"
    r"of course(?: not)?|absolutely(?: not)?|definitely(?: not)?|certainly(?: not)?|not really|"
    r"probably(?: not)?|i (?:do|don't|would|wouldn't|think so|don't think so|don't know|guess so)|"
    r"it (?:is|isn't|does|doesn't|can|can't|would|wouldn't)|they (?:do|don't|would|wouldn't)|"
    r"ok|okay|hm+|true|false|both|neither)(?: (?:it is|it does|i do|they do|sir|ma'am|please))?"
)
_CHALLENGE = re.compile(
    r"(?:but |and |well |ok |no |sorry |wait )*(?:so what|who cares|why|why not|how|how so|"
    r"how come|prove it|says who|who says(?: that| so| this)?|really|is that (?:true|so|right)|"
    r"what|"
    r"(?:that|this|it)(?:'s| is| was)? (?:not |a |an |just |simply |so )*(?:true|right|wrong|false|"
    r"nonsense|bs|ridiculous|irrelevant|straw ?man|lie|fallacy|cherry ?picking|out of context)|"
    r"straw ?man|not true|wrong|nonsense|i (?:strongly |totally |completely )?disagree|"
    r"i (?:don't|do not) (?:agree|accept (?:that|this|it)|believe (?:that|this|it|you)|"
    r"buy (?:that|it))|you(?:'re| are) (?:\w+ )?(?:wrong|mistaken|lying)|"
    r"that (?:doesn't|does not) (?:prove|answer|follow|matter|count|mean anything)"
    r"(?: anything| it| that| my point)?|and|your point|meaning|what do you mean|"
    r"(?:what's|what is) your (?:point|source|evidence|proof))"
)
_CONTRAST = re.compile(
    r"\b(?:but|however|still|yet|though|although|nevertheless|even so|only if|except|that said)\b"
)
_SOURCE = (
    r"(?:the |this |that |your |our |its )?(?:article|source|sources|author|authors|text|op-ed|"
    r"essay|writer|passage|passages|paragraph|piece|quote|quotation|evidence|document|brief)"
)
_QUESTION = re.compile(
    rf"\b(?:who|what|which|where|when|why|how|does|do|did|is|are|was|were|can|could|has|have)\b"
    rf".*\b{_SOURCE}\b"
    rf"|\b(?:according to|what about in) {_SOURCE}"
    r"|^(?:and |so |ok |wait |sorry )*(?:who|what) (?:is|was|are|were) (?:this |that |the )?"
    r"[\w.'’-]+(?: [\w.'’-]+)?(?: anyway| again| and .*)?$"
    r"|^(?:and |so |ok |wait |sorry )*(?:who|what) (?:did|does) [\w.'’-]+(?: [\w.'’-]+)? "
    r"(?:say|mean|claim|write|call|coin|think|argue)\b"
    r"|^(?:who (?:said|says|wrote|coined)|where (?:is|was|does) (?:that|this|it) (?:from|come from|"
    r"written|published|stand)|when was (?:that|this|it) (?:written|said|published)|"
    r"(?:what|which) (?:paragraph|page)|what does [\w\s'’-]+ mean|define (?:\w+ ?){1,4}$)\b"
    r"|^(?:can|could|would|will) you (?:show|quote|cite|give|tell)\b"
    r"|^(?:tell|show) me (?:more )?(?:about|what|who|where|which)\b"
)
_CONTRACTION = re.compile(r"\b(who|what|where|when)'s\b")
# A short question after a fact ("What did Nixon do?", "How many people live there?").
_FACT = re.compile(
    r"(?:and |so |ok |wait |sorry )*(?:(?:who|what|when|where|which(?: \w+)?|how many(?: \w+)?|"
    r"how much|how long|how old) (?:is|are|was|were|did|does|do|happened|lives?|"
    r"began|started|means?|wrote|said|coined)\b.*|what about .*|what happened .*)"
)
_RHETORICAL = re.compile(
    r"\b(?:we|us|our|ours|ever|good|point|use|difference|harm|wrong|cares?|if|anyone|anybody|"
    r"anything|nobody|else|really|supposed|stops?|left|worse|worst|better|gain|lose|win|wins|"
    r"benefits?|alternative|to)\b"
)
_LONGEST_FACT = 9
_ARGUES = re.compile(
    r"\b(?:should|must|ought|because|therefore|wrong|naive|ridiculous|nonsense|biased|ignores?|"
    r"really think|seriously)\b"
)
_FOLLOW_UP = re.compile(
    r"^(?:but|and|yes|yeah|no|so|still|ok|okay|well|sure|even so|maybe|that|this|it|they|those|"
    r"these|he|she|which|then|not|why|how|what if|except|only|again)\b"
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said: its kind and, for a quotation, which source holds it and where."""

    kind: Kind
    source: str = ""
    span: Span | None = None


def classify(text: str, sources: Iterable[tuple[str, str]]) -> Utterance:
    """Classify ``text``; ``sources`` are (id, text) pairs a quotation may come from."""
    said = words(text)
    if not said or (len(said) <= _FEWEST and all(len(w) == 1 and w.isascii() for w in said)):
        # A letter or two on their own are a slip of the fingers.
        return Utterance("empty")
    line = _CONTRACTION.sub(r"\1 is", " ".join(said))
    if len(said) <= _LONGEST_GREETING and _GREETING.fullmatch(line):
        return Utterance("greeting")
    if len(said) >= _QUOTED_WORDS:
        for id, source in sources:
            span = find_run(said, source, _QUOTED_WORDS)
            if span and len(words(span.of(source))) >= _QUOTED_PART * len(said):
                return Utterance("quotation", id, span)
    if _is_concession(text, line):
        return Utterance("concession")
    if _ANSWER.fullmatch(line):
        return Utterance("answer")
    if _CHALLENGE.fullmatch(line):
        return Utterance("challenge")
    if _is_question(text, line):
        return Utterance("question")
    return Utterance("argument")


def follows_up(text: str) -> bool:
    """Tell whether ``text`` leans on what was said before: short, and opening so."""
    said = words(text)
    return len(said) <= _LONGEST_FOLLOW_UP and bool(_FOLLOW_UP.match(" ".join(said)))


def _is_concession(text: str, line: str) -> bool:
    """A concession grants the point and does not go on to contest it."""
    match = _CONCESSION.match(line)
    if not match:
        return False
    rest = line[match.end() :]
    return not _CONTRAST.search(rest) and "?" not in text and len(rest.split()) <= 25


def _is_question(text: str, line: str) -> bool:
    """A question about the sources; a rhetorical question argues and is no such thing."""
    asks = text.rstrip("\"'”’ )").endswith("?") or line.startswith(
        ("who ", "what ", "where ", "when ", "which ", "tell me", "show me", "define ", "does ")
    )
    if _ARGUES.search(line):
        return False
    short = len(line.split()) <= _LONGEST_FACT and not _RHETORICAL.search(line)
    return asks and bool(_QUESTION.search(line) or (short and _FACT.fullmatch(line)))
