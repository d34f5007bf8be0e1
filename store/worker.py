"""The child process that reads and extracts: requests in, articles and findings out.

A line of JSON each: on standard input `{"number", "data", "format", "known"}` with the
file's bytes in base64; on standard output `{"number", "article", "findings"}`, or
`{"number", "error"}` with a sentence, `"fatal"` beside it where every article would fail
so. Ends with the end of its input. Knows no store.
"""

from __future__ import annotations

import argparse
import base64
import importlib
import os
import queue
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import orjson

from store import child
from store.documents import article_to, findings_to
from store.errors import ReadingError
from store.provenance import Known

_GRACE: Final = 2.0
"""Seconds for the article at hand once nobody listens any more."""


class Worker:
    """Answers requests; the extractor is made when the first article asks for it."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._extractor: Any = None

    def answer(self, line: bytes) -> dict[str, Any]:
        """The answer to one request, whatever goes wrong with its article."""
        request = orjson.loads(line)
        answer: dict[str, Any] = {"number": request["number"]}
        try:
            return answer | self._read(request)
        except ReadingError as error:
            return answer | {"error": str(error)}
        except _NoExtractorError as error:
            return answer | {"error": str(error), "fatal": True}
        except Exception as error:
            return answer | {"error": f"it could not be extracted: {_words(error)}"}

    def _read(self, request: dict[str, Any]) -> dict[str, Any]:
        from store.reading import read

        article = read(
            base64.b64decode(request["data"]),
            None,
            format=request["format"],
            metadata=Known.from_document(request["known"]),
        )
        if self._extractor is None:
            self._extractor = self._make_extractor()
        findings = self._extractor.extract(article)
        return {"article": article_to(article), "findings": findings_to(findings)}

    def _make_extractor(self) -> Any:
        try:
            module = importlib.import_module("store.extraction.extractor")
            return module.Extractor(self._model)
        except Exception as error:
            raise _NoExtractorError(
                f"the language model cannot be used: {_words(error)}"
            ) from error


class _NoExtractorError(Exception):
    """No article can be extracted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer requests until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m store.worker", description=__doc__)
    parser.add_argument("--model")
    options = parser.parse_args(arguments)
    answers = child.begin()
    requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    child.listen(requests.put, partial(requests.put, None), _GRACE)
    worker = Worker(options.model)
    with suppress(BrokenPipeError):
        while (line := requests.get()) is not None:
            answers.write(orjson.dumps(worker.answer(line)) + b"\n")
            answers.flush()
    os._exit(0)


def _words(error: BaseException) -> str:
    """An error in a few words, on one line."""
    said = " ".join(str(error).split())
    return f"{said[:200]} ({type(error).__name__})" if said else type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
