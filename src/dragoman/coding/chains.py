"""Chains: who an attribution's source is, through which medium it was said, and inside whose words it stands.

A chain runs outlet <- agency <- speaker <- document: 'parent' leads from an attribution to the one that reports it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.coding.actors import actor_at
from dragoman.coding.clauses import is_verb
from dragoman.coding.joint import joint_entity, named_together
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.cues import cues
from dragoman.knowledge.media import media
from dragoman.record import Attribution, Mention, Span

LEADING = frozenset({"in", "on", "at", "via", "through", "during", "by"})
# What begins a circumstance of its own behind a medium ('... before his departure').
BREAKS = frozenset({"before", "after", "when", "while", "as", "that", "which", "who", "where", "ahead", "following"})


# What begins an occasion, and where it ends.
OCCASIONS = frozenset({"before", "after", "during", "following", "upon", "while", "when", "as"})
FENCES = frozenset({",", ";", "–", "—", ".", "“", "”", '"', "(", ")"})


@Language.factory("dragoman_chains")
def make_chains(nlp: Language, name: str) -> Chains:
    """Make the component for a pipeline."""
    return Chains()


class Chains:
    """Completes the attributions of a document with source entities, media and parents."""

    def __call__(self, doc: Doc) -> Doc:
        """Complete the attributions of one document."""
        reading = Reading.of(doc)
        if not reading.attributions:
            return doc
        for attribution in reading.attributions:
            _cover_report(reading, attribution)
            attribution.source_entity = _source_entity(reading, attribution)
            verb = _head(reading, attribution.cue)
            if verb is not None:
                _set_medium(reading, attribution, verb)
                _set_occasion(reading, attribution, verb)
        _set_parents(reading)
        return doc


def _head(reading: Reading, spans: list[Span]) -> Token | None:
    """The head of the first of some spans."""
    if not spans:
        return None
    found = reading.doc.char_span(spans[0].start, spans[0].end, alignment_mode="expand")
    return found.root if found is not None else None


def _cover_report(reading: Reading, attribution: Attribution) -> None:
    """'A met B and C, state media reported.': the report at the end covers the sentence, however it was parsed."""
    verb, source = _head(reading, attribution.cue), _head(reading, attribution.source)
    if verb is None or source is None or not is_verb(verb) or source.i > verb.i or not _is_speech(verb):
        return
    sentence, doc = verb.sent, reading.doc
    if any(not (token.is_punct or token.is_space) for token in doc[verb.i + 1 : sentence.end]):
        return
    first = next((token.i for token in sentence if not token.is_space), sentence.start)
    edge = min(reading.tokens_of_span(attribution.source[0])[0], verb.i)
    if edge - 1 <= first or doc[edge - 1].text != "," or verb.i - source.i > 3:
        return
    covered = sum(span.end - span.start for span in attribution.content)
    whole = reading.span(first, edge - 1)
    if (
        attribution.content[0].start >= whole.start
        and covered < whole.end - whole.start
        and _is_alone(reading, sentence, attribution)
    ):
        attribution.content = [whole]
        attribution.reasons.append("content: the sentence before the report at its end")


def _is_alone(reading: Reading, sentence: DocSpan, attribution: Attribution) -> bool:
    """Whether no other attribution's cue stands before this one's in the sentence as the main verb."""
    root = sentence.root
    return not any(
        other is not attribution and any(span.start <= root.idx < span.end for span in other.cue)
        for other in reading.attributions
    )


def _is_speech(verb: Token) -> bool:
    rows = cues().verbs.single.get(lemma(verb), {})
    return any(row.kind == "speech" for row in rows.values())


def _source_entity(reading: Reading, attribution: Attribution) -> str | None:
    """The entity that the source names; None for sources without a name or description that was resolved."""
    head = _head(reading, attribution.source)
    if head is None:
        return None
    mention = actor_at(reading, head.i)
    together = _together(reading, attribution, head)
    if len(together) > 1:
        return joint_entity(reading, together).id
    if mention is None:
        span = attribution.source[0]
        within = [m for m in reading.mentions_in(*reading.tokens_of_span(span)) if m.kind in {"publisher", "person"}]
        mention = within[-1] if len({m.entity for m in within}) == 1 else None
    return mention.entity if mention is not None else None


def _together(reading: Reading, attribution: Attribution, head: Token) -> list[Mention]:
    """The persons who say it together: named side by side in the source, or meant by one pronoun or description."""
    span = attribution.source[0]
    named = [mention for mention in named_together(reading, head) if span.start <= mention.start < span.end]
    if len(named) > 1:
        return named
    meant = [m for m in reading.mentions_on(head.i) if m.kind == "person" and m.form in {"pronoun", "nominal"}]
    return [m for m in meant if (m.start, m.end) == (meant[0].start, meant[0].end)]


def _set_medium(reading: Reading, attribution: Attribution, verb: Token) -> None:
    """Find how it was said: 'in written responses to questions from AP', 'told Reuters', 'on Telegram'."""
    known = media()
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in LEADING:
            for inner in child.rights:
                if inner.dep_ == "pobj" and (lemma(inner) in known.nouns or inner.text in known.platforms):
                    return _keep_medium(reading, attribution, child.i, _end(inner))
        elif child.dep_ in {"dobj", "dative"} and child.i > verb.i:
            target = next((c for c in child.rights if c.dep_ == "pobj"), child) if child.dep_ == "dative" else child
            public = lemma(target) in known.audiences or target.lower_ in known.audiences
            if public or _publisher_on(reading, target.i) is not None:
                return _keep_medium(reading, attribution, target.left_edge.i, _end(target))
    return None


def _set_occasion(reading: Reading, attribution: Attribution, verb: Token) -> None:
    """Find on what occasion it was said: 'before his departure', 'after meeting the king'; no mere date is one."""
    doc = reading.doc
    for child in verb.rights:
        if child.dep_ not in {"prep", "advcl"} or not is_verb(verb):
            continue
        first = child if child.dep_ == "prep" else next((c for c in child.lefts if c.dep_ in {"mark", "advmod"}), None)
        if first is None or first.lower_ not in OCCASIONS or first.i != child.left_edge.i:
            continue
        last = next(
            (i for i in range(first.i, child.right_edge.i + 1) if doc[i].text in FENCES), child.right_edge.i + 1
        )
        words = reading.span(first.i, last)
        held = any(
            span.start < words.end and words.start < span.end for span in (*attribution.content, *attribution.medium)
        )
        dated = all(
            token.ent_type_ in {"DATE", "TIME", "CARDINAL"} or token.is_punct for token in doc[first.i + 1 : last]
        )
        if not held and not dated:
            attribution.occasion = [words]
            return


def _end(head: Token) -> int:
    """Where the phrase of a head ends, before a clause or circumstance of its own."""
    end = head.i + 1
    while (
        end <= head.right_edge.i
        and head.doc[end].lower_ not in BREAKS
        and head.doc[end].text not in {",", ";", "–", "—"}
    ):
        end += 1
    return end


def _keep_medium(reading: Reading, attribution: Attribution, first: int, end: int) -> None:
    inside = [span for span in attribution.content if span.start <= reading.doc[first].idx < span.end]
    if inside:
        return
    attribution.medium = [reading.span(first, end)]
    named = [m for m in reading.mentions_in(first, end) if m.kind in {"publisher", "organisation"}]
    publishers = [m for m in named if m.kind == "publisher"] or named
    if publishers:
        attribution.medium_entity = publishers[-1].entity
    attribution.reasons.append(f"medium: '{reading.doc[first:end].text}'")


def _publisher_on(reading: Reading, index: int) -> Mention | None:
    return next((m for m in reading.mentions_on(index) if m.kind == "publisher"), None)


def _set_parents(reading: Reading) -> None:
    """Each attribution's parent: the one with the shortest content that holds its cue; one sweep over the text."""
    opening = sorted(
        ((span.start, span.end, sum(one.end - one.start for one in holder.content), holder.id)
         for holder in reading.attributions for span in holder.content),
    )  # fmt: skip
    open_now: list[tuple[int, int, int, str]] = []
    place = 0
    for attribution in sorted(reading.attributions, key=_begins):
        at = _begins(attribution)
        while place < len(opening) and opening[place][0] <= at:
            open_now.append(opening[place])
            place += 1
        open_now = [one for one in open_now if one[1] > at]
        holders = [(length, holder) for _, _, length, holder in open_now if holder != attribution.id]
        attribution.parent = min(holders)[1] if holders else None


def _begins(attribution: Attribution) -> int:
    """The first character of the cue; of the content where the cue is no word."""
    return (attribution.cue or attribution.content)[0].start
