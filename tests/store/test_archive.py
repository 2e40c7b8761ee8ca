"""The archive of rounds: found again by their words, named, forked, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.store.archive import END, FOUND, KEPT_DAYS, LONGEST_NAME, match_query
from debater.store.rounds import RoundStore

REPLY = {
    "but": "But the record says otherwise.",
    "therefore": "So it stands.",
    "chosen": {"citation": {"quote": "Moscow keeps its treaties."}},
}


class Days:
    """A clock that a test moves on; each reading is a second later."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> str:
        self.now += timedelta(seconds=1)
        return self.now.isoformat(timespec="seconds")


@pytest.fixture
def days() -> Days:
    """The clock of this test's store."""
    return Days()


@pytest.fixture
def store(days: Days) -> Iterator[RoundStore]:
    """A store in memory."""
    opened = RoundStore(None, days)
    yield opened
    opened.close()


def sparred(store: RoundStore, *said: str, motion: str = "talks") -> int:
    """Keep a round in which these arguments were made and answered."""
    id = store.start(motion, "for", 1)
    for argument in said:
        store.commit_reply(id, store.commit_argument(id, argument), REPLY)
    return id


def debated(store: RoundStore, *said: str) -> int:
    """Keep a debate in which these speeches were given, a stage each."""
    id = store.debates.start("talks", "against", 1, "spar", {"format": {}})
    for stage, text in enumerate(said):
        store.debates.commit(id, "speech", {"by": "user", "text": text, "stage": stage})
        store.debates.commit(id, "stage", {"stage": stage + 1})
    return id


def found(store: RoundStore, text: str) -> list[int]:
    """Return the ids of the rounds a search finds."""
    return [each.id for each in store.archive.search(text)]


def test_rounds_are_listed_with_what_was_said_last_touched_first(store: RoundStore) -> None:
    """Rounds in which nothing was said or typed are left out."""
    first = sparred(store, "Meeting lowers the risk.", "Trade helps.")
    second = debated(store, "A speech.", "Another.")
    store.start("talks", "for", 1)
    typed = store.start("talks", "for", 1)
    store.save_draft(typed, "I was about to say")
    listed = store.archive.listed()
    assert [(r.id, r.turns, r.format) for r in listed] == [
        (typed, 0, ""), (second, 2, "spar"), (first, 2, ""),
    ]  # fmt: skip
    assert listed[0].beginning == "I was about to say"
    assert listed[2].beginning == "Meeting lowers the risk."
    assert store.archive.count() == 3
    assert [r.id for r in store.archive.listed(side="against")] == [second]
    assert [r.id for r in store.archive.listed(motion="other")] == []
    assert store.archive.one(first) == listed[2]
    assert store.archive.one(99) is None


def test_a_round_is_found_by_what_either_side_said(store: RoundStore) -> None:
    """Arguments, replies, quotations, speeches, questions and answers alike."""
    round = sparred(store, "Détente lowers the risk of war.")
    debate = debated(store, "A crossfire is coming.")
    store.debates.commit(debate, "asked", {"question": "Who pays?", "answer": "Taxpayers do."})
    store.debates.commit(debate, "practice", {"kind": "redo", "speech": {"text": "Shorter now."}})
    for words in (
        "lowering risks",
        "lowers r",
        "detente",
        "DÉTENTE",
        "treaties",
        "record otherwise",
        '"of war"',
    ):
        assert found(store, words) == [round], words
    for words in ("crossfire", "who pays", "taxpayers", "shorter", "spar"):
        assert found(store, words) == [debate], words
    for words in ("", "  ", "!!", '"', "submarine", "lowers submarine", '"war of"'):
        assert found(store, words) == [], words


def test_what_is_found_is_shown_among_its_words(store: RoundStore) -> None:
    """The snippet marks each word that was searched."""
    sparred(store, "Talks lower the risk of war, and wars are costly.")
    (each,) = store.archive.search("risk war")
    assert f"{FOUND}risk{END}" in each.snippet
    assert f"{FOUND}war{END}" in each.snippet
    assert f"{FOUND}wars{END}" in each.snippet


def test_a_reply_that_is_replaced_is_found_by_its_new_words_alone(store: RoundStore) -> None:
    """The words of the reply before are not found any more."""
    id = sparred(store, "Talks help.")
    store.commit_reply(id, 1, {"but": "A different thought."})
    assert found(store, "different") == [id]
    assert found(store, "otherwise") == []


