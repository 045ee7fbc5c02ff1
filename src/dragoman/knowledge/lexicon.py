"""The event lexicon: which words report which act, read from ``data/event_lexicon.yaml`` and indexed by lemma."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import load_data
from dragoman.knowledge.plover import plover

Agent = Literal["any", "armed", "people", "official", "court"]
OperatorKind = Literal[
    "commit",
    "refuse",
    "threaten",
    "request",
    "halt",
    "allow",
    "perform",
    "undergo",
    "accuse",
    "deny",
    "future",
    "fail",
    "transparent",
]


# Classes that the parser's entity labels give, beside those that the lexicon lists.
ENTITY_CLASSES = frozenset({"PERSON", "GPE"})


class Row(BaseModel):
    """Base of all rows: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str


class VerbEntry(Row):
    """A verb (or verb and particle) that reports an act."""

    type: str
    mode: str | None = None
    verbs: tuple[str, ...]
    object_: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    intransitive: bool = False
    transitive: bool = False
    recipient: tuple[str, ...] = ("obj",)
    needs: Literal["recipient", "place"] | None = None
    agent: Agent = "any"
    reciprocal: bool = False
    judgement: bool = False
    direct: bool = False
    place: Literal["venue"] | None = None
    weight: float = 1.0
    at_others: str | None = None
    ambiguous: bool = False

    @model_validator(mode="before")
    @classmethod
    def _rename(cls, row: dict[str, object]) -> dict[str, object]:
        renamed = dict(row)
        for word in ("with", "object"):  # words that Python keeps to itself
            if word in renamed:
                renamed[f"{word}_"] = renamed.pop(word)
        return renamed


class NounEntry(Row):
    """A noun that reports an act by itself."""

    type: str
    mode: str | None = None
    nouns: tuple[str, ...]
    actor: tuple[str, ...] = ("poss", "by")
    recipient: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    reciprocal: bool = False
    place: Literal["venue"] | None = None
    weight: float = 1.0
    alone: bool = True


class Operator(Row):
    """A word that changes what its complement reports."""

    kind: OperatorKind
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class Lexicon:
    """All entries, indexed by lemma.

    Attributes:
        verbs: lemma, or 'lemma particle', to its entries, those that ask for an object class first.
        nouns: noun lemma or two-word noun to its entries.
        operators: ('verb' | 'noun' | 'adjective', lemma) to the operator.
        classes: noun lemma to the names of its classes.
        judgements: lemmas that judge.
    """

    def __init__(self, rows: dict[str, object]) -> None:
        try:
            entries = [VerbEntry.model_validate(row) for row in _list(rows, "verbs")]
            nouns = [NounEntry.model_validate(row) for row in _list(rows, "nouns")]
            operators = [Operator.model_validate(row) for row in _list(rows, "operators")]
        except ValidationError as error:
            raise KnowledgeError(str(error.errors()[0]), where="event_lexicon.yaml") from error
        _check([*entries, *nouns])
        self.classes = self._read_classes(rows)
        _check_classes(entries, {name for names in self.classes.values() for name in names})
        self.verbs: dict[str, list[VerbEntry]] = {}
        for entry in sorted(entries, key=lambda e: (not e.object_ and not e.with_, -e.weight)):
            for verb in entry.verbs:
                self.verbs.setdefault(verb, []).append(entry)
        self.nouns: dict[str, list[NounEntry]] = {}
        for noun_entry in nouns:
            for noun in noun_entry.nouns:
                self.nouns.setdefault(noun, []).append(noun_entry)
        self.operators: dict[tuple[str, str], Operator] = {}
        for operator in operators:
            words = {"verb": operator.verbs, "noun": operator.nouns, "adjective": operator.adjectives}
            self.operators.update({(kind, word): operator for kind, listed in words.items() for word in listed})
        self.judgements = frozenset(str(word) for word in _list(rows, "judgements"))
        self.particles = frozenset(verb.split()[0] for verb in self.verbs if " " in verb)

    @staticmethod
    def _read_classes(rows: dict[str, object]) -> dict[str, frozenset[str]]:
        classes = rows["classes"]
        assert isinstance(classes, dict)
        found: dict[str, set[str]] = {}
        for name, words in classes.items():
            for word in words:
                found.setdefault(str(word), set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}


def _list(rows: dict[str, object], key: str) -> list[dict[str, object]]:
    found = rows.get(key)
    if not isinstance(found, list):
        raise KnowledgeError(f"no list '{key}'", where="event_lexicon.yaml")
    return found


def _check(entries: list[VerbEntry | NounEntry]) -> None:
    """Types and modes must be PLOVER's, ids unique."""
    seen: set[str] = set()
    types = plover().types
    for entry in entries:
        if entry.id in seen:
            raise KnowledgeError(f"id {entry.id} stands twice", where="event_lexicon.yaml")
        seen.add(entry.id)
        if entry.type not in types:
            raise KnowledgeError(f"{entry.id}: no event type {entry.type}", where="event_lexicon.yaml")
        if entry.mode is not None and entry.mode not in types[entry.type].modes:
            raise KnowledgeError(f"{entry.id}: {entry.type} has no mode {entry.mode}", where="event_lexicon.yaml")


def _check_classes(entries: list[VerbEntry], known: set[str]) -> None:
    """Every class that an entry asks for must have words."""
    for entry in entries:
        for name in entry.object_ + entry.not_object + entry.with_ + entry.near:
            if name not in known and name not in ENTITY_CLASSES:
                raise KnowledgeError(f"{entry.id}: no noun class {name}", where="event_lexicon.yaml")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once.

    Raises:
        KnowledgeError: a row does not follow the schema.
    """
    return Lexicon(load_data("event_lexicon"))
