"""Quoted words that went through a translation are marked on the reader page, on the event page and in evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.web.own_records import coder, place
from tests.web.served import serving

from dragoman.coding.wording import translated_by, with_wording
from dragoman.desk import Desk
from dragoman.formats.case_words import chain
from dragoman.intake.text import article_from_text
from dragoman.record import Attribution, Entity, Event, Mention, Record, When

SAID = "“We accuse Norway of closing the port,” the minister of Sweden said."
NOTICE = "Translated from Korean by Ann Roe"
BADGE = ">translated</span>"


def report(head: str, day: str) -> Record:
    """A quotation with the act that it reports, made by hand."""
    text = f"Port closed, Sweden says ({day})\n\n{head}{SAID}"
    article = article_from_text(text, published=day, publisher=f"Gazette {day}", language="en")
    entities = [Entity(id=f"state:{iso}", name=name, kind="state", known=True, state=iso)
                for iso, name in (("SWE", "Sweden"), ("NOR", "Norway"))]  # fmt: skip
    whole = place(text, SAID)
    mentions = [Mention(id="m1", text="Norway", kind="state", entity="state:NOR", **place(text, "Norway").model_dump()),
                Mention(id="m2", text="Sweden", kind="state", entity="state:SWE",
                        **place(text, "Sweden", whole.start).model_dump())]  # fmt: skip
    said = Attribution(
        id="a1", kind="direct", source=[place(text, "the minister of Sweden")], source_entity="state:SWE",
        cue=[place(text, "said")], content=[place(text, "“We accuse Norway of closing the port,”")], stance="assert",
    )  # fmt: skip
    event = Event(
        id="ev1", type="ACCUSE", quad="verbal conflict", score=-2.0, actors=["state:SWE"], recipients=["state:NOR"],
        when=When(value=day, precision="day"), confidence=0.8, attribution="a1", trigger=[place(text, "accuse")],
        sentence=whole,
    )  # fmt: skip
    with_wording([said], translated_by(article))
    return Record(
        coder=coder(), article=article, entities=entities, mentions=mentions, attributions=[said], events=[event]
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the desk is kept."""
    return tmp_path_factory.mktemp("translated") / "desk.db"


@pytest.fixture(scope="module")
def desk(store: Path) -> Desk:
    """A desk with one translated report and one that is none, of two acts."""
    opened = Desk(store)
    opened.add_records([report(f"{NOTICE}\n\n", "2026-03-04"), report("", "2026-05-20")])
    return opened


@pytest.fixture(scope="module")
def address(store: Path, desk: Desk) -> Iterator[str]:
    """Where the desk is served."""
    assert desk.articles().total == 2
    with serving(store) as found:
        yield found


def test_the_pages_mark_translated_words_and_no_others(desk: Desk, address: str) -> None:
    marked = {}
    for one in desk.articles(limit=10).articles:
        page = httpx.get(f"{address}/articles/{one.id}").text
        marked[(one.published or "")[:10]] = BADGE in page
        assert "Who says so" in page
    assert marked == {"2026-03-04": True, "2026-05-20": False}
    events = list(desk.events())
    assert {one.when_value: BADGE in httpx.get(f"{address}/events/{one.id}").text for one in events} == marked


def test_evidence_and_reading_say_which_words_were_translated(desk: Desk) -> None:
    for event in list(desk.events()):
        (mention,) = desk.show(event.id).mentions
        reading = desk.read_article(mention.article.id)
        assert mention.translated == reading.attributions[0].translated == (event.when_value == "2026-03-04")


def test_a_case_file_says_so_beneath_the_quote(desk: Desk) -> None:
    told = {quote.mention.article.published: chain(quote) for quote in desk.case_file().quotes}
    assert told["2026-03-04"].endswith("; translated")
    assert "translated" not in told["2026-05-20"]
