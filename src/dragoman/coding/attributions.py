"""Attributions: who says what, with which words; found by cues, completed by quotations, nested and named."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.attribution_borders import settle
from dragoman.coding.attribution_contents import verb_content
from dragoman.coding.attribution_cues import is_verb, verb_cue
from dragoman.coding.attribution_draft import Cue, Draft, spans
from dragoman.coding.attribution_choice import chosen
from dragoman.coding.attribution_nominals import nominal_drafts
from dragoman.coding.attribution_phrases import phrase_drafts
from dragoman.coding.attribution_quotes import Run, Speakers, quote_runs
from dragoman.coding.attribution_sources import source_of
from dragoman.coding.quotes import find_quotes, outermost
from dragoman.coding.reading import Reading
from dragoman.knowledge.cues import cues
from dragoman.record import Attribution


@Language.factory("dragoman_attributions")
def make_attributions(nlp: Language, name: str) -> Attributions:
    """Make the component for a pipeline."""
    return Attributions()


class Attributions:
    """Finds who says what."""

    def __init__(self) -> None:
        self.book = cues()

    def __call__(self, doc: Doc) -> Doc:
        """Add the attributions of one parsed document to its reading."""
        reading = Reading.of(doc)
        segments = [(segment.start, segment.end) for segment in reading.article.segments]
        runs = quote_runs(doc, outermost(find_quotes(doc.text, segments)))
        drafts = self.drafts(reading, runs)
        for number, draft in enumerate(drafts, start=1):
            reading.attributions.append(
                Attribution(
                    id=f"a{number}",
                    kind="indirect",
                    source=spans(doc, draft.source.tokens) if draft.source else [],
                    cue=spans(doc, draft.cue.words),
                    content=spans(doc, draft.content.tokens),
                    reasons=draft.reasons,
                )
            )
        return doc

    def drafts(self, reading: Reading, runs: list[Run]) -> list[Draft]:
        """The drafts of one document, in text order."""
        doc, book = reading.doc, self.book
        quoted = {index for run in runs for index in range(run.first, run.last + 1)}
        drafts: list[Draft] = []
        waiting: dict[int, Cue] = {}
        for token in doc:
            if not is_verb(token) or token.i in quoted:
                continue
            cue = verb_cue(token, book)
            if cue is None:
                continue
            if "quote" in cue.frames:
                waiting[token.i] = cue
            content = verb_content(cue)
            if content is not None:
                drafts.append(Draft(cue, content))
        drafts.extend(phrase_drafts(reading, book, runs, quoted))
        Speakers(reading, runs, drafts, waiting).give()
        for draft in drafts:
            if draft.source is None and draft.cue.frames:
                draft.source = source_of(draft)
        drafts.extend(nominal_drafts(doc, book, quoted))
        heads = {draft.cue.head.i for draft in drafts}
        for draft in drafts:
            settle(draft, doc, runs, heads)
        return chosen(drafts)
