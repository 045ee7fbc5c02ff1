"""A case file as a page in a real browser: bars nobody in light and dark, fits a phone and paper, runs nothing."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect
from tests.web.own_records import SCRIPT, hostile

from dragoman.desk import Desk
from dragoman.desk.case import CaseFile
from dragoman.formats.case_html import write_html
from dragoman.formats.world_map import World
from dragoman.web.assets import Assets

PHONE = 390


def written(case: CaseFile) -> str:
    """The page of a case."""
    out = io.BytesIO()
    write_html(case, out, World(Assets().text("world.json")))
    return out.getvalue().decode()


@pytest.fixture(scope="module")
def whole(example: Path) -> str:
    """The case of the example's two states."""
    with Desk(example) as desk:
        return written(desk.case_file(between=("RUS", "PRK"), since="2023-09", until="2023-11"))


def light(colour: str) -> int:
    """How light a colour is, 'rgb(26, 29, 33)'."""
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, whole: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_content(whole)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    ink, paper = (page.evaluate(f"getComputedStyle(document.body).{name}") for name in ("color", "backgroundColor"))
    assert (light(ink) > light(paper)) == (scheme == "dark")
    # The pictures follow the scheme with the page: their text has the page's ink.
    drawn = page.locator("svg text").first.evaluate("one => getComputedStyle(one).fill")
    assert drawn in (ink, page.locator(".small").first.evaluate("one => getComputedStyle(one).color"))


def test_it_fits_a_phone_and_paper(page: Page, whole: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.set_content(whole)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".skip")).to_be_hidden()


def test_a_number_leads_to_its_footnote_and_back(page: Page, whole: str) -> None:
    page.set_content(whole)
    page.locator("#quote-3").click()
    expect(page.locator("#note-3")).to_be_in_viewport()
    page.locator("#note-3 .back").click()
    expect(page.locator("#quote-3")).to_be_in_viewport()


def test_hostile_words_are_shown_and_do_not_run(page: Page, tmp_path: Path) -> None:
    dialogs: list[str] = []

    def said(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", said)
    with Desk(tmp_path / "desk.db") as desk:
        desk.add_records([hostile()])
        page.set_content(written(desk.case_file(title=f"Case {SCRIPT}")))
    expect(page.locator("h1")).to_have_text(f"Case {SCRIPT}")
    expect(page.locator("blockquote").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.title() == f"Case {SCRIPT}"
    assert dialogs == []
