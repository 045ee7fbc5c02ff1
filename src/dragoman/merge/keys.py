"""Keys: stable 63-bit numbers made of what a thing is, and the short ids that people see.

A key depends on the thing alone, never on when or in which order it was stored, so that two stores of the same
articles are equal row for row.
"""

from __future__ import annotations

import re
from hashlib import blake2b, md5
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dragoman.record import Article, Attribution, Event

# Crockford's base 32: digits and letters that are not mistaken for one another.
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
# The codings of other projects, by the number that begins the keys of their events.
FOREIGN = {"gdelt": 1, "polecat": 2}
ID = re.compile(r"(?:([a-z]{2})-)?([0-9a-hj-km-np-tv-z]{13})")
# What is added to addresses to count clicks; it does not say which page it is.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ocid|cmpid", re.IGNORECASE)


def key_of(*parts: str | int | None) -> int:
    """A number of 63 bits that stands for the parts in their order."""
    text = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    return bytes_key(text.encode("utf-8", "surrogatepass"))


def bytes_key(data: bytes) -> int:
    """A number of 63 bits that stands for bytes."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1


def foreign_key(coding: str, name: str) -> int:
    """The key of an event that another project coded, by its id there.

    The three highest of the 63 bits name the coding, so that two codings never meet. The 60 below them are GDELT's
    number as it is, and for POLECAT, whose ids are texts, the last 60 bits of their MD5 digest: among 10 million ids
    two would be taken for one with a probability of 1 in 20,000. Keys of our own are spread evenly over all 63 bits,
    so that one of them meets a foreign one no likelier than another of our own. DuckDB works out the same
    (``foreign_*.py`` in ``dragoman.scale``) for a whole column at a time.
    """
    value = int(name) if coding == "gdelt" else int(md5(name.encode(), usedforsecurity=False).hexdigest()[-15:], 16)
    return FOREIGN[coding] << 60 | value


def article_key(article: Article) -> int:
    """The key of an article: its exact text, its address, its publisher and its date.

    The same text from two publishers is two articles, and a copy is found by its text; the same text from the same
    place is one article, however often it is added.
    """
    address = canonical(article.url) if article.url else None
    return key_of("article", article.id, address, article.publisher_id or article.publisher, article.published)


def mention_keys(article: int, events: list[Event]) -> list[int]:
    """The keys of the event mentions of an article: by the place of their triggers.

    A later coder that takes another type for the same words gives the same key, so that reviews stay with it.
    """
    seen: dict[tuple[int, int], int] = {}
    keys = []
    for event in events:
        place = (event.trigger[0].start, event.trigger[-1].end)
        count = seen[place] = seen.get(place, 0) + 1
        keys.append(key_of("mention", article, *place, count))
    return keys


def attribution_keys(article: int, attributions: list[Attribution]) -> list[int]:
    """The keys of the attributions of an article: by the borders of their contents."""
    seen: dict[tuple[int, int], int] = {}
    keys = []
    for one in attributions:
        borders = (one.content[0].start, one.content[-1].end) if one.content else (0, 0)
        count = seen[borders] = seen.get(borders, 0) + 1
        keys.append(key_of("attribution", article, *borders, count))
    return keys


def canonical(url: str) -> str:
    """An address without fragment and click counting, its host in small letters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    fields = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in fields if not TRACKING.fullmatch(name)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def public_id(kind: str, key: int) -> str:
    """The id that people see: 'ev-3k9...' for an event, 'em-' a mention, 'ar-' an article, 'at-' an attribution."""
    digits = []
    for _ in range(LENGTH):
        key, digit = divmod(key, 32)
        digits.append(DIGITS[digit])
    return f"{kind}-{''.join(reversed(digits))}"


def key_from(text: str) -> tuple[str | None, int] | None:
    """The kind, where it is given, and the key of an id; None where it is no id."""
    found = ID.fullmatch(text.strip().lower())
    if found is None:
        return None
    key = 0
    for digit in found[2]:
        key = key * 32 + DIGITS.index(digit)
    return (found[1], key) if key < 1 << 63 else None
