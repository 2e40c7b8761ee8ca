"""Questions both ways: fitted to the claim, closed, never twice; answers read and given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.assemble import load_examination, load_speech_phrases
from debater.config import Paths
from debater.debating.examination import Examiner
from debater.debating.examination_answers import read
from debater.debating.examination_patterns import (
    examination_problems,
    fits,
    main_claim,
    own_sentences,
)
from debater.debating.examination_points import offer_point
from debater.debating.examination_question import Question, closed
from debater.debating.examination_witness import POINT_WORDS, Witness
from debater.debating.flow_model import Argument, Flow
from debater.debating.model import (
    Debate,
    Exchange,
    Format,
    Scale,
    Seat,
    Stage,
)
from debater.debating.speaking import SpeechWriter
from debater.errors import PackError
from debater.resources import shipped
from debater.sparring.engine import Engine
from debater.text import Span, words

Engines = Callable[[str], Engine]

BOOK = load_examination(Paths(Path("nowhere"), Path("nowhere")))
FORMAT = Format(
    "test",
    "Test",
    "",
    {"for": "Pro", "against": "Con"},
    (Seat("a", "First", True), Seat("b", "Second", False)),
    (
        Stage("one", "One", "speech", 60, "a"),
        Stage("ask", "Ask", "examination", 60, "b", "a"),
        Stage("two", "Two", "speech", 60, "b"),
        Stage("back", "Back", "examination", 60, "a", "b"),
    ),
    Scale(()),
    most_points=2,
)
CLAIMS = {
    "exception": "Putin only respects force.",
    "authority": "According to experts, sanctions never work.",
    "popular": "Most people think that Russia is a danger.",
    "figure": "But 80% of the voters want tougher sanctions.",
    "example": "My cousin has diabetes and she needs her phone, for example.",
    "right": "Pupils have a right to their own property.",
    "better": "A hard line is better than a soft one.",
    "measure": "Russia is more dangerous than China.",
    "likeness": "Détente is like appeasement in 1938.",
    "condition": "If we give Putin a finger, he will take the whole hand.",
    "cause": "Concessions embolden dictators.",
    "reason": "We cannot trust him because he broke his word in 2014.",
    "prediction": "Russia will break any agreement it signs.",
    "cost": "We must defend Ukraine.",
    "stake": "Putin is a liar.",
}


def debate(side: str = "against", stage: int = 1) -> Debate:
    """A debate on détente in which the user speaks first."""
    return Debate(FORMAT, "detente", side, ("a",), first=side, stage=stage)  # type: ignore[arg-type]


def flow(*texts: str, side: str = "against") -> Flow:
    """A flow of one speech of the user's with these arguments."""
    return Flow(
        tuple(
            Argument(f"0.{n}", 0, side, "user", text, Span(0, len(text)), text[:60])  # type: ignore[arg-type]
            for n, text in enumerate(texts, start=1)
        )
    )


def asked(now: Debate, question: Question, answer: str) -> Debate:
    """The debate after a question of the bot's and its answer."""
    return now.with_exchange(
        Exchange(now.stage, question.side, "bot", question.text, answer=answer)
    )


# ── patterns ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("pattern", "claim"), CLAIMS.items())
def test_a_pattern_fits_a_claim_of_its_shape(pattern: str, claim: str) -> None:
    """What is quoted of the claim is in it, word for word."""
    found = {fit.pattern.name: fit for fit in fits(BOOK, claim)}
    assert pattern in found
    assert found[pattern].claim in claim


@pytest.mark.parametrize(
    "said",
    [
        "Why should anyone always trust Putin?",
        "isn't he always lying to everyone",
        "They say that phones always distract.",
        "My opponent claims that force never works.",
        "This House believes that détente must come.",
        "The author writes: “Russia is never a partner”.",
        "Good evening, ladies and gentlemen.",
        "I will show three reasons today.",
        "ok",
        "",
        "?!",
    ],
)
def test_what_somebody_does_not_claim_is_not_asked_about(said: str) -> None:
    """Questions, reports of the other side, quotations and greetings are no claims of theirs."""
    assert own_sentences(BOOK, said) == []
    assert fits(BOOK, said) == []


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        ("He would like to have a dog at home.", "likeness"),
        ("That is not always so in the end.", "exception"),
        ("Soon the right time will have come for it.", "right"),
        ("Even if he lies we can sign treaties.", "condition"),
        ("I will come back to that later on.", "prediction"),
        ("It was signed in 1990 by all three.", "figure"),
        ("Doctors of both countries could share research.", "authority"),
    ],
)
def test_a_pattern_passes_over_what_only_looks_like_it(said: str, pattern: str) -> None:
    """A word alone does not make the shape."""
    assert pattern not in {fit.pattern.name for fit in fits(BOOK, said)}


