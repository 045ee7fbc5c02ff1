"""Factuality of events beyond their own verb: told as history, denied or doubted by whoever says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dragoman.coding.clauses import Clauses, is_verb, nearest_verb
from dragoman.coding.history import HISTORY_YEARS, told_as_history
from dragoman.coding.learned.factuality import features_of, opinion
from dragoman.coding.lemmas import lemma
from dragoman.coding.matching import match_verb
from dragoman.coding.modality import HAPPENED, OBLIGED, Judged, condition_of, governing, is_infinitive, negation
from dragoman.coding.nominal_modality import judged_word
from dragoman.coding.paths import above
from dragoman.coding.predicates import predications
from dragoman.coding.predication import MATERIAL_CONFLICT, Predication
from dragoman.coding.reading import Reading
from dragoman.knowledge.lexicon import lexicon
from dragoman.knowledge.modality import modality_words
from dragoman.record import Attribution, Event, Factuality

DOUBTING = frozenset({"deny", "doubt"})
WARNING = frozenset({"warn", "threaten", "caution"})
TELLING = frozenset({"tell", "inform", "notify"})


# From these shares on the model is believed: against rules that see nothing, and against a word that they go by.
UNSEEN_SHARE = 0.5
CLEAR_SHARE = 0.9


class Verdict(NamedTuple):
    """What the rules say of a trigger, with what the learned model wants to know of it besides.

    Attributes:
        rules: of the act; worded: of its words by themselves; kind: the PLOVER type of the act that the rules see.
        year: the year of the article; None where it is not known.
    """

    span: Span
    rules: Judged
    worded: Judged
    kind: str | None
    year: int | None


class Refined(NamedTuple):
    """A factuality, and the reasons of the rules and of the learned model where it was chosen by them."""

    factuality: Factuality
    reason: str | None


def factuality_at(doc: Doc, trigger: tuple[int, int]) -> Refined:
    """The factuality of what some words report, whatever they are, whether an event is coded there or not.

    It is of the act as PLOVER has it: a threat has happened, what is agreed lies ahead. The rules decide, but where
    they see no word that speaks against it, or the learned model is all but certain, the model does.

    Args:
        doc: a parsed document.
        trigger: characters ``[start, end)`` of the words.
    """
    verdict = verdict_at(doc, trigger)
    said = opinion(*verdict)
    found = choose(verdict.rules.factuality, said.shares)
    if found == verdict.rules.factuality:
        return Refined(found, verdict.rules.reason)
    return Refined(found, said.reason_for(found))


def features_at(verdict: Verdict) -> set[str]:
    """What the learned model sees of a trigger."""
    return features_of(*verdict)


def choose(rules: str, shares: Mapping[str, float]) -> Factuality:
    """The factuality by the verdict of the rules and the model's shares.

    Cross-validation over whole batches chose the two thresholds (``training/factuality.py``).
    """
    names: tuple[Factuality, ...] = get_args(Factuality)
    others = [name for name in names if name != rules]
    best = max(others, key=lambda name: shares[name])
    if shares[best] >= (UNSEEN_SHARE if rules == "happened" else CLEAR_SHARE):
        return best
    return next(name for name in names if name == rules)


def verdict_at(doc: Doc, trigger: tuple[int, int]) -> Verdict:
    """What the rules alone say of some words, ``[start, end)`` of a parsed document's characters."""
    span = doc.char_span(*trigger, alignment_mode="expand")
    assert span is not None  # it lies in the text
    made, reading = _coded(span), Reading.of(doc)
    worded = judged_word(span.root)
    found = _as_worded(span) if made is None else Judged(made.factuality, judged_word(made.head).word)
    if found.factuality == "happened":
        found = _as_history(span, found, reading)
    year = reading.anchor.year if reading.anchor is not None else None
    return Verdict(span, found, worded, made.type if made is not None else None, year)


def _as_history(span: Span, found: Judged, reading: Reading) -> Judged:
    """What has happened, told as history or as news."""
    root = span.root
    verb = next((token for token in span if is_verb(token) and token.head.i == root.i), root)
    words = told_as_history(root if is_verb(root) else verb, reading)
    return Judged("historical", found.word) if words is not None else found


def _coded(span: Span) -> Predication | None:
    """The predication whose own word is in a span; None where there is none."""
    inside = range(span.start, span.end)
    made = [one for one in predications(span.sent, Clauses()) if one.head.i in inside]
    return max(made, key=lambda one: sum(token.i in inside for token in one.triggers), default=None)


