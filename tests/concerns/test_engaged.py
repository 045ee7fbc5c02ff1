"""Which provisions an activity engages: dates, directions, goods, parts of states, imposers, doubts."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.concerns import Doing, When, engaged, span_of_stamps
from dragoman.concerns.doings import status, together
from dragoman.concerns.targets import covered, target_of
from dragoman.knowledge.regimes import regimes
from dragoman.knowledge.states import states
from dragoman.record import Entity

SHELLS = ("unroca_III", "ammunition")


def day(text: str) -> When:
    return When(date.fromisoformat(text), date.fromisoformat(text))


def names(doing: Doing, when: When) -> set[str]:
    return {one.provision for one in engaged(doing, when)}


def arms(giver: str, receiver: str, *goods: str) -> Doing:
    return Doing("arms_transfer", goods or SHELLS, (giver,), (receiver,))


def test_the_reason_names_goods_direction_paragraph_and_confidence() -> None:
    found = {one.provision: one for one in engaged(arms("PRK", "RUS"), day("2023-09-13"))}
    assert found["PRK-1718-8b"].reasons[0] == (
        "arms (class III), from PRK, to RUS: 1718 para 8(b), in force since 2006-10-14; confidence verified"
    )
    assert found["PRK-1718-8b"].direction == "from_target"
    assert found["PRK-1718-8b"].against == ()


def test_direction_decides() -> None:
    assert names(arms("PRK", "RUS"), day("2023-09-13")) == {"PRK-1718-8b", "PRK-1874-9"}
    assert names(arms("RUS", "PRK"), day("2023-09-13")) == {"PRK-1718-8ai", "PRK-1874-10", "PRK-2270-6"}


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        ("2006-10-13", set()),
        ("2006-10-14", {"PRK-1718-8b"}),
        ("2009-06-12", {"PRK-1718-8b", "PRK-1874-9"}),
    ],
)
def test_dates_decide(on: str, wanted: set[str]) -> None:
    assert names(arms("PRK", "RUS"), day(on)) == wanted


@pytest.mark.parametrize(
    ("on", "live"),
    [("2006-12-01", False), ("2010-01-01", True), ("2016-01-15", True), ("2016-01-16", False), ("2021-01-01", False),
     ("2025-09-27", False), ("2025-09-28", True)],
)  # fmt: skip
def test_the_rows_on_iran_switch_off_and_on(on: str, live: bool) -> None:
    assert ("IRN-1747-5" in names(arms("IRN", "SYR"), day(on))) is live


def test_a_contested_regime_says_so_after_it_came_back() -> None:
    def against(on: str) -> tuple[str, ...]:
        return next(one for one in engaged(arms("IRN", "SYR"), day(on)) if one.provision == "IRN-1747-5").against

    assert against("2010-01-01") == ()
    assert against("2025-10-10") == ("some permanent members of the Council deny that it is in force",)


def test_ended_regimes_never_fire_after_their_end() -> None:
    ended = [row for row in regimes().measures.values() if row.status == "ended" and row.measure_type == "arms_embargo"]
    assert len(ended) >= 15
    for row in ended:
        assert row.ended is not None
        target = row.target[0]
        for doing in (arms("CHN", target), arms(target, "CHN")):
            assert row.id not in names(doing, When(row.ended, row.ended)), row.id


def test_a_month_that_straddles_a_start_says_so() -> None:
    when = span_of_stamps("2017-08", None, "month", None)
    assert when is not None
    coal = Doing("coal_trade", ("coal",), ("PRK",), ("CHN",))
    found = {one.provision: one.against for one in engaged(coal, when)}
    assert found["PRK-2371-8"] == ("the act is dated 2017-08-01 to 2017-08-31, and it came into force on 2017-08-05",)
    assert found["PRK-2270-29"] == (
        "the act is dated 2017-08-01 to 2017-08-31, and it was no longer in force from 2017-08-05",
    )


def test_an_undated_act_is_taken_as_of_its_report_and_says_so() -> None:
    when = span_of_stamps(None, None, None, "2023-09-18T09:05:00+00:00")
    assert when == When(date(2023, 9, 18), date(2023, 9, 18), reported=True)
    assert when is not None
    found = engaged(arms("PRK", "RUS"), when)[0]
    assert found.reasons[-1] == "undated: reported on 2023-09-18"
    assert "no report dates the act" in found.against[-1]
    assert span_of_stamps(None, None, None, None) is None


def test_states_under_no_embargo_never_raise_one() -> None:
    rows = (*regimes().embargoes.values(), *regimes().measures.values())
    aimed = {target.split(":")[0] for row in rows for target in row.target}
    free = sorted(set(states()) - aimed - {row.imposer for row in regimes().embargoes.values()})
    assert len(free) > 100
    kinds = ("arms_transfer", "military_training", "coal_trade", "workers_sent_abroad", "joint_venture")
    for state in free:
        for kind in kinds:
            doing = Doing(kind, (*SHELLS, "coal"), (state,), ("IND" if state != "IND" else "BRA",))
            assert engaged(doing, day("2020-05-05")) == (), state


def test_what_stays_within_a_state_never_fires() -> None:
    assert engaged(arms("PRK", "PRK"), day("2023-09-13")) == ()
    assert engaged(arms("SDN", "GRP:rsf"), day("2023-09-13")) == ()


def test_a_side_that_is_not_known_is_said() -> None:
    found = engaged(Doing("arms_transfer", SHELLS, ("PRK",), ()), day("2023-09-13"))
    assert {one.provision for one in found} == {"PRK-1718-8b", "PRK-1874-9"}
    assert "the report does not name the other side" in found[0].against


@pytest.mark.parametrize(
    ("goods", "wanted"),
    [
        (("salw",), {"PRK-1874-9"}),
        (("unroca_VII",), {"PRK-1718-8b", "PRK-1874-9"}),
        (("arms",), {"PRK-1718-8b", "PRK-1874-9"}),
        (("missile_items",), {"PRK-1718-8b"}),
    ],
)
def test_goods_decide(goods: tuple[str, ...], wanted: set[str]) -> None:
    assert names(arms("PRK", "RUS", *goods), day("2023-09-13")) == wanted


def test_arms_of_no_class_argue_against_a_row_on_classes() -> None:
    found = {one.provision: one.against for one in engaged(arms("PRK", "RUS", "arms"), day("2023-09-13"))}
    assert found["PRK-1718-8b"] == ("the report names no class of the UN Register",)
    assert found["PRK-1874-9"] == ()


@pytest.mark.parametrize(
    ("receiver", "wanted"),
    [
        ("COD", set()),
        ("GRP:m23", {"COD-1493-20", "COD-1807-1"}),
        ("COD:non-government", {"COD-1493-20", "COD-1807-1"}),
        ("YEM", set()),
        ("GRP:houthis", {"YEM-2216-14"}),
        ("SDN", set()),
        ("GRP:rsf", {"SDN-1556-7", "SDN-1591-7", "SDN-1945-8"}),
        ("LBN", set()),
        ("GRP:hezbollah", {"LBN-1701-15"}),
    ],
)
def test_parts_of_states_are_not_their_governments(receiver: str, wanted: set[str]) -> None:
    assert names(arms("CHN", receiver), day("2023-09-13")) == wanted


def test_a_part_that_the_report_does_not_name_argues_against() -> None:
    found = engaged(arms("CHN", "GRP:rsf"), day("2023-09-13"))
    assert found[0].against == ("the measure holds in Darfur; the report does not say where in SDN",)


def test_a_group_that_governs_is_no_longer_a_part() -> None:
    assert covered(("AFG:non-government",), "GRP:taliban", date(2020, 1, 1)) is not None
    assert covered(("AFG:non-government",), "GRP:taliban", date(2022, 1, 1)) is None


@pytest.mark.parametrize(
    ("giver", "receiver", "on", "wanted"),
    [
        ("CHN", "MMR", "2022-02-02", set()),
        ("DEU", "MMR", "2022-02-02", {"EU-MMR"}),
        ("GBR", "RUS", "2019-02-02", {"EU-RUS"}),
        ("GBR", "RUS", "2021-02-02", {"GBR-RUS"}),
        ("HRV", "BLR", "2012-02-02", set()),
        ("HRV", "BLR", "2014-02-02", {"EU-BLR"}),
        ("RUS", "DEU", "2020-02-02", {"EU-RUS"}),
        ("USA", "CHN", "2020-02-02", {"USA-CHN"}),
        ("CHN", "USA", "2020-02-02", set()),
    ],
)
def test_an_embargo_binds_who_imposed_it(giver: str, receiver: str, on: str, wanted: set[str]) -> None:
    assert names(arms(giver, receiver), day(on)) == wanted


def test_a_cap_and_an_exemption_argue_against() -> None:
    diesel = Doing("oil_supply", ("refined_petroleum",), ("RUS",), ("PRK",), against=("the report speaks of aid",))
    found = engaged(diesel, day("2023-09-13"))[0]
    assert "a cap, not a ban: 500,000 barrels a year" in found.against
    assert any(text.startswith("exemptions: ") for text in found.against)
    assert "the report speaks of aid" in found.against


@pytest.mark.parametrize(
    ("kind", "factuality", "doing", "wanted"),
    [
        ("AID", "happened", Doing("coal_trade"), "reported"),
        ("AID", "historical", Doing("coal_trade"), "reported"),
        ("AGREE", "happened", Doing("coal_trade"), "planned"),
        ("SUPPORT", "happened", Doing("coal_trade", agreed=True), "planned"),
        ("COOPERATE", "future", Doing("coal_trade"), "planned"),
        ("CONSULT", "happened", Doing("coal_trade", discussed=True), "discussed"),
        ("REQUEST", "happened", Doing("coal_trade"), "possible"),
        ("AID", "hypothetical", Doing("coal_trade"), "possible"),
        ("AID", "negated", Doing("coal_trade"), "denied"),
        ("REJECT", "happened", Doing("coal_trade"), "denied"),
    ],
)
def test_status(kind: str, factuality: str, doing: Doing, wanted: str) -> None:
    assert status(kind, factuality, doing) == wanted


def test_doings_of_several_reports_come_together_in_any_order() -> None:
    one = Doing("arms_transfer", ("unroca_III",), ("PRK",), ("RUS",), against=("b",))
    other = Doing("arms_transfer", ("unroca_VII",), ("PRK",), ("RUS",), against=("a",))
    third = Doing("coal_trade", ("coal",), ("PRK",), ("CHN",))
    assert together([one, other, third]) == together([third, other, one])
    assert together([one, other])[0].goods == ("unroca_III", "unroca_VII")


@pytest.mark.parametrize(
    ("entity", "wanted"),
    [
        (Entity(id="state:PRK", name="North Korea", kind="state", state="PRK"), "PRK"),
        (Entity(id="group:houthis", name="Houthis", kind="group", state="YEM", known=True), "GRP:houthis"),
        (Entity(id="group:kpa", name="KPA", kind="group", state="PRK", known=True), "PRK"),
        (Entity(id="group:cod-rebels", name="Congolese rebels", kind="group", state="COD"), "COD:non-government"),
        (Entity(id="place:darfur", name="Darfur", kind="place", state="SDN"), "SDN:Darfur"),
        (Entity(id="person:someone", name="Someone", kind="person"), None),
    ],
)
def test_targets_of_entities(entity: Entity, wanted: str | None) -> None:
    assert target_of(entity) == wanted
