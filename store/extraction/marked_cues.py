"""The cue clause before or behind words between marks, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from store.extraction.attributing import source_of
from store.extraction.cue_chains import outer_cue
from store.extraction.lexicon import words
from store.extraction.marks import Quotation, lead_of
from store.extraction.phrases import Bounds, child_of, noun_phrase, subject_of, verb_group
from store.extraction.scene import Attribution, Scene
from store.records import Block

_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_MEETING = words("saying", "verbs.meeting")
_PASSIVE = words("saying", "verbs.passive")
_SENTENCE_END = frozenset(".!?")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PHRASE = _NOMINAL | {"DET", "ADJ", "ADP", "CCONJ", "PART", "PUNCT", "X", "SYM"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WP", "WDT", "DT"})
_ASKED = frozenset({"ask", "tell", "press", "question"})  # their passive subject is addressed
_DASHES = frozenset({"—", "–", "-", "--"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis", "dep"})
_NAME_WORDS = 8  # before a colon: title, name and party or place in brackets
_REACH = 45  # tokens between a mark and its cue at the most: a subject with its apposition

Choice = tuple[Bounds | None, Bounds, int, str]
"""Speaker, cue, the cue's token, and the rule."""


def cue_of(
    scene: Scene, quotation: Quotation, left: int, right: int, block: Block, previous: Block | None
) -> Attribution | None:
    """The relation of marked words and the cue beside them; None where none stands there.

    `left` and `right` are offsets that the cue lies between, `previous` the block before.
    """
    content = (quotation.start, quotation.end)
    inner = scene.text[quotation.inner_start : quotation.inner_end].rstrip()
    before = _before(scene, left, quotation.start)
    after = _after(scene, quotation.end, right)
    if before is None and quotation.start == block.start and previous is not None:
        lead = scene.text[previous.start : previous.end].rstrip()
        if lead.endswith(":"):
            before = _before(scene, previous.start, previous.end)
    ends_open = inner[-1:] in ",?!—–…" or scene.text[quotation.end : quotation.end + 1] == ","
    if after is not None and not ends_open and _speaks_for_itself(scene, after):
        after = None
    if before is not None and inner[-1:] in "?!" and _led_to(scene, quotation, left):
        after = None
    choice = after if after is not None and (ends_open or before is None) else before
    if choice is None:
        return None
    subject, cue, head, rule = choice
    return Attribution((content,), subject, (cue,), rule, head, 0.95 if subject else 0.7)


def _led_to(scene: Scene, quotation: Quotation, left: int) -> bool:
    """Whether a comma or colon leads to the mark."""
    return scene.text[left : quotation.start].rstrip()[-1:] in (",", ":")


def _speaks_for_itself(scene: Scene, choice: Choice) -> bool:
    """Whether the sentence behind a full stop reports something else: *said he would*."""
    verb = scene.doc[choice[2]]
    own = child_of(verb, "ccomp", "xcomp", "dobj", after=verb.i)
    return own is not None or verb.lemma_.lower() in _MEETING


def _after(scene: Scene, start: int, limit: int) -> Choice | None:
    """The cue clause that follows a mark: `, said X`, `X said`, `according to X`."""
    tokens = _until_sentence_end(scene.tokens(start, limit))[:_REACH]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("as", "so", "and", "but")):
        tokens = tokens[1:]
    if len(tokens) >= 2 and [t.lower_ for t in tokens[:2]] == ["according", "to"]:
        phrase = _phrase_from(tokens[2:])
        cue = (tokens[0].idx, tokens[1].idx + len(tokens[1]))
        return (phrase, cue, tokens[0].i, "according to") if phrase else None
    for position, token in enumerate(tokens):
        if token.pos_ not in ("VERB", "AUX"):
            continue
        if token.dep_ in ("relcl", "acl", "aux", "auxpass") or token.tag_ == "VB":
            continue
        if token.lemma_.lower() not in _SAYING:
            if token.tag_ in ("VBG", "VBN"):
                continue
            return None
        return _with_subject(tokens, position, "cue after the words")
    return None


