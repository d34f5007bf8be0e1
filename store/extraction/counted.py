"""The noun that a number counts, and its class: nations are countries, troops soldiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from store.extraction.countries import gazetteer
from store.extraction.lexicon import load, words
from store.extraction.numerals import Numeral
from store.extraction.phrases import child_of, end_of
from store.extraction.scene import Scene

_INVARIANT = words("counting", "nouns.invariant")
_LONG = tuple(sorted(words("counting", "nouns.long"), key=len, reverse=True))
_MEASURES = words("counting", "nouns.measures")
_ATTRIBUTIVE = words("counting", "nouns.attributive")
_UNFIT = words("counting", "nouns.unfit")
_PREMODIFIERS = words("counting", "premodifiers.words")
_AGES = words("counting", "nouns.ages")
_TIMES = words("counting", "nouns.times")
_MILITARY = words("counting", "nouns.military")
_ALONE = words("counting", "telling.alone")
_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_BETWEEN = frozenset({"of", "the", "these", "those", "his", "her", "their", "its", "our", "all"})
_STATING = words("counting", "telling.stating")
_NUMBERS = words("counting", "telling.numbers")
_PRICED = words("counting", "telling.priced")
_LOST = frozenset({"dead", "missing"})
_DYING = frozenset({"die", "perish", "drown"})
_GAMES = frozenset({"miss", "contract", "claim", "save"})  # of things, too: missed 12 games
_FURTHEST = 8  # words from a number to its noun at the most


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: its class, its noun's token, where the phrase ends.

    `holder` is the noun that an attributive count belongs to: the plan of a 20-point plan.
    The unit `person?` asks that the verb tells of the dead or hurt.
    """

    unit: str
    noun: Token
    end: int
    rule: str
    confidence: float
    holder: Token | None = None


def lemma_of(token: Token) -> str:
    """The lemma in small letters; a plural with a capital (in headlines) loses its ending."""
    lemma = token.lemma_.lower()
    if token.tag_ in ("NNP", "NNPS") and lemma == token.lower_:
        if lemma.endswith("ies"):
            return lemma[:-3] + "y"
        if lemma.endswith("s") and not lemma.endswith("ss"):
            return lemma[:-1]
    return lemma


def class_of(word: str) -> str:
    """The class of a lemma in what is told: die and death are kill; others are themselves."""
    return _classes().get(word, word)


def is_noun(token: Token) -> bool:
    """Whether the token is tagged as a noun or name."""
    return token.tag_.startswith("NN")


def unit_of(noun: Token, end: int) -> str:
    """The class of a counted noun that ends at an offset, with the words that belong to it."""
    doc, lemma = noun.doc, lemma_of(noun)
    whole = doc.text[noun.idx : end].lower()
    units = _units()
    if whole in units:
        return units[whole]
    rest = whole.partition(" ")[2]
    before = f"{doc[noun.i - 1].lower_} " if noun.i else ""
    for name in (f"{lemma} {rest}" if rest else "", before + lemma, before + noun.lower_):
        if name in units:
            return units[name]
    money = load("counting")["money"]
    if lemma in money["nouns"]:
        return str(money["adjectives"].get(before.strip()) or money["nouns"][lemma])
    if lemma == "state" and before and _of_a_country(doc, noun):
        return "state"
    return units.get(lemma) or units.get(noun.lower_) or lemma


def counted_noun(
    scene: Scene, numeral: Numeral, tokens: Sequence[Token], behind: int
) -> Counted | None:
    """The plural noun behind the number, adjectives in between: 26 western nations."""
    doc, last = scene.doc, tokens[-1]
    at = last.i + 1
    while at < len(doc) and doc[at].idx < behind:
        at += 1
    if at < len(doc) and doc[at].text in _HYPHENS and behind == numeral.end:
        return None
    part = at < len(doc) and doc[at].lower_ == "of" and at + 1 < len(doc)
    part = part and (doc[at].head.i in {t.i for t in tokens} or _leads(doc[at + 1]))
    while part and at < len(doc) and _leads(doc[at]):
        at += 1
    noun = _plural(doc, at, singular=numeral.value <= 1)
    if noun is None or not _same_sentence(noun, last):
        return None
    end = _end_of_unit(doc, noun)
    after = _after(doc, end)
    lemma = lemma_of(noun)
    if lemma == "other" and not part:
        return Counted("person?", noun, end, "number alone", 0.6)
    if lemma in _UNFIT or noun.lower_ in _UNFIT or _is_age(doc, noun) or _is_always(doc, noun):
        return None
    event = load("counting")["events"].get(lemma)
    unit = "person" if event else unit_of(noun, end)
    parsed = any(t.head.i == noun.i for t in tokens)
    if lemma in _MEASURES and after is not None and after.lower_ == "of":
        end = _measured(doc, after, end)
    return Counted(unit, noun, end, "number and noun", 0.9 if parsed else 0.7)


