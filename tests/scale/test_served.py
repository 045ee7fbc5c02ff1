"""The desk in the browser over a lake: every page is there, and what would write says that a lake is for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.desk import Desk
from dragoman.web.app import make_app

HOME = "http://127.0.0.1:8765"


@pytest.fixture
def served(lake: Path) -> Iterator[tuple[Desk, TestClient]]:
    """The pages of a lake."""
    with Desk(lake) as desk:
        yield desk, TestClient(make_app(desk), base_url=HOME)


def test_pages(served: tuple[Desk, TestClient]) -> None:
    desk, client = served
    event, article = desk.find(limit=1)[0], desk.articles(limit=1).articles[0]
    for path in (
        "/events", "/events?words=summit", f"/events/{event.id}", f"/articles/{article.id}", "/ties/RUS/PRK", "/map",
        "/network", "/provisions", "/watch", "/about", "/api/events",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200, path
    assert event.who in client.get("/events").text


def test_reviews_are_refused(served: tuple[Desk, TestClient]) -> None:
    desk, client = served
    event = desk.find(limit=1)[0]
    page = client.get(f"/events/{event.id}").text
    found = re.search(r'<input type="hidden" name="\w+" value="([^"]{20,})">', page)
    assert found is not None
    headers = {"Origin": HOME, "X-Dragoman-Token": found[1]}
    answer = client.post("/api/reviews", json={"target": event.id, "action": "confirm"}, headers=headers)
    assert answer.status_code >= 400
    assert "a lake is for reading" in answer.text
