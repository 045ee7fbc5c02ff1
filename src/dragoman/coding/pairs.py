"""The type of an act given who and to whom: the lexicon's points and the encoder's probability, put together.

Each predication of the lexicon is scored by how well it joins the two spans; the encoder reads the sentence with both
spans marked. The score of a type is its share of the evidence of both, between 0 and 1 over all types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import exp, log

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.learned.reader import PairReader, Said
from dragoman.coding.matching import FORCES, OWN_FORCES, classes_of
from dragoman.coding.pipeline import PARSERS, load_pipeline
from dragoman.coding.predicates import predications
from dragoman.coding.predication import Predication
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text
from dragoman.knowledge.lexicon import lexicon
from dragoman.knowledge.names import names
from dragoman.knowledge.plover import plover
from dragoman.knowledge.type_choice import type_choice

Span = tuple[int, int]
# How many texts are parsed and read at a time.
BATCH = 64


@dataclass(frozen=True, slots=True)
class TypeScore:
    """A PLOVER type for a pair, with its score and the reasons.

    Attributes:
        score: the share of all evidence that speaks for it, between 0 and 1; calibrated on the development gold
            (docs/explanation/events.md), so that of types scored 0.8 about eight in ten are right.
    """

    type: str
    mode: str | None
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The lexicon's best predication of one type for a pair, with its points."""

    points: float
    mode: str | None
    reasons: tuple[str, ...]


@lru_cache(maxsize=1)
def parser() -> Language:
    """The parsing pipeline without dragoman's components, loaded once."""
    return load_pipeline(components=[])


@lru_cache(maxsize=1)
def pair_reader() -> PairReader:
    """The reader of marked pairs with the packaged encoder, loaded once."""
    return PairReader()


def classify(text: Doc | str, actor: Span, recipient: Span) -> list[TypeScore]:
    """Types of the act between two spans of a text, best first, with their scores and reasons.

    Args:
        text: the text, or a document parsed by ``load_pipeline``.
        actor: characters ``[start, end)`` of who did it.
        recipient: characters ``[start, end)`` of to whom.

    Returns:
        One entry a type; empty where nothing reports an act, a span holds no word, or the two stand farther apart than
        the encoder reads.
    """
    doc = parser()(text) if isinstance(text, str) else text
    return _classified([(doc, actor, recipient)])[0]


def classify_all(pairs: Iterable[tuple[str, Span, Span]], nlp: Language | None = None) -> Iterator[list[TypeScore]]:
    """As :func:`classify`, for many texts, in their order; parsed and read in batches, which takes half the time.

    Args:
        pairs: text, actor and recipient.
        nlp: a pipeline by ``load_pipeline``; None means one of its own.
    """
    pipeline = nlp or parser()
    with pipeline.select_pipes(enable=[part for part in PARSERS if part != "ner"]):
        given = ((_unparsed(text, pipeline), (actor, recipient)) for text, actor, recipient in pairs)
        parsed = pipeline.pipe(given, as_tuples=True, batch_size=BATCH)
        while batch := list(islice(parsed, BATCH)):
            yield from _classified([(doc, actor, recipient) for doc, (actor, recipient) in batch])


def _unparsed(text: str, pipeline: Language) -> Doc:
    """A text with its reading, taken to be in the language of the pipeline: whoever asks for types has chosen it."""
    doc = pipeline.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, language=pipeline.lang), doc)
    return doc


def _classified(asked: Sequence[tuple[Doc, Span, Span]]) -> list[list[TypeScore]]:
    found = []
    for (doc, actor, recipient), said in zip(asked, pair_reader().read_all(asked), strict=True):
        fits = lexicon_fits(doc, actor, recipient)
        found.append([] if said is None or _is_nothing(fits, said) else chosen(fits, said))
    return found


def _is_nothing(fits: dict[str, Fit], said: Said) -> bool:
    """Whether neither the lexicon nor the encoder sees an act."""
    return said.none >= type_choice().evidence.nothing and all(fit.points <= 0 for fit in fits.values())


def chosen(fits: dict[str, Fit], said: Said) -> list[TypeScore]:
    """The types by the evidence of both, best first.

    Args:
        fits: the lexicon's best fit by type.
        said: the encoder's probabilities.
    """
    scored = [_scored(name, share, fits.get(name), said) for name, share in shares_of_evidence(fits, said).items()]
    return sorted(scored, key=lambda found: -found.score)


