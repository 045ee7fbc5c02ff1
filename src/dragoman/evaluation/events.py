"""Scores of event coding: the type given a pair, and whole records end to end, on pair and sentence gold.

Figures are those of the development scorer: macro F1 and accuracy of types given the two spans; end to end the share of
gold events found, of pairs joined, and the precision of the types of the events that join a gold pair. Types given a
pair also have the expected calibration error of the score of the chosen type.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.coding.pairs import TypeScore
from dragoman.errors import EvaluationError
from dragoman.evaluation.calibration import Calibration
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.intake.text import article_from_text
from dragoman.record import Event, Record

Span = tuple[int, int]
# Texts with an actor's and a recipient's span to types with scores, best first, in their order: Reader.types.
Types = Callable[[Iterable[tuple[str, Span, Span]]], Iterator[list[TypeScore]]]

# The gold pairs merge PLOVER's CONCEDE and RETREAT under their older name.
RENAMED = {"YIELD": frozenset({"CONCEDE", "RETREAT"})}
EITHER_ORDER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Codes in the gold that name no state: they match any actor.
NOT_STATES = frozenset({"IGO", "NGO", "MNC", "IMG", "***", "", None, "JAP", "NMC", "SSP", "MBR", "MOS", "JEW", "INT"})


class GoldActor(BaseModel):
    """An actor of sentence gold: its words, its state's code, its sector."""

    model_config = ConfigDict(extra="ignore")
    text: str
    state: str | None = None
    sector: str | None = None


class GoldEvent(BaseModel):
    """One gold event: with spans (pair gold) or with lists of actors (sentence gold)."""

    model_config = ConfigDict(extra="ignore")
    id: str
    text: str
    type: str
    actor: Span | None = None
    recipient: Span | None = None
    actors: list[GoldActor] = []
    recipients: list[GoldActor] = []

    @property
    def is_pair(self) -> bool:
        """Whether the gold has spans."""
        return self.actor is not None and self.recipient is not None


def load_gold(path: Path) -> list[GoldEvent]:
    """Read gold events, one JSON object a line.

    Raises:
        EvaluationError: the file cannot be read or a line is no gold event.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EvaluationError("gold cannot be read", where=str(path), do="give a .jsonl file") from error
    gold = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                gold.append(GoldEvent.model_validate(json.loads(line)))
            except (ValidationError, ValueError) as error:
                raise EvaluationError("no gold event", where=f"{path}:{number}", do="see docs/reference") from error
    if not gold:
        raise EvaluationError("gold is empty", where=str(path), do="give a .jsonl file with one event a line")
    return gold


def same_type(predicted: str | None, gold: str) -> bool:
    """Whether a predicted type is the gold type, older names considered."""
    return predicted == gold or predicted in RENAMED.get(gold, ())


def score_pairs(gold: list[GoldEvent], scored: list[list[TypeScore]]) -> Result:
    """Macro F1 and accuracy of types given the pairs, and the calibration of their scores; a missing type is wrong."""
    labels = sorted({event.type for event in gold})
    shares = [_by_label(types, labels) for types in scored]
    chosen = [max(found, key=found.__getitem__) if found else None for found in shares]
    tp, fp, fn = Counter[str](), Counter[str](), Counter[str]()
    for event, named in zip(gold, chosen, strict=True):
        if named == event.type:
            tp[event.type] += 1
        else:
            fn[event.type] += 1
            if named:
                fp[named] += 1
    table, f1 = [], {}
    for label in labels:
        precision, recall, f1[label] = precision_recall_f1(tp[label], tp[label] + fn[label], tp[label] + fp[label])
        table.append(f"  {label:10s} P {precision:.3f} R {recall:.3f} F1 {f1[label]:.3f} n {tp[label] + fn[label]}")
    macro, accuracy = sum(f1.values()) / len(f1), sum(tp.values()) / len(gold)
    table.append(f"pairs: macro F1 {macro:.4f}  accuracy {accuracy:.4f}  n {len(gold)}")
    calibration = calibration_of(gold, scored)
    table += calibration.lines()
    figures = {"pairs_macro_f1": macro, "pairs_accuracy": accuracy, "pairs_ece": calibration.error}
    figures["pairs_calibrated"] = 1 - calibration.error  # so that more is better, as a floor wants it
    return Result(figures, table)


def calibration_of(gold: list[GoldEvent], scored: list[list[TypeScore]]) -> Calibration:
    """How well the scores of the chosen types tell how often they are right."""
    labels = sorted({event.type for event in gold})
    calibration = Calibration()
    for event, types in zip(gold, scored, strict=True):
        found = _by_label(types, labels)
        if found:
            chosen = max(found, key=found.__getitem__)
            calibration.add(found[chosen], chosen == event.type)
    return calibration


def _by_label(types: list[TypeScore], labels: list[str]) -> dict[str, float]:
    """The scores by the gold's labels: types that the gold merges under an older name are added up."""
    shares: dict[str, float] = {}
    for scored in types:
        label = next((label for label in labels if same_type(scored.type, label)), scored.type)
        shares[label] = shares.get(label, 0.0) + scored.score
    return shares


