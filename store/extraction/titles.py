"""Words of office and courtesy: which they are, and the role that stands beside a name."""

from __future__ import annotations

import re

from store.extraction.lexicon import load, words
from store.extraction.sheet import Sheet, Word, fold

_COURTESY = words("people", "titles.courtesy")
_RANKS = words("people", "titles.ranks")
_HEADS = words("people", "roles.heads")
_MODIFIERS = words("people", "roles.modifiers")
_OF = words("people", "roles.of")
_SURNAMES = words("people", "roles.surnames")
_MALE = words("people", "gender.male")
_FEMALE = words("people", "gender.female")
_HE = frozenset(load("forenames")["male"].split())
_SHE = frozenset(load("forenames")["female"].split())
_EITHER = frozenset(load("forenames")["either"].split())
_SHORT: dict[str, str] = load("forenames")["short"]
_PREFIX = re.compile(r"^(?:ex|co|vice|deputy|arch)-")
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
_BEHIND = frozenset({"'s", "and", "emeritus", "elect"})
_PHRASE = _BEFORE | {"ADP", "PART", "CCONJ", "DET"}
_QUANTITIES = words("groups", "words.quantities")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSING = frozenset({",", "(", ")", ".", ";", ":", "—", "–", "--", '"', "“", "”", "''", "``", "‘"})
_STOP = frozenset({"today", "yesterday", "tomorrow", "earlier", "later", "meanwhile"})


def is_title(low: str) -> bool:
    """Whether the word is a courtesy title or rank: Mr, Gen."""
    return low in _COURTESY or low in _RANKS


def bare_role(low: str) -> str:
    """A word of office without `ex-`, `co-` and the like."""
    return _PREFIX.sub("", low)


def is_role(low: str) -> bool:
    """Whether the word is a noun for who holds an office or has a task, also in the plural."""
    if low in _HEADS or _PREFIX.sub("", low) in _HEADS:
        return True
    return low.endswith("s") and (
        low[:-1] in _HEADS or (low.endswith("men") and low[:-3] + "man" in _HEADS)
    )


def is_plural_role(low: str) -> bool:
    """Whether the word is a word of office in the plural: MPs, ministers."""
    return singular(low) != _PREFIX.sub("", low)


def singular(low: str) -> str:
    """The role word in the singular, without `ex-` and the like."""
    low = _PREFIX.sub("", low)
    if low in _HEADS or not low.endswith("s"):
        return low[:-3] + "man" if low.endswith("smen") else low
    return low[:-1] if low[:-1] in _HEADS else low


def is_modifier(low: str) -> bool:
    """Whether the word goes before a word of office: prime, foreign, deputy."""
    return low in _MODIFIERS or low in _HEADS


def may_be_surname(low: str) -> bool:
    """Whether a word of office is a common surname too."""
    return low in _SURNAMES


def is_forename(word: str) -> bool:
    """Whether the word is a given name that the lexicon holds; of a double name, its first."""
    low = fold(word)
    part = low.split("-")[0]
    return any(name in known for name in (low, part) for known in (_HE, _SHE, _EITHER))


def forename_gender(word: str) -> str:
    """`m`, `f`, or nothing where the given name does not tell."""
    low = fold(word)
    for name in (low, low.split("-")[0]):
        he, she = name in _HE, name in _SHE
        if name in _EITHER or (he and she):
            return ""
        if he or she:
            return "m" if he else "f"
    return ""


def long_form(forename: str) -> str:
    """The given name that a short form stands for, folded: mike -> michael."""
    return _SHORT.get(forename, forename)


def word_gender(low: str) -> str:
    """`m` or `f` where a title or noun tells."""
    last = low.rsplit(" ", 1)[-1]
    if last in _MALE:
        return "m"
    return "f" if last in _FEMALE else ""


def role_before(sheet: Sheet, first: int) -> tuple[int, int] | None:
    """The words of a role right before word `first`, as (from, to); nothing without one."""
    opened = sheet.sentences[sheet.words[first].sent][0]
    at = first - 1
    if at < opened:
        return None
    here = sheet.words[at]
    if here.text == "," and at - 1 > opened:
        return _role_before_comma(sheet, opened, at)
    if not (is_title(here.low) or is_role(here.low)):
        return _role_with_of(sheet, opened, at)
    begin = at
    while begin - 1 >= opened and _goes_before(sheet, begin - 1):
        begin -= 1
    while begin < at and sheet.words[begin].low in ("'s", "'", "and", "of", "for", "-"):
        begin += 1
    return begin, at + 1


def _goes_before(sheet: Sheet, at: int) -> bool:
    word = sheet.words[at]
    if word.low in _STOP or (word.is_mark() and word.low not in ("'s", "'")):
        return False
    follows = sheet.words[at + 1]
    loose = word.pos == "NOUN" and not word.cap and not is_modifier(word.low)
    if loose and follows.cap and not is_role(word.low):
        return False
    if word.text.isupper() and len(word.text) > 5 and not follows.text.isupper():
        return False
    if word.pos in _BEFORE or is_modifier(word.low) or (word.text.isupper() and len(word.text) > 1):
        return (
            word.ent not in ("DATE", "TIME")
            and word.tag != "CD"
            and word.dep not in ("nsubj", "nsubjpass")
        )
    if word.low in ("'s", "'"):
        return True
    if word.low == "and":
        before, after = sheet.words[at - 1].low if at else "", sheet.words[at + 1].low
        return (is_modifier(before) or before in _OF) and (is_modifier(after) or after in _OF)
    return False


