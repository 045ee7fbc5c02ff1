"""Every page: accessible in both modes, whole without scripts, silent in the console, and from loopback alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = ("/events", "/about")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_bars_anybody(page: Page, served: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(served + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_all_is_there(page: Page, browser: Browser, served: str, path: str) -> None:
    page.goto(served + path)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(served + path)
    for part in ("h1", "main table", "main a"):
        assert plain.locator(part).count() >= page.locator(part).count()
    plain.context.close()
