"""One nursery a file of tests: what it takes to import is paid once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.safety.works import Nursery


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """A process that has imported the store, and forks a child for each work."""
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.close()
    assert nursery.errors.read_text() == ""
