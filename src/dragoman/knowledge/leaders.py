"""Leaders and ministers with their terms of office: who held which office where and when."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import FOLDER, Row, checked, load_data, rows
from dragoman.knowledge.spelling import PARTICLE, folded, slug

Role = Literal[
    "HOS", "HOG", "LED", "FM", "DM", "DEP", "PTY", "SEC", "MIL", "INT", "SPK", "LEG", "ENV", "MIN", "GRP", "ORG"
]
Confidence = Literal["verified", "partly_verified", "memory", "dataset"]
SECTORS: dict[str, str] = {"MIL": "MIL", "INT": "SPY", "LEG": "LEG", "PTY": "PTY", "GRP": "REB"}
# The roles that a leader of the historical list may have held: the list does not say which.
LEADING = frozenset({"HOS", "HOG"})
# Who is meant by a surname that several holders share: the higher office.
RANKS: dict[str, int] = {"HOS": 0, "HOG": 1, "LED": 1, "ORG": 1, "FM": 2, "DM": 2}
OTHER_RANK = 3
# Offices whose holders news names by surname alone.
OFFICES = frozenset({"HOS", "HOG", "GRP"})
# Offices that several people of a state hold at once: 'the Russian ambassador' is not the one in New York.
SHARED = frozenset({"ENV"})
# Foreign and defence ministers, whom news on their states names without a title, too.
MINISTERS = frozenset({"FM", "DM"})
# States whose leaders bear surnames that many bear who are no leaders, so that a bare one says too little.
AMBIGUOUS_SURNAMES = frozenset(
    {"GBR", "CAN", "AUS", "NZL", "IRL", "JAM", "TTO", "BRB", "GUY", "BHS", "KNA", "LCA", "GRD", "ATG", "DMA", "VCT",
     "BLZ", "CHN", "PRK", "KOR", "VNM", "HUN", "TWN", "KHM", "SGP"}
)  # fmt: skip
REIGN_ENDS = date(2021, 3, 31)


class TermRow(Row):
    """One line of ``leaders.yaml``."""

    state: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    organisation: str | None = None
    group: str | None = None
    person: str
    aliases: tuple[str, ...]
    role: Role
    title: str
    from_: str = Field(alias="from", pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    to: str | None = Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    last_seen: str | None = Field(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    check: bool = False
    sources: tuple[str, ...] = ()
    url: str | None = None
    confidence: Confidence

    @model_validator(mode="after")
    def _whole(self) -> TermRow:
        if self.state is None and self.organisation is None:
            raise ValueError("a term needs a state or an organisation")
        if self.to is not None and last_day(self.to) < first_day(self.from_):
            raise ValueError("the term ends before it starts")
        return self


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office. ``to`` is None while in office, as far as known; both days are inclusive."""

    person_id: str
    person: str
    state: str | None
    role: Role
    title: str
    from_: date
    to: date | None
    confidence: Confidence
    organisation: str | None = None
    group: str | None = None
    last_seen: str | None = None
    check: bool = False

    @property
    def sector(self) -> str | None:
        """The PLOVER sector that goes with the office; None for heads of organisations."""
        return None if self.role == "ORG" else SECTORS.get(self.role, "GOV")

    def covers(self, on: date) -> bool:
        """Whether the term runs on a day; an open term of the historical list runs to the list's last day only."""
        end = self.to or (REIGN_ENDS if self.confidence == "dataset" else date.max)
        return self.from_ <= on <= end


