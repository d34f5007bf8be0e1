"""Parts of an attribution: who speaks, which words are the cue's, how far the content goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from store.extraction.cue_chains import outer_cue
from store.extraction.lexicon import words
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    child_of,
    end_of,
    noun_phrase,
    runs,
    span_of,
    subject_of,
    verb_group,
)
from store.extraction.scene import Attribution, Scene

_LINKS = words("saying", "phrases.links")
_OCCASIONS = words("saying", "nouns.occasion")
_TEXTS = words("saying", "nouns.text") | words("saying", "nouns.clause") | _OCCASIONS
_TIMES = frozenset({"during", "before", "amid", "since", "until", "throughout"})


def is_clause(head: Token) -> bool:
    """Whether a complement has a subject, a conjunction or a question word of its own."""
    for child in head.children:
        if child.dep_ in SUBJECTS or child.dep_ in ("mark", "expl"):
            return True
        if child.tag_ in ("WRB", "WP", "WDT"):
            return True
        if child.dep_ == "aux" and child.tag_ != "TO":
            return True
    return head.tag_ in ("VBD", "VBZ", "VBP")


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children)
    return bare and verb.dep_ in ("acl", "advcl")


def _is_asked(verb: Token) -> bool:
    """*X, asked about it, said*: a participle that says of its subject what others did."""
    bare = not any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in verb.children)
    asked = verb.lower_ in ("asked", "pressed") and verb.i > 0 and verb.nbor(-1).text == ","
    return bare and asked and verb.dep_ != "conj"


def source_of(verb: Token) -> Bounds | None:
    """The phrase of who speaks; None for an impersonal *it*, a passive or nobody."""
    outer = outer_cue(verb)
    if outer is not None:
        return source_of(outer)
    if is_passive(verb) or _is_asked(verb):
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        by = (
            next((c for c in agent.children if c.dep_ == "pobj"), None)
            if agent is not None
            else None
        )
        return noun_phrase(by) if by is not None else None
    issuer = _issuer(verb)
    if issuer is not None:
        return noun_phrase(issuer)
    relative = child_of(verb, "nsubj", among=("who", "which", "that"))
    if relative is not None and relative.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return relative.idx, relative.idx + len(relative.text)
    subject = subject_of(verb) or _named_before(verb)
    if subject is None or subject.i == verb.i:
        return None
    if subject.tag_ in ("EX", "WP", "WDT") or subject.dep_ in ("csubj",):
        return None
    if subject.lower_ in ("which", "that", "this", "what", "there", "you"):
        return None
    return _up_to(verb, subject)


def _issuer(verb: Token) -> Token | None:
    """Who issues the text whose participle the cue is: *X sent out a release saying S*."""
    text = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or text.dep_ != "dobj":
        return None
    if text.lemma_.lower() not in _TEXTS:
        return None
    return subject_of(text.head)


def _named_before(verb: Token) -> Token | None:
    """The person whose name stands right before a verb that the parse leaves without a subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == verb.sent.start:
        return None
    at = verb.doc[verb_first(verb) - 1]
    if at.text == ")" and at.head.pos_ == "PROPN":
        at = at.head
    return at if at.pos_ == "PROPN" and at.ent_type_ in ("PERSON", "ORG", "NORP") else None


def verb_first(verb: Token) -> int:
    """The index of the verb or of its first auxiliary or adverb."""
    return min(
        [
            verb.i,
            *(c.i for c in verb.children if c.dep_ in ("aux", "neg", "advmod") and c.i < verb.i),
        ]
    )


def _up_to(verb: Token, noun: Token) -> Bounds:
    """The noun phrase without the participle or infinitive on it that is the cue itself."""
    start, end = noun_phrase(noun)
    if noun.i < verb.i and start < verb.idx < end:
        last = noun.doc[verb.left_edge.i - 1] if verb.left_edge.i > noun.i else noun
        while last.i > noun.i and (last.is_punct or last.dep_ == "cc"):
            last = last.nbor(-1)
        end = end_of(last)
    span = span_of(noun.doc, (start, end))
    if span is not None and span[-1].dep_ == "cc" and span[-1].i > noun.i:
        end = end_of(span[-2])
    return start, end


