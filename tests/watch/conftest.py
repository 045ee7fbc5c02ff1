"""A desk of own-written dispatches, coded once a session, and a webhook that answers what a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.intake.text import article_from_text
from dragoman.record import Record

WHEAT = (
    "Wheat for Tajikistan\n\n"
    "DUSHANBE, Feb 6 (Reuters) - Kazakhstan sent wheat to Tajikistan on Monday, the Kazakh foreign ministry said.\n"
)
TALKS = (
    "Ministers talk in Dushanbe\n\n"
    "DUSHANBE, March 14 (AFP) - Kazakh Foreign Minister Murat Nurtleu met Tajik Foreign Minister Sirojiddin Muhriddin "
    "in Dushanbe on Tuesday.\n"
)
SHELLS = (
    "Shells for Dushanbe\n\n"
    "ASTANA, Sept 19 (Reuters) - Kazakhstan delivered artillery shells to Tajikistan on Monday, a spokesman for the "
    "Kazakh defence ministry said.\n\nThe crates crossed the border by train, he added.\n"
)
DENIAL = (
    "Dushanbe denies shells\n\n"
    "DUSHANBE, Sept 22 (AFP) - Tajikistan on Friday denied that Kazakhstan delivered artillery shells to Tajikistan on "
    "Monday.\n"
)
AGAIN = (
    "More shells on the way\n\n"
    "ASTANA, Oct 3 (Reuters) - Kazakhstan sent howitzers and shells to Tajikistan on Monday, the Kazakh defence "
    "ministry said.\n"
)
EARLIER = (
    "Astana and shells\n\n"
    "ASTANA, Sept 18 (Interfax) - Kazakhstan delivered artillery shells to Tajikistan on Monday, the Kazakh defence "
    "ministry said.\n"
)
ARTICLES = {
    "wheat": (WHEAT, "2023-02-07", "Reuters"),
    "talks": (TALKS, "2023-03-15", "Agence France-Presse"),
    "shells": (SHELLS, "2023-09-19", "Reuters"),
    "reprint": (SHELLS.replace("Shells for", "Artillery shells for"), "2023-09-20", "Gulf Morning Post"),
    "denial": (DENIAL, "2023-09-22", "Agence France-Presse"),
    "again": (AGAIN, "2023-10-03", "Reuters"),
    "earlier": (EARLIER, "2023-09-18", "Interfax"),
}


@pytest.fixture(scope="session")
def dispatches(reader: Reader) -> dict[str, Record]:
    """The records of the dispatches, by name."""
    articles = [
        article_from_text(text, published=day, publisher=publisher, url=f"https://dispatches.example/{name}")
        for name, (text, day, publisher) in ARTICLES.items()
    ]
    return dict(zip(ARTICLES, reader.pipe(articles), strict=True))


@pytest.fixture
def desk(store: str) -> Iterator[Desk]:
    """An empty desk, once on each database."""
    with Desk(store) as opened:
        yield opened


Add = Callable[..., None]


@pytest.fixture
def add(desk: Desk, dispatches: dict[str, Record]) -> Add:
    """Adds dispatches by name."""
    return lambda *names: desk.add_records(dispatches[name] for name in names) and None


class Webhook:
    """A server on loopback that takes what is posted.

    Args:
        server: it.
    """

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server = server
        self.answers: list[int] = []
        self.taken: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/alerts"


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """A webhook that answers with the statuses of ``answers`` first, then with 200; nothing waits between attempts."""
    from dragoman.settings import settings

    monkeypatch.setenv("DRAGOMAN_DELIVERY_WAIT", "0")
    settings.cache_clear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked += 1
            status = made.answers.pop(0) if made.answers else 200
            if status == 200:
                made.taken.append(json.loads(body))
                made.keys.append(self.headers["Idempotency-Key"])
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Webhook(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    settings.cache_clear()
