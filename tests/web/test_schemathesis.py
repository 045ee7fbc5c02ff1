"""The API does what its description says, whatever is asked of it: schemathesis finds nothing."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from dragoman.desk import Desk
from dragoman.web import ServeOptions, make_app

PHASES = {"examples": True, "coverage": True, "fuzzing": False, "stateful": False}
LEAST_ASKED = 700


def config(token: str) -> SchemathesisConfig:
    """All checks. No schema can list all names of states, so that a question of the right shape may be told 400 or 404;
    what is not of the right shape is told 422, and nothing else is.
    """
    return SchemathesisConfig.from_dict({
        "seed": 1,
        "headers": {"Authorization": f"Bearer {token}"},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404"]}},
        "generation": {"database": "none"},
        "phases": {name: {"enabled": wanted} for name, wanted in PHASES.items()},
    })  # fmt: skip


def test_nothing_is_found(store: Path) -> None:
    found: list[str] = []
    asked: set[str] = set()
    number = 0
    with Desk(store) as desk:
        token = desk.account_token("checker", "analyst")
        # The names by which schemathesis asks; a desk that goes by such asks for a token.
        app = make_app(desk, ServeOptions(names=("testserver",)))
        headers = {"Authorization": f"Bearer {token}"}
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config(token), headers=headers)
        for event in from_schema(schema).execute():
            assert not isinstance(event, events.NonFatalError | events.FatalError), event
            if isinstance(event, events.ScenarioFinished):
                asked.add(str(event.recorder.label))
                number += len(event.recorder.interactions)
                found += [
                    f"{event.recorder.label}: {check.name}: {check.failure_info.failure.title}, "
                    f"{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                    for checks in event.recorder.checks.values()
                    for check in checks
                    if check.failure_info is not None
                ]
        operations = {
            f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods
        }
    assert found == []
    assert operations <= asked
    assert number > LEAST_ASKED
