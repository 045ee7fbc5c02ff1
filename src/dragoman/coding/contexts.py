"""Contexts: the component that sets each event in its PLOVER contexts, by words, materiel, sectors and kind of act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading
from dragoman.coding.surroundings import clause, trigger_of
from dragoman.knowledge.contexts import Contexts, contexts
from dragoman.record import Event

# A strong cue is enough for its context; so are two different weak ones.
STRONG, WEAK, ENOUGH = 1.0, 0.5, 1.0
EXECUTIVE = "executive"
# Words in the offices and names of those who govern.
CABINET = frozenset(
    {
        "minister",
        "ministers",
        "premier",
        "president",
        "vice-president",
        "chancellor",
        "secretary",
        "cabinet",
        "government",
    }
    | {"taoiseach", "governor", "king", "queen", "emir", "sultan"}
)
OFFICES = frozenset(
    {"minister", "secretary", "chief", "commissioner", "adviser", "advisor", "spokesman", "spokeswoman"}
)

# For each context the cues with their weights.
Evidence = dict[str, list[tuple[str, float]]]


@Language.factory("dragoman_contexts")
def make_contexts(nlp: Language, name: str) -> ContextFinder:
    """Make the component for a pipeline."""
    return ContextFinder()


class ContextFinder:
    """Sets ``Event.contexts`` and appends the reasons to ``Event.reasons``."""

    def __call__(self, doc: Doc) -> Doc:
        """Give contexts to the events of one document."""
        reading = Reading.of(doc)
        for event in reading.events:
            set_contexts(event, reading)
        return doc


def set_contexts(event: Event, reading: Reading) -> None:
    """Set the contexts of one event, and append their reasons."""
    found = contexts_of_event(reading, event)
    event.contexts = list(found)
    event.reasons.extend(f"context {code}: {reason}" for code, reason in found.items())


def contexts_of_event(reading: Reading, event: Event) -> dict[str, str]:
    """The contexts of one event with their reasons: of its clause, else of its sentence; then what its kind says."""
    trigger = trigger_of(reading, event)
    found: list[tuple[str, str]] = []
    if trigger is not None:
        found = supported(evidence(reading, clause(trigger.root), contexts()))
        if not found:
            found = supported(evidence(reading, range(trigger.sent.start, trigger.sent.end), contexts()))
    found.extend(by_kind(reading, event, contexts()))
    told: dict[str, str] = {}
    for code, reason in found:
        told.setdefault(code, reason)
    return told


def by_kind(reading: Reading, event: Event, lexicon: Contexts) -> Iterator[tuple[str, str]]:
    """What an event's type and mode, its materiel and the sectors of its parties say by themselves."""
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    code = lexicon.events.get(kind) or lexicon.events.get(event.type)
    if code and (code != EXECUTIVE or _is_of_executive(reading, event)):
        yield code, f"the kind of act, {kind}"
    for identity in event.materiel:
        entity = reading.entities.get(identity)
        yield "military", f"materiel '{entity.name if entity else identity}'"
    for identity in (*event.actors, *event.recipients):
        entity = reading.entities.get(identity)
        if entity is not None and entity.sector in lexicon.sectors:
            yield lexicon.sectors[entity.sector], f"{entity.name} is of sector {entity.sector}"


def _is_of_executive(reading: Reading, event: Event) -> bool:
    """Whether an actor is of a government: the head of a board or a bishop who resigns is not."""
    actors = [entity for name in event.actors if (entity := reading.entities.get(name)) is not None]
    words = {word for actor in actors for word in f"{actor.role or ''} {actor.name}".lower().split()}
    return bool(words & CABINET) or any(actor.known and actor.sector == "GOV" for actor in actors)


def contexts_of(reading: Reading, start_token: int, end_token: int) -> list[tuple[str, str]]:
    """The contexts that the words and the materiel of ``doc[start_token:end_token]`` speak of, with the words.

    Returns:
        (PLOVER context, the quoted cues), the best supported first; one row a context.
    """
    return supported(evidence(reading, range(start_token, end_token), contexts()))


def evidence(reading: Reading, tokens: Iterable[int], lexicon: Contexts) -> Evidence:
    """For each context the cues among some tokens (in order), each wording once, with their weights."""
    doc, text = reading.doc, reading.article.text
    found: Evidence = {}
    for first, last in runs(tokens):
        begin, end = doc[first].idx, doc[last].idx + len(doc[last].text)
        for cue in lexicon.find(text[begin:end]):
            wording = text[begin + cue.start : begin + cue.end]
            title = is_title(reading, begin + cue.start, begin + cue.end)
            for code, strong in cue.meanings:
                add(found, code, wording, STRONG if strong and not title else WEAK)
        for mention in reading.mentions_in(first, last + 1):
            if mention.kind == "materiel":
                add(found, "military", mention.text, STRONG)
    return found


def is_title(reading: Reading, start: int, end: int) -> bool:
    """Whether a cue is (part of) the office before a person's name: it says who somebody is, not what it is about."""
    tokens = reading.tokens_of(start, end)
    if tokens is None:
        return False
    following = tokens[1]
    doc = reading.doc
    if following < len(doc) and doc[following].lower_ in OFFICES:
        following += 1
    return any(mention.kind == "person" for mention in reading.mentions_on(following))


def add(found: Evidence, code: str, wording: str, weight: float) -> None:
    """Add a cue, unless the same word counts for the context already."""
    listed = found.setdefault(code, [])
    if all(wording.lower() not in other.lower() for other, _ in listed):
        listed.append((wording, weight))


def supported(found: Evidence) -> list[tuple[str, str]]:
    """The contexts with enough evidence, the best supported first, with their cues quoted."""
    weighed = [(sum(weight for _, weight in cues), code, cues) for code, cues in found.items()]
    weighed = [row for row in weighed if row[0] >= ENOUGH]
    weighed.sort(key=lambda row: -row[0])
    return [(code, ", ".join(f"'{wording}'" for wording, _ in cues)) for _, code, cues in weighed]


def runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of adjacent tokens, first and last included."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if found and token == found[-1][1] + 1:
            found[-1] = (found[-1][0], token)
        else:
            found.append((token, token))
    return found
