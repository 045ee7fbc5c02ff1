"""A case file as one HTML page that needs nothing else: styles and pictures in it, for light, dark and print."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dragoman.desk.case import CaseFile
from dragoman.formats.case_file import Image, document
from dragoman.formats.case_pictures import pictures
from dragoman.formats.world_map import World

TEMPLATES = Path(__file__).parent / "templates"


def write_html(case: CaseFile, out: BinaryIO, world: World | None = None) -> int:
    """Write a case file as one HTML page in UTF-8; gives the number of events.

    Args:
        case: what ``Desk.case_file`` gathered.
        out: where to.
        world: the drawing of the world; without it there is no map.
    """
    found = document(case, pictures(case, world))
    # matplotlib has escaped what stands in them.
    drawn = {one.picture.name: Markup(one.picture.svg()) for one in found.blocks if isinstance(one, Image)}
    whole = environment().get_template("case_file.html.j2").render(found=found, drawn=drawn)
    out.write(whole.encode())
    return len(case.events)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template; everything put into it is escaped, and what is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters["kind"] = lambda block: type(block).__name__
    return made
