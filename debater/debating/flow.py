"""Lays a debate out on the flow: arguments, what answers what, and what became of each.

The bot's speeches say themselves what they answer; for the user's the trained retriever
and the user's own signposts decide, and a correction by the user is final.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from debater.debating.flow_linking import Linker
from debater.debating.flow_model import Argument, Flow, Link, Status
from debater.debating.model import Debate, Speech
from debater.debating.speech_cues import is_signposted
from debater.debating.splitting import headline, split_speech
from debater.motions.model import Side, opposite
from debater.sparring.counters import Likeness
from debater.text import Span, excerpt

_HEADING = 140


def build_flow(debate: Debate, likeness: Likeness | None) -> Flow:
    """Return the flow of a debate so far; without ``likeness`` words alone are compared."""
    arguments: list[Argument] = []
    links: list[Link] = []
    for speech in sorted(debate.speeches, key=lambda speech: speech.stage):
        if speech.parts:
            own = list(_of_parts(speech))
            links += _said_links(speech, own, {argument.id for argument in arguments})
        else:
            own, found = _of_text(speech, arguments, Linker(likeness))
            links += found
        arguments += own
    links = _corrected(links, debate.corrections, arguments)
    return Flow(tuple(arguments), tuple(links), _statuses(debate, arguments, links))


def _of_text(
    speech: Speech, before: Sequence[Argument], linker: Linker
) -> tuple[list[Argument], list[Link]]:
    """Split a typed speech and link what it says.

    Neighbours that answer the same thing, without a signpost between them, are one argument.
    """
    theirs = [argument.text for argument in before if argument.side != speech.side]
    spans = list(split_speech(speech.text, linker.likeness, theirs))
    own = _numbered(speech, spans)
    found = linker.links(own, before)
    aims = {link.argument: (link.kind, link.target) for link in reversed(found)}
    joined: list[Span] = []
    last: object = None
    for argument in own:
        aim = aims.get(argument.id)
        between = speech.text[joined[-1].end : argument.span.start] if joined else ""
        together = aim is not None and aim == last and "\n" not in between
        if together and not is_signposted(argument.text):
            joined[-1] = Span(joined[-1].start, argument.span.end)
        else:
            joined.append(argument.span)
        last = aim
    if len(joined) < len(own):
        own = _numbered(speech, joined)
        found = linker.links(own, before)
    return own, found


def _numbered(speech: Speech, spans: Sequence[Span]) -> list[Argument]:
    found = []
    for number, span in enumerate(spans, start=1):
        text = span.of(speech.text)
        heading = excerpt(headline(text), _HEADING)
        id = f"{speech.stage}.{number}"
        found.append(Argument(id, speech.stage, speech.side, speech.by, text, span, heading))
    return found


def _of_parts(speech: Speech) -> Iterable[Argument]:
    """The parts of a bot's speech that argue, each with its place in the text."""
    start = number = 0
    for part in speech.parts:
        span = Span(start, start + len(part.text))
        start = span.end + 2
        if part.heading:
            number += 1
            passage = part.citation.passage if part.citation else ""
            id = f"{speech.stage}.{number}"
            yield Argument(
                id, speech.stage, speech.side, speech.by, part.text, span, part.heading, passage
            )


def _said_links(speech: Speech, own: Sequence[Argument], known: set[str]) -> Iterable[Link]:
    """The links a bot's speech gives itself."""
    argued = [part for part in speech.parts if part.heading]
    for argument, part in zip(own, argued, strict=True):
        for target in part.answers:
            if target in known:
                yield Link(argument.id, target, "answers", 1.0, "speech")
        for target in part.extends:
            if target in known:
                yield Link(argument.id, target, "extends", 1.0, "speech")


def _corrected(
    links: Sequence[Link], corrections: Mapping[str, str | None], arguments: Sequence[Argument]
) -> list[Link]:
    """Put the user's own links in the place of what was found.

    Only an earlier argument of the other side can be answered.
    """
    said = {argument.id: argument for argument in arguments}
    kept = [link for link in links if link.argument not in corrections]
    own = [
        Link(argument, target, "answers", 1.0, "user")
        for argument, target in corrections.items()
        if target is not None and argument in said and target in said
        if said[target].stage < said[argument].stage and said[target].side != said[argument].side
    ]
    return [*kept, *own]


def _statuses(
    debate: Debate, arguments: Sequence[Argument], links: Sequence[Link]
) -> dict[str, Status]:
    stages = {argument.id: argument.stage for argument in arguments}
    answered: dict[str, list[int]] = {}
    for link in links:
        if link.kind == "answers":
            answered.setdefault(link.target, []).append(stages[link.argument])
    extended = {link.target for link in links if link.kind == "extends"}
    linked = {link.argument for link in links}
    carried = _carried(links)
    statuses: dict[str, Status] = {}
    for argument in arguments:
        stage = debate.format.stages[argument.stage]
        forms = carried.get(argument.id, {argument.id})
        if not stage.new_arguments and argument.id not in linked:
            statuses[argument.id] = "new"
        elif argument.id in extended:
            statuses[argument.id] = "extended"
        # What was said before it was carried forward is no answer to the new form.
        elif any(at > argument.stage for form in forms for at in answered.get(form, ())):
            statuses[argument.id] = "answered"
        elif _had_to_answer(debate, argument):
            statuses[argument.id] = "dropped"
        else:
            statuses[argument.id] = "open"
    return statuses


def _carried(links: Sequence[Link]) -> dict[str, set[str]]:
    """Each argument carried forward, with all its forms: an answer to one answers the others."""
    forms: dict[str, set[str]] = {}
    for link in links:
        if link.kind == "extends":
            earlier, later = link.target, link.argument
            all_forms = forms.get(earlier, {earlier}) | forms.get(later, {later})
            forms.update(dict.fromkeys(all_forms, all_forms))
    return forms


def _had_to_answer(debate: Debate, argument: Argument) -> bool:
    """Tell whether the other side's turn to answer an argument is over.

    Speeches of one side in a row are one turn: what the first leaves the second may answer.
    """
    other = opposite(argument.side)
    given = {speech.stage for speech in debate.speeches}
    turn: list[int] = []
    for number in range(argument.stage + 1, len(debate.format.stages)):
        stage = debate.format.stages[number]
        if stage.kind != "speech":
            continue
        side: Side = debate.side_of(stage.seat)
        if side == other and stage.responds:
            turn.append(number)
        elif turn and side == argument.side:
            break
    return bool(turn) and all(number in given for number in turn)
