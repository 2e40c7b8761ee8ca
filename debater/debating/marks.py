"""The marks of one speech: what each criterion of the rubric counts, with the words it counted.

Each function returns None where its criterion has nothing to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from debater.debating.ballot_model import FallacyQuestion, Mark, QuotationCheck
from debater.debating.flow_model import Argument, Flow
from debater.debating.formats import words_for
from debater.debating.model import Speech, Stage
from debater.debating.rubric import Rubric, find_cues
from debater.text import Span, excerpt, sentence_spans, words

# A share, the reason for it, and the words it was counted from.
Found = tuple[float, str, tuple[str, ...]]
# Estimates how good short arguments are, each from 0 to 1; None where it cannot.
Quality = Callable[[Sequence[str]], list[float] | None]

_SHOWN = 110
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """One speech with all that its marks are counted from.

    ``stood`` are the other side's arguments that stood unanswered when it began.
    """

    speech: Speech
    stage: Stage
    flow: Flow
    stood: tuple[Argument, ...]
    checks: tuple[QuotationCheck, ...]
    words_a_minute: int
    quality: Quality | None

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The arguments of the speech."""
        return self.flow.of_stage(self.speech.stage)


def marks_of(judged: Judged, rubric: Rubric) -> tuple[Mark, ...]:
    """Return the marks of a speech, in the order of the rubric."""
    counted: dict[str, Callable[[Judged, Rubric], Found | None]] = {
        "responsiveness": _responsiveness,
        "evidence": _evidence,
        "warrants": _warrants,
        "weighing": _weighing,
        "clarity": _clarity,
        "length": _length,
        "quality": _quality,
    }
    marks = []
    for criterion in rubric.criteria:
        found = counted[criterion.name](judged, rubric)
        if found is not None:
            share, reason, said = found
            marks.append(Mark(criterion.name, share, criterion.weight, reason, said))
    return tuple(marks)


def _responsiveness(judged: Judged, rubric: Rubric) -> Found | None:  # noqa: ARG001
    if not judged.stage.responds or not judged.stood:
        return None
    answered = [a for a in judged.stood if _answered_in(judged, a)]
    missed = [a for a in judged.stood if a not in answered]
    share = len(answered) / len(judged.stood)
    reason = f"{len(answered)} of {len(judged.stood)} arguments that stood against you are answered"
    if missed:
        return share, f"{reason}; dropped:", _shown(a.heading for a in missed)
    return share, f"{reason}.", ()


def _answered_in(judged: Judged, argument: Argument) -> bool:
    stage = judged.speech.stage
    same = (a for a in judged.flow.arguments if a.heading == argument.heading)
    return any(answer.stage == stage for a in same for answer in judged.flow.answers_to(a.id))


def _evidence(judged: Judged, rubric: Rubric) -> Found:
    checks = judged.checks
    if not checks:
        share = rubric.limits.without_quotations
        return share, "Nothing is quoted, so your claims count as your own opinion.", ()
    held = [check for check in checks if check.verdict == "exact"]
    failed = [check for check in checks if check.verdict != "exact"]
    clipped = sum(check.clipped for check in held)
    share = (len(held) - clipped / 2) / len(checks)
    reason = f"{len(held)} of {len(checks)} quotations hold"
    if clipped:
        reason += f", {clipped} of them clipped"
    if failed:
        return share, f"{reason}; these do not:", _shown(f"“{c.quoted}”: {c.says}" for c in failed)
    return share, f"{reason}:", _shown(f"“{check.quoted}”" for check in held)


def _warrants(judged: Judged, rubric: Rubric) -> Found | None:
    arguments = judged.arguments
    if not arguments:
        return 0.0, "No argument could be found in this speech.", ()
    bare = [a for a in arguments if not find_cues(a.text, rubric.warrant_cues)]
    share = 1 - len(bare) / len(arguments)
    reason = f"{len(arguments) - len(bare)} of {len(arguments)} arguments give a reason"
    if bare:
        return share, f"{reason}; these do not:", _shown(a.heading for a in bare)
    return share, f"{reason}:", _shown(_around(a.text, rubric.warrant_cues) for a in arguments)


