"""A case file as a Word document: real headings, contents, footnotes, captions, header rows and page numbers."""

from __future__ import annotations

import io
from typing import BinaryIO

from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from dragoman.desk.case import CaseFile
from dragoman.formats.case_file import Block, Bullets, Document, Facts, Heading, Image, Quote, Table, Text, document
from dragoman.formats.case_pictures import pictures
from dragoman.formats.case_words import Address
from dragoman.formats.docx_footnotes import add_footnotes, refer
from dragoman.formats.docx_marks import (
    bookmark,
    field,
    header_row,
    instruction,
    link_inside,
    link_outside,
    part_of_field,
    ruled,
    tell,
    whole_row,
)
from dragoman.formats.docx_paper import TEXT_WIDTH, paper, save
from dragoman.formats.world_map import World

# Longer names of facts stand on a line of their own.
LONGEST_NAME = 26
IN_CONTENTS = 2


def write_docx(case: CaseFile, out: BinaryIO, world: World | None = None) -> int:
    """Write a case file as a Word document; gives the number of events.

    Args:
        case: what ``Desk.case_file`` gathered.
        out: where to.
        world: the drawing of the world; without it there is no map.
    """
    found = document(case, pictures(case, world))
    made = paper(found.title, found.day)
    Writer(made, found).write()
    save(made, out)
    return len(case.events)


class Writer:
    """Puts the blocks of a document on paper.

    Args:
        made: the paper.
        found: the document.
    """

    def __init__(self, made: Paper, found: Document) -> None:
        self.made = made
        self.found = found
        # Names of bookmarks may hold letters and digits alone.
        self.marks = {one.name: f"place{number}" for number, one in enumerate(found.headings, start=1)}
        self.tables = 0
        # Asked for by name, a style is sought among hundreds each time.
        self.styles = {style.name: style.style_id for style in made.styles}

    def write(self) -> None:
        """The whole document."""
        if self.found.notes:
            add_footnotes(self.made, self.found.notes)
        self.title_page()
        self.contents()
        for block in self.found.blocks:
            self.block(block)

    def title_page(self) -> None:
        """What was asked, and when the data end."""
        self.paragraph(self.found.title, "Title")
        end = f"; the data end on {self.found.day}" if self.found.day else ""
        self.paragraph(f"Case file: what reports say, word for word, and who says so{end}.", "Subtitle")
        for heading, facts in (("What was asked", self.found.asked), ("What the file was made of", self.found.held)):
            self.paragraph("", "Beginning").add_run(heading).bold = True
            for name, value in facts:
                self.fact(name, [value])
        self.page_break()

    def paragraph(self, text: str, style: str) -> Paragraph:
        """A paragraph in a style."""
        made = self.made.add_paragraph(text)
        made._p.style = self.styles[style]
        return made

    def page_break(self) -> None:
        """On to the next page."""
        self.made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def contents(self) -> None:
        """The table of contents: a field that Word fills with page numbers; until then, links."""
        self.paragraph("Contents", "TOC Heading")
        listed = [one for one in self.found.headings if one.level <= IN_CONTENTS]
        for number, one in enumerate(listed):
            entry = self.paragraph("", f"toc {one.level}")
            if number == 0:
                part_of_field(entry.add_run(), "begin")
                instruction(entry.add_run(), f' TOC \\o "1-{IN_CONTENTS}" \\h \\z \\u ')
                part_of_field(entry.add_run(), "separate")
            link_inside(entry, one.text, self.marks[one.name], coloured=False)
            if number == len(listed) - 1:
                part_of_field(entry.add_run(), "end")
        self.page_break()

    def block(self, block: Block) -> None:
        """One block."""
        match block:
            case Heading():
                self.heading(block)
            case Text(text, small):
                self.paragraph(text, "Small" if small else "Normal")
            case Facts(_, rows):
                for name, values in rows:
                    self.fact(name, values)
            case Table():
                self.table(block)
            case Quote():
                self.quote(block)
            case Bullets(listed):
                for text, address in listed:
                    self.address(self.paragraph(text, "List Bullet"), address)
            case Image():
                self.image(block)

    def heading(self, block: Heading) -> None:
        """A heading, to which the contents lead."""
        made = self.paragraph(block.text, f"Heading {block.level}")
        mark = self.marks[block.name]
        bookmark(made, int(mark.removeprefix("place")), mark)

    def fact(self, name: str, values: list[str]) -> None:
        """A name at the left and its lines at the right."""
        made = self.paragraph("", "Fact")
        made.add_run(name).bold = True
        if len(name) > LONGEST_NAME:
            made.paragraph_format.keep_with_next = True
        else:
            made.add_run(f"\t{values[0]}")
            values = values[1:]
        for value in values:
            made = self.paragraph(value, "Fact")
            made.paragraph_format.first_line_indent = Mm(0)

    def quote(self, block: Quote) -> None:
        """Words of a report with their footnote, and who says so."""
        made = self.paragraph(f"“{block.words}”", "Quote")
        refer(made, block.number, self.styles["footnote reference"])
        self.paragraph(block.chain, "Said by")

    def table(self, block: Table) -> None:
        """A table below its caption, with a header row that each page repeats."""
        self.tables += 1
        self.caption("Table", self.tables, block.caption).paragraph_format.keep_with_next = True
        made = self.made.add_table(rows=1, cols=len(block.columns))
        made.autofit = False
        ruled(made, block.caption)
        shares = sum(share for _, share in block.columns)
        widths = [Mm(TEXT_WIDTH * share / shares) for _, share in block.columns]
        for row in range(len(block.rows) + 1):
            line = made.rows[0] if row == 0 else made.add_row()
            whole_row(line)
            texts = block.rows[row - 1] if row else [name for name, _ in block.columns]
            for at, (cell, text, width) in enumerate(zip(line.cells, texts, widths, strict=True)):
                cell.width = width
                held = cell.paragraphs[0]
                held._p.style = self.styles["Cell"]
                if row and at == 0 and block.links:
                    link_inside(held, text, self.marks[block.links[row - 1]])
                else:
                    held.add_run(text).bold = True if row == 0 else None
            if row == 0:
                header_row(line)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        self.paragraph("", "Small")

    def image(self, block: Image) -> None:
        """A picture above its caption, with its alt text."""
        picture = block.picture
        shape = self.made.add_picture(io.BytesIO(picture.png()), width=Mm(TEXT_WIDTH))
        tell(shape, picture.title, picture.alt)
        self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        self.caption("Figure", block.number, picture.caption)

    def caption(self, kind: str, number: int, text: str) -> Paragraph:
        """A caption that Word counts."""
        made = self.paragraph(f"{kind} ", "Caption")
        field(made, f"SEQ {kind} \\* ARABIC", str(number))
        made.add_run(f". {text}.")
        return made

    def address(self, made: Paragraph, address: Address | None) -> None:
        """An address at the end of a paragraph, as a link that shows it."""
        if address:
            made.add_run(" ")
            relation = self.made.part.relate_to(address.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link_outside(made._p, address.shown, relation)
