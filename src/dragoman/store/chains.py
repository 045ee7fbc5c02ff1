"""Chains: who says so, from the outlet over an agency to the one who said it first."""

from __future__ import annotations

from functools import cached_property

from dragoman.merge.acts import Origin
from dragoman.record import Attribution, Record

LONGEST_CHAIN = 12


class Chains:
    """The chains in one record.

    Args:
        record: the record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def holders(self) -> dict[str, Attribution]:
        """The attributions by their names in the record."""
        return {one.id: one for one in self.record.attributions}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the entities by their ids."""
        return {one.id: one.name for one in self.record.entities}

    def source(self, attribution: Attribution) -> str:
        """Who says what an attribution holds: the entity, or the words that describe it."""
        words = " ".join(self.record.article.text[span.start : span.end] for span in attribution.source)
        return self.names.get(attribution.source_entity or "", words or "somebody not named")

    def of(self, start: str | None, origin: Origin) -> list[str]:
        """The chain of what stands in an attribution and comes from an origin; the outlet first."""
        links: list[str] = []
        here = self.holders.get(start or "")
        while here is not None and len(links) < LONGEST_CHAIN:
            links.append(self.source(here))
            if here.medium_entity:
                links.append(self.names.get(here.medium_entity, here.medium_entity))
            here = self.holders.get(here.parent or "")
        if origin.kind == "agency":
            links.append(origin.name)
        chain = [self.record.article.publisher or "publisher unknown"]
        for name in reversed(links):
            if name != chain[-1]:
                chain.append(name)
        return chain
