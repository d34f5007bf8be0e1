"""The only door to spaCy: an Article in, one parsed Doc out, offsets as in its text.

spaCy's entity recogniser is left out: it takes half of the pipeline's time, and the labels
that the rules ask for are set by `entities.label` over tags, parse and word lists.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from store.extraction.entities import label
from store.extraction.tails import tail_start
from store.pipeline import DEFAULT_MODEL
from store.records import Article


class Language:
    """spaCy's pipeline, and how an article goes through it.

    Each block is parsed for itself, so that no sentence crosses a paragraph and one odd
    paragraph spoils no other; so is the outlet that closes a headline. Boilerplate is split
    into words only.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load the model's package; OSError where it is not installed."""
        self._nlp = spacy.load(model, exclude=["ner"])

    def parse(self, article: Article) -> Doc:
        """The article as one Doc, whose text equals the article's to the code point.

        `doc.user_data["blocks"]` maps each block's first token to the block.
        """
        pieces: list[tuple[str, bool]] = []
        at = 0
        for block in article.blocks:
            if block.start > at:
                pieces.append((article.text[at : block.start], False))
            full, text = block.kind != "boilerplate", article.text[block.start : block.end]
            tail = tail_start(text) if block.kind == "headline" else len(text)
            pieces += [(text[:tail], full), (text[tail:], full)]
            at = block.end
        if at < len(article.text):
            pieces.append((article.text[at:], False))
        parsed = self._nlp.pipe((text for text, full in pieces if full and text), batch_size=16)
        docs = [next(parsed) if full else self._plain(text) for text, full in pieces if text]
        whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]
        if whole is None:
            return self._nlp.make_doc("")
        if whole.text != article.text:
            raise ValueError("the parse does not give the article's text back")
        label(whole)
        return whole

    def _plain(self, text: str) -> Doc:
        """Words without tags or parse, each its own root."""
        doc = self._nlp.make_doc(text)
        plain = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=["_SP" if token.is_space else "XX" for token in doc],
            pos=["SPACE" if token.is_space else "X" for token in doc],
            deps=["ROOT"] * len(doc),
            heads=list(range(len(doc))),
            sent_starts=[number == 0 for number in range(len(doc))],
        )
        return plain
