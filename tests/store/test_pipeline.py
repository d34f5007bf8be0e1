from __future__ import annotations

from importlib import metadata

from store.pipeline import DEFAULT_MODEL, RULES, version


def test_the_version_tells_rules_and_model() -> None:
    assert version() == f"{RULES}+{DEFAULT_MODEL}-{metadata.version(DEFAULT_MODEL)}"
    assert version(DEFAULT_MODEL) == version()


def test_a_model_in_a_folder_gives_its_name() -> None:
    assert version("/models/my_model") == f"{RULES}+my_model"
