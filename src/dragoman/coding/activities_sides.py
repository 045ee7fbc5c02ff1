"""Sides: who gives and who gets, by the frames of the verbs and nouns by which a thing passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.activities_chains import Chain
from dragoman.coding.activities_things import Item
from dragoman.coding.clauses import Clause, Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.participants import Participants
from dragoman.knowledge.activities import Activities, Frame
from dragoman.knowledge.lexicon import lexicon
from dragoman.record import Mention

PEOPLE = frozenset({"soldiers", "people", "students", "mercenaries", "nationals"})
HELPING = frozenset({"help", "assist", "aid", "enable", "support", "teach", "advise", "train", "guide"})
# Particles that leave a verb its sense ('shipped out'); others make another verb ('gave up').
ALONG = frozenset({"out", "over", "in", "across", "on", "off", "through"})
SPEAKING = frozenset({"talk", "speak", "meet", "confer", "consult"})
# Prepositions that name a side wherever they stand in the clause.
DISTANT = frozenset({"from", "to", "by"})
VISITING = frozenset({"visit", "travel", "host", "receive", "sit", "gather", "see", "phone", "call"})
SPOKEN_GROUPS = frozenset({"arms", "goods", "technology"})
MUTUAL_GROUPS = frozenset({"cooperation", "venture"})


@dataclass(slots=True)
class Passing:
    """One thing passing between two sides, before it is an activity of an event.

    Attributes:
        item: the thing.
        kind: the kind of activity.
        trigger: the verb or noun that says so.
        clause: the clause of the verb, where a verb says so.
        givers: who gives; receivers: who gets.
        words: the tokens that say so.
        frame: the entry that reads them.
        discussed: spoken of, agreed: agreed, wished: wanted; none of them is done.
        active: the side that stands as the subject, 'giver' or 'receiver'.
        reasons: how the sides were found.
    """

    item: Item
    kind: str
    trigger: Token
    clause: Clause | None
    givers: list[Mention]
    receivers: list[Mention]
    words: list[Token]
    discussed: bool = False
    agreed: bool = False
    wished: bool = False
    active: str = "giver"
    frame: Frame | None = None
    reasons: list[str] = field(default_factory=list)


def passings_of(chain: Chain, participants: Participants, book: Activities) -> list[Passing]:
    """What passes by a chain: one for each verb that says so, else one for its noun, else one that is spoken of."""
    sides = Sides(chain, participants, book)
    found = [made for clause, slot in chain.verbs for made in sides.by_verb(clause, slot)]
    if not found:
        made = sides.by_noun() or sides.spoken() or sides.aboard()
        found = [made] if made is not None else []
    return [made for made in found if made.givers or made.receivers]


class Sides:
    """Finds the sides of one chain."""

    def __init__(self, chain: Chain, participants: Participants, book: Activities) -> None:
        self.chain = chain
        self.item = chain.item
        self.participants = participants
        self.clauses: Clauses = participants.clauses
        self.book = book

    def by_verb(self, clause: Clause, slot: str) -> Iterator[Passing]:
        """The passing that a verb reports, if it does."""
        if _is_undone(clause, self.book) or self.is_stopped(clause.verb):
            return
        over = clause.verb.head  # 'discussed increasing co-operation'
        if clause.verb.dep_ in {"xcomp", "ccomp"} and lemma(over) in self.book.words["talk_verbs"]:
            self.chain.discussed = over
            if self.item.group in MUTUAL_GROUPS:
                return
        talks = slot == "obj" and lemma(clause.verb) in self.book.words["talk_verbs"]
        for frame in self._frames(clause, slot):
            made = self._helped(clause, frame) if frame.helped else self._by_frame(clause, frame)
            if made is not None:
                made.discussed = self.chain.discussed is not None and not frame.agreed
                made.agreed, made.wished = frame.agreed, frame.wished
                yield made
                return
        if talks or self._talks_over(clause, slot):
            self.chain.discussed = clause.verb

    def _frames(self, clause: Clause, slot: str) -> Iterator[Frame]:
        names = [clause.name]
        if clause.name.partition(" ")[2] in ALONG:
            names.append(clause.lemma)
        for name in names:
            for frame in self.book.verbs.get(name, ()):
                if self.item.group not in frame.with_ or slot not in frame.thing:
                    continue
                if frame.object_ and not any(lemma(head) in frame.object_ for head in clause.objects):
                    continue
                if frame.subjects and not self._is_sensitive(clause.verb):
                    continue
                yield frame

    def _is_sensitive(self, verb: Token) -> bool:
        """Whether a clause names a subject of teaching that provisions name."""
        text = " ".join(token.lower_ for token in verb.sent)
        return any(f" {subject} " in f" {text} " for subject in self.book.words["sensitive_subjects"])

    def _by_frame(self, clause: Clause, frame: Frame) -> Passing | None:
        slots = self._slots(clause)
        warned = _warned(clause, self.clauses)
        if warned:
            slots["subj"] = warned
        self._add_distant(slots, clause, {*frame.giver, *frame.receiver})
        givers = self._named(frame.giver, slots, frame)
        receivers = self._named(frame.receiver, slots, frame, taken=givers)
        if frame.mutual:
            givers = receivers = self._both(frame, slots)
        elif "iobj" in frame.receiver and not self._states(receivers):
            receivers = self._misread_receiver(clause, slots) or receivers
        words = [clause.verb, self.item.token, *(noun for noun, _ in self.chain.nouns)]
        reasons = [f"'{clause.verb.text}' with '{self.item.word}': frame {frame.id}"]
        if not self._is_abroad(frame, givers, receivers):
            return None
        active = "receiver" if "subj" in frame.receiver and "subj" not in frame.giver else "giver"
        kind = self._kind(frame)
        return Passing(
            self.item, kind, clause.verb, clause, givers, receivers, words, active=active, frame=frame, reasons=reasons
        )

    def _misread_receiver(self, clause: Clause, slots: dict[str, list[Token]]) -> list[Mention]:
        """'Gave North Korea satellite technology': the name right after the verb is who gets it, not whose it is."""
        found = [m for m in self._own(slots.get("own", [])) if m.form in {"name", "metonym"}]
        first = clause.verb.i + 1
        at = {first, first + 1} if first < len(clause.verb.doc) and clause.verb.doc[first].dep_ == "det" else {first}
        return [m for m in found if self.participants.reading.tokens_of_span(m)[0] in at]

    def _helped(self, clause: Clause, frame: Frame) -> Passing | None:
        """'Helped Myanmar to build missiles': who helps gives, who builds gets."""
        verb = clause.verb
        above = verb.head
        while above.head.i != above.i and not (is_verb(above) and lemma(above) in HELPING) and above.i in _near(verb):
            above = above.head
        if not is_verb(above) or lemma(above) not in HELPING or above.i == verb.i:
            return None
        outer = self.clauses.of(above)
        givers = self._entities(outer.subjects)
        receivers = self._entities([*outer.objects, *outer.indirect], givers) or self._entities(clause.subjects, givers)
        words = [above, verb, self.item.token]
        reasons = [f"'{above.text}' to '{verb.text}' '{self.item.word}': frame {frame.id}"]
        kind = self._kind(frame)
        return Passing(self.item, kind, above, outer, givers, receivers, words, frame=frame, reasons=reasons)

    def by_noun(self) -> Passing | None:
        """The passing that a noun reports ('the sale of coal by')."""
        if not self.chain.nouns:
            return None
        noun, frame = self.chain.nouns[-1]
        governor = self._governor()
        if governor is not None and (
            self.is_stopped(governor.verb) or (self._lends(governor) and self.is_stopping(governor))
        ):
            return None
        if frame.helped and not any(lemma(child) in HELPING for child in noun.lefts):
            return None
        slots = self._slots(governor if governor is not None and self._lends(governor) else None)
        givers = self._named(frame.giver, slots, frame)
        receivers = self._named(frame.receiver, slots, frame, taken=givers)
        if frame.mutual:
            givers = receivers = self._both(frame, slots)
        elif governor is not None and not governor.passive and self._governs(governor):
            givers, receivers = self._completed(governor, givers, receivers)
        if not self._is_abroad(frame, givers, receivers):
            return None
        reasons = [f"'{noun.text}' of '{self.item.word}': frame {frame.id}"]
        made = Passing(
            self.item, self._kind(frame), noun, governor, givers, receivers, [noun, self.item.token],
            discussed=self.chain.discussed is not None, agreed=frame.agreed, frame=frame, reasons=reasons,
        )  # fmt: skip
        return made

    def _kind(self, frame: Frame) -> str:
        """The kind of activity: help to build a satellite stays what satellites are."""
        return frame.kind if frame.kind is not None and self.item.group != "technology" else self.item.kind

    def is_stopped(self, verb: Token) -> bool:
        """Whether a verb stands under one of ending or forbidding ('stopped buying', 'barred from selling')."""
        head = verb.head
        over = head if is_verb(head) else head.head
        if _is_forbidden(verb):
            return True
        if verb.dep_ == "conj" and is_verb(head):
            return self.is_stopped(head)
        if verb.dep_ not in {"xcomp", "pcomp", "ccomp"} or verb.tag_ != "VBG" or not is_verb(over):
            return False
        operator = lexicon().operators.get(("verb", lemma(over)))
        if operator is not None and operator.kind == "threaten":
            return False
        return (operator is not None and operator.kind == "halt") or lemma(over) in self.book.words["banning_verbs"]

    def is_stopping(self, clause: Clause) -> bool:
        """Whether a verb ends or forbids its object ('suspended coal imports', 'forbids the sale of')."""
        operator = lexicon().operators.get(("verb", lemma(clause.verb)))
        word = lemma(clause.verb)
        return (operator is not None and operator.kind == "halt") or word in self.book.words["banning_verbs"]

    def spoken(self) -> Passing | None:
        """What is only named or talked of: co-operation, ventures, and things that a verb or noun of talking holds."""
        mutual = self.item.group in MUTUAL_GROUPS
        if not mutual and (self.chain.discussed is None or self.item.group not in SPOKEN_GROUPS):
            return None
        slots = self._slots(self._governor())
        parties = self._parties(("between", "with", "poss", "own", "of"), slots)
        if len(self._states(parties)) < 2 and self._is_talk():
            assert self.chain.discussed is not None
            talk = nearest_clause(self.chain.discussed, self.clauses)
            while talk is not None and len(self._states(parties)) < 2:
                more = self._entities([*talk.subjects, *talk.objects, *talk.obliques.get("with", ()),
                                       *talk.obliques.get("between", ())])  # fmt: skip
                parties = _unique([*parties, *more])
                talk = self._meeting_over(talk)
        if len(self._states(parties)) < 2:
            return None
        words = [self.item.token, *([self.chain.discussed] if self.chain.discussed is not None else [])]
        reasons = [f"'{self.item.word}' is spoken of, not done"]
        trigger = self.chain.discussed if self.chain.discussed is not None else self.item.token
        stands = self.item.group == "venture" and self.chain.discussed is None
        return Passing(
            self.item, self.item.kind, trigger, nearest_clause(trigger, self.clauses), parties, parties, words,
            discussed=not stands, reasons=reasons,
        )  # fmt: skip

    def _meeting_over(self, talk: Clause) -> Clause | None:
        """The meeting whose purpose a talk is ('met him to discuss')."""
        over = talk.verb.head
        if talk.verb.dep_ not in {"advcl", "xcomp", "acl", "relcl"} or over.i == talk.verb.i:
            return None
        outer = nearest_clause(over, self.clauses)
        return outer if outer is not None and outer.lemma in SPEAKING | VISITING else None

    def _is_talk(self) -> bool:
        """Whether the two sides talk, rather than others of them."""
        word = self.chain.discussed
        return (
            word is not None and lemma(word) in self.book.words["talk_nouns"] | self.book.words["talk_verbs"] | SPEAKING
        )

    def _talks_over(self, clause: Clause, slot: str) -> bool:
        """'Held talks on the sale of', where the parser hung 'on' below the verb."""
        if slot not in {"on", "about", "over", "regarding"}:
            return False
        return lemma(clause.verb) in self.book.words["talk_verbs"] | SPEAKING or any(
            lemma(head) in self.book.words["talk_nouns"] for head in clause.objects
        )

    def _slots(self, clause: Clause | None) -> dict[str, list[Token]]:
        """Heads by slot: of the phrase's nouns first, then of the verb."""
        found: dict[str, list[Token]] = {}
        for part in self.chain.parts:
            for child in part.children:
                if child.dep_ == "poss":
                    found.setdefault("poss", []).append(child)
                    found.setdefault("own", []).append(child)
                elif child.dep_ in {"amod", "compound", "nmod", "nummod"}:
                    found.setdefault("own", []).append(child)
                elif child.dep_ in {"prep", "agent"}:
                    self._add_preposition(found, child)
                elif child.dep_ in {"relcl", "acl"} and lemma(child) in self.book.words["origin_verbs"]:
                    made = self.clauses.of(child)
                    places = [head for name in ("in", "by", "at", "from") for head in made.obliques.get(name, ())]
                    found.setdefault("origin", []).extend([*places, *made.subjects])
        if clause is not None:
            found.setdefault("subj", []).extend(clause.subjects)
            found.setdefault("obj", []).extend(clause.objects)
            found.setdefault("iobj", []).extend(clause.indirect)
            if clause.passive:
                found["iobj"].extend(head for head in clause.promoted if head.i != self.chain.top.i)
            for name, heads in clause.obliques.items():
                found.setdefault(name, []).extend(heads)
            for child in clause.verb.children:
                if child.dep_ in {"prep", "agent", "dative"} and child.tag_ in {"IN", "TO", "RP"}:
                    self._add_preposition(found, child)
        return found

    def _add_distant(self, slots: dict[str, list[Token]], clause: Clause, wanted: set[str]) -> None:
        """Add prepositions that the parser hung elsewhere in the clause, where a slot would be empty ('... worth millions from')."""
        verb = clause.verb
        for token in verb.doc[self.item.token.i + 1 : verb.sent.end]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {";", ":"}:
                return
            name = str(token.lower_)
            if token.dep_ in {"prep", "dative"} and name in wanted & DISTANT and not slots.get(name):
                self._add_preposition(slots, token)

    def aboard(self) -> Passing | None:
        """'With 2000 tonnes of coal from North Korea on board': a thing with an origin that is on its way."""
        words = self.item.token.sent.text.lower()
        if self.item.group not in SPOKEN_GROUPS or not any(cue in words for cue in self.book.aboard):
            return None
        slots = self._slots(None)
        givers = self._entities(slots.get("from", ())) or self._own(slots.get("own", []))
        receivers = self._entities([*slots.get("to", ()), *slots.get("for", ())], givers)
        reasons = [f"'{self.item.word}' on its way"]
        clause = nearest_clause(self.item.token, self.clauses)
        return Passing(
            self.item, self.item.kind, self.item.token, clause, givers, receivers, [self.item.token], reasons=reasons
        )

    def _add_preposition(self, found: dict[str, list[Token]], preposition: Token) -> None:
        heads = [head for pobj in preposition.children if pobj.dep_ in {"pobj", "pcomp"} for head in coordinated(pobj)]
        name = str(preposition.lower_)
        if name == "out" or (name == "of" and preposition.head.lower_ == "out"):
            name = "from"
        found.setdefault(name, []).extend(heads)
        for inner in preposition.children:  # 'out of North Korea', 'from Iran for the Houthis'
            if inner.dep_ == "prep":
                self._add_preposition(found, inner)
        for head in heads:
            for inner in head.rights:
                if inner.dep_ == "prep" and inner.lower_ in {"to", "for", "by", "from", "into", "between", "with"}:
                    self._add_preposition(found, inner)

    def _named(
        self, order: Iterable[str], slots: dict[str, list[Token]], frame: Frame, taken: list[Mention] | None = None
    ) -> list[Mention]:
        """Who stands in the first slot that names somebody with a state; failing that, somebody at all."""
        unknown: list[Mention] = []
        for slot in order:
            heads = slots.get(slot, [])
            if slot == "subj" and frame.mover:
                continue
            if slot == "own":
                found = self._own(heads) or self._entities(slots.get("origin", ()))
            else:
                heads = [head for head in heads if not self._is_thing(head) or self.item.group in PEOPLE]
                found = self._entities(heads, taken)
            if taken:
                found = [m for m in found if m.entity not in {other.entity for other in taken}]
            if any(self.participants.entity(m).state for m in found):
                return found
            unknown = unknown or found
        return unknown

    def _is_thing(self, head: Token) -> bool:
        return any(head.i == part.i for part in self.chain.parts)

    def _own(self, heads: list[Token]) -> list[Mention]:
        """The states that adjectives of the thing name, or whose people it is ('North Korean coal', 'its workers')."""
        found: list[Mention] = []
        if self.item.group in PEOPLE:
            found.extend(m for part in self.chain.parts for m in self.participants.at(part))
            found = [m for m in found if self.participants.entity(m).state]
        for head in heads:
            found.extend(
                m for m in self.participants.reading.mentions_on(head.i)
                if m.kind in {"state", "person", "organisation", "group", "place"} and self.participants.entity(m).state
                and m.form != "embedded"
            )  # fmt: skip
        return _unique(found)[:1]

    def _entities(self, heads: Iterable[Token], taken: list[Mention] | None = None) -> list[Mention]:
        """The entities that heads name: themselves, then whoever or whatever place stands in their phrase."""
        out = {m.entity for m in taken or ()}
        found: list[Mention] = []
        for head in heads:
            own = self.participants.at(head)
            if not any(self.participants.entity(m).state for m in own):
                better = self.participants.within(head) or self.participants.place_in(head)
                if not any(self.participants.entity(m).state for m in better):
                    better = self.participants.place_in(head)
                if any(self.participants.entity(m).state for m in better) or not own:
                    own = better
            found.extend(m for m in own if m.entity not in out and m.kind != "materiel")
        return _unique(found)

    def _both(self, frame: Frame, slots: dict[str, list[Token]]) -> list[Mention]:
        return self._parties(("between", "with", *frame.giver, *frame.receiver, "poss", "own"), slots)

    def _parties(self, order: Iterable[str], slots: dict[str, list[Token]]) -> list[Mention]:
        """All sides of what is done together, one a state."""
        found: list[Mention] = []
        for slot in dict.fromkeys(order):
            heads = slots.get(slot, [])
            named = self._own(heads) if slot == "own" else self._entities(
                head for head in heads if not self._is_thing(head)
            )  # fmt: skip
            have = set(self._states(found))
            if len(have) >= 2:
                break
            found.extend(m for m in named if self.participants.entity(m).state not in have)
        return _unique(found)

    def _states(self, mentions: list[Mention]) -> set[str]:
        return {state for m in mentions if (state := self.participants.entity(m).state)}

    def _is_abroad(self, frame: Frame, givers: list[Mention], receivers: list[Mention]) -> bool:
        """Whether soldiers are sent from one state to another, where the frame asks for it."""
        if not frame.abroad:
            return True
        from_, to = self._states(givers), self._states(receivers)
        return bool(from_ and to and not from_ & to) or (bool(to) and self.item.group == "mercenaries")

    def _governor(self) -> Clause | None:
        top = self.chain.top if self.chain.discussed is None else self.chain.discussed
        return nearest_clause(top, self.clauses)

    def _governs(self, clause: Clause) -> bool:
        return any(self.chain.top.i == head.i for head in clause.objects)

    def _lends(self, clause: Clause) -> bool:
        """Whether a verb's own prepositions belong to its object or subject noun ('began deliveries to')."""
        return any(self.chain.top.i == head.i for head in (*clause.objects, *clause.subjects))

    def _completed(
        self, clause: Clause, givers: list[Mention], receivers: list[Mention]
    ) -> tuple[list[Mention], list[Mention]]:
        """'Stepped up deliveries to', 'approved the sale to': the subject is the side that is missing."""
        if not {clause.name, clause.lemma} & self.book.words["light_verbs"]:
            return givers, receivers
        subjects = self._entities(clause.subjects, [*givers, *receivers])
        frame = self.chain.nouns[-1][1]
        if frame.id == "n-get":
            return givers, receivers or subjects
        return givers or subjects, receivers


