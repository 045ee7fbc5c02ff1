"""Goods: whether a provision speaks of what passes, by the codes of both sides and the kind of activity."""

from __future__ import annotations

from dragoman.knowledge.regimes import Embargo, Measure, regimes

HELP = frozenset({"military_training", "arms_production_help"})
ABOUT_ARMS = HELP | {"troop_deployment_abroad", "arms_repair_or_maintenance", "military_cooperation_agreement"}
WEAPONS_OF_MASS_DESTRUCTION = frozenset({"nuclear_items", "missile_items", "chem_bio_items"})
UNCLASSED = "the report names no class of the UN Register"
NO_ARMS = "the report speaks of military co-operation and names no arms"
NOT_BINDING = "a call for restraint, not a ban"
DUAL_USE = "dual_use_conventional_arms_list"
# What a general word may stand for.
GENERAL = {"oil": frozenset({"crude_oil", "refined_petroleum"})}
WHICH_OIL = "the report does not say which kind of oil"
# A transfer at sea may break a measure on what is moved as well.
BY_GOODS = frozenset({"commodity_ban", "petroleum_restriction", "aviation_fuel_ban", "luxury_goods_ban",
                      "industrial_goods_ban", "vessels_helicopters_ban", "nuclear_procurement_channel",
                      "wmd_missile_items_ban"})  # fmt: skip
CATCH_ALL = "catch_all"


def matched(row: Measure | Embargo, kind: str, goods: tuple[str, ...]) -> list[str] | None:
    """Whether a provision speaks of what passes.

    Args:
        row: the provision.
        kind: the kind of activity.
        goods: codes of what passes.

    Returns:
        What argues against, often nothing; None where it speaks of something else.
    """
    measure = row.measure_type
    if measure not in regimes().activity_map.get(kind, ()):
        return None
    if measure == "arms_embargo":
        return _arms(row.goods, kind, goods)
    if measure == "arms_vigilance":
        found = _arms(row.goods, kind, goods)
        return None if found is None else [*found, NOT_BINDING]
    if measure == "technical_assistance_training":
        return _assistance(row.goods, kind)
    if measure == "scientific_technical_cooperation_suspension":
        return [] if not row.goods else None
    if measure == "petroleum_illicit_export":
        return _named(row.goods, goods) if "illicit" in goods else None
    if measure in BY_GOODS:
        return _named(row.goods, goods)
    return []


def _arms(named: tuple[str, ...], kind: str, goods: tuple[str, ...]) -> list[str] | None:
    """An arms embargo: arms by class, help with arms, hired fighters, and weapons of mass destruction."""
    if kind in HELP:
        return [] if "training_for_arms" in named else None
    if kind == "mercenary_deployment":
        return [] if "mercenaries" in named else None
    if kind == "military_cooperation_agreement":
        return [NO_ARMS] if DUAL_USE not in named else None
    if WEAPONS_OF_MASS_DESTRUCTION & set(goods):
        return [] if "wmd_missile_items" in named else None
    return _conventional(named, goods)


def _conventional(named: tuple[str, ...], goods: tuple[str, ...]) -> list[str] | None:
    if not named or "all_arms_incl_salw" in named:
        return []
    small = set(goods) <= {"salw", "ammunition"} and "salw" in goods
    if "all_arms_except_salw" in named:
        return None if small else []
    if set(named) & set(goods):
        return []
    classes = any(code.startswith("unroca_") for code in named)
    unclassed = "arms" in goods or (set(goods) == {"ammunition"})
    if unclassed and (classes or "salw" in named):
        return [UNCLASSED]
    return None


def _assistance(named: tuple[str, ...], kind: str) -> list[str] | None:
    """Training and help tied to arms, or to nuclear and missile items where the provision says so."""
    if WEAPONS_OF_MASS_DESTRUCTION & set(named):
        return [] if kind in {"nuclear_assistance", "missile_or_space_launch_cooperation"} else None
    return [] if kind in ABOUT_ARMS else None


def _named(named: tuple[str, ...], goods: tuple[str, ...]) -> list[str] | None:
    """A provision on named goods."""
    if set(named) & set(goods):
        return []
    if any(GENERAL.get(code, frozenset()) & set(named) for code in goods):
        return [WHICH_OIL]
    return None
