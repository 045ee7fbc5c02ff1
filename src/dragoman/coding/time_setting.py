"""Settings: what the value of an expression of time depends on besides its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.coding.time_direction import Direction
from dragoman.coding.time_values import FINENESS, Value
from dragoman.coding.time_words import WEEKDAYS
from dragoman.record import Precision

NO_DATE = "the article has no date to count from"
DAY_NAMES = {number: name.capitalize() for name, number in WEEKDAYS.items()}


@dataclass(slots=True)
class Setting:
    """What an expression's value depends on besides its words.

    Attributes:
        anchor: the article's date.
        direction: past, present or future of its clause.
        headline: whether it stands in a headline or caption, where the present tense tells of the past.
        before: the words before it in its sentence, in lower case.
        previous: the values found before it in the text, with their words.
        year: the year of an expression right beside it, which it shares ("in May and June 2014").
    """

    anchor: date | None
    direction: Direction | None = None
    headline: bool = False
    before: str = ""
    previous: list[tuple[Value, str]] = field(default_factory=list)
    year: int | None = None

    @property
    def ahead(self) -> bool:
        """Whether the clause looks ahead."""
        return self.direction == "future" or (self.direction == "present" and not self.headline)

    def last(self, unit: Precision) -> tuple[Value, str] | None:
        """The last value before in the text that is at least as fine as a unit, with its words."""
        for value, words in reversed(self.previous):
            if value.start and value.precision and FINENESS[value.precision] <= FINENESS[unit]:
                return value, words
        return None
