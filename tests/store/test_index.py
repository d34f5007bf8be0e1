"""Full text: what is found, in which order, and where exactly it stands."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.corpus import BEST, SORTS, Corpus, Hit, Narrowing
from store.database import Database
from store.documents import pledge_from, quote_from
from store.errors import QueryError
from store.ids import text_id
from store.index import FULL_TEXT, Marked, expression
from store.records import KINDS, Findings
from store.searching import densest
from tests.store.samples import (
    FERRY,
    HARBOUR,
    PIPELINE,
    actor,
    article,
    ferry,
    findings,
    harbour,
    pledge,
    quote,
)


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.add(
        article(HARBOUR, "h.txt", outlet="The Norland Post", date="2025-09-04", title="Harbour"),
        harbour(),
        pipeline=PIPELINE,
    )
    corpus.add(article(FERRY, "f.txt", date="2026-01-06"), ferry(), pipeline=PIPELINE)
    return corpus


def texts(corpus: Corpus, words: str) -> list[str]:
    found = corpus.occurrences(words)
    return [corpus.text(one.source)[one.start : one.end] for one in found]


def kinds(hits: list[Hit]) -> set[str]:
    return {hit.kind for hit in hits}


def test_all_words_must_occur_and_the_last_is_a_prefix(filled: Corpus) -> None:
    assert [hit.source for hit in filled.search("dredging storm") if hit.kind == "source"] == [
        text_id(HARBOUR)
    ]
    assert filled.search("dredging ferry") == []
    assert kinds(filled.search("lend mon")) == {"source", "pledge"}
    assert filled.search("len money") == []


def test_case_and_accents_are_folded(filled: Corpus) -> None:
    for words in ("ZOE BRANDT", "zoë bra", "Zoe\u0308"):
        assert "actor" in kinds(filled.search(words))


@pytest.mark.parametrize("words", ["", "  ", "—", "“…”", '"', "\0", "*", "()"])
def test_without_letters_or_digits_nothing_is_found_and_nothing_narrowed(
    filled: Corpus, words: str
) -> None:
    assert filled.search(words) == []
    assert filled.occurrences(words) == []
    assert len(filled.listing("source", Narrowing(query=words))) == 2


@pytest.mark.parametrize(
    "words",
    [
        'a"b', "NEAR(a b)", "harbour AND", "OR", "title:harbour", "-harbour", "^harbour",
        "har*bour", "{x}", "'; DROP TABLE sources; --", "we cannot’t", "\ud800 harbour", "a\0b",
        "x " * 3000, "“" * 5000, "ab" * 40000,
    ],
)  # fmt: skip
def test_no_input_is_a_syntax_error(filled: Corpus, words: str) -> None:
    """The store answers, or the query's own error says why it cannot be meant."""
    asked(filled, words)


def asked(corpus: Corpus, words: str) -> None:
    with suppress(QueryError):
        corpus.search(words)
        corpus.occurrences(words)
        for kind in KINDS:
            len(corpus.listing(kind, Narrowing(query=words)))


@given(words=st.text(max_size=40), begun=st.booleans())
def test_any_expression_is_well_formed(words: str, begun: bool) -> None:
    found = expression(words, ["text"], begun=begun)
    assert found is None or found.startswith('{text} : "')
    assert found is None or found.endswith('"*' if begun else '"')
    assert found is None or found.count('"') == 2


def test_any_words_can_be_searched(filled: Corpus) -> None:
    terms = [
        *'"*():^-+{} ~/', "a", "NEAR", "OR", "by:ada", "-by:", "cond:", "stance:refusal",
        "NEAR", "NEAR/2", "*", "*a*", "note:a", "has:note",
        "strength:>=ready", "date:2025..", "in:headline", "has:cue", "is:moved", "/a+/", "~dregded",
    ]  # fmt: skip

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(words=st.text(max_size=30) | st.lists(st.sampled_from(terms)).map(" ".join))
    def search(words: str) -> None:
        asked(filled, words)

    search()