def test_a_long_sentence_is_quoted_by_its_clause() -> None:
    """Cut at the borders of clauses, and never away from a condition."""
    said = (
        "Quality falls when there are too many students in the room, professors have no time, and "
        "then the degree is worth nothing to anyone on the market for graduates."
    )
    assert main_claim(BOOK, said) == "Quality falls when there are too many students in the room"
    said = (
        "With a hothead like the one who sits in the Oval Office, nobody can be sure of any "
        "treaty that was ever signed."
    )
    assert main_claim(BOOK, said) == said.rstrip(".")
    said = (
        "If the school takes the phones away before the first lesson of the day, the pupils will "
        "be quiet in all of the lessons that follow."
    )
    assert main_claim(BOOK, said).startswith("If the school takes")


def test_a_book_with_mistakes_is_refused_with_all_of_them() -> None:
    """A cue that is none, a step that is missing, a name nobody fills in, no question."""
    first = BOOK.patterns[0]
    step = replace(first.steps[0], ask=("You say {clam}.",), then_yes="nowhere")
    bad = replace(BOOK, patterns=(replace(first, cue="(", steps=(step,)),), ask_me=())
    problems = " ".join(examination_problems(bad))
    for part in (
        "regular expression",
        "{clam}",
        "is no question",
        "“nowhere”",
        "“ask_me” is empty",
    ):
        assert part in problems
    assert examination_problems(BOOK) == []


def test_the_users_own_questions_come_first(where: Paths) -> None:
    """A file of the same name replaces the shipped one; a mistake in it is told."""
    text = (shipped("prompts") / "phrases" / "examination.yaml").read_text("utf-8")
    own = where.prompts / "phrases" / "examination.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace("The sources don't say.", "Silence."), "utf-8")
    assert load_examination(where).unanswered == ("Silence.",)
    own.write_text(text.replace("{claim}", "{clam}", 1).replace("“{claim}”", "“{clam}”"), "utf-8")
    with pytest.raises(PackError):
        load_examination(where)


def test_every_wording_of_a_pattern_is_a_closed_question() -> None:
    """Yes or no answers each of them, none asks why, and the claim is in quotation marks."""
    steps = [step for pattern in BOOK.patterns for step in pattern.steps]
    for step in (*steps, BOOK.after_pack):
        for phrase in step.ask:
            text = phrase.format(claim="it is so", cue="so", answer="yes")
            assert closed(text), text
            assert phrase.count("“") == phrase.count("”")
            assert phrase.replace("“{claim}”", "").replace("“{cue}”", "").count("{") <= (
                step is BOOK.after_pack
            ), phrase


@pytest.mark.parametrize(
    ("question", "is_closed"),
    [
        ("Can both countries gain from the same agreement, yes or no?", True),
        ("If the fee is gone, does the plumber pay?", True),
        ("Is one rival better than four allied ones?", True),
        ("Who asked the plumber?", False),
        ("If each side keeps its interests, what exactly does the United States lose?", False),
        ("Why do we count votes?", False),
        ("Is a lesson a private affair, or does it belong to the class?", False),
        ("Should a graduate pay before she earns or afterwards?", False),
        ("It is closed.", False),
    ],
)
def test_a_closed_question_is_told_from_an_open_one(question: str, is_closed: bool) -> None:
    """Only what yes or no answers is taken from the pack."""
    assert closed(question) == is_closed


# ── reading answers ─────────────────────────────────────────────────────────────────────

EXCEPTION = "You say “x”. Is there one exception, yes or no?"
CERTAIN = "“x”: is that certain, yes or no?"
GAIN = "Can both countries gain from the same agreement, yes or no?"


