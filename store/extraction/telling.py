"""What is told of a counted thing: the verb above it, its objects, whose it is; from the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from store.extraction.counted import Counted, class_of, is_noun, lemma_of
from store.extraction.countries import gazetteer
from store.extraction.lexicon import load, words
from store.extraction.numerals import Numeral
from store.extraction.phrases import SUBJECTS, Bounds, end_of, span_of, subject_of
from store.extraction.scene import Scene

_EMPTY = words("counting", "telling.empty")
_TIMES = words("counting", "nouns.times")
_NAMED = frozenset({"GPE", "NORP", "PERSON", "ORG", "LOC", "FAC", "EVENT"})
_CLAUSES = frozenset({"relcl", "acl"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "dative", "pobj"})
_OF_NOUN = frozenset({"of", "for", "in", "from", "to", "on", "against", "at", "with"})
_MOST = 8  # words that tell of one count
_LONGEST = 90  # characters of the predicate in a subject
_LEAD = re.compile(
    r"^[\s\-‐‑–+]*(?:or (?:so|more|fewer|less)\s+)?"
    r"(?:of\s+(?:(?:the|these|those|his|her|its|their|our|all)\s+)*(?:[\d,.]+\s+)?)?"
)
_STOPS = frozenset({",", ";", ":", "—", "–", "(", ")", ".", "!", "?", "”", "“", '"'})


def told_of(
    scene: Scene, span: Bounds, counted: Counted, numeral: Numeral
) -> tuple[tuple[str, ...], str]:
    """The lemmas and names of what is told, closest first, and the article's words for it.

    Lemmas are in small letters and stand for their class; names keep their capitals.
    """
    phrase = span_of(scene.doc, span)
    if phrase is None:
        return (), ""
    root = _root(phrase, counted)
    verb = _predicate(root)
    inside = {token.i for token in phrase}
    named: list[str] = []
    for word in _around(root, verb, counted, inside):
        if word not in _EMPTY and word not in named and not any(c.isdigit() for c in word):
            named.append(word)
    return tuple(named[:_MOST]), _subject(scene, span, counted, numeral, root, verb)


def _root(phrase: Span, counted: Counted) -> Token:
    """The token that ties the counted phrase to its sentence."""
    if counted.holder is not None:
        return counted.holder
    inside = {token.i for token in phrase}
    noun = counted.noun
    seen = 0
    while noun.head.i in inside and noun.head.i != noun.i and seen < len(inside):
        noun, seen = noun.head, seen + 1
    return noun


def _predicate(root: Token) -> Token | None:
    """The verb that tells of the phrase, or the one that governs what it belongs to."""
    at = root
    for _ in range(6):
        clause = next((c for c in at.children if c.dep_ in _CLAUSES and c.i > at.i), None)
        if clause is not None and is_noun(at) and at.dep_ not in SUBJECTS:
            return clause
        if at.pos_ in ("VERB", "AUX"):
            return at
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _main(verb: Token) -> list[Token]:
    """A verb with those that it only leads to: want to provide -> provide, want."""
    chain = [verb]
    for _ in range(4):
        at = chain[0]
        below = next((c for c in at.children if c.dep_ == "xcomp" and c.i > at.i), None)
        if below is None:
            leads = next(
                (c for c in at.children if c.dep_ in ("acomp", "attr", "dobj") and c.i > at.i), None
            )
            if leads is not None and at.pos_ == "AUX" and leads.pos_ == "ADJ":
                below = leads
        if below is None:
            break
        chain.insert(0, below)
    return chain


def _around(root: Token, verb: Token | None, counted: Counted, inside: set[int]) -> Iterator[str]:
    """Words about the phrase, the closest first."""
    event = load("counting")["events"].get(lemma_of(counted.noun))
    if event:
        yield str(event)
    if counted.holder is not None:
        yield _word(counted.holder)
    yield from _possessors(root)
    above = _nouns_above(root)
    yield from (_word(token) for token in above)
    if verb is not None:
        chain = _main(verb)
        yield class_of(lemma_of(chain[0]))
        for at in chain:
            yield from _objects(at, inside)
        yield from (class_of(lemma_of(at)) for at in chain[1:])
        subject = subject_of(verb)
        if subject is not None and subject.i not in inside:
            yield from _names_of(subject)
    for token in (root, *above):
        yield from _complements(token, inside)
    yield from (_word(t) for t in root.children if t.dep_ == "compound" and t.i not in inside)


def _nouns_above(root: Token) -> list[Token]:
    """The nouns that the phrase hangs on by a preposition: the meeting of 35 leaders."""
    found: list[Token] = []
    at = root
    for _ in range(4):
        above = at.head
        if above.i == at.i:
            break
        if at.dep_ == "pobj":
            above = above.head
        elif at.dep_ not in ("conj", "appos", "compound", "nmod", "nummod", "amod", "quantmod"):
            break
        if not is_noun(above):
            break
        listed = at.dep_ == "appos" and at.tag_ in ("NNS", "NNPS")  # a list, as it is often parsed
        if at.dep_ != "conj" and not listed:
            found.append(above)
        at = above
    return found


def _possessors(root: Token) -> Iterator[str]:
    for child in root.children:
        if child.dep_ == "poss" and child.pos_ != "PRON":
            yield from _names_of(child)


def _objects(verb: Token, inside: set[int]) -> Iterator[str]:
    """The heads of the verb's objects and prepositional phrases."""
    for child in verb.children:
        if child.i in inside:
            continue
        if child.dep_ in _OBJECTS:
            yield from _names_of(child)
            yield from _complements(child, inside)
        elif child.dep_ in ("prep", "agent"):
            for below in child.children:
                if below.dep_ == "pobj" and below.i not in inside and not _tells_time(below):
                    yield from _names_of(below)


