"""What queries find in the seed articles, for each kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.corpus import Corpus, Narrowing
from store.errors import QueryError
from store.query import parse
from store.query_fields import FIELDS
from store.query_help import EXAMPLES
from store.records import KINDS, Kind

CATASTROPHE = r"/(.|..)+[#=]\d/"


@pytest.fixture
def corpus(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as found:
        yield found


def found(corpus: Corpus, kind: Kind, query: str) -> set[str]:
    return {one.id for one in corpus.listing(kind, Narrowing(query=query))}


def names(corpus: Corpus, query: str) -> set[str]:
    return {one.name for one in corpus.listing("actor", Narrowing(query=query))}


@pytest.mark.parametrize("query", [query for query, _ in EXAMPLES])
def test_every_example_of_the_help_finds_something(corpus: Corpus, query: str) -> None:
    assert found(corpus, "source", query)
    assert corpus.search(query)
    asked = parse(query)
    assert bool(corpus.occurrences(query)) is bool(asked.sought or asked.of_records)


def test_an_article_is_found_where_one_record_is_all_that_is_asked(corpus: Corpus) -> None:
    refusals = list(corpus.listing("pledge", Narrowing(query="by:italy stance:refusal")))
    assert [one.stance for one in refusals] == ["refusal"]
    assert found(corpus, "source", "by:italy stance:refusal") == {one.source for one in refusals}
    assert names(corpus, "by:italy stance:refusal") == {"Italy"}
    assert found(corpus, "entry", "by:italy stance:refusal") == {one.entry for one in refusals}
    quoted_and_refused = found(corpus, "source", "by:macron") & found(
        corpus, "source", "stance:refusal"
    )
    assert quoted_and_refused > found(corpus, "source", "by:macron stance:refusal")


def test_what_is_ruled_out_of_articles_stands_nowhere_in_them(corpus: Corpus) -> None:
    every = found(corpus, "source", "")
    assert found(corpus, "source", "-stance:refusal") == every - found(
        corpus, "source", "stance:refusal"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query", ["ceasefire ", "by:macron ", "outlet:herald ", "stance:refusal", "date:2026"]
)
def test_not_is_all_the_rest_and_or_is_both(corpus: Corpus, kind: Kind, query: str) -> None:
    every = found(corpus, kind, "")
    here, rest = found(corpus, kind, query), found(corpus, kind, f"-{query}")
    if kind in ("quote", "pledge", "source"):
        assert here | rest == every
        assert not here & rest
    assert found(corpus, kind, f"{query} OR {query}") == here
    assert found(corpus, kind, f"{query} ({query})") == here


@pytest.mark.parametrize("within", ["", "date:2025-09.. "])
def test_an_actor_is_found_by_name_or_as_who_says_what_is_asked_for(
    corpus: Corpus, within: str
) -> None:
    assert names(corpus, f"{within}ceasefire") == set()
    found = names(corpus, f"{within}about:ceasefire")
    narrowing = Narrowing(query=f"{within}about:ceasefire")
    ids = {one.actor for one in corpus.listing("quote", narrowing)}
    ids |= {who for one in corpus.listing("pledge", narrowing) for who in one.actors}
    assert found == {one.name for one in corpus.listing("actor") if one.id in ids} != set()


def test_an_actor_is_found_under_all_its_names(corpus: Corpus) -> None:
    by_name = found(corpus, "pledge", 'by:"united states"')
    assert by_name
    assert found(corpus, "quote", "by:zelenskyy") == found(corpus, "quote", "by:~zelensky")


def test_whole_names_come_before_beginnings(corpus: Corpus) -> None:
    assert all("Ukraine" in name for name in names(corpus, "ukraine"))
    assert found(corpus, "quote", "by:emman") == found(corpus, "quote", "by:emmanuel ")
    assert found(corpus, "quote", "by:emman kind:direct") == found(
        corpus, "quote", "by:emmanuel kind:direct"
    )


def test_words_for_headlines_are_marked_in_headlines_only(corpus: Corpus) -> None:
    either = corpus.occurrences("(in:headline countries) OR zelenskyy")
    headlines = set(corpus.occurrences("in:headline countries"))
    names = set(corpus.occurrences("zelenskyy"))
    assert headlines
    assert names
    found = {one for one in either if one in headlines or one in names}
    assert found == set(either)
    assert headlines <= found
    assert set(corpus.occurrences("countries")) - found


def test_conditions_beneficiaries_and_parts(corpus: Corpus) -> None:
    pledges = corpus.listing("pledge", Narrowing(query="cond:ceasefire"))
    assert len(pledges) == 5
    assert all("ceasefire" in one.condition.text for one in pledges)
    every = corpus.listing("pledge")
    assert found(corpus, "pledge", "has:condition") == {one.id for one in every if one.condition}
    assert found(corpus, "pledge", "-has:condition") == {
        one.id for one in every if not one.condition
    }
    assert found(corpus, "quote", "cond:ceasefire") == set()


def test_scales(corpus: Corpus) -> None:
    every = list(corpus.listing("pledge"))
    ladder = ("agreed", "approved", "in force")
    assert found(corpus, "pledge", "strength:>=agreed") == {
        one.id for one in every if one.strength in ladder
    }
    assert found(corpus, "pledge", "strength:refuses") == {
        one.id for one in every if one.strength == "refuses"
    }
    assert found(corpus, "pledge", "confidence:<0.8") == {
        one.id for one in every if one.confidence < 0.8
    }
    dates = {one.id: one.date or "" for one in corpus.listing("source")}
    assert found(corpus, "source", "date:2025-09..2026-01") == {
        one for one, date in dates.items() if "2025-09" <= date < "2026-02"
    }
    assert found(corpus, "source", "date:>2025-09-04") == {
        one for one, date in dates.items() if date > "2025-09-04"
    }


def test_words_of_headlines_only(corpus: Corpus) -> None:
    titles = {one.id: one.title or "" for one in corpus.listing("source")}
    assert found(corpus, "source", "in:headline ukraine ") == {
        one for one, title in titles.items() if "ukraine" in title.casefold()
    }
    lines = {
        (one.id, block.start, block.end)
        for one in corpus.listing("source")
        for block in one.blocks
        if block.kind == "headline"
    }
    for one in corpus.occurrences("in:headline ukraine "):
        assert any(
            source == one.source and start <= one.start and one.end <= end
            for source, start, end in lines
        )


def test_near_words_have_no_more_than_so_many_words_between(corpus: Corpus) -> None:
    both = found(corpus, "pledge", "ceasefire russia ")
    near = corpus.occurrences("ukraine NEAR/2 guarantees ")
    far = corpus.occurrences("ukraine NEAR/30 guarantees ")
    assert near
    assert set(near) < set(far)
    assert found(corpus, "pledge", "ceasefire NEAR russia ") <= both
    for one in near:
        text = corpus.text(one.source)
        words = text[max(one.start - 60, 0) : one.end + 60].casefold()
        assert "ukraine" in words
        assert "guarantees" in words


def test_near_in_a_field_asks_of_that_part(corpus: Corpus) -> None:
    pledges = list(corpus.listing("pledge", Narrowing(query="cond:russia NEAR ceasefire ")))
    assert pledges
    for one in pledges:
        assert "Russia" in one.condition.text
        assert "ceasefire" in one.condition.text
    assert found(corpus, "pledge", "cond:ceasefire NEAR russia ") == {one.id for one in pledges}
    assert found(corpus, "pledge", "-(cond:ceasefire NEAR russia )") == found(
        corpus, "pledge", ""
    ) - {one.id for one in pledges}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("pieces", "pattern"),
    [
        ("*fire* ", r"/\w*fire\w*/"),
        ("*antees ", r"/\w*antees\b/"),
        ("gua*s ", r"/\bgua\w*s\b/"),
        ("secur* ", r"/\bsecur/"),
        ("*o* ", r"/o/"),
        ("*e-fire* ", r"/e-fire/"),
    ],
)
def test_a_word_is_found_by_its_pieces(
    corpus: Corpus, kind: Kind, pieces: str, pattern: str
) -> None:
    assert found(corpus, kind, pieces) == found(corpus, kind, pattern)


def test_pieces_that_many_words_hold_or_that_reach_over_words_are_marked_alike(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_words = corpus.occurrences("*fir*re* "), corpus.search("*fir*re* ")
    monkeypatch.setattr("store.wording._MOST_TERMS", 0)
    assert (corpus.occurrences("*fir*re* "), corpus.search("*fir*re* ")) == by_words
    assert corpus.occurrences("*so-call* ") == corpus.occurrences(r"/\bso-called\b/")


def test_the_limit_of_time_is_that_of_the_whole_query(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What patterns took over one kind of record is gone for the next."""
    query = r"/sec.rity/"
    clock = count()
    monkeypatch.setattr("store.wording.monotonic", lambda: next(clock))
    monkeypatch.setattr("store.wording.SECONDS", 1e9)
    pledges = found(corpus, "pledge", query)
    spent = corpus.looked().spent[query]
    assert spent > len(pledges)
    monkeypatch.setattr("store.wording.SECONDS", spent + 5)
    with pytest.raises(QueryError, match="takes longer"):
        corpus.looked_for(parse(query))
    assert found(corpus, "pledge", query) == pledges  # that was found before


