"""The guided first round, and the list of things to say over a real round."""

from __future__ import annotations

import json
from string import Formatter

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import OptionList

from debater.config import paths
from debater.guide_parts import load_first_round
from debater.motions.model import Motion
from debater.sparring.guide import GuideText, Step, guide_problems
from debater.store.keeper import Keeper
from debater.tui.app import DebaterApp
from debater.tui.commands import ACTIONS
from debater.tui.first_round import FirstRound, Kept, read_kept
from debater.tui.guide_notes import PLACE, guide_is_over, keep_guide, read_guide
from debater.tui.screens.debate import DebateScreen
from debater.tui.screens.openings import OpeningsScreen
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import StartScreen
from debater.tui.widgets.guide_panel import GuideOffer, GuidePanel, filled
from tests.debating.support import begun
from tests.tui.conftest import Stage, answered, folded, say, started, wait_until

STEPS = (
    Step("one", "One", "Say it.", "said", done="Good."),
    Step("two", "Two", "Look it up.", "cited", otherwise={"silent": "Nothing there."}),
    Step("three", "Three", "That is all."),
)


# ── the state ───────────────────────────────────────────────────────────────────────────


def test_a_step_waits_for_what_it_is_about() -> None:
    """Anything else leaves it; a word on what was done stands before the next step."""
    guide = FirstRound(STEPS)
    assert not guide.done("cited")
    assert (guide.number, guide.text) == (0, "Say it.")
    assert guide.done("said")
    assert (guide.number, guide.praise, guide.text) == (1, "Good.", "Look it up.")


def test_a_step_says_something_else_when_something_else_happens() -> None:
    """And what it said at first once that is over."""
    guide = FirstRound(STEPS, "two")
    assert guide.done("silent")
    assert guide.text == "Nothing there."
    assert not guide.done("silent")
    assert guide.done("answered")
    assert guide.text == "Look it up."


def test_any_step_can_be_skipped_and_the_guide_left() -> None:
    """After the last there is none; nothing that happens later brings one back."""
    guide = FirstRound(STEPS)
    assert [guide.skip() for _ in range(4)] == [True, True, True, False]
    assert guide.current is None
    left = FirstRound(STEPS)
    left.leave()
    assert left.current is None
    assert not left.done("said")
    assert read_kept(left.kept(1)).stage == "over"


def test_a_stored_guide_comes_back_at_its_step() -> None:
    """In the round it was on in; an unknown step is the first."""
    guide = FirstRound(STEPS, "two")
    assert read_kept(guide.kept(7)) == Kept("going", "two", 7)
    assert FirstRound(STEPS, "gone").number == 0


@pytest.mark.parametrize(
    "text", ["", "[", "3", "[]", '{"stage": 1}', '{"stage": "going", "step": 2}', "[" * 5000]
)
def test_what_cannot_be_read_is_a_guide_nobody_has_begun(text: str) -> None:
    """Whatever lies in the file."""
    assert read_kept(text) == Kept("new")


def test_what_is_wrong_with_a_guide_is_named() -> None:
    """No step, a name twice, a brace out of place, a text that fits nowhere."""
    long = "so " * 60
    assert guide_problems(GuideText(())) == ["“steps” is empty"]
    problems = guide_problems(
        GuideText(
            (
                Step("a", "A", "{", done=long),
                Step("a", "A", long),
                Step("c", "C", long * 2),
            )
        )
    )
    assert [problem.partition(" ")[0] for problem in problems] == ["two", "step", "step", "“done”"]


# ── the shipped steps ───────────────────────────────────────────────────────────────────


def test_the_shipped_steps_fit_three_lines_and_name_real_keys() -> None:
    """At 80 columns, with every word that can stand before them."""
    keys = {action.id.replace(".", "_"): "Ctrl+G" for action in ACTIONS} | {"side": "AGAINST ▼"}
    done = ""
    for step in load_first_round():
        for text in (step.says, *step.otherwise.values()):
            names = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert names <= set(keys)
            praise = f"✓ {done} " if text == step.says and done else ""
            shown = Content.assemble(praise, filled(text, keys))
            assert len(shown.wrap(78)) <= 3, shown.plain
        done = step.done


