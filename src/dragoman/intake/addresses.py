"""Addresses to parcels: a page, the items of a feed, or the pages of a sitemap, as their content tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urldefrag

from dragoman.errors import IntakeError
from dragoman.intake.compressed import GZIP, inflated
from dragoman.intake.decoding import decoded_page
from dragoman.intake.feeds import Item, items_of
from dragoman.intake.fetcher import ANY, Fetcher
from dragoman.intake.parcels import Finished, Found, Memory, Parcel, Refusal
from dragoman.intake.refusals import FeedError
from dragoman.intake.sitemaps import Entry, entries_of
from dragoman.intake.source import TYPES, refuse_size
from dragoman.intake.url import TYPES as PAGES
from dragoman.intake.url import Fetched, joined
from dragoman.intake.xml import Kind, kind_of, refuse_entities
from dragoman.settings import settings


@dataclass(frozen=True, slots=True)
class Way:
    """How sources are read: what is remembered, who fetches, the date that the caller gave, and whether all is text."""

    memory: Memory
    fetcher: Fetcher
    given: str | None = None
    plain: bool = False


def concluded(parts: Iterable[Found], locator: str, mark: str | None) -> Iterator[Found]:
    """The parts of a unit, and that it is finished, unless it was refused as a whole."""
    parcels = refusals = 0
    for part in parts:
        parcels += isinstance(part, Parcel)
        refusals += isinstance(part, Refusal)
        yield part
    if mark is not None and (parcels or not refusals):
        yield Finished(locator, mark)


def parcels_at(url: str, way: Way) -> Iterator[Found]:
    """What an address that a user gave holds."""
    try:
        answer = way.fetcher.get(url, way.memory.mark(url), types=PAGES if way.plain else ANY)
        if answer is None:
            return
        page = answer.page
        data = unpacked(page)
    except IntakeError as error:
        yield Refusal(url, error)
        return
    kind = None if way.plain else kind_of(data, page.charset)
    if kind is None:
        yield page_parcel(url, page, data, way)
        yield Finished(url, answer.mark)
    else:
        yield from concluded(parcels_in_xml(Document(data, url, page.charset, page.url), kind, way), url, answer.mark)


def unpacked(page: Fetched) -> bytes:
    """The bytes of an answer, without the gzip that sitemaps are kept in.

    Raises:
        IntakeError: it is broken, or too large.
    """
    if not page.data.startswith(GZIP):
        return page.data
    pieces: list[bytes] = []
    size = 0
    for piece in inflated([page.data], "gzip"):
        size += len(piece)
        refuse_size(size, page.url)
        pieces.append(piece)
    return b"".join(pieces)


def page_parcel(locator: str, page: Fetched, data: bytes, way: Way) -> Parcel:
    """The parcel of a page."""
    form = "text" if way.plain else TYPES.get(page.kind)
    return Parcel(locator, data, form, page.url, page.charset, way.given)


@dataclass(frozen=True, slots=True)
class Document:
    """XML to be read: its bytes, what it is called, its encoding, and the address that its links start from."""

    data: bytes
    where: str
    charset: str | None = None
    base: str = ""


def parcels_in_xml(document: Document, kind: Kind, way: Way) -> Iterator[Found]:
    """What a feed or a sitemap leads to."""
    try:
        if kind == "feed":
            yield from feed_parcels(document, way)
        elif kind == "sitemap":
            yield from Walk(way, document.where, {document.where}).parcels(document, settings().sitemap_depth)
        else:
            refuse_entities(decoded_page(document.data, document.charset)[0], document.where)
            raise FeedError("XML that is no feed, sitemap or page", where=document.where, do="give a feed or a page")
    except FeedError as error:
        yield Refusal(document.where, error)


def feed_parcels(document: Document, way: Way) -> Iterator[Found]:
    """The articles of a feed's items, each once; those that are remembered are not asked for.

    Raises:
        FeedError: it cannot be read at all.
    """
    seen: set[str] = set()
    for item in list(items_of(document.data, document.where, document.charset)):
        if item.link is None:
            yield from content_parcels(item, f"{document.where}, item {item.name}", way)
            continue
        try:
            address = urldefrag(joined(document.base, item.link)).url
        except IntakeError as error:
            yield Refusal(item.link, error)
            continue
        if address not in seen:
            seen.add(address)
            yield from linked_parcels(address, item, way)


def content_parcels(item: Item, locator: str, way: Way) -> Iterator[Found]:
    """The article that an item without a link holds itself."""
    if item.content is None:
        yield Refusal(locator, FeedError("an item without link and text", where=locator, do="ask the publisher"))
        return
    data = item.page
    mark = hashlib.sha256(data).hexdigest()
    if way.memory.mark(locator) == mark:
        return
    yield Parcel(
        locator,
        data,
        "html",
        charset="utf-8",
        given=way.given,
        published=item.published,
        title=item.title,
        publisher=item.publisher,
        byline=item.byline,
        origin="the feed",
    )
    yield Finished(locator, mark)


def linked_parcels(address: str, said: Item | Entry, way: Way) -> Iterator[Found]:
    """The article at an address that a feed or sitemap names; nothing where it is remembered."""
    if way.memory.mark(address) is not None:
        return
    try:
        answer = way.fetcher.get(address)
    except IntakeError as error:
        yield Refusal(address, error)
        return
    if answer is None:
        return
    yield Parcel(
        address,
        answer.page.data,
        TYPES.get(answer.page.kind),
        answer.page.url,
        answer.page.charset,
        way.given,
        published=said.published,
        title=said.title,
        publisher=said.publisher,
        byline=said.byline if isinstance(said, Item) else (),
        origin="the feed" if isinstance(said, Item) else "the sitemap",
    )
    yield Finished(address, answer.mark)


@dataclass(slots=True)
class Walk:
    """A walk through a sitemap and those that it names.

    Attributes:
        way: how addresses are read.
        root: the sitemap that it started from.
        seen: the addresses met so far, each of which is followed once.
    """

    way: Way
    root: str
    seen: set[str]

    def parcels(self, document: Document, depth: int) -> Iterator[Found]:
        """The articles of a sitemap, and of the sitemaps that it names so many levels deep.

        Raises:
            FeedError: it cannot be read, or names too many addresses.
        """
        most = settings().sitemap_addresses
        for entry in list(islice(entries_of(document.data, document.where, document.charset), most + 1)):
            if entry.address in self.seen:
                continue
            if len(self.seen) > most:
                what = f"more than {most} addresses"
                raise FeedError(what, where=self.root, do="raise DRAGOMAN_SITEMAP_ADDRESSES, or name its parts")
            self.seen.add(entry.address)
            if entry.index:
                yield from self._named(entry.address, depth)
            else:
                yield from linked_parcels(entry.address, entry, self.way)

    def _named(self, url: str, depth: int) -> Iterator[Found]:
        """The articles of a sitemap that another names."""
        try:
            if depth < 1:
                raise FeedError("sitemaps in sitemaps, too deep", where=url, do="raise DRAGOMAN_SITEMAP_DEPTH")
            answer = self.way.fetcher.get(url, self.way.memory.mark(url), types=ANY)
            if answer is None:
                return
            document = Document(unpacked(answer.page), url, answer.page.charset, answer.page.url)
            if kind_of(document.data, document.charset) != "sitemap":
                raise FeedError("no sitemap", where=url, do="check the sitemap that names it")
        except IntakeError as error:
            yield Refusal(url, error)
            return
        yield from concluded(self._inner(document, depth - 1), url, answer.mark)

    def _inner(self, document: Document, depth: int) -> Iterator[Found]:
        """The articles of a named sitemap; what is wrong with it alone is its own refusal."""
        try:
            yield from self.parcels(document, depth)
        except FeedError as error:
            if error.where == self.root:
                raise
            yield Refusal(document.where, error)
