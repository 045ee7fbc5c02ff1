"""States as files of other projects write them: CAMEO's and FIPS 10-4 codes (GDELT), PLOVER's (POLECAT)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ConfigDict

from dragoman.errors import KnowledgeError
from dragoman.knowledge.country_codes import country_codes
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.states import State, states


class ForeignStates(Row):
    """Codes of states that are not ISO 3166-1 alpha-3; all others are those of ``states()``."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    cameo: dict[str, str]
    regions: dict[str, str]
    fips: dict[str, str]
    plover: dict[str, str]

    def by_cameo(self, code: str) -> State | None:
        """The state of a CAMEO country code; None for regions and unknown codes."""
        return None if code in self.regions else states().get(self.cameo.get(code, code))

    def by_fips(self, code: str) -> State | None:
        """The state of a FIPS 10-4 country code; None for unknown ones."""
        return states().get(self.fips.get(code, ""))

    def by_plover(self, code: str) -> State | None:
        """The state of a country code in PLOVER's files; None for codes of organisations and unknown ones."""
        return states().get(self.plover.get(code, code))


@lru_cache(maxsize=1)
def foreign_states() -> ForeignStates:
    """The codes of ``country_codes.yaml``, and those of ``foreign_states.yaml`` beside them.

    Raises:
        KnowledgeError: the file does not follow its schema, or names a state that is not known.
    """
    data: dict[str, Any] = dict(load_data("foreign_states"))
    rows = country_codes().values()
    ours: dict[str, str] = load_data("country_codes")["plover"]
    data["cameo"] = {**{row.cameo: row.iso3 for row in rows if row.cameo}, **data["cameo"]}
    data["fips"] = {**{row.fips: row.iso3 for row in rows if row.fips}, **data["fips"]}
    data["plover"] = {code: state for state, code in ours.items()}
    made = checked(data, ForeignStates, "foreign_states.yaml")
    assert isinstance(made, ForeignStates)
    for part in (made.cameo, made.fips, made.plover):
        for code, state in part.items():
            if state not in states():
                raise KnowledgeError(f"no state '{state}'", where=f"foreign_states.yaml, {code}", do="see states.yaml")
    return made
