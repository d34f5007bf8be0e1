"""What every rule looks at: the parsed article, its quotations, its live blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from store.extraction.marks import Quotation, quotations
from store.extraction.phrases import Bounds
from store.records import Article, Block

_LONGEST = 250  # words of a sentence: beyond it is no sentence, and rules would take seconds
_STOP = re.compile(r"[.!?…][\"”’'»“)\]]*\s+(?=\S)")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words as a rule found them: bounds only, no record yet.

    `rule` names the construction, `head` is the cue's token, or -1 without a cue. Where the
    source is a mere sign (`A: …`), `introduced` are the words above that name the speaker.
    """

    content: tuple[Bounds, ...]
    source: Bounds | None
    cue: tuple[Bounds, ...]
    rule: str
    head: int
    confidence: float
    introduced: Bounds | None = None


@dataclass(slots=True)
class Scene:
    """An article laid out for the rules."""

    article: Article
    doc: Doc
    blocks: list[Block] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _overlong: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, doc: Doc) -> Scene:
        """Lay out `article` with its parse."""
        blocks = [block for block in article.blocks if block.kind != "boilerplate"]
        marked = quotations(article.text, article.blocks)
        scene = cls(article, doc, blocks, marked, [q.start for q in marked])
        for sentence in doc.sents if doc.has_annotation("SENT_START") else ():
            if len(sentence) > _LONGEST:
                scene._overlong.append((sentence.start, sentence.end))
                scene.warnings.append(f"a sentence of {len(sentence)} words is left out")
        return scene

    @classmethod
    def unparsed(cls, article: Article) -> Scene:
        """Lay out `article` without a parse, for a language that has no rules."""
        return cls.of(article, Doc(Vocab()))

    def guarded(self, rule: Callable[[Scene, Token], Found | None], token: Token) -> Found | None:
        """What the rule finds at the token; a rule that raises costs this find and a warning."""
        try:
            return rule(self, token)
        except Exception as error:
            self.warnings.append(f"rule {rule.__name__} at {token.idx}: {error!r}")
            return None

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in a stretch of the text, white space left out."""
        span = self.doc.char_span(start, end, alignment_mode="expand") if start < end else None
        if span is None:
            return []
        return [token for token in span if not token.is_space and start <= token.idx < end]

    def live_tokens(self) -> Iterator[Token]:
        """All tokens outside boilerplate and overlong sentences, which no rule reads well."""
        for block in self.blocks:
            for token in self.tokens(block.start, block.end):
                if not self._overlong or not any(
                    first <= token.i < last for first, last in self._overlong
                ):
                    yield token

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that holds the offset, if any."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and self.quotations[at].start <= offset < self.quotations[at].end:
            return self.quotations[at]
        return None

    def sentence_at(self, offset: int) -> Bounds:
        """The sentence around an offset: what stands between marks never parts it.

        The parse begins a sentence inside speech and behind a mark; here one begins only
        behind a full stop, outside marks or just before a closing one.
        """
        block = self.block_at(offset)
        if block is None:
            return offset, offset
        start, end = block.start, block.end
        for match in _STOP.finditer(self.text, block.start, block.end):
            begins = match.end()
            held = self.quotation_at(match.start())
            if held is not None and match.start() < held.inner_end - 1:
                continue
            if not self._begins(begins, closed=held is not None and match[0][0] == "."):
                continue
            if begins <= offset:
                start = begins
            else:
                end = match.start() + len(match[0].rstrip())
                break
        return start, end

    def _begins(self, offset: int, *, closed: bool) -> bool:
        """Whether the parse begins a sentence here, or a full stop and a mark end one."""
        if closed:
            return not self.text[offset].islower()
        if (held := self.quotation_at(offset)) is not None and held.start == offset:
            return True
        first = next(iter(self.tokens(offset, offset + 1)), None)
        if first is None:
            return False
        opening = first.i > 0 and first.nbor(-1).is_quote and bool(first.nbor(-1).is_sent_start)
        return bool(first.is_sent_start) or opening

    def block_at(self, offset: int) -> Block | None:
        """The live block that holds the offset, if any."""
        for block in self.blocks:
            if block.start <= offset < block.end:
                return block
        return None
