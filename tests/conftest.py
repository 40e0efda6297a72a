"""Shared by all tests; its folder is where they find `archive`."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings

from cluster import Cluster, find_programs, run_cluster
from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer

pytest_plugins = ["served"]  # a workbench over the example reports

# Tests say the same on every machine and at every run: no time limit an example, and in CI no new examples.
settings.register_profile("steady", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "steady")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of the cache directory; it is built there first when it is missing."""
    return open_gazetteer(Config().gazetteer_path)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this run; without PostgreSQL its tests are left out, but never in CI."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; on Debian: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    with run_cluster(programs) as running:
        yield running


@pytest.fixture
def postgres(cluster: Cluster) -> str:
    """The address of an empty database."""
    return cluster.make_database(f"test_{uuid4().hex}")


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store that is not there yet, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path_factory.mktemp("store") / "store.sqlite")
    return str(request.getfixturevalue("postgres"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test, and nothing that it calls, reach beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
