"""The network: names that stand apart and lead on, one state and its actors, a matrix, the same without scripts."""

from __future__ import annotations

import csv
import io
import re
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from tests.web.served import serving

from dragoman.desk import Desk


@pytest.mark.parametrize("asked", ["", "?focus=RUS", "?unfold=RUS", "?focus=PRK-RUS"])
def test_no_name_covers_another(page: Page, served: str, asked: str) -> None:
    page.goto(f"{served}/network{asked}")
    names = page.locator(".ring .node text")
    boxes = [one.bounding_box() for one in names.all()]
    frame = page.locator(".ring").bounding_box()
    assert frame is not None
    assert len(boxes) > 4
    for box in boxes:
        assert box is not None
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    for one, other in combinations([box for box in boxes if box], 2):
        apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        assert apart or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_from_the_whole_to_two_actors_by_links_alone(served: str, browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/network?since=2010")
    plain.locator("a.node[data-node=RUS]").click()
    assert parse_qs(urlsplit(plain.url).query) == {"focus": ["RUS"], "since": ["2010"]}
    plain.locator("a.node[data-node=PRK]").click()
    assert parse_qs(urlsplit(plain.url).query)["focus"] == ["PRK-RUS"]
    plain.locator('a.node[data-node="person:kim-jong-un"]').click()
    assert plain.locator("h1").text_content() == "Network of Kim Jong Un"
    plain.get_by_role("link", name="matrix").click()
    assert plain.locator("table.matrix td a").count() > 0
    plain.get_by_role("link", name="Take the focus out").click()
    assert plain.locator("h1").text_content() == "Network of states"
    plain.context.close()


def test_the_table_leads_to_ties_and_events(served: str) -> None:
    text = httpx.get(f"{served}/network?since=2010&context=military").text.replace("&amp;", "&")
    rows = re.findall(r'data-open href="(/ties/\w+/\w+)"', text)
    assert "/ties/PRK/RUS" in rows
    assert "/events?between=PRK&between=RUS&since=2010&context=military" in text
    actors = httpx.get(f"{served}/network?focus=PRK-RUS").text.replace("&amp;", "&")
    assert re.search(r"/events\?actor=person:[\w-]+&between=", actors)


def test_a_row_counts_what_its_events_are(served: str, store: Path) -> None:
    with Desk(store) as desk:
        strongest = desk.network(since="2019", until="2024").links[0]
        partners = desk.partners(strongest.one, since="2019", until="2024")
    same = next(one for one in partners.partners if one.state.code == strongest.other)
    assert strongest.events == same.events
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{served}/network.csv?since=2019&until=2024").text)))
    assert (rows[0]["one"], rows[0]["other"], int(rows[0]["events"])) == (
        strongest.one, strongest.other, strongest.events,
    )  # fmt: skip
    data = httpx.get(f"{served}/network.json?focus={strongest.one}&since=2019&until=2024").json()
    assert data["kind"] == "state"
    assert data["links"][0]["events"] == strongest.events


def test_lines_tell_their_balance_without_colour(served: str) -> None:
    text = httpx.get(f"{served}/network").text
    for kind, said in re.findall(r'class="line (\w+)" href="[^"]+" [^>]*aria-label="([^"]+)"', text):
        cooperation, conflict = map(int, re.findall(r"(\d+) (?:cooperation|conflict)", said))
        assert kind == ("even" if abs(cooperation - conflict) <= 0.1 * (cooperation + conflict) else
                        "conflict" if conflict > cooperation else "cooperation")  # fmt: skip
    for words in ("unbroken: mostly cooperation", "dashed: mostly conflict", "dotted: about even"):
        assert words in text


def test_hover_and_focus_bring_forward_and_escape_lets_go(served: str, page: Page) -> None:
    page.goto(f"{served}/network?focus=RUS")
    ring = page.locator("svg.ring")
    page.locator("a.node[data-node=USA]").focus()
    expect(ring).to_have_class(re.compile("lit"))
    assert page.locator(".line.on").count() == 1
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{served}/network")
    page.locator("a.node[data-node=RUS]").hover()
    expect(ring).to_have_class(re.compile("lit"))
    assert page.locator(".line.on").count() > 3
    page.locator("h1").hover()
    expect(ring).not_to_have_class(re.compile("lit"))
    page.locator("a.node[data-node=RUS]").press("Enter")
    expect(page).to_have_url(f"{served}/network?focus=RUS")
    page.go_back()
    expect(page).to_have_url(f"{served}/network")


def test_what_was_pointed_at_before_the_script_came_is_brought_forward(served: str, page: Page) -> None:
    held: list[Route] = []
    page.route(re.compile(r"/network[^/]*\.js"), lambda route: held.append(route))
    page.goto(f"{served}/network", wait_until="commit")
    page.locator("a.node[data-node=RUS]").hover()
    assert len(held) == 1
    expect(page.locator("svg.ring")).not_to_have_class(re.compile("lit"))
    held[0].continue_()
    expect(page.locator("svg.ring")).to_have_class(re.compile("lit"))


def test_what_is_not_there(served: str, tmp_path: Path) -> None:
    assert "Take one out" in httpx.get(f"{served}/network?focus=person:nobody").text
    assert httpx.get(f"{served}/network?focus=Atlantis").status_code == 400
    hostile = httpx.get(f"{served}/network", params={"focus": "person:<script>alert(1)</script>"})
    assert hostile.status_code == 200
    assert "<script>alert" not in hostile.text
    with serving(tmp_path / "empty.db") as address:
        assert "Add reports" in httpx.get(f"{address}/network").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asked", ["?focus=USA", "?view=matrix&since=2024"])
def test_nothing_bars_anybody(page: Page, served: str, asked: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/network{asked}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_the_table_comes_first(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/network?focus=RUS")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    table, ring = page.locator(".links-table").bounding_box(), page.locator("figure.network").bounding_box()
    assert table is not None
    assert ring is not None
    assert table["y"] < ring["y"]
    page.emulate_media(media="print")
    expect(page.locator("form")).to_be_hidden()
