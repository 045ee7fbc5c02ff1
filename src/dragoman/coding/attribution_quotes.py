"""Quotations and their cues: each goes to the cue beside it, or goes on where the last one of its line stopped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_draft import SPOKEN, UNSAID, Content, Cue, Draft
from dragoman.coding.attribution_sources import NAMED, can_speak, subject
from dragoman.coding.quotes import Quote
from dragoman.coding.reading import Reading
from dragoman.knowledge.cues import cues
from dragoman.record import Segment, Span

# How far from a quotation its cue may stand, in tokens.
REACH = 30
STOPS = frozenset({".", "!", "?", ";"})
# Contents found by a guess, which give way to a quotation.
GUESSED = frozenset({"clause around", "sentence around", "sentence before", "object taken for a subject"})
OPEN_ENDS = frozenset({",", "?", "!", "-", "--", "—", "–", "…", "..."})
INTRODUCING = frozenset({":", ",", "that", "—", "--", "–"})
BULLETS = frozenset({"-", "–", "—", "•", "*", "·"})
# What the line before a quotation does, where its subject goes on speaking.
REPORTING = frozenset({"speech", "attitude", "judgement"})
# A line in marks with fewer tokens is a title or a name.
LEAST_WORDS = 4
# Words before a mark that make the quotation part of their phrase: 'author of “Dry Land,”'.
GOVERNING = frozenset({"ADP", "DET", "ADJ", "PART"})


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


class Runs:
    """The quotations of a document as tokens, in text order, none inside another."""

    def __init__(self, doc: Doc, quotes: list[Quote]) -> None:
        starts = [token.idx for token in doc] if quotes else []
        self.all: list[Run] = []
        for quote in quotes:
            first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end) - 1
            if first <= last and (not self.all or first > self.all[-1].last):
                self.all.append(Run(quote, first, last))
        self.tokens = {index for run in self.all for index in range(run.first, run.last + 1)}
        self._starts = [run.first for run in self.all]

    def touching(self, tokens: set[int]) -> Iterator[Run]:
        """The quotations that stand, in part at least, between the first and the last of some tokens."""
        if not tokens or not self.all:
            return
        last = max(tokens)
        place = max(0, bisect_right(self._starts, min(tokens)) - 1)
        while place < len(self.all) and self.all[place].first <= last:
            yield self.all[place]
            place += 1


class Speakers:
    """Gives quotations to drafts.

    Args:
        reading: the article's reading.
        runs: all quotations.
        drafts: the drafts so far; new ones are added for cues that have nothing but a quotation.
        waiting: verb cues that may take a quotation, by token index.
    """

    def __init__(self, reading: Reading, runs: Runs, drafts: list[Draft], waiting: dict[int, Cue]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.runs = runs
        self.drafts = drafts
        self.waiting = waiting
        self.starts = {run.first for run in runs.all}
        self.ends = {run.last for run in runs.all}
        self.row = cues().phrases["according"]["according", "to"]
        self.by_head: dict[int, Draft] = {}
        self.holding: dict[int, list[Draft]] = defaultdict(list)
        self.reports: list[int] = []
        for draft in drafts:
            self._register(draft)
        self.last: tuple[Draft, Segment | None, Run] | None = None
        self.before: tuple[Draft, Segment | None, Run] | None = None
        self.open: list[Run] = []
        self.first: dict[int, Run] = {}
        self.alone: dict[int, bool] = {}
        self.unsaid: list[tuple[Run, Segment | None]] = []

    def give(self) -> None:
        """Give every quotation to a draft, where one can be found."""
        for run in self.runs.all:
            line = self.reading.segment_at(run.quote.start)
            draft = (
                self._holder(run)
                or self._neighbour(run)
                or self._announced(run)
                or self._introduced(run)
                or self._continued(run, line)
                or self._reported(run, line)
            )
            if draft is not None:
                self._take_up(draft, run)
                if self.last is not None and self.last[0] is not draft:
                    self.before = self.last
                self.last = draft, line, run
                self.first.setdefault(id(draft), run)
            elif run.quote.is_continued:
                self.open.append(run)
            else:
                self.unsaid.append((run, line))
        self._keep_unsaid()

    def _take_up(self, draft: Draft, run: Run) -> None:
        """Give a draft the quotations of the lines before that were left open: its source comes at their end."""
        last = run
        while self.open and self._is_next(last, self.open[-1]):
            last = self.open.pop()
            self._add(draft, last)
        self.open.clear()

    def _register(self, draft: Draft) -> None:
        """Note which tokens a draft holds, where in or beside a quotation, and that its cue speaks."""
        self.by_head[draft.cue.head.i] = draft
        for index in draft.content.tokens & self.runs.tokens:
            self.holding[index].append(draft)
        if is_report(draft):
            insort(self.reports, draft.cue.head.i)

    def _add(self, draft: Draft, run: Run) -> Draft:
        """Put a quotation into a draft's content."""
        for index in range(run.first, run.last + 1):
            if index not in draft.content.tokens:
                self.holding[index].append(draft)
        draft.content.tokens |= run.tokens
        return draft

    def _holder(self, run: Run) -> Draft | None:
        """The draft whose content the quotation is part of; a whole sentence in marks is taken up whole."""
        holding: dict[int, Draft] = {}
        for index in range(run.first, run.last + 1):
            for draft in self.holding.get(index, ()):
                if index in draft.content.tokens:
                    holding[draft.cue.head.i] = draft
        speaking = [draft for _, draft in sorted(holding.items()) if is_quoting(draft)]
        if run.quote.is_scare:
            return speaking[-1] if speaking else next(iter(holding.values()), None)
        for draft in speaking:
            if draft.cue.head.i > run.last and self._before(run.first) in {":", "."}:
                draft.content.tokens = {index for index in draft.content.tokens if index >= run.first}
            self._add(draft, run)
        return speaking[-1] if speaking else None

    def _neighbour(self, run: Run) -> Draft | None:
        """The draft of the cue beside a quotation."""
        before, behind = self._left(run), self._right(run)
        introduced = before is not None and self._before(run.first) in {":", ","}
        if run.quote.is_scare and not introduced:
            return None
        if behind is not None and not (introduced and self._inner_end(run) in STOPS):
            return self._take(behind, run, "quotation before cue")
        if before is not None:
            return self._take(before, run, "quotation behind cue")
        return None

    def _take(self, index: int, run: Run, rule: str, cue: Cue | None = None) -> Draft:
        """The draft of a cue, a waiting one by default, made where there is none, with the quotation in it."""
        draft = self.by_head.get(index)
        if draft is None:
            draft = Draft(cue or self.waiting[index], Content(set(), "quote", rule))
            self.drafts.append(draft)
            self._register(draft)
        elif draft.content.frame not in SPOKEN or draft.content.rule in GUESSED:
            draft.content = Content(set(), "quote", rule)
        return self._add(draft, run)

    def _announced(self, run: Run) -> Draft | None:
        """The draft of the last cue of a line that ends with a colon, for a quotation that starts the next line.

        A line that only says that somebody spoke or wrote may end with a full stop, where the next is all quotation.
        """
        index = self._line_end_before(run)
        if index is None or self.doc[index].text not in {":", "."}:
            return None
        alone = self._is_alone(run, self.reading.segment_at(run.quote.start))
        for place in range(index, max(-1, index - REACH), -1):
            if "\n" in self.doc[place].text:
                return None
            said_only = place in self.waiting and place not in self.by_head and self.doc[place].dep_ == "ROOT"
            if place in self.waiting and (self.doc[index].text == ":" or (alone and said_only)):
                return self._take(place, run, "quotation on the next line")
        return None

    def _introduced(self, run: Run) -> Draft | None:
        """The draft of a clause before a colon, whatever it says: 'The minister was blunt: "..."'."""
        colon = run.first - 1
        if colon < 0 or self.doc[colon].text != ":":
            end = self._line_end_before(run)
            colon = end if end is not None else -1
        if colon < 0 or self.doc[colon].text != ":" or run.quote.is_scare:
            return None
        head = self._clause_before(colon)
        owner = subject(head) if head is not None else None
        if head is None or owner is None or not can_speak(owner):
            return None
        return self._take(head.i, run, "quotation behind a colon", Cue(head, {colon}, ":", self.row))

    def _clause_before(self, colon: int) -> Token | None:
        """The verb of the clause that a colon ends: the last one there that hangs on nothing in it."""
        start = colon
        while start > 0 and start > colon - REACH and not self.doc[start].text.isspace():
            start -= 1
            if self.doc[start].text in STOPS:
                break
        verbs = [one for one in self.doc[start:colon] if one.tag_[:2] == "VB" and one.i not in self.runs.tokens]
        top = [one for one in verbs if one.head.i == one.i or not start <= one.head.i < colon]
        return top[-1] if top else None

    def _reported(self, run: Run, line: Segment | None) -> Draft | None:
        """The draft of a line that is all quotation behind one that reports its speaker's words: he goes on."""
        index = self._line_end_before(run)
        if index is None or self.doc[index].text != "." or not self._is_alone(run, line):
            return None
        report = self.by_head.get(self.doc[index].sent.root.i)
        if report is None or report.row.kind not in REPORTING or report.content.frame == "seem":
            return None
        owner = subject(report.cue.head)
        if owner is None or not (owner.pos_ == "PRON" or any(word.ent_type_ in NAMED for word in owner.subtree)):
            return None
        draft = Draft(Cue(report.cue.head, set(), "", self.row), Content(set(), "quote", "quotation behind a report"))
        self.drafts.append(draft)
        return self._add(draft, run)

    def _keep_unsaid(self) -> None:
        """Quotations that fill their lines and that nobody is given for: speech whose source is not told."""
        last: tuple[Draft, Segment | None] | None = None
        for run, line in self.unsaid:
            if not self._is_alone(run, line) or run.last - run.first < LEAST_WORDS:
                continue
            if last is not None and last[1] is line:
                self._add(last[0], run)
                continue
            head = self.doc[run.first]
            draft = Draft(Cue(head, set(), "", self.row), Content(set(), "quote", UNSAID))
            self.drafts.append(draft)
            last = self._add(draft, run), line

    def _line_end_before(self, run: Run) -> int | None:
        """The last word or mark of the line before, for a quotation that starts its line, behind a bullet or not."""
        index = run.first - 1
        while index >= 0 and (self.doc[index].text in BULLETS or self.doc[index].text == " "):
            index -= 1
        if index < 0 or "\n" not in self.doc[index].text:
            return None
        while index >= 0 and self.doc[index].is_space:
            index -= 1
        return index if index >= 0 else None

    def _continued(self, run: Run, line: Segment | None) -> Draft | None:
        """The draft that goes on: the last quoted one of the line, else its last report, else a line left open."""
        if run.quote.is_scare or line is None:
            return None
        draft = self._report_before(run, line)
        if self.last is not None:
            last, last_line, last_run = self.last
            if last_line is line or (last_run.quote.is_continued and self._is_next(run, last_run)):
                draft = last
            elif draft is None and self._is_alone(run, line) and self._follows(run, last_run):
                draft = last if self._is_list(last_run) or not self._is_dialogue(last) else None
        return self._add(draft, run) if draft is not None else None

    def _report_before(self, run: Run, line: Segment) -> Draft | None:
        """The last report of a line before a quotation: 'He said it was over. "It is done."'"""
        place = bisect_left(self.reports, run.first) - 1
        if place < 0 or self.doc[self.reports[place]].idx < line.start:
            return None
        return self.by_head[self.reports[place]]

    def _is_alone(self, run: Run, line: Segment | None) -> bool:
        """Whether a line holds nothing but quotations."""
        if line is None:
            return False
        if line.start not in self.alone:
            words = range(*self.reading.tokens_of_span(Span(start=line.start, end=line.end)))
            others = (self.doc[index] for index in words if index not in self.runs.tokens)
            self.alone[line.start] = all(token.is_space or token.is_punct for token in others)
        return self.alone[line.start] and not run.quote.is_scare

    def _is_dialogue(self, last: Draft) -> bool:
        """Whether two take turns: the quotation before the last one's was another's, in the line before."""
        if self.before is None or self.last is None or self.before[0] is last:
            return False
        return self._follows(self.first[id(last)], self.before[2])

    def _is_list(self, run: Run) -> bool:
        """Whether a quotation is an item of a list."""
        index = run.first - 1
        while index >= 0 and self.doc[index].text == " ":
            index -= 1
        return index >= 0 and self.doc[index].text in BULLETS

    def _follows(self, run: Run, last: Run) -> bool:
        """Whether a quotation stands in the line after another's, with one line break between."""
        between = [token.text for token in self.doc[last.last + 1 : run.first] if "\n" in token.text]
        return len(between) == 1

    def _is_next(self, run: Run, last: Run) -> bool:
        """Whether only blanks stand between two quotations."""
        return all(token.is_space for token in self.doc[last.last + 1 : run.first])

    def _inner_end(self, run: Run) -> str:
        """The last word or sign within the marks."""
        index = run.last
        while index > run.first and (self.doc[index].is_quote or self.doc[index].is_space):
            index -= 1
        return self.doc[index].text if index > run.first else ""

    def _before(self, index: int) -> str:
        """The word or sign before a token, blanks but no line breaks skipped."""
        index -= 1
        while index >= 0 and self.doc[index].is_space and "\n" not in self.doc[index].text:
            index -= 1
        return self.doc[index].text if index >= 0 else ""

    def _right(self, run: Run) -> int | None:
        """The first cue behind, where the quotation ends like a clause that goes on."""
        end = self._inner_end(run)
        after = self.doc[run.last + 1].text if run.last + 1 < len(self.doc) else ""
        if end == "." or (end not in OPEN_ENDS and after != ",") or self._is_governed(run):
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
        """Whether the word before a quotation makes it part of its phrase."""
        token = self.doc[run.first - 1] if run.first else None
        return token is not None and token.pos_ in GOVERNING and token.lower_ not in {"that", "as"}

    def _left(self, run: Run) -> int | None:
        """The last cue before, where nothing but its own company stands between."""
        for index in range(run.first - 1, max(-1, run.first - REACH), -1):
            token = self.doc[index]
            if index in self.ends or token.text in STOPS or "\n" in token.text:
                return None
            if index in self.waiting:
                led = run.first - index <= 2 or self._before(run.first) in INTRODUCING
                return index if led or not run.quote.is_scare else None
        return None


def is_quoting(draft: Draft) -> bool:
    """Whether a draft's cue may take quotations, and what it holds is a clause."""
    return "quote" in draft.cue.frames and draft.content.frame in SPOKEN


def is_report(draft: Draft) -> bool:
    """Whether a draft reports speech."""
    return is_quoting(draft) and draft.row.kind == "speech"
