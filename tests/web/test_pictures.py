"""Pictures of every page, light, dark and on a phone: ``make pictures`` keeps them in ``docs/pictures``.

The test runs the same everywhere; only that target tells it, by ``DRAGOMAN_PICTURES``, where to keep what it makes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.example import copied
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.watch.rules import rules_from

ROOT = Path(__file__).parents[2]
DESKTOP, PHONE = (1360, 900), (390, 844)
# Where something is drawn by a script, what shows that it is.
DRAWN = {"ties": "figure svg", "map": "svg circle, svg path"}
SMALLEST = 10_000


@pytest.fixture(scope="module")
def watched(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The example desk with alerts, as ``make demo`` opens it, and the addresses of its pages."""
    store = copied(example, tmp_path_factory.mktemp("watched"))
    with Desk(store) as desk:
        desk.watch_add(*rules_from(ROOT / "examples" / "watch" / "rules.toml"))
        desk.watch_run(send=False)
        meeting = desk.find(between=("RUS", "PRK"), since="2023-09-13", until="2023-09-13", min_origins=3)[0]
        article = desk.show(meeting.id).mentions[0].article.id
    pages = {
        "events": "/events?between=RUS&between=PRK", "event": f"/events/{meeting.id}", "reader": f"/articles/{article}",
        "ties": "/ties/PRK/RUS?since=2022&context=military", "map": "/map", "network": "/network",
        "provisions": "/provisions/PRK?on=2023-09-13", "watch": "/watch", "add": "/add", "about": "/about",
    }  # fmt: skip
    with serving(store) as address:
        yield address, pages


NAMES = ("events", "event", "reader", "ties", "map", "network", "provisions", "watch", "add", "about")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_pictured(page: Page, watched: tuple[str, dict[str, str]], name: str, tmp_path: Path) -> None:
    address, pages = watched
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto(address + pages[name])
    page.locator(DRAWN.get(name, "h1")).first.wait_for()
    made = []
    for scheme, size in (("light", DESKTOP), ("dark", DESKTOP), ("phone", PHONE)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(150)
        made.append(tmp_path / f"{name}-{scheme}.png")
        page.screenshot(path=made[-1])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], f"{name} is {wide} wide on a screen of {size[0]}"
    assert all(path.stat().st_size > SMALLEST for path in made)
    if kept := os.environ.get("DRAGOMAN_PICTURES"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        for path in made:
            shutil.copy(path, kept)
