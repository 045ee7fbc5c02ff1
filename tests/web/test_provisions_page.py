"""Provisions in the browser: as of a day, paragraph by paragraph, with the reports that they would concern."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dragoman.concerns.provisions import provisions
from dragoman.desk import Desk


def anchors(text: str) -> list[str]:
    """The ids of the provisions in the tables of a page."""
    return re.findall(r'<tr id="([\w-]+)"', text)


def test_the_list_finds_states_groups_and_regimes(served: str) -> None:
    whole = httpx.get(f"{served}/provisions").text
    assert 'href="/provisions/PRK"' in whole
    assert 'href="/provisions/houthis"' in whole
    for asked, found in (("korea", ["/provisions/PRK"]), ("UN-LIBYA", ["/provisions/LBY"]), ("nowhere", [])):
        text = httpx.get(f"{served}/provisions", params={"q": asked}).text
        assert re.findall(r'data-open href="([^"]+)"', text) == found
    assert "none is legal advice" in whole


def test_rows_are_those_in_force_on_the_day(served: str) -> None:
    for target, day in (("PRK", "2012-06-01"), ("IRN", "2017-05-01"), ("houthis", "2020-01-01"), ("PRK", "2005-01-01")):
        text = httpx.get(f"{served}/provisions/{target}?on={day}").text
        assert sorted(anchors(text)) == sorted(row.id for row in provisions(target, date.fromisoformat(day)))
        every = httpx.get(f"{served}/provisions/{target}?on={day}&every=true").text
        assert len(anchors(every)) == len(provisions(target, date.fromisoformat(day), everything=True))
        assert f"as of {day}" in text


def test_embargoes_of_states_stand_apart(served: str) -> None:
    text = httpx.get(f"{served}/provisions/PRK?on=2024-01-01").text
    un, others = text.split('id="embargoes"')
    assert all(name.startswith("PRK-") for name in anchors(un))
    assert {"EU-PRK", "USA-PRK"} <= set(anchors(others))


def test_a_row_says_all_that_is_known(served: str) -> None:
    text = httpx.get(f"{served}/provisions/PRK?on=2024-01-01").text
    row = text.split('<tr id="PRK-1718-8b"')[1].split("</tr>")[0]
    for words in ("1718 para 8(b)", "arms embargo", "procurement from North Korea", "2006-10-14", "S/RES/1718 (2006)",
                  "Exemptions", "in force", ">checked</abbr>", 'rel="noreferrer noopener"'):  # fmt: skip
        assert words in row


def test_reports_in_the_store(served: str, store: Path) -> None:
    with Desk(store) as desk:
        count = desk.count(provision="PRK-1718-8b")
        newest = desk.find(provision="UN-DPRK")[0]
    text = httpx.get(f"{served}/provisions/PRK").text
    assert f'href="/events?provision=PRK-1718-8b" aria-label="{count} events' in text
    assert 'href="/events?provision=UN-DPRK"' in text
    assert f'href="/events/{newest.id}"' in text
    assert "if done as reported" in text
    assert "No event in the store" in httpx.get(f"{served}/provisions/LBY").text


def test_steps_set_the_day_and_bars_lead_to_rows_without_scripts(served: str, browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/provisions/PRK?on=2024-01-01")
    plain.get_by_role("link", name="2009-06-12").click()
    assert plain.url == f"{served}/provisions/PRK?on=2009-06-12"
    expect(plain.locator("tr#PRK-1874-9")).to_be_visible()
    assert plain.locator("tr#PRK-2270-6").count() == 0
    plain.get_by_role("link", name=re.compile("^Resolution 2270.*not in force")).click()
    assert "every=true" in plain.url
    assert plain.url.split("#")[1] in {row.id for row in provisions("PRK", everything=True)}
    plain.locator("#p-on").fill("2016-04-01")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator("tr#PRK-2270-6")).to_be_visible()
    plain.context.close()


def test_files_hold_the_same(served: str) -> None:
    day = date(2012, 6, 1)
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{served}/provisions/PRK.csv?on={day}").text)))
    assert [row["id"] for row in rows] == [row.id for row in provisions("PRK", day)]
    data = httpx.get(f"{served}/provisions/houthis.json?on={day}&every=true").json()
    assert [row["id"] for row in data] == [row.id for row in provisions("houthis", day, everything=True)]
    assert len(httpx.get(f"{served}/provisions.json?on={day}").json()) == len(provisions(on=day))
    assert httpx.get(f"{served}/provisions.csv").headers["content-type"].startswith("text/csv")


def test_what_cannot_be_asked_says_what_to_do(served: str) -> None:
    for address in ("/provisions/Atlantis", "/provisions/Atlantis.csv", "/provisions/PRK?on=soon"):
        answer = httpx.get(served + address)
        assert answer.status_code in (400, 404)
        assert "What to do" in answer.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/provisions?q=korea", "/provisions/LBY?every=true"])
def test_nothing_bars_anybody(page: Page, served: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(served + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_and_on_paper(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/provisions", "/provisions/PRK"):
        page.goto(served + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(media="print")
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator("tr#PRK-1718-8b")).to_be_visible()
