"""What is known of a language that is read natively: its words of grammar, of acts, of saying and of office.

One file each in ``data/native``: ``fr_words.yaml``, ``fr_events.yaml``, ``fr_cues.yaml``, ``fr_roles.yaml``, and so for
Spanish.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from dragoman.knowledge.cues import Stance
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.leaders import Role
from dragoman.knowledge.plover import plover
from dragoman.knowledge.roles import RoleKind
from dragoman.record import Expressed, Factuality, Precision

# Languages with a parser, and knowledge to read it by.
Native = Literal["fr", "es"]
NATIVE: tuple[Native, ...] = ("fr", "es")
Mood = Literal["present", "past", "future", "conditional", "subjunctive", "participle", "gerund", "infinitive"]
Kind = TypeVar("Kind", bound=Row)
Moods = dict[Mood, tuple[str, ...]]
# What somebody may be to a verb or a noun: subject, object, possessor or adjective of a noun, or what follows a
# preposition, by the name that ``prepositions`` gives it.
Slot = str
Voice = Literal["any", "active", "reflexive"]
# What an operator makes of the act under it, and who does that act.
Effect = Literal["none", "drop", "happened", "future", "hypothetical", "negated"]


class Conjugation(Row):
    """How verbs are written.

    Args:
        endings: by the ending of the infinitive, the endings of each mood; the stem is what stands before it.
        changes: what the last letters of a stem may turn into, tried on every verb; ``_e_`` stands for its last vowel.
        families: verbs that go their own way, with all that end in them (``tenir``: ``soutenir``).
        partly: families that have the regular forms besides; alone: those that are one verb, not the end of others.
    """

    endings: dict[str, Moods]
    changes: dict[str, tuple[str, ...]]
    families: dict[str, Moods]
    partly: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


class TimeWords(Row):
    """Words of time: names of days and months, and what leads from the article's day to another.

    Args:
        days: names of weekdays to their numbers, Monday 0; months: to 1 to 12.
        relative: phrases to how many days after the article's day they lie.
        spans: phrases to how many weeks, months or years after.
        ago: phrases with ``N`` for a number that lie days, weeks, months or years before.
        units: nouns of length to their precision.
        last, next: what says of a weekday, week, month or year that it is the one before or the one to come.
        joined: what stands between day, month and year ('de').
    """

    days: dict[str, int]
    months: dict[str, int]
    relative: dict[str, int]
    spans: dict[str, tuple[Precision, int]]
    ago: tuple[str, ...]
    units: dict[str, Precision]
    last: tuple[str, ...]
    next: tuple[str, ...]
    joined: tuple[str, ...]


class Words(Row):
    """The grammar of a language as far as it is words."""

    conjugation: Conjugation
    prepositions: dict[str, Slot]
    possessive: Slot
    agents: tuple[Slot, ...]
    between: Slot
    locative: tuple[Slot, ...]
    determiners: frozenset[str]
    negation: frozenset[str]
    after: frozenset[str] = frozenset()
    adverbs: frozenset[str]
    clitics: frozenset[str]
    enclitics: tuple[str, ...] = ()
    reflexive: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    moving: frozenset[str]
    modals: dict[str, Factuality]
    linking: frozenset[str]
    that: frozenset[str]
    relative: frozenset[str]
    relative_subjects: frozenset[str]
    personal_a: frozenset[str] = frozenset()
    whether: frozenset[str]
    factual: frozenset[str]
    occasions: frozenset[str]
    joining: frozenset[str]
    breaking: frozenset[str]
    subjects: dict[str, str]
    own: frozenset[str]
    implied: bool
    counterpart: frozenset[str]
    pair: dict[str, Literal["state", "person"]]
    both: frozenset[str]
    halves: dict[str, str]
    honorifics: frozenset[str]
    former: frozenset[str]
    quantities: frozenset[str]
    planned: frozenset[str]
    light: frozenset[str]
    purpose: frozenset[str]
    areas: frozenset[str]
    towns: frozenset[str]
    helping: frozenset[str]
    helped_by: frozenset[str]
    mutually: frozenset[str]
    objects: frozenset[str]
    alike: frozenset[str]
    directions: frozenset[str]
    datives: tuple[str, ...]
    clausal: frozenset[str]
    neighbours: frozenset[str]
    inserted: tuple[str, ...] = ()
    time: TimeWords


class Acts(Row):
    """Verbs that report one kind of act, or a noun that does.

    Args:
        type, mode: PLOVER's. ``type`` is None for an operator that reports nothing itself.
        verbs, nouns: infinitives and singulars, with what must follow ('mettre en garde').
        object: classes of which the head of the object must be one.
        actor, recipient: slots in order.
        voice: in which voice the verb reports the act.
        effect: what becomes of an act under it; controller: which slot does that act, subject or object.
        under: the type that the act under it makes of it, none where it stays what it is.
        weight: how much these words are trusted, about 1.
        mutual: whether several subjects do it with each other.
        needs: whether a recipient must be named; clause: whether an infinitive or a clause must follow.
    """

    type: str | None
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    actor: tuple[Slot, ...] = ("subj",)
    recipient: tuple[Slot, ...] = ()
    voice: Voice = "any"
    effect: Effect = "none"
    controller: Literal["subj", "obj"] = "subj"
    mutual: bool = False
    weight: float = Field(default=1.0, gt=0)
    needs: bool = False
    clause: bool = False

    @model_validator(mode="after")
    def _of_plover(self) -> Acts:
        if bool(self.verbs) == bool(self.nouns):
            raise ValueError("either verbs or nouns")
        known = plover().types
        if self.type is not None and self.type not in known:
            raise ValueError(f"no type {self.type}")
        if self.mode is not None and (self.type is None or self.mode not in known[self.type].modes):
            raise ValueError(f"no mode {self.mode} of {self.type}")
        return self


class Events(Row):
    """The lexicon of acts: verbs and nouns with their conditions, classes of nouns, words for contexts."""

    classes: dict[str, tuple[str, ...]]
    acts: tuple[Acts, ...]
    contexts: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _named(self) -> Events:
        for act in self.acts:
            for name in act.object:
                if name not in self.classes:
                    raise ValueError(f"no class {name}")
        if stray := set(self.contexts) - set(plover().contexts):
            raise ValueError(f"no context {min(stray)}")
        return self


class CueRow(Row):
    """Words of saying with what they express and what their subject does with the content."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    expresses: Expressed
    stance: Stance
    frames: tuple[Literal["that", "infinitive", "object", "quote"], ...] = ()