@pytest.mark.parametrize(
    ("question", "answer", "kind", "yes"),
    [
        (EXCEPTION, "Yes.", "yes", True),
        (EXCEPTION, "yeah sure", "yes", True),
        (EXCEPTION, "Of course.", "yes", True),
        (EXCEPTION, "Of course not.", "no", False),
        (EXCEPTION, "There is, I admit.", "yes", True),
        (EXCEPTION, "There isn’t.", "no", False),
        (EXCEPTION, "There are exceptions", "yes", True),
        (EXCEPTION, "No, there are none", "no", False),
        (EXCEPTION, "Yes, but only in rare cases", "qualified", True),
        (EXCEPTION, "Well, I think so", "yes", True),
        (EXCEPTION, "I don't think so.", "no", False),
        (EXCEPTION, "Honestly? Yes.", "yes", True),
        (EXCEPTION, "No doubt.", "yes", True),
        (EXCEPTION, "Yes and no", "qualified", None),
        (EXCEPTION, "I don't know", "evasion", None),
        (EXCEPTION, "No comment", "evasion", None),
        (EXCEPTION, "That is not the point.", "evasion", None),
        (EXCEPTION, "Isn't that what your author says?", "counter-question", None),
        (EXCEPTION, "What do you mean by exception?", "counter-question", None),
        (CERTAIN, "Nothing is certain.", "no", False),
        (CERTAIN, "It isn’t.", "no", False),
        (CERTAIN, "Probably", "qualified", None),
        (CERTAIN, "It depends", "qualified", None),
        (CERTAIN, "Not entirely certain", "qualified", False),
        (GAIN, "They can", "yes", True),
        (GAIN, "They can't.", "no", False),
        (GAIN, "They cannot", "no", False),
        (GAIN, "Only if both want it", "qualified", None),
        (GAIN, "Correct, although it takes time", "qualified", True),
        (GAIN, "No, because they fight.", "no", False),
        (GAIN, "Yes, isn't it obvious?", "yes", True),
        (GAIN, "Right to life comes first", "evasion", None),
        (GAIN, "The weather is nice.", "evasion", None),
        (GAIN, "“Yes.”", "yes", True),
        (GAIN, "", "evasion", None),
        (GAIN, "…", "evasion", None),
    ],
)
def test_an_answer_is_read(question: str, answer: str, kind: str, yes: bool | None) -> None:
    """As yes, no, either with a reserve, an evasion or a question back."""
    said = read(answer, question)
    assert (said.kind, said.yes) == (kind, yes)


@given(st.text(max_size=200))
def test_any_answer_can_be_read(answer: str) -> None:
    """Random text raises nothing, and no evasion goes either way."""
    said = read(answer, EXCEPTION)
    assert said.yes is None or said.kind in ("yes", "no", "qualified")


# ── asking ──────────────────────────────────────────────────────────────────────────────


def test_a_chain_leads_from_premise_to_admission(engine: Engine) -> None:
    """The next question depends on the answer, and a no is followed by another than a yes."""
    examiner, sheet = Examiner(engine, BOOK), flow("Putin has always broken his word.")
    first = examiner.next_question(debate(), sheet)
    assert first is not None
    assert "“Putin has always broken his word”" in first.text
    steps = {}
    for answer in ("Yes.", "No.", "I don't know."):
        follow = examiner.next_question(asked(debate(), first, answer), sheet)
        assert follow is not None
        assert (follow.pattern, follow.chain) == (first.pattern, 2)
        steps[answer] = follow.step
    assert steps == {"Yes.": "too_far", "No.": "one_would_do", "I don't know.": "press"}


def test_an_admission_says_what_was_granted_and_keeps_the_words(engine: Engine) -> None:
    """A yes to “one exception” is one; its reserve is quoted; a no or an evasion is none."""
    examiner = Examiner(engine, BOOK)
    question = examiner.next_question(debate(), flow("Putin has always broken his word."))
    assert question is not None
    plain = examiner.read_answer(question, " Yes. ", debate()).admission
    assert plain is not None
    assert plain.granted == (
        "The speaker grants that “Putin has always broken his word” has exceptions."
    )
    assert (plain.words, plain.side, plain.stage) == ("Yes.", "against", 1)
    kept = examiner.read_answer(question, "Yes, but only with small states.", debate()).admission
    assert kept is not None
    assert "“but only with small states.”" in kept.granted
    for answer in ("No.", "I don't know.", "Why do you ask?"):
        assert examiner.read_answer(question, answer, debate()).admission is None