def test_a_name_nobody_knows_and_markup_stay_as_they_are_written() -> None:
    """A guide of one's own cannot style or run anything."""
    shown = filled("{key} {nobody} [@click=app.quit]x[/] \x1b[31m", {"key": "F1"})
    assert shown.plain == "F1 {nobody} [@click=app.quit]x[/] "


# ── on the screen ───────────────────────────────────────────────────────────────────────


async def guided(pilot: Pilot[int], app: DebaterApp) -> RoundScreen:
    """Take the offer on the start screen."""
    await started(pilot, app)
    await pilot.press("f2")
    await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
    screen = app.screen
    assert isinstance(screen, RoundScreen)
    await wait_until(pilot, lambda: screen.query(GuidePanel) and screen.motion)
    await pilot.pause(0.05)
    return screen


def step(screen: RoundScreen) -> str:
    """The name of the step that is on."""
    assert screen.guide is not None
    assert screen.guide.current is not None
    return screen.guide.current.name


async def test_the_whole_guide_is_gone_through_by_doing_it(stage: Stage) -> None:
    """Each step ends by the thing itself, on the real round; at the end it is over for good."""
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await guided(pilot, app)
        assert screen.play.side == "against"
        assert "Guide 1 of 9" in folded(app)
        assert "You argue AGAINST ▼ the motion" in folded(app)
        assert step(screen) == "begin"
        await pilot.press("ctrl+l")
        await wait_until(pilot, lambda: isinstance(app.screen, OpeningsScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: step(screen) == "say")
        assert not screen.play.turns
        await pilot.press("enter")
        await answered(pilot, screen, 1)
        await wait_until(pilot, lambda: step(screen) == "read")
        await pilot.press("ctrl+g")
        await wait_until(pilot, lambda: step(screen) == "why")
        assert "✓ Marked in the article." in folded(app)
        await pilot.press("f3")
        await wait_until(pilot, lambda: step(screen) == "back")
        await pilot.press("escape")
        await say(pilot, screen, "That is no answer to me.")
        await answered(pilot, screen, 2)
        assert step(screen) == "back"
        assert "without its words" in folded(app)
        citation = screen.play.before(2).replies[0].citation
        assert citation is not None
        await say(pilot, screen, f"You say {' '.join(citation.quote.split()[1:5])}, but no.")
        await answered(pilot, screen, 3)
        await wait_until(pilot, lambda: step(screen) == "another")
        await pilot.press("f4")
        await wait_until(pilot, lambda: step(screen) == "silence")
        await say(pilot, screen, "Something the engine answers.")
        await answered(pilot, screen, 4)
        assert "It did find an answer." in folded(app)
        stage.engine.silent = True
        await say(pilot, screen, "Russian winters are cold.")
        await answered(pilot, screen, 5)
        await wait_until(pilot, lambda: step(screen) == "keys")
        await pilot.press("f1")
        await wait_until(pilot, lambda: step(screen) == "next")
        await pilot.press("escape", "alt+n")
        await wait_until(pilot, lambda: screen.guide is None)
        await pilot.pause(0.05)
        assert "Guide" not in folded(app)
    assert guide_is_over(Keeper(stage.where.database).store.drafts)


async def test_a_silent_answer_sends_back_to_saying_something(stage: Stage) -> None:
    """There is nothing to look up then, and the step says so until a passage answers."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await guided(pilot, app)
        stage.engine.silent = True
        await say(pilot, screen, "Nobody answers this.")
        await answered(pilot, screen, 1)
        assert step(screen) == "read"
        assert "nothing is quoted" in folded(app)
        stage.engine.silent = False
        await say(pilot, screen, "This is answered.")
        await answered(pilot, screen, 2)
        assert "It repeats you" in folded(app)


async def test_it_is_left_at_any_moment_and_begun_again(stage: Stage) -> None:
    """The round and what is being typed stay; the palette's action brings it back."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await guided(pilot, app)
        await pilot.press(*"Talk", "alt+x")
        await wait_until(pilot, lambda: screen.guide is None)
        assert screen.composer.text == "Talk"
        assert not screen.panel.display
        await pilot.press("alt+n")
        assert screen.guide is None
        await pilot.press("alt+g")
        await wait_until(pilot, lambda: screen.guide is not None and screen.panel.display)
        assert step(screen) == "begin"


async def test_skipping_goes_through_every_step(stage: Stage) -> None:
    """By the key or by a click on the panel; nothing is sent."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await guided(pilot, app)
        names = [one.name for one in load_first_round()]
        for name in names:
            assert step(screen) == name
            if name == names[1]:
                await pilot.click(GuidePanel)
            else:
                await pilot.press("alt+n")
            await pilot.pause(0.02)
        await wait_until(pilot, lambda: screen.guide is None)
        assert not screen.play.turns


async def test_a_killed_guide_goes_on_in_its_round(stage: Stage) -> None:
    """Nothing is written on the way out: what is kept was kept when the step began."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await guided(pilot, app)
        await say(pilot, screen, "The Kremlin would gain.")
        await answered(pilot, screen, 1)
        await wait_until(pilot, lambda: step(screen) == "read")
        kept = read_guide(Keeper(stage.where.database).store.drafts)
        assert kept == Kept("going", "read", screen.play.store_id)
    again = stage.app()
    async with again.run_test(size=(80, 24)) as pilot:
        start = await started(pilot, again)
        assert not start.query_one(GuideOffer).display
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(again.screen, RoundScreen))
        screen = again.screen
        assert isinstance(screen, RoundScreen)
        await wait_until(pilot, lambda: screen.guide is not None)
        assert step(screen) == "read"
        await wait_until(pilot, lambda: screen.source.citation)
        await pilot.press("ctrl+g")
        await wait_until(pilot, lambda: step(screen) == "why")