def _before(scene: Scene, start: int, limit: int) -> Choice | None:
    """The cue clause that leads to a mark: `X said:`, `X told reporters on Monday, `."""
    tokens = scene.tokens(start, limit)
    for position in range(len(tokens) - 2, -1, -1):
        if tokens[position].text in _SENTENCE_END and position < len(tokens) - 1:
            tokens = tokens[position + 1 :]
            break
    if not tokens:
        return None
    lead = tokens[-1]
    spoken = lead.pos_ == "VERB" and lead.lemma_.lower() in _SAYING
    colon = lead_of(scene.text, start, limit).endswith(":")
    if not (colon or lead.text in (",", "—", "–", "-", "--") or spoken or lead.lower_ == "that"):
        return None
    inverted = _inverted(tokens) if colon else None
    if inverted is not None:
        return inverted
    named = _named_by(tokens) if colon else None
    if named is not None:
        at = scene.text.rindex(":", 0, limit)
        return named, (at, at + 1), tokens[0].i, "colon before the words"
    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        if token.pos_ != "VERB" or not _may_lead(token, tokens[position + 1 :], colon=colon):
            continue
        if _no_cue(token):
            return None
        if token.lemma_.lower() not in _SAYING:
            if token.tag_ in _FINITE and not colon:
                return None
            continue
        return _with_subject(tokens, position, "cue before the words")
    return _colon(scene, tokens, limit) if colon else None


def _inverted(tokens: Sequence[Token]) -> Choice | None:
    """A verb before a name alone: *Added Stone: “…”*."""
    verb, *name = [t for t in tokens if not (t.is_punct or t.is_space)] or [tokens[0]]
    stems = {verb.lemma_.lower()}
    if verb.lower_.endswith("ed"):  # at a sentence's beginning the parse may take it for a name
        stems |= {verb.lower_[:-1], verb.lower_[:-2]}
    if not stems & _SAYING or verb.tag_ in ("VB", "VBP", "VBG", "NN", "NNS"):
        return None
    if not 1 <= len(name) <= _NAME_WORDS:
        return None
    if not all(t.pos_ == "PROPN" for t in name):
        return None
    source = (name[0].idx, name[-1].idx + len(name[-1]))
    return source, (verb.idx, verb.idx + len(verb)), verb.i, "cue before the words"


def _may_lead(verb: Token, behind: Sequence[Token], *, colon: bool) -> bool:
    """Whether a verb can be the cue of the words that follow, a relative clause's if close."""
    if verb.dep_ not in ("relcl", "acl") or verb.tag_ == "VBG":
        return True
    if verb.lemma_.lower() not in _SAYING:
        return False
    if verb.dep_ == "acl":
        return colon and verb.nbor(-1).text == ","
    return all(t.is_punct or t.pos_ == "ADV" for t in behind)


def _colon(scene: Scene, tokens: Sequence[Token], limit: int) -> Choice | None:
    """A colon alone leads to the words: `NAME: “…”`, `She put it plainly: “…”`."""
    at = scene.text.rindex(":", 0, limit)
    mark = (at, at + 1)
    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        finite = token.tag_ in _FINITE or any(c.tag_ in _FINITE for c in token.lefts)
        if token.pos_ in ("VERB", "AUX") and finite and token.dep_ in _MAIN:
            return _with_subject(tokens, position, "colon before the words")
    named = scene.text[tokens[0].idx : at].strip()
    if len(named.split()) > _NAME_WORDS or not named[:1].isupper():
        return None
    if not any(t.pos_ == "PROPN" for t in tokens):
        return None
    return (tokens[0].idx, tokens[0].idx + len(named)), mark, tokens[0].i, "colon before the words"


def _named_by(tokens: Sequence[Token]) -> Bounds | None:
    """The short name between a dash and the colon: *Losses grow - Ann Lee: “…”*."""
    run: list[Token] = []
    for token in reversed(tokens):
        if token.text in _DASHES and token.whitespace_:
            break
        run.insert(0, token)
    else:
        return None
    while run and run[-1].is_punct:
        run.pop()
    if not 1 <= len(run) <= _NAME_WORDS or not all(t.pos_ in ("PROPN", "CCONJ") for t in run):
        return None
    return run[0].idx, run[-1].idx + len(run[-1])


