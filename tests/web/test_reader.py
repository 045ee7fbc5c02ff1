"""The reader: the exact text, cards and text that lead to each other, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.web.own_records import HEBREW, HOSTILE, hebrew, hostile

from dragoman.desk import Desk
from dragoman.formats.json import json_text
from dragoman.store.reading import Reading

TITLE = "U.S. says North Korea covertly sending shells to Russia"


@pytest.fixture(scope="module")
def desk(store: Path, served: str) -> Desk:
    """The desk that is served, with two articles more."""
    opened = Desk(store)
    opened.add_records([hostile(), hebrew()])
    return opened


@pytest.fixture(scope="module")
def reading(desk: Desk) -> Reading:
    """An article with much in it."""
    return named(desk, TITLE)


def named(desk: Desk, title: str) -> Reading:
    """The article of a title."""
    return desk.read_article(next(one.id for one in desk.articles(limit=100).articles if title in (one.title or "")))


def path(reading: Reading, rest: str = "") -> str:
    return f"/articles/{reading.id}{rest}"


def content(page: Page) -> str:
    """What the element of the text holds."""
    found: str = page.locator("#text").evaluate("one => one.textContent")
    return found


@pytest.mark.parametrize("title", [TITLE, "=1+1", "נורווגיה"])
def test_the_text_is_exact(page: Page, served: str, desk: Desk, title: str) -> None:
    reading = named(desk, title)
    page.goto(served + path(reading))
    assert content(page) == reading.record.article.text
    assert content(page) == {"=1+1": HOSTILE, "נורווגיה": HEBREW}.get(title, content(page))
    assert page.title() != "owned"
    assert page.locator("#text script, #text img").count() == 0
    expect(page.locator("#text")).to_have_css("white-space", "pre-wrap")


def test_from_a_card_to_the_text_and_back(page: Page, served: str, reading: Reading) -> None:
    page.goto(served + path(reading))
    first, last = reading.mentions[0], reading.mentions[-1]
    for mention in (first, last):
        page.locator(f"#card-{mention.id} a[data-open]").click()
        assert page.url.endswith(f"#{mention.id}")
        expect(page.locator(f"#card-{mention.id}")).to_have_attribute("aria-current", "true")
        lit = "".join(page.locator("#text .lit").all_text_contents())
        assert reading.record.article.text[mention.trigger[0].start : mention.trigger[-1].end] in lit
        expect(page.locator("#text .lit").first).to_be_in_viewport()
    page.go_back()
    expect(page.locator(f"#card-{first.id}")).to_have_attribute("aria-current", "true")
    assert page.locator("[aria-current=true].found-card").count() == 1


def test_from_the_text_to_a_card(page: Page, served: str, reading: Reading) -> None:
    page.goto(served + path(reading))
    mention = reading.mentions[-1]
    card = page.locator(f"#card-{mention.id}")
    page.locator(f"#text a[href='#card-{mention.id}']").first.click()
    assert page.url.endswith(f"#{mention.id}")
    expect(card).to_have_class(re.compile("lit"))
    expect(card).to_be_in_viewport()
    # From the keyboard the focus goes along.
    other = reading.mentions[0]
    page.locator(f"#text a[href='#card-{other.id}']").first.press("Enter")
    expect(page.locator(f"#card-{other.id} a[data-open]")).to_be_focused()
    # Words between the names lead to a card as well.
    page.locator("#text [data-in] .said").last.click()
    assert page.locator(".found-card.lit").count() == 1
    # j goes on to the next card.
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[data-row] [data-open]").first).to_be_focused()


def test_deep_links_light_what_they_name(page: Page, served: str, reading: Reading) -> None:
    mention = next(one for one in reading.mentions if one.attribution)
    page.goto(served + path(reading, f"#{mention.id}"))
    expect(page.locator(f"#card-{mention.id}")).to_have_class(re.compile("lit"))
    expect(page.locator("#text .lit").first).to_be_in_viewport()
    page.goto(served + path(reading, f"#{mention.attribution}"))
    expect(page.locator(f"details#card-{mention.attribution}")).to_have_attribute("open", "")
    alone = next(one for one in reading.attributions if not one.mentions)
    page.goto(served + path(reading, f"#{alone.id}"))
    expect(page.locator(f"#card-{alone.id}")).to_have_class(re.compile("lit"))


def test_layers_are_switched_and_stand_in_the_address(page: Page, served: str, reading: Reading) -> None:
    page.goto(served + path(reading))
    actor, line = page.locator("#text .actor").first, page.locator("#text .event").first
    expect(actor).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.locator("#layer-actors").uncheck()
    expect(actor).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert page.url.endswith("?layers=places,dates,materiel,events,attributions")
    page.goto(served + path(reading, "?layers=actors"))
    expect(line).to_have_css("text-decoration-line", "none")
    expect(page.locator("#layer-events")).not_to_be_checked()
    expect(page.locator("#layer-actors")).to_be_checked()
    assert content(page) == reading.record.article.text


def test_overlapping_lines_are_told_apart(page: Page, served: str, desk: Desk) -> None:
    page.goto(served + path(named(desk, "=1+1")))
    both = page.locator("#text .event.lane-1 .event.lane-2, #text .event.lane-2 .event.lane-1").first
    one = both.evaluate("one => getComputedStyle(one).textUnderlineOffset")
    other = both.evaluate("one => getComputedStyle(one.parentElement).textUnderlineOffset")
    assert one != other
    expect(page.locator("#text .actor .actor").first).to_have_text("Norway")


def test_without_scripts(browser: Browser, served: str, reading: Reading) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    mention = reading.mentions[-1]
    page.goto(served + path(reading, f"#{mention.id}"))
    number = page.locator(f"#card-{mention.id}").get_attribute("data-card")
    expect(page.locator(f'#text [data-in~="{number}"]').first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.locator(f"#text a[href='#card-{mention.id}']").first.click()
    assert page.url.endswith(f"#card-{mention.id}")
    page.locator("#layer-places").uncheck()
    page.get_by_role("button", name="Keep in the address").click()
    assert "layers=places" not in page.url
    expect(page.locator("#layer-places")).not_to_be_checked()
    expect(page.locator("#layer-events")).to_be_checked()
    page.locator(f"#card-{mention.id} details.cite summary").click()
    expect(page.locator(f"#cite-{mention.id}")).to_have_text(mention.citation)
    page.context.close()


def test_a_source_is_corrected_rejected_and_the_word_taken_back(page: Page, served: str, reading: Reading) -> None:
    said = next(one for one in reading.attributions if not one.mentions)
    page.goto(served + path(reading, f"#{said.id}"))
    card = page.locator(f"#card-{said.id}")
    card.get_by_text("Review who says so").click()
    card.get_by_label("Right source").fill("publisher:kcna")
    card.get_by_label("Note").fill("<b>a note</b>")
    card.get_by_role("button", name="Correct the source").click()
    expect(card.locator(".badge").first).to_have_text("corrected")
    expect(card.locator("h3")).to_contain_text("KCNA")
    expect(page.locator("#reviews + ul")).to_contain_text("<b>a note</b>")
    card.get_by_text("Review who says so").click()
    card.get_by_role("button", name="Reject").click()
    expect(card.locator(".badge").first).to_have_text("rejected")
    for _ in range(2):
        page.get_by_role("button", name="Withdraw").first.click()
    expect(page.locator(f"#card-{said.id} h3 .badge")).to_have_count(0)
    expect(page.locator("#reviews + ul")).to_contain_text("withdrawn")
    assert content(page) == reading.record.article.text


def test_a_citation_is_copied(page: Page, served: str, reading: Reading) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(served + path(reading))
    page.get_by_text("Cite this article").click()
    page.get_by_role("button", name="Copy citation").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == reading.citation


def test_links_lead_to_the_words_in_the_source_and_nowhere_else(page: Page, served: str, desk: Desk) -> None:
    reading = named(desk, TITLE)
    page.goto(served + path(reading))
    links = page.locator("a.words")
    assert links.count() == len(reading.mentions) + sum(1 for one in reading.attributions if not one.mentions)
    for at in range(links.count()):
        address = links.nth(at).get_attribute("href") or ""
        assert re.match(r"https://dispatches\.example/\d+#:~:text=[A-Za-z0-9_.~%]+(,[A-Za-z0-9_.~%]+)?$", address)
        assert links.nth(at).get_attribute("rel") == "noreferrer noopener"
    page.goto(served + path(named(desk, "=1+1")))
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("a.words, a.source").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, desk: Desk, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chosen = named(desk, TITLE)
    for address in ("/articles", path(chosen, f"#{chosen.mentions[0].id}"), path(named(desk, "=1+1"))):
        page.goto(served + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_nothing_is_pushed_sideways(page: Page, served: str, desk: Desk) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/articles", path(named(desk, TITLE)), path(named(desk, "=1+1")), path(named(desk, "נורווגיה"))):
        page.goto(served + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_on_paper(page: Page, served: str, reading: Reading) -> None:
    page.goto(served + path(reading))
    page.emulate_media(media="print")
    for part in (".masthead", "form.layers", ".review"):
        expect(page.locator(part).first).not_to_be_visible()
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator(".found-card").last).to_be_visible()
    expect(page.locator(".found")).to_have_css("overflow-y", "visible")
    expect(page.locator("#text .actor").first).to_have_css("print-color-adjust", "exact")


def test_a_translation_is_told_as_one(page: Page, served: str, desk: Desk) -> None:
    page.goto(served + path(named(desk, "נורווגיה")))
    expect(page.locator(".translated")).to_contain_text("The original is not in the store")
    expect(page.locator("#text")).to_have_attribute("dir", "auto")
    expect(page.locator("#text")).to_have_attribute("lang", "he")


def test_records_and_lists_as_data(served: str, desk: Desk, reading: Reading) -> None:
    assert httpx.get(served + path(reading, ".json")).text == json_text(desk.record(reading.id))
    listed = httpx.get(f"{served}/articles.json").json()
    assert [one["id"] for one in listed] == [one.id for one in desk.articles(limit=100).articles]
    rows = httpx.get(f"{served}/articles.csv").text
    assert "'=1+1" in rows
    found = httpx.get(f"{served}/articles", params={"words": '"covertly sending shells"'}).text
    assert found.count("data-row") == 1
    assert "page=2" in httpx.get(f"{served}/articles").text
    assert "shorter than that" in httpx.get(f"{served}/articles", params={"page": 99}).text


@pytest.mark.parametrize("rest", ["", ".json", "/marks.css"])
def test_an_unknown_article_is_not_found(served: str, rest: str) -> None:
    assert httpx.get(f"{served}/articles/ar-0000000000000{rest}").status_code == 404


def test_a_review_comes_from_a_page_of_the_desk_alone(served: str, desk: Desk, reading: Reading) -> None:
    before = len(desk.reviews())
    data = {"target": reading.attributions[0].id, "action": "reject"}
    assert httpx.post(served + path(reading, "/reviews"), data=data).status_code == 403
    with httpx.Client(base_url=served) as client:
        token = re.search(r'name="token" value="([^"]+)"', client.get(path(reading)).text)
        assert token is not None
        # An attribution of another article, and an event, are not reviewed here.
        for target in (named(desk, "=1+1").attributions[0].id, reading.mentions[0].event):
            sent = {"token": token[1], "target": target, "action": "reject"}
            assert client.post(path(reading, "/reviews"), data=sent).status_code == 403
        sent = {"token": token[1], "target": reading.attributions[0].id, "action": "correct"}
        assert client.post(path(reading, "/reviews"), data=sent).status_code == 400
    assert len(desk.reviews()) == before
