"""An article in Spanish, really translated by Apertium: from a file into the store, and side by side on its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.scale.process import reader
from dragoman.settings import settings

SPANISH = (
    "El presidente de Perú visitó Bolivia\n\n"
    "LIMA, 4 de marzo de 2026. El presidente de Perú visitó Bolivia el miércoles. Bolivia criticó a Chile.\n\n"
    "«Somos viejos amigos», dijo el presidente de Bolivia. El mercado cerró tarde.\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the article, read by Apertium and not by the parser of Spanish."""
    folder = tmp_path_factory.mktemp("spanish")
    (folder / "visita.txt").write_text(SPANISH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_TRANSLATOR", "apertium")
        patch.setenv("DRAGOMAN_NATIVE", "")
        settings.cache_clear()
        # A translator is kept with the reader: it is made anew for these settings.
        reader().__dict__.pop("foreign", None)
        with Desk(folder / "desk.db") as desk:
            report = desk.add(folder / "visita.txt")
        assert (report.added.new, report.unread, report.failed) == (1, 0, 0)
    settings.cache_clear()
    reader().__dict__.pop("foreign", None)
    return folder / "desk.db"


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[str]:
    """The address of the served desk."""
    with serving(store) as address:
        yield address


def test_the_acts_are_in_the_store_with_the_words_of_the_original(store: Path) -> None:
    with Desk(store) as desk:
        (article,) = desk.articles().articles
        record = desk.record(article.id)
        assert record.article.text == SPANISH
        assert record.article.translation is not None
        assert record.article.translation.engine == "apertium"
        visits = [one.id for one in desk.find(between=("PER", "BOL")) if one.type == "CONSULT"]
        told = [mention for name in visits for mention in desk.show(name).mentions]
        assert told
        assert {one.sentence for one in told} <= {
            "El presidente de Perú visitó Bolivia", "El presidente de Perú visitó Bolivia el miércoles.",
        }  # fmt: skip
        assert all("visited Bolivia" in (one.translation or "") for one in told)
        assert article.translator is not None
        assert article.translator.startswith("apertium ")


def test_the_page_shows_both_side_by_side(store: Path, served: str, page: Page) -> None:
    with Desk(store) as desk:
        (article,) = desk.articles().articles
    page.goto(f"{served}/articles/{article.id}")
    expect(page.locator("#text")).to_have_text(SPANISH, use_inner_text=False)
    expect(page.locator("#translation")).to_contain_text("visited Bolivia")
    expect(page.locator("#translation")).to_have_attribute("lang", "en")
    expect(page.locator("#text")).to_have_attribute("lang", "es")
    expect(page.locator(".found-card .in-translation").first).to_contain_text("in translation")
    page.locator("#translation .trigger a").first.click()
    lit = page.locator("#text .lit")
    expect(lit.first).to_be_visible()
    expect(page.locator(".found-card.lit")).to_have_count(1)


def test_the_page_is_accessible(store: Path, served: str, page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with Desk(store) as desk:
        (article,) = desk.articles().articles
    page.goto(f"{served}/articles/{article.id}")
    assert Axe().run(page).violations_count == 0
