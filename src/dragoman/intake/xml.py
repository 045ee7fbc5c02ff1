"""XML from strangers: what a document is by its first element, and a tree of it without entities, files or networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal

from lxml import etree

from dragoman.intake.decoding import decoded_page
from dragoman.intake.refusals import FeedError

Kind = Literal["feed", "sitemap", "other"]
# What may stand before the first element.
PROLOG = re.compile(r"\s*(?:<\?.{0,2000}?\?>\s*|<!--.{0,5000}?-->\s*|<!doctype\b[^>\[]{0,2000}>\s*){0,20}", re.I | re.S)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
KINDS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip
START = 16_384
DOCTYPE = re.compile(r"<!doctype\b[^>\[]*(?:\[[^\]]*\])?\s*>", re.I)
ENTITY = re.compile(r"<!entity\b", re.I)
DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
# Characters that XML forbids, and that careless feeds hold.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A tree of so many elements takes some hundred megabytes.
MOST_ELEMENTS = 1_000_000


def kind_of(data: bytes, charset: str | None = None) -> Kind | None:
    """What XML is by its first element; None for what is no XML, or is a page."""
    start = decoded_page(data[:START], charset)[0]
    prolog = PROLOG.match(start)
    root = ROOT.match(start, prolog.end() if prolog else 0)
    if root is None:
        # A document type with entities hides the first element; it is refused when it is read.
        return "other" if ENTITY.search(start) and start.lstrip().startswith("<") else None
    kind = KINDS.get(root[1].lower())
    if kind is None and DECLARATION.match(start) and root[1].lower() not in ("html", "body", "head"):
        return "other"
    return kind


def tree_of(data: bytes, where: str, charset: str | None = None) -> etree._Element:
    """The root of a document, mended where it is broken.

    Raises:
        FeedError: it declares entities, has no elements, or too many.
    """
    text = plain(decoded_page(data, charset)[0], where)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"broken XML ({str(error)[:120]})", where=where, do="check the address in a browser") from error
    if root is None:
        raise FeedError("broken XML: no element", where=where, do="check the address in a browser")
    return root


def plain(text: str, where: str) -> str:
    """A document without what stands before its first element, and with characters written as XML's parser keeps them.

    Raises:
        FeedError: it declares entities, or has more elements than an honest feed.
    """
    refuse_entities(text, where)
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise FeedError(f"more than {MOST_ELEMENTS} elements", where=where, do="split it")
    text = FORBIDDEN.sub("", text.lstrip("\ufeff"))
    prolog = PROLOG.match(text)
    start = prolog.end() if prolog else 0
    doctype = DOCTYPE.match(text, start)
    return "".join(spelt_out(text[doctype.end() if doctype else start :]))


def refuse_entities(text: str, where: str) -> None:
    """Refuse XML that declares entities, which swell, or read files and networks.

    Raises:
        FeedError: it does.
    """
    if ENTITY.search(text):
        raise FeedError("XML that declares entities", where=where, do="leave it; no feed needs them")


def spelt_out(text: str) -> Iterator[str]:
    """A document with names of characters as their numbers, and ampersands that begin none as theirs.

    XML knows but few of HTML's names, and after the first error its parser drops even these. What is marked as CDATA
    holds no names.
    """
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield AMPERSAND.sub(as_number, text[place:start])
        yield text[start : end + 3]
        place = end + 3
    yield AMPERSAND.sub(as_number, text[place:])


def as_number(match: re.Match[str]) -> str:
    """The number of a named character or of an ampersand; a number as it is."""
    if match[1] is None:
        return "&#38;"
    if match[1].startswith("#"):
        return match[0]
    return "".join(f"&#{ord(character)};" for character in html5.get(f"{match[1]};", "")) or f"&#38;{match[1]};"
