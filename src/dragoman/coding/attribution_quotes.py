"""Quotations and their cues: every quotation goes to the cue beside it, or goes on where the last one of the line stopped."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.coding.attribution_draft import SPOKEN, Content, Cue, Draft
from dragoman.coding.quotes import Quote
from dragoman.coding.reading import Reading
from dragoman.record import Segment

# How far from a quotation its cue may stand, in tokens.
REACH = 30
# Contents found by a guess, which give way to a quotation.
REPLACED = frozenset({"clause around", "sentence around", "sentence before", "object taken for a clause"})
STOPS = frozenset({".", "!", "?", ";"})
OPEN_ENDS = frozenset({",", "?", "!", "-", "--", "—", "–", "…", "..."})
INTRODUCING = frozenset({":", ",", "that", "—", "--", "–"})


@dataclass(slots=True)
class Run:
    """A quotation as tokens ``first`` to ``last``."""

    quote: Quote
    first: int
    last: int

    @property
    def tokens(self) -> set[int]:
        """All its token indices."""
        return set(range(self.first, self.last + 1))


def quote_runs(doc: Doc, quotes: list[Quote]) -> list[Run]:
    """The tokens of each quotation; those that split no token apart from it."""
    starts = [token.idx for token in doc] if quotes else []
    runs = []
    for quote in quotes:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end) - 1
        if first <= last and (not runs or first > runs[-1].last):
            runs.append(Run(quote, first, last))
    return runs


class Speakers:
    """Gives quotations to drafts.

    Args:
        reading: the article's reading.
        runs: all quotations, in text order.
        drafts: the drafts so far; new ones are added for cues that have nothing but a quotation.
        waiting: verb cues that may take a quotation, by token index.
    """

    def __init__(self, reading: Reading, runs: list[Run], drafts: list[Draft], waiting: dict[int, Cue]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.runs = runs
        self.drafts = drafts
        self.waiting = waiting
        self.by_head = {draft.cue.head.i: draft for draft in drafts}
        self.starts = {run.first for run in runs}
        self.ends = {run.last for run in runs}
        self.last: tuple[Draft, Segment | None, Run] | None = None

    def give(self) -> None:
        """Give every quotation to a draft, where one can be found."""
        for run in self.runs:
            line = self.reading.segment_at(run.quote.start)
            draft = self._holder(run) or self._neighbour(run) or self._announced(run, line) or self._continued(run, line)
            if draft is not None:
                self.last = draft, line, run

    def _holder(self, run: Run) -> Draft | None:
        """The draft whose content the quotation is part of; a whole sentence in marks is taken up whole."""
        tokens = run.tokens
        holding = [draft for draft in self.drafts if not draft.content.tokens.isdisjoint(tokens)]
        speaking = [draft for draft in holding if "quote" in draft.cue.frames and draft.content.frame in SPOKEN]
        if run.quote.is_scare:
            return speaking[-1] if speaking else holding[-1] if holding else None
        for draft in speaking:
            if self._before(run.first) in {":", "."} and draft.cue.head.i > run.last:
                draft.content.tokens = {index for index in draft.content.tokens if index >= run.first}
            draft.content.tokens |= tokens
        return speaking[-1] if speaking else None

    def _neighbour(self, run: Run) -> Draft | None:
        """The draft of the cue beside a quotation."""
        before, behind = self._left(run), self._right(run)
        if run.quote.is_scare and (before is None or self._before(run.first) not in {":", ","}):
            return None
        if behind is not None and not (before is not None and self._is_introduced(run)):
            return self._take(behind, run, "quotation before cue")
        if before is not None:
            return self._take(before, run, "quotation behind cue")
        return None

    def _take(self, index: int, run: Run, rule: str) -> Draft:
        draft = self.by_head.get(index)
        if draft is None:
            draft = Draft(self.waiting[index], Content(set(), "quote", rule))
            self.drafts.append(draft)
            self.by_head[index] = draft
        elif draft.content.frame not in SPOKEN or draft.content.rule in REPLACED:
            draft.content = Content(set(), "quote", rule)
        draft.content.tokens |= run.tokens
        return draft

    def _announced(self, run: Run, line: Segment | None) -> Draft | None:
        """The draft of the last cue of a line that ends with a colon, for a quotation that starts the next line."""
        if line is None or self.doc.text[line.start : run.quote.start].strip() or "\n" not in self._before(run.first):
            return None
        index = run.first - 1
        while index >= 0 and self.doc[index].is_space:
            index -= 1
        if index < 0 or self.doc[index].text != ":":
            return None
        for place in range(index, max(-1, index - REACH), -1):
            if "\n" in self.doc[place].text:
                return None
            if place in self.waiting:
                return self._take(place, run, "quotation on the next line")
        return None

    def _continued(self, run: Run, line: Segment | None) -> Draft | None:
        """The draft that goes on: the last quoted one of the line, else its last report, else a line left open."""
        if run.quote.is_scare or line is None:
            return None
        draft = None
        if self.last is not None and self.last[1] is line:
            draft = self.last[0]
        elif self.last is not None and self.last[2].quote.is_continued and self._is_next(run, self.last[2]):
            draft = self.last[0]
        else:
            draft = self._report_before(run, line)
        if draft is not None:
            draft.content.tokens |= run.tokens
        return draft

    def _report_before(self, run: Run, line: Segment) -> Draft | None:
        """The last report of a line before a quotation: 'He said it was over. "It is done."'"""
        best = None
        for draft in self.drafts:
            head = draft.cue.head
            speaks = draft.content.frame in SPOKEN and draft.row.kind == "speech" and "quote" in draft.cue.frames
            if speaks and head.i < run.first and head.idx >= line.start and (best is None or head.i > best.cue.head.i):
                best = draft
        return best

    def _is_next(self, run: Run, last: Run) -> bool:
        between = self.doc[last.last + 1 : run.first]
        return all(token.is_space for token in between)

    def _is_introduced(self, run: Run) -> bool:
        """Whether a colon or comma introduces a quotation that ends its sentence."""
        return self._before(run.first) in {":", ","} and self._inner_end(run) in STOPS

    def _inner_end(self, run: Run) -> str:
        """The last word or sign within the marks."""
        index = run.last - 1
        while index > run.first and (self.doc[index].is_quote or self.doc[index].is_space):
            index -= 1
        return self.doc[index].text if index > run.first else ""

    def _before(self, index: int) -> str:
        index -= 1
        while index >= 0 and self.doc[index].is_space and "\n" not in self.doc[index].text:
            index -= 1
        return self.doc[index].text if index >= 0 else ""

    def _right(self, run: Run) -> int | None:
        """The first cue behind, where the quotation ends like a clause that goes on."""
        inner_end = self._inner_end(run)
        after = self.doc[run.last + 1].text if run.last + 1 < len(self.doc) else ""
        if inner_end == "." or (inner_end not in OPEN_ENDS and after != ",") or self._is_governed(run):
            return None
        for index in range(run.last + 1, min(len(self.doc), run.last + REACH)):
            token = self.doc[index]
            if index in self.starts or token.text in STOPS or "\n" in token.text:
                return None
            if token.tag_ == "IN" and token.dep_ == "mark" and token.lower_ != "as":
                return None
            if index in self.waiting:
                return index
        return None

    def _is_governed(self, run: Run) -> bool:
        """Whether a word before it makes the quotation part of its phrase: 'author of “Dry Land,”'."""
        token = self.doc[run.first - 1] if run.first else None
        return token is not None and token.pos_ in {"ADP", "DET", "ADJ", "PART"} and token.lower_ not in {"that", "as"}

    def _left(self, run: Run) -> int | None:
        """The last cue before, where nothing but its own company stands between."""
        for index in range(run.first - 1, max(-1, run.first - REACH), -1):
            token = self.doc[index]
            if index in self.ends or token.text in STOPS or "\n" in token.text:
                return None
            if index in self.waiting:
                close = run.first - index <= 2
                led = self._before(run.first) in INTRODUCING
                return index if close or led or not run.quote.is_scare else None
        return None
