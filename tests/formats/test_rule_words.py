"""Rules of watching in words."""

from __future__ import annotations

import pytest

from dragoman.formats.rule_words import looked_at, rates, trigger_words
from dragoman.watch.rules import rule_of


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        ("rise", "more acts than usual"),
        ("first:visit:5", "the first visit at this level in 5 years"),
        ("first:denial:1", "the first denial in 1 year"),
        ("first:materiel_class", "the first act with such a class of arms"),
    ],
)
def test_what_sets_a_rule_off(trigger: str, said: str) -> None:
    assert trigger_words(trigger) == said


def test_what_a_rule_looks_at() -> None:
    rule = rule_of({
        "name": "all", "on": ["event", "rise"], "between": [("KAZ", "TJK"), ("NOR", "FIN")], "states": ["CHL"],
        "types": ["AID"], "contexts": ["human_rights"], "materiel": ["III"], "provisions": ["UN-DPRK"],
        "factuality": ["negated"], "min_origins": 2,
    })  # fmt: skip
    assert looked_at(rule) == [
        "between Kazakhstan and Tajikistan, Norway and Finland", "also with Chile", "of type AID",
        "in the context human rights", "with III", "engaging UN-DPRK", "that is said to be negated",
        "from 2 origins or more",
    ]  # fmt: skip
    assert rates(rule)
    plain = rule_of({"name": "any", "on": ["event"]})
    assert (looked_at(plain), rates(plain)) == ([], False)
