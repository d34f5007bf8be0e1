"""Reported clauses: verbs of saying over the parse, with what they report."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from store.extraction.assertion import is_infinitive, is_negated
from store.extraction.attributing import (
    attributing_tokens,
    is_clause,
    is_passive,
    relation_of,
    source_of,
)
from store.extraction.cue_chains import cue_lemma, own_content
from store.extraction.interruptions import as_cue, interrupting_cue, view_cue
from store.extraction.lexicon import words
from store.extraction.nominal_cues import according_cue, noun_cue
from store.extraction.phrases import SUBJECTS, child_of, end_of, verb_group
from store.extraction.scene import Attribution, Scene

_CLAUSE = words("saying", "verbs.clause")
_ADDRESS = words("saying", "verbs.address")
_JUDGEMENT = words("saying", "verbs.judgement")
_NAMING = words("saying", "verbs.naming")
_PREPOSITIONAL = words("saying", "verbs.prepositional")
_INFINITIVE = words("saying", "verbs.infinitive")
_THOUGHT = words("saying", "verbs.thought")
_NOUNS = words("saying", "nouns.clause")
_LIGHT = words("saying", "nouns.light")
_SILENCE = words("pledging", "silence.verbs")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
Rule = Callable[[Scene, Token], Attribution | None]


def _clause(scene: Scene, verb: Token) -> Attribution | None:
    """X says (that) S; S, X says."""
    lemma = cue_lemma(verb)
    if lemma not in _CLAUSE and lemma not in _THOUGHT:
        return None
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and is_clause(c)]
    if not clauses:
        return (
            interrupting_cue(scene, verb) or as_cue(scene, verb) or _that_clause(scene, verb)
        )
    clause = clauses[0]
    source = source_of(verb)
    if source is None and not is_passive(verb):
        return None
    dropped = attributing_tokens(verb)
    tokens = [t for t in clause.subtree if t.i not in dropped]
    if clause.i < verb.i:
        tokens = [t for t in tokens if t.i < verb.i]
        for rest in clauses[1:]:
            tokens += [t for t in rest.subtree if t.i > verb.i]
    else:
        tokens = [t for t in tokens if t.i > verb.i]
        dative = {t.i for c in verb.children if c.dep_ in ("dobj", "dative") for t in c.subtree}
        tokens = [t for t in tokens if t.i not in dative]
        tokens += _fronted(verb, clause)
    tokens = own_content(verb, tokens)
    return relation_of(scene, verb, tokens, source, "clause of a verb of saying", 0.85)


def _fronted(verb: Token, clause: Token) -> list[Token]:
    """Adverbials before a cue that commas set off: they are the content's, not the cue's."""
    doc = verb.doc
    subject = child_of(verb, *SUBJECTS)
    follows = clause.left_edge.i - 1
    if subject is None or child_of(clause, "mark", among=("that",)) is not None:
        return []
    if doc[follows].text != "," or follows != verb.i + 1 or subject.i > verb.i:
        return []
    return [
        t
        for c in verb.children
        if c.i < subject.left_edge.i and c.dep_ in ("prep", "advcl", "npadvmod", "advmod")
        for t in c.subtree
    ]


def _that_clause(scene: Scene, verb: Token) -> Attribution | None:
    """`said … that S` where the parse does not tie the clause to its verb."""
    sentence = verb.sent
    for token in verb.doc[verb.i + 1 : min(sentence.end, verb.i + 12)]:
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > token.i:
            head = token.head
            between_verbs = [
                t for t in verb.doc[verb.i + 1 : token.i] if t.tag_ in _FINITE or t.lower_ == "that"
            ]
            source = source_of(verb)
            if between_verbs or source is None:
                return None
            tokens = [t for t in head.subtree if t.i >= token.i]
            return relation_of(scene, verb, tokens, source, "clause opened by that", 0.75)
    return None


def _address(scene: Scene, verb: Token) -> Attribution | None:
    """X tells Y that S; X urges Y to do; X calls on Y to do."""
    lemma = cue_lemma(verb)
    if lemma == "call":
        return _call_on(scene, verb)
    if lemma not in _ADDRESS:
        return None
    source = source_of(verb)
    if source is None:
        return None
    complement = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
    if complement is None or complement.i < verb.i:
        return None
    tokens = own_content(verb, (t for t in complement.subtree if t.i > verb.i))
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < complement.i]
    if not any(t.dep_ == "mark" and t.lower_ == "that" for t in complement.children):
        tokens += [t for c in objects for t in c.subtree if t.i > verb.i]
    return relation_of(scene, verb, tokens, source, "address", 0.75)


def _call_on(scene: Scene, verb: Token) -> Attribution | None:
    preposition = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("prep", "prt") and c.lower_ in ("on", "upon", "for")
        ),
        None,
    )
    source = source_of(verb)
    if preposition is None or source is None or preposition.i < verb.i:
        return None
    tokens = [t for t in preposition.subtree if t.i > preposition.i]
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl", "dobj") and child.i > preposition.i:
            tokens += list(child.subtree)
    if not tokens:
        return None
    first = min(t.i for t in tokens)
    cue = verb_group(verb)
    if first == preposition.i + 1 and preposition.i <= verb.i + 2:
        cue = (cue[0], end_of(preposition))
    return relation_of(scene, verb, tokens, source, "call on somebody", 0.8, cue=cue)


def _prepositional(scene: Scene, verb: Token) -> Attribution | None:
    """X calls for N, refers to N, speaks about N; not where X does not respond."""
    lemma = cue_lemma(verb)
    if is_negated(verb):
        return None
    for child in verb.children:
        if child.dep_ != "prep" or child.i < verb.i:
            continue
        if f"{lemma} {child.lower_}" not in _PREPOSITIONAL:
            continue
        source = source_of(verb) if not is_infinitive(verb) else None
        if source is None:
            return None
        tokens = [t for t in child.subtree if t.i != child.i]
        cue = verb_group(verb)
        objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < child.i]
        if objects:
            tokens += [t for c in objects for t in c.subtree] + [child]
        elif child.i <= verb.i + 2:
            cue = (cue[0], end_of(child))
        return relation_of(
            scene, verb, tokens, source, "preposition of a verb of saying", 0.65, cue=cue
        )
    return None


def _naming(scene: Scene, verb: Token) -> Attribution | None:
    """X calls N N; X hails N as N."""
    if cue_lemma(verb) not in _NAMING:
        return None
    source = source_of(verb) if not is_infinitive(verb) else None
    if source is None:
        return None
    named = [
        c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "oprd", "ccomp", "xcomp")
    ]
    as_phrase = next(
        (
            c
            for c in verb.subtree
            if c.i > verb.i and c.lower_ == "as" and c.dep_ == "prep" and c.head.i >= verb.i
        ),
        None,
    )
    secondary = [c for c in named if c.dep_ in ("oprd", "ccomp", "xcomp")]
    if not named or (as_phrase is None and not secondary):
        return None
    parts = list(named)
    if as_phrase is not None:
        parts.append(as_phrase)
    tokens = [t for part in parts for t in part.subtree if t.i > verb.i]
    return relation_of(scene, verb, tokens, source, "naming", 0.75)


def _judgement(scene: Scene, verb: Token) -> Attribution | None:
    """X criticises, welcomes, rejects, denies N."""
    if cue_lemma(verb) not in _JUDGEMENT:
        return None
    source = source_of(verb) if not is_infinitive(verb) else None
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if source is None or thing is None:
        return None
    noun = thing.lemma_.lower()
    light = cue_lemma(verb) in _LIGHT and noun in _NOUNS
    if light:
        return None
    tokens = list(thing.subtree)
    for child in verb.children:
        if (
            child.dep_ == "prep"
            and child.i > thing.i
            and child.lower_ in ("for", "as", "with", "of")
        ):
            tokens += list(child.subtree)
    return relation_of(scene, verb, tokens, source, "object of a verb of saying", 0.6)


def _infinitive(scene: Scene, verb: Token) -> Attribution | None:
    """X offers, threatens, promises to do."""
    if cue_lemma(verb) not in _INFINITIVE:
        return None
    complement = next(
        (
            c
            for c in verb.children
            if c.dep_ == "xcomp" and c.i > verb.i and any(t.tag_ == "TO" for t in c.children)
        ),
        None,
    )
    source = source_of(verb)
    if complement is None or source is None or cue_lemma(complement) in _SILENCE:
        return None
    return relation_of(
        scene, verb, [t for t in complement.subtree if t.i > verb.i], source, "infinitive", 0.65
    )


def reported_clauses(scene: Scene, taken: frozenset[int]) -> list[Attribution]:
    """Relations by clause, object or complement; cues whose token is in `taken` are left out."""
    found: list[Attribution] = []
    for token in scene.live_tokens():
        if token.i in taken:
            continue
        rules: tuple[Rule, ...] = ()
        if token.pos_ == "VERB":
            rules = _VERB_RULES
        elif token.pos_ in ("NOUN", "PROPN"):
            rules = _NOUN_RULES
        if token.lower_ == "according":
            rules = (according_cue,)
        for rule in rules:
            relation = scene.guarded(rule, token)
            if relation is not None:
                found.append(relation)
                break
    return found


_VERB_RULES: tuple[Rule, ...] = (
    _address,
    _clause,
    _naming,
    _prepositional,
    _infinitive,
    _judgement,
)
_NOUN_RULES: tuple[Rule, ...] = (noun_cue, view_cue)
