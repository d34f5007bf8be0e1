from __future__ import annotations

from importlib import metadata

from store.extraction.language import DEFAULT_MODEL as LANGUAGE_MODEL
from store.pipeline import DEFAULT_MODEL, RULES, version


def test_the_version_tells_rules_and_model() -> None:
    assert version() == f"{RULES}+{DEFAULT_MODEL}-{metadata.version(DEFAULT_MODEL)}"
    assert version(DEFAULT_MODEL) == version()


def test_a_model_in_a_folder_gives_its_name() -> None:
    assert version("/models/my_model") == f"{RULES}+my_model"


def test_the_usual_model_is_that_of_the_extraction() -> None:
    assert DEFAULT_MODEL == LANGUAGE_MODEL
