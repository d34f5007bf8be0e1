"""Prints the peak memory in MB of a worker that answers requests for the files named."""

from __future__ import annotations

import base64
import resource
import sys
from pathlib import Path

import orjson

from store.worker import Worker


def main() -> None:
    """Answer the requests in this process, print one line."""
    worker = Worker(None)
    for number, name in enumerate(sys.argv[1:]):
        data = base64.b64encode(Path(name).read_bytes()).decode()
        request = {"number": number, "data": data, "format": "text", "known": {}}
        answer = worker.answer(orjson.dumps(request))
        if "error" in answer:
            raise SystemExit(f"{name}: {answer['error']}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (2**20 if sys.platform == "darwin" else 2**10))


if __name__ == "__main__":
    main()
