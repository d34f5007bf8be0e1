"""Words of a speaker that stand partly between marks, within a sentence of the reporter.

The parse of such a sentence is often broken where a mark stands, so that the content's
bounds are read from the sentence's surface and the parse only says what cannot belong to
it: further verbs of the cue's subject and what is said about the saying itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from store.extraction.attributing import is_clause, is_passive, source_of
from store.extraction.fragments import (
    BREAKS,
    CLAUSE,
    CUES,
    FINITE,
    FRAMES,
    bounds_of,
    fragment_of,
    has_cue,
    is_marked,
    lead_words,
    parts_clause,
    rest_of,
)
from store.extraction.lexicon import words
from store.extraction.marks import Quotation
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    end_of,
    left_of,
    noun_phrase,
    verb_group,
)
from store.extraction.scene import Attribution, Scene

_ADDRESS = words("saying", "verbs.address")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NAMED = _NOMINAL | {"DET", "ADJ"}
_LINKING = frozenset({"ADP", "AUX", "CCONJ", "PART", "SCONJ", "SPACE"})
_VERBAL = frozenset({"VERB", "AUX"})
_ADJUNCTS = frozenset({"npadvmod", "tmod", "prep", "advmod", "dative", "prt"})
_CUE_TOKENS = 16
_GAP = 4


def partly_marked(scene: Scene, spoken: Sequence[Attribution]) -> list[Attribution]:
    """Relations of cues whose content holds marks, beside the direct speech in `spoken`."""
    found: list[Attribution] = []
    if not scene.quotations:
        return found
    taken = {relation.head for relation in spoken}
    cued = [relation for relation in spoken if relation.cue]

    def reported(scene: Scene, verb: Token) -> Attribution | None:
        return _reported(scene, verb, cued)

    for token in scene.live_tokens():
        if token.i in taken or token.pos_ != "VERB" or token.lemma_.lower() not in CLAUSE:
            continue
        relation = scene.guarded(reported, token)
        if relation is not None:
            found.append(relation)
    return found


def _reported(scene: Scene, verb: Token, spoken: Sequence[Attribution]) -> Attribution | None:
    if scene.quotation_at(verb.idx) is not None or verb.dep_ in ("amod", "compound"):
        return None
    start, end = scene.sentence_at(verb.idx)
    for relation in spoken:
        parts = [*relation.content, *relation.cue, *([relation.source] if relation.source else [])]
        first, last = min(a for a, _ in parts), max(b for _, b in parts)
        if verb.idx < first:
            end = min(end, first)
        elif last <= verb.idx:
            start = max(start, last)
        elif start < last and first < end:
            return None
    if not any(start <= q.start < end for q in scene.quotations):
        return None
    speaker = _behind(scene, verb)
    if speaker is not None:
        return _around(scene, verb, speaker, start, end)
    around = _around(scene, verb, None, start, end)
    if around is not None and len(around.content) > 1 and is_marked(scene, around.content[0]):
        return around
    limit = end
    if verb.head.i > verb.i and verb.dep_ not in ("ccomp", "parataxis"):
        limit = min(end, end_of(verb.right_edge))
    return _ahead(scene, verb, limit) or around


def _ahead(scene: Scene, verb: Token, end: int) -> Attribution | None:
    """X said (that) S: the content follows its cue, to the end of the sentence."""
    tokens = scene.tokens(end_of(verb), end)
    first = _first(scene, verb, tokens)
    if first is None:
        return None
    source = source_of(verb)
    if source is None and not is_passive(verb):
        source = _beside(verb)
        if source is None:
            return None
    content = fragment_of(scene, verb, [t for t in tokens if t.i >= first])
    if content is None or not is_marked(scene, content):
        return None
    if any(_starts_anew(scene, t) for t in tokens if first < t.i and t.idx < content[1]):
        return None
    cue = verb_group(verb)
    return Attribution((content,), source, (cue,), "clause with marks", verb.i, 0.85)


def _beside(verb: Token) -> Bounds | None:
    """The noun phrase that stands before a finite verb which the parse gives no subject."""
    if verb.tag_ not in FINITE:
        return None
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in ("ADV", "AUX", "PUNCT"):
        at -= 1
    head = verb.doc[at]
    while head.head.i < verb.i and head.head.i != head.i and head.dep_ not in ("nsubj", "ROOT"):
        head = head.head
    if head.pos_ not in _NOMINAL or at < verb.sent.start:
        return None
    return noun_phrase(head)


def _starts_anew(scene: Scene, token: Token) -> bool:
    """Whether the word is a cue with a subject of its own behind a comma."""
    if not has_cue(scene, [token]):
        return False
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i > token.i or subject.tag_ in ("WP", "WDT"):
        return False
    first = left_of(subject) - 1
    if first > 0 and token.doc[first].dep_ == "mark" and token.doc[first].lower_ != "that":
        first -= 1
    return first >= 0 and parts_clause(scene, token.doc[first])


def _first(scene: Scene, verb: Token, tokens: Sequence[Token]) -> int | None:
    """The index of the token that begins what the verb reports; None where nothing does."""
    for token in tokens[:25]:
        marked = scene.quotation_at(token.idx) is not None
        if token.lower_ == "that" and not marked and token.tag_ in ("IN", "WDT", "DT"):
            follows = token.dep_ not in ("nsubj", "nsubjpass") and token.head.i > token.i
            filled = any(c.dep_ in SUBJECTS and c.i > token.i for c in token.head.lefts)
            return token.i if token.tag_ == "IN" or (follows and filled) else None
        if marked or token.tag_ in FINITE or token.text in (":", ";"):
            break
    clause = next(
        (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and is_clause(c)), None
    )
    if clause is not None:
        addressed = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < clause.i]
        behind = max((t.i for c in addressed for t in c.subtree if t.i < clause.i), default=verb.i)
        return max(left_of(clause), behind + 1, verb.i + 1)
    if verb.lemma_.lower() in _ADDRESS:
        return None
    skipped = {t.i for c in verb.children if c.dep_ in _ADJUNCTS for t in c.subtree}
    opening = next((t for t in tokens if t.i not in skipped), None)
    if opening is None or opening.pos_ in _LINKING:
        return None
    if opening.pos_ == "PUNCT" and scene.quotation_at(opening.idx) is None:
        return None
    if any(t.text in (",", ":") for t in tokens if t.i < opening.i):
        return None
    subject = next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or not any(t.tag_ in FINITE for t in tokens if t.i > subject.i):
        return None
    return opening.i


def _behind(scene: Scene, verb: Token) -> Token | None:
    """The speaker of `, said X,`, whom the parse may take for the subject of what goes on."""
    doc = verb.doc
    if verb.i == 0 or verb.tag_ not in FINITE or not parts_clause(scene, doc[verb.i - 1]):
        return None
    run: list[Token] = []
    for token in doc[verb.i + 1 : verb.i + _CUE_TOKENS]:
        if token.is_punct:
            break
        run.append(token)
    if not run or run[0].ent_type_ in ("DATE", "TIME") or run[0].pos_ not in _NAMED:
        return None
    if any(t.pos_ in ("VERB", "AUX", "SCONJ", "ADV") for t in run):
        return None
    if doc[run[-1].i + 1].text not in (",", ".", "—", "–"):
        return None
    inside = {t.i for t in run}
    return next((t for t in run if t.pos_ in _NOMINAL and t.head.i not in inside), None)


def _around(
    scene: Scene, verb: Token, speaker: Token | None, start: int, end: int
) -> Attribution | None:
    """S, X said; S, X said, S: the cue clause closes or interrupts the content."""
    if verb.tag_ not in FINITE and not any(c.tag_ in FINITE for c in verb.lefts):
        return None
    doc = verb.doc
    after_break = verb.i > 0 and parts_clause(scene, doc[verb.i - 1])
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    inverted = [c for c in subjects if c.i > verb.i and after_break]
    subject = speaker or next(iter(inverted or subjects), None)
    if subject is None or subject.tag_ in ("WP", "WDT"):
        return None
    opens = min(left_of(subject), verb.i) if subject.i < verb.i else verb.i
    led = opens > 0 and doc[opens - 1].lower_ in ("as", "so")
    opens -= led
    leads = led and not lead_words(scene, start, doc[opens].idx)
    if not leads and (
        not opens or doc[opens].idx <= start or not parts_clause(scene, doc[opens - 1])
    ):
        return None
    cue_end = max(end_of(verb), noun_phrase(subject)[1] if subject.i > verb.i else 0)
    behind = scene.tokens(cue_end, end)
    breaks = next((n for n, t in enumerate(behind) if t.text in BREAKS), len(behind))
    adjuncts = behind[:breaks]
    if len(adjuncts) > _CUE_TOKENS or any(
        t.tag_ in FINITE or t.lower_ == "that" or scene.quotation_at(t.idx) for t in adjuncts
    ):
        return None
    lead = lead_words(scene, start, doc[opens].idx)
    if not (lead or leads) or has_cue(scene, lead):
        return None
    content = [bounds_of(lead)] if lead else []
    rest = rest_of(scene, verb, behind[breaks:], whole=any(t.tag_ in FINITE for t in lead))
    if rest is not None:
        content.append(rest)
    if not any(is_marked(scene, part) for part in content):
        return None
    own = [t for t in lead if scene.quotation_at(t.idx) is None]
    if rest is None and own and own[0].pos_ == "ADP" and not any(t.pos_ in _VERBAL for t in own):
        return None
    source = noun_phrase(subject)
    return Attribution(tuple(content), source, (verb_group(verb),), "cue among marks", verb.i, 0.8)


def with_context(scene: Scene, relation: Attribution) -> Attribution:
    """A relation of marked words and a cue behind them, with the unmarked words around both.

    *In May, “nobody came,” she said, “to the fair”*: the sentence's beginning belongs to the
    content as long as no other cue stands in it.
    """
    if not relation.cue or relation.rule not in ("cue after the words", "according to"):
        return relation
    first, last = relation.content[0]
    if relation.cue[0][0] < last:
        return relation
    start, end = scene.sentence_at(first)
    lead = lead_words(scene, start, first)
    content = relation.content
    cued = has_cue(scene, lead) or any(
        t.tag_ == "VBG" and t.dep_ == "advcl" and t.lemma_.lower() in CUES for t in lead
    )
    if lead and lead[-1].text not in (":", ".") and not cued:
        content = ((lead[0].idx, last), *content[1:])
    if len(content) == 1:
        verb = scene.doc[relation.head]
        reach = max(relation.cue[-1][1], relation.source[1] if relation.source else 0)
        behind = scene.tokens(reach, end)
        breaks = next((n for n, t in enumerate(behind) if t.text in BREAKS), len(behind))
        if not any(t.tag_ in FINITE for t in behind[:breaks]):
            rest = rest_of(scene, verb, behind[breaks:], whole=True)
            if rest is not None:
                content = (*content, rest)
    return replace(relation, content=content)


def with_marks(scene: Scene, relation: Attribution) -> Attribution:
    """A relation whose content stops at marks, with what they hold: `calls it “a” and “b”`."""
    if not relation.cue or not relation.content:
        return relation
    *parts, (start, last) = sorted(relation.content)
    if relation.cue[0][0] > last:
        return relation
    held = scene.quotation_at(last - 1)
    if held is not None and relation.cue[0][1] <= held.start and start >= held.start:
        start, last = held.start, held.end
    elif scene.quotation_at(last) is not None and held is not None:
        return relation
    end = scene.sentence_at(last - 1)[1]
    reach = last
    while (chained := _chained(scene, reach, end)) is not None:
        reach = chained.end
    return replace(relation, content=(*parts, (start, max(reach, last))))


def _chained(scene: Scene, reach: int, end: int) -> Quotation | None:
    """The marked words that a few unmarked ones, no other cue among them, lead to."""
    gap: list[Token] = []
    for token in scene.tokens(reach, end):
        held = scene.quotation_at(token.idx)
        if held is not None:
            return held if reach <= held.start and held.end <= end else None
        if token.text in (";", ":", ".") or token.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        if token.text == "," and gap:
            return None
        adds = token.tag_ == "VBG" and (not gap or gap[-1].text == ",")
        gap.append(token)
        if adds or len(gap) > _GAP or token.lemma_.lower() in FRAMES:
            return None
    return None
