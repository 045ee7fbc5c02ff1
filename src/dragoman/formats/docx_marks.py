"""Marks in a Word document that python-docx has no call for: fields, bookmarks, links, alt text, header rows."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LINK_COLOUR = "0B5CAD"
HEADER_FILL = "EFEDE6"
RULE_COLOUR = "BDB9AE"


def element(tag: str, **attributes: str) -> Any:
    """An element such as 'w:fldChar' with its attributes in the namespace of Word."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def words(text: str, *, style: str | None = None, link: bool = False) -> Any:
    """A run of text, for what python-docx makes no runs in."""
    run = element("w:r")
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    if link:
        properties.append(element("w:color", val=LINK_COLOUR))
        properties.append(element("w:u", val="single"))
    if len(properties):
        run.append(properties)
    held = element("w:t")
    held.set(qn("xml:space"), "preserve")
    held.text = text
    run.append(held)
    return run


def part_of_field(run: Run, kind: str) -> None:
    """Put the beginning, the middle or the end of a field into a run."""
    run._r.append(element("w:fldChar", fldCharType=kind))


def instruction(run: Run, text: str) -> None:
    """Put what a field is to show into a run."""
    held = element("w:instrText")
    held.set(qn("xml:space"), "preserve")
    held.text = text
    run._r.append(held)


def field(paragraph: Paragraph, text: str, shown: str) -> None:
    """Put a field at the end of a paragraph, such as 'PAGE'; until a program works it out, it shows something."""
    part_of_field(paragraph.add_run(), "begin")
    instruction(paragraph.add_run(), f" {text} ")
    part_of_field(paragraph.add_run(), "separate")
    paragraph.add_run(shown)
    part_of_field(paragraph.add_run(), "end")


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Make a paragraph a place that links lead to."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link_inside(paragraph: Paragraph, text: str, name: str, *, coloured: bool = True) -> None:
    """Put a link to a bookmark at the end of a paragraph."""
    held = element("w:hyperlink", anchor=name, history="1")
    held.append(words(text, link=coloured))
    paragraph._p.append(held)


def link_outside(paragraph: Any, text: str, relation: str) -> None:
    """Put a link to an address, which a relation of the part names, at the end of a paragraph's element."""
    held = element("w:hyperlink", history="1")
    held.set(qn("r:id"), relation)
    held.append(words(text, link=True))
    paragraph.append(held)


def tell(shape: InlineShape, name: str, alt: str) -> None:
    """Give a picture its alt text, and no room of its own at its sides."""
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("descr", alt)
    properties.set("name", name)


def header_row(row: _Row) -> None:
    """Make a row the header, which is repeated on each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=HEADER_FILL))


def whole_row(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def ruled(table: Table, caption: str) -> None:
    """Give a table thin rules between its rows, and a title for those who do not see it."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE_COLOUR))
    after = next(one for one in properties if one.tag in (qn("w:tblLayout"), qn("w:tblLook")))
    after.addprevious(borders)
    properties.append(element("w:tblCaption", val=caption))
