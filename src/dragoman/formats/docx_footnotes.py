"""Footnotes of a Word document: real ones, which Word numbers, moves and prints at the foot of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph
from lxml import etree

from dragoman.formats.case_words import Address
from dragoman.formats.docx_marks import element, link_outside, words

TEXT_STYLE, MARK_STYLE = "footnotetext", "footnotereference"
# The lines between text and notes are notes themselves, by these numbers.
LINES = {"separator": "-1", "continuationSeparator": "0"}


def add_footnotes(document: Document, notes: Mapping[int, tuple[str, Address | None]]) -> None:
    """Add the footnotes of a document, by number, each with the address that it ends in; ``refer`` points to them."""
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", document.part.package)
    root = etree.Element(qn("w:footnotes"), nsmap={name: nsmap[name] for name in ("w", "r")})
    for kind, name in LINES.items():
        root.append(line(kind, name))
    for number, (text, address) in notes.items():
        root.append(footnote(part, number, text, address))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settle(document)


def line(kind: str, name: str) -> Any:
    """The line between text and notes."""
    note, paragraph, run = element("w:footnote", type=kind, id=name), element("w:p"), element("w:r")
    run.append(element(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def footnote(part: Part, number: int, text: str, address: Address | None) -> Any:
    """One footnote."""
    note, paragraph = element("w:footnote", id=str(number)), element("w:p")
    properties = element("w:pPr")
    properties.append(element("w:pStyle", val=TEXT_STYLE))
    paragraph.append(properties)
    mark, style = element("w:r"), element("w:rPr")
    style.append(element("w:rStyle", val=MARK_STYLE))
    mark.append(style)
    mark.append(element("w:footnoteRef"))
    paragraph.append(mark)
    paragraph.append(words(f" {text}{' ' if address else ''}"))
    if address:
        relation = part.relate_to(address.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link_outside(paragraph, address.shown, relation)
    note.append(paragraph)
    return note


def settle(document: Document) -> None:
    """Name the lines between text and notes in the settings, before what must come after them."""
    named = element("w:footnotePr")
    for name in LINES.values():
        named.append(element("w:footnote", id=name))
    document.settings.element.find(qn("w:compat")).addprevious(named)


def refer(paragraph: Paragraph, number: int, style: str) -> None:
    """Put the number of a footnote at the end of a paragraph; Word counts them in the order of the text.

    Args:
        paragraph: where it is put.
        number: of the note.
        style: the id of the style of numbers.
    """
    run = paragraph.add_run()
    run._r.style = style
    run._r.append(element("w:footnoteReference", id=str(number)))
