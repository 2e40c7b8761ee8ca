"""Makes drills from what happened: arguments dropped or answered weakly, and speeches to redo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from debater.debating.ballot_model import Ballot
from debater.debating.flow_model import Argument, Flow, Link
from debater.debating.model import Debate, Speech
from debater.debating.speech_cues import is_trivial
from debater.motions.citation import Citation
from debater.motions.model import Motion, Side, opposite
from debater.sparring.counters import Likeness
from debater.sparring.reply import Counter
from debater.sparring.rounds import Round
from debater.study.asking import DrillWording
from debater.study.comparing import SPOKEN_TO, nearness, telling_words
from debater.study.making import key_of, whose
from debater.study.model import Drill, DrillKind
from debater.text import excerpt, words

REDO_SHARE = 0.6
# A shorter text has nothing to cut.
_LEAST_TO_CUT = 60
_MOST_WEAK = 3
_SHOWN = 160


def debate_drills(
    debate: Debate, flow: Flow, ballot: Ballot, motion: Motion, wording: DrillWording
) -> list[Drill]:
    """Return the drills of a debate: what was dropped, answered weakly, and the last speech."""
    return [
        *_dropped(debate, flow, motion, wording),
        *_weak(debate, flow, ballot, motion, wording),
        *_last_speech(debate, motion, wording),
    ]


def round_drills(
    round: Round, motion: Motion, wording: DrillWording, likeness: Likeness | None = None
) -> list[Drill]:
    """Return the drills of a round of sparring: what it passed over, and a long argument.

    Whether a turn speaks to the passage before it is told by ``likeness``; without one by
    whether both share a telling word.
    """
    return [
        *_passed_over(round, motion, wording, likeness),
        *_longest_argument(round, motion, wording),
    ]


# ── debates ─────────────────────────────────────────────────────────────────────────────


def _dropped(debate: Debate, flow: Flow, motion: Motion, wording: DrillWording) -> Iterator[Drill]:
    """Yield the bot's arguments that the user never answered, in whatever form they came."""
    carrying = {link.argument for link in flow.links if link.kind == "extends"}
    seen: set[str] = set()
    for argument in flow.arguments:
        forms = (argument, *flow.extensions_of(argument.id))
        if (
            _is_against(argument, debate)
            and argument.id not in carrying
            and flow.statuses.get(argument.id) in ("dropped", "extended")
            and not any(flow.answers_to(form.id) for form in forms)
            # The bot may say one thing twice: that is one argument to meet.
            and argument.heading not in seen
        ):
            seen.add(argument.heading)
            stage = debate.format.stages[argument.stage].title
            yield _on_argument(
                "dropped",
                debate,
                argument,
                motion,
                wording,
                wording.dropped.asks.format(stage=stage),
                wording.dropped.explains,
            )


def _weak(
    debate: Debate, flow: Flow, ballot: Ballot, motion: Motion, wording: DrillWording
) -> Iterator[Drill]:
    """Yield what the user's weakest answers were to: one at least, where there are answers."""
    named = _named(ballot)
    found = [
        (_why(wording, named, own), link.score, own, target)
        for link in flow.links
        if (pair := _own_answer(debate, flow, link)) is not None
        for own, target in [pair]
    ]
    # First those the ballot names, then by how well they met what they answered.
    found.sort(key=lambda one: (one[0] == wording.weak.least_to_the_point, one[1], one[2].id))
    targets: set[str] = set()
    for number, (why, _, own, target) in enumerate(found):
        if target.id in targets or len(targets) == _MOST_WEAK:
            continue
        if number and why == wording.weak.least_to_the_point:
            break
        targets.add(target.id)
        asks = wording.weak.asks.format(answer=excerpt(own.text, _SHOWN), why=why)
        yield _on_argument(
            "weak", debate, target, motion, wording, asks, wording.weak.explains, own.text
        )


def _named(ballot: Ballot) -> dict[tuple[int, str], set[str]]:
    """The headings a ballot names, by stage and criterion: no reason given, least convincing."""
    return {
        (speech.stage, mark.criterion): set(mark.words)
        for speech in ballot.speeches
        for mark in speech.marks
        # Where all arguments give one, it is the reasons that are listed.
        if mark.criterion == "quality" or (mark.criterion == "warrants" and mark.share < 1)
    }


def _why(wording: DrillWording, named: dict[tuple[int, str], set[str]], own: Argument) -> str:
    """Say what was weak about an answer."""
    if own.heading in named.get((own.stage, "warrants"), ()):
        return wording.weak.no_reason
    if own.heading in named.get((own.stage, "quality"), ()):
        return wording.weak.least_convincing
    return wording.weak.least_to_the_point


def _own_answer(debate: Debate, flow: Flow, link: Link) -> tuple[Argument, Argument] | None:
    """Return the user's argument and the bot's that it answers, where a link is such a pair."""
    own, target = flow.argument(link.argument), _root(flow, flow.argument(link.target))
    answers = link.kind == "answers" and own.by == "user" and own.side == debate.side
    return (own, target) if answers and _is_against(target, debate) else None