@given(st.text())
def test_nothing_that_is_typed_breaks_a_search(text: str) -> None:
    """Operators, quotes and odd characters are only words."""
    with_store = RoundStore(None)
    sparred(with_store, "Talks help.")
    assert isinstance(with_store.archive.search(text), list)
    with_store.close()


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("risk war", '"risk" "war"*'),
        ('near "of war"', '"near" "of war"'),
        ('"of war" near', '"of war" "near"*'),
        ("NEAR(a b) AND c*", '"NEAR a" "b" "AND" "c"*'),
        ("it's", '"it s"*'),
        ("…", ""),
    ],
)
def test_a_query_is_words_and_phrases(typed: str, query: str) -> None:
    """The last word matches however it goes on, a phrase as it is."""
    assert match_query(typed) == query


def test_a_name_is_kept_and_found_and_moves_nothing(store: RoundStore) -> None:
    """A name is cut at its longest, and a round that is not there has none."""
    first, second = sparred(store, "One."), sparred(store, "Two.")
    assert store.archive.rename(first, "Semi-final practice")
    assert found(store, "semi-final") == [first]
    assert [(r.id, r.name) for r in store.archive.listed()] == [
        (second, ""), (first, "Semi-final practice"),
    ]  # fmt: skip
    assert [r.name for r in store.recent_rounds()] == ["", "Semi-final practice"]
    assert store.archive.rename(second, "x" * 500)
    assert store.archive.listed()[0].name == "x" * LONGEST_NAME
    assert not store.archive.rename(99, "nobody")


def test_a_deleted_round_is_nowhere_until_it_is_brought_back(store: RoundStore) -> None:
    """Not in a list, a search, or to be resumed; back again it is as it was."""
    kept, gone = sparred(store, "One thing."), sparred(store, "Another thing.")
    before = store.archive.whole(gone)
    assert store.archive.delete(gone)
    assert not store.archive.delete(gone)
    assert [r.id for r in store.archive.listed()] == [kept]
    assert found(store, "thing") == [kept]
    assert [r.id for r in store.recent_rounds()] == [kept]
    assert store.round(gone) is None
    assert store.archive.whole(gone) is None
    last = store.last_round()
    assert last is not None
    assert last.id == kept
    assert [id for id, _ in store.archive.deleted()] == [gone]
    assert store.archive.restore(gone)
    assert not store.archive.restore(gone)
    assert store.archive.whole(gone) == before
    assert found(store, "thing") == [gone, kept]


def test_a_deleted_debate_cannot_be_taken_up(store: RoundStore) -> None:
    """Until it is brought back."""
    id = debated(store, "A speech.")
    store.archive.delete(id)
    assert store.debates.load(id) is None
    store.archive.restore(id)
    assert store.debates.load(id) is not None


def test_only_what_was_deleted_long_ago_is_erased(store: RoundStore, days: Days) -> None:
    """Its words too; what is not deleted stays however old it is."""
    old, recent, kept = (sparred(store, f"Number {n}.") for n in ("one", "two", "three"))
    store.archive.delete(old)
    days.now += timedelta(days=KEPT_DAYS - 1)
    assert store.archive.erase_old() == 0
    store.archive.delete(recent)
    days.now += timedelta(days=2)
    assert store.archive.erase_old() == 1
    assert [id for id, _ in store.archive.deleted()] == [recent]
    assert not store.archive.restore(old)
    assert [r.id for r in store.archive.listed()] == [kept]
    with store.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (2,)


def test_how_a_round_ended_is_kept(store: RoundStore) -> None:
    """As it was written last."""
    id = sparred(store, "One.")
    store.archive.keep_summary(id, {"version": 1, "made": 1})
    store.archive.keep_summary(id, {"version": 1, "made": 2})
    assert store.archive.listed()[0].summary == {"version": 1, "made": 2}


def test_what_is_said_takes_the_summary_away(store: RoundStore) -> None:
    """In a round and in a debate; typing does not."""
    round, debate, typed = sparred(store, "One."), debated(store, "A speech."), sparred(store)
    store.save_draft(typed, "typing")
    assert store.archive.unsummarised() == [debate, round]
    for id in (round, debate):
        store.archive.keep_summary(id, {"version": 1})
    store.save_draft(round, "typing")
    store.debates.save(debate, "typing", {})
    assert store.archive.unsummarised() == []
    store.commit_argument(round, "Two.")
    store.debates.commit(debate, "asked", {"question": "Why?"})
    assert store.archive.unsummarised() == [debate, round]
    assert store.archive.unsummarised(1) == [debate]


