"""What has to happen before a pledge falls due, whatever the wording: *after a truce*, *should
the guns fall silent*. Pure: words in, answers out; the word lists stand in `occasions.toml`.

It reads the words of one slot of a record, never an article.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;]")
_BREAKS = (",", ";")
_BESIDE = 6
"""Words between an event and what becomes of it, at most."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What conditions of many wordings wait for: `key` tells it from others.

    `known` says that the lexicon knows the event; else the name is the condition's own words.
    """

    key: str
    name: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    weak: bool
    after: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """An event or a turn at the words from `start` to before `end`."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=16_384)
def occasions(condition: str) -> tuple[Occasion, ...]:
    """What a condition waits for, the first one first: several for *a truce or a treaty*.

    Where the lexicon knows no event in it, its own words that mean something, without names.
    """
    words = [match[0] for match in _WORD.finditer(condition)]
    folded = [word.casefold().replace("’", "'") for word in words]
    found = _told(folded)
    if not found:
        own = _own(words)
        return (Occasion(" ".join(sorted(map(_stem, own))), " ".join(own), known=False),)
    turns = _turns(folded, found)
    names = [_label(one, turn, folded) for one, turn in zip(found, turns, strict=True)]
    kept = [one for n, one in enumerate(names) if not _has_means(folded, found, turns, n)]
    return tuple(Occasion(name, name) for name in dict.fromkeys(kept))


@lru_cache(maxsize=16_384)
def lapses(condition: str) -> bool:
    """Whether a pledge holds until this happens, and no longer: *until*, *unless*, *without*."""
    folded = " ".join(match[0] for match in _WORD.finditer(condition.casefold()))
    return any(f"{folded} ".startswith(f"{one} ") for one in _lexicon()["small"]["lapsing"])


def _told(words: Sequence[str]) -> list[_Found]:
    """The events that a condition tells of: the first, and those that are tied to it."""
    found = list(_longest(words, _event_patterns()))
    strong = [one for one in found if not _events()[one.name].weak]
    found = strong or found[:1]
    told = found[:1]
    for one in found[1:]:
        if _tied(words[told[-1].end : one.start]) or _is_means(words[told[-1].end : one.start]):
            told.append(one)
    return told


def _tied(between: Sequence[str]) -> bool:
    return any(word in _BREAKS or word in _small("tying") for word in between)


def _is_means(between: Sequence[str]) -> bool:
    """Whether it stands between an end and what brings it about: *ends through a*."""
    ends = any(cue.name == "ending" for cue in _longest(between, _turn_patterns()))
    return ends and any(word in _small("means") for word in between)


def _has_means(
    words: Sequence[str], found: Sequence[_Found], turns: Sequence[str], at: int
) -> bool:
    """Whether an event ends through the next one, which then stands for both."""
    if turns[at] != "ending" or at + 1 == len(found):
        return False
    between = words[found[at].end : found[at + 1].start]
    return _is_means(between) and not _tied(between)


def _turns(words: Sequence[str], found: Sequence[_Found]) -> list[str]:
    """What becomes of each event; one of a row of them shares what was told of the one before."""
    turns: list[str] = []
    for number, one in enumerate(found):
        start = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(words)
        while number and start < one.start and not _parts(words[start]):
            start += 1
        end = next((n for n in range(one.end, end) if _parts(words[n])), end)
        turn = _turn(words[start:end], one.start - start, one.end - start)
        around = (*words[start : one.start], *words[one.end : end])
        alone = number and all(word in _small("idle") or _parts(word) for word in around)
        if not turn and alone and turns[-1] in ("refused", "missing", "failing"):
            turn = turns[-1]
        turns.append(turn or _events()[one.name].after * _comes_after(words, one))
    return turns


def _parts(word: str) -> bool:
    return word in _BREAKS or word in _small("tying") or word in ("through", "via")


def _comes_after(words: Sequence[str], one: _Found) -> bool:
    return "after" in words[max(one.start - 3, 0) : one.start]


def _turn(words: Sequence[str], start: int, end: int) -> str:
    best = ""
    order = [*_lexicon()["turns"]]
    for cue in _longest(words, _turn_patterns()):
        if cue.start < end and cue.end > start:
            continue
        name, _, ahead = cue.name.partition(" ")
        if (ahead and cue.start > start) or _away(cue, start, end):
            continue
        if not best or order.index(name) < order.index(best):
            best = name
    return best


def _away(cue: _Found, start: int, end: int) -> bool:
    return max(start - cue.end, cue.start - end) > _BESIDE


def _label(one: _Found, turn: str, words: Sequence[str]) -> str:
    event = _events()[one.name]
    if not turn:
        return event.name
    label: str = event.labels.get(turn) or _lexicon()["turns"][turn]["label"]
    return label.format(event.name)


def _own(words: Sequence[str]) -> list[str]:
    """The words of a condition that mean something, without names where others are left."""
    telling = [word for word in words if word not in _BREAKS]
    telling = [word for word in telling if word.casefold() not in _small("idle")] or telling
    plain = [word for n, word in enumerate(telling) if not word[:1].isupper()]
    return [word.casefold() for word in plain or telling]


def _stem(word: str) -> str:
    """A word without its commonest endings, so that forms of one word are alike."""
    return re.sub(r"(?<=...)(?:'s|ing|ed|es|s|e)$", "", word)


def _longest(
    words: Sequence[str], patterns: Sequence[tuple[re.Pattern[str], str]]
) -> Iterator[_Found]:
    """Where patterns stand, the longest at each place, from the left."""
    text, at = "", []
    for word in words:
        at.append(len(text))
        text += f"{word} "
    index = {start: number for number, start in enumerate(at)}
    done = 0
    for number, start in enumerate(at):
        if number < done:
            continue
        found = [
            (match.end(), name)
            for pattern, name in patterns
            if (match := pattern.match(text, start))
        ]
        if found:
            end, name = max(found, key=lambda one: one[0])
            done = index.get(end, len(words))
            yield _Found(name, number, done)


@cache
def _lexicon() -> dict[str, Any]:
    text = files("store.views").joinpath("occasions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _events() -> dict[str, _Event]:
    return {
        one["name"]: _Event(
            one["name"], one.get("weak", False), one.get("after", ""), one.get("labels", {})
        )
        for one in _lexicon()["events"]
    }


@cache
def _small(name: str) -> frozenset[str]:
    return frozenset(_lexicon()["small"][name])


@cache
def _event_patterns() -> list[tuple[re.Pattern[str], str]]:
    return [
        (_pattern(words), one["name"]) for one in _lexicon()["events"] for words in one["words"]
    ]


@cache
def _turn_patterns() -> list[tuple[re.Pattern[str], str]]:
    """Patterns by the name of their turn; ` ahead` stands after those that come before events."""
    found = []
    for name, turn in _lexicon()["turns"].items():
        found += [(_pattern(words), name) for words in turn["words"]]
        found += [(_pattern(words), f"{name} ahead") for words in turn.get("ahead", ())]
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern for words that each end in a space: `drag* * feet`."""
    parts = []
    for word in words.split():
        stem = re.escape(word.rstrip("*"))
        parts.append(stem + (r"[^ ,;]*" if word.endswith("*") else "") + " ")
    return re.compile("".join(parts))
