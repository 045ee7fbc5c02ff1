"""Scores of names in untranslated text: which states and which actors a report names, found without any translation.

States are compared by their ISO 3166-1 alpha-3 codes; persons, organisations, groups and publishers by the id of the
entity that their English name means. Each counts once a report. An actor that dragoman does not know in English either
cannot be found; it counts in the recall of all actors only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.evaluation.parallel import Named, Story
from dragoman.evaluation.result import Result, precision_recall_f1
from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.foreign_rows import foreign_languages
from dragoman.knowledge.names import names

# The kinds that act, beside states.
ACTORS = frozenset({"person", "organisation", "group", "publisher"})


def evaluate(stories: Iterable[Story], languages: Iterable[str] | None = None) -> Result:
    """Find the names of every version in a language in which names are known.

    Args:
        stories: the gold.
        languages: ISO 639-1 codes of those versions to read; all in which names are known, where None.
    """
    wanted = foreign_languages() if languages is None else frozenset(languages)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for story in stories:
        for language, version in story.others.items():
            if language not in wanted:
                continue
            found_states, found_actors = found_in(version.text, language)
            named = story.named.get(language, ())
            states = {one.state for one in named if one.kind == "state" and one.state}
            actors = {one.means: actor_id(one) for one in named if one.kind in ACTORS}
            known = {one for one in actors.values() if one}
            counts[language].update(
                counted("states", states, found_states)
                + counted("actors", known, found_actors)
                + Counter({"actors_named": len(actors)})
            )
            wrong += missed(f"{story.story} {language}", states, found_states)
            wrong += missed(f"{story.story} {language}", known, found_actors)
            wrong += [f"  story {story.story} {language}: not known: {name}" for name, one in actors.items() if not one]
    whole = sum(counts.values(), Counter[str]())
    figures: dict[str, float] = {}
    table = list(wrong)
    for name, count in (("all", whole), *sorted(counts.items())):
        ending = "" if name == "all" else f"_{name}"
        for what in ("states", "actors"):
            right, gold, found = (count[f"{what}_{part}"] for part in ("right", "gold", "found"))
            precision, recall, f1 = precision_recall_f1(right, gold, found)
            figures |= {f"{what}_precision{ending}": precision, f"{what}_recall{ending}": recall}
            figures[f"{what}_f1{ending}"] = f1
            table.append(f"{name:4s} {what}: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  n {gold}")
        every = count["actors_right"] / max(1, count["actors_named"])
        figures[f"actors_recall_all{ending}"] = every
        table.append(f"{name:4s} actors, known or not: recall {every:.4f}  n {count['actors_named']}")
    return Result(figures, table)


def found_in(text: str, language: str) -> tuple[set[str], set[str]]:
    """The codes of the states and the ids of the actors that a text names, each by its likeliest reading."""
    states, actors = set[str](), set[str]()
    for match in foreign_names(language).find(text):
        entity = match.readings[0].entity
        if entity.kind == "state" and entity.state:
            states.add(entity.state)
        elif entity.kind in ACTORS:
            actors.add(entity.id)
    return states, actors


def actor_id(named: Named) -> str | None:
    """The id of whom an English name means; None where dragoman does not know it."""
    actors = [one.entity for one in names().readings(named.means) if one.entity.kind in ACTORS]
    # Whether a force is an organisation or a group is a matter of taste.
    actors.sort(key=lambda entity: entity.kind != named.kind)
    return actors[0].id if actors else None


def counted(what: str, gold: set[str], found: set[str]) -> Counter[str]:
    """How many were right, are gold, and were found."""
    return Counter({f"{what}_right": len(gold & found), f"{what}_gold": len(gold), f"{what}_found": len(found)})


def missed(where: str, gold: set[str], found: set[str]) -> list[str]:
    """What was not found, and what was found and is not gold."""
    return [
        *(f"  story {where}: not found: {one}" for one in sorted(gold - found)),
        *(f"  story {where}: found besides: {one}" for one in sorted(found - gold)),
    ]
