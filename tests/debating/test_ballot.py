"""The ballot: figures in the format's scale, moved by what the rubric says and by nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from debater.assemble import load_rubric
from debater.config import Paths
from debater.debating.ballot import Judge, deciding_clash
from debater.debating.ballot_model import Mark, SpeechBallot
from debater.debating.flow_model import Flow
from debater.debating.model import Debate, Part, Scale, ScalePart, Speech
from debater.debating.opponent import Opponent
from debater.debating.rubric import find_cues, rubric_problems
from debater.errors import PackError
from debater.resources import shipped
from debater.text import clean_line
from tests.debating.support import TWO_SPEECHES

QUOTE = "Russia is not a rising power, as some wrongly assume"
BOT = Part("Talk has met resistance in Washington.", "Talk has met resistance in Washington.")
OTHER = Part("Critics fear that concessions embolden Putin.", "Concessions embolden Putin.")


def facing(text: str) -> Debate:
    """Return a debate in which the bot spoke first and the user answered with ``text``."""
    debate = Debate(TWO_SPEECHES, "detente", "against", ("N",), stage=2)
    said = "\n\n".join(part.text for part in (BOT, OTHER))
    debate = debate.with_speech(Speech(0, "for", "bot", said, (BOT, OTHER)))
    return debate.with_speech(Speech(1, "against", "user", text, seconds=60))


def judged(opponent: Opponent, text: str) -> SpeechBallot:
    """Return the ballot on one speech."""
    return opponent.ballot(facing(text)).speeches[0]


def mark(opponent: Opponent, text: str, criterion: str) -> Mark:
    """Return one mark of one speech."""
    return next(m for m in judged(opponent, text).marks if m.criterion == criterion)


PLAIN = "They say that talk met resistance. That is no argument."


@pytest.mark.parametrize(
    ("criterion", "worse", "better"),
    [
        ("warrants", "Talking is good.", "Talking is good, because rivals misread less."),
        ("evidence", f"It says “{QUOTE.replace('not ', '')}”.", f"It says “{QUOTE}”."),
        ("evidence", "The article says “Putin wants nothing but peace”.", f"It says “{QUOTE}”."),
        (
            "responsiveness",
            PLAIN,
            f"{PLAIN}\n\nThey say concessions embolden Putin. But arms control is no concession.",
        ),
        ("length", "Talking is good.", "Talking is good. " * 60),
        ("clarity", "and " * 80 + "so it is.", "First, it is. Second, it is not."),
    ],
)  # fmt: skip
def test_a_better_speech_gets_more(
    opponent: Opponent, criterion: str, worse: str, better: str
) -> None:
    """What the rubric counts moves the mark it is counted in."""
    assert mark(opponent, better, criterion).share > mark(opponent, worse, criterion).share


def test_weighing_is_found_and_named(opponent: Opponent) -> None:
    """Only in speeches that are for it; the words that weigh are the student's own."""
    stages = (TWO_SPEECHES.stages[0], replace(TWO_SPEECHES.stages[1], role="final"))
    text = "Nuclear war outweighs it all, because it cannot be undone."
    debate = replace(facing(text), format=replace(TWO_SPEECHES, stages=stages))
    (found,) = [m for m in opponent.ballot(debate).speeches[0].marks if m.criterion == "weighing"]
    assert found.share > 0.5
    assert found.words[0] == text
    assert not [m for m in judged(opponent, text).marks if m.criterion == "weighing"]


def test_what_was_dropped_is_named(opponent: Opponent) -> None:
    """The bot's own heading stands beside the figure it cost."""
    found = mark(opponent, "They say that talk met resistance. But so did Nixon.", "responsiveness")
    assert found.words == (OTHER.heading,)
    assert found.share == 0.5


def test_every_word_shown_is_the_students_or_the_bots(opponent: Opponent) -> None:
    """A ballot puts no words into anybody's mouth."""
    text = f"Everyone knows that talk is good. It says “{QUOTE}”. I believe in it."
    ballot = judged(opponent, text)
    for one in ballot.marks:
        for shown in one.words:
            said = shown.removesuffix("…")
            assert said in text or said in (BOT.heading, OTHER.heading) or QUOTE in said
    for fallacy in ballot.fallacies:
        assert fallacy.words.removesuffix("…") in text
        assert fallacy.question.endswith("?")
    assert "bandwagon" in [fallacy.name for fallacy in ballot.fallacies]


@pytest.mark.parametrize("low", [True, False])
def test_figures_lie_on_the_steps_of_the_scale(opponent: Opponent, low: bool) -> None:
    """Whatever the share, a figure is inside the scale and a whole number of steps up."""
    parts = (ScalePart("content", 24, 32, 0.5), ScalePart("style", 24, 32, 1))
    scale = Scale((*parts, ScalePart("strategy", 12, 16, 0.1)))
    text = "x" if low else f"They say that talk met resistance, but {QUOTE}, because it is so. " * 9
    debate = replace(facing(text), format=replace(TWO_SPEECHES, scale=scale))
    figures = opponent.ballot(debate).speeches[0].figures
    assert [figure.name for figure in figures] == ["content", "style", "strategy"]
    for figure, part in zip(figures, scale.parts, strict=True):
        assert part.low <= figure.points <= part.high
        steps = (figure.points - part.low) / part.step
        assert steps == pytest.approx(round(steps))


