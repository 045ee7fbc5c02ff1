"""Events of activities: the event that reports an activity, or one that is coded for it where none does."""

from __future__ import annotations

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding.activities_sides import Passing
from dragoman.coding.clauses import is_verb
from dragoman.coding.events import Cast, event_of
from dragoman.coding.lemmas import lemma
from dragoman.coding.modality import modality
from dragoman.coding.participants import Participants
from dragoman.coding.predication import Predication, apply_plover
from dragoman.coding.reading import Reading
from dragoman.knowledge.regimes import regimes
from dragoman.record import Activity, Event, Factuality, Mention

# What is given for nothing is aid, whatever it is.
GIVEN = frozenset({"donate", "donation", "gift"})
CLIMBS = 6
# Of soldiers abroad an act is coded only where a provision is aimed at one of the sides.
ARMED = frozenset({"soldiers", "mercenaries"})
# Verbs under which an infinitive was done.
DONE = frozenset(
    {"begin", "start", "continue", "manage", "help", "proceed", "come", "use", "know", "report", "find", "see", "say",
     "believe", "keep", "serve", "think", "allege", "claim", "assess"}
)  # fmt: skip


class EventsOfActivities:
    """Hangs activities on the events of one article.

    An activity belongs to the event whose trigger says so; one that is only talked of, to the event above it. Where
    there is none, it is coded: as co-operation, by the side that stands as the subject.
    """

    def __init__(self, reading: Reading, participants: Participants) -> None:
        self.reading = reading
        self.participants = participants
        self.aimed: dict[str, set[str]] = {}
        self.triggers: dict[int, list[Event]] = {}
        self.coded: list[Event] = []
        for event in reading.events:
            self._index(event)

    def add(self, activity: Activity, passing: Passing, sentence: DocSpan) -> None:
        """Hang one activity on its event."""
        if self._is_domestic(passing):
            return
        event = self._reported(passing) or self._same(passing, sentence)
        if event is None and self._is_worth_coding(passing):
            event = self._code(passing, sentence)
        if event is not None:
            merge_into(event, activity)

    def finish(self) -> None:
        """Number the events anew in the order of the text, where some were coded here."""
        for event in self.coded:
            if self._is_told_again(event):
                self.reading.events.remove(event)
        if self.coded:
            self.reading.events.sort(key=lambda event: (event.sentence.start, event.trigger[0].start))
            for number, event in enumerate(self.reading.events, start=1):
                event.id = f"ev{number}"

    def _is_told_again(self, event: Event) -> bool:
        """Whether the text below a headline reports the same passing: the headline is then no report of its own."""
        if self.reading.role_at(event.trigger[0].start) != "title":
            return False
        own = {self._sides(one) for one in event.activities}
        below = {self._sides(one) for other in self.reading.events if other is not event for one in other.activities}
        return own <= below

    def _sides(self, activity: Activity) -> tuple[str, frozenset[str | None], frozenset[str | None]]:
        states = {name: self.reading.entities[name].state for name in (*activity.givers, *activity.receivers)}
        givers = frozenset(states[name] for name in activity.givers)
        return activity.kind, givers, frozenset(states[name] for name in activity.receivers)

    def _index(self, event: Event) -> None:
        for span in event.trigger:
            for place in range(*self.reading.tokens_of_span(span)):
                self.triggers.setdefault(place, []).append(event)

    def _is_domestic(self, passing: Passing) -> bool:
        """Whether both sides are of one state, so that nothing crosses a border."""
        states = [{self.participants.entity(m).state for m in side} for side in (passing.givers, passing.receivers)]
        return states[0] == states[1] and len(states[0]) == 1 and None not in states[0]

    def _reported(self, passing: Passing) -> Event | None:
        """The event whose trigger is the word that says so, or the verb that the noun is the object of."""
        words = [passing.trigger, *passing.words]
        if passing.clause is not None and passing.governed and not is_verb(passing.trigger):
            words.append(passing.clause.verb)
        for word in words:
            if self.triggers.get(word.i):
                return self.triggers[word.i][0]
        return self._above(passing.trigger) if passing.discussed else self._operated(passing.trigger)

    def _above(self, token: Token) -> Event | None:
        """The event above a word that only talks of something."""
        current = token
        for _ in range(CLIMBS):
            for child in current.children:  # 'is illegal': the judgement is below the verb
                if child.dep_ in {"acomp", "attr", "oprd"} and self.triggers.get(child.i):
                    return self.triggers[child.i][0]
            if current.head.i == current.i:
                return None
            current = current.head
            if self.triggers.get(current.i):
                return self.triggers[current.i][0]
        return None

    def _operated(self, token: Token) -> Event | None:
        """The event of a verb that decides about this one ('agreed to sell', 'was urged not to send')."""
        over = token.head.head if token.dep_ == "pcomp" and token.head.lower_ == "against" else token.head
        if token.dep_ in {"xcomp", "pcomp"} and over.i != token.i and self.triggers.get(over.i):
            return self.triggers[over.i][0]
        return None

    def _same(self, passing: Passing, sentence: DocSpan) -> Event | None:
        """An event of the same sentence that was coded for another thing between the same sides."""
        parties = {m.entity for m in [*passing.givers, *passing.receivers]}
        for event in self.reading.events:
            if (
                event.activities
                and event.sentence.start >= sentence.start_char
                and event.sentence.end <= sentence.end_char
            ):
                on = {name for one in event.activities for name in (*one.givers, *one.receivers)}
                head = event.trigger[0].start
                if on == parties and abs(head - passing.trigger.idx) == 0:
                    return event
        return None

    def _is_worth_coding(self, passing: Passing) -> bool:
        """Both sides are known, or the one that is stands under some provision."""
        sides = [{self._target(m) for m in side} - {None} for side in (passing.givers, passing.receivers)]
        if sides[0] and sides[1] and passing.item.group not in ARMED:
            return sides[0] != sides[1] or len(sides[0]) > 1
        return bool((sides[0] | sides[1]) & self._aimed_at(passing.kind))

    def _aimed_at(self, kind: str) -> set[str]:
        """Whom the provisions on a kind of activity are aimed at: states and groups."""
        if kind not in self.aimed:
            types = regimes().activity_map[kind]
            rows = [row for row in regimes().measures.values() if row.measure_type in types]
            named = {target for row in rows for target in row.target}
            self.aimed[kind] = named | {target.split(":")[0] for target in named}
        return self.aimed[kind]

    def _target(self, mention: Mention) -> str | None:
        entity = self.participants.entity(mention)
        if entity.id.startswith("group:") and entity.known:
            return f"GRP:{entity.id.removeprefix('group:')}" if entity.state is None else entity.state
        return entity.state

    def _code(self, passing: Passing, sentence: DocSpan) -> Event:
        """Code the act: co-operation, or aid where it is given for nothing; PLOVER's rules on what has not happened."""
        verb = passing.clause.verb if passing.clause is not None else passing.trigger
        kind, mode = type_of(passing)
        made = Predication(
            type=kind,
            mode=mode,
            triggers=[passing.trigger, *(t for t in passing.words if t.i != passing.trigger.i and t.tag_[:1] == "N")][
                :2
            ],
            subjects=[],
            slots=[],
            factuality="hypothetical" if passing.wished else factuality_of(verb),
            weight=0.7,
            reasons=list(passing.reasons),
            clause=passing.clause,
        )
        apply_plover(made)
        actors, recipients = self._cast(passing)
        event = event_of(made, Cast(actors, recipients, []), sentence, self.participants)
        self.reading.events.append(event)
        self._index(event)
        self.coded.append(event)
        return event

    @staticmethod
    def _cast(passing: Passing) -> tuple[list[Mention], list[Mention]]:
        if passing.givers == passing.receivers:
            return passing.givers[:1], passing.givers[1:]
        first, second = passing.givers, passing.receivers
        if passing.active == "receiver":
            first, second = second, first
        return (first, second) if first else (second, [])


