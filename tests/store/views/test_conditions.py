"""The view of conditions: groups by what must happen first, and what if it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.listing import ALL, Narrowing
from store.records import Findings
from store.views import conditions
from store.views.board import Board, Row
from tests.store.samples import PIPELINE, actor, article, findings
from tests.store.views import made_up

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds"


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    made_up.fill(corpus)
    return corpus


def whole(corpus: Corpus, *met: str, narrowing: Narrowing = ALL) -> Board:
    *_, board = conditions.boards(corpus, narrowing, frozenset(met))
    assert board.whole
    return board


def group(board: Board, key: str) -> list[Row]:
    return [row for row in board.rows if row.group == key]


def data(rows: Iterable[Row], kind: str) -> list[dict[str, Any]]:
    return [{**row.data} for row in rows if row.data and row.data["kind"] == kind]


def test_wordings_of_one_event_are_one_group_with_its_counts(filled: Corpus) -> None:
    rows = group(whole(filled), "ceasefire")
    assert rows[0].cells[0].text == "ceasefire · 3 pledges of 3 makers"
    assert [row.cells[0].text for row in rows[1:]] == ["Norland", "Sudmark", "the Coast League"]
    assert [row.cells[1].text for row in rows[1:]] == ["agreed", "ready", "refuses"]
    assert rows[1].cells[2].text == "guard the strait for Oland"
    assert rows[1].cells[4].text == "2031-05-02 Coast Courier"


def test_the_group_that_most_pledges_wait_for_stands_first(filled: Corpus) -> None:
    keys = [*dict.fromkeys(row.group for row in whole(filled).rows)]
    assert keys[0] == "ceasefire"
    assert "refusal of talks" in keys
    assert len(keys) == 3


def test_each_cell_leads_to_the_part_that_it_shows(filled: Corpus) -> None:
    row = group(whole(filled), "ceasefire")[1]
    text = filled.text(row.cells[0].words[0].source)
    parts = [[text[one.start : one.end] for one in cell.words] for cell in row.cells[:4]]
    assert parts == [
        ["Norland"],
        ["has agreed"],
        ["guard the strait", "Oland"],
        ["once the guns have fallen silent"],
    ]


def test_what_is_met_tells_what_falls_due_for_whom_and_what_lapses(filled: Corpus) -> None:
    rows = group(whole(filled, "ceasefire"), "ceasefire")
    assert "taken as met" in rows[0].cells[0].text
    (due,) = data(rows, "falls due")
    assert due["whom"] == "Oland"
    assert [(one["maker"], one["how"]) for one in due["makers"]] == [
        ("Norland", "agreed"),
        ("Sudmark", "ready"),
    ]
    (lapsed,) = data(rows, "lapses")
    assert [one["maker"] for one in lapsed["makers"]] == ["the Coast League"]


def test_who_is_uncommitted_is_ready_refuses_or_says_nothing(filled: Corpus) -> None:
    board = whole(filled, "ceasefire")
    told = data(group(board, "ceasefire"), "uncommitted")
    assert [(one["name"], one["stance"]) for one in told[:-1]] == [
        ("Sudmark", "readiness"),
        ("the Coast League", "refusal"),
    ]
    assert [one["name"] for one in told[-1]["silent"]] == ["Estmark"]
    assert not data(board.rows, "uncommitted")[len(told) :]


def test_persons_beneficiaries_and_who_has_to_act_first_are_not_waited_for(corpus: Corpus) -> None:
    text = "Norland has agreed to guard the strait once Estmark accepts a truce. Oland was there."
    one = made_up.told(
        text, (made_up.NORLAND,), "has agreed", "guard the strait", "once Estmark accepts a truce",
        category="0334", theme="0334", target=made_up.OLAND.id,
    )  # fmt: skip
    actors = (made_up.NORLAND, made_up.ESTMARK, made_up.OLAND, made_up.VERA)
    corpus.add(
        article(text, "a.txt"),
        findings(text, actors, (), (one,)),
        pipeline=PIPELINE,
    )
    assert not data(whole(corpus, "ceasefire").rows, "uncommitted")


def test_who_could_not_commit_is_not_waited_for_where_it_says_nothing(corpus: Corpus) -> None:
    text = (
        "Norland has agreed to guard the strait after a truce. State radio, a senior official, "
        "Lind Press, Vera Sand, the Coast League and Estmark were named. Nine towns are prepared "
        "to guard the strait."
    )
    radio, official = actor("State radio", "group"), actor("senior official", "group", quotes=1)
    press, towns = actor("Lind Press", "organisation"), actor("Nine towns", "group", pledges=1)
    guard: dict[str, Any] = {"category": "0334", "theme": "0334"}
    agreed = made_up.told(
        text, (made_up.NORLAND,), "has agreed", "guard the strait", "after a truce", **guard
    )
    ready = made_up.told(
        text, (towns,), "are prepared to", "guard the strait", None, "readiness", **guard
    )
    actors = (made_up.NORLAND, radio, official, press, made_up.VERA, made_up.LEAGUE)
    corpus.add(
        article(text, "a.txt"),
        findings(text, (*actors, made_up.ESTMARK, towns), (), (agreed, ready)),
        pipeline=PIPELINE,
    )
    says, silent = data(whole(corpus, "ceasefire").rows, "uncommitted")
    assert says["name"] == "Nine towns"
    assert {one["name"] for one in silent["silent"]} == {"Estmark", "the Coast League"}


def test_what_is_met_is_kept_and_followed(filled: Corpus) -> None:
    assert filled.met() == frozenset()
    before = filled.version()
    filled.set_met("ceasefire", True)
    filled.set_met("peace deal", True)
    assert filled.version() != before
    *_, board = conditions.boards(filled, ALL)
    assert data(board.rows, "falls due")
    filled.set_met("ceasefire", False)
    assert filled.met() == {"peace deal"}


def test_what_the_first_pledges_wait_for_is_shown_before_all_is_read(filled: Corpus) -> None:
    first, *_, last = conditions.boards(filled, ALL)
    assert not first.whole
    assert [row.key for row in first.rows] == [row.key for row in last.rows]


def test_a_condition_that_no_list_knows_stands_in_its_own_words(filled: Corpus) -> None:
    (top,) = (
        row for row in whole(filled).rows if row.data and row.data.get("name", "").startswith("if ")
    )
    assert top.cells[0].text == "if the harbour is dredged · 2 pledges of 2 makers"


def test_a_query_narrows_it_and_an_empty_one_says_so(filled: Corpus) -> None:
    board = whole(filled, narrowing=Narrowing(query="by:sudmark"))
    assert {row.cells[0].text for row in board.rows if not row.flows} == {"Sudmark"}
    empty = whole(filled, narrowing=Narrowing(query="by:nobody"))
    assert not empty.rows
    assert empty.nothing.endswith(".")


def test_a_doubtful_pledge_shows_it(corpus: Corpus) -> None:
    text = "Norland may guard the strait after a truce."
    one = made_up.told(
        text, (made_up.NORLAND,), "may", "guard the strait", "after a truce", confidence=0.3
    )
    corpus.add(
        article(text, "a.txt"),
        findings(text, (made_up.NORLAND,), (), (one,)),
        pipeline=PIPELINE,
    )
    assert all(cell.doubtful for row in whole(corpus).rows for cell in row.cells)


CANAL = (
    "Kenya has agreed to send ships to Ghana once the guns fall silent, President Amina Otieno "
    "said on Monday.\n"
    "Chile is ready to deploy observers to Ghana after an armistice. Japan will not send troops "
    "to Ghana unless a truce holds.\n"
    "Peru promised to impose sanctions on Oman if Oman walks away from the negotiating table. "
    "Egypt vowed to lift its embargo as soon as the hostages are released.\n"
    "Latvia will pay for the canal once parliament has approved the treaty. Norway was among the "
    "states that took part."
)


def test_an_article_as_it_is_read_falls_into_groups(
    corpus: Corpus, extract: Callable[..., Findings]
) -> None:
    corpus.add(article(CANAL, "canal.txt"), extract(CANAL), pipeline=PIPELINE)
    board = whole(corpus, "ceasefire")
    told = {tuple(one["makers"]): one["condition"] for one in data(board.rows, "pledge")}
    assert told == {
        ("Kenya",): "ceasefire",
        ("Chile",): "ceasefire",
        ("Japan",): "ceasefire",
        ("Peru",): "refusal of talks",
        ("Egypt",): "release of people",
        ("Latvia",): "approval",
    }
    out = data(board.rows, "uncommitted")
    assert [one["name"] for one in out[:-1]] == ["Chile", "Japan"]
    assert {"Norway", "Latvia", "Egypt"} <= {one["name"] for one in out[-1]["silent"]}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold lies outside the project")
def test_the_seeds_hold_what_the_gold_says(seeds_store: Path) -> None:
    spans = {
        (path.stem, line.split("\t")[2])
        for path in GOLD.glob("*.ann")
        for line in path.read_text("utf-8").split("\n")
        if "\tCondition " in line
    }
    with Corpus.open(seeds_store) as corpus:
        board = whole(corpus)
        rows = data(board.rows, "pledge")
    told = [(one["condition"], one["words"]["text"]) for one in rows]
    gold = {words for _, words in spans}
    assert len({words for _, words in told} & gold) >= 0.83 * len(gold)
    ceasefire = {words for key, words in told if key == "ceasefire"}
    assert "when a ceasefire comes into force" in ceasefire
    assert "should a ceasefire be achieved" in ceasefire
    assert "on the day the conflict ends through a ceasefire, truce, or peace treaty" in ceasefire
    (spelled_out,) = (one for one in rows if one["words"]["text"] == "after a ceasefire")
    assert (spelled_out["condition"], spelled_out["makers"]) == ("ceasefire", ["26 countries"])
    assert ("peace deal", "after a peace deal with Russia is reached") in told
    assert ("refusal of talks", "if Russia refuses peace negotiations") in told
    assert all("ceasefire" in one or "truce" in one for one in ceasefire)
