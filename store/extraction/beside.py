"""What stands beside a name: a person's roles and country, a short form in brackets."""

from __future__ import annotations

import itertools
import re
from itertools import pairwise

from store.extraction.acronyms import initials_fit
from store.extraction.lexicon import words
from store.extraction.mention import Mention, is_acronym
from store.extraction.runs import official
from store.extraction.sheet import Sheet
from store.extraction.titles import is_forename, is_role, role_before, role_behind, word_gender

_LISTED = re.compile(r"\s*\((?:[A-Za-z]+\s?){1,3}:\s*$")
_CALLED = re.compile(
    r"(?:, | )(?:who is |better |also |popularly |commonly |widely )*"
    r"(?:known(?: simply)? as|nicknamed) [“\"‘']?"
)
_BODIES = frozenset({"organisation", "name", "alliance", "outlet"})
_OF_STATES = words("organisations", "named.states")
_CLUBS = frozenset({"real", "sporting", "united", "inter", "athletic", "royal"})
_CAMPAIGN = words("groups", "nouns.campaign") | words("groups", "nouns.administration")
_OF = frozenset({"of", "at", "for", "with", "the", "from"})


def add_short_forms(sheet: Sheet, mentions: list[Mention]) -> None:
    """`World Food Programme (WFP)`, `Wells Fargo (WFC)`: the bracket names the same body."""
    mentions[:] = [m for m in mentions if not _is_exchange(sheet, m)]
    for one, other in itertools.pairwise(mentions):
        gap = sheet.text[one.end : other.start]
        if _CALLED.fullmatch(gap) and one.kind == "person" and other.last - other.first == 1:
            if other.kind != "name":
                continue
            other.kind, other.beside = "short", [one]
            continue
        if other.kind not in ("name", "organisation") or one.kind not in _BODIES:
            continue
        if not is_acronym(other.name) or sheet.text[other.end : other.end + 1] != ")":
            continue
        near = (
            gap.strip() == "("
            or bool(_LISTED.match(gap))
            or (gap.endswith("(") and len(gap) < 12 and initials_fit(other.name, one.name))
        )
        if near:
            other.kind, other.beside = "short", [one]
            if one.kind == "name":
                one.kind = "organisation"
    full = {m.name: m.beside[0] for m in mentions if m.kind == "short"}
    for mention in mentions:
        if mention.kind in ("name", "organisation") and mention.name in full:
            mention.kind, mention.beside = "short", [full[mention.name]]


def _is_exchange(sheet: Sheet, mention: Mention) -> bool:
    """Whether a bracket's first word and a colon lead a ticker: (NYSE: X)."""
    opens = sheet.text[max(0, mention.start - 1) : mention.start] == "("
    return opens and sheet.text[mention.end : mention.end + 1] == ":" and mention.name.isupper()


def name_owners(sheet: Sheet, mentions: list[Mention]) -> None:
    """`Sudan's Ministry of Foreign Affairs`: a state's body is named with its state."""
    for one, other in pairwise(mentions):
        gap = sheet.text[one.end : other.start].strip().replace("’", "'")
        if one.kind == "organisation" and other.kind == "country" and gap in ("of", "of the"):
            one.country = one.country or other.country
        if one.kind != "country" or other.kind != "organisation" or gap not in ("'s", "'"):
            continue
        other.country = other.country or one.country
        if any(part in _OF_STATES for part in other.name.lower().split()):
            other.name = f"{sheet.text[one.start : one.end]}{gap} {other.name}"


def describe_persons(sheet: Sheet, mentions: list[Mention]) -> None:
    """Roles and countries that stand beside the persons."""
    by_first = {m.first: m for m in mentions}
    for mention in mentions:
        if mention.kind not in ("person", "name"):
            continue
        before = role_before(sheet, mention.first)
        behind = None
        if before is None or not mention.titled:
            behind = role_behind(sheet, mention.last)
        if before is not None:
            _with_role(sheet, mention, before, True, by_first)
            further = role_before(sheet, before[0]) if mention.role is None else None
            if further is not None and sheet.words[further[1]].text == ",":
                _with_role(sheet, mention, further, False, by_first)
        if behind is not None:
            _with_role(sheet, mention, behind, False, by_first)
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
    inside = [by_first[i] for i in range(first, last) if i in by_first]
    inside = [other for other in inside if other is not mention]
    role = sheet.words[first:last]
    if leads and sheet.words[last].text != ",":
        mention.titled = True
        mention.lead = first
    for word in role:
        mention.gender = word_gender(word.low) or mention.gender
    if not any(is_role(w.low) for w in role):
        return
    mention.offices.append(bounds)
    mention.beside += inside
    if mention.role is None or leads:
        mention.role = sheet.cut(first, last)
    for other in inside:
        before, earlier = sheet.words[other.first - 1], sheet.words[other.first - 2]
        owns = sheet.words[other.last].low in ("'s", "'") if other.last < last else False
        given = is_forename(sheet.words[other.first].text) and other.last - other.first > 1
        after = sheet.words[other.last].low if other.last < len(sheet.words) else ""
        owned = owns or after in _CAMPAIGN
        inner = other.first > first and other.kind == "name" and before.low in _OF
        if inner and not owned and not given:
            other.kind = "organisation"
        if owns and other.first > first:
            continue
        if (
            before.pos == "ADP"
            and earlier.cap
            and not official(earlier)
            and other.first - 2 >= first
        ):
            continue
        if _of_other_noun(sheet, other, first, last):
            continue
        if other.country and mention.country is None:
            mention.country = other.country


def _of_other_noun(sheet: Sheet, other: Mention, first: int, last: int) -> bool:
    """Whether a state or town in a role belongs to another noun: Real Madrid, a war in Iraq."""
    before = sheet.words[other.first - 1] if other.first > first else None
    after = sheet.words[other.last] if other.last < last else None
    if before is not None and before.cap and other.kind in ("capital", "country"):
        return not official(before) or before.low in _CLUBS
    if other.kind == "capital" and after is not None and after.low not in ("'s", "'"):
        return not official(after)
    if before is None:
        return False
    while before.low in ("and", ",", "or") and before.i - 1 > first:
        before = sheet.words[before.i - (2 if sheet.words[before.i - 1].cap else 1)]
    noun = sheet.words[before.i - 1]
    return before.low == "in" and noun.i >= first and noun.pos == "NOUN" and not official(noun)
