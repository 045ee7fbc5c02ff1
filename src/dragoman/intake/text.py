"""Plain text to article: the text is kept character for character, so offsets are offsets into the input."""

from __future__ import annotations

import hashlib
import re

from dragoman.intake.publishing import publisher_at, publisher_named
from dragoman.intake.segments import Layout, lay_out
from dragoman.intake.stamps import iso_date, parsed_stamp
from dragoman.knowledge.publishers import Publisher
from dragoman.knowledge.translation_notices import translation_service
from dragoman.language.identify import identify
from dragoman.record import Article, Segment


def article_id(text: str) -> str:
    """'sha256:' and the first 16 hex digits of the text's SHA-256 (UTF-8)."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_from_text(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Article:
    """The article that a plain text is.

    Args:
        text: kept as it is; every offset in a record is an offset into it.
        published: the date of publication, where the caller knows it.
        url: the address it came from.
        title: its title, where the caller knows it; where the text begins with it, that is the title segment.
        publisher: its publisher's name, where the caller knows it.
        language: its ISO 639-1 code, where the caller knows it; otherwise it is identified.

    Raises:
        DateError: ``published`` is no date.
    """
    layout = lay_out(text, title_in(text, title))
    reasons: dict[str, str] = {}
    known, name = publisher_of(publisher, url, layout, reasons)
    if language is None:
        found = identify(text)
        language, reasons["language"] = found.code, found.reason
    return Article(
        id=article_id(text),
        url=url,
        publisher=name,
        publisher_id=f"publisher:{known.id}" if known else None,
        byline=layout.byline,
        title=title or layout.title,
        published=published_on(published, url, layout, reasons),
        updated=updated_on(layout, reasons),
        language=language,
        translated=is_translated(layout, url, reasons),
        translated_from=translated_from(layout, reasons),
        text=text,
        segments=layout.segments,
        reasons=reasons,
    )


def title_in(text: str, title: str | None) -> list[Segment]:
    """The known title as a segment, with the stop after it, where the text begins with it and goes on."""
    if not title or not title.strip():
        return []
    found = re.match(rf"\s*({re.escape(title.strip())}[.:!?\"”’']*)(?=\s+\S)", text)
    return [Segment(role="title", start=found.start(1), end=found.end(1))] if found else []


def publisher_of(
    given: str | None, url: str | None, layout: Layout, reasons: dict[str, str]
) -> tuple[Publisher | None, str | None]:
    """The publisher and its name: as given, by its address, or as a byline or dateline names it."""
    if given:
        reasons["publisher"] = "given with the text"
        known = publisher_named(given)
        return known, known.name if known else given
    if url and (at := publisher_at(url)):
        reasons["publisher"] = "by the host of the address"
        return at, at.name
    if layout.publisher:
        reasons["publisher"] = f"the {layout.publisher_from} names it; who printed its report is not said"
        return layout.publisher, layout.publisher.name
    reasons["publisher"] = "the text names none"
    return None, None


def published_on(given: str | None, url: str | None, layout: Layout, reasons: dict[str, str]) -> str | None:
    """The date of publication: as given, or as a stamp of the text says. Never the date of an update."""
    if given is not None:
        reasons["published"] = "given with the text"
        return iso_date(given, where=url)
    stamp = layout.stamps.get("published")
    if stamp is not None:
        reasons["published"] = stamp.reason or "a stamp in the text"
        return stamp.value
    reasons["published"] = "the text has no stamp of publication"
    if layout.dated and (filed := parsed_stamp(layout.dated).value):
        reasons["published"] = "the day in the dateline, when the report was filed"
        return filed
    if layout.dated:
        reasons["published"] += f"; its dateline says '{layout.dated}', without a year"
    return None


def updated_on(layout: Layout, reasons: dict[str, str]) -> str | None:
    """The date of the last update, as a stamp of the text says."""
    stamp = layout.stamps.get("updated")
    if stamp is None:
        reasons["updated"] = "the text has no stamp of an update"
        return None
    reasons["updated"] = stamp.reason or "a stamp in the text"
    return stamp.value


def is_translated(layout: Layout, url: str | None, reasons: dict[str, str]) -> bool:
    """Whether an article is a translation: a notice says so, or its address is that of a service that translates."""
    if not layout.translated and (service := translation_service(url)) is not None:
        reasons["translated"] = f"its address is that of {service}, which translates"
        reasons["translated_from"] = "no notice of translation in the text"
        return True
    return layout.translated


def translated_from(layout: Layout, reasons: dict[str, str]) -> str | None:
    """The language that a notice of translation names; None where it names none or several."""
    if not layout.translated:
        return None
    if len(layout.languages) == 1:
        reasons["translated_from"] = "a notice of translation in the text"
        return layout.languages[0]
    says = f"several languages ({', '.join(layout.languages)})" if layout.languages else "no language"
    reasons["translated_from"] = f"the notice of translation names {says}"
    return None
