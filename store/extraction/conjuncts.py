"""A noun phrase taken apart: its edges, its head, and the conjuncts of `X and Y`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from store.extraction.groups import is_collective
from store.extraction.lexicon import words
from store.extraction.mention import Mention
from store.extraction.pronouns import is_pronoun
from store.extraction.sheet import Word
from store.extraction.stage import Stage
from store.extraction.titles import is_role

_COMPANY = words("organisations", "common.company")
_BODY = words("organisations", "common.body")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_LEADING = frozenset({"and", "but", "as", "by", "from", "to", "both", "either", "neither"})
_TRAILING = frozenset(
    {
        "himself",
        "herself",
        "itself",
        "themselves",
        "alike",
        "both",
        "together",
        "alone",
        "too",
        "also",
    }
)
_CUTS = frozenset({"and", "or", ",", "—", "–", "--", "&", "nor"})
_LINKS = _CUTS | {"the", "'s"}
_ADJECTIVES = frozenset({"demonym", "regional"})


def trimmed(phrase: Sequence[Word]) -> list[Word]:
    """The phrase without marks, `both`, `himself` and the possessive at its edges."""
    kept = list(phrase)
    while kept and (kept[0].is_mark() or kept[0].low in _LEADING):
        if kept[0].low == "both" and not any(w.low == "and" for w in kept):
            break
        kept.pop(0)
    while kept and (kept[-1].is_mark() or kept[-1].low in ("'s", "'")):
        kept.pop()
    while len(kept) > 1 and kept[-1].low in _TRAILING:
        kept.pop()
    return kept


def head_of(phrase: Sequence[Word]) -> Word:
    """The word that governs the phrase; without a parse that holds, its last noun or name."""
    inside = {w.i for w in phrase}
    for word in phrase:
        top = word.head not in inside or word.head == word.i
        if top and word.pos in _NOMINAL and not word.is_mark():
            return word
    nouns = [w for w in phrase if w.pos in ("NOUN", "PROPN", "PRON")]
    return nouns[-1] if nouns else phrase[-1]


def conjuncts(stage: Stage, phrase: list[Word]) -> list[list[Word]]:
    """The phrases that `and` joins at the top of the phrase; the phrase itself otherwise."""
    if not any(w.low in _CUTS for w in phrase):
        return [phrase]
    members = _members(stage, phrase)
    if members:
        return members
    tops = [head_of(phrase)]
    for word in phrase:
        known = {top.i for top in tops}
        if word.dep == "conj" and word.pos in _NOMINAL and word.i not in known:
            tops += [word] if word.head in known else []
    if len(tops) < 2:
        return _by_names(stage, phrase)
    mention = stage.at.get(tops[0].i)
    if mention is not None and any(mention.first <= top.i < mention.last for top in tops[1:]):
        return [phrase]
    edges = [phrase[0].i]
    for one, other in pairwise(tops):
        between = [w.i for w in phrase if one.i < w.i < other.i and w.low in _CUTS]
        if not between:
            return [phrase]
        edges.append(between[-1])
    edges.append(phrase[-1].i + 1)
    parts = [
        trimmed(
            [w for w in phrase if first <= w.i < last and not (w.i == first and w.low in _CUTS)]
        )
        for first, last in pairwise(edges)
    ]
    parts = [part for part in parts if part]
    if any(_same_one(parts[0], part) for part in parts[1:]):
        return [phrase]
    return parts if all(_acts(stage, part) for part in parts) else [phrase]


def _same_one(first: list[Word], other: list[Word]) -> bool:
    """`the businessman and reality star`: one person with two descriptions."""
    head = head_of(other)
    led = first[0].tag in ("DT", "PRP$")
    return led and other[0].tag not in ("DT", "PRP$", "CD") and head.tag == "NN" and not head.cap


def _acts(stage: Stage, part: list[Word]) -> bool:
    """Whether a conjunct can be an actor by itself."""
    head = head_of(part)
    if stage.at.get(head.i) is not None or is_pronoun(head):
        return True
    known = head.low in _BODY or head.low in _COMPANY
    return known or is_role(head.low) or is_collective(stage, head)


def _members(stage: Stage, phrase: list[Word]) -> list[list[Word]]:
    """`Other firms including X and Y`: the members that are named."""
    at = next((at for at, w in enumerate(phrase) if w.low == "including"), None)
    if at is None or phrase[0].low != "other":
        return []
    named = _proper(stage.mention_in(phrase[at:]))
    return [stage.sheet.words[m.first : m.last] for m in named] if len(named) > 1 else []


def _by_names(stage: Stage, phrase: list[Word]) -> list[list[Word]]:
    """`X (A) and Y (B)` where the parse does not join them: names with nothing else between."""
    named = _proper(stage.mention_in(phrase))
    if len(named) < 2 or named[0].first > phrase[0].i + 1 or named[-1].last < phrase[-1].i - 3:
        return [phrase]
    gaps = [[w for w in phrase if one.last <= w.i < other.first] for one, other in pairwise(named)]
    plain = all(gap and (_bracket(gap) or all(w.low in _LINKS for w in gap)) for gap in gaps)
    persons = all(stage.troupe[m.actor].kind == "person" for m in named if m.actor)
    listed = persons and all(m.actor for m in named) and all(len(gap) == 1 for gap in gaps)
    listed = listed and named[-1].last > phrase[-1].i
    if plain and (listed or any(w.low in ("and", "or") for w in gaps[-1])):
        return [stage.sheet.words[m.first : m.last] for m in named]
    return [phrase]


def _proper(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.kind not in _ADJECTIVES and m.kind != "short"]


def _bracket(gap: Sequence[Word]) -> bool:
    marks = {w.text for w in gap}
    return "(" in marks and ")" in marks
