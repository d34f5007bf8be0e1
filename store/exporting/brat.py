"""brat standoff: a folder with `STEM.txt` and `STEM.ann` for each article.

The format: https://brat.nlplab.org/standoff.html. Nested quotes are left out, as in the
corpora that this layout comes from (PolNeAR).

What the user says of a record (note, tags, bookmark) is an `AnnotatorNotes` line. That of a quote
or pledge is one on its event. No other record is an annotation here, and brat has no note on a
document: what is said of one stands on a span of its own, which is there for the note only, of the
type `Article` (its headline, else what stands first), `Actor` (where the article names it first),
`Quote` (a nested one, its content), `Entry`, `Chain`, `Figure` or `Story` (the first of the words
in this article that it rests on). So all is carried that is said of what has words in an article;
articles of which nothing is said are written as ever.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from store.exporting import ExportError, FolderInUse
from store.exporting.files import write
from store.exporting.noted import OF_LEDGER, noted
from store.records import Actor, Kind, Pledge, Quote, Slot, Source

if TYPE_CHECKING:
    from store.corpus import Corpus

MARK = ".onrecord"
"""The file that says that a folder is ours; it names the files that we wrote."""

Name = Callable[[str], str | None]
"""An actor's canonical name by its id."""

Noted = Callable[[str], str]
"""What the user says of a record by its id, in one line; "" where that is nothing."""

Other = tuple[str, Slot, str]
"""A span that is there for a note only: its type, its words, and the note."""

_TYPES: dict[Kind, str] = {
    "source": "Article",
    "actor": "Actor",
    "quote": "Quote",
    "entry": "Entry",
    "chain": "Chain",
    "figure": "Figure",
    "story": "Story",
}


def export(corpus: Corpus, sources: Iterable[Source], out: Path, *, force: bool = False) -> None:
    """Write the folder. What an earlier export left there and this one has not is removed.

    Raises FolderInUse where the folder is not ours and not empty, unless `force`;
    ExportError where it is no folder; OSError.
    """
    old = _written_before(out, force)
    stems = _stems(list(sources))
    new = [f"{stem}{ending}" for stem in stems for ending in (".txt", ".ann")]
    foreign = sorted(name for name in new if name not in old and os.path.lexists(out / name))
    if foreign and not force:
        raise FolderInUse(f"{foreign[0]} in this folder is no file of ours")
    out.mkdir(parents=True, exist_ok=True)
    _mark(out, {*old, *new})

    def name(actor_id: str) -> str | None:
        actor = corpus.get(actor_id)
        return actor.name if isinstance(actor, Actor) else None

    beside = _Beside(corpus)
    for stem, source in stems.items():
        text, quotes = corpus.text(source.id), corpus.quotes_of(source.id)
        others = beside.of(source, text, quotes)
        lines = standoff(quotes, corpus.pledges_of(source.id), name, beside.line, others)
        write(out / f"{stem}.txt", [_encoded(text)], follow=False)
        whole = "".join(f"{line}\n" for line in lines)
        write(out / f"{stem}.ann", [_encoded(whole)], follow=False)
    for left in old - set(new):
        (out / left).unlink(missing_ok=True)
    _mark(out, new)


