"""Matching: which lexicon entry a clause or a noun falls under."""

from __future__ import annotations

from spacy.tokens import Span, Token

from dragoman.coding.clauses import Clause
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.lexicon import ENTITY_CLASSES, Lexicon, NounEntry, VerbEntry

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
NONE: frozenset[str] = frozenset()
# Classes that a title before a name gives.
TITLED = frozenset({"diplomat"})
# Acts that forces do when something is done with them ('troops were deployed'), and what forces are.
OWN_FORCES = frozenset({"MOBILIZE", "AID", "RETREAT"})
FORCES = frozenset({"troops", "peacekeepers", "armed"})


def names_of(clause: Clause) -> list[str]:
    """The keys under which a clause may stand in the lexicon, longest first."""
    names = []
    if clause.name != clause.lemma:
        names.append(clause.name)
    for child in clause.verb.children:
        if child.dep_ in {"dobj", "acomp", "oprd", "advmod", "ccomp"} or (
            child.dep_ in {"prep", "prt"} and 0 < child.i - clause.verb.i <= 2 and not _is_temporal(child)
        ):
            names += dict.fromkeys((f"{clause.lemma} {child.lower_}", f"{clause.lemma} {lemma(child)}"))
    names.append(clause.lemma)
    return names


def _is_temporal(prep: Token) -> bool:
    """Whether a preposition governs an expression of time ('on Tuesday')."""
    return any(child.ent_type_ in {"DATE", "TIME"} or child.lower_ in DAYS for child in prep.children)


def classes_of(head: Token, book: Lexicon) -> frozenset[str]:
    """The noun classes of a head noun, its compound included ('travel ban', 'cease-fire', 'dozens of soldiers')."""
    found = book.classes.get(lemma(head), NONE) | book.classes.get(head.lower_, NONE)
    if head.ent_type_ in ENTITY_CLASSES:
        found |= {head.ent_type_}
    elif head.tag_ == "NNP" and head.text in leaders().lone_surnames:
        found |= {"PERSON"}
    for child in head.lefts:
        if child.dep_ in {"compound", "amod", "punct"}:
            found |= book.classes.get(f"{child.lower_} {head.lower_}", NONE)
        if child.dep_ == "compound" and head.tag_ == "NNP" and "officeholder" in book.classes.get(child.lower_, NONE):
            found |= {"PERSON"}  # 'King Salman', whatever the parser takes it for
        if child.dep_ == "compound" and head.tag_ == "NNP":
            found |= book.classes.get(child.lower_, NONE) & TITLED  # 'Ambassador Lund' is a diplomat
    if head.i > 1 and head.nbor(-1).lower_ == "-":
        found |= book.classes.get(f"{head.nbor(-2).lower_}-{head.lower_}", NONE)
    if not found or head.tag_ == "CD":
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.rights:
                    found |= classes_of(inner, book)
    return found


def match_verb(clause: Clause, book: Lexicon) -> tuple[VerbEntry, str, list[Token]] | None:
    """The best verb entry for a clause, the name that matched, and the object that decided."""
    best: tuple[float, VerbEntry, str, list[Token]] | None = None
    for name in names_of(clause):
        for entry in book.verbs.get(name, ()):
            deciding: list[Token] = []
            if entry.intransitive and (clause.objects or clause.passive):
                continue
            if entry.transitive and not clause.objects:
                continue
            if entry.near and not _near(clause.verb.sent, entry, book):
                continue
            if entry.needs and not _has_slot(clause, entry) and not (entry.reciprocal and _are_many(clause)):
                continue
            if not _agent_fits(clause, entry, book):
                continue
            if entry.object_:
                deciding = [head for head in clause.objects if classes_of(head, book) & set(entry.object_)][:1]
                if not deciding:
                    continue
            if entry.not_object and any(classes_of(head, book) & set(entry.not_object) for head in clause.objects):
                continue
            if entry.with_ and not (deciding := _with(clause, entry, book)):
                continue
            if entry.judgement and not (deciding := _judging(clause, book)):
                continue
            score = entry.weight + 0.6 * bool(deciding) + 0.3 * bool(entry.near) + 0.4 * (" " in name)
            if entry.object_:
                score += 0.2 / len(entry.object_)
            if best is None or score > best[0]:
                best = (score, entry, name, deciding)
    return best[1:] if best else None


