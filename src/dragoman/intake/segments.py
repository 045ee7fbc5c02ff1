"""Segments of a text by layout and wording: title, standfirst, byline, dateline, paragraph, caption, credit, notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.intake.bylines import Byline, byline_of
from dragoman.intake.credits import MOST_CAPTION_WORDS, credit_start, is_source, opens_caption
from dragoman.intake.datelines import Dateline, dateline_of
from dragoman.intake.headings import is_kicker, is_standfirst, is_title
from dragoman.intake.lines import Line, lines_of, unwrapped
from dragoman.intake.publishing import publisher_named
from dragoman.intake.stamps import Stamp, labelled_stamps, parsed_stamp
from dragoman.knowledge.notices import StampKind, notices
from dragoman.knowledge.publishers import Publisher
from dragoman.knowledge.translation_notices import translation_notice
from dragoman.record import Segment, SegmentRole

DRESS = "()[]. |•·–—-"
# A byline or a bare date stands among so many first lines.
HEAD_LINES = 10
LONGEST_DATE = 60
MOST_STANDFIRSTS = 2
LANGUAGE = re.compile(r"\b(?:from|in|the|original)\s+(?:the\s+)?(?:original\s+)?([A-Z]\w+)")
# What may stand between a title and the byline or dateline under it.
BESIDE: frozenset[SegmentRole | None] = frozenset({"notice", "caption", "credit"})


@dataclass(slots=True)
class Layout:
    """What the lines of a text turned out to be, and what they say about the article.

    Attributes:
        segments: in order, without overlaps; they cover everything but white space.
        title: the title's text.
        byline: the authors' names.
        publisher, publisher_from: whom a byline or dateline names, and which of them does.
        stamps: what printed stamps say, by 'updated' and 'published'.
        dated: the day that a dateline prints.
        translated, languages: whether a notice says that it is a translation, and the languages that such notices name.
    """

    segments: list[Segment] = field(default_factory=list)
    title: str | None = None
    byline: list[str] = field(default_factory=list)
    publisher: Publisher | None = None
    publisher_from: str | None = None
    stamps: dict[StampKind, Stamp] = field(default_factory=dict)
    dated: str | None = None
    translated: bool = False
    languages: list[str] = field(default_factory=list)


def lay_out(text: str, known: Sequence[Segment] = ()) -> Layout:
    """Find the segments of a text.

    Args:
        text: the text; it is not changed.
        known: segments whose roles are known already, such as a page's title and captions; each starts with a line.
    """
    layout = Layout()
    lines = give_roles(lines_of(text), known)
    if len(lines) > 1:
        metadata_roles(lines, layout)
    lines = unwrapped(lines, text)
    cuts = caption_roles(lines)
    if not known:
        head_roles(lines)
    first = next((line for line in lines if line.role is None), None)
    for line in lines:
        add_line(line, cuts.get(line.start), line is first, layout)
    title = next((line.text for line in lines if line.role == "title"), None)
    layout.title = " ".join(title.split()) if title else None
    return layout


def give_roles(lines: list[Line], known: Sequence[Segment]) -> list[Line]:
    """The lines with the known roles; a line that goes on after a known segment is two."""
    segments = {segment.start: segment for segment in known}
    given: list[Line] = []
    for line in lines:
        segment = segments.get(line.start)
        if segment is None:
            given.append(line)
            continue
        width = segment.end - segment.start
        given.append(Line(line.start, segment.end, line.text[:width], line.block, segment.role, line.alone))
        if rest := line.text[width:].lstrip():
            given.append(Line(line.end - len(rest), line.end, rest, line.block, alone=line.alone))
    return given


def metadata_roles(lines: list[Line], layout: Layout) -> None:
    """Mark the lines that are no prose by their wording alone: notices and bylines."""
    before: SegmentRole | None = None
    for number, line in enumerate(lines):
        if line.role is None:
            line.role = metadata_role(line, before, number < HEAD_LINES, layout)
        before = line.role


def metadata_role(line: Line, before: SegmentRole | None, in_head: bool, layout: Layout) -> SegmentRole | None:
    """The role of a line that follows one of role 'before', where its wording tells; None for prose."""
    if stamps := labelled_stamps(line.text):
        layout.stamps = stamps | layout.stamps
        return "notice"
    if (said := translation_notice(line.text)) is not None:
        layout.translated = True
        keep_language(said.language, layout)
        return "notice"
    kind = notices().kind_of(line.text)
    if kind == "translation":
        read_translation(line.text, layout)
    if kind is not None:
        return "notice"
    return head_metadata(line, before, layout) if in_head else None


def head_metadata(line: Line, before: SegmentRole | None, layout: Layout) -> SegmentRole | None:
    """The role of a byline, agency name or bare date among the first lines."""
    if (byline := byline_of(line.text)) is not None:
        read_byline(byline, layout)
        return "byline"
    if (agency := publisher_named(line.text)) is not None and (line.alone or before == "byline"):
        read_byline(Byline(publisher=agency), layout)
        return "byline"
    if len(line.text) <= LONGEST_DATE and line.text[-1:].isalnum() and any(map(str.isdigit, line.text)):
        stamp = parsed_stamp(line.text)
        if stamp.value is not None:
            layout.stamps.setdefault("published", Stamp(stamp.value, "a date that stands alone above the report"))
            return "notice"
    return None


def read_byline(byline: Byline, layout: Layout) -> None:
    """Keep what a byline says."""
    layout.byline.extend(name for name in byline.names if name not in layout.byline)
    if byline.publisher and layout.publisher is None:
        layout.publisher, layout.publisher_from = byline.publisher, "byline"


def read_translation(line: str, layout: Layout) -> None:
    """Keep what a notice of translation says: the language translated from, never English."""
    layout.translated = True
    for word in LANGUAGE.findall(line):
        code = notices().languages.get(word.lower())
        keep_language(code if code != "en" else None, layout)


def keep_language(code: str | None, layout: Layout) -> None:
    """Keep a language that a notice of translation names."""
    if code and code not in layout.languages:
        layout.languages.append(code)


def head_roles(lines: list[Line]) -> None:
    """Mark the title and the standfirst among the lines that have no role yet."""
    prose = [line for line in lines if line.role is None]
    if len(prose) > 2 and is_kicker(prose[0]):
        prose.pop(0).role = "notice"
    if not prose or not is_title(prose[0], prose[1:], announced(prose[0], lines)):
        return
    prose[0].role = "title"
    for place, line in enumerate(prose[1 : 1 + MOST_STANDFIRSTS], start=1):
        if not is_standfirst(line, prose[place + 1 :], announced(line, lines)):
            break
        line.role = "standfirst"


def announced(line: Line, lines: list[Line]) -> bool:
    """Whether the next line is a byline, or begins with a dateline."""
    following = [other for other in lines if other.start > line.start and other.role not in BESIDE]
    if not following:
        return False
    return following[0].role == "byline" or dateline_of(following[0].text, first=True) is not None


def caption_roles(lines: list[Line]) -> dict[int, int]:
    """Mark captions and credits; the result says, by the start of a line, where its credit starts."""
    cuts: dict[int, int] = {}
    prose = [line for line in lines if line.role is None]
    for place, line in enumerate(prose):
        cut = credit_start(line.text)
        if cut is None:
            if opens_caption(line.text):
                line.role = "caption"
        elif cut == 0:
            line.role = "credit"
            if place and is_captioned(prose[place - 1], line, first=place == 1):
                prose[place - 1].role = "caption"
        else:
            cuts[line.start] = line.start + cut
            if not is_sign_off(line.text[cut:], line.text[:cut], last=place == len(prose) - 1):
                line.role = "caption"
    return cuts


def is_captioned(before: Line, credit: Line, *, first: bool) -> bool:
    """Whether the line above a line of credit is the caption of the picture."""
    if before.role is not None or before.block != credit.block or before.words > MOST_CAPTION_WORDS:
        return False
    return before.stopped or not first


def is_sign_off(credit: str, words: str, *, last: bool) -> bool:
    """Whether a credit signs the words, not a picture: an agency set off at the very end, or in square brackets."""
    if words.count(" ") >= MOST_CAPTION_WORDS:
        return True
    set_off = credit[0] in DRESS and is_source(credit.strip(DRESS))
    return set_off and (last or credit.startswith("["))


def add_line(line: Line, cut: int | None, first: bool, layout: Layout) -> None:
    """Keep the segments of one line.

    Args:
        line: the line with its role; no role is a paragraph.
        cut: where the credit at its end starts.
        first: whether it is the first paragraph.
        layout: what the segments are added to.
    """
    start = line.start
    words = line.text if cut is None else line.text[: cut - start].rstrip()
    end = start + len(words)
    if line.role is None and (found := dateline_of(words, first=first)):
        layout.segments.append(Segment(role="dateline", start=start, end=start + found.length))
        read_dateline(found, layout)
        rest = words[found.length :]
        start += found.length + len(rest) - len(rest.lstrip())
    if start < end:
        layout.segments.append(Segment(role=line.role or "paragraph", start=start, end=end))
    if cut is not None:
        layout.segments.append(Segment(role="credit", start=cut, end=line.end))


def read_dateline(found: Dateline, layout: Layout) -> None:
    """Keep what a dateline says."""
    layout.dated = layout.dated or found.day
    if found.agency and layout.publisher is None:
        layout.publisher, layout.publisher_from = found.agency, "dateline"