async def test_another_round_is_not_guided(stage: Stage) -> None:
    """The guide belongs to the round it was begun in."""
    keeper = Keeper(stage.where.database)
    keep_guide(keeper.store.drafts, FirstRound(STEPS), 999)
    keeper.close()
    async with stage.play() as (pilot, screen):
        await pilot.pause(0.1)
        assert screen.guide is None
        assert not screen.query(GuidePanel)


async def test_it_is_offered_to_newcomers_only(stage: Stage) -> None:
    """Not to somebody who has rounds, nor to somebody who has left it; its key works for all."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        start = await started(pilot, app)
        assert start.query_one(GuideOffer).display
        assert "New here? F2 begins a guided round" in folded(app)
        await pilot.click(GuideOffer)
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        await wait_until(pilot, lambda: app.screen.query(GuidePanel))
        await pilot.press("alt+x", "f12")
        await wait_until(pilot, lambda: isinstance(app.screen, StartScreen))
        await wait_until(pilot, lambda: not start.query_one(GuideOffer).display)


async def test_a_guide_of_ones_own_that_cannot_be_read_is_told(stage: Stage) -> None:
    """The round goes on without it."""
    own = paths().prompts / "guide" / "first-round.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("steps: [{name: a}]\n", "utf-8")
    async with stage.play() as (pilot, screen):
        await pilot.press("alt+g")
        await wait_until(pilot, lambda: "first-round.yaml" in folded(screen.app))
        assert screen.guide is None


def test_a_guide_that_cannot_be_kept_goes_on(stage: Stage) -> None:
    """A full disk costs the place in the guide, and nothing else."""
    keeper = Keeper(stage.where.database)
    keeper.close()
    assert read_guide(keeper.store.drafts) == Kept("over")
    keep_guide(keeper.store.drafts, FirstRound(STEPS), 1)
    assert read_guide(None) == Kept("new")


# ── what can I say? ─────────────────────────────────────────────────────────────────────


async def open_list(pilot: Pilot[int]) -> OpeningsScreen:
    """Press the key and wait for the list."""
    await pilot.press("ctrl+l")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, OpeningsScreen))
    screen = pilot.app.screen
    assert isinstance(screen, OpeningsScreen)
    await wait_until(pilot, lambda: screen.query_one(OptionList).option_count)
    return screen


async def test_a_chosen_line_is_put_at_the_cursor_and_not_sent(stage: Stage) -> None:
    """Parted from the words around it, none of which is lost, selected or not."""
    async with stage.play() as (pilot, screen):
        await wait_until(pilot, lambda: screen.motion)
        await pilot.press(*"First.Then.")
        for _ in range(5):
            await pilot.press("left")
        await pilot.press("shift+left")
        offered = await open_list(pilot)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        line = offered.offered[1].text
        assert screen.composer.text == f"First {line} .Then."
        assert screen.focused is screen.composer
        assert not screen.play.turns


async def test_escape_leaves_everything_as_it_was(stage: Stage) -> None:
    """Nothing is put anywhere."""
    async with stage.play() as (pilot, screen):
        await wait_until(pilot, lambda: screen.motion)
        await pilot.press(*"Mine")
        await open_list(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        assert screen.composer.text == "Mine"


async def test_others_are_offered_until_all_were_and_then_the_first_again(
    stage: Stage, motion: Motion
) -> None:
    """No line twice before; and what was said in the round is never among them."""
    async with stage.play(size=(80, 24), side="for") as (pilot, screen):
        await wait_until(pilot, lambda: screen.motion)
        first = (await open_list(pilot)).offered[0].text
        await pilot.press("enter", "enter")
        await answered(pilot, screen, 1)
        offered = await open_list(pilot)
        seen: list[str] = []
        for _ in range(40):
            texts = [opening.text for opening in offered.offered]
            if set(texts) & set(seen):
                break
            seen += texts
            await pilot.press("m")
        assert set(texts) <= set(seen), "the first again"
        assert first not in seen
        own = [p for p in motion.opposing("against") if p.tag]
        heard = {line for p in motion.opposing("for") for line in p.answers}
        assert len(seen) >= 0.9 * (len(own) + len(heard) - 1)


async def test_each_line_says_where_it_comes_from(stage: Stage) -> None:
    """In words: the paragraph and whose words they are, or that the bot has an answer."""
    async with stage.play(size=(120, 36), side="against") as (pilot, screen):
        await wait_until(pilot, lambda: screen.motion)
        await open_list(pilot)
        shown = folded(pilot.app)
        assert "What can I say? AGAINST ▼" in shown
        assert "often said on this side · the bot has an answer to it" in shown
        assert "in the source, ¶ 8 · conceded by the author" in shown


async def test_a_speech_can_begin_with_one(stage: Stage, motion: Motion) -> None:
    """Over a debate too; what was said in the user's speeches is left out."""
    app = stage.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await started(pilot, app)
        assert app.keeper is not None
        await app._open_debate(app.keeper, begun("spar", "for"))
        await wait_until(pilot, lambda: isinstance(app.screen, DebateScreen))
        screen = app.screen
        assert isinstance(screen, DebateScreen)
        await wait_until(pilot, lambda: screen.engine_state.motion and screen.play)
        offered = await open_list(pilot)
        assert offered.side == screen.debate.side
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is screen)
        assert screen.composer.text == offered.offered[0].text
        assert not screen.debate.speeches


async def test_a_motion_still_being_read_is_told(stage: Stage) -> None:
    """The key does no harm before the sources are there."""

    def never(*_: object) -> Motion:
        stage.opening.wait(20)
        return stage.motion

    stage.opening.clear()
    app = stage.app(motion="detente", side="for", load_motion=never)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        await wait_until(pilot, lambda: app.screen.focused is not None)
        await pilot.press("ctrl+l")
        await wait_until(pilot, lambda: "still being read" in folded(app))
        stage.opening.set()


def test_the_state_is_kept_as_a_draft(stage: Stage) -> None:
    """As JSON under a name of its own, so that a copy of the file holds it."""
    keeper = Keeper(stage.where.database)
    keep_guide(keeper.store.drafts, FirstRound(STEPS, "two"), 3)
    stored = keeper.store.drafts.draft(PLACE)
    assert json.loads(stored or "") == {"stage": "going", "step": "two", "round": 3}
    keeper.close()
