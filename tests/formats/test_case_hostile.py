"""Hostile words in a case file: markup, links and control characters of reports are shown as text in every format."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from tests.web.own_records import SCRIPT, coder, hostile, place

from dragoman.desk import Desk
from dragoman.desk.case import CaseFile
from dragoman.formats.case_docx import write_docx
from dragoman.formats.case_html import write_html
from dragoman.formats.case_markdown import write_markdown
from dragoman.formats.world_map import World
from dragoman.intake.text import article_from_text
from dragoman.record import Entity, Event, Record, Span, When, Where
from dragoman.web.assets import Assets

LINKED = "[the accord](javascript:alert(1)) | ![seal](https://evil.example/x.png) `code` *bold* $tax$"
SENTENCE = f"Peru\x0b signed \x1b[31m{LINKED} with\x01 Chile\ufffe."
SHOWN = f"Peru signed [31m{LINKED} with Chile."
TITLE = "[^1]: # Accord <b>signed</b> ]]> $x$ &amp;"
ADDRESS = "https://lima.example/a b>)\"'<c>?q=[1]#top"


def linked() -> Record:
    """An article out to become Markdown, XML or a formula, at a town of a strange name."""
    text = f"{TITLE}\n\n{SENTENCE}\n"
    article = article_from_text(
        text, title=TITLE, publisher="Lima | Post", url=ADDRESS, published="2026-03-04", language="en"
    )  # fmt: skip
    entities = [
        Entity(id="state:PER", name="Peru", kind="state", known=True, state="PER"),
        Entity(id="state:CHL", name="Chile", kind="state", known=True, state="CHL"),
        Entity(
            id="place:9", name="Puerto $x_{1}$ <i>", kind="place", known=True, state="PER", lat=-12.0, lon=-77.0,
            geo_precision="city",
        ),
    ]  # fmt: skip
    signed = place(text, SENTENCE)
    event = Event(
        id="e1", type="AGREE", mode=None, quad="verbal cooperation", score=5.0, actors=["state:PER"],
        recipients=["state:CHL"], trigger=[place(text, "signed", signed.start)],
        sentence=Span(start=signed.start, end=signed.end), confidence=0.9,
        when=When(value="2026-03-03", precision="day"), where=Where(entity="place:9", role="venue"),
    )  # fmt: skip
    return Record(coder=coder(), article=article, entities=entities, mentions=[], events=[event])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    with Desk(tmp_path_factory.mktemp("hostile") / "desk.db") as desk:
        desk.add_records([hostile(), linked()])
        found = desk.case_file(title=f"A case of {SCRIPT}\x07 | # [x](y)")
    assert len(found.quotes) >= 2
    return found


@pytest.fixture(scope="module")
def world() -> World:
    return World(Assets().text("world.json"))


def test_nothing_becomes_markdown(case: CaseFile, world: World) -> None:
    out = io.BytesIO()
    write_markdown(case, out, world)
    text = out.getvalue().decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == len(case.quotes)
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(text))
    assert not page.xpath("//script | //img | //b | //code | //iframe")
    assert {one.split(":")[0] for one in page.xpath("//a/@href")} == {"https"}
    assert len(page.xpath("//h1")) == 1
    for row in page.xpath("//tr"):
        assert len(row) == len(row.xpath("ancestor::table//th"))
    shown = " ".join(page.text_content().split())
    assert SCRIPT in shown
    assert SHOWN in shown
    assert TITLE in shown


def test_nothing_becomes_html(case: CaseFile, world: World) -> None:
    out = io.BytesIO()
    write_html(case, out, world)
    page = html.fromstring(out.getvalue())
    assert not page.xpath("//script | //img | //iframe")
    assert {one.split(":")[0] for one in page.xpath("//a/@href[not(starts-with(., '#'))]")} == {"https"}
    shown = " ".join(page.text_content().split())
    assert SCRIPT in shown
    assert SHOWN in shown
    assert TITLE in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", out.getvalue().decode())
    assert "Puerto $x_{1}$ <i>" in "".join(page.xpath("//*[local-name()='svg']//*[local-name()='text']/text()"))


def test_nothing_breaks_docx(case: CaseFile, world: World) -> None:
    out = io.BytesIO()
    write_docx(case, out, world)
    with zipfile.ZipFile(out) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        assert not [name for name in parts.namelist() if b"javascript:" in parts.read(name) and name.endswith(".rels")]
        notes = "".join(etree.fromstring(parts.read("word/footnotes.xml")).itertext())
    paper = docx.Document(io.BytesIO(out.getvalue()))
    shown = "\n".join(one.text for one in paper.paragraphs)
    assert f"“{SHOWN}”" in shown
    assert SCRIPT in shown
    assert TITLE in notes


def test_a_very_long_title_is_cut_in_the_properties_alone(case: CaseFile, tmp_path: Path) -> None:
    long = "word " * 100
    out = io.BytesIO()
    write_docx(case.model_copy(update={"title": long}), out, None)
    paper = docx.Document(io.BytesIO(out.getvalue()))
    assert len(paper.core_properties.title) <= 255
    assert paper.paragraphs[0].text == long.strip()