def _complements(noun: Token, inside: set[int]) -> Iterator[str]:
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.i > noun.i:
            main = _main(child)
            yield class_of(lemma_of(main[0]))
            yield from _objects(main[0], inside)
        if child.dep_ == "prep" and child.lower_ in _OF_NOUN:
            for below in child.children:
                if below.dep_ == "pobj" and below.i not in inside and not _tells_time(below):
                    yield from _names_of(below)


def _names_of(token: Token) -> Iterator[str]:
    """The word, and whose it is: Ukraine's armed forces -> force, Ukraine."""
    if token.pos_ == "PRON":
        return
    yield _word(token)
    for child in token.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod") and child.ent_type_ in _NAMED:
            yield _word(child)


def _word(token: Token) -> str:
    """A name as it stands, a state's by its one name; another word's class."""
    if token.ent_type_ in _NAMED or token.pos_ == "PROPN":
        entry = gazetteer().get(token.text)
        if entry is not None and entry.country is not None and entry.kind != "capital":
            return entry.country
        if token.text[:1].isupper() and token.pos_ == "PROPN":
            return token.text
    return class_of(lemma_of(token)) if token.tag_ != "CD" else ""


def _tells_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or lemma_of(token) in _TIMES


def _subject(
    scene: Scene,
    span: Bounds,
    counted: Counted,
    numeral: Numeral,
    root: Token,
    verb: Token | None,
) -> str:
    """The phrase without its number, and the words of its predicate: leaders … met in Paris."""
    text, start = scene.text, span[1] if numeral.unit else numeral.end
    if counted.holder is not None and end_of(counted.noun) < end_of(counted.holder):
        start = end_of(counted.noun)
    phrase = _LEAD.sub("", text[start : span[1]]) if start < span[1] else ""
    if not phrase:
        phrase = text[numeral.start : numeral.end]
    parts = [phrase]
    owner = next((c for c in root.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    if owner is not None:
        told = text[owner.left_edge.idx : end_of(owner.right_edge)]
    elif verb is not None:
        told = _predicate_words(scene, span, root, verb)
    else:
        told = _above(text, root)
    if told:
        parts.append(told)
    return re.sub(r"\s+", " ", " … ".join(parts))


def _above(text: str, root: Token) -> str:
    above = _nouns_above(root)
    return text[above[-1].idx : end_of(above[-1])] if above else ""


def _predicate_words(scene: Scene, span: Bounds, root: Token, verb: Token) -> str:
    main, above = _main(verb)[0], _nouns_above(root)
    clause = verb.dep_ in _CLAUSES and verb.head.i in (root.i, *(t.i for t in above))
    if above and verb.idx >= span[1] and not clause:
        return scene.text[above[-1].left_edge.idx : end_of(above[-1])]
    if main.idx >= span[1]:
        return _until_stop(scene, main.idx, main)
    first = subject_of(verb)
    start = verb.idx
    if first is not None and first.i < verb.i and first.pos_ != "PRON":
        start = min(start, first.left_edge.idx)
    if start >= span[0] or span[0] - start > _LONGEST:
        start = verb.idx
    return scene.text[start : span[0]].strip(" ,;:—–-“”\"'") if start < span[0] else ""


def _until_stop(scene: Scene, start: int, verb: Token) -> str:
    """From the verb to the end of its clause, the first stop, or a word that is too far."""
    end = end_of(verb)
    for token in scene.doc[verb.i : verb.sent.end]:
        if token.text in _STOPS or token.is_space or end_of(token) - start > _LONGEST:
            break
        if token.i > verb.i and not _below(token, verb):
            break
        if token.dep_ in ("advcl", "mark") and token.i > verb.i:
            break
        end = end_of(token)
    return scene.text[start:end]


def _below(token: Token, verb: Token) -> bool:
    at = token
    for _ in range(40):
        if at.i == verb.i:
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False
