"""What exports see of a round: all that was said, every quotation proved, none of it twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from debater.debating.model import Admission, Exchange, Part, Practice, Speech
from debater.debating.record import UNPROVED, dump_exchange, dump_setup, dump_speech
from debater.errors import DebaterError
from debater.export.model import Entry, Piece, RoundView
from debater.export.view import points_in_words, title_of, view_of
from debater.export.view_debate import citations_of, clock_in_words, debate_of, seats_in_words
from debater.export.view_words import day_in_words, time_in_words
from debater.motions.citation import Citation, cite
from debater.motions.model import SIDES, Motion, Side
from debater.sparring.engine import Engine
from debater.sparring.phrasing import in_quotes, short_cite
from debater.sparring.record import load_reply
from debater.store.whole import WholeEvent, WholeRound
from debater.text import clean, words
from tests.debating.support import begun
from tests.export.played import ARGUMENTS, STARTED, debated, opponent_of, sparred

FORMATS = ("british-parliamentary", "lincoln-douglas", "public-forum")


def pieces_of(view: RoundView) -> Iterator[Piece]:
    """Yield every paragraph of a view."""
    for part in view.parts:
        for entry in part.entries:
            yield from entry.pieces


def entries_of(view: RoundView) -> list[Entry]:
    """Return everything anybody said."""
    return [entry for part in view.parts for entry in part.entries]


def joined(pieces: Iterator[Piece] | tuple[Piece, ...]) -> str:
    """Return what pieces say, each quotation in its marks, with white space levelled."""
    texts = [in_quotes(p.quoted.citation.quote) if p.quoted else p.text for p in pieces]
    return " ".join(" ".join(texts).split())


def edited(motion: Motion) -> Motion:
    """Return the motion with its source changed from the first letter on."""
    (source,) = motion.sources
    return replace(motion, sources=(replace(source, text=source.text.replace("e", "ë")),))


def citation_in(motion: Motion, passage: int = 1, sentence: int = 0) -> Citation:
    """Return a proved quotation of the motion's."""
    found = motion.passages[passage]
    span = found.points[0].sentences[sentence].span
    return cite(motion.source(found.source), found, span)


def whole_of(*events: tuple[str, dict[str, Any]], name: str = "spar") -> WholeRound:
    """Return a debate in which these events happened."""
    debate = begun(name)
    kept = tuple(WholeEvent(n, *event, STARTED) for n, event in enumerate(events, start=1))
    return WholeRound(
        "detente", "for", 5, STARTED, STARTED, format=name, setup=dump_setup(debate), events=kept
    )


# ── open sparring ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("side", SIDES)
def test_every_turn_is_a_part_with_both_who_spoke(side: Side, engine: Engine) -> None:
    """The user's words are whole, and the reply's parts follow in their order."""
    whole = sparred(engine, side)
    view = view_of(whole, engine.motion)
    assert [part.title for part in view.parts] == [f"Turn {n + 1}" for n in range(8)]
    for part, turn in zip(view.parts, whole.turns, strict=True):
        you, bot = part.entries
        assert (you.by, you.side, you.title) == ("user", side, "You")
        assert (bot.by, bot.title) == ("bot", "Bot")
        assert bot.side != side
        assert you.pieces == (Piece("said", turn.argument),)
        assert part.facts == "12 March 2026, 14:02 UTC"
        if turn.reply is not None:
            reply = load_reply(turn.reply, engine.motion)
            shown = " ".join(piece.text for piece in bot.pieces)
            for text in (reply.they_say, reply.but, reply.question, reply.notice):
                assert clean(text).strip() in shown
            quotations = [piece.quoted for piece in bot.pieces if piece.quoted]
            assert all(one.note for one in quotations)
            if reply.chosen:
                assert reply.chosen.citation in [one.citation for one in quotations]
    assert view.parts[-1].entries[1].pieces == (Piece("remark", "Not answered yet."),)
    assert len(ARGUMENTS) == 7


def test_a_quotation_is_shown_with_whose_view_it_is(engine: Engine) -> None:
    """Voice, speaker, stance and strength are those of the counter."""
    view = view_of(sparred(engine), engine.motion)
    turn = sparred(engine).turns[0]
    chosen = load_reply(turn.reply or {}, engine.motion).chosen
    assert chosen is not None
    (shown,) = [p.quoted for p in view.parts[0].entries[1].pieces if p.quoted]
    assert shown.citation == chosen.citation
    assert (shown.voice, shown.speaker, shown.stance) == (
        chosen.voice, chosen.speaker, chosen.stance,
    )  # fmt: skip
    assert shown.note.startswith("strength: ")


