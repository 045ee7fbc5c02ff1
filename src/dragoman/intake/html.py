"""HTML to article: main text by trafilatura; title, standfirst, captions and dates as the page gives them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from dragoman.intake.decoding import decoded_page
from dragoman.intake.figures import Caption, captions_of
from dragoman.intake.headlines import standfirst_of, title_of
from dragoman.intake.markup import folded, part_spans, scope_of, text_of, tree_of
from dragoman.intake.metadata import Metadata, metadata_of
from dragoman.intake.publishing import publisher_at, publisher_named
from dragoman.intake.refusals import NoArticleError
from dragoman.intake.segments import Layout, lay_out
from dragoman.intake.stamps import iso_date
from dragoman.intake.text import article_id, is_translated, translated_from
from dragoman.knowledge.publishers import Publisher
from dragoman.language.identify import identify
from dragoman.record import Article, Segment, SegmentRole

# What trafilatura discards it logs as errors; a refusal says it once and better.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

FEWEST_WORDS = 20
SENTENCE_WORDS = 8
# In scripts without spaces two characters count as a word.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# The share of the main text that the article's own part of a page must hold before the rest counts as another's.
MOSTLY = 0.8
ITEM = re.compile(r"^- ")
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")


@dataclass(slots=True)
class Page:
    """What of a page makes the article."""

    title: str | None
    standfirst: str | None
    paragraphs: list[str]
    captions: list[Caption]
    facts: Metadata


def article_from_html(
    page: bytes | str, *, url: str | None = None, published: str | None = None, charset: str | None = None
) -> Article:
    """The article of a page.

    The text is assembled: title, standfirst, paragraphs, then captions with their credits, blank lines between them.

    Args:
        page: the page.
        url: where it came from; the page's own canonical address where None.
        published: the date of publication, where the caller knows better than the page.
        charset: the encoding that came with the bytes, such as in an HTTP header.

    Raises:
        NoArticleError: nothing on the page reads like an article.
        DateError: ``published`` is no date.
    """
    text, doubt = (page, None) if isinstance(page, str) else decoded_page(page, charset)
    read = read_page(text, url)
    if doubt:
        read.facts.reasons["text"] = doubt
    return assembled(read, url or read.facts.values.get("url"), published)


def read_page(markup: str, url: str | None) -> Page:
    """The parts of a page.

    Raises:
        NoArticleError: nothing on it reads like an article.
    """
    tree = tree_of(markup, url)
    facts = metadata_of(tree)
    title = title_of(tree, facts)
    scope = scope_of(tree, title)
    captions = captions_of(tree, scope)
    lines = main_lines(tree, scope, url, facts)
    standfirst = standfirst_of(scope, facts, title, lines)
    shown = {title, standfirst, *(caption.text for caption in captions)}
    paragraphs = [line for line in lines if line not in shown and not is_caption_again(line, captions)]
    if not reads_like_an_article(paragraphs):
        raise NoArticleError(
            "no article on the page", where=url, do="give the address of one article, or its text as a plain file"
        )
    return Page(title, standfirst, paragraphs, captions, facts)


def main_lines(tree: HtmlElement, scope: HtmlElement, url: str | None, facts: Metadata) -> list[str]:
    """The lines of the main text; facts that the page does not mark are added as trafilatura finds them."""
    part_spans(tree)
    # It takes a second to import: not for what reads no page.
    import trafilatura

    body = trafilatura.bare_extraction(
        tree,
        url=url,
        fast=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if body is None or isinstance(body, dict):
        return []
    facts.offer("site", body.sitename, "trafilatura")
    facts.offer_authors([body.author or ""], "trafilatura")
    facts.offer("unmarked date", body.date, "trafilatura")
    lines = [line for row in (body.text or "").splitlines() if (line := ITEM.sub("", folded(row)))]
    return within(scope, lines)


def within(scope: HtmlElement, lines: list[str]) -> list[str]:
    """The lines that the article's own part of the page holds, where that part holds nearly all of them."""
    text = unspaced(text_of(scope))
    inside = [line for line in lines if unspaced(line) in text]
    return inside if sum(map(len, inside)) >= MOSTLY * sum(map(len, lines)) else lines


def unspaced(text: str) -> str:
    """A text without white space, which two readers of one page may set differently."""
    return "".join(text.split())


def is_caption_again(line: str, captions: list[Caption]) -> bool:
    """Whether a line of the main text repeats a caption, with or without its credit."""
    return any(line.startswith(caption.text) and len(line) <= len(caption.text) + 120 for caption in captions)


