"""The verbs of a sentence in a language read natively: their infinitives, moods, voices and what governs them.

Forms come from the lexicon, so that a verb that the tagger takes for a noun (headlines) is seen; the parser decides
where a form may be either, and what hangs on what.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from dragoman.coding.native_forms import Forms, pieces
from dragoman.knowledge.native import Mood

VERBAL = frozenset({"VERB", "AUX"})
# What the tagger takes an unknown verb of a headline for.
MISREAD = frozenset({"NOUN", "ADJ", "PROPN", "X", "ADP", "NUM", "INTJ", "ADV"})
FINITE: frozenset[Mood] = frozenset({"present", "past", "future", "conditional", "subjunctive"})
# The moods that the parser's morphology names, where a form may be in several.
MORPH: dict[tuple[str, str], Mood] = {
    ("Mood", "Cnd"): "conditional",
    ("Mood", "Sub"): "subjunctive",
    ("VerbForm", "Inf"): "infinitive",
    ("VerbForm", "Ger"): "gerund",
    ("VerbForm", "Part"): "participle",
    ("Tense", "Fut"): "future",
    ("Tense", "Past"): "past",
    ("Tense", "Imp"): "past",
    ("Tense", "Pres"): "present",
}
# How far before a verb its auxiliaries may begin, in tokens.
CHAIN = 8


@dataclass(slots=True, eq=False)
class Verb:
    """A verb with its auxiliaries.

    Attributes:
        i: the main word; first: the first word of its chain (auxiliary, negation, pronoun before it).
        lemmas: the infinitives that it may be of; none for a verb that no lexicon lists.
        mood: of the finite word, or of the only one; perfect: whether an auxiliary makes it so.
        over: the verb that it is an infinitive, a gerund or a clause under; None for none.
        shares: the verb whose auxiliary and subject it shares ('a condamné X et menacé Y'); None for none.
    """

    token: Token
    first: int
    lemmas: tuple[str, ...]
    mood: Mood
    perfect: bool = False
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    clitics: list[str] = field(default_factory=list)
    auxiliaries: list[int] = field(default_factory=list)
    over: Verb | None = None
    shares: Verb | None = None

    @property
    def i(self) -> int:
        """The index of the main word."""
        return self.token.i

    @property
    def is_finite(self) -> bool:
        """Whether it opens a clause of its own."""
        return self.mood in FINITE

    @property
    def is_reduced(self) -> bool:
        """Whether it is a participle without an auxiliary: 'les soldats tués par l'armée'."""
        return self.mood == "participle" and not self.auxiliaries


def word_of(token: Token) -> str:
    """A word in lower case with a plain apostrophe."""
    return token.lower_.replace("’", "'")


