"""Scores of alignment: which sentences of a report in another language render which of the English version.

A link is a pair of sentences. Sentences are split by dragoman itself: a found sentence stands for those of the gold
with which it shares at least half of the shorter one. A sentence of the original is right where all of its links are
found and no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from dragoman.evaluation.parallel import REFERENCE, Story, Version
from dragoman.evaluation.result import Result, precision_recall_f1
from dragoman.language.alignment import Pair, align
from dragoman.record import Span

# The least share of the shorter of two sentences that both hold.
LEAST = 0.5

Links = set[tuple[str, str]]
# Original, translation, their languages: the pairs of sentences.
Align = Callable[[str, str, str, str], list[Pair]]


def evaluate(stories: Iterable[Story], aligned: Align = align) -> Result:
    """Align every version of every story with the English one and compare the links."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for story in stories:
        english = story.versions[REFERENCE]
        for language, version in story.others.items():
            gold = gold_links(version)
            found = found_links(version, english, aligned(version.text, english.text, language, REFERENCE))
            counts[language].update(right=len(gold & found), gold=len(gold), found=len(found))
            for sentence in version.sentences:
                wanted, got = linked(gold, sentence.id), linked(found, sentence.id)
                counts[language].update(sentences=1, whole=wanted == got)
                if wanted != got:
                    wrong.append(f"  story {story.story}: {sentence.id} is {shown(wanted)}, found {shown(got)}")
    whole = sum(counts.values(), Counter[str]())
    figures: dict[str, float] = {}
    table = list(wrong)
    for name, count in ((None, whole), *sorted(counts.items())):
        precision, recall, f1 = precision_recall_f1(count["right"], count["gold"], count["found"])
        right = count["whole"] / max(1, count["sentences"])
        ending = f"_{name}" if name else ""
        figures |= {f"links_precision{ending}": precision, f"links_recall{ending}": recall}
        figures |= {f"links_f1{ending}": f1, f"sentences_right{ending}": right}
        table.append(
            f"{name or 'all':4s} links: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  n {count['gold']};"
            f" sentences right {right:.4f}  n {count['sentences']}"
        )
    return Result(figures, table)


def gold_links(version: Version) -> Links:
    """The links of a version as the gold has them."""
    return {(sentence.id, other) for sentence in version.sentences for other in sentence.renders}


def found_links(version: Version, english: Version, pairs: list[Pair]) -> Links:
    """The links of pairs of found sentences, by the ids of the gold's."""
    return {
        (one, other)
        for pair in pairs
        for one in named(version, pair.original)
        for other in named(english, pair.translation)
    }


def named(version: Version, spans: tuple[Span, ...]) -> Iterator[str]:
    """The ids of the sentences for which some found ones stand."""
    for name, gold in version.spans.items():
        for span in spans:
            both = min(gold.end, span.end) - max(gold.start, span.start)
            if both >= LEAST * min(gold.end - gold.start, span.end - span.start):
                yield name
                break


def linked(links: Links, sentence: str) -> set[str]:
    """What a sentence is linked with."""
    return {other for one, other in links if one == sentence}


def shown(links: set[str]) -> str:
    """Links in words."""
    return ", ".join(sorted(links)) or "alone"