class _Sides:
    """Mention spans and states by entity, to see whether an event joins a gold pair."""

    def __init__(self, record: Record) -> None:
        self.spans: dict[str, list[Span]] = defaultdict(list)
        for mention in record.mentions:
            self.spans[mention.entity].append((mention.start, mention.end))
        self.states = {entity.id: entity.state for entity in record.entities}

    def join(self, event: Event, gold: GoldEvent) -> bool:
        """Whether an event joins the gold actor and the gold recipient, whatever its type."""
        if self._hit(event.actors, gold, "actor") and self._hit(event.recipients, gold, "recipient"):
            return True
        both = event.actors + event.recipients
        return gold.type in EITHER_ORDER and self._hit(both, gold, "actor") and self._hit(both, gold, "recipient")

    def _hit(self, entities: list[str], gold: GoldEvent, side: Literal["actor", "recipient"]) -> bool:
        if gold.is_pair:
            wanted = gold.actor if side == "actor" else gold.recipient
            assert wanted is not None
            return any(s[0] < wanted[1] and wanted[0] < s[1] for entity in entities for s in self.spans[entity])
        listed = gold.actors if side == "actor" else gold.recipients
        states = {actor.state for actor in listed}
        if not listed or states & NOT_STATES:
            return True
        return bool(states & {self.states.get(entity) for entity in entities})


def score_records(gold: list[GoldEvent], records: list[Record]) -> Result:
    """End to end: gold events found, pairs joined, and precision of the types among the events that join."""
    found = paired = typed = joined = events = 0
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for event, record in zip(gold, records, strict=True):
        sides = _Sides(record)
        live = [one for one in record.events if one.factuality != "negated"]
        joining = [one for one in live if sides.join(one, event)]
        right = [one for one in joining if same_type(one.type, event.type)]
        events += len(live)
        found += bool(right)
        paired += bool(joining)
        joined += len(joining)
        typed += len(right)
        if not right:
            missed[event.type][joining[0].type if joining else "-"] += 1
    n = len(gold)
    recall, precision = found / n, typed / joined if joined else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    table = [
        f"records: found {recall:.4f}  pair {paired / n:.4f}  type precision {precision:.4f}  F1 {f1:.4f}  "
        f"events/sentence {events / n:.2f}  n {n}"
    ]
    table += [
        f"  missed {kind:10s} {sum(missed[kind].values()):4d}  as {dict(missed[kind].most_common(4))}"
        for kind in sorted(missed)
    ]
    figures = {
        "records_found": recall,
        "records_pair": paired / n,
        "records_type_precision": precision,
        "records_f1": f1,
    }
    return Result(figures, table)


def evaluate(gold: list[GoldEvent], read: Read | None, types: Types | None = None) -> Result:
    """Read every gold text and score it; pair gold also by the type given the pair, where it is asked for.

    Args:
        gold: from :func:`load_gold`.
        read: articles to records, in order (``Reader.pipe``); None leaves the records out.
        types: pairs to scored types (``Reader.types``); None leaves the types given the pair out.
    """
    figures: dict[str, float] = {}
    table: list[str] = []
    results = []
    if types is not None and all(event.is_pair for event in gold):
        pairs = ((event.text, _span(event.actor), _span(event.recipient)) for event in gold)
        results.append(score_pairs(gold, list(types(pairs))))
    if read is not None:
        results.append(score_records(gold, list(read(article_from_text(event.text) for event in gold))))
    for result in results:
        figures |= result.figures
        table += result.lines()
    return Result(figures, table)


def _span(span: Any) -> Span:
    assert span is not None
    return (span[0], span[1])
