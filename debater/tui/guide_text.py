"""The refutation guide as lines beside the composer: what the words have, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from debater.debating.flow_model import Flow
from debater.debating.scaffold import Guide, Scaffold
from debater.motions.model import Side, opposite
from debater.text import clean_line


def guide_lines(scaffold: Scaffold, text: str, *, answers: bool) -> Content:
    """Return the steps, each with a mark, the kinds of response seen, and one hint.

    What is looked at is the last paragraph: the answer that is being written.  A speech that
    ``answers`` nothing yet needs only its reasons and what follows from them.
    """
    paragraphs = [part for part in text.split("\n") if part.strip()]
    last = paragraphs[-1] if paragraphs else ""
    found = scaffold.found(last)
    asked = scaffold.steps if answers else scaffold.steps[2:]
    steps = [
        Content.styled(
            f"{'✓' if step.name in found else '·'} {step.title}  ",
            "bold $focus" if step.name in found else "$muted",
        )
        for step in asked
    ]
    kinds = sorted(scaffold.response_kinds(last))
    seen = Content.styled(f"[{', '.join(kinds)}]", "$muted") if kinds else Content("")
    warning = scaffold.double_turn(paragraphs)
    below = (
        Content.styled(f"! {clean_line(warning.says)}", "$warning bold")
        if warning
        else Content(clean_line(_hint(scaffold, asked, found)))
    )
    return Content.assemble(*steps, seen, "\n", below)


def _hint(scaffold: Scaffold, asked: Sequence[Guide], found: Sequence[str]) -> str:
    missing = [step.hint for step in asked if step.name not in found]
    return missing[0] if missing else scaffold.done


def double_turns(scaffold: Scaffold, flow: Flow, side: Side) -> Iterator[str]:
    """Yield a warning for each argument of the other side that the user has turned both ways."""
    for argument in flow.arguments:
        if argument.side == opposite(side):
            answers = [answer.text for answer in flow.answers_to(argument.id)]
            warning = scaffold.double_turn(answers, argument.text) if answers else None
            if warning is not None:
                yield warning.says