def test_an_article_is_found_by_text_title_and_outlet(filled: Corpus) -> None:
    by_text, by_outlet = filled.search("storm"), filled.search("norland post")
    (hit,) = (one for one in by_text if one.kind == "source")
    assert (hit.id, hit.outlet) == (text_id(HARBOUR), "The Norland Post")
    assert hit.start is not None
    assert HARBOUR[hit.start : hit.end] == hit.match == "storm"
    assert (hit.before + hit.match + hit.after).endswith("“for another storm.”")
    assert [one.id for one in by_outlet if one.kind == "source"] == [text_id(HARBOUR)]


def test_a_hit_in_the_outlet_alone_has_no_place(corpus: Corpus) -> None:
    corpus.add(article("Nothing of note.", outlet="Daily Gull"), Findings(), pipeline=PIPELINE)
    assert corpus.search("gull") == [
        Hit("source", text_id("Nothing of note."), text_id("Nothing of note."), "Daily Gull",
            None, None, "Daily ", "Gull", "")
    ]  # fmt: skip


def test_a_quote_is_found_by_its_words_and_speaker(filled: Corpus) -> None:
    for words, match in (
        ("dredged spring", "dredged"),
        ("finance lindqvist dredged", None),
        ("ada dredged", "dredged"),
        ("wait", "wait"),
        ("another storm", "another storm"),
        ("ada storm", "storm"),
    ):
        hits = [hit for hit in filled.search(words) if hit.kind == "quote"]
        if match is None:
            assert hits == []
            continue
        (hit,) = hits
        assert hit.match == match
        assert hit.source == text_id(HARBOUR)
        assert hit.start is not None
        assert HARBOUR[hit.start : hit.end] == match
    (by_name,) = (hit for hit in filled.search("ada wait") if hit.kind == "quote")
    assert by_name.match == "wait"


def test_a_match_across_two_fragments_ends_with_the_first(corpus: Corpus) -> None:
    text = "“Pay now,” he said, “or never.”"
    one = quote(text, None, "said", "“Pay now", "or never.”")
    corpus.add(article(text), findings(text, quotes=[one]), pipeline=PIPELINE)
    (hit,) = (hit for hit in corpus.search("now or") if hit.kind == "quote")
    assert text[hit.start : hit.end] == hit.match == "now"


def test_a_pledge_is_found_by_its_words_and_makers(filled: Corpus) -> None:
    found = {}
    for words in ("sudmark", "vote", "agreed pay", "dredging norland"):
        (hit,) = (hit for hit in filled.search(words) if hit.kind == "pledge")
        assert HARBOUR[hit.start : hit.end] == hit.match
        found[words] = hit.match
    assert found == {
        "sudmark": "Sudmark", "vote": "vote", "agreed pay": "pay", "dredging norland": "dredging",
    }  # fmt: skip


def test_a_record_is_found_by_its_actors_full_name_from_another_article(filled: Corpus) -> None:
    (hit,) = (hit for hit in filled.search("ada lend") if hit.kind == "pledge")
    assert hit.source == text_id(FERRY)
    (by_name,) = (hit for hit in filled.search("ada") if hit.kind == "pledge")
    assert (by_name.start, by_name.match) == (None, "Ada")
    assert by_name.after.startswith(" Lindqvist: lend the money")


def test_a_renamed_actors_records_are_found_by_the_name_that_is_left(filled: Corpus) -> None:
    filled.remove(text_id(HARBOUR))
    assert filled.search("ada") == []
    assert [hit.kind for hit in filled.search("lindqvist lend")][:1] == ["pledge"]


def test_an_actor_is_found_by_name_and_alias(corpus: Corpus) -> None:
    text = "The iron minister, Ada Lindqvist, was there."
    ada = actor("Ada Lindqvist", "person", "the iron minister")
    corpus.add(article(text), findings(text, [ada]), pipeline=PIPELINE)
    (by_name,) = (hit for hit in corpus.search("lindq") if hit.kind == "actor")
    (by_alias,) = (hit for hit in corpus.search("iron") if hit.kind == "actor")
    assert (by_name.before, by_name.match, by_name.after) == ("Ada ", "Lindqvist", "")
    assert (by_alias.before, by_alias.match, by_alias.after) == (
        "the ", "iron", " minister (Ada Lindqvist)",
    )  # fmt: skip


