"""Pages out of templates: what every page needs, and how values are written."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dragoman import __version__
from dragoman.formats.foreign import told_apart
from dragoman.knowledge.states import states
from dragoman.web.assets import Assets
from dragoman.web.forms import FIELD
from dragoman.web.person import Person

TEMPLATES = Path(__file__).parent / "templates"
NAV = (
    ("events", "/events", "Events"), ("articles", "/articles", "Articles"), ("ties", "/ties", "Ties"),
    ("map", "/map", "Map"), ("network", "/network", "Network"), ("provisions", "/provisions", "Provisions"),
    ("watch", "/watch", "Watch"), ("add", "/add", "Add"), ("about", "/about", "About"),
)  # fmt: skip


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; everything put into one is escaped, and what is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters.update(
        state=state_name,
        signed=signed,
        words=in_words,
        day=day_of,
        side=side_of,
        web=web_address,
        count=counted,
        told_apart=told_apart,
    )
    return made


def page(request: Request, template: str, *, here: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page.

    Args:
        request: what asks for it.
        template: its file.
        here: which entry of the navigation it belongs to; empty where to none.
        status: of the answer.
        values: what the template shows.
    """
    assets: Assets = request.app.state.assets
    whole = environment().get_template(template).render(
        asset=assets.url, here=here, nav=NAV, person=getattr(request.state, "person", Person(role="reader")),
        session=getattr(request.state, "session", None), field=FIELD, version=__version__, path=request.url.path,
        today=today(), **values,
    )  # fmt: skip
    return HTMLResponse(whole, status_code=status, headers={"Cache-Control": "private, no-cache"})


def today() -> str:
    """The day in UTC, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def state_name(code: str) -> str:
    """The name of a state by its code; the code where there is none."""
    found = states().get(code)
    return found.name if found else code


def signed(value: float | None) -> str:
    """A score with its sign: '+4.8', '−3.3', '0.0'; a dash where there is none."""
    if value is None:
        return "–"
    rounded = round(value, 1)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{abs(rounded):.1f}"


def in_words(name: str) -> str:
    """A name of data as words: 'wire_agency' as 'wire agency'."""
    return name.replace("_", " ").replace("-", " ") if name else name


def day_of(stamp: str | None) -> str:
    """The day of a date and time; a dash where there is none."""
    return stamp[:10] if stamp else "–"


def side_of(quad: str) -> str:
    """The side of a quad class: 'cooperation' or 'conflict'."""
    return quad.rsplit(" ", 1)[-1]


def web_address(text: str | None) -> str | None:
    """An address that a link may lead to: of the web alone, never a script."""
    return text if text and text.lower().startswith(("https://", "http://")) else None


def counted(number: int) -> str:
    """A number with thin spaces between thousands: '1 024 311'."""
    return f"{number:,}".replace(",", "\u202f")
