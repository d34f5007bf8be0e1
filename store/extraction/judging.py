"""What a name is that no list knows: a person, a body, or nothing that acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from store.extraction.bearing import acts_as_person
from store.extraction.lexicon import words
from store.extraction.mention import Mention, is_acronym
from store.extraction.sheet import Sheet, Word
from store.records import ActorKind

_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_BELONGINGS = words("people", "signs.belongings")
_FACING = frozenset({"with", "against", "between", "by"})
_HELPING = frozenset({"support", "help", "urge", "tell", "accuse", "back"})
_COMPASS = words("countries", "places.compass")
_PLACING = frozenset({"in", "at", "near", "outside", "around", "across", "on", "via", "from"})


def judge(sheet: Sheet, group: Sequence[Mention]) -> ActorKind | None:
    """Person, body, or nothing that acts: by the tags, titles and verbs of all mentions."""
    votes: Counter[str] = Counter()
    subject = speaks = person = owner = placed = articled = 0
    for mention in group:
        last = sheet.words[mention.last - 1]
        votes[last.ent] += 1
        person += mention.kind == "person" or mention.titled
        several = mention.last - mention.first > 1
        person += bool(mention.role) and (last.ent == "PERSON" or (several and last.ent == "ORG"))
        person += _followed_by_who(sheet, mention) + _has_belongings(sheet, mention)
        owner += last.dep == "poss"
        subject += last.dep == "nsubj"
        placed += located(sheet, mention)
        articled += _articled(sheet, mention, last)
        speaks += _speaks(sheet, last)
    total = len(group)
    several = group[0].last - group[0].first > 1
    if not several and group[0].name.lower() in _COMPASS:
        return None
    titled = sum(m.titled or m.kind == "person" for m in group)
    if not several and not titled and placed * 2 > total:
        return None
    if articled * 2 > titled * 2 + 1:
        person = 0
    acronym = is_acronym(group[0].name) and not several
    if acronym and not any(m.titled for m in group):
        return "organisation" if votes["ORG"] * 2 >= total else None
    if person * 2 >= total or (person * 4 >= total and not several):
        return "person"
    plural = any(sheet.words[m.last - 1].tag in ("NNPS", "NNS") for m in group)
    if votes["PERSON"] * 2 > total and not plural and not articled:
        told = several or speaks or subject * 2 > total
        return "person" if told or total > 1 else None
    if not several and not articled and not placed and acts_as_person(sheet, group):
        return "person"
    if not several and len(group[0].name) > 5 and group[0].name.isupper() and total < 2:
        return None
    if votes["ORG"] * 2 >= total and (several or subject or owner or speaks or total > 1):
        return "organisation" if not _only_initial(sheet, group) else None
    return "person" if votes["PERSON"] and speaks else None


def acts_as_state(sheet: Sheet, mention: Mention) -> bool:
    """Whether a capital or seat stands where a state would: as subject, owner, or one side."""
    if mention.kind == "people":
        return False
    word = sheet.words[mention.last - 1]
    if mention.kind == "seat":
        return word.dep in ("nsubj", "nsubjpass", "poss")
    governor = sheet.words[word.head]
    for _ in range(4):
        if word.dep != "conj":
            break
        word, governor = governor, sheet.words[governor.head]
    if word.dep in ("nsubj", "nsubjpass"):
        return governor.pos == "VERB" and governor.dep != "relcl"
    if word.dep == "pobj":
        return governor.low in _FACING
    if word.dep == "dobj":
        return sheet.doc[governor.last].lemma_ in _HELPING
    return word.dep == "poss"


def located(sheet: Sheet, mention: Mention) -> bool:
    """Whether the name stands where places do: in Austin."""
    if mention.first > 0 and sheet.words[mention.first - 1].low in _PLACING:
        return True
    word = sheet.words[mention.last - 1]
    for _ in range(4):
        if word.dep not in ("conj", "appos") or word.head == word.i:
            break
        word = sheet.words[word.head]
    return word.dep == "pobj" and sheet.words[word.head].low in _PLACING


def _articled(sheet: Sheet, mention: Mention, last: Word) -> bool:
    """Whether an article leads the name, as it never leads a person's: the Taliban."""
    before = sheet.words[mention.first - 1] if mention.first else None
    if before is None or before.low != "the" or mention.lead >= 0:
        return False
    return last.dep not in ("compound", "amod", "nmod") and last.head != last.i


def _followed_by_who(sheet: Sheet, mention: Mention) -> bool:
    behind = sheet.words[mention.last : mention.last + 2]
    return len(behind) == 2 and behind[0].text == "," and behind[1].low in ("who", "whom")


def _has_belongings(sheet: Sheet, mention: Mention) -> bool:
    """Whether the name owns what persons have: X's wife, the X campaign."""
    behind = sheet.words[mention.last : mention.last + 2]
    if len(behind) == 2 and behind[0].low in ("'s", "'"):
        return behind[1].low in _BELONGINGS
    return bool(behind) and behind[0].low in _BELONGINGS and not behind[0].is_mark()


def _speaks(sheet: Sheet, word: Word) -> bool:
    if word.dep != "nsubj":
        return False
    return sheet.doc[sheet.words[word.head].last].lemma_.lower() in _SAYING


def _only_initial(sheet: Sheet, group: Sequence[Mention]) -> bool:
    """Whether a single word only opens a sentence, where any word has its capital."""
    return (
        len(group) < 2
        and group[0].last - group[0].first == 1
        and sheet.words[group[0].first].initial
    )
