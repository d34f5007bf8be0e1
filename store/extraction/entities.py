"""Labels of names and dates over tags, parse and word lists, for a parse that has none.

The labels are those of spaCy's recogniser (PERSON, ORG, GPE, NORP, LOC, DATE, …), which takes
half of the time of its pipeline. They are hints: what acts is told later, by all mentions.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from store.extraction.countries import Entry, gazetteer
from store.extraction.dates import Piece, dated
from store.extraction.lexicon import words
from store.extraction.naming import CITIES, HYPHENS, Run, tell, written
from store.extraction.runs import BODY, HEADING, SUFFIXES, THINGS
from store.extraction.sheet import is_capital
from store.extraction.titles import is_forename, is_modifier, is_role, is_title, may_be_surname

_INNER = words("people", "particles.inner")
_ENDS = words("people", "particles.suffixes")
_PLACES = words("organisations", "places.words")
_EVENTS = words("organisations", "events.words")
_STORMS = words("organisations", "events.leading")
_LAWS = words("organisations", "laws.words")
_LABELS = {
    "country": "GPE", "capital": "GPE", "part": "GPE", "demonym": "NORP", "people": "NORP",
    "regional": "NORP", "regionals": "NORP", "region": "LOC", "alliance": "ORG", "body": "ORG",
    "national": "ORG", "outlet": "ORG", "seat": "ORG",
}  # fmt: skip
_ORDINARY = words("organisations", "named.ordinary")
_PAPERS = words("organisations", "outlets.papers")
_PROPER = frozenset({"NNP", "NNPS"})
_OPENING = frozenset({"NN", "NNS", "JJ", "VBN", "VBG", "FW"})
_JOINS = HYPHENS | {"&"}
_BELIEFS = words("groups", "words.beliefs")
_SURNAMES = words("organisations", "named.surnames")
_WEEK = words("calendar", "days") | words("calendar", "months")


def label(doc: Doc) -> None:
    """Set the document's entities; tokens without tags (boilerplate) stay as they are."""
    pieces = [
        Piece(token.text, token.lower_.replace("’", "'"), token.tag_, is_capital(token.text))
        for token in doc
    ]
    _Labeller(doc, pieces).run()


