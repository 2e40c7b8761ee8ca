"""Compares an answer to a drill with what answers it, and says what the score rests on.

A score is a place on a scale measured on the six shipped motions, 258 points of them, not an
opinion (``python -m tests.benchmarks.study --likeness`` prints it all).  Cosines of the
trained retriever, each text beside a passage's sentence and the rest of a coach's brief on it:

* the passage's own tag: 5 % below .67, a quarter below .77, half below .84, 90 % below .96;
* its own impact: half below .65, 90 % below .76;
* tag or impact of another passage: half below .57, 90 % below .68, 95 % below .70;
* a claim the passage answers: a quarter below .57, half below .64, three quarters below .69,
  90 % below .74; a claim another passage answers: three quarters below .62, 90 % below .67.

So a text no nearer to a passage than most about something else scores 0, and what comes as
near as a coach's sentence on it .8.  Whether a text speaks *to* an argument is told much less
surely, and not at all whether it agrees: that is only half of what counts for an answer to an
argument.  The other half is that it turns against it and gives a reason, as its words show; one
that grants the argument and leaves it there is no answer.

Of the telling words of sentence and impact half of the own tags have .38 or more and 95 % .17; of
tags of other passages 95 % have .10 or less.  A sentence cut to 60 % of its words
stays at .91 or nearer to the whole (95 %); other sentences of its passage are below .74 (95 %).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from debater.sparring.counters import Likeness
from debater.sparring.phrasing import figure, paragraph_numbers
from debater.sparring.wording import count_in_words
from debater.study.model import Compared, Drill, Grade
from debater.study.wording import chosen_answer
from debater.text import excerpt, sentence_spans, words

# A scale: figures as measured, rising, and the score each stands for.
Scale = tuple[tuple[float, float], ...]
ANSWERS: Scale = ((0.56, 0.0), (0.70, 0.3), (0.77, 0.6), (0.84, 0.8), (0.96, 1.0))
SPEAKS_TO: Scale = ((0.56, 0.0), (0.64, 0.4), (0.69, 0.6), (0.74, 0.8), (0.84, 1.0))
WORDS: Scale = ((0.0, 0.0), (0.1, 0.3), (0.28, 0.6), (0.38, 0.8), (0.56, 1.0))
# What comes no nearer than this to an argument does not speak to it: three quarters of the
# texts about something else do not.
SPOKEN_TO = 0.62
# A sentence is still there in a shorter text where one comes as near as this.
_STILL_THERE = 0.75
_WORDS_STILL_THERE = 0.5
# From here on an answer is the claim again, or its bare denial: “That is not true: ” and the
# claim is nearer in 99 of 100 cases; “They say … But” with an answer after it in 1 of 100.
_SAME, _SAME_WORDS = 0.95, 0.8
_REPEATED = 0.2
_HARD, _GOOD, _EASY = 0.2, 0.6, 0.85
_GRANTS = re.compile(
    r"\A\W*(?:(?:yes|well|ok|okay|true|sure|right)\W+)*(?:i (?:\w+ )?(?:agree|concede|accept)"
    r"|agreed|granted|you(?:['’]re| are) right|(?:that|this|it)(?:['’]s| is) (?:true|right|fair)"
    r"|(?:fair|good) point)\b",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(
    r"\b(?:but|however|yet|still|nevertheless|although|though|even so|that (?:is|does) not"
    r"|that (?:isn|doesn)['’]t)\b",
    re.IGNORECASE,
)
# An answer to an argument turns against it, and says why.
_TURNS = re.compile(
    r"\b(?:but|however|yet|still|nevertheless|although|though|instead|not|no|never|nothing|none"
    r"|cannot|\w+n['’]t|wrong|false|hardly|only)\b",
    re.IGNORECASE,
)
_GIVES_REASON = re.compile(
    r"\b(?:because|since|as|for|so that|therefore|otherwise|if|which means|after all|due to"
    r"|that is why|history shows|for example|for instance)\b",
    re.IGNORECASE,
)
_MOST_SENTENCES = 60
_SHORTEST, _SHOWN, _MOST_WORDS = 4, 70, 4
_COMMON = frozenset(
    "the a an of to and in is are that it this these those for be on with as by not or we they you "
    "he she i at from have has had will would can could should must may might their our your his "
    "her its but if so than more most do does did was were been being there which who what when "
    "where how why no yes all any some one only also just very even then because into out about "
    "them us me him my up over under such other another much many own same too well cannot each "
    "it's don't".split()
)


def compare(drill: Drill, typed: str, likeness: Likeness | None) -> Compared:
    """Return how an answer compares, why, and the grade that suggests.

    ``likeness`` is None without an embedding model: then words alone are compared.
    """
    if not words(typed):
        return Compared(None, False if drill.choices else None, "You gave no answer.", 1)
    if drill.choices:
        return _chosen(drill, typed)
    if drill.kind == "redo":
        return _shorter(drill, typed, likeness)
    return _answered(drill, typed, likeness)


def grade_for(score: float) -> Grade:
    """Return the grade a score suggests; the learner decides."""
    if score < _HARD:
        return 1
    if score < _GOOD:
        return 2
    return 3 if score < _EASY else 4


# ── choices ─────────────────────────────────────────────────────────────────────────────


def _chosen(drill: Drill, typed: str) -> Compared:
    """Compare a choice, read by its number, its first letters or its words."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", typed)
    chosen = chosen_answer(drill, typed) or chosen_answer(drill, bare)
    if chosen is None:
        return Compared(0.0, False, f"“{excerpt(typed, _SHOWN)}” is none of the choices.", 1)
    if chosen == drill.right:
        return Compared(1.0, True, "", 3)
    return Compared(0.0, False, f"You chose “{chosen}”.", 1)


