"""Materiel: the component that finds arms and related equipment, named or generic, with their class."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from dragoman.coding.reading import Reading
from dragoman.knowledge.materiel import Materiel, Materiels, materiel
from dragoman.knowledge.materiel_cues import MaterielCues, materiel_cues
from dragoman.knowledge.name_table import NameReading
from dragoman.knowledge.names import NameMatch
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity, Form

# A type designation that no file lists ("Su-75"), alone or coordinated with others.
DESIGNATION = r"[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]{0,3}\b"
COORDINATED = re.compile(rf"(?<![\w-]){DESIGNATION}(?:(?:,|,?\s+and|,?\s+or)\s+{DESIGNATION})*\s+(?:[a-z-]+\s+)?$")
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@Language.factory("dragoman_materiel")
def make_materiel(nlp: Language, name: str) -> MaterielFinder:
    """Make the component for a pipeline."""
    return MaterielFinder()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known wording for materiel, and whether it alone is enough."""

    match: NameMatch
    item: Materiel
    reading: NameReading
    span: Span
    sure: bool


class MaterielFinder:
    """Finds the materiel of a document: mentions and entities of the kind 'materiel'."""

    def __init__(self) -> None:
        self.known: Materiels = materiel()
        self.cues: MaterielCues = materiel_cues()

    def __call__(self, doc: Doc) -> Doc:
        """Find the materiel of one document."""
        reading = Reading.of(doc)
        candidates = [found for match in reading.known_names if (found := self._candidate(reading, match))]
        accepted = self._accepted(reading, candidates)
        last_named = -1
        for candidate in candidates:
            if candidate not in accepted:
                continue
            start, end = candidate.span.start, candidate.span.end
            if not candidate.item.generic:
                last_named = end
            elif start == last_named:
                continue  # "Tu-160 bombers": the noun names no second thing.
            elif self._unlisted(reading, candidate):
                continue
            form: Form = "nominal" if candidate.item.generic else "name"
            reading.add_mention(start, end, self._entity(candidate.item, candidate.reading.entity), form)
        return doc

    def _candidate(self, reading: Reading, match: NameMatch) -> Candidate | None:
        """A match that may be materiel where it stands."""
        meant = next((r for r in match.readings if r.entity.kind == "materiel"), None)
        if meant is None or not reading.is_prose(match.start):
            return None
        item = self.known.by_id[meant.entity.id.removeprefix("materiel:")]
        span = reading.doc.char_span(match.start, match.end, alignment_mode="contract" if item.generic else "expand")
        if span is None:
            return None
        if item.generic and not self._is_thing(reading, item, span):
            return None
        alone = all(r.entity.kind == "materiel" or r.needs_context or r.weak for r in match.readings)
        return Candidate(match, item, meant, span, sure=alone and not meant.needs_context)

    def _is_thing(self, reading: Reading, item: Materiel, span: Span) -> bool:
        """Whether a generic word is a noun of its own here: no verb, no part of a compound or name, no other sense."""
        doc, start, end = span.doc, span.start, span.end
        if doc[end - 1].tag_ not in NOUNS:
            return False
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        # "Anti-missile", "drone-maker": the hyphen makes another word.
        if (before is not None and before.tag_ == "HYPH") or (after is not None and after.tag_ == "HYPH"):
            return False
        in_headline = reading.role_at(doc[start].idx) == "title"
        if after is not None and after.tag_[:3] == "NNP" and doc[start].text[0].isupper() and not in_headline:
            return False  # "Rocket Force", "Missile Defense Agency"
        return not self.cues.excepted(item.name, before.text if before else "", after.text if after else "")

    def _accepted(self, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates that are materiel: sure ones, and others near a cue or near sure ones; one sense a wording."""
        sure = {candidate.span.sent.start for candidate in candidates if candidate.sure}
        senses: set[str] = set()
        for candidate in candidates:
            if not candidate.sure and (candidate.span.sent.start in sure or self._cue(reading, candidate)):
                senses.add(candidate.item.id)
        return [candidate for candidate in candidates if candidate.sure or candidate.item.id in senses]

    def _cue(self, reading: Reading, candidate: Candidate) -> str | None:
        sentence, match = candidate.span.sent, candidate.match
        text = reading.article.text[sentence.start_char : sentence.end_char]
        word = candidate.item.name if candidate.item.generic else None
        return self.cues.shown(text, match.start - sentence.start_char, match.end - sentence.start_char, word)

    def _unlisted(self, reading: Reading, head: Candidate) -> bool:
        """Keep designations that no file lists, classed by the noun after them: 'Su-75 and Su-80 fighter jets'."""
        begin = max(head.span.sent.start_char, head.match.start - 80)
        chain = COORDINATED.search(reading.article.text, begin, head.match.start)
        if chain is None:
            return False
        kept = False
        for part in re.finditer(DESIGNATION, chain[0]):
            span = reading.doc.char_span(chain.start() + part.start(), chain.start() + part.end())
            if span is None or reading.mentions_on(span.start):
                continue
            entity = Entity(id=f"materiel:{slug(part[0])}", name=part[0], kind="materiel", role=head.item.type)
            entity.materiel_class = head.item.un_class
            entity.reasons = [f"class of the noun after it, '{head.match.surface}'", *self._reasons(head.item)]
            reading.add_mention(span.start, span.end, entity)
            kept = True
        return kept

    def _entity(self, item: Materiel, shared: Entity) -> Entity:
        """The entity of an item for one article, with the reasons for its class."""
        return shared.model_copy(update={"reasons": [*shared.reasons, *self._reasons(item)]})

    def _reasons(self, item: Materiel) -> list[str]:
        category = self.known.classes.get(item.un_class) if item.un_class else None
        reasons = [f"UN Register class {category.id}: {category.name}"] if category else []
        if item.class_note or (category is None and item.note):
            reasons.append(item.class_note or item.note or "")
        return reasons or ["The UN Register does not count it."]
