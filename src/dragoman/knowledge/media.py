"""The nouns that name how something was said, read from ``data/media.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge.data import checked, load_data


@dataclass(frozen=True, slots=True)
class Media:
    """Ways of saying.

    Attributes:
        nouns: lower-case nouns after 'in', 'at', 'during' ('in a statement').
        platforms: names after 'on' or 'via' ('on Telegram').
        audiences: lower-case nouns of those whom one tells in public ('told reporters').
    """

    nouns: frozenset[str]
    platforms: frozenset[str]
    audiences: frozenset[str]


@lru_cache(maxsize=1)
def media() -> Media:
    """All ways of saying.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = load_data("media")
    return Media(
        *(
            frozenset(checked(data[name], list[str], f"media.yaml, {name}"))
            for name in ("nouns", "platforms", "audiences")
        )
    )
