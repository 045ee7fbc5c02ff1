"""Scores of attributions against gold in brat files: who said it, with which words, and what.

Figures are those of the development scorer. Words are counted, not characters: a span holds a word that it touches.
"att50" matches gold and found one to one where their contents share half of their words; "+src" asks that the sources
share a telling word, too. "speech50" looks at reported speech alone. Half of all words of a report stand inside some
content, so that shares of words ("tok_") say little; look at "att50+src".
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from dragoman.errors import EvaluationError
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.intake.text import article_from_text
from dragoman.record import Attribution

Range = tuple[int, int]
Words = frozenset[int]
Candidate = tuple[float, int, int]
Counts = Counter[tuple[str, str]]

WORD = re.compile(r"\w+(?:['’.\-]\w+)*|[^\w\s]")
SUFFIXES = ("ing", "ed", "es", "s", "d")
# Words that say nothing about who a source is.
STOPWORDS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "as",
     "that", "this", "these", "those", "'s", "’s", "its", "his", "her", "their", "our", "my", "your"]
)  # fmt: skip
# Verbs of communication: gold with one of them in its cue is reported speech, the rest is thought, feeling or finding.
SPEECH = frozenset(
    ["say", "tell", "add", "write", "ask", "state", "announce", "declare", "claim", "argue", "note", "report",
     "suggest", "insist", "explain", "acknowledge", "admit", "assert", "respond", "reply", "answer", "tweet",
     "remark", "comment", "recall", "maintain", "contend", "allege", "reveal", "confirm", "deny", "warn",
     "promise", "vow", "pledge", "urge", "conclude", "describe", "accord", "stress", "emphasize", "reiterate",
     "repeat", "mention", "observe", "joke", "complain", "predict", "caution", "concede", "charge", "accuse",
     "call", "criticize", "praise", "blame", "mock", "slam", "blast", "denounce", "condemn", "thank",
     "apologize", "agree", "disagree", "propose", "recommend", "advise", "quote", "cite", "refer", "quip",
     "testify", "brag", "lament", "elaborate", "clarify", "speak", "talk", "express", "voice", "communicate",
     "publish", "post", "broadcast", "inform", "notify", "emphasise", "criticise", "retort", "counter", "opine",
     "question", "inquire", "cry", "shout", "whisper", "interject", "chime", "exclaim", "proclaim", "pronounce",
     "reckon", "relate", "recount", "narrate"]
)  # fmt: skip
IRREGULAR = frozenset(
    ["said", "told", "wrote", "written", "denied", "replied", "vowed", "according", "spoke", "spoken",
     "conceded", "argued"]
)  # fmt: skip
ROLES = ("content", "source", "cue")
MATCHES = ("att50", "att50+src")
EXACT = ("exact", "exact+src", "exact+src+cue")
METRICS = (
    *(f"tok_{role}" for role in ROLES),
    *(f"span_{role}" for role in ROLES),
    *MATCHES,
    "speech50",
    "speech50+src",
    *EXACT,
)
HOW = "give a folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann"


@dataclass(frozen=True)
class Spans:
    """One attribution as ranges of characters, gold or found."""

    content: tuple[Range, ...]
    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()


@dataclass(frozen=True)
class GoldDocument:
    """A text with its gold attributions."""

    name: str
    text: str
    attributions: tuple[Spans, ...]


def load_gold(folder: Path) -> list[GoldDocument]:
    """Read gold: texts, and of each text's brat files the first by name. Attributions without content are left out.

    Raises:
        EvaluationError: the folder holds no gold, or a file of it cannot be read.
    """
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], path)
    if not files:
        raise EvaluationError("no gold attributions", where=str(folder), do=HOW)
    documents = []
    for name, path in sorted(files.items()):
        source = folder / "text" / f"{name}.txt"
        try:
            # Not read_text: it would turn '\r\n' into '\n' and move every offset.
            text = source.read_bytes().decode("utf-8")
            found = _read_brat(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EvaluationError(f"gold cannot be read: {error}", where=str(path), do=HOW) from error
        documents.append(GoldDocument(name, text, tuple(one for one in found if one.content)))
    return documents


def _read_brat(lines: str) -> list[Spans]:
    """The attributions of a brat file: 'T' lines hold spans, 'E' lines join them."""
    spans: dict[str, tuple[Range, ...]] = {}
    joined: list[list[str]] = []
    for line in lines.splitlines():
        parts = line.split("\t")
        if len(parts) > 1 and re.fullmatch(r"T\d+", parts[0]):
            ranges = parts[1].partition(" ")[2].split(";")
            spans[parts[0]] = tuple((int(start), int(end)) for start, end in (one.split() for one in ranges))
        elif len(parts) > 1 and re.fullmatch(r"E\d+", parts[0]):
            joined.append(parts[1].split()[1:])
    found = []
    for arguments in joined:
        roles: dict[str, tuple[Range, ...]] = dict.fromkeys(ROLES, ())
        for argument in arguments:
            role, _, key = argument.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans.get(key, ())
        found.append(Spans(roles["content"], roles["source"], roles["cue"]))
    return found


def spans_of(attribution: Attribution) -> Spans:
    """A record's attribution as ranges."""
    content, source, cue = (
        tuple((span.start, span.end) for span in listed)
        for listed in (attribution.content, attribution.source, attribution.cue)
    )
    return Spans(content, source, cue)