def test_the_same_debate_gives_the_same_ballot(opponent: Opponent) -> None:
    """Nothing in a ballot hangs on chance."""
    assert opponent.ballot(facing(PLAIN)) == opponent.ballot(facing(PLAIN))


def test_without_a_quality_model_that_criterion_counts_nothing(opponent: Opponent) -> None:
    """The other marks stay as they are."""
    judge = replace(opponent.judge, quality=lambda _: None)
    without = judge.ballot(facing(PLAIN)).speeches[0]
    names = [m.criterion for m in judged(opponent, PLAIN).marks]
    assert [m.criterion for m in without.marks] == [n for n in names if n != "quality"]


def test_the_drill_is_that_of_what_cost_most(opponent: Opponent) -> None:
    """One thing to practise, of the criterion that lost most points."""
    ballot = opponent.ballot(facing("My cat likes fish."))
    lost = {m.criterion: m.weight * (1 - m.share) for m in ballot.speeches[0].marks}
    worst = opponent.judge.rubric.criterion(max(lost, key=lambda name: lost[name]))
    assert worst is not None
    assert ballot.drill == worst.drill


def test_before_anything_is_said_there_is_nothing_to_judge(opponent: Opponent) -> None:
    """An empty debate has no figures and no clash."""
    ballot = opponent.ballot(Debate(TWO_SPEECHES, "detente", "for", ("A",)))
    assert ballot.speeches == ()
    assert ballot.clash is None
    assert deciding_clash(Flow(), "for") is None


def test_a_speech_given_again_is_compared_and_the_first_kept(opponent: Opponent) -> None:
    """The second go is judged in the place of the first; the debate is unchanged."""
    debate = facing("Talking is good.")
    again = Speech(1, "against", "user", "Talking is good, because it prevents mistakes.")
    before, after = opponent.judge.redone(debate, again)
    assert [ballot.stage for ballot in (before, after)] == [1, 1]
    shares = [next(m.share for m in b.marks if m.criterion == "warrants") for b in (before, after)]
    assert shares == [0.0, 1.0]


def test_an_answer_to_oneself_is_judged_as_an_answer(opponent: Opponent) -> None:
    """The own speech is what stood against it."""
    debate = facing("First, talking lowers the risk of war, because mistakes become rarer.")
    reply = Speech(
        1, "for", "user", "They say that talking lowers the risk of war, but it did not."
    )
    ballot = opponent.judge.flipped(debate, debate.speeches[1], reply)
    (found,) = [m for m in ballot.marks if m.criterion == "responsiveness"]
    assert found.share == 1.0


# ── the rubric ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "cue", "found"),
    [
        ("Either we talk or we fight.", "either we … or", True),
        ("Either we talk. Or so.", "either we … or", False),
        ("either we " + "very " * 9 + "or", "either we … or", False),
        ("It’s natural.", "it's natural", True),
        ("unbecause", "because", False),
        ("BECAUSE of it", "because", True),
    ],
)
def test_a_cue_is_words_in_a_row(text: str, cue: str, found: bool) -> None:
    """Case and apostrophes do not matter; a gap is up to eight words of one sentence."""
    assert bool(find_cues(text, (cue,))) == found


def test_a_long_text_without_any_cue_is_read_at_once() -> None:
    """Gaps do not make the search explode."""
    assert find_cues("either we " * 4000, ("either we … or … but",)) == []


def test_a_rubric_of_ones_own_counts_and_its_mistakes_are_told(where: Paths) -> None:
    """The file in the user's folder is the one that counts; every mistake is named at once."""
    shipped_text = (shipped("prompts") / "rubrics" / "ballot.yaml").read_text("utf-8")
    own = where.prompts / "rubrics" / "ballot.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(shipped_text.replace('version: "1"', 'version: "mine"'))
    assert load_rubric(where).version == "mine"
    own.write_text(
        shipped_text.replace("name: length", "name: beauty").replace("weight: 30", "weight: -1")
    )
    with pytest.raises(PackError) as told:
        load_rubric(where)
    said = json.dumps([str(problem) for problem in told.value.problems], ensure_ascii=False)
    assert "“beauty” is no criterion" in said
    assert "below 0" in said
    assert "names “length”, which is no criterion here" in said


def test_the_shipped_rubric_is_sound_and_prints_its_version(opponent: Opponent) -> None:
    """No problem in it, and its version is on every ballot."""
    rubric = opponent.judge.rubric
    assert rubric_problems(rubric) == []
    assert opponent.ballot(facing(PLAIN)).rubric == rubric.version
    assert all(clean_line(line) == line for line in rubric.cannot_judge)
    assert isinstance(opponent.judge, Judge)
    assert Path(shipped("prompts") / "rubrics" / "ballot.yaml").is_file()