def _weighing(judged: Judged, rubric: Rubric) -> Found | None:
    if judged.stage.role == "constructive":
        return None
    found = {
        kind: _around(judged.speech.text, cues)
        for kind, cues in rubric.weighing_cues.items()
        if find_cues(judged.speech.text, cues)
    }
    if not found:
        kinds = ", ".join(rubric.weighing_cues)
        return 0.0, f"Nothing is weighed against anything: no {kinds}.", ()
    return min(1.0, 0.5 + len(found) / 4), f"Weighed by {', '.join(found)}:", _shown(found.values())


def _clarity(judged: Judged, rubric: Rubric) -> Found | None:
    text = judged.speech.text
    sentences = [span.of(text) for span in sentence_spans(text)]
    if not sentences:
        return None
    longest = rubric.limits.longest_sentence
    long = [sentence for sentence in sentences if len(words(sentence)) > longest]
    arguments = len(judged.arguments)
    signs = len(find_cues(text, rubric.signpost_cues))
    signposted = min(1.0, signs / arguments) if arguments > 1 else 1.0
    share = (1 - len(long) / len(sentences)) * (0.5 + signposted / 2)
    reason = (
        f"{signs} {'signpost' if signs == 1 else 'signposts'} for {arguments} "
        f"{'argument' if arguments == 1 else 'arguments'}; "
        f"{len(long)} of {len(sentences)} sentences longer than {longest} words"
    )
    return share, f"{reason}{':' if long else '.'}", _shown(long)


def _length(judged: Judged, rubric: Rubric) -> Found | None:
    budget = words_for(judged.stage.seconds, judged.words_a_minute)
    if not budget:
        return None
    said = len(words(judged.speech.text))
    used = said / budget
    limits = rubric.limits
    if used < limits.least_used:
        share = used / limits.least_used
    else:
        share = max(0.0, 1 - max(0.0, used - limits.most_used))
    over = judged.speech.seconds - judged.stage.seconds
    late = f", {over} seconds over time" if over > 0 else ""
    return share, f"{said} words where {budget} fit{late}.", ()


def _quality(judged: Judged, rubric: Rubric) -> Found | None:  # noqa: ARG001
    arguments = judged.arguments
    if judged.quality is None or not arguments:
        return None
    estimates = judged.quality([argument.text for argument in arguments])
    if not estimates:
        return None
    mean = sum(estimates) / len(estimates)
    weakest = arguments[estimates.index(min(estimates))]
    reason = f"Estimated {mean:.2f} of 1 on average; the weakest ({min(estimates):.2f}):"
    return mean, reason, _shown([weakest.heading])


def fallacies_in(text: str, rubric: Rubric) -> tuple[FallacyQuestion, ...]:
    """Return the questions a speech raises, each fallacy once, with the words that raise it."""
    found = []
    for fallacy in rubric.fallacies:
        if find_cues(text, fallacy.cues):
            said = _around(text, fallacy.cues)
            found.append(FallacyQuestion(fallacy.name, fallacy.question, said))
    return tuple(found)


def _around(text: str, cues: Sequence[str]) -> str:
    """Return the sentence of the first cue, verbatim but for its length."""
    first: Span = find_cues(text, cues)[0]
    holding = (s for s in sentence_spans(text) if s.start <= first.start < s.end)
    span = next(holding, first)
    return excerpt(span.of(text), _SHOWN)


def _shown(said: Iterable[str]) -> tuple[str, ...]:
    texts = [excerpt(text, _SHOWN * 2) for text in said]
    more = len(texts) - _MOST_SHOWN
    return (*texts[:_MOST_SHOWN], f"and {more} more") if more > 0 else tuple(texts)
