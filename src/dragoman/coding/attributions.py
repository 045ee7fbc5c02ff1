"""Attributions: who says, thinks or wants what, with which words; found by their cues and completed by quotations."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.attribution_borders import settle
from dragoman.coding.attribution_choice import chosen
from dragoman.coding.attribution_contents import verb_content
from dragoman.coding.attribution_cues import is_verb, verb_cue
from dragoman.coding.attribution_draft import Cue, Draft, spans
from dragoman.coding.attribution_nominals import nominal_draft
from dragoman.coding.attribution_phrases import Phrases
from dragoman.coding.attribution_quotes import Runs, Speakers
from dragoman.coding.attribution_sources import source_of
from dragoman.coding.reading import Reading
from dragoman.coding.wording import translated_by, with_wording
from dragoman.knowledge.cues import Stance, cues
from dragoman.record import Attribution, AttributionKind

# A sentence with more tokens is a list or a table.
LONGEST_SENTENCE = 400
# From this share of quoted words on, a content is direct speech.
DIRECT = 0.9
# What a stance becomes under 'not'; the others stay what they are.
NEGATED: dict[Stance, Stance] = {
    "assert": "withhold",
    "confirm": "withhold",
    "agree": "deny",
    "deny": "withhold",
    "doubt": "withhold",
    "believe": "doubt",
    "predict": "doubt",
}
COMPANY = frozenset({"aux", "auxpass", "neg", "prt"})


@Language.factory("dragoman_attributions")
def make_attributions(nlp: Language, name: str) -> Attributions:
    """Make the component for a pipeline."""
    return Attributions()


class Attributions:
    """Finds who says what in a parsed document."""

    def __init__(self) -> None:
        self.book = cues()
        self.phrases = Phrases(self.book)

    def __call__(self, doc: Doc) -> Doc:
        """Add the attributions of one document to its reading."""
        reading = Reading.of(doc)
        runs = Runs(doc, reading.quotes)
        drafts = self.drafts(reading, runs)
        heads = {draft.cue.head.i for draft in drafts}
        for draft in drafts:
            settle(draft, doc, runs, heads)
        for draft in chosen(drafts):
            number = len(reading.attributions) + 1
            reading.attributions.append(finished(draft, doc, runs, f"a{number}"))
        with_wording(reading.attributions, translated_by(reading.article))
        return doc

    def drafts(self, reading: Reading, runs: Runs) -> list[Draft]:
        """All drafts of a document that have a content."""
        drafts: list[Draft] = []
        nominal: list[Draft] = []
        waiting: dict[int, Cue] = {}
        for token in outside(reading, runs):
            if is_verb(token):
                cue = verb_cue(token, self.book)
                if cue is not None:
                    if "quote" in cue.frames:
                        waiting[token.i] = cue
                    content = verb_content(cue)
                    if content is not None:
                        drafts.append(Draft(cue, content))
            found = self.phrases.draft(reading, token, runs)
            if found is not None:
                drafts.append(found)
            found = nominal_draft(token, self.book)
            if found is not None:
                nominal.append(found)
        Speakers(reading, runs, drafts, waiting).give()
        for draft in drafts:
            if draft.source is None:
                draft.source = source_of(draft)
        return drafts + nominal


def outside(reading: Reading, runs: Runs) -> list[Token]:
    """The tokens of prose that stand in no quotation."""
    found: list[Token] = []
    for sentence in reading.doc.sents:
        if len(sentence) <= LONGEST_SENTENCE and reading.is_prose(first_character(sentence[0])):
            found.extend(token for token in sentence if token.i not in runs.tokens)
    return found


def first_character(token: Token) -> int:
    """Where a sentence begins: at its first token that is no blank."""
    while token.is_space and token.i + 1 < len(token.doc):
        token = token.nbor()
    return token.idx


def finished(draft: Draft, doc: Doc, runs: Runs, name: str) -> Attribution:
    """A draft as an attribution of the record."""
    return Attribution(
        id=name,
        kind=kind_of(draft, doc, runs),
        source=spans(doc, draft.source.tokens) if draft.source is not None else [],
        cue=spans(doc, with_company(draft, doc)),
        content=spans(doc, draft.content.tokens),
        expresses=draft.row.kind,
        stance=stance_of(draft),
        reasons=draft.reasons,
    )


def kind_of(draft: Draft, doc: Doc, runs: Runs) -> AttributionKind:
    """Direct, mixed or indirect, by the share of its words that stand in quotation marks."""
    words = {index for index in draft.content.tokens if not doc[index].is_punct and not doc[index].is_space}
    quoted = len(words & runs.tokens)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * len(words) else "mixed"


def stance_of(draft: Draft) -> Stance:
    """What the source does with the content: who does not deny holds back, who does not believe doubts."""
    stance = draft.row.stance
    negated = any(child.dep_ == "neg" for child in draft.cue.head.children)
    return NEGATED.get(stance, stance) if negated else stance


def with_company(draft: Draft, doc: Doc) -> set[int]:
    """A cue with its auxiliaries, its 'not' and the adverbs among them: 'has not yet said'."""
    head, words = draft.cue.head, set(draft.cue.words)
    if not words or not is_verb(head):
        return words
    words |= {child.i for child in head.children if child.dep_ in COMPANY}
    for index in range(min(words), head.i):
        if doc[index].pos_ == "ADV":
            words.add(index)
    taken = draft.content.tokens | (draft.source.tokens if draft.source is not None else set())
    return words - taken or {head.i}
