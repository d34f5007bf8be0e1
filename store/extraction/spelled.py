"""What a pledge told before comes to: *this support could involve N*, *the package will include*.

Nobody is bound here but by a pledge before, which gives the makers; none is looked for anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.assertion import is_infinitive, is_negated, is_question, is_unasserted
from store.extraction.commitment import MODALS, REFUSAL, Bond, Commitment, Deed, commitment_of
from store.extraction.given import is_given
from store.extraction.lexicon import load, words
from store.extraction.phrases import SUBJECTS, between, child_of, object_of, span_of
from store.extraction.scene import Scene
from store.extraction.voices import is_guessed, reporter_of

_VERBS: dict[str, str] = load("pledging")["spelled"]["verbs"]
_NOUNS = words("pledging", "spelled.nouns")
_ENDINGS = tuple(load("pledging")["spelled"]["endings"])
_STATIVE = words("pledging", "actions.stative")
_GUESSING = words("pledging", "voices.guessing")
_POSSIBLE = ("could", "may", "might")
_SUPPOSING = ("if", "unless", "whether", "once", "until", "when", "before")
_BARE = ("this", "that", "these", "those")
_SHOWING = (*_BARE, "such")
_POINTING = ("the", *_SHOWING)
_COMING = ("going", "set", "due")
_NAMED = ("GPE", "NORP", "ORG", "PERSON")
_LISTED = ("dobj", "pobj", "pcomp", "xcomp", "ccomp")
_BESIDE = ("prep", "dative", "cc", "conj")
_NEAR = 1  # sentences back that a mere *this* or *the support* reaches
_FAR = 2  # that *this support* reaches, and *the expansion* where one expands
_ANYWHERE = 1000  # that a word of the pledge itself reaches
_STEM = 4  # letters that a noun has of its verb, at the least


def spelled_out(scene: Scene, verb: Token, before: Sequence[Commitment]) -> Commitment | None:
    """What the verb says that a pledge of `before` comes to; None where it tells of none.

    `before` are the pledges found so far, by place.
    """
    opening = _opening(verb)
    if opening is None or is_question(verb) or any(c.lower_ in _GUESSING for c in verb.children):
        return None
    clause = _clause_of(verb)
    subject = child_of(clause, *SUBJECTS)
    if subject is None or is_unasserted(clause) or _is_foretold(clause, subject):
        return None
    meant = _meant(subject, before)
    deed = _deed_of(verb)
    if meant is None or deed is None:
        return None
    possible = opening.lower_ in _POSSIBLE
    denied = is_negated(verb) or is_negated(clause)
    if denied and possible:
        return None
    bond = REFUSAL if denied else Bond("readiness", "ready") if possible else meant.bond
    form = _form_of(verb)
    trigger = between(verb.doc, opening.i, verb.i if form is None else form.i)
    rule = "spells out a pledge"
    return commitment_of(scene, verb, trigger, meant.makers, deed, bond, rule, 0.6)


def _opening(verb: Token) -> Token | None:
    """The auxiliary of *will include*, *is to include*; None where it is of no time to come."""
    lemma = verb.lemma_.lower()
    if lemma not in _VERBS or verb.tag_ != "VB" or (lemma == "take" and _form_of(verb) is None):
        return None
    if not is_infinitive(verb):
        modal = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        known = modal is not None and (modal.lower_ in MODALS or modal.lower_ in _POSSIBLE)
        return modal if known else None
    clause = _clause_of(verb)
    between_them = verb.doc[clause.i + 1 : verb.i] if clause.lemma_ == "be" else ()
    if verb.dep_ != "xcomp" or any(t.lower_ not in (*_COMING, "not", "to") for t in between_them):
        return None
    if clause.lemma_ == "be":
        return clause if clause.tag_ in ("VBZ", "VBP") else None
    if clause.lower_ not in _COMING:
        return None
    return child_of(clause, "aux", "auxpass", among=("is", "are", "'s", "’s"))


def _clause_of(verb: Token) -> Token:
    """The head of the clause that has the verb's subject: *is to include*, *is due to include*."""
    at = verb
    while at.dep_ in ("xcomp", "acomp") and child_of(at, *SUBJECTS) is None:
        at = at.head
    return at


def _is_foretold(clause: Token, subject: Token) -> bool:
    """Whether it is supposed, guessed or told by an outsider; what an outlet reports is not."""
    if child_of(clause, "mark", "advmod", among=_SUPPOSING) is not None:
        return True
    reported = reporter_of(clause)
    relayed = reported is not None and reported[0].pos_ == "VERB" and reported[0].lemma_ == "report"
    return not relayed and is_guessed(clause, subject)


def _form_of(verb: Token) -> Token | None:
    return child_of(verb, "dobj", after=verb.i, among=("form", "shape"))


def _meant(subject: Token, before: Sequence[Commitment]) -> Commitment | None:
    """The pledge before that the subject stands for: one of its words, or one near by."""
    near = [p for p in before if p.trigger[1] <= subject.left_edge.idx and p.makers]
    if not near or not _points_back(subject):
        return None
    if subject.lower_ in _BARE:
        return _within(subject, near, _NEAR)
    opener = child_of(subject, "det", "predet", "amod", "poss")
    if subject.lemma_.lower() in _NOUNS:
        named = [pledge for pledge in near if _names(subject, pledge)]
        shown = opener is not None and opener.lower_ in _SHOWING
        return _within(subject, named, _NEAR if opener is None else _ANYWHERE) or _within(
            subject, near, _FAR if shown else _NEAR
        )
    made = subject.lower_.endswith(_ENDINGS) and opener is not None
    return _within(subject, [p for p in near if made and _does(subject, p)], _FAR)


