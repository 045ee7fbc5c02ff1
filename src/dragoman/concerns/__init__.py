"""Concerns: from a reported activity to the provisions of sanctions that it would engage, with reasons."""

from dragoman.concerns.doings import Doing, When, span_of_stamps
from dragoman.concerns.engaged import Engaged, engaged
from dragoman.concerns.provisions import Provision, provisions
from dragoman.concerns.record import with_concerns

__all__ = ["Doing", "Engaged", "Provision", "When", "engaged", "provisions", "span_of_stamps", "with_concerns"]