def _role_with_of(sheet: Sheet, opened: int, at: int) -> tuple[int, int] | None:
    """Secretary of State X; Chancellor of the Exchequer X; adviser on national security X."""
    words_, end = sheet.words, at + 1
    while at >= opened and end - at < 5 and _after_of(words_[at]):
        at -= 1
    inside = words_[at + 1 : end]
    if not any(w.low not in ("the", "and") for w in inside) or at - 1 < opened:
        return None
    if words_[at].low not in ("of", "on", "for") or not is_role(words_[at - 1].low):
        return None
    begin = at - 1
    while begin - 1 >= opened and _goes_before(sheet, begin - 1):
        begin -= 1
    return begin, end


def _after_of(word: Word) -> bool:
    return (
        word.low in _OF
        or word.low in ("the", "and")
        or (word.pos in ("NOUN", "ADJ") and not word.cap)
    )


def _role_before_comma(sheet: Sheet, opened: int, comma: int) -> tuple[int, int] | None:
    """The chief executive of X, NAME; Qatar's prime minister, NAME: back from the comma."""
    first = comma
    for at in range(comma - 1, max(opened, comma - 12) - 1, -1):
        word = sheet.words[at]
        if word.low in ("the", "a", "an") or word.tag == "PRP$":
            if _head_of(sheet.words[at + 1 : comma]) is not None:
                return at + 1, comma
            if sheet.words[at - 1].pos != "ADP":
                return None
        elif word.pos not in _PHRASE and word.low != "'s":
            break
        first = at
    inside = sheet.words[first:comma]
    owned = any(w.low == "'s" for w in inside) or (bool(inside) and inside[0].ent == "NORP")
    while inside and inside[0].pos not in _BEFORE:
        inside = inside[1:]
    return (inside[0].i, comma) if owned and inside and _head_of(inside) is not None else None


def role_behind(sheet: Sheet, last: int) -> tuple[int, int] | None:
    """The words of an apposition with a role behind word `last`: `, director of X`."""
    words_, closed = sheet.words, sheet.sentences[sheet.words[last - 1].sent][1]
    if last + 1 >= closed or words_[last].text not in (",", "(", "—", "–", "--"):
        return None
    begin = last + 1
    article = words_[begin].low in ("the", "a", "an", "who")
    if words_[begin].low == "who":
        return _role_in_clause(sheet, begin, closed)
    if article or words_[begin].tag == "PRP$":
        begin += 1
    end = begin
    while end < closed and end - begin < 14 and words_[end].text not in _CLOSING:
        if words_[end].tag in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "TO"):
            break
        end += 1
    inside = words_[begin:end]
    head = _head_of(inside)
    if head is None or inside[0].pos in ("ADP", "CCONJ") or inside[0].low in _QUANTITIES:
        return None
    if end < closed and words_[end].tag in ("VBD", "VBZ", "VBP", "MD") and not article:
        return None
    if any(w.cap and w.ent == "PERSON" for w in inside[: head.i - begin]) and "'s" not in [
        w.low for w in inside
    ]:
        return None
    if end < closed and words_[end].tag in ("WP", "WDT", "TO", "VBD", "VBZ", "VBP", "MD"):
        while end - 1 > begin and words_[end - 1].pos == "ADP":
            end -= 1
    after = words_[head.i + 1] if head.i + 1 < end else None
    if after is not None and after.cap and after.low != "of" and after.ent == "PERSON":
        return None
    return begin, end


def _role_in_clause(sheet: Sheet, at: int, closed: int) -> tuple[int, int] | None:
    """`, who is the director of X`."""
    if at + 2 >= closed or sheet.words[at + 1].low not in ("is", "was", "serves", "heads", "leads"):
        return None
    begin = at + 2 + (sheet.words[at + 2].low in ("the", "a", "an"))
    end = begin
    while end < closed and end - begin < 10:
        if sheet.words[end].text in (",", ".", ";") or sheet.words[end].tag in _FINITE:
            break
        end += 1
    return (begin, end) if _head_of(sheet.words[begin:end]) is not None else None


def _head_of(inside: list[Word]) -> Word | None:
    """The word of office that heads these words: the last noun before a preposition."""
    last: Word | None = None
    for word in inside:
        role = is_role(word.low) or is_title(word.low)
        if word.pos == "ADP" and last is not None:
            break
        if role or (word.pos in ("NOUN", "PROPN") and word.low not in _BEHIND):
            last = word
    return last if last is not None and (is_role(last.low) or is_title(last.low)) else None


def role_head(role: str) -> str:
    """The word of office in a role as it is written: `minister` of `French foreign minister`."""
    parts = re.findall(r"[\w.'’-]+", role.lower())
    head = ""
    for part in parts:
        if part in ("of", "for", "to", "at", "in", "on") and head:
            break
        if is_role(part) or is_title(part):
            head = singular(part)
    return head
