"""The Events page: search, facets, chips, rows with the quoted words, pages, files and feeds, and what is personal."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.intake.text import article_from_text

ATOM = "{http://www.w3.org/2005/Atom}"
ASKED = "/events?between=RUS&between=PRK&since=2023&until=2023"
HOSTILE = '=HYPERLINK("https://dispatches.example","x")'


@pytest.fixture(scope="module")
def desk(store: Path) -> Desk:
    """The desk that is served, opened once more."""
    return Desk(store)


def ids(page: str) -> list[str]:
    """The events of a page in their order."""
    return re.findall(r'data-open(?:="")? href="/events/(ev-\w+)"', page)


def get(served: str, path: str) -> str:
    """A page."""
    answer = httpx.get(served + path)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("path", "scheme"),
    [(f"{ASKED}&type=AID", "light"), (f"{ASKED}&type=AID", "dark"), ("/events?words=nothing-like-it", "light")],
)
def test_nothing_bars_anybody(page: Page, served: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(served + path)
    for fold in page.locator("main details").all():
        fold.evaluate("one => { one.open = true }")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_nothing_sticks_out_and_the_facets_are_folded(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(served + ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    facet = page.get_by_role("link", name="CONSULT")
    expect(facet).not_to_be_visible()
    page.get_by_text("Searches, filters and counts").click()
    expect(facet).to_be_visible()


def test_without_scripts_everything_works(browser: Browser, served: str) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(served + "/events")
    plain.get_by_label("Search in what is reported").fill("summit")
    plain.get_by_role("button", name="Search").click()
    assert "words=summit" in plain.url
    plain.get_by_role("link", name=re.compile(r"^CONSULT")).click()
    assert "type=CONSULT" in plain.url
    assert "words=summit" in plain.url
    star = plain.get_by_role("button", name=re.compile("^Star")).first
    star.click()
    assert plain.get_by_role("button", name=re.compile("^Star")).first.get_attribute("aria-pressed") == "true"
    plain.get_by_role("button", name=re.compile("^Star")).first.click()
    assert plain.get_by_role("button", name=re.compile("^Star")).first.get_attribute("aria-pressed") == "false"
    plain.context.close()


def test_the_page_shows_what_is_found(served: str, desk: Desk) -> None:
    found = desk.find(between=("RUS", "PRK"), since="2023", until="2023", limit=30)
    page = get(served, ASKED)
    assert ids(page) == [event.id for event in found]
    assert f"{desk.count(between=('RUS', 'PRK'), since='2023', until='2023')} events" in page
    quote = desk.quoted(found[0].id)[found[0].id].quotes[0]
    assert f"/articles/{quote.article}#{quote.mention}" in page


def test_pages_follow_each_other(page: Page, served: str, desk: Desk) -> None:
    page.goto(served + "/events?type=CONSULT")
    seen = ids(page.content())
    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**after=**")
    seen += ids(page.content())
    assert seen == [event.id for event in desk.find(type="CONSULT", limit=60)]
    assert len(seen) > 30
    page.go_back()
    assert ids(page.content()) == seen[:30]
    page.go_forward()
    page.get_by_role("link", name="Newest").click()
    page.wait_for_url("**/events?type=CONSULT")
    assert ids(page.content()) == seen[:30]


def test_chips_take_conditions_out_and_back_brings_them_again(page: Page, served: str) -> None:
    page.goto(f"{served}{ASKED}&type=CONSULT&contested=1&min_origins=1")
    chips = page.get_by_role("list", name="Conditions that hold")
    assert chips.get_by_role("link").all_text_contents() == [
        "Russia and North Korea×: take out", "type: CONSULT×: take out", "in 2023×: take out",
        "1 or more origins×: take out", "contested×: take out", "take all out",
    ]  # fmt: skip
    chips.get_by_role("link", name="contested").click()
    assert "contested" not in page.url
    page.get_by_role("link", name=re.compile("^North Korea")).click()
    assert "actor=RUS" in page.url
    assert "between" not in page.url
    page.go_back()
    expect(chips.get_by_role("link", name="Russia and North Korea")).to_be_visible()
    chips.get_by_role("link", name="take all out").click()
    assert page.url.endswith("/events")


def test_a_facet_leads_to_as_many_events_as_it_says(served: str) -> None:
    listed = re.findall(
        r'<li><a href="([^"]+)"><span class="value">.*?<span class="number">(\d+)<', get(served, "/events")
    )
    assert len(listed) > 30
    for address, events in listed[::6]:
        page = get(served, address.replace("&amp;", "&"))
        assert re.search(rf"<p class=\"total\" role=\"status\">\s*{events} event", page), address


def test_two_states_make_a_pair_and_one_of_two_is_an_actor(served: str) -> None:
    page = get(served, "/events?actor=RUS")
    assert "/events?between=RUS&amp;between=PRK" in page
    assert ids(get(served, "/events?between=Russia&between=")) == ids(page)


def test_keys(page: Page, served: str) -> None:
    page.goto(served + "/events")
    page.keyboard.press("/")
    expect(page.get_by_label("Search in what is reported")).to_be_focused()
    page.keyboard.press("Escape")
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    second = ids(page.content())[1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/events/{second}")


def test_reports_unfold(page: Page, served: str, desk: Desk) -> None:
    merged = next(event for event in desk.find(limit=1000) if event.mentions > 2)
    page.goto(f"{served}/events?type={merged.type}&since={(merged.when_value or merged.first_report or '')[:10]}")
    row = page.locator(".event").filter(has=page.locator(f"a[href='/events/{merged.id}']"))
    last = row.locator(".reports li").last
    expect(last).not_to_be_visible()
    row.locator("summary").click()
    expect(last).to_be_visible()
    assert row.locator(".reports li").count() == min(merged.mentions, 8)


def test_a_star_is_kept_without_loading_the_page(page: Page, served: str, desk: Desk) -> None:
    page.goto(served + "/events")
    first = ids(page.content())[0]
    page.evaluate("window.here = true")
    star = page.get_by_role("button", name=re.compile("^Star")).first
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.here") is True
    assert desk.personal().starred([first]) == {first}
    page.get_by_role("link", name="Starred", exact=True).click()
    page.wait_for_url("**starred=1*")  # loaded with its scripts: without them a star is a form that loads the page
    assert ids(page.content()) == [first]
    page.get_by_role("button", name=re.compile("^Star")).click()
    expect(page.get_by_role("button", name=re.compile("^Star"))).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()


def test_a_saved_search_is_listed_is_a_feed_and_can_be_deleted(page: Page, served: str) -> None:
    page.goto(served + ASKED)
    page.get_by_label("Save this search as").fill('<img src=x onerror="alert(1)">')
    page.get_by_role("button", name="Save").click()
    page.goto(served + "/events")
    saved = page.locator(".saved li")
    expect(saved).to_contain_text('<img src=x onerror="alert(1)">')
    feed = saved.get_by_role("link", name="Feed of").get_attribute("href")
    assert feed == ASKED.replace("/events", "/events.atom")
    saved.locator("a").first.click()
    assert page.url == served + ASKED
    saved.get_by_role("button").click()
    expect(saved).to_have_count(0)


def test_files_hold_the_same_events(served: str, desk: Desk) -> None:
    found = desk.find(between=("RUS", "PRK"), since="2023", until="2023", limit=1000)
    rows = list(csv.DictReader(io.StringIO(get(served, ASKED.replace("/events", "/events.csv")))))
    assert [row["id"] for row in rows] == [event.id for event in found]
    listed = json.loads(get(served, ASKED.replace("/events", "/events.json")))
    assert listed == [event.model_dump() for event in found]
    features = json.loads(get(served, ASKED.replace("/events", "/events.geojson")))
    assert features["type"] == "FeatureCollection"
    assert [one["id"] for one in features["features"]] == [event.id for event in found]
    for one, event in zip(features["features"], found, strict=True):
        if event.place is None or event.place.lat is None:
            assert one["geometry"] is None
        else:
            assert one["geometry"] == {"type": "Point", "coordinates": [event.place.lon, event.place.lat]}


def test_the_feed_is_well_formed(served: str, desk: Desk) -> None:
    answer = httpx.get(served + ASKED.replace("/events", "/events.atom"))
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}title") == "dragoman: events (Russia and North Korea, in 2023)"
    entries = feed.findall(f"{ATOM}entry")
    found = desk.find(between=("RUS", "PRK"), since="2023", until="2023", limit=100)
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"urn:dragoman:event:{event.id}" for event in found]
    for entry in [feed, *entries]:
        for name in ("title", "id", "updated"):
            assert entry.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*(Z|\+00:00)", entry.findtext(f"{ATOM}updated") or "")
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{served}/events/{found[0].id}"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/events?type=NONSENSE", "no event type"), ("/events?since=yesterday", "no date"),
        ("/events?after=nonsense", "no place in the list"), ("/events?min_origins=0", "min_origins"),
        ("/events?words=-only", "D605"), ("/events.csv?factuality=x", "factuality"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(served: str, path: str, said: str) -> None:
    answer = httpx.get(served + path)
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize("path", ["/stars", "/searches", "/searches/remove", "/visits/seen"])
def test_what_comes_from_no_page_of_the_desk_changes_nothing(served: str, desk: Desk, path: str) -> None:
    event = desk.find(limit=1)[0].id
    answer = httpx.post(served + path, data={"star": event, "name": "x", "query": ""})
    assert answer.status_code == 403
    assert desk.personal().starred([event]) == set()
    assert desk.personal().searches() == []


@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/events\\x", "/events\nx: y"])
def test_a_form_leads_to_no_other_place(served: str, back: str) -> None:
    with httpx.Client(base_url=served) as client:
        [token] = set(re.findall(r'name="token" value="([^"]+)"', client.get("/events").text))
        answer = client.post("/visits/seen", data={"token": token, "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")


def test_new_reports_are_marked_until_they_are_seen(page: Page, served: str, desk: Desk, reader: Reader) -> None:
    # The last test that changes the store: the visit begins before the reports come.
    page.goto(served + "/events")
    expect(page.get_by_text("with new reports since last visit")).to_have_count(0)
    with desk.database.noting() as connection:
        connection.exec_driver_sql("UPDATE visit SET seen_at = '2020-01-01T00:00:00+00:00'")
    article = article_from_text(
        f"{HOSTILE}\n\nTOKYO - The Japanese foreign minister met his Russian counterpart in Tokyo on Tuesday.\n",
        published="2026-03-03", publisher=HOSTILE, url="https://dispatches.example/talks",
    )  # fmt: skip
    desk.add_records(reader.pipe([article]))
    page.goto(served + "/events")
    page.get_by_role("link", name="with new reports since last visit").click()
    row = page.locator(".event")
    expect(row).to_have_count(1)
    expect(row.locator(".badge.new")).to_have_text("new")
    expect(row.locator(".by a")).to_have_text(HOSTILE)
    [named] = csv.DictReader(io.StringIO(get(served, "/events.csv?since=2026")))
    assert named["origins"].startswith("'=")
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.get_by_text("with new reports since last visit")).to_have_count(0)
    expect(page.locator(".badge.new")).to_have_count(0)
