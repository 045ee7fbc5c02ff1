"""What a page says about its article (JSON-LD, meta elements, marked-up dates), and where each fact came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from lxml.html import HtmlElement

from dragoman.intake.bylines import authors
from dragoman.intake.markup import folded, marks_of, text_of, visible
from dragoman.intake.stamps import parsed_stamp

# schema.org has some forty kinds of articles; their names end in these words.
ARTICLE_KINDS = ("Article", "Posting", "Report", "NewsItem")
MOST_AUTHORS = 20
BYLINE = re.compile(r"byline|author|contributor")
MOST_PIECES = 60
LONGEST_FIELD = 2_000
META_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "sailthru.title", "headline"),
    "standfirst": ("og:description", "description", "twitter:description", "dc.description"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "copyright-holder"),
    "byline": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "byline"),
    "published": (
        "article:published_time", "datepublished", "article:published", "parsely-pub-date", "pubdate", "publishdate",
        "publish-date", "dc.date.issued", "dc.date", "sailthru.date", "og:published_time", "date",
        "citation_publication_date",
    ),
    "updated": (
        "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dc.date.modified",
    ),
    "language": ("content-language", "og:locale", "inlanguage", "language"),
}  # fmt: skip
DATES = ("published", "updated")


@dataclass(slots=True)
class Metadata:
    """Facts of a page by field: title, standfirst, publisher, byline, published, updated, language, url.

    Attributes:
        values: the facts; 'byline' is a list of names joined by a line break.
        reasons: where each came from, or why a date that is there could not be read.
    """

    values: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: str | None, source: str) -> None:
        """Keep a fact unless an earlier place gave it; a date is kept only where it can be read."""
        given = folded(value)
        if not given or name in self.values or len(given) > LONGEST_FIELD:
            return
        if name in DATES:
            stamp = parsed_stamp(given)
            if stamp.value is None:
                self.reasons.setdefault(name, f"{source}: {stamp.reason}")
                return
            given = stamp.value
        self.values[name] = given
        self.reasons[name] = source

    def offer_authors(self, names: Iterable[str], source: str) -> None:
        """Keep the names of authors unless an earlier place gave some."""
        if "byline" not in self.values:
            found = [name for given in names for name in authors(folded(given))]
            if found:
                self.values["byline"] = "\n".join(dict.fromkeys(found[:MOST_AUTHORS]))
                self.reasons["byline"] = source

    @property
    def byline(self) -> list[str]:
        """The authors' names."""
        return self.values.get("byline", "").split("\n") if "byline" in self.values else []


def metadata_of(tree: HtmlElement) -> Metadata:
    """The facts of a page: JSON-LD first, then meta elements, then dates and names marked up in the body."""
    found = Metadata()
    for item in articles_in(linked_data(tree)):
        read_linked(item, found)
    read_metas(tree, found)
    read_address(tree, found)
    read_body(tree, found)
    return found


def linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD scripts; what is not JSON is passed over, as browsers do."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            whole = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in whole if isinstance(whole, list) else [whole]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (one for one in (graph if isinstance(graph, list) else [item]) if isinstance(one, dict))


def articles_in(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The objects that describe an article, also where a page object holds it."""
    for item in items:
        for one in (item, item.get("mainEntity"), item.get("mainEntityOfPage")):
            if isinstance(one, dict) and any(kind.endswith(ARTICLE_KINDS) for kind in strings(one.get("@type"))):
                yield one


def read_linked(item: dict[str, Any], found: Metadata) -> None:
    """Keep what an article's JSON-LD says."""
    source = "JSON-LD"
    fields = {
        "title": "headline", "standfirst": "description", "published": "datePublished", "updated": "dateModified",
        "language": "inLanguage",
    }  # fmt: skip
    for name, key in fields.items():
        found.offer(name, next(iter(names(item.get(key))), None), f"{source} {key}")
    found.offer("publisher", next(iter(names(item.get("publisher"))), None), f"{source} publisher")
    found.offer_authors(names(item.get("author")), f"{source} author")


def names(value: object) -> list[str]:
    """The strings, or the names of the objects, that a JSON-LD value holds."""
    listed = value if isinstance(value, list) else [value]
    named = (one.get("name", one.get("alternateName")) if isinstance(one, dict) else one for one in listed)
    return [text for one in named for text in strings(one)]


def strings(value: object) -> list[str]:
    """A value's strings: itself, or those in its list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def read_metas(tree: HtmlElement, found: Metadata) -> None:
    """Keep what meta elements say, by the order of their names."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(key)):
                metas.setdefault(name.strip().lower(), []).append(content)
    for name, keys in META_NAMES.items():
        for key in keys:
            given = metas.get(key, [])
            if name == "byline":
                found.offer_authors((one for one in given if "://" not in one), f"meta element {key}")
            elif given:
                found.offer(name, given[0], f"meta element {key}")


def read_address(tree: HtmlElement, found: Metadata) -> None:
    """Keep the address that the page gives as its own."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower():
            offer_address(link.get("href"), "canonical link of the page", found)
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url":
            offer_address(meta.get("content"), "meta element og:url", found)


def offer_address(address: str | None, source: str, found: Metadata) -> None:
    """Keep an address that is whole."""
    if address and address.strip().startswith(("http://", "https://")):
        found.offer("url", address, source)


def read_body(tree: HtmlElement, found: Metadata) -> None:
    """Keep dates and authors that the page marks where it shows them."""
    for time in tree.iter("time"):
        role = " ".join((time.get("itemprop") or "", time.get("class") or "")).lower()
        printed = time.get("datetime") or text_of(time)
        if "modified" in role or "updated" in role:
            found.offer("updated", printed, "time element marked as modified")
        elif "published" in role or "pubdate" in time.attrib:
            found.offer("published", printed, "time element marked as published")
    if "published" not in found.values:
        inside = [time for time in tree.iterfind(".//article//time[@datetime]") if not within_teaser(time)]
        if len({(time.get("datetime") or "")[:10] for time in inside}) == 1:
            found.offer("published", inside[0].get("datetime"), "the only date in time elements of the article element")
    found.offer_authors(shown_authors(tree), "byline shown on the page")
    shown = (node for node in tree.iterfind(".//*[@itemprop='author']") if node.tag not in ("meta", "link"))
    found.offer_authors((text_of(node) for node in shown), "element marked as author")
    found.offer("language", tree.get("lang"), "lang attribute of the page")


def shown_authors(tree: HtmlElement) -> Iterator[str]:
    """The names after 'By' in elements marked as bylines."""
    for node in tree.iter("span", "p", "div", "address", "a"):
        if BYLINE.search(marks_of(node)) and not within_teaser(node):
            pieces = [piece for part in islice(visible(node), MOST_PIECES) if (piece := folded(part))]
            for piece, following in pairwise([*pieces, ""]):
                if piece.lower() in ("by", "by:") or piece.startswith(("By ", "by ", "BY ")):
                    yield following if len(piece) <= 3 else piece


def within_teaser(element: HtmlElement) -> bool:
    """Whether an element belongs to a link to another article."""
    return any(parent.tag in ("a", "aside", "nav", "footer") for parent in element.iterancestors())
