"""The ledger's tables as articles come, change and go: always as if loaded anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.corpus import Corpus, Counts, Narrowing
from store.database import Database
from store.documents import to_document
from store.ids import text_id
from store.records import Actor, Chain, Entry, Source, Story
from tests.store.ledger_samples import Report
from tests.store.samples import PIPELINE, actor, by_name

STRAIT = Report(1, outlet="Harbour Post")
TWIN = Report(2, outlet="Coast Radio")


def load(corpus: Corpus, *reports: Report) -> None:
    for one in reports:
        assert one.into(corpus) in ("added", "updated")


def entries(corpus: Corpus) -> list[Entry]:
    return list(corpus.listing("entry"))


def only(corpus: Corpus) -> Entry:
    (found,) = entries(corpus)
    return found


def story_of(corpus: Corpus, report: Report) -> str:
    found = corpus.get(report.id)
    assert isinstance(found, Source)
    assert found.story is not None
    return found.story


def whole(corpus: Corpus) -> dict[str, list[str]]:
    """All that is shown and kept; what is named after a story's first article told otherwise.

    A story by its sources, its described groups by their names in it, entries by pledges.
    """
    stories: list[Story] = list(corpus.listing("story"))
    names = {one.id: f"story of {min(one.sources)}" for one in stories}
    for entry in entries(corpus):
        names[entry.id] = f"entry of {min(one.pledge for one in entry.evidence)}"
    for source in corpus.listing("source"):
        for one in corpus.appearances_of(source.id):
            here = f"{one.actor.name} in {source.id}"
            names[one.actor.id] = min(names.get(one.actor.id, here), here)
    shown: dict[str, list[Any]] = {
        kind: [to_document(one) for one in corpus.listing(kind)]
        for kind in ("source", "actor", "quote", "pledge", "entry", "chain", "story")
    }
    with Database(corpus.path) as tables:
        for table in ("entries", "chains", "stories", "appearances"):
            shown[table] = [dict(row) for row in tables.rows_of(table).all()]
        rows = tables.rows_of("signatures").all()
    shown["signatures"] = [{**row, "copies": None} for row in rows]
    pairs = {tuple(sorted((row["source"], one))) for row in rows for one in row["copies"]}
    shown["copies"] = [list(pair) for pair in pairs]
    return {name: sorted(_told(one, names) for one in found) for name, found in shown.items()}


def _told(document: Any, names: dict[str, str]) -> str:
    if isinstance(document, dict):
        for unordered in ("sources", "who"):
            if isinstance(document.get(unordered), list):
                found = [names.get(one, one) for one in document[unordered]]
                document = {**document, unordered: sorted(found)}
    text = json.dumps(document, sort_keys=True)
    for number, name in names.items():
        text = text.replace(number, name)
    return text


# ------------------------------------------------------------------- articles that come


def test_two_articles_of_one_story_corroborate(corpus: Corpus) -> None:
    load(corpus, STRAIT, TWIN)
    found = only(corpus)
    assert (found.verdict, found.origins, found.stories) == ("corroborated", 2, 1)
    assert {one.entry for one in corpus.pledges_of(STRAIT.id)} == {found.id}
    assert story_of(corpus, STRAIT) == story_of(corpus, TWIN)
    (story,) = corpus.listing("story")
    assert (story.sources, story.outlets) == ((STRAIT.id, TWIN.id), ("Harbour Post", "Coast Radio"))


@pytest.mark.parametrize(
    "leaning",
    [
        replace(TWIN, outlet="Harbour Post"),
        replace(TWIN, credits=("Harbour Post",)),
        replace(TWIN, wording=1),
    ],
    ids=["outlet", "credit", "copy"],
)
def test_two_articles_that_lean_on_each_other_do_not(corpus: Corpus, leaning: Report) -> None:
    load(corpus, replace(STRAIT, wording=1), leaning)
    assert (only(corpus).verdict, only(corpus).origins) == ("single", 1)
    (story,) = corpus.listing("story")
    assert story.origins == 1


def test_an_offer_moves_from_story_to_story(corpus: Corpus) -> None:
    late = Report(3, topic=1, date="2024-06-01", trigger="has agreed to", strength="agreed")
    load(corpus, STRAIT, late)
    found = only(corpus)
    assert (found.verdict, found.stories, found.strength) == ("moved", 2, "agreed")


@pytest.mark.parametrize(("name", "kind"), [("officials", "group"), ("26 towns", "group")])
def test_a_described_group_is_one_actor_within_its_story_only(
    corpus: Corpus, name: str, kind: Any
) -> None:
    first, second = (replace(one, maker=name, kind=kind) for one in (STRAIT, TWIN))
    later = replace(first, number=3, topic=1, date="2024-06-01")
    load(corpus, first, second, later)
    groups = [one for one in corpus.listing("actor") if one.name == name]
    assert sorted(one.pledges for one in groups) == [1, 2]
    assert sorted(len(one.evidence) for one in entries(corpus)) == [1, 2]
    (chain,) = corpus.listing("chain")
    assert [link.date for link in chain.links] == ["2024-03-01", "2024-06-01"]
    named = replace(STRAIT, number=4, maker="Coast League", kind="alliance")
    again = replace(named, number=5, topic=1, date="2024-06-01")
    load(corpus, named, again)
    assert by_name(corpus, "Coast League").pledges == 2


def test_pledges_for_nobody_known_stay_within_their_story(corpus: Corpus) -> None:
    alone = replace(STRAIT, target=None)
    load(corpus, alone, replace(TWIN, target=None), replace(alone, number=3, topic=1))
    assert sorted(len(one.evidence) for one in entries(corpus)) == [1, 2]
    assert all(one.chain is None for one in entries(corpus))


def test_a_copy_without_a_date_joins_the_story_and_other_undated_articles_do_not(
    corpus: Corpus,
) -> None:
    copied, original = replace(TWIN, date=None, wording=1), replace(STRAIT, wording=1)
    load(corpus, original, copied, Report(3, date=None), Report(4, date="2024-03"))
    assert story_of(corpus, copied) == story_of(corpus, original)
    assert len({story_of(corpus, Report(n)) for n in (1, 3, 4)}) == 3


# ----------------------------------------------------------- articles that change or go


def test_a_date_that_is_added_later_moves_an_article_into_a_story(corpus: Corpus) -> None:
    undated = replace(TWIN, date=None)
    load(corpus, STRAIT, undated)
    assert (only(corpus).stories, corpus.counts().stories) == (2, 2)
    assert TWIN.into(corpus) == "updated"
    assert (only(corpus).stories, corpus.counts().stories) == (1, 1)
    assert story_of(corpus, STRAIT) == story_of(corpus, TWIN)


def test_an_outlet_that_is_told_later_makes_one_origin_of_two(corpus: Corpus) -> None:
    load(corpus, STRAIT, replace(TWIN, outlet=None))
    assert only(corpus).origins == 2
    assert replace(TWIN, outlet="Harbour Post").into(corpus) == "updated"
    assert (only(corpus).origins, only(corpus).verdict) == (1, "single")


def test_the_first_article_of_a_story_can_go(corpus: Corpus) -> None:
    load(corpus, STRAIT, TWIN)
    name = story_of(corpus, STRAIT)
    corpus.remove(STRAIT.id)
    assert story_of(corpus, TWIN) == name
    (story,) = corpus.listing("story")
    assert (story.sources, only(corpus).verdict) == ((TWIN.id,), "single")
    load(corpus, STRAIT)
    assert story_of(corpus, STRAIT) == name


def test_the_first_article_of_a_story_can_turn_to_something_else(corpus: Corpus) -> None:
    load(corpus, STRAIT, TWIN)
    old = story_of(corpus, TWIN)
    other = replace(STRAIT, topic=5, version=2)
    assert other.into(corpus) == "updated"
    assert story_of(corpus, TWIN) == old != story_of(corpus, STRAIT)
    assert sorted(one.sources for one in corpus.listing("story")) == sorted(
        [(STRAIT.id,), (TWIN.id,)]
    )
    assert STRAIT.into(corpus) == "updated"
    assert story_of(corpus, STRAIT) == old


def test_a_copy_that_is_written_anew_leans_on_nobody(corpus: Corpus) -> None:
    copy = replace(TWIN, wording=7)
    load(corpus, replace(STRAIT, wording=7), copy)
    assert only(corpus).origins == 1
    assert replace(STRAIT, version=2).into(corpus) == "updated"
    assert only(corpus).origins == 2


def test_an_actor_that_another_article_names_in_full_is_named_so_in_the_ledger(
    corpus: Corpus,
) -> None:
    load(corpus, replace(STRAIT, maker="Brandt", kind="person"))
    assert only(corpus).makers == ("Brandt",)
    fuller = replace(TWIN, maker="Zoë Brandt", kind="person", theme="build quay")
    load(corpus, fuller)
    assert [one.makers for one in entries(corpus)] == [("Zoë Brandt",)] * 2
    assert len(corpus.listing("entry", Narrowing(query="zoe"))) == 2
    corpus.remove(fuller.id)
    assert only(corpus).makers == ("Brandt",)


def test_a_beneficiary_that_another_article_gives_a_country_changes_the_chain(
    corpus: Corpus,
) -> None:
    def about(report: Report, country: str | None) -> None:
        found = report.findings()
        whom = actor("Strait Pilots", "organisation", country=country)
        shown = tuple(
            replace(one, actor=replace(whom, id=one.actor.id))
            if one.actor.name == "Strait Pilots"
            else one
            for one in found.appearances
        )
        corpus.add(report.article(), replace(found, appearances=shown), pipeline=PIPELINE)

    plain = replace(STRAIT, target="Strait Pilots")
    about(plain, None)
    before = only(corpus)
    about(replace(plain, number=2, maker="Estmark"), "Sudmark")
    assert by_name(corpus, "Strait Pilots").country == "Sudmark"
    assert {one.beneficiary for one in entries(corpus)} == {"Sudmark"}
    assert len({one.chain for one in entries(corpus)}) == 1
    corpus.remove(replace(plain, number=2, maker="Estmark").id)
    assert only(corpus) == before


def test_a_headline_that_is_told_later_is_the_storys_title(corpus: Corpus) -> None:
    load(corpus, STRAIT)
    (story,) = corpus.listing("story")
    assert story.title == "1.txt"
    assert replace(STRAIT, title="Guard for the strait").into(corpus) == "updated"
    (story,) = corpus.listing("story")
    assert story.title == "Guard for the strait"
    assert [one.id for one in corpus.listing("story", Narrowing(query="guard"))] == [story.id]


def test_without_articles_the_ledger_is_empty(corpus: Corpus) -> None:
    reports = [STRAIT, TWIN, replace(TWIN, number=3, maker="nine towns", kind="group")]
    load(corpus, *reports)
    for one in reports:
        corpus.remove(one.id)
    assert corpus.counts() == Counts(0, 0, 0, 0)
    with Database(corpus.path) as tables:
        assert len(tables.rows_of("signatures")) == 0


def test_a_ledger_that_cannot_be_settled_leaves_everything_as_before(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(corpus, STRAIT)
    before = whole(corpus)
    with monkeypatch.context() as patch:
        patch.setattr("store.settling.Settling._settle_story", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            TWIN.into(corpus)
        with pytest.raises(ZeroDivisionError):
            corpus.remove(STRAIT.id)
    assert whole(corpus) == before


# -------------------------------------------------------------------- as if loaded anew

REPORTS = st.builds(
    Report,
    number=st.integers(1, 6),
    topic=st.integers(0, 2),
    date=st.sampled_from(["2024-03-01", "2024-03-02", "2024-03-04"]),
    outlet=st.sampled_from([None, "Harbour Post", "Coast Radio"]),
    maker=st.sampled_from(["officials", "nine towns", "the Coast League"]),
    kind=st.just("group"),
    trigger=st.sampled_from(["has pledged to", "is ready to"]),
    strength=st.sampled_from(["ready", "pledges", "refuses"]),
    theme=st.sampled_from(["0334", "guard strait", ""]),
    target=st.sampled_from(["Sudmark", None]),
    wording=st.sampled_from([None, 0, 1]),
    credits=st.sampled_from([(), ("AFP",), ("Coast Radio",)]),
)


def _fresh(folder: Path, name: str, reports: Iterable[Report]) -> dict[str, list[str]]:
    with Corpus.open(folder / name) as corpus:
        for one in reports:
            one.into(corpus)
        return whole(corpus)


@given(
    st.lists(REPORTS, min_size=1, max_size=6, unique_by=lambda one: one.text),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["remove", "reload", "again"]))),
    st.randoms(use_true_random=False),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_after_any_comings_and_goings_the_ledger_is_as_if_loaded_anew(
    tmp_path_factory: pytest.TempPathFactory,
    reports: list[Report],
    steps: list[tuple[int, str]],
    chance: Any,
) -> None:
    numbered = [replace(one, number=at) for at, one in enumerate(reports, 1)]
    folder = tmp_path_factory.mktemp("ledger")
    left = dict(enumerate(numbered))
    with Corpus.open(folder / "worn.db") as corpus:
        for one in numbered:
            one.into(corpus)
        for at, step in steps:
            report = numbered[at % len(numbered)]
            if step == "remove" and at % len(numbered) in left:
                del left[at % len(numbered)]
                corpus.remove(report.id)
            elif step == "reload" and at % len(numbered) in left:
                report.into(corpus, pipeline="2+test")
                report.into(corpus)
            elif step == "again":
                left[at % len(numbered)] = report
                report.into(corpus)
        worn = whole(corpus)
    order = list(left.values())
    chance.shuffle(order)
    assert worn == _fresh(folder, "fresh.db", order)


def test_stories_that_touch_depend_on_which_article_came_first(tmp_path: Path) -> None:
    """What is settled when an article comes stays so: later ones open no closed question."""
    early, middle, late = (replace(STRAIT, number=day, date=f"2024-03-0{day}") for day in (1, 4, 7))
    found = []
    for name, order in (("a", (early, middle, late)), ("b", (late, middle, early))):
        with Corpus.open(tmp_path / f"{name}.db") as corpus:
            load(corpus, *order)
            found.append([story_of(corpus, one) for one in (early, middle, late)])
    (first, second, third), (one, two, three) = found
    assert first == second != third
    assert one != two == three


# --------------------------------------------------------------------------- finding


@pytest.fixture
def two_stories(corpus: Corpus) -> Corpus:
    towns = replace(TWIN, number=3, maker="nine towns", kind="group", date="2024-03-02")
    load(corpus, STRAIT, TWIN, towns)
    later = replace(towns, number=4, topic=1, date="2024-06-01", strength="agreed")
    load(corpus, later, Report(5, topic=2, maker="Estmark", theme="plant reeds", target=None))
    return corpus


def test_actors_sources_and_words_narrow_the_ledger(two_stories: Corpus) -> None:
    corpus = two_stories

    def left(narrowing: Narrowing) -> tuple[int, int, int]:
        sizes = [len(corpus.listing(kind, narrowing)) for kind in ("entry", "chain", "story")]
        return sizes[0], sizes[1], sizes[2]

    assert left(Narrowing()) == (4, 1, 3)
    assert left(Narrowing(actor=by_name(corpus, "Norland").id)) == (1, 0, 1)
    assert left(Narrowing(actor=by_name(corpus, "Sudmark").id)) == (3, 1, 2)
    assert left(Narrowing(actor=by_name(corpus, "Estmark").id)) == (1, 0, 1)
    assert left(Narrowing(source=STRAIT.id)) == (1, 0, 1)
    assert left(Narrowing(source=text_id("nothing"))) == (0, 0, 0)
    assert left(Narrowing(query="nine tow")) == (2, 1, 0)
    assert left(Narrowing(query="military protection")) == (4, 1, 0)
    assert left(Narrowing(query="reeds")) == (1, 0, 0)
    assert left(Narrowing(query="coast radio")) == (0, 0, 2)
    assert left(Narrowing(query="sudmark", actor=by_name(corpus, "Norland").id)) == (1, 0, 0)


def test_orders_of_the_ledger(two_stories: Corpus) -> None:
    def entries(sort: str) -> list[Entry]:
        return list(two_stories.listing("entry", sort=sort))

    dates = [one.date or "" for one in entries("date")]
    assert dates == sorted(dates, reverse=True)
    assert [one.makers[0] for one in entries("maker")] == [
        "Estmark", "nine towns", "nine towns", "Norland",
    ]  # fmt: skip
    sizes = [len(one.evidence) for one in entries("evidence")]
    assert sizes == [2, 1, 1, 1]
    stories: list[Story] = list(two_stories.listing("story", sort="size"))
    assert [len(one.sources) for one in stories] == [3, 1, 1]
    days = [one.last for one in two_stories.listing("story")]
    assert days == ["2024-06-01", "2024-03-02", "2024-03-01"]
    chains: list[Chain] = list(two_stories.listing("chain", sort="length"))
    assert [len(one.links) for one in chains] == [2]
    with pytest.raises(ValueError, match="stories can be sorted by date, size, not by place"):
        two_stories.listing("story", sort="place")


def test_records_of_the_ledger_are_got_by_their_ids(two_stories: Corpus) -> None:
    for kind in ("entry", "chain", "story"):
        for one in two_stories.listing(kind):
            assert two_stories.get(one.id) == one
    for entry in entries(two_stories):
        for maker in entry.actors:
            assert isinstance(two_stories.get(maker), Actor)


# ------------------------------------------------------------------------------- cost


def test_an_article_costs_as_many_statements_in_a_large_store_as_in_a_small_one(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles of other topics and makers do not make one dearer."""

    def cost(number: int) -> int:
        statements: list[str] = []
        connection = corpus._database.rows
        run = connection.run

        def counted(sql: str, parameters: Any = ()) -> list[Any]:
            statements.append(sql)
            found: list[Any] = run(sql, parameters)
            return found

        with monkeypatch.context() as patch:
            patch.setattr(connection, "run", counted)
            _other(number).into(corpus)
        return len(statements)

    for number in range(3):
        _other(number).into(corpus)
    small = cost(3)
    for number in range(4, 60):
        _other(number).into(corpus)
    assert small > 10
    assert cost(60) <= small + 2


def _other(number: int) -> Report:
    return Report(
        number, topic=number, maker=f"Land{number}", target=f"Isle{number}", date="2024-03-01"
    )


def test_an_article_is_compared_with_so_many_at_most(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.settling._MOST_COMPARED", 5)
    compared: list[int] = []
    from store import stories

    real = stories.story_of

    def counted(told: Any, others: Any, days: Any) -> Any:
        known = list(others)
        compared.append(len(known))
        return real(told, known, days)

    monkeypatch.setattr(stories, "story_of", counted)
    load(corpus, *(_other(number) for number in range(9)))
    assert compared == [0, 1, 2, 3, 4, 5, 5, 5, 5]
