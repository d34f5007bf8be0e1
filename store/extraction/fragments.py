"""How far words go that are partly between marks: before a cue, behind it, around it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from store.extraction.attributing import without_links
from store.extraction.cue_chains import outer_cue
from store.extraction.lexicon import words
from store.extraction.marks import Quotation
from store.extraction.phrases import SUBJECTS, Bounds, child_of, end_of, left_of
from store.extraction.scene import Scene

CLAUSE = words("saying", "verbs.clause") | words("saying", "verbs.thought")
CUES = (
    CLAUSE
    | words("saying", "verbs.address")
    | words("saying", "verbs.judgement")
    | words("saying", "verbs.naming")
    | words("saying", "verbs.uttering")
)
FRAMES = CUES | words("saying", "verbs.aside") | words("saying", "verbs.speech")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BREAKS = frozenset({",", "—", "–", "--", "-"})
_RESUMES = frozenset({"that", "to", "because", "and", "but", "or", "if", "as"})
_CLOSING_MARKS = frozenset({'"', "”", "’", "'", "''", "»"})


def rest_of(scene: Scene, verb: Token, tokens: Sequence[Token], *, whole: bool) -> Bounds | None:
    """What goes on behind an interrupting cue; `whole` where the part before is a clause."""
    kept = [t for t in tokens if not (t.is_space or t.text in BREAKS)]
    if len(kept) < 2 or kept[0].tag_ == "VBG" or kept[0].lower_ in ("according", "who", "which"):
        return None
    if whole and kept[0].lower_ not in _RESUMES and not _in_small_letters(scene, kept[0]):
        return None
    content = fragment_of(scene, verb, [t for t in tokens if t.i >= kept[0].i])
    if content is None or (whole and not is_marked(scene, content)):
        return None
    if whole and kept[0].lower_ in ("and", "but", "as") and has_cue(scene, scene.tokens(*content)):
        return None
    return content


def _in_small_letters(scene: Scene, token: Token) -> bool:
    """Whether marks open here whose first word goes on with a sentence."""
    held = scene.quotation_at(token.idx)
    return held is not None and held.start == token.idx and scene.text[held.inner_start].islower()


def fragment_of(scene: Scene, verb: Token, tokens: Sequence[Token]) -> Bounds | None:
    """These tokens up to the first that cannot be content, without marks of punctuation."""
    marks = [q for q in scene.quotations if tokens and tokens[0].idx <= q.start <= tokens[-1].idx]
    kept: list[Token] = []
    for token in tokens:
        held = scene.quotation_at(token.idx)
        if not kept and token.is_punct and (held is None or held.start != token.idx):
            continue
        if (held is None or held.start == token.idx) and kept and _leaves(verb, token, kept, marks):
            break
        kept.append(token)
    while kept and kept[-1].text in ",;:.—–--and" and scene.quotation_at(kept[-1].idx) is None:
        kept.pop()
    if not kept:
        return None
    first, last = bounds_of(kept)
    held = scene.quotation_at(first)
    return (held.start if held is not None and held.inner_start == first else first), last


def _leaves(verb: Token, token: Token, kept: Sequence[Token], marks: Sequence[Quotation]) -> bool:
    """Whether the words from this one on are not reported but say more of the reporting."""
    behind = bool(marks) and token.idx >= marks[-1].end
    ahead = not marks or token.idx <= marks[0].start
    if token.lower_ == "according":
        return True
    if token.tag_ in FINITE and kept[-1].text == "," and token.lemma_.lower() in CLAUSE:
        return True
    if token.tag_ == "VBG" and _behind_comma(kept) and token.lemma_.lower() in FRAMES:
        return True
    coordinate = kept[-1].dep_ == "cc" and token.lemma_.lower() in CLAUSE and behind
    if coordinate and token.tag_ == verb.tag_ and child_of(token, *SUBJECTS) is None:
        return True
    chained = outer_cue(token)
    if (
        chained is not None
        and chained.i == verb.i
        and (kept[-1].dep_ == "cc" or _behind_comma(kept))
    ):
        return True
    for child in verb.children:
        if child.i <= verb.i or (left_of(child) != token.i and child.i != token.i):
            continue
        if child.dep_ in ("conj", "cc"):
            joined = child if child.dep_ == "conj" else child_of(verb, "conj", after=child.i)
            return joined is not None and not (ahead and child_of(joined, *SUBJECTS))
        if child.dep_ == "advcl" and behind:
            return not any(t.lower_ in ("because", "if", "unless", "since") for t in child.lefts)
        if child.dep_ == "prep" and behind:
            return True
    return False


def _behind_comma(kept: Sequence[Token]) -> bool:
    """Whether these words end in a comma, or in one and the mark that closes behind it."""
    last = kept[-1]
    if last.text in _CLOSING_MARKS and len(kept) > 1:
        last = kept[-2]
    return last.text == ","


def lead_words(scene: Scene, start: int, end: int) -> list[Token]:
    """The words from the sentence's start on, without the reporter's connective."""
    tokens = scene.tokens(start, end)
    while tokens and tokens[-1].text in BREAKS:
        tokens.pop()
    while tokens and tokens[0].is_punct and scene.quotation_at(tokens[0].idx) is None:
        tokens.pop(0)
    return without_links(tokens)


def has_cue(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether another cue stands in these words, outside marks."""
    return any(
        t.pos_ == "VERB"
        and t.lemma_.lower() in CUES
        and t.tag_ in FINITE
        and t.dep_ not in ("relcl", "amod", "acl")
        and scene.quotation_at(t.idx) is None
        for t in tokens
    )


def parts_clause(scene: Scene, token: Token) -> bool:
    """Whether the word parts a cue clause from the words: a comma, a dash, a closing mark."""
    if token.text in BREAKS:
        return True
    held = scene.quotation_at(token.idx)
    return held is not None and end_of(token) >= held.inner_end


def bounds_of(tokens: Sequence[Token]) -> Bounds:
    """From the first token's first character to the last one's end."""
    return int(tokens[0].idx), end_of(tokens[-1])


def is_marked(scene: Scene, part: Bounds) -> bool:
    """Whether marks open or close in this stretch, or hold it."""
    return any(part[0] < q.end and q.start < part[1] for q in scene.quotations)
