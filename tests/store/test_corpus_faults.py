"""One transaction an article, whatever goes wrong; stores that are none."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from store import adding
from store.corpus import Corpus, Counts, StoreError
from store.database import Database
from store.ids import content_hash, text_id
from store.records import Block, Findings, Pledge
from tests.store.samples import (
    FERRY,
    HARBOUR,
    PIPELINE,
    article,
    by_name,
    contents,
    ferry,
    harbour,
)

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "step", ["_write_source", "_write_appearances", "_write_actors", "_take_records"]
)
def test_an_add_that_fails_anywhere_leaves_everything_as_before(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = contents(filled)
    real: Callable[..., None] = getattr(adding, step)

    def fail(*arguments: Any) -> None:
        real(*arguments)
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(adding, step, fail)
        for text, place in ((HARBOUR + " More.", "h.txt"), ("New text by Norland.", "n.txt")):
            with pytest.raises(ZeroDivisionError):
                filled.add(article(text, place), harbour(), pipeline="2")
        with pytest.raises(ZeroDivisionError):
            filled.add(article(FERRY, "f.txt"), ferry(), pipeline="3")
    assert contents(filled) == before
    assert filled.search("more") == []
    assert filled.add(article("New text by Norland.", "n.txt"), Findings(), pipeline="2") == "added"


def test_a_reader_sees_an_article_whole_or_not_at_all(filled: Corpus) -> None:
    stop = threading.Event()
    wrong: list[object] = []
    both = Counts(2, 4, 3, 3, entries=3, stories=2)
    one_alone = Counts(1, 3, 2, 1, entries=1, stories=1)

    def read() -> None:
        with Corpus.open(filled.path) as reader:
            while not stop.is_set():
                counts = reader.counts()
                if counts not in (both, one_alone):
                    wrong.append(counts)
                for one in reader.listing("pledge"):
                    if not isinstance(one, Pledge):
                        wrong.append(one)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        filled.remove(text_id(FERRY))
        filled.add(article(FERRY, "f.txt", date="2026-01-06"), ferry(), pipeline=PIPELINE)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


LOADER = """
import sys
from store.corpus import Corpus
from store.errors import StoreError
from store.records import Findings
from tests.store.samples import HARBOUR, article, harbour, actor, findings, pledge
path, name, first, last = sys.argv[1:]
with Corpus.open(path) as corpus:
    for n in range(int(first), int(last)):
        text = f"Piece {n} of {name}. Norland will build bridge{n}."
        norland = actor("Norland", "country")
        deal = pledge(text, (norland,), "will", f"build bridge{n}")
        found = findings(text, (norland,), (), [deal])
        try:
            outcome = corpus.add(article(text, f"{name}{n}.txt"), found, pipeline="1")
        except StoreError as error:
            print(error, flush=True)
            break
        print(n, outcome, flush=True)
