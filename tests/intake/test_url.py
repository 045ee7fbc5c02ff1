"""Fetching pages from a real server on loopback, and refusing what must not be fetched."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest

from dragoman.errors import IntakeError
from dragoman.intake import url as url_module
from dragoman.intake.refusals import RefusedUrlError, TooLargeError, UnreachableError
from dragoman.intake.source import articles_from
from dragoman.intake.url import fetch, is_public

SetSetting = Callable[[str, object], None]


@pytest.fixture
def private(set_setting: SetSetting) -> None:
    set_setting("fetch_private", True)


@pytest.mark.usefixtures("private")
class TestLoopbackAllowed:
    def test_page(self, server: str, page: str) -> None:
        found = fetch(f"{server}/page?a=b c&d=é#part")
        assert found.data == page.encode()
        assert (found.kind, found.charset) == ("text/html", "utf-8")

    def test_article_of_a_page(self, server: str) -> None:
        (article,) = articles_from(f"{server}/page")
        assert article.title == "Strait opens"
        assert article.url == f"{server}/page"
        assert article.language == "en"

    def test_charset_of_the_header(self, server: str) -> None:
        (article,) = articles_from(f"{server}/cyrillic")
        assert article.title == "Пролив открыт"

    def test_plain_text_and_json(self, server: str) -> None:
        (text,) = articles_from(f"{server}/text")
        assert text.text == "Le détroit est rouvert, a dit le ministre lundi."
        (data,) = articles_from(f"{server}/json")
        assert data.text.startswith("The strait is open")

    def test_page_without_type(self, server: str) -> None:
        assert next(articles_from(f"{server}/untyped")).title == "Strait opens"

    def test_host_name(self, server: str) -> None:
        assert fetch(server.replace("127.0.0.1", "localhost") + "/page").kind == "text/html"

    def test_redirects(self, server: str) -> None:
        found = fetch(f"{server}/to?/to?/to?{server}/page")
        assert found.url == f"{server}/page"

    @pytest.mark.parametrize(
        ("path", "kind", "message"),
        [
            ("/none", UnreachableError, "the server answers 404"),
            ("/image", UnreachableError, "the address holds image/png, not a page"),
            ("/loop", RefusedUrlError, "more than 5 redirects"),
            ("/to?ftp://example.org/a", RefusedUrlError, "no http or https address"),
            ("/to?file:///etc/passwd", RefusedUrlError, "no http or https address"),
            ("/to?http://user:secret@example.org/", RefusedUrlError, "an address with a password"),
            ("/broken", UnreachableError, "the connection broke"),
            ("/short", UnreachableError, "the connection broke"),
        ],
    )
    def test_refusals(self, server: str, path: str, kind: type[IntakeError], message: str) -> None:
        with pytest.raises(kind, match=message) as caught:
            fetch(server + path)
        assert "\n" not in str(caught.value)
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize("path", ["/large", "/bomb"])
    def test_too_large(self, server: str, path: str, set_setting: SetSetting) -> None:
        set_setting("max_bytes", 10_000)
        set_setting("fetch_private", True)
        with pytest.raises(TooLargeError, match="more than 10000 bytes"):
            fetch(server + path)

    def test_too_slow(self, server: str, set_setting: SetSetting) -> None:
        set_setting("fetch_timeout", 0.5)
        start = time.monotonic()
        with pytest.raises(UnreachableError, match=r"no page within 0\.5 seconds"):
            fetch(f"{server}/slow")
        assert time.monotonic() - start < 2

    def test_nobody_listens(self) -> None:
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            port = bound.getsockname()[1]
        with pytest.raises(UnreachableError, match=r"\[D211\] no answer \(http://127.0.0.1"):
            fetch(f"http://127.0.0.1:{port}/")

    def test_no_tls(self, server: str) -> None:
        with pytest.raises(UnreachableError):
            fetch(server.replace("http:", "https:") + "/page")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://0/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(RefusedUrlError, match="private address"):
        fetch(address)


def test_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first hop counts as public, so that the second is what is refused; 127.0.0.2 is loopback too.
    monkeypatch.setattr(url_module, "is_public", lambda address: address == "127.0.0.1")
    target = server.replace("127.0.0.1", "127.0.0.2")
    assert fetch(f"{server}/to?/page").kind == "text/html"
    with pytest.raises(RefusedUrlError, match=r"'127.0.0.2' is the private address 127.0.0.2"):
        fetch(f"{server}/to?{target}/page")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2600::1", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("0.0.0.0", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "http://", "http://[", "http://a:99999/", "http://" + "a" * 5000],
)
def test_no_web_addresses(address: str) -> None:
    with pytest.raises(RefusedUrlError):
        fetch(address)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 70 + ".invalid"])
def test_unknown_hosts(host: str) -> None:
    with pytest.raises(UnreachableError, match="no host"):
        fetch(f"http://{host}/")
