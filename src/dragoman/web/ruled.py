"""The form of a rule: what was typed, kept whatever is wrong with it, and the rule that it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import ImmutableMultiDict

from dragoman.record import Factuality
from dragoman.watch.refusals import RuleError
from dragoman.watch.rules import First, Kind, Rule, rule_of
from dragoman.web.refusals import RefusedError

TEXTS = ("name", "about", "between", "states", "materiel", "provisions", "min_origins", "budget", "factor", "since")
CHOICES = ("on", "types", "contexts", "factuality")
PLAIN_KINDS = tuple(kind for kind in get_args(Kind) if kind != "first")
FIRSTS: tuple[str, ...] = get_args(First)
FACTUALITIES: tuple[str, ...] = get_args(Factuality)
DRAFT = "draft"
ONE_OF_MANY = re.compile(r"[,;\n]+")


@dataclass
class Ruled:
    """A rule as it stands in a form.

    Args:
        texts: the fields that are typed.
        choices: the fields of which some are ticked.
        years: within how many years something is the first of its kind, by that kind.
        paused: whether it is paused.
    """

    texts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)
    paused: bool = False

    def rule(self, deliver: tuple[str, ...] = ()) -> Rule:
        """The rule that it makes.

        Args:
            deliver: the channels of the rule before; a form cannot set them.

        Raises:
            RuleError: it makes none.
        """
        given: dict[str, Any] = {name: text for name in TEXTS if (text := self.texts.get(name, ""))}
        given |= {name: some for name in CHOICES if (some := self.choices.get(name))}
        for name in ("states", "materiel", "provisions"):
            if name in given:
                given[name] = [one.strip() for one in ONE_OF_MANY.split(given[name]) if one.strip()]
        given["between"] = self.pairs()
        given["on"] = [self.trigger(one) for one in self.choices.get("on", ())]
        return rule_of(given | {"paused": self.paused, "deliver": deliver})

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of states, one a line.

        Raises:
            RuleError: a line holds no pair.
        """
        found = []
        for line in self.texts.get("between", "").splitlines():
            parts = [one.strip() for one in re.split(r"[,;–]", line) if one.strip()]
            if len(parts) == 2:
                found.append((parts[0], parts[1]))
            elif parts:
                raise RuleError(f"between: '{line.strip()[:60]}' is no pair of states", do="write one a line: RUS, PRK")
        return found

    def trigger(self, name: str) -> str:
        """A trigger with its years."""
        years = self.years.get(name.removeprefix("first:"), "") if name.startswith("first:") else ""
        return f"{name}:{years}" if years else name

    def query(self) -> str:
        """What is typed as the query of an address; the day from which on reports are new is no part of it."""
        pairs = [(name, text) for name in TEXTS if name != "since" and (text := self.texts.get(name))]
        pairs += [(name, one) for name in CHOICES for one in self.choices.get(name, ())]
        pairs += [(f"years_{kind}", years) for kind, years in self.years.items() if years]
        return urlencode(pairs)


def ruled_in(form: ImmutableMultiDict[str, Any]) -> Ruled:
    """What a form or an address holds of a rule.

    Raises:
        RefusedError: it holds channels: those would let a browser make the desk send to any address.
    """
    if "deliver" in form:
        raise RefusedError(
            "channels cannot be set in the browser", do="set them on the command line: dragoman watch add --deliver"
        )

    def texts(name: str) -> list[str]:
        return [text for one in form.getlist(name) if isinstance(one, str) and (text := one.strip())]

    return Ruled(
        {name: "\n".join(texts(name)).replace("\r", "") for name in TEXTS},
        {name: texts(name) for name in CHOICES},
        {kind: "".join(texts(f"years_{kind}")[:1]) for kind in FIRSTS},
        bool(texts("paused")),
    )


def ruled_of(rule: Rule) -> Ruled:
    """A rule as its form shows it."""
    on: list[str] = []
    years: dict[str, str] = {}
    for trigger in rule.triggers:
        name = f"first:{trigger.of}" if trigger.of else str(trigger.kind)
        # A second trigger of the same kind, with other years, is shown as it is written.
        on.append(str(trigger) if name in on else name)
        if trigger.of and trigger.years and name == on[-1]:
            years[trigger.of] = str(trigger.years)
    texts = {
        "name": rule.name, "about": rule.about or "", "between": "\n".join(", ".join(pair) for pair in rule.between),
        "states": ", ".join(rule.states), "materiel": ", ".join(rule.materiel),
        "provisions": ", ".join(rule.provisions), "min_origins": str(rule.min_origins), "budget": f"{rule.budget:g}",
        "factor": f"{rule.factor:g}", "since": rule.since or "",
    }  # fmt: skip
    choices: dict[str, list[str]] = {
        "on": on, "types": list(rule.types), "contexts": list(rule.contexts), "factuality": list(rule.factuality),
    }  # fmt: skip
    return Ruled(texts, choices, years, rule.paused)


def fresh(given: Ruled) -> Ruled:
    """A new rule with the usual values where nothing is given."""
    usual = ruled_of(rule_of({"name": DRAFT, "on": ["event"]}))
    texts = {name: given.texts.get(name) or text for name, text in usual.texts.items()}
    texts["name"] = given.texts.get("name", "")
    choices = {name: given.choices.get(name) or some for name, some in usual.choices.items()}
    return Ruled(texts, choices, given.years, given.paused)