def test_an_answer_to_a_question_of_the_pack_is_put_on_record(engine: Engine) -> None:
    """Word for word; what follows asks whether the claim still stands."""
    sheet = flow("Putin only respects force.")
    point = next(p for p in engine.motion.opposing("against") if closed(p.questions[0]))
    examiner = Examiner(engine, BOOK)
    question = Question(point.questions[0], "for", "0.1", "", step="pack", point=point.id)
    record = examiner.read_answer(question, "No, never.", debate()).admission
    assert record is not None
    assert record.granted == f"Asked “{question.text}”, the speaker answered “No, never”."
    now = debate()
    for _ in range(12):
        found = examiner.next_question(now, sheet)
        assert found is not None
        if found.step == "pack":
            break
        now = asked(now, found, "I don't know.")
    follow = examiner.next_question(asked(now, found, "No."), sheet)
    assert follow is not None
    assert "“No”" in follow.text
    assert "“Putin only respects force”" in follow.text


@pytest.mark.parametrize("seed", [0, 1])
def test_no_question_comes_twice_and_each_is_fit_to_be_asked(engine: Engine, seed: int) -> None:
    """Until there is none left: closed, quoting word for word, and known again from its words."""
    texts, answers = list(CLAIMS.values()), ["Yes.", "No.", "Yes, but rarely.", "Hm.", "Why?"]
    examiner, sheet, now = Examiner(engine, BOOK, seed), flow(*texts), debate()
    seen: list[str] = []
    while (question := examiner.next_question(now, sheet)) is not None and len(seen) < 150:
        if len(seen) % 20 == 0:
            assert question == Examiner(engine, BOOK, seed).next_question(now, sheet)
        assert closed(question.text), question.text
        assert question.text not in seen
        assert len(words(question.text)) <= 50
        said = texts[int(question.argument.split(".")[1]) - 1]
        assert question.claim in said
        seen.append(question.text)
        now = asked(now, question, answers[len(seen) % 5])
        assert examiner.recall(now, sheet) == question
        expected = examiner.read_answer(question, answers[len(seen) % 5], now).admission
        assert examiner.heard(now, sheet).admission == expected
    assert 30 < len(seen) < 150


def test_what_was_asked_about_least_comes_next(engine: Engine) -> None:
    """Each argument has its turn before one is asked about again."""
    examiner, sheet, now = Examiner(engine, BOOK), flow(*list(CLAIMS.values())[:5]), debate()
    opened: list[str] = []
    while len(opened) < 5:
        question = examiner.next_question(now, sheet)
        assert question is not None
        if question.chain == 1:
            opened.append(question.argument)
        now = asked(now, question, "Yes.")
    assert sorted(opened) == [f"0.{n}" for n in range(1, 6)]


def test_nothing_is_asked_where_nothing_was_claimed(engine: Engine) -> None:
    """An empty flow, or one that holds only the bot's own arguments."""
    examiner = Examiner(engine, BOOK)
    assert examiner.next_question(debate(), Flow()) is None
    assert examiner.next_question(debate(), flow("Peace is good.", side="for")) is None


# ── being asked ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def spoken(engine: Engine) -> Debate:
    """A debate in which the bot has given its case for détente, and the user asks."""
    now = replace(debate(stage=2), seats=("a",))
    speech = SpeechWriter(engine, load_speech_phrases()).speech(now, Flow(), 300)
    return now.with_speech(speech).at_stage(3)


def test_a_question_is_answered_with_a_proved_quotation(engine: Engine, spoken: Debate) -> None:
    """With its place and whose words they are; nothing is granted by the bot's own passage."""
    found = Witness(engine, BOOK).answer_question("Is Russia's economy weak?", spoken)
    assert found.citation is not None
    assert found.citation.quote in found.answer
    assert found.citation.paragraphs == (3,)
    assert (found.voice, found.admission) == ("author", None)


def test_what_the_source_grants_the_bot_grants(engine: Engine, spoken: Debate) -> None:
    """A view the author concedes to who asked is an admission of the bot's side."""
    found = Witness(engine, BOOK).answer_question("Is Putin a despot?", spoken)
    assert found.voice == "conceded"
    assert found.admission is not None
    assert found.citation is not None
    assert (found.admission.side, found.admission.words) == ("for", found.answer)
    assert found.citation.quote in found.admission.granted
    assert "Granted" in found.answer


