"""The dependents of a verb cue that may be its content, sorted by what they are."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.attribution_draft import Cue
from dragoman.knowledge.cues import Frame

OBJECTS = frozenset({"dobj", "attr"})
SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})


class Complements:
    """The dependents of a cue that may be its content, sorted."""

    def __init__(self, cue: Cue) -> None:
        self.cue = cue
        self.verb = cue.head
        self.clauses: list[Token] = []
        self.infinitives: list[Token] = []
        self.participles: list[Token] = []
        self.objects: list[Token] = []
        self.predicates: list[Token] = []
        self.prepositions: list[Token] = []
        self.subjects: list[Token] = []
        self.passive = self.verb.tag_ == "VBN" and self.verb.dep_ == "acl"
        for child in self.verb.children:
            self._sort(child, child.dep_)

    def _sort(self, child: Token, dep: str) -> None:
        if dep == "ccomp" or (dep == "advcl" and (marked(child) in {"whether", "that"} or self._is_question(child))):
            self.clauses.append(child)
        elif dep == "xcomp":
            if is_infinitive(child):
                self.infinitives.append(child)
            else:
                (self.participles if child.tag_ == "VBG" else self.predicates).append(child)
        elif dep in OBJECTS:
            self.objects.append(child)
        elif dep in {"oprd", "acomp"}:
            self.predicates.append(child)
        elif dep == "prep":
            self.prepositions.append(child)
        elif dep in SUBJECTS:
            self.subjects.append(child)
            self.passive = self.passive or dep.endswith("pass")
        elif dep == "auxpass":
            self.passive = True

    def _is_question(self, child: Token) -> bool:
        """Whether a clause right behind the verb begins with 'when', 'how', 'why' or 'where'."""
        return child.left_edge.i == self.verb.i + 1 and child.left_edge.tag_ == "WRB"

    def frame(self, *frames: Frame) -> Frame | None:
        """The first of some frames that the lexicon grants."""
        return next((frame for frame in frames if frame in self.cue.frames), None)


def marked(verb: Token) -> str:
    """The subordinating word of a clause; '' where it has none."""
    return next((child.lower_ for child in verb.lefts if child.dep_ == "mark"), "")


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with 'to'."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.lefts)
