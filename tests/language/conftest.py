"""Settings for one test, and a server on loopback that keeps LibreTranslate's contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dragoman.settings import settings

CONTRACT = json.loads((Path(__file__).parent / "contracts" / "libretranslate.json").read_text("utf-8"))
SetSetting = Callable[[str, object], None]


@pytest.fixture
def set_setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetSetting]:
    """Set a setting for one test."""

    def change(name: str, value: object) -> None:
        monkeypatch.setenv(f"DRAGOMAN_{name.upper()}", str(value))
        settings.cache_clear()

    yield change
    settings.cache_clear()


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Libre:
    """A server with the answers that were recorded; what it translates is the text in capitals.

    Attributes:
        address: where it is.
        asked: the bodies of the requests for translations.
        next: what it answers first instead: status, headers and body, one for each request.
        key: the key that it asks for; None where it asks for none.
        said: what it answers at other paths.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.next: list[tuple[int, dict[str, str], bytes]] = []
        self.key: str | None = None
        self.said = {path: json.dumps(one).encode() for path, one in CONTRACT["answers"].items()}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def refuse(self, name: str, **headers: str) -> None:
        """Answer the next request with a refusal of the contract."""
        one = CONTRACT["refusals"][name]
        self.next.append((one["status"], headers, json.dumps(one["body"]).encode()))

    def translated(self, asked: dict[str, Any]) -> tuple[int, Any]:
        """The answer to a request for translations, as the contract has it."""
        refusals = CONTRACT["refusals"]
        if self.key is not None and asked.get("api_key") != self.key:
            return refusals["key"]["status"], refusals["key"]["body"]
        if len(asked["q"]) > CONTRACT["batch_limit"]:
            return refusals["batch"]["status"], refusals["batch"]["body"]
        if any(len(one) > CONTRACT["answers"]["/frontend/settings"]["charLimit"] for one in asked["q"]):
            return refusals["long"]["status"], refusals["long"]["body"]
        return 200, {"translatedText": [one.upper() for one in asked["q"]]}


def handler(libre: Libre) -> type[BaseHTTPRequestHandler]:
    """What handles its requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(200, {}, libre.said.get(self.path, b"{}"))

        def do_POST(self) -> None:
            libre.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if libre.next:
                self.answer(*libre.next.pop(0))
                return
            status, body = libre.translated(libre.asked[-1])
            self.answer(status, {}, json.dumps(body).encode())

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def libre(set_setting: SetSetting) -> Iterator[Libre]:
    """The server, named in the settings."""
    made = Libre()
    set_setting("translator_url", made.address)
    yield made
    made.server.shutdown()
    made.server.server_close()
