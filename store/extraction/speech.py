"""Direct speech: whole utterances between marks, and what goes on without a cue."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.marked_cues import cue_of
from store.extraction.marks import Quotation, lead_of
from store.extraction.phrases import Bounds
from store.extraction.scene import Attribution, Scene
from store.extraction.sources import speaker_before
from store.records import Block

_CLAUSE = words("saying", "verbs.clause")
_SAYING = _CLAUSE | words("saying", "verbs.speech")
_SENTENCE_END = frozenset(".!?")
_CLAUSE_BEGINS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_UNPARSED_WORDS = 5


def is_utterance(scene: Scene, quotation: Quotation, block: Block) -> bool:
    """Whether the marks hold an utterance of its own, not words inside a clause."""
    text = scene.text
    inner = text[quotation.inner_start : quotation.inner_end]
    count = len(quotation.words(text))
    if count == 0:
        return False
    before = lead_of(text, block.start, quotation.start)
    ends = inner.rstrip()[-1:] in ".!?,…—–" or not quotation.closed
    if not before.strip("\"“„«'‘"):
        return ends or (count >= 6 and not _goes_on(text, quotation))
    last = before[-1]
    if last in ".!?:\"”'’…)" and (last not in "\"”'’" or _closes_quotation(scene, block, before)):
        return ends or count >= 5 or last == ":"
    if last in ",—–":
        return (ends or count >= 4) and (count >= 3 or inner[:1].isupper())
    token = _last_token(scene, block.start, quotation.start)
    if token is not None and token.pos_ == "VERB" and token.lemma_.lower() in _SAYING:
        return count >= 2
    return False


def _goes_on(text: str, quotation: Quotation) -> bool:
    """Whether the reporter's words finish the sentence that the marks begin."""
    behind = text[quotation.end : quotation.end + 2]
    return behind[:1] == " " and behind[1:].islower()


def direct_speech(scene: Scene) -> list[Attribution]:
    """The relations whose content is one or more utterances between marks."""
    found: list[Attribution] = []
    previous: Block | None = None
    open_at: int | None = None  # index of the relation that a next paragraph may continue
    for block in scene.blocks:
        marked = [q for q in scene.quotations if block.start <= q.start < block.end]
        marked = [q for q in marked if is_utterance(scene, q, block)]
        last: int | None = None
        for number, quotation in enumerate(marked):
            left = marked[number - 1].end if number else block.start
            right = marked[number + 1].start if number + 1 < len(marked) else block.end
            content = (quotation.start, quotation.end)
            cued = cue_of(scene, quotation, left, right, block, previous)
            earlier = last if last is not None else None
            if cued is not None and _in_clause(scene, quotation, cued):
                continue
            if cued is not None and earlier is not None and cued.head == found[earlier].head:
                found[earlier] = _longer(found[earlier], content)
                continue
            if cued is not None:
                found.append(cued)
                last = len(found) - 1
                continue
            if earlier is not None:
                if _only_space_or_cue(scene, found[earlier], left, quotation.start):
                    found[earlier] = _longer(found[earlier], content)
                else:
                    source = speaker_before(scene, quotation.start, found[earlier].source)
                    found.append(_uncued(content, source, "speech goes on"))
                    last = len(found) - 1
                continue
            opens = not scene.text[block.start : quotation.start].strip()
            begins = opens or _begins_sentence(scene, block, quotation)
            if opens and open_at is not None:
                found[open_at] = _longer(found[open_at], content)
                last = open_at
            elif begins and len(quotation.words(scene.text)) >= 4:
                found.append(_uncued(content, None, "speech without a cue"))
                last = len(found) - 1
        open_at = last if last is not None and found[last].source is not None else None
        previous = block
    return found


def _begins_sentence(scene: Scene, block: Block, quotation: Quotation) -> bool:
    """Whether the marks open behind the end of another sentence of the paragraph."""
    before = lead_of(scene.text, block.start, quotation.start)
    return before[-1:] in _SENTENCE_END and quotation.closed


def _in_clause(scene: Scene, quotation: Quotation, cued: Attribution) -> bool:
    """Whether the words are only a part of what the cue before them reports.

    Other marked words stand between, or the reporter goes on in the same clause.
    """
    if cued.rule != "cue before the words":
        return False
    reach = cued.cue[-1][1]
    if any(reach <= q.start < quotation.start for q in scene.quotations):
        return scene.sentence_at(reach)[1] > quotation.start
    text = scene.text
    if any(t.lower_ == "that" and t.dep_ == "mark" for t in scene.tokens(reach, quotation.start)):
        return True
    if text[quotation.inner_start].islower() and _interrupts(scene, cued):
        return True
    led = lead_of(text, reach, quotation.start)[-1:] not in (",", ":")
    ends = text[quotation.inner_start : quotation.inner_end].rstrip()[-1:] in ",.!?…—–"
    verb = scene.doc[cued.head].lemma_.lower()
    goes_on = text[quotation.end : quotation.end + 2]
    return led and not ends and verb in _CLAUSE and goes_on[:1] == " " and goes_on[1:].isalpha()


def _interrupts(scene: Scene, cued: Attribution) -> bool:
    """Whether the cue clause stands behind a comma and the beginning of what it reports."""
    if cued.source is None:
        return False
    opens = min(cued.source[0], cued.cue[0][0])
    start = scene.sentence_at(opens)[0]
    lead = [t for t in scene.tokens(start, opens) if not t.is_space]
    if len(lead) <= 2 or lead[-1].text != ",":
        return False
    resumed = scene.quotation_at(lead[0].idx) is not None
    return lead[0].pos_ in _CLAUSE_BEGINS or (resumed and lead[-2].is_alpha)


def marked_speech(scene: Scene) -> list[Attribution]:
    """Utterances between marks alone, for text without a parse: five words or more."""
    return [
        Attribution(((q.start, q.end),), None, (), "speech between marks", -1, 0.4)
        for q in scene.quotations
        if len(q.words(scene.text)) >= _UNPARSED_WORDS
    ]


def _closes_quotation(scene: Scene, block: Block, before: str) -> bool:
    return scene.quotation_at(block.start + len(before) - 1) is not None


def _last_token(scene: Scene, start: int, end: int) -> Token | None:
    tokens = scene.tokens(start, end)
    return tokens[-1] if tokens else None


def _longer(relation: Attribution, content: Bounds) -> Attribution:
    return replace(relation, content=(*relation.content, content))


def _uncued(content: Bounds, source: Bounds | None, rule: str) -> Attribution:
    return Attribution((content,), source, (), rule, -1, 0.5 if source is None else 0.6)


def _only_space_or_cue(scene: Scene, relation: Attribution, left: int, start: int) -> bool:
    """Whether nothing but the relation's own cue clause stands before the next utterance."""
    gap = [token for token in scene.tokens(left, start) if not token.is_punct]
    if not gap:
        return True
    held = any(gap[0].idx <= cue[0] <= gap[-1].idx for cue in relation.cue)
    ends = sum(token.text in _SENTENCE_END for token in scene.tokens(left, start))
    return held and ends <= 1
