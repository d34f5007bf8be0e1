"""Names in an article: where they stand and what each may be; joins nothing into actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from store.extraction.countries import Entry, Gazetteer, broader_names, gazetteer, shared_names
from store.extraction.lexicon import words
from store.extraction.sheet import Sheet, Word, nameable
from store.extraction.titles import (
    is_forename,
    is_modifier,
    is_role,
    is_title,
    may_be_surname,
    role_before,
    role_behind,
    word_gender,
)

MentionKind = Literal[
    "person", "name", "organisation", "outlet", "alliance", "country", "demonym", "people", "capital",
    "seat", "region", "regional", "regionals", "part",
]  # fmt: skip

_BODY = words("organisations", "named.words")
_HEADING = words("organisations", "named.heading")
_SUFFIXES = words("organisations", "named.suffixes")
_TRAILING = words("organisations", "named.trailing")
_THINGS = words("organisations", "named.things")
_OUTLET = words("organisations", "outlets.words")
_INNER = words("people", "particles.inner")
_NAME_ENDS = words("people", "particles.suffixes")
_ACRONYM = re.compile(r"^[A-Z][A-Z&.]{1,6}s?$")
_COALITION = re.compile(
    r"[“\"‘']?\b((?:[Cc]oalition|[Aa]lliance|[Ll]eague|[Uu]nion) of (?:the )?[A-Za-z]+)[”\"’']?"
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^a-z(—–]{2,30}(?:, ?[\w. ]{2,20})?\s?(?:\([^)]{2,20}\)\s?[-—–]+|—|–|--)\s?"
)
_KINDS: dict[str, MentionKind] = {"body": "organisation", "national": "organisation"}


@dataclass(slots=True)
class Mention:
    """A name at its place: words `first` to `last` (left out), offsets `start` to `end`.

    `kind` name: a person or body, still to be told. `role` and `country` as they stand
    beside it; `titled`: a title or role leads it, from word `lead`; `offices`: the words of its
    roles; `beside`: the names inside these (Trump's envoy, WHO spokeswoman).
    """

    kind: MentionKind
    first: int
    last: int
    start: int
    end: int
    name: str
    role: str | None = None
    country: str | None = None
    titled: bool = False
    gender: str = ""
    lead: int = -1
    offices: list[tuple[int, int]] = field(default_factory=list)
    beside: list[Mention] = field(default_factory=list)
    actor: str = ""


def find_names(sheet: Sheet) -> list[Mention]:
    """All names of the article by place; headlines in capitals give known names only."""
    finder = _Finder(sheet)
    for number, (first, last) in enumerate(sheet.sentences):
        block = sheet.words[first].block
        opened = number == 0 or sheet.words[sheet.sentences[number - 1][0]].block != block
        if opened:
            first = _behind_dateline(sheet, first, last)
        if block in sheet.capital:
            finder.headline(first, last)
        else:
            finder.sentence(first, last)
    finder.coalitions()
    finder.mentions.sort(key=lambda m: (m.start, -m.end))
    _describe(sheet, finder.mentions)
    return finder.mentions


def is_acronym(name: str) -> bool:
    """Whether the name is written as an acronym: WHO, FCDO, AT&T."""
    return bool(_ACRONYM.match(name))


class _Finder:
    """Walks the sentences and collects mentions."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.mentions: list[Mention] = []
        self._known: Gazetteer = gazetteer()

    def sentence(self, first: int, last: int) -> None:
        """The names between two words."""
        at = first
        while at < last:
            word = self.sheet.words[at]
            if not (nameable(word) or self._hit(at)):
                at += 1
                continue
            end = self._run(at, last)
            self._parse(at, end)
            at = max(end, at + 1)

    def headline(self, first: int, last: int) -> None:
        """Known names, and persons whose given name is known."""
        at = first
        while at < last:
            hit = self._hit(at)
            if hit is not None:
                self._known_name(at, hit[1], hit[0])
                at = hit[1]
                continue
            end = at
            while (
                end < last and self.sheet.words[end].ent == "PERSON" and self.sheet.words[end].cap
            ):
                end += 1
            if end - at >= 2 and end - at <= 4 and is_forename(self.sheet.words[at].text):
                self._add("person", at, end)
                at = end
            at += 1

    def coalitions(self) -> None:
        """Named coalitions: between marks or capitalised, and the same words elsewhere."""
        text = self.sheet.text
        found = []
        for block in self.sheet.blocks:
            found += [
                m
                for m in _COALITION.finditer(text, block.start, block.end)
                if not any(
                    x.start < m.end(1) and m.start(1) < x.end
                    for x in self.mentions
                    if x.kind == "alliance"
                )
            ]
        named = {
            m.group(1).lower()
            for m in found
            if m.group(0)[0] in "“\"‘'"
            and m.group(0)[-1] in "”\"’'"
            or m.group(1).split()[-1][:1].isupper()
        }
        for match in found:
            if match.group(1).lower() not in named:
                continue
            span = [
                w for w in self.sheet.words if w.start < match.end(1) and match.start(1) < w.end
            ]
            if span:
                inside = (span[0].i, span[-1].i + 1)
                self.mentions = [
                    m for m in self.mentions if m.last <= inside[0] or m.first >= inside[1]
                ]
                self.mentions.append(
                    Mention("alliance", *inside, match.start(1), match.end(1), match.group(1))
                )

    # ------------------------------------------------------------------ runs

    def _hit(self, at: int) -> tuple[Entry, int, int] | None:
        """A known name at the word: what it is, the word behind it, its end."""
        word = self.sheet.words[at]
        if not word.cap and not (word.low[:1].isalpha() and word.low.startswith("euro")):
            return None
        known = self._known.at(self.sheet.text, word.start)
        if known is None:
            return None
        entry, end = known
        last = at + 1
        words_ = self.sheet.words
        while last < len(words_) and words_[last].start < end and words_[last].sent == word.sent:
            last += 1
        if "\n" in self.sheet.text[word.start : end] or end > words_[last - 1].end:
            return None
        if end < words_[last - 1].end and self.sheet.text[end] not in "-–/.":
            return None
        return entry, last, end

    def _run(self, at: int, last: int) -> int:
        """The word behind the capitalised run that begins here."""
        words_ = self.sheet.words
        end = at + 1
        hit = self._hit(at)
        if hit is not None:
            end = hit[1]
        while end < last:
            word, before = words_[end], words_[end - 1]
            if "\n" in self.sheet.text[before.end : word.start]:
                break
            hit = self._hit(end)
            if hit is not None:
                end = hit[1]
            elif word.cap and nameable(word) and word.ent not in ("DATE", "TIME"):
                end += 1
            elif word.low in _INNER and word.text not in ("E", "Y") and not word.cap:
                ahead = end + 1
                while ahead < last and words_[ahead].low in _INNER:
                    ahead += 1
                if (
                    ahead >= last
                    or not words_[ahead].cap
                    or not (before.cap or before.low in _INNER)
                ):
                    break
                end = ahead
            elif word.text == "&" and end + 1 < last and words_[end + 1].cap:
                end += 2
            elif word.low in ("'s", "s'") and word.ent == "ORG" and before.ent == "ORG":
                end += 1
            elif word.text in "“\"‘'(" and end + 3 < last and _nickname(words_[end : end + 4]):
                end += 3
            else:
                break
        return self._prolonged(at, end, last)

    def _prolonged(self, at: int, end: int, last: int) -> int:
        """Names of bodies that go on behind a preposition, a comma or `and`."""
        words_ = self.sheet.words
        if any(w.low in _BODY for w in words_[at:end]):
            behind = end
            while behind < last and behind - at < 12 and words_[behind].ent == "ORG":
                if (
                    words_[behind].low not in ("of", "for", "and", "the", ",", "on", "in", "'s")
                    and not words_[behind].cap
                ):
                    break
                behind += 1
            while behind > end and not words_[behind - 1].cap:
                behind -= 1
            end = behind
        for word in words_[end - 1 : end]:
            if word.low in _HEADING and end + 1 < last and words_[end].low in ("of", "for", "on"):
                behind = end + 1 + (words_[end + 1].low == "the")
                if behind < last and words_[behind].cap and nameable(words_[behind]):
                    end = self._run(behind, last)
        if end + 1 < last and words_[end].text == "," and words_[end].ent == "ORG":
            behind = end
            while behind < last and words_[behind].ent == "ORG":
                behind += 1
            tail = words_[end:behind]
            if tail and tail[-1].low in _BODY and any(w.low == "and" for w in tail):
                end = behind
        return end

    # --------------------------------------------------------------- parsing

    def _parse(self, first: int, last: int) -> None:
        """Split a run into known names, a role with its person, and what is left."""
        words_ = self.sheet.words
        hits = self._hits(first, last)
        if len(hits) == 1 and hits[0][0] == first and hits[0][1] == last:
            self._known_name(first, last, hits[0][2])
            return
        taken = {i for begin, end, _ in hits for i in range(begin, end)}
        cut = self._role_end(first, last, taken)
        if cut is not None:
            self._add("person", cut, last, titled=True)
            self._remains(first, cut, hits)
            return
        run = words_[first:last]
        closed = next((i for i in range(first + 1, last) if words_[i].low in _SUFFIXES), None)
        if closed is not None:
            self._body(first, closed + 1)
            self._parse_rest(closed + 1, last)
            return
        if _is_office(run) and not is_forename(run[0].text):
            self._remains(first, last, hits)
            return
        loose = [w for w in run if w.i not in taken]
        if any(w.low in _BODY for w in loose) and run[-1].low not in _THINGS and not _personal(run):
            self._body(first, last)
            return
        self._remains(first, last, hits)

    def _parse_rest(self, first: int, last: int) -> None:
        """What follows a company's name: a ticker is no name."""
        while first < last and (
            is_acronym(self.sheet.words[first].text) or not self.sheet.words[first].cap
        ):
            first += 1
        if first < last:
            self._parse(first, last)

    def _hits(self, first: int, last: int) -> list[tuple[int, int, Entry]]:
        words_ = self.sheet.words
        found: list[tuple[int, int, Entry]] = []
        at = first
        while at < last:
            hit = self._hit(at)
            if hit is None or hit[1] > last or self._inside_name(at, hit, first, last):
                at += 1
                continue
            if (
                at > first
                and words_[at - 1].text in broader_names()
                and hit[0].kind in ("country", "part", "region")
            ):
                at = hit[1]
                continue
            found.append((at, hit[1], hit[0]))
            at = hit[1]
        return found

    def _inside_name(self, at: int, hit: tuple[Entry, int, int], first: int, last: int) -> bool:
        """Whether a known name is only a part of a person's: Jordan, Washington."""
        words_ = self.sheet.words
        entry, end, _ = hit
        if end - at > 1 or entry.kind not in (
            "country",
            "capital",
            "part",
            "outlet",
            "people",
            "seat",
            "region",
            "demonym",
        ):
            return False
        before = words_[at - 1] if at > first else None
        if before is not None and is_forename(before.text) and not is_role(before.low):
            return entry.kind != "demonym" or words_[at].ent == "PERSON"
        after = words_[end] if end < last else None
        if after is None or not after.cap or after.low in _BODY or after.low in _THINGS:
            return False
        own = words_[at]
        if is_role(after.low) or is_title(after.low) or is_modifier(after.low) or self._hit(end):
            return False
        given = is_forename(own.text) or own.text in shared_names()
        return (
            own.ent == "PERSON"
            and after.ent == "PERSON"
            and (given or entry.kind in ("capital", "part", "people"))
        )

    def _role_end(self, first: int, last: int, taken: set[int]) -> int | None:
        """Where the person begins whom a role or title of the run leads."""
        words_ = self.sheet.words
        for at in range(last - 2, first - 1, -1):
            word = words_[at]
            if not (is_title(word.low) or is_role(word.low)):
                continue
            if may_be_surname(word.low) and at > first and is_forename(words_[at - 1].text):
                continue
            core = words_[at + 1 : last]
            while core and core[0].i in taken and not core[0].low.startswith("pen"):
                break
            if len([w for w in core if w.cap]) > 5 or any(w.i in taken for w in core):
                return None
            if any(w.low in _SUFFIXES or w.low in _THINGS for w in core):
                return None
            if any(w.low in _BODY for w in core) and not _personal(core):
                return None
            if len(core) == 1 and core[0].ent in ("LAW", "WORK_OF_ART", "EVENT", "PRODUCT"):
                return None
            if len(core) == 1 and is_modifier(core[0].low) and core[0].ent != "PERSON":
                return None
            return at + 1
        return None

    def _remains(self, first: int, last: int, hits: Sequence[tuple[int, int, Entry]]) -> None:
        """Known names of a stretch, and the chunks between them."""
        words_ = self.sheet.words
        at = first
        known = [h for h in hits if h[1] <= last]
        while at < last:
            hit = next((h for h in known if h[0] == at), None)
            if hit is not None:
                thing = hit[1] < last and words_[last - 1].low in _THINGS
                whole = self._foreign_body(hit, last)
                if whole:
                    self._body(at, whole)
                    at = whole
                    continue
                if hit[2].kind == "outlet" and hit[1] < last and words_[hit[1]].low in _OUTLET:
                    self._body(at, hit[1] + 1)
                    at = hit[1] + 1
                    continue
                if not thing or hit[2].kind in (
                    "country",
                    "demonym",
                    "alliance",
                    "organisation",
                    "body",
                ):
                    self._known_name(hit[0], hit[1], hit[2])
                at = hit[1]
                continue
            end = min([h[0] for h in known if h[0] > at], default=last)
            self._chunk(at, end)
            at = end

    def _foreign_body(self, hit: tuple[int, int, Entry], last: int) -> int:
        """The end of a body's name that begins with a state or its people: American Express."""
        words_ = self.sheet.words
        end = hit[1]
        if (
            hit[2].kind not in ("demonym", "country", "capital", "part", "regional")
            or words_[hit[0]].ent != "ORG"
        ):
            return 0
        while end < last and words_[end].ent == "ORG" and not _official(words_[end]):
            end += 1
        if end == hit[1] or words_[end - 1].low in _THINGS:
            return 0
        return end

    def _chunk(self, first: int, last: int) -> None:
        """A stretch of unknown capitalised words."""
        words_ = self.sheet.words
        while (
            first < last
            and (_official(words_[first]) or not words_[first].cap)
            and not (is_forename(words_[first].text) and last - first > 1)
        ):
            first += 1
        while last > first and (
            not words_[last - 1].cap
            or _official(words_[last - 1])
            and not may_be_surname(words_[last - 1].low)
        ):
            last -= 1
        run = words_[first:last]
        if not run or any(w.low in _THINGS for w in run) and not _personal(run):
            return
        if len(run) == 1 and (len(run[0].text) < 2 or run[0].low.rstrip(".") in _HEADING):
            return
        if any(w.low in _BODY for w in run) and not _personal(run):
            self._body(first, last)
            return
        if _personal(run) and len(run) > 1:
            self._add("person", first, last)
            return
        self._add("name", first, last)

    def _body(self, first: int, last: int) -> None:
        words_ = self.sheet.words
        while first < last and (words_[first].low in ("the", "a", "an") or not words_[first].cap):
            first += 1
        run = words_[first:last]
        if not run or len(run) == 1 and run[0].low in _BODY:
            return
        kind: MentionKind = (
            "outlet" if run[-1].low in _OUTLET or run[0].low == "associated" else "organisation"
        )
        self._add(kind, first, last)

    # ---------------------------------------------------------------- adding

    def _known_name(self, first: int, last: int, entry: Entry) -> None:
        kind = _KINDS.get(entry.kind) or entry.kind
        word = self.sheet.words[first]
        known = self._known.at(self.sheet.text, word.start)
        end = known[1] if known is not None else self.sheet.words[last - 1].end
        self.mentions.append(
            Mention(kind, first, last, word.start, end, entry.name, country=entry.country)  # type: ignore[arg-type]
        )

    def _add(self, kind: MentionKind, first: int, last: int, *, titled: bool = False) -> None:
        words_ = self.sheet.words
        name = self.sheet.cut(first, last)
        end = words_[last - 1].end
        if kind in ("organisation", "outlet", "name"):
            name = short_name([w.text for w in words_[first:last]]) or name
            country = next((h.country for _, _, h in self._hits(first, last) if h.country), None)
        else:
            name = _person_name(words_[first:last])
            country = None
        if not name:
            return
        self.mentions.append(
            Mention(
                kind, first, last, words_[first].start, end, name, titled=titled, country=country
            )
        )


def short_name(parts: Sequence[str]) -> str:
    """A body's name without what only tells its legal form: Cargill Inc. -> Cargill."""
    kept = list(parts)
    dropped = False
    while len(kept) > 1 and (
        kept[-1].lower() in _SUFFIXES or dropped and kept[-1].lower() in _TRAILING
    ):
        kept.pop()
        dropped = True
    while kept and kept[-1] in (",", "&"):
        kept.pop()
    name = ""
    for part in kept:
        name += part if not name or part in (",", "'s", "’s", "'") else " " + part
    return name


def _person_name(run: Sequence[Word]) -> str:
    """The name without marks around a nickname and without brackets."""
    return " ".join(w.text for w in run if w.text not in "()“”\"‘’'")


def _personal(run: Sequence[Word]) -> bool:
    """Whether a run reads as a person's name: a known given name first, or tagged so."""
    parts = [w for w in run if w.cap]
    if len(parts) < 2 or len(parts) > 5:
        return False
    if parts[-1].low in _SUFFIXES or parts[-1].low in _BODY and parts[-1].ent != "PERSON":
        return False
    if is_forename(parts[0].text) and parts[-1].ent not in (
        "FAC",
        "LAW",
        "EVENT",
        "WORK_OF_ART",
        "PRODUCT",
    ):
        return parts[-1].ent != "ORG" or parts[0].ent != "ORG" or len(parts) < 4
    return False


def _official(word: Word) -> bool:
    return is_role(word.low) or is_title(word.low) or is_modifier(word.low)


def _is_office(run: Sequence[Word]) -> bool:
    """Whether the run ends with a word of office: German Foreign Minister."""
    return is_role(run[-1].low) and not may_be_surname(run[-1].low) or is_title(run[-1].low)


def _nickname(words_: Sequence[Word]) -> bool:
    """`“Pen” Farthing` behind a given name; `) Putin` behind an inserted one."""
    opened, name, closed, after = words_
    return name.cap and after.cap and closed.text in "”\"’')" and opened.text in "“\"‘'("


def _behind_dateline(sheet: Sheet, first: int, last: int) -> int:
    """The first word behind a dateline: `PARIS (Reuters) -`."""
    match = _DATELINE.match(sheet.text, sheet.words[first].start)
    if match is None:
        return first
    while first < last and sheet.words[first].start < match.end():
        first += 1
    return first


def _describe(sheet: Sheet, mentions: list[Mention]) -> None:
    """Roles and countries that stand beside the persons."""
    by_first = {m.first: m for m in mentions}
    for mention in mentions:
        if mention.kind not in ("person", "name"):
            continue
        before = role_before(sheet, mention.first)
        behind = None if before is not None and mention.titled else role_behind(sheet, mention.last)
        for bounds, leads in ((before, True), (behind, False)):
            if bounds is None:
                continue
            _with_role(sheet, mention, bounds, leads, by_first)
        after = sheet.words[mention.last : mention.last + 2]
        if len(after) == 2 and after[0].low == "of" and mention.kind == "person":
            home = by_first.get(after[1].i)
            if home is not None and home.kind == "country":
                mention.country = home.country


def _with_role(
    sheet: Sheet,
    mention: Mention,
    bounds: tuple[int, int],
    leads: bool,
    by_first: dict[int, Mention],
) -> None:
    first, last = bounds
    words_ = sheet.words
    inside = [
        by_first[i] for i in range(first, last) if i in by_first and by_first[i] is not mention
    ]
    if leads:
        mention.titled = True
        mention.lead = first
    for word in words_[first:last]:
        mention.gender = word_gender(word.low) or mention.gender
    if not any(is_role(w.low) for w in words_[first:last]):
        return
    mention.offices.append(bounds)
    mention.beside += inside
    if mention.role is None or leads:
        mention.role = sheet.cut(first, last)
    for other in inside:
        if other.country and mention.country is None:
            mention.country = other.country
