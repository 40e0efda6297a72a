"""A PostgreSQL server for the tests, made for one run in a folder of its own and gone after it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

SERVER_USER = "postgres"  # whom Debian's package makes; the server refuses to run as root


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server."""

    programs: Path
    data: Path
    port: int

    def make_database(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        return self.url(name)

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{SERVER_USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        log = str(self.data.parent / "log")
        _run(self.programs, "pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; ``immediate`` is as if it had been killed."""
        _run(self.programs, "pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")


def find_programs() -> Path | None:
    """Return the folder of the newest server's programs; ``None`` where PostgreSQL is not installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    named = shutil.which("pg_ctl")
    return next((path for path in places if (path / "pg_ctl").exists()), Path(named).parent if named else None)


@contextmanager
def run_cluster(programs: Path) -> Iterator[Cluster]:
    """Run a server until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER)
    folder.chmod(0o755)
    cluster = Cluster(programs, folder / "data", _free_port())
    try:
        initdb = ("-D", str(cluster.data), "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(programs, "initdb", *initdb, "--locale=C.UTF-8")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(programs: Path, program: str, *arguments: str) -> None:
    switch = ("runuser", "-u", SERVER_USER, "--") if os.geteuid() == 0 else ()
    command = [*switch, str(programs / program), *arguments]
    # The server keeps what it inherits: a pipe would never end.
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}: {' '.join(command)}")
