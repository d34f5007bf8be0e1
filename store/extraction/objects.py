"""Reports whose content is no clause: what verbs of saying and judging take as their object."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.assertion import is_infinitive, is_negated
from store.extraction.attributing import (
    is_circumstance,
    is_passive,
    relation_of,
    source_of,
    without_asides,
)
from store.extraction.cue_chains import cue_lemma, own_content
from store.extraction.lexicon import words
from store.extraction.phrases import SUBJECTS, child_of, end_of, noun_phrase, verb_group
from store.extraction.scene import Attribution, Scene

_JUDGEMENT = words("saying", "verbs.judgement")
_NAMING = words("saying", "verbs.naming")
_TAKING_AS = _NAMING | words("saying", "verbs.seen_as")
_PREPOSITIONAL = words("saying", "verbs.prepositional")
_HELD = words("saying", "verbs.held")
_NOUNS = words("saying", "nouns.clause")
_LIGHT = words("saying", "nouns.light")
_SURVEYS = words("saying", "nouns.survey")
_FINDING = words("saying", "verbs.finding")
_ADJECTIVES = words("saying", "adjectives.clause")
_STANCES = words("saying", "adjectives.preposition")
_RELATIVE = frozenset({"WDT", "WP"})
_ASKED = frozenset({"ask", "quiz", "question", "press"})
_ACCUSING = frozenset({"accuse", "charge", "criticize", "criticise"})
_PRONOUNS = frozenset({"it", "this", "that", "which", "itself", "himself", "herself", "themselves"})


def object_cue(scene: Scene, verb: Token) -> Attribution | None:
    """X criticises, welcomes, rejects, denies N."""
    if cue_lemma(verb) not in _JUDGEMENT or _only_describes(verb):
        return None
    source = source_of(verb) if not is_infinitive(verb) else None
    thing = child_of(verb, "dobj", after=verb.i)
    if source is None or thing is None:
        return None
    if thing.lower_ in _PRONOUNS or (cue_lemma(verb) in _LIGHT and thing.lemma_.lower() in _NOUNS):
        return None
    tokens = without_asides(thing.subtree, thing)
    for child in verb.children:
        if child.dep_ == "prep" and child.i > thing.i and not is_circumstance(child):
            tokens += without_asides(child.subtree, child)
    tokens = own_content(verb, tokens)
    return relation_of(scene, verb, tokens, source, "object of a verb of saying", 0.6)


def _only_describes(verb: Token) -> bool:
    """Whether a restrictive relative clause tells which people are meant: *those who oppose N*."""
    return verb.dep_ == "relcl" and verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text != ","


def passive_object_cue(scene: Scene, verb: Token) -> Attribution | None:
    """N was praised by X; N, criticised by X."""
    if cue_lemma(verb) not in _JUDGEMENT | _ACCUSING or child_of(verb, "agent") is None:
        return None
    source = source_of(verb)
    thing = child_of(verb, "nsubjpass")
    if source is None or thing is None or thing.lower_ in _PRONOUNS or thing.tag_ in _RELATIVE:
        return None
    tokens = without_asides(thing.subtree, thing)
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i and not is_circumstance(child):
            tokens += without_asides(child.subtree, child)
    return relation_of(scene, verb, tokens, source, "object of a passive", 0.55)


def asked_about_cue(scene: Scene, verb: Token) -> Attribution | None:
    """Asked about N, X was asked about N: nobody is named who asks."""
    if cue_lemma(verb) not in _ASKED or not is_passive(verb):
        return None
    about = child_of(verb, "prep", after=verb.i, among=("about", "on", "of", "for", "over"))
    if about is None or f"{cue_lemma(verb)} {about.lower_}" not in _PREPOSITIONAL:
        return None
    tokens = [t for t in without_asides(about.subtree, about) if t.i > about.i]
    cue = (verb_group(verb)[0], end_of(about))
    return relation_of(scene, verb, tokens, source_of(verb), "asked about", 0.6, cue=cue)


def prepositional_cue(scene: Scene, verb: Token) -> Attribution | None:
    """X calls for N, refers to N, speaks about N; not where X does not respond."""
    lemma = cue_lemma(verb)
    if is_negated(verb) or _only_describes(verb):
        return None
    thing = child_of(verb, "dobj", after=verb.i)
    for child in [*verb.children, *(thing.children if thing is not None else ())]:
        if child.dep_ != "prep" or child.i < verb.i:
            continue
        if f"{lemma} {child.lower_}" not in _PREPOSITIONAL:
            continue
        source = source_of(verb) if not is_infinitive(verb) else None
        if source is None:
            return None
        tokens = [t for t in without_asides(child.subtree, child) if t.i != child.i]
        cue = verb_group(verb)
        objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < child.i]
        if objects:
            tokens += [t for c in objects for t in c.subtree] + [child]
        elif child.i <= verb.i + 2:
            cue = (cue[0], end_of(child))
        taken_as = child_of(verb, "prep", after=child.i, among=("as",))
        if taken_as is not None and not objects:
            tokens += list(taken_as.subtree)
        tokens = own_content(verb, tokens)
        return relation_of(
            scene, verb, tokens, source, "preposition of a verb of saying", 0.65, cue=cue
        )
    return None


def naming_cue(scene: Scene, verb: Token) -> Attribution | None:
    """X calls N N; X hails N as N; X sees N as N."""
    lemma = cue_lemma(verb)
    if lemma not in _TAKING_AS:
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
    if not named or (as_phrase is None and (not secondary or lemma not in _NAMING)):
        return None
    parts = list(named)
    if as_phrase is not None:
        parts.append(as_phrase)
    tokens = [t for part in parts for t in part.subtree if t.i > verb.i]
    if len(named) > 1 and named[-1].dep_ == "oprd":
        tokens = list(verb.doc[named[0].left_edge.i : named[-1].right_edge.i + 1])
    subject = child_of(verb, "nsubjpass")
    if subject is not None:
        tokens += list(subject.subtree)
    elif is_passive(verb) and verb.dep_ == "acl":
        tokens += [t for t in verb.doc[verb.head.left_edge.i : verb.i] if not t.is_punct]
    return relation_of(scene, verb, own_content(verb, tokens), source, "naming", 0.75)


def finding_cue(scene: Scene, verb: Token) -> Attribution | None:
    """A poll shows N leading, puts N at N; a survey found no difference."""
    if cue_lemma(verb) not in _FINDING or is_passive(verb):
        return None
    subject = child_of(verb, "nsubj")
    if subject is None and verb.dep_ == "acl" and verb.tag_ == "VBG":
        subject = verb.head
    if subject is None or subject.lemma_.lower() not in _SURVEYS:
        return None
    thing = child_of(verb, "dobj", "ccomp", after=verb.i)
    if thing is None:
        return None
    tokens = [t for t in thing.subtree if t.i > verb.i]
    for child in verb.children:
        if child.i > thing.i and child.dep_ in ("prep", "advcl", "npadvmod", "oprd", "advmod"):
            tokens += list(child.subtree)
    source = _without_report(subject, verb)
    return relation_of(scene, verb, tokens, source, "finding of a survey", 0.7)


def _without_report(noun: Token, verb: Token) -> tuple[int, int]:
    """The noun phrase up to the participle that reports."""
    start, end = noun_phrase(noun)
    if verb.idx < end and verb.i > noun.i:
        end = end_of(verb.nbor(-1))
    return start, end


def held_cue(scene: Scene, verb: Token) -> Attribution | None:
    """N is said, believed, expected to do; it is nobody's where no agent is named."""
    if cue_lemma(verb) not in _HELD or not is_passive(verb):
        return None
    subject = child_of(verb, "nsubjpass")
    done = child_of(verb, "xcomp", after=verb.i)
    if subject is None or done is None or not is_infinitive(done) or subject.lower_ == "i":
        return None
    tokens = without_asides(subject.subtree, subject)
    tokens += [t for t in done.subtree if t.i > verb.i]
    source = source_of(verb)
    tokens = own_content(verb, tokens)
    return relation_of(scene, verb, tokens, source, "held by somebody", 0.55)


def stance_cue(scene: Scene, adjective: Token) -> Attribution | None:
    """X is confident that S; X is critical of N."""
    copula = adjective.head
    if adjective.dep_ not in ("acomp", "ROOT") or copula.lemma_ not in ("be", "remain", "sound"):
        return None
    subject = child_of(copula, *SUBJECTS)
    source = source_of(copula)
    if subject is None or source is None or subject.lower_ in ("it", "i", "we", "you"):
        return None
    lemma = adjective.lemma_.lower()
    cue = (verb_group(copula)[0], end_of(adjective))
    for child in [*adjective.children, *copula.children]:
        if child.i < adjective.i:
            continue
        if child.dep_ == "ccomp" and lemma in _ADJECTIVES:
            tokens = [t for t in child.subtree if t.i > adjective.i]
            return relation_of(scene, adjective, tokens, source, "stance", 0.65, cue=cue)
        if child.dep_ == "prep" and f"{lemma} {child.lower_}" in _STANCES:
            tokens = [t for t in without_asides(child.subtree, child) if t.i > child.i]
            cue = (cue[0], end_of(child))
            return relation_of(scene, adjective, tokens, source, "stance", 0.6, cue=cue)
    return None
