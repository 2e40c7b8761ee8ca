"""The ballot: marks in the scale of the format, the clash that decided it, one next drill.

Deterministic: the same debate and rubric give the same ballot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from debater.debating.ballot_model import Ballot, Clash, Figure, Mark, SpeechBallot
from debater.debating.flow_model import Argument, Flow
from debater.debating.marks import Judged, Quality, fallacies_in, marks_of
from debater.debating.model import Debate, Format, ScalePart, Speech, Stage
from debater.debating.quoting import check_quotations
from debater.debating.rubric import Rubric
from debater.debating.speech_cues import is_trivial
from debater.motions.model import Motion, Side, opposite

MakeFlow = Callable[[Debate], Flow]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the user's speeches by a rubric.

    ``make_flow`` lays a debate out on the flow; ``quality`` is None where its model cannot
    be used, and that criterion then counts nothing.
    """

    motion: Motion
    rubric: Rubric
    make_flow: MakeFlow
    quality: Quality | None
    words_a_minute: int

    def ballot(self, debate: Debate) -> Ballot:
        """Return the ballot on what the user has said so far."""
        flow = self.make_flow(debate)
        own = [s for s in debate.speeches if s.by == "user" and s.side == debate.side]
        speeches = tuple(self.on_speech(debate, flow, speech) for speech in own)
        return Ballot(
            self.rubric.version,
            speeches,
            deciding_clash(flow, debate.side),
            self._drill(speeches),
            self.rubric.cannot_judge,
            _notes(debate, flow),
        )

    def on_speech(self, debate: Debate, flow: Flow, speech: Speech) -> SpeechBallot:
        """Return the marks and figures of one of the user's speeches."""
        stage = debate.format.stages[speech.stage]
        judged = Judged(
            speech,
            stage,
            flow,
            _stood_before(flow, speech),
            check_quotations(speech.text, self.motion),
            self.words_a_minute,
            self.quality,
        )
        marks = marks_of(judged, self.rubric)
        figures = _figures(debate.format, stage, marks, self.rubric)
        return SpeechBallot(speech.stage, figures, marks, fallacies_in(speech.text, self.rubric))

    def redone(self, debate: Debate, again: Speech) -> tuple[SpeechBallot, SpeechBallot]:
        """Return the ballots of a speech before and after it was given again."""
        before = next(s for s in debate.speeches if s.stage == again.stage and s.side == again.side)
        changed = tuple(again if s is before else s for s in debate.speeches)
        now = replace(debate, speeches=changed)
        return (
            self.on_speech(debate, self.make_flow(debate), before),
            self.on_speech(now, self.make_flow(now), again),
        )

    def flipped(self, debate: Debate, speech: Speech, answer: Speech) -> SpeechBallot:
        """Return the ballot of the user's answer to their own speech, from the other side."""
        given = debate.format.stages[speech.stage]
        stages = (
            replace(given, responds=False),
            replace(given, responds=True, new_arguments=True, role="rebuttal"),
        )
        format = replace(debate.format, stages=stages)
        facing = replace(
            debate,
            format=format,
            side=answer.side,
            stage=2,
            speeches=(replace(speech, stage=0), replace(answer, stage=1)),
            exchanges=(),
            corrections={},
        )
        return self.on_speech(facing, self.make_flow(facing), facing.speeches[1])

    def _drill(self, speeches: Sequence[SpeechBallot]) -> str:
        """Name one thing to practise: the criterion that cost most, over all speeches."""
        lost: dict[str, float] = {}
        for ballot in speeches:
            for mark in ballot.marks:
                cost = mark.weight * (1 - mark.share)
                lost[mark.criterion] = lost.get(mark.criterion, 0.0) + cost
        if not lost:
            return "Give a speech: there is nothing to judge yet."
        worst = self.rubric.criterion(max(lost, key=lambda name: lost[name]))
        return worst.drill if worst is not None else ""


def _stood_before(flow: Flow, speech: Speech) -> tuple[Argument, ...]:
    """The other side's arguments that nobody had answered when a speech began.

    What only carries an earlier argument forward is that argument, and not counted again.
    """
    other = opposite(speech.side)
    extending = {link.argument for link in flow.links if link.kind == "extends"}
    found: dict[str, Argument] = {}
    for argument in flow.arguments:
        answered = any(answer.stage < speech.stage for answer in flow.answers_to(argument.id))
        if (
            argument.side == other
            and argument.stage < speech.stage
            and argument.id not in extending
            and not answered
        ):
            # The bot may answer twice with one passage: that is one argument to meet.
            found[argument.heading] = argument
    return tuple(found.values())


