"""Ties in the browser: choosing a pair, its chart and tables, the events of a week, and the other formats."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page, Route, expect

from dragoman.desk import Desk
from dragoman.store.alerts import keep_alert
from dragoman.watch.alerts import Alert
from dragoman.watch.watcher import row_of

MILITARY = "/ties/RUS/PRK?context=military"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "More acts </script><script>document.title='hurt'</script> & <b>than</b> usual"


@pytest.fixture(scope="module", autouse=True)
def given(store: Path) -> Alert:
    """An alert of the pair, with words that would break a page that does not escape them."""
    made = Alert(
        id="al-0000000000001", rule="arms", trigger="rise", what=HOSTILE, why=["many"], day="2023-09-14",
        dyad="PRK-RUS", made="2023-09-18T00:00:00+00:00", cause="rise PRK-RUS",
    )  # fmt: skip
    with Desk(store) as desk, desk.database.writing() as connection:
        keep_alert(connection, row_of(made), [], made.made)
    return made


@pytest.fixture(scope="module")
def client(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as made:
        yield made


def test_names_lead_to_the_address_with_codes(client: httpx.Client) -> None:
    answer = client.get("/ties/Russia/north korea?by=month&context=")
    assert (answer.status_code, answer.headers["location"]) == (308, "/ties/RUS/PRK?by=month&context=")
    chosen = client.get("/ties", params={"one": "Russia", "other": " north korea "})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/ties/RUS/PRK")
    assert "<title>Russia – North Korea · dragoman</title>" in client.get("/ties/RUS/PRK").text
    assert "<title>North Korea – Russia · dragoman</title>" in client.get("/ties/PRK/RUS").text


@pytest.mark.parametrize(
    ("other", "said"), [("Ruritania<b>", "No state &#39;Ruritania&lt;b&gt;&#39;"), ("RUS", "are one state")]
)
def test_what_was_typed_stays_with_what_is_wrong(client: httpx.Client, other: str, said: str) -> None:
    answer = client.get("/ties", params={"one": "Russia", "other": other})
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="Russia"' in answer.text


@pytest.mark.parametrize("wrong", ["by=day", "scale=log", "week=2023-W60", "since=tomorrow", "context=<script>"])
def test_what_cannot_be_asked_is_told(client: httpx.Client, wrong: str) -> None:
    answer = client.get(f"/ties/RUS/PRK?{wrong}")
    assert answer.status_code == 400
    assert "What to do" in answer.text
    assert "<script>'" not in answer.text


def test_partners_and_movers(client: httpx.Client) -> None:
    page = client.get("/ties?state=prk&month=2023-09").text
    assert "Partners of North Korea" in page
    assert 'href="/ties/PRK/RUS"' in page
    assert "Ties that moved most, 2023-09-01 to 2023-09-30" in page
    rows = list(csv.DictReader(io.StringIO(client.get("/ties.csv?state=PRK").text)))
    assert rows[0]["state"] == "RUS"
    assert page.count("data-row") == len(rows) + len(client.get("/ties.json?month=2023-09").json()["movers"])


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    from tests.web.served import serving

    with serving(tmp_path / "empty.db") as address:
        overview, pair = httpx.get(f"{address}/ties"), httpx.get(f"{address}/ties/RUS/PRK")
    assert (overview.status_code, pair.status_code) == (200, 400)
    assert "No dated report in the store" in overview.text
    assert "No dated report in the store" in pair.text


def test_the_other_formats_hold_the_same(client: httpx.Client, store: Path) -> None:
    with Desk(store) as desk:
        ties = desk.ties("RUS", "PRK", context="military")
    assert client.get("/ties/RUS/PRK.json?context=military").json() == json.loads(ties.model_dump_json())
    rows = list(csv.DictReader(io.StringIO(client.get("/ties/PRK/RUS.csv?context=military").text)))
    assert [row["period"] for row in rows] == [one.label for one in ties.periods]
    picture = client.get("/ties/RUS/PRK.svg?context=military")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert ElementTree.fromstring(picture.content).tag.endswith("svg")
    feed = ElementTree.fromstring(client.get("/ties/RUS/PRK.atom?context=military").content)
    titles = [one.text or "" for one in feed.iterfind("a:entry/a:title", ATOM)]
    assert titles[0] == HOSTILE
    assert titles[1].startswith("cooperation surged around 2023-09-13")
    links = [str(one.get("href")) for one in feed.iterfind("a:entry/a:link", ATOM)]
    assert {httpx.get(link).status_code for link in links} == {200}


def test_a_page_holds_all_without_scripts(client: httpx.Client, browser: Browser, served: str, store: Path) -> None:
    with Desk(store) as desk:
        weeks = [one.label for one in desk.ties("RUS", "PRK").periods if one.events]
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/ties/RUS/PRK?week=2023-W37")
    picture = plain.locator("figure img")
    assert picture.evaluate("image => image.naturalWidth > 0")
    assert "data table" in str(picture.get_attribute("alt"))
    assert plain.locator(".chart").is_hidden()
    plain.locator("#data summary").click()
    assert plain.locator("#data tbody tr td:first-child a").all_inner_texts() == weeks[::-1]
    assert plain.locator("#week tbody tr").count() == 11
    plain.context.close()


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (f"{MILITARY}&week=2023-W37", "light"),
        (f"{MILITARY}&week=2023-W37", "dark"),
        ("/ties/RUS/PRK?view=contexts&scale=share", "dark"),
        ("/ties?state=PRK", "light"),
    ],
)
def test_nothing_bars_anybody(page: Page, served: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(served + path)
    if path != "/ties?state=PRK":
        page.locator("figure svg").first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_chart_shows_what_changed(page: Page, served: str) -> None:
    page.goto(served + MILITARY)
    expect(page.locator(".tie-label")).to_have_text("1cooperation surged, 2023-09-13")
    assert page.locator("svg.tie-plot [fill='var(--tie-doubt)']").count() == 1
    assert page.locator("svg.tie-plot [fill='var(--tie-thin)']").count() == 1
    assert page.locator(".change h3").inner_text().endswith("Cooperation surged around 2023-09-13")
    assert page.locator(".change a[href^='/events/ev-']").count() >= 3
    assert page.title() == "Russia – North Korea · dragoman"
    assert page.locator(".marked").inner_text().find(HOSTILE) >= 0
    page.locator("path.alert").click()
    page.wait_for_url("**/alerts/al-0000000000001")


def test_labels_of_changes_cover_nothing(page: Page, served: str) -> None:
    page.goto(served + MILITARY)
    page.locator(".tie-label").wait_for()
    tie = json.loads(page.locator("#tie").inner_text())
    days = ["2023-07-01", "2023-09-13", "2023-11-01"]
    tie["changes"] = [tie["changes"][0] | {"number": at, "day": day} for at, day in enumerate(days, 1)]

    figures = json.dumps(tie).replace("<", "\\u003c")

    def with_three(route: Route) -> None:
        answer = route.fetch()
        block = re.compile(r'(<script type="application/json" id="tie">).*?(</script>)')
        route.fulfill(response=answer, body=block.sub(lambda one: one[1] + figures + one[2], answer.text()))

    page.route("**/ties/RUS/PRK?context=military", with_three)
    for width, words in ((1300, 3), (390, 0)):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        expect(page.locator(".tie-label")).to_have_count(3)
        said = page.locator(".tie-label text:not(.badge-number)")
        assert said.count() == words
        every = [box for one in (*page.locator(".tie-label circle").all(), *said.all()) if (box := one.bounding_box())]
        for at, one in enumerate(every):
            assert one["x"] >= 0
            assert one["x"] + one["width"] <= width
            assert not any(cover(one, other) for other in every[at + 1 :])


def cover(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes share more than a pixel."""
    wide = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    high = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return wide > 1 and high > 1