def test_the_best_comes_first_and_a_limit_keeps_the_best(corpus: Corpus) -> None:
    for n in range(12):
        text = f"Item {n}. " + "A long report on roads and rails and nothing else. " * 8
        corpus.add(article(text), Findings(), pipeline=PIPELINE)
    once = "Item x. " + "A long report on roads and rails and nothing else. " * 8 + "A lighthouse."
    often = "The lighthouse. Lighthouse keepers keep the lighthouse."
    titled = "Some roads are long."
    for text, title in ((once, None), (often, None), (titled, "Lighthouse")):
        corpus.add(article(text, title=title), Findings(), pipeline=PIPELINE)
    hits = corpus.search("lighthouse")
    assert {hit.id for hit in hits[:2]} == {text_id(often), text_id(titled)}
    assert hits[2].id == text_id(once)
    assert corpus.search("lighthouse", limit=1) == hits[:1]
    assert corpus.search("lighthouse", limit=0) == []


def test_a_snippet_is_one_line_of_whole_words(corpus: Corpus) -> None:
    text = "A first line.\r\n" + "Words before it come in numbers.\n" * 5 + "The buoy\tfloats. " * 9
    corpus.add(article(text), Findings(), pipeline=PIPELINE)
    (hit,) = corpus.search("buoy")
    assert hit.before == "…it come in numbers. Words before it come in numbers. The "
    assert hit.after == " floats. The buoy floats. The buoy floats. The buoy…"
    assert text[hit.start : hit.end] == "buoy"


def test_a_snippet_is_where_the_words_stand_together(corpus: Corpus) -> None:
    text = "Countries meet again, led by one. " + "Nothing else. " * 9 + "Then 26 countries sign."
    corpus.add(article(text), Findings(), pipeline=PIPELINE)
    (hit,) = corpus.search("26 countries")
    assert hit.match == "26 countries"
    assert hit.start is not None
    assert text[hit.start : hit.end] == "26 countries"


@pytest.mark.parametrize(
    ("text", "marks", "chosen"),
    [
        ("none here", (), None),
        ("a one", ((2, 5),), (2, 5)),
        ("one one two", ((0, 3), (4, 7), (8, 11)), (4, 7)),
        ("one - - two, one two", ((0, 3), (8, 11), (13, 20)), (13, 20)),
        ("one" + " " * 90 + "two one", ((0, 3), (93, 96), (97, 100)), (93, 96)),
        ("one two One two", ((0, 7), (8, 15)), (0, 7)),
        ("   one", ((0, 3), (3, 6)), (3, 6)),
        ("   ", ((0, 2),), (0, 2)),
    ],
)
def test_the_mark_with_most_different_words_behind_it_is_chosen(
    text: str, marks: tuple[tuple[int, int], ...], chosen: tuple[int, int] | None
) -> None:
    assert densest(Marked(text, marks)) == chosen


def test_occurrences_come_by_the_sources_order_then_by_place(filled: Corpus) -> None:
    found = filled.occurrences("harbour")
    newest, older = text_id(FERRY), text_id(HARBOUR)
    assert [one.source for one in found] == [newest, older, older]
    assert [one.start for one in found] == [
        FERRY.index("harbour"),
        HARBOUR.index("harbour"),
        HARBOUR.rindex("harbour"),
    ]
    assert texts(filled, "harbour") == ["harbour"] * 3


def test_occurrences_come_in_the_order_in_which_sources_are_listed(filled: Corpus) -> None:
    for order in (*SORTS["source"], BEST):
        listed = filled.listing("source", Narrowing(query="harbour"), order)
        found = filled.occurrences("harbour", order)
        assert [*dict.fromkeys(one.source for one in found)] == [one.id for one in listed]
        assert sorted(found) == sorted(filled.occurrences("harbour"))
    best = [one.source for one in filled.occurrences("harbour", BEST)]
    assert best != [one.source for one in filled.occurrences("harbour")]


