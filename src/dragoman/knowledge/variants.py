"""Whom a written name means: the one known person, place, state or organisation, in any language and spelling.

A wrong join is worse than a miss: the whole name is compared, never a part, except a surname that stands alone and
that one known person bears. What is not known, or may mean several, is None with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.foreign_rows import foreign_languages, grammar, people_names
from dragoman.knowledge.leaders import Person, Term, leaders
from dragoman.knowledge.name_forms import name_forms
from dragoman.knowledge.name_places import capital_place, city_named, foreign_capital, state_named_in
from dragoman.knowledge.name_table import NameReading, doubtful_surnames, person_entity
from dragoman.knowledge.names import names
from dragoman.knowledge.sounds import ENGLISH, PEOPLE_LANGUAGES, Heard, listed_names, sounds
from dragoman.knowledge.spelling import PARTICLE, folded
from dragoman.knowledge.transliteration import Script, script_of, sound_rules, word_list
from dragoman.record import Entity

LANGUAGES: dict[Script, tuple[str, ...]] = {
    "latin": ("en", "fr", "es", "de"), "cyrillic": ("ru", "uk"), "arabic": ("ar", "fa"), "hangul": ("ko",),
    "kana": ("ja",), "han": ("zh", "ja"),
}  # fmt: skip
NAMES = {
    "en": "English", "fr": "French", "es": "Spanish", "de": "German", "ru": "Russian", "uk": "Ukrainian",
    "ar": "Arabic", "fa": "Persian", "ko": "Korean", "ja": "Japanese", "zh": "Chinese",
}  # fmt: skip
# A leader of the historical list who left office before this is no rival for a surname in today's news.
REMEMBERED = date(2008, 1, 1)
EDGES = ' \t\n"“”„«»‹›「」『』《》()[]،,;:!?。、'


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity that a written name means, or None; and in both cases why.

    ``candidates`` are what the name may mean where it may mean several.
    """

    entity: Entity | None
    reasons: tuple[str, ...]
    candidates: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a name may mean, why, whether the name alone is enough, and whether it is a bare surname."""

    entity: Entity
    reason: str
    firm: bool
    weak: bool = False


def resolve(name: str, language: str | None = None) -> Resolved:
    """The one known entity that a written name means.

    Args:
        name: a name as it is written, in the nominative or in another form of its language.
        language: ISO 639-1 code of the language it is written in; None where that is not known.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).strip(EDGES).split())
    script = script_of(plain)
    if script is None:
        return Resolved(None, ("no letters of a script that is known",))
    languages = tried(script, language)
    for form in name_forms(plain, script, languages):
        found = meant(form.text, script, languages, given=language is not None, initial=form.initial)
        if form.turned and not all(one.state in word_list("turned_states") for one in persons_of(found)):
            continue
        if found.entity is not None or found.candidates:
            return replace(found, reasons=(*form.reasons, *found.reasons))
    return Resolved(None, ("no known name is written so",))


def persons_of(found: Resolved) -> Iterator[Entity]:
    """What a name means or may mean."""
    yield from (found.entity,) if found.entity is not None else found.candidates


def meant(
    name: str, script: Script, languages: Sequence[str], *, given: bool = True, initial: str | None = None
) -> Resolved:
    """What one form of a name means: as it is listed, else as it sounds.

    Args:
        given: the first of the languages is known to be that of the name.
    """
    if initial is not None:
        return chosen([one for one in alone(name, script, languages) if begins(one.entity, initial, languages)])
    for number, language in enumerate(languages):
        # Building the matcher of a language takes a second: one that the name need not be written in is not built.
        found = chosen(list(read_in(language, name, inflected=not (number and given))))
        if found.entity is not None or found.candidates:
            return found
    if territory := next(filter(None, (state_named_in(name, language) for language in languages)), None):
        return chosen([Meaning(territory, "a state of that name in the Unicode locale data", firm=True)])
    rules = [rule for rule in sound_rules() if rule.script == script and set(rule.languages) & set(languages)]
    heard = [*sounds(script).whole(name, rules), *sounds(script).by_syllables(name)]
    if heard:
        return chosen([meaning_of(one) for one in heard])
    if script == "latin" and (place := city_named(name)) is not None:
        return chosen([Meaning(place, "the one large town of that name in the gazetteer", firm=True)])
    if " " in name or script == "han":
        return Resolved(None, ())
    return chosen([one for one in map(meaning_of, sounds(script).alone(name, rules)) if bears_alone(one.entity.id)])


def tried(script: Script, language: str | None) -> tuple[str, ...]:
    """The languages in which a name is looked up: its own first, then those of its script."""
    listed = LANGUAGES[script]
    if language is None or language not in NAMES:
        return listed
    return tuple(dict.fromkeys((language, *(other for other in listed if script != "latin" or other == ENGLISH))))


def read_in(language: str, name: str, *, inflected: bool = True) -> Iterator[Meaning]:
    """What a name means in a language, by the names that are listed there, and by their forms."""
    if language == ENGLISH:
        found = names().readings(name)
        yield from (meaning(reading, name, language, listed=True) for reading in found)
        place = city_named(name) if found and all(reading.needs_context for reading in found) else None
        if place is not None and place.state in {reading.entity.state for reading in found}:
            yield Meaning(place, "the one large town of that name, in the state that it may stand for", firm=True)
        if found:
            return
    known = listed_in(language).get(key(name), ())
    for person, weak in known:
        yield meaning(NameReading(person_entity(person), weak=weak), name, language, listed=True)
    if inflected and not known and language in foreign_languages():
        yield from (meaning(reading, name, language, listed=False) for reading in foreign_readings(name, language))