@dataclass(frozen=True)
class _Item:
    """An attribution as sets of word numbers."""

    content: Words
    source: Words
    cue: Words
    is_speech: bool


class _Words:
    """The counted words of a text: those with a letter or a digit."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(WORD.finditer(text))
        self.ranges = [match.span() for match in matches]
        self.starts = [start for start, _ in self.ranges]
        self.forms = [match.group().lower() for match in matches]
        self.counted = [any(map(str.isalnum, form)) for form in self.forms]
        self.quoted = self._find_quoted()

    def touched(self, spans: Iterable[Range]) -> list[int]:
        """The numbers of all words and signs that spans touch."""
        found: set[int] = set()
        for start, end in spans:
            number = max(0, bisect_right(self.starts, start) - 1)
            while end > start and number < len(self.ranges) and self.ranges[number][0] < end:
                if self.ranges[number][1] > start:
                    found.add(number)
                number += 1
        return sorted(found)

    def of(self, spans: Iterable[Range]) -> Words:
        """The numbers of the counted words that spans touch."""
        return frozenset(number for number in self.touched(spans) if self.counted[number])

    def runs(self, spans: Iterable[Range]) -> set[Range]:
        """Each span by its first and last counted word."""
        sets = (self.of([span]) for span in spans)
        return {(min(words), max(words)) for words in sets if words}

    def item(self, one: Spans) -> _Item:
        """An attribution as sets of word numbers."""
        return _Item(self.of(one.content), self.of(one.source), self.of(one.cue), self._is_speech(one.cue))

    def same_source(self, gold: Words, found: Words) -> bool:
        """Whether two sources share a telling word; no source is only like no source."""
        if not gold:
            return not found
        telling = {number for number in gold if self.forms[number] not in STOPWORDS}
        return bool((telling or gold) & found)

    def _is_speech(self, cue: Iterable[Range]) -> bool:
        forms = [match.group().lower() for start, end in cue for match in WORD.finditer(self.text[start:end])]
        return any(is_communication(form) for form in forms) or forms == [":"]

    def _find_quoted(self) -> Words:
        """Words inside double quotation marks; each line starts outside."""
        inside, found, last = False, set(), 0
        for number, (start, end) in enumerate(self.ranges):
            inside = inside and "\n" not in self.text[last:start]
            last = end
            form = self.forms[number]
            if form in {"“", "”", '"'}:
                inside = form == "“" or (form == '"' and not inside)
            elif inside:
                found.add(number)
        return frozenset(found)


def is_communication(form: str) -> bool:
    """Whether a lower-case word is a form of a verb of communication."""
    if form in IRREGULAR or form in SPEECH:
        return True
    for suffix in SUFFIXES:
        if form.endswith(suffix):
            base = form[: -len(suffix)]
            doubled = len(base) > 2 and base[-1] == base[-2]
            if SPEECH & {
                base,
                f"{base}e",
                base[:-1] if doubled else base,
                f"{base[:-1]}y" if base[-1:] == "i" else base,
            }:
                return True
    return False


def _matched(candidates: Iterable[Candidate]) -> list[Range]:
    """One-to-one pairs of gold and found, best first."""
    gold: set[int] = set()
    found: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if i not in gold and j not in found:
            gold.add(i)
            found.add(j)
            pairs.append((i, j))
    return pairs


class _Comparison:
    """One document's gold and what was found in it."""

    def __init__(self, document: GoldDocument, predicted: Iterable[Spans]) -> None:
        self.words = _Words(document.text)
        self.pairs = {"g": list(document.attributions), "p": list(predicted)}
        made = {side: [self.words.item(one) for one in listed] for side, listed in self.pairs.items()}
        self.gold = [item for item in made["g"] if item.content]
        self.found = [item for item in made["p"] if item.content]
        self.counts: Counts = Counter()

    def count(self) -> Counts:
        """Hits ('tp'), gold ('g') and found ('p') by metric."""
        for role in ROLES:
            sides = [frozenset[int]().union(*(getattr(i, role) for i in side)) for side in (self.gold, self.found)]
            self._add(f"tok_{role}", len(sides[0] & sides[1]), len(sides[0]), len(sides[1]))
            runs = [self.words.runs(s for one in self.pairs[side] for s in getattr(one, role)) for side in "gp"]
            self._add(f"span_{role}", len(runs[0] & runs[1]), len(runs[0]), len(runs[1]))
        half = self._halves()
        with_source = [c for c in half if self.words.same_source(self.gold[c[1]].source, self.found[c[2]].source)]
        for name, candidates in zip(MATCHES, (half, with_source), strict=True):
            hits = _matched(candidates)
            self._add(name, len(hits), len(self.gold), len(self.found))
            self._count_slices(name, {i for i, _ in hits})
        self._count_speech("speech50", half, half)
        self._count_speech("speech50+src", with_source, half)
        self._count_exact([c for c in half if c[0] == 1.0])
        return self.counts

    def _add(self, name: str, hits: int, gold: int, found: int) -> None:
        for part, value in zip(("tp", "g", "p"), (hits, gold, found), strict=True):
            self.counts[name, part] += value

    def _halves(self) -> list[Candidate]:
        """Pairs whose contents share half of their words."""
        pairs = []
        for i, gold in enumerate(self.gold):
            for j, found in enumerate(self.found):
                shared, all_ = len(gold.content & found.content), len(gold.content | found.content)
                if 2 * shared >= all_:
                    pairs.append((shared / all_, i, j))
        return pairs

    def _count_slices(self, name: str, hits: set[int]) -> None:
        for i, gold in enumerate(self.gold):
            share = len(gold.content & self.words.quoted) / len(gold.content)
            manner = "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"
            cue = "cue:speech" if gold.is_speech else "cue:other"
            for part in (manner, cue, "sourced" if gold.source else "no-source"):
                self._add(f"{name}|{part}", i in hits, 1, 0)

    def _count_speech(self, name: str, candidates: list[Candidate], half: list[Candidate]) -> None:
        """What was found and fits other gold (attitudes, findings) is neither right nor wrong here."""
        speech = {i for i, gold in enumerate(self.gold) if gold.is_speech}
        hits = _matched(c for c in candidates if c[1] in speech)
        used = {j for _, j in hits}
        other = _matched(c for c in half if c[1] not in speech and c[2] not in used)
        self._add(name, len(hits), len(speech), len(self.found) - len(other))

    def _count_exact(self, candidates: list[Candidate]) -> None:
        gold, found = self.gold, self.found
        sourced = [c for c in candidates if gold[c[1]].source == found[c[2]].source]
        whole = [c for c in sourced if gold[c[1]].cue == found[c[2]].cue]
        for name, listed in zip(EXACT, (candidates, sourced, whole), strict=True):
            self._add(name, len(_matched(listed)), len(gold), len(found))


