"""The weights by which the type of an act between a given actor and recipient is chosen."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data


class Points(Row):
    """Points of a lexicon entry for each sign that it joins the pair."""

    subject: float
    slot: float
    near: float
    between: float
    inside: float
    negated: float


class Evidence(Row):
    """How much the encoder's log probability and the lexicon's points count, and the encoder's least probability."""

    encoder: float = Field(ge=0)
    lexicon: float = Field(ge=0)
    least: float = Field(gt=0, lt=0.1)
    nothing: float = Field(gt=0, le=1)


class RevisionRules(Row):
    """From which weight on an entry that is not ambiguous needs no second opinion."""

    certain: float


class LinkRules(Row):
    """When an act that only links between mentions tell is asked of the encoder, and when it is told."""

    ask: float = Field(gt=0, lt=1)
    alone: float = Field(gt=0, lt=1)
    told: float = Field(gt=0, lt=1)
    link: float = Field(ge=0)
    encoder: float = Field(ge=0)
    bias: float
    untold: frozenset[str]
    type: float = Field(ge=0)


class DoubtRules(Row):
    """Below which likelihood of an act between its sides, by their link, a coded event is left out, or asked about."""

    never: float = Field(ge=0, lt=1)
    seldom: float = Field(ge=0, lt=1)
    loose: float = Field(ge=0, lt=1)
    act: float = Field(ge=0, lt=1)


class TypeChoice(Row):
    """The whole data file, without its ``meta`` block."""

    points: Points
    evidence: Evidence
    revision: RevisionRules
    links: LinkRules
    doubts: DoubtRules


@lru_cache(maxsize=1)
def type_choice() -> TypeChoice:
    """The weights, read from ``data/type_choice.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("type_choice").items() if name != "meta"}
    found: TypeChoice = checked(data, TypeChoice, "type_choice.yaml")
    return found