def _root(flow: Flow, argument: Argument) -> Argument:
    """Return what an argument carries forward, or itself where it is new."""
    for _ in flow.arguments:
        earlier = [link.target for link in flow.links_of(argument.id) if link.kind == "extends"]
        if not earlier:
            break
        argument = flow.argument(earlier[0])
    return argument


def _is_against(argument: Argument, debate: Debate) -> bool:
    return (
        argument.by == "bot"
        and argument.side == opposite(debate.side)
        and not is_trivial(argument.text)
    )


def _on_argument(
    kind: DrillKind,
    debate: Debate,
    argument: Argument,
    motion: Motion,
    wording: DrillWording,
    asks: str,
    explains: str,
    answer: str = "",
) -> Drill:
    """Return a drill on an argument of the bot's, with the passage it cites."""
    stage = debate.format.stages[argument.stage].title
    # Its heading, for the bot words an argument anew in every debate.
    key = key_of(kind, motion.name, debate.side, argument.heading, argument.passage, answer)
    origin = wording.origin.debate.format(stage=stage)
    citation = _citation_of(argument, debate)
    drill = Drill(
        key, kind, motion.name, debate.side, asks, argument.text,
        explains=explains, origin=origin,
    )  # fmt: skip
    return _with_citation(drill, citation, motion)


def _citation_of(argument: Argument, debate: Debate) -> Citation | None:
    """Return what the bot quotes in an argument."""
    for speech in debate.speeches:
        if speech.stage == argument.stage and speech.side == argument.side:
            for part in speech.parts:
                if part.text == argument.text and part.heading == argument.heading:
                    return part.citation
    return None


def _with_citation(drill: Drill, citation: Citation | None, motion: Motion) -> Drill:
    """Return a drill with a quotation and whose it is; without it where the passage is gone."""
    if citation is None:
        return drill
    try:
        voice, speaker = whose(motion, citation)
    except KeyError:
        return drill
    return replace(drill, citation=citation, voice=voice, speaker=speaker)


def _last_speech(debate: Debate, motion: Motion, wording: DrillWording) -> Iterator[Drill]:
    own = [s for s in debate.speeches if s.by == "user" and s.side == debate.side]
    last: Speech | None = max(own, key=lambda s: s.stage, default=None)
    if last is not None and len(words(last.text)) >= _LEAST_TO_CUT:
        stage = debate.format.stages[last.stage].title
        origin = wording.origin.debate.format(stage=stage)
        yield _redo(last.text, debate.side, motion, wording, origin)


# ── sparring ────────────────────────────────────────────────────────────────────────────


def _passed_over(
    round: Round, motion: Motion, wording: DrillWording, likeness: Likeness | None
) -> Iterator[Drill]:
    """Yield the strongest counters that the user's next turn did not speak to."""
    found: list[tuple[Counter, int]] = []
    for number, (turn, following) in enumerate(pairwise(round.turns), start=1):
        counter = turn.reply.chosen if turn.reply is not None else None
        if counter is None or not words(following.argument):
            continue
        said = [counter.citation.quote, *([counter.tag] if counter.tag else [])]
        if not _speaks_to(following.argument, said, likeness):
            found.append((counter, number))
    seen: set[str] = set()
    for counter, number in sorted(found, key=lambda one: (-one[0].strength, one[1])):
        if counter.citation.passage in seen or len(seen) == _MOST_WEAK:
            continue
        seen.add(counter.citation.passage)
        argument = round.turns[number - 1].argument
        quote = counter.citation.quote
        asks = wording.weak.asks_sparring.format(argument=excerpt(argument, _SHOWN))
        drill = Drill(
            key_of("weak", motion.name, round.side, quote, argument),
            "weak",
            motion.name,
            round.side,
            asks,
            quote,
            explains=wording.weak.explains,
            origin=wording.origin.round.format(turn=number),
        )
        yield _with_citation(drill, counter.citation, motion)


def _speaks_to(argument: str, said: Sequence[str], likeness: Likeness | None) -> bool:
    """Tell whether an argument speaks to what was said before it."""
    if likeness is not None:
        return nearness(argument, said, likeness) >= SPOKEN_TO
    return bool(set(telling_words(argument)) & set(telling_words(" ".join(said))))


def _longest_argument(round: Round, motion: Motion, wording: DrillWording) -> Iterator[Drill]:
    longest = max(
        enumerate(round.turns, start=1),
        key=lambda one: len(words(one[1].argument)),
        default=None,
    )
    if longest is None or len(words(longest[1].argument)) < _LEAST_TO_CUT:
        return
    origin = wording.origin.round.format(turn=longest[0])
    yield _redo(longest[1].argument, round.side, motion, wording, origin)


def _redo(text: str, side: Side, motion: Motion, wording: DrillWording, origin: str) -> Drill:
    """Return a drill that asks for a text again, in fewer words."""
    most = int(len(words(text)) * REDO_SHARE)
    return Drill(
        key_of("redo", motion.name, side, text),
        "redo",
        motion.name,
        side,
        wording.redo.asks.format(most_words=most),
        text,
        explains=wording.redo.explains,
        most_words=most,
        origin=origin,
    )
