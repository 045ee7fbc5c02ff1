"""Modality of a verb: happened, future, hypothetical or negated, read off its own clause and those above."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.lexicon import OperatorKind, lexicon
from dragoman.knowledge.modality import Kind, modality_words
from dragoman.record import Factuality

OBLIGED = frozenset({"must", "should", "ought"})
# 'Could have', 'would have', 'should have': it was not.
COUNTERFACTUAL = frozenset({"could", "would", "should", "'d", "’d"})
WOULD = frozenset({"would", "'d", "’d"})
# 'Not only', 'not just': what follows is asserted.
ASSERTING = frozenset({"only", "just", "merely", "least", "surprisingly"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Words that tie a clause to a time which, under a verb of the future, has yet to come.
# 'At no point', 'under no circumstances'.
TIMELY = frozenset({"at", "in", "under", "on"})
COMPARED = frozenset({"fewer", "less", "more", "longer", "sooner"})
INVERTED = frozenset({"had", "should", "were"})
PROVIDED = frozenset({"provided", "providing", "assuming"})
ABLE = frozenset({"can", "ca", "could"})
PRESENT = frozenset({"VBZ", "VBP"})
TIES = frozenset({"until", "till", "once", "when", "after", "before", "as"})
KINDS: dict[str, Kind] = {"V": "verbs", "N": "nouns", "J": "adjectives"}
OPERATED: dict[OperatorKind, Factuality] = {
    "future": "future",
    "commit": "future",
    "threaten": "future",
    "request": "hypothetical",
    "refuse": "negated",
    "deny": "negated",
    "fail": "negated",
}
MOST_STEPS = 5


class Judged(NamedTuple):
    """A factuality, the word that decides it, and whether it is of what lies ahead, negated and conditional or not."""

    factuality: Factuality
    word: Token | None = None
    ahead: bool = False

    @property
    def reason(self) -> str | None:
        """The factuality with the word that decides, for people."""
        return f"{self.factuality}: '{self.word.text}'" if self.word is not None else None


HAPPENED = Judged("happened")


def modality(verb: Token) -> Factuality:
    """The factuality of what a verb reports; see :func:`judged`."""
    return judged(verb).factuality


def is_future(verb: Token) -> bool:
    """Whether a verb, negated or conditional or not, speaks of the future ('will not lift')."""
    return judged(verb).ahead


def judged(verb: Token) -> Judged:
    """The factuality of what a verb reports, with the word that decides.

    Its own auxiliaries and negations go before what governs it; a verb without either shares the modality of the verb
    that it is an infinitive or conjunct of.
    """
    token = verb
    for _ in range(MOST_STEPS):
        found = _own(token) or _governed(token)
        if found is not None:
            return found
        head = token.head
        if head.i == token.i or not _shares(token):
            break
        token = head
    return HAPPENED


def _shares(token: Token) -> bool:
    """Whether a verb shares the modality of what it depends on."""
    if token.dep_ == "conj":
        turns = any(child.lower_ == "but" for child in token.head.children)
        own = any(child.dep_ in {"aux", "nsubj", "nsubjpass"} for child in token.children)
        return is_verb(token.head) and not own and not turns
    return token.dep_ in {"xcomp", "pcomp"} and (is_verb(token.head) or token.head.dep_ == "prep")


def is_negated(token: Token) -> bool:
    """Whether a verb carries its own negation, or its subject or object a 'no'."""
    return negation(token) is not None


def negation(token: Token) -> Token | None:
    """The word that negates a verb: its own, a 'no' of its subject or object, or 'at no time'."""
    words = modality_words()
    for child in token.children:
        if child.dep_ == "prep" and child.i == token.i + 2 and token.nbor(1).lower_ == "neither":
            return token.nbor(1)  # 'sided neither with'
        if child.dep_ == "neg" or (child.lower_ in words.negations and child.dep_ in {"advmod", "preconj", "cc"}):
            after = token.doc[child.i + 1] if child.i + 1 < len(token.doc) else child
            if after.lower_ not in ASSERTING and not (child.lower_ == "nor" and child.i > token.i):
                return child
        if child.dep_ in {"nsubj", "dobj", "nsubjpass"} and (found := _nobody(child)):
            return found
        if child.dep_ == "prep":
            inner = next((one for one in child.children if one.dep_ == "pobj"), None)
            at_no_time = inner is not None and child.lower_ in TIMELY and _no(inner)
            if inner is not None and (at_no_time or (child.lower_ in {"to", "on"} and inner.lower_ in words.nobody)):
                return at_no_time or inner
    return None


def _nobody(head: Token) -> Token | None:
    """The word that makes a subject or object nobody or nothing."""
    if head.lower_ in modality_words().nobody:
        after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
        return head if after.lower_ != "but" else None
    return _no(head) or next(
        (child for child in head.lefts if child.lower_ == "neither" and child.dep_ != "amod"), None
    )


def _no(head: Token) -> Token | None:
    """'No', 'not one', 'not a single' at a noun."""
    for child in head.lefts:
        if child.lower_ == "no" and child.dep_ == "det" and child.nbor(1).lower_ not in COMPARED:
            return child
        if child.dep_ in {"neg", "preconj", "det", "nummod", "quantmod"}:
            found = next((word for word in (child, *child.lefts) if word.lower_ == "not"), None)
            if found is not None:
                return found
    return None


def is_purpose(verb: Token) -> bool:
    """Whether a verb only says what another act is for ('sent jets to destroy it', 'a force to keep the peace').

    What is decided, planned or promised is no purpose: the noun says how far it has come.
    """
    if verb.dep_ in {"acl", "relcl"} and (governing(verb.head) is not None or _is_headline(verb)):
        return False
    return verb.dep_ in {"advcl", "acl", "relcl"} and is_infinitive(verb)


def _is_headline(verb: Token) -> bool:
    """Whether an infinitive is the future of a headline ('Egypt to free six drivers')."""
    head = verb.head
    if not is_infinitive(verb):
        return False
    return head.i == verb.i or (verb.dep_ in {"acl", "relcl"} and head.tag_[:3] == "NNP" and head.head.i == head.i)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with 'to'."""
    return verb.tag_ == "VB" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def is_obliged(verb: Token) -> bool:
    """Whether a verb stands under 'must', 'should', 'needs to' or 'has to'; 'should it come' is a condition."""
    duties = [child for child in verb.children if child.dep_ == "aux" and child.lower_ in OBLIGED]
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.i < verb.i]
    if duties:
        return not subjects or subjects[0].i < duties[0].i
    return verb.dep_ == "xcomp" and lemma(verb.head) in {"need", "have", "ought"}


