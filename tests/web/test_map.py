"""The map: circles that are links, a view that is an address, the same without scripts."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.web.served import serving

from dragoman.desk import Desk

MOST_BYTES = 160_000


def view_in(address: str) -> list[float]:
    """The numbers of the view in an address; empty for the whole world."""
    asked = parse_qs(urlsplit(address).query).get("view", [""])[0]
    return [float(part) for part in asked.split(",")] if asked else []


def test_one_circle_a_place_the_largest_first(served: str, store: Path) -> None:
    with Desk(store) as desk:
        found = desk.places()
    page = httpx.get(f"{served}/map").text
    circles = re.findall(r'<a class="place( rough)?" href="([^"]+)"[^>]* data-r="([\d.]+)"', page)
    assert len(circles) == sum(place.mapped for place in found.places)
    radii = [float(r) for _, _, r in circles]
    assert radii == sorted(radii, reverse=True)
    assert sum(bool(rough) for rough, _, _ in circles) == sum(not p.precise for p in found.places if p.mapped)
    assert f"{found.without} without a resolved place where they were done" in page
    assert "no statement about sovereignty" in page


def test_a_circle_leads_to_its_events_with_the_same_filters(served: str, page: Page) -> None:
    page.goto(f"{served}/map?type=CONSULT&since=2019")
    circle = page.locator("a.place").first
    address = urlsplit(circle.get_attribute("href") or "")
    asked = parse_qs(address.query)
    assert address.path == "/events"
    assert (asked["type"], asked["since"]) == (["CONSULT"], ["2019"])
    circle.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/events\?.*place="))
    page.go_back()
    expect(page.locator("h1")).to_have_text("Map")


def test_chips_take_one_filter_out_and_keep_the_view(served: str) -> None:
    text = httpx.get(f"{served}/map?type=CONSULT&since=2019&view=37.6,55.8,4").text
    chips = re.findall(r'<a class="chip" href="([^"]+)" aria-label="Take out: (\w+)', text)
    assert {name: address.replace("&amp;", "&") for address, name in chips} == {
        "type": "/map?since=2019&view=37.6,55.8,4", "since": "/map?type=CONSULT&view=37.6,55.8,4",
    }  # fmt: skip


def test_buttons_zoom_change_the_address_and_a_reload_keeps_it(served: str, page: Page) -> None:
    page.goto(f"{served}/events")
    page.goto(f"{served}/map")
    page.get_by_role("link", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"view="))
    assert view_in(page.url)[2] == 2
    world = page.locator("g.world")
    drawn = world.get_attribute("transform") or ""
    page.reload()
    again = world.get_attribute("transform") or ""
    numbers = [[float(one) for one in re.findall(r"-?[\d.]+", text)] for text in (drawn, again)]
    assert numbers[0] == pytest.approx(numbers[1], abs=0.5)
    page.get_by_role("link", name="Zoom out").click()
    expect(page).to_have_url(f"{served}/map")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Events")


def test_the_server_draws_the_view_and_its_buttons_are_links(served: str, browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/map?view=37.6,55.8,4")
    assert "scale(4)" in (plain.locator("g.world").get_attribute("transform") or "")
    plain.get_by_role("link", name="Zoom in").click()
    assert view_in(plain.url)[2] == 8
    plain.get_by_role("link", name="East Asia", exact=True).click()
    assert view_in(plain.url) == [122, 36, 4.5]
    assert plain.locator("a.place").count() == plain.locator("a.place title").count() > 0
    plain.locator("#f-type").select_option("CONSULT")
    plain.get_by_role("button", name="Show").click()
    asked = parse_qs(urlsplit(plain.url).query)
    assert asked["type"] == ["CONSULT"]
    assert view_in(plain.url) == [122, 36, 4.5]
    plain.context.close()


def test_keys_step_and_tell(served: str, page: Page) -> None:
    page.goto(f"{served}/map")
    first, second = page.locator("a.place").nth(0), page.locator("a.place").nth(1)
    first.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("event")
    page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    assert (tip.text_content() or "").startswith((second.get_attribute("aria-label") or "").split(":")[0])
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("view="))
    page.keyboard.press("/")
    expect(page.get_by_label("Words", exact=True)).to_be_focused()


def test_files_hold_the_same(served: str, store: Path) -> None:
    with Desk(store) as desk:
        found = desk.places(type="CONSULT")
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{served}/map.csv?type=CONSULT").text)))
    assert [(row["id"], int(row["events"])) for row in rows] == [(one.id, one.events) for one in found.places]
    data = httpx.get(f"{served}/map.json?type=CONSULT").json()
    assert (data["events"], data["without"]) == (found.events, found.without)
    geo = httpx.get(f"{served}/map.geojson?type=CONSULT")
    assert geo.headers["content-type"] == "application/geo+json"
    assert len(geo.json()["features"]) == len(found.places)


def test_what_cannot_be_asked_says_what_to_do(served: str) -> None:
    for asked in ("view=here", "since=soon", "between=RUS", "type=PARTY"):
        answer = httpx.get(f"{served}/map?{asked}")
        assert answer.status_code == 400
        assert "What to do" in answer.text
    assert "Take one out" in httpx.get(f"{served}/map?since=2090").text


def test_an_empty_store_says_how_to_begin(tmp_path: Path) -> None:
    with serving(tmp_path / "empty.db") as address:
        assert "no events in the store yet" in httpx.get(f"{address}/map").text


def test_it_is_light(served: str) -> None:
    whole = 0
    with httpx.Client(headers={"Accept-Encoding": "gzip"}) as client:
        page = client.get(f"{served}/map")
        addresses = set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text))
        whole += len(gzip.compress(page.content))
        for address in addresses:
            whole += len(gzip.compress(client.get(served + address).content))
    assert addresses
    assert whole <= MOST_BYTES


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/map?type=CONSULT&view=37.6,55.8,4")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_and_on_paper(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/map")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(media="print")
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator("figure.map > svg")).to_be_visible()
