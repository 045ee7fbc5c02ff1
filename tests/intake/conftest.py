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


Answer = Callable[["SiteHandler"], None]


class SiteHandler(Handler):
    """Answers as one test's site says, and notes what is asked."""

    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages.get(self.path)
        if answer is None:
            self.send(404, "text/plain", b"nothing here")
        elif callable(answer):
            answer(self)
        else:
            kind, data = answer
            self.send(200, kind, data)

    def begin(self, kind: str, **headers: str) -> None:
        """Begin an answer whose length is not said."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def drip(self, data: bytes, seconds: float) -> None:
        """Send bytes again and again, with a pause after each time, until the client goes away."""
        while True:
            self.wfile.write(data)
            self.wfile.flush()
            time.sleep(seconds)


class Site(Server):
    """A site of one test: its pages by path (type and bytes, or what answers), and what was asked of it."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), SiteHandler)
        self.pages: dict[str, tuple[str, bytes] | Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = f"http://{host}:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


@pytest.fixture
def new_site(set_setting: SetSetting) -> Iterator[Callable[[], Site]]:
    """Starts sites of one test, from which may be fetched without delay."""
    set_setting("fetch_private", True)
    set_setting("fetch_delay", 0)
    running: list[tuple[Site, Thread]] = []

    def start() -> Site:
        site = Site()
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        running.append((site, thread))
        return site

    yield start
    for site, thread in running:
        site.shutdown()
        site.server_close()
        thread.join()


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    """A site of one test."""
    return new_site()


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
