"""Actors that no list knows: bodies and peoples that the parser labelled, and names that it left without a label."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from dragoman.coding.actor_titles import proper_name
from dragoman.coding.clauses import is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity, Kind

# Where a name that nothing knows stands as somebody who acts or is acted on.
ACTING = frozenset({"nsubj", "nsubjpass"})
ACTED_ON = frozenset({"dobj", "pobj", "dative"})
AIMED = frozenset({"against", "with", "by"})
# Words that count those who follow ('thousands of Nigerians').
COUNTING = frozenset(
    {"number", "dozen", "hundred", "thousand", "million", "group", "score", "majority", "crowd", "ten"}
)
NAMING = frozenset({"standfirst", "paragraph"})


class Unlisted:
    """Finds the actors of one article that knowledge does not hold, after all others."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def add(self, named: set[int]) -> None:
        """Add a mention for each.

        Args:
            named: the tokens of the names that are known.
        """
        self._add_unknown_organisations(named)
        self._add_peoples()
        self._add_unlabelled()

    def _add_unknown_organisations(self, named: set[int]) -> None:
        """Organisations that only the parser found."""
        for entity in self.reading.doc.ents:
            if entity.label_ != "ORG" or not self.reading.is_prose(entity.start_char):
                continue
            span = proper_name(entity, lambda token: token.tag_ == "DT")
            if span is None or not self._is_unnamed(span, named) or self.reading.mentions_on(span.root.i):
                continue
            state = next((s for i in range(span.start, span.end) if (s := state_on(self.reading, i))), None)
            made = Entity(
                id=f"organisation:{slug(span.text)}",
                name=re.sub(r"\s+", " ", span.text),
                kind="organisation",
                state=state,
            )
            if slug(span.text):
                self.reading.add_mention(span.start, span.end, made)

    def _is_unnamed(self, span: Span, named: set[int]) -> bool:
        """Whether no known name stands in a name, but a state's before its head ('the Zambia Chamber of Mines')."""
        inside = [i for i in range(span.start, span.end) if i in named]
        return all(
            i < span.root.i and any(mention.kind == "state" for mention in self.reading.mentions_on(i)) for i in inside
        )

    def _add_peoples(self) -> None:
        """Peoples and parties that only the parser found ('Kurds'), and counted nationals ('77,000 Nigerians')."""
        for entity in self.reading.doc.ents:
            if entity.label_ != "NORP" or not self.reading.is_prose(entity.start_char):
                continue
            root = entity.root
            if root.tag_ not in {"NNS", "NNPS"}:
                continue
            state = state_on(self.reading, root.i)
            counted = _is_counted(root)
            elsewhere = next((s for i in _homes(root) if (s := state_on(self.reading, i))), None)
            if elsewhere is not None and elsewhere != state:  # 'the Albanians of Serbia'
                made = Entity(
                    id=f"group:{elsewhere.lower()}-{slug(root.text)}", name=root.text, kind="group", state=elsewhere,
                    sector="CVL", reasons=["a people of another state"],
                )  # fmt: skip
                self.reading.drop_mentions([m for m in self.reading.mentions_on(root.i) if m.kind == "state"])
                self.reading.add_mention(root.i, root.i + 1, made, "nominal")
                continue
            if state is not None and not counted:
                continue
            ethnic = any(child.lower_ == "ethnic" for child in root.lefts)
            own = state
            if ethnic or state is None:
                state = next((s for c in root.lefts if (s := state_on(self.reading, c.i))), None)
            key = f"{state.lower()}-nationals" if own and state else slug(("ethnic " if ethnic else "") + root.text)
            first = min([c.i for c in root.lefts if c.dep_ in {"nummod", "amod"}] + [entity.start])
            made = Entity(id=f"group:{key}", name=root.text, kind="group", state=state, sector="CVL")
            same = [m for m in self.reading.mentions_on(root.i) if m.kind == "state" and m.form == "demonym"]
            if first == root.i and counted:
                self.reading.drop_mentions(same)  # 'thousands of Fijians' are no state
            self.reading.add_mention(first, root.i + 1, made, "nominal" if counted or state is None else "name")

    def _add_unlabelled(self) -> None:
        """Names without a label that act or are acted on ('Farc', 'Pltavchenko'); what kind they are is a guess."""
        doc = self.reading.doc
        for token in doc:
            if token.tag_ != "NNP" or token.ent_type_ or token.dep_ not in ACTING | ACTED_ON or not _is_actor(token):
                continue
            if self.reading.mentions_on(token.i) or self.reading.role_at(token.idx) not in NAMING:
                continue
            first = token.i
            while first > token.sent.start and doc[first - 1].tag_ == "NNP" and doc[first - 1].head.i == token.i:
                first -= 1
            if any(self.reading.mentions_on(i) for i in range(first, token.i)) or len(token.text) < 3:
                continue
            name = doc[first : token.i + 1].text
            kind: Kind = "person" if first == token.i and not token.text.isupper() else "organisation"
            made = Entity(
                id=f"{kind}:{slug(name) or 'unnamed'}",
                name=re.sub(r"\s+", " ", name),
                kind=kind,
                reasons=["a name that nothing lists; its kind is a guess"],
            )
            self.reading.add_mention(first, token.i + 1, made)


def _homes(root: Token) -> list[int]:
    """The tokens that say where a people lives ('of southern Serbia', 'in Iran')."""
    return [
        token.i
        for prep in root.rights
        if prep.dep_ == "prep" and prep.lower_ in {"of", "in"}
        for head in prep.rights
        for token in head.subtree
    ]


def _is_counted(root: Token) -> bool:
    """Whether nationals are counted or described, so that they are people and not their state ('young Fijians')."""
    if any(child.dep_ in {"nummod", "det", "amod"} and child.lower_ != "the" for child in root.lefts):
        return True
    return root.dep_ == "pobj" and root.head.lower_ == "of" and lemma(root.head.head) in COUNTING


def _is_actor(token: Token) -> bool:
    """Whether a word is the subject of a verb, its object, or the one whom it is aimed at."""
    head = token.head
    if token.dep_ in ACTING:
        return is_verb(head) and token.i < head.i
    if token.dep_ == "pobj":
        return head.lower_ in AIMED and is_verb(head.head)
    return is_verb(head)


def state_on(reading: Reading, index: int) -> str | None:
    """The state that a token names; None where it names none."""
    for mention in reading.mentions_on(index):
        if mention.kind == "state":
            return reading.entities[mention.entity].state
    return None
