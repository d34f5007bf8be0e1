"""The ledger at a glance: chains as lines of movement, then entries, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store import ledger
from store.categories import offer
from store.corpus import Corpus
from store.documents import public
from store.listing import Narrowing
from store.plurals import count
from store.records import Chain, Entry, Link
from store.views.board import Board, Cell, Column, Part, Row, Words, cell, heading, steps
from store.views.looking import Look

COLUMNS = (
    Column("who", 16, 30),
    Column("offers", 24),
    Column("how firmly", 14, 40),
    Column("latest", 7, 7),
    Column("of", 3, 7, right=True),
)
_ARROW = (" → ", "quiet")


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """Chains first, then entries; ever more of them."""
    look = Look(corpus)
    rows: list[Row] = []
    entries = corpus.listing("entry", narrowing)

    def board(whole: bool) -> Board:
        nothing = "No pledge was found, so the ledger is empty."
        return Board(COLUMNS, tuple(rows), count(len(entries), "entry"), nothing, whole)

    links, due = 0, 40
    for chain in corpus.listing("chain", narrowing):
        rows += _chain(chain, look)
        links += len(chain.links)
        if links >= due:
            yield board(whole=False)
            due = 4 * links
    done = 0
    for upto in steps(len(entries)):
        rows += [_entry(entry, look) for entry in entries.window(done, upto)]
        done = upto
        yield board(whole=upto >= len(entries))


def _chain(chain: Chain, look: Look) -> Iterator[Row]:
    cells: list[Cell] = []
    said: list[Words] = []
    links: list[dict[str, Any]] = []
    before: str | None = ""
    for link in chain.links:
        entry = look.entry(link.entry)
        found = look.evidence(entry) if entry else []
        words = tuple(place for _, place in found if look.date(place.source) == link.date)
        parts: list[Part] = [_ARROW] if cells else []
        if link.date != before:
            parts.append((f"{link.date or 'no date'} ", "date"))
        before = link.date
        parts += [(", ".join(link.makers), ""), (f" {', '.join(link.strengths)}", "strength")]
        cells.append(Cell(tuple(parts), words))
        said += words
        told = [look.told(one) for one in words]
        links.append({**_link(link), "words": told})
    data = {**public(chain), "kind": "chain", "links": links}
    yield heading(f"{chain.id} title", [(look.offered(chain), "strong")], said, record=chain.id)
    yield Row(chain.id, tuple(cells), data, flows=True, record=chain.id)


def _link(link: Link) -> dict[str, Any]:
    """A link as `--json` gives it."""
    return {
        "date": link.date,
        "makers": [*link.makers],
        "strengths": [*link.strengths],
        "entry": link.entry,
    }


def _entry(entry: Entry, look: Look) -> Row:
    found = look.evidence(entry)
    words = tuple(place for _, place in found)
    what = offer(entry.category, entry.theme, entry.action, entry.beneficiary)
    return Row(
        entry.id,
        (
            cell(", ".join(entry.makers) or "unknown", words, "maker"),
            cell(what, words),
            Cell(tuple(_movement(entry)), words),
            cell(_month(entry.date), words, "date"),
            cell(f"{entry.origins}/{len(entry.evidence)}", words, entry.verdict),
        ),
        {**public(entry), "kind": "entry", "words": [look.told(one) for one in words]},
        record=entry.id,
    )


def _movement(entry: Entry) -> Iterator[Part]:
    """How far it bound at each moment, with months where that changed: `wants → agreed`.

    What articles contest is said first: they tell a refusal and another stance of one moment.
    """
    told = [(date, "/".join(strengths) or "told") for date, strengths in ledger.movement(entry)]
    moved = [one for at, one in enumerate(told) if not at or one[1] != told[at - 1][1]]
    if entry.verdict == "contested":
        yield "contested ", entry.verdict
    for at, (date, how) in enumerate(moved):
        if at:
            yield _ARROW
        yield how, "strength"
        if len(moved) > 1:
            yield f" {_month(date)}".rstrip(), "date"


def _month(date: str | None) -> str:
    return (date or "")[:7]