def test_a_silent_reply_names_the_nearest_as_a_remark(engine: Engine) -> None:
    """What does not answer is said not to, and is no quotation of the reply's."""
    whole = sparred(engine)
    values = dict(whole.turns[0].reply or {})
    silent = {**values, "silent": True, "chosen": None, "because": "", "therefore": ""}
    changed = replace(whole, turns=(replace(whole.turns[0], reply=silent),))
    pieces = view_of(changed, engine.motion).parts[0].entries[1].pieces
    assert not any(piece.quoted for piece in pieces)
    (near,) = [p.text for p in pieces if p.text.startswith("Nearest, but it does not answer")]
    assert silent["counters"][0]["citation"]["quote"][:40] in near


def test_evidence_that_is_turned_is_said_to_be(engine: Engine) -> None:
    """A turn alone is not doubled by the sentence that words it."""
    values = sparred(engine).turns[0].reply or {}
    chosen = values["chosen"]
    evidence = {
        "citation": chosen["citation"], "stance": "for", "voice": "author", "speaker": None,
        "tag": "It shows more.", "impact": "So it helps us.",
    }  # fmt: skip
    alone = {**values, "silent": True, "chosen": None, "turned": evidence, "therefore": "Doubled."}
    whole = sparred(engine)
    changed = replace(whole, turns=(replace(whole.turns[0], reply=alone),))
    pieces = view_of(changed, engine.motion).parts[0].entries[1].pieces
    (shown,) = [piece.quoted for piece in pieces if piece.quoted]
    assert shown.note == "your author’s own evidence, turned"
    assert "It shows more. So it helps us." in [piece.text for piece in pieces]
    assert "Doubled." not in [piece.text for piece in pieces]


@pytest.mark.parametrize("damage", [{"kind": "song"}, {"counters": 3}, {"but": 4}, {"more": 1}])
def test_a_reply_that_cannot_be_read_says_so(damage: dict[str, Any], engine: Engine) -> None:
    """The argument stays."""
    whole = sparred(engine)
    reply = {**(whole.turns[0].reply or {}), **damage}
    changed = replace(whole, turns=(replace(whole.turns[0], reply=reply),))
    you, bot = view_of(changed, engine.motion).parts[0].entries
    assert you.pieces == (Piece("said", ARGUMENTS[0]),)
    (told,) = bot.pieces
    assert (told.kind, "cannot be read" in told.text) == ("remark", True)


def test_a_quotation_whose_source_has_changed_is_not_shown(engine: Engine) -> None:
    """Sparring and debates say so where it stood, and cite no passage."""
    view = view_of(sparred(engine), edited(engine.motion))
    assert not any(piece.quoted for piece in pieces_of(view))
    assert view.passages == ()
    assert any(p.kind == "remark" and "not in the source now" in p.text for p in pieces_of(view))
    view = view_of(debated(engine, "lincoln-douglas"), edited(engine.motion))
    assert not any(piece.quoted for piece in pieces_of(view))
    assert view.passages == ()
    assert any(p == Piece("remark", UNPROVED) for p in pieces_of(view))


# ── debates ─────────────────────────────────────────────────────────────────────────────


def unmarked(text: str) -> str:
    """Return a text without quotation marks, which are others inside a quotation."""
    return text.translate(dict.fromkeys(map(ord, "“”‘’\"'")))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_word_of_a_debate_is_there_once(name: str, side: Side, engine: Engine) -> None:
    """Speeches are whole but for the cites spoken, quotations set apart, answers follow."""
    whole = debated(engine, name, side)
    view = view_of(whole, engine.motion)
    debate, unread = debate_of(whole, engine.motion)
    assert unread == 0
    assert [part.title for part in view.parts] == [stage.title for stage in debate.format.stages]
    assert view.stages == tuple(stage.title for stage in debate.format.stages)
    for number, part in enumerate(view.parts):
        expected = [speech.text for speech in debate.speeches if speech.stage == number]
        for exchange in debate.asked_in(number):
            expected += [text for text in (exchange.question, exchange.answer) if text]
        expected += [p.speech.text for p in debate.practice if p.speech.stage == number]
        said = [joined(_said(entry)) for entry in part.entries]
        # The cite the bot spoke is the one that stands below the quotation set apart.
        spoken = [unmarked(text) for text in expected]
        for citation in citations_of(debate):
            quote = unmarked(in_quotes(citation.quote))
            cite = unmarked(f" ({short_cite(citation)})")
            spoken = [text.replace(f"{quote}{cite}", quote) for text in spoken]
        shown_words = [words(unmarked(text)) for text in said if text]
        assert shown_words == [words(text) for text in spoken]
    cited = [p for s in debate.speeches for p in s.parts if p.citation]
    shown = [piece.quoted for piece in pieces_of(view) if piece.quoted]
    assert len(shown) >= sum(in_quotes(p.citation.quote) in p.text for p in cited if p.citation)
    for one in shown:
        assert one.citation.source.text[one.citation.start : one.citation.end] == (
            one.citation.quote
        )