def foreign_readings(name: str, language: str) -> tuple[NameReading, ...]:
    """What a name or a form of it means in a language, also with a particle or prefix that is joined to it."""
    found = foreign_names(language).find(name)
    if len(found) != 1:
        return ()
    before, behind = name[: found[0].start], name[found[0].end :]
    rules = grammar(language)
    joined = before in ("", *rules.prefixes, *rules.article_prefixes) and behind in ("", *rules.particles)
    return found[0].readings if joined and not (rules.open_borders and (before or behind)) else ()


def meaning(reading: NameReading, name: str, language: str, *, listed: bool) -> Meaning:
    """A reading of a name with its reason; a capital is the place, and a bare surname has to be of one person."""
    entity = reading.entity
    where = f"listed in {NAMES[language]}" if listed else f"a name or a form of one in {NAMES[language]}"
    if reading.capital:
        place = capital_place(entity, name) if language == ENGLISH else foreign_capital(entity, name, language)
        if place is not None:
            return Meaning(place, f"{where}: the seat of {entity.name}", firm=True)
        return Meaning(entity, where, firm=False)
    if reading.weak:
        firm = bears_alone(entity.id) and not (language == ENGLISH and reading.needs_context)
        return Meaning(entity, f"{where}: a surname that one known person bears", firm=firm, weak=True)
    # The name of a town may also stand for those who sit there; it is still the name of the town.
    return Meaning(entity, where, firm=not reading.needs_context or entity.kind == "place")


def chosen(found: Sequence[Meaning]) -> Resolved:
    """The one firm meaning; None where there is none or several."""
    firm = {one.entity.id: one for one in reversed(found) if one.firm}
    several = {one.entity.id: one.entity for one in found}
    if len(firm) == 1 and not (len(several) > 1 and any(one.weak for one in firm.values())):
        (one,) = firm.values()
        reasons = tuple(dict.fromkeys(other.reason for other in found if other.entity.id == one.entity.id))
        return Resolved(one.entity.model_copy(deep=True), reasons)
    if not several:
        return Resolved(None, ())
    told = ", ".join(entity.name for entity in several.values())
    reason = f"may mean several: {told}" if len(several) > 1 else f"the name alone is not enough for {told}"
    return Resolved(None, (reason,), tuple(several.values()))


def meaning_of(heard: Heard) -> Meaning:
    """A person whose name sounds so."""
    person = leaders().persons[heard.person]
    return Meaning(person_entity(person), f"spelt as {person.name} may be in {heard.rule}", firm=True)


def alone(name: str, script: Script, languages: Sequence[str]) -> list[Meaning]:
    """The persons who bear a surname."""
    found = [one for language in languages for one in read_in(language, name) if one.entity.kind == "person"]
    rules = [rule for rule in sound_rules() if rule.script == script and set(rule.languages) & set(languages)]
    return found or [one for one in map(meaning_of, sounds(script).alone(name, rules)) if bears_alone(one.entity.id)]


def begins(entity: Entity, initial: str, languages: Iterable[str]) -> bool:
    """Whether a first name of a person begins with an initial."""
    spelt = [
        entity.name,
        *(one for language in languages for one in listed_names(language).get(entity.id, ((), ()))[0]),
    ]
    return any(folded(one)[:1].casefold() == folded(initial).casefold() for one in spelt)


@cache
def listed_in(language: str) -> dict[str, tuple[tuple[Person, bool], ...]]:
    """The persons listed in a language by name, and whether the name is a surname alone."""
    found: dict[str, dict[str, tuple[Person, bool]]] = {}
    for row in people_names(language).persons if language in PEOPLE_LANGUAGES else ():
        person = leaders().persons[row.id]
        for listed, weak in ((row.names, False), (row.surnames, True)):
            for name in listed:
                found.setdefault(key(name), {}).setdefault(row.id, (person, weak))
    return {spelt: tuple(persons.values()) for spelt, persons in found.items()}


def key(name: str) -> str:
    """A listed name as it is looked up."""
    plain = folded(unicodedata.normalize("NFC", name)).replace("\u200c", " ").replace("-", " ").replace("\u0301", "")
    return re.sub(r"[·・‧•=＝゠]", "·", plain).casefold()


@cache
def bears_alone(person_id: str) -> bool:
    """Whether a person is the only known one of one of his or her surnames, and that surname no common one."""
    person = leaders().persons.get(person_id)
    if person is None:
        return False
    if any(" " in alias and person.name.endswith(f" {alias}") for alias in person.aliases):
        # 'von der Leyen' is more than 'Leyen'.
        return True
    plain = {folded(PARTICLE.sub("", one)) for one in person.surnames} - doubtful_surnames()
    return any(
        {term.person_id for term in leaders().by_surname(one) if rivals(term, person)} <= {person_id} for one in plain
    )


def rivals(term: Term, person: Person) -> bool:
    """Whether the holder of an office may be meant by a surname that a person bears, too.

    The historical list names leaders of a state again, and some who have long left office.
    """
    at_home = term.state in {other.state for other in person.terms}
    return term.role != "LED" or not (at_home or (term.to is not None and term.to < REMEMBERED))
