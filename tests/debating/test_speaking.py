"""The bot's speeches: from the sources alone, on the flow, and honest where they are silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.assemble import load_speech_phrases
from debater.debating.flow import build_flow
from debater.debating.model import Admission, Debate, Exchange, Speech
from debater.debating.opponent import Opponent
from debater.debating.speech_phrases import SpeechPhrases, speech_phrase_problems
from debater.sparring.phrasing import in_quotes
from debater.text import words
from tests.debating.support import SPEECHES, TWO_SPEECHES, FakeTime, begun, in_memory, walk


def answering(opponent: Opponent, text: str, budget: int = 900) -> tuple[Debate, Speech]:
    """Return a debate in which the user spoke first, and the bot's speech after it."""
    debate = Debate(TWO_SPEECHES, "detente", "for", ("A",), seed=2)
    debate = debate.with_speech(Speech(0, "for", "user", text)).at_stage(1)
    return debate, opponent.writer.speech(debate, opponent.flow(debate), budget)


def test_every_quotation_is_in_its_source_and_in_the_speech(opponent: Opponent) -> None:
    """What stands in the text is what the citation proves, where it is read for the first time."""
    _, speech = answering(opponent, SPEECHES[0])
    read: set[str] = set()
    for part in speech.parts:
        if part.citation is None:
            continue
        quoted = in_quotes(part.citation.quote)
        assert (quoted in part.text) == (quoted not in read)
        read.add(quoted)
    assert read
    assert speech.text == "\n\n".join(part.text for part in speech.parts)


def test_it_answers_what_stands_and_says_what_it_cannot(opponent: Opponent) -> None:
    """Arguments are answered by their ids; one the sources do not meet is left standing aloud."""
    debate, speech = answering(
        opponent, "Sanctions have failed to change Moscow.\n\nPineapples taste of sunshine."
    )
    flow = build_flow(debate, opponent.engine.likeness)
    answered = {id for part in speech.parts for id in part.answers}
    assert answered == {flow.arguments[0].id}
    unanswered = [part.text for part in speech.parts if "Pineapples" in part.text]
    assert unanswered
    assert all("no answer" in text or "do not answer" in text for text in unanswered)


@pytest.mark.parametrize("budget", [60, 150, 400])
def test_a_budget_is_kept(opponent: Opponent, budget: int) -> None:
    """Beside its first point a speech never goes over the words it has, but for its frame."""
    _, speech = answering(opponent, SPEECHES[0], budget)
    body = [len(words(part.text)) for part in speech.parts if part.heading]
    assert sum(body[1:]) + min(body[0], budget) <= budget or len(body) == 1


def test_a_side_never_makes_a_point_twice(opponent: Opponent) -> None:
    """The case of a later speech, of another team too, brings passages not yet cited."""
    time = FakeTime()
    play = in_memory(begun("british-parliamentary", "for"), time)
    walk(play, opponent, time)
    for side in ("for", "against"):
        points: list[str] = []
        for speech in play.debate.speeches:
            if speech.side == side:
                points += [
                    part.citation.passage
                    for part in speech.parts
                    if part.citation and not part.answers and not part.extends
                ]
        assert len(points) == len(set(points))


def test_an_admission_is_used_once_and_only_the_other_sides(opponent: Opponent) -> None:
    """What the user granted comes back in the next speech, and not in the one after it."""
    debate, _ = answering(opponent, SPEECHES[0])
    theirs = Admission("for", "The speaker grants an exception.", "Is there one?", "Yes.", 0)
    own = Admission("against", "The source grants it.", "Does it?", "It does.", 0)
    for admission in (theirs, own):
        debate = debate.with_exchange(
            Exchange(0, "against", "bot", admission.question, "Yes.", admission=admission)
        )
    speech = opponent.speech(debate)
    assert speech.text.count("Is there one?") == 1
    assert "Does it?" not in speech.text
    again = replace(debate.with_speech(speech), seed=debate.seed)
    assert "Is there one?" not in opponent.speech(again).text


def test_a_side_without_passages_says_so(opponent: Opponent) -> None:
    """When all is cited there is no further point, and none is invented."""
    debate, first = answering(opponent, "Pineapples taste of sunshine.")
    while True:
        more = opponent.speech(debate.with_speech(first))
        if not [part for part in more.parts if part.citation]:
            break
        first = replace(first, parts=(*first.parts, *more.parts))
        assert len(first.parts) < 200
    assert "no further point" in more.text or "there is no more" in more.text


def test_the_wording_is_checked() -> None:
    """A list left empty, and a name nobody fills in, are both told."""
    phrases = load_speech_phrases()
    assert speech_phrase_problems(phrases) == []
    broken: SpeechPhrases = replace(phrases, closing=(), opening=("{tag}",))
    told = " ".join(speech_phrase_problems(broken))
    assert "“closing” is empty" in told
    assert "“{tag}” in “opening”" in told
