"""Clauses: who is the subject, object and oblique of a verb, whatever the sentence does to them.

Read off ClearNLP-style dependencies (spaCy's English models): passives, coordination, control, relative clauses,
participles and infinitives are undone here, so that the lexicon sees one shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.lemmas import lemma
from dragoman.knowledge.lexicon import lexicon

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "obj"})
NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
# Nouns that make one preposition with those around them ('in the wake of', 'in response to').
CIRCUMSTANCES = frozenset(
    {"wake", "aftermath", "midst", "course", "light", "view", "run", "bid", "rush", "effort", "addition", "line"}
)
DIRECTIONS = frozenset(
    {"elsewhere", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
)
# What may be listed at the head of a headline.
LISTED = frozenset({"GPE", "ORG", "PERSON", "NORP"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
# Prepositions under which the object of the verb above is the one who does it.
DONE_BY_OBJECT = frozenset({"of", "for", "from"})
# Verbs whose infinitive keeps the subject although they have an object ("promised Kyiv to send").
SUBJECT_CONTROL = frozenset({"promise", "pledge", "vow", "threaten", "offer", "agree"})


def nearest_verb(token: Token) -> Token:
    """The verb of the clause that a token stands in; the topmost token above it where no verb does."""
    current = token
    while not is_verb(current) and current.head.i != current.i:
        current = current.head
    return current


@dataclass(slots=True)
class Clause:
    """A verb with its arguments as head tokens.

    Attributes:
        verb: the verb's token.
        name: its lemma, with its particle where it has one ('carry out').
        subjects: heads of who does it (the by-phrase of a passive).
        objects: heads of to whom or what it is done (the subject of a passive).
        indirect: heads of indirect objects.
        obliques: preposition to heads, of the verb and of its objects.
        complements: heads of infinitive and that-clauses.
        promoted: heads of the grammatical subject of a passive; they are objects too.
        passive: whether the verb is passive.
        inherited: whether the subject comes from another clause.
    """

    verb: Token
    name: str
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    indirect: list[Token] = field(default_factory=list)
    obliques: dict[str, list[Token]] = field(default_factory=dict)
    complements: list[Token] = field(default_factory=list)
    promoted: list[Token] = field(default_factory=list)
    passive: bool = False
    inherited: bool = False

    @property
    def lemma(self) -> str:
        """The verb's lemma without a particle."""
        return self.name.split(" ")[0]


def coordinated(head: Token) -> list[Token]:
    """A head and everything coordinated with it ('A, the mayor, B as well as C').

    Long titles make the parser hang the first of two names below the second ('President A and President B met').
    """
    found = [head]
    for token in found:
        for child in token.rights:
            if child.dep_ == "conj":
                found.append(child)
            elif child.dep_ == "appos":  # what follows a description is coordinated with the one described
                found.extend(other for other in child.rights if other.dep_ == "conj")
    return [*(child for child in head.lefts if _joined_before(child)), *found]


