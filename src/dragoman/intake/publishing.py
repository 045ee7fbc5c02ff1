"""Who published: a known publisher by its name or its host."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from dragoman.knowledge.publishers import Publisher, ambiguous_aliases, publishers
from dragoman.knowledge.spelling import folded


@lru_cache(maxsize=1)
def names() -> dict[str, Publisher]:
    """Publishers by name and alias as they are written; names of few capitals also fully in capitals."""
    found: dict[str, Publisher] = {}
    shared = {folded(alias) for alias in ambiguous_aliases()}
    for publisher in publishers().by_id.values():
        for name in (publisher.name, *publisher.aliases):
            plain = folded(name)
            if plain in shared:
                continue
            found.setdefault(plain, publisher)
            found.setdefault(plain.upper(), publisher)
    return found


def publisher_named(name: str) -> Publisher | None:
    """The publisher that a whole string names; None where it names none or more than one."""
    plain = folded(" ".join(name.split())).strip(" .,")
    known = names()
    return known.get(plain) or known.get(plain.removeprefix("The ").removeprefix("the "))


def publisher_at(url: str) -> Publisher | None:
    """The publisher whose domain a URL is on."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return publishers().by_domain(host) if host else None
