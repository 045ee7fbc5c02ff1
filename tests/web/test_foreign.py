"""Foreign events on the pages: told apart in lists and on their own page, which stays whole without reports."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.store.found import FoundEvent

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of foreign events alone."""
    folder = tmp_path_factory.mktemp("foreign")
    lines = [
        gdelt_line(
            GLOBALEVENTID=str(number), SQLDATE=f"202309{number + 1:02}", Actor2Name=HOSTILE, Actor2Type1Code="GOV"
        )
        for number in range(20)
    ]
    with Desk(folder / "desk.db") as opened:
        opened.import_foreign(
            gdelt_file(folder, *lines, gdelt_line(GLOBALEVENTID="99", SOURCEURL="javascript:alert(1)"))
        )
        opened.import_foreign(polecat_file(folder, {}))
        yield opened


@pytest.fixture(scope="module")
def served(desk: Desk) -> Iterator[str]:
    """The address of the served desk."""
    with serving(desk.where) as address:
        yield address


def of(desk: Desk, coding: str) -> FoundEvent:
    """The newest event of a coding."""
    return next(one for one in desk.find(limit=100) if one.foreign and one.foreign.coding == coding)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, desk: Desk, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/events", f"/events/{of(desk, 'gdelt').id}"):
        page.goto(f"{served}{address}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_list_tells_them_apart(page: Page, served: str) -> None:
    page.goto(f"{served}/events")
    badges = page.locator("li.event .badge.foreign")
    assert set(badges.all_text_contents()) == {"GDELT", "POLECAT"}
    assert badges.count() == page.locator("li.event").count()
    assert all("not by dragoman" in (one.get_attribute("title") or "") for one in badges.all())


def test_the_page_says_whose_coding_it_is(page: Page, served: str, desk: Desk) -> None:
    event = of(desk, "gdelt")
    page.goto(f"{served}/events/{event.id}")
    shown = " ".join((page.locator("main").text_content() or "").split())
    assert event.foreign is not None
    assert f"Coded by GDELT, not by dragoman (its event {event.foreign.id}, code 042)" in shown
    assert "Reportsnone was read here; GDELT names TASS, 2023-09-13" in shown
    assert "coded by GDELT: no report of it was read, so that it cannot be judged" in shown
    assert f"[{event.id}], coded by GDELT (its event {event.foreign.id}), grade F6." in shown
    assert HOSTILE in shown
    expect(page.locator("dd a.source")).to_have_attribute("href", "https://www.tass.com/politics/one-day")
    assert page.get_by_text("Join with others").count() == 0


def test_a_source_that_is_no_address_is_no_link(served: str, desk: Desk) -> None:
    event = next(one for one in desk.find(limit=100) if one.foreign and one.foreign.id == "99")
    page = httpx.get(f"{served}/events/{event.id}").text
    assert 'href="javascript' not in page
    assert "GDELT names javascript:alert(1)" in page


@pytest.mark.parametrize(
    "address",
    [
        "/events?between=PRK+RUS", "/map", "/network", "/ties", "/ties/PRK/RUS", "/provisions", "/watch", "/about",
        "/articles", "/events.csv", "/events.json", "/api/events", "/ties/PRK/RUS.svg",
    ],
)  # fmt: skip
def test_every_page_is_shown(served: str, address: str) -> None:
    found = httpx.get(f"{served}{address}", follow_redirects=True)
    assert found.status_code == 200


def test_a_review_goes_round(page: Page, served: str, desk: Desk) -> None:
    event = of(desk, "polecat")
    page.goto(f"{served}/events/{event.id}")
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Why").fill("another act")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url("**#reviews")
    expect(page.locator(".event-head .badge", has_text="rejected by an analyst")).to_be_visible()
    assert event.id not in {one.id for one in desk.find(limit=100)}
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".reviews .withdrawn")).to_contain_text("withdrawn")
    assert event in desk.find(limit=100)