def test_a_stage_names_its_time_and_who_speaks(engine: Engine) -> None:
    """In words, as on the screen."""
    facts = [part.facts for part in view_of(debated(engine, "public-forum"), engine.motion).parts]
    assert facts[0] == "4:00, you"
    assert facts[2] == "3:00, you and bot, you ask first"
    crossed = view_of(debated(engine, "lincoln-douglas", "against"), engine.motion).parts
    assert [part.facts for part in crossed[:4]] == [
        "6:00, bot", "3:00, you ask bot", "7:00, you", "3:00, bot asks you",
    ]  # fmt: skip
    assert seats_in_words(begun("spar"), begun("spar").format.stages[0]) == "you"
    assert clock_in_words(65) == "1:05"


def test_what_was_practised_stands_below_its_speech(engine: Engine) -> None:
    """A speech given again, and one answered by the user, from the other side."""
    view = view_of(debated(engine, "lincoln-douglas", "for"), engine.motion)
    again, flipped = view.parts[0].entries[-2:]
    assert again.title == "You, given again (5 words)"
    assert (flipped.title, flipped.side) == ("You, answering yourself (7 words)", "against")


def test_points_of_information_say_what_became_of_them(engine: Engine) -> None:
    """One the bot offers is taken or not; one of the user's is answered, or left."""
    motion = engine.motion
    citation = citation_in(motion)
    text = f"Do you know ¶2? {in_quotes(citation.quote)} (¶2)"
    offered = Exchange(0, "against", "bot", text, citation=citation, voice="author", point=True)
    admission = Admission("against", "It is granted.", "Will you?", "Yes.", 1)
    mine = Exchange(1, "for", "user", "Will you?", "Yes.", admission=admission, point=True)
    view = view_of(
        whole_of(
            ("asked", dump_exchange(replace(offered, taken=False))),
            ("answered", dump_exchange(replace(offered, taken=False))),
            ("asked", dump_exchange(offered)),
            ("stage", {"stage": 1}),
            ("asked", dump_exchange(mine)),
            ("asked", dump_exchange(Exchange(1, "for", "user", "And this?"))),
            ("asked", dump_exchange(Exchange(1, "against", "bot", "", taken=False))),
            ("stage", {"stage": 2}),
        ),
        motion,
    )
    refused, taken = view.parts[0].entries
    assert refused.title == "Bot, point of information"
    assert [piece.kind for piece in refused.pieces] == ["said", "quoted", "said", "remark"]
    assert refused.pieces[-1].text == "Not taken."
    assert taken.pieces[-1].text == "Taken, to be answered in the speech."
    asked, answered, left, none = view.parts[1].entries
    assert (asked.title, answered.title) == ("You, point of information", "Bot, answer")
    assert answered.pieces == (Piece("said", "Yes."), Piece("remark", "Admitted: It is granted."))
    assert left.pieces[-1] == Piece("remark", "Left without an answer.")
    assert none.pieces == (Piece("remark", "No further question."),)


def test_an_answer_that_cannot_be_proved_is_a_remark(engine: Engine) -> None:
    """The words that took its place are the program's, not the bot's."""
    citation = citation_in(engine.motion)
    asked = Exchange(0, "for", "user", "Why?", in_quotes(citation.quote), citation, "author")
    view = view_of(whole_of(("asked", dump_exchange(asked))), edited(engine.motion))
    assert view.parts[0].entries[-1].pieces == (Piece("remark", UNPROVED),)


def test_a_part_that_cannot_be_proved_keeps_its_heading(engine: Engine) -> None:
    """What it was about is said; what it quoted is not."""
    citation = citation_in(engine.motion)
    part = Part(f"Because {in_quotes(citation.quote)}", "A point", citation, "author")
    speech = Speech(0, "for", "bot", part.text, (part,))
    view = view_of(whole_of(("speech", dump_speech(speech))), edited(engine.motion))
    assert view.parts[0].entries[0].pieces == (Piece("said", "A point"), Piece("remark", UNPROVED))


