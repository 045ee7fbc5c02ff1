"""A warm ``dragoman``: modules, model and knowledge are loaded once, and each command is a process forked from there.

Commands in the docs are many, and loading takes far longer than most of them. What runs is the same, as on a machine
with one core: where no number of processes is given, a command codes in its own, which is loaded already. That the
installed program itself starts, and that several processes code, is tested apart.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
SLOWEST = 120.0
MOST_BYTES = 1_000_000
# Bytes of a process's number as it is told.
PID = 12
PROGRAM = """\
#!{python} -SE
import json, os, socket, sys
asking = socket.socket(socket.AF_UNIX)
asking.connect({address!r})
asked = {{"words": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
socket.send_fds(asking, [json.dumps(asked).encode()], [0, 1, 2])
asking.shutdown(socket.SHUT_WR)
sys.exit(int(asking.recv(16) or b"1"))
"""


class Started:
    """A command at work in a process of its own, at the head of a group of its own.

    Args:
        address: the socket of the warm program.
        words: the command's arguments.
        folder: where it runs. It reads nothing, and what it prints is dropped, but for errors.
    """

    def __init__(self, address: str, words: Sequence[str], folder: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(address)
        asked = {"words": list(words), "folder": str(folder), "environment": dict(os.environ), "alone": True}
        with Path(os.devnull).open("r+b") as nothing:
            socket.send_fds(self.socket, [json.dumps(asked).encode()], [nothing.fileno(), nothing.fileno(), 2])
        self.socket.shutdown(socket.SHUT_WR)
        self.pid = int(self.socket.recv(PID))
        self.code: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; gives its exit code, which is that of SIGKILL where it went without one.

        Raises:
            TimeoutError: it is still at work after so many seconds.
        """
        if self.code is None:
            self.socket.settimeout(timeout)
            said = self.socket.recv(16)
            self.code = int(said) if said else -signal.SIGKILL
            self.socket.close()
        return self.code

    def kill(self, *, group: bool = False) -> None:
        """Kill it with SIGKILL, alone or with its group."""
        (os.killpg if group else os.kill)(self.pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Warm:
    """The warm program.

    Attributes:
        programs: the folder of a program ``dragoman`` that answers at once.
        address: the socket that it asks.
    """

    programs: Path
    address: str

    def start(self, *words: str | Path, folder: Path) -> Started:
        """Begin a command that can be killed."""
        return Started(self.address, [str(word) for word in words], folder)


@contextmanager
def warm(folder: Path) -> Iterator[Warm]:
    """A warm program in a new folder, as long as the context lasts."""
    folder.mkdir(parents=True)
    address = str(folder / "socket")
    server = subprocess.Popen([sys.executable, __file__, address], env={**os.environ, "OMP_NUM_THREADS": "1"})
    program = folder / "bin" / "dragoman"
    program.parent.mkdir()
    program.write_text(PROGRAM.format(python=sys.executable, address=address), encoding="utf-8")
    program.chmod(0o755)
    try:
        waited = time.monotonic() + SLOWEST
        while not Path(address).exists():
            assert server.poll() is None, "the warm program did not start"
            assert time.monotonic() < waited, "the warm program takes too long to start"
            time.sleep(0.05)
        yield Warm(program.parent, address)
    finally:
        server.terminate()
        server.wait(timeout=10)


def serve(address: str) -> None:
    """Load what commands need, then fork a process for each that is asked for."""
    from dragoman.cli.loaded import reader
    from dragoman.cli.main import application
    from dragoman.formats import ties, ties_plot  # noqa: F401
    from dragoman.ties import dyad, movers, partners  # noqa: F401

    reader()
    application()
    read_examples()
    os.cpu_count = lambda: 1
    # Children leave no trace behind when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"{address}.new")
    listener.listen()
    Path(f"{address}.new").rename(address)
    while True:
        asking, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            code = run(asking)
            asking.sendall(str(code).encode())
            os._exit(code)
        asking.close()


def read_examples() -> None:
    """Add articles to a store, which is then dropped: much of the knowledge is loaded when it is first asked for."""
    from dragoman.desk import Desk

    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "desk.db") as desk:
        desk.add(*sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html")))
        desk.find()


def run(asking: socket.socket) -> int:
    """Run one command where it was asked for; gives its exit code."""
    from dragoman.cli import main

    message, files, _, _ = socket.recv_fds(asking, MOST_BYTES, 3)
    while part := asking.recv(MOST_BYTES):
        message += part
    asked = json.loads(message)
    if asked.get("alone"):
        os.setsid()
        asking.sendall(str(os.getpid()).ljust(PID).encode())
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(number, mode, closefd=False), encoding="utf-8")  # type: ignore[arg-type]
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    code = 0
    try:
        main(asked["words"])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    serve(sys.argv[1])