def _joined_before(child: Token) -> bool:
    """Whether a modifier is a name of its own, joined by 'and' to the name that it stands below."""
    return child.dep_ in {"nmod", "compound"} and child.tag_ == "NNP" and any(c.dep_ == "cc" for c in child.rights)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.tag_ not in RELATIVE_TAGS:
        return token
    verb = token
    while verb.dep_ not in {"relcl", "ROOT", "ccomp", "advcl"} and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else token


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause: a verb form that is no auxiliary, and no noun ('evacuated the wounded')."""
    if token.tag_[:2] != "VB" or token.dep_ in {"aux", "auxpass"}:
        return False
    return token.tag_ != "VBN" or token.dep_ not in NOMINAL


def _is_listed(token: Token) -> bool:
    """Whether a word is the first of two names in a headline ('India, Pakistan agree'), which looks like an adverb."""
    if token.dep_ != "npadvmod" or token.tag_ != "NNP" or token.left_edge.i != token.sent.start:
        return False
    after = [token.doc[i] for i in range(token.i + 1, min(token.i + 3, len(token.doc)))]
    return len(after) == 2 and after[0].text == "," and after[1].tag_ == "NNP" and token.ent_type_ in LISTED


class Clauses:
    """The clauses of one document, made once each."""

    def __init__(self) -> None:
        self._made: dict[int, Clause] = {}

    def of(self, verb: Token) -> Clause:
        """The clause of a verb."""
        made = self._made.get(verb.i)
        if made is None:
            made = Clause(verb, lemma(verb))
            self._made[verb.i] = made  # before filling: control may come back here
            self._fill(made)
        return made

    def _fill(self, clause: Clause) -> None:
        verb = clause.verb
        passive = False
        for child in verb.children:
            dep = child.dep_
            if dep in SUBJECTS or _is_listed(child):
                clause.subjects.extend(antecedent(token) for token in coordinated(child))
            elif dep in PASSIVE_SUBJECTS:
                passive = True
                clause.promoted.extend(antecedent(token) for token in coordinated(child))
                clause.objects.extend(clause.promoted)
            elif dep in OBJECTS:
                clause.objects.extend(antecedent(token) for token in coordinated(child))
            elif dep == "dative":
                self._add_dative(clause, child)
            elif dep == "agent":
                passive = True
                clause.subjects.extend(_objects_of(child))
            elif dep == "prep":
                self._add_oblique(clause, child)
            elif dep == "advmod" and child.lower_ in DIRECTIONS:  # 'elsewhere in Peru', 'north of Lima'
                near = [head for prep in child.rights if prep.dep_ == "prep" for head in _objects_of(prep)]
                clause.obliques.setdefault("in", []).extend(near)
            elif dep in COMPLEMENTS:
                clause.complements.extend(coordinated(child))
                if child.tag_[:2] == "JJ":  # 'found him guilty': who is judged is the object
                    judged = [inner for inner in child.lefts if inner.dep_ == "nsubj"]
                    clause.objects.extend(token for inner in judged for token in coordinated(inner))
                elif _is_raised(child):  # 'convicted the bank to pay', 'accept refugees fleeing'
                    raised = [inner for inner in child.lefts if inner.dep_ == "nsubj"]
                    clause.objects.extend(token for inner in raised for token in coordinated(inner))
            elif dep == "prt" and (counted := _counted_up(child)):
                clause.objects.extend(token for head in counted for token in coordinated(head))
            elif dep == "prt":
                clause.name = f"{clause.name} {child.lower_}"
            elif dep == "auxpass":
                passive = True
        clause.passive = passive
        for head in clause.objects:
            for child in head.children:
                if child.dep_ == "prep":
                    self._add_oblique(clause, child)
        self._inherit(clause)

    @staticmethod
    def _add_dative(clause: Clause, child: Token) -> None:
        if child.tag_ in {"IN", "TO"}:
            clause.obliques.setdefault(child.lower_, []).extend(_objects_of(child))
        else:
            clause.indirect.extend(coordinated(child))

    def _add_oblique(self, clause: Clause, prep: Token, depth: int = 0) -> None:
        heads = _objects_of(prep)
        clause.obliques.setdefault(prep.lower_, []).extend(heads)
        if prep.lower_ in {"in", "on"} and any(head.lower_ in CIRCUMSTANCES for head in heads):
            return  # what follows 'in the wake of' is no party to the act
        if depth < 2 and prep.lower_ != "according":
            for child in prep.children:
                if child.dep_ == "prep":
                    self._add_oblique(clause, child, depth + 1)
        for head in heads:
            for child in head.children:
                if child.dep_ == "prep" and depth < 1:
                    self._add_oblique(clause, child, depth + 2)

    def _inherit(self, clause: Clause) -> None:
        """Find the arguments that the grammar leaves to another clause."""
        verb, head = clause.verb, clause.verb.head
        if verb.dep_ == "amod":  # 'the detained ships'
            if verb.tag_ == "VBN" and not is_verb(head):
                clause.objects, clause.passive = [head], True
            return
        if _is_suffered(verb):  # 'ordered him jailed': the object of the order suffers what is ordered
            clause.objects, clause.subjects = clause.subjects, list(self.of(head).subjects)
        if verb.dep_ == "conj" and is_verb(head):
            self._inherit_from_conjunct(clause, self.of(head))
        elif verb.dep_ in {"relcl", "acl"} and not is_verb(head):
            self._inherit_from_noun(clause, head)
        if clause.subjects or clause.passive:
            return
        governor = _governor(verb)
        if governor is None:
            clause.subjects = _stranded_subject(verb)
            return
        outer = self.of(governor)
        object_control = (
            verb.dep_ == "xcomp" and outer.objects and outer.lemma not in SUBJECT_CONTROL and not outer.passive
        )
        blamed = _blamed(verb, outer)
        if blamed:
            clause.subjects = blamed
        elif outer.passive and verb.dep_ in {"xcomp", "advcl"} and not outer.subjects:
            clause.subjects = list(outer.promoted or outer.objects)
        else:
            clause.subjects = list(outer.objects if object_control else outer.subjects or outer.promoted)
        clause.inherited = True

    @staticmethod
    def _inherit_from_conjunct(clause: Clause, first: Clause) -> None:
        if not clause.subjects and not clause.passive:
            if first.passive and clause.verb.tag_ == "VBN" and not clause.objects:
                clause.objects, clause.passive = list(first.objects), True
                clause.subjects = list(first.subjects)
            else:
                clause.subjects = list(first.objects if first.passive else first.subjects)
            clause.inherited = True

    def _inherit_from_noun(self, clause: Clause, noun: Token) -> None:
        verb = clause.verb
        if verb.dep_ == "relcl":
            if clause.subjects and not clause.objects and not clause.passive:
                clause.objects = [noun]
        elif verb.tag_ == "VBN" and not clause.subjects:
            clause.passive = True
            clause.objects = clause.objects or [noun]
        elif verb.tag_ == "VBN":
            clause.objects = clause.objects or [noun]
        elif verb.tag_ == "VBG" and not clause.subjects:
            # 'issued a statement accusing': who issued it accuses; 'killed a man carrying': the man carries
            speaks = "speech" in lexicon().classes.get(lemma(noun), frozenset())
            governor = noun.head if speaks and noun.dep_ in OBJECTS and is_verb(noun.head) else None
            clause.subjects = self.of(governor).subjects if governor is not None else [noun]
            clause.inherited = True


def _is_raised(verb: Token) -> bool:
    """Whether the subject of an infinitive or a participle under a verb is that verb's object, too."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VB", "VBG"} or not is_verb(verb.head):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass", "mark"}}
    return helpers == {"to"} if verb.tag_ == "VB" else not helpers


