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
TIES = frozenset({"until", "till", "once", "when", "after", "before", "as"})
KINDS: dict[str, Kind] = {"V": "verbs", "N": "nouns", "J": "adjectives"}
OPERATED: dict[OperatorKind, Factuality] = {
    "future": "future",
    "commit": "future",
    "threaten": "future",
    "request": "hypothetical",
    "refuse": "negated",
    "deny": "negated",
    "halt": "negated",
    "fail": "negated",
}
MOST_STEPS = 5


class Judged(NamedTuple):
    """A factuality, the words that decide it, and whether it speaks of what lies ahead, negated and conditional or not."""

    factuality: Factuality
    reason: str | None = None
    ahead: bool = False


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
        return is_verb(token.head) and not any(child.dep_ in {"aux", "nsubj", "nsubjpass"} for child in token.children)
    return token.dep_ in {"xcomp", "pcomp"} and (is_verb(token.head) or token.head.dep_ == "prep")


def is_negated(token: Token) -> bool:
    """Whether a verb carries its own negation, or its subject or object a 'no'."""
    return negation(token) is not None


def negation(token: Token) -> str | None:
    """The word that negates a verb: its own, a 'no' of its subject or object, or 'at no time'."""
    words = modality_words()
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in words.negations and child.dep_ in {"advmod", "preconj", "cc"}):
            after = token.doc[child.i + 1] if child.i + 1 < len(token.doc) else child
            if after.lower_ not in ASSERTING and not (child.lower_ == "nor" and child.i > token.i):
                return child.text
        if child.dep_ in {"nsubj", "dobj", "nsubjpass"} and (found := _nobody(child)):
            return found
        if child.dep_ == "prep" and child.lower_ in {"at", "in", "under"}:
            for inner in child.children:
                if inner.dep_ == "pobj" and (none := _no(inner)):
                    return none
    return None


def _nobody(head: Token) -> str | None:
    """The word that makes a subject or object nobody or nothing."""
    if head.lower_ in modality_words().nobody:
        return head.text
    return _no(head) or next((c.text for c in head.lefts if c.lower_ in {"neither"} and c.dep_ != "amod"), None)


def _no(head: Token) -> str | None:
    """'No', 'not one', 'not a single' at a noun."""
    for child in head.lefts:
        if child.lower_ == "no" and child.dep_ == "det":
            return child.text
        if child.dep_ in {"neg", "preconj", "det", "nummod", "quantmod"} and (
            child.lower_ == "not" or any(inner.lower_ == "not" for inner in child.lefts)
        ):
            return "not"
    return None


def is_purpose(verb: Token) -> bool:
    """Whether a verb only says what another act is for ('sent jets to destroy it', 'a force to keep the peace')."""
    return verb.dep_ in {"advcl", "acl", "relcl"} and is_infinitive(verb)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with 'to'."""
    return verb.tag_ == "VB" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def is_obliged(verb: Token) -> bool:
    """Whether a verb stands under 'must', 'should', 'needs to' or 'has to'."""
    if any(child.dep_ == "aux" and child.lower_ in OBLIGED for child in verb.children):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in {"need", "have", "ought"}


def _own(verb: Token) -> Judged | None:
    """The modality of a verb from its auxiliaries, negations and conjunction; None where they say nothing."""
    words = modality_words()
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    condition = _condition(verb)
    if condition is not None:
        counterfactual = condition.lower() == "had"
        return Judged("negated" if counterfactual else "hypothetical", f"'{condition}'")
    no = negation(verb)
    would = next((word for word in auxiliaries if word in WOULD), None)
    will = next((word for word in auxiliaries if word in words.auxiliaries.future), None)
    may = next((word for word in auxiliaries if word in words.auxiliaries.hypothetical), None)
    if no is not None:
        return Judged(
            "negated", f"'{no}'", ahead=will is not None or would is not None or may in {"can", "ca", "could"}
        )
    if may in COUNTERFACTUAL and "have" in auxiliaries and verb.tag_ == "VBN":
        return Judged("negated", f"'{may} have'")
    if will is not None or (would is not None and _is_reported_past(verb)):
        on = _conditional(verb)
        if on is not None:
            return Judged("hypothetical", f"'{will or would}' with '{on}'", ahead=True)
        return Judged("future", f"'{will or would}'", ahead=True)
    if may is not None:
        return Judged("hypothetical", f"'{may}'", ahead=would is not None)
    return None


def _condition(verb: Token) -> str | None:
    """The word that makes a clause a condition: its conjunction, or an auxiliary before its subject."""
    words = modality_words()
    subject = next((child.i for child in verb.children if child.dep_ in SUBJECTS), None)
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in words.conditions:
            return child.text
        inverted = subject is not None and child.i < subject and child.dep_ in {"aux", "auxpass"}
        if inverted and verb.dep_ == "advcl" and child.lower_ in {"had", "should", "were"}:
            return child.text
    if verb.dep_ == "advcl" and verb.lower_ == "were" and subject is not None and verb.i < subject:
        return verb.text
    return verb.text if verb.lower_ in {"provided", "providing"} and verb.dep_ == "prep" else None


def conditional(verb: Token) -> str | None:
    """The word of a condition below a verb ('will leave if they pay'); None where it depends on nothing."""
    return _conditional(verb)


def _conditional(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep_ == "advcl":
            if is_verb(child) and (found := _condition(child)) and found.lower() != "whether":
                return found
            if child.lower_ in {"provided", "providing", "assuming"}:
                return child.text
        if child.dep_ == "prep" and child.lower_ in {"provided", "providing"}:
            return child.text
    return None


def _is_reported_past(verb: Token) -> bool:
    """Whether 'would' is the future of a past report ('said he would discuss')."""
    head = verb.head
    while verb.dep_ == "conj" and is_verb(head):
        verb, head = head, head.head
    return verb.dep_ == "ccomp" and is_verb(head) and head.tag_ in {"VBD", "VBN"}


def _governed(verb: Token) -> Judged | None:
    """What the word above makes of a verb ('plans to', 'failed to', 'going to', 'denied that')."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "xcomp" or (verb.dep_ in {"ccomp", "acl"} and is_infinitive(verb)):
        return _under(verb, head)
    if verb.dep_ == "acl" and head.tag_[:1] == "N" and any(c.dep_ == "mark" for c in verb.children):
        return _denied(head)
    if verb.dep_ == "ccomp":
        return _in_clause(verb, head)
    if verb.dep_ == "pcomp":
        return _under_preposition(head)
    if verb.dep_ == "advcl":
        return _adverbial(verb, head)
    return None