def test_events_that_cannot_be_read_are_counted(engine: Engine) -> None:
    """Everything else is shown, and a part at the end says what is left out."""
    speech = dump_speech(Speech(0, "for", "user", "Words."))
    whole = whole_of(("speech", speech), ("speech", {}), ("song", {}))
    parts = view_of(whole, engine.motion).parts
    assert parts[0].entries[0].pieces == (Piece("said", "Words."),)
    (told,) = parts[-1].entries[0].pieces
    assert told == Piece("remark", "2 events of this round cannot be read and are left out.")
    with pytest.raises(DebaterError, match="cannot be read"):
        view_of(replace(whole, setup=None), engine.motion)


def test_practice_alone_is_shown_with_its_stage(engine: Engine) -> None:
    """Even where the speech itself could not be read."""
    practice = Practice("redo", Speech(0, "for", "user", "Again."))
    body = {"kind": practice.kind, "speech": dump_speech(practice.speech)}
    (part,) = view_of(whole_of(("practice", body)), engine.motion).parts
    assert [entry.title for entry in part.entries] == ["You, given again (1 word)"]


# ── flow, ballot, names ─────────────────────────────────────────────────────────────────


def test_the_flow_has_a_cell_for_every_argument(engine: Engine) -> None:
    """In the column of its speech, with its status and what it answers."""
    opponent, whole = opponent_of(engine), debated(engine, "lincoln-douglas")
    view = view_of(whole, engine.motion, opponent.judge.make_flow, opponent.judge)
    debate, _ = debate_of(whole, engine.motion)
    flow = opponent.flow(debate)
    assert view.flow is not None
    speeches = [stage.title for stage in debate.format.stages if stage.kind == "speech"]
    assert view.flow.columns == tuple(speeches)
    cells = {cell.id: cell for row in view.flow.rows for cells in row for cell in cells}
    assert set(cells) == {argument.id for argument in flow.arguments}
    for argument in flow.arguments:
        assert cells[argument.id].status == flow.statuses[argument.id]
        assert cells[argument.id].by == argument.by
    answered = {target for cell in cells.values() for target in cell.answers}
    assert answered == {link.target for link in flow.links if link.kind == "answers"}
    assert all(len(row) == len(speeches) for row in view.flow.rows)


def test_the_result_adds_up_the_ballot(engine: Engine) -> None:
    """Points given of points there are; nothing where nobody judged."""
    opponent, whole = opponent_of(engine), debated(engine, "lincoln-douglas")
    view = view_of(whole, engine.motion, None, opponent.judge)
    assert view.ballot == opponent.ballot(debate_of(whole, engine.motion)[0])
    assert view.ballot is not None
    total = sum(speech.total for speech in view.ballot.speeches)
    assert view.result == f"{total:g} of 90 points"
    assert view_of(whole, engine.motion).result == ""
    assert view_of(sparred(engine), engine.motion).result == ""
    assert points_in_words(replace(view.ballot, speeches=())) == ""


def test_a_round_without_a_name_is_called_what_it_was(engine: Engine) -> None:
    """Its own name comes first, the one asked for before that."""
    whole = debated(engine, "lincoln-douglas")
    assert view_of(whole, engine.motion).name == "Club night: “first” round"
    assert view_of(whole, engine.motion, name="Final").name == "Final"
    bare = view_of(replace(whole, name="\n"), engine.motion)
    assert bare.name == "Lincoln-Douglas, 12 March 2026"
    assert (bare.format, bare.side_name) == ("Lincoln-Douglas", "Affirmative")
    assert title_of(sparred(engine)) == "Open sparring, 12 March 2026"
    assert title_of(replace(sparred(engine), started="once")) == "Open sparring"


@pytest.mark.parametrize(
    ("stamp", "day", "time"),
    [
        ("2026-03-12T23:30:00-02:00", "13 March 2026", "13 March 2026, 01:30 UTC"),
        ("9999-12-31T23:59:59-10:00", "", ""),
        ("yesterday", "", ""),
    ],
)
def test_a_moment_is_said_in_utc(stamp: str, day: str, time: str) -> None:
    """What is no moment is not said."""
    assert (day_in_words(stamp), time_in_words(stamp)) == (day, time)


def _said(entry: Entry) -> tuple[Piece, ...]:
    return tuple(piece for piece in entry.pieces if piece.kind != "remark")
