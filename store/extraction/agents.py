"""Who can commit: names, offices, trades, bodies and groups; no weather, prices or papers."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.lexicon import load, words

_NAMED = frozenset({"GPE", "NORP", "PERSON", "ORG", "LOC"})
_THINGS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "LAW", "EVENT"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "we", "i", "you", "him", "her", "them", "us", "me", "it", "who"}
    | {"both", "all", "our", "his", "their", "its", "my"}
)
_NOUNS = (
    words("pledging", "agents.nouns")
    | words("groups", "nouns.groups")
    | words("groups", "nouns.states")
    | words("groups", "nouns.speakers")
    | words("groups", "nouns.arms")
    | words("people", "roles.heads")
    | words("people", "titles.ranks")
    | frozenset(noun for nouns in load("organisations")["common"].values() for noun in nouns)
)
_LIFELESS = words("pledging", "agents.lifeless")
_TRADES = tuple(load("pledging")["agents"]["suffixes"])
_WEATHER = words("pledging", "agents.weather")
_EXPLETIVE = words("pledging", "agents.expletive")
_SPANS = words("pledging", "agents.spans")
_SINGULAR = ("NN", "NNP", "NNPS")
_SUBJECTS = ("nsubj", "nsubjpass")
_REACH = 45  # words that an `it` looks back


def is_agent(head: Token) -> bool:
    """Whether a noun phrase names or describes somebody who can commit."""
    if head.pos_ == "PRON":
        return head.lower_ in _PRONOUNS
    if head.lower_ in _WEATHER:
        return False
    if head.ent_type_ in _NAMED or is_agent_noun(head):
        return True
    if head.pos_ == "NOUN" and head.is_title and head.i == head.sent.start:
        return any(t.pos_ == "PROPN" and t.text == head.text for t in head.doc)
    return head.pos_ == "PROPN" and head.ent_type_ not in _THINGS


def is_agent_noun(head: Token) -> bool:
    """Whether the word is a noun for persons, bodies or groups, by list or by its ending."""
    lemma = head.lemma_.lower()
    if head.lower_ in _LIFELESS or head.ent_type_ in _THINGS:
        return False
    if lemma in _NOUNS or head.lower_ in _NOUNS:
        return True
    if lemma in _LIFELESS:
        return False
    return head.pos_ == "NOUN" and len(lemma) > 4 and lemma.endswith(_TRADES)


def is_expletive(subject: Token) -> bool:
    """Whether an `it` stands for nobody: it will rain, it will take years to, it is clear that."""
    if subject.lower_ != "it":
        return False
    verb = subject.head
    if verb.lemma_.lower() in _EXPLETIVE or subject.dep_ == "expl":
        return True
    if verb.lemma_.lower() == "take" and any(c.lemma_.lower() in _SPANS for c in verb.children):
        return True
    before = _subject_before(subject)
    return before is not None and before.pos_ in ("NOUN", "PROPN") and not is_agent(before)


def _subject_before(pronoun: Token) -> Token | None:
    """The last singular subject before the pronoun, which it most likely stands for."""
    for at in range(pronoun.i - 1, max(-1, pronoun.i - _REACH), -1):
        token = pronoun.doc[at]
        if token.dep_ in _SUBJECTS and token.tag_ in _SINGULAR and token.ent_type_ != "PERSON":
            return token
    return None
