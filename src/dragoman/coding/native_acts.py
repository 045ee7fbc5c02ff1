"""Acts of verbs in a language read natively: which row of the lexicon fits a verb, and who does it to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.native_factuality import factuality_of, is_denied
from dragoman.coding.native_forms import Forms
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.knowledge.native import Acts
from dragoman.knowledge.plover import plover
from dragoman.record import Factuality, Mention

# How many words may stand between the words of a phrase ('mettre à nouveau en garde').
GAP = 2
# How far behind a verb what says that it is done to each other may stand, in words.
NEAR = 3
PHRASE, OBJECT = 1.5, 0.5
COOPERATIVE = frozenset({"verbal cooperation", "material cooperation"})
# Of whose doing nobody is the author.
NATURE = ("nature",)
# What not doing it, or not going to, is: turning somebody down.
REFUSED = frozenset({"AID", "COOPERATE", "SUPPORT", "AGREE", "CONCEDE", "RETREAT", "CONSULT"})


@dataclass(slots=True, eq=False)
class Made:
    """An act that words report, with those who take part in it.

    Attributes:
        trigger: the words; head: the first of them; verb: the verb; None for a noun.
        absorbed: the verb under an operator that is part of this act.
    """

    act: Acts
    type: str
    mode: str | None
    head: Token
    trigger: list[Token]
    actors: list[Mention]
    recipients: list[Mention]
    factuality: Factuality
    verb: Verb | None = None
    reasons: list[str] = field(default_factory=list)
    object_at: int | None = None


class Reader:
    """Reads the acts of the verbs of one sentence."""

    def __init__(self, slots: Slots, forms: Forms) -> None:
        self.slots = slots
        self.forms = forms
        self.doc = slots.doc

    def read(self) -> list[Made]:
        """The acts of all verbs, without those that are part of another's."""
        found: dict[int, Made] = {}
        for verb in self.slots.verbs:
            made = self._best(verb)
            if made is not None:
                found[verb.i] = made
        for verb in self.slots.verbs:
            holder = self._operator(verb, found)
            if holder is not None:
                self._absorb(holder, verb, found.pop(verb.i, None))
        for made in found.values():
            turn(made, denied=made.verb is not None and is_denied(made.verb, self.forms))
        return list(found.values())

    def _operator(self, verb: Verb, found: dict[int, Made]) -> Made | None:
        """The act that a verb is part of: it stands under a verb that asks for it, promises or refuses it."""
        over, modal = verb.over, 0
        while over is not None and modal < 3:
            made = found.get(over.i)
            if made is not None:
                return made if made.act.effect == "drop" else None
            if not any(lemma in self.forms.words.modals for lemma in over.lemmas):
                return None
            over, modal = over.over, modal + 1
        return None

    def _absorb(self, holder: Made, verb: Verb, inner: Made | None) -> None:
        """Let an operator take whom the act under it is done to, where it names nobody itself."""
        if not holder.recipients:
            if holder.act.controller == "obj" and verb.is_finite:
                holder.recipients = self.slots.subject(verb)
            elif inner is not None:
                holder.recipients = [m for m in inner.recipients if m.entity not in {a.entity for a in holder.actors}]
            elif inner is None and not verb.is_finite:
                further = [
                    u for u in self.slots.region(verb) if u.slot and not u.adjective and u.mention.kind != "place"
                ]
                taken = {m.entity for m in holder.actors}
                holder.recipients = [m for u in further[:1] for m in self.slots.together(u) if m.entity not in taken]
            if holder.recipients:
                holder.reasons.append(f"recipient from '{verb.token.text}'")
        if inner is not None:
            holder.trigger = [*holder.trigger, inner.head]

    def _best(self, verb: Verb) -> Made | None:
        rows = [
            (act.weight + PHRASE * bool(rest) + OBJECT * bool(act.object), act, rest, reflexive)
            for lemma in verb.lemmas
            for act, rest, reflexive in self.forms.acts.get(lemma, ())
        ]
        rows.sort(key=lambda row: -row[0])
        for _, act, rest, reflexive in rows:
            made = self._made(verb, act, rest, reflexive)
            if made is not None:
                return made
        return None

    def _made(self, verb: Verb, act: Acts, rest: tuple[str, ...], reflexive: bool) -> Made | None:
        each = verb.reflexive and not reflexive and self._is_mutual(verb, act)
        if reflexive != verb.reflexive and not each and not (verb.reflexive and self._is_impersonal(verb, act)):
            return None
        trigger = self._phrase(verb, rest)
        if trigger is None:
            return None
        place: int | None = None
        if act.clause and not self._has_clause(verb):
            return None
        if not verb.passive and (noun := self.slots.subject_noun(verb)) is not None and self._is_nature(noun):
            return None
        if act.object:
            place = self._object(verb, act, max([verb.i, *(token.i for token in trigger)]))
            if place is None:
                return None
        made = Made(
            act, act.type or "", act.mode, verb.token, [verb.token, *trigger], [], [],
            factuality_of(verb, self.forms), verb, object_at=place,
        )  # fmt: skip
        if place is not None:
            made.trigger.append(self.doc[place])
        self._cast(made, verb, trigger)
        if each and len(made.actors) > 1:
            made.recipients = made.actors
            made.reasons.append("each does it to the other")
        if verb.is_reduced and not made.actors and act.weight < 1:
            return None  # 'les navires visés': what was done to them is told elsewhere, if at all
        if act.type is None or (act.needs and not made.recipients and act.effect != "drop"):
            return None
        return made

    def _has_clause(self, verb: Verb) -> bool:
        """Whether an infinitive, a clause or what is asked for follows: 'appelle X à la retenue'."""
        if any(one.over is verb for one in self.slots.verbs):
            return True
        prepositions = self.forms.words.prepositions
        return any(
            prepositions.get(word_of(self.doc[i])) in {"à", "a"} for i in range(verb.i + 2, self.slots.right(verb))
        )

    def _is_mutual(self, verb: Verb, act: Acts) -> bool:
        """'S'accusent mutuellement': an act upon somebody that several do to each other."""
        near = range(verb.first, min(verb.i + 1 + NEAR, self.slots.sentence.end))
        return "obj" in act.recipient and any(word_of(self.doc[i]) in self.forms.words.mutually for i in near)

    def _is_nature(self, noun: Token) -> bool:
        """Whether a noun is a storm or the like, which strikes and is nobody's act."""
        return self.slots.classes_match(noun.i, noun.i + 1, NATURE) is not None

    def _is_impersonal(self, verb: Verb, act: Acts) -> bool:
        """'Se suspendieron las relaciones': a passive with 'se', in a language that has it."""
        return self.forms.words.implied and act.voice == "any" and bool(act.object)

    def _phrase(self, verb: Verb, rest: tuple[str, ...]) -> list[Token] | None:
        found: list[Token] = []
        index, end = verb.i + 1, self.slots.sentence.end
        for word in rest:
            place = next((i for i in range(index, min(index + GAP + 1, end)) if word_of(self.doc[i]) == word), None)
            if place is None:
                return None
            found.append(self.doc[place])
            index = place + 1
        return found

    def _object(self, verb: Verb, act: Acts, start: int) -> int | None:
        slots = self.slots
        if verb.passive or verb.is_reduced or (verb.reflexive and self._is_impersonal(verb, act)):
            first = slots.left(verb) if not verb.is_reduced else max(slots.sentence.start, verb.first - 6)
            place = slots.classes_match(first, verb.first, act.object)
            if place is not None or not verb.reflexive:
                return place
        end = slots.right(verb)
        place = None
        for index in range(start + 1, end):
            fits = slots.classes_match(index, index + 1, act.object) is not None
            if fits and (slots.is_bare(index, start) or self._is_led(index, verb)):
                place = index
                break
        opens = next((i for i in (verb.first, slots.left(verb)) if word_of(self.doc[i - 1]) in slots.words.that), 0)
        if place is None and opens > slots.sentence.start:  # 'l'accord que X a signé', 'el acuerdo que firmó X'
            place = slots.classes_match(max(slots.sentence.start, opens - 6), opens, act.object)
        return place

    def _is_led(self, index: int, verb: Verb) -> bool:
        """Whether the preposition before a noun belongs to the verb right before it: 'parvenir à un accord'."""
        between = range(verb.i + 1, index)
        slots = [i for i in between if word_of(self.doc[i]) in self.forms.words.prepositions]
        if any(word_of(self.doc[i]) in self.forms.words.occasions for i in slots):
            return False
        return len(slots) == 1 and all(
            word_of(self.doc[i]) in self.forms.words.adverbs | self.forms.words.determiners
            for i in range(verb.i + 1, slots[0])
        )

    def _cast(self, made: Made, verb: Verb, trigger: list[Token]) -> None:
        slots = self.slots
        undone = (
            verb.passive
            or (verb.is_reduced and "obj" in made.act.recipient)
            or (verb.is_reduced and bool(made.act.object))
        )
        made.actors = slots.agent(verb) if undone else slots.subject(verb)
        taken = {m.entity for m in made.actors}
        told = bool(self.forms.words.objects & set(verb.clitics)) and not undone
        start = max([verb.i, *(token.i for token in trigger)]) + 1
        for slot in made.act.recipient:
            if slot == slots.words.between and made.act.mutual and len(made.actors) > 1:
                continue  # 'une ligne entre leurs armées': they do it with each other
            mentions = self._at(made, verb, slot, start, undone) if slot != "obj" or not told else []
            mentions = [m for m in mentions if m.entity not in taken]
            if mentions:
                made.recipients = mentions
                made.reasons.append(f"recipient from slot '{slot}'")
                break
        if (
            not made.recipients
            and verb.clitics
            and "obj" in {*made.act.recipient, *(["obj"] if made.act.needs else [])}
        ):
            made.recipients = self._meant(verb, taken)
        made.recipients = [self._stated(mention) for mention in made.recipients]
        if made.act.mutual and not made.recipients and len(made.actors) > 1:
            made.actors, made.recipients = made.actors[:1], made.actors[1:]
            made.reasons.append("reciprocal: the actors act with each other")

    def _meant(self, verb: Verb, taken: set[str]) -> list[Mention]:
        """Whom a pronoun before a verb means: the last person or state before it that is not its subject."""
        before = [u for u in self.slots.units if u.last <= verb.first and not u.adjective and u.mention.kind != "place"]
        fitting = [u.mention for u in before if u.mention.entity not in taken]
        return fitting[-1:]

    def _stated(self, mention: Mention) -> Mention:
        """A described actor without a state, or whoever it belongs to: 'deux bateaux battant pavillon russe'."""
        unit = next((u for u in self.slots.units if u.mention.id == mention.id), None)
        if unit is None or mention.form != "nominal" or self.slots.states(mention) is not None:
            return mention
        near = [u for u in self.slots.units if u.adjective and 0 <= u.first - unit.last <= 3]
        return near[0].mention if near else mention

    def _at(self, made: Made, verb: Verb, slot: str, start: int, undone: bool) -> list[Mention]:
        slots = self.slots
        if slot != "obj":
            found = slots.prepositional(start, slots.right(verb), slot)
            return found or (self._dative(verb) if slot in {"à", "a"} else [])
        if undone:
            noun = None if verb.is_reduced else slots.subject_noun(verb)
            return slots.subject(verb) or (slots.inside(noun, verb.first) if noun is not None else [])
        if made.object_at is not None:
            unit = slots.at(made.object_at)
            if unit is not None and not unit.adjective:
                return slots.together(unit)
            return slots.inside(self.doc[made.object_at], slots.right(verb))
        if start > verb.i + 1:  # behind a phrase: 'mettre en garde Tokyo'
            bare = [u for u in slots.region(verb) if u.first >= start and not u.adjective]
            return (
                slots.together(bare[0])
                if bare and (bare[0].slot == "" or bare[0].slot in slots.words.personal_a)
                else []
            )
        met = made.act.mutual and made.type == "CONSULT"  # one meets people: 'recibir armas de X' is no visit
        return [] if met and not slots.has_bare(verb) else slots.object(verb)

    def _dative(self, verb: Verb) -> list[Mention]:
        """Somebody named before a clause that speaks to him: 'X, auquel Y a demandé de l'aide'."""
        slots = self.slots
        for phrase in self.forms.words.datives:
            words = phrase.split(" ")
            for index in range(max(slots.sentence.start, slots.left(verb) - len(words)), verb.first):
                if [word_of(token) for token in self.doc[index : index + len(words)]] == words:
                    near = [u for u in slots.units if u.last <= index and index - u.last <= 1 and not u.adjective]
                    return slots.together(near[-1]) if near else []
        return []


def turn(made: Made, *, denied: bool = False) -> None:
    """Turn what lies ahead into an agreement to it, and what is refused into a refusal, as PLOVER has it.

    Args:
        denied: somebody denies it, which refuses nothing.
    """
    known = plover()
    if made.factuality == "future" and (after := known.future(made.type)) != made.type:
        made.type, made.mode = after, None
    verb = made.verb
    ahead = verb is not None and (verb.mood in {"future", "conditional", "infinitive"})
    if made.factuality == "negated" and made.type in REFUSED and ahead and not denied:
        made.type, made.mode, made.factuality = "REJECT", None, "happened"
        made.reasons.append("refusing to do it")
