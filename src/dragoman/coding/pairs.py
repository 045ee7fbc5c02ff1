"""The type of an act given who and to whom: each predication is scored by how well it joins the two spans."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.predicates import predications
from dragoman.coding.predication import Predication

# Points for each sign that a predication joins the pair; set on event_pairs_dev, to one digit.
SUBJECT_POINTS = 1.5
SLOT_POINTS = 1.5
NEAR_POINTS = 0.6
ORDER_POINTS = 0.4


@dataclass(frozen=True, slots=True)
class TypeScore:
    """A PLOVER type for a pair, with its score (higher is better, not a probability) and the reasons."""

    type: str
    mode: str | None
    score: float
    reasons: tuple[str, ...]


def classify(doc: Doc, actor: tuple[int, int], recipient: tuple[int, int]) -> list[TypeScore]:
    """Types of the act between two spans of a parsed text, best first; empty where nothing reports an act.

    Args:
        doc: a document parsed by ``load_pipeline``.
        actor: characters ``[start, end)`` of who did it.
        recipient: characters ``[start, end)`` of to whom.
    """
    who, whom = _tokens(doc, actor), _tokens(doc, recipient)
    clauses = Clauses()
    best: dict[str, TypeScore] = {}
    for sentence in doc.sents:
        if sentence.end_char <= min(actor[0], recipient[0]) and len(list(doc.sents)) > 1:
            continue
        for made in predications(sentence, clauses):
            score, reasons = _fit(made, who, whom)
            if made.type not in best or score > best[made.type].score:
                best[made.type] = TypeScore(made.type, made.mode, round(score, 3), (*made.reasons, *reasons))
    return sorted(best.values(), key=lambda found: -found.score)


def _tokens(doc: Doc, span: tuple[int, int]) -> set[int]:
    found = doc.char_span(*span, alignment_mode="expand")
    return set(range(found.start, found.end)) if found is not None else set()


def _fit(made: Predication, who: set[int], whom: set[int]) -> tuple[float, list[str]]:
    """How well a predication joins the pair, with what was seen."""
    score, reasons = made.weight, []
    subjects = {token.i for head in made.subjects for token in coordinated(head)}
    if subjects & who:
        score += SUBJECT_POINTS
        reasons.append("the actor is its subject")
    elif _is_below(made.subjects, who):
        score += SUBJECT_POINTS / 2
        reasons.append("the actor stands in its subject")
    elif made.subjects and subjects & whom:
        score -= SUBJECT_POINTS / 3
    for place, (slot, heads) in enumerate(made.slots):
        if {head.i for head in heads} & whom or _is_below(heads, whom):
            score += SLOT_POINTS - 0.1 * place
            reasons.append(f"the recipient is its {slot}")
            break
    else:
        if _is_below([made.head], whom, across_verbs=False):
            score += NEAR_POINTS
            reasons.append("the recipient stands below it")
    if any(token.i in who or token.i in whom for token in made.triggers):
        score -= 1.5
    where = made.head.i
    if min(who, default=0) <= where <= max(whom, default=0) or min(whom, default=0) <= where <= max(who, default=0):
        score += ORDER_POINTS
        reasons.append("it stands between them")
    if made.factuality == "negated":
        score -= 0.3
    return score, reasons


def _is_below(heads: list[Token], wanted: set[int], *, across_verbs: bool = True) -> bool:
    """Whether a wanted token depends, at whatever depth, on one of the heads; not through other verbs if told so."""
    over = {head.i for head in heads}
    if not over or not wanted:
        return False
    doc = heads[0].doc
    for index in wanted:
        token = doc[index]
        for _ in range(25):
            if token.i in over:
                return True
            if token.head.i == token.i or (not across_verbs and is_verb(token)):
                break
            token = token.head
    return False
