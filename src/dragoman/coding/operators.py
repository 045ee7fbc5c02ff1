"""Operators: words that decide the type of an act together with what stands under them.

Refusing to lift a ban is REJECT, agreeing to send aid is AGREE, threatening to attack is THREATEN, and ordering a
release is a release.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.clauses import Clause, Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.matching import classes_of, match_verb, names_of, noun_entry
from dragoman.coding.modality import is_negated, modality
from dragoman.coding.nominals import from_noun
from dragoman.coding.predication import (
    ASKED_MODE,
    COOPERATIVE,
    MATERIAL_CONFLICT,
    THREATENED_MODE,
    Predication,
    apply_plover,
    slots_of,
)
from dragoman.knowledge.lexicon import Lexicon, Operator, VerbEntry

# What an instrument says (a treaty bans, a resolution demands) is no act of anybody's today.
ANSWERS = frozenset({"REJECT", "CONCEDE"})
# What stands under these happened at another time, not under the operator ('called off the strike after reaching').
TEMPORAL = frozenset({"after", "before", "since", "until", "upon", "following", "during"})
INSTRUMENTS = frozenset({"restriction", "agreement", "order", "sanctions"})


def operator_on(clause: Clause, book: Lexicon) -> tuple[Operator, str, list[Token]] | None:
    """The operator on a clause, the word, and the verbs that stand under it."""
    verb = clause.verb
    under = [head for head in clause.complements if is_verb(head)]
    under += [
        inner
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ not in TEMPORAL
        for inner in child.children
        if inner.dep_ == "pcomp" and is_verb(inner)
    ]
    for child in verb.children:  # 'is willing to withdraw'
        if child.dep_ == "acomp":
            operator = book.operators.get(("adjective", lemma(child)))
            inner = [head for head in child.children if head.dep_ in {"xcomp", "prep"} and is_verb(head)]
            if operator is not None and inner:
                return operator, lemma(child), inner
    for name in names_of(clause):
        operator = book.operators.get(("verb", name))
        if operator is not None:
            return operator, name, under
    answered = match_verb(clause, book)
    if answered is not None and answered[0].type in ANSWERS:
        return None  # 'dismissed an appeal to' answers the appeal
    for head in clause.objects:  # 'issued a demand that', 'reiterated its refusal to'
        operator = book.operators.get(("noun", lemma(head)))
        inner = [child for child in head.children if child.dep_ in {"acl", "ccomp", "relcl"} and is_verb(child)]
        if operator is not None and inner:
            return operator, lemma(head), inner
    return None


def over_noun(clause: Clause, operator: Operator, word: str, book: Lexicon) -> Predication | None:
    """'ordered the release of', 'ended mediation with': an operator over an event noun."""
    if operator.kind == "undergo":
        return _undergone(clause, word, book)
    if operator.kind not in {"perform", "halt"}:
        return None
    for noun in clause.objects:
        entry = noun_entry(noun, book)
        if entry is None:
            continue
        made = from_noun(noun, entry)
        if operator.kind == "halt":
            if _is_of_workers(clause, noun, book):
                return None  # the lexicon's entries tell what ending a strike is
            if entry.type in MATERIAL_CONFLICT and not classes_of(noun, book) & INSTRUMENTS:
                made.type, made.mode = "RETREAT", "ceasefire" if entry.type == "ASSAULT" else None
            elif entry.type in {"CONSULT", "COOPERATE", "AID", "SUPPORT"}:
                made.type, made.mode = "SANCTION", "discontinue"
            else:
                return None
        made.subjects = list(clause.subjects) or made.subjects
        made.slots += [pair for pair in slots_of(clause, ("obj", "to", "on", "with", "against", "in", "for")) if pair]
        made.triggers = [clause.verb, noun]
        made.weight = entry.weight + 0.6
        made.factuality = modality(clause.verb)
        made.reasons.insert(0, f"'{word}' ({operator.kind}) over it")
        made.clause = clause
        apply_plover(made)
        return made
    return None


def _is_of_workers(clause: Clause, noun: Token, book: Lexicon) -> bool:
    """Whether what is ended is a strike or a protest, and no armed force ends it."""
    classes = classes_of(noun, book)
    if "protest" in classes:
        return True
    return "strike" in classes and not any("armed" in classes_of(head, book) for head in clause.subjects)


def _undergone(clause: Clause, word: str, book: Lexicon) -> Predication | None:
    """'Faced criticism from Oslo', 'received aid from Lima': the giver acts, the subject is the recipient."""
    for noun in clause.objects:
        entry = noun_entry(noun, book)
        givers = [head for slot in ("from", "by") for head in clause.obliques.get(slot, ())]
        if entry is None or not givers or not (clause.subjects or clause.promoted):
            continue
        made = from_noun(noun, entry)
        made.subjects, made.slots = givers, [("subj", [*clause.subjects, *clause.promoted])]
        made.triggers, made.clause = [clause.verb, noun], clause
        made.weight = entry.weight + 0.4
        made.factuality = modality(clause.verb)
        made.reasons.insert(0, f"'{word}' (undergo) over it")
        apply_plover(made)
        return made
    return None


def compose(
    clause: Clause, operator: Operator, word: str, under: list[Token], clauses: Clauses, book: Lexicon
) -> Predication | None:
    """The predication of an operator and what stands under it; None where the operator adds nothing."""
    inner = under[0] if under else None
    inner_clause = clauses.of(inner) if inner is not None else None
    inner_match = match_verb(inner_clause, book) if inner_clause is not None else None
    inner_type = inner_match[0].type if inner_match else None
    if inner is None or (operator.kind == "request" and _is_finite(inner)):
        return None
    decided = _type_under(operator, word, inner_type, inner is not None and is_negated(inner))
    if decided is None:
        return None
    type_, mode, weight = decided
    made = Predication(
        type=type_,
        mode=mode,
        triggers=[clause.verb] + ([inner] if inner is not None else []),
        subjects=list(clause.subjects),
        slots=[],
        factuality=modality(clause.verb),
        weight=weight,
        reasons=[
            f"'{word}' ({operator.kind})" + (f" over {inner_type} '{inner.text}'" if inner_type and inner else "")
        ],
        clause=clause,
        reciprocal=type_ == "AGREE",
    )
    made.slots = _slots_under(operator, clause, inner_clause, inner_match[0] if inner_match else None)
    if inner_clause is not None:
        made.slots += _slots_allowed(inner_clause, clauses, book)
    made.consumed = {token.i for head in under for token in coordinated(head)}
    apply_plover(made)
    return made


def _is_finite(verb: Token) -> bool:
    """Whether a clause states a fact ('told him that they were leaving') rather than what to do."""
    if verb.tag_ in {"VBD", "VBZ"} or verb.lower_ in {"are", "am", "'re", "’re"}:
        return True
    finite = {"was", "were", "is", "are", "has", "had", "have", "'ve", "’ve", "did", "does", "will", "would"}
    return verb.dep_ == "ccomp" and any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ in finite for child in verb.children
    )


def _type_under(
    operator: Operator, word: str, inner: str | None, negated: bool
) -> tuple[str, str | None, float] | None:
    """Type, mode and weight of an operator over a type."""
    kind = operator.kind
    if kind == "commit":
        strong = word in {"vow", "swear", "promise", "pledge", "resolve", "prepared", "ready", "willing", "poised"}
        if strong and (inner in MATERIAL_CONFLICT or (word in {"vow", "swear"} and inner not in COOPERATIVE)):
            return "THREATEN", THREATENED_MODE.get(inner or "", None), 0.9
        return (
            ("REJECT", ASKED_MODE.get(inner or "", "change"), 0.8)
            if negated and inner
            else ("AGREE", None, 1.2 if inner else 0.9)
        )
    if kind == "refuse":
        return "REJECT", ASKED_MODE.get(inner or "", "change"), 1.2
    if kind == "threaten":
        if word == "warn" and inner not in MATERIAL_CONFLICT:
            return None
        return "THREATEN", THREATENED_MODE.get(inner or "", None), 1.3
    if kind == "request":
        return "REQUEST", ASKED_MODE.get(inner or "", "change"), 1.1
    if kind == "allow":
        return "RETREAT", "access", 1.0
    if kind == "halt":
        if inner in MATERIAL_CONFLICT:
            return "RETREAT", "ceasefire" if inner == "ASSAULT" else None, 1.0
        return ("SANCTION", "discontinue", 0.9) if inner in COOPERATIVE else None
    return None


def _slots_allowed(inner: Clause, clauses: Clauses, book: Lexicon) -> list[tuple[str, list[Token]]]:
    """Who may do what under a second operator ('refused to allow the ship to enter the port of Oran')."""
    operated = operator_on(inner, book)
    if operated is None or operated[0].kind not in {"allow", "request", "halt"}:
        return []
    slots: list[tuple[str, list[Token]]] = []
    for verb in operated[2]:
        lowest = clauses.of(verb)
        slots.append(("allowed", lowest.subjects + lowest.promoted))
        slots += slots_of(lowest, ("obj", "to", "into", "in", "on", "from", "of", "for"))
    return slots


def _slots_under(
    operator: Operator, outer: Clause, inner: Clause | None, entry: VerbEntry | None
) -> list[tuple[str, list[Token]]]:
    """Where the recipient of an operated act may stand: who is asked, else whom the inner act would reach."""
    own = [(slot, heads) for slot, heads in slots_of(outer, ("obj", "iobj", "on", "upon", "with", "to", "from", "of"))]
    reached = (
        slots_of(inner, entry.recipient if entry else ("obj", "to", "on", "with", "from", "in", "against", "for"))
        if inner
        else []
    )
    asked = [("inner subject", inner.subjects)] if inner and inner.subjects and not inner.inherited else []
    passive = [("inner object", inner.objects)] if inner and inner.passive else []
    if operator.kind in {"request", "allow"}:
        return own + asked + passive + reached
    if operator.kind == "commit":
        return [pair for pair in own if pair[0] in {"with", "obj", "iobj"}] + reached + own
    if operator.kind == "threaten":
        return reached + asked + passive + own
    return asked + reached + passive + own