class _Beside:
    """What is said of records that are no events, and on which words of an article it stands."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, self._notes = corpus, corpus.notes()
        self._actors = [one.id for one in self._notes.values() if one.kind == "actor"]
        self._places: dict[str, dict[str, tuple[Kind, int, int]]] = defaultdict(dict)
        for kind, record, words in noted(corpus, (*OF_LEDGER, "source")) if self._notes else ():
            for one in sorted(words, key=lambda one: (one.start, one.end)):
                self._places[one.source].setdefault(record.id, (kind, one.start, one.end))

    def line(self, record_id: str) -> str:
        """What is said of a record, in one line; "" where that is nothing."""
        note = self._notes.get(record_id)
        return note.line if note else ""

    def of(self, source: Source, text: str, quotes: Iterable[Quote]) -> Iterator[Other]:
        """All that stands in one article."""
        for record_id, (kind, start, end) in self._places.get(source.id, {}).items():
            yield _TYPES[kind], Slot.cut(text, [(start, end)]), self.line(record_id)
        named = self._corpus.named_in(source.id) if self._actors else {}
        for actor in self._actors:
            for _, start, end in sorted(named.get(actor, ()))[:1]:
                yield _TYPES["actor"], Slot.cut(text, [(start, end)]), self.line(actor)
        for quote in quotes:
            if quote.parent and (said := self.line(quote.id)):
                yield _TYPES["quote"], quote.content, said


def standoff(
    quotes: Iterable[Quote],
    pledges: Iterable[Pledge],
    name: Name,
    noted: Noted = lambda _: "",
    others: Iterable[Other] = (),
) -> list[str]:
    """The lines of one article's standoff file, without line ends.

    What is noted on a quote or pledge is a note on its event, names are notes on spans; `others`
    is what is noted on spans of its own.
    """
    file = _Standoff(name, noted)
    records: list[Quote | Pledge] = [*(quote for quote in quotes if not quote.parent), *pledges]
    for record in sorted(records, key=lambda record: record.start):
        if isinstance(record, Quote):
            file.add_quote(record)
        else:
            file.add_pledge(record)
    for kind, slot, said in sorted(others, key=lambda one: (one[1].start, one[1].end, one[0])):
        file.add_note(kind, slot, said)
    return file.lines()


class _Standoff:
    """The lines of one file while they come together; equal spans of a type are one line."""

    def __init__(self, name: Name, noted: Noted) -> None:
        self._name = name
        self._noted = noted
        self._spans: dict[tuple[str, Slot], str] = {}
        self._events: list[str] = []
        self._notes: dict[str, str] = {}

    def add_quote(self, quote: Quote) -> None:
        """An event `Attribution` on the cue, or on the content where there is no cue."""
        roles = []
        if quote.speaker:
            span = self._span("Source", quote.speaker)
            self._note(span, quote.speaker, [quote.actor] if quote.actor else [])
            roles.append(("Source", span))
        if quote.cue:
            roles.append(("Cue", self._span("Cue", quote.cue)))
        roles.append(("Content", self._span("Content", quote.content)))
        anchor = self._span("Attribution", quote.cue or quote.content)
        self._event(quote.id, "Attribution", anchor, roles, "Kind", quote.kind)

    def add_pledge(self, pledge: Pledge) -> None:
        """An event `Pledge` on the trigger."""
        anchor = self._span("Pledge", pledge.trigger)
        roles = []
        for number, maker in enumerate(pledge.makers, start=1):
            span = self._span("Maker", maker)
            self._note(span, maker, _behind(pledge, number - 1))
            roles.append((f"Maker{number}" if number > 1 else "Maker", span))
        for role, slot in (
            ("Action", pledge.action),
            ("Beneficiary", pledge.beneficiary),
            ("Condition", pledge.condition),
        ):
            if slot:
                roles.append((role, self._span(role, slot)))
        self._event(pledge.id, "Pledge", anchor, roles, "Stance", pledge.stance)

    def add_note(self, kind: str, slot: Slot, said: str) -> None:
        """A span that is there for a note only."""
        span = self._span(kind, slot)
        self._notes[span] = "; ".join(filter(None, (self._notes.get(span), said)))

    def lines(self) -> list[str]:
        """All lines: spans, events with their attribute, notes."""
        spans = []
        for (kind, slot), span_id in self._spans.items():
            offsets = ";".join(f"{span.start} {span.end}" for span in slot.spans)
            spans.append(f"{span_id}\t{kind} {offsets}\t{_one_line(slot.text)}")
        notes = [
            f"#{number}\tAnnotatorNotes {about}\t{_one_line(words)}"
            for number, (about, words) in enumerate(self._notes.items(), start=1)
        ]
        return [*spans, *self._events, *notes]

    def _span(self, kind: str, slot: Slot) -> str:
        return self._spans.setdefault((kind, slot), f"T{len(self._spans) + 1}")

    def _event(
        self,
        record_id: str,
        kind: str,
        anchor: str,
        roles: list[tuple[str, str]],
        label: str,
        value: str,
    ) -> None:
        number = len(self._events) // 2 + 1
        if said := self._noted(record_id):
            self._notes[f"E{number}"] = said
        fillers = " ".join(f"{role}:{span}" for role, span in [(kind, anchor), *roles])
        self._events += [f"E{number}\t{fillers}", f"A{number}\t{label} E{number} {value}"]

    def _note(self, span_id: str, slot: Slot, actors: Iterable[str]) -> None:
        """The canonical names behind a span, where its own text is none of them."""
        names = "; ".join(filter(None, map(self._name, actors)))
        if names and names != slot.text:
            self._notes.setdefault(span_id, names)


def _behind(pledge: Pledge, number: int) -> tuple[str, ...]:
    """The actors behind one of the makers; none where it is not plain which they are."""
    if len(pledge.makers) == 1:
        return pledge.actors
    if len(pledge.makers) == len(pledge.actors):
        return pledge.actors[number : number + 1]
    return ()


def _stems(sources: list[Source]) -> dict[str, Source]:
    """The articles by the names of their files: those loaded, `-2` added where two collide.

    Names that differ in case or accents' encoding only collide too: on some systems they
    are one file.
    """
    ordered = sorted(sources, key=lambda source: (source.path or "", source.id))
    stems = [_short(PurePath(source.path or source.id).stem) or source.id for source in ordered]
    free = {_folded(stem) for stem in stems}
    taken: set[str] = set()
    named: dict[str, Source] = {}
    for stem, source in zip(stems, ordered, strict=True):
        number, name = 1, stem
        while _folded(name) in taken or (number > 1 and _folded(name) in free):
            number += 1
            name = f"{stem}-{number}"
        taken.add(_folded(name))
        named[name] = source
    return named


def _short(stem: str) -> str:
    """The stem as a file system takes it with an ending and a number: 230 bytes at most."""
    return stem.encode("utf-8", "surrogatepass")[:230].decode("utf-8", "ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _written_before(out: Path, force: bool) -> set[str]:
    """The names of the files in the folder that an earlier export wrote."""
    if not out.exists():
        return set()
    if not out.is_dir():
        raise ExportError("this is a file, and brat writes a folder")
    mark = out / MARK
    if mark.is_file():
        lines = mark.read_text(encoding="utf-8").splitlines()[1:]
        return {name for name in map(_named_in, lines) if name and _is_export(name)}
    if any(out.iterdir()) and not force:
        raise FolderInUse("this folder is not empty and holds no export of ours")
    return set()


def _named_in(line: str) -> str | None:
    """The file's name that a line of the mark holds, as a JSON string."""
    try:
        name = json.loads(line)
    except ValueError:
        return None
    return name if isinstance(name, str) else None


def _is_export(name: str) -> bool:
    """Whether it names a file that could be ours: one beside the mark, of our endings."""
    path = PurePath(name)
    return path.name == name and path.suffix in (".txt", ".ann")


def _mark(out: Path, names: Iterable[str]) -> None:
    lines = ["written by onrecord; these files are replaced and removed by its next export"]
    lines += [json.dumps(name) for name in sorted(names)]
    write(out / MARK, [_encoded("\n".join(lines) + "\n")], follow=False)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
