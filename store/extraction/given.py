"""Nouns for acts and for what is given: aid, loans, a patrol, a ban; no views, prices or times."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.lexicon import words

_GIVEN = (
    words("pledging", "spelled.given")
    | words("pledging", "frames.goods")
    | words("pledging", "frames.blows")
    | words("pledging", "passives.acts")
    | words("pledging", "actions.withdrawing_nouns")
    | words("groups", "nouns.arms")
)


def is_given(noun: Token) -> bool:
    """Whether the noun, or one that describes it, is of the class; or it is a sum of money."""
    named = noun.lemma_.lower() in _GIVEN or noun.lower_ in _GIVEN
    described = any(c.lemma_.lower() in _GIVEN for c in noun.children if c.dep_ == "compound")
    return named or described or any(c.tag_ == "$" for c in noun.children)
