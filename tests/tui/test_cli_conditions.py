"""`conditions --met`: what is said of a condition that nothing waits for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from store.corpus import Corpus
from tests.store.samples import PIPELINE, article, findings
from tests.store.views import made_up

Run = Callable[..., CompletedProcess[str]]

LONG = "once the rusty pilings of the harbour have been painted by the ferrymen of Oland"
TEXT = f"Norland has agreed to guard the strait {LONG}."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.db"
    with Corpus.open(path) as corpus:
        made_up.fill(corpus)
        one = made_up.told(TEXT, (made_up.NORLAND,), "has agreed", "guard the strait", LONG)
        corpus.add(
            article(TEXT, "paint.txt"),
            findings(TEXT, (made_up.NORLAND,), (), (one,)),
            pipeline=PIPELINE,
        )
    return path


def test_an_unknown_one_is_answered_with_the_articles_own_words(onrecord: Run, store: Path) -> None:
    done = onrecord("--store", store, "conditions", "--met", "banana")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "onrecord: banana: nothing waits for this; there are ceasefire, "
        "if the harbour is dredged, once the rusty pilings of the harbour…, refusal of talks\n"
    )


@pytest.mark.parametrize("typed", ["if the harbour is dredged", "IF the harbour is dredged", LONG])
def test_one_is_taken_by_the_articles_own_words(onrecord: Run, store: Path, typed: str) -> None:
    done = onrecord("--store", store, "conditions", "--met", typed)
    assert done.returncode == 0
    assert "taken as met" in done.stdout


def test_one_is_taken_by_the_words_that_are_offered(onrecord: Run, store: Path) -> None:
    offered = "once the rusty pilings of the harbour…"
    assert onrecord("--store", store, "conditions", "--met", offered).returncode == 0


@pytest.mark.parametrize("typed", ["", "  "])
def test_none_at_all_is_said_in_one_sentence(onrecord: Run, store: Path, typed: str) -> None:
    done = onrecord("--store", store, "conditions", "--met", typed)
    assert (done.returncode, done.stdout) == (2, "")
    said = "onrecord: --met: it names no condition; `onrecord conditions` lists them\n"
    assert done.stderr == said