def test_a_week_is_a_click_away_and_back(page: Page, served: str) -> None:
    page.goto(f"{served}/ties/RUS/PRK?since=2023")
    page.locator("svg.tie-plot").wait_for()
    chosen = page.locator("#week h2")
    box = page.locator("svg.tie-plot").bounding_box()
    assert box is not None
    # 2023-W37 is the 38th of 102 bars: from the axis on the left, 34 pixels wide, to the margin of 6.
    place = 34 + (box["width"] - 40) * (page_week(page, "2023-W37") + 0.5) / page_weeks(page)
    page.mouse.move(box["x"] + place, box["y"] + 150)
    expect(page.locator(".tip")).to_contain_text("2023-W37cooperation 10 · conflict 1")
    page.mouse.click(box["x"] + place, box["y"] + 150)
    expect(chosen).to_contain_text("11 events of 2023-W37")
    assert parse_qs(urlsplit(page.url).query) == {"since": ["2023"], "week": ["2023-W37"]}
    assert page.locator("#week tbody a[href^='/events/ev-']").count() == 11
    assert page.locator("rect.chosen").count() == 1
    page.go_back()
    expect(chosen).to_have_count(0)
    assert page.locator("rect.chosen").count() == 0
    page.go_forward()
    expect(chosen).to_contain_text("2023-W37")
    page.reload()
    expect(chosen).to_contain_text("2023-W37")


def page_week(page: Page, label: str) -> int:
    return int(json.loads(page.locator("#tie").inner_text())["labels"].index(label))


def page_weeks(page: Page) -> int:
    return len(json.loads(page.locator("#tie").inner_text())["labels"])


def test_the_chart_by_keys(page: Page, served: str) -> None:
    page.goto(f"{served}/ties/RUS/PRK?since=2023-09&until=2023-10")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^2023-W36: cooperation 2, conflict 0, "))
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^2023-W37: cooperation 10, conflict 1, "))
    page.keyboard.press("Enter")
    expect(page.locator("#week h2")).to_contain_text("11 events of 2023-W37")
    page.keyboard.press("j")
    expect(page.locator("#week tbody tr").first).to_have_attribute("data-current", "")


def test_shares_contexts_and_links_that_keep_the_rest(page: Page, served: str) -> None:
    page.goto(f"{served}/ties/RUS/PRK?since=2023")
    page.get_by_role("link", name="Share of coverage").click()
    expect(page.locator("svg.tie-plot text", has_text="%").first).to_be_visible()
    page.get_by_role("link", name="By context").click()
    page.locator(".panel svg").first.wait_for()
    assert parse_qs(urlsplit(page.url).query) == {"since": ["2023"], "scale": ["share"], "view": ["contexts"]}
    assert page.locator(".panel svg").count() == page.locator(".panel").count() >= 5
    page.locator(".panels a", has_text="military").click()
    expect(page.locator("h1 + p")).to_contain_text("military only")


@pytest.mark.parametrize("path", [MILITARY, "/ties/RUS/PRK?view=contexts&week=2023-W37", "/ties?state=PRK"])
def test_a_telephone_scrolls_no_page_sideways(page: Page, served: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(served + path)
    if "RUS" in path:
        page.locator("figure svg").first.wait_for()
        box = page.locator("figure svg").first.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_prints_the_chart_without_its_switches(page: Page, served: str) -> None:
    page.goto(served + MILITARY)
    page.locator("svg.tie-plot").wait_for()
    page.emulate_media(media="print")
    assert page.locator("svg.tie-plot").is_visible()
    assert page.locator(".change").is_visible()
    assert page.locator(".switches").is_hidden()
    assert page.locator("form.tie-form").is_hidden()