def nearest_clause(token: Token, clauses: Clauses) -> Clause | None:
    """The clause that a token stands in."""
    current = token
    while not is_verb(current) and current.head.i != current.i:
        current = current.head
    return clauses.of(current) if is_verb(current) else None


def _is_forbidden(verb: Token) -> bool:
    """'May not sell', 'cannot buy': a rule, not an act."""
    below = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg"}}
    return bool(below & {"may", "can", "must", "ca", "should"}) and bool(below & {"not", "n't", "n’t", "never"})


def _warned(clause: Clause, clauses: Clauses) -> list[Token]:
    """Who is warned against doing something, who would do it."""
    preposition = clause.verb.head
    if clause.verb.dep_ != "pcomp" or preposition.lower_ not in {"against", "not"} or not is_verb(preposition.head):
        return []
    return list(clauses.of(preposition.head).objects)


def _is_undone(clause: Clause, book: Activities) -> bool:
    """'Sent home', 'gave back'."""
    return any(
        child.lower_ in book.words["undoing"] and child.dep_ in {"advmod", "prt", "dobj", "npadvmod"}
        for child in clause.verb.children
    )


def _near(verb: Token) -> range:
    return range(verb.sent.start, verb.i + 1)


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention an entity, in order."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.entity, mention)
    return list(found.values())