@dataclass(frozen=True, slots=True)
class Person:
    """A person with all known terms of office, newest first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    terms: tuple[Term, ...]

    @property
    def surnames(self) -> tuple[str, ...]:
        """The one-word names by which texts refer back to the person."""
        names = tuple(alias for alias in self.aliases if " " not in alias) or (surname(self.name, self.state),)
        return tuple(dict.fromkeys(spelt for name in names for spelt in (name, PARTICLE.sub("", name))))

    def terms_on(self, on: date | None) -> list[Term]:
        """The terms that run on a day; all of them where the day is not known."""
        return [term for term in self.terms if on is None or term.covers(on)]


class ReignRow(Row):
    """One line of ``reign_leaders.csv``: a leader of a state, surname alone mostly, from a day to a month."""

    state: str = Field(pattern=r"^[A-Z]{3}$")
    leader: str
    from_: date = Field(alias="from")
    to: str | None
    born: int | None
    gender: Literal["m", "f"] | None
    military: bool | None
    id: str

    @field_validator("to", "born", "gender", "military", mode="before")
    @classmethod
    def _empty_is_none(cls, value: str) -> str | None:
        return value or None


class Leaders:
    """All persons and terms, indexed by office and by surname."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self.persons = {person.id: person for person in persons}
        self._by_state: dict[str, list[Term]] = defaultdict(list)
        self._by_surname: dict[str, list[Term]] = defaultdict(list)
        for person in self.persons.values():
            for term in person.terms:
                self._by_state[term.state or f"organisation:{term.organisation}"].append(term)
                for key in {key for name in person.surnames for key in surname_keys(name)}:
                    self._by_surname[key].append(term)

    def holders(self, state: str, roles: Collection[str], on: date | None = None) -> list[Term]:
        """Who held one of the offices of a state (ISO3) or of 'organisation:un', newest first.

        Leaders of the historical list (role LED) answer for heads of state and of government where no line of
        ``leaders.yaml`` does.
        """
        terms = [term for term in self._by_state.get(state, ()) if on is None or term.covers(on)]
        found = [term for term in terms if term.role in roles]
        if not found and LEADING & set(roles):
            found = [term for term in terms if term.role == "LED"]
        return sorted(found, key=lambda term: term.from_, reverse=True)

    def by_surname(self, surname: str, on: date | None = None) -> list[Term]:
        """The terms of people of a surname: those that run on the day first, then the highest office, then newest."""
        terms = self._by_surname.get(folded(surname).casefold(), [])
        return sorted(
            terms,
            key=lambda term: (on is None or term.covers(on), -RANKS.get(term.role, OTHER_RANK), term.from_),
            reverse=True,
        )

    @cached_property
    def lone_surnames(self) -> frozenset[str]:
        """Surnames that one leader alone bears, as news writes them without a title ('Erdogan')."""
        return self._surnames_of_one(OFFICES)

    @cached_property
    def minister_surnames(self) -> frozenset[str]:
        """Surnames that one leader or minister alone bears; they mean him where his state is named."""
        return self._surnames_of_one(OFFICES | MINISTERS)

    def _surnames_of_one(self, roles: Collection[str]) -> frozenset[str]:
        given = {folded(person.name).split()[0] for person in self.persons.values() if " " in person.name}
        found = set()
        for person in self.persons.values():
            if not any(term.role in roles for term in person.terms) or " " not in person.name:
                continue
            home = {term.state for term in person.terms}
            name = PARTICLE.sub("", person.name.split()[-1])
            others = {
                term.person_id
                for term in self._by_surname[folded(name).casefold()]
                if not (term.role == "LED" and term.state in home)
            }
            if others == {person.id} and not home & AMBIGUOUS_SURNAMES and len(name) > 3 and folded(name) not in given:
                found |= {spelt for spelt in person.surnames if _are_alike(folded(spelt), folded(name))} | {name}
        return frozenset(found)

    def lone(self, surname: str, on: date | None = None) -> Term | None:
        """The leader whom a surname without a title means, in office on the day where a day is known."""
        if surname not in self.lone_surnames:
            return None
        terms = [term for term in self.by_surname(surname, on) if term.role in OFFICES]
        return next((term for term in terms if on is None or term.covers(on)), None)

    def in_full(self, name: str, on: date | None = None) -> Term | None:
        """The leader of a full name in a spelling of its own ('Omer El Bashir', 'Omar Hassan al-Bashir').

        The surname is that of one leader, with or without its article, and the first names are alike.
        """
        words = folded(name).replace("-", " ").split()
        people: dict[str, Term] = {}
        for term in self.by_surname(words[-1], on):
            first = folded(term.person).replace("-", " ").split()
            if len(first) > 1 and _are_alike(first[0], words[0]) and (on is None or term.covers(on)):
                people.setdefault(term.person_id, term)
        return next(iter(people.values())) if len(people) == 1 else None


def _are_alike(one: str, other: str) -> bool:
    """Whether two first names are spellings of one: the same letter first, and at most one letter apart."""
    a, b = one.casefold(), other.casefold()
    if a == b:
        return True
    if len(a) != len(b) or len(a) < 4 or a[0] != b[0]:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1


def surname_keys(name: str) -> set[str]:
    """The look-up keys of a surname: with and without its article, 'al-Sisi' and 'Sisi'."""
    return {spelt.casefold() for spelt in (folded(name), PARTICLE.sub("", folded(name)))}


def first_day(stamp: str) -> date:
    """The first day of a year, a month or a day."""
    return date.fromisoformat((stamp + "-01-01")[:10])