def _own(verb: Token) -> Judged | None:
    """The modality of a verb from its auxiliaries, negations and conjunction; None where they say nothing."""
    words = modality_words().auxiliaries
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    condition, no = _condition(verb), negation(verb)
    if condition is not None:
        if condition.lower_ != "had":
            return Judged("hypothetical", condition)
        return HAPPENED if no is not None else Judged("negated", condition)
    would = next((child for child in auxiliaries if child.lower_ in WOULD), None)
    will = next((child for child in auxiliaries if child.lower_ in words.future), None)
    may = next((child for child in auxiliaries if child.lower_ in words.hypothetical), None)
    if no is not None:
        if is_infinitive(verb) and governing(verb.head) in {"future", "hypothetical"}:
            return Judged("hypothetical", no)  # 'promised not to sell': it says nothing of what was done
        able = may is not None and may.lower_ in ABLE
        return Judged("negated", no, ahead=able or will is not None or would is not None)
    perfect = verb.tag_ == "VBN" and any(child.lower_ == "have" for child in auxiliaries)
    if may is not None and may.lower_ in COUNTERFACTUAL and perfect:
        return Judged("negated", may)
    ahead = will if would is None or not _is_reported_past(verb) else would
    if ahead is not None:
        on = conditional(verb) or (conditional(verb.head) if verb.dep_ == "ccomp" else None)
        return Judged("future" if on is None else "hypothetical", on or ahead, ahead=True)
    return Judged("hypothetical", may, ahead=would is not None) if may is not None else None