def shares_of_evidence(fits: dict[str, Fit], said: Said) -> dict[str, float]:
    """The share of the evidence of both that each type has; see :func:`chosen`."""
    weights = type_choice().evidence
    evidence = {}
    for name in plover().types:
        points = fits[name].points if name in fits else 0.0
        likely = max(said.given_act[name], weights.least)
        evidence[name] = weights.encoder * log(likely) + weights.lexicon * max(points, 0.0)
    most = max(evidence.values())
    grown = {name: exp(found - most) for name, found in evidence.items()}
    whole = sum(grown.values())
    return {name: share / whole for name, share in grown.items()}


def _scored(name: str, score: float, fit: Fit | None, said: Said) -> TypeScore:
    reasons = list(fit.reasons) if fit is not None else []
    reasons.append(f"the encoder gives {name} {said.given_act[name]:.2f}")
    mode = fit.mode if fit is not None and fit.mode is not None else likely_mode(said, name)
    return TypeScore(name, mode, round(score, 4), tuple(reasons))


def likely_mode(said: Said, type_: str) -> str | None:
    """The encoder's mode of a type; None where none of them is the likeliest."""
    modes = said.modes(type_)
    return max(modes, key=modes.__getitem__) or None if modes else None


def lexicon_fits(doc: Doc, actor: Span, recipient: Span) -> dict[str, Fit]:
    """The lexicon's best predication of each type for a pair of spans; types without any are left out."""
    who, whom = _tokens(doc, actor), _tokens(doc, recipient)
    clauses = Clauses()
    to_state = _is_state(doc, recipient)
    best: dict[str, Fit] = {}
    sentences = list(doc.sents)
    for sentence in sentences:
        if sentence.end_char <= min(actor[0], recipient[0]) and len(sentences) > 1:
            continue
        for made in predications(sentence, clauses):
            points, reasons = _fit(made, who, whom)
            made.aim(at_state=to_state)
            if made.type not in best or points > best[made.type].points:
                best[made.type] = Fit(round(points, 3), made.mode, (*made.reasons, *reasons))
    return best


def _is_state(doc: Doc, span: Span) -> bool:
    """Whether the head of a span is the name of a state."""
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None:
        return False
    head = found.root
    return any(
        match.start <= head.idx - span[0] < match.end and match.readings and match.readings[0].entity.kind == "state"
        for match in names().find(doc.text[span[0] : span[1]])
    )


def _tokens(doc: Doc, span: tuple[int, int]) -> set[int]:
    found = doc.char_span(*span, alignment_mode="expand")
    return set(range(found.start, found.end)) if found is not None else set()


def _fit(made: Predication, who: set[int], whom: set[int]) -> tuple[float, list[str]]:
    """How well a predication joins the pair, with what was seen."""
    points = type_choice().points
    score, reasons = made.weight, []
    subjects = {token.i for head in _doers(made) for token in coordinated(head)}
    if subjects & who:
        score += points.subject
        reasons.append("the actor is its subject")
    elif _is_below(made.subjects, who):
        score += points.subject / 2
        reasons.append("the actor stands in its subject")
    elif made.subjects and subjects & whom:
        score -= points.subject / 3
    for place, (slot, heads) in enumerate(made.slots):
        if {head.i for head in heads} & whom or _is_below(heads, whom):
            score += points.slot - 0.1 * place
            reasons.append(f"the recipient is its {slot}")
            break
    else:
        if made.reciprocal and subjects & who and subjects & whom:
            score += points.slot
            reasons.append("both do it with each other")
        elif made.reciprocal and _is_below(made.subjects, who) and _is_below(made.subjects, whom):
            score += points.slot / 2
            reasons.append("both stand in its subject")
        elif _is_below([made.head], whom, across_verbs=False):
            score += points.near
            reasons.append("the recipient stands below it")
    if any(token.i in who or token.i in whom for token in made.triggers):
        score += points.inside
    where = made.head.i
    if min(who, default=0) <= where <= max(whom, default=0) or min(whom, default=0) <= where <= max(who, default=0):
        score += points.between
        reasons.append("it stands between them")
    if made.factuality == "negated":
        score += points.negated
    return score, reasons


def _doers(made: Predication) -> list[Token]:
    """Who does it: the subjects; for a pronoun in reported speech who speaks, too; forces that are moved."""
    found = list(made.subjects)
    for head in made.subjects:
        if head.tag_ == "PRP":
            found += _speakers(head)
    if not found and made.type in OWN_FORCES and made.clause is not None and made.clause.passive:
        found = [head for head in made.clause.promoted if classes_of(head, lexicon()) & FORCES]
    return found


def _speakers(pronoun: Token) -> list[Token]:
    """The subjects of the verb of saying above the clause of a pronoun ('the union said it would strike')."""
    verb = pronoun.head
    while verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp":
        return []
    return [child for child in verb.head.children if child.dep_ == "nsubj" and child.tag_ != "PRP"]


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
