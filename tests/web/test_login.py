"""The log-in as people meet it: in the browser, by keyboard, from links of other sites; and the desk without any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.web.served import serving

from dragoman.desk import Desk

PASSWORD = "seven quiet harbours"


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[str]:
    with Desk(store) as desk:
        desk.account_add("anna", "analyst", PASSWORD)
    with serving(store) as address:
        yield address


def log_in(page: Page) -> None:
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_people_come_to_the_page_that_they_asked_for_and_leave(page: Page, served: str) -> None:
    page.goto(f"{served}/about?seen=1")
    expect(page).to_have_title("Log in · dragoman")
    log_in(page)
    expect(page).to_have_url(f"{served}/about?seen=1")
    expect(page.locator(".masthead")).to_contain_text("anna, analyst")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_title("Log in · dragoman")
    page.goto(f"{served}/about")
    expect(page).to_have_title("Log in · dragoman")


def test_a_wrong_password_is_told_beside_the_fields(page: Page, served: str, expected_status: set[int]) -> None:
    expected_status.add(401)
    page.goto(f"{served}/login")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("No such name and password")
    expect(page.get_by_label("Name")).to_have_value("anna")
    expect(page.get_by_label("Password")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody_from_the_log_in(page: Page, served: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/login")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_link_of_another_site_does_not_log_out(page: Page, served: str) -> None:
    """Browsers keep the cookie back on the way from another site: the desk has the page load itself anew."""
    page.goto(f"{served}/about")
    log_in(page)
    expect(page.locator(".masthead")).to_contain_text("anna")
    page.goto(f"{served.replace('127.0.0.1', 'localhost')}/login")
    page.evaluate("address => { location.href = address; }", f"{served}/about?from=elsewhere")
    expect(page.locator(".masthead")).to_contain_text("anna")
    expect(page).to_have_url(f"{served}/about?from=elsewhere")


def test_where_everybody_may_come_in_nobody_is_asked(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path / "open.db") as address:
        page.goto(f"{address}/login?next=/about")
        expect(page).to_have_url(f"{address}/about")
        expect(page.get_by_role("button", name="Log out")).to_have_count(0)
