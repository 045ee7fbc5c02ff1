"""Markup to a tree, with what a hostile page could do to the readers of the tree kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from dragoman.intake.refusals import NoArticleError

# Readers of trees recurse; pages of real outlets are less than a tenth as deep.
DEEPEST = 400
MOST_ELEMENTS = 100_000
# They also go up from every element to the root: so many steps are seconds.
MOST_STEPS = 2_000_000
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A declaration of encoding in text that is decoded already makes the parser refuse it.
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# The parser compares every attribute of an element with every other: a tag longer than this loses its attributes,
# which are pictures written into the page or an attack.
LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,30})[^<>]{4000,}>")
# Elements that stand within a line; all others part the words before and after them.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "data", "em", "font", "i", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "u", "wbr"}
)
SPACE = re.compile(r"\s+")
# Attributes in which sites say what an element is.
MARKING = ("class", "itemprop", "data-testid", "data-component", "data-gu-name", "data-qa", "data-type")
UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "button", "select"})


def tree_of(page: str, where: str | None) -> HtmlElement:
    """The tree of a page.

    Raises:
        NoArticleError: it cannot be parsed, or its elements are nested deeper than any reader needs.
    """
    cleaned = LONG_TAG.sub(r"<\1>", CONTROLS.sub(" ", DECLARATION.sub("", page)))
    try:
        tree = html.document_fromstring(cleaned, parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NoArticleError("the page cannot be parsed", where=where, do="check that it is HTML") from error
    refuse_monsters(tree, where)
    return tree


def refuse_monsters(tree: HtmlElement, where: str | None) -> None:
    """Refuse trees that are deeper or larger than those of pages; counted without recursion.

    Raises:
        NoArticleError: it is one of them.
    """
    count = level = steps = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            level -= 1
            continue
        level += 1
        count += 1
        steps += level
        if level > DEEPEST or count > MOST_ELEMENTS or steps > MOST_STEPS:
            what = f"are more than {MOST_ELEMENTS}" if count > MOST_ELEMENTS else "are nested too deeply"
            raise NoArticleError(f"the page's elements {what}", where=where, do="save its text as a plain file")


def part_spans(tree: HtmlElement) -> None:
    """Put a space between neighbouring spans whose words would run together: style sheets set those apart."""
    for span in tree.iter("span"):
        following = span.getnext()
        if following is None or following.tag != "span" or span.tail:
            continue
        before, after = text_of(span), text_of(following)
        if before[-1:].islower() and after[:1].isupper() and len(before) > 1:
            span.tail = " "


def scope_of(tree: HtmlElement, title: str | None) -> HtmlElement:
    """The article or main element around the heading that shows the title; the whole page where there is none."""
    for heading in tree.iter("h1"):
        if title and text_of(heading) == title:
            around = (parent for parent in heading.iterancestors() if parent.tag in ("article", "main"))
            return next((parent for parent in around if len(list(parent.iter("p"))) > 1), tree)
    return tree


def marks_of(node: HtmlElement) -> str:
    """What the class and the like of an element call it, in lower case."""
    return " ".join(node.get(name) or "" for name in MARKING).lower()


def text_of(element: HtmlElement | None) -> str:
    """The text that a reader sees of an element, white space folded."""
    return "" if element is None else folded("".join(visible(element)))


def visible(element: HtmlElement) -> Iterator[str]:
    """The pieces of text under an element that are shown; elements that are not part of a line part the words."""
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        unseen = node.tag in UNSEEN
        apart = "" if node.tag in INLINE else " "
        if event == "start":
            hidden += unseen
            if not hidden and isinstance(node.tag, str):
                yield apart + (node.text or "")
        else:
            hidden -= unseen
            if not hidden and node is not element:
                yield apart + (node.tail or "")


def folded(text: str | None) -> str:
    """A text with each stretch of white space as one space."""
    return SPACE.sub(" ", text or "").strip()
