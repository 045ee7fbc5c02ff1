"""Hostile requests: forged hosts and origins, missing tokens, bodies without end, paths that climb; one test each."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.web.addresses import routes_with
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.settings import settings
from dragoman.web import ServeOptions, make_app
from dragoman.web.forms import form_of
from dragoman.web.refusals import UnsafeHostError
from dragoman.web.safety.limits import LONGEST_ADDRESS, SMALL, most_for
from dragoman.web.sessions import COOKIE

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PASSWORD = "seven quiet harbours"
FILE = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
REVIEW = {"target": "ev-0", "action": "confirm"}


@pytest.fixture(scope="module")
def guarded(store: Path) -> Iterator[str]:
    """A desk with a password, so that it shows a form without a store being changed."""
    with serving(store, ServeOptions(port=0, password=PASSWORD, names=("desk.example",))) as address:
        yield address


def raw(address: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, str]:
    """Ask exactly so, whatever a well-behaved client would mend."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


# -- who is asked ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a b", "[::1"]
)
def test_a_forged_host_is_refused(served: str, host: str) -> None:
    status, said = raw(served, "GET", "/api/version", {"Host": host})
    assert status in (400, 421)
    assert 'dragoman":' not in said


def test_names_of_this_machine_are_taken(served: str) -> None:
    port = urlsplit(served).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", f"LOCALHOST:{port}"):
        assert raw(served, "GET", "/api/version", {"Host": host})[0] == 200


