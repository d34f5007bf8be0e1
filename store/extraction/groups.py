"""Described groups: 26 countries, some allies, the chiefs of staff; how they are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extraction.lexicon import words
from store.extraction.sheet import Word
from store.extraction.stage import Stage

_STATES = words("groups", "nouns.states")
_GROUPS = words("groups", "nouns.groups")
_BROAD = words("groups", "words.broad")
_POINTING = words("groups", "words.pointing")
_QUANTITIES = words("groups", "words.quantities")
_DOCUMENTS = words("groups", "nouns.documents")
_ABSTRACT = words("groups", "nouns.abstract")
_NUMBERS = words("groups", "words.numbers")
_ARTICLES = frozenset({"the", "a", "an", "these", "those", "this", "that", "other", "such", "all"})
_CUT = frozenset(
    {
        ",",
        "(",
        "—",
        "–",
        "--",
        ";",
        ":",
        "including",
        "who",
        "which",
        "that",
        "such",
        "where",
        "whose",
        "whom",
    }
)
_DERIVED = re.compile(r"(?:[st]ion|ment|ness|ism|ity|[ae]nce|ship|hood)$")
_WORLD = frozenset({"country", "nation", "state"})
_MOST = 14  # words of a group's name at the most


def is_plural(word: Word) -> bool:
    """Whether the noun is in the plural, or means several by itself."""
    return word.tag in ("NNS", "NNPS") or word.low in (
        "people",
        "police",
        "public",
        "media",
        "opposition",
        "community",
    )


def is_collective(stage: Stage, word: Word) -> bool:
    """Whether the noun can head a described group."""
    lemma = stage.lemma(word)
    return lemma in _GROUPS or lemma in _STATES or word.low in _GROUPS


def is_abstract(stage: Stage, word: Word) -> bool:
    """Whether the noun means an act, a paper or a quality, none that could act: sanctions."""
    lemma = stage.lemma(word)
    return lemma in _DOCUMENTS or lemma in _ABSTRACT or bool(_DERIVED.search(lemma))


def is_state(stage: Stage, word: Word) -> bool:
    """Whether the noun means states: countries, nations."""
    return stage.lemma(word) in _WORLD


def has_number(phrase: Sequence[Word], head: Word) -> bool:
    """Whether a number counts the group."""
    return any((w.tag == "CD" or w.low in _NUMBERS) and w.i < head.i for w in phrase)


def only_points(phrase: Sequence[Word], head: Word) -> bool:
    """Whether nothing but a pointing word tells which group is meant: these states."""
    before = [w for w in phrase if w.i < head.i]
    return bool(before) and all(w.low in _POINTING for w in before)


def group_name(stage: Stage, phrase: Sequence[Word], head: Word) -> str:
    """The name of a group: number and head for states, else its words without the article."""
    kept = list(phrase)
    while kept and kept[0].i < head.i and kept[0].low in _ARTICLES:
        if kept[0].low == "all" and len(kept) > 1 and kept[1].low == "of":
            break
        kept.pop(0)
    if not kept:
        kept = [head]
    if is_state(stage, head) and has_number(kept, head):
        counted = [w for w in kept if w.i < head.i and w.low not in _BROAD]
        return _join(stage, counted) + " countries" if counted else "countries"
    end = next(
        (
            at
            for at, w in enumerate(kept)
            if w.i > head.i
            and w.low in _CUT
            and not _listed(kept, at)
            and not (_names_members(kept, at) and not has_number(kept, head))
        ),
        len(kept),
    )
    end = next(
        (
            at
            for at, w in enumerate(kept[:end])
            if w.i > head.i and w.dep in ("acl", "relcl") and w.head == head.i
        ),
        end,
    )
    kept = kept[: min(end, _MOST + 8 if "of" in [w.low for w in kept] else _MOST)]
    if has_number(kept, head) and not any(w.low == "of" and w.i == head.i + 1 for w in kept):
        kept = [w for w in kept if w.i <= head.i]
    while len(kept) > 1 and (kept[-1].pos in ("ADP", "CCONJ", "PUNCT", "DET")):
        kept.pop()
    return _join(stage, kept)


def _names_members(kept: Sequence[Word], at: int) -> bool:
    """Whether `, including X` begins or goes on here."""
    return "including" in (kept[at].low, kept[at + 1].low if at + 1 < len(kept) else "")


def _listed(kept: Sequence[Word], at: int) -> bool:
    """Whether a comma stands in a list behind `of`: the ministers of X, Y, and Z."""
    behind_of = any(w.low == "of" for w in kept[:at])
    return kept[at].text == "," and behind_of and any(w.low == "and" for w in kept[at:])


def _join(stage: Stage, kept: Sequence[Word]) -> str:
    name = re.sub(r"\s+", " ", stage.sheet.text[kept[0].start : kept[-1].end]).strip()
    follows = stage.sheet.text[kept[-1].end : kept[-1].end + 1]
    opened = sum(name.count(mark) for mark in '“"')
    return name + follows if follows in '”"' and opened % 2 and follows else name


def named_before(stage: Stage, head: Word) -> str | None:
    """The group that `these states`, `the countries` point back to: the last of their kind."""
    lemma = stage.lemma(head)
    kinds = _STATES | {"ally", "partner"} if lemma in _WORLD else {lemma}
    for seen in stage.before(head):
        player = stage.troupe[seen.actor]
        if _vague(player.name):
            continue
        if player.kind == "group" and any(_heads(player.name, kind) for kind in kinds):
            return player.id
    return None


def _vague(name: str) -> bool:
    """Whether a group is only a part of one, so that `the …` does not mean it: some allies."""
    return name.split()[0].lower() in _QUANTITIES


def _heads(name: str, lemma: str) -> bool:
    plural = lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"
    return bool(re.search(rf"\b{re.escape(plural)}\b", name.lower()))


def counted_ahead(
    stage: Stage, phrase: Sequence[Word], head: Word
) -> tuple[list[Word], Word] | None:
    """For a bare plural in the headline: the group of that kind that the story then counts."""
    if head.sent > 1 or any(w.i < head.i for w in phrase):
        return None
    lemma = stage.lemma(head)
    for word in stage.sheet.words[head.i + 1 :]:
        if word.sent > head.sent + 8:
            return None
        if stage.lemma(word) != lemma and not (lemma in _WORLD and is_state(stage, word)):
            continue
        found = stage.phrase(word)
        owned = any(w.low in ("'s", "'") and w.i < word.i for w in found)
        if has_number(found, word) or owned:
            return found, word
    return None