def _points_back(subject: Token) -> bool:
    """Whether it is *this*, *the support*, *such aid*, *their help* or bare: no *a plan*."""
    if subject.lower_ in _BARE:
        return True
    if subject.pos_ not in ("NOUN", "PROPN") or is_agent(subject):
        return False
    openers = [c for c in subject.children if c.dep_ in ("det", "predet", "nummod")]
    return all(c.lower_ in _POINTING or c.dep_ == "nummod" for c in openers)


def _within(subject: Token, pledges: Sequence[Commitment], reach: int) -> Commitment | None:
    """The last of the pledges, at most so many sentences back; a refusal comes to nothing."""
    if not pledges or pledges[-1].bond.stance == "refusal" or not _owns(subject, pledges[-1]):
        return None
    last = pledges[-1].trigger[0]
    starts = [s.start_char for s in subject.doc.sents if s.text.strip()]
    apart = sum(last < start <= subject.idx for start in starts)
    return pledges[-1] if apart <= reach else None


def _owns(subject: Token, pledge: Commitment) -> bool:
    """Whether whoever the subject is said to be of is a maker: *Chile's support*, *EU aid*."""
    owners = [c for c in subject.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    describing = ("compound", "amod", "nmod")
    owners += [c for c in subject.children if c.dep_ in describing and c.ent_type_ in _NAMED]
    for child in subject.children:
        below = child_of(child, "pobj") if child.lower_ in ("of", "from", "by") else None
        if below is not None and (below.ent_type_ in _NAMED or child.lower_ != "of"):
            owners.append(below)
    makers = [
        token.lower_[:_STEM]
        for maker in pledge.makers
        for token in span_of(subject.doc, maker) or ()
        if token.pos_ in ("PROPN", "NOUN", "ADJ")
    ]
    return all(owner.lower_[:_STEM] in makers for owner in owners)


def _words_of(subject: Token, pledge: Commitment) -> list[Token]:
    parts = [pledge.trigger, *pledge.action]
    return [token for part in parts for token in span_of(subject.doc, part) or ()]


def _names(subject: Token, pledge: Commitment) -> bool:
    """Whether the pledge's own words have the subject's."""
    lemma = subject.lemma_.lower()
    return any(token.lemma_.lower() == lemma for token in _words_of(subject, pledge))


def _does(subject: Token, pledge: Commitment) -> bool:
    """Whether the subject is a noun for what the pledge's verb does: *expand*, *expansion*."""
    noun = subject.lower_
    for token in _words_of(subject, pledge):
        stem = token.lemma_.lower()[: max(_STEM, len(token.lemma_) - 1)]
        if token.pos_ == "VERB" and len(stem) >= _STEM and noun.startswith(stem):
            return True
    return False


def _deed_of(verb: Token) -> Deed | None:
    """The gerunds, or the nouns for acts and for what is given, that the verb lists."""
    holder = _form_of(verb) or verb
    if holder is not verb or _VERBS[verb.lemma_.lower()]:
        of = child_of(holder, "prep", after=verb.i, among=("of",))
        if of is None:
            return None
        holder = of
    act = child_of(holder, *_LISTED, after=verb.i)
    if act is None or not (_is_doing(act) or _is_listed(act)):
        return None
    tokens = list(act.subtree)
    others = tuple(c for c in holder.children if c.i > act.i and c.dep_ in _LISTED)
    for beside in holder.children:
        listed = beside.dep_ in (*_BESIDE, *_LISTED) or beside.text == ","
        if beside.i > act.i and listed and not _is_told_anew(beside):
            tokens += beside.subtree
    tokens.sort(key=lambda t: t.i)
    while tokens[-1].pos_ in ("CCONJ", "PUNCT"):
        tokens.pop()
    return Deed(act, tokens, others)


def _is_told_anew(beside: Token) -> bool:
    """Whether it is a further predicate of the subject: *and would be paid by May*."""
    return beside.dep_ == "conj" and beside.tag_ != "VBG" and beside.pos_ in ("VERB", "AUX")


def _is_doing(act: Token) -> bool:
    """Whether it is a gerund of an act without a doer of its own."""
    if act.tag_ == "VBG":
        return act.lemma_.lower() not in _STATIVE and child_of(act, *SUBJECTS) is None
    first = act.left_edge
    return first.tag_ == "VBG" and first.head.i == act.i and first.dep_ in ("compound", "amod")


def _is_listed(act: Token) -> bool:
    """Whether a noun, or one beside it, is an act or a thing that is given, of nobody else."""
    if act.pos_ not in ("NOUN", "PROPN", "NUM", "SYM"):
        return False
    for child in act.children:
        below = object_of(child) if child.lower_ in ("from", "by") else None
        if below is not None and is_agent(below):
            return False
    listed = [act]
    for token in act.subtree:
        if token.dep_ == "conj" and token.head in listed:
            listed.append(token)
    return any(is_given(token) for token in listed)
