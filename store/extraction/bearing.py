"""Whether a single word that no list knows speaks and acts as a person does, or as a body."""

from __future__ import annotations

from collections.abc import Sequence

from store.extraction.lexicon import load, words
from store.extraction.mention import Mention
from store.extraction.sheet import Sheet, Word

_SPEECH = words("people", "signs.speech")
_ACTS = words("people", "signs.acts")
_TRADING = words("people", "signs.trading")
_HOLDINGS = words("people", "signs.holdings")
_KINDS = frozenset(noun for nouns in load("organisations")["common"].values() for noun in nouns)
_NEUTRAL = frozenset({"it", "its", "itself", "they", "their", "themselves"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_SEVERAL = frozenset({"have", "are", "were"})
_SITES = frozenset({"website", "site", "blog", "app", "platform", "forum", "channel", "podcast"})
_WITHIN = frozenset({"at", "within", "inside", "across", "via"})
_JOINED = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "O'", "O’", "D'", "D’", "Fitz")


def acts_as_person(sheet: Sheet, group: Sequence[Mention]) -> bool:
    """Whether the mentions of a single word are a person's by what it does and has.

    It speaks or acts as one does, and nothing tells a body: no *it* or *they* behind, no shares
    or staff, no plural verb, no company that it is called, no spelling of a brand.
    """
    personal = 0
    if not _is_written_as_surname(group[0].name):
        return False
    for mention in group:
        last = sheet.words[mention.last - 1]
        if last.tag != "NNP" or _tells_body(sheet, mention):
            return False
        if last.dep != "nsubj":
            continue
        verb = sheet.words[last.head]
        if _is_plural(sheet, verb):
            return False
        lemma = sheet.doc[verb.last].lemma_.lower()
        if lemma not in _SPEECH and (lemma not in _ACTS or _trades(sheet, verb)):
            continue
        pronoun = _pronoun_behind(sheet, last.i, quoted=last.quoted)
        personal += -1 if pronoun in _NEUTRAL else 1
    return personal > 0


def _is_written_as_surname(name: str) -> bool:
    """One capital at the front or behind a particle; no digits: not *EgyptAir*, *X1*."""
    rest = name[1:]
    for particle in _JOINED:
        if name.startswith(particle) and len(name) > len(particle) + 2:
            rest = name[len(particle) + 1 :]
            break
    return all(part[1:].islower() for part in rest.split("-")[1:] if part[1:]) and (
        rest.split("-")[0].islower()
    )


def _tells_body(sheet: Sheet, mention: Mention) -> bool:
    """Whether what stands beside the name is a body's: *X shares*, *at X*, *the website X*."""
    before = sheet.words[mention.first - 1].low if mention.first else ""
    behind = sheet.words[mention.last : mention.last + 8]
    if before in _WITHIN or before in _KINDS | _SITES:
        return True
    if behind and behind[0].low in ("'s", "’s", "'", "’"):
        return any(word.low in _HOLDINGS for word in behind[1:3])
    if behind and behind[0].low in _HOLDINGS:
        return True
    if len(behind) < 2 or behind[0].text != "," or behind[1].low not in ("a", "an", "the"):
        return False
    for word in behind[2:]:
        if word.is_mark() or word.tag.startswith("V"):
            return False
        if word.low in _KINDS:
            return True
    return False


def _trades(sheet: Sheet, verb: Word) -> bool:
    """Whether it is business that is promised or refused: *offered to sell*."""
    done = (child for child in sheet.children(verb) if child.dep in ("xcomp", "ccomp"))
    return any(sheet.doc[child.last].lemma_.lower() in _TRADING for child in done)


def _is_plural(sheet: Sheet, verb: Word) -> bool:
    """Whether the verb agrees with several: *Chelsea say*, *Arsenal have refused*."""
    helping = any(child.low in _SEVERAL for child in sheet.children(verb) if child.dep == "aux")
    return helping or (
        verb.tag == "VBP" and not any(c.dep in ("aux", "ccomp") for c in sheet.children(verb))
    )


def _pronoun_behind(sheet: Sheet, at: int, *, quoted: bool) -> str:
    """The first pronoun of the sentence behind a word, outside of somebody else's speech."""
    _, end = sheet.sentences[sheet.words[at].sent]
    for word in sheet.words[at + 1 : end]:
        if word.low in _NEUTRAL | _PERSONAL and word.quoted == quoted:
            return word.low
    return ""