def attributive(scene: Scene, numeral: Numeral, last: Token) -> Counted | None:
    """A count joined to a noun before another: a 20-point plan, a 5,000-strong force."""
    doc = scene.doc
    at = last.i + 1
    joined = at < len(doc) and doc[at].text in _HYPHENS and not last.whitespace_
    at += joined
    if at >= len(doc) or (joined and doc[at - 1].whitespace_):
        return None
    word = doc[at]
    lemma = lemma_of(word)
    if lemma in ("percentage", "square") and at + 1 < len(doc):
        at += 1 + (doc[at + 1].text in _HYPHENS and at + 2 < len(doc))
        word = doc[at]
        lemma = f"{lemma} {lemma_of(word)}"
    plural = word.tag_ in ("NNS", "NNPS")
    if lemma not in _ATTRIBUTIVE or (plural and not joined):
        return None
    holder, end = _holder(doc, word)
    if not joined and (holder is None or numeral.value <= 1 or _names(doc, last)):
        return None
    if not joined and holder is not None and holder.tag_ in ("NNS", "NNPS"):
        return None
    if _is_age(doc, word) or (end < len(doc) and doc[end].text in _HYPHENS):
        return None
    if lemma == "strong":
        military = holder is not None and lemma_of(holder) in _MILITARY
        unit = "soldier" if military else "person"
    else:
        unit = _units().get(lemma) or unit_of(word, end_of(word))
    stop = end_of(holder) if holder is not None else end_of(word)
    return Counted(unit, word, stop, "number and hyphen", 0.85, holder)


def standing_alone(scene: Scene, tokens: Sequence[Token]) -> Counted | None:
    """A number without a noun: the dead and hurt that a verb tells of (killing at least 12)."""
    number = next((t for t in tokens if t.head.i not in {o.i for o in tokens}), tokens[-1])
    after = _after(scene.doc, end_of(tokens[-1]))
    lost = after is not None and (after.tag_ in ("VBN", "JJ") or after.lower_ in _LOST)
    if after is not None and lost and class_of(lemma_of(after)) in _ALONE:
        return Counted("person?", number, end_of(after), "number alone", 0.6, after)
    verb = number.head
    stated = _stated(number)
    if stated is not None:
        event = lemma_of(stated) == "toll" or lemma_of(stated) in load("counting")["events"]
        unit = "person" if event else unit_of(stated, end_of(stated))
        return Counted(unit, number, end_of(tokens[-1]), "number stated", 0.7, stated)
    fits = number.dep_ in ("dobj", "nsubjpass", "nsubj") and verb.pos_ == "VERB"
    if not fits or class_of(lemma_of(verb)) not in _ALONE:
        return None
    if number.dep_ == "nsubj" and lemma_of(verb) not in _DYING:
        return None
    if number.dep_ == "dobj" and lemma_of(verb) in _GAMES:
        return None
    return Counted("person?", number, end_of(tokens[-1]), "number alone", 0.6)


def _stated(number: Token) -> Token | None:
    """The noun whose number a verb states: cases rose to 45, a death toll of 45."""
    at = number
    if at.dep_ == "pobj" and at.head.lower_ in ("to", "at", "of"):
        at = at.head
    elif at.dep_ not in ("dobj", "attr"):
        return None
    above = at.head
    if is_noun(above):
        return above if lemma_of(above) == "toll" and at.lower_ == "of" else None
    if lemma_of(above) not in _STATING or at.lower_ == "of":
        return None
    told = child_of(above, "nsubj", "nsubjpass")
    if told is not None and lemma_of(told) in _NUMBERS:
        of = child_of(told, "prep", among=("of",))
        told = child_of(of, "pobj") if of is not None else None
    if told is None or not is_noun(told) or lemma_of(told) in _PRICED:
        return None
    return told if lemma_of(told) == "toll" or told.tag_ == "NNS" else None


def _leads(token: Token) -> bool:
    """Whether a word stands before the noun behind `of`: nine of the first 15 members."""
    return token.lower_ in _BETWEEN or token.tag_ == "CD" or token.lower_ in _PREMODIFIERS


