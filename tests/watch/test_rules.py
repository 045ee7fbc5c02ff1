"""Rules say what is wrong with them when they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.watch.refusals import RuleError
from dragoman.watch.rules import rule_of, rules_from, trigger_of

WHOLE = """
[[rule]]
name = "arms"
about = "arms and troops between the two"
between = [["Russia", "North Korea"], ["RUS", "BLR"]]
contexts = ["military"]
on = ["rise", "first:materiel_class", "first:visit:10", "rise"]
budget = 0.05
deliver = ["feed:alerts.atom"]

[[rule]]
name = "embargo"
states = ["prk"]
provisions = ["UN-DPRK"]
on = ["concern", "contradiction"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_are_read_from_a_file(tmp_path: Path) -> None:
    arms, embargo = rules_from(written(tmp_path, WHOLE))
    assert arms.between == (("RUS", "PRK"), ("RUS", "BLR"))
    assert arms.on == ("rise", "first:materiel_class", "first:visit:10")
    assert arms.dyads == ("dyad:PRK-RUS", "dyad:BLR-RUS")
    assert embargo.states == ("PRK",)
    assert embargo.facets() == [["actor:state:PRK"], ["provision:UN-DPRK", "regime:UN-DPRK"]]


def test_a_trigger_is_read_and_written() -> None:
    assert str(trigger_of(" First:Materiel-Class:10 ")) == "first:materiel_class:10"
    assert str(trigger_of("event")) == "event"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": ["change"]}, "no trigger 'change'; there are event, rise"),
        ({"on": ["first"]}, "first of what?"),
        ({"on": ["first:denial:ten"]}, "'ten' is no number of years"),
        ({"on": ["event:now"]}, "takes nothing after a colon"),
        ({"on": []}, "on: Tuple should have at least 1 item"),
        ({"on": ["rise"]}, "'rise' and 'fall' are of a rate between states"),
        ({"between": [("RUS", "Atlantis")]}, "no state 'Atlantis'"),
        ({"between": [("RUS", "Russia")]}, "a pair needs two states"),
        ({"types": ["MEET"]}, "no event type 'MEET'"),
        ({"contexts": ["warlike"]}, "no context 'warlike'"),
        ({"provisions": ["1718"]}, "no provision, embargo or regime '1718'"),
        ({"since": "soon"}, "no date 'soon'"),
        ({"name": "My Rule"}, "name: String should match pattern"),
        ({"budget": 0}, "budget: Input should be greater than 0"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(fields: dict[str, object], said: str) -> None:
    with pytest.raises(RuleError) as refused:
        rule_of({"name": "mine", "on": ["event"], **fields})
    assert said in refused.value.message
    assert refused.value.code == "D801"
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = 1", "no rules"),
        ("", "no rules"),
        ("[[rule]\n", "not TOML"),
        ('[[rule]]\nname = "a"\non = ["event"]\n[other]\n', "no rules"),
        ('[[rule]]\nname = "a"\non = ["event"]\n[[rule]]\nname = "a"\non = ["event"]\n', "two rules named 'a'"),
        ('[[rule]]\non = ["event"]\n', "name: Field required"),
    ],
)
def test_a_file_that_holds_no_rules_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        rules_from(written(tmp_path, text))
    assert said in refused.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        rules_from(tmp_path / "rules.toml")
