"""Targets: whom a provision is aimed at, and whether a side of an activity is one of them."""

from __future__ import annotations

from datetime import date

from dragoman.knowledge.organisations import Group, groups
from dragoman.knowledge.regimes import regimes
from dragoman.record import Entity

GROUP = "GRP:"
# Groups that act for their state: what they get, the state gets.
OF_THE_STATE = frozenset({"GOV", "MIL", "BUS", "SPY", "COP", "JUD", "LEG"})
ARMED = frozenset({"REB", "PRM", "UAF", "CRM", "IMG"})
REBELS = frozenset(
    {"rebels", "rebel", "insurgents", "insurgent", "militia", "militias", "militants", "militant", "gang", "gangs",
     "guerrillas", "guerrilla", "separatists", "jihadists", "warlord", "warlords"}
)  # fmt: skip
NON_GOVERNMENT = "non-government"
LISTED_REGIME = "UN-ISIL-AQ"
NOT_LISTED = "the measure holds for listed persons and groups; whether this one is listed is not checked"


def target_of(entity: Entity) -> str | None:
    """The target that an entity is or belongs to: 'PRK', 'GRP:houthis', 'COD:non-government', 'SDN:Darfur'.

    Returns:
        None where neither its state nor its group is known.
    """
    slug = entity.id.partition(":")[2]
    group = groups().get(slug) if entity.kind in {"group", "organisation"} else None
    if group is not None:
        return group.state if group.sector in OF_THE_STATE and group.state else f"{GROUP}{slug}"
    if entity.state is None:
        return None
    if entity.kind == "place" and (region := region_of(entity.state, entity.name)):
        return region
    armed = entity.sector in ARMED or bool(REBELS & set(entity.name.lower().split()))
    if armed and not entity.known and entity.kind in {"group", "organisation", "person"}:
        return f"{entity.state}:{NON_GOVERNMENT}"
    return entity.state


def region_of(state: str, name: str) -> str | None:
    """The part of a state of this name that some provision is aimed at."""
    wanted = {target for row in regimes().measures.values() for target in row.target if target.startswith(f"{state}:")}
    return next((target for target in sorted(wanted) if target.partition(":")[2].lower() == name.lower()), None)


def base_of(target: str | None) -> str | None:
    """The state of a target: of a part, the whole; of a group, its base; None where it has none."""
    if target is None:
        return None
    if target.startswith(GROUP):
        group = groups().get(target.removeprefix(GROUP))
        return group.state if group else None
    return target.split(":")[0]


def name_of(target: str | None) -> str:
    """A target in words that a reason can use."""
    if target is None:
        return "unknown"
    if target.startswith(GROUP):
        group = groups().get(target.removeprefix(GROUP))
        return group.name if group else target
    return target


def covered(aimed: tuple[str, ...], side: str | None, on: date) -> tuple[str, str | None] | None:
    """Whether a side is among those that a provision is aimed at.

    Args:
        aimed: the provision's targets.
        side: a target, or None for one that is not known.
        on: the day; a group may have become the government.

    Returns:
        The target that holds it and what argues against; None where none does.
    """
    if side is None:
        return None
    found = [(target, doubt) for target in aimed if (doubt := _covers(target, side, on)) is not None]
    best = min(found, key=lambda pair: bool(pair[1]), default=None)
    return (best[0], best[1] or None) if best else None


def _covers(target: str, side: str, on: date) -> str | None:
    """What argues against a side being this target; '' where nothing does, None where it is not."""
    if target == side:
        return ""
    state, _, part = target.partition(":")
    group = groups().get(side.removeprefix(GROUP)) if side.startswith(GROUP) else None
    if target.startswith(GROUP):
        listed = target == f"{GROUP}listed-1267" and group is not None and group.un_regime == LISTED_REGIME
        return "" if listed else None
    if base_of(side) != state:
        return None
    if not part:
        return ""  # the whole state, its parts and its groups
    if group is None and side == state:
        return None  # the government, or the state as a whole, is not a part of it
    return _covers_part(state, part, side, group, on)


def _covers_part(state: str, part: str, side: str, group: Group | None, on: date) -> str | None:
    governs = group is not None and group.government_since is not None and on >= group.government_since
    if part in {NON_GOVERNMENT, "armed_groups"}:
        return None if governs else ""
    if part == "designated":
        return NOT_LISTED
    if part.startswith("Taliban"):
        return "" if side == f"{GROUP}taliban" else None
    return f"the measure holds in {part}; the report does not say where in {state}"
