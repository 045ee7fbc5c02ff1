"""The forest: each mention hangs on the one before it that it is likest to, and a tree of mentions is an event.

Which mention stands before which is a fixed order (``Act.order``), and likeness is a matter of two mentions. So the
forest depends on the mentions alone, not on the order in which they came; and a new mention changes only its own
place and that of the mentions that are likest to it. What an analyst pinned together stays together, whatever the
machine thinks: the members of a company hang on its first member, and no member hangs anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.knowledge.merging import merging
from dragoman.merge.acts import Act
from dragoman.merge.likeness import likeness


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention hangs on, and how like it is."""

    parent: int | None
    likeness: float | None


ROOT = Link(None, None)
PINNED = 2.0


def better(act: Act, before: Act, link: Link, parent: Act | None) -> Link:
    """The better of the link that a mention has and one to another mention that may stand before it."""
    if before.order >= act.order:
        return link
    score = likeness(act, before).score
    if score < merging().weights.threshold:
        return link
    if parent is None or link.likeness is None:
        return Link(before.key, score)
    return Link(before.key, score) if (-score, before.order) < (-link.likeness, parent.order) else link


def best(act: Act, others: Iterable[Act]) -> Link:
    """The link of a mention, out of all mentions that it may hang on."""
    link: Link = ROOT
    parent: Act | None = None
    for other in others:
        found = better(act, other, link, parent)
        if found is not link:
            link, parent = found, other
    return link


def trees(links: Mapping[int, int | None]) -> list[set[int]]:
    """The sets of mentions that hang together; a parent outside the mapping is passed over."""
    top: dict[int, int] = {}

    def root_of(key: int) -> int:
        path = []
        while (parent := top.get(key, links.get(key))) is not None and parent in links:
            path.append(key)
            key = parent
        for passed in path:
            top[passed] = key
        return key

    found: dict[int, set[int]] = {}
    for key in links:
        found.setdefault(root_of(key), set()).add(key)
    return list(found.values())
