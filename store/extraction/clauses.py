"""Reported clauses: verbs of saying over the parse, with what they report."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from store.extraction.assertion import is_negated
from store.extraction.attributing import (
    attributing_tokens,
    is_clause,
    is_passive,
    relation_of,
    source_of,
)
from store.extraction.continuation import behind_colon, goes_on
from store.extraction.cue_chains import cue_lemma, own_content
from store.extraction.interruptions import as_cue, interrupting_cue, view_cue
from store.extraction.lexicon import words
from store.extraction.nominal_cues import (
    according_cue,
    hearsay_cue,
    noun_cue,
    per_cue,
    target_cue,
)
from store.extraction.objects import (
    asked_about_cue,
    finding_cue,
    held_cue,
    naming_cue,
    object_cue,
    passive_object_cue,
    prepositional_cue,
    stance_cue,
)
from store.extraction.phrases import SUBJECTS, child_of, end_of, verb_group
from store.extraction.scene import Attribution, Scene

_CLAUSE = words("saying", "verbs.clause")
_ADDRESS = words("saying", "verbs.address")
_INFINITIVE = words("saying", "verbs.infinitive")
_THOUGHT = words("saying", "verbs.thought")
_ASKING = frozenset({"ask", "tell", "press", "quiz"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
Rule = Callable[[Scene, Token], Attribution | None]


def _clause(scene: Scene, verb: Token) -> Attribution | None:
    """X says (that) S; S, X says."""
    lemma = cue_lemma(verb)
    if lemma not in _CLAUSE and lemma not in _THOUGHT:
        return None
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and (is_clause(c) or _leads(c, verb))]
    if not clauses:
        return interrupting_cue(scene, verb) or as_cue(scene, verb) or _that_clause(scene, verb)
    behind = [c for c in clauses if c.i > verb.i]
    if behind and not _interrupts(verb):
        clauses = behind
    clause = clauses[0]
    source = source_of(verb)
    if source is None and not is_passive(verb):
        return None
    dropped = attributing_tokens(verb)
    tokens = [t for t in clause.subtree if t.i not in dropped]
    if clause.i < verb.i:
        tokens = [t for t in tokens if t.i < verb.i]
        for rest in clauses[1:]:
            joined = bool(tokens) and rest.left_edge.i == tokens[-1].i + 1
            tokens += [t for t in rest.subtree if t.i > verb.i or (joined and t.i < verb.i)]
    else:
        tokens = [t for t in tokens if t.i > verb.i]
        dative = {t.i for c in verb.children if c.dep_ in ("dobj", "dative") for t in c.subtree}
        tokens = [t for t in tokens if t.i not in dative]
        tokens += [*_fronted(verb, clause), *goes_on(verb, clause), *behind_colon(tokens)]
    tokens = own_content(verb, tokens)
    return relation_of(scene, verb, tokens, source, "clause of a verb of saying", 0.85)


def _interrupts(verb: Token) -> bool:
    """Whether a comma follows the cue clause: what stands before it goes on behind."""
    clause = child_of(verb, "ccomp", after=verb.i)
    before = clause.left_edge.i - 1 if clause is not None else verb.i
    return bool(verb.doc[before].text == ",")


def _leads(clause: Token, verb: Token) -> bool:
    """Whether a clause stands before its cue, a comma between them."""
    return clause.i < verb.i and any(
        c.text == "," and clause.i < c.i < verb.i for c in verb.children
    )


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
    if source is None and not (is_passive(verb) and lemma in _ASKING):
        return None
    complement = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
    if complement is None or complement.i < verb.i:
        return None
    tokens = own_content(verb, (t for t in complement.subtree if t.i > verb.i))
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < complement.i]
    if complement.left_edge.lower_ != "that":
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


def _infinitive(scene: Scene, verb: Token) -> Attribution | None:
    """X offers, threatens, promises to do."""
    if cue_lemma(verb) not in _INFINITIVE or is_negated(verb):
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
    if complement is None or source is None:
        return None
    tokens = [t for t in complement.subtree if t.i > verb.i] + goes_on(verb, complement)
    tokens = own_content(verb, tokens)
    return relation_of(scene, verb, tokens, source, "infinitive", 0.65)


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
        elif token.pos_ == "ADJ":
            rules = _ADJECTIVE_RULES
        elif token.pos_ in ("ADV", "ADP"):
            rules = _SMALL_RULES
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
    finding_cue,
    naming_cue,
    asked_about_cue,
    prepositional_cue,
    _infinitive,
    object_cue,
    passive_object_cue,
    held_cue,
)
_SMALL_RULES: tuple[Rule, ...] = (hearsay_cue, per_cue)
_ADJECTIVE_RULES: tuple[Rule, ...] = (stance_cue,)
_NOUN_RULES: tuple[Rule, ...] = (noun_cue, target_cue, view_cue)
