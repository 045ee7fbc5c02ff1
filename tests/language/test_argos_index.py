"""Argos' index and fetching a model: the newest is offered, what arrives is whole and a model, or nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.language.conftest import SetSetting
from tests.language.tiny_model import tiny_model

from dragoman.language import argos_index
from dragoman.language.argos import Argos
from dragoman.language.argos_index import Offer, install, models_folder, offer_of
from dragoman.language.refusals import DownloadError, ModelError

NOWHERE = "https://models.invalid/ko_en.argosmodel"


class Site:
    """A server with files by their paths."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                data = site.files.get(self.path)
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Length", str(len(data or b"")))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(data or b"")

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    made = Site()
    monkeypatch.setattr(argos_index, "argos_index", lambda: f"{made.address}/index.json")
    yield made
    made.server.shutdown()
    made.server.server_close()


def row(version: str, link: str = NOWHERE, **more: object) -> dict[str, object]:
    return {"from_code": "ko", "to_code": "en", "package_version": version, "links": [link], **more}


def test_the_newest_model_of_a_pair_is_offered(site: Site) -> None:
    rows = [row("1.9"), row("1.10"), row("9.0", to_code="fr"), row("9.0", type="sbd"), row("9.0", "ftp://a"), 3, {}]
    site.files["/index.json"] = json.dumps(rows).encode()
    assert offer_of("ko", "en") == Offer("ko", "en", "1.10", NOWHERE, None)
    with pytest.raises(DownloadError, match="no model for Japanese to English"):
        offer_of("ja", "en")


@pytest.mark.parametrize("data", [None, b"", b"{", b'{"a": 1}', b"[" * 100_000])
def test_an_index_that_cannot_be_used(site: Site, data: bytes | None) -> None:
    if data is not None:
        site.files["/index.json"] = data
    with pytest.raises(DownloadError):
        offer_of("ko", "en")


def test_a_model_is_fetched_and_used(site: Site, tmp_path: Path, set_setting: SetSetting) -> None:
    made = tmp_path / "made"
    made.mkdir()
    site.files["/m"] = tiny_model(made, "ko").read_bytes()
    set_setting("translator_models", tmp_path / "models")
    told: list[tuple[int, int]] = []
    offer = Offer("ko", "en", "1.0", f"{site.address}/m", None)
    path = install(offer, models_folder(), lambda *one: told.append(one))
    assert path.name == "translate-ko_en-1_0.argosmodel"
    assert told[-1] == (len(site.files["/m"]), len(site.files["/m"]))
    assert Argos(tmp_path / "models").pairs() == {("ko", "en")}


def test_what_is_no_model_is_not_kept(site: Site, tmp_path: Path) -> None:
    site.files["/m"] = b"a page instead"
    with pytest.raises(ModelError, match="no archive"):
        install(Offer("ko", "en", "1.0", f"{site.address}/m", None), tmp_path)
    with pytest.raises(DownloadError, match="404"):
        install(Offer("ko", "en", "1.0", f"{site.address}/none", None), tmp_path)
    with pytest.raises(DownloadError, match="no languages"):
        install(Offer("../ko", "en", "1.0", f"{site.address}/m", None), tmp_path)
    assert list(tmp_path.iterdir()) == []