def last_day(stamp: str) -> date:
    """The last day of a year, a month or a day."""
    if len(stamp) == 10:
        return date.fromisoformat(stamp)
    year, month = int(stamp[:4]), int(stamp[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def surname(name: str, state: str | None) -> str:
    """The name by which a text refers back to a person: the first word for Chinese, Korean and Vietnamese names."""
    words = [word for word in name.split() if word not in {"Jr.", "Sr.", "II", "III", "XIV"}]
    family_first = state in set(load_data("leaders")["family_name_first"])
    return words[0] if family_first and len(words) > 1 else words[-1]


def gathered(terms: Iterable[TermRow]) -> list[Person]:
    """The people behind the lines: equal names of one state are one person."""
    lines: dict[tuple[str, str], list[TermRow]] = defaultdict(list)
    homes: dict[str, set[str]] = defaultdict(set)
    for row in terms:
        lines[row.person, row.state or ""].append(row)
        homes[row.person].add(row.state or "")
    persons: dict[str, list[TermRow]] = defaultdict(list)
    for (name, state), found in lines.items():
        shared = len(homes[name] - {""}) > 1
        persons[f"{name} {state}" if shared and state else name].extend(found)
    return [person(key, found) for key, found in persons.items()]


def person(key: str, lines: list[TermRow]) -> Person:
    """One person from the lines that concern him or her."""
    made = f"person:{slug(key)}"
    terms = [
        Term(
            person_id=made, person=row.person, state=row.state, organisation=row.organisation, group=row.group,
            role=row.role, title=row.title, from_=first_day(row.from_), to=last_day(row.to) if row.to else None,
            last_seen=row.last_seen, check=row.check, confidence=row.confidence,
        )
        for row in lines
    ]  # fmt: skip
    terms.sort(key=lambda term: term.from_, reverse=True)
    aliases = dict.fromkeys(alias for row in lines for alias in row.aliases)
    state = next((row.state for row in lines if row.state), None)
    return Person(id=made, name=lines[0].person, aliases=tuple(aliases), state=state, terms=tuple(terms))


def with_history(known: list[Person]) -> list[Person]:
    """The people of ``leaders.yaml`` and those of the historical list, spells that both tell left out.

    A full name that both have is one person; a bare surname (Trudeau, Bush) may be a father's and makes another.
    """
    told: dict[str, list[Term]] = defaultdict(list)
    by_name: dict[str, Person] = {}
    for person in known:
        for name in (person.name, *person.aliases):
            if " " in name:
                by_name[slug(name)] = person
        for term in person.terms:
            if term.state and term.role in LEADING:
                told[term.state].append(term)
    people = {person.id: person for person in known}
    for row in read_reign():
        if any(same_spell(row, term) for term in told[row.state]):
            continue
        namesake = by_name.get(slug(row.leader))
        made = namesake.id if namesake else f"person:{row.state.lower()}-{slug(row.leader)}"
        term = historical_term(made, row)
        person = people.get(made) or Person(id=made, name=row.leader, aliases=(), state=row.state, terms=())
        people[made] = replace(person, terms=(*newer(person, term), term, *older(person, term)))
    return list(people.values())


def newer(person: Person, term: Term) -> list[Term]:
    """A person's terms that began after another."""
    return [other for other in person.terms if other.from_ > term.from_]


def older(person: Person, term: Term) -> list[Term]:
    """A person's terms that began before another."""
    return [other for other in person.terms if other.from_ <= term.from_]


def historical_term(person: str, row: ReignRow) -> Term:
    """A line of the historical list as a term of a person."""
    end = last_day(row.to) if row.to else None
    return Term(
        person_id=person, person=row.leader, state=row.state, role="LED",
        title="Head of state or of government (the source does not say which)",
        from_=row.from_, to=end, last_seen=None if end else REIGN_ENDS.isoformat(), confidence="dataset",
    )  # fmt: skip


def same_spell(row: ReignRow, term: Term) -> bool:
    """Whether a historical spell is one that a line of ``leaders.yaml`` tells: the same name, or most of its time."""
    end = last_day(row.to) if row.to else REIGN_ENDS
    shared = (min(end, term.to or date.max) - max(row.from_, term.from_)).days
    if shared <= 0:
        return False
    names = {part.casefold() for part in slug(term.person).split("-")}
    return 2 * shared > (end - row.from_).days or bool(names & set(slug(row.leader).split("-")))


def read_reign() -> list[ReignRow]:
    """The lines of the historical list."""
    path = FOLDER / "reign_leaders.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines: list[dict[str, Any]] = list(csv.DictReader(line for line in file if not line.startswith("#")))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError("A data file cannot be read", where=str(path), do="install dragoman again") from error
    found = checked(lines, list[ReignRow], path.name)
    assert isinstance(found, list)
    return found


@lru_cache(maxsize=1)
def leaders() -> Leaders:
    """Everybody known to have held an office, from ``leaders.yaml`` and the historical list."""
    return Leaders(with_history(gathered(rows("leaders", "terms", TermRow))))