# ── typed answers ───────────────────────────────────────────────────────────────────────


def _answered(drill: Drill, typed: str, likeness: Likeness | None) -> Compared:
    """Compare an answer with the passage that answers, or with the argument it is to meet."""
    quote = drill.citation.quote if drill.citation is not None else ""
    if drill.kind == "refute":
        if _repeats(typed, drill.material, likeness):
            reason = "It says the claim again, or only denies it: give a reason against it."
            return Compared(_REPEATED, None, reason, 1)
        beside, scale = [text for text in (quote, *_sentences(drill.explains)) if text], ANSWERS
    else:
        if _repeats(typed, drill.material, likeness):
            reason = "It says again what you are to answer: say why that does not decide it."
            return Compared(_REPEATED, None, reason, 1)
        beside, scale = [drill.material, *_sentences(drill.material)], SPEAKS_TO
        if _GRANTS.match(typed) and not _CONTRASTS.search(typed):
            reason = "It grants what you are to answer: say why that does not decide it."
            return Compared(_REPEATED, None, reason, 1)
        beside += [quote] if quote else []
    beside = beside or [drill.material]
    if likeness is None:
        score = on_scale(share_of_words(typed, beside), WORDS)
        nearest, told = beside[0], ""
    else:
        rows = likeness.between(_said(typed), beside)
        best = max(max(row) for row in rows)
        nearest = beside[next(row.index(best) for row in rows if best in row)]
        score, told = on_scale(best, scale), f" ({figure(min(0.99, best))})"
    reason = _reason(drill, typed, nearest, score, told)
    if drill.kind != "refute":
        score, lacking = _as_answer(typed, score)
        reason += f" It lacks {lacking}." if lacking else ""
    if likeness is None:
        reason += " Only words were compared, because there is no embedding model."
    return Compared(round(score, 4), None, reason, grade_for(score))


def _as_answer(typed: str, near: float) -> tuple[float, str]:
    """Return the score of an answer that speaks to an argument so much, and what it lacks."""
    turns, reason = bool(_TURNS.search(typed)), bool(_GIVES_REASON.search(typed))
    lacking = ["a turn against it (but …)"] * (not turns) + ["a reason (because …)"] * (not reason)
    # What speaks of something else is no answer, however it is put.
    counts = min(1.0, near / _HARD)
    return 0.5 * near + 0.25 * counts * (turns + reason), " and ".join(lacking)


def _reason(drill: Drill, typed: str, nearest: str, score: float, told: str) -> str:
    """Say how near an answer comes to what, and which telling words it has and lacks."""
    name = _name(drill, nearest)
    if score >= _HARD:
        sentence = f"It comes {'close to' if score >= _GOOD else 'near'} {name}{told}"
    else:
        sentence = f"It is no nearer to {name} than texts about something else{told}"
    said = set(telling_words(typed))
    wanted = telling_words(nearest)
    shared = [word for word in wanted if word in said][:_MOST_WORDS]
    missing = [word for word in wanted if word not in said][:_MOST_WORDS]
    if shared and missing:
        return f"{sentence}; it speaks of {_listed(shared)} and not of {_listed(missing)}."
    if missing:
        return f"{sentence}; it says nothing of {_listed(missing)}."
    return f"{sentence}; every telling word of it is there."


