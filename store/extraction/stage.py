"""What the resolvers share: the article's words, names and players, and who was seen where."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.extraction.casting import cast_mentions
from store.extraction.judging import judge
from store.extraction.mention import Mention
from store.extraction.names import find_names
from store.extraction.sheet import Sheet, Word
from store.extraction.troupe import Player, Troupe

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LOOSE = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct"})
_CLAUSES = frozenset(
    {"ccomp", "advcl", "conj", "xcomp", "relcl", "acl", "pcomp", "prep", "parataxis", "dobj"}
)


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """An actor at a word; `subject` where it is one, `quoted` inside somebody's words."""

    word: int
    actor: str
    subject: bool = field(compare=False)
    quoted: bool = field(compare=False)


class Stage:
    """One article's words, mentions and players; grows with what is resolved."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.mentions: list[Mention] = find_names(sheet)
        self.troupe: Troupe = cast_mentions(sheet, self.mentions)
        self.at: dict[int, Mention] = {}
        self.seen: list[Seen] = []
        self.meant: dict[int, str] = {}
        for mention in self.mentions:
            for index in range(mention.first, mention.last):
                self.at.setdefault(index, mention)
            if mention.actor:
                self.see(sheet.words[mention.last - 1], mention.actor)

    def see(self, word: Word, actor: str) -> None:
        """Remember that the actor is meant at the word."""
        seen = Seen(word.i, actor, self.is_subject(word), word.quoted)
        at = bisect_left(self.seen, seen)
        if at >= len(self.seen) or self.seen[at] != seen:
            insort(self.seen, seen)

    def is_subject(self, word: Word) -> bool:
        """Whether the word is a subject, or joined to one."""
        steps = 0
        while word.dep in ("conj", "appos", "compound") and steps < 4 and word.head != word.i:
            word = self.sheet.words[word.head]
            steps += 1
        return word.dep in _SUBJECTS

    def before(self, word: Word) -> Iterator[Seen]:
        """Who was seen before the word, the nearest first."""
        at = bisect_left(self.seen, Seen(word.i, "", False, False))
        yield from reversed(self.seen[:at])

    def stands_for(
        self, player: Player, phrase: Sequence[Word], head: Word, name: str = ""
    ) -> tuple[str, ...]:
        """Note the phrase, up to its head or a name, as one more form of the player."""
        start, end = phrase[0].start, max(head.end, phrase[0].end)
        at = self.sheet.text.find(name, start, start + len(name) + 40) if name else -1
        end = max(end, at + len(name)) if at >= 0 else end
        player.forms[self.sheet.text[start:end]] += 1
        player.places.add((start, end))
        self.see(head, player.id)
        return (player.id,)

    def owner(self, mention: Mention) -> Player | None:
        """The player that a name stands for before another noun: Berlin's, the German, X's."""
        if mention.actor:
            return self.troupe[mention.actor]
        if mention.kind in ("demonym", "capital", "seat", "people"):
            return self.troupe.named("country" if mention.country else "alliance", mention.name)
        if mention.kind == "name":
            return self.body(mention)
        return None

    def body(self, mention: Mention) -> Player:
        """The player of a name that the article alone does not tell: a body, or a person."""
        if not mention.actor:
            kind = judge(self.sheet, [mention]) or "organisation"
            mention.actor = self.troupe.named(kind, mention.name).id
            player = self.troupe[mention.actor]
            player.forms[self.sheet.text[mention.start : mention.end]] += 1
            player.places.add((mention.start, mention.end))
            self.see(self.sheet.words[mention.last - 1], player.id)
        return self.troupe[mention.actor]

    def lemma(self, word: Word) -> str:
        """The word's lemma, in lower case."""
        return self.sheet.doc[word.last].lemma_.lower()

    def mention_in(self, words: Sequence[Word]) -> list[Mention]:
        """The mentions that lie among the words, by place."""
        found: list[Mention] = []
        for word in words:
            mention = self.at.get(word.i)
            if mention is not None and (not found or found[-1] is not mention):
                found.append(mention)
        return found

    def governing_subjects(self, word: Word) -> Iterator[Word]:
        """The subjects of the clauses that the word stands in, the nearest first, before it."""
        at = word
        for _ in range(12):
            if at.head == at.i:
                return
            at = self.sheet.words[at.head]
            if at.pos not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
                continue
            for child in self.sheet.children(at):
                if child.dep in _SUBJECTS and child.i < word.i:
                    yield child

    def phrase(self, head: Word) -> list[Word]:
        """The noun phrase of a head word: what leads up to it, and its `of`."""
        mention = self.at.get(head.i)
        first, last = self.sheet.sentences[head.sent]
        words = self.sheet.words
        begin = mention.first if mention is not None else head.i
        end = mention.last if mention is not None else head.i + 1
        while (
            begin > first
            and self._below(words[begin - 1], head)
            and words[begin - 1].dep not in _LOOSE
        ):
            begin -= 1
        while (
            end < last
            and words[end].text != ","
            and self._below(words[end], head)
            and not self._in_clause(words[end], head)
        ):
            end += 1
        while end - begin > 1 and (words[end - 1].low in ("'s", "'") or words[end - 1].is_mark()):
            end -= 1
        return words[begin:end]

    def _below(self, word: Word, head: Word) -> bool:
        at = word
        for _ in range(10):
            if at.i == head.i:
                return True
            if at.head == at.i:
                return False
            at = self.sheet.words[at.head]
        return False

    def _in_clause(self, word: Word, head: Word) -> bool:
        at = word
        while at.i != head.i and at.head != at.i:
            if at.dep in ("relcl", "acl", "advcl", "ccomp", "appos"):
                return True
            if at.dep in ("cc", "conj") and at.head == head.i:
                return True
            at = self.sheet.words[at.head]
        return False