def attributing_tokens(verb: Token) -> set[int]:
    """The tokens of the cue clause itself: verb, auxiliaries, subject, adverbials."""
    own = {verb.i}
    for child in verb.children:
        if child.dep_ != "ccomp":
            own |= {t.i for t in child.subtree}
    return own


def without_links(tokens: list[Token]) -> list[Token]:
    """Without the reporter's own connective at the beginning."""
    while tokens and (
        (tokens[0].is_punct and tokens[0].text not in "\"“‘'") or tokens[0].lower_ in _LINKS
    ):
        if tokens[0].lower_ in _LINKS and not (
            (len(tokens) > 1 and tokens[1].text == ",")
            or tokens[0].lower_ in ("and", "but", "so", "yet")
        ):
            break
        tokens = tokens[1:]
    return tokens


def is_circumstance(preposition: Token) -> bool:
    """Whether it tells when, where or by what means somebody spoke, not what about."""
    if preposition.lower_ in _TIMES:
        return True
    thing = child_of(preposition, "pobj")
    if thing is None:
        return False
    return thing.ent_type_ in ("DATE", "TIME") or (
        preposition.lower_ in ("in", "on", "at", "to", "via", "through", "with")
        and thing.lemma_.lower() in _OCCASIONS
    )


def without_asides(tokens: Iterable[Token], head: Token) -> list[Token]:
    """A noun phrase's tokens without what the reporter adds behind a comma: *N, which …*."""
    kept = {token.i: token for token in tokens}
    for token in list(kept.values()):
        if token.i not in kept or token.i <= head.i:
            continue
        first = token.left_edge
        aside = token.dep_ == "relcl" and first.tag_ in ("WDT", "WP", "WP$", "WRB", "IN")
        named = token.dep_ == "appos" and token.head.pos_ == "PROPN" and token.pos_ != "PROPN"
        phrase = token.dep_ == "prep" and is_circumstance(token)
        set_off = first.i > 0 and first.nbor(-1).text in (",", "—", "–", "-", "--")
        if ((aside or named) and set_off) or phrase:
            for below in token.subtree:
                kept.pop(below.i, None)
    return list(kept.values())


def relation_of(
    scene: Scene,
    head: Token,
    tokens: Iterable[Token],
    source: Bounds | None,
    rule: str,
    confidence: float,
    *,
    cue: Bounds | None = None,
) -> Attribution | None:
    """The relation of these parts; None where no content is left."""
    kept = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    if kept and kept[0].i < head.i:
        kept = without_links(kept)
    while kept and (kept[-1].is_punct or kept[-1].dep_ == "cc") and _dangles(kept[-1]):
        kept.pop()
    content = _widen(scene, runs(head.doc, kept))
    content = [part for part in content if part[1] - part[0] > 1]
    if not content:
        return None
    return Attribution(tuple(content), source, (cue or verb_group(head),), rule, head.i, confidence)


def _dangles(token: Token) -> bool:
    return token.dep_ == "cc" or token.text in (",", ";", "—", "–", "--", "-")


def _widen(scene: Scene, parts: list[Bounds]) -> list[Bounds]:
    """Content that touches a quotation's inside takes the whole quotation, marks included."""
    widened: list[Bounds] = []
    for start, end in parts:
        for offset in (start, end - 1):
            held = scene.quotation_at(offset)
            if held is None:
                continue
            if (
                held.inner_start <= start
                and end <= held.inner_end
                and end - start < held.inner_end - held.inner_start - 2
            ):
                continue  # a clause inside somebody's speech
            if offset == start and held.start < start:
                start = held.start
            if offset == end - 1 and held.end > end:
                end = held.end
        widened.append((start, end))
    return list(_merged(widened))


def _merged(parts: list[Bounds]) -> Iterator[Bounds]:
    last: Bounds | None = None
    for part in sorted(parts):
        if last is not None and part[0] <= last[1]:
            last = (last[0], max(last[1], part[1]))
        else:
            if last is not None:
                yield last
            last = part
    if last is not None:
        yield last
