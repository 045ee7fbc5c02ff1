"""Rules of watching in words: what sets one off, and what it looks at."""

from __future__ import annotations

from dragoman.knowledge.states import states
from dragoman.watch.rules import RATES, Rule, Trigger, trigger_of

PLAIN = {
    "event": "any event",
    "rise": "more acts than usual",
    "fall": "fewer acts than usual",
    "concern": "what would engage a provision",
    "contradiction": "what some report and others deny",
}
FIRST = {
    "type": "act of its type",
    "mode": "act of its mode",
    "context": "act in its context",
    "materiel": "act with such arms",
    "materiel_class": "act with such a class of arms",
    "provision": "act that would engage such a provision",
    "denial": "denial",
    "visit": "visit at this level",
}
USUAL_FACTUALITY = ("happened", "future")


def trigger_words(trigger: Trigger | str) -> str:
    """What sets a rule off, in words: 'the first visit at this level in 5 years'."""
    one = trigger_of(trigger) if isinstance(trigger, str) else trigger
    if one.of is None:
        return PLAIN[one.kind]
    within = f" in {one.years} {'year' if one.years == 1 else 'years'}" if one.years else ""
    return f"the first {FIRST[one.of]}{within}"


def looked_at(rule: Rule) -> list[str]:
    """What a rule looks at, a condition each; empty where it looks at everything."""
    parts = []
    if rule.between:
        parts.append("between " + ", ".join(f"{name_of(one)} and {name_of(other)}" for one, other in rule.between))
    if rule.states:
        parts.append(("also " if rule.between else "") + "with " + " or ".join(map(name_of, rule.states)))
    if rule.types:
        parts.append("of type " + " or ".join(rule.types))
    if rule.contexts:
        parts.append("in the context " + " or ".join(one.replace("_", " ") for one in rule.contexts))
    if rule.materiel:
        parts.append("with " + " or ".join(rule.materiel))
    if rule.provisions:
        parts.append("engaging " + " or ".join(rule.provisions))
    if rule.factuality != USUAL_FACTUALITY:
        parts.append("that is said to be " + " or ".join(rule.factuality))
    if rule.min_origins > 1:
        parts.append(f"from {rule.min_origins} origins or more")
    return parts


def rates(rule: Rule) -> bool:
    """Whether a rule looks at rates, so that it has a budget of false alarms."""
    return any(trigger.kind in RATES for trigger in rule.triggers)


def name_of(code: str) -> str:
    """The name of a state."""
    found = states().get(code)
    return found.name if found else code