def _condition(verb: Token) -> Token | None:
    """The word that makes a clause a condition: its conjunction, or an auxiliary before its subject."""
    conditions = modality_words().conditions
    subject = next((child.i for child in verb.children if child.dep_ in SUBJECTS), None)
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in conditions:
            return child
        inverted = subject is not None and child.i < subject and child.dep_ in {"aux", "auxpass"}
        if inverted and verb.dep_ == "advcl" and child.lower_ in INVERTED:
            return child
    turned = verb.dep_ == "advcl" and verb.lower_ == "were" and subject is not None and verb.i < subject
    return verb if turned else None


def conditional(verb: Token) -> Token | None:
    """The word of a condition below a verb ('will leave if they pay'); None where it depends on nothing."""
    for child in verb.children:
        if child.dep_ in {"advcl", "prep"} and child.lower_ in PROVIDED:
            return child
        if child.dep_ == "advcl" and is_verb(child):
            found = _condition(child)
            if found is not None and found.lower_ != "whether":
                return found
    return None


def condition_of(head: Token) -> Token | None:
    """The word of a condition on a promise or plan, wherever it hangs: on the word, its verb or what is promised."""
    near = [head, _carrier(head), *(child for child in head.children if child.dep_ in {"xcomp", "ccomp"})]
    return next((found for token in near if (found := conditional(token)) is not None), None)


def _is_reported_past(verb: Token) -> bool:
    """Whether 'would' is the future of a past report ('said he would discuss')."""
    head = verb.head
    while verb.dep_ == "conj" and is_verb(head):
        verb, head = head, head.head
    return verb.dep_ == "ccomp" and is_verb(head) and head.tag_ in {"VBD", "VBN"}


def _governed(verb: Token) -> Judged | None:
    """What the word above makes of a verb ('plans to', 'failed to', 'going to', 'denied that')."""
    head = verb.head
    if _is_headline(verb):
        return Judged("future", next(child for child in verb.children if child.tag_ == "TO"), ahead=True)
    if head.i == verb.i:
        return None
    if verb.dep_ == "xcomp" or (verb.dep_ in {"ccomp", "acl"} and is_infinitive(verb)):
        return _under(verb, head)
    if verb.dep_ == "acl" and head.tag_[:1] == "N" and any(c.dep_ == "mark" for c in verb.children):
        return _denied(head)
    if verb.dep_ == "ccomp":
        return _in_clause(verb, head)
    if verb.dep_ == "relcl":
        return _in_cleft(head)
    if verb.dep_ == "pcomp":
        return _under_preposition(head)
    if verb.dep_ == "advcl":
        return _adverbial(verb, head)
    return None


def _under(verb: Token, head: Token) -> Judged | None:
    """What a governor makes of its infinitive or participle; None where it changes nothing."""
    given = _given(verb, head)
    if given is None or given == "happened":
        return None
    carrier = _carrier(head)
    above = judged(carrier)
    if above.factuality == "negated":
        if given == "negated":  # 'did not refuse to': as if nothing were said; 'will not hesitate to': it will
            return Judged("future", head, ahead=True) if above.ahead else HAPPENED
        return Judged("negated", above.word, ahead=given == "future")
    if given == "future":
        if above.factuality == "hypothetical":
            return Judged("hypothetical", above.word, ahead=True)
        on = condition_of(head) or conditional(verb)
        if on is not None:
            return Judged("hypothetical", on, ahead=True)
    return Judged(given, head, ahead=given == "future")


def _given(verb: Token, head: Token) -> Factuality | None:
    """What a governor makes of what stands under it, by itself."""
    name, infinitive = lemma(head), is_infinitive(verb)
    if infinitive and (name == "be" or (name == "go" and head.tag_ == "VBG")):
        return "future"
    if infinitive and name in {"have", "need"} and verb.dep_ == "xcomp":
        if any(child.lower_ == "yet" for child in head.children):
            return "negated"
        return None if name == "have" and head.tag_ in {"VBD", "VBN"} else "hypothetical"  # 'had to': did
    given = governing(head)
    return "hypothetical" if given is None and verb.dep_ == "acl" else given  # 'a force to keep the peace'