def _figures(
    format: Format, stage: Stage, marks: Sequence[Mark], rubric: Rubric
) -> tuple[Figure, ...]:
    parts = format.scale.replies if stage.reply and format.scale.replies else format.scale.parts
    return tuple(_figure(part, marks, rubric, alone=len(parts) == 1) for part in parts)


def _figure(part: ScalePart, marks: Sequence[Mark], rubric: Rubric, *, alone: bool) -> Figure:
    """Write the weighed share of the marks of one figure in its scale, on its steps."""
    named = rubric.figures.get(part.name.casefold(), ())
    everywhere = {m.criterion for m in marks} - {
        n for names in rubric.figures.values() for n in names
    }
    whole = alone or not named  # a figure the rubric does not know counts everything
    counted = [m for m in marks if whole or m.criterion in named or m.criterion in everywhere]
    weight = sum(mark.weight for mark in counted)
    share = sum(mark.weight * mark.share for mark in counted) / weight if weight else 0.5
    steps = round((part.high - part.low) * share / part.step)
    points = min(part.high, round(part.low + steps * part.step, 4))
    return Figure(part.name, points, part.low, part.high)


def deciding_clash(flow: Flow, side: Side) -> Clash | None:
    """Return the clash the debate turned on: the argument with most said about it.

    Whoever spoke last on it unanswered is ahead; of two as long, the later one decides.
    None where nobody argued.
    """
    answering = {link.argument for link in flow.links}
    roots = [
        argument
        for argument in flow.arguments
        if argument.id not in answering and not is_trivial(argument.text)
    ]
    if not roots:
        return None
    chains = [_thread(flow, root) for root in roots]
    longest = max(reversed(chains), key=len)
    root, last = longest[0], longest[-1]
    ahead = last.side
    whose = "yours" if root.side == side else "the other side's"
    if len(longest) == 1:
        reason = f"It is {whose}, and nobody answered it."
        second = ""
    else:
        spoke = "You" if ahead == side else "The other side"
        reason = (
            f"It is {whose}; {len(longest)} arguments were made on it. {spoke} had the last word."
        )
        second = last.heading if last.heading != root.heading else ""
    return Clash(root.heading, root.text, second, ahead, reason)


def _thread(flow: Flow, root: Argument) -> list[Argument]:
    """An argument and everything that answers or extends it, and so on, in order of speaking."""
    found, waiting = [root], [root]
    while waiting:
        current = waiting.pop(0)
        for follower in (*flow.answers_to(current.id), *flow.extensions_of(current.id)):
            if follower not in found:
                found.append(follower)
                waiting.append(follower)
    return sorted(found, key=flow.arguments.index)


def _notes(debate: Debate, flow: Flow) -> tuple[str, ...]:
    """Say what else a judge would have written down."""
    notes = []
    other = opposite(debate.side)
    notes.append(
        f"On the flow the other side dropped {_left(flow, debate.side)} of your arguments, "
        f"and you dropped {_left(flow, other)} of theirs."
    )
    new = [a for a in flow.arguments if flow.statuses.get(a.id) == "new" and a.by == "user"]
    if new:
        notes.append(
            f"New in a speech that may bring nothing new, so not counted: “{new[0].heading}”"
        )
    gained = [a for a in debate.admissions if a.side != debate.side]
    given = [a for a in debate.admissions if a.side == debate.side]
    if gained or given:
        notes.append(f"Under questions you won {len(gained)} and gave {len(given)} admissions.")
    offered = [e for e in debate.exchanges if e.point and e.by == "bot"]
    if offered:
        taken = sum(exchange.taken for exchange in offered)
        notes.append(f"You took {taken} of {len(offered)} points of information.")
    return tuple(notes)


def _left(flow: Flow, side: Side) -> int:
    """Count the arguments of ``side`` that were left unanswered, carried forward or not."""
    extending = {link.argument for link in flow.links if link.kind == "extends"}
    return sum(
        argument.side == side
        and argument.id not in extending
        and not is_trivial(argument.text)
        and flow.statuses.get(argument.id) in ("dropped", "extended")
        and not any(
            flow.answers_to(form.id) for form in (argument, *flow.extensions_of(argument.id))
        )
        for argument in flow.arguments
    )
