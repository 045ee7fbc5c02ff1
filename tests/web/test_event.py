"""An event's own page: its evidence, its permanent address, and reviews that go round through the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dragoman.desk import Desk
from dragoman.store.found import FoundEvent


@pytest.fixture(scope="module")
def desk(store: Path) -> Desk:
    """The desk that is served, opened once more."""
    return Desk(store)


@pytest.fixture(scope="module")
def merged(desk: Desk) -> FoundEvent:
    """An event with several reports and concerns."""
    return next(event for event in desk.find(limit=1000) if event.mentions > 2 and event.concerns)


def plain_event(desk: Desk, at: int) -> FoundEvent:
    """An event with one report, another one for each test."""
    return [event for event in desk.find(limit=1000) if event.mentions == 1][at]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(page: Page, served: str, merged: FoundEvent, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served}/events/{merged.id}")
    for fold in page.locator("main details").all():
        fold.evaluate("one => { one.removeAttribute('name'); one.open = true }")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_holds_all_the_evidence(browser: Browser, served: str, desk: Desk, merged: FoundEvent) -> None:
    found = desk.show(merged.id)
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    plain.goto(f"{served}/events/{merged.id}")
    shown = " ".join((plain.locator("main").text_content() or "").split())
    for mention in found.mentions:
        assert " ".join(mention.sentence.split())[:590] in shown
        assert plain.locator(f"a[href='/articles/{mention.article.id}#{mention.id}']").count() == 1
    for reason in (
        *found.grade_reasons, *(one for origin in found.origins for one in origin.reasons),
        *(one for concern in merged.concerns for one in (concern.provision, *concern.reasons, *concern.against)),
        *(voice.name for voice in found.voices), *(one.text()[:80] for one in desk.cite(merged.id)),
    ):  # fmt: skip
        assert " ".join(reason.split()) in shown
    assert plain.evaluate("document.documentElement.scrollWidth") == 390
    plain.context.close()


def test_every_id_leads_to_the_present_address(served: str, desk: Desk, merged: FoundEvent) -> None:
    for mention in desk.show(merged.id).mentions:
        answer = httpx.get(f"{served}/events/{mention.id}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/events/{merged.id}")
    for unknown in ("ev-0000000000000", "nonsense", "%2e%2e%2fetc"):
        assert httpx.get(f"{served}/events/{unknown}").status_code == 404


def test_files(served: str, desk: Desk, merged: FoundEvent) -> None:
    whole = json.loads(httpx.get(f"{served}/events/{merged.id}.json").text)
    assert whole == json.loads(desk.show(merged.id).model_dump_json())
    footnotes = httpx.get(f"{served}/events/{merged.id}.txt")
    assert footnotes.headers["content-type"].startswith("text/plain")
    assert len(footnotes.text.splitlines()) == len(desk.cite(merged.id))


def test_a_citation_is_copied(page: Page, served: str, desk: Desk, merged: FoundEvent) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/events/{merged.id}")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == " ".join(desk.cite(merged.id)[0].text().split())


def test_a_review_goes_round(page: Page, served: str, desk: Desk) -> None:
    event = plain_event(desk, 0)
    page.goto(f"{served}/events/{event.id}")
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Why").fill("<b>not</b> in the text")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url(f"**/events/{event.id}#reviews")
    expect(page.locator(".reviews .note")).to_have_text("<b>not</b> in the text")
    expect(page.locator(".event-head .badge")).to_contain_text("rejected by an analyst")
    assert event.id not in {one.id for one in desk.find(limit=1000)}
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".reviews .withdrawn")).to_contain_text("withdrawn")
    assert event.id in {one.id for one in desk.find(limit=1000)}


def test_an_event_is_corrected(page: Page, served: str, desk: Desk) -> None:
    event = plain_event(desk, 1)
    page.goto(f"{served}/events/{event.id}")
    page.locator("summary", has_text="Correct").click()
    page.get_by_label("Type").select_option("COOPERATE")
    page.get_by_label("Date, or first day").fill("2019-04")
    page.get_by_label("Borne out").select_option("1")
    page.get_by_role("button", name="Correct").click()
    page.wait_for_url("**#reviews")
    found = desk.show(event.id).event
    assert (found.type, found.when_value, found.credibility, found.standing) == ("COOPERATE", "2019-04", 1, "corrected")
    assert found.factuality == event.factuality
    page.locator("summary", has_text="Correct").click()
    page.get_by_label("Date, or first day").fill("-")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator(".facts")).to_contain_text("not known: no report dates it")
    assert desk.show(event.id).event.when_value is None


def test_a_single_report_is_confirmed(page: Page, served: str, desk: Desk, merged: FoundEvent) -> None:
    page.goto(f"{served}/events/{merged.id}")
    page.locator("summary", has_text="Confirm").click()
    page.locator("#confirm-target").select_option(index=1)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**#reviews")
    assert [one.standing for one in desk.show(merged.id).mentions].count("confirmed") == 1


def test_where_nothing_is_left_of_an_event_the_reviews_are_listed(page: Page, served: str, desk: Desk) -> None:
    event = plain_event(desk, 2)
    mention = desk.show(event.id).mentions[0].id
    page.goto(f"{served}/events/{event.id}")
    page.locator("summary", has_text="Reject").click()
    page.locator("#reject-target").select_option(mention)
    page.get_by_label("Why").fill("a test")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url("**/reviews")
    page.locator("li", has_text=mention).get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**/events/ev-*")
    assert desk.show(event.id).event.standing == "machine"


def test_reports_are_split_off_and_the_events_joined_again(page: Page, served: str, desk: Desk) -> None:
    event = next(found for found in desk.find(limit=1000) if found.mentions == 2)
    one, other = (mention.id for mention in desk.show(event.id).mentions)
    page.goto(f"{served}/events/{event.id}")
    page.locator("summary", has_text="Split").click()
    page.locator(f"input[value='{other}']").check()
    page.get_by_role("button", name="Split").click()
    page.wait_for_url("**#reviews")
    apart = {desk.event_id(one), desk.event_id(other)}
    assert len(apart) == 2
    page.locator("summary", has_text="Join").click()
    page.get_by_label("Ids of events").fill(", ".join(apart - {re.findall(r"ev-\w+", page.url)[0]}))
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".reviews")).to_contain_text("join")
    assert desk.event_id(one) == desk.event_id(other)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"action": "correct"}, "a correction names fields"), ({"action": "burn"}, "no review"),
        ({"action": "correct", "when_value": "soon"}, "no when_value"),
        ({"action": "confirm", "target": "ar-0000000000000"}, "no id of an event"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_told(
    served: str, desk: Desk, merged: FoundEvent, form: dict[str, str], said: str
) -> None:
    before = desk.reviews()
    with httpx.Client(base_url=served) as client:
        page = client.get(f"/events/{merged.id}").text
        token = re.findall(r'name="token" value="([^"]+)"', page)[0]
        answer = client.post(f"/events/{merged.id}/review", data={**form, "token": token})
        forged = client.post(f"/events/{merged.id}/review", data={**form, "action": "confirm", "token": "guessed"})
    assert answer.status_code in (400, 404)
    assert said in answer.text
    assert forged.status_code == 403
    assert desk.reviews() == before
