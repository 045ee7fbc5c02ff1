"""Settings for one test, and a server on loopback that answers as the tests need."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from dragoman.settings import settings

BODY = (
    "<p>The ministers of both states met in Port Anders on Monday and agreed to open the strait to all ships again, "
    "the ministry of transport said in the evening.</p><p>The first ferries will sail on Friday, it added, and lorries "
    "will follow a week later.</p>"
)
PAGE = (
    f"<html><head><title>Strait opens</title></head><body><article><h1>Strait opens</h1>{BODY}</article></body></html>"
)
SetSetting = Callable[[str, object], None]


@pytest.fixture(scope="session")
def page() -> str:
    """A small page with one article."""
    return PAGE


@pytest.fixture
def set_setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetSetting]:
    """Set a setting for one test."""

    def change(name: str, value: object) -> None:
        monkeypatch.setenv(f"DRAGOMAN_{name.upper()}", str(value))
        settings.cache_clear()

    yield change
    monkeypatch.undo()
    settings.cache_clear()


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        answer = getattr(self, f"get_{path.strip('/').replace('.', '_')}", None)
        if answer is None:
            self.send(404, "text/html", b"nothing here")
        else:
            answer(query)

    def send(self, status: int, kind: str | None, data: bytes, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def get_page(self, query: str) -> None:
        self.send(200, "text/html; charset=utf-8", PAGE.encode())

    def get_cyrillic(self, query: str) -> None:
        page = PAGE.replace("Strait opens", "Пролив открыт")
        self.send(200, "text/html; charset=windows-1251", page.encode("cp1251"))

    def get_text(self, query: str) -> None:
        self.send(
            200, "text/plain; charset=iso-8859-1", "Le détroit est rouvert, a dit le ministre lundi.".encode("latin-1")
        )

    def get_json(self, query: str) -> None:
        self.send(200, "application/json", b'{"text": "The strait is open again, the ministry said on Monday."}')

    def get_untyped(self, query: str) -> None:
        self.send(200, None, PAGE.encode())

    def get_image(self, query: str) -> None:
        self.send(200, "image/png", b"\x89PNG")

    def get_to(self, query: str) -> None:
        self.send(302, None, b"", Location=query)

    def get_loop(self, query: str) -> None:
        self.send(301, None, b"", Location="/loop")

    def get_large(self, query: str) -> None:
        self.send(200, "text/html", b"<p>word " * 100_000)

    def get_bomb(self, query: str) -> None:
        self.send(200, "text/html", gzip.compress(b"word " * 10_000_000), Content_Encoding="gzip")

    def get_broken(self, query: str) -> None:
        self.send(200, "text/html", b"not gzip at all", Content_Encoding="gzip")

    def get_slow(self, query: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"word ")
            self.wfile.flush()
            time.sleep(0.1)

    def get_short(self, query: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server whose clients may go away."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of connections that the tests break."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running server, without a slash at its end."""
    running = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()
