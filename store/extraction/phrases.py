"""Noun phrases and clauses as stretches of the text, from the parse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Doc, Span, Token

Bounds = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_CLAUSAL = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_DASHES = frozenset({"—", "–", "--", "-"})
_EDGE = frozenset(",;:.—–-… ")


def end_of(token: Token) -> int:
    """The offset behind the token's last character."""
    return int(token.idx) + len(token.text)


def left_of(token: Token) -> int:
    """The index of the first token of the phrase that the token governs."""
    return int(token.left_edge.i)


def between(doc: Doc, first: int, last: int) -> Bounds:
    """Offsets from token `first` to token `last`, both included."""
    return int(doc[first].idx), end_of(doc[last])


def span_of(doc: Doc, bounds: Bounds) -> Span | None:
    """The tokens that the offsets touch."""
    span = doc.char_span(bounds[0], bounds[1], alignment_mode="expand")
    return span if span is not None and len(span) else None


def noun_phrase(head: Token) -> Bounds:
    """A noun phrase with titles, complements and appositions, without relative clauses."""
    kept = sorted(token.i for token in _phrase_tokens(head))
    run = [head.i]
    here = set(kept)
    for step in (-1, 1):
        at = head.i + step
        while at in here:
            run.append(at)
            at += step
    first, last = min(run), max(run)
    doc = head.doc
    while first < head.i and (
        (doc[first].is_punct and doc[first].text not in "\"“‘'«(") or doc[first].is_space
    ):
        first += 1
    while last > head.i and (
        (doc[last].is_punct and doc[last].text not in "\"”’'»)") or doc[last].is_space
    ):
        last -= 1
    if doc[last].text in "\"”'" and not any(doc[i].text in "\"“'‘" for i in range(first, last)):
        last -= 1
    if doc[first].text in '"“' and not any(doc[i].text in '"”' for i in range(first + 1, last + 1)):
        first += 1
    return between(doc, min(first, head.i), max(last, head.i))


def _phrase_tokens(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ in _CLAUSAL or _is_dash(child):
            continue
        if child.dep_ == "appos":
            if not _is_partitive(child):
                yield from _phrase_tokens(child)
            continue
        if child.dep_ in ("conj", "cc") and _holds_clause(child):
            continue
        if child.dep_ == "prep" and child.i > head.i and (_set_off(child) or _when(child)):
            continue
        if child.dep_ == "acl" and child.i > head.i and _set_off(child):
            continue
        if child.dep_ in ("npadvmod", "tmod") and child.i > head.i:
            continue
        yield from child.subtree


def _is_dash(token: Token) -> bool:
    """A dash between words; a hyphen inside one is none."""
    if token.dep_ != "punct" or token.text not in _DASHES:
        return False
    return bool(token.whitespace_) or (token.i > 0 and bool(token.nbor(-1).whitespace_))


def _set_off(preposition: Token) -> bool:
    """A preposition behind a comma that does not belong to the name."""
    before = preposition.nbor(-1) if preposition.i else None
    return (
        before is not None and before.text == "," and preposition.lower_ not in ("including", "of")
    )


def _when(preposition: Token) -> bool:
    """A preposition of time: on Monday, in March."""
    return any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in preposition.children)


def _is_partitive(head: Token) -> bool:
    """`some of whom joined`: a clause of its own that the parse takes for an apposition."""
    return any(t.tag_ in ("WP", "WDT", "WP$") for t in head.subtree if t.dep_ == "pobj")


def _holds_clause(token: Token) -> bool:
    return any(
        below.dep_ in ("nsubj", "nsubjpass") or below.tag_ in ("WP", "WDT", "WP$")
        for below in token.subtree
    )


def child_of(
    token: Token, *relations: str, after: int = -1, among: Collection[str] = ()
) -> Token | None:
    """The first child in one of the relations, behind token index `after`, of these words."""
    for child in token.children:
        if child.dep_ in relations and child.i > after and (not among or child.lower_ in among):
            return child
    return None


def object_of(preposition: Token) -> Token | None:
    """What stands behind a preposition: a noun phrase or a gerund."""
    return child_of(preposition, "pobj", "pcomp")


def without_possessive(doc: Doc, bounds: Bounds) -> Bounds:
    """A phrase without the possessive ending that it may have."""
    span = span_of(doc, bounds)
    if span is not None and len(span) > 1 and span[-1].tag_ == "POS":
        return bounds[0], end_of(span[-2])
    return bounds


def behind(preposition: Token) -> list[Token]:
    """All words of a prepositional phrase but the preposition."""
    return [token for token in preposition.subtree if token.i > preposition.i]


def subject_of(verb: Token) -> Token | None:
    """The verb's subject: its own, its first conjunct's, or that of the clause that it hangs on."""
    seen = 0
    at: Token | None = verb
    while at is not None and seen < 4:
        auxiliaries = [c for c in at.children if c.dep_ in ("aux", "auxpass")]
        for child in (child for holder in (at, *auxiliaries) for child in holder.children):
            if child.dep_ in ("nsubj", "nsubjpass"):
                return antecedent_of(child)
        seen += 1
        if at.dep_ == "conj" or (
            at.dep_ in ("advcl", "xcomp", "pcomp", "prep") and at.head.i != at.i
        ):
            at = at.head
        elif at.dep_ in ("acl", "relcl"):
            return at.head
        else:
            at = None
    return None


def antecedent_of(subject: Token) -> Token:
    """What a relative pronoun stands for; the subject itself otherwise."""
    if subject.tag_ in ("WP", "WDT"):
        clause = subject.head
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return subject


def verb_group(verb: Token, *, particles: Iterable[str] = ()) -> Bounds:
    """The verb with its auxiliaries, negation, adverbs in between, and particle."""
    doc = verb.doc
    first = last = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg") and child.i < verb.i:
            first = min(first, child.i)
        elif child.dep_ == "prt" and child.i == last + 1:
            last = child.i
    at = first - 1
    while at >= 0 and doc[at].pos_ == "ADV" and doc[at].head in (verb, doc[first]):
        if doc[at].lower_ in ("also", "not", "never", "n't", "repeatedly", "again", "further"):
            first = at
        at -= 1
    wanted = set(particles)
    if last + 1 < len(doc) and doc[last + 1].lower_ in wanted:
        last += 1
    return between(doc, first, last)


def runs(doc: Doc, tokens: Iterable[Token], *, skip_edges: bool = True) -> list[Bounds]:
    """The tokens as stretches of text; a stretch ends where something else stands between."""
    indexes = sorted({token.i for token in tokens})
    stretches: list[list[int]] = []
    for index in indexes:
        if stretches and all(doc[i].is_space for i in range(stretches[-1][-1] + 1, index)):
            stretches[-1].append(index)
        else:
            stretches.append([index])
    found: list[Bounds] = []
    for stretch in stretches:
        if skip_edges:
            while stretch and (doc[stretch[0]].is_space or doc[stretch[0]].text in _EDGE):
                stretch.pop(0)
            while stretch and (doc[stretch[-1]].is_space or doc[stretch[-1]].text in _EDGE):
                stretch.pop()
        if stretch:
            found.append(between(doc, stretch[0], stretch[-1]))
    return found