def type_of(passing: Passing) -> tuple[str, str | None]:
    """PLOVER's type and mode of an act that is coded for its activity."""
    if passing.discussed:
        return "CONSULT", None
    frame = passing.frame
    if frame is None:
        return "COOPERATE", None
    if lemma(passing.trigger) in GIVEN:
        return "AID", None
    if passing.item.group == "arms" and frame.arms is not None:
        return frame.arms, None
    return frame.type, frame.mode


def factuality_of(verb: Token) -> Factuality:
    """The factuality of a verb; an infinitive that nothing says was done ('persuaded it to sell') may not have been."""
    found = modality(verb)
    infinitive = verb.tag_ == "VB" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    if found == "happened" and infinitive and is_verb(verb.head) and lemma(verb.head) not in DONE:
        return "hypothetical"
    return found


def merge_into(event: Event, activity: Activity) -> None:
    """Add an activity to an event; the same between the same sides is one with all its goods."""
    for known in event.activities:
        same = (known.kind, known.givers, known.receivers, known.discussed)
        if same == (activity.kind, activity.givers, activity.receivers, activity.discussed):
            known.goods = list(dict.fromkeys([*known.goods, *activity.goods]))
            known.spans = sorted(
                {(s.start, s.end): s for s in [*known.spans, *activity.spans]}.values(), key=lambda s: s.start
            )
            known.against = list(dict.fromkeys([*known.against, *activity.against]))
            known.reasons = list(dict.fromkeys([*known.reasons, *activity.reasons]))
            return
    event.activities.append(activity)
