"""Shared by all tests; its folder is where they find `archive`."""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from hypothesis import settings

from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer

# Tests say the same on every machine and at every run: no time limit an example, and in CI no new examples.
settings.register_profile("steady", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "steady")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of the cache directory; it is built there first when it is missing."""
    return open_gazetteer(Config().gazetteer_path)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test, and nothing that it calls, reach beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
