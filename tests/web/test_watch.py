"""Watch in the browser: rules by form, what they said and would have said, and what a form may not set."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dragoman.desk import Desk
from dragoman.watch.rules import rule_of, rules_from
from dragoman.web.pages import watch_replay

RULES = Path(__file__).parents[2] / "examples" / "watch" / "rules.toml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SECRET = "https://hooks.example/s3cr3t"


@pytest.fixture(scope="module", autouse=True)
def given(store: Path) -> None:
    """The example rules and one with a channel, and what they have to say."""
    fields = {"name": "hooked", "on": ["event"], "states": ["CHN"], "deliver": [SECRET], "paused": True}
    with Desk(store) as desk:
        desk.watch_add(*rules_from(RULES), rule_of(fields))
        desk.watch_run(send=False)


@pytest.fixture(scope="module")
def client(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60, headers={"Origin": served}) as made:
        yield made


def send(client: httpx.Client, path: str, **fields: Any) -> httpx.Response:
    """Send a form with the secret that the page put into it."""
    token = re.search(r'name="token" value="([^"]+)"', client.get("/watch/new").text)
    assert token is not None
    return client.post(path, data={"token": token[1], **fields})


def rules(client: httpx.Client) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in client.get("/watch.json").json()}


def test_the_list_holds_rules_in_words_and_alerts_with_reasons(client: httpx.Client, store: Path) -> None:
    page = client.get("/watch").text
    assert "more acts than usual; fewer acts than usual; the first act with such a class of arms" in page
    assert "between Russia and North Korea, in the context military" in page
    assert "paused" in page
    with Desk(store) as desk:
        alerts = desk.alerts("embargo")
    own = client.get("/watch?rule=embargo").text
    assert f"{len(alerts)} alerts of embargo" in own
    assert all(alert.id in own for alert in alerts[:40])
    assert alerts[0].why[0].split(":")[0] in own


def test_more_alerts_than_a_sheet_are_on_the_next(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.pages.watch.MOST_SHOWN", 5)
    ids = [one["id"] for one in client.get("/alerts.json").json()]
    first, second = (re.findall(r'<article [^>]*id="(al-\w+)"', client.get(f"/watch?sheet={at}").text) for at in (1, 2))
    assert (first, second) == (ids[:5], ids[5:10])


def test_an_alert_has_an_address(client: httpx.Client, store: Path) -> None:
    with Desk(store) as desk:
        alert = desk.alerts("embargo")[0]
    page = client.get(f"/alerts/{alert.id}")
    assert page.status_code == 200
    assert f'href="/events/{alert.events[0].id}"' in page.text
    assert "https://" in page.text
    assert client.get(f"/alerts/{alert.id}.json").json() == json.loads(alert.model_dump_json())
    unknown = client.get("/alerts/al-0000000000000")
    assert unknown.status_code == 404
    assert "No alert &#39;al-0000000000000&#39;" in unknown.text


def test_feeds_and_sheets_hold_the_same_alerts(client: httpx.Client, served: str) -> None:
    ids = [one["id"] for one in client.get("/alerts.json").json()]
    assert ids
    feed = ElementTree.fromstring(client.get("/alerts.atom").content)
    assert [one.text for one in feed.iterfind("a:entry/a:id", ATOM)] == [f"urn:dragoman:alert:{one}" for one in ids]
    links = [str(one.get("href")) for one in feed.iterfind("a:entry/a:link", ATOM)]
    assert links == [f"{served}/alerts/{one}" for one in ids]
    assert feed.findtext("a:updated", namespaces=ATOM)
    data = client.get("/alerts-feed.json")
    assert data.headers["content-type"] == "application/feed+json"
    assert [one["_dragoman"]["id"] for one in data.json()["items"]] == ids
    assert [row["id"] for row in csv.DictReader(io.StringIO(client.get("/alerts.csv").text))] == ids
    assert len(client.get("/alerts.json?rule=arms").json()) == len(
        ElementTree.fromstring(client.get("/alerts.atom?rule=arms").content).findall("a:entry", ATOM)
    )
    sheet = list(csv.DictReader(io.StringIO(client.get("/watch.csv").text)))
    assert [row["rule"] for row in sheet] == sorted(rules(client))


def test_a_channel_cannot_be_set_and_is_kept(client: httpx.Client, store: Path) -> None:
    for path in ("/watch/new", "/watch/hooked/edit"):
        answer = send(client, path, name="mine", on="event", deliver="http://127.0.0.1:1/")
        assert answer.status_code == 403
        assert "Channels cannot be set in the browser" in answer.text
    page = client.get("/watch/hooked/edit").text
    assert "https://hooks.example/…" in page
    assert "s3cr3t" not in page + client.get("/watch").text + client.get("/watch.csv").text
    changed = send(
        client, "/watch/hooked/edit", on=["event", "concern"], states="CHN, Japan", min_origins="2", paused="yes"
    )
    assert (changed.status_code, changed.headers["location"]) == (303, "/watch?kept=hooked")
    with Desk(store) as desk:
        rule = desk.watch_rule("hooked")
        assert "mine" not in {one.name for one, _ in desk.watch_rules()}
    assert (rule.deliver, rule.on, rule.states, rule.min_origins) == (
        (SECRET,),
        ("event", "concern"),
        ("CHN", "JPN"),
        2,
    )


def test_a_form_from_elsewhere_changes_nothing(client: httpx.Client) -> None:
    before = rules(client)
    for path in ("/watch/new", "/watch/arms/remove", "/watch/arms/pause", "/watch/run", "/watch/replay"):
        assert client.post(path, data={"token": "guessed", "name": "mine", "on": "event"}).status_code == 403
    assert rules(client) == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "No good", "on": "event"}, "Name: String should match"),
        ({"name": "nothing"}, "On: Tuple should have at least 1 item"),
        ({"name": "rates", "on": "rise"}, "are of a rate between states"),
        ({"name": "pair", "on": "event", "between": "RUS"}, "Between: &#39;RUS&#39; is no pair of states"),
        ({"name": "land", "on": "event", "states": "Ruritania"}, "No state &#39;Ruritania&#39;"),
        ({"name": "sure", "on": "event", "min_origins": "many"}, "Min_origins: Input should be a valid integer"),
        ({"name": "arms", "on": "event"}, "There is a rule named &#39;arms&#39;"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(client: httpx.Client, fields: dict[str, str], said: str) -> None:
    answer = send(client, "/watch/new", about="<i>kept</i> as typed", **fields)
    assert answer.status_code == 400
    assert said in answer.text or said.replace("There", "Name: there") in answer.text
    assert 'value="&lt;i&gt;kept&lt;/i&gt; as typed"' in answer.text
    assert f'value="{fields["name"]}"' in answer.text


def test_a_rule_goes_round(page: Page, served: str, store: Path) -> None:
    page.goto(f"{served}/watch")
    page.get_by_role("link", name="New rule").click()
    page.get_by_label("Name").fill("visits")
    page.get_by_label("any event").uncheck()
    page.get_by_label("the first visit at this level", exact=True).check()
    page.get_by_label("the first visit at this level, in years").fill("5")
    page.get_by_label("Pairs of states, one a line").fill("Russia, North Korea\n")
    page.get_by_label("First day whose reports are new").fill("2018")
    page.get_by_role("button", name="Keep the rule").click()
    expect(page.get_by_role("status")).to_contain_text("visits")
    with Desk(store) as desk:
        rule = desk.watch_rule("visits")
    assert (rule.on, rule.between, rule.since) == (("first:visit:5",), (("RUS", "PRK"),), "2018")
    page.get_by_role("button", name="Run now").click()
    expect(page.get_by_role("status")).to_contain_text("new or changed")
    page.get_by_label("Rules to show").get_by_role("link", name="visits").click()
    page.wait_for_url("**/watch?rule=visits")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/al-*")
    expect(page.locator("h1")).to_contain_text("First visit")
    page.goto(f"{served}/watch/visits/edit")
    expect(page.get_by_label("the first visit at this level, in years")).to_have_value("5")
    page.goto(f"{served}/watch")
    page.get_by_role("button", name="Pause visits").click()
    expect(page.locator("tr", has_text="visits").get_by_text("paused")).to_be_visible()
    page.goto(f"{served}/watch/visits/edit")
    page.get_by_text("Take this rule out").click()
    page.get_by_role("button", name="Take visits out").click()
    page.wait_for_url("**/watch")
    assert page.locator("tr", has_text="visits").count() == 0
    assert page.get_by_label("Rules to show").get_by_role("link", name="visits").count() == 1


def test_a_replay_says_what_the_rule_would_have_said(client: httpx.Client, store: Path) -> None:
    with Desk(store) as desk:
        alerts = desk.watch_test("arms", since="2018", until="2024")
    page = client.get("/watch/arms/replay?since=2018&until=2024").text
    assert f"{len(alerts)} alerts, 2018 to 2024" in page
    assert page.count("<circle") == len(alerts) > 0
    marks = [f"{one.id}-v{one.version}" for one in alerts]
    assert all(f'href="#{one}"' in page and page.count(f'id="{one}"') == 1 for one in marks)
    assert client.get("/watch/arms/replay.json?since=2018&until=2024").json() == [
        json.loads(one.model_dump_json()) for one in alerts
    ]
    rows = list(csv.DictReader(io.StringIO(client.get("/watch/arms/replay.csv?since=2018&until=2024").text)))
    assert [row["id"] for row in rows] == [one.id for one in alerts]


def test_a_draft_is_tried_without_being_kept(client: httpx.Client) -> None:
    before = rules(client)
    fields = {"on": ["first:visit", "contradiction"], "years_visit": "5", "between": "RUS, PRK\r\nPRK, USA"}
    answer = send(client, "/watch/replay", **fields)
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert "token" not in address
    page = client.get(f"{address}&since=2018&until=2024").text
    assert "the first visit at this level in 5 years: " in page
    assert "between Russia and North Korea, North Korea and United States" in page
    assert page.count("<circle") > 0
    assert "first:visit" in client.get(address.replace("/watch/replay", "/watch/new")).text
    assert rules(client) == before


def test_a_replay_is_bounded(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    long = client.get("/watch/arms/replay?since=1990&until=2024")
    assert long.status_code == 400
    assert "Too many days for a page" in long.text
    monkeypatch.setattr(watch_replay, "MOST_EVENTS", 10)
    many = client.get("/watch/arms/replay?since=2022&until=2023-05")
    assert many.status_code == 400
    assert "and here no more than 10 are gone through" in many.text
    assert client.get("/watch/arms/replay?since=2022-13").status_code == 400
    assert client.get("/watch/none/replay").status_code == 404


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/watch", "light"), ("/watch", "dark"), ("/watch/arms/edit", "dark"), ("/alerts/", "dark"),
        ("/watch/arms/replay?since=2018&until=2024", "light"),
    ],
)  # fmt: skip
def test_nothing_bars_anybody(page: Page, served: str, store: Path, path: str, scheme: str) -> None:
    if path == "/alerts/":
        with Desk(store) as desk:
            path += desk.alerts("embargo")[0].id
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 1200 if scheme == "light" else 390, "height": 900})
    page.goto(served + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_empty_desk_teaches(tmp_path: Path) -> None:
    from tests.web.served import serving

    with serving(tmp_path / "empty.db") as address:
        page = httpx.get(f"{address}/watch")
    assert page.status_code == 200
    assert "No rule yet" in page.text
