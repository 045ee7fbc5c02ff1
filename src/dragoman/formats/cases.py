"""Case files, by format: what is written for people who write reports, where ``exports`` are for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from dragoman.desk.case import CaseFile
from dragoman.formats.world_map import World

CASES = {
    "markdown": "a case file in Markdown, pictures beside it",
    "html": "a case file as one page",
    "docx": "a case file for Word",
}


def write_case(name: str, case: CaseFile, out: BinaryIO, world: World | None = None, beside: Path | None = None) -> int:
    """Write a case file; gives the number of events in it.

    Args:
        name: one of ``CASES``.
        case: what ``Desk.case_file`` gathered.
        out: where to.
        world: the drawing of the world; without it there is no map.
        beside: the path of the file, where it has one: pictures of Markdown go beside it.
    """
    # All of them draw, which takes a second to import.
    if name == "markdown":
        from dragoman.formats.case_markdown import write_markdown

        return write_markdown(case, out, world, beside)
    if name == "html":
        from dragoman.formats.case_html import write_html

        return write_html(case, out, world)
    from dragoman.formats.case_docx import write_docx

    return write_docx(case, out, world)
