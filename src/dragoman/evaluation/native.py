"""Scores native coding: how many of the events that the English version of a report yields, another version yields.

An event is found again where the other version has one in a sentence that renders its sentence, with the same states
on both sides, and of the same type (``found``), or at least of the same quad class (``found_quad``). Beside that, how
many of the acts that the gold lists each version yields, whoever is taken for its sides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from dragoman.coding.native_pipeline import NATIVE
from dragoman.evaluation.parallel import REFERENCE
from dragoman.evaluation.result import Result
from dragoman.evaluation.versions import Read, sides
from dragoman.record import Event


def evaluate(versions: Iterable[Read]) -> Result:
    """Scores of the versions in languages with a parser of their own, against the English version of each story."""
    by_story: dict[int, dict[str, Read]] = defaultdict(dict)
    for one in versions:
        by_story[one.story.story][one.language] = one
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines: list[str] = []
    for held in by_story.values():
        for language in NATIVE:
            if language in held:
                lines += compared(held[REFERENCE], held[language], counts[language])
    figures: dict[str, float] = {}
    for code, count in sorted(counts.items()):
        figures |= {f"{name}_{code}": share for name, share in shares(count)}
        told = "  ".join(f"{name} {share:.3f}" for name, share in shares(count))
        lines.append(f"{code}: {told}  of {count['wanted']} events of the English versions")
    return Result(figures, lines)


def shares(count: Counter[str]) -> Iterator[tuple[str, float]]:
    """The figures of one language."""
    wanted = max(1, count["wanted"])
    yield "found", count["type"] / wanted
    yield "found_quad", count["quad"] / wanted
    yield "acts", count["acts"] / max(1, count["listed"])
    yield "acts_english", count["acts_english"] / max(1, count["listed"])
    yield "acts_of_english", count["acts_both"] / max(1, count["acts_english"])


def compared(english: Read, other: Read, count: Counter[str]) -> Iterator[str]:
    """Count what another version finds of the English one; the events that it does not find, in words."""
    renders = rendered(other)
    for event in english.record.events:
        wanted = sides(english.record, event)
        if not wanted[0]:
            continue
        places = set(sentences(english, event))
        rivals = [
            one
            for one in other.record.events
            if sides(other.record, one) == wanted
            and places & {name for sentence in sentences(other, one) for name in renders[sentence]}
        ]
        same = any(one.type == event.type for one in rivals)
        quad = same or any(one.quad == event.quad for one in rivals)
        count.update(wanted=1, type=same, quad=quad)
        if not quad:
            words = english.record.article.text[event.trigger[0].start : event.trigger[-1].end]
            yield f"  story {english.story.story} {other.language}: no {event.type} '{words}' {wanted} {sorted(places)}"
    mine, theirs = (frozenset(act.id for act in one.acts().values()) for one in (english, other))
    listed = {act.id for act in english.story.events if other.language in act.words and REFERENCE in act.words}
    count.update(
        listed=len(listed),
        acts=len(listed & theirs),
        acts_english=len(listed & mine),
        acts_both=len(listed & mine & theirs),
    )


def sentences(read: Read, event: Event) -> Iterator[str]:
    """The sentences of the gold in which an event's trigger stands."""
    first, last = event.trigger[0].start, event.trigger[-1].end
    return (name for name, span in read.version.spans.items() if span.start < last and first < span.end)


def rendered(read: Read) -> dict[str, frozenset[str]]:
    """The English sentences that each sentence of a version renders."""
    return {sentence.id: frozenset(sentence.renders) for sentence in read.version.sentences}
