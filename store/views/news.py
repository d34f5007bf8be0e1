"""What came since the last visit: what it changed in the ledger first, then who and what is new.

All of it follows from which articles came, or have another text, since then. What a changed
article told before is not kept, so that all that it tells counts as new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from store import ledger
from store.categories import offer
from store.corpus import Corpus
from store.figures import told as verdict_of
from store.listing import Narrowing
from store.plurals import count
from store.records import Actor, Count, Entry, Evidence, Figure, Quote, Source
from store.views.board import Board, Cell, Column, Part, Row, Words, cell, heading, steps, words_of
from store.views.looking import Look

COLUMNS = (Column("who", 20, 26), Column("what", 36), Column("date", 10, 10))
_ARROW: Part = (" → ", "quiet")
_QUOTES = 5  # of one actor, as words of its row


@dataclass(slots=True)
class _Group:
    """Rows of one sort of news, found so far."""

    name: str
    title: str
    rows: list[Row] = field(default_factory=list)


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """News since the last visit, or since `narrowing.since` visits; ever more of each sort."""
    visits = corpus.visits()
    if not visits:
        number = count(len(corpus.listing("source", narrowing)), "article")
        nothing = f"This is the first visit: all is new ({number})."
        yield Board((), (), nothing=nothing)
        return
    since = visits[-1].number if narrowing.since is None else narrowing.since
    day = next((one.day for one in visits if one.number == since), "the first one")
    yield from _News(corpus, replace(narrowing, since=since), since, day).boards()


class _News:
    """The news since a visit, gathered group by group."""

    def __init__(self, corpus: Corpus, narrowing: Narrowing, since: int, day: str) -> None:
        self._corpus, self._narrowing = corpus, narrowing
        self._since, self._day = since, day
        self._look = Look(corpus)
        self._arrivals = corpus.arrivals(since)
        self._fresh = self._arrivals.sources
        self._entries = _Group("strength", "Offers that bind otherwise")
        self._figures = _Group("figure", "Figures told otherwise")
        self._links = _Group("link", "New links in chains")
        self._quotes = _Group("quote", "Quoted for the first time")
        self._actors = _Group("actor", "New actors")
        self._articles = _Group("article", "Articles")

    def boards(self) -> Iterator[Board]:
        """All listings that rest on what is new, in windows side by side."""
        entries = self._corpus.listing("entry", self._narrowing)
        figures = self._corpus.listing("figure", self._narrowing)
        actors = self._corpus.listing("actor", self._narrowing)
        articles = self._corpus.listing("source", self._narrowing)
        longest = max(map(len, (entries, figures, actors, articles))) if self._fresh else 0
        done = 0
        for upto in steps(longest):
            for entry in entries.window(done, upto):
                self._entry(entry)
            for figure in figures.window(done, upto):
                self._figure(figure)
            self._actors_of(actors.window(done, upto))
            for source in articles.window(done, upto):
                self._article(source)
            done = upto
            yield self._board(len(articles) if self._fresh else 0, whole=upto >= longest)

    def _board(self, articles: int, whole: bool) -> Board:
        rows: list[Row] = []
        for group in (
            *(self._entries, self._figures, self._links),
            *(self._quotes, self._actors, self._articles),
        ):
            if group.rows:
                parts = [(group.title, "strong"), (f" {len(group.rows):,}", "quiet")]
                words = [row.cells[0].words[0] for row in group.rows]
                rows += [heading(f"{group.name} title", parts, words), *group.rows]
        nothing = f"Nothing new since the last visit, on {self._day}."
        columns = COLUMNS if rows or not whole else ()
        return Board(
            columns, tuple(rows), f"{count(articles, 'article')} since {self._day}", nothing, whole
        )

    # -- the ledger

    def _entry(self, entry: Entry) -> None:
        """Whether what is new binds otherwise than what the others tell; new links of chains."""
        new = [one for one in entry.evidence if one.source in self._fresh]
        old = [one for one in entry.evidence if one.source not in self._fresh]
        if not new:
            return
        what = offer(entry.category, entry.theme, entry.action, entry.beneficiary)
        before, now = _binding(_last(old)), _binding(_last(new))
        if old and before != now:
            words = self._words([*reversed(_last(new)), *reversed(_last(old))])
            parts = (*_movement(before, now), (f" {what}", ""))
            told: dict[str, Any] = {"entry": entry.id, "makers": [*entry.makers], "offer": what}
            told |= {"before": [*before], "now": [*now]}
            self._add(self._entries, entry.id, _makers(entry), parts, words, told, entry.id)
        self._link(entry, old)

    def _link(self, entry: Entry, old: Sequence[Evidence]) -> None:
        chain = self._look.chain(entry.chain)
        if chain is None or all(link.entry != entry.id for link in chain.links):
            return
        title = self._look.offered(chain)
        known = {one.moment for one in old}
        moments = dict.fromkeys(one.moment for one in entry.evidence if one.moment not in known)
        for moment in moments:
            evidence = [one for one in entry.evidence if one.moment == moment]
            binding = _binding(evidence)
            parts = ((", ".join(binding), "strength"), (f" {title}", ""))
            told: dict[str, Any] = {"chain": chain.id, "entry": entry.id, "makers": [*entry.makers]}
            told |= {"offer": title, "now": [*binding]}
            key, words = f"{chain.id} {entry.id} {moment}", self._words(evidence)
            self._add(self._links, key, _makers(entry), parts, words, told, chain.id)

    def _figure(self, figure: Figure) -> None:
        """Whether what is new gives it another value than all others do."""
        old = [one for one in figure.values if one.source not in self._fresh]
        known = {(one.value, one.approx) for one in old}
        fresh = [one for one in figure.values if one.source in self._fresh]
        new = [one for one in fresh if (one.value, one.approx) not in known]
        if not old or not new:
            return
        verdict: Part = (f"{verdict_of(figure)} ", figure.verdict)
        parts = (verdict, *_movement(_texts(old[-1:]), _texts(new)))
        words = [words_of(one) for one in (*reversed(new), *reversed(old))]
        told: dict[str, Any] = {
            "figure": figure.id,
            "subject": figure.subject,
            "verdict": figure.verdict,
        }
        told |= {"before": [one.value for one in old], "now": [one.value for one in new]}
        self._add(self._figures, figure.id, figure.subject, parts, words, told, figure.id)

    def _words(self, evidence: Sequence[Evidence]) -> list[Words]:
        found = (self._look.pledge(one.pledge) for one in evidence)
        return [words_of(pledge) for pledge in found if pledge]

    # -- who

    def _actors_of(self, actors: Sequence[Actor]) -> None:
        """Which of these are named for the first time, and which were never quoted before."""
        ids = [actor.id for actor in actors]
        named = self._arrivals.named_before(ids)
        heard = self._arrivals.quoted_before(ids)
        for actor in actors:
            if actor.id not in named:
                self._new_actor(actor)
            elif actor.quotes and actor.id not in heard:
                self._first_quote(actor)

    def _new_actor(self, actor: Actor) -> None:
        places = self._arrivals.places_of(actor.id)
        words = [Words(source, *spans[0]) for source, spans in places.items() if spans]
        words.sort(key=lambda one: (self._look.date(one.source) or "", one.source), reverse=True)
        counts = (("quote", actor.quotes), ("pledge", actor.pledges))
        acts = [count(number, noun) for noun, number in counts if number]
        about = " · ".join(filter(None, (actor.kind, actor.country, *acts)))
        told: dict[str, Any] = {"actor": actor.id, "name": actor.name, "kind": actor.kind}
        told |= {"quotes": actor.quotes, "pledges": actor.pledges}
        self._add(self._actors, actor.id, actor.name, ((about, ""),), words, told, actor.id)

    def _first_quote(self, actor: Actor) -> None:
        narrowing = Narrowing(actor=actor.id, since=self._since)
        quotes: list[Quote] = self._corpus.listing("quote", narrowing).window(0, _QUOTES)
        if quotes:
            parts = ((quotes[0].content.told, quotes[0].kind),)
            words = [words_of(one) for one in quotes]
            told: dict[str, Any] = {
                "actor": actor.id,
                "name": actor.name,
                "quotes": [one.id for one in quotes],
            }
            key = f"{actor.id} quoted"
            self._add(self._quotes, key, actor.name, parts, words, told, quotes[0].id, actor.id)

    # -- the articles

    def _article(self, source: Source) -> None:
        kinds = ("headline", "paragraph")
        blocks = [one for kind in kinds for one in source.blocks if one.kind == kind]
        if not blocks:
            return
        words = [Words(source.id, blocks[0].start, blocks[0].end)]
        first = self._look.text(source.id)[words[0].start : words[0].end]
        came = self._fresh.get(source.id, True)
        parts = (("" if came else "changed ", "label"), (source.title or first, "strong"))
        told: dict[str, Any] = {"title": source.title, "changed": not came}
        outlet = self._look.outlet(source.id)
        self._add(self._articles, source.id, outlet, parts, words, told, source.id)

    def _add(
        self,
        group: _Group,
        key: str,
        who: str,
        parts: tuple[Part, ...],
        words: Sequence[Words],
        told: dict[str, Any],
        record: str,
        of: str | None = None,
    ) -> None:
        """A row that tells of a record, if there are words behind it; `of` is who it is about."""
        if not words:
            return
        where = tuple(words)
        date = self._look.date(where[0].source) or ""
        cells = (cell(who, where, "maker", of), Cell(parts, where), cell(date, where, "date"))
        data = {"news": group.name, **told, "words": [self._look.told(one) for one in where]}
        group.rows.append(Row(f"{group.name} {key}", cells, data, record=record))


def _last(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What is told of the last moment."""
    return [one for one in evidence if one.moment == evidence[-1].moment]


def _binding(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """How far it binds by this evidence of one moment, the loosest first."""
    strengths = {one.strength or one.stance for one in evidence}
    return tuple(sorted(strengths, key=lambda one: (_height(one), one)))


def _height(strength: str) -> int:
    known = ledger.STRENGTHS
    return known.index(strength) if strength in known else -1


def _movement(before: Sequence[str], now: Sequence[str]) -> Iterator[Part]:
    """From what to what it moved."""
    yield ", ".join(before), "quiet"
    yield _ARROW
    yield ", ".join(now), "strength"


def _texts(counts: Sequence[Count]) -> list[str]:
    return list(dict.fromkeys(one.span.text for one in counts))


def _makers(entry: Entry) -> str:
    return ", ".join(entry.makers) or "unknown"
