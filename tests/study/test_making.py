"""Drills of a motion: every quotation proved, every key once, and nothing given away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from debater.config import Paths
from debater.debating.quoting import check_quotations
from debater.errors import PackError
from debater.motions.model import SIDES, Side, opposite
from debater.motions.pack import read_motion
from debater.sparring.wording import voice_in_words
from debater.study.making import motion_drills, whose
from debater.study.model import Drill
from debater.study_parts import DRILLS, load_drill_wording
from tests.study.support import motion_named, wording
from tests.support import SHIPPED

EVERY = [(name, side) for name in SHIPPED for side in SIDES]


def made(name: str, side: Side, seed: int = 1) -> list[Drill]:
    """The drills of a shipped motion."""
    return motion_drills(motion_named(name), side, seed, wording())


@pytest.mark.parametrize(("name", "side"), EVERY)
def test_every_drill_cites_a_proved_passage(name: str, side: Side) -> None:
    """Whatever is asked, what answers it stands in the source, under the right voice."""
    drills = made(name, side)
    assert len(drills) >= 45
    assert len({drill.key for drill in drills}) == len(drills)
    for drill in drills:
        motion, citation = motion_named(name), drill.citation
        assert citation is not None
        assert citation.quote in motion.source(citation.source.id).text
        assert whose(motion, citation) == (drill.voice, drill.speaker)
        assert not drill.choices or drill.right in drill.choices
        assert "{" not in drill.asks + drill.explains + drill.origin


def test_making_them_again_gives_the_same_drills() -> None:
    """Another seed alters other quotations and changes no key; both sides share some."""
    assert made("school-phones", "for") == made("school-phones", "for")
    keys = {seed: [drill.key for drill in made("school-phones", "for", seed)] for seed in (1, 2)}
    assert keys[1] == keys[2]
    assert made("school-phones", "for", 1) != made("school-phones", "for", 2)
    both = [{drill.key: drill for drill in made("school-phones", side)} for side in SIDES]
    shared = {both[0][key].kind for key in both[0].keys() & both[1].keys()}
    assert shared == {"voice", "quotation"}


@pytest.mark.parametrize(("name", "side"), EVERY)
def test_claims_to_refute_are_met_by_passages_of_the_own_side(name: str, side: Side) -> None:
    """The learner never has to argue against their own side."""
    motion = motion_named(name)
    lines = {line for p in motion.points() if p.label.stance == side for line in p.answers}
    others = {p.passage for p in motion.opposing(side) if p.label.stance == opposite(side)} - {
        p.passage for p in motion.opposing(opposite(side))
    }
    for drill in made(name, side):
        if drill.kind in ("refute", "response"):
            assert drill.citation is not None
            assert drill.citation.passage not in others
        if drill.kind == "refute":
            assert drill.material in lines
            assert drill.citation.quote not in drill.asks + drill.material + drill.origin


@pytest.mark.parametrize(("name", "side"), EVERY)
def test_about_half_of_the_quotations_are_altered(name: str, side: Side) -> None:
    """The checker of quotations agrees with every one; an altered one is no quotation."""
    drills = [drill for drill in made(name, side) if drill.kind == "quotation"]
    motion = motion_named(name)
    verdicts = Counter(drill.right for drill in drills)
    texts = wording().quotation
    assert abs(verdicts[texts.altered] - verdicts[texts.exact]) <= 1
    for drill in drills:
        assert drill.citation is not None
        checks = check_quotations(f"“{drill.material}”", motion)
        if drill.right == texts.exact:
            assert drill.material == drill.citation.quote
            assert {check.verdict for check in checks} == {"exact"}
        else:
            assert drill.material not in motion.source(drill.citation.source.id).text
            assert "altered" in {check.verdict for check in checks}
            assert drill.explains.startswith("Altered: the source has “")


@pytest.mark.parametrize("name", SHIPPED)
def test_voices_are_balanced_and_their_choices_fair(name: str) -> None:
    """As many sentences are the authors' as are not; of the unnamed at most one is offered."""
    drills = [drill for drill in made(name, "for") if drill.kind == "voice"]
    count = Counter(drill.voice == "author" for drill in drills)
    assert count[True] == count[False] > 5
    for drill in drills:
        assert drill.right == voice_in_words(drill.voice, drill.speaker)
        assert len(set(drill.choices)) == len(drill.choices) >= 3 or drill.voice != "reported"
        reported = [one.removeprefix("reported: ") for one in drill.choices[2:]]
        assert sum(not one[:1].isupper() for one in reported) <= 1


def test_an_unsure_label_is_no_drill(tmp_path: Path) -> None:
    """Whose view it is, is asked only where a coach or a sure model has said so."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "motion.yaml").write_text(
        "statement: Tea is better\nsides: {for: Tea, against: Coffee}\n"
        "sources:\n  - id: a\n    file: a.txt\n",
        "utf-8",
    )
    text = "Critics say that tea is only hot water with a colour and a ceremony around it.\n"
    (folder / "a.txt").write_text(f"{text}\nTea may well be the better drink for a long day.\n")
    motion = read_motion(folder)
    assert {point.label.origin for point in motion.points()} == {"model"}
    unsure = all(point.label.confidence <= 0.8 for point in motion.points())
    voices = [d for d in motion_drills(motion, "for", 1, wording()) if d.kind == "voice"]
    assert unsure
    assert voices == []


def test_the_wording_of_ones_own_replaces_the_shipped_one(where: Paths) -> None:
    """A file of the same name is taken, and every problem in it named."""
    shipped = Path(__file__).parents[2] / "prompts" / DRILLS
    own = where.prompts / DRILLS
    own.parent.mkdir(parents=True)
    text = shipped.read_text("utf-8")
    own.write_text(text.replace("Whose view is it?", "Who says so?"), "utf-8")
    assert load_drill_wording(where).voice.asks.endswith("Who says so?")
    bad = text.replace("{claim}", "{claims}").replace('altered: "altered"', 'altered: " "')
    own.write_text(bad, "utf-8")
    with pytest.raises(PackError) as caught:
        load_drill_wording(where)
    problems = " ".join(map(str, caught.value.problems))
    assert "“{claims}”" in problems
    assert "“quotation.altered” is empty" in problems
    own.write_text(f"{text}\nmore: x\n", "utf-8")
    with pytest.raises(PackError, match="more"):
        load_drill_wording(where)
    own.write_text(
        text.replace("deny: it is not so", "TURN: it works the other way round"), "utf-8"
    )
    with pytest.raises(PackError, match="same"):
        load_drill_wording(where)
