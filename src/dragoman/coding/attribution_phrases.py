"""Phrases that attribute the clause around them: 'according to X', 'in X's view', 'in a poll'; and 'X: ...'."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_draft import Content, Cue, Draft, Source, region
from dragoman.coding.attribution_quotes import Runs
from dragoman.coding.attribution_sources import NAMED, trimmed, whole
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.cues import Cues, PhraseRow

# Phrases that mean other things, too ('per month'): only names follow them.
STRICT = frozenset({"per", "as per"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "xcomp", "acl", "pcomp", "csubj", "dep"})
QUOTES = frozenset({"“", "”", '"', "''", "‘", "’"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
SLIGHT = frozenset({"PUNCT", "SPACE", "CCONJ", "ADV"})
# Who asks and who answers in an interview; an account that posts.
LABELS = frozenset({"Q", "A"})
HANDLE = re.compile(r"@\w+")
# What stands between a quotation and the name of who said it, where the line ends with the name.
DASHES = frozenset({"–", "—", "―", "-", "--"})
LONGEST_SIGNATURE = 14
# A name before a colon has no more words than this.
LONGEST_NAME = 7


class Phrases:
    """Finds phrases and name colons."""

    def __init__(self, book: Cues) -> None:
        self.book = book
        self.row = book.phrases["according"]["according", "to"]

    def draft(self, reading: Reading, token: Token, runs: Runs) -> Draft | None:
        """The draft of the phrase that starts at a token, or of a colon; with the quotations that it touches."""
        doc, word = reading.doc, token.lower_
        phrases = self.book.phrases.get(word)
        draft: Draft | None = None
        if phrases is not None and (found := matched(doc, token.i, phrases)):
            draft = phrase_draft(doc, token.i, *found)
        elif word in {"in", "by"}:
            draft = self.survey_draft(token) or self.owned_draft(token)
        elif word == ":":
            draft = self.colon_draft(reading, token)
        elif word in DASHES:
            draft = self.dash_draft(reading, token, runs)
        if draft is not None:
            for run in list(runs.touching(draft.content.tokens)):
                if not run.quote.is_scare and not draft.content.tokens.isdisjoint((run.first, run.last)):
                    draft.content.tokens |= run.tokens
        return draft

    def survey_draft(self, preposition: Token) -> Draft | None:
        """'In a new poll, X leads'."""
        head = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if head is None or lemma(head) not in self.book.classes.survey or preposition.head.pos_ != "VERB":
            return None
        if head.tag_ == "NNS" and not any(child.pos_ in {"PROPN", "NUM", "ADJ"} for child in head.lefts):
            return None
        source = whole(head, "object of phrase")
        sentence = preposition.sent
        if preposition.i > sentence.start + 1 and max(source.tokens) < sentence.end - 3:
            return None
        content = clause_around(preposition, {preposition.i} | source.tokens)
        cue = Cue(preposition, {preposition.i}, "in", self.row)
        return Draft(cue, content, source) if content is not None else None

    def owned_draft(self, preposition: Token) -> Draft | None:
        """'In his view', 'by her own admission', 'in X's words'."""
        head = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if head is None or lemma(head) not in self.book.classes.outlook:
            return None
        owner = next((child for child in head.children if child.dep_ == "poss"), None)
        if owner is None or head.right_edge.i > head.i:
            return None
        source = whole(owner, "possessor")
        words = {index for index in range(preposition.i, head.i + 1) if index not in source.tokens}
        content = clause_around(preposition, words | source.tokens)
        cue = Cue(preposition, words, f"{preposition.lower_} {head.lower_}", self.row)
        return Draft(cue, content, source) if content is not None else None

    def colon_draft(self, reading: Reading, colon: Token) -> Draft | None:
        """'Lee: The plan is dead' at the start of a line: a headline, or a transcript."""
        doc = reading.doc
        line = reading.segment_at(colon.idx)
        if line is None:
            return None
        start = colon.i
        while start > 0 and doc[start - 1].idx >= line.start:
            start -= 1
            if colon.i - start > LONGEST_NAME:
                return None
        if start == colon.i or not is_speaker(doc, start, colon.i, self.book):
            return None
        end = colon.i + 1
        while end < len(doc) and doc[end].idx < line.end:
            end += 1
        tokens = {index for index in range(colon.i + 1, end) if not doc[index].is_space}
        if not any(doc[index].tag_ in {"VBD", "VBZ", "VBP", "MD"} or doc[index].text in QUOTES for index in tokens):
            return None
        head = noun_from(doc[start])
        if head is None or not start <= head.i < colon.i:
            head = doc[colon.i - 1]
        source = Source(head, set(range(start, colon.i)), "name before colon")
        return Draft(Cue(colon, {colon.i}, ":", self.row), Content(tokens, "that", "line behind colon"), source)

    def dash_draft(self, reading: Reading, dash: Token, runs: Runs) -> Draft | None:
        """'"The plan is dead." – Ann Lee, mayor' at the end of a line that is a quotation otherwise."""
        doc = reading.doc
        line = reading.segment_at(dash.idx)
        run = next((run for run in runs.touching({dash.i - 1}) if run.last == dash.i - 1), None)
        if line is None or run is None or any(not doc[index].is_punct for index in before(doc, run.first, line.start)):
            return None
        end = dash.i + 1
        while end < len(doc) and doc[end].idx < line.end and not doc[end].is_space:
            end += 1
        words = doc[dash.i + 1 : end]
        if not 0 < len(words) <= LONGEST_SIGNATURE or any(word.tag_ in {"VBZ", "VBP", "MD"} for word in words):
            return None
        head = next((word for word in words if word.pos_ in {"PROPN", "NOUN", "PRON"}), None)
        if head is None or not (words[0].text[0].isupper() or words[0].pos_ == "DET"):
            return None
        source = Source(head, {word.i for word in words}, "name behind dash")
        return Draft(Cue(dash, {dash.i}, dash.text, self.row), Content(run.tokens, "quote", "line before dash"), source)