def _carrier(head: Token) -> Token:
    """The verb that carries the modality of a governor: itself, or the one that an adjective or noun depends on."""
    token = head
    while not is_verb(token) and token.head.i != token.i and token.dep_ in {"acomp", "attr", "dobj", "oprd", "amod"}:
        token = token.head
    return token


def governing(head: Token) -> Factuality | None:
    """What a word makes of what it governs, by the words of modality, then by the operators of the lexicon."""
    kind = KINDS.get(head.tag_[:1])
    if kind is None:
        return None
    name = lemma(head)
    listed = modality_words().governor(kind, name)
    if listed is not None:
        return listed
    operator = lexicon().operators.get((kind.removesuffix("s"), name))
    return OPERATED.get(operator.kind) if operator is not None else None


def _denied(noun: Token) -> Judged | None:
    """What a denial makes of what is said ('denied reports that', 'rumours that ... were false')."""
    words = modality_words()
    verb = noun.head
    if lemma(noun) not in words.said:
        return None
    if noun.dep_ == "dobj" and lemma(verb) in words.denying:
        return Judged("negated", verb)
    if noun.dep_ in SUBJECTS:
        untrue = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and lemma(c) in words.untrue), None)
        return Judged("negated", untrue) if untrue is not None else None
    return None


def _in_clause(verb: Token, head: Token) -> Judged | None:
    """What a verb makes of its that-clause: only denials, and wishes and fears, change it."""
    words = modality_words()
    if head.i > verb.i or any(token.text == ";" for token in verb.doc[head.i : verb.i]):
        return None
    if lemma(head) in words.denying:
        return Judged("negated", head) if negation(head) is None else None
    condition = _condition(head)
    if condition is not None and condition.lower_ != "had":
        return Judged("hypothetical", condition)
    return Judged("hypothetical", head) if lemma(head) in words.wishing and is_verb(head) else None


def _in_cleft(noun: Token) -> Judged | None:
    """'It was not the army that mined the road.'"""
    be = noun.head
    if (
        noun.dep_ != "attr"
        or lemma(be) != "be"
        or not any(c.dep_ in SUBJECTS and c.lower_ == "it" for c in be.children)
    ):
        return None
    no = negation(be) or next((child for child in noun.lefts if child.lower_ == "not"), None)
    return Judged("negated", no) if no is not None else None


def _under_preposition(prep: Token) -> Judged | None:
    """What a preposition, with the word above it, makes of a participle ('against selling', 'far from arming')."""
    phrase = prepositional(prep)
    if phrase is not None:
        return phrase
    over = prep.head
    if prep.lower_ == "against" and is_verb(over):
        return Judged("hypothetical", over)
    given = governing(over)
    if prep.lower_ == "from" and (given == "negated" or lemma(over) in modality_words().keeping):
        return Judged("negated", over)
    reach = {"of", "for", "on", "to", "about"} if is_verb(over) else {"of", "for"}
    if prep.lower_ in reach and given in {"future", "hypothetical"}:
        return Judged(given, over, ahead=given == "future")
    return None


def prepositional(prep: Token) -> Judged | None:
    """What a preposition of one word or several makes of what it governs ('ahead of', 'short of', 'without')."""
    listed = modality_words().prepositions.by_word
    for length in (3, 2, 1):
        start = prep.i - length + 1
        words = " ".join(token.lower_ for token in prep.doc[max(start, 0) : prep.i + 1])
        if words in listed:
            return Judged(listed[words], prep, ahead=listed[words] == "future")
    return None


def _adverbial(verb: Token, head: Token) -> Judged | None:
    """A purpose of what has not happened, or a clause tied to what has yet to come ('will go once they agree')."""
    over = judged(head) if is_verb(head) else HAPPENED
    if is_infinitive(verb):
        return over if over.factuality != "happened" else None
    tied = next((c for c in verb.children if c.dep_ in {"mark", "advmod"} and c.lower_ in TIES), None)
    return Judged("hypothetical", tied) if tied is not None and verb.tag_ in PRESENT and over.ahead else None
