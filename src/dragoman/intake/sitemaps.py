"""Sitemaps: the addresses that they name, and the sitemaps that an index of them names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dragoman.intake.xml import tree_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap.

    Attributes:
        address: the address.
        index: whether it is that of another sitemap.
        title, published, publisher: what the news extension of sitemaps says; ``lastmod`` is no date of publication.
    """

    address: str
    index: bool = False
    title: str | None = None
    published: str | None = None
    publisher: str | None = None


def entries_of(data: bytes, where: str, charset: str | None = None) -> Iterator[Entry]:
    """The addresses of a sitemap, in order.

    Raises:
        FeedError: it is broken or declares entities.
    """
    for element in tree_of(data, where, charset).iterchildren("{*}url", "{*}sitemap"):
        address = text_at(element, "{*}loc")
        if address:
            yield Entry(
                address,
                index=etree.QName(element).localname == "sitemap",
                title=text_at(element, "{*}news/{*}title"),
                published=text_at(element, "{*}news/{*}publication_date"),
                publisher=text_at(element, "{*}news/{*}publication/{*}name"),
            )


def text_at(element: etree._Element, path: str) -> str | None:
    """The text of the first element at a path, None where there is none."""
    found = element.find(path)
    text = " ".join((found.text or "").split()) if found is not None else ""
    return text or None