def evaluate(gold: list[GoldDocument], read: Read, bootstrap: int = 0, seed: int = 0) -> Result:
    """Read every gold text and score its attributions.

    Args:
        gold: from :func:`load_gold`.
        read: articles to records, in order (``Reader.pipe``).
        bootstrap: draws of documents for the 95 % interval of each F1; 0 for none.
        seed: of the draws.
    """
    records = read(article_from_text(document.text) for document in gold)
    predicted = [[spans_of(one) for one in record.attributions] for record in records]
    return score(gold, predicted, bootstrap, seed)


def score(gold: list[GoldDocument], predicted: list[list[Spans]], bootstrap: int = 0, seed: int = 0) -> Result:
    """Score predictions, one list for each gold document.

    Raises:
        EvaluationError: there are not as many predictions as documents.
    """
    if len(gold) != len(predicted):
        raise EvaluationError(
            f"{len(predicted)} predictions for {len(gold)} documents", do="predict each document once"
        )
    counts = [_Comparison(document, found).count() for document, found in zip(gold, predicted, strict=True)]
    total: Counts = Counter()
    for one in counts:
        total.update(one)
    intervals = _intervals(counts, bootstrap, seed) if bootstrap else {}
    figures: dict[str, float] = {}
    table = [
        f"documents {len(gold)}",
        f"{'metric':15s} {'P':>6s} {'R':>6s} {'F1':>6s} {'tp':>7s} {'gold':>7s} {'pred':>7s}",
    ]
    for name in METRICS:
        hits, of_gold, of_found = (total[name, part] for part in ("tp", "g", "p"))
        precision, recall, f1 = precision_recall_f1(hits, of_gold, of_found)
        figures |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
        shown = ""
        if name in intervals:
            figures[f"{name}_f1_low"], figures[f"{name}_f1_high"] = intervals[name]
            shown = "  [{:.3f}, {:.3f}]".format(*intervals[name])
        table.append(f"{name:15s} {precision:6.3f} {recall:6.3f} {f1:6.3f} {hits:7d} {of_gold:7d} {of_found:7d}{shown}")
    slices = sorted({name for name, _ in total if "|" in name})
    recalls = {name: total[name, "tp"] / total[name, "g"] for name in slices}
    figures |= {f"{name}_recall": recall for name, recall in recalls.items()}
    listed = ", ".join(f"{name} {recall:.3f} (n={total[name, 'g']})" for name, recall in recalls.items())
    table.append(f"recall by gold slice: {listed}")
    return Result(figures, table)


def _intervals(counts: list[Counts], draws: int, seed: int) -> dict[str, Range | tuple[float, float]]:
    """The 95 % interval of each metric's F1 over draws of documents with replacement."""
    keys = [(name, part) for name in METRICS for part in ("tp", "g", "p")]
    table = np.array([[one[key] for key in keys] for one in counts], dtype=np.int64)
    draw = random.Random(seed)
    values: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        summed = table[draw.choices(range(len(counts)), k=len(counts))].sum(axis=0)
        for number, name in enumerate(METRICS):
            hits, gold, found = (int(value) for value in summed[3 * number : 3 * number + 3])
            values[name].append(precision_recall_f1(hits, gold, found)[2])
    low, high = int(0.025 * draws), max(int(0.975 * draws) - 1, 0)
    return {name: (sorted(listed)[low], sorted(listed)[high]) for name, listed in values.items()}


__all__ = ["GoldDocument", "Result", "Spans", "evaluate", "load_gold", "pairwise", "score", "spans_of"]
