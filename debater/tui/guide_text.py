"""The refutation guide as lines beside the composer: what the words have, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from debater.debating.flow_model import Flow
from debater.debating.scaffold import Scaffold
from debater.motions.model import Side, opposite
from debater.text import clean_line


def guide_lines(scaffold: Scaffold, text: str) -> Content:
    """Return the steps, each with a mark, the kinds of response seen, and one hint.

    What is looked at is the last paragraph: the answer that is being written.
    """
    paragraphs = [part for part in text.split("\n") if part.strip()]
    last = paragraphs[-1] if paragraphs else ""
    found = scaffold.found(last)
    steps = [
        Content.styled(
            f"{'✓' if step.name in found else '·'} {step.title}  ",
            "bold $focus" if step.name in found else "$muted",
        )
        for step in scaffold.steps
    ]
    kinds = sorted(scaffold.response_kinds(last))
    seen = Content.styled(f"[{', '.join(kinds)}]", "$muted") if kinds else Content("")
    warning = scaffold.double_turn(paragraphs)
    below = (
        Content.styled(f"! {clean_line(warning.says)}", "$warning bold")
        if warning
        else Content(clean_line(scaffold.hint(last)))
    )
    return Content.assemble(*steps, seen, "\n", below)


def double_turns(scaffold: Scaffold, flow: Flow, side: Side) -> Iterator[str]:
    """Yield a warning for each argument of the other side that the user has turned both ways."""
    for argument in flow.arguments:
        if argument.side == opposite(side):
            answers = [answer.text for answer in flow.answers_to(argument.id)]
            warning = scaffold.double_turn(answers, argument.text) if answers else None
            if warning is not None:
                yield warning.says
