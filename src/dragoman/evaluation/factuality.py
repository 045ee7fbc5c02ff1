"""Scores of factuality: happened, future, hypothetical, negated or historical, on annotated sentences.

Three macro F1 over the five classes: at the annotated triggers, whether an event was coded there or not (factuality
itself, the headline); over the acts that the coder found; and over all acts, where one that was not found is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import get_args

from dragoman.evaluation.acts import matched_acts
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.evaluation.sentences import Sentence, Span
from dragoman.record import Factuality

CLASSES: tuple[Factuality, ...] = get_args(Factuality)
# A text and spans of triggers in it to the factuality at each.
Judge = Callable[[str, Sequence[Span]], list[Factuality]]
Pair = tuple[str, str | None]


def evaluate(sentences: list[Sentence], read: Read, judge: Judge) -> Result:
    """Read every sentence, and judge every annotated trigger.

    Args:
        sentences: annotated sentences.
        read: articles to records, in order (``Reader.pipe``).
        judge: a text and the spans of triggers to the factuality at each (``Reader.factuality``).
    """
    at_triggers: list[Pair] = []
    for sentence in sentences:
        found = judge(sentence.text, [act.trigger for act in sentence.acts])
        at_triggers += [(act.factuality, said) for act, said in zip(sentence.acts, found, strict=True)]
    acts = matched_acts(sentences, read)
    of_events = [(one.act.factuality, one.event.factuality if one.event is not None else None) for one in acts]
    return scored(at_triggers, of_events)


def scored(at_triggers: Sequence[Pair], of_events: Sequence[Pair]) -> Result:
    """The figures of pairs of annotated and found factuality; None stands for an act that was not found."""
    found = [(gold, said) for gold, said in of_events if said is not None]
    share = len(found) / len(of_events) if of_events else 0.0
    figures, table = {"factuality_found": share}, []
    parts = {"at triggers": at_triggers, "of acts found": found, "of all acts": of_events}
    for name, pairs in parts.items():
        macro, lines = macro_f1(pairs)
        figures[f"factuality_{name.replace(' ', '_')}"] = macro
        table += [f"{name}: macro F1 {macro:.4f}  n {len(pairs)}", *lines]
    table.append(f"acts found by the coder: {len(found)} of {len(of_events)} ({share:.4f})")
    return Result(figures, table)


def macro_f1(pairs: Sequence[Pair]) -> tuple[float, list[str]]:
    """The mean F1 of the classes that are annotated, and a line for each class with what it was taken for."""
    right = Counter(gold for gold, said in pairs if gold == said)
    annotated = Counter(gold for gold, _ in pairs)
    given = Counter(said for _, said in pairs)
    lines, scores = [], []
    for name in CLASSES:
        precision, recall, f1 = precision_recall_f1(right[name], annotated[name], given[name])
        if annotated[name]:
            scores.append(f1)
        taken = Counter(said or "not found" for gold, said in pairs if gold == name != said)
        lines.append(
            f"  {name:12s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n {annotated[name]}"
            + (f"  taken for {', '.join(f'{other} {n}' for other, n in taken.most_common())}" if taken else "")
        )
    return (sum(scores) / len(scores) if scores else 0.0), lines