"""


def load(path: Path, name: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(path), name, str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def check_whole(corpus: Corpus) -> int:
    """Every source has its text, its pledge, its actor; how many there are."""
    counts = corpus.counts()
    assert counts.sources == counts.pledges
    for source in corpus.listing("source"):
        text = corpus.text(source.id)
        assert content_hash(text) == source.content_hash
        (deal,) = corpus.pledges_of(source.id)
        assert deal.action is not None
        assert text[deal.action.start : deal.action.end] == deal.action.text
        (seen,) = corpus.appearances_of(source.id)
        assert deal.actors == (seen.actor.id,)
        assert [hit.id for hit in corpus.search(f"build {deal.action.text.split()[1]}")][:1]
    if counts.sources:
        assert by_name(corpus, "Norland").pledges == counts.pledges
    assert len(corpus.occurrences("norland")) == counts.sources
    return counts.sources


def test_two_programs_load_at_once_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    loaders = [load(path, name, 0, 25) for name in ("left", "right")]
    for loader in loaders:
        out, err = loader.communicate(timeout=120)
        assert err == ""
        assert out.count("added") == 25
    with Corpus.open(path) as corpus:
        assert check_whole(corpus) == 50


def test_a_killed_load_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    acknowledged = 0
    for articles in (1, 5, 2, 3):
        loader = load(path, "x", acknowledged, 10**6)
        assert loader.stdout is not None
        assert loader.stderr is not None
        for _ in range(articles):
            loader.stdout.readline()
            acknowledged += 1
        loader.kill()
        rest = loader.stdout.read()
        acknowledged += rest.count("\n")
        loader.wait()
        loader.stdout.close()
        loader.stderr.close()
        with Corpus.open(path) as corpus:
            found = check_whole(corpus)
            assert found in (acknowledged, acknowledged + 1)
            acknowledged = found


FULL = """
import resource, sys
from store.corpus import Corpus
Corpus.open(sys.argv[1]).close()
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))
sys.argv[2:] = ["x", "0", "5000"]
"""


def test_a_full_disk_during_a_load_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    answer = subprocess.run(
        [sys.executable, "-c", FULL + LOADER, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert answer.stderr == ""
    *done, sentence = answer.stdout.splitlines()
    assert sentence.startswith(f"the store cannot be written: {path}: ")
    with Corpus.open(path) as corpus:
        assert check_whole(corpus) == len(done) > 0
        assert corpus.add(article("One more."), Findings(), pipeline="1") == "added"


def test_a_store_that_is_none_gets_a_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no store at all\n" * 100, encoding="utf-8")
    empty = tmp_path / "empty.db"
    empty.touch()
    cases: list[tuple[Path, dict[str, Any], str]] = [
        (notes, {}, "it is not a store"),
        (tmp_path, {}, "it is a folder"),
        (tmp_path / "none.db", {"create": False}, "there is no such file"),
        (tmp_path / "none.db", {"read_only": True}, "there is no such file"),
        (empty, {"read_only": True}, "there is nothing in it"),
    ]
    for path, options, why in cases:
        with pytest.raises(StoreError, match=why) as caught:
            Corpus.open(path, **options)
        assert str(path) in str(caught.value)
    assert not (tmp_path / "none.db").exists()
    with Corpus.open(empty) as corpus:
        assert corpus.counts().sources == 0


def test_reading_only_shows_everything_and_changes_nothing(filled: Corpus) -> None:
    before = contents(filled)
    filled.close()
    files = {one.name: one.read_bytes() for one in filled.path.parent.glob("store.db*")}
    with Corpus.open(filled.path, read_only=True) as corpus:
        assert corpus.read_only
        assert contents(corpus) == before
        assert corpus.search("harbour")
        with pytest.raises(StoreError, match="open for reading only"):
            corpus.remove(text_id(FERRY))
        with pytest.raises(StoreError, match="open for reading only"):
            corpus.add(article("x"), Findings(), pipeline="1")
    assert {one.name: one.read_bytes() for one in filled.path.parent.glob("store.db*")} == files


def test_a_damaged_row_gets_a_sentence(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.table("quotes").update({"content": None}, where("source") == text_id(FERRY))
    with Corpus.open(filled.path) as corpus:
        with pytest.raises(StoreError, match="row 3 of quotes is damaged"):
            corpus.quotes_of(text_id(FERRY))
        assert len(corpus.quotes_of(text_id(HARBOUR))) == 2


def test_a_search_over_damaged_rows_gets_a_sentence(filled: Corpus) -> None:
    pledge = next(one for one in filled.listing("pledge") if one.action)
    filled.database.rows_of("pledges").update({"trigger": None}, where("id") == pledge.id)
    with pytest.raises(StoreError, match=r"row \d+ of pledges is damaged"):
        filled.search(f'"{pledge.action.text}"')


def test_a_search_over_damaged_words_gets_a_sentence(filled: Corpus) -> None:
    word = HARBOUR.split()[-1].strip(".")
    filled.database.rows.run("UPDATE texts SET doc = CAST(replace(doc, 'a', x'e9') AS TEXT)")
    with pytest.raises(StoreError, match=r"damaged|cannot be read"):
        filled.newest(word)


def test_odd_texts_are_kept_as_they_are(corpus: Corpus) -> None:
    for text in ("a\r\nb\rc\n", "\ufeffx", "nul\0inside", "half \ud800 pair", "e\u0301 𝄞 \u2028 x"):
        one = replace(article(text), blocks=(Block("paragraph", 0, len(text)),))
        assert corpus.add(one, Findings(), pipeline="1") == "added"
        assert corpus.text(text_id(text)) == text
        assert corpus.add(one, Findings(), pipeline="2") == "updated"
        corpus.remove(text_id(text))