def reads_like_an_article(paragraphs: list[str]) -> bool:
    """Whether there are enough words, and at least one sentence among them."""
    return sum(map(words_in, paragraphs)) >= FEWEST_WORDS and any(map(is_sentence, paragraphs))


def words_in(line: str) -> int:
    """How many words a line has."""
    return line.count(" ") + 1 + len(UNSPACED.findall(line)) // 2


def is_sentence(line: str) -> bool:
    """Whether a line is long enough for a sentence and ends or is punctuated as one."""
    return words_in(line) >= SENTENCE_WORDS and any(stop in line for stop in ".!?。！？؟।")


def assembled(page: Page, url: str | None, published: str | None) -> Article:
    """The article of a page's parts."""
    text, known = joined(page)
    layout = lay_out(text, known)
    facts, reasons = page.facts, page.facts.reasons
    publisher = known_publisher(facts.values.get("publisher"), url, layout, facts)
    language = language_of(text, facts)
    return Article(
        id=article_id(text),
        url=url,
        publisher=publisher.name if publisher else facts.values.get("publisher"),
        publisher_id=f"publisher:{publisher.id}" if publisher else None,
        byline=facts.byline or layout.byline,
        title=page.title,
        published=published_on(published, url, facts, layout),
        updated=updated_on(facts, layout),
        language=language,
        translated=is_translated(layout, url, reasons),
        translated_from=translated_from(layout, reasons),
        text=text,
        segments=layout.segments,
        reasons={name: reason for name, reason in reasons.items() if name in Article.model_fields},
    )


def joined(page: Page) -> tuple[str, list[Segment]]:
    """The article's text, and the segments whose roles the page itself gives."""
    parts: list[tuple[SegmentRole | None, str]] = [("title", page.title or ""), ("standfirst", page.standfirst or "")]
    parts += [(None, paragraph) for paragraph in page.paragraphs]
    for caption in page.captions:
        parts += [("caption", caption.text), ("credit", caption.credit)]
    text, known = "", []
    for role, words in parts:
        if not words:
            continue
        if text:
            text += "\n" if role == "credit" else "\n\n"
        if role:
            known.append(Segment(role=role, start=len(text), end=len(text) + len(words)))
        text += words
    return text, known


def known_publisher(name: str | None, url: str | None, layout: Layout, facts: Metadata) -> Publisher | None:
    """The known publisher: as the page names it, by its address, or as a byline or dateline names it."""
    found = publisher_named(name) if name else None
    if found or name:
        return found or (publisher_at(url) if url else None)
    if url and (at := publisher_at(url)):
        facts.reasons["publisher"] = "by the host of the address"
        return at
    if site := facts.values.get("site"):
        facts.values["publisher"], facts.reasons["publisher"] = site, "the name of the site as trafilatura finds it"
        return publisher_named(site)
    if layout.publisher:
        facts.reasons["publisher"] = f"the {layout.publisher_from} names it; the page does not say whose it is"
        return layout.publisher
    facts.reasons["publisher"] = "the page names none"
    return None


def published_on(given: str | None, url: str | None, facts: Metadata, layout: Layout) -> str | None:
    """The date of publication, from the surest place that has one; never from that of an update."""
    if given is not None:
        facts.reasons["published"] = "given with the page"
        return iso_date(given, where=url)
    if "published" in facts.values:
        return facts.values["published"]
    stamp = layout.stamps.get("published")
    if stamp is not None and stamp.value:
        facts.reasons["published"] = stamp.reason or "a stamp in the text"
        return stamp.value
    guess = facts.values.get("unmarked date")
    if guess and guess[:10] != (facts.values.get("updated") or "")[:10]:
        facts.reasons["published"] = "uncertain: a date that the page shows without saying what it dates (htmldate)"
        return guess
    facts.reasons.setdefault("published", stamp.reason if stamp and stamp.reason else "the page gives none")
    return None


def updated_on(facts: Metadata, layout: Layout) -> str | None:
    """The date of the last update, as the page's markup or a stamp in its text gives it."""
    if "updated" in facts.values:
        return facts.values["updated"]
    stamp = layout.stamps.get("updated")
    if stamp is None:
        facts.reasons.setdefault("updated", "the page gives none")
        return None
    facts.reasons["updated"] = stamp.reason or "a stamp in the text"
    return stamp.value


def language_of(text: str, facts: Metadata) -> str | None:
    """The language of the text; as the page declares it where the text is too short to tell."""
    found = identify(text)
    declared = LANGUAGE.fullmatch(facts.values.get("language", ""))
    if found.code is None and declared:
        return declared[1]
    facts.reasons["language"] = found.reason
    return found.code
