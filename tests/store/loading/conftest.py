"""Children with an extractor that does what words in the article tell it to; no spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import children
from store.corpus import Corpus

FAKE_EXTRACTOR = """
import fcntl, os, signal, sys, time, types
from pathlib import Path
from store.records import Findings

module = types.ModuleType("store.extraction.extractor")
lock = open(Path(__file__).parent / f"child-{os.getpid()}.lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)

class Extractor:
    def __init__(self, model):
        if model == "missing":
            raise OSError("there is no such model")

    def extract(self, article):
        print("noise on standard output")
        for word in article.text.split():
            if word == "CRASH":
                os.kill(os.getpid(), signal.SIGSEGV)
            elif word == "LEAVE":
                os._exit(7)
            elif word == "HANG":
                time.sleep(600)
            elif word == "RAISE":
                raise ValueError("a rule has failed")
            elif word.startswith("SLEEP"):
                time.sleep(float(word.removeprefix("SLEEP")))
        return Findings()

module.Extractor = Extractor
sys.modules[module.__name__] = module

from store.worker import main
sys.exit(main())
"""


@pytest.fixture(autouse=True)
def worker_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children with an extractor that does what words in the article tell it to."""
    folder = tmp_path / "worker"
    folder.mkdir()
    (folder / "fake_worker.py").write_text(FAKE_EXTRACTOR, encoding="utf-8")
    monkeypatch.setattr(children, "_WORKER", "fake_worker")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "store.db") as corpus:
        yield corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path