def test_a_name_that_was_given_is_taken_and_no_other(guarded: str) -> None:
    assert raw(guarded, "GET", "/login", {"Host": "desk.example"})[0] == 200
    assert raw(guarded, "GET", "/login", {"Host": "other.example"})[0] == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "file://"},
    ],
)  # fmt: skip
def test_a_forged_origin_is_refused(served: str, headers: dict[str, str]) -> None:
    answer = httpx.post(f"{served}/api/reviews", json=REVIEW, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["what"] == "another site asks for this"


def test_reading_from_another_site_tells_it_nothing(served: str) -> None:
    answer = httpx.get(f"{served}/api/version", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_other_sites_cannot_ask_what_they_may(served: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = httpx.options(f"{served}/api/reviews", headers=asked)
    assert answer.status_code in (403, 405)
    assert "access-control-allow-origin" not in answer.headers


# -- forms -------------------------------------------------------------------------------------------------------------


def test_a_form_without_its_token_is_refused(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as client:
        client.get("/login")
        answer = client.post("/login", data={"password": PASSWORD})
    assert answer.status_code == 403
    assert "page of this desk" in answer.text


def test_a_form_with_the_token_of_another_browser_is_refused(guarded: str) -> None:
    foreign = TOKEN.findall(httpx.get(f"{guarded}/login").text)[0]
    with httpx.Client(base_url=guarded) as client:
        own = TOKEN.findall(client.get("/login").text)[0]
        assert own != foreign
        assert client.post("/login", data={"password": PASSWORD, "token": foreign}).status_code == 403
        assert client.post("/login", data={"password": PASSWORD, "token": own}).status_code == 303


def test_a_cookie_that_somebody_made_up_is_not_taken(guarded: str) -> None:
    name = f"{COOKIE}-{urlsplit(guarded).port}"
    with httpx.Client(base_url=guarded) as client:
        client.get("/login")
        good = client.cookies[name]
    for cookie in ("a.known.0000", f"{good[:-1]}x", "a..", "x" * 5_000, good.replace("a.", "a.x", 1)):
        answer = httpx.get(f"{guarded}/login", headers={"Cookie": f"{name}={cookie}"})
        assert answer.status_code == 200
        assert answer.cookies[name] not in (cookie, good)


def test_the_api_takes_no_change_from_a_browser_without_the_token_of_a_page(served: str) -> None:
    own = {"Origin": served, "Sec-Fetch-Site": "same-origin"}
    answer = httpx.post(f"{served}/api/reviews", json=REVIEW, headers=own)
    assert answer.status_code == 403
    assert "X-Dragoman-Token" in answer.json()["error"]["do"]
    answer = httpx.post(f"{served}/api/reviews", json=REVIEW, headers={"Cookie": "any=thing"})
    assert answer.status_code == 403


def test_the_api_takes_json_that_says_so_alone(served: str) -> None:
    """A form of another site can send text; it cannot say that it is JSON without being asked back."""
    body = b'{"target": "ev-0", "action": "confirm"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert httpx.post(f"{served}/api/reviews", content=body, headers={"Content-Type": kind}).status_code == 422


def test_every_route_that_changes_something_asks_for_a_token(store: Path) -> None:
    with Desk(store) as desk:
        app = make_app(desk)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for route in routes_with(app, method):
            path = getattr(route, "path")  # noqa: B009
            dependant = getattr(route, "dependant")  # noqa: B009
            called = {one.call for one in dependant.dependencies}
            # Changes through the API are judged by the gate, whatever the route.
            assert path.startswith("/api/") or form_of in called, f"{method} {path}"


# -- how much ----------------------------------------------------------------------------------------------------------


def test_an_address_without_end_is_refused(served: str) -> None:
    answer = httpx.get(f"{served}/events", params={"words": "x" * LONGEST_ADDRESS})
    assert answer.status_code == 414
    assert "D708" in answer.text


def test_headers_without_end_are_refused(served: str) -> None:
    assert raw(served, "GET", "/events", {"X-Long": "x" * 70_000})[0] == 431


@pytest.mark.parametrize("path", ["/login", "/api/reviews", "/events", "/nothing"])
def test_a_body_that_is_announced_too_large_is_not_read(served: str, path: str) -> None:
    """The answer comes although nothing of the body was sent."""
    status, said = raw(served, "POST", path, {"Content-Length": str(SMALL + 1), "Content-Type": "application/json"})
    assert status == 413
    assert "D703" in said


def pieces(size: int, head: bytes = b"") -> Iterator[bytes]:
    yield head
    for _ in range(0, size, 65_536):
        yield b" " * 65_536


@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_body_that_is_not_announced_is_counted(served: str, kind: str) -> None:
    path = "/login" if "form" in kind else "/api/reviews"
    head = FILE if "boundary" in kind else b""
    answer = httpx.post(f"{served}{path}", content=pieces(SMALL * 2, head), headers={"Content-Type": kind})
    assert answer.status_code == 413


def test_a_file_that_is_too_large_never_gets_to_disk(
    served: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = httpx.post(f"{served}/login", content=pieces(SMALL * 40, FILE), headers=headers)
    assert answer.status_code == 413
    assert list(tmp_path.iterdir()) == []


def test_only_what_carries_articles_takes_much() -> None:
    assert most_for("/add") > settings().max_bytes
    assert most_for("/add/files") > settings().max_bytes
    assert most_for("/address") == most_for("/login") == most_for("/api/reviews") == SMALL


@pytest.mark.parametrize("length", ["-1", "1e9", "99999999999999999999", "٣", "+5", "0x10"])
def test_a_length_that_is_none_is_refused(served: str, length: str) -> None:
    parts = urlsplit(served)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as plug:
        head = f"POST /login HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {length}\r\n\r\n"
        plug.sendall(head.encode())
        assert plug.recv(12).decode() in ("HTTP/1.1 400", "HTTP/1.1 403", "HTTP/1.1 413")


def test_two_lengths_are_refused(served: str) -> None:
    parts = urlsplit(served)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as plug:
        head = f"POST /login HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 3\r\nContent-Length: 40\r\n\r\nabc"
        plug.sendall(head.encode())
        assert plug.recv(12).decode() == "HTTP/1.1 400"


def test_too_many_fields_are_refused(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as client:
        client.get("/login")
        answer = client.post("/login", files={f"f{number}": ("", "x") for number in range(500)})
    assert answer.status_code == 400


# -- where -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py", "/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets/%2e%2e%2fapp.py",
        "/assets//etc/passwd",
        "/assets/....//app.py", "/assets/..%5capp.py", "/assets/manifest.json%00.js", "/assets/", "/assets",
        "/articles/..%2f..%2fetc%2fpasswd", "/events/..%2f..%2f..%2fdesk.db", "/api/articles/..%2f..%2fetc%2fpasswd",
        "/api/articles/%00", "/..%2f..%2fetc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../etc/passwd",
    ],
)  # fmt: skip
def test_no_path_climbs(served: str, path: str) -> None:
    status, said = raw(served, "GET", path, {})
    assert status in (307, 404)
    assert "root:" not in said
    assert "import annotations" not in said


@pytest.mark.parametrize("name", ["%0d%0aSet-Cookie:%20x=1", "%0aX-Injected:%20yes"])
def test_no_header_is_injected(served: str, guarded: str, name: str) -> None:
    for address in (f"{served}/login?next=/{name}", f"{guarded}/events?words={name}", f"{served}/api/articles/{name}"):
        answer = httpx.get(address, headers={"Accept": "text/html"})
        assert "x-injected" not in answer.headers
        assert "x=1" not in answer.headers.get("set-cookie", "")


def test_methods_that_there_are_not_say_which_there_are(served: str) -> None:
    answer = httpx.put(f"{served}/api/reviews", json={})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_head_is_a_page_without_its_body(served: str) -> None:
    answer = httpx.head(f"{served}/about")
    assert answer.status_code == 200
    assert answer.content == b""
    assert "content-security-policy" in answer.headers


# -- what is told ------------------------------------------------------------------------------------------------------


def test_an_accident_is_told_by_a_number_that_is_in_the_log(
    served: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(desk: Desk) -> int:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr(Desk, "version", broken)
    for address in ("/api/version", "/about"):
        answer = httpx.get(served + address)
        assert answer.status_code == 500
        assert "secret of the inside" not in answer.text
        assert "Traceback" not in answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        found = re.search(r"accident ([0-9a-f]{8})", answer.text)
        assert found is not None
        assert found[1] in caplog.text


@pytest.mark.parametrize(
    "path", ["/events", "/about", "/nothing", "/api/nothing", "/api/version", "/assets/nothing.js"]
)
def test_every_answer_has_the_headers(served: str, path: str) -> None:
    answer = httpx.get(served + path)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"].startswith("private")
    assert "server" not in answer.headers
    assert "strict-transport-security" not in answer.headers


def test_refusals_of_the_guards_have_the_headers_too(served: str) -> None:
    for answer in (
        httpx.get(f"{served}/about", headers={"Host": "evil.example"}),
        httpx.post(f"{served}/login", headers={"Origin": "null"}),
        httpx.get(f"{served}/events?words={'x' * LONGEST_ADDRESS}"),
    ):
        assert answer.status_code in (403, 414, 421)
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_assets_are_public_and_for_ever(served: str) -> None:
    name = re.search(r'href="(/assets/[^"]+\.css)"', httpx.get(f"{served}/about").text)
    assert name is not None
    answer = httpx.get(served + name[1])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "options",
    [
        ServeOptions(host="0.0.0.0"), ServeOptions(host="192.0.2.7"), ServeOptions(host="::"),
        ServeOptions(names=("desk.example",)), ServeOptions(https=True),
    ],
)  # fmt: skip
def test_a_desk_that_others_can_reach_asks_them_to_log_in(store: Path, options: ServeOptions) -> None:
    with Desk(store) as desk, pytest.raises(UnsafeHostError, match="D704"):
        make_app(desk, options)
