"""The captions and credits of a page's pictures, from figcaption elements and from JSON-LD images."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from dragoman.intake.credits import credit_start
from dragoman.intake.markup import folded, marks_of, text_of
from dragoman.intake.metadata import articles_in, linked_data, names, strings

OUTSIDE = frozenset({"a", "aside", "nav", "footer"})
# Words for screen readers before a caption or credit.
SPOKEN = re.compile(r"^(?:image|photo|picture|media) (caption|source|credit)\s*[,:]\s*", re.IGNORECASE)
CREDIT_MARKS = ("credit", "copyright", "source", "author", "photographer", "byline", "attribution")
CAPTION_MARKS = ("caption", "legend")
MOST_FIGURES = 60
MOST_TRIED = 200
MOST_BESIDE = 30
LONGEST_CAPTION = 1_200


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption and its credit; one of them may be empty."""

    text: str
    credit: str


def captions_of(tree: HtmlElement, scope: HtmlElement) -> list[Caption]:
    """The captions of an article's pictures, each once: those that its part of the page shows, then JSON-LD's."""
    kept: list[Caption] = []
    for caption in (*shown(scope), *linked(tree)):
        if len(kept) < MOST_FIGURES and caption.text and not any(same(caption, other) for other in kept):
            kept.append(caption)
    return kept


def same(caption: Caption, other: Caption) -> bool:
    """Whether two captions are one, with or without its credit."""
    return caption.text.startswith(other.text) or other.text.startswith(caption.text)


def shown(scope: HtmlElement) -> Iterator[Caption]:
    """The captions that a part of the page shows; those of links to other articles and of asides are left out."""
    for node in islice(caption_nodes(scope), MOST_TRIED):
        if any(parent.tag in OUTSIDE for parent in node.iterancestors()):
            continue
        inside = (text for mark in node.iterdescendants() if has_mark(mark, CREDIT_MARKS) if (text := text_of(mark)))
        credit = next(inside, "") or credit_beside(node)
        yield separated(SPOKEN.sub("", text_of(node)), credit)


def caption_nodes(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that are captions: figcaption, or marked as captions inside a figure that has none."""
    yield from tree.iter("figcaption")
    for figure in tree.iter("figure"):
        if figure.find(".//figcaption") is None:
            yield from (node for node in figure.iterdescendants() if has_mark(node, CAPTION_MARKS))


def credit_beside(node: HtmlElement) -> str:
    """The credit that stands in the same figure beside its caption."""
    figure = next((parent for parent in node.iterancestors() if parent.tag == "figure"), None)
    if figure is None:
        return ""
    related = {node, *node.iterancestors(), *node.iterdescendants()}
    for other in islice(figure.iter("span", "div", "p", "small", "cite"), MOST_BESIDE):
        if other not in related:
            text = text_of(other)
            if text and (has_mark(other, CREDIT_MARKS) or SPOKEN.match(text)):
                return text
    return ""


def has_mark(node: HtmlElement, marks: tuple[str, ...]) -> bool:
    """Whether what an element is called holds one of some words."""
    return isinstance(node.tag, str) and any(mark in marks_of(node) for mark in marks)


def linked(tree: HtmlElement) -> Iterator[Caption]:
    """The captions that an article's JSON-LD gives its images."""
    for item in articles_in(linked_data(tree)):
        for image in images(item):
            caption = next(iter(strings(image.get("caption"))), "")
            credit = next(iter((*strings(image.get("creditText")), *names(image.get("creator")))), "")
            yield separated(folded(caption), folded(credit))


def images(item: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The image objects of an article."""
    listed = item.get("image")
    return (one for one in (listed if isinstance(listed, list) else [listed]) if isinstance(one, dict))


def separated(whole: str, credit: str) -> Caption:
    """A caption and its credit, which may stand at its end, marked or not."""
    if len(whole) > LONGEST_CAPTION or len(credit) > LONGEST_CAPTION:
        return Caption("", "")
    if credit and whole.endswith(credit):
        whole = whole[: -len(credit)].rstrip(" |–—-")
    elif credit and whole.startswith(credit):
        whole = whole[len(credit) :].lstrip(" |–—-")
    elif not credit and (start := credit_start(whole)) is not None:
        whole, credit = whole[:start].rstrip(), whole[start:].lstrip(" |–—-")
    return Caption(whole, SPOKEN.sub("", credit))