def counted_alike(corpus: Corpus, word: str, order: str = "") -> None:
    """The counts of a word are those of its places, in the same order, text by text."""
    found = corpus.occurrences(word, order)
    counts = corpus.counted(word, order)
    assert counts is not None
    assert counts == Counter(one.source for one in found)
    assert [*counts] == [*dict.fromkeys(one.source for one in found)]
    for source in counts:
        there = [(one.start, one.end) for one in found if one.source == source]
        assert corpus.places_in(word, source) == there


@pytest.mark.parametrize("order", [*SORTS["source"], BEST])
@pytest.mark.parametrize("word", ["harbour", "harbour ", "HARB", "a", "norland ", "nowhere"])
def test_places_of_one_word_are_counted_without_looking_at_them(
    filled: Corpus, word: str, order: str
) -> None:
    counted_alike(filled, word, order)
    filled.set_note(text_id(FERRY), f"a note: {word}")
    counted_alike(filled, word, order)


@given(
    text=st.text(st.sampled_from("aAáb-'1 .\n使ß"), min_size=1, max_size=40),
    word=st.sampled_from(["a", "a ", "aa", "ab ", "b", "1", "1b "]),
)
def test_they_are_counted_alike_in_any_text(
    text: str, word: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Corpus.open(tmp_path_factory.mktemp("index") / "x.db") as corpus:
        corpus.add(article(f"a {text}"), Findings(), pipeline=PIPELINE)
        counted_alike(corpus, word)


@pytest.mark.parametrize(
    "query", ["", "storm wait", '"a storm"', "-storm", "by:norland", "naïve", "*orm*", "in:text a"]
)
def test_places_of_other_queries_are_looked_for(filled: Corpus, query: str) -> None:
    try:
        assert filled.counted(query) is None
    except QueryError:
        assert query == "in:text a"
    assert filled.places_in("storm", "s0") == []


def test_neighbouring_words_are_one_occurrence(filled: Corpus) -> None:
    assert texts(filled, "another storm") == ["another storm"]
    assert texts(filled, "storm another") == ["another storm"]
    assert texts(filled, "cannot lindqvist wait")[-2:] == ["cannot wait", "Lindqvist"]


def test_offsets_count_code_points_of_the_text_as_it_stands(corpus: Corpus) -> None:
    text = "\ufeff𝄞 “Ünïcode”\r\n—\u00a0naïve buoy’s\tbuoy \ufdd0x\ufdd1 e\u0301 buoy"
    corpus.add(article(text), Findings(), pipeline=PIPELINE)
    assert corpus.text(text_id(text)) == text
    assert texts(corpus, "buoy") == ["buoy", "buoy", "buoy"]
    assert texts(corpus, "unicode") == ["Ünïcode"]
    assert texts(corpus, "naive") == ["naïve"]
    assert [one.start for one in corpus.occurrences("buoy")] == [
        at for at in range(len(text)) if text.startswith("buoy", at)
    ]


WIDE = (
    "\ufeff𝄞 “Ünïcode”\r\n大使 said—the cease-fire\u00a0in Sudmärk e\u0301 holds; "
    "later a Ceasefíre in sudmark"
)


def test_near_words_and_pieces_are_marked_where_they_stand(corpus: Corpus) -> None:
    corpus.add(article(WIDE), Findings(), pipeline=PIPELINE)
    assert texts(corpus, "unicode NEAR/1 said ") == ["Ünïcode", "said"]
    assert texts(corpus, "unicode NEAR/0 said ") == []
    assert texts(corpus, "fire NEAR/1 sudmark ") == ["fire", "Sudmärk"]
    assert texts(corpus, "ceasefire NEAR/1 sudm") == ["Ceasefíre", "sudmark"]
    assert texts(corpus, '"cease fire" NEAR/1 sudmark ') == ["cease-fire", "Sudmärk"]
    assert texts(corpus, "*fire* ") == ["fire", "Ceasefíre"]
    assert texts(corpus, "*ma*k ") == ["Sudmärk", "sudmark"]
    assert texts(corpus, "ce*re ") == ["Ceasefíre"]
    (hit,) = corpus.search("*sefir* ")
    assert hit.start is not None
    assert WIDE[hit.start : hit.end] == hit.match == "Ceasefíre"
    assert hit.after == " in sudmark"
    (near,) = corpus.search("ceasefire NEAR/1 sudmark ")
    assert near.match == "Ceasefíre"


@pytest.mark.parametrize("most", [0, 200])
def test_pieces_are_marked_alike_however_they_are_looked_for(
    corpus: Corpus, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.wording._MOST_TERMS", most)
    corpus.add(article(WIDE), Findings(), pipeline=PIPELINE)
    assert texts(corpus, "*fire* ") == ["fire", "Ceasefíre"]
    assert texts(corpus, "*markets* ") == []
    assert texts(corpus, "*märk ") == ["Sudmärk", "sudmark"]
    assert [hit.match for hit in corpus.search("*使 ")] == ["大使"]


@given(text=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=60))
@settings(deadline=None)
def test_offsets_hold_in_any_text(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Corpus.open(tmp_path_factory.mktemp("index") / "x.db") as corpus:
        whole = f"{text} buoy {text}"
        corpus.add(article(whole), Findings(), pipeline=PIPELINE)
        assert corpus.text(text_id(whole)) == whole
        found = [(one.start, one.end) for one in corpus.occurrences("buoy")]
        assert (len(text) + 1, len(text) + 5) in found
        assert all(whole[start:end].casefold().startswith("buoy") for start, end in found)


def test_articles_come_newest_first_with_their_places(filled: Corpus) -> None:
    newest, older = filled.newest("harbour")
    assert (newest.source, older.source) == (text_id(FERRY), text_id(HARBOUR))
    assert FERRY[newest.start : newest.end] == newest.match == "harbour"
    assert filled.newest("harbour", limit=1) == [newest]
    assert filled.newest("") == filled.newest("nothing such") == []
    assert set(filled.newest("harbour")) == {
        hit for hit in filled.search("harbour") if hit.kind == "source"
    }


def test_the_index_follows_every_change(filled: Corpus) -> None:
    changed = HARBOUR.replace("storm", "winter")
    filled.add(article(changed, "h.txt"), Findings(), pipeline=PIPELINE)
    assert filled.search("storm") == []
    assert kinds(filled.search("winter")) == {"source"}
    filled.remove(text_id(HARBOUR))
    assert filled.search("winter") == []
    assert filled.search("sudmark") == []


def test_the_index_is_as_if_made_anew(filled: Corpus) -> None:
    filled.add(article(HARBOUR + " More.", "h.txt"), harbour(), pipeline=PIPELINE)
    filled.add(article(HARBOUR, "other.txt", outlet="New Post"), harbour(), pipeline="2")
    filled.remove(text_id(FERRY))
    filled.close()
    database = Database(filled.path)
    for at in FULL_TEXT.values():
        name = f"{at.table}_words"
        database.rows.run(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    database.close()


def test_the_index_reads_a_records_parts_as_the_record_has_them(filled: Corpus) -> None:
    """Offsets are counted along these lines."""
    filled.close()
    with Database(filled.path) as database:
        sql = "SELECT rowid, content, cue, speaker FROM quotes_words_read"
        for row, *words in database.rows.run(sql):
            one = quote_from(database.rows_of("quotes").documents([row])[row])
            slots = (one.content, one.cue, one.speaker)
            assert words == [slot.text if slot else None for slot in slots]
        sql = (
            "SELECT rowid, action, trigger, condition, beneficiary, makers FROM pledges_words_read"
        )
        for row, *words in database.rows.run(sql):
            deal = pledge_from(database.rows_of("pledges").documents([row])[row])
            four = (deal.action, deal.trigger, deal.condition, deal.beneficiary)
            makers = "\n".join(maker.text for maker in deal.makers)
            assert words == [*(slot.text if slot else None for slot in four), makers]


def test_records_without_some_slots_are_found(corpus: Corpus) -> None:
    text = "No more boats will come."
    bare = replace(pledge(text, (), "will", "No more boats"), action=None)
    silent = replace(quote(text, None, "will", "No more boats"), cue=None)
    corpus.add(article(text), findings(text, (), [silent], [bare]), pipeline=PIPELINE)
    (hit,) = (hit for hit in corpus.search("will") if hit.kind == "pledge")
    assert text[hit.start : hit.end] == "will"
    assert kinds(corpus.search("boats")) == {"source", "quote"}
