"""The server: it hangs up on who does not ask, and refuses what comes too slowly."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.web import ServeOptions
from dragoman.web.options import LOOPBACK
from dragoman.web.server import address_of, listening, serve


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that waits for a short while only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dragoman.web.server.HEAD_SECONDS", 0.5)
        patch.setattr("dragoman.web.safety.limits.PIECE", 0.5)
        with serving(tmp_path_factory.mktemp("patient") / "desk.db") as address:
            yield address


def plug(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)


def test_who_says_nothing_is_hung_up_on(patient: str) -> None:
    with plug(patient) as silent:
        assert silent.recv(1) == b""


def test_who_lets_the_head_trickle_in_is_hung_up_on(patient: str) -> None:
    with plug(patient) as slow:
        began = time.monotonic()
        slow.sendall(b"GET /about HTTP/1.1\r\n")
        try:
            while time.monotonic() - began < 9:
                slow.sendall(b"X: y\r\n")
                time.sleep(0.2)
        except OSError:
            pass
        assert time.monotonic() - began < 5


def test_a_body_that_does_not_come_is_given_up(patient: str) -> None:
    with plug(patient) as slow:
        host = urlsplit(patient).netloc
        head = f"POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        slow.sendall(f"{head}Content-Length: 20\r\n\r\ntoken=".encode())
        said = slow.recv(4_096).decode()
        assert said.startswith("HTTP/1.1 408")
        assert "connection: close" in said.lower()


def test_who_asks_again_in_time_is_answered(patient: str) -> None:
    with httpx.Client(base_url=patient) as client:
        for _ in range(3):
            assert client.get("/api/version").status_code == 200
            time.sleep(0.2)


def test_the_address_is_told_as_soon_as_it_is_listened_to(tmp_path: Path) -> None:
    told: list[str] = []

    def ready(address: str) -> None:
        told.append(address)
        raise InterruptedError

    with Desk(tmp_path / "desk.db") as desk, pytest.raises(InterruptedError):
        serve(desk, ServeOptions(port=0), ready)
    assert told[0].startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_an_error() -> None:
    with listening(ServeOptions(port=0)) as first:
        first.listen()
        with pytest.raises(OSError, match="in use"):
            listening(ServeOptions(port=first.getsockname()[1]))


@pytest.mark.parametrize("host", LOOPBACK)
def test_only_loopback_is_local(host: str) -> None:
    assert ServeOptions(host=host).local
    assert not ServeOptions(host=host, names=("desk.example",)).local
    assert not ServeOptions(host=host, https=True).local
    assert address_of(ServeOptions(host="::1"), 80) == "http://[::1]:80/"


def test_many_at_once_are_answered(patient: str) -> None:
    statuses: list[int] = []

    def ask() -> None:
        with httpx.Client(base_url=patient, timeout=30) as client:
            statuses.extend(client.get("/api/version").status_code for _ in range(4))

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 40
