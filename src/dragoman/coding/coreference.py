"""Coreference: pronouns and descriptions that point back ('he', 'his country', 'the two leaders', 'the latter').

Antecedents are sought by syntax: the subject of the clause that reports, then of the same sentence, then of
those before. A wrong antecedent is worse than none, so what fits nobody stays unresolved.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.actor_persons import Persons
from dragoman.coding.actors import PERSONS_KEY, actor_at
from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.descriptions import COUNTRIES, HOMES, REACH, Descriptions, Seen
from dragoman.coding.joint import named_together
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.record import Entity, Form, Mention

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
# Verbs whose subject 'it' is what was told before, not somebody.
HAPPENINGS = frozenset(
    {"follow", "come", "mark", "be", "mean", "happen", "remain", "show", "take", "seem", "make", "bring"}
)
# What two do together.
TOGETHER = frozenset(
    {"meet", "talk", "discuss", "sign", "agree", "speak", "exchange", "confer", "shake", "embrace", "pledge"}
)


@Language.factory("dragoman_coreference")
def make_coreference(nlp: Language, name: str) -> Coreference:
    """Make the component for a pipeline."""
    return Coreference()


# Pronouns that are objects, whatever the parser says ('urged him to sign').
OBJECT_FORMS = frozenset({"him", "her", "them", "it"})


class Coreference:
    """Resolves pronouns and pointing descriptions of a document."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document to its reading."""
        reading = Reading.of(doc)
        Resolver(reading, doc.user_data.get(PERSONS_KEY) or Persons(reading)).resolve()
        return doc


