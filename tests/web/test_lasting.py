"""Pages that last: each browser has its own token in them, and none outlives what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import httpx
import pytest
from tests.example import copied
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.web.cache import Cache

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PAGES = ("/events", "/ties", "/ties/PRK/RUS", "/map", "/network", "/provisions", "/provisions/PRK", "/about")


@pytest.fixture
def own(example: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A store of the test's own, and where it is served."""
    store = copied(example, tmp_path)
    with serving(store) as address:
        yield store, address


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_again_but_for_its_tokens(served: str, path: str) -> None:
    first, again = (httpx.get(served + path) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert TOKEN.sub("", first.text) == TOKEN.sub("", again.text)
    assert first.headers["content-security-policy"] == again.headers["content-security-policy"]
    assert httpx.get(served + path, headers={"Accept-Encoding": "identity"}).text.count("</html>") == 1


def test_each_browser_has_a_token_of_its_own_that_works(own: tuple[Path, str]) -> None:
    store, address = own
    with httpx.Client(base_url=address) as one, httpx.Client(base_url=address) as other:
        tokens = {TOKEN.findall(client.get("/events").text)[0] for client in (one, other, one)}
        assert len(tokens) == 2
        with Desk(store) as desk:
            event = desk.find(limit=1)[0].id
        mine = TOKEN.findall(one.get("/events").text)[0]
        form = {"event": event, "star": event, "back": "/events"}
        assert other.post("/stars", data={**form, "token": mine}).status_code == 403
        assert one.post("/stars", data={**form, "token": mine}).status_code == 303


def test_a_star_shows_at_once(own: tuple[Path, str]) -> None:
    store, address = own
    plain = httpx.get(address + "/events").text
    with Desk(store) as desk:
        desk.personal().star(desk.find(limit=1)[0].id)
    starred = httpx.get(address + "/events").text
    assert starred != TOKEN.sub("", plain)
    assert starred.count("★") == plain.count("★") + 1


def test_a_review_shows_at_once(own: tuple[Path, str]) -> None:
    store, address = own
    before = httpx.get(address + "/events").text
    with Desk(store) as desk:
        event = desk.find(limit=1)[0].id
        desk.review(event, "reject", note="a test")
    after = httpx.get(address + "/events").text
    assert f"/events/{event}" in before
    assert f"/events/{event}" not in after


def test_what_many_ask_for_is_worked_out_once(store: Path) -> None:
    made: list[int] = []
    start = Barrier(6)

    def make() -> int:
        made.append(1)
        return len(made)

    with Desk(store) as desk:
        cache = Cache(desk)
        found: list[int] = []

        def ask() -> None:
            start.wait()
            found.append(cache.get("name", make))

        threads = [Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [1] * 6
        assert made == [1]


def test_an_error_is_not_kept(store: Path) -> None:
    with Desk(store) as desk:
        cache = Cache(desk)
        with pytest.raises(ZeroDivisionError):
            cache.get("name", lambda: 1 // 0)
        assert cache.get("name", lambda: 7) == 7
