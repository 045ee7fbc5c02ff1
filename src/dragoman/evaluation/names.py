"""Scores of names: whether every written variant of a name means the one entity, and what looks like it does not.

The right entity is the one that the English name itself means, of the kind and state that the gold gives. Where
dragoman does not know it, all its variants count as missed. A wrong join is worse than a miss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DragomanError, EvaluationError
from dragoman.evaluation.result import Result
from dragoman.knowledge.data import read_yaml
from dragoman.knowledge.variants import Resolved
from dragoman.record import Entity

# A name and the language it is written in to what it means.
Resolve = Callable[[str, str | None], Resolved]
ENGLISH = "en"


class Variant(BaseModel):
    """One way in which a name is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: str
    language: str


class Named(BaseModel):
    """An entity with the variants of its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    kind: str
    state: str | None = None
    variants: tuple[Variant, ...]


class Lookalike(BaseModel):
    """A name that looks like one of ``near`` and means something else, told by ``is``."""

    model_config = ConfigDict(extra="allow", frozen=True)
    text: str
    language: str
    near: str


class NameGold(BaseModel):
    """Entities with their variants, and look-alikes."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    entities: tuple[Named, ...]
    lookalikes: tuple[Lookalike, ...] = ()


def load_gold(path: Path) -> NameGold:
    """Read a file of names.

    Raises:
        EvaluationError: it lists no entities, or one is no entity with variants.
    """
    try:
        found = NameGold.model_validate(read_yaml(path))
    except (ValidationError, DragomanError) as error:
        raise EvaluationError(f"no names: {error}", where=str(path), do="see benchmarks/gold") from error
    if not found.entities:
        raise EvaluationError("no names", where=str(path), do="list them under 'entities'")
    return found


def evaluate(gold: NameGold, resolve: Resolve) -> Result:
    """Resolve every variant and every look-alike.

    Args:
        gold: entities and look-alikes.
        resolve: what a name in a language means.
    """
    right, wrong, all_ = Counter[str](), Counter[str](), Counter[str]()
    table: list[str] = []
    wanted = {named.name: right_entity(named, resolve) for named in gold.entities}
    for named in gold.entities:
        entity = wanted[named.name]
        if entity is None:
            table.append(f"  unknown: {named.name} ({named.kind}, {named.state})")
        for variant in named.variants:
            found = resolve(variant.text, variant.language)
            all_[variant.language] += 1
            is_right = entity is not None and found.entity is not None and found.entity.id == entity.id
            right[variant.language] += is_right
            wrong[variant.language] += found.entity is not None and not is_right and not same_as(named, found, resolve)
            if not is_right and entity is not None:
                table.append(f"  {variant.language} {variant.text!r} is {named.name}, not {told(found)}")
    false = false_joins(gold, wanted, resolve, table)
    number, looks = all_.total(), max(1, len(gold.lookalikes))
    figures = {
        "names_right": right.total() / number,
        "names_without_wrong_join": 1 - wrong.total() / number,
        "names_without_false_join": 1 - false / looks,
    }
    table += [f"{one:4s} right {right[one]:4d}  wrong {wrong[one]:3d}  of {all_[one]:4d}" for one in sorted(all_)]
    table.append(
        f"right {figures['names_right']:.4f}  wrong joins {wrong.total()}  n {number}; "
        f"false joins of look-alikes {false} of {len(gold.lookalikes)}"
    )
    return Result(figures, table)


def false_joins(gold: NameGold, wanted: dict[str, Entity | None], resolve: Resolve, table: list[str]) -> int:
    """How many look-alikes are taken for the entity that they look like; each is told."""
    count = 0
    for one in gold.lookalikes:
        near = wanted[one.near] if one.near in wanted else resolve(one.near, ENGLISH).entity
        found = resolve(one.text, one.language).entity
        if near is not None and found is not None and found.id == near.id:
            count += 1
            table.append(f"  look-alike {one.language} {one.text!r} taken for {one.near}")
    return count


def right_entity(named: Named, resolve: Resolve) -> Entity | None:
    """The entity of a name in English, of the kind and state of the gold; None where dragoman does not know it.

    The head of an organisation belongs to no state.
    """
    found = resolve(named.name, ENGLISH)
    meant = [found.entity] if found.entity is not None else list(found.candidates)
    fitting = [one for one in meant if one.kind == named.kind and (not named.state or one.state in (None, named.state))]
    return fitting[0] if len(fitting) == 1 else None


def same_as(named: Named, found: Resolved, resolve: Resolve) -> bool:
    """Whether a variant means what the English name does, be it of another kind than the gold says."""
    english = resolve(named.name, ENGLISH).entity
    return english is not None and found.entity is not None and found.entity.id == english.id


def told(found: Resolved) -> str:
    """What a name was taken for, or why for nothing."""
    return found.entity.id if found.entity is not None else f"told: {'; '.join(found.reasons)}"
