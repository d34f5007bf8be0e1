"""Words that the layout gives to their speaker: turns of a dialogue, signed posts.

In interviews and transcripts a line opens with who speaks (`NAME: words`, `A: words`) and no
marks stand around the words; an embedded post has its author's line below it. Knows form
only, no particular speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.extraction.lexicon import words
from store.extraction.phrases import Bounds
from store.extraction.scene import Attribution, Scene
from store.records import Block

TURN = "turn of a dialogue"
POST = "signed post"

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_CAPITALS = r"[A-Z][A-Z.'’&-]*(?![a-z])"
_LABEL = re.compile(
    rf"\W{{0,3}}(?P<label>{_NAME}(?: (?:(?:[a-z]{{2,3}} )?{_NAME}|of|the)){{0,5}})"
    rf"(?P<office>(?:,(?: {_CAPITALS}){{1,5}})*(?: ?[(\[][^()\[\]]{{1,40}}[)\]])?)"
    r"\*{0,2}(?P<colon>:)\*{0,2}(?:\s+|$)"
)
_DIRECTION = re.compile(r"[(\[*][^()\[\]]{1,80}[)\]*]\W*")
_SIGNED = re.compile(
    r"[-–—]{1,2} ?(?P<name>[^\W\d_][^()@\n]{0,60}?) ?\(@\w{2,30}\)(?=\W|$)[^\n]{0,60}"
)
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_SIGNS = words("layout", "labels.questions") | words("layout", "labels.answers")
_MARKS = "\"“„«»‘'‹"
_LEAST_TURNS = 3
_BETWEEN = 3  # lines of narration, at the most, for each turn: beyond it is no dialogue
_POST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line that names its speaker: which block, who by the label, where the words begin."""

    block: int
    label: Bounds
    name: str
    colon: int
    begin: int


def laid_out(scene: Scene) -> list[Attribution]:
    """The relations that the article's layout makes, by place."""
    return sorted([*_dialogue(scene), *_posts(scene)], key=lambda found: found.content[0])


def outside(relations: Sequence[Attribution], given: Sequence[Attribution]) -> list[Attribution]:
    """The relations without the fragments that lie in words given to another speaker."""
    held = [part for relation in given for part in relation.content]
    kept = []
    for relation in relations:
        content = tuple(
            part
            for part in relation.content
            if not any(start < part[1] and part[0] < end for start, end in held)
        )
        if content:
            kept.append(replace(relation, content=content))
    return kept


def _dialogue(scene: Scene) -> Iterator[Attribution]:
    turns = _turns(scene)
    if not turns or not (_takes_turns(turns) or _answers(turns)):
        return
    above = (0, scene.blocks[turns[0].block].start)
    answered = turns[0].name in _SIGNS
    if answered and not _interviewed(scene, turns[0].block):
        return
    names = {word for turn in turns for word in turn.name.split() if len(word) > 2}
    for number, turn in enumerate(turns):
        if turn.name in words("layout", "labels.questions"):
            continue
        until = turns[number + 1].block if number + 1 < len(turns) else turn.block + 1
        content = _content(scene, turn, until, names)
        if not content:
            continue
        first = next(iter(scene.tokens(turn.colon, turn.colon + 1)), None)
        yield Attribution(
            content,
            turn.label,
            ((turn.colon, turn.colon + 1),),
            TURN,
            first.i if first is not None else -1,
            0.85,
            introduced=above if turn.name in words("layout", "labels.answers") else None,
        )


def _turns(scene: Scene) -> list[_Turn]:
    """The lines that open with a label, marked words behind it left to the rules for marks."""
    found: list[_Turn] = []
    for number, block in enumerate(scene.blocks):
        match = _LABEL.match(scene.text, block.start, block.end)
        if match is None or block.kind == "headline":
            continue
        behind = scene.text[match.end() : block.end]
        if behind and (behind[0] in _MARKS or not _WORD.search(behind)):
            continue
        bare, colon = match["label"].casefold(), match.start("colon")
        label = match.start("label"), match.end("office")
        if bare not in words("layout", "labels.headings"):
            found.append(_Turn(number, label, bare, colon, match.end()))
    return found


def _answers(turns: Sequence[_Turn]) -> bool:
    """Whether questions and answers are marked as such."""
    labels = Counter(turn.name for turn in turns)
    asked = sum(labels[name] for name in words("layout", "labels.questions"))
    answered = sum(labels[name] for name in words("layout", "labels.answers"))
    return min(asked, answered) >= 1 and asked + answered >= _LEAST_TURNS


def _interviewed(scene: Scene, first: int) -> bool:
    """Whether the words above or a line of boilerplate tell of an interview.

    Without one, questions and answers are both the article's own.
    """
    reach = scene.blocks[first].start
    told = _WORD.findall(scene.text, 0, reach) + [
        word
        for block in scene.article.blocks
        if block.kind == "boilerplate" and block.start >= reach
        for word in _WORD.findall(scene.text, block.start, block.end)
    ]
    return any(word.casefold() in words("layout", "labels.interviewing") for word in told)


def _takes_turns(turns: Sequence[_Turn]) -> bool:
    """Whether speakers take turns: one speaks again, another between, and few lines apart."""
    labels = Counter(turn.name.split()[-1] for turn in turns)
    if len(turns) < _LEAST_TURNS or len(labels) < 2 or max(labels.values()) < 2:
        return False
    return turns[-1].block - turns[0].block <= _BETWEEN * len(turns)


def _content(scene: Scene, turn: _Turn, until: int, names: set[str]) -> tuple[Bounds, ...]:
    """The turn's words, with the paragraphs in which the same speaker goes on."""
    block = scene.blocks[turn.block]
    parts = [(turn.begin, block.end)] if turn.begin < block.end else []
    for after in scene.blocks[turn.block + 1 : until]:
        if not _goes_on(scene, after, names, opened=bool(parts)):
            break
        parts.append((after.start, after.end))
    return tuple(parts)


def _goes_on(scene: Scene, block: Block, names: set[str], *, opened: bool) -> bool:
    """Whether a line without a label is the speaker's: no question, direction or narration."""
    text = scene.text[block.start : block.end]
    if _DIRECTION.fullmatch(text) or block.kind == "headline":
        return False
    if not opened:
        return True
    told = any(word.casefold() in names for word in _WORD.findall(text))
    return text.rstrip('"”’»*)')[-1:] in ".!…" and not told


def _posts(scene: Scene) -> Iterator[Attribution]:
    """Posts with their author's line below: `— Name (@handle) May 3, 2024`."""
    for number, block in enumerate(scene.blocks):
        signed = _SIGNED.search(scene.text, block.start, block.end)
        if signed is None:
            continue
        own = scene.text[block.start : signed.start()].rstrip()
        if own:
            content: tuple[Bounds, ...] = ((block.start, block.start + len(own)),)
        else:
            content = tuple(
                (above.start, above.end) for above in _above(scene, scene.blocks[:number])
            )
        if content:
            name = signed.start("name"), signed.end("name")
            yield Attribution(content, name, (), POST, -1, 0.85)


def _above(scene: Scene, blocks: Sequence[Block]) -> list[Block]:
    """The paragraph in marks above a signature, or the run of paragraphs that they open."""
    for count in range(1, _POST_PARAGRAPHS + 1):
        if len(blocks) < count or blocks[-count].kind == "headline":
            break
        held = scene.quotation_at(blocks[-count].start)
        if held is not None and held.start == blocks[-count].start:
            return list(blocks[-count:]) if held.end >= blocks[-1].end - 1 else []
    return []
