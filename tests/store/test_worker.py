from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

ROOT = Path(__file__).parent.parent.parent


def ask(*requests: dict[str, Any], model: str | None = None) -> list[dict[str, Any]]:
    """The answers of a worker to these requests, its input ended once they are there."""
    command = [sys.executable, "-m", "store.worker", *(["--model", model] if model else [])]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        for one in requests:
            worker.stdin.write(orjson.dumps(one) + b"\n")
        worker.stdin.flush()
        answers = [orjson.loads(worker.stdout.readline()) for _ in requests]
        rest, _ = worker.communicate(timeout=60)
    assert (rest, worker.returncode) == (b"", 0)
    return answers


def request(number: int, data: bytes, **known: str) -> dict[str, Any]:
    encoded = base64.b64encode(data).decode()
    return {"number": number, "data": encoded, "format": "text", "known": known}


def test_an_answer_carries_the_number_of_its_request_and_what_was_found() -> None:
    text = b"Towns build a wall\n\n\xe2\x80\x9cIt is late,\xe2\x80\x9d Mayor Anna Krog said.\n"
    first, second = ask(request(7, text, outlet="Courier"), request(8, b"\0"))
    assert first["number"] == 7
    assert first["article"]["title"] == "Towns build a wall"
    assert first["article"]["outlet"] == "Courier"
    assert first["findings"]["quotes"][0]["content"]["text"].startswith("“It is late")
    assert second == {"number": 8, "error": "it is binary, not plain text"}


def test_a_model_that_is_not_there_is_fatal() -> None:
    (answer,) = ask(request(1, b"The mayor spoke."), model="no_such_model")
    assert answer["fatal"] is True
    assert answer["error"].startswith("the language model cannot be used: ")


@pytest.mark.parametrize("count", [0, 3])
def test_it_ends_with_its_input(count: int) -> None:
    assert len(ask(*(request(number, b"") for number in range(count)))) == count
