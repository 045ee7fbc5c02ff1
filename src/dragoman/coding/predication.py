"""A predication: an act that words report, before anybody is named; and PLOVER's rules on what has not happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.clauses import Clause
from dragoman.coding.lemmas import lemma
from dragoman.coding.modality import condition_of, is_future
from dragoman.knowledge.lexicon import NounEntry, VerbEntry, lexicon
from dragoman.record import Factuality

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
MATERIAL_CONFLICT = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
# PLOVER's modes of REQUEST and REJECT by what is asked for or refused, and of THREATEN by what is threatened.
ASKED_MODE = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "CONSULT": "meet",
}
THREATENED_MODE = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "MOBILIZE": "violence"}


# Why an infinitive counts for less.
PURPOSE = "only a purpose"


@dataclass(slots=True)
class Predication:
    """A reported act before its participants are named.

    Attributes:
        type: PLOVER type; mode: its mode or None.
        triggers: the words that report it.
        subjects: heads of who does it; slots: heads of to whom, best slot first.
        weight: how much the lexicon trusts the entry, about 1.
        reasons: which entries and operators decided.
    """

    type: str
    mode: str | None
    triggers: list[Token]
    subjects: list[Token]
    slots: list[tuple[str, list[Token]]]
    factuality: Factuality
    weight: float
    reasons: list[str]
    reciprocal: bool = False
    entry: VerbEntry | NounEntry | None = None
    clause: Clause | None = None
    judged: bool = False
    consumed: set[int] = field(default_factory=set)

    def aim(self, *, at_state: bool) -> None:
        """Take the type that the entry has where the recipient is no state (sanctions on a person are COERCE)."""
        other = self.entry.at_others if isinstance(self.entry, VerbEntry) else None
        if other is None or at_state or self.type != (self.entry and self.entry.type):
            return
        self.reasons.append(f"{self.type} is {other} where the recipient is no state")
        self.type, _, mode = other.partition("-")
        self.mode = mode or None

    @property
    def head(self) -> Token:
        """The word that carries the act."""
        return self.triggers[0]


def slots_of(clause: Clause, order: tuple[str, ...]) -> list[tuple[str, list[Token]]]:
    """Heads by slot in the order in which an entry asks for them."""
    slots: list[tuple[str, list[Token]]] = []
    for slot in order:
        heads = {"obj": clause.objects, "iobj": clause.indirect, "subj": clause.subjects}.get(
            slot, clause.obliques.get(slot, [])
        )
        if heads:
            slots.append((slot, heads))
    return slots


def apply_plover(made: Predication) -> None:
    """PLOVER: future cooperation is AGREE, refused cooperation REJECT, future conflict THREATEN."""
    verb = made.head
    if made.type == "AGREE" and made.factuality == "happened":
        on = condition_of(verb)
        made.factuality = "future" if on is None else "hypothetical"
        made.reasons.append("AGREE is of what lies ahead" + (f", here with '{on.text}'" if on is not None else ""))
    if made.type == "REQUEST" or made.factuality == "happened":
        return
    if made.factuality == "negated" and made.type in COOPERATIVE and _failed(verb):
        made.reasons.append(f"{made.type} that failed is REJECT")
        made.mode, made.type, made.factuality = ASKED_MODE.get(made.type), "REJECT", "happened"
        return
    told = made.factuality == "hypothetical" and verb.dep_ == "ccomp"  # 'said it would meet them if they disarmed'
    future = made.factuality == "future" or ((told or made.factuality == "negated") and is_future(verb))
    if not future:
        if made.factuality == "hypothetical" and made.type == "ASSAULT" and not _is_past(verb):
            made.type, made.mode = "THREATEN", "violence"
            made.reasons.append("hypothetical ASSAULT is THREATEN")
        return
    if made.type in COOPERATIVE and made.factuality == "negated":
        made.reasons.append(f"{made.type} that will not be done is REJECT")
        made.mode, made.type, made.factuality = ASKED_MODE.get(made.type), "REJECT", "happened"
    elif made.type in COOPERATIVE and made.type != "AGREE":
        made.reasons.append(f"{made.type} in the future is AGREE")
        made.type, made.mode = "AGREE", None
    elif made.type in MATERIAL_CONFLICT and made.factuality != "negated":
        made.reasons.append(f"{made.type} in the future is THREATEN")
        made.mode, made.type, made.factuality = THREATENED_MODE.get(made.type), "THREATEN", "happened"


def _is_past(verb: Token) -> bool:
    """Whether a possible act lies in the past ('may have launched')."""
    return any(child.dep_ == "aux" and child.lower_ in {"have", "'ve"} for child in verb.children)


def _failed(verb: Token) -> bool:
    """Whether a verb stands under 'failed to'."""
    operator = lexicon().operators.get(("verb", lemma(verb.head))) if verb.dep_ == "xcomp" else None
    return operator is not None and operator.kind == "fail"
