"""Attributions in a language read natively: verbs with 'que', quotations, reports at the end, 'selon', 'según'."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.native_clauses import sentences_of
from dragoman.coding.native_forms import Forms, forms, pieces
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.coding.quotes import Quote
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import CueRow, Native, cues
from dragoman.record import Attribution, AttributionKind, Mention, Span

# How many words may stand between a quotation and the verb that reports it.
NEAR = 12
# From this share of quoted characters on, a content is direct speech.
DIRECT = 0.9
END = frozenset({".", "!", "?", ";"})


@Language.factory("dragoman_native_attributions")
def make_attributions(nlp: Language, name: str) -> NativeAttributions:
    """Make the component for a pipeline."""
    return NativeAttributions("fr" if nlp.lang == "fr" else "es")


class NativeAttributions:
    """Finds who says what in a document in one language."""

    def __init__(self, language: Native) -> None:
        self.forms: Forms = forms(language)
        self.words = self.forms.words
        rows = cues(language).cues
        self.phrases = [(tuple(pieces(phrase)), row) for row in rows for phrase in row.phrases]
        self.phrases.sort(key=lambda pair: -len(pair[0]))

    def __call__(self, doc: Doc) -> Doc:
        """Add the attributions of one document to its reading."""
        found = Finder(Reading.of(doc), self.forms, self.phrases)
        sentences = sentences_of(doc, self.forms)
        for place, slots in enumerate(sentences):
            found.read(slots, sentences[place - 1] if place else None)
        found.finish()
        return doc


class Finder:
    """The attributions of one article while they are found."""

    def __init__(self, reading: Reading, known: Forms, phrases: list[tuple[tuple[str, ...], CueRow]]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.forms = known
        self.words = known.words
        self.phrases = phrases
        self.quoted: set[int] = set()
        self.speaker: list[Mention] = []

    def read(self, slots: Slots, before: Slots | None) -> None:
        """Find the attributions whose cue stands in one sentence."""
        for verb in slots.verbs:
            row = next((self.forms.cues[lemma] for lemma in verb.lemmas if lemma in self.forms.cues), None)
            if row is None or self._is_inside(self.doc[verb.i].idx):
                continue
            content = (
                self._quoted(verb, row, slots, before)
                or self._that(verb, row, slots)
                or self._reported(verb, row, slots)
            )
            content = content or self._object(verb, row, slots)
            if content:
                self._add(verb, row, content, slots)
        self._phrases(slots)

    def _is_inside(self, character: int) -> bool:
        return any(quote.start < character < quote.end for quote in self.reading.quotes if not quote.is_scare)

    def _quoted(self, verb: Verb, row: CueRow, slots: Slots, before: Slots | None) -> list[Span]:
        """A quotation beside the verb, in its sentence or ending the one before."""
        if "quote" not in row.frames:
            return []
        start = before.sentence.start_char if before is not None else slots.sentence.start_char
        near: list[Quote] = []
        for quote in self.reading.quotes:
            if (
                quote.is_scare
                or quote.end <= start
                or quote.start >= slots.sentence.end_char
                or quote.start in self.quoted
            ):
                continue
            first, last = self.reading.tokens_of_span(Span(start=quote.start, end=quote.end))
            behind, ahead = verb.first - last, first - verb.i
            if 0 <= behind <= 3 or (0 < ahead <= NEAR and self._is_led(verb.i, first)):
                near.append(quote)
        if near and any(self._has_that(verb, slots) for _ in near[:1]) and near[0].start > self.doc[verb.i].idx:
            return []
        self.quoted.update(quote.start for quote in near)
        return [Span(start=quote.start, end=quote.end) for quote in near]

    def _is_led(self, verb: int, first: int) -> bool:
        """Whether a colon leads to a quotation, or nothing but the speaker stands between."""
        between = [self.doc[i] for i in range(verb + 1, first)]
        return any(token.text == ":" for token in between) or all(
            token.text == "," or word_of(token) not in self.words.that for token in between
        )

    def _has_that(self, verb: Verb, slots: Slots) -> bool:
        return self._that_at(verb, slots) is not None

    def _that_at(self, verb: Verb, slots: Slots) -> int | None:
        """Where the 'que' of a verb stands."""
        for index in range(verb.i + 1, min(verb.i + NEAR, slots.sentence.end)):
            if word_of(self.doc[index]) in self.words.that:
                return index
            if self.doc[index].text in END or any(v.first == index and v.is_finite for v in slots.verbs):
                return None
        return None

    def _that(self, verb: Verb, row: CueRow, slots: Slots) -> list[Span]:
        if "that" in row.frames and (that := self._that_at(verb, slots)) is not None:
            return self._until_end(that, slots)
        if "infinitive" in row.frames:
            under = next((one for one in slots.verbs if one.over is verb and one.mood == "infinitive"), None)
            if under is not None:
                return self._until_end(verb.i + 1, slots)
        return []

    def _until_end(self, start: int, slots: Slots) -> list[Span]:
        end = slots.sentence.end
        while end > start and (self.doc[end - 1].is_space or self.doc[end - 1].text in END):
            end -= 1
        return [self.reading.span(start, end)] if end > start else []

    def _reported(self, verb: Verb, row: CueRow, slots: Slots) -> list[Span]:
        """'X a fait Y, a rapporté l'agence.': what stands before the comma."""
        before = self.doc[verb.first - 1].text if verb.first > slots.sentence.start else ""
        if "that" not in row.frames or before != "," or verb.first - 1 <= slots.sentence.start:
            return []
        if not (slots.inverted(verb) or self._behind(verb, slots) or self._noun_behind(verb)):
            return []
        return [self.reading.span(slots.sentence.start, verb.first - 1)]

    def _object(self, verb: Verb, row: CueRow, slots: Slots) -> list[Span]:
        end = slots.right(verb)
        if "object" not in row.frames or end <= verb.i + 1:
            return []
        return [self.reading.span(verb.i + 1, end)]

    def _add(self, verb: Verb, row: CueRow, content: list[Span], slots: Slots) -> None:
        ahead = content[0].start < self.doc[verb.i].idx
        source = (slots.inverted(verb) or self._behind(verb, slots)) if ahead else []
        if not source and not (ahead and self._noun_behind(verb)):
            source = slots.agent(verb) if verb.passive else slots.subject(verb)
        cue = self.reading.span(min([verb.i, *verb.auxiliaries]), verb.i + 1)
        self._keep(source, [cue], content, row, f"cue '{self.doc[verb.i].text}'")

    def _noun_behind(self, verb: Verb) -> bool:
        """Whether a noun stands right behind a verb of saying, whoever it names."""
        after = [self.doc[i] for i in range(verb.i + 1, min(verb.i + 4, len(self.doc)))]
        return bool(after) and (
            after[0].pos_ in {"DET", "PROPN", "NOUN"} or word_of(after[0]) in self.words.determiners
        )

    def _behind(self, verb: Verb, slots: Slots) -> list[Mention]:
        """Who stands right behind a verb of saying."""
        near = [u for u in slots.region(verb) if u.slot == "" and not u.adjective and u.lead - verb.i <= 2]
        return slots.together(near[0]) if near else []

    def _phrases(self, slots: Slots) -> None:
        """'Selon X': what stands around it in the sentence."""
        for token in slots.sentence:
            for words, row in self.phrases:
                end = token.i + len(words)
                if end > slots.sentence.end or any(word_of(self.doc[token.i + n]) != w for n, w in enumerate(words)):
                    continue
                if self._is_inside(token.idx):
                    break
                unit = next((u for u in slots.units if end <= u.first <= end + 3 and not u.adjective), None)
                last = self._source_end(end if unit is None else unit.last, slots, named=unit is not None)
                content = [
                    s
                    for s in (self._around(slots.sentence.start, token.i), self._around(last, slots.sentence.end))
                    if s
                ]
                if content:
                    source = [unit.mention] if unit is not None else []
                    self._keep(source, [self.reading.span(token.i, end)], content, row, f"phrase '{' '.join(words)}'")
                break

    def _source_end(self, start: int, slots: Slots, *, named: bool) -> int:
        """Where the words for a source end: at the next mark, or right behind its name where a clause follows."""
        end = next((i for i in range(start, slots.sentence.end) if self.doc[i].text in {",", *END}), slots.sentence.end)
        clause = any(start <= verb.first < end and verb.is_finite for verb in slots.verbs)
        return start if named and clause else end

    def _around(self, start: int, end: int) -> Span | None:
        while (
            start < end
            and (self.doc[start].is_punct or self.doc[start].is_space)
            and self.doc[start].text not in {"«", "“"}
        ):
            start += 1
        while (
            end > start
            and (self.doc[end - 1].is_punct or self.doc[end - 1].is_space)
            and self.doc[end - 1].text not in {"»", "”"}
        ):
            end -= 1
        return self.reading.span(start, end) if end > start else None

    def _keep(self, source: list[Mention], cue: list[Span], content: list[Span], row: CueRow, reason: str) -> None:
        mention = source[0] if source else None
        self.reading.attributions.append(
            Attribution(
                id=f"a{len(self.reading.attributions) + 1}",
                kind=self._kind(content),
                source=[Span(start=mention.start, end=mention.end)] if mention is not None else [],
                source_entity=mention.entity if mention is not None else None,
                cue=cue,
                content=content,
                expresses=row.expresses,
                stance=row.stance,
                reasons=[reason],
            )
        )

    def _kind(self, content: list[Span]) -> AttributionKind:
        """Direct, mixed or indirect, by the share of its characters that stand in quotation marks."""
        whole = sum(span.end - span.start for span in content)
        quoted = sum(
            max(0, min(span.end, quote.end) - max(span.start, quote.start))
            for span in content
            for quote in self.reading.quotes
        )
        if not quoted:
            return "indirect"
        return "direct" if quoted >= DIRECT * whole else "mixed"

    def finish(self) -> None:
        """Set the parents: for each the attribution with the shortest content that holds its cue."""
        for one in self.reading.attributions:
            at = (one.cue or one.content)[0].start
            holders = [
                (sum(s.end - s.start for s in other.content), other.id)
                for other in self.reading.attributions
                if other is not one and any(s.start <= at < s.end for s in other.content)
            ]
            one.parent = min(holders)[1] if holders else None
