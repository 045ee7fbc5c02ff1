"""What a document's actors say about its places: their names are taken, and their states vote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dragoman.coding.reading import Reading
from dragoman.knowledge.names import names
from dragoman.record import Form, Kind, Mention

ACTORS: frozenset[Kind] = frozenset({"person", "state", "organisation", "group", "publisher"})
# How much one mention says about the state that a document is about.
STATE_VOTE, ACTOR_VOTE, INSTITUTION_VOTE = 0.5, 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Claim:
    """An actor's name on the tokens ``[start, end)``.

    ``doubtful``: the name may mean something else (Georgia), or is an actor's only by the recogniser's label.
    """

    start: int
    end: int
    kind: Kind
    form: Form
    entity: str
    doubtful: bool = False


class Actors:
    """The claims and votes of one document's actors.

    Where ``dragoman_actors`` has not run, known names are looked up here, and states are added to the reading.

    Args:
        reading: the document.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.on: dict[int, Claim] = {}
        if not any(mention.kind in ACTORS for mention in reading.mentions):
            self._look_up()
        for mention in reading.mentions:
            if mention.kind in ACTORS | {"materiel"} and mention.form not in ("pronoun", "nominal"):
                self._claim(
                    mention.start, mention.end, mention.kind, mention.form, mention.entity, self._is_doubtful(mention)
                )

    def votes(self) -> dict[str, float]:
        """How much the document speaks of each state, by ISO 3166-1 code."""
        counted: dict[str, float] = defaultdict(float)
        for mention in self.reading.mentions:
            state = self.reading.entities[mention.entity].state
            if state and mention.form not in ("pronoun", "nominal"):
                counted[state] += STATE_VOTE if mention.kind == "state" else ACTOR_VOTE
        return counted

    def _look_up(self) -> None:
        for match in names().find(self.reading.article.text):
            reading = match.readings[0]
            if reading.needs_context or reading.weak:
                continue
            if reading.entity.kind == "state" and reading.form in ("name", "demonym"):
                span = self._tokens(match.start, match.end)
                if span:
                    self.reading.add_mention(*span, reading.entity, reading.form)
            else:
                self._claim(match.start, match.end, reading.entity.kind, reading.form, reading.entity.id)

    def _is_doubtful(self, mention: Mention) -> bool:
        entity = self.reading.entities[mention.entity]
        if entity.known:
            return any(reading.needs_context for reading in names().readings(mention.text))
        # "Clark" after "Desmond Clark" is the man; a bare "Gainesville" is what the recogniser took for one.
        return mention.kind != "person" or entity.name.casefold() == mention.text.casefold()

    def _claim(self, start: int, end: int, kind: Kind, form: Form, entity: str, doubtful: bool = False) -> None:
        span = self._tokens(start, end)
        if span is None:
            return
        claim = Claim(*span, kind, form, entity, doubtful)
        for index in range(*span):
            earlier = self.on.get(index)
            if earlier is None or earlier.end - earlier.start < claim.end - claim.start:
                self.on[index] = claim

    def _tokens(self, start: int, end: int) -> tuple[int, int] | None:
        span = self.reading.doc.char_span(start, end)
        return (span.start, span.end) if span is not None else None
