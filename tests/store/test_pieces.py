"""Words in several pieces are shown with what is left out between them marked, everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from store.corpus import Corpus
from store.likeness import difference
from store.listing import ALL
from store.spans import pieced
from store.views import boards
from tests.store.samples import PIPELINE, actor, article, findings, pledge, quote, slot
from tui.cards import whole
from tui.columns import Names, table
from tui.render import said_row

TEXT = (
    "“The dredging of the harbour”, Vera Sand said, “will not begin before the spring”.\n"
    "Norland has agreed to guard the strait, and the boats would be sent there at once."
)
VERA = actor("Vera Sand", "person", quotes=1)
NORLAND = actor("Norland", "country", pledges=1)
SAID = ("“The dredging of the harbour”", "“will not begin before the spring”")
DONE = ("the boats", "be sent there at once")


def fill(path: Path) -> Corpus:
    """An article with a quote and a pledge, each in two pieces."""
    said = quote(TEXT, VERA, "said", *SAID, speaker="Vera Sand")
    done = pledge(TEXT, (NORLAND,), "has agreed", "the boats", None, 0.9)
    done = replace(done, action=slot(TEXT, *DONE), stance="refusal")
    corpus = Corpus.open(path)
    corpus.add(
        article(TEXT, "a.txt", date="2031-05-02"),
        findings(TEXT, (VERA, NORLAND), (said,), (done,)),
        pipeline=PIPELINE,
    )
    return corpus


def test_what_is_next_to_each_other_stays_so_and_a_gap_is_marked() -> None:
    assert slot(TEXT, *DONE).told == "the boats […] be sent there at once"
    assert slot(TEXT, *DONE).text == "the boats be sent there at once"
    assert slot(TEXT, "has agreed").told == "has agreed"
    apart = (*slot(TEXT, "guard the strait").spans, *slot(TEXT, "has agreed").spans)
    assert pieced(apart) == "has agreed […] guard the strait"
    assert pieced((*slot(TEXT, "agreed").spans, *slot(TEXT, "has").spans)) == "has agreed"
    assert pieced((*slot(TEXT, "has agreed").spans, *slot(TEXT, "agreed to").spans)) == (
        "has agreed to"
    )
    assert pieced(()) == ""


def test_lists_tables_cards_views_and_hits_mark_it(tmp_path: Path) -> None:
    said, done = " […] ".join(SAID), " […] ".join(DONE)
    with fill(tmp_path / "pieces.db") as corpus:
        names = Names(corpus)
        (one,), (other,) = corpus.listing("quote"), corpus.listing("pledge")
        assert said in "".join(text for text, _ in said_row(one, names.actor, 200))
        assert done in "".join(text for text, _ in said_row(other, names.actor, 200))
        assert said in table("quote", [one], names, short=True)[1][0]
        assert done in table("pledge", [other], names, short=True)[1][0]
        for record, words in ((one, said), (other, done)):
            lines = whole(record, 200)
            assert words in " ".join("".join(text for text, _ in line) for line in lines)
        (entry,) = corpus.listing("entry")
        assert done in entry.action
        for name in ("matrix", "conditions", "timeline", "ledger"):
            *_, board = boards(name, corpus, ALL)
            told = " ".join(cell.text for row in board.rows for cell in row.cells)
            assert " ".join(DONE) not in told
        *_, board = boards("timeline", corpus, ALL)
        assert "has agreed […] the boats […] be sent" in board.rows[1].cells[1].text


def test_a_hit_shows_one_piece_and_that_there_are_others(tmp_path: Path) -> None:
    with fill(tmp_path / "pieces.db") as corpus:
        hit = next(one for one in corpus.search("dredging") if one.kind == "quote")
        assert (hit.before, hit.match, hit.after) == ("“The ", "dredging", " of the harbour”…")
        hit = next(one for one in corpus.search("spring") if one.kind == "quote")
        assert hit.before.startswith("…“will not begin")
        assert hit.after == "”"


def test_wordings_are_told_apart_piece_by_piece() -> None:
    base, whole_words = slot(TEXT, *SAID).told, "The dredging of the harbour will not begin"
    assert difference(base, base.replace(" […] ", " ")).none
    assert difference(base, "Nothing else").dropped == SAID
    found = difference(whole_words, base)
    assert "".join(text for text, how in found.words if how == "added") == "before the spring”"
    assert not found.dropped