def _under(verb: Token, head: Token) -> Judged | None:
    """What a governor makes of its infinitive or participle; None where it changes nothing."""
    name, given = lemma(head), governing(head)
    if (name == "be" and is_infinitive(verb)) or (name == "go" and head.tag_ == "VBG" and is_infinitive(verb)):
        given = "future"
    if name in {"have", "need"} and is_infinitive(verb) and verb.dep_ == "xcomp":
        given = "negated" if any(c.lower_ == "yet" for c in head.children) else "hypothetical"
    if given is None and verb.dep_ == "acl":
        given = "hypothetical"  # 'a force to keep the peace'
    if given is None or given == "happened":
        return None
    above = judged(_carrier(head))
    if above.factuality == "negated":
        # 'did not refuse to': as if nothing were said; 'does not plan to': it will not
        return HAPPENED if given == "negated" else Judged("negated", above.reason, ahead=given == "future")
    if above.factuality == "hypothetical" and given == "future":
        return Judged("hypothetical", above.reason, ahead=True)
    on = _conditional(head) or _conditional(verb) or _conditional(_carrier(head))
    if given == "future" and on is not None:
        return Judged("hypothetical", f"'{head.text}' with '{on}'", ahead=True)
    return Judged(given, f"'{head.text}'", ahead=given == "future")


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
        return Judged("negated", f"'{verb.text}'")
    if noun.dep_ in SUBJECTS:
        untrue = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and lemma(c) in words.untrue), None)
        if untrue is not None:
            return Judged("negated", f"'{untrue.text}'")
    return None


def _in_clause(verb: Token, head: Token) -> Judged | None:
    """What a verb makes of its that-clause: only denials, and wishes and fears, change it."""
    words = modality_words()
    if lemma(head) in words.denying:
        if negation(head) is not None:
            return None
        return Judged("negated", f"'{head.text}'")
    if governing(head) == "hypothetical" and verb.tag_ != "VBD" and lemma(head) not in {"warn", "say"}:
        return Judged("hypothetical", f"'{head.text}'")
    return None


def _under_preposition(prep: Token) -> Judged | None:
    """What a preposition, with the word above it, makes of a participle ('against selling', 'far from arming')."""
    phrase = prepositional(prep)
    if phrase is not None:
        return phrase
    over = prep.head
    if prep.lower_ == "against" and is_verb(over):
        return Judged("hypothetical", f"'{over.text} against'")
    given = governing(over)
    if prep.lower_ == "from" and (given == "negated" or lemma(over) in {"stop", "keep", "ban", "block", "exclude"}):
        return Judged("negated", f"'{over.text} from'")
    if prep.lower_ in {"of", "for", "on", "to", "about", "from"} and given not in {None, "happened"}:
        assert given is not None
        return Judged(given, f"'{over.text}'", ahead=given == "future")
    return None


def prepositional(prep: Token) -> Judged | None:
    """What a preposition of one word or several makes of what it governs ('ahead of', 'short of', 'without')."""
    listed = modality_words().prepositions.by_word
    doc = prep.doc
    for length in (3, 2, 1):
        start = prep.i - length + 1
        if start < 0:
            continue
        words = " ".join(token.lower_ for token in doc[start : prep.i + 1])
        if words in listed:
            given = listed[words]
            return Judged(given, f"'{words}'", ahead=given == "future")
    return None


def _adverbial(verb: Token, head: Token) -> Judged | None:
    """A purpose, or a clause tied to something that has yet to come ('once the court agrees', under 'will')."""
    if is_infinitive(verb):
        over = judged(head) if is_verb(head) else HAPPENED
        if over.factuality != "happened":
            return over
        return None if lemma(head) in modality_words().reaching else Judged("hypothetical", "only a purpose")
    tied = next((c for c in verb.children if c.dep_ in {"mark", "advmod"} and c.lower_ in TIES), None)
    if tied is not None and verb.tag_ in {"VBZ", "VBP"} and is_verb(head) and judged(head).ahead:
        return Judged("hypothetical", f"'{tied.text}'")
    return None
