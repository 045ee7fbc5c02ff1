"""Case files: all that a report needs is in one, every quote is the article's own words, and numbers lead somewhere."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree, html

from dragoman.desk import Desk
from dragoman.desk.case import MOST_QUOTES, CaseFile, foreign_event
from dragoman.formats.case_docx import write_docx
from dragoman.formats.case_html import write_html
from dragoman.formats.case_markdown import write_markdown
from dragoman.formats.world_map import World
from dragoman.record import Record
from dragoman.store.found import Foreign
from dragoman.store.refusals import QueryError
from dragoman.web.assets import Assets

ASKED = {"between": ("RUS", "PRK"), "since": "2023"}
WRITERS = [write_markdown, write_html, write_docx]


@pytest.fixture(scope="module")
def world() -> World:
    return World(Assets().text("world.json"))


@pytest.fixture(scope="module")
def desk(example: Path) -> Desk:
    return Desk(example)


@pytest.fixture(scope="module")
def case(desk: Desk) -> CaseFile:
    return desk.case_file(**ASKED)


@pytest.fixture(scope="module")
def page(case: CaseFile, world: World) -> html.HtmlElement:
    return html.fromstring(written(write_html, case, world))


@pytest.fixture(scope="module")
def paper(case: CaseFile, world: World) -> Document:
    return docx.Document(io.BytesIO(written(write_docx, case, world)))


def written(writer, case: CaseFile, world: World | None) -> bytes:  # type: ignore[no-untyped-def]
    """What a writer writes."""
    out = io.BytesIO()
    assert writer(case, out, world) == len(case.events)
    return out.getvalue()


def flat(text: str) -> str:
    """Text with single blanks."""
    return " ".join(text.split())


def test_events_stand_in_order_of_time(desk: Desk, case: CaseFile) -> None:
    assert [one.number for one in case.events] == list(range(1, case.total + 1))
    assert {one.event.id for one in case.events} == {one.id for one in desk.find(**ASKED, limit=1000)}
    days = [one.event.when_value or one.event.first_report or "" for one in case.events]
    assert [day[:7] for day in days] == sorted(day[:7] for day in days)
    assert case.last == max(one.published or "" for one in desk.articles(limit=1000).articles)[:10]


def test_every_quote_is_a_slice_of_its_article(desk: Desk, case: CaseFile) -> None:
    records: dict[str, Record] = {}
    assert len(case.quotes) > 80
    for quote in case.quotes:
        mention = quote.mention
        if mention.article.id not in records:
            records[mention.article.id] = desk.record(mention.article.id)
        assert records[mention.article.id].article.text[mention.start : mention.end] == mention.sentence
    assert [quote.number for quote in case.quotes] == list(range(1, len(case.quotes) + 1))


def test_every_article_and_every_thing_said_comes_to_word(desk: Desk, case: CaseFile) -> None:
    for one in case.events:
        mentions = desk.show(one.event.id).mentions
        quoted = [(quote.mention.article.id, quote.mention.factuality) for quote in one.quotes]
        said = {(mention.article.id, mention.factuality) for mention in mentions}
        assert len(quoted) == len(set(quoted)) == min(MOST_QUOTES, len(said))
        assert set(quoted) <= said
        assert one.further == len(mentions) - len(one.quotes)


def test_who_denies_is_called_by_name(desk: Desk) -> None:
    denied = [name for one in desk.case_file().events for name in one.denied_by]
    assert "Vasily Nebenzya" in denied
    assert [name for name in denied if re.match(r"(person|state|organisation|group):", name)] == []


def test_provisions_are_there_in_full(case: CaseFile, page: html.HtmlElement) -> None:
    named = {concern.provision for one in case.events for concern in one.event.concerns}
    assert {one.row.id for one in case.provisions} == named
    shown = flat(page.text_content())
    for one in case.provisions:
        assert one.row.summary in shown
        assert all(page.xpath("//a[@href=$url]", url=url) for _, url in one.sources)
        assert all(one.row.id in {c.provision for c in case.events[at - 1].event.concerns} for at in one.events)
    for event in case.events:
        for concern in event.event.concerns:
            assert all(flat(reason) in shown for reason in (*concern.reasons, *concern.against))


def test_what_is_beyond_is_said(desk: Desk, case: CaseFile) -> None:
    short = desk.case_file(**ASKED, limit=5)
    assert [one.event.id for one in short.events] == [one.event.id for one in case.events[-5:]]
    assert short.beyond == case.total - 5
    for writer in (write_markdown, write_html):
        text = written(writer, short, None).decode()
        assert f"the other {short.beyond} are older" in text
        assert "There is no map: nothing to draw it on was given" in text


def test_nothing_found_is_a_file_that_says_so(desk: Desk, world: World) -> None:
    empty = desk.case_file("unheard-of-word")
    assert empty.events == []
    assert "Nothing in the store is what was asked for" in written(write_markdown, empty, world).decode()
    assert written(write_docx, empty, world).startswith(b"PK")
    assert "Nothing in the store" in written(write_html, empty, world).decode()


def test_a_condition_that_cannot_be_asked_is_refused(desk: Desk) -> None:
    with pytest.raises(QueryError):
        desk.case_file(type="NO-SUCH-TYPE")


def test_a_tie_is_drawn_where_two_states_are_asked_about(desk: Desk, case: CaseFile, page: html.HtmlElement) -> None:
    assert case.ties is not None
    assert [one.get("aria-labelledby") for one in page.iter("svg")] == ["map-alt", "series-alt", "tie-alt"]
    assert "no two states were asked about" in written(write_markdown, desk.case_file(type="AID"), None).decode()


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_desk_gives_the_same_bytes(desk: Desk, case: CaseFile, world: World, writer) -> None:  # type: ignore[no-untyped-def]
    assert written(writer, case, world) == written(writer, desk.case_file(**ASKED), world)


@pytest.mark.parametrize("writer", WRITERS)
def test_an_event_of_another_coding_has_a_place(case: CaseFile, writer) -> None:  # type: ignore[no-untyped-def]
    foreign = Foreign(coding="gdelt", id="1142", code="0841")
    event = case.events[0].event.model_copy(update={"foreign": foreign, "origins": [], "voices": []})
    one = case.model_copy(update={"events": [foreign_event(1, event)], "provisions": []})
    data = written(writer, one, None)
    text = data.decode() if writer is not write_docx else text_of(docx.Document(io.BytesIO(data)))
    assert "gdelt, not dragoman" in text


def test_markdown_numbers_lead_to_citations(case: CaseFile, world: World, tmp_path: Path) -> None:
    out = io.BytesIO()
    write_markdown(case, out, world, tmp_path / "case.md")
    text = out.getvalue().decode()
    marks = [int(one) for one in re.findall(r"”\[\^(\d+)\]$", text, re.MULTILINE)]
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.+)$", text, re.MULTILINE))
    assert marks == [quote.number for quote in case.quotes] == [int(one) for one in notes]
    for quote in case.quotes:
        note = notes[str(quote.number)].replace("\\", "")
        assert quote.mention.article.publisher is not None
        assert quote.mention.article.publisher in note
        assert quote.mention.id in note
    for name in ("map", "series", "tie"):
        assert f"](<case-{name}.png>)" in text
        assert (tmp_path / f"case-{name}.png").read_bytes().startswith(b"\x89PNG")


def test_markdown_without_pictures_says_what_they_show(case: CaseFile, world: World) -> None:
    text = written(write_markdown, case, world).decode()
    assert "![" not in text
    assert text.count("The picture is not in this file; ") == 3


def test_html_numbers_lead_to_citations_and_back(case: CaseFile, page: html.HtmlElement) -> None:
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    for target in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in names, target
    quotes = page.find_class("quote")
    assert [flat(one.find(".//blockquote/p").text)[1:-1] for one in quotes] == [
        flat(quote.mention.sentence) for quote in case.quotes
    ]  # fmt: skip
    for quote in case.quotes:
        note = page.get_element_by_id(f"note-{quote.number}")
        assert quote.mention.id in note.text_content()
        assert note.xpath(".//a[contains(@href, ':~:text=')]")
        assert page.get_element_by_id(f"quote-{quote.number}").get("href") == f"#note-{quote.number}"


def test_html_needs_nothing_else_and_runs_nothing(page: html.HtmlElement) -> None:
    assert not page.xpath("//script | //link | //img | //iframe | //@onload | //@onclick")
    assert not [value for value in page.xpath("//*[local-name()='use']/@*") if value.startswith("http")]
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def text_of(paper: Document) -> str:
    """All text of a document, outside tables."""
    return "\n".join(one.text for one in paper.paragraphs)


def test_docx_has_headings_contents_and_page_numbers(case: CaseFile, paper: Document) -> None:
    headings = [one for one in paper.paragraphs if one.style is not None and one.style.name.startswith("Heading")]  # type: ignore[union-attr]
    assert sum(one.style.name == "Heading 2" for one in headings) >= len(case.events)  # type: ignore[union-attr]
    assert headings[0].text == "Summary"
    fields = [one.text or "" for one in paper.element.iter(qn("w:instrText"))]
    assert any(one.strip().startswith("TOC") for one in fields)
    foot = "".join(one.text or "" for one in paper.sections[0].footer._element.iter(qn("w:instrText")))
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    begun = [one.get(qn("w:fldCharType")) for one in paper.element.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end") == len(fields)
    places = {one.get(qn("w:name")) for one in paper.element.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in paper.element.iter(qn("w:hyperlink"))} - {None} <= places


def test_docx_tables_have_header_rows_and_pictures_alt_text(case: CaseFile, paper: Document) -> None:
    assert len(paper.tables) == 5
    for table in paper.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(paper.tables[1].rows) == len(case.events) + 1
    assert [cell.text for cell in paper.tables[1].rows[0].cells][:3] == ["No.", "When", "Who → whom"]
    assert len(paper.inline_shapes) == 3
    for shape in paper.inline_shapes:
        assert len(shape._inline.docPr.get("descr", "")) > 40
    captions = [one.text for one in paper.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert sum(one.startswith("Figure ") for one in captions) == 3
    assert sum(one.startswith("Table ") for one in captions) == 5


def test_docx_footnotes_are_real(case: CaseFile, paper: Document) -> None:
    part = next(one.target_part for one in paper.part.rels.values() if one.reltype.endswith("/footnotes"))
    root = etree.fromstring(part.blob)
    notes = {
        one.get(qn("w:id")): "".join(one.itertext()) for one in root if one.get(qn("w:type")) is None
    }  # fmt: skip
    marks = [one.get(qn("w:id")) for one in paper.element.iter(qn("w:footnoteReference"))]
    assert marks == list(notes) == [str(quote.number) for quote in case.quotes]
    for quote in case.quotes:
        assert quote.mention.id in notes[str(quote.number)]
    quoted = [one.text for one in paper.paragraphs if one.style is not None and one.style.name == "Quote"]
    assert quoted == [f"“{flat(quote.mention.sentence)}”" for quote in case.quotes]


def test_docx_properties_come_from_the_data(case: CaseFile, paper: Document) -> None:
    assert paper.core_properties.title == "Reports on Russia and North Korea"
    assert paper.core_properties.created is not None
    assert paper.core_properties.created.date().isoformat() == case.last