def _plural(doc: Doc, at: int, *, singular: bool) -> Token | None:
    """The first plural noun from a token on, with only its modifiers before it."""
    for token in doc[at : at + _FURTHEST]:
        if is_noun(token):
            if _is_plural(token, singular):
                after = doc[token.i + 1] if token.i + 1 < len(doc) else None
                if after is not None and after.tag_ == "NNS" and token.head.i == after.i:
                    return after
                return token
            continue
        modifies = token.tag_ in ("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "RB", "POS", "AFX")
        before = token.nbor(-1) if token.i > at else None
        listed = before is not None and (
            (token.tag_ in (",", "CC") and _is_adjective(before))
            or (token.tag_ == "CC" and before.tag_ == "NN")
            or token.tag_ == "''"
        )
        listed = listed or token.tag_ == "``"
        if token.lower_ in _INVARIANT and token.tag_ in ("IN", "JJ", "CD", "NN", "FW"):
            return token
        if not modifies and not listed:
            return None
    return None


def _is_adjective(token: Token) -> bool:
    return token.tag_ in ("JJ", "VBN")


def _is_plural(token: Token, singular: bool) -> bool:
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in _INVARIANT:
        return True
    lemma = lemma_of(token)
    known = lemma in _units() or lemma in load("counting")["money"]["nouns"]
    return known and (singular or (token.tag_ == "NNP" and lemma != token.lower_))


def _end_of_unit(doc: Doc, noun: Token) -> int:
    text = doc.text[noun.idx : noun.idx + 40].lower()
    long = next((phrase for phrase in _LONG if text.startswith(phrase)), None)
    return noun.idx + len(long) if long else end_of(noun)


def _measured(doc: Doc, of: Token, end: int) -> int:
    """The end of what a measure is of: tonnes of grain."""
    for token in doc[of.i + 1 : of.i + 4]:
        if is_noun(token):
            end = end_of(token)
        elif token.tag_ != "JJ":
            break
    return end


def _holder(doc: Doc, word: Token) -> tuple[Token | None, int]:
    """The noun that an attributive count stands before, and the token behind it all."""
    holder, at = None, word.i + 1
    while at < len(doc) and at <= word.i + 5:
        token = doc[at]
        noun = is_noun(token) and token.ent_type_ not in ("DATE", "TIME")
        if not noun and (holder is not None or not _is_adjective(token)):
            break
        if noun:
            holder = token
        at += 1
    return holder, at if holder is not None else word.i + 1


def _names(doc: Doc, last: Token) -> bool:
    """Whether a name before the number makes it a part of it: Boeing 737 passenger jet."""
    before = doc[last.i - 1] if last.i else None
    return before is not None and before.tag_ == "NNP" and not before.is_sent_start


def _is_age(doc: Doc, noun: Token) -> bool:
    """Whether years or months tell an age: 34 years old, a three-month-old baby."""
    if lemma_of(noun) not in _TIMES:
        return False
    behind = [t.lower_ for t in doc[noun.i + 1 : noun.i + 3]]
    return bool(set(behind[:1]) & _AGES or set(behind) & {"old", "olds"} or behind == ["of", "age"])


def _is_always(doc: Doc, noun: Token) -> bool:
    """Whether hours or days tell of no stretch: 24 hours a day, seven days a week."""
    behind = [t.lower_ for t in doc[noun.i + 1 : noun.i + 3]]
    return (
        lemma_of(noun) in _TIMES
        and len(behind) == 2
        and (behind[0] in ("a", "per") and behind[1] in _TIMES)
    )


def _of_a_country(doc: Doc, noun: Token) -> bool:
    """Whether the states are a country's parts: 12 US states, two German states."""
    entry = gazetteer().get(doc[noun.i - 1].text)
    return entry is not None and entry.kind in ("demonym", "country")


def _same_sentence(noun: Token, number: Token) -> bool:
    return not any(t.is_space and "\n" in t.text for t in noun.doc[number.i : noun.i])


def _after(doc: Doc, end: int) -> Token | None:
    """The word behind an offset where a token ends."""
    span = doc.char_span(end - 1, end, alignment_mode="expand")
    at = span[-1].i + 1 if span is not None and len(span) else len(doc)
    while at < len(doc) and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    return doc[at] if at < len(doc) else None


@cache
def _units() -> dict[str, str]:
    return {word: name for name, listed in load("counting")["units"].items() for word in listed}


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, listed in load("counting")["classes"].items() for word in listed}