class _Labeller:
    """Labels one document."""

    def __init__(self, doc: Doc, pieces: list[Piece]) -> None:
        self._doc = doc
        self._pieces = pieces
        self._spans: list[tuple[int, int, str]] = []
        self._runs: list[Run] = []
        self._known = gazetteer()
        self._text = doc.text
        self._starts = [token.idx for token in doc]
        self._hits: dict[int, tuple[Entry, int] | None] = {}

    def run(self) -> None:
        """Dates and known names first, then the runs by what the whole article tells."""
        pieces, at = self._pieces, 0
        while at < len(pieces):
            piece = pieces[at]
            if piece.tag in ("XX", "_SP", ""):
                at += 1
                continue
            date = dated(pieces, at)
            if date is not None and not self._is_name_ahead(at, date[0]):
                self._spans.append((at, date[0], date[1]))
                at = date[0]
                continue
            if not piece.cap or not self._opens(at):
                at += 1
                continue
            end = self._end(at)
            self._split(at, end)
            at = end
        tell(self._doc, pieces, self._runs)
        told = [(run.first, run.last, run.label) for run in self._runs if run.label]
        spans = sorted([*self._spans, *told])
        self._doc.set_ents([Span(self._doc, *span) for span in spans])

    def _is_name_ahead(self, at: int, end: int) -> bool:
        """A number or month that begins a name: April Smith."""
        ahead = self._pieces[end] if end < len(self._pieces) else None
        here = self._pieces[at]
        named = ahead is not None and ahead.cap and ahead.tag in _PROPER and end - at == 1
        return bool(named and here.cap and here.tag in _PROPER and is_forename(here.text))

    def _hit(self, at: int) -> tuple[Entry, int] | None:
        """The known name that begins at a token, and the token behind it."""
        if at not in self._hits:
            self._hits[at] = self._find(at)
        return self._hits[at]

    def _find(self, at: int) -> tuple[Entry, int] | None:
        known = self._known.at(self._text, self._starts[at])
        if known is None:
            return None
        entry, end = known
        last = at + 1
        while last < len(self._starts) and self._starts[last] < end:
            last += 1
        whole = self._starts[last - 1] + len(self._pieces[last - 1].text) == end
        return (entry, last) if whole else None

    def _opens(self, at: int) -> bool:
        piece = self._pieces[at]
        if piece.tag in _PROPER:
            return True
        if self._hit(at) is not None:
            return True
        return piece.tag in _OPENING and not self._doc[at].is_sent_start

    def _end(self, at: int) -> int:
        """The token behind the capitalised run."""
        pieces = self._pieces
        hit = self._hit(at)
        end = hit[1] if hit is not None else at + 1
        while end < len(pieces):
            here, before = pieces[end], pieces[end - 1]
            if self._doc[end].is_sent_start and not before.low.endswith("."):
                break
            ahead = pieces[end + 1] if end + 1 < len(pieces) else None
            if here.cap and (here.tag in _PROPER or here.tag in _OPENING or self._hit(end)):
                if here.low.strip(".") in _WEEK and here.low.strip(".") != "may":
                    break
                hit = self._hit(end)
                end = hit[1] if hit is not None else end + 1
            elif here.text in _JOINS and ahead is not None and ahead.cap:
                end += 1
            elif here.text in _JOINS and ahead is not None and not self._doc[end].whitespace_:
                end += 2
            elif here.low in _INNER and not here.cap and ahead is not None and ahead.cap:
                end += 1
            elif (
                here.low in ("of", "for")
                and before.low in HEADING
                and ahead is not None
                and (
                    ahead.cap
                    or (ahead.low == "the" and end + 2 < len(pieces) and pieces[end + 2].cap)
                )
            ):
                end += 1 + (ahead.low == "the")
            elif here.low == "and" and ahead is not None and ahead.cap and self._of_body(at, end):
                end += 1
            else:
                break
        return min(end, len(pieces))

    def _of_body(self, first: int, at: int) -> bool:
        """Whether `and` stands inside a body's name: Department of Health and Human Services."""
        pieces = self._pieces
        inside = [piece.low for piece in pieces[first:at]]
        headed = any(low in HEADING for low in inside) and ("of" in inside or "for" in inside)
        behind = at + 1
        while behind < len(pieces) and pieces[behind].cap and pieces[behind].tag in _PROPER:
            behind += 1
        closes = pieces[behind - 1].low in BODY and not is_forename(pieces[at + 1].text)
        return (headed and not self._hit(at + 1) and pieces[at + 1].low not in HEADING) or (
            closes and behind - at > 2 and len(inside) == 1 and not self._hit(first)
        )

    # ------------------------------------------------------------- splitting

    def _split(self, first: int, last: int) -> None:
        """Cut known names and offices out of a run; what is left is a name by itself."""
        body = self._body(first, last)
        if body is not None:
            begin, end, name = body
            if begin > first:
                self._split(first, begin)
            self._spans.append((begin, end, name))
            if end < last:
                self._split(end, last)
            return
        at = start = first
        while at < last:
            hit = self._hit(at)
            if hit is not None and hit[1] <= last and not self._personal(at, hit, first, last):
                joined = self._joined(start, at, hit, last)
                if joined:
                    self._spans.append((*joined, "ORG"))
                    at = start = joined[1]
                    continue
                self._name(start, at)
                self._spans.append((at, hit[1], _LABELS[hit[0].kind]))
                at = start = hit[1]
                continue
            if self._is_office(at, start, last):
                self._name(start, at)
                if self._pieces[at].low in _BELIEFS:
                    self._spans.append((at, at + 1, "NORP"))
                start = at + 1
            at += 1
        self._name(start, last)

    def _joined(
        self, start: int, at: int, hit: tuple[Entry, int], last: int
    ) -> tuple[int, int] | None:
        """A name that a state or its adjective opens or closes: American Crossroads, X America."""
        pieces, (entry, end) = self._pieces, hit
        closes = entry.kind in ("country", "region") and end == last and at > start
        if closes and not is_forename(pieces[start].text):
            return start, end
        opens = entry.kind in ("demonym", "regional", "country") and at == start
        if not opens or pieces[at].tag not in _PROPER or end >= last or self._hit(end):
            return None
        if is_forename(pieces[end].text) or any(
            self._is_office(i, i, last) for i in range(end, last)
        ):
            return None
        whole = all(p.tag in _PROPER for p in pieces[end:last])
        return (start, last) if whole and pieces[last - 1].low in _ORDINARY else None

    def _is_office(self, at: int, start: int, last: int) -> bool:
        """Whether the word is a title or office, not a part of the name."""
        low = self._pieces[at].low
        if not (is_title(low) or is_role(low) or is_modifier(low)):
            return False
        if at > start and (may_be_surname(low) or is_modifier(low)):
            before, ahead = self._pieces[at - 1], at + 1 < last and self._pieces[at + 1]
            if may_be_surname(low) and ahead:
                if before.low in CITIES:
                    return True
                if is_forename(ahead.text):
                    return not is_forename(before.text)
            return not is_forename(self._pieces[at - 1].text) and not may_be_surname(low)
        return not (at + 1 < last and at == start and is_forename(self._pieces[at].text))

    def _body(self, first: int, last: int) -> tuple[int, int, str] | None:
        """The body, place, law or event that the run names as a whole."""
        pieces = self._pieces
        closed = next((i for i in range(first + 1, last) if pieces[i].low in SUFFIXES), None)
        if closed is not None:
            return self._begin(first, closed), closed + 1, "ORG"
        last_low = pieces[last - 1].low
        if self._is_outlet(first, last):
            return first, last, "ORG"
        if pieces[first].low in _STORMS and last - first > 1:
            return first, last, "EVENT"
        loose = [i for i in range(first, last) if pieces[i].low in BODY and pieces[i].cap]
        size = written(self._doc, self._pieces, first, last)
        if last - first > 1 and last_low in THINGS | _PLACES | _EVENTS | _LAWS:
            if is_forename(pieces[first].text) and size == 2 and last_low not in _LAWS:
                return None
            name = (
                "LAW" if last_low in _LAWS
                else "EVENT" if last_low in _EVENTS
                else "FAC" if last_low in _PLACES
                else "PRODUCT"
            )  # fmt: skip
            return self._begin(first, last - 1), last, name
        if not loose:
            return None
        office = is_role(last_low) or is_title(last_low)
        person = is_forename(pieces[first].text) and size == 2 and loose[-1] == last - 1
        if person and pieces[loose[-1]].low in _SURNAMES:
            return None
        # an office of the body, perhaps with its holder: Senate Majority Leader X
        led = next((i for i in range(loose[-1], last) if is_role(pieces[i].low)), None)
        if office or led is not None:
            cut = led if led is not None else last - 1
            inside = [i for i in loose if i < cut]
            if inside and not is_modifier(pieces[inside[-1]].low):
                return self._begin(first, inside[-1]), inside[-1] + 1, "ORG"
            return None
        hit = self._hit(loose[0])
        if last - first == 1 and hit is None:
            return (first, last, "ORG")
        return self._begin(first, loose[-1]), last, "ORG"

    def _is_outlet(self, first: int, last: int) -> bool:
        """Whether a place opens and a word for an outlet closes the run: Boston Globe."""
        hit = self._hit(first)
        town = self._pieces[first].low in CITIES or (
            hit is not None and hit[0].kind in ("part", "capital", "country") and hit[1] < last
        )
        return town and last - first < 5 and self._pieces[last - 1].low in _PAPERS

    def _begin(self, first: int, inside: int) -> int:
        """Where the name begins, behind a country or office that only leads it."""
        at = first
        while at < inside:
            low = self._pieces[at].low
            hit = self._hit(at)
            title = (is_title(low) or is_role(low)) and not is_forename(self._pieces[at].text)
            if title:
                at += 1
            elif hit is not None and hit[0].kind in ("demonym",) and hit[1] <= inside:
                return at
            else:
                break
        return at

    def _personal(self, at: int, hit: tuple[Entry, int], first: int, last: int) -> bool:
        """Whether a known name is only a part of a person's: Michael Jordan, Paris Hilton."""
        entry, end = hit
        if end - at > 1 or entry.kind in ("alliance", "body"):
            return False
        before = self._pieces[at - 1] if at > first else None
        adjective = entry.kind == "demonym" and self._pieces[at].tag not in _PROPER
        if before is not None and is_forename(before.text) and not adjective:
            return not is_role(before.low) and self._hit(at - 1) is None
        after = self._pieces[end] if end < last else None
        given = is_forename(self._pieces[at].text)
        return given and after is not None and after.cap and not self._hit(end)

    def _name(self, first: int, last: int) -> None:
        """Keep an unknown stretch, without what cannot open or close a name."""
        pieces = self._pieces
        while first < last and not pieces[first].cap:
            first += 1
        while last > first and not pieces[last - 1].cap and pieces[last - 1].text not in ("'s",):
            last -= 1
        if last > first:
            key = tuple(
                p.low.strip(".") for p in pieces[first:last] if p.low.strip(".") not in _ENDS
            )
            known = last - first > 1 and self._hit(last - 1) is not None
            self._runs.append(Run(first, last, key or (pieces[first].low,), known))
