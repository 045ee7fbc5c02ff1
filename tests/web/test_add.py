"""Add: a text, a file or an address is looked at, kept, and read, in the browser, with scripts and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.web.own_records import HOSTILE, hebrew, hostile

from dragoman.desk import Desk
from dragoman.formats.json import json_text

TITLE = "Norway sends tents to Moldova"
TEXT = f"{TITLE}\n\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\n"
# What reads a text is loaded anew, in a process of its own, on a machine that may have much to do.
SLOWEST = 120_000


@pytest.fixture
def client(served: str) -> Iterator[httpx.Client]:
    """A browser without a screen: it keeps its cookie."""
    with httpx.Client(base_url=served, timeout=60) as opened:
        yield opened


def token_of(client: httpx.Client) -> str:
    """The secret in the form."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)
    assert found is not None
    return found[1]


def give(client: httpx.Client, **fields: str) -> httpx.Response:
    """Send the form without files."""
    return client.post("/add", data={"token": token_of(client), **fields}, follow_redirects=True)


def test_a_file_is_uploaded_kept_and_read(page: Page, served: str, store: Path) -> None:
    page.goto(f"{served}/add")
    page.get_by_label("Up to 50 files").set_input_files(
        {"name": "../../report.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    expect(page.locator("#chosen")).to_contain_text("1 file")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".seen h2")).to_have_text(TITLE)
    expect(page.locator(".seen")).to_contain_text("identified by")
    expect(page.locator("h1")).to_have_text("report.txt")
    with Desk(store) as desk:
        assert desk.articles('"tents to Moldova"').total == 0
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("progress")).to_be_visible()
    # From there on the page is told how far it is, and goes on to the reader by itself.
    page.wait_for_url("**/articles/ar-*", timeout=SLOWEST)
    assert page.locator("#text").evaluate("one => one.textContent") == TEXT
    expect(page.locator(".found-card").first).to_be_visible()


def test_without_scripts_records_are_uploaded_and_kept(browser: Browser, served: str, store: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(SLOWEST)
    page.goto(f"{served}/add")
    records = "\n".join(json_text(one, indent=None) for one in (hostile(), hebrew()))
    page.get_by_label("Up to 50 files").set_input_files(
        [
            {"name": "two.jsonl", "mimeType": "application/json", "buffer": records.encode()},
            {"name": "<img src=x onerror=alert(1)>.bin", "mimeType": "a/b", "buffer": b"\0\1\2\3"},
        ]
    )
    page.get_by_role("button", name="Look at it").click()
    page.locator(".seen h2").first.wait_for()
    assert page.locator(".seen h2").count() == 2
    assert "<script>" in page.locator(".seen h2").first.inner_text()
    expect(page.locator("#missed + ul")).to_contain_text("D204")
    page.get_by_role("button", name="Keep all 2").click()
    # The page asks again by itself until it is over.
    page.get_by_text("2 added").wait_for()
    page.get_by_role("link", name="title &").or_(page.locator("[data-open]").first).first.click()
    assert page.url.startswith(f"{served}/articles/ar-")
    assert page.locator("#text").inner_html() != ""
    page.goto(f"{served}/add/failures")
    expect(page.locator("tbody")).to_contain_text("<img src=x onerror=alert(1)>.bin")
    page.context.close()
    with Desk(store) as desk:
        kept = next(one for one in desk.records() if one.article.text == HOSTILE)
        assert kept == hostile()


def test_a_pasted_text_is_shown_and_thrown_away(client: httpx.Client, store: Path) -> None:
    found = give(client, text=TEXT.replace("tents", "boats"), published="2026-03-03", publisher="<b>Gazette</b>")
    address = found.url.path
    for _ in range(100):
        if "Throw it away" in found.text:
            break
        found = client.get(address)
    assert "&lt;b&gt;Gazette&lt;/b&gt;" in found.text
    assert "2026-03-03" in found.text
    assert "characters in 2 segments" in found.text
    assert address in client.get("/add").text
    assert client.post(f"{address}/drop", data={"token": token_of(client)}).headers["location"] == "/add"
    assert "Nothing of it was kept" in client.get(address).text
    # Keeping it afterwards keeps nothing.
    assert client.post(f"{address}/keep", data={"token": token_of(client)}).status_code == 303
    with Desk(store) as desk:
        assert desk.articles('"boats to Moldova"').total == 0


def test_progress_is_told_as_a_stream(client: httpx.Client) -> None:
    address = give(client, addresses="http://127.0.0.1:9/\nhttp://10.0.0.7/x").url.path
    told: list[dict[str, object]] = []
    with client.stream("GET", f"{address}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data:"):
                told.append(json.loads(line.removeprefix("data:")))
                if told[-1]["state"] == "ready":
                    break
    assert told[-1]["sources"] == 2
    page = client.get(address).text
    assert page.count("D212") == 2
    assert "Note it among the failures" in page


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 400, "D203"),
        ({"text": "   "}, 400, "D203"),
        ({"text": TEXT, "published": "the day after"}, 400, "D209"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, 400, "D212"),
        ({"addresses": "/etc/passwd"}, 400, "D212"),
        ({"addresses": "file:///etc/passwd"}, 400, "D212"),
        ({"addresses": "\n".join(f"https://a.example/{at}" for at in range(21))}, 400, "D206"),
    ],
)
def test_what_cannot_be_taken_is_told(client: httpx.Client, fields: dict[str, str], status: int, code: str) -> None:
    found = give(client, **fields)
    assert found.status_code == status
    assert code in found.text
    assert "root:" not in found.text


def test_only_a_page_of_the_desk_can_add(client: httpx.Client) -> None:
    for path in ("/add", "/add/jobs/nothing/keep", "/add/jobs/nothing/drop"):
        assert client.post(path, data={"text": TEXT}).status_code == 403
    for path in ("", "/events"):
        assert client.get(f"/add/jobs/nothing{path}").status_code == 404
    many = [("files", (f"{at}.txt", b"a", "text/plain")) for at in range(51)]
    found = client.post("/add", data={"token": token_of(client)}, files=many)
    assert (found.status_code, "more than 50 files" in found.text) == (400, True)


def test_failures_as_data(client: httpx.Client, store: Path) -> None:
    with Desk(store) as desk:
        desk.add("no-such-file.txt", "=1+1.txt")
        listed = [one.model_dump() for one in desk.failures()]
    assert client.get("/add/failures.json").json() == listed
    assert "'=1+1.txt" in client.get("/add/failures.csv").text
    assert "no such file" in client.get("/add/failures").text
    assert "shown" not in client.get("/add/failures", params={"page": 9}).text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/add")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("The text of one article").fill(TEXT + "b" * 400)
    page.get_by_label("Pages, feeds or sitemaps").fill("http://127.0.0.1:9/" + "x" * 300)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".seen h2")).to_be_visible()
    for address in (page.url, f"{served}/add/failures"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