def _counted_up(particle: Token) -> list[Token]:
    """Whom 'up to twenty' counts, which the parser takes for a particle and its phrase ('arrested up to 20 men')."""
    if particle.lower_ != "up":
        return []
    phrases = [child for child in particle.rights if child.dep_ == "prep" and child.lower_ == "to"]
    heads = [head for phrase in phrases for head in phrase.rights if head.dep_ == "pobj"]
    return [head for head in heads if any(child.dep_ == "nummod" for child in head.lefts)]


def _is_suffered(verb: Token) -> bool:
    """Whether a bare participle under a verb tells what is to be done to its subject."""
    if verb.dep_ != "ccomp" or not is_verb(verb.head):
        return False
    if verb.tag_ != "VBN" and not (verb.tag_ == "VBD" and lemma(verb.head) == "order"):
        return False
    operator = lexicon().operators.get(("verb", lemma(verb.head)))
    return (
        operator is not None
        and operator.kind in {"perform", "request"}
        and not any(child.dep_ in {"aux", "auxpass", "mark", "agent"} for child in verb.children)
        and any(child.dep_ == "nsubj" for child in verb.children)
    )


def _blamed(verb: Token, outer: Clause) -> list[Token]:
    """Who does what somebody is accused of, thanked for or kept from ('accused Iran of arming them')."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in DONE_BY_OBJECT or prep.head.i != outer.verb.i:
        return []
    if outer.passive:
        return list(outer.promoted)
    return list(outer.obliques.get("on") or outer.obliques.get("against") or outer.objects)


def _objects_of(prep: Token) -> list[Token]:
    """Heads of what a preposition governs."""
    found: list[Token] = []
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"} and not is_verb(child):
            found.extend(antecedent(token) for token in coordinated(child))
    return found


def _stranded_subject(verb: Token) -> list[Token]:
    """The subject that the parser hung on the clause before it ('After visiting the yard, the king left').

    It is an apposition right after a comma, with nothing but prepositional phrases between it and the main verb.
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    place = verb.i - 1
    while place > verb.sent.start:
        token = verb.doc[place]
        if token.dep_ == "appos" and verb.doc[token.left_edge.i - 1].text == ",":
            return coordinated(token)
        if token.is_punct or token.tag_[:2] == "VB":
            return []
        place -= 1
    return []


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a subjectless verb shares."""
    token = verb
    while token.head.i != token.i:
        token = token.head
        if is_verb(token):
            return token
    return None


def nearest_clause(token: Token, clauses: Clauses) -> Clause | None:
    """The clause that a token stands in."""
    current = token
    while not is_verb(current) and current.head.i != current.i:
        current = current.head
    return clauses.of(current) if is_verb(current) else None
