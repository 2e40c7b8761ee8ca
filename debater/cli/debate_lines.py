"""A debate as plain lines: what was said, the order, the clock, the flow, the quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debater.debating.flow_model import Argument, Flow
from debater.debating.formats import words_for
from debater.debating.model import Debate, Exchange, Speech, Stage
from debater.debating.play import DebateInPlay
from debater.debating.quotation_diff import diff_line
from debater.debating.quoting import check_quotations
from debater.debating.scaffold import Scaffold
from debater.debating.sheet import STATUS_WORDS
from debater.motions.model import Motion, Side, opposite
from debater.text import clean_line, words

HELP = """A speech takes as many lines as you want; an empty line parts its arguments.
Its clock starts with its first line (an empty one will do). Under questions
each line is a question or an answer. A line that begins with / is a command;
begin it with two to say one that does. Alerts of the clock are told with the
next line, and never cut anything.
/end           deliver what you are writing
/next          go on to what comes next; end your questions
/undo          take back the last line of what you are writing
/draft         what you are writing, and how many words
/clock         the time and the prep left
/prep          let your prep time run, or end it
/pause         stop the clock, or let it run again
/order         who speaks when, and where the debate is
/record        everything said so far
/point TEXT    offer a point of information on the bot's speech
/take          take the bot's point of information
/flow          each argument, what became of it, and what it answers
/link ID OTHER say which argument one of yours answers, by their ids (or: none)
/quotes        check the quotations in what you are writing
/guide         which steps of a refutation your last paragraph has
/ballot        judge your speeches so far
/redo          give your last speech again; /end compares the two
/flip          answer your own last speech; /end judges it
/help          this list
/quit          end for now (so does the end of input); --resume goes on"""


def count(number: int, thing: str) -> str:
    """Count things: ``1 word``, ``3 speeches``."""
    plural = f"{thing}es" if thing.endswith("ch") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"


def time(seconds: float) -> str:
    """Write a time as a clock shows it: ``3:05``; what is left of a second counts as one."""
    whole = -int(-abs(seconds) // 1)
    return f"{whole // 60}:{whole % 60:02}"


# ── what was said ───────────────────────────────────────────────────────────────────


def stage_line(debate: Debate, number: int) -> str:
    """Announce a stage: its number, title, time, and who speaks or asks whom."""
    stage = debate.format.stages[number]
    of = len(debate.format.stages)
    title = f"{clean_line(stage.title)} ({stage.id}), {time(stage.seconds)}"
    return f"{number + 1} of {of}: {title}. {_who_does_what(debate, stage)}."


def _who_does_what(debate: Debate, stage: Stage) -> str:
    mine = debate.by(stage.seat) == "user"
    first = "You" if mine else _bot(debate.side_of(stage.seat))
    if stage.kind == "speech":
        return f"{first} {'speak' if mine else 'speaks'}"
    answering = "you" if debate.by(stage.answerer) == "user" else "the bot"
    if stage.kind == "crossfire":
        return f"{first} and {answering} ask in turn; {'you ask' if mine else 'the bot asks'} first"
    return f"{first} {'ask' if mine else 'asks'} {answering}"


def _bot(side: Side) -> str:
    return f"Bot ({side})"


def speech_lines(debate: Debate, speech: Speech) -> Iterator[str]:
    """Yield a speech under who gave it, as it was given."""
    who = f"You ({speech.side})" if speech.by == "user" else _bot(speech.side)
    taken = f", {time(speech.seconds)}" if speech.seconds else ""
    stage = debate.format.stages[speech.stage]
    yield f"{who}, {stage.id}, {count(len(words(speech.text)), 'word')}{taken}:"
    yield speech.text
    yield ""


def question_line(exchange: Exchange) -> str:
    """Say what was asked, by whom."""
    mine = exchange.by == "user"
    who = "You" if mine else _bot(exchange.side)
    if not exchange.question:
        return f"{who} has no further question."
    if exchange.point:
        return f"{who} {'rise' if mine else 'rises'} on a point of information: {exchange.question}"
    return f"{who} {'ask' if mine else 'asks'}: {exchange.question}"


def answer_lines(debate: Debate, exchange: Exchange) -> Iterator[str]:
    """Yield the answer to a question, and what it admitted."""
    if exchange.answer:
        stage = debate.format.stages[exchange.stage]
        mine = _answered_by_user(debate, stage, exchange)
        who = "You answer" if mine else f"{_bot(opposite(exchange.side))} answers"
        yield f"{who}: {exchange.answer}"
    if exchange.admission is not None:
        yield f"Admitted: {exchange.admission.granted}"
    yield ""


def _answered_by_user(debate: Debate, stage: Stage, exchange: Exchange) -> bool:
    seats = [seat for seat in (stage.seat, stage.answerer) if seat]
    return any(debate.side_of(s) != exchange.side and debate.by(s) == "user" for s in seats)


def record_lines(debate: Debate) -> Iterator[str]:
    """Yield everything said so far, stage by stage."""
    for number in range(min(debate.stage + 1, len(debate.format.stages))):
        yield stage_line(debate, number)
        yield ""
        for speech in debate.speeches:
            if speech.stage == number:
                yield from speech_lines(debate, speech)
        for exchange in debate.asked_in(number):
            yield question_line(exchange)
            yield from answer_lines(debate, exchange)
    for practice in debate.practice:
        yield "You gave it again:" if practice.kind == "redo" else "You answered yourself:"
        yield practice.speech.text
        yield ""


# ── where the debate is ─────────────────────────────────────────────────────────────


def order_lines(debate: Debate) -> Iterator[str]:
    """Yield the speech order, and where the debate is in it."""
    for number in range(len(debate.format.stages)):
        now = " Now." if number == debate.stage else ""
        yield f"{stage_line(debate, number)}{now}"
    if debate.over:
        yield "The debate is over."


def clock_lines(play: DebateInPlay) -> Iterator[str]:
    """Yield the time left of the stage, and the prep left to the user's side."""
    stage, clock = play.debate.current, play.clock
    if stage is None:
        yield "The debate is over."
        return
    state = "running" if clock.running and clock.in_prep is None else "not running"
    if clock.left < 0:
        yield f"{stage.id}: over time by {time(-clock.left)}, {state}."
    else:
        yield f"{stage.id}: {time(clock.left)} left of {time(stage.seconds)}, {state}."
    prep = play.debate.format.prep
    if prep.seconds and not (prep.when == "before" and play.debate.speeches):
        left = clock.prep_left(play.debate.side)
        spent = f"overdrawn by {time(left)}" if left < 0 else f"{time(left)} left"
        running = ", running" if clock.running and clock.in_prep is not None else ""
        yield f"Prep: {spent}{running}."


