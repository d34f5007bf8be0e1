"""Names in an article: where they stand and what each may be; joins nothing into actors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extraction.beside import add_short_forms, describe_persons, name_owners
from store.extraction.countries import broader_names
from store.extraction.lexicon import load, words
from store.extraction.mention import Mention, MentionKind, is_acronym, person_name, short_name
from store.extraction.naming import CITIES
from store.extraction.runs import (
    BODY,
    SUFFIXES,
    THINGS,
    Hit,
    Runs,
    behind_dateline,
    closes_union,
    double_adjective,
    is_doctrine,
    is_office,
    official,
    personal,
)
from store.extraction.sheet import Sheet, Word
from store.extraction.titles import (
    is_forename,
    is_modifier,
    is_plural_role,
    is_role,
    is_title,
    may_be_surname,
)

_OUTLET = words("organisations", "outlets.words")
_PAPERS = words("organisations", "outlets.papers")
_ALONE = words("organisations", "named.alone")
_LOWER = words("organisations", "named.lower")
_OF = words("people", "roles.of")
_ENDS = words("people", "particles.suffixes")
_ABBREVIATED = frozenset(load("organisations")["abbreviated"])
_ADJECTIVAL = frozenset({"demonym", "country", "capital", "part", "regional"})
_MEANT = frozenset({"country", "demonym", "alliance", "body", "national"})
_STATES = frozenset({"country", "demonym"})
_COALITION = re.compile(
    r"[“\"‘']?\b((?:[Cc]oalition|[Aa]lliance|[Ll]eague|[Uu]nion) of (?:the )?[A-Za-z]+)[”\"’']?"
)
_GLUED = re.compile(r"‘s$|[:;!?,]?[\"“”].*|[:;!?—–].*")
_KINDS: dict[str, MentionKind] = {"body": "organisation", "national": "organisation"}


def find_names(sheet: Sheet) -> list[Mention]:
    """All names of the article by place; headlines in capitals give known names only."""
    finder = _Finder(sheet)
    for number, (first, last) in enumerate(sheet.sentences):
        block = sheet.words[first].block
        if number == 0 or sheet.words[first - 1].block != block:
            first = behind_dateline(sheet, first, last)
        if block in sheet.capital:
            finder.headline(first, last)
        else:
            finder.sentence(first, last)
    finder.coalitions()
    mentions = sorted(finder.mentions, key=lambda m: (m.start, -m.end))
    name_owners(sheet, mentions)
    add_short_forms(sheet, mentions)
    describe_persons(sheet, mentions)
    return mentions


class _Finder:
    """Walks the sentences and collects mentions."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.mentions: list[Mention] = []
        self._runs = Runs(sheet)

    def sentence(self, first: int, last: int) -> None:
        """The names between two words."""
        at = first
        while at < last:
            word = self.sheet.words[at]
            if not word.cap and not word.low.startswith("euro"):
                at += 1
                continue
            if not self.sheet.nameable(word) and not self._runs.hit(at):
                at += 1
                continue
            end = self._lower_body(at, last)
            if end:
                at = end
                continue
            end = self._runs.end(at, last)
            end = self._joined_body(at, end, last)
            if self._shouted(at, end):
                self.headline(at, end)
            else:
                self._parse(at, end)
            at = max(end, at + 1)

    def _shouted(self, first: int, last: int) -> bool:
        """Whether words in capitals only, none of them short, stand in a row: a line's lead."""
        run = [w for w in self.sheet.words[first:last] if not w.is_mark()]
        long = [w for w in run if w.text.isupper() and len(w.text) > 3]
        return len(run) > 1 and len(long) > 1 and all(w.text.isupper() for w in run)

    def _joined_body(self, at: int, end: int, last: int) -> int:
        """`the Hostages and Missing Families Forum`: one body with `and` in its name."""
        words_ = self.sheet.words
        first = words_[at]
        plain = end - at == 1 and first.ent not in ("PERSON", "GPE", "NORP")
        plain = plain and not official(first) and not is_acronym(first.text)
        if not plain or end + 1 >= last or words_[end].low != "and" or words_[at - 1].low != "the":
            return end
        behind = self._runs.end(end + 1, last) if words_[end + 1].cap else end
        return behind if words_[behind - 1].low in BODY else end

    def headline(self, first: int, last: int) -> None:
        """Known names; what else has a capital may be a name that the story gives (`weak`)."""
        words_ = self.sheet.words
        at = first
        while at < last:
            hit = self._runs.hit(at)
            if hit is not None:
                self._known_name((at, hit[1], hit[0]), hit[2])
                at = hit[1]
                continue
            end = at
            while end < last and words_[end].ent == "PERSON" and words_[end].cap:
                end += 1
            if 2 <= end - at <= 4 and is_forename(words_[at].text):
                self._add("person", at, end)
                self.mentions[-1].weak = True
                at = end
                continue
            if self.sheet.nameable(words_[at]) and len(words_[at].text) > 2:
                self._add("name", at, at + 1)
                self.mentions[-1].weak = True
            at += 1

    def coalitions(self) -> None:
        """Named coalitions: between marks or capitalised, and the same words elsewhere."""
        text = self.sheet.text
        known = [(m.start, m.end) for m in self.mentions if m.kind == "alliance"]
        found = [
            match
            for block in self.sheet.blocks
            for match in _COALITION.finditer(text, block.start, block.end)
            if not any(s < match.end(1) and match.start(1) < e for s, e in known)
        ]
        named = {match.group(1).lower() for match in found if _stands_out(match)}
        for match in found:
            inside = [
                w.i for w in self.sheet.words if w.start < match.end(1) and match.start(1) < w.end
            ]
            if match.group(1).lower() not in named or not inside:
                continue
            first, last = inside[0], inside[-1] + 1
            self.mentions = [m for m in self.mentions if m.last <= first or m.first >= last]
            self.mentions.append(
                Mention("alliance", first, last, match.start(1), match.end(1), match.group(1))
            )

    def _lower_body(self, at: int, last: int) -> int:
        """`the Russian foreign ministry`: a state's body in lower case; the word behind it."""
        words_ = self.sheet.words
        hit = self._runs.hit(at)
        if hit is None or hit[0].kind not in ("demonym", "country"):
            return 0
        end = hit[1]
        while end < last and end - hit[1] < 4 and not words_[end].cap:
            if words_[end].low in _LOWER:
                break
            if words_[end].pos not in ("ADJ", "NOUN") and words_[end].low != "'s":
                return 0
            end += 1
        if end >= last or words_[end].low not in _LOWER:
            return 0
        if hit[0].kind == "country":
            self._known_name((at, hit[1], hit[0]), hit[2])
            at = hit[1] + 1 if words_[hit[1]].low == "'s" else at
            return 0 if words_[hit[1]].low == "'s" else end
        name = self.sheet.cut(at, end + 1)
        start, stop = words_[at].start, words_[end].end
        self.mentions.append(
            Mention("organisation", at, end + 1, start, stop, name, country=hit[0].country)
        )
        return end + 1

    # --------------------------------------------------------------- parsing

    def _parse(self, first: int, last: int) -> None:
        """Split a run into known names, a role with its person, and what is left."""
        words_ = self.sheet.words
        hits = self._runs.hits(first, last)
        if len(hits) == 1 and hits[0][:2] == (first, last):
            self._known_name(hits[0])
            return
        taken = {i for begin, end, _ in hits for i in range(begin, end)}
        cut = self._role_end(first, last, taken)
        if cut is not None:
            self._add("person", cut, last)
            self.mentions[-1].titled = True
            while cut > first and official(words_[cut - 1]) and cut - 1 not in taken:
                cut -= 1
            self._remains(first, cut, hits)
            return
        run = words_[first:last]
        closed = next((i for i in range(first + 1, last) if words_[i].low in SUFFIXES), None)
        if closed is not None:
            self._body(first, closed + 1)
            self._behind_company(closed + 1, last)
            return
        loose = any(w.low in BODY and w.i not in taken for w in run)
        office = is_office(run) and not is_forename(run[0].text)
        if loose and not office and run[-1].low not in THINGS and not personal(run):
            self._body(first, last)
            return
        self._remains(first, last, hits)

    def _behind_company(self, first: int, last: int) -> None:
        """What follows a company's name: a ticker is no name."""
        words_ = self.sheet.words
        while first < last and (is_acronym(words_[first].text) or not words_[first].cap):
            first += 1
        if first < last:
            self._parse(first, last)

    def _role_end(self, first: int, last: int, taken: set[int]) -> int | None:
        """Where the person begins whom a role or title of the run leads."""
        words_ = self.sheet.words
        for at in range(last - 2, first - 1, -1):
            word = words_[at]
            if not (is_title(word.low) or is_role(word.low)):
                continue
            before, given = words_[at - 1], is_forename(words_[at + 1].text)
            bearer = at > first and at - 1 not in taken and before.low not in CITIES
            given = given and not is_forename(before.text)
            if bearer and may_be_surname(word.low) and not given and not official(before):
                continue
            return at + 1 if self._may_be_person(words_[at + 1 : last], taken) else None
        return None

    def _may_be_person(self, core: Sequence[Word], taken: set[int]) -> bool:
        """Whether the words behind an office can be a person's name."""
        if not core[0].cap or is_plural_role(core[0].low) or core[0].text in broader_names():
            return False
        if all(w.low in _ENDS for w in core) or core[-1].low in _OUTLET:
            return False
        if sum(w.cap for w in core) > 5 or any(w.i in taken for w in core):
            return False
        if any(w.low in SUFFIXES or w.low in THINGS for w in core):
            return False
        if any(w.low in BODY for w in core) and not personal(core):
            return False
        if len(core) > 1:
            return True
        return core[0].ent not in ("LAW", "WORK_OF_ART", "EVENT", "PRODUCT") and (
            core[0].ent == "PERSON" or not is_modifier(core[0].low)
        )

    def _remains(self, first: int, last: int, hits: Sequence[Hit]) -> None:
        """Known names of a stretch, and the chunks between them."""
        words_ = self.sheet.words
        at = first
        while at < last:
            hit = next((h for h in hits if h[0] == at and h[1] <= last), None)
            if hit is None:
                end = min([h[0] for h in hits if at < h[0]], default=last)
                self._chunk(at, min(end, last))
                at = min(end, last)
                continue
            whole = self._whole_body(hit, last)
            if whole:
                self._body(at, whole)
            elif hit[2].kind in _MEANT or hit[1] >= last or words_[last - 1].low not in THINGS:
                self._known_name(hit)
            at = whole or hit[1]

    def _whole_body(self, hit: Hit, last: int) -> int:
        """The end of a body's name that begins with a known one: American Express, BBC News."""
        words_ = self.sheet.words
        first, end, entry = hit
        if end >= last:
            return 0
        if words_[end].text in _ABBREVIATED:
            return end + 1
        if entry.kind == "outlet":
            return end + 1 if words_[end].low in _OUTLET else 0
        if entry.kind not in _ADJECTIVAL or words_[first].ent != "ORG":
            return 0
        while end < last and words_[end].ent == "ORG" and not official(words_[end]):
            end += 1
        return 0 if end == hit[1] or words_[end - 1].low in THINGS else end

    def _chunk(self, first: int, last: int) -> None:
        """A stretch of unknown capitalised words."""
        words_ = self.sheet.words
        if last - first > 1 and words_[first].low in _OF and words_[first - 1].low == "of":
            first += 1
        if closes_union(words_[first:last]):
            self._body(first, last)
            return
        while first < last and (official(words_[first]) or not words_[first].cap):
            if is_forename(words_[first].text) and last - first > 1:
                break
            first += 1
        while last > first and not self._ends_name(words_[last - 1]):
            last -= 1
        first = self._given_name(first, last)
        run = words_[first:last]
        person = personal(run)
        if not run or (any(w.low in THINGS for w in run) and not person):
            return
        if len(run) == 1 and len(run[0].text) < 2:
            return
        if len(run) == 1 and double_adjective(run[0]):
            return
        if any(w.low in BODY for w in run) and not person:
            self._body(first, last)
        else:
            paper = run[-1].low in _PAPERS and words_[first - 1].low == "the"
            self._add("person" if person else "outlet" if paper else "name", first, last)

    def _given_name(self, first: int, last: int) -> int:
        """Where a person's name begins behind words that are none: Royal Marine Paul X."""
        words_ = self.sheet.words
        for at in range(first + 1, last - 1):
            given = is_forename(words_[at].text) and words_[at].ent == "PERSON"
            if given and words_[first].ent != "PERSON" and not is_forename(words_[first].text):
                return at
        return first

    def _ends_name(self, word: Word) -> bool:
        if word.low in ("'s", "’s"):
            return True
        return word.cap and (not official(word) or may_be_surname(word.low))

    def _body(self, first: int, last: int) -> None:
        words_ = self.sheet.words
        while first < last and (words_[first].low in ("the", "a", "an") or not words_[first].cap):
            first += 1
        run = words_[first:last]
        behind_office = (
            first > 1 and words_[first - 1].low == "of" and is_role(words_[first - 2].low)
        )
        if behind_office and all(official(w) or w.low in BODY for w in run):
            return
        if not run or (len(run) == 1 and run[0].low in BODY and run[0].low not in _ALONE):
            return
        outlet = run[-1].low in _OUTLET or run[0].low == "associated"
        self._add("outlet" if outlet else "organisation", first, last)

    # ---------------------------------------------------------------- adding

    def _known_name(self, hit: Hit, end: int | None = None) -> None:
        first, last, entry = hit
        if end is None:
            found = self._runs.hit(first)
            end = found[2] if found is not None else self.sheet.words[last - 1].end
        kind: MentionKind = _KINDS.get(entry.kind) or entry.kind  # type: ignore[assignment]
        start = self.sheet.words[first].start
        self.mentions.append(
            Mention(kind, first, last, start, end, entry.name, country=entry.country)
        )

    def _add(self, kind: MentionKind, first: int, last: int) -> None:
        run = self.sheet.words[first:last]
        if any(mark in w.text for w in run for mark in "[]") or is_doctrine(run):
            return
        country = None
        if kind == "person" or any(w.text in "()" for w in run):
            name = person_name(run)
        else:
            name = short_name([w.text for w in run])
            told = [e.country for _, _, e in self._runs.hits(first, last) if e.kind in _STATES]
            country = told[0] if told else self._country_behind(first, last)
        start, end = run[0].start, run[-1].end
        glued = _GLUED.search(name)
        if glued is not None:
            name, end = name[: glued.start()], start + glued.start()
        if name:
            self.mentions.append(Mention(kind, first, last, start, end, name, country=country))

    def _country_behind(self, first: int, last: int) -> str | None:
        """The state of which a body is by its name: Supreme Court of India."""
        if last - first < 3 or self.sheet.words[last - 2].low not in ("of", "the"):
            return None
        hit = self._runs.hit(last - 1)
        return hit[0].country if hit is not None and hit[0].kind == "country" else None


def _stands_out(match: re.Match[str]) -> bool:
    """Whether a coalition's name is set between marks or capitalised."""
    whole = match.group(0)
    between = whole[0] in "“\"‘'" and whole[-1] in "”\"’'"
    return between or match.group(1).split()[-1][:1].isupper()