class Cues(Row):
    """All words of saying."""

    cues: tuple[CueRow, ...]


class RoleWords(Row):
    """Nouns for people and bodies in office.

    Args:
        nouns: singulars, with what belongs to them ('ministre de la Défense'); plurals are regular or listed.
        english: the English phrase by which the same office is described, so that ids agree across languages.
    """

    nouns: tuple[str, ...]
    plurals: tuple[str, ...] = ()
    english: str
    sector: str | None
    offices: tuple[Role, ...] = ()
    kind: RoleKind


class RolesFile(Row):
    """All role nouns."""

    roles: tuple[RoleWords, ...]


@lru_cache(maxsize=4)
def words(language: Native) -> Words:
    """The grammar of a language.

    Raises:
        KnowledgeError: the data are malformed.
    """
    return _read(language, "words", Words)


@lru_cache(maxsize=4)
def events(language: Native) -> Events:
    """The lexicon of acts of a language."""
    return _read(language, "events", Events)


@lru_cache(maxsize=4)
def cues(language: Native) -> Cues:
    """The words of saying of a language."""
    return _read(language, "cues", Cues)


@lru_cache(maxsize=4)
def roles(language: Native) -> RolesFile:
    """The words of office of a language."""
    return _read(language, "roles", RolesFile)


def _read(language: Native, name: str, kind: type[Kind]) -> Kind:
    data = {key: value for key, value in load_data(f"native/{language}_{name}").items() if key != "meta"}
    made: Kind = checked(data, kind, f"native/{language}_{name}.yaml")
    return made
