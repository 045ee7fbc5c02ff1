"""A real PostgreSQL for tests and benchmarks: Debian's package, started on loopback in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from dragoman.store.database import Database

ACCOUNT = "postgres"
# Where Debian puts the server; it is on nobody's PATH.
INSTALLED = Path("/usr/lib/postgresql")
QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=256MB", "max_connections=60")
TIMEOUT = 60
# Ports that are tried.
ATTEMPTS = 3


def programs() -> Path | None:
    """The folder of the newest server that is installed; None where none is."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def account() -> tuple[int, int] | None:
    """Whom the server runs as where this is root, which it refuses; None for anybody else."""
    if os.geteuid() != 0:
        return None
    row = pwd.getpwnam(ACCOUNT)
    return row.pw_uid, row.pw_gid


class Server:
    """A running server that makes databases.

    Args:
        address: what goes before the name of a database.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.numbers = count(1)
        self.migrated: str | None = None

    def database(self, template: str = "template0") -> str:
        """The address of a new database: an empty one, or a copy of another."""
        name = f"desk{os.getpid()}_{next(self.numbers)}"
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'".encode())
        return f"{self.address}/{name}"

    def store(self) -> str:
        """The address of a new, empty store. One is migrated, the others are copies, in a seventh of the time."""
        if self.migrated is None:
            self.migrated = self.database()
            Database(self.migrated).close()
        return self.copy(self.migrated)

    def copy(self, address: str) -> str:
        """The address of a copy of a database that nobody is connected to."""
        return self.database(address.rpartition("/")[2])


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server on a free port of loopback, for as long as it is used.

    Args:
        folder: the server's programs.
    """
    who = account()
    place = Path(tempfile.mkdtemp(prefix="dragoman-postgres-"))
    if who is not None:
        os.chown(place, *who)
    data = place / "data"
    call(
        who, folder / "initdb", "-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"
    )
    port = started(who, folder, place)
    try:
        yield Server(f"postgresql://{ACCOUNT}@127.0.0.1:{port}")
    finally:
        call(who, folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


def started(who: tuple[int, int] | None, folder: Path, place: Path) -> int:
    """Start the server; gives its port. Another process may take a port between its being found free and its use.

    Raises:
        CalledProcessError: it does not start, on any of several ports.
    """
    for attempt in range(1, ATTEMPTS + 1):
        port = free_port()
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={place}", *QUICK)
        options = " ".join((f"-p {port}", *(f"-c {one}" for one in settings)))
        try:
            call(who, folder / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log", "-o", options, "start")
        except subprocess.CalledProcessError:
            if attempt == ATTEMPTS:
                raise
        else:
            return port
    raise AssertionError("there is at least one attempt")


def call(who: tuple[int, int] | None, *command: str | Path) -> None:
    """Run a program of the server, as whom it may run."""
    user, group = who or (None, None)
    subprocess.run(
        [str(part) for part in command], user=user, group=group, extra_groups=[] if who else None, check=True,
        stdout=subprocess.DEVNULL, timeout=TIMEOUT, cwd="/",
    )  # fmt: skip


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
