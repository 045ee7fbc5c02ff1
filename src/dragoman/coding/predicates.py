"""All predications of a sentence: verbs from the top down, then event nouns and judgements that no verb used up."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dragoman.coding.clauses import Clause, Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.matching import classes_of, match_verb
from dragoman.coding.modality import is_infinitive, is_obliged, is_purpose, modality
from dragoman.coding.nominals import from_adjectives, from_nouns
from dragoman.coding.operators import INSTRUMENTS, compose, operator_on, over_noun
from dragoman.coding.predication import ASKED_MODE, PURPOSE, Predication, apply_plover, slots_of
from dragoman.knowledge.lexicon import Lexicon, VerbEntry, lexicon

# Acts of words: who came to thank, to ask or to denounce has as good as done it.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "CONSULT", "PROTEST"})
# What the demand of a protest would be by itself.
DEMANDING = frozenset({"REQUEST", "PROTEST"})
# Verbs of courts.
RULING = frozenset({"rule", "decree", "find", "hold", "adjudge"})
# Modes of acts that a participle before a noun reports, too ('the kidnapped engineers').
TAKEN = frozenset({"arrest", "abduct", "torture"})


def predications(sentence: Span, clauses: Clauses) -> list[Predication]:
    """All predications of a sentence, in text order."""
    book = lexicon()
    found: list[Predication] = []
    consumed: set[int] = set()
    verbs = [token for token in sentence if is_verb(token)]
    for verb in sorted(verbs, key=_depth):
        if verb.i in consumed:
            continue
        made = _from_verb(verb, clauses, book)
        if made is not None:
            found.append(made)
            consumed |= made.consumed
            if made.type == "PROTEST":
                consumed |= {verb.i for token in made.triggers for verb in _demands(token, book)}
    taken = consumed | {token.i for made in found for token in made.triggers}
    found.extend(from_nouns(sentence, taken, book))
    found.extend(from_adjectives(sentence, clauses, book))
    return sorted(found, key=lambda made: made.head.i)


def _demands(token: Token, book: Lexicon) -> Iterator[Token]:
    """The verbs below a protest that say what it is for: PLOVER codes the protest alone."""
    for child in token.children:
        if child.dep_ in {"advcl", "xcomp", "acl"} and child.tag_ in {"VB", "VBG"}:
            if any(entry.type in DEMANDING for entry in book.verbs.get(lemma(child), ())) or lemma(child) == "call":
                yield child
            yield from _demands(child, book)


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i and depth < 60:
        token, depth = token.head, depth + 1
    return depth


def _from_verb(verb: Token, clauses: Clauses, book: Lexicon) -> Predication | None:
    clause = clauses.of(verb)
    matched = match_verb(clause, book)
    duty = _duty(clause, matched[0] if matched else None, clauses)
    if duty is not None:
        return duty
    operated = operator_on(clause, book)
    if operated is not None and operated[0].kind not in {"transparent", "future", "fail", "deny"}:
        made = over_noun(clause, operated[0], operated[1], book) or compose(clause, *operated, clauses, book)
        if made is None and operated[0].kind == "threaten":
            made = _warning(clause, operated[1], operated[2], clauses)
        if made is not None:
            _address(made, clause, clauses, book)
            return made
    if operated is not None and operated[0].kind == "deny" and operated[2]:
        return _denial(clause, operated[1])  # what is denied is coded, too, with the denial, where it stands
    if verb.dep_ == "amod" and (matched is None or matched[0].mode not in TAKEN):
        return None  # 'the war-torn north', 'a claimed strike': only a description
    if matched is None or (clause.subjects and all(classes_of(s, book) & INSTRUMENTS for s in clause.subjects)):
        return None
    made = _from_entry(clause, *matched)
    _carry(made, clause, clauses, book)
    _address(made, clause, clauses, book)
    return made


def _address(made: Predication, clause: Clause, clauses: Clauses, book: Lexicon) -> None:
    """'Sent a letter to the head of the agency threatening to': the threat is to whom the letter is."""
    verb = clause.verb
    governor = verb.head if is_verb(verb.head) else verb.head.head
    if verb.tag_ != "VBG" or verb.dep_ not in {"acl", "advcl"} or not is_verb(governor):
        return
    outer = clauses.of(governor)
    if not any("missive" in classes_of(head, book) for head in outer.objects):
        return
    made.slots += slots_of(outer, ("iobj", "to"))
    made.weight += 0.3
    made.reasons.append(f"what '{governor.text}' carried")


def _carry(made: Predication, clause: Clause, clauses: Clauses, book: Lexicon) -> None:
    """'Called him to thank him', 'met them to complain': who met says it, to whom he met."""
    verb = clause.verb
    if (
        made.type not in SPOKEN
        or verb.dep_ not in {"xcomp", "advcl"}
        or not is_infinitive(verb)
        or not is_verb(verb.head)
    ):
        return
    outer = clauses.of(verb.head)
    matched = match_verb(outer, book)
    if matched is None or matched[0].type != "CONSULT" or not outer.subjects:
        return
    made.subjects = list(outer.subjects)
    made.slots += slots_of(outer, matched[0].recipient)
    made.weight += 0.3
    made.reasons.append(f"what '{verb.head.text}' was for")


def _from_entry(clause: Clause, entry: VerbEntry, name: str, deciding: list[Token]) -> Predication:
    verb = clause.verb
    made = Predication(
        type=entry.type,
        mode=entry.mode,
        triggers=[verb, *deciding],
        subjects=list(clause.subjects),
        slots=slots_of(clause, entry.recipient),
        factuality=modality(verb),
        weight=entry.weight + 0.2 * bool(deciding),
        reasons=[
            f"verb '{name}'" + (f" with '{deciding[0].text}'" if deciding else "") + f": lexicon entry {entry.id}"
        ],
        reciprocal=entry.reciprocal,
        entry=entry,
        clause=clause,
    )
    made.consumed = {head.i for head in clause.complements} if entry.judgement else set()
    if is_purpose(verb) and made.type not in SPOKEN and made.factuality != "negated":
        made.weight *= 0.4
        made.factuality = "hypothetical"
        made.reasons.append(PURPOSE)
        return made
    apply_plover(made)
    return made


def _warning(clause: Clause, word: str, under: list[Token], clauses: Clauses) -> Predication | None:
    """'Warned that Iran would pay a price': of what will come, whatever it is, to the one that it will come to."""
    future = [verb for verb in under if any(child.tag_ == "MD" for child in verb.children)]
    if not future:
        return None
    # 'Warned that it would not hesitate to strike' is one threat, not two.
    threatened = {child.i for verb in future for child in verb.children if child.dep_ == "xcomp"}
    inner = clauses.of(future[0])
    aimed = [head for verb in coordinated(future[0]) for head in clauses.of(verb).objects]
    return Predication(
        consumed=threatened,
        type="THREATEN",
        mode=None,
        triggers=[clause.verb],
        subjects=list(clause.subjects),
        slots=[("obj", clause.objects), ("inner subject", inner.subjects), ("inner object", aimed)],
        factuality=modality(clause.verb),
        weight=0.7,
        reasons=[f"'{word}' (threaten) of what is to come"],
        clause=clause,
    )


def _denial(clause: Clause, word: str) -> Predication:
    """'Denied that it had sent arms' is a REJECT of what was said of one, by whoever denies."""
    return Predication(
        type="REJECT",
        mode=None,
        triggers=[clause.verb],
        subjects=list(clause.subjects),
        slots=[],
        factuality=modality(clause.verb),
        weight=0.8,
        reasons=[f"'{word}' (deny) what stands under it"],
        clause=clause,
    )


def _duty(clause: Clause, entry: VerbEntry | None, clauses: Clauses) -> Predication | None:
    """'X said Y must withdraw' is a request by X to Y."""
    verb = clause.verb
    lifted = verb if verb.dep_ == "ccomp" else verb.head
    if not is_obliged(verb) or lifted.dep_ != "ccomp" or not is_verb(lifted.head):
        return None
    if lifted.head.dep_ == "advcl" and lemma(lifted.head) in RULING:
        return None  # 'freed him, ruling that he should pay': part of the ruling, not a request of its own
    outer = clauses.of(lifted.head)
    asked = clause.objects if clause.passive else clause.subjects
    if not outer.subjects or not asked or {t.i for t in asked} & {t.i for t in outer.subjects}:
        return None
    type_ = entry.type if entry is not None else None
    return Predication(
        type="REQUEST",
        mode=ASKED_MODE.get(type_ or "", "change"),
        triggers=[verb, lifted.head],
        subjects=list(outer.subjects),
        slots=[("inner subject", asked), *(slots_of(clause, entry.recipient) if entry is not None else [])],
        factuality=modality(lifted.head),
        weight=1.0,
        reasons=[f"'{lifted.head.text}' that it is a duty to '{verb.text}'" + (f" ({type_})" if type_ else "")],
        clause=clause,
    )
