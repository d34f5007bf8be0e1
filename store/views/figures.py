"""Counted things side by side: a heading a thing with its verdict, then a row a value."""

from __future__ import annotations

from collections.abc import Iterator

from store.corpus import Corpus
from store.figures import ONCE, told
from store.listing import Narrowing
from store.plurals import count
from store.records import Agreement, Count, Figure
from store.views.board import Board, Column, Row, cell, heading, steps, words_of
from store.views.looking import Look

COLUMNS = (
    Column("words", 24),
    Column("date", 10, 10),
    Column("outlet", 13, 20),
    Column("who tells it", 18, 30),
)
_ORDER: dict[Agreement, int] = {"conflict": 0, "update": 1, "compatible": 2, "same": 3}


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """What articles disagree on stands first, then what moved; what one origin tells is last."""
    look = Look(corpus)
    figures = corpus.listing("figure", narrowing)
    found: list[Figure] = []
    for upto in steps(len(figures)):
        found += figures.window(len(found), upto)
        ordered = sorted(found, key=lambda one: (_ORDER[one.verdict], told(one) == ONCE))
        yield Board(
            COLUMNS,
            tuple(row for figure in ordered for row in _figure(figure, look)),
            count(len(figures), "counted thing"),
            "No counted thing was found.",
            whole=upto >= len(figures),
        )


def _figure(figure: Figure, look: Look) -> Iterator[Row]:
    words = [words_of(one) for one in figure.values]
    parts = [(f"{told(figure)} ", figure.verdict), (figure.subject, "strong")]
    yield heading(f"{figure.id} title", parts, words, record=figure.id)
    for number, one in enumerate(figure.values):
        yield _value(figure, number, one, look)


def _value(figure: Figure, number: int, one: Count, look: Look) -> Row:
    words = (words_of(one),)
    actor = look.actor(one.actor)
    name = actor.name if actor else ""
    place = {**look.told(words[0]), "value": one.value, "approx": one.approx, "actor": name or None}
    data = {"figure": figure.id, "subject": figure.subject, "verdict": figure.verdict, **place}
    return Row(
        f"{figure.id} {number}",
        (
            cell(one.span.text, words, "strong"),
            cell(look.date(one.source) or "", words, "date"),
            cell(look.outlet(one.source), words),
            cell(name, words, "maker"),
        ),
        data,
        record=figure.id,
    )