def _no_cue(verb: Token) -> bool:
    """A participle before a noun (*so-called*), a passive that is not *was quoted as saying*."""
    if verb.dep_ in ("amod", "compound") or (verb.i and verb.nbor(-1).text == "-"):
        return True
    return child_of(verb, "nsubjpass") is not None and verb.lemma_.lower() not in _PASSIVE


def _with_subject(tokens: Sequence[Token], position: int, rule: str) -> Choice:
    verb = tokens[position]
    cue = verb_group(verb)
    cue = max(cue[0], tokens[0].idx), cue[1]
    inside = {token.i for token in tokens}
    for child in verb.children:
        if child.dep_ == "nsubjpass" and verb.lemma_.lower() in _ASKED:
            return source_of(verb), cue, verb.i, rule
        if child.dep_ in ("nsubj", "nsubjpass") and child.i in inside:
            return noun_phrase(child), cue, verb.i, rule
    outer = outer_cue(verb)
    if outer is not None:
        return source_of(outer), cue, verb.i, rule
    if verb.dep_ == "conj" and verb.tag_ in _FINITE:
        shared = subject_of(verb)
        if shared is not None and shared.i in inside and shared.tag_ not in _RELATIVE:
            return noun_phrase(shared), cue, verb.i, rule
    governor = _governor(verb) if verb.tag_ == "VBG" else None
    if governor is not None and governor.i < verb.i and governor.tag_ not in _RELATIVE:
        return noun_phrase(governor), cue, verb.i, rule
    named = _before_insertion(tokens[:position])
    if named is not None:
        return noun_phrase(named), cue, verb.i, rule
    ahead = [t for t in tokens[:position] if t.dep_ not in ("aux", "auxpass", "neg", "advmod")]
    if ahead and any(t.pos_ in _NOMINAL for t in ahead):
        head = next(
            (t for t in ahead if t.dep_ in ("nsubj", "nsubjpass") and t.tag_ not in _RELATIVE),
            None,
        )
        if head is None and verb.tag_ != "VBG":
            head = next((t for t in reversed(ahead) if t.pos_ in _NOMINAL), None)
        if head is not None:
            return noun_phrase(head), cue, verb.i, rule
    if verb.tag_ == "VBG" or not ahead:
        phrase = _phrase_from(tokens[position + 1 :]) if verb.tag_ != "VBG" else None
        if phrase is not None:
            return phrase, cue, verb.i, rule
        for ancestor in (verb.head, verb.head.head):
            for child in ancestor.children:
                if child.dep_ in ("nsubj", "nsubjpass"):
                    return noun_phrase(child), cue, verb.i, rule
    return None, cue, verb.i, rule


def _governor(participle: Token) -> Token | None:
    """Who says what a participle reports; who issues it in *issued a statement saying*."""
    noun = participle.head
    if participle.dep_ != "acl":
        return subject_of(participle)
    if noun.dep_ in ("dobj", "pobj"):
        return subject_of(noun.head)
    return None


def _before_insertion(tokens: Sequence[Token]) -> Token | None:
    """The noun before a participle or clause set off by commas: *X, asked about Y, said*."""
    before = [t for t in tokens if t.dep_ not in ("aux", "auxpass", "neg", "advmod")]
    if not before or before[-1].text != ",":
        return None
    for first, comma, then in zip(before, before[1:], before[2:], strict=False):
        opens = then.tag_ in ("VBN", "VBG", "WP", "WDT")
        if comma.text == "," and first.pos_ in _NOMINAL and opens:
            while first.dep_ == "appos" and first.head.i < first.i:
                first = first.head
            return first
    return None


def _phrase_from(tokens: Sequence[Token]) -> Bounds | None:
    """The noun phrase that begins these tokens."""
    run: list[Token] = []
    for token in tokens:
        if (
            token.pos_ not in _PHRASE
            or token.text in (";", ":", "(")
            or token.text in _SENTENCE_END
        ):
            break
        run.append(token)
    inside = {token.i for token in run}
    for token in run:
        if token.pos_ in _NOMINAL and (token.head.i not in inside or token.head.i == token.i):
            return noun_phrase(token)
    return None


def _until_sentence_end(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if token.text in _SENTENCE_END or token.text == ";":
            break
        kept.append(token)
    return kept