@pytest.mark.parametrize(
    "question",
    ["Did Putin invade Ukraine?", "Do you eat fish?", "Have you any evidence from Norway?"],
)
def test_what_the_sources_do_not_say_is_told_so(
    engine: Engine, spoken: Debate, question: str
) -> None:
    """No passage is bent to a question about something else."""
    found = Witness(engine, BOOK).answer_question(question, spoken)
    assert (found.answer, found.citation) == ("The sources don't say.", None)


@pytest.mark.parametrize("said", ["hello", "", "asdf qwer", "Détente is a mistake."])
def test_what_is_no_question_is_met_with_a_plea_for_one(
    engine: Engine, spoken: Debate, said: str
) -> None:
    """Nothing is cited for a greeting or a statement."""
    found = Witness(engine, BOOK).answer_question(said, spoken)
    assert found.answer in BOOK.ask_me
    assert found.citation is None


def test_a_question_about_the_bots_speech_is_answered_with_that_parts_citation(
    engine: Engine, spoken: Debate
) -> None:
    """By number, by likeness of words, or the one cited first; each with what it said."""
    parts = [part for part in spoken.speeches[0].parts if part.citation]
    assert len(parts) >= 2
    witness = Witness(engine, BOOK)
    second = witness.answer_question("Your second point: who says that?", spoken)
    assert second.citation == parts[1].citation
    for part in parts:
        found = witness.answer_question(f"What is your evidence that {part.heading}?", spoken)
        assert found.citation == part.citation
        assert part.heading.rstrip(".") in found.answer
    assert witness.answer_question("What is your evidence for that?", spoken).citation


def test_who_says_that_means_what_was_answered_last(engine: Engine, spoken: Debate) -> None:
    """Right after an answer it is that answer's citation that is asked about."""
    witness = Witness(engine, BOOK)
    first = witness.answer_question("Is Putin a despot?", spoken)
    again = witness.answer_question("Who says that?", spoken.with_exchange(first))
    assert again.citation == first.citation
    assert "concede" in again.answer or "grants" in again.answer


def test_before_a_speech_there_is_nothing_to_show(engine: Engine) -> None:
    """Asked for evidence when it has said nothing, the bot says so."""
    found = Witness(engine, BOOK).answer_question("Who says that?", debate(stage=3))
    assert found.answer in BOOK.nothing_cited


@given(st.text(max_size=120))
def test_any_question_is_answered(text: str) -> None:
    """Random text gets an answer in words (the engine is not asked: none of it is a question)."""
    if "?" in text or words(text)[:1]:
        return
    found = Witness(None, BOOK).answer_question(text, debate(stage=3))  # type: ignore[arg-type]
    assert found.answer in BOOK.ask_me


# ── points of information ───────────────────────────────────────────────────────────────

DRAFT = (
    "Ladies and gentlemen, Putin only understands force. Every concession that we make will be "
    "taken as weakness by him, and he will come for more."
)


def test_a_point_is_short_cited_and_never_the_same_twice(engine: Engine) -> None:
    """Fifteen seconds; each quotes another sentence, until nothing answers any more."""
    now = debate(stage=0)
    offered: list[str] = []
    while (point := offer_point(engine, BOOK, DRAFT, now)) is not None:
        assert len(words(point.text)) <= POINT_WORDS
        assert point.text.endswith("?")
        assert point.citation is not None
        assert "¶" in point.text
        assert point.text not in offered
        offered.append(point.text)
        now = now.with_exchange(
            Exchange(0, point.side, "bot", point.text, citation=point.citation, point=True)
        )
    assert offered


@pytest.mark.parametrize("draft", ["", "Putin lies.", "My cat likes tuna and fish and milk. " * 3])
def test_no_point_is_made_of_nothing(engine: Engine, draft: str) -> None:
    """Too little typed, or nothing that a passage answers."""
    assert offer_point(engine, BOOK, draft, debate(stage=0)) is None


def test_the_bot_takes_two_points_and_answers_in_fifteen_seconds(
    engine: Engine, spoken: Debate
) -> None:
    """What is too long to be read aloud is said by its tag and place."""
    witness, now = Witness(engine, BOOK), spoken
    for question in ("Is Putin a despot?", "Is Russia's economy weak?"):
        assert witness.takes_point(now)
        found = witness.answer_point(question, now)
        assert found.point
        assert len(words(found.answer)) <= POINT_WORDS
        assert found.citation is not None
        now = now.with_exchange(found)
    assert not witness.takes_point(now)