class Verbs:
    """Finds the verbs of a document's sentences."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.words = forms.words
        table = forms.verbs
        self.inserted = [pieces(phrase) for phrase in self.words.inserted]
        self.have = {form for form, lemmas in table.items() if self.words.have & set(lemmas)}
        self.be = {form for form, lemmas in table.items() if self.words.be & set(lemmas)}

    def of(self, sentence: Span) -> list[Verb]:
        """The verbs of a sentence in order, each with its auxiliaries."""
        doc = sentence.doc
        has_verb = any(token.pos_ in VERBAL and self._moods(token) & FINITE for token in sentence)
        start = sentence.start
        found = [self._verb(doc, token, start) for token in sentence if self._is_verb(token, start, has_verb=has_verb)]
        inner = {index for verb in found for index in verb.auxiliaries}
        found = [verb for verb in found if verb.i not in inner]
        for place, verb in enumerate(found):
            self._share_auxiliary(verb, found[:place])
        for place, verb in enumerate(found):
            verb.over = self._over(verb, found[:place])
        return found

    def _share_auxiliary(self, verb: Verb, before: list[Verb]) -> None:
        """'A condamné X et menacé Y': the second participle has the auxiliary of the first."""
        index = verb.first - 1
        if (
            not verb.is_reduced
            or index < verb.token.sent.start
            or word_of(verb.token.doc[index]) not in self.words.joining
        ):
            return
        chained = [one for one in reversed(before) if one.auxiliaries]
        parsed = next((one for one in chained if verb.token.dep_ == "conj" and one.i == verb.token.head.i), None)
        head = parsed or self._alike(verb, chained)
        if head is not None and (verb.token.dep_ == "conj" or head is before[-1] or self._goes_on(verb, head)):
            agrees = {"Plur", "Fem"} & {*verb.token.morph.get("Number", []), *verb.token.morph.get("Gender", [])}
            if agrees and self._has(head):
                return
            verb.auxiliaries, verb.mood, verb.passive = head.auxiliaries, head.mood, head.passive
            verb.perfect, verb.shares = head.perfect, head

    def _alike(self, verb: Verb, chained: list[Verb]) -> Verb | None:
        """The nearest verb with an auxiliary; a verb of saying goes with one, not with what is said under it."""
        nearest = next(iter(chained), None)
        if nearest is None or nearest.is_finite or not self._says(verb) or self._says(nearest):
            return nearest
        return next((one for one in chained if one.is_finite and self._says(one)), nearest)

    def _goes_on(self, verb: Verb, head: Verb) -> bool:
        """Whether a participle far behind an auxiliary has it: behind 'et', or of saying with a bare object."""
        doc = verb.token.doc
        if doc[verb.first - 1].text != ",":
            return True
        after = word_of(doc[verb.i + 1]) if verb.i + 1 < len(doc) else ""
        return self._says(verb) and self._says(head) and after not in self.words.prepositions

    def _has(self, verb: Verb) -> bool:
        """Whether a verb has its auxiliary from 'avoir': a participle that agrees with a noun does not share it."""
        return any(word_of(verb.token.doc[i]) in self.have for i in verb.auxiliaries[-1:])

    def _says(self, verb: Verb) -> bool:
        return any(lemma in self.forms.cues for lemma in verb.lemmas)

    def _moods(self, token: Token) -> set[Mood]:
        return self.forms.moods(word_of(token))

    def _is_verb(self, token: Token, start: int, *, has_verb: bool) -> bool:
        form = word_of(token)
        moods = self.forms.moods(form)
        if not moods:
            return token.pos_ == "VERB" and len(form) > 2 and not token.text[0].isupper()
        before = word_of(token.nbor(-1)) if token.i > start else ""
        if moods == {"infinitive"} or form in self.have | self.be:
            return token.pos_ in VERBAL or moods == {"infinitive"}
        determined = before in self.words.determiners and before not in self.words.clitics
        if determined:
            return False
        slot = self.words.prepositions.get(before)
        if token.pos_ in VERBAL:
            return slot is None or not moods & FINITE or before in self.words.clitics or before == "en"
        if before in self.words.determiners or slot is not None:
            return False
        if "participle" in moods and self._auxiliary_before(token, start):
            return True
        if (form in self.forms.nouns and has_verb) or (token.i > start and token.nbor(-1).pos_ == "ADJ"):
            return False
        if token.pos_ not in MISREAD or form in self.words.prepositions or form in self.words.adverbs:
            return False
        if moods & FINITE:
            return not token.is_sent_start and token.i > start and not token.text[:1].isupper()
        return "participle" in moods and token.pos_ in {"ADJ", "NOUN"} and self._agent_after(token)

    def _agent_after(self, token: Token) -> bool:
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        return after is not None and self.words.prepositions.get(word_of(after)) in self.words.agents

    def _auxiliary_before(self, token: Token, start: int) -> bool:
        index = token.i - 1
        while index >= max(start, token.i - CHAIN):
            word = word_of(token.doc[index])
            if word in self.have or word in self.be:
                return True
            if word not in self.words.adverbs | self.words.negation | self.words.clitics:
                return False
            index -= 1
        return False

    def _verb(self, doc: Doc, token: Token, start: int) -> Verb:
        form = word_of(token)
        moods = self.forms.verbs.get(form, {})
        verb = Verb(token, token.i, tuple(moods), self._mood(token, {m for many in moods.values() for m in many}))
        self._look_left(verb, doc, start)
        if verb.mood in {"infinitive", "gerund"}:
            bare = [form.removesuffix(mark) for mark in self.words.reflexive if form.endswith(mark)]
            verb.reflexive = verb.reflexive or any(one in self.forms.verbs for one in bare)
        after = [word_of(doc[i]) for i in range(token.i + 1, min(token.i + 3, len(doc)))]
        verb.negated = verb.negated or any(word in self.words.after for word in after[:1])
        return verb

    def _look_left(self, verb: Verb, doc: Doc, start: int) -> None:
        """Collect auxiliaries, negation and pronouns before a verb."""
        index = verb.i - 1
        chain: list[int] = []
        while index >= max(start, verb.i - CHAIN):
            word = word_of(doc[index])
            if not chain and (length := self._inserted_before(doc, index, start)):
                index -= length
                continue
            if word in self.have or word in self.be:
                if not (verb.mood == "participle" or chain):
                    break
                chain.append(index)
            elif word in self.words.negation:
                verb.negated = True
            elif word in self.words.reflexive:
                verb.reflexive = True
            elif word in self.words.clitics:
                if doc[index].pos_ == "DET" or (index > start and word_of(doc[index - 1]) in self.words.prepositions):
                    break
                verb.clitics.append(word)
            elif word not in self.words.adverbs:
                break
            verb.first = index
            index -= 1
        if not chain and verb.mood == "participle":  # 'a pour sa part dénoncé': the parser sees further
            helpers = [child for child in verb.token.lefts if child.dep_.startswith("aux") and child.i < verb.first]
            chain = [child.i for child in reversed(helpers) if word_of(child) in self.have | self.be]
            if chain:
                verb.first = min(chain)
                verb.negated = verb.negated or any(
                    word_of(doc[i]) in self.words.negation for i in range(verb.first, verb.i)
                )
        if chain:
            self._take_chain(verb, doc, chain)

    def _inserted_before(self, doc: Doc, index: int, start: int) -> int:
        """How many words before an auxiliary may be a phrase of no weight: 'a de son côté signé'."""
        for phrase in self.inserted:
            first = index + 1 - len(phrase)
            if first > start and [word_of(doc[i]) for i in range(first, index + 1)] == phrase:
                return len(phrase)
        return 0

    def _take_chain(self, verb: Verb, doc: Doc, chain: list[int]) -> None:
        verb.auxiliaries = chain
        words = [word_of(doc[index]) for index in chain]
        verb.passive = words[0] in self.be and not verb.reflexive and not self.words.moving & set(verb.lemmas)
        verb.perfect = any(word in self.have for word in words) or (words[0] in self.be and not verb.passive)
        verb.mood = self._mood(doc[chain[-1]], self.forms.moods(words[-1]) - {"participle"})

    def _mood(self, token: Token, moods: set[Mood]) -> Mood:
        """The mood of a form: the only one, else as the parser has it, else the likeliest."""
        if len(moods) == 1:
            return next(iter(moods))
        told = [mood for (key, value), mood in MORPH.items() if value in token.morph.get(key, [])]
        for mood in told:
            if mood in moods or not moods:
                return mood
        order: tuple[Mood, ...] = (
            "present",
            "past",
            "participle",
            "future",
            "conditional",
            "subjunctive",
            "infinitive",
        )
        return next((mood for mood in order if mood in moods), "present")

    def _over(self, verb: Verb, before: list[Verb]) -> Verb | None:
        """The verb that governs one: the nearest before an infinitive, the one before the 'que' of a clause."""
        if verb.mood in {"infinitive", "gerund"}:
            return self._nearest(verb, before)
        return self._said_before(verb, before)

    def _said_before(self, verb: Verb, before: list[Verb]) -> Verb | None:
        """The verb before 'que' that a clause depends on, where the parser does not say so."""
        for index in range(verb.first - 1, verb.token.sent.start - 1, -1):
            if word_of(verb.token.doc[index]) in self.words.that:
                return next((one for one in reversed(before) if one.i < index), None)
            if any(one.i == index for one in before):
                return None
        return None

    def _nearest(self, verb: Verb, before: list[Verb]) -> Verb | None:
        doc = verb.token.doc
        for one in reversed(before):
            between = [word_of(doc[index]) for index in range(one.i + 1, verb.first)]
            if any(word in {";", ":", "»", "."} for word in between):
                return None
            if one.mood in {"infinitive", "gerund"} and any(word in self.words.joining for word in between):
                head = one.over
                if head is not None:
                    return head
            if any(one.i in other.auxiliaries for other in before):
                continue
            return one
        return None