class Resolver:
    """Resolves one article from its first sentence to its last.

    Args:
        reading: the article with its named and described actors.
        persons: what is known of the persons' genders.
    """

    def __init__(self, reading: Reading, persons: Persons) -> None:
        self.reading = reading
        self.gender = persons.gender
        self.clauses = Clauses()
        self.history: list[Seen] = []
        self.descriptions = Descriptions(reading, self.history)
        self.quoted = {
            i for quote in reading.quotes for i in range(*(reading.tokens_of(quote.start, quote.end) or (0, 0)))
        }

    def resolve(self) -> None:
        """Add all mentions that point back."""
        for sentence in self.reading.doc.sents:
            if not any(self.reading.is_prose(token.idx) for token in sentence if not token.is_space):
                continue
            seen = Seen()
            self.history.append(seen)
            for token in sentence:
                self._resolve_token(token)
                self._note(token, seen)

    def _note(self, token: Token, seen: Seen) -> None:
        mention = actor_at(self.reading, token.i)
        if mention is None or self.reading.head_of(mention) != token.i:
            return
        seen.named.append(mention)
        if _is_subject(token):
            seen.subjects.append(mention)

    def _resolve_token(self, token: Token) -> None:
        word = token.lower_
        if token.tag_ in {"PRP", "PRP$"}:
            found = self._antecedents(token, word)
            for mention in found:
                self._add(token.i, token.i + 1, self.reading.entities[mention.entity], "pronoun")
            if token.tag_ == "PRP$" and len(found) == 1:
                self._lend_state(token, self.reading.entities[found[0].entity])
        elif token.tag_[:2] == "NN":
            self.descriptions.resolve(token)
        elif (
            token.i
            and token.lower_ == "two"
            and token.dep_ in {"nsubj", "nsubjpass"}
            and token.nbor(-1).lower_ == "the"
        ):
            self.descriptions.add_pair(token.i - 1, token, "man")

    def _add(self, first: int, last: int, entity: Entity, form: Form) -> None:
        """Add a mention; several entities may share one span."""
        self.reading.add_mention(first, last, entity, form)

    # ---- pronouns

    def _antecedents(self, token: Token, word: str) -> list[Mention]:
        if word in MALE | FEMALE:
            found = self._nearest(token, lambda e: e.kind == "person" and self._fits(e, word))[:1]
            for mention in found:
                if self.reading.entities[mention.entity].known:
                    self.gender.setdefault(mention.entity, "m" if word in MALE else "f")
            return found
        if word in NEUTER and not _is_empty(token):
            return self._neuter(token)
        if word in PLURAL:
            return self._plural(token)
        return []

    def _neuter(self, token: Token) -> list[Mention]:
        """'It': the body that reports, or the subject that the pronoun's clause hangs on; else the subject before."""
        kinds = {"state", "organisation", "group", "publisher"}
        above = self._subject_above(token)
        if above is not None:
            mentions = [m for head in above if (m := actor_at(self.reading, head.i))]
            return [m for m in mentions if self.reading.entities[m.entity].kind in kinds][:1]
        if token.dep_ != "poss" and lemma(token.head) in HAPPENINGS:
            return []
        before = [m for seen in reversed(self.history[-2:]) for m in seen.subjects]
        return [m for m in before if self.reading.entities[m.entity].kind in kinds][:1]

    def _subject_above(self, token: Token) -> list[Token] | None:
        """The subjects of the clause that a pronoun's own clause hangs on; for a possessive, of its own clause."""
        current, own = token, token.dep_ in {"nsubj", "nsubjpass"}
        for _ in range(10):
            if is_verb(current) and not own:
                heads = self.clauses.of(current).subjects or self.clauses.of(current).objects
                if any(head.i != token.i and head.i < token.i for head in heads):
                    return [c for head in heads for c in coordinated(head)]
            if is_verb(current):
                own = False
            if current.head.i == current.i or (current.dep_ == "conj" and is_verb(current) and own):
                return None
            current = current.head
        return None

    def _fits(self, entity: Entity, word: str) -> bool:
        """Whether nothing says that a person is of the other gender."""
        return self.gender.get(entity.id) in {None, "m" if word in MALE else "f"}

    def _nearest(self, token: Token, fits: object) -> list[Mention]:
        """Fitting antecedents, best first: the reporting subject, this sentence, then those before."""
        assert callable(fits)
        entities = self.reading.entities
        barred = self._barred(token)
        reporter = [*self._addressee(token), *self._reporter(token)]
        found: list[Mention] = [m for m in reporter if fits(entities[m.entity])]
        reported = self._reported(token)
        told: list[Mention] = []
        for seen in reversed(self.history[-REACH:]):
            ordered = [*seen.subjects, *(m for m in reversed(seen.named) if m not in seen.subjects)]
            for mention in ordered:
                if fits(entities[mention.entity]) and mention.entity not in barred:
                    (told if self.reading.head_of(mention) in reported else found).append(mention)
        return [*found, *told]

    def _reported(self, token: Token) -> set[int] | frozenset[int]:
        """What others say, seen from a word that stands outside: whoever is named there comes last as an antecedent."""
        if token.i in self.quoted:
            return frozenset()
        # 'Residents did not believe it; they said ...': a clause before is no report where one comes behind.
        behind = any(child.dep_ == "ccomp" for child in token.head.rights)
        own = {
            inner.i
            for child in token.head.lefts
            if not behind and child.dep_ == "ccomp" and token.dep_ == "nsubj" and child.i < token.i
            for inner in child.subtree
        }
        return self.quoted | own

    def _barred(self, token: Token) -> set[str]:
        """Entities that a pronoun cannot mean: the other arguments of its verb ('Kim met him', 'asked him to go')."""
        if token.dep_ == "poss" or token.lower_.endswith(("self", "selves")):
            return set()
        current = token
        if token.dep_ in {"nsubj", "nsubjpass"}:
            if token.lower_ not in OBJECT_FORMS or not is_verb(token.head):
                return set()
            current = token.head.head  # the subject of an infinitive is the object of the verb above it
        for _ in range(4):
            if is_verb(current):
                clause = self.clauses.of(current)
                heads = [c for head in clause.subjects for c in coordinated(head)]
                return {m.entity for head in heads if (m := actor_at(self.reading, head.i))}
            current = current.head
        return set()

    def _reporter(self, token: Token) -> list[Mention]:
        """The subject of the verb that reports the pronoun's clause ('Tokyo said it would')."""
        current = token
        for _ in range(8):
            if current.dep_ == "ccomp" and is_verb(current.head):
                if current.head.i > token.i:
                    return []  # '..., she said': the words before are not about her by themselves
                clause = self.clauses.of(current.head)
                return [m for head in clause.subjects if (m := actor_at(self.reading, head.i))]
            if current.head.i == current.i:
                return []
            current = current.head
        return []

    def _addressee(self, token: Token) -> list[Mention]:
        """To whom the pronoun's clause is told: 'told Kim that ... from his country' speaks of Kim's country."""
        if token.dep_ != "poss":
            return []
        current = token
        for _ in range(10):
            if current.dep_ == "ccomp" and is_verb(current.head):
                told = self.clauses.of(current.head)
                heads = [*told.indirect, *told.objects]
                return [m for head in heads if head.i < token.i and (m := actor_at(self.reading, head.i))]
            if current.head.i == current.i:
                return []
            current = current.head
        return []

    def _plural(self, token: Token) -> list[Mention]:
        """'They': a reporting or earlier subject that is many; 'their countries': the two persons before."""
        reporter = self._reporter(token)
        if token.dep_ == "poss" and lemma(token.head) in COUNTRIES | HOMES:
            return self.descriptions.last_two(lambda e: e.kind == "person" and e.state is not None, apart=True)
        entities = self.reading.entities
        reported = self._reported(token)
        before = [m for seen in reversed(self.history[-2:]) for m in seen.subjects]
        for m in [*reporter, *(m for m in before if self.reading.head_of(m) not in reported)]:
            if entities[m.entity].kind in {"group", "organisation"} and m.form != "pronoun":
                return [m]
            together = named_together(self.reading, self.reading.doc[self.reading.head_of(m)])
            if len(together) > 1 and m not in reporter and token.dep_ == "nsubj":
                return together
        return reporter if len(reporter) > 1 else self._couple(token)

    def _couple(self, token: Token) -> list[Mention]:
        """'They' of an act that two do together, after a sentence that names just two persons, of two states."""
        if token.dep_ != "nsubj" or lemma(token.head) not in TOGETHER or len(self.history) < 2:
            return []
        entities = self.reading.entities
        before = {m.entity: m for m in self.history[-2].named if entities[m.entity].kind == "person"}
        apart = {entities[name].state for name in before} - {None}
        return list(before.values()) if len(before) == 2 and len(apart) == 2 else []

    def _lend_state(self, token: Token, owner: Entity) -> None:
        """'Its foreign ministry' belongs to the state that 'its' means."""
        for mention in self.reading.mentions_on(token.head.i):
            entity = self.reading.entities[mention.entity]
            if mention.form == "nominal" and not entity.known and entity.state is None and owner.state is not None:
                entity.state = owner.state
                entity.reasons.append(f"state of {owner.name}, whom '{token.text}' means")


def _is_subject(token: Token) -> bool:
    current = token
    while current.dep_ in {"conj", "appos"} and current.head.i != current.i:
        current = current.head
    return current.dep_ in {"nsubj", "nsubjpass"}


def _is_empty(token: Token) -> bool:
    """Whether 'it' stands for nothing: an expletive, or the subject of 'it is ... that'."""
    if token.dep_ == "expl":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head
    return lemma(verb) in {"be", "seem", "appear", "rain", "snow", "take"} and any(
        child.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "acomp"} for child in verb.rights
    )