def _name(drill: Drill, text: str) -> str:
    """Name what an answer was compared with."""
    shown = f"‘{excerpt(text, _SHOWN)}’"
    citation = drill.citation
    if citation is not None and text == citation.quote:
        return f"{paragraph_numbers(citation.paragraphs)}: {shown}"
    if drill.kind == "refute":
        return f"what the coach says of the passage: {shown}"
    return f"their argument: {shown}"


def _repeats(typed: str, claim: str, likeness: Likeness | None) -> bool:
    """Tell whether an answer brings nothing but what it is to answer."""
    said = telling_words(typed)
    if said and len(set(said) & set(telling_words(claim))) >= _SAME_WORDS * len(set(said)):
        return True
    return likeness is not None and likeness.between([typed], [claim])[0][0] >= _SAME


# ── shorter ─────────────────────────────────────────────────────────────────────────────


def _shorter(drill: Drill, typed: str, likeness: Likeness | None) -> Compared:
    """Compare a text given again: how many words it takes, and how much of it is still there."""
    used, most = len(words(typed)), drill.most_words
    before = _sentences(drill.material)[:_MOST_SENTENCES] or [drill.material]
    after = _said(typed)[:_MOST_SENTENCES]
    if likeness is None:
        near = [max(share_of_words(one, [text]) for one in after) for text in before]
        least = _WORDS_STILL_THERE
    else:
        near = [max(row) for row in likeness.between(before, after)]
        least = _STILL_THERE
    weights = [len(words(text)) for text in before]
    kept = sum(weight for weight, one in zip(weights, near, strict=True) if one >= least)
    score = kept / max(1, sum(weights))
    there = sum(one >= least for one in near)
    reason = f"{count_in_words(used, 'word')} where {most} fit"
    reason += f"; {there} of {count_in_words(len(before), 'sentence')} still there"
    if there < len(before):
        gone = min(zip(near, before, strict=True))[1]
        reason += f"; least of all ‘{excerpt(gone, _SHOWN)}’"
    if used > most:
        score *= most / used
        reason += ". Cut further"
    if likeness is None:
        reason += ". Only words were compared, because there is no embedding model"
    grade = grade_for(score)
    over: Grade = 2 if grade > 2 else grade
    return Compared(round(score, 4), None, f"{reason}.", over if used > most else grade)


# ── texts ───────────────────────────────────────────────────────────────────────────────


def nearness(text: str, beside: Sequence[str], likeness: Likeness) -> float:
    """Return the greatest cosine of a text, or a sentence of it, with any of ``beside``."""
    return max(max(row) for row in likeness.between(_said(text), beside))


def telling_words(text: str) -> list[str]:
    """Return the words of a text that are not mere grammar, each once, in order."""
    return list(dict.fromkeys(w for w in words(text) if len(w) > 2 and w not in _COMMON))


def on_scale(value: float, scale: Scale) -> float:
    """Return the score of a value: straight lines between the figures of a scale."""
    if value <= scale[0][0]:
        return scale[0][1]
    for (low, below), (high, above) in pairwise(scale):
        if value <= high:
            return below + (above - below) * (value - low) / (high - low)
    return scale[-1][1]


def _said(text: str) -> list[str]:
    """A text as it is compared: whole, and where it has several, each sentence."""
    sentences = _sentences(text)
    return [text, *sentences] if len(sentences) > 1 else [text]


def _sentences(text: str) -> list[str]:
    found = [span.of(text) for span in sentence_spans(text)]
    return [one for one in found if len(words(one)) >= _SHORTEST]


def share_of_words(text: str, beside: Sequence[str]) -> float:
    """Return how many of the telling words of ``beside`` a text has."""
    wanted = set(telling_words(" ".join(beside)))
    return len(wanted & set(telling_words(text))) / len(wanted) if wanted else 0.0


def _listed(found: Sequence[str]) -> str:
    *before, last = found
    return f"{', '.join(before)} and {last}" if before else last
