"""Whether a store is whole: the file, every row, every span, every reference, every count.

Reads row after row and keeps ids, no records. What is wrong is told as Faults, one by one,
each saying what helps; nothing is changed here. What follows from many articles is looked at
in `store.checking_ledger`.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from store.actors import Tally
from store.beside import out_of_step
from store.checking_ledger import Told, check_ledger
from store.database import FOLLOWING, LAYOUTS, Database
from store.documents import actor_from
from store.encoding import checksum, decode
from store.errors import StoreError
from store.fault import Fault, Progressed, Remedy, Tell
from store.hand.reading import readable
from store.ids import content_hash
from store.records import Actor, Quote, Source
from store.soundness import READ, Unsound, blocks_stray, places_stray, record_of, strays

_TEXTS_KEPT = 16
_FOUND_AGAIN = ("quotes", "pledges", "signatures", "counts")
_INDEX_WORDS = (" index ", "wrong # of entries")


def check(database: Database, tell: Tell, on_progress: Progressed | None = None) -> None:
    """Tell all that is wrong with a store. StoreError where the file cannot be read at all."""
    check_file(database, tell)
    with database.rows.snapshot():
        check_records(database, tell, on_progress)


def check_file(database: Database, tell: Tell) -> None:
    """Tell what is wrong with pages and indexes, and with what stands beside the documents."""
    for line in database.rows.amiss():
        of_index = any(word in line for word in _INDEX_WORDS)
        why = f"SQLite finds it damaged ({line})"
        tell(Fault("", None, None, why, "derive" if of_index else "salvage"))
    for table, layout in LAYOUTS.items():
        if not database.rows.has(table):
            tell(Fault(table, None, None, "it is missing", "derive"))
            continue
        try:
            for why in out_of_step(database.rows, table, layout):
                tell(Fault(table, None, None, why, "derive"))
        except StoreError as error:
            why = f"what stands beside it cannot be read: {_last(error)}"
            tell(Fault(table, None, None, why, "derive"))


def check_records(database: Database, tell: Tell, on_progress: Progressed | None = None) -> None:
    """Tell what is wrong with the rows, and with what they say of each other."""
    one = _Check(database, tell, on_progress)
    one.run()


def _last(error: StoreError) -> str:
    return str(error).rpartition(": ")[2]


class _Check:
    """One walk through the tables: what was seen so far, by id."""

    def __init__(self, database: Database, tell: Tell, on_progress: Progressed | None) -> None:
        self._database = database
        self._tell = tell
        self._on_progress = on_progress or (lambda done, total: None)
        self._done = 0
        self._faults = 0
        self._total = 0
        self._sources: dict[str, Source] = {}
        self._rows: dict[str, int] = {}
        self._actors: dict[str, str] = {}
        self._quotes: dict[str, str] = {}
        self._told = Told()
        self._texts: OrderedDict[str, str | None] = OrderedDict()
        self._said = {"quotes": Counter[str](), "pledges": Counter[str]()}
        self._acts = {"quotes": Counter[tuple[str, str]](), "pledges": Counter[tuple[str, str]]()}

    def run(self) -> None:
        """Look at everything."""
        try:
            self._total = sum(len(self._database.rows_of(table)) for table in LAYOUTS)
        except StoreError:
            self._total = 0  # told where the table is read
        self._check_sources()
        for row, actor, _ in self._walk("actors"):
            self._once("actors", row, actor.id, self._actors)
            self._actors[actor.id] = actor.name
        self._check_said()
        self._check_sums()
        self._check_appearances()
        self._check_signatures()
        for table in ("overlays", "extracted", "adrift", "actions"):
            for row, _, document in self._walk(table):
                if not readable(table, document):
                    self._fault(table, row, document, "its parts are of the wrong kind", "strike")
        for table in ("queries", "notes", "unsettled", "meta"):
            for row, _, document in self._walk(table):
                self._check_plain(table, row, document)
        check_ledger(self._told, self._walk, self._fault)

    # -- rows

    def _walk(self, table: str) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """The sound rows of a table: row, record (None where it has none), document."""
        try:
            for row in self._database.lost_rows(table):
                self._fault(table, row, {}, "it was written, and is not there", "derive")
            for row, text, known in self._database.summed(table):
                self._done += 1
                if self._done % 100 == 0:
                    self._on_progress(self._done, self._total)
                document = self._document(table, row, text)
                if document is None:
                    continue
                try:
                    record = record_of(table, document) if table in READ else None
                except Unsound as error:
                    self._fault(table, row, document, str(error), "strike")
                else:
                    before = self._faults
                    yield row, record, document
                    if known not in (None, checksum(text)) and self._faults == before:
                        self._check_changed(table, row, document)
        except StoreError as error:
            why = f"it cannot be read to its end: {_last(error)}"
            self._fault(table, None, {}, why, "salvage")

    def _check_changed(self, table: str, row: int, document: Mapping[str, Any]) -> None:
        """Tell of a row in which nothing else is wrong that it is not as it was written."""
        remedy: Remedy = "strike" if table in _FOUND_AGAIN else "keep"
        remedy = "derive" if table in FOLLOWING else remedy
        self._fault(table, row, document, "it is not as it was written (its checksum)", remedy)

    def _document(self, table: str, row: int, text: bytes) -> dict[str, Any] | None:
        try:
            return decode(text.decode())
        except (ValueError, RecursionError):
            self._fault(table, row, {}, "it is no JSON object", "strike")
            return None

    def _fault(
        self, table: str, row: int | None, document: Mapping[str, Any], why: str, remedy: Remedy
    ) -> None:
        record, source = document.get("id"), document.get("source")
        if table == "sources":
            source = record
        texts = (one if isinstance(one, str) else None for one in (record, source))
        self._faults += 1
        self._tell(Fault(table, row, next(texts), why, remedy, next(texts)))

    def _once(self, table: str, row: int, record: str, seen: Mapping[str, Any]) -> None:
        if record in seen:
            self._fault(table, row, {"id": record}, "another row has the same id", "strike")

    # -- articles

    def _check_sources(self) -> None:
        for row, source, document in self._walk("sources"):
            self._once("sources", row, source.id, self._sources)
            places, hashes = document.get("places"), document.get("file_hashes")
            if not _texts(places) or not _texts(hashes) or len(places) != len(hashes):
                self._fault("sources", row, document, "its places make no sense", "mend")
            self._sources[source.id], self._rows[source.id] = source, row
        owners = {row: source for source, row in self._rows.items()}
        for row, _, document in self._walk("texts"):
            source = self._sources.get(owners.pop(row, ""))
            if source is None:
                self._fault("texts", row, document, "the article is missing", "strike")
                continue
            text = document.get("text")
            if not isinstance(text, str) or content_hash(text) != source.content_hash:
                why = "it is not the text that the article was loaded with"
                self._fault("texts", row, {"source": source.id}, why, "strike")
                continue
            beside = (document.get("source"), document.get("title"), document.get("outlet"))
            if beside != (source.id, source.title, source.outlet):
                why = "headline or outlet are not those of the article"
                self._fault("texts", row, {"source": source.id}, why, "mend")
            if wrong := blocks_stray(source, text):
                self._fault("sources", self._rows[source.id], {"id": source.id}, wrong, "mend")
        for row, name in owners.items():
            self._fault("sources", row, {"id": name}, "its text is missing", "strike")

    def _text(self, source_id: str) -> str | None:
        """The text of an article, None where it has none that can be read."""
        if source_id not in self._texts:
            try:
                raw = self._database.raw_row("texts", self._rows[source_id])
                text = decode((raw or b"").decode()).get("text")
            except (ValueError, KeyError, RecursionError, StoreError):
                text = None
            self._texts[source_id] = text if isinstance(text, str) else None
            while len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        return self._texts[source_id]

    # -- what stands in one article

    def _check_said(self) -> None:
        parents: list[tuple[int, Quote]] = []
        for row, quote, document in self._of_articles("quotes"):
            self._once("quotes", row, quote.id, self._quotes)
            self._quotes[quote.id] = quote.source
            self._said["quotes"][quote.source] += 1
            if quote.actor:
                self._acts["quotes"][quote.source, quote.actor] += 1
            self._known("quotes", row, document, "actor", quote.actor, self._actors)
            self._check_names("quotes", row, document, [quote.actor] if quote.actor else [])
            if quote.parent:
                parents.append((row, quote))
        for row, quote in parents:
            if self._quotes.get(quote.parent or "") != quote.source:
                why = f"the quote {quote.parent} around it is missing"
                self._fault("quotes", row, {"id": quote.id, "source": quote.source}, why, "mend")
        for row, pledge, document in self._of_articles("pledges"):
            self._once("pledges", row, pledge.id, self._told.pledges)
            self._told.pledges[pledge.id] = (pledge.entry, pledge.source)
            self._said["pledges"][pledge.source] += 1
            for actor in (*pledge.actors, pledge.target):
                self._known("pledges", row, document, "actor", actor, self._actors)
            for actor in dict.fromkeys(pledge.actors):
                self._acts["pledges"][pledge.source, actor] += 1
            self._known("pledges", row, document, "quote", pledge.quote, self._quotes)
            self._check_names("pledges", row, document, pledge.actors)
        for row, count, document in self._of_articles("counts"):
            self._once("counts", row, count.id, self._told.counts)
            figure = document.get("figure")
            self._told.counts[count.id] = figure if isinstance(figure, str) else None
            self._known("counts", row, document, "actor", count.actor, self._actors)
            self._known("counts", row, document, "pledge", count.pledge, self._told.pledges)

    def _of_articles(self, table: str) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """The rows of a table whose article is there and holds their words."""
        for row, record, document in self._walk(table):
            text = self._text(record.source) if record.source in self._sources else None
            if text is None:
                why = f"the article {record.source} is missing"
                self._fault(table, row, document, why, "strike")
            elif wrong := strays(record, text):
                self._fault(table, row, document, wrong, "strike")
            elif "start" in document and table != "counts" and document["start"] != record.start:
                self._fault(table, row, document, "its place is not that of its words", "strike")
            else:
                yield row, record, document

    def _known(
        self,
        table: str,
        row: int,
        document: Mapping[str, Any],
        what: str,
        record: str | None,
        seen: Mapping[str, Any],
    ) -> None:
        if record is not None and record not in seen:
            self._fault(table, row, document, f"its {what} {record} is missing", "mend")

    def _check_names(self, table: str, row: int, document: Mapping[str, Any], ids: Any) -> None:
        names = "\n".join(self._actors[one] for one in ids if one in self._actors)
        if "name_lines" in document and document["name_lines"] != names:
            why = "the names that it is found by are not those of its actors"
            self._fault(table, row, document, why, "mend")

    # -- sums

    def _check_sums(self) -> None:
        for source_id, source in self._sources.items():
            for table, counted in (("quotes", source.quotes), ("pledges", source.pledges)):
                found = self._said[table][source_id]
                if found != counted:
                    why = f"it counts {counted} {table}, and {found} are there"
                    self._fault("sources", self._rows[source_id], {"id": source_id}, why, "mend")

    def _check_appearances(self) -> None:
        for row, _, document in self._walk("appearances"):
            if wrong := self._appearance(row, document):
                self._fault("appearances", row, document, wrong, "strike")
        seen = Counter[str]()
        for row, actor, document in self._walk("actors"):
            seen[actor.id] += 1
            if wrong := self._tally(actor, document):
                self._fault("actors", row, document, wrong, "derive")

    def _appearance(self, row: int, document: Mapping[str, Any]) -> str:
        """What is wrong with an actor's appearance in an article; "" where nothing is."""
        source_id, actor_id = document.get("source"), document.get("actor")
        if not isinstance(source_id, str) or not isinstance(actor_id, str):
            return "it names no article or no actor"
        if source_id not in self._sources or (text := self._text(source_id)) is None:
            return f"the article {source_id} is missing"
        try:
            forms = [record_of("actors", form) for form in document["forms"]]
            places = [(int(start), int(end)) for start, end in document["places"]]
        except (KeyError, TypeError, ValueError):
            return "its parts are of the wrong kind"
        if wrong := places_stray(places, text):
            return wrong
        if actor_id not in self._actors:
            self._fault("appearances", row, document, f"its actor {actor_id} is missing", "derive")
        for table in ("quotes", "pledges"):
            counted = sum(getattr(form, table) for form in forms)
            found = self._acts[table][source_id, actor_id]
            if found > counted or (found != counted and (len(forms) == 1 or table == "quotes")):
                why = f"it counts {counted} {table}, and {found} are there"
                self._fault("appearances", row, document, why, "mend")
        return ""

    def _tally(self, actor: Actor, document: Mapping[str, Any]) -> str:
        """In what an actor is not the sum of its appearances; "" where it is."""
        tally = Tally(actor.id)
        try:
            kept = Tally.read(document)
            for row in self._database.appearances_with(actor.id):
                for form in row["forms"]:
                    tally.count(actor_from(form))
            tally.story = kept.story
        except (AttributeError, KeyError, TypeError, ValueError, StoreError):
            return "what it is the sum of cannot be read"
        if tally.empty:
            return "no article names it"
        same = tally == kept and tally.actor() == actor
        return "" if same else "it is not the sum of what the articles say"

    # -- the rest

    def _check_signatures(self) -> None:
        seen: set[str] = set()
        for row, _, document in self._walk("signatures"):
            source = self._sources.get(str(document.get("source")))
            if source is None or source.id in seen:
                self._fault("signatures", row, document, "it has no article", "strike")
                continue
            seen.add(source.id)
            copies = document.get("copies")
            if document.get("story") != source.story:
                why = f"it is of another story than its article ({source.story})"
                self._fault("signatures", row, document, why, "strike")
            elif not _texts(copies) or any(one not in self._sources for one in copies):
                self._fault("signatures", row, document, "a copy that it names is missing", "mend")
        for source_id, source in self._sources.items():
            if source.story:
                self._told.stories.setdefault(source.story, set()).add(source_id)
                if source_id not in seen:
                    row = self._rows[source_id]
                    why = "what tells it from others (its signature) is missing"
                    self._fault("sources", row, {"id": source_id}, why, "mend")

    def _check_plain(self, table: str, row: int, document: Mapping[str, Any]) -> None:
        if table == "unsettled":
            self._told.waits = True
        for part in _NEEDED.get(table, ()):
            if not isinstance(document.get(part), str):
                self._fault(table, row, document, f"it has no {part}", "strike")


_NEEDED: dict[str, tuple[str, ...]] = {
    "queries": ("name",),
    "meta": ("name",),
    "notes": ("id", "kind", "text", "written"),
}
"""What a row that is no record cannot be without, a text each."""


def _texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