def _has_slot(clause: Clause, entry: VerbEntry) -> bool:
    """Whether any of the places where an entry looks for its recipient is filled."""
    own = {"obj": clause.objects, "iobj": clause.indirect, "subj": clause.subjects}
    return any(own.get(slot) or clause.obliques.get(slot) for slot in entry.recipient)


def _are_many(clause: Clause) -> bool:
    """Whether several did it, who may have done it with each other ('the two leaders discussed')."""
    return len(clause.subjects) > 1 or any(
        head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "both", "two"} for head in clause.subjects
    )


def _near(sentence: Span, entry: VerbEntry | NounEntry, book: Lexicon) -> bool:
    """Whether a word of a class that the entry asks for stands anywhere in the sentence."""
    wanted = set(entry.near)
    return any(token.tag_[:1] in "NJ" and wanted & book.classes.get(lemma(token), NONE) for token in sentence)


def _agent_fits(clause: Clause, entry: VerbEntry, book: Lexicon) -> bool:
    """Whether the subject can be the agent that the entry asks for; an unknown subject can."""
    if entry.agent == "any" or not clause.subjects:
        return True
    head = _counted(clause.subjects[0])
    if entry.agent == "armed":
        return head.ent_type_ != "PERSON" and head.tag_ not in {"PRP", "WP"}
    if entry.agent == "people":
        return "armed" not in classes_of(head, book) and head.ent_type_ not in {"GPE"}
    if entry.agent == "court":
        return "court" in classes_of(head, book)
    return True


def _counted(head: Token) -> Token:
    """Whom a noun counts or gathers, itself where it names no others ('a group of nurses')."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((inner for inner in child.rights if inner.dep_ == "pobj"), head)
    return head


def _with(clause: Clause, entry: VerbEntry, book: Lexicon) -> list[Token]:
    """Heads under a preposition, or predicates, of a class that the entry asks for ('on alert')."""
    heads = [head for heads in clause.obliques.values() for head in heads] + clause.objects
    return [head for head in heads if classes_of(head, book) & set(entry.with_)][:1]


def _judging(clause: Clause, book: Lexicon) -> list[Token]:
    """Words below a verb of calling that judge ('called it illegal')."""
    verb = clause.verb
    if any(child.dep_ == "prep" and child.i == verb.i + 1 for child in verb.children):
        return []  # 'called for', 'called on'
    found: list[Token] = []
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.tag_[:2] in {"VB", "MD"} or token.text in {";", ":"}:
            break
        if token.tag_[:1] in "JN" and lemma(token) in book.judgements:
            found.append(token)
    return found[:2]


def _hyphened(noun: Token) -> str:
    """A noun with the part before its hyphen, which the tokenizer splits off ('co-operation')."""
    return f"{noun.nbor(-2).lower_}-{noun.lower_}" if noun.i > 1 and noun.nbor(-1).lower_ == "-" else noun.lower_


def noun_entry(noun: Token, book: Lexicon) -> NounEntry | None:
    """The entry of an event noun, its compound considered first."""
    if noun.tag_ not in {"NN", "NNS"} or noun.dep_ == "compound":
        return None
    for child in noun.lefts:
        if child.dep_ in {"compound", "amod"}:
            entries = book.nouns.get(f"{child.lower_} {noun.lower_}")
            if entries:
                return _first(entries, noun, book)
    entries = book.nouns.get(_hyphened(noun)) or book.nouns.get(noun.lower_) or book.nouns.get(lemma(noun))
    return _first(entries, noun, book) if entries else None


def _first(entries: list[NounEntry], noun: Token, book: Lexicon) -> NounEntry | None:
    """The first entry whose words near it stand in the sentence; those that ask for such words come first."""
    ordered = sorted(entries, key=lambda entry: not entry.near)
    return next((entry for entry in ordered if not entry.near or _near(noun.sent, entry, book)), None)
