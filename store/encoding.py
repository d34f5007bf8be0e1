"""Documents as JSON text and back; it knows no table."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import orjson

_JSON = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def encode(document: Mapping[str, Any]) -> str:
    """A document as JSON text; TypeError where JSON cannot hold it."""
    try:
        return orjson.dumps(document, option=_JSON).decode()
    except TypeError as error:
        if "surrogates" not in str(error):
            raise
        return json.dumps(document)  # half a surrogate pair, which orjson does not take


def decode(text: str) -> dict[str, Any]:
    """The document of a JSON text; ValueError where it is none."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document


def checksum(text: str | bytes) -> int:
    """CRC-32 of a document's JSON text: another one after any change of up to 32 bits in a row."""
    return zlib.crc32(text.encode() if isinstance(text, str) else text)