def before(doc: Doc, index: int, start: int) -> list[int]:
    """The tokens of a line before one of its tokens, without blanks."""
    found = []
    while index > 0 and doc[index - 1].idx >= start:
        index -= 1
        if not doc[index].is_space:
            found.append(index)
    return found


def matched(doc: Doc, start: int, phrases: dict[tuple[str, ...], PhraseRow]) -> tuple[int, str, PhraseRow] | None:
    """The longest phrase that starts at a token: its end, its name and its row."""
    best: tuple[int, str, PhraseRow] | None = None
    for words, row in phrases.items():
        end = start + len(words)
        fits = end < len(doc) and all(doc[start + place].lower_ == word for place, word in enumerate(words))
        if fits and (best is None or end > best[0]):
            best = end, " ".join(words), row
    return best


def phrase_draft(doc: Doc, start: int, end: int, name: str, row: PhraseRow) -> Draft | None:
    """The draft of one phrase; its source follows it."""
    head = noun_from(doc[end])
    if head is None or (name in STRICT and not any(word.ent_type_ in NAMED for word in doc[end : head.i + 1])):
        return None
    source = Source(head, trimmed(head, {index for index in region(head) if index >= end}), "object of phrase")
    words = set(range(start, end))
    content = clause_around(doc[start], words | source.tokens)
    return Draft(Cue(doc[start], words, name, row), content, source) if content is not None else None


def noun_from(token: Token) -> Token | None:
    """The head of the noun phrase that starts at a token."""
    head = token
    while head.head.i != head.i and head.head.left_edge.i >= token.i:
        head = head.head
    return head if head.pos_ in NOMINAL else None


def clause_around(start: Token, phrase: set[int]) -> Content | None:
    """The clause that a phrase stands in, without the phrase: the sentence where it begins or ends it."""
    doc, sentence = start.doc, start.sent
    first, last = sentence.start, sentence.end - 1
    before = any(doc[index].pos_ not in SLIGHT for index in range(first, min(phrase)))
    behind = any(doc[index].pos_ not in {"PUNCT", "SPACE"} for index in range(max(phrase) + 1, last + 1))
    if before and behind:
        anchor = start
        while anchor.head.i != anchor.i and not (anchor.dep_ in CLAUSES and anchor.pos_ == "VERB"):
            anchor = anchor.head
        tokens = region(anchor)
    else:
        tokens = set(range(first, last + 1))
    tokens = {index for index in tokens - phrase if not doc[index].is_space}
    return Content(tokens, "that", "clause around") if tokens else None


def is_speaker(doc: Doc, start: int, end: int, book: Cues) -> bool:
    """Whether the words before a colon name somebody who speaks, or a survey."""
    words = doc[start:end]
    if len(words) == 1 and (words[0].text in LABELS or HANDLE.fullmatch(words[0].text)):
        return True
    if any(word.pos_ == "VERB" or word.text in {",", ";", "–", "—", "-"} for word in words):
        return False
    if lemma(words[-1]) in book.classes.survey:
        return True
    return any(word.ent_type_ in NAMED for word in words) and words[-1].pos_ == "PROPN"
