"""Hostile articles: nothing that stands in one runs, on any page; and no spreadsheet takes it for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from playwright.sync_api import Dialog, Page
from tests.web.addresses import addresses
from tests.web.served import serving

from dragoman.desk import Desk
from dragoman.watch.rules import rule_of
from dragoman.web import ServeOptions, make_app

RUN = "window.pwned=1;alert(1)"
TITLE = f"<script>{RUN}</script>Peru \"><img src=x onerror='{RUN}'> signs an accord with Chile"
BODY = (
    f"<svg onload='{RUN}'>Peru signed a fishing accord with Chile in Lima on Monday</svg>, said <b onclick='{RUN}'>a "
    f"minister</b>.\n\nPeru's foreign minister </script><script>{RUN}</script> met the Chilean president in "
    f'Santiago on Tuesday.\n\n<iframe src="javascript:{RUN}"></iframe> Chile criticised Peru over fishery rights on '
    f"Thursday, {{{{ 7 * 7 }}}} {{% include '/etc/passwd' %}} the Andean Post reported.\n"
)
PUBLISHER = f'=HYPERLINK("https://evil.example/","<img src=x onerror={RUN}>")'
PAGE = f"""<!doctype html><html><head><title>Bolivia &lt;img src=x onerror="{RUN}"&gt; delivers tractors to Peru</title>
<meta property="og:site_name" content="&quot;&gt;&lt;script&gt;{RUN}&lt;/script&gt; Herald">
<link rel="canonical" href="javascript:{RUN}"></head><body><article><h1>Bolivia delivers tractors to Peru</h1>
<p>Bolivia delivered forty tractors to Peru on Friday, an official in La Paz said.
&lt;script&gt;{RUN}&lt;/script&gt;</p>
<p>Peru thanked Bolivia for the tractors on Saturday, the foreign ministry in Lima said in a statement to the press.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of hostile articles, with reviews and a rule that are no better."""
    folder = tmp_path_factory.mktemp("hostile")
    item = {"text": BODY, "title": TITLE, "publisher": PUBLISHER, "url": f"javascript:{RUN}", "date": "2024-05-03"}
    (folder / "a.json").write_text(json.dumps(item), "utf-8")
    (folder / "b.html").write_text(PAGE, "utf-8")
    path = folder / "desk.db"
    with Desk(path) as desk:
        desk.add(folder / "a.json", folder / "b.html", folder / "<script>missing</script>.txt")
        events = list(desk.events())
        assert len(events) >= 3
        desk.review(events[0].id, "confirm", note=f"<script>{RUN}</script>", author=f'"><img src=x onerror={RUN}>')
        desk.watch_add(rule_of({"name": "any", "on": ["event"], "since": "1970", "about": f"<script>{RUN}</script>"}))
        desk.watch_run(send=False)
        assert desk.alerts()
        assert desk.failures()
    return path


@pytest.fixture(scope="module")
def asked(store: Path) -> list[str]:
    """All addresses of the desk."""
    with Desk(store) as desk:
        return list(addresses(make_app(desk, ServeOptions()), desk))


@pytest.fixture(scope="module")
def answered(served: str, asked: list[str]) -> dict[str, httpx.Response]:
    """What they answer; what goes on for ever is left after its head."""
    found: dict[str, httpx.Response] = {}
    with httpx.Client(base_url=served, follow_redirects=True, timeout=60) as client:
        for address in asked:
            with client.stream("GET", address) as answer:
                if "event-stream" not in answer.headers.get("content-type", ""):
                    answer.read()
                    found[address] = answer
    return found


def test_there_is_something_to_look_at(answered: dict[str, httpx.Response]) -> None:
    assert {"/events", "/about", "/api", "/api/events"} <= answered.keys()
    assert any("fishery rights" in one.text for one in answered.values())


def test_no_page_breaks(answered: dict[str, httpx.Response]) -> None:
    assert {address: one.status_code for address, one in answered.items() if one.status_code >= 500} == {}


def test_nothing_runs_on_any_page(page: Page, served: str, answered: dict[str, httpx.Response]) -> None:
    """A breach of the policy would be told on the console, which fails the test."""
    dialogs: list[str] = []

    def shut(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", shut)
    pages = [address for address, one in answered.items() if is_page(one) and one.status_code == 200]
    assert len(pages) >= 3
    for address in pages:
        page.goto(served + address)
        assert page.evaluate("window.pwned") is None, address
        for selector in ("script:not([src]):not([type='application/json'])", "[onerror]", "[onload]", "[onclick]"):
            assert page.locator(selector).count() == 0, f"{address}: {selector}"
        assert page.locator("a[href^='javascript:' i], iframe, img[src='x']").count() == 0, address
    assert dialogs == []


def is_page(answer: httpx.Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


def test_no_template_is_made_of_text(answered: dict[str, httpx.Response]) -> None:
    assert all("49 {% include" not in one.text and "root:x:0:" not in one.text for one in answered.values())


def test_the_text_itself_stays_as_it_was(store: Path, answered: dict[str, httpx.Response]) -> None:
    records = [one.json() for address, one in answered.items() if address.startswith("/api/articles/ar-")]
    texts = [record["article"]["text"] for record in records if isinstance(record, dict)]
    assert any(f"<svg onload='{RUN}'>" in text for text in texts)


def test_no_spreadsheet_finds_a_formula(answered: dict[str, httpx.Response]) -> None:
    sheets = {address: one for address, one in answered.items() if "csv" in one.headers.get("content-type", "")}
    assert "/about.csv" in sheets
    for address, one in sheets.items():
        for row in csv.reader(io.StringIO(one.text)):
            for cell in row:
                assert not cell.startswith(("=", "@", "+h", "\t", "\r")), f"{address}: {cell}"


def test_whatever_is_no_page_is_never_taken_for_one(answered: dict[str, httpx.Response]) -> None:
    for address, one in answered.items():
        assert one.headers["x-content-type-options"] == "nosniff", address
        assert "script-src 'self'" in one.headers["content-security-policy"], address
        if not is_page(one):
            assert one.headers["content-type"].split(";")[0] != "text/html", address


def test_feeds_are_well_formed(answered: dict[str, httpx.Response]) -> None:
    feeds = [one for one in answered.values() if "atom" in one.headers.get("content-type", "")]
    names = {ElementTree.fromstring(one.text).tag for one in feeds}
    assert names <= {"{http://www.w3.org/2005/Atom}feed"}


@pytest.mark.parametrize("words", ["<script>window.pwned=1</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}"])
def test_what_is_asked_is_told_as_words(page: Page, served: str, words: str, expected_status: set[int]) -> None:
    expected_status |= {400, 404}
    for address in ("/events", "/login", "/api/nothing", "/nothing"):
        page.goto(f"{served}{address}?words={httpx.QueryParams({'w': words})['w']}&type={words}&next={words}")
        assert page.evaluate("window.pwned") is None
        assert page.locator("img[src=x]").count() == 0
        assert "49" not in page.locator("main, body").first.inner_text()


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[str]:
    with serving(store) as address:
        yield address
