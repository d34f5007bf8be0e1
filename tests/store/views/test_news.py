"""News: what articles that came since the last visit change, and what is new in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from store.corpus import Corpus, Narrowing
from store.ids import derived_id
from store.records import Count, Findings, Signature, Span, Why
from store.views import boards
from store.views.board import Board
from tests.store.ledger_samples import Report
from tests.store.samples import PIPELINE, actor, article, findings, quote

READY = Report(1, trigger="is ready to", strength="ready")
TOWNS = Report(2, topic=1, maker="nine towns", kind="group", date="2024-03-02")
TERMS = tuple((f"word{n}", 3) for n in range(20))
"""What articles of one story are about."""


def whole(corpus: Corpus, narrowing: Narrowing | None = None) -> Board:
    *_, board = boards("news", corpus, narrowing or Narrowing())
    return board


def told(board: Board, news: str) -> list[dict[str, Any]]:
    """What the rows of one sort of news say, as data."""
    return [{**row.data} for row in board.rows if row.data and row.data["news"] == news]


def shown(board: Board) -> list[str]:
    return [" | ".join(cell.text for cell in row.cells) for row in board.rows]


def check_words(corpus: Corpus, board: Board) -> None:
    assert board.rows
    for row in board.rows:
        for cell in row.cells:
            assert cell.words or not cell.text
            for words in cell.words:
                assert 0 <= words.start < words.end <= len(corpus.text(words.source))
        for words in row.data["words"] if row.data else ():
            assert words["text"] == corpus.text(words["source"])[words["start"] : words["end"]]


def speak(corpus: Corpus, text: str, who: str, content: str | None, name: str, date: str) -> None:
    """An article that names somebody and, with `content`, quotes them."""
    one = actor(who, "person")
    said = (quote(text, one, "said", content, speaker=who),) if content else ()
    corpus.add(article(text, name, date=date), findings(text, (one,), said), pipeline=PIPELINE)


def count(corpus: Corpus, text: str, words: str, value: int, name: str, date: str) -> None:
    """An article that counts ships sent to the strait."""
    start = text.index(words)
    one = Count(
        derived_id("count", name), "", value, None, Span(start, start + len(words), words),
        "ship", ("send", "strait"), "ships sent to the strait", None, None, 0.9, Why("number"),
    )  # fmt: skip
    corpus.add(
        article(text, name, date=date),
        Findings(counts=(one,), signature=Signature(TERMS)),
        pipeline=PIPELINE,
    )


def test_at_the_first_visit_all_is_new_and_said_in_one_sentence(corpus: Corpus) -> None:
    READY.into(corpus)
    TOWNS.into(corpus)
    board = whole(corpus)
    assert (board.rows, board.whole) == ((), True)
    assert board.nothing == "This is the first visit: all is new (2 articles)."


def test_where_nothing_came_that_is_said_with_the_day_of_the_last_visit(corpus: Corpus) -> None:
    READY.into(corpus)
    corpus.visit()
    board = whole(corpus)
    assert (board.rows, board.whole) == ((), True)
    assert board.nothing == f"Nothing new since the last visit, on {corpus.visits()[0].day}."


def test_an_article_that_came_has_one_line_with_its_first_words(corpus: Corpus) -> None:
    READY.into(corpus)
    corpus.visit()
    TOWNS.into(corpus)
    board = whole(corpus)
    (one,) = told(board, "article")
    assert (one["title"], one["changed"], one["words"][0]["source"]) == (None, False, TOWNS.id)
    assert shown(board)[-2:] == [
        "Articles 1",
        "2 | Report 2. nine towns has pledged to guard the strait for Sudmark. | 2024-03-02",
    ]
    check_words(corpus, board)


def test_one_whose_text_changed_says_so(corpus: Corpus) -> None:
    READY.into(corpus)
    corpus.visit()
    replace(READY, version=2).into(corpus)
    board = whole(corpus)
    assert [one["changed"] for one in told(board, "article")] == [True]
    assert "| changed Report 1." in shown(board)[-1]


def test_an_offer_that_new_evidence_binds_otherwise_is_shown_from_old_to_new(
    corpus: Corpus,
) -> None:
    READY.into(corpus)
    corpus.visit()
    agreed = replace(
        READY, number=3, topic=2, date="2024-06-01", trigger="has agreed to", strength="agreed"
    )
    agreed.into(corpus)
    board = whole(corpus)
    (one,) = told(board, "strength")
    assert (one["makers"], one["before"], one["now"]) == (["Norland"], ["ready"], ["agreed"])
    assert [words["text"].split(" to")[0] for words in one["words"]] == ["has agreed", "is ready"]
    assert "Norland | ready → agreed military protection for Sudmark | 2024-06-01" in shown(board)
    check_words(corpus, board)


def test_an_offer_that_is_told_again_as_it_was_is_no_news(corpus: Corpus) -> None:
    READY.into(corpus)
    corpus.visit()
    replace(READY, number=3, topic=2, date="2024-06-01").into(corpus)
    assert told(whole(corpus), "strength") == []


def test_a_new_moment_of_a_chain_is_a_new_link(corpus: Corpus) -> None:
    TOWNS.into(corpus)
    replace(TOWNS, number=3, maker="ten ports", topic=2, date="2024-04-01").into(corpus)
    corpus.visit()
    later = replace(
        TOWNS, number=4, topic=3, date="2024-06-01", strength="agreed", trigger="has agreed to"
    )
    later.into(corpus)
    board = whole(corpus)
    (one,) = told(board, "link")
    assert (one["makers"], one["now"]) == (["nine towns"], ["agreed"])
    assert [words["source"] for words in one["words"]] == [later.id]
    check_words(corpus, board)


def test_a_figure_moves_where_what_is_new_gives_another_value(corpus: Corpus) -> None:
    count(corpus, "They sent 15 ships to the strait.", "15 ships", 15, "a.txt", "2024-03-01")
    corpus.visit()
    count(corpus, "Now they sent 26 ships to the strait.", "26 ships", 26, "b.txt", "2024-03-02")
    board = whole(corpus)
    (one,) = told(board, "figure")
    assert (one["before"], one["now"]) == ([15], [26])
    assert [words["text"] for words in one["words"]] == ["26 ships", "15 ships"]
    check_words(corpus, board)


@pytest.mark.parametrize(("day", "word"), [("2024-03-01", "conflict"), ("2024-03-02", "update")])
def test_a_figure_is_judged_in_the_words_of_the_view_of_figures(
    corpus: Corpus, day: str, word: str
) -> None:
    count(corpus, "They sent 15 ships to the strait.", "15 ships", 15, "a.txt", "2024-03-01")
    corpus.visit()
    count(corpus, "Now they sent 26 ships to the strait.", "26 ships", 26, "b.txt", day)
    row = next(line for line in shown(whole(corpus)) if "15 ships" in line)
    assert f"| {word} 15 ships → 26 ships |" in row
    *_, board = boards("figures", corpus, Narrowing())
    assert board.rows[0].cells[0].text == f"{word} ships sent to the strait"


def test_a_figure_that_is_told_alike_is_no_news(corpus: Corpus) -> None:
    count(corpus, "They sent 15 ships to the strait.", "15 ships", 15, "a.txt", "2024-03-01")
    corpus.visit()
    count(corpus, "Again 15 ships to the strait.", "15 ships", 15, "b.txt", "2024-03-02")
    assert told(whole(corpus), "figure") == []


def test_who_was_only_named_and_speaks_now_is_quoted_for_the_first_time(corpus: Corpus) -> None:
    speak(corpus, "Ada Lind was seen.", "Ada Lind", None, "a.txt", "2024-03-01")
    speak(corpus, "Bo Ek said it rained.", "Bo Ek", "it rained", "b.txt", "2024-03-01")
    corpus.visit()
    speak(corpus, "Ada Lind said it snows.", "Ada Lind", "it snows", "c.txt", "2024-03-03")
    speak(corpus, "Bo Ek said it hails.", "Bo Ek", "it hails", "d.txt", "2024-03-03")
    speak(corpus, "Cy Holm said it thaws.", "Cy Holm", "it thaws", "e.txt", "2024-03-03")
    board = whole(corpus)
    (first,) = told(board, "quote")
    assert (first["name"], first["words"][0]["text"]) == ("Ada Lind", "it snows")
    (new,) = told(board, "actor")
    assert (new["name"], new["kind"], new["quotes"]) == ("Cy Holm", "person", 1)
    check_words(corpus, board)


@pytest.mark.parametrize("query", ["norland", "by:norland", "outlet:harbour"])
def test_news_are_narrowed_by_a_query(corpus: Corpus, query: str) -> None:
    READY.into(corpus)
    corpus.visit()
    TOWNS.into(corpus)
    replace(READY, number=3, topic=2, date="2024-06-01", outlet="Harbour Post").into(corpus)
    articles = told(whole(corpus, Narrowing(query=query)), "article")
    assert [one["words"][0]["outlet"] for one in articles] == ["Harbour Post"]


def test_since_an_earlier_visit_there_is_more(corpus: Corpus) -> None:
    corpus.visit()
    READY.into(corpus)
    corpus.visit()
    TOWNS.into(corpus)
    since: Sequence[tuple[int | None, int]] = ((None, 1), (2, 1), (1, 2))
    for number, articles in since:
        assert len(told(whole(corpus, Narrowing(since=number)), "article")) == articles


def test_much_news_comes_in_parts_the_last_one_whole(corpus: Corpus) -> None:
    corpus.visit()
    for number in range(60):
        Report(number, topic=number, maker=f"Land {number}", date="2024-03-01").into(corpus)
    made = [*boards("news", corpus, Narrowing())]
    assert [board.whole for board in made] == [False, True]
    first, last = ([row.key for row in board.rows] for board in made)
    assert [key for key in last if key in set(first)] == first
    assert len(told(made[-1], "article")) == 60
    assert len(last) == len(set(last))
