"""The title and the standfirst of a page: the words that the page itself shows, chosen with its metadata's help."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from dragoman.intake.markup import folded, marks_of, text_of
from dragoman.intake.metadata import Metadata

OUTSIDE = frozenset({"aside", "nav", "footer", "a", "figure"})
MARKED = re.compile(
    r"standfirst|sub-?headline|sub-?heading|sub-?title|article\W*_*summary|alternativeheadline"
    r"|(?:^|[\s_-])(?:dek|deck|subhead|summary|intro|lede)(?:$|[\s_-])"
)
STANDFIRST_LENGTH = range(15, 700)
LONGEST_TITLE = 400
MOST_CHILDREN = 12
# Marked elements may lie in each other; so many are looked at.
MOST_TRIED = 20
# Lines of the main text that may stand before the standfirst, or be it: title, section, byline, date.
LEAD_LINES = 4
SITE = re.compile(r"\s+(?:[|–—·-]|::)\s+[^|–—·]{2,60}$")
WORD = re.compile(r"\w+")
# What a truncated summary ends in.
CUT = re.compile(r"\s*(?:\.\.\.|…|\[\W{1,5}\])\s*$")


def title_of(tree: HtmlElement, facts: Metadata) -> str | None:
    """The page's main heading; the headline of its metadata or its title element where it has none."""
    stated = facts.values.get("title")
    headings = [heading for node in tree.iter("h1") if (heading := text_of(node)) and len(heading) <= LONGEST_TITLE]
    if stated and headings:
        best = max(headings, key=lambda heading: overlap(heading, stated))
        if overlap(best, stated) >= 0.3:
            facts.reasons["title"] = "the heading of the page"
            return best
    if stated:
        return without_site(stated, facts)
    if headings:
        facts.reasons["title"] = "the heading of the page"
        return headings[0]
    element = tree.find(".//title")
    shown = folded(element.text) if element is not None else ""
    if not shown or len(shown) > LONGEST_TITLE:
        facts.reasons["title"] = "the page gives none"
        return None
    facts.reasons["title"] = "the title element of the page"
    return without_site(shown, facts)


def overlap(first: str, second: str) -> float:
    """The share of words that two titles have in common."""
    one, other = set(WORD.findall(first.lower())), set(WORD.findall(second.lower()))
    return len(one & other) / max(1, min(len(one), len(other)))


def without_site(title: str, facts: Metadata) -> str:
    """A title without the name of the site at its end."""
    site = facts.values.get("publisher")
    if site and title.endswith(site):
        return title[: -len(site)].rstrip(" |–—·:-") or title
    return SITE.sub("", title) if facts.reasons.get("title", "").startswith("the title element") else title


def standfirst_of(scope: HtmlElement, facts: Metadata, title: str | None, lines: list[str]) -> str | None:
    """The summary that the page shows under its title: marked as one, or the description of its metadata.

    Args:
        scope: the part of the page that holds the article.
        facts: the page's metadata; the reason is added.
        title: the page's title; the summary comes after it.
        lines: the lines of the main text; the summary comes before most of them.
    """
    if marked := marked_standfirst(scope, title, set(lines[LEAD_LINES:])):
        facts.reasons["standfirst"] = "marked on the page"
        return marked
    described = facts.values.get("standfirst")
    if not described or CUT.search(described) or len(described) not in STANDFIRST_LENGTH:
        return None
    if any(line != described and line.startswith(described[:60]) for line in lines):
        return None
    if not shows_apart(scope, described):
        return None
    facts.reasons["standfirst"] = "the description of the page, which shows it"
    return described


def marked_standfirst(scope: HtmlElement, title: str | None, prose: set[str]) -> str | None:
    """The first element between the title and the body of the text that is marked as a standfirst."""
    has_heading = any(text_of(heading) == title for heading in scope.iter("h1"))
    passed = not has_heading
    tried = 0
    for node in scope.iter("h1", "h2", "h3", "p", "div", "span", "section"):
        if node.tag == "h1":
            passed = passed or text_of(node) == title
        elif node.tag == "p" and text_of(node) in prose:
            return None
        elif passed and MARKED.search(marks_of(node)) and not is_outside(node):
            text = text_of(node)
            if len(text) in STANDFIRST_LENGTH:
                return text
            tried += 1
            if tried == MOST_TRIED:
                return None
    return None


def is_outside(node: HtmlElement) -> bool:
    """Whether an element belongs to a link, a picture or another part of the page."""
    return any(parent.tag in OUTSIDE for parent in node.iterancestors())


def shows_apart(scope: HtmlElement, words: str) -> bool:
    """Whether the page shows some words as one element that is not one of a row of paragraphs."""
    start = words[:10]
    for node in scope.iter("p", "div", "h2", "h3", "h4", "span"):
        # The full text of an element is looked at only where its beginning fits: a page has many.
        if len(node) <= MOST_CHILDREN and folded(node.text).startswith(start) and text_of(node) == words:
            parent = node.getparent()
            return node.tag != "p" or parent is None or len(parent.findall("p")) == 1
    return False
