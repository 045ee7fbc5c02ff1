"""Polite fetching: robots.txt, delays, conditional requests, redirects, and servers that mean harm."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from dragoman.errors import IntakeError
from dragoman.intake import refusals
from dragoman.intake import url as url_module
from dragoman.intake.fetcher import ANY, Fetcher

SetSetting = Callable[[str, object], None]


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


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    return Fetcher(wait=clock.wait, clock=clock)


def redirect(to: str) -> Callable[[Any], None]:
    return lambda handler: handler.send(302, None, b"", Location=to)


def status(code: int) -> Callable[[Any], None]:
    return lambda handler: handler.send(code, "text/plain", b"no")


def robots(site: Any, text: str | bytes) -> None:
    site.pages["/robots.txt"] = ("text/plain", text.encode() if isinstance(text, str) else text)


class TestRobots:
    def test_none_is_leave(self, site: Any, page: str, fetcher: Fetcher) -> None:
        site.pages["/a"] = ("text/html", page.encode())
        answer = fetcher.get(f"{site.url}/a")
        assert answer is not None
        assert answer.page.data == page.encode()
        assert site.paths == ["/robots.txt", "/a"]

    def test_asked_once_a_host(self, new_site: Callable[[], Any], page: str, fetcher: Fetcher) -> None:
        sites = [new_site(), new_site()]
        for site in sites:
            robots(site, "User-agent: *\nDisallow: /closed\n")
            site.pages["/a"] = ("text/html", page.encode())
        for site in sites * 2:
            fetcher.get(f"{site.url}/a")
        assert [site.paths for site in sites] == [["/robots.txt", "/a", "/a"]] * 2

    @pytest.mark.parametrize(
        "text",
        [
            "User-agent: *\nDisallow: /",
            "User-agent: dragoman\nDisallow: /a",
            b"\xef\xbb\xbfUser-agent: *\r\nDisallow: http://[\r\nCrawl-delay: \xc2\xb2\r\nDisallow: /a\xff",
            "User-agent: *\nCrawl-delay: " + "9" * 9_000 + "\nDisallow: /",
        ],
    )
    def test_closed(self, site: Any, text: str | bytes, page: str, fetcher: Fetcher) -> None:
        robots(site, text)
        site.pages["/a"] = site.pages["/a%EF%BF%BD"] = ("text/html", page.encode())
        address = f"{site.url}/a" + ("%EF%BF%BD" if isinstance(text, bytes) else "")
        with pytest.raises(refusals.RobotsError, match=r"\[D217\] closed by its robots.txt \(http.*/a"):
            fetcher.get(address)
        assert site.paths == ["/robots.txt"]

    def test_open_to_us(self, site: Any, page: str, fetcher: Fetcher) -> None:
        robots(site, "User-agent: *\nDisallow: /\n\nUser-agent: dragoman\nAllow: /\n")
        site.pages["/a"] = ("text/html", page.encode())
        assert fetcher.get(f"{site.url}/a") is not None

    @pytest.mark.parametrize("code", [500, 503, 429])
    def test_a_server_in_trouble_is_left_alone(
        self, site: Any, page: str, fetcher: Fetcher, clock: Clock, code: int
    ) -> None:
        site.pages |= {"/robots.txt": status(code), "/a": ("text/html", page.encode())}
        for _ in range(2):
            with pytest.raises(refusals.RobotsError, match=f"cannot be had: the server answers {code}"):
                fetcher.get(f"{site.url}/a")
        assert site.paths == ["/robots.txt"]
        robots(site, "")
        clock.now += 700
        assert fetcher.get(f"{site.url}/a") is not None

    def test_forbidden_robots_forbid_nothing(self, site: Any, page: str, fetcher: Fetcher) -> None:
        site.pages |= {"/robots.txt": status(403), "/a": ("text/html", page.encode())}
        assert fetcher.get(f"{site.url}/a") is not None

    def test_endless_robots(self, site: Any, page: str, fetcher: Fetcher, set_setting: SetSetting) -> None:
        def endless(handler: Any) -> None:
            handler.begin("text/plain")
            handler.drip(b"Disallow: /x\n", 0.02)

        set_setting("fetch_timeout", 0.4)
        site.pages |= {"/robots.txt": endless, "/a": ("text/html", page.encode())}
        with pytest.raises(refusals.RobotsError, match=r"no page within 0\.\d+ seconds"):
            fetcher.get(f"{site.url}/a")

    def test_of_a_redirects_host(self, new_site: Callable[[], Any], page: str, fetcher: Fetcher) -> None:
        first, second = new_site(), new_site()
        first.pages["/a"] = redirect(f"{second.url}/b")
        second.pages["/b"] = ("text/html", page.encode())
        robots(second, "User-agent: *\nDisallow: /b")
        with pytest.raises(refusals.RobotsError, match=r"closed by its robots\.txt"):
            fetcher.get(f"{first.url}/a")
        assert second.paths == ["/robots.txt"]

    def test_switched_off(self, site: Any, page: str, fetcher: Fetcher, set_setting: SetSetting) -> None:
        set_setting("robots", False)
        robots(site, "User-agent: *\nDisallow: /")
        site.pages["/a"] = ("text/html", page.encode())
        assert fetcher.get(f"{site.url}/a") is not None
        assert site.paths == ["/a"]


class TestDelays:
    def test_between_requests_to_one_host(
        self, new_site: Callable[[], Any], page: str, fetcher: Fetcher, clock: Clock, set_setting: SetSetting
    ) -> None:
        set_setting("fetch_delay", 2)
        one, other = new_site(), new_site()
        for site in (one, other):
            site.pages["/a"] = ("text/html", page.encode())
        fetcher.get(f"{one.url}/a")
        fetcher.get(f"{other.url}/a")
        assert clock.waits == []
        clock.now += 0.5
        fetcher.get(f"{one.url}/a")
        assert clock.waits == [1.5]
        clock.now += 5
        fetcher.get(f"{one.url}/a")
        assert clock.waits == [1.5]

    @pytest.mark.parametrize(("asked", "waited"), [(7, 7.0), (9_999, 30.0)])
    def test_crawl_delay(self, site: Any, page: str, fetcher: Fetcher, clock: Clock, asked: int, waited: float) -> None:
        robots(site, f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /none")
        site.pages["/a"] = ("text/html", page.encode())
        for _ in range(2):
            fetcher.get(f"{site.url}/a")
        assert clock.waits == [waited]

    def test_a_redirect_waits_its_turn(
        self, site: Any, page: str, fetcher: Fetcher, clock: Clock, set_setting: SetSetting
    ) -> None:
        set_setting("fetch_delay", 3)
        site.pages |= {"/to": redirect("/a"), "/a": ("text/html", page.encode())}
        fetcher.get(f"{site.url}/to")
        assert clock.waits == [3.0]


class TestConditional:
    def test_validators_are_sent_back(self, site: Any, page: str, fetcher: Fetcher) -> None:
        def conditional(handler: Any) -> None:
            if handler.headers.get("If-None-Match") == '"v1"':
                handler.send(304, None, b"")
            else:
                handler.send(
                    200, "text/html", page.encode(), ETag='"v1"', Last_Modified="Mon, 06 Sep 2021 16:45:00 GMT"
                )

        site.pages["/a"] = conditional
        first = fetcher.get(f"{site.url}/a")
        assert first is not None
        assert fetcher.get(f"{site.url}/a", first.mark) is None
        headers = site.asked[-1][1]
        assert headers["If-None-Match"] == '"v1"'
        assert headers["If-Modified-Since"] == "Mon, 06 Sep 2021 16:45:00 GMT"
        assert fetcher.get(f"{site.url}/a") is not None

    def test_without_validators_the_bytes_tell(self, site: Any, page: str, fetcher: Fetcher) -> None:
        site.pages["/a"] = ("text/html", page.encode())
        first = fetcher.get(f"{site.url}/a")
        assert first is not None
        assert set(json.loads(first.mark)) == {"hash"}
        assert fetcher.get(f"{site.url}/a", first.mark) is None
        site.pages["/a"] = ("text/html", page.replace("Friday", "Sunday").encode())
        assert fetcher.get(f"{site.url}/a", first.mark) is not None

    @pytest.mark.parametrize("mark", ["", "12:34", "[]", "{", '{"etag": 3}', '{"etag": "a\\r\\nX-Bad: 1"}'])
    def test_strange_marks(self, site: Any, page: str, fetcher: Fetcher, mark: str) -> None:
        site.pages["/a"] = ("text/html", page.encode())
        assert fetcher.get(f"{site.url}/a", mark) is not None
        assert "X-Bad" not in site.asked[-1][1]

    def test_unasked_304_is_no_answer(self, site: Any, fetcher: Fetcher) -> None:
        site.pages["/a"] = status(304)
        with pytest.raises(refusals.UnreachableError, match="the server answers 304"):
            fetcher.get(f"{site.url}/a")


def endless(handler: Any) -> None:
    handler.begin("text/html")
    handler.drip(b"word " * 20_000, 0)


def endless_chunks(handler: Any) -> None:
    handler.begin("text/html", Transfer_Encoding="chunked")
    handler.drip(b"5\r\nword \r\n", 0.01)


def slow(handler: Any) -> None:
    handler.begin("text/html")
    handler.drip(b"w", 0.05)


def slow_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    handler.drip(b"a", 0.05)


def bomb(handler: Any) -> None:
    handler.send(200, "text/html", gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")


HARMFUL = [
    (endless, refusals.TooLargeError, "more than 2000000 bytes"),
    (endless_chunks, refusals.BusyHostError, r"no page within 0\.5 seconds"),
    (slow, refusals.BusyHostError, r"no page within 0\.5 seconds"),
    (slow_headers, refusals.BusyHostError, r"no page within 0\.5 seconds"),
    (bomb, refusals.TooLargeError, "more than 2000000 bytes"),
    (redirect("/a"), refusals.RefusedUrlError, "more than 5 redirects"),
    (redirect("http://["), refusals.RefusedUrlError, "no address"),
    (redirect("gopher://example.org/"), refusals.RefusedUrlError, "no http or https address"),
    (status(500), refusals.BusyHostError, r"\[D218\] the server answers 500"),
    (status(404), refusals.UnreachableError, r"\[D211\] the server answers 404"),
    (("image/png", b"\x89PNG"), refusals.UnreachableError, "holds image/png"),
    (("application/rss+xml", b"<rss/>"), refusals.UnreachableError, "holds application/rss"),
]


@pytest.mark.parametrize(("answer", "kind", "message"), HARMFUL)
def test_harmful_answers(
    site: Any,
    page: str,
    fetcher: Fetcher,
    set_setting: SetSetting,
    answer: Any,
    kind: type[IntakeError],
    message: str,
) -> None:
    set_setting("fetch_timeout", 0.5)
    set_setting("max_bytes", 2_000_000)
    site.pages |= {"/a": answer, "/good": ("text/html", page.encode())}
    start = time.monotonic()
    with pytest.raises(kind, match=message) as caught:
        fetcher.get(f"{site.url}/a")
    assert time.monotonic() - start < 1.5
    assert caught.value.do
    assert fetcher.get(f"{site.url}/good") is not None


def test_feeds_are_taken_where_asked_for(site: Any, fetcher: Fetcher) -> None:
    site.pages["/feed"] = ("application/rss+xml; charset=utf-8", b"<rss/>")
    answer = fetcher.get(f"{site.url}/feed", types=ANY)
    assert answer is not None
    assert answer.page.kind == "application/rss+xml"
    assert "application/atom+xml" in site.asked[-1][1]["Accept"]


def test_redirect_to_a_private_address(
    new_site: Callable[[], Any], fetcher: Fetcher, set_setting: SetSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site()
    set_setting("fetch_private", False)
    # The first host counts as public, so that the second is what is refused; 127.0.0.2 is loopback too.
    monkeypatch.setattr(url_module, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = redirect(site.url.replace("127.0.0.1", "127.0.0.2") + "/b")
    with pytest.raises(refusals.RefusedUrlError, match=r"'127.0.0.2' is the private address"):
        fetcher.get(f"{site.url}/a")
    assert site.paths == ["/robots.txt", "/a"]


def test_private_addresses_are_not_asked_for_their_robots(site: Any, fetcher: Fetcher, set_setting: SetSetting) -> None:
    set_setting("fetch_private", False)
    with pytest.raises(refusals.RefusedUrlError, match="private address"):
        fetcher.get(f"{site.url}/a")
    assert site.paths == []


def test_a_host_in_trouble_is_left_alone_for_a_while(site: Any, page: str, fetcher: Fetcher, clock: Clock) -> None:
    site.pages |= {"/a": status(503), "/good": ("text/html", page.encode())}
    for _ in range(5):
        with pytest.raises(refusals.BusyHostError, match="the server answers 503"):
            fetcher.get(f"{site.url}/a")
    asked = len(site.asked)
    with pytest.raises(refusals.BusyHostError, match="left alone after 5 failures"):
        fetcher.get(f"{site.url}/good")
    assert len(site.asked) == asked
    clock.now += 601
    assert fetcher.get(f"{site.url}/good") is not None
    with pytest.raises(refusals.BusyHostError, match="the server answers 503"):
        fetcher.get(f"{site.url}/a")
    assert fetcher.get(f"{site.url}/good") is not None
