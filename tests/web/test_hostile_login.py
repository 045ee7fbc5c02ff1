"""Log-in under attack: fixed sessions, guessed passwords, roles, addresses that lead away, cookies; one test each."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest
from argon2 import PasswordHasher
from tests.web.addresses import addresses, routes_with
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.store.hashes import is_right
from dragoman.web import ServeOptions, make_app
from dragoman.web.pages.login import local_path
from dragoman.web.person import Person
from dragoman.web.safety.throttle import MOST_KEPT, Throttle
from dragoman.web.sessions import IDLE, LONGEST, Sessions

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PASSWORD, OTHER = "seven quiet harbours", "nine loud mountains"
AWAY = (
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "evil",
    "/\t/evil.example", "/\n/evil.example", "///evil.example", "data:text/html,x", "/login?next=/login", "", " //evil",
    "/" + "x" * 5_000,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Argon2 with parameters that take little time."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr("dragoman.store.hashes.hasher", lambda: quick)
        yield


@pytest.fixture(scope="module")
def tokens(store: Path) -> dict[str, str]:
    """Tokens of an analyst and a reader; both also have passwords, as has anna."""
    with Desk(store) as desk:
        desk.account_add("anna", "analyst", PASSWORD)
        desk.account_add("ben", "reader", PASSWORD)
        return {role: desk.account_token(f"{role}-program", role) for role in ("analyst", "reader")}


@pytest.fixture(scope="module")
def served(store: Path, tokens: dict[str, str]) -> Iterator[str]:
    with serving(store) as address:
        yield address


@contextmanager
def logged_in(
    address: str, name: str, password: str = PASSWORD, next: str = "/about"
) -> Iterator[tuple[httpx.Client, httpx.Response]]:
    """A client that tried to log in, and what came back."""
    with httpx.Client(base_url=address) as client:
        token = TOKEN.findall(client.get("/login").text)[0]
        form = {"name": name, "password": password, "token": token, "next": next}
        yield client, client.post("/login", data=form)


def cookies_of(client: httpx.Client) -> list[str]:
    return [cookie.value or "" for cookie in client.cookies.jar]


# -- who may come in ---------------------------------------------------------------------------------------------------


def test_nothing_but_the_log_in_is_shown_to_strangers(store: Path, served: str) -> None:
    with Desk(store) as desk:
        asked = list(addresses(make_app(desk), desk))
    assert len(asked) > 20
    with httpx.Client(base_url=served, headers={"Accept": "text/html"}) as client:
        for path in asked:
            answer = client.get(path)
            if path.startswith("/api/"):
                assert answer.status_code == 401, path
                assert answer.headers["www-authenticate"].startswith("Bearer"), path
            elif path != "/login":
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/login?next=%2F"), path


def test_programs_without_a_token_are_told_so_and_not_led_away(served: str) -> None:
    answer = httpx.get(f"{served}/about.csv")
    assert answer.status_code == 401


@pytest.mark.parametrize("name", ["anna", "nobody", "", "anna\x00", "ANNA ' OR 1=1"])
def test_a_wrong_password_lets_nobody_in(served: str, name: str) -> None:
    with logged_in(served, name, OTHER) as (client, answer):
        assert answer.status_code == 401
        assert client.get("/about").status_code in (303, 401)


def test_an_account_without_a_password_has_none_to_guess(served: str) -> None:
    for password in ("", "None", "null"):
        with logged_in(served, "analyst-program", password) as (_client, answer):
            assert answer.status_code == 401


def test_an_unknown_name_takes_as_long_as_a_known_one(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def counting(secret: str, kept: str | None) -> bool:
        checked.append(kept)
        return is_right(secret, kept)

    monkeypatch.setattr("dragoman.web.safety.door.is_right", counting)
    for name in ("carla", "dora"):
        with logged_in(served, name, OTHER) as (_, answer):
            assert answer.status_code == 401
    assert checked == [None, None]


# -- sessions ----------------------------------------------------------------------------------------------------------


def test_a_session_cannot_be_fixed(served: str) -> None:
    with httpx.Client(base_url=served) as client:
        page = client.get("/login").text
        planted, token = cookies_of(client), TOKEN.findall(page)[0]
        client.post("/login", data={"name": "anna", "password": PASSWORD, "token": token})
        own = cookies_of(client)
        assert own != planted
        about = client.get("/about").text
        assert "anna" in about
        assert TOKEN.findall(about)[0] != token
        assert client.post("/logout", data={"token": token}).status_code == 403
    name = f"dragoman-{urlsplit(served).port}"
    answer = httpx.get(f"{served}/about", headers={"Cookie": f"{name}={planted[0]}", "Accept": "text/html"})
    assert answer.status_code == 303


def test_who_logs_out_is_out_whatever_the_cookie(served: str) -> None:
    with logged_in(served, "anna") as (client, _answer):
        token = TOKEN.findall(client.get("/about").text)[0]
        kept = cookies_of(client)[0]
        left = client.post("/logout", data={"token": token})
        assert left.headers["location"] == "/login"
        assert "Max-Age=0" in left.headers["set-cookie"]
        client.cookies.set(f"dragoman-{urlsplit(served).port}", kept)
        assert client.get("/about", headers={"Accept": "text/html"}).status_code == 303


def test_another_site_cannot_log_anybody_out(served: str) -> None:
    with logged_in(served, "anna") as (client, _answer):
        assert client.get("/logout").status_code == 405
        assert client.post("/logout").status_code == 403
        assert client.get("/about").status_code == 200


def test_an_account_that_is_gone_is_out_at_once(store: Path, served: str) -> None:
    with Desk(store) as desk:
        desk.account_add("gone", "analyst", PASSWORD)
        token = desk.account_token("gone")
        time.sleep(1.1)
        with logged_in(served, "gone") as (client, _answer):
            bearer = {"Authorization": f"Bearer {token}"}
            assert client.get("/about").status_code == 200
            assert httpx.get(f"{served}/api/version", headers=bearer).status_code == 200
            desk.account_remove("gone")
            time.sleep(1.1)
            assert client.get("/about", headers={"Accept": "text/html"}).status_code == 303
            assert httpx.get(f"{served}/api/version", headers=bearer).status_code == 401


def test_sessions_end_when_nobody_asks_and_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions, now = Sessions(), [1_000.0]
    monkeypatch.setattr("dragoman.web.sessions.time", SimpleNamespace(monotonic=lambda: now[0]))
    idle = sessions.begin(Person("anna"))
    now[0] += IDLE + 1
    assert sessions.find(idle.id) is None
    busy = sessions.begin(Person("anna"))
    for _ in range(int(LONGEST // (IDLE - 1)) + 1):
        now[0] += IDLE - 1
        found = sessions.find(busy.id)
    assert found is None
    assert len(sessions) == 0


def test_browsers_without_cookies_leave_nothing_behind(served: str) -> None:
    sessions = Sessions()
    for _ in range(100):
        assert sessions.find(sessions.anonymous().id) is not None
    assert len(sessions) == 0
    assert "set-cookie" not in httpx.get(f"{served}/about", headers={"Accept": "text/html"}).headers


def test_a_cookie_of_another_desk_is_not_taken() -> None:
    assert Sessions().find(Sessions().anonymous().id) is None


# -- cookies -----------------------------------------------------------------------------------------------------------


def test_the_cookie_is_for_this_site_and_no_script(served: str) -> None:
    said = httpx.get(f"{served}/login").headers["set-cookie"]
    for part in ("HttpOnly", "Path=/", "SameSite=Strict"):
        assert part in said
    assert "Domain" not in said


def test_behind_https_the_cookie_never_goes_without(store: Path, tokens: dict[str, str]) -> None:
    with serving(store, ServeOptions(port=0, https=True, names=("desk.example",))) as address:
        answer = httpx.get(f"{address}/login", headers={"Host": "desk.example"})
        said = answer.headers["set-cookie"]
        assert said.startswith("__Host-dragoman")
        assert "Secure" in said
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        token = TOKEN.findall(answer.text)[0]
        own = {"Host": "desk.example", "Origin": "https://desk.example", "Cookie": said.partition(";")[0]}
        form = {"name": "anna", "password": PASSWORD, "token": token}
        assert httpx.post(f"{address}/login", headers=own, data=form).status_code == 303


# -- guessing ----------------------------------------------------------------------------------------------------------


def test_guessing_a_name_is_slowed_down(store: Path, monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str]) -> None:
    monkeypatch.setattr("dragoman.web.safety.door.FOR_NAME", 3)
    with serving(store) as address:
        for _ in range(3):
            with logged_in(address, "anna", OTHER) as (_client, answer):
                assert answer.status_code == 401
        with logged_in(address, "anna", PASSWORD) as (_client, answer):
            assert answer.status_code == 429
        with logged_in(address, "ben", PASSWORD) as (_client, answer):
            assert answer.status_code == 303


def test_guessing_from_an_address_is_slowed_down_with_tokens_too(
    store: Path, monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str]
) -> None:
    monkeypatch.setattr("dragoman.web.safety.door.BY_ADDRESS", 3)
    with serving(store) as address:
        for number in range(3):
            wrong = f"dgm_program{number}_{'x' * 43}"
            answer = httpx.get(f"{address}/api/version", headers={"Authorization": f"Bearer {wrong}"})
            assert answer.status_code == 401
        answer = httpx.get(f"{address}/api/version", headers={"Authorization": f"Bearer dgm_other_{'x' * 43}"})
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 300
        assert answer.json()["error"]["code"] == "D706"


def test_what_is_right_does_not_count(store: Path, monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str]) -> None:
    monkeypatch.setattr("dragoman.web.safety.door.FOR_NAME", 2)
    with serving(store) as address:
        for _ in range(4):
            with logged_in(address, "anna") as (_client, answer):
                assert answer.status_code == 303


def test_the_throttle_remembers_only_so_many() -> None:
    throttle = Throttle(1, 300)
    for number in range(MOST_KEPT + 500):
        throttle.attempt(f"192.0.2.{number}")
    assert len(throttle) == MOST_KEPT


def test_the_throttle_forgets_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle, now = Throttle(2, 60), [0.0]
    monkeypatch.setattr("dragoman.web.safety.throttle.time", SimpleNamespace(monotonic=lambda: now[0]))
    assert [throttle.attempt("a") for _ in range(3)] == [0, 0, 60]
    now[0] = 59.5
    assert throttle.attempt("a") == 1
    now[0] = 61
    assert throttle.attempt("a") == 0


# -- tokens ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["Bearer {}", "bearer {}", "Basic"])
def test_a_token_opens_the_api_and_feeds(served: str, tokens: dict[str, str], shape: str) -> None:
    basic = base64.b64encode(f"reader-program:{tokens['reader']}".encode()).decode()
    header = f"Basic {basic}" if shape == "Basic" else shape.format(tokens["reader"])
    for path in ("/api/version", "/about.csv"):
        assert httpx.get(served + path, headers={"Authorization": header}).status_code == 200


def test_a_token_is_checked_once_in_a_while(
    served: str, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    header = {"Authorization": f"Bearer {tokens['analyst']}"}
    assert httpx.get(f"{served}/api/version", headers=header).status_code == 200
    monkeypatch.setattr("dragoman.web.safety.door.is_right", lambda secret, kept: False)
    assert httpx.get(f"{served}/api/version", headers=header).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer dgm_anna_short", "Basic !!", "Basic eDp5", "Digest x"]
)
def test_what_is_no_token_opens_nothing(served: str, header: str) -> None:
    assert httpx.get(f"{served}/api/version", headers={"Authorization": header}).status_code == 401


def test_a_token_in_the_address_or_the_form_opens_nothing(served: str, tokens: dict[str, str]) -> None:
    assert httpx.get(f"{served}/api/version", params={"token": tokens["analyst"]}).status_code == 401
    with logged_in(served, "analyst-program", tokens["analyst"]) as (_client, answer):
        assert answer.status_code == 401


def test_a_token_that_browsers_send_by_themselves_changes_nothing(served: str, tokens: dict[str, str]) -> None:
    basic = base64.b64encode(f"x:{tokens['analyst']}".encode()).decode()
    answer = httpx.post(
        f"{served}/api/reviews",
        json={"target": "ev-0", "action": "confirm"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 403


# -- roles -------------------------------------------------------------------------------------------------------------


def test_a_reader_changes_nothing_by_any_route(store: Path, served: str, tokens: dict[str, str]) -> None:
    with Desk(store) as desk:
        app = make_app(desk)
    free = {"/login", "/logout", "/api/read"}
    changes = [
        (method, re.sub(r"\{\w+(:\w+)?\}", "x", str(getattr(route, "path"))))  # noqa: B009
        for method in ("POST", "PUT", "PATCH", "DELETE")
        for route in routes_with(app, method)
    ]
    assert len(changes) > 5
    with logged_in(served, "ben") as (client, answer):
        token = TOKEN.findall(client.get("/about").text)[0]
        for method, path in changes:
            if path not in free:
                own = {"X-Dragoman-Token": token}
                answer = client.request(method, path, data={"token": token}, headers=own)
                assert answer.status_code == 403, path
                assert "readers cannot change" in answer.text
    bearer = {"Authorization": f"Bearer {tokens['reader']}"}
    for method, path in changes:
        if path.startswith("/api/") and path not in free:
            assert httpx.request(method, served + path, headers=bearer, json={}).status_code == 403, path


def test_an_analyst_changes_with_the_token_of_a_page(served: str, tokens: dict[str, str]) -> None:
    with logged_in(served, "anna") as (client, _answer):
        own = {"X-Dragoman-Token": TOKEN.findall(client.get("/about").text)[0], "Origin": served}
        event = client.get("/api/events", params={"limit": 1}).json()[0]["id"]
        sent = {"target": event, "action": "confirm", "note": "seen"}
        made = client.post("/api/reviews", json=sent, headers=own)
        assert made.status_code == 201
        review = made.json()["id"]
        kept = next(one for one in client.get("/api/reviews").json() if one["id"] == review)
        assert (kept["author"], kept["note"]) == ("anna", "seen")
        assert client.delete(f"/api/reviews/{review}").status_code == 403
        assert client.delete(f"/api/reviews/{review}", headers=own).status_code == 200


def test_passwords_that_several_share_give_their_role(tmp_path: Path) -> None:
    options = ServeOptions(port=0, password=PASSWORD, reader_password=OTHER)
    with serving(tmp_path / "desk.db", options) as address:
        for password, role in ((PASSWORD, "analyst"), (OTHER, "reader")):
            with logged_in(address, "", password) as (client, answer):
                assert answer.status_code == 303
                assert f">{role}</span>" in client.get("/about").text


# -- where to ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", AWAY)
def test_the_log_in_leads_nowhere_else(wanted: str) -> None:
    assert local_path(wanted) == "/events"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/about?x=//evil"])
def test_the_log_in_leads_to_pages_of_this_desk(served: str, wanted: str) -> None:
    with logged_in(served, "anna", next=wanted) as (_client, answer):
        went = answer.headers["location"]
    assert went == (wanted if wanted.startswith("/about") else "/events")
