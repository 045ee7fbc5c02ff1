"""Gold attributions: texts with brat files, and texts as counted words.

Words are counted, not characters: a span holds a word that it touches, so that it does not matter whether a quotation
mark or a full stop stands inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import EvaluationError
from dragoman.record import Attribution

Range = tuple[int, int]
Words = frozenset[int]

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
class Item:
    """An attribution as sets of word numbers."""

    content: Words
    source: Words
    cue: Words
    is_speech: bool


class Text:
    """A text as counted words: those with a letter or a digit."""

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

    def item(self, one: Spans) -> Item:
        """An attribution as sets of word numbers."""
        return Item(self.of(one.content), self.of(one.source), self.of(one.cue), self._is_speech(one.cue))

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
            bases = {base, f"{base}e", base[:-1] if doubled else base, f"{base[:-1]}y" if base[-1:] == "i" else base}
            if bases & SPEECH:
                return True
    return False
