"""The paper of a Word document: its page, its styles, its foot, and a file that is the same for the same text."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dragoman.formats.docx_marks import element, field
from dragoman.formats.words import shortened

INK, FAINT = RGBColor(0x1A, 0x1D, 0x21), RGBColor(0x56, 0x5B, 0x63)
FONT = "Calibri"
# More, the properties of a document do not hold.
LONGEST_TITLE = 250
PAPER_WIDTH, PAPER_HEIGHT, MARGIN = 210, 297, 22
TEXT_WIDTH = PAPER_WIDTH - 2 * MARGIN
NAMES_WIDTH = 50
HEADINGS = {"Heading 1": (18, 24), "Heading 2": (13, 18), "Heading 3": (11, 10), "Heading 4": (10.5, 8)}
# What a zip file gives for the first day that it knows: the time of making is nobody's concern.
NO_TIME = (1980, 1, 1, 0, 0, 0)
NO_DAY = datetime(1980, 1, 1)
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def paper(title: str, day: str | None) -> Document:
    """An empty document with its page, styles and foot.

    Args:
        title: of the document.
        day: on which the data end, which is taken for the day of making.
    """
    made = docx.Document()
    page(made, title)
    styles(made)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = shortened(title, LONGEST_TITLE), "dragoman", "dragoman"
    about.subject, about.language, about.comments, about.revision = "Case file", "en", "", 1
    about.created = about.modified = datetime.fromisoformat(day) if day and len(day) == len("YYYY-MM-DD") else NO_DAY
    for name, relation in list(made.part.package.rels.items()):
        # A picture of the empty template.
        if relation.reltype == THUMBNAIL:
            del made.part.package.rels[name]
    made.settings.element.find(qn("w:compat")).addprevious(element("w:updateFields", val="true"))
    return made


def page(made: Document, title: str) -> None:
    """Size and margins, and the foot with its page number on all pages but the first."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(PAPER_WIDTH), Mm(PAPER_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.different_first_page_header_footer = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{title}  ·  page ")
    field(foot, "PAGE", "2")
    foot.add_run(" of ")
    field(foot, "NUMPAGES", "2")
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), FAINT


def styles(made: Document) -> None:
    """The styles: one family of type, headings by size, no colours but for links."""
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.1
    language = made.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    for name, (size, before) in HEADINGS.items():
        plain_heading(made.styles[name], size, before)
    plain_heading(made.styles["Title"], 28, 120)
    for border in made.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    below = made.styles["Subtitle"]
    plain_heading(below, 12, 0)
    below.font.bold, below.font.italic, below.font.color.rgb = False, False, FAINT
    for spacing in list(below.element.iter(qn("w:spacing"))):
        if spacing.getparent().tag == qn("w:rPr"):
            spacing.getparent().remove(spacing)
    caption, quote = made.styles["Caption"], made.styles["Quote"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(9), False, FAINT
    quote.font.italic, quote.font.color.rgb = False, INK
    quote.paragraph_format.left_indent, quote.paragraph_format.space_after = Mm(6), Pt(1)
    quote.paragraph_format.keep_with_next = True
    made_style(made, "Said by", 9, 6, 8)
    made_style(made, "Small", 9, 0, 6)
    made_style(made, "Cell", 8.5, 0, 0)
    made_style(made, "Beginning", 12, 0, 4).paragraph_format.space_before = Pt(18)
    made_style(made, "footnote text", 8.5, 0, 2)
    for name, indent in (("toc 1", 0), ("toc 2", 6)):
        made_style(made, name, 10, indent, 2)
    facts = made_style(made, "Fact", 10, NAMES_WIDTH, 2)
    facts.paragraph_format.first_line_indent = Mm(-NAMES_WIDTH)
    facts.paragraph_format.tab_stops.add_tab_stop(Mm(NAMES_WIDTH))
    mark = made.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def plain_heading(style: ParagraphStyle, size: float, before: float) -> None:
    """A heading in the type of the text."""
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
    # The theme's type would win over the name.
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
    style.paragraph_format.keep_with_next = True


def made_style(made: Document, name: str, size: float, indent: float, after: float) -> ParagraphStyle:
    """A paragraph style of our own.

    Args:
        made: the document.
        name: of the style.
        size: of its type, in points.
        indent: from the left, in millimetres.
        after: space below, in points.
    """
    style: ParagraphStyle = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = made.styles["Normal"], Pt(size)
    style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(indent), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def save(made: Document, out: BinaryIO) -> None:
    """Write a document; the same document is the same bytes."""
    held = io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
