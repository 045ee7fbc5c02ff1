"""News publishers, agencies and official channels, with their seat and source class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, load_data, rows, unique
from dragoman.knowledge.spelling import folded

SourceClass = Literal[
    "wire_agency", "state_media", "party_media", "semi_official", "pro_government", "pro_iran", "public_broadcaster",
    "commercial", "independent", "exile_media", "tabloid", "specialist", "think_tank", "official_channel",
    "military_channel", "military_blogger", "content_network",
]  # fmt: skip
# Seats that are no states: the organisation whose channel it is.
BODIES = {"EUU": "eu", "NATO": "nato", "UN": "un", "IAEA": "iaea"}


class Publisher(Row):
    """A publisher as it is named in text."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    aliases: tuple[str, ...]
    domain: str | None
    country: str = Field(pattern=r"^([A-Z]{3}|NATO|UN|IAEA)$")
    source_class: SourceClass = Field(alias="class")
    owner: str
    described_as: tuple[str, ...] = ()
    institution: bool = False

    @property
    def state(self) -> str | None:
        """The state of its seat (ISO3); None for channels of organisations."""
        return None if self.country in BODIES else self.country

    @property
    def organisation(self) -> str | None:
        """The organisation whose channel it is; None for all others."""
        return BODIES.get(self.country)


class GenericReference(Row):
    """A phrase such as 'North Korean state media': the class is certain, the publisher is not."""

    phrase: str
    publishers: tuple[str, ...]
    country: str | None
    source_class: SourceClass | None = Field(alias="class")


class Publishers:
    """All publishers, by id, by host and by generic phrase."""

    def __init__(self, publishers: Iterable[Publisher], references: Iterable[GenericReference]) -> None:
        self.by_id = {publisher.id: publisher for publisher in publishers}
        self.references = {folded(reference.phrase).casefold(): reference for reference in references}
        self._hosts = {row.domain: row for row in reversed(self.by_id.values()) if row.domain}
        self._classes: dict[tuple[str, SourceClass], list[str]] = defaultdict(list)
        for publisher in self.by_id.values():
            if publisher.state:
                self._classes[publisher.state, publisher.source_class].append(publisher.id)

    def by_domain(self, host: str) -> Publisher | None:
        """The publisher of a host name or of the domain that it belongs to: 'www.apnews.com', 'apnews.com'."""
        labels = host.casefold().rstrip(".").split(":")[0].split(".")
        names = (".".join(labels[first:]) for first in range(len(labels) - 1))
        return next((self._hosts[name] for name in names if name in self._hosts), None)

    def generic(self, phrase: str) -> GenericReference | None:
        """What a generic phrase may stand for; None where it is not a known one."""
        return self.references.get(folded(phrase).casefold())

    def of(self, state: str, source_class: SourceClass) -> list[str]:
        """The ids of a state's publishers of one class, as for 'Kazakh state media'."""
        return list(self._classes.get((state, source_class), ()))


@lru_cache(maxsize=1)
def publishers() -> Publishers:
    """All publishers, read from ``data/publishers.yaml``."""
    found = rows("publishers", "publishers", Publisher)
    unique((row.id for row in found), "publishers.yaml")
    return Publishers(found, rows("publishers", "generic_references", GenericReference))


def ambiguous_aliases() -> dict[str, list[str]]:
    """The aliases that several publishers share, with the ids of those."""
    return dict(load_data("publishers")["ambiguous_aliases"])