def expected(play: DebateInPlay, words_a_minute: int) -> str:
    """Say what is expected of the user now."""
    move, stage = play.move, play.debate.current
    if stage is None or move.kind == "end":
        return (
            "The debate is over. /redo gives your last speech again, /flip answers it, "
            "/flow shows the sheet, /quit ends."
        )
    match move.kind:
        case "speak":
            budget = words_for(stage.seconds, words_a_minute)
            prep = " /prep takes prep time first." if play.may_prepare else ""
            return (
                f"Your speech: {time(stage.seconds)}, about {count(budget, 'word')}. "
                f"/end delivers it.{prep}"
            )
        case "ask":
            return "Your question, on a line; /next ends your questions."
        case "answer":
            return "Your answer, on a line."
    point = " /point TEXT offers a point of information." if may_offer(play.debate) else ""
    return f"/next goes on.{point}"


def may_offer(debate: Debate) -> bool:
    """Tell whether the user may offer a point of information on the speech that is on."""
    stage = debate.current
    if stage is None or stage.points_from is None or debate.side_of(stage.seat) == debate.side:
        return False
    offered = [one for one in debate.asked_in(debate.stage) if one.point and one.by == "user"]
    return len(offered) < max(1, debate.format.most_points)


# ── the flow, the quotations, the guide ─────────────────────────────────────────────


def flow_lines(debate: Debate, flow: Flow) -> Iterator[str]:
    """Yield each argument with what became of it and what it answers or carries forward."""
    for argument in flow.arguments:
        stage = debate.format.stages[argument.stage]
        who = "you" if argument.by == "user" else f"bot ({argument.side})"
        status = STATUS_WORDS[flow.statuses.get(argument.id, "open")]
        links = _links(debate, flow, argument)
        yield f"{argument.id} {stage.id}, {who}: {status}{links}. {clean_line(argument.heading)}"
    if not flow.arguments:
        yield "Nothing is on the flow yet."


def _links(debate: Debate, flow: Flow, argument: Argument) -> str:
    if argument.id in debate.corrections and debate.corrections[argument.id] is None:
        return ", answers nothing (as you said)"
    links = flow.links_of(argument.id)
    said = " (as you said)" if any(link.by == "user" for link in links) else ""
    return "".join(f", {link.kind} {link.target}" for link in links) + said


def quotation_lines(text: str, motion: Motion) -> Iterator[str]:
    """Yield what became of each quotation in ``text``."""
    checks = check_quotations(text, motion)
    for check in checks:
        shown = diff_line(check.changes) or clean_line(check.quoted)
        clipped = ", clipped" if check.clipped else ""
        yield f"{check.verdict}{clipped}: “{shown}” {check.says}"
    if not checks:
        yield "Nothing stands in quotation marks."


def guide_lines(scaffold: Scaffold, text: str) -> Iterator[str]:
    """Yield the steps of a refutation that the last paragraph has, and one hint."""
    paragraphs = [part for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    last = paragraphs[-1] if paragraphs else ""
    found = scaffold.found(last)
    for step in scaffold.steps:
        yield f"{clean_line(step.title)}: {'there' if step.name in found else 'not yet'}"
    if kinds := sorted(scaffold.response_kinds(last)):
        yield f"It looks like: {', '.join(kinds)}"
    if warning := scaffold.double_turn(paragraphs):
        yield f"Warning: {clean_line(warning.says)}"
    yield clean_line(scaffold.hint(last))


def double_turns(scaffold: Scaffold, flow: Flow, side: Side) -> Iterator[str]:
    """Yield a warning for each argument of the other side that the user turned both ways."""
    for argument in flow.arguments:
        if argument.side == opposite(side):
            answers = [answer.text for answer in flow.answers_to(argument.id)]
            warning = scaffold.double_turn(answers, argument.text) if answers else None
            if warning is not None:
                yield clean_line(warning.says)
