"""Sides: who gives and who gets, by the frames of the verbs and nouns by which a thing passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.activities_chains import Chain
from dragoman.coding.activities_slots import Heads, Slots, unique
from dragoman.coding.activities_stops import is_stopped, is_stopping, is_undone, warned
from dragoman.coding.activities_things import Item
from dragoman.coding.clauses import Clause, Clauses, is_verb, nearest_clause
from dragoman.coding.lemmas import lemma
from dragoman.coding.participants import Participants
from dragoman.knowledge.activities import Activities, Frame
from dragoman.record import Mention

HELPING = frozenset({"help", "assist", "aid", "enable", "support", "teach", "advise", "train", "guide"})
# Particles that leave a verb its sense ('shipped out'); others make another verb ('gave up').
ALONG = frozenset({"out", "over", "in", "across", "through"})
# Nouns that travel themselves; others only say that something passes ('the sale of').
LOADS = frozenset({"shipment", "consignment", "cargo", "delivery", "supply", "load"})
SPEAKING = frozenset({"talk", "speak", "meet", "confer", "consult"})
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
        governed: whether the verb of the clause decides about a noun that says so ('announced the sale').
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
    governed: bool = True
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
        self.slots = Slots(chain, participants, book)

    def by_verb(self, clause: Clause, slot: str) -> Iterator[Passing]:
        """The passing that a verb reports, if it does."""
        if is_undone(clause, self.book) or is_stopped(clause.verb, self.book):
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
                if frame.mover and any(lemma(noun) not in LOADS for noun, _ in self.chain.nouns):
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
        slots = self.slots.of(clause)
        if would := warned(clause, self.clauses):
            slots["subj"] = would
        self.slots.add_distant(slots, clause, {*frame.giver, *frame.receiver})
        givers = self.slots.named(frame.giver, slots, frame)
        receivers = self.slots.named(frame.receiver, slots, frame, taken=givers)
        if frame.mutual:
            givers = receivers = self._both(frame, slots)
        elif "iobj" in frame.receiver and not self.slots.states(receivers):
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

    def _misread_receiver(self, clause: Clause, slots: Heads) -> list[Mention]:
        """'Gave North Korea satellite technology': the name right after the verb is who gets it, not whose it is."""
        found = [m for m in self.slots.own(slots.get("own", [])) if m.form in {"name", "metonym"}]
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
        givers = self.slots.entities(outer.subjects)
        receivers = self.slots.entities([*outer.objects, *outer.indirect], givers) or self.slots.entities(
            clause.subjects, givers
        )
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
            is_stopped(governor.verb, self.book) or (self._lends(governor) and is_stopping(governor, self.book))
        ):
            return None
        if frame.helped and not any(lemma(child) in HELPING for child in noun.lefts):
            return None
        slots = self.slots.of(governor if governor is not None and self._lends(governor) else None)
        givers = self.slots.named(frame.giver, slots, frame)
        receivers = self.slots.named(frame.receiver, slots, frame, taken=givers)
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
        made.governed = governor is not None and self._governs(governor)
        return made

    def _kind(self, frame: Frame) -> str:
        """The kind of activity: help to build a satellite stays what satellites are."""
        return frame.kind if frame.kind is not None and self.item.group != "technology" else self.item.kind

    def spoken(self) -> Passing | None:
        """What is only named or talked of: co-operation, ventures, and things that a verb or noun of talking holds."""
        mutual = self.item.group in MUTUAL_GROUPS
        if not mutual and (self.chain.discussed is None or self.item.group not in SPOKEN_GROUPS):
            return None
        slots = self.slots.of(self._governor())
        parties = self.slots.parties(("between", "with", "poss", "own", "of"), slots)
        if len(self.slots.states(parties)) < 2 and self._is_talk():
            assert self.chain.discussed is not None
            talk = nearest_clause(self.chain.discussed, self.clauses)
            while talk is not None and len(self.slots.states(parties)) < 2:
                more = self.slots.entities([*talk.subjects, *talk.objects, *talk.obliques.get("with", ()),
                                       *talk.obliques.get("between", ())])  # fmt: skip
                parties = unique([*parties, *more])
                talk = self._meeting_over(talk)
        if len(self.slots.states(parties)) < 2:
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

    def aboard(self) -> Passing | None:
        """'With 2000 tonnes of coal from North Korea on board': a thing with an origin that is on its way."""
        words = self.item.token.sent.text.lower()
        if self.item.group not in SPOKEN_GROUPS or not any(cue in words for cue in self.book.aboard):
            return None
        slots = self.slots.of(None)
        givers = self.slots.entities(slots.get("from", ())) or self.slots.own(slots.get("own", []))
        receivers = self.slots.entities([*slots.get("to", ()), *slots.get("for", ())], givers)
        reasons = [f"'{self.item.word}' on its way"]
        clause = nearest_clause(self.item.token, self.clauses)
        return Passing(
            self.item, self.item.kind, self.item.token, clause, givers, receivers, [self.item.token], reasons=reasons
        )

    def _both(self, frame: Frame, slots: Heads) -> list[Mention]:
        return self.slots.parties(("between", "with", *frame.giver, *frame.receiver, "poss", "own"), slots)

    def _is_abroad(self, frame: Frame, givers: list[Mention], receivers: list[Mention]) -> bool:
        """Whether soldiers are sent from one state to another, where the frame asks for it."""
        if not frame.abroad:
            return True
        from_, to = self.slots.states(givers), self.slots.states(receivers)
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
        subjects = self.slots.entities(clause.subjects, [*givers, *receivers])
        frame = self.chain.nouns[-1][1]
        if frame.id == "n-get":
            return givers, receivers or subjects
        return givers or subjects, receivers


def _near(verb: Token) -> range:
    return range(verb.sent.start, verb.i + 1)
