"""The JSON API: the words and shapes of the command line, and refusals in one shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dragoman.concerns.provisions import provisions
from dragoman.desk import Desk
from dragoman.formats.alerts import alert_json, rule_json
from dragoman.formats.found import event_json
from dragoman.formats.json import json_text
from dragoman.formats.provisions import provision_json
from dragoman.store.query import Query
from dragoman.watch.rules import rule_of
from dragoman.web.api.asked import Conditions

TEXT = "Norway sends tents to Moldova\n\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\n"
WRITES = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def desk(store: Path) -> Iterator[Desk]:
    """The served store, as Python sees it."""
    with Desk(store) as opened:
        opened.watch_add(rule_of({"name": "pair", "on": ["event"], "between": [("RUS", "PRK")], "since": "2023"}))
        opened.watch_run(send=False)
        yield opened


@pytest.fixture(scope="module")
def client(desk: Desk, served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as opened:
        yield opened


def asked(client: httpx.Client, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_events_are_those_of_find(client: httpx.Client, desk: Desk) -> None:
    query = {"between": ["RUS", "North Korea"], "since": "2023", "min_origins": 2, "limit": 5}
    found = desk.find(between=("RUS", "North Korea"), since="2023", min_origins=2, limit=5)
    assert found
    assert asked(client, "/api/events", **query) == json.loads(event_json(found))
    assert asked(client, "/api/events", words="summit", anywhere="true") == json.loads(
        event_json(desk.find("summit", anywhere=True))
    )


def test_all_conditions_of_a_query_can_be_asked() -> None:
    assert set(Conditions.model_fields) == set(Query.model_fields)


def test_an_event_comes_with_its_evidence_and_footnotes(client: httpx.Client, desk: Desk) -> None:
    event = desk.find(limit=1)[0].id
    evidence = desk.show(event)
    assert asked(client, f"/api/events/{event}") == evidence.model_dump(mode="json")
    assert asked(client, f"/api/events/{evidence.mentions[0].id}")["event"]["id"] == event
    assert asked(client, f"/api/events/{event}/citations") == [one.model_dump() for one in desk.cite(event)]


def test_an_article_is_its_record(client: httpx.Client, desk: Desk) -> None:
    article = desk.show(desk.find(limit=1)[0].id).mentions[0].article.id
    assert asked(client, f"/api/articles/{article}") == json.loads(json_text(desk.record(article)))
    copies = [json.loads(one.model_dump_json()) for one in desk.copies(article)]
    assert asked(client, f"/api/articles/{article}/copies") == copies


def test_ties_are_those_of_the_command_line(client: httpx.Client, desk: Desk) -> None:
    tie = desk.ties("RUS", "PRK", by="month")
    assert asked(client, "/api/ties/RUS/PRK", by="month") == json.loads(tie.model_dump_json())
    partners = desk.partners("PRK", limit=3)
    assert asked(client, "/api/ties/North Korea", limit=3) == json.loads(partners.model_dump_json())
    movers = desk.movers(month="2023-09")
    assert asked(client, "/api/movers", month="2023-09") == json.loads(movers.model_dump_json())


def test_provisions_are_those_of_the_command_line(client: httpx.Client) -> None:
    found = provisions("PRK", date(2016, 3, 2))
    assert asked(client, "/api/provisions", target="PRK", on="2016-03-02") == json.loads(provision_json(found))
    assert len(asked(client, "/api/provisions", target="PRK", all="true")) > len(found)


def test_watching_is_that_of_the_command_line(client: httpx.Client, desk: Desk) -> None:
    alerts = desk.alerts(limit=3)
    assert alerts
    assert asked(client, "/api/alerts", limit=3) == json.loads(alert_json(alerts))
    assert asked(client, "/api/alerts", rule="none") == []
    assert asked(client, "/api/watch/rules") == json.loads(rule_json(desk.watch_rules()))
    rehearsed = desk.watch_test("pair", since="2023-09", until="2023-10")
    ours = asked(client, "/api/watch/test", rule="pair", since="2023-09", until="2023-10")
    assert [one["what"] for one in ours] == [one.what for one in rehearsed]


def test_reviews_are_made_and_withdrawn(client: httpx.Client, desk: Desk) -> None:
    event = desk.find(limit=1)[0]
    sent = {"target": event.id, "action": "correct", "fields": {"mode": None, "credibility": 2}, "note": "seen"}
    made = client.post("/api/reviews", json=sent)
    assert made.status_code == 201
    assert desk.show(event.id).event.credibility == 2
    (kept,) = [one for one in asked(client, "/api/reviews") if one["id"] == made.json()["id"]]
    assert (kept["note"], kept["author"], kept["fields"]) == ("seen", None, {"mode": None, "credibility": 2})
    assert client.delete(f"/api/reviews/{kept['id']}").json() == {"id": kept["id"]}
    assert desk.show(event.id).event.credibility == event.credibility
    assert client.delete(f"/api/reviews/{kept['id']}").status_code == 400


def test_events_are_joined_and_split(client: httpx.Client, desk: Desk) -> None:
    events = [event.id for event in desk.find(limit=2)]
    joined = client.post("/api/joins", json={"events": events})
    assert joined.status_code == 201
    whole = desk.show(events[0])
    assert {desk.show(one).event.id for one in events} == {whole.event.id}
    parted = client.post("/api/splits", json={"event": whole.event.id, "mentions": [whole.mentions[0].id]})
    assert parted.status_code == 201
    for one in (parted, joined):
        assert client.delete(f"/api/reviews/{one.json()['id']}").status_code == 200


def test_a_text_is_read_and_not_kept(client: httpx.Client, desk: Desk) -> None:
    before = desk.summary()
    answer = client.post("/api/read", json={"text": TEXT, "published": "2024-05-08"})
    assert answer.status_code == 200
    record = answer.json()
    assert record["article"]["text"] == TEXT
    assert "2024-05-07" in [event["when"]["value"] for event in record["events"]]
    assert desk.summary() == before


def test_a_text_is_added_once(client: httpx.Client, desk: Desk) -> None:
    sent = {"text": TEXT, "published": "2024-05-08", "publisher": "Fjord Post", "url": "https://fjord.example/tents"}
    made = client.post("/api/articles", json=sent)
    assert made.status_code == 201
    first, second = made.json(), client.post("/api/articles", json=sent).json()
    assert (first["new"], second["new"]) == (True, False)
    assert first["id"] == second["id"]
    assert first["mentions"] >= 1
    kept = desk.record(first["id"]).article
    assert (kept.text, kept.publisher, kept.url) == (TEXT, "Fjord Post", "https://fjord.example/tents")


def test_the_store_is_counted(client: httpx.Client, desk: Desk) -> None:
    assert asked(client, "/api/summary") == desk.summary().model_dump()
    assert asked(client, "/api/holdings") == desk.holdings().model_dump()
    assert asked(client, "/api/failures") == []
    assert asked(client, "/api/version")["store"] == desk.version()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/events/ev-0", 404, "D604"), ("/api/articles/nothing", 404, "D604"),
        ("/api/events?type=NONE", 400, "D605"),
        ("/api/events?limit=0", 422, "HTTP 422"), ("/api/events?unheard=of", 422, "HTTP 422"),
        ("/api/events?between=RUS", 422, "HTTP 422"), ("/api/ties/RUS/RUS", 400, "D605"),
        ("/api/provisions?target=Atlantis", 404, "D301"), ("/api/watch/test?rule=none", 404, "D805"),
        ("/api/nothing", 404, "HTTP 404"), ("/api/events?since=2023-13", 400, "D605"),
    ],
)  # fmt: skip
def test_refusals_have_one_shape(client: httpx.Client, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    (said,) = answer.json().values()
    assert said.keys() == {"code", "what", "where", "do"}
    assert said["what"]
    if path != "/api/watch/test?rule=none":
        assert said["code"] == code


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"text": ""}', b'{"text": 7}', b'{"\\ud800": 1}', b"\xff"]
)
def test_bodies_that_are_none_are_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/api/read", content=body, headers=WRITES)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["code"].startswith("HTTP 4")


def test_a_text_that_is_none_is_refused(client: httpx.Client) -> None:
    answer = client.post("/api/read", json={"text": " \n "})
    assert answer.status_code == 400
    assert answer.json()["error"]["do"]


def test_the_description_asks_for_tokens_and_tells_refusals(client: httpx.Client) -> None:
    document = asked(client, "/api/openapi.json")
    assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            assert said["security"] == [{"HTTPBearer": []}], path
            assert "401" in said["responses"], path
            assert said["description"].endswith("."), path
            assert ("403" in said["responses"]) == (method != "get"), path
    assert "HTTPValidationError" not in document["components"]["schemas"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_people_bars_nobody(page: Page, served: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/api")
    page.locator("details summary").first.click()
    expect(page.get_by_role("cell", name="Two states: given twice.")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_for_people_names_every_operation(client: httpx.Client) -> None:
    shown = client.get("/api").text
    for path, methods in asked(client, "/api/openapi.json")["paths"].items():
        assert f"<code>{path}</code>" in shown
        assert all(f">{method.upper()}<" in shown for method in methods)