def _as_worded(span: Span) -> Judged:
    """The factuality of words that the lexicon does not know: of the act that they report as a whole."""
    root = span.root
    found = judged_word(root)
    if found.word is not None and found.word in span and _is_answer(found):
        return HAPPENED
    if found.factuality == "happened" and lemma(root) in modality_words().weighing and is_verb(root):
        return Judged("hypothetical", root)
    if found.factuality == "happened" and _promises(root):
        if _is_hostile(root):
            return HAPPENED  # 'plans to bring charges' is a threat
        on = condition_of(root)
        return Judged("future" if on is None else "hypothetical", on or root, ahead=True)
    return HAPPENED if found.ahead and found.factuality != "negated" and _is_warning(root, found) else found


def _is_answer(found: Judged) -> bool:
    """Whether a deciding word makes a refusal or a demand ('would not answer', 'paid no heed', 'must leave')."""
    assert found.word is not None
    modal = found.word.lower_ in modality_words().auxiliaries.hypothetical
    return found.word.lower_ in OBLIGED or (found.factuality == "negated" and not modal)


def _promises(root: Token) -> bool:
    """Whether a word promises or plans what depends on it ('ready to help', 'offered tents', 'is to sign')."""
    words = modality_words()
    under = {child.dep_ for child in root.children}
    infinitive = any(child.dep_ in {"xcomp", "acl"} and is_infinitive(child) for child in root.children)
    if lemma(root) == "be":
        return infinitive or any(c.dep_ == "acomp" and governing(c) == "future" for c in root.children)
    if governing(root) != "future":
        return False
    if root.tag_[:1] == "N":
        return lemma(root) in words.promises and bool(under & {"acl", "prep", "poss", "compound"})
    return infinitive or (lemma(root) in words.promising and bool(under & {"dobj", "dative", "ccomp", "prep"}))


def _is_hostile(root: Token) -> bool:
    """Whether what a word promises or plans is conflict."""
    clauses, book = Clauses(), lexicon()
    verbs = [child for child in root.children if child.dep_ in {"xcomp", "ccomp", "acl"} and is_verb(child)]
    found = [match_verb(clauses.of(verb), book) for verb in verbs if negation(verb) is None]
    return any(match is not None and match[0].type in {*MATERIAL_CONFLICT, "ACCUSE"} for match in found)


def _is_warning(root: Token, found: Judged) -> bool:
    """Whether what lies ahead is threatened: it comes 'unless', or somebody is warned of it or told 'if'."""
    verb = nearest_verb(root)
    teller = lemma(verb.head) if verb.dep_ == "ccomp" else None
    if teller in WARNING or (found.word is not None and found.word.lower_ == "unless"):
        return True
    return teller in TELLING and found.factuality == "hypothetical"


@Language.factory("dragoman_factuality")
def make_factuality(nlp: Language, name: str) -> FactualityOfEvents:
    """Make the component for a pipeline."""
    return FactualityOfEvents()


class FactualityOfEvents:
    """Refines the factuality of coded events with history and with the stance of who reports them."""

    def __call__(self, doc: Doc) -> Doc:
        """Refine the events of one document."""
        reading = Reading.of(doc)
        said = {attribution.id: attribution for attribution in reading.attributions}
        for event in reading.events:
            self._date_history(event, reading)
            if event.attribution is not None:
                self._apply_stance(event, said[event.attribution], reading)
        return doc

    @staticmethod
    def _date_history(event: Event, reading: Reading) -> None:
        if event.factuality != "happened":
            return
        anchor = reading.anchor
        if event.when.value and anchor is not None and int(event.when.value[:4]) < anchor.year - HISTORY_YEARS:
            event.factuality = "historical"
            event.reasons.append(f"historical: dated {event.when.value}, the article {anchor.year}")
            return
        words = told_as_history(_head_of(event, reading), reading)
        if words is not None:
            event.factuality = "historical"
            event.reasons.append(f"historical: '{words}'")

    @staticmethod
    def _apply_stance(event: Event, attribution: Attribution, reading: Reading) -> None:
        """An event inside a denial is denied by the denial's source; inside a doubt it is hypothetical."""
        if any(span.start <= event.trigger[0].start < span.end for span in attribution.cue):
            return
        words = " ".join(reading.article.text[span.start : span.end] for span in attribution.cue)
        stance = attribution.stance
        if stance not in DOUBTING:
            return
        source = attribution.source_entity
        if stance == "deny":
            event.factuality = "negated"
            if source is not None and source not in event.denied_by:
                event.denied_by.append(source)
            event.reasons.append(f"denied by {source or 'an unnamed source'} ('{words}')")
        elif event.factuality == "happened":
            event.factuality = "hypothetical"
            event.reasons.append(f"doubted by {source or 'an unnamed source'} ('{words}')")


def _head_of(event: Event, reading: Reading) -> Token:
    """The word of an event's trigger that the others depend on."""
    places = [place for span in event.trigger for place in range(*reading.tokens_of_span(span))]
    return min((reading.doc[place] for place in places), key=lambda token: (len(above(token)), token.i))
