"""Shared by all tests; its folder is where they find `archive`."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of the cache directory; it is built there first when it is missing."""
    return open_gazetteer(Config().gazetteer_path)