def test_a_whole_round_is_put_back_as_it_was(store: RoundStore) -> None:
    """Sparring and debates, with everything that belongs to them."""
    for id in (sparred(store, "One.", "Two."), debated(store, "A speech.", "Another.")):
        store.archive.rename(id, "Named")
        store.archive.keep_summary(id, {"version": 1})
        whole = store.archive.whole(id)
        assert whole is not None
        again = store.archive.put(whole)
        assert again != id
        assert store.archive.whole(again) == whole


def test_a_fork_holds_the_turns_before_it(store: RoundStore, days: Days) -> None:
    """It is a round of its own: what is said in it changes nothing in the first one."""
    id = sparred(store, "One.", "Two.", "Three.")
    store.archive.rename(id, "Practice")
    before = store.archive.whole(id)
    days.now += timedelta(days=1)
    fork = store.archive.fork(id, 2)
    assert fork is not None
    store.commit_argument(fork, "Another third.")
    forked, first = store.archive.whole(fork), store.archive.whole(id)
    assert first == before
    assert first is not None
    assert forked is not None
    assert [t.argument for t in forked.turns] == ["One.", "Two.", "Another third."]
    assert forked.turns[:2] == first.turns[:2]
    assert forked.name == "Practice (fork)"
    assert forked.forked == f"round {id}, after turn 2"
    assert forked.started > first.touched
    assert store.archive.fork(99, 1) is None


@pytest.mark.parametrize(("keep", "events"), [(-1, 0), (0, 0), (1, 2), (2, 4), (9, 4)])
def test_a_fork_of_a_debate_begins_at_a_stage(store: RoundStore, keep: int, events: int) -> None:
    """Everything before that stage is in it, its clock begun anew."""
    id = debated(store, "A speech.", "Another.")
    store.debates.save(id, "typing", {"left": 30})
    fork = store.archive.fork(id, keep)
    assert fork is not None
    forked = store.archive.whole(fork)
    whole = store.archive.whole(id)
    assert forked is not None
    assert whole is not None
    assert forked.events == whole.events[:events]
    assert (forked.draft, forked.clock, forked.setup) == ("", None, whole.setup)


def test_what_was_said_before_the_archive_is_found_too(store: RoundStore) -> None:
    """A database of an earlier version is searched as if it had always been."""
    round, debate = sparred(store, "An early word."), debated(store, "An early speech.")
    migration = _migration()
    with store.database.reading() as connection:
        connection.executescript(
            "DROP TABLE said; DROP TRIGGER turn_said; DROP TRIGGER turn_answered;"
            "DROP TRIGGER turn_gone; DROP TRIGGER event_said; DROP TRIGGER event_gone;"
        )
        connection.executescript(migration)
    assert found(store, "early") == [debate, round]
    sparred(store, "A later word.")
    assert len(found(store, "word")) == 2


def _migration() -> str:
    """Return the part of the migration that makes the words searchable."""
    from importlib import resources

    sql = (resources.files("debater.store") / "migrations" / "0003_kept.sql").read_text("utf-8")
    return sql[sql.index("CREATE VIRTUAL TABLE") : sql.index("-- The rounds in which")]


def test_a_search_of_any_length_finds_or_finds_nothing(store: RoundStore) -> None:
    """A page pasted by mistake is no error."""
    sparred(store, "Talks lower the risk.")
    for text in ("talks " * 2000, "x" * 100_000, '"' * 5000, "talks lower " + "risk " * 500):
        store.archive.search(text)
    assert store.archive.search("talks lower")


def test_deleted_rounds_hide_no_others_from_a_search(store: RoundStore) -> None:
    """However many of them have the words, and however new they are."""
    kept = sparred(store, "Submarines are expensive.")
    for _ in range(12):
        store.archive.delete(sparred(store, "Submarines are cheap."))
    assert [one.id for one in store.archive.search("submarines", limit=10)] == [kept]


def test_a_summary_of_less_than_was_said_is_not_kept(store: RoundStore) -> None:
    """Somebody went on while it was made."""
    id = sparred(store, "One.", "Two.")
    assert not store.archive.keep_summary(id, {"made": 1}, said=1)
    assert store.archive.unsummarised() == [id]
    assert store.archive.keep_summary(id, {"made": 2}, said=2)
    assert store.archive.unsummarised() == []


def test_a_byte_that_is_no_text_spoils_its_word_alone(store: RoundStore) -> None:
    """The round is listed with the others."""
    first, second = sparred(store, "One."), sparred(store, "Two.")
    with store.database.writing() as connection:
        connection.execute(
            "UPDATE rounds SET name = CAST(x'61FF62' AS TEXT) WHERE id = ?", (first,)
        )
    listed = {one.id: one.name for one in store.archive.listed()}
    assert listed == {first: "a\ufffdb", second: ""}