def test_what_was_looked_for_is_not_looked_for_again(
    corpus: Corpus, seeds_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = r"/sec.rity/"
    with Corpus.open(seeds_store) as other:
        looked = other.looked_for(parse(query)).copied()
    monkeypatch.setattr("store.wording.Wording._search", None)
    corpus.adopt(looked)
    assert found(corpus, "pledge", query)
    assert looked.spent[query] > 0


def test_patterns_and_spellings_have_places_in_the_texts(corpus: Corpus) -> None:
    for query, words in ((r"/\d+ countries/", "countries"), ("~zelensky", "Zelensk")):
        places = corpus.occurrences(query)
        assert places
        for one in places:
            assert words in corpus.text(one.source)[one.start : one.end]


def test_quotes_and_pledges_that_are_asked_for_are_the_places(corpus: Corpus) -> None:
    pledges = list(corpus.listing("pledge", Narrowing(query="stance:refusal")))
    places = {(one.source, one.start, one.end) for one in corpus.occurrences("stance:refusal")}
    assert places == {(one.source, *one.extent) for one in pledges}


def test_a_pattern_that_takes_too_long_is_given_up(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.wording.SECONDS", 0.05)
    with pytest.raises(QueryError, match="takes longer") as slow:
        len(corpus.listing("source", Narrowing(query=f"ukraine {CATASTROPHE}")))
    assert slow.value.text[slow.value.start - 1 : slow.value.end + 1] == CATASTROPHE


def test_a_slow_pattern_with_a_slash_in_it_is_shown_whole(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.wording.SECONDS", 0.0)
    with pytest.raises(QueryError, match="takes longer") as slow:
        len(corpus.listing("source", Narrowing(query=r"ukraine /and\/or/")))
    assert slow.value.text[slow.value.start : slow.value.end] == r"and\/or"


terms = st.sampled_from(
    [
        *(field.example for field in FIELDS.values()),
        *(f"{field.name}:{value}" for field in FIELDS.values() for value in field.values),
        *("ukraine", "~macron", '"security guarantees"', r"/\d+ c/", "by:~ital", "to:/uk.*/"),
        *("date:>2025", "confidence:..0.7", "strength:<agreed", 'source:"0%"', "26,000", "a\0b"),
        *("ukraine NEAR/3 peace", "cond:russia NEAR ceasefire", '"peace deal" NEAR a', "*fire*"),
        *("by:*ron", "note:x", "has:note", "about:*sec*ty", "*o-c*", "ceasef*"),
        *("tag:x", "tag:ask", "tag:/a.k/", "has:tag", "is:bookmarked", "-is:bookmarked"),
    ]
)
queries = st.recursive(
    terms,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map("{0[0]} {0[1]}".format),
        st.tuples(parts, parts).map("({0[0]} OR {0[1]})".format),
        parts.map("-({})".format),
    ),
    max_leaves=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries.map("({})".format))
def test_whatever_is_asked_each_record_is_found_once_and_each_place_in_an_article_found(
    corpus: Corpus, query: str
) -> None:
    try:
        parse(query)
    except QueryError:
        return
    for kind in KINDS:
        listed = [one.id for one in corpus.listing(kind, Narrowing(query=query))]
        assert len(listed) == len(set(listed)) == len(corpus.listing(kind, Narrowing(query=query)))
        if kind in ("quote", "pledge"):
            assert found(corpus, kind, f"-{query}") == found(corpus, kind, "") - set(listed)
    sources = found(corpus, "source", query)
    assert {hit.source for hit in corpus.search(query) if hit.kind == "source"} <= sources
    for one in corpus.occurrences(query):
        assert one.source in sources
        assert 0 <= one.start < one.end <= len(corpus.text(one.source))


@pytest.mark.parametrize(
    "query",
    [
        "(" * 39 + "a OR by:macron" + ")" * 39,
        " ".join(f"by:a{n}" for n in range(100)),
        " OR ".join(f"-(by:a{n} -stance:refusal)" for n in range(50)),
        "-" * 80 + "macron",
        "source:\ud800a OR by:\ud800a OR ~\ud800abc OR /\ud800/",
        "source:a\0b OR outlet:a\0b OR a\0b",
        " ".join(f"-(outlet:a OR -to:b{n})" for n in range(33)),
    ],
)
def test_no_query_is_too_deep_or_too_long_for_the_store(corpus: Corpus, query: str) -> None:
    for kind in KINDS:
        assert len(corpus.listing(kind, Narrowing(query=query))) >= 0
    corpus.search(query)
    corpus.occurrences(query)


def test_saved_queries_stay_in_their_order_until_they_are_forgotten(corpus: Corpus) -> None:
    for query in ("by:macron", "cond:deal", "by:macron"):
        corpus.save_query(query)
    assert corpus.saved_queries() == ["by:macron", "cond:deal"]
    corpus.forget_query("by:macron")
    assert corpus.saved_queries() == ["cond:deal"]


def test_values_go_on_from_any_word_of_a_name(corpus: Corpus) -> None:
    assert corpus.values("by", "macr")[0] == "Emmanuel Macron"
    assert corpus.values("outlet", "swe") == ["Sweden Herald"]
    assert any("002" in one for one in corpus.values("source", "002"))
    assert corpus.values("stance", "re") == []
